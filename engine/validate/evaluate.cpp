// The quick check and the full check, over a record that was read.
#include "validate/evaluate.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "validate/full_check.h"
#include "validate/quick_check.h"
#include "validate/stable_order.h"

namespace leadlint::validate {
namespace {

/// Findings of one place come together under one key: a member by its object and number (there or
/// not, and also where it is an object that a rule of its own names), anything else by its node, an
/// issue of the reader by its pointer's position in `issues`.
class FindingKeys {
 public:
  FindingKeys(const table::DecisionTable& table, const read::Record& record)
      : table_(table), record_(record) {}

  using Key = std::tuple<int, Index, Index>;
  [[nodiscard]] Key of(const Raw& raw) const {
    const int origin = static_cast<int>(raw.origin) * 4;
    if (raw.beyond != none)
      return {origin + 3, raw.instance, table_.refs[raw.beyond].field.number()};
    if (raw.field != no_field) return {origin, raw.instance, raw.field};
    if (raw.issue != none) return {origin + 2, raw.issue, 0};
    if (raw.node == none) return {origin + 1, none, 0};
    const read::Node& node = record_.nodes[raw.node];
    const Index around = node.parent == none ? none : record_.nodes[node.parent].instance;
    if (around == none || node.field == none) return {origin + 1, raw.node, 0};
    const table::Block& block = table_.blocks[record_.instances[around].block];
    if (!block.fields.has(node.field)) return {origin + 1, raw.node, 0};  // by a free name
    return {origin, around, block.fields.place_of(node.field)};
  }

  /// The JSON Pointer of the finding.
  [[nodiscard]] std::string pointer(const Raw& raw) const {
    if (raw.issue != none) return record_.issues[raw.issue].pointer;
    if (raw.field != no_field) return record_.pointer(table_, raw.instance, raw.field);
    return raw.node == none ? std::string() : record_.pointer(table_, raw.node);
  }

