#include "serve/routes.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "leadlint/api_answer.h"
#include "leadlint/findings_json.h"
#include "report/json.h"
#include "serve/answers.h"
#include "serve/openapi.h"
#include "text/nearest.h"

namespace leadlint::serve {
namespace {

Answer healthz(const Call&) { return {.body = R"({"status":"ok"})"}; }

Answer readyz(const Call& call) {
  if (call.service.state().stopping)
    return refusal({503, "stopping", "The server is about to stop."});
  return {.body =
              fmt::format(R"({{"status":"ready","rulesets":{}}})", call.service.book.all().size())};
}

Answer metrics(const Call& call) {
  const ServerState state = call.service.state();
  const std::vector<ServedRules> all = call.service.book.all();
  const auto stale =
      std::ranges::count_if(all, [](const ServedRules& each) { return !each->problems.empty(); });
  const std::vector<Gauge> gauges{
      {"leadlint_connections", "gauge", "Connections that are open.", state.connections},
      {"leadlint_refused_connections_total", "counter", "Connections over the limit.",
       state.refused_connections},
      {"leadlint_rulesets", "gauge", "Rulesets that are served.", static_cast<double>(all.size())},
      {"leadlint_stale_rulesets", "gauge",
       "Rulesets whose files cannot be used as they are now: the rules from before are.",
       static_cast<double>(stale)},
      {"leadlint_ruleset_changes_total", "counter", "Changes of rulesets, the first ones too.",
       static_cast<double>(call.service.book.generation())},
      {"leadlint_reloads_total", "counter", "Times that all rules were read again (SIGHUP).",
       state.reloads}};
  return {.type = "text/plain; version=0.0.4; charset=utf-8",
          .body = call.service.metrics.text(gauges)};
}

Answer openapi(const Call&) { return {.body = openapi_json()}; }

Answer rulesets(const Call& call) {
  std::string list;
  for (const ServedRules& each : call.service.book.all()) {
    const Ruleset& rules = each->rules;
    list +=
        fmt::format(R"({}{{"id":{},"title":{},"input":"{}","fingerprint":"{}","has_api_answer":{})",
                    list.empty() ? "" : ",", report::json_string(rules.id()),
                    report::json_string(rules.title()), rules.form_input() ? "form" : "json",
                    rules.fingerprint(), has_api_answer(rules));
    if (!each->problems.empty()) list += fmt::format(R"(,"problems":{})", to_json(each->problems));
    list += "}";
  }
  return {.body = fmt::format(R"({{"rulesets":[{}]}})", list)};
}

constexpr std::string_view json = "application/json";
constexpr std::array<Route, 9> all_routes{{
    {"POST", "/v1/check/{vendor}/{operation}", "check",
     "The verdict on a payload, which is the body itself, whatever its Content-Type.", "Payload",
     "Verdict", json, true, check_payload},
    {"POST", "/v1/judge/{vendor}/{operation}", "judge",
     "The verdict on a payload and what is known beside it.", "Judge", "Verdict", json, true,
     judge_payload},
    {"POST", "/v1/check-batch/{vendor}/{operation}", "check_batch",
     "JSON Lines in, a verdict a line out, while the body comes.", "Lines", "VerdictLines",
     "application/x-ndjson", false, check_batch},
    {"GET", "/v1/rulesets", "rulesets", "The rulesets that are served.", "", "Rulesets", json,
     false, rulesets},
    {"GET", "/v1/rulesets/{vendor}/{operation}", "ruleset",
     "What a ruleset says: fields, what each status requires, rules.", "", "View", json, false,
     view_of_ruleset},
    {"GET", "/healthz", "healthz", "Is the server there?", "", "Health", json, false, healthz},
    {"GET", "/readyz", "readyz", "Does it take requests?", "", "Ready", json, false, readyz},
    {"GET", "/metrics", "metrics", "Counts and times, as Prometheus reads them.", "", "Text",
     "text/plain", false, metrics},
    {"GET", "/openapi.json", "openapi", "This description.", "", "Description", json, false,
     openapi},
}};

bool fits(const Route& route, std::string_view path) {
  return route.names_ruleset() ? path.starts_with(route.start()) : path == route.path;
}

Answer no_path(std::string_view path) {
  std::vector<std::string_view> starts;
  for (const Route& route : all_routes) {
    std::string_view start = route.start();
    if (route.names_ruleset()) start.remove_suffix(1);
    starts.push_back(start);
  }
  const auto near = nearest(path.substr(0, 64), std::span<const std::string_view>(starts));
  return refusal({404, "unknown_path",
                  fmt::format("There is nothing at this path{}; /openapi.json lists what there is.",
                              near ? fmt::format(", did you mean {}?", *near) : "")});
}

Answer wrong_method(const Head& head, std::string allowed) {
  if (head.method == "OPTIONS") return {.status = 204, .headers = {{"Allow", std::move(allowed)}}};
  Answer answer = refusal({405, "method", fmt::format("This path takes {}.", allowed)});
  answer.headers.emplace_back("Allow", std::move(allowed));
  return answer;
}

}  // namespace

std::span<const Route> routes() noexcept { return all_routes; }

std::string allowed_methods(std::string_view path) {
  std::vector<std::string_view> methods;
  for (const Route& route : all_routes) {
    if (path != "*" && !fits(route, path)) continue;
    if (std::ranges::find(methods, route.method) != methods.end()) continue;
    methods.push_back(route.method);
    if (route.method == "GET") methods.push_back("HEAD");
  }
  if (methods.empty()) return {};
  methods.push_back("OPTIONS");
  return fmt::format("{}", fmt::join(methods, ", "));
}

Answer answer(const Service& service, ThreadValidators& validators, const Head& head,
              Exchange& exchange, std::string_view& name) {
  const std::string_view method = head.method == "HEAD" ? "GET" : head.method;
  for (const Route& route : all_routes) {
    if (route.method != method || !fits(route, head.path)) continue;
    name = route.name;
    if (head.encoded)
      return refusal({415, "content_encoding", "The body is compressed: send it as it is."});
    const std::string_view id =
        route.names_ruleset() ? head.path.substr(route.start().size()) : std::string_view();
    if (!route.takes_answer && !head.query.empty())
      return refusal({400, "bad_request", "This path takes no query parameters."});
    return route.run({service, validators, id, head.query, exchange});
  }
  std::string allowed = allowed_methods(head.path);
  return allowed.empty() ? no_path(head.path) : wrong_method(head, std::move(allowed));
}

Answer refusal(const Refusal& why, std::string_view more) {
  return {.status = why.status,
          .body = fmt::format(R"({{"error":{{"status":{},"code":"{}","message":{}{}}}}})",
                              why.status, why.code, report::json_string(why.message), more)};
}

}  // namespace leadlint::serve
