// Sums of all threads, as lines.
#include "serve/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "leadlint/version.h"

namespace leadlint::serve {
namespace {

/// A value of a label.
std::string quoted_label(std::string_view value) {
  std::string text = "\"";
  for (const char c : value) {
    if (c == '\\' || c == '"') text += '\\';
    if (c == '\n')
      text += "\\n";
    else
      text += c;
  }
  return text + '"';
}

template <class... Parts>
void add(std::string& text, fmt::format_string<Parts...> format, Parts&&... parts) {
  fmt::format_to(std::back_inserter(text), format, std::forward<Parts>(parts)...);
}

void begin(std::string& text, std::string_view name, std::string_view kind, std::string_view help) {
  add(text, "# HELP {} {}\n# TYPE {} {}\n", name, help, name, kind);
}

struct Sums {
  std::map<std::string, RulesetTally, std::less<>> rulesets;
  std::map<std::string, RouteTally, std::less<>> routes;

  void add(const Tally& tally) {
    for (const auto& [id, from] : tally.rulesets) {
      RulesetTally& to = rulesets[id];
      for (std::size_t i = 0; i < to.verdicts.size(); ++i) to.verdicts[i] += from.verdicts[i];
      for (const auto& [what, times] : from.findings) to.findings[what] += times;
    }
    for (const auto& [name, from] : tally.routes) {
      RouteTally& to = routes[name];
      for (const auto& [status, times] : from.statuses) to.statuses[status] += times;
      for (std::size_t i = 0; i < to.buckets.size(); ++i) to.buckets[i] += from.buckets[i];
      to.seconds += from.seconds;
    }
  }
};

void add_rulesets(std::string& text, const Sums& sums) {
  begin(text, "leadlint_verdicts_total", "counter", "Payloads that were judged, by verdict.");
  for (const auto& [id, tally] : sums.rulesets)
    for (const Verdict verdict : {Verdict::valid, Verdict::warning, Verdict::invalid})
      add(text, "leadlint_verdicts_total{{ruleset={},verdict=\"{}\"}} {}\n", quoted_label(id),
          verdict_name(verdict), tally.verdicts[static_cast<std::size_t>(verdict)]);
  begin(text, "leadlint_findings_total", "counter", "Findings on payloads, by code and rule.");
  for (const auto& [id, tally] : sums.rulesets)
    for (const auto& [what, times] : tally.findings)
      add(text, "leadlint_findings_total{{ruleset={},code=\"{}\",rule={}}} {}\n", quoted_label(id),
          code_name(what.first), quoted_label(what.second), times);
}

void add_routes(std::string& text, const Sums& sums) {
  begin(text, "leadlint_requests_total", "counter", "Requests that were answered, by status.");
  for (const auto& [route, tally] : sums.routes)
    for (const auto& [status, times] : tally.statuses)
      add(text, "leadlint_requests_total{{route={},status=\"{}\"}} {}\n", quoted_label(route),
          status, times);
  constexpr std::string_view seconds = "leadlint_request_duration_seconds";
  begin(text, seconds, "histogram", "From the head of a request to the end of its answer.");
  for (const auto& [route, tally] : sums.routes) {
    const std::string label = quoted_label(route);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bucket_seconds.size(); ++i) {
      sum += tally.buckets[i];
      add(text, "{}_bucket{{route={},le=\"{}\"}} {}\n", seconds, label, bucket_seconds[i], sum);
    }
    sum += tally.buckets.back();
    add(text, "{}_bucket{{route={},le=\"+Inf\"}} {}\n", seconds, label, sum);
    add(text, "{}_sum{{route={}}} {}\n", seconds, label, tally.seconds);
    add(text, "{}_count{{route={}}} {}\n", seconds, label, sum);
  }
}

}  // namespace

void RulesetTally::add(const Finding& finding) {
  std::pair<Code, std::string> what(finding.code(), finding.rule());
  const auto found = findings.find(what);
  if (found != findings.end()) {
    ++found->second;
    return;
  }
  if (findings.size() >= max_counted_rules) what.second = "(others)";
  ++findings[std::move(what)];
}

void Tally::count_answer(std::string_view route, int status, std::chrono::nanoseconds took) {
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bucket = std::ranges::lower_bound(bucket_seconds, seconds) - bucket_seconds.begin();
  const std::lock_guard lock(mutex);
  auto found = routes.find(route);
  if (found == routes.end()) found = routes.emplace(route, RouteTally{}).first;
  ++found->second.statuses[status];
  ++found->second.buckets[static_cast<std::size_t>(bucket)];
  found->second.seconds += seconds;
}

std::shared_ptr<Tally> Metrics::open() {
  auto tally = std::make_shared<Tally>();
  const std::lock_guard lock(mutex_);
  tallies_.push_back(tally);
  return tally;
}

std::string Metrics::text(const std::vector<Gauge>& gauges) const {
  Sums sums;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& tally : tallies_) {
      const std::lock_guard inner(tally->mutex);
      sums.add(*tally);
    }
  }
  std::string text;
  begin(text, "leadlint_build_info", "gauge", "The version of Leadlint; always 1.");
  add(text, "leadlint_build_info{{version={}}} 1\n", quoted_label(version));
  for (const Gauge& gauge : gauges) {
    begin(text, gauge.name, gauge.kind, gauge.help);
    add(text, "{} {}\n", gauge.name, gauge.value);
  }
  add_rulesets(text, sums);
  add_routes(text, sums);
  return text;
}

}  // namespace leadlint::serve
