// The rules of a view: those that a rule file writes as such, and those that its tables come to, by
// the names that findings have. Tests: tests/ruleset_view_test.cpp.
#include <algorithm>
#include <set>
#include <string>

#include "model/condition_text.h"
#include "model/words.h"
#include "view/origins.h"
#include "view/parts.h"

namespace leadlint::view {
namespace {

class Rules {
 public:
  explicit Rules(const Source& source) : source_(source), origins_(source.rules()) {}

  std::vector<RuleView> run() {
    for_each_block(source_.rules(), [this](const model::Block& block, const std::string& path) {
      for (const model::Rule& rule : block.rules) add(rule, path);
    });
    // Of the tables: what has findings, in the order of the table's reports.
    for (const table::Report& report : source_.table().reports) {
      const std::string id(source_.table().text(report.rule));
      const Origin* origin = origins_.find(id);
      if (origin == nullptr || origin->rule != nullptr || origin->required != nullptr) continue;
      if (known_.insert(id).second) add_of_table(id, *origin, report);
    }
    return std::move(views_);
  }

 private:
  void add(const model::Rule& rule, const std::string& path) {
    RuleView view;
    view.id = below(path, rule.id);
    if (!known_.insert(view.id).second) return;  // an object in several forms
    view.kind = model::verb_row(rule.verb).name;
    for (const model::Path& target : rule.targets) view.fields.push_back(model::text_of(target));
    if (rule.when) view.when = condition_beside(*rule.when, nullptr);
    for (const model::Condition& assertion : rule.assertions)
      view.asserts.push_back(model::text_of(assertion));
    if (rule.verb == model::Verb::require_some) view.at_least = rule.at_least;
    if (rule.since) view.since = rule.since->text;
    view.because = rule.outcome.because;
    view.derived = rule.outcome.derived;
    view.message = rule.outcome.message;
    view.place = source_.place(rule.where);
    view.severity = rule.outcome.severity;
    add_reports(view);
    views_.push_back(std::move(view));
  }

  void add_of_table(const std::string& id, const Origin& origin, const table::Report& report) {
    RuleView view;
    view.id = id;
    const std::optional<model::Condition>* when = nullptr;
    if (origin.cases != nullptr) {
      view.kind = "cases";
      view.fields.push_back(model::text_of(origin.cases->field));
      view.place = source_.place(place_of(*origin.cases, id));
      when = &origin.cases->when;
    } else if (origin.pairs != nullptr) {
      view.kind = "pairs";
      for (const model::Path& field : origin.pairs->fields)
        view.fields.push_back(model::text_of(field));
      view.place = source_.place(origin.pairs->where);
      when = &origin.pairs->when;
    } else {
      view.kind = "transitions";
      const model::Transitions& set = *origin.transitions;
      const auto& field = set.history ? set.history
                          : set.field ? set.field
                                      : source_.rules().status;
      if (field) view.fields.push_back(model::text_of(*field));
      view.place = source_.place(set.where);
      when = &set.when;
    }
    if (*when) view.when = condition_beside(**when, nullptr);
    view.because = source_.table().text(report.because);
    view.derived = report.derived;
    if (report.wording != table::none)
      view.message = source_.table().text(source_.table().wordings[report.wording].message);
    view.severity = Severity::off;
    add_reports(view);
    views_.push_back(std::move(view));
  }

  /// The row of the table that the name is of, where it has one.
  static model::SourceLocation place_of(const model::Cases& cases, const std::string& id) {
    for (const model::Cases::Row& row : cases.rows)
      if (!row.key.absent && id.ends_with(cases.id + "." + value_of(row.key.value).text) &&
          row.outcome.where.line != 0)
        return row.outcome.where;
    return cases.where;
  }

  void add_reports(RuleView& view) const {
    const auto found = source_.reports().find(view.id);
    if (found == source_.reports().end()) return;
    Severity worst = Severity::off;
    for (const table::Report* report : found->second) {
      if (report->code == Code::not_judged) continue;  // a note that the rule is silent
      worst = std::max(worst, source_.severity(*report));
      if (std::ranges::find(view.codes, report->code) == view.codes.end())
        view.codes.push_back(report->code);
    }
    view.severity = worst;
  }

  const Source& source_;
  Origins origins_;
  std::set<std::string> known_;
  std::vector<RuleView> views_;
};

}  // namespace

std::vector<RuleView> rule_views(const Source& source) { return Rules(source).run(); }

}  // namespace leadlint::view
