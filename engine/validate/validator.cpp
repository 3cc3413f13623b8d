// The public face of the Judge: one payload a call, its result until the next.
#include "leadlint/validator.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "read/form.h"
#include "read/json_text.h"
#include "validate/context_records.h"
#include "validate/judge.h"

namespace leadlint {

class Result::Data {
 public:
  explicit Data(Ruleset ruleset) : judge(std::move(ruleset)) {}

  validate::Judge judge;
  mutable Findings findings;
  mutable bool worded = false;
};

bool Result::ok() const noexcept { return verdict() != Verdict::invalid; }
Verdict Result::verdict() const noexcept { return data_->judge.verdict(); }
std::size_t Result::count(Severity severity) const noexcept { return data_->judge.count(severity); }

const Findings& Result::findings() const {
  if (data_->worded) return data_->findings;
  data_->findings = data_->judge.findings(std::numeric_limits<std::size_t>::max(), Severity::note,
                                          0, std::move(data_->findings).owned());
  data_->worded = true;
  return data_->findings;
}

class Validator::Impl {
 public:
  explicit Impl(Ruleset ruleset) : data_(std::move(ruleset)), result_(&data_) {}

  [[nodiscard]] validate::Judge& judge() noexcept { return data_.judge; }

  /// Sets the context, lets `look` judge the payload, and hands out what came of it.
  template <class Look>
  const Result& check(const Context& context, Look look) {
    start(context);
    return end(look(data_.judge));
  }
  /// The same where nothing is known besides the payload. (A Context costs a few nanoseconds to
  /// make and to look at, which is much of what a small payload costs.)
  template <class Look>
  const Result& check(Look look) {
    data_.worded = false;
    data_.judge.set_no_context();
    return end(look(data_.judge));
  }
  void start(const Context& context) {
    data_.worded = false;
    data_.judge.set_context(context);
  }
  const Result& end(bool clean) {
    if (!clean) data_.judge.keep();  // the texts may be gone when findings are asked for
    return result_;
  }

 private:
  Result::Data data_;
  Result result_;
};

Validator::Validator(Ruleset ruleset) : impl_(std::make_unique<Impl>(std::move(ruleset))) {}
Validator::~Validator() = default;
Validator::Validator(Validator&&) noexcept = default;
Validator& Validator::operator=(Validator&&) noexcept = default;

const Ruleset& Validator::ruleset() const noexcept { return impl_->judge().ruleset(); }

const Result& Validator::check(std::string_view json) {
  return impl_->check([json](validate::Judge& judge) { return judge.text(json); });
}
const Result& Validator::check(std::string_view json, const Context& context) {
  return impl_->check(context, [json](validate::Judge& judge) { return judge.text(json); });
}

JsonParts Validator::begin_value(const Context& context) {
  impl_->start(context);
  return JsonParts(impl_->judge().begin_value());
}

const Result& Validator::end_value() { return impl_->end(impl_->judge().end_value()); }

bool JsonParts::open_object() { return reader_.open(true); }
bool JsonParts::open_array() { return reader_.open(false); }
bool JsonParts::close() { return reader_.close(); }
bool JsonParts::name(std::string_view text) { return reader_.name(text); }
bool JsonParts::null() { return reader_.null(); }
bool JsonParts::boolean(bool value) { return reader_.boolean(value); }
bool JsonParts::integer(std::int64_t value) { return reader_.integer(value); }
bool JsonParts::integer(std::uint64_t value) { return reader_.integer(value); }
bool JsonParts::number(double value) { return reader_.number(value); }
bool JsonParts::text(std::string_view value) { return reader_.text(value); }
bool JsonParts::no_json() { return reader_.no_json(); }

const Result& Validator::check_form(std::string_view text, const Context& context) {
  return impl_->check(context, [text](validate::Judge& judge) { return judge.form(text); });
}

namespace {

/// Without rules that look at it, any JSON will do.
std::optional<OwnedFinding> context_problem(const table::DecisionTable& table, table::FieldId root,
                                            std::string_view json) {
  read::Record record;
  const std::string_view entry = validate::text_of_entry(table, root, json);
  const std::string_view before =
      json.substr(0, static_cast<std::size_t>(entry.data() - json.data()));
  json = entry;
  const table::FieldId as = root == table::none ? table.root : root;
  const bool readable = validate::is_form_request(table, root, json)
                            ? read::FormReader().read(table, as, json, record)
                            : read::JsonReader().read(table, as, json, record);
  if (readable && root == table::none) return std::nullopt;
  auto problem = validate::why_unusable(table, record);
  if (problem && !before.empty()) {  // it counts from its entry
    if (problem->line == 1)
      problem->column += static_cast<std::uint32_t>(before.size() - (before.rfind('\n') + 1));
    problem->line += static_cast<std::uint32_t>(std::ranges::count(before, '\n'));
    problem->offset += before.size();
    problem->end_offset += before.size();
  }
  return problem;
}

}  // namespace

std::optional<OwnedFinding> Validator::current_problem(std::string_view json) const {
  return context_problem(ruleset().table(), ruleset().table().current_root, json);
}

std::optional<OwnedFinding> Validator::request_problem(std::string_view json) const {
  return context_problem(ruleset().table(), ruleset().table().request_root, json);
}

}  // namespace leadlint
