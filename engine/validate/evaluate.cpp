#include "validate/evaluate.h"

#include <algorithm>
#include <tuple>

#include "validate/first_look.h"
#include "validate/pass.h"

namespace leadlint::validate {
namespace {

/// Findings of one place come together under one key: a member by its object and number (there or
/// not), anything else by its node, an issue of the reader by its pointer's position in `issues`.
std::tuple<int, Index, Index> place_of(const Raw& raw) {
  const int source = static_cast<int>(raw.source) * 4;
  if (raw.field != no_field) return {source, raw.instance, raw.field};
  if (raw.issue != none) return {source + 2, raw.issue, 0};
  return {source + 1, raw.node, 0};
}

/// What a value that is too short is not also told: one cause, one finding.
bool follows_from_too_short(Code code) {
  return code == Code::bad_format || code == Code::not_in_enum || code == Code::conflict ||
         code == Code::unknown_reference || code == Code::pair_not_allowed ||
         code == Code::whitespace;
}

/// At most one finding of a code at a place, the worst; none that another one there explains.
void reduce(std::vector<Raw>& raws) {
  if (raws.size() < 2) return;
  std::stable_sort(raws.begin(), raws.end(), [](const Raw& a, const Raw& b) {
    return std::tuple{place_of(a), a.code, static_cast<int>(b.severity)} <
           std::tuple{place_of(b), b.code, static_cast<int>(a.severity)};
  });
  std::size_t kept = 0;
  for (std::size_t first = 0, last = 0; first < raws.size(); first = last) {
    bool too_short = false, missing = false;
    for (; last < raws.size() && place_of(raws[last]) == place_of(raws[first]); ++last) {
      too_short = too_short || raws[last].code == Code::too_short;
      missing = missing || raws[last].code == Code::missing_field;
    }
    const std::size_t start = kept;
    for (std::size_t i = first; i < last; ++i) {
      const Raw raw = raws[i];
      if (kept > start && raws[kept - 1].code == raw.code) continue;
      if (too_short && !raw.presence && follows_from_too_short(raw.code)) continue;
      if (missing && raw.code == Code::wrong_type) continue;  // the null that counts as absent
      raws[kept++] = raw;
    }
  }
  raws.resize(kept);
  std::stable_sort(raws.begin(), raws.end(), [](const Raw& a, const Raw& b) {
    return std::tuple{a.source, a.offset, a.code, a.report} <
           std::tuple{b.source, b.offset, b.code, b.report};
  });
}

table::Field params_root(const table::DecisionTable& table) {
  table::Field root;
  root.kinds = table::k_object;
  root.block = table.params;
  return root;
}

}  // namespace

bool Evaluator::is_quiet(read::Record& record, const Known& known) {
  return validate::is_quiet(table_, record, known, key_);
}

void Evaluator::collect(read::Record& record, const Known& known, std::vector<Raw>& out) {
  Pass{table_, record, known, scratch(), {&out}}.run(table_.fields[table_.root]);
  reduce(out);
}

void Evaluator::collect_params(read::Record& params, const Known& known, std::vector<Raw>& out) {
  Pass{table_, params, known, scratch(), {&out, Raw::Source::params}}.run_params(
      params_root(table_));
  reduce(out);
}

void Evaluator::prepare(read::Record& context, Index root, std::vector<Raw>* problems) {
  if (context.unreadable || root == none) return;
  const Known nothing;
  Pass{table_, context, nothing, scratch(), {problems}}.run_fields(table_.fields[root]);
}

Scratch Evaluator::scratch() noexcept { return {live_, hashes_, key_}; }

}  // namespace leadlint::validate
