// Fields as a view has them: types, limits, values, forms. Tests: tests/ruleset_view_test.cpp.
#include <algorithm>
#include <array>
#include <utility>

#include "model/checks.h"
#include "model/condition_text.h"
#include "model/dump_writer.h"
#include "model/scope.h"
#include "view/parts.h"

namespace leadlint::view {
namespace {

std::vector<std::string> type_names(model::TypeSet types) {
  constexpr std::array<std::pair<model::TypeSet, const char*>, 7> all{
      {{model::string_type, "string"},
       {model::integer_type, "integer"},
       {model::number_type, "number"},
       {model::boolean_type, "boolean"},
       {model::object_type, "object"},
       {model::array_type, "array"},
       {model::null_type, "null"}}};
  std::vector<std::string> names;
  for (const auto& [type, name] : all)
    if ((types & type) != 0) names.emplace_back(name);
  return names;
}

std::string unit_name(model::LengthUnit unit) {
  switch (unit) {
    case model::LengthUnit::by_option:
    case model::LengthUnit::codepoints:
      break;
    case model::LengthUnit::utf16:
      return "utf16";
    case model::LengthUnit::bytes:
      return "bytes";
  }
  return "codepoints";
}

// What stands behind a check's key, where VariantView has no member for it.
std::vector<ValueView> operand(model::TypeSet) { return {}; }
std::vector<ValueView> operand(const std::vector<model::Scalar>&) { return {}; }
std::vector<ValueView> operand(const model::CatalogColumn&) { return {}; }
std::vector<ValueView> operand(const std::vector<model::FormatName>&) { return {}; }
std::vector<ValueView> operand(const model::PatternText&) { return {}; }
std::vector<ValueView> operand(bool is) {
  return {{ValueView::Kind::boolean, is ? "true" : "false"}};
}
std::vector<ValueView> operand(std::int64_t count) {
  return {{ValueView::Kind::number, std::to_string(count)}};
}
std::vector<ValueView> operand(const model::Scalar& number) { return {value_of(number)}; }
std::vector<ValueView> operand(const std::vector<model::MemberName>& members) {
  std::vector<ValueView> names;
  for (const model::MemberName& member : members)
    names.push_back({ValueView::Kind::text, member.text});
  return names;
}
std::vector<ValueView> operand(const model::Enumerates& listing) {
  return values_of(listing.values);
}

class Fields {
 public:
  explicit Fields(const Source& source) : source_(source) {}

  [[nodiscard]] FieldView field(const model::Field& field, const std::string& path) const {
    FieldView view;
    view.name = field.name;
    view.path = path;
    view.because = field.because;
    view.derived = field.derived;
    view.place = source_.place(field.where);
    if (field.required && field.required->is)
      view.required = source_.outcome(below(path, "required"), field.required->outcome,
                                      Code::missing_field, &field);
    if (field.was) view.old_names.push_back(old_names(field, path));
    for (const model::OldValues& old : field.old_values)
      view.old_values.push_back(
          {value_of(old.now), values_of(old.was.is.all),
           source_.outcome(below(path, "was"), old.was.outcome, Code::not_in_enum, &field)});
    if (field.default_value) view.default_value = value_of(*field.default_value);
    view.variant = view_of(field, field.main, path);
    for (const model::Variant& variant : field.also)
      (variant.in_place ? view.shapes : view.also).push_back(other_variant(field, variant, path));
    return view;
  }

 private:
  [[nodiscard]] OldNamesView old_names(const model::Field& field, const std::string& path) const {
    OldNamesView view;
    for (const model::OldName& name : field.was->is)
      view.was.push_back({ValueView::Kind::text, name.text});
    view.taken =
        source_.outcome(below(path, "was"), field.was->outcome, Code::unknown_field, &field);
    return view;
  }

  [[nodiscard]] OtherVariantView other_variant(const model::Field& field,
                                               const model::Variant& variant,
                                               const std::string& path) const {
    OtherVariantView view;
    if (variant.when) view.when = model::text_of(*variant.when);
    view.variant = view_of(field, variant, path);
    // (Without a code of its own it has that of the check which the field's own form fails.)
    view.taken = source_.outcome(below(path, "also"), variant.taken, Code::wrong_type, &field);
    if (variant.in_place && !variant.taken.code) view.taken.severity = Severity::off;
    return view;
  }

  [[nodiscard]] VariantView view_of(const model::Field& field, const model::Variant& variant,
                                    const std::string& path) const {
    VariantView view;
    view.from_json = variant.accept_json;
    view.from_text = variant.accept_text;
    view.nullable = variant.nullable;
    view.ignore_case = variant.ignore_case;
    view.bare_item = variant.bare_item;
    view.encoded_json = variant.encoded_json;
    view.true_words = variant.true_words;
    view.false_words = variant.false_words;
    if (!model::takes_anything(variant)) view.types = type_names(model::types_of(variant));
    if (variant.format)
      for (const model::FormatName& format : variant.format->is)
        view.formats.push_back(format.text);
    if (variant.pattern) view.pattern = variant.pattern->is.text;
    add_values(field, variant, path, view);
    add_checks(field, variant, path, view);
    if (variant.fields) view.object.push_back(object(*variant.fields, path));
    if (variant.each && view.object.empty()) view.object.emplace_back();
    if (variant.each) view.object[0].names.push_back(each(*variant.each, path));
    if (variant.items) view.items.push_back(this->field(*variant.items, path + "[]"));
    return view;
  }

