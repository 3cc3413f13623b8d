// The tables of `--summary`, as text and as JSON.
#include "report/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "report/json.h"
#include "report/printable.h"

namespace leadlint::report {
namespace {

using Json = nlohmann::ordered_json;

/// A number and what it counts.
struct Row {
  std::string number, words;
};

std::string table(std::string_view title, const std::vector<Row>& rows) {
  if (rows.empty()) return {};
  const std::size_t shown = std::min(rows.size(), max_summary_rows);
  std::size_t width = 0;
  for (std::size_t i = 0; i < shown; ++i) width = std::max(width, rows[i].number.size());
  std::string text = fmt::format("{}\n", title);
  for (std::size_t i = 0; i < shown; ++i)
    text += fmt::format("  {:>{}}  {}\n", rows[i].number, width, rows[i].words);
  if (shown < rows.size())
    text += fmt::format("  {:>{}}  and {} more\n", "", width, rows.size() - shown);
  return text;
}

std::string_view place(std::string_view path) { return path.empty() ? "(the record)" : path; }

std::vector<Row> rows_of(const std::vector<Summary::Entry>& entries) {
  std::vector<Row> rows;
  rows.reserve(entries.size());
  for (const Summary::Entry& entry : entries)
    rows.push_back({grouped(entry.findings), printable(entry.name)});
  return rows;
}

std::vector<Row> rows_of(const std::vector<Summary::Value>& values) {
  std::vector<Row> rows;
  for (const Summary::Value& value : values) {
    const bool exact = value.at_least == value.at_most;
    rows.push_back({(exact ? "" : "at least ") + grouped(value.at_least),
                    printable(fmt::format("{}  {}", place(value.field), value.value))});
  }
  return rows;
}

double records_a_second(const Totals& totals) {
  return totals.seconds > 0 ? static_cast<double>(totals.counts.records) / totals.seconds : 0;
}

Json entries_json(const std::vector<Summary::Entry>& entries, const char* name) {
  Json list = Json::array();
  for (const Summary::Entry& entry : entries)
    list.push_back({{name, entry.name}, {"findings", entry.findings}});
  return list;
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

std::string summary_text(const Summary& summary) {
  std::vector<Summary::Entry> fields = summary.fields;
  for (Summary::Entry& field : fields) field.name = place(field.name);
  return table("findings by code", rows_of(summary.codes)) +
         table("findings by rule", rows_of(summary.rules)) +
         table("findings by field", rows_of(fields)) +
         table("findings by status", rows_of(summary.statuses)) +
         table("most frequent bad values", rows_of(summary.values));
}

std::string leads_text(const LeadCounts& leads) {
  std::vector<Row> rows;
  const auto add = [&rows](std::uint64_t number, const char* words) {
    if (number != 0) rows.push_back({grouped(number), words});
  };
  add(leads.leads, "leads");
  add(leads.unknown, "leads whose first record was judged without a known state before it");
  add(leads.refused, "records with an error: they changed no lead's state");
  add(leads.unmatched, "records whose lead is not in the snapshot");
  add(leads.uncompared, "records whose stored one holds what rules look at and cannot compare");
  add(leads.keyless, "records that do not say whose they are: judged alone");
  add(leads.forgotten, "values that could not be kept: they count as unknown");
  return table("by lead", rows);
}

std::string changes_text(const LeadChanges& changes) {
  std::vector<Row> leads{{grouped(changes.created), "new"},
                         {grouped(changes.changed), "changed"},
                         {grouped(changes.unchanged), "unchanged"},
                         {grouped(changes.refused), "refused"}};
  std::vector<Row> places;
  for (const LeadChanges::Place& place : changes.places)
    places.push_back({grouped(place.records), printable(place.path)});
  return table("leads, by what an import would do", leads) +
         table("changed fields, by records", places);
}

std::string speed_text(const Totals& totals) {
  return fmt::format("{:.2f} s, {} records/s", totals.seconds,
                     grouped(static_cast<std::uint64_t>(records_a_second(totals))));
}

std::string summary_json(const Totals& totals) {
  const Summary& summary = *totals.summary;
  Json result = Json::object();
  result["seconds"] = totals.seconds;
  result["records_per_second"] = records_a_second(totals);
  result["codes"] = entries_json(summary.codes, "code");
  result["rules"] = entries_json(summary.rules, "rule");
  result["fields"] = entries_json(summary.fields, "path");
  result["statuses"] = entries_json(summary.statuses, "status");
  Json values = Json::array();
  for (const Summary::Value& value : summary.values)
    values.push_back({{"path", value.field},
                      {"value", value.value},
                      {"at_least", value.at_least},
                      {"at_most", value.at_most}});
  result["values"] = std::move(values);
  return without_line_breaks(result.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string leads_json(const LeadCounts& leads) {
  Json result = {{"leads", leads.leads},         {"unknown", leads.unknown},
                 {"refused", leads.refused},     {"matched", leads.matched},
                 {"unmatched", leads.unmatched}, {"uncompared", leads.uncompared},
                 {"keyless", leads.keyless},     {"forgotten", leads.forgotten}};
  if (leads.changes) {
    Json places = Json::array();
    for (const LeadChanges::Place& place : leads.changes->places)
      places.push_back({{"path", place.path}, {"records", place.records}});
    result["import"] = {{"new", leads.changes->created},
                        {"changed", leads.changes->changed},
                        {"unchanged", leads.changes->unchanged},
                        {"refused", leads.changes->refused},
                        {"fields", std::move(places)}};
  }
  return without_line_breaks(result.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace leadlint::report
