// Fields of a dump. Tests: tests/golden/rules.show.expected.
#include <fmt/format.h>

#include "model/condition_text.h"
#include "model/dump_writer.h"
#include "model/scope.h"

namespace leadlint::model {
namespace {

template <class T, class Text>
void check_line(DumpWriter& out, const char* key, const std::optional<Check<T>>& check, Text text,
                Severity usual = Severity::error) {
  if (check) out.line(key, text(check->is) + text_of_outcome(check->outcome, usual));
}

std::string number_text(std::int64_t number) { return fmt::format("{}", number); }
std::string names_text(const std::vector<std::string>& names) {
  return names.empty() ? "true" : text_of_list(names);
}

void accept_line(DumpWriter& out, const Variant& variant) {
  if (variant.accept_text) out.line("accept", variant.accept_json ? "[json, text]" : "text");
}

void unit_line(DumpWriter& out, LengthUnit unit) {
  switch (unit) {
    case LengthUnit::by_option:
      break;
    case LengthUnit::codepoints:
      out.line("unit", "codepoints");
      break;
    case LengthUnit::utf16:
      out.line("unit", "utf16");
      break;
    case LengthUnit::bytes:
      out.line("unit", "bytes");
      break;
  }
}

void type_line(DumpWriter& out, const Variant& variant) {
  const std::string outcome = variant.type ? text_of_outcome(variant.type->outcome) : std::string();
  const TypeSet types = variant.type ? variant.type->is : types_of(variant);
  if (types != 0) out.line("type", text_of_types(types) + outcome);
}

void text_checks(DumpWriter& out, const Variant& variant) {
  check_line(out, "values", variant.values,
             [](const std::vector<Scalar>& values) { return text_of_list(values); });
  check_line(out, "format", variant.format, [](const std::vector<FormatName>& formats) {
    std::vector<std::string> names;
    names.reserve(formats.size());
    for (const FormatName& each : formats) names.push_back(each.text);
    return names.size() == 1 ? names[0] : text_of_list(names);
  });
  check_line(out, "pattern", variant.pattern,
             [](const PatternText& pattern) { return text_of_string(pattern.text); });
  check_line(out, "min_length", variant.min_length, number_text);
  check_line(out, "max_length", variant.max_length, number_text);
  unit_line(out, variant.unit);
  check_line(
      out, "trimmed", variant.trimmed, [](bool is) { return std::string(is ? "true" : "false"); },
      Severity::warning);
  check_line(out, "enumerates", variant.enumerates, [](const Enumerates& is) {
    return fmt::format("{{after: {}, values: {}}}", text_of_string(is.after),
                       text_of_list(is.values));
  });
}

void number_and_list_checks(DumpWriter& out, const Variant& variant) {
  const auto scalar = [](const Scalar& is) { return text_of(is); };
  check_line(out, "min", variant.min, scalar);
  check_line(out, "max", variant.max, scalar);
  check_line(out, "min_items", variant.min_items, number_text);
  check_line(out, "max_items", variant.max_items, number_text);
  check_line(out, "unique", variant.unique, names_text);
  check_line(out, "ascending", variant.ascending, names_text);
  check_line(out, "not_descending", variant.not_descending, names_text);
}

void dump_variant(DumpWriter& out, const Variant& variant) {
  type_line(out, variant);
  accept_line(out, variant);
  if (variant.nullable) out.line("nullable", "true");
  if (variant.ignore_case) out.line("case", "ignore");
  if (variant.bare_item) out.line("bare_item", "true");
  text_checks(out, variant);
  number_and_list_checks(out, variant);
  if (variant.fields) dump_block(out, *variant.fields);
  if (variant.items) out.inside("items", [&] { dump_field(out, *variant.items); });
  if (variant.each) out.inside("each", [&] { dump_field(out, *variant.each); });
}

void dump_also(DumpWriter& out, const Variant& variant) {
  out.item();
  out.nested([&] {
    out.line("severity", severity_name(variant.taken.severity));
    if (variant.taken.code) out.line("code", code_name(*variant.taken.code));
    if (!variant.taken.message.empty()) out.line("message", text_of_string(variant.taken.message));
    if (variant.when) out.line("when", text_of(*variant.when));
    dump_variant(out, variant);
  });
}

}  // namespace

void dump_field(DumpWriter& out, const Field& field) {
  if (field.none) return out.line("none", "true");
  check_line(out, "required", field.required,
             [](bool is) { return std::string(is ? "true" : "false"); });
  dump_variant(out, field.main);
  if (field.also.empty()) return;
  out.inside("also", [&] {
    for (const Variant& variant : field.also) dump_also(out, variant);
  });
}

}  // namespace leadlint::model
