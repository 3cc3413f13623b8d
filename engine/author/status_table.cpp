// Walks the blocks of a rule set once for each status, with every condition that asks for the
// status answered. Tests: tests/command_test.cpp, tests/golden/rules.table.expected.
#include "author/status_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "author/presence.h"
#include "author/status_condition.h"
#include "author/stray_fields.h"
#include "model/condition_text.h"
#include "model/scope.h"
#include "report/printable.h"

namespace leadlint::author {
namespace {

using model::Block;
using model::Field;
using model::Path;
using model::Scalar;

class TableBuilder {
 public:
  explicit TableBuilder(const model::RuleSet& rules) : rules_(rules) {}
  StatusTable build();

 private:
  void add_columns(const Block& block, const Prefixes& around, std::size_t parent, bool has_parent);
  void fill_row(const Block& block, const Prefixes& around);
  void fill_fields(const Block& block, const Prefixes& around);
  void fill_rules(const Block& block, const Prefixes& around);
  void fill_cases(const model::Cases& cases, const Block& block, const Prefixes& around);
  void mark_case(const model::Cases::Row& row, const Prefixes& around, Use needed, Use other);
  void fill_pairs(const model::Pairs& pairs, const Block& block, const Prefixes& around);
  [[nodiscard]] std::optional<std::size_t> column_of(const Path& path,
                                                     const Prefixes& around) const;
  void mark(const Path& path, const Prefixes& around, Use use);
  void loosen_nested();
  [[nodiscard]] std::string follow_rules();

  const model::RuleSet& rules_;
  StatusAsked asked_;
  std::vector<Column> columns_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
  std::vector<Use> row_;
};

const Block* root_block(const model::RuleSet& rules) {
  const Block* block = model::block_of(rules.root);
  const Field* item = model::item_of(rules.root);
  return block == nullptr && item != nullptr ? model::block_of(*item) : block;
}

// What lies inside a field, and under which name.
struct Inner {
  const Block* block = nullptr;
  std::string prefix;
};
Inner inner_of(const Field& field, const std::string& name) {
  if (const Block* block = model::block_of(field)) return {block, name + "."};
  const Field* item = model::item_of(field);
  if (item == nullptr) return {};
  return {model::block_of(*item), name + "[]."};
}

std::vector<Scalar> first_values(const Block& block, const Prefixes& at, std::string_view status) {
  std::vector<Scalar> values;
  for (const model::Pairs& pairs : block.pairs)
    if (absolute(pairs.first, at) == status)
      for (const model::Pairs::Row& row : pairs.rows) values.push_back(row.first);
  for (const model::Cases& cases : block.cases)
    if (values.empty() && absolute(cases.field, at) == status)
      for (const model::Cases::Row& row : cases.rows) values.push_back(row.value);
  return values;
}

std::vector<Scalar> status_values(const model::RuleSet& rules, const Block& root) {
  if (!rules.status) return {};
  const Field* field = model::target(*rules.status);
  if (field == nullptr) return {};
  if (field->main.values) return field->main.values->is;
  return first_values(root, {""}, absolute(*rules.status, {""}).value_or(""));
}

void TableBuilder::add_columns(const Block& block, const Prefixes& around, std::size_t parent,
                               bool has_parent) {
  for (const Field& field : block.fields) {
    if (field.none) continue;
    const std::string name = around.back() + field.name;
    const std::size_t number = columns_.size();
    columns_.push_back({name, parent, has_parent});
    by_name_.emplace(name, number);
    Prefixes inside = around;
    const Inner inner = inner_of(field, name);
    inside.push_back(inner.prefix);
    if (inner.block != nullptr) add_columns(*inner.block, inside, number, true);
  }
}

std::optional<std::size_t> TableBuilder::column_of(const Path& path, const Prefixes& around) const {
  const auto name = path.base == Path::Base::after ? name_after(path) : absolute(path, around);
  const auto found = name ? by_name_.find(*name) : by_name_.end();
  if (found == by_name_.end()) return std::nullopt;
  return found->second;
}

void TableBuilder::mark(const Path& path, const Prefixes& around, Use use) {
  // What is stored need not be sent.
  if (path.base == Path::Base::after && use == Use::required) use = Use::conditional;
  if (const auto column = column_of(path, around)) row_[*column] = std::max(row_[*column], use);
}

void TableBuilder::fill_fields(const Block& block, const Prefixes& around) {
  for (const Field& field : block.fields) {
    if (field.none) continue;
    const std::string name = around.back() + field.name;
    const bool required =
        field.required && field.required->is && field.required->outcome.severity != Severity::off;
    if (required) row_[by_name_.at(name)] = Use::required;
    const Inner inner = inner_of(field, name);
    if (inner.block == nullptr) continue;
    Prefixes inside = around;
    inside.push_back(inner.prefix);
    fill_row(*inner.block, inside);
  }
}

void TableBuilder::fill_rules(const Block& block, const Prefixes& around) {
  for (const model::Rule& rule : block.rules) {
    if (rule.outcome.severity == Severity::off) continue;
    const Truth truth = rule.when ? firm_answer(*rule.when, asked_, around) : Truth::yes;
    if (truth == Truth::no) continue;
    const bool certain = truth == Truth::yes;
    switch (rule.verb) {
      case model::Verb::require:
      case model::Verb::fill:
        for (const Path& target : rule.targets)
          mark(target, around, certain ? Use::required : Use::conditional);
        break;
      case model::Verb::require_any:
      case model::Verb::require_one:
        for (const Path& target : rule.targets)
          mark(target, around,
               certain && rule.targets.size() == 1 ? Use::required : Use::conditional);
        break;
      case model::Verb::forbid:
        for (const Path& target : rule.targets)
          if (certain) mark(target, around, Use::forbidden);
        break;
      case model::Verb::keep:
      case model::Verb::assert_that:
        break;
    }
  }
}

void TableBuilder::mark_case(const model::Cases::Row& row, const Prefixes& around, Use needed,
                             Use other) {
  for (const Path& path : row.require) mark(path, around, needed);
  for (const Path& path : row.fill) mark(path, around, needed);
  for (const Path& path : row.optional) mark(path, around, other);
}

void TableBuilder::fill_cases(const model::Cases& cases, const Block& block,
                              const Prefixes& around) {
  const Truth holds = cases.when ? firm_answer(*cases.when, asked_, around) : Truth::yes;
  if (holds == Truth::no) return;
  if (!is_of_status(cases.field, asked_, around)) {
    for (const model::Cases::Row& row : cases.rows)
      mark_case(row, around, Use::conditional, Use::optional);
    return;
  }
  const bool certain = holds == Truth::yes;
  for (const model::Cases::Row& row : cases.rows)
    if (row.value.value == asked_.value->value)
      mark_case(row, around, certain ? Use::required : Use::conditional, Use::optional);
  if (!certain || cases.elsewhere.severity == Severity::off) return;
  for (const Path& path : stray_fields(cases, block.cases, asked_, around))
    mark(path, around, Use::forbidden);
}

void TableBuilder::fill_pairs(const model::Pairs& pairs, const Block& block,
                              const Prefixes& around) {
  const bool asks = pairs.left_out.severity != Severity::off;
  if (!is_of_status(pairs.first, asked_, around)) {
    if (asks) mark(pairs.second, around, Use::conditional);
    return;
  }
  const PartnerUse use = partner_use(pairs, block.pairs, asked_);
  if (use == PartnerUse::some && asks) mark(pairs.second, around, Use::required);
  if (use == PartnerUse::none && pairs.outcome.severity != Severity::off)
    mark(pairs.second, around, Use::forbidden);
}

void TableBuilder::fill_row(const Block& block, const Prefixes& around) {
  for (const model::Cases& cases : block.cases) fill_cases(cases, block, around);
  for (const model::Pairs& pairs : block.pairs) fill_pairs(pairs, block, around);
  fill_rules(block, around);
  fill_fields(block, around);
}

// What must be in an object that need not be there is required only with it.
void TableBuilder::loosen_nested() {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].has_parent || row_[i] != Use::required) continue;
    if (row_[columns_[i].parent] != Use::required) row_[i] = Use::conditional;
  }
}

