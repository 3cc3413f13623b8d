// The public face: reads, judges, and hands out results.
#include "leadlint/validator.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "read/form.h"
#include "read/json_diagnosis.h"
#include "read/json_text.h"
#include "read/json_value.h"
#include "read/typographic.h"
#include "validate/context.h"
#include "validate/evaluate.h"
#include "validate/glance.h"
#include "validate/messages.h"

namespace leadlint {

class Result::Data {
 public:
  const table::DecisionTable* table = nullptr;
  read::Record payload, params;
  std::string_view written;  // the payload's text as it was given
  std::string repaired;      // that text with straight quotes, where it needed them
  read::Record current, request;
  validate::Known known;
  std::vector<validate::Raw> raws;
  Verdict verdict = Verdict::valid;
  mutable Findings findings;
  mutable bool worded = false;
};

bool Result::ok() const noexcept { return data_->verdict != Verdict::invalid; }

Verdict Result::verdict() const noexcept { return data_->verdict; }

std::size_t Result::count(Severity severity) const noexcept {
  return static_cast<std::size_t>(
      std::count_if(data_->raws.begin(), data_->raws.end(),
                    [severity](const validate::Raw& raw) { return raw.severity == severity; }));
}

/// Findings in a repaired text to findings in the text as given: a straight quote may stand in the
/// middle of the three bytes that it is read for.
static void into_written(Findings& findings, std::string_view written) {
  for (Finding& finding : findings) {
    if (finding.path.starts_with("/@path/")) continue;
    finding.offset = read::character_start(written, finding.offset);
    finding.end_offset = read::character_end(written, finding.end_offset);
  }
}

const Findings& Result::findings() const {
  if (data_->worded) return data_->findings;
  data_->findings.clear();
  const validate::Judged judged{*data_->table, data_->payload, data_->params, data_->known,
                                data_->written};
  for (const validate::Raw& raw : data_->raws)
    data_->findings.push_back(validate::to_finding(raw, judged));
  if (data_->payload.has_text) {
    if (data_->payload.text.data() != data_->written.data())
      into_written(data_->findings, data_->written);
    validate::locate(data_->written, data_->findings);
  }
  data_->worded = true;
  return data_->findings;
}

class Validator::Impl {
 public:
  explicit Impl(Ruleset the_ruleset)
      : ruleset(std::move(the_ruleset)),
        evaluator(ruleset.table()),
        glance(ruleset.table()),
        result(&data) {
    data.table = &ruleset.table();
  }

  Ruleset ruleset;
  validate::Evaluator evaluator;
  validate::Glance glance;
  read::JsonReader text_reader;
  read::ValueReader value_reader;
  read::FormReader form_reader;
  Result::Data data;
  Result result;

  /// Reads what stands beside the payload. `prepare` sets the facts that comparisons need.
  void read_context(const Context& context) {
    const table::DecisionTable& table = ruleset.table();
    data.known = {};
    data.known.no_current = context.no_current;
    if (context.catalogs != nullptr) data.known.catalogs = &context.catalogs->data();
    if (!context.current.empty() && table.current_root != table::none)
      data.known.current = read_beside(context.current, table.current_root, data.current);
    if (!context.request.empty() && table.request_root != table::none)
      data.known.request = read_beside(context.request, table.request_root, data.request);
    if (context.has_params && table.params != table::none) {
      read::read_params(table, context.params, data.params);
      data.known.params = &data.params;
    }
  }

  /// Does a glance tell that there is nothing to say about the text and its context?
  bool quiet_at_a_glance(std::string_view json) {
    read::Tokens tokens = text_reader.tokens(json);
    if (!glance.possible() || data.known.params != nullptr) return false;
    glance.begin_text();
    return tokens.at != tokens.end && glance.json(tokens, data.known) && tokens.at == tokens.end;
  }

  const Result& nothing_to_say() {
    data.raws.clear();
    data.findings.clear();
    data.worded = true;
    data.verdict = Verdict::valid;
    return result;
  }

