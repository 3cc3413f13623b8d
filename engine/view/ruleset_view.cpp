// A rule set to its view. Tests: tests/ruleset_view_test.cpp.
#include "leadlint/ruleset_view.h"

#include <algorithm>

#include "model/condition_text.h"
#include "model/dump_writer.h"
#include "view/parts.h"

namespace leadlint {
namespace view {
namespace {

OptionView option_view(const Source& source, const model::Option& option) {
  OptionView view{option.name,
                  option.asks,
                  option.because,
                  option.values,
                  option.or_integer,
                  option.is_list,
                  option.list_of,
                  {},
                  source.place(option.where)};
  view.chosen = option.is_list ? model::text_of_list(option.chosen_list) : option.chosen;
  return view;
}

std::vector<FieldView> field_views(const Source& source, const model::Block& block,
                                   const std::string& path) {
  std::vector<FieldView> views;
  for (const model::Field& field : block.fields)
    if (!field.none) views.push_back(field_view(source, field, below(path, field.name)));
  return views;
}

}  // namespace

RulesetView view_of(const check::CheckedRuleSet& checked, const table::DecisionTable& table) {
  const Source source(checked, table);
  const model::RuleSet& rules = checked.rules();
  RulesetView view;
  view.source = rules.source;
  view.version = rules.version;
  view.input = rules.input == model::Input::form ? "form" : "json";
  if (rules.status) view.status = model::text_of(*rules.status);
  if (rules.request) view.answers = rules.request->id;
  view.record = field_view(source, rules.root, "");
  view.params = field_views(source, rules.params, "@path");
  view.current = field_views(source, rules.current_extra, "current");
  add_cases(source, view);
  view.rules = rule_views(source);
  for (const model::Option& option : rules.options)
    view.options.push_back(option_view(source, option));
  for (const model::Profile& profile : rules.profiles)
    view.profiles.push_back({profile.name, profile.options});
  for (const model::Catalog& catalog : rules.catalogs)
    view.catalogs.push_back(
        {catalog.name, catalog.columns, catalog.rows, source.place(catalog.where)});
  view.formats = format_views(source);
  return view;
}

namespace {

const FieldView* find_in(const FieldView& field, std::string_view path);

const FieldView* find_in(const VariantView& variant, std::string_view path) {
  for (const ObjectView& object : variant.object) {
    for (const FieldView& member : object.fields)
      if (const FieldView* found = find_in(member, path)) return found;
    for (const NamesView& names : object.names)
      for (const FieldView& member : names.is)
        if (const FieldView* found = find_in(member, path)) return found;
  }
  for (const FieldView& item : variant.items)
    if (const FieldView* found = find_in(item, path)) return found;
  return nullptr;
}

const FieldView* find_in(const FieldView& field, std::string_view path) {
  if (field.path == path) return &field;
  if (const FieldView* found = find_in(field.variant, path)) return found;
  for (const auto* forms : {&field.shapes, &field.also})
    for (const OtherVariantView& other : *forms)
      if (const FieldView* found = find_in(other.variant, path)) return found;
  return nullptr;
}

}  // namespace
}  // namespace view

const CheckView* VariantView::check(std::string_view name) const noexcept {
  const auto found = std::ranges::find(checks, name, &CheckView::name);
  return found == checks.end() ? nullptr : &*found;
}

const FieldView* RulesetView::field(std::string_view path) const noexcept {
  if (const FieldView* found = view::find_in(record, path)) return found;
  for (const auto* list : {&params, &current})
    for (const FieldView& each : *list)
      if (const FieldView* found = view::find_in(each, path)) return found;
  return nullptr;
}

std::string_view field_use_name(FieldUse use) noexcept {
  switch (use) {
    case FieldUse::optional:
      break;
    case FieldUse::one_of:
      return "one_of";
    case FieldUse::conditional:
      return "conditional";
    case FieldUse::forbidden:
      return "forbidden";
    case FieldUse::required:
      return "required";
  }
  return "optional";
}

}  // namespace leadlint
