// What becomes of the fields with each value of a field that others go by: as the rows of the
// decision table have it (analyze/uses.h), with the rules that say so.
// Tests: tests/ruleset_view_test.cpp.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyze/uses.h"
#include "check/field_values.h"
#include "model/condition_text.h"
#include "model/scope.h"
#include "view/known_text.h"
#include "view/origins.h"
#include "view/parts.h"

namespace leadlint::view {
namespace {

using analyze::Cells;
using analyze::KnownValue;
using analyze::Layout;
using analyze::Use;

FieldUse field_use(Use use) {
  switch (use) {
    case Use::optional:
      break;
    case Use::alternative:
      return FieldUse::one_of;
    case Use::conditional:
      return FieldUse::conditional;
    case Use::forbidden:
      return FieldUse::forbidden;
    case Use::required:
    case Use::impossible:
      return FieldUse::required;
  }
  return FieldUse::optional;
}

/// Outside of brackets.
bool has_or(std::string_view condition) {
  int depth = 0;
  for (std::size_t i = 0; i < condition.size(); ++i) {
    if (condition[i] == '(') ++depth;
    if (condition[i] == ')') --depth;
    if (depth == 0 && condition.substr(i).starts_with(" or ")) return true;
  }
  return false;
}

class CasesMaker {
 public:
  explicit CasesMaker(const Source& source)
      : source_(source),
        origins_(source.rules()),
        layout_(source.table()),
        // Of a record that is a list of objects, paths start with it.
        prefix_(source.table().fields[source.table().root].block == table::none ? "[]." : "") {}

  void run(RulesetView& view) {
    if (layout_.objects().empty()) return;
    Cells cells(source_.table(), layout_);
    names_ = cells.names();
    for (std::string& name : names_) name = prefix_ + name;
    view.always = of_value(cells, KnownValue(), nullptr, "");
    for (const auto& [path, field] : deciding_fields()) {
      const auto at = std::ranges::find(names_, path);
      if (at == names_.end()) continue;
      const analyze::Member member = cells.columns()[static_cast<std::size_t>(at - names_.begin())];
      view.cases.push_back(of_field(cells, member, path, *field));
    }
  }

 private:
  using Deciding = std::vector<std::pair<std::string, const model::Field*>>;

  /// The status, then what cases and transitions go by.
  [[nodiscard]] Deciding deciding_fields() const {
    Deciding fields;
    const auto add = [&](const std::string& block, const model::Path& path) {
      const model::Field* field = model::target(path);
      const std::string name = below(block, model::text_of(path));
      const bool here = path.base == model::Path::Base::block;
      if (field != nullptr && here &&
          std::ranges::find(fields, name, &Deciding::value_type::first) == fields.end())
        fields.emplace_back(name, field);
    };
    const std::string record = prefix_.empty() ? "" : "[]";
    if (source_.rules().status) add(record, *source_.rules().status);
    for_each_block(source_.rules(), [&](const model::Block& block, const std::string& path) {
      for (const model::Cases& cases : block.cases) add(path, cases.field);
      for (const model::Transitions& set : block.transitions)
        add(path, check::moving_field(set, source_.rules()));
    });
    return fields;
  }

  [[nodiscard]] CasesView of_field(Cells& cells, analyze::Member member, const std::string& path,
                                   const model::Field& field) {
    CasesView view;
    view.field = path;
    view.is_status = source_.rules().status && model::target(*source_.rules().status) == &field;
    if (field.main.catalog)
      view.catalog = field.main.catalog->is.catalog + "." + field.main.catalog->is.column;
    const std::vector<model::Scalar> values = values_of_cases(field);
    // Of an object inside, what lies in it.
    const std::string object = path.substr(0, path.rfind('.') + 1);
    for (const model::Scalar& value : values) {
      const KnownValue known(source_.table(), layout_, member, json_of(value));
      CaseView made = of_value(cells, known, &field, object);
      made.value = value_of(value);
      view.cases.push_back(std::move(made));
    }
    if (field.main.catalog || source_.values().is_open(field)) {
      const KnownValue known(source_.table(), layout_, member, json_of_another(values, field),
                             KnownValue::As::example);
      view.cases.push_back(of_value(cells, known, &field, object));
    }
    add_moves(source_, field, view);
    return view;
  }

  /// Those that are known, or else those that tables have rows for.
  [[nodiscard]] std::vector<model::Scalar> values_of_cases(const model::Field& field) const {
    std::vector<model::Scalar> values = source_.known_values(field);
    if (!values.empty()) return values;
    for_each_block(source_.rules(), [&](const model::Block& block, const std::string&) {
      for (const model::Cases& cases : block.cases)
        for (const model::Cases::Row& row : cases.rows)
          if (model::target(cases.field) == &field && !row.key.absent)
            values.push_back(row.key.value);
    });
    return values;
  }