  void read_looked_at(std::string_view json) {
    const table::DecisionTable& table = ruleset.table();
    data.written = json;
    if (text_reader.read_looked_at(table, table.root, data.payload) || !table.curly_quotes_repair)
      return;
    read::ReadIssue issue = data.payload.issues.back();
    if (issue.kind != read::ReadIssue::Kind::bad_json ||
        !read::is_typographic_quote(json, issue.offset))
      return;
    data.repaired = read::with_straight_quotes(json);
    if (text_reader.read(table, table.root, data.repaired, data.payload)) {
      issue.kind = read::ReadIssue::Kind::repaired_quotes;
      data.payload.issues.push_back(std::move(issue));
    } else {  // more is wrong than quotes: what is said is about the text as it stands
      text_reader.read(table, table.root, json, data.payload);
    }
  }

  const Result& judge() {
    data.raws.clear();
    data.worded = false;
    data.verdict = Verdict::valid;
    if (!evaluator.is_quiet(data.payload, data.known))
      evaluator.collect(data.payload, data.known, data.raws);
    if (data.known.params != nullptr) evaluator.collect_params(data.params, data.known, data.raws);
    for (const validate::Raw& raw : data.raws) {
      if (raw.severity == Severity::error)
        data.verdict = Verdict::invalid;
      else if (raw.severity == Severity::warning && data.verdict == Verdict::valid)
        data.verdict = Verdict::warning;
    }
    return result;
  }

 private:
  const read::Record* read_beside(std::string_view json, table::Index root, read::Record& record) {
    if (!beside_reader.read(ruleset.table(), root, json, record)) return nullptr;
    evaluator.prepare(record, root);
    return &record;
  }

  read::JsonReader beside_reader;
};

Validator::Validator(Ruleset ruleset) : impl_(std::make_unique<Impl>(std::move(ruleset))) {}
Validator::~Validator() = default;
Validator::Validator(Validator&&) noexcept = default;
Validator& Validator::operator=(Validator&&) noexcept = default;

const Ruleset& Validator::ruleset() const noexcept { return impl_->ruleset; }

const Result& Validator::check(std::string_view json, const Context& context) {
  Impl& impl = *impl_;
  impl.read_context(context);
  if (impl.quiet_at_a_glance(json)) return impl.nothing_to_say();
  impl.read_looked_at(json);
  return impl.judge();
}

const Result& Validator::check_value(const nlohmann::json& value, const Context& context) {
  Impl& impl = *impl_;
  impl.read_context(context);
  impl.data.written = {};
  impl.value_reader.read(impl.ruleset.table(), impl.ruleset.table().root, value, impl.data.payload);
  return impl.judge();
}

const Result& Validator::check_form(std::string_view text, const Context& context) {
  Impl& impl = *impl_;
  impl.read_context(context);
  impl.data.written = text;
  impl.form_reader.read(impl.ruleset.table(), impl.ruleset.table().root, text, impl.data.payload);
  return impl.judge();
}

std::string Validator::context_problem(const Context& context) {
  read::JsonReader reader;
  read::Record record;
  const table::DecisionTable& table = impl_->ruleset.table();
  const auto problem = [&](std::string_view what, std::string_view json,
                           table::Index root) -> std::string {
    if (json.empty()) return {};
    // Without rules that look at it, any JSON object will do.
    if (!reader.read(table, root == table::none ? table.root : root, json, record))
      return std::string{what} + " is not JSON";
    if (root != table::none && record.nodes[0].kind != read::Kind::object)
      return std::string{what} + " is not a JSON object";
    return {};
  };
  std::string found = problem("the current record", context.current, table.current_root);
  if (found.empty()) found = problem("the request", context.request, table.request_root);
  return found;
}

Ruleset::Ruleset(std::shared_ptr<const table::DecisionTable> table) : table_(std::move(table)) {}
std::string_view Ruleset::id() const noexcept { return table_->text(table_->id); }
std::string_view Ruleset::title() const noexcept { return table_->text(table_->title); }
bool Ruleset::form_input() const noexcept { return table_->form_input; }

}  // namespace leadlint
