#include "serve/answers.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "leadlint/api_answer.h"
#include "leadlint/findings_json.h"
#include "report/verdict_lines.h"
#include "serve/batch.h"
#include "serve/judge_body.h"
#include "text/nearest.h"

namespace leadlint::serve {
namespace {

constexpr std::size_t longest_id_told = 200;

Answer unknown_ruleset(const Call& call) {
  const std::vector<ServedRules> all = call.service.book.all();
  std::vector<std::string_view> ids;
  for (const ServedRules& each : all) ids.push_back(each->rules.id());
  const auto near =
      nearest(call.id.substr(0, longest_id_told), std::span<const std::string_view>(ids));
  return refusal({404, "unknown_ruleset",
                  fmt::format("No ruleset of this id is served{}; GET /v1/rulesets lists them.",
                              near ? fmt::format(", did you mean {}?", *near) : "")});
}

enum class Wish : std::uint8_t { verdict, api };

/// `?answer=api`; the error is an answer.
tl::expected<Wish, Answer> wish_of(std::string_view query, const ServedValidator& served) {
  if (query.empty() || query == "answer=verdict") return Wish::verdict;
  if (query != "answer=api")
    return tl::unexpected(refusal(
        {400, "bad_request", "The only query parameter here is answer=api (or answer=verdict)."}));
  if (!has_api_answer(served.ruleset->rules))
    return tl::unexpected(
        refusal({400, "no_api_answer",
                 "This ruleset does not say how its API words a refusal: leave out answer=api."}));
  return Wish::api;
}

Answer with_ruleset(Answer answer, const Ruleset& rules) {
  answer.headers.emplace_back("Leadlint-Ruleset", rules.id());
  answer.headers.emplace_back("Leadlint-Fingerprint", rules.fingerprint());
  return answer;
}

/// Nothing of the payload has been judged: it is not JSON, not UTF-8, or larger than a limit.
bool is_unreadable(const Result& result) {
  return result.verdict() == Verdict::invalid &&
         std::ranges::any_of(result.findings(), [](const Finding& finding) {
           return finding.severity() == Severity::error &&
                  (finding.code() == Code::bad_json || finding.code() == Code::encoding ||
                   finding.code() == Code::limit_exceeded);
         });
}

Answer unreadable(const Findings& findings, const std::string& message) {
  return refusal({400, "unreadable", message}, fmt::format(R"(,"findings":{})", to_json(findings)));
}

Answer verdict(const Call& call, ServedValidator& served, Wish wish, const Result& result) {
  count(call.validators, served, result);
  if (is_unreadable(result)) return unreadable(result.findings(), "The payload cannot be read.");
  Answer answer;
  if (wish == Wish::api)
    if (auto text = api_answer(served.ruleset->rules, result.findings())) {
      answer.body = std::move(*text);
      answer.headers.emplace_back("Leadlint-Verdict", verdict_name(result.verdict()));
      return answer;
    }
  const bool is_clean = result.verdict() == Verdict::valid && result.count(Severity::note) == 0;
  if (is_clean)
    answer.body = report::valid_verdict;
  else
    report::append_verdict(answer.body, result.verdict(), result.findings(), false);
  answer.body.pop_back();
  answer.body += served.end;
  answer.headers.emplace_back("Leadlint-Verdict", verdict_name(result.verdict()));
  return answer;
}

/// What a judgement knows, with the texts that it is of.
struct Known {
  Context context;
  std::string payload;
  Catalogs catalogs;
};

tl::expected<void, Answer> know(Known& known, const JudgeBody& body,
                                const ServedValidator& served) {
  Context& context = known.context;
  const auto look = [](const char* what, const std::optional<OwnedFinding>& problem) {
    return problem ? tl::expected<void, Answer>(tl::unexpected(unreadable(
                         OwnedFindings{*problem}, fmt::format("'{}' cannot be read.", what))))
                   : tl::expected<void, Answer>();
  };
  if (body.current) {
    context.current = *body.current;
    if (auto good = look("current", served.validator.current_problem(context.current)); !good)
      return good;
  }
  if (body.request) {
    context.request = *body.request;
    if (auto good = look("request", served.validator.request_problem(context.request)); !good)
      return good;
  }
  context.no_current = body.no_current;
  context.has_params = body.params.has_value();
  if (body.params) context.params = *body.params;
  if (body.now) context.now = body.now;
  known.catalogs = Catalogs(served.ruleset->rules);
  for (const auto& [name, json] : body.catalogs)
    if (const auto added = known.catalogs.add(name, json); !added)
      return tl::unexpected(
          refusal({400, "bad_request", fmt::format("The catalog '{}': {}", name, added.error())}));
  if (!body.catalogs.empty()) context.catalogs = &known.catalogs;
  return {};
}

Answer judged(const Call& call, ServedValidator& served, Wish wish) {
  const auto text = call.exchange.body(call.service.limits.body_bytes);
  if (!text) return refusal(text.error());
  const auto body = read_judge_body(*text);
  if (!body) return refusal(body.error());
  Known known;
  known.context.now = call.validators.now();
  if (auto good = know(known, *body, served); !good) return good.error();
  std::string_view payload = body->payload;
  if (!served.ruleset->rules.form_input())
    return verdict(call, served, wish, served.validator.check(payload, known.context));
  // A form comes as the text that it is, or as an object of its fields.
  if (!body->payload_is_text)
    return verdict(call, served, wish, served.validator.check(payload, known.context));
  auto form = unquoted(payload);
  if (!form) return refusal({400, "bad_request", "The text of 'payload' is not JSON."});
  known.payload = std::move(*form);
  return verdict(call, served, wish, served.validator.check_form(known.payload, known.context));
}

template <class Ask>
Answer of_ruleset(const Call& call, Ask ask) {
  ServedValidator* const served = call.validators.served(call.id);
  if (served == nullptr) return unknown_ruleset(call);
  const Ruleset rules = served->ruleset->rules;
  const auto wish = wish_of(call.query, *served);
  return with_ruleset(wish ? ask(*served, *wish) : wish.error(), rules);
}

}  // namespace

Answer check_payload(const Call& call) {
  return of_ruleset(call, [&](ServedValidator& served, Wish wish) -> Answer {
    const auto payload = call.exchange.body(call.service.limits.body_bytes);
    if (!payload) return refusal(payload.error());
    Context context;
    context.now = call.validators.now();
    return verdict(call, served, wish, judge(served, *payload, context));
  });
}

Answer judge_payload(const Call& call) {
  return of_ruleset(call,
                    [&](ServedValidator& served, Wish wish) { return judged(call, served, wish); });
}

Answer check_batch(const Call& call) {
  return of_ruleset(call, [&](ServedValidator& served, Wish) -> Answer {
    const Limits& limits = call.service.limits;
    auto piece = call.exchange.piece();  // what is refused before the first byte has its status
    if (!piece) return refusal(piece.error());
    Answer head = with_ruleset({.type = "application/x-ndjson"}, served.ruleset->rules);
    if (!call.exchange.begin_stream(head)) return {.was_streamed = true};
    Batch batch(call.validators, served, call.validators.now(), limits.body_bytes,
                limits.batch_lines);
    std::string out;
    tl::expected<void, Refusal> going;
    for (; going && piece && !piece->empty(); piece = call.exchange.piece()) {
      going = batch.feed(*piece, out);
      if (!out.empty() && !call.exchange.send(out)) return {.was_streamed = true};
      out.clear();
      if (!going) break;
    }
    if (going && !piece) going = tl::unexpected(piece.error());
    if (going) going = batch.finish(out);
    // The status is long sent: the line that tells is of the form of errors.
    if (!going) out += refusal(going.error()).body + "\n";
    static_cast<void>(out.empty() || call.exchange.send(out));
    return {.status = going ? 200 : going.error().status, .was_streamed = true};
  });
}

Answer view_of_ruleset(const Call& call) {
  return of_ruleset(
      call, [](ServedValidator& served, Wish) { return Answer{.body = served.ruleset->view()}; });
}

}  // namespace leadlint::serve
