// Counts are added up; of the most frequent values, the most frequent of all runs stay.
#include "run/run_totals.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <vector>

namespace leadlint::run {
namespace {

/// Most frequent first, ties by name.
void join(std::vector<Summary::Entry>& all, const std::vector<Summary::Entry>& more) {
  for (const Summary::Entry& entry : more) {
    const auto known = std::ranges::find(all, entry.name, &Summary::Entry::name);
    if (known == all.end())
      all.push_back(entry);
    else
      known->findings += entry.findings;
  }
  std::ranges::stable_sort(all, [](const Summary::Entry& a, const Summary::Entry& b) {
    return std::tie(b.findings, a.name) < std::tie(a.findings, b.name);
  });
}

/// As many as the longest list has.
void join(std::vector<Summary::Value>& all, const std::vector<Summary::Value>& more) {
  const std::size_t most = std::max(all.size(), more.size());
  for (const Summary::Value& value : more) {
    const auto known = std::ranges::find_if(all, [&value](const Summary::Value& each) {
      return each.field == value.field && each.value == value.value;
    });
    if (known == all.end()) {
      all.push_back(value);
    } else {
      known->at_least += value.at_least;
      known->at_most += value.at_most;
    }
  }
  std::ranges::stable_sort(all, std::greater<>{}, &Summary::Value::at_most);
  constexpr std::size_t few = 50;
  if (all.size() > std::max(most, few)) all.resize(std::max(most, few));
}

}  // namespace

void RunTotals::add(const report::Totals& part) {
  sum_.files += part.files;
  sum_.unreadable += part.unreadable;
  sum_.counts.add(part.counts);
  if (part.summary != nullptr) {
    has_summary_ = true;
    join(summary_.codes, part.summary->codes);
    join(summary_.rules, part.summary->rules);
    join(summary_.fields, part.summary->fields);
    join(summary_.statuses, part.summary->statuses);
    join(summary_.values, part.summary->values);
  }
  if (part.leads != nullptr) {  // of one run at most: a lead's records are judged by one ruleset
    has_leads_ = true;
    leads_ = *part.leads;
  }
}

report::Totals RunTotals::totals(double seconds) const {
  report::Totals all = sum_;
  all.seconds = seconds;
  all.summary = has_summary_ ? &summary_ : nullptr;
  all.leads = has_leads_ ? &leads_ : nullptr;
  return all;
}

}  // namespace leadlint::run