  void add_values(const model::Field& field, const model::Variant& variant, const std::string& path,
                  VariantView& view) const {
    const bool own = &variant == &field.main;
    if (variant.values) {
      view.values = values_of(variant.values->is);
      view.limited = true;
    } else if (variant.catalog) {
      view.catalog = variant.catalog->is.catalog + "." + variant.catalog->is.column;
      if (const auto* named = source_.values().of(field); own && named != nullptr)
        view.values = values_of(*named);
    } else if (const auto* paired = own ? source_.values().pairs_of(field) : nullptr) {
      view.values = values_of(paired->is);
      view.limited = true;
      view.checks.push_back(
          {"values",
           {},
           source_.outcome(below(path, "values"), paired->outcome, Code::not_in_enum, &field)});
    } else if (const auto named = source_.values().named.find(&field);
               own && named != source_.values().named.end()) {
      view.values = values_of(named->second);
    }
  }

  void add_checks(const model::Field& field, const model::Variant& variant, const std::string& path,
                  VariantView& view) const {
    model::for_each_check(variant, [&](const CheckRow& row, const auto& check) {
      if (!check) return;
      if (row.kind == CheckKind::min_length || row.kind == CheckKind::max_length)
        view.length_unit = unit_name(variant.unit == model::LengthUnit::by_option
                                         ? source_.rules().settings.length_unit
                                         : variant.unit);
      const std::string name(row.name);
      view.checks.push_back({name, operand(check->is),
                             source_.outcome(below(path, name), check->outcome, row.code, &field)});
    });
  }

  [[nodiscard]] NamesView each(const model::Field& is, const std::string& path) const {
    NamesView view;
    view.is.push_back(field(is, below(path, "*")));
    return view;
  }

  [[nodiscard]] ObjectView object(const model::Block& block, const std::string& path) const {
    ObjectView view;
    view.unknown_fields =
        source_.severity("unknown_fields", Code::unknown_field,
                         block.unknown_fields.value_or(source_.rules().unknown_fields));
    if (block.unknown_type) {
      view.unknown_types = type_names(block.unknown_type->is);
      view.unknown_type = source_.outcome(below(path, "unknown_type"), block.unknown_type->outcome,
                                          Code::wrong_type);
    }
    for (const model::Field& field : block.fields)
      if (!field.none) view.fields.push_back(this->field(field, below(path, field.name)));
    for (const model::Names& names : block.names) view.names.push_back(names_view(names, path));
    return view;
  }

  [[nodiscard]] NamesView names_view(const model::Names& names, const std::string& path) const {
    NamesView view = each(*names.is, path);
    switch (names.kind) {
      case model::Names::Kind::pattern:
        view.pattern = names.pattern.text;
        break;
      case model::Names::Kind::values:
        for (const model::Scalar& value : names.values) view.values.push_back(value_of(value).text);
        break;
      case model::Names::Kind::catalog:
        view.catalog = names.catalog.catalog + "." + names.catalog.column;
        break;
      case model::Names::Kind::rest:
        break;
    }
    return view;
  }

  const Source& source_;
};

void add_formats_of(const model::Field& field, std::vector<bool>& used);

void add_formats_of(const model::Block& block, std::vector<bool>& used) {
  for (const model::Field& field : block.fields) add_formats_of(field, used);
  for (const model::Names& names : block.names) add_formats_of(*names.is, used);
}

void add_formats_of(const model::Field& field, std::vector<bool>& used) {
  if (field.none) return;
  const auto add = [&used](const model::Variant& variant) {
    if (variant.format)
      for (const model::FormatName& format : variant.format->is) used[format.index] = true;
    if (variant.fields) add_formats_of(*variant.fields, used);
    if (variant.items) add_formats_of(*variant.items, used);
    if (variant.each) add_formats_of(*variant.each, used);
  };
  add(field.main);
  for (const model::Variant& variant : field.also) add(variant);
}

}  // namespace

FieldView field_view(const Source& source, const model::Field& field, const std::string& path) {
  return Fields(source).field(field, path);
}

std::vector<FormatView> format_views(const Source& source) {
  const model::RuleSet& rules = source.rules();
  std::vector<bool> used(rules.formats.size(), false);
  add_formats_of(rules.root, used);
  add_formats_of(rules.params, used);
  add_formats_of(rules.current_extra, used);
  std::vector<FormatView> views;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    const model::Format& format = rules.formats[i];
    FormatView view{format.name, format.called, format.example, format.pattern_text,
                    {},          format.values};
    for (const model::DatePattern& letters : format.dates)
      view.letters.push_back(model::text_of(letters));
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace leadlint::view