 private:
  const table::DecisionTable& table_;
  const read::Record& record_;
};

/// What the reader saw has the same place as a finding of the rules where their pointers are the
/// same. Of one code the worse one stays, of two as bad that of the rules; a number that no double
/// holds is of the wrong type first. Costs nothing where the reader saw nothing.
void join_issues(const FindingKeys& places, std::vector<Raw>& raws) {
  std::map<std::pair<Code, std::string>, std::size_t> issues;
  for (std::size_t i = 0; i < raws.size() && raws[i].issue != none; ++i)
    issues.emplace(std::pair{raws[i].code, places.pointer(raws[i])}, i);  // they come first
  if (issues.empty()) return;
  const auto has = [&](Code code) {
    const auto found = issues.lower_bound({code, {}});
    return found != issues.end() && found->first.first == code;
  };
  const bool has_numbers = has(Code::out_of_range);
  for (Raw& raw : raws) {
    const bool number = has_numbers && raw.code == Code::wrong_type;
    if (raw.issue != none || (!number && !has(raw.code))) continue;
    const auto same = issues.find({number ? Code::out_of_range : raw.code, places.pointer(raw)});
    if (same == issues.end()) continue;
    Raw& issue = raws[same->second];
    if (raw.severity >= issue.severity)
      issue.severity = Severity::off;
    else if (!number)
      raw.severity = Severity::off;
  }
  std::erase_if(raws, [](const Raw& raw) { return raw.severity == Severity::off; });
}

/// What a value that is too short is not also told: one cause, one finding.
bool follows_from_too_short(Code code) {
  return code == Code::bad_format || code == Code::not_in_enum || code == Code::conflict ||
         code == Code::unknown_reference || code == Code::pair_not_allowed ||
         code == Code::whitespace;
}

/// At most one finding of a code at a place, the worst; none that another one there explains.
void reduce(const FindingKeys& places, std::vector<Raw>& raws) {
  if (raws.size() < 2) return;
  join_issues(places, raws);
  order_stably(raws, [&places](const Raw& a, const Raw& b) {
    return std::tuple{places.of(a), a.code, static_cast<int>(b.severity)} <
           std::tuple{places.of(b), b.code, static_cast<int>(a.severity)};
  });
  std::size_t kept = 0;
  for (std::size_t first = 0, last = 0; first < raws.size(); first = last) {
    Severity too_short = Severity::off, missing = Severity::off;
    for (; last < raws.size() && places.of(raws[last]) == places.of(raws[first]); ++last) {
      const Raw& raw = raws[last];
      if (raw.code == Code::too_short) too_short = std::max(too_short, raw.severity);
      if (raw.code == Code::missing_field) missing = std::max(missing, raw.severity);
    }
    const std::size_t start = kept;
    for (std::size_t i = first; i < last; ++i) {
      const Raw raw = raws[i];
      if (kept > start && raws[kept - 1].code == raw.code) continue;
      // A finding does not explain away one that is worse.
      if (raw.severity <= too_short && !raw.presence && follows_from_too_short(raw.code)) continue;
      if (raw.severity <= missing && raw.code == Code::wrong_type)
        continue;  // the null that counts as absent
      raws[kept++] = raw;
    }
  }
  raws.resize(kept);
  order_stably(raws, [](const Raw& a, const Raw& b) {
    return std::tuple{a.origin, a.offset, a.code, a.report} <
           std::tuple{b.origin, b.offset, b.code, b.report};
  });
}

/// Findings at the severities that the caller gives them, before one hides another. That a record
/// is none is said whatever the caller thinks of types.
void tell_as_asked(const table::DecisionTable& table, const read::Record& record,
                   std::vector<Raw>& raws, Silenced& silenced) {
  if (!table.any_told) return;
  // (What the reader saw is no raw where it is off.)
  if (table.options.duplicate_keys == Severity::off &&
      std::ranges::find(record.issues, read::ReadIssue::Kind::duplicate_name,
                        &read::ReadIssue::kind) != record.issues.end())
    silenced.add(Code::duplicate_key);
  for (Raw& raw : raws) {
    const bool whole = raw.code == Code::wrong_type && raw.node == 0;
    if (raw.report == none || whole || raw.severity == Severity::off) continue;
    if (const auto& told = table.reports[raw.report].told) {
      raw.severity = *told;
      if (*told == Severity::off) silenced.add(raw.report);
      continue;
    }
    const auto of_code =
        std::ranges::find(table.told_codes, raw.code, &std::pair<Code, Severity>::first);
    if (of_code == table.told_codes.end()) continue;
    raw.severity = of_code->second;
    if (raw.severity == Severity::off) silenced.add(raw.code);
  }
  std::erase_if(raws, [](const Raw& raw) { return raw.severity == Severity::off; });
}

table::Field params_root(const table::DecisionTable& table) {
  table::Field root;
  root.kinds = table::k_object;
  root.block = table.params;
  return root;
}

}  // namespace

std::vector<std::string> Silenced::names(const table::DecisionTable& table) const {
  std::vector<std::string> names;
  const auto add_name = [&names](std::string_view name) {
    if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
  };
  for (std::size_t i = 0; i < reports_.size(); ++i)
    if (reports_[i])
      add_name(table.text(table.reports[table::ReportId{static_cast<Index>(i)}].rule));
  for (std::size_t i = 0; i < codes_.size(); ++i)
    if (codes_[i]) add_name(code_name(static_cast<Code>(i)));
  return names;
}

bool Evaluator::quick_check(read::Record& record, const ReadContext& context) {
  return validate::quick_check(table_, record, context, memory_);
}

void Evaluator::collect(read::Record& record, const ReadContext& context, std::vector<Raw>& out) {
  FullCheck{table_, record, context, scratch(), {&out}}.run(table_.fields[table_.root]);
  tell_as_asked(table_, record, out, silenced_);
  reduce({table_, record}, out);
}

void Evaluator::collect_params(read::Record& params, const ReadContext& context,
                               std::vector<Raw>& out) {
  FullCheck{table_, params, context, scratch(), {&out, Raw::Origin::params}}.run_params(
      params_root(table_));
  tell_as_asked(table_, params, out, silenced_);
  reduce({table_, params}, out);
}

void Evaluator::prepare(read::Record& context, FieldId root, std::vector<Raw>* problems) {
  if (context.unreadable || root == none) return;
  const ReadContext nothing;
  FullCheck{table_, context, nothing, scratch(), {problems}}.run_fields(table_.fields[root]);
}

Scratch Evaluator::scratch() noexcept { return {live_, hashes_, memory_}; }

}  // namespace leadlint::validate