  [[nodiscard]] CaseView of_value(Cells& cells, const KnownValue& known,
                                  const model::Field* deciding, const std::string& object) const {
    std::vector<analyze::Alternatives> alternatives;
    const std::vector<Use> uses = cells.uses(known, alternatives);
    CaseView view;
    if (deciding != nullptr) add_refusals(cells, known, view);
    std::vector<UseView> fields(names_.size());
    for (const analyze::Reason& reason : cells.reasons())
      add_reason(cells, reason, uses, deciding, fields);
    for (const analyze::ChoiceReason& choice : cells.choices())
      add_choice(choice, deciding, view, fields);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].reasons.empty() && fields[i].use == FieldUse::optional) continue;
      if (!names_[i].starts_with(object)) continue;
      fields[i].field = names_[i];
      view.fields.push_back(std::move(fields[i]));
    }
    std::erase_if(view.choices, [&](const ChoiceView& choice) {
      return !choice.fields.front().starts_with(object);
    });
    return view;
  }

  void add_refusals(const Cells& cells, const KnownValue& known, CaseView& view) const {
    std::vector<table::ReportId> reports = cells.refusals();
    if (known.error() != table::none) reports.push_back(known.error());
    for (const table::ReportId id : reports) {
      const table::Report& report = source_.table().reports[id];
      ReasonView reason{name_of(report), source_.severity(report), true, {}};
      if (reason.severity != Severity::off) add_new(view.refused, std::move(reason));
    }
  }

  void add_reason(const Cells& cells, const analyze::Reason& found, const std::vector<Use>& uses,
                  const model::Field* deciding, std::vector<UseView>& fields) const {
    const table::Report& report = source_.table().reports[found.report];
    const Origin* origin = origins_.find(name_of(report));
    if (origin == nullptr) return;
    const bool refuses = found.use == Use::forbidden || found.use == Use::optional;
    if (refuses && !Origins::refuses(*origin, name_of(report)) && found.use == Use::optional)
      return;  // it is about the value
    ReasonView reason = made(found, *origin, report, names_[found.field], deciding);
    reason.refuses = refuses;
    if (reason.severity == Severity::off) return;
    FieldUse use = field_use(found.use);
    const auto outer = cells.parent(found.field);
    if (outer && uses[*outer] != Use::required && !refuses) {
      use = FieldUse::conditional;
      add_words(reason.when, "present(" + names_[*outer] + ")");
    }
    UseView& view = fields[found.field];
    // What is an error outweighs what is not.
    const bool stronger =
        use != FieldUse::optional && std::pair(reason.severity == Severity::error, use) >=
                                         std::pair(view.severity == Severity::error, view.use);
    if (stronger) {
      view.severity = use == view.use ? std::max(view.severity, reason.severity) : reason.severity;
      view.use = use;
    }
    add_new(view.reasons, std::move(reason));
  }

  void add_choice(const analyze::ChoiceReason& found, const model::Field* deciding, CaseView& view,
                  std::vector<UseView>& fields) const {
    const table::Report& report = source_.table().reports[found.reason.report];
    const Origin* origin = origins_.find(name_of(report));
    if (origin == nullptr) return;
    analyze::Reason beside = found.reason;  // the fields that are asked for say nothing more
    for (const std::size_t field : found.choice.fields) {
      beside.there.erase(field);
      beside.not_there.erase(field);
    }
    ReasonView reason = made(beside, *origin, report, {}, deciding);
    if (reason.severity == Severity::off) return;
    ChoiceView choice{{}, found.choice.at_least, {}};
    for (const std::size_t field : found.choice.fields) {
      choice.fields.push_back(names_[field]);
      UseView& use = fields[field];
      if (use.use != FieldUse::optional) continue;
      use.use = FieldUse::one_of;
      use.severity = reason.severity;
    }
    const auto same = std::ranges::find_if(view.choices, [&](const ChoiceView& other) {
      return other.fields == choice.fields && other.at_least == choice.at_least;
    });
    if (same != view.choices.end()) return add_new(same->reasons, std::move(reason));
    choice.reasons.push_back(std::move(reason));
    view.choices.push_back(std::move(choice));
  }

  /// Rows of one rule say one thing, each under a condition of its own.
  static void add_new(std::vector<ReasonView>& reasons, ReasonView reason) {
    const auto same = std::ranges::find_if(reasons, [&](const ReasonView& other) {
      return other.rule == reason.rule && other.refuses == reason.refuses;
    });
    if (same == reasons.end()) {
      reasons.push_back(std::move(reason));
    } else if (same->when.empty() || reason.when.empty()) {
      same->when.clear();
    } else if (same->when != reason.when && !same->when.ends_with(" or " + reason.when) &&
               !same->when.starts_with(reason.when + " or ") &&
               same->when.find(" or " + reason.when + " or ") == std::string::npos) {
      same->when += " or " + reason.when;
    }
  }

  static void add_words(std::string& when, const std::string& words) {
    if (when.find(words) != std::string::npos) return;
    if (has_or(when)) when = "(" + when + ")";
    when += (when.empty() ? "" : " and ") + words;
  }

  [[nodiscard]] ReasonView made(const analyze::Reason& found, const Origin& origin,
                                const table::Report& report, const std::string& field,
                                const model::Field* deciding) const {
    ReasonView reason{name_of(report), source_.severity(report), false, {}};
    if (found.more) reason.when = origins_.condition(origin, reason.rule, field, deciding);
    const auto seen = [&](std::size_t column) {  // as the rule names it
      const std::string inside = below(origin.path, "");
      const std::string& name = names_[column];
      return !inside.empty() && name.starts_with(inside) ? name.substr(inside.size()) : name;
    };
    for (const std::size_t there : found.there)
      add_words(reason.when, "present(" + seen(there) + ")");
    for (const std::size_t not_there : found.not_there)
      add_words(reason.when, "absent(" + seen(not_there) + ")");
    return reason;
  }

  [[nodiscard]] std::string name_of(const table::Report& report) const {
    return std::string(source_.table().text(report.rule));
  }

  const Source& source_;
  Origins origins_;
  Layout layout_;
  std::string prefix_;
  std::vector<std::string> names_;  // of the columns
};

}  // namespace

void add_cases(const Source& source, RulesetView& view) { CasesMaker(source).run(view); }

}  // namespace leadlint::view
