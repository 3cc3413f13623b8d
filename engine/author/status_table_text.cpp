// The table by status as Markdown. Tests: tests/golden/rules.table.expected.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "author/status_table.h"
#include "report/printable.h"
#include "text/list.h"

namespace leadlint::author {
namespace {

char letter(Use use) {
  switch (use) {
    case Use::optional:
      return 'O';
    case Use::alternative:
      return 'A';
    case Use::conditional:
      return 'C';
    case Use::forbidden:
      return 'F';
    case Use::impossible:
      return '!';
    case Use::required:
      break;
  }
  return 'R';
}

std::string cell_text(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '|' ? "\\|" : std::string(1, c);
  return result;
}

/// The values of the rows that have something, by it. In the order of the rows.
template <class Thing>
std::vector<std::pair<Thing, std::vector<std::string>>> gathered(
    const StatusTable& table, const std::vector<std::vector<Thing>>& of_rows) {
  std::vector<std::pair<Thing, std::vector<std::string>>> result;
  for (std::size_t row = 0; row < of_rows.size(); ++row)
    for (const Thing& thing : of_rows[row]) {
      auto found = std::ranges::find(result, thing, [](const auto& each) { return each.first; });
      if (found == result.end()) found = result.insert(found, {thing, {}});
      found->second.push_back(table.statuses[row]);
    }
  return result;
}

/// `A one of lead_id and other_id is required with LOST`, `A 2 of a, b and c are required`
std::string alternative_lines(const StatusTable& table) {
  const std::size_t possible = static_cast<std::size_t>(std::ranges::count_if(
      table.conflicts, [](const std::vector<std::string>& rules) { return rules.empty(); }));
  std::string lines;
  for (const auto& [group, statuses] : gathered(table, table.alternatives)) {
    std::vector<std::string> names;
    for (const std::size_t field : group.fields) names.push_back(table.fields[field]);
    const bool always = statuses.size() == possible;
    lines += fmt::format("A {} of {} {} required{}{}\n",
                         group.at_least == 1 ? "one" : std::to_string(group.at_least),
                         joined(names, "and"), group.at_least == 1 ? "is" : "are",
                         always ? "" : " with " + joined(statuses, "or"),
                         group.conditional ? " under a further condition" : "");
  }
  return lines;
}

/// `! nothing can be sent with LOST or WON: rules a and b exclude each other`
std::string conflict_lines(const StatusTable& table) {
  std::vector<std::vector<std::vector<std::string>>> of_rows(table.conflicts.size());
  for (std::size_t row = 0; row < table.conflicts.size(); ++row)
    if (!table.conflicts[row].empty()) of_rows[row].push_back(table.conflicts[row]);
  std::string lines;
  for (const auto& [rules, statuses] : gathered(table, of_rows))
    lines +=
        fmt::format("! nothing can be sent{}: {}\n",
                    table.status.empty() ? "" : " with " + joined(statuses, "or"),
                    rules.size() == 1 ? "rule " + rules.front() + " refuses it"
                                      : "rules " + joined(rules, "and") + " exclude each other");
  return lines;
}

/// `status: values of the catalog stages.id; the rows are those that rules name`
std::string catalog_line(const StatusTable& table) {
  if (table.catalog.empty()) return {};
  if (table.status.empty())
    return fmt::format("The status is a value of the catalog {}, of which rules name none\n",
                       table.catalog);
  return fmt::format(
      "{} is a value of the catalog {}: the rows are those that rules name, the last one all "
      "others\n",
      table.status, table.catalog);
}

std::string by_status(const StatusTable& table) {
  std::size_t width = table.status.size();
  for (const std::string& status : table.statuses) width = std::max(width, status.size());
  std::string result = fmt::format("| {:<{}} |", cell_text(table.status), width);
  std::string rule = fmt::format("|{:-<{}}|", "", width + 2);
  for (const std::string& field : table.fields) {
    result += fmt::format(" {} |", cell_text(field));
    rule += fmt::format(":{:-<{}}:|", "", field.size());
  }
  result += "\n" + rule + "\n";
  for (std::size_t row = 0; row < table.statuses.size(); ++row) {
    result += fmt::format("| {:<{}} |", cell_text(table.statuses[row]), width);
    for (std::size_t i = 0; i < table.fields.size(); ++i)
      result += fmt::format(" {:^{}} |", letter(table.uses[row][i]), table.fields[i].size());
    result += '\n';
  }
  return result;
}

std::string by_field(const StatusTable& table) {
  std::size_t width = 5;
  for (const std::string& field : table.fields) width = std::max(width, field.size());
  std::string result =
      fmt::format("| {:<{}} |   |\n|{:-<{}}|:-:|\n", "field", width, "", width + 2);
  for (std::size_t i = 0; i < table.fields.size(); ++i)
    result += fmt::format("| {:<{}} | {} |\n", cell_text(table.fields[i]), width,
                          letter(table.uses[0][i]));
  return result;
}

}  // namespace

std::string markdown(const StatusTable& written) {
  if (written.statuses.empty()) return "no fields\n";
  StatusTable table = written;
  table.status = report::printable(table.status);
  table.catalog = report::printable(table.catalog);
  std::vector<std::vector<std::string>*> lists{&table.statuses, &table.fields};
  for (std::vector<std::string>& rules : table.conflicts) lists.push_back(&rules);
  for (auto* names : lists)
    for (std::string& name : *names) name = report::printable(name);
  return (table.status.empty() ? by_field(table) : by_status(table)) +
         "\nR required, C required under a further condition, F does not belong here, O "
         "optional\n" +
         catalog_line(table) + alternative_lines(table) + conflict_lines(table);
}

}  // namespace leadlint::author