// What several rules come to together; the field that no record can have right.
std::string TableBuilder::follow_rules() {
  const Presence found = presence(rules_, columns_, asked_);
  if (found.conflict) {
    row_.assign(columns_.size(), Use::impossible);
    return columns_[*found.conflict].name;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (found.columns[i] != Truth::maybe)
      row_[i] = found.columns[i] == Truth::yes ? Use::required : Use::forbidden;
  return {};
}

StatusTable TableBuilder::build() {
  StatusTable table;
  const Block* root = root_block(rules_);
  if (root == nullptr) return table;
  add_columns(*root, {""}, 0, false);
  for (const Column& column : columns_) table.fields.push_back(column.name);

  const std::vector<Scalar> values = status_values(rules_, *root);
  if (rules_.status && !values.empty())
    table.status = asked_.status = absolute(*rules_.status, {""}).value_or("");
  for (std::size_t i = 0; i < std::max<std::size_t>(1, values.size()); ++i) {
    asked_.value = values.empty() ? nullptr : &values[i];
    row_.assign(columns_.size(), Use::optional);
    fill_row(*root, {""});
    loosen_nested();
    table.conflicts.push_back(follow_rules());
    const auto* text = values.empty() ? nullptr : std::get_if<std::string>(&values[i].value);
    table.statuses.push_back(text != nullptr  ? *text
                             : values.empty() ? ""
                                              : model::text_of(values[i]));
    table.uses.push_back(row_);
  }
  return table;
}

char letter(Use use) {
  switch (use) {
    case Use::optional:
      return 'O';
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

/// `! nothing can be sent: with WON, amount is required and refused`
std::string conflict_lines(const StatusTable& table) {
  std::string lines;
  for (std::size_t i = 0; i < table.conflicts.size(); ++i)
    if (!table.conflicts[i].empty())
      lines += fmt::format("! nothing can be sent: {}{} is required and refused\n",
                           table.status.empty() ? "" : "with " + table.statuses[i] + ", ",
                           table.conflicts[i]);
  return lines;
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

StatusTable status_table(const check::CheckedRuleSet& rules) {
  return TableBuilder(rules.rules()).build();
}

std::string markdown(const StatusTable& written) {
  if (written.statuses.empty()) return "no fields\n";
  StatusTable table = written;
  table.status = report::printable(table.status);
  for (auto* names : {&table.statuses, &table.fields, &table.conflicts})
    for (std::string& name : *names) name = report::printable(name);
  return (table.status.empty() ? by_field(table) : by_status(table)) +
         "\nR required, C required under a further condition, F does not belong here, O "
         "optional\n" +
         conflict_lines(table);
}

}  // namespace leadlint::author
