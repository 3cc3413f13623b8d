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

void accept_line(DumpWriter& out, const Form& form) {
  if (form.accept_text) out.line("accept", form.accept_json ? "[json, text]" : "text");
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

void type_line(DumpWriter& out, const Form& form) {
  const std::string outcome = form.type ? text_of_outcome(form.type->outcome) : std::string();
  const TypeSet types = form.type ? form.type->is : types_of(form);
  if (types != 0) out.line("type", text_of_types(types) + outcome);
}

void text_checks(DumpWriter& out, const Form& form) {
  check_line(out, "values", form.values,
             [](const std::vector<Scalar>& values) { return text_of_list(values); });
  check_line(out, "format", form.format, [](const std::vector<FormatName>& formats) {
    std::vector<std::string> names;
    names.reserve(formats.size());
    for (const FormatName& each : formats) names.push_back(each.text);
    return names.size() == 1 ? names[0] : text_of_list(names);
  });
  check_line(out, "pattern", form.pattern,
             [](const PatternText& pattern) { return text_of_string(pattern.text); });
  check_line(out, "min_length", form.min_length, number_text);
  check_line(out, "max_length", form.max_length, number_text);
  unit_line(out, form.unit);
  check_line(
      out, "trimmed", form.trimmed, [](bool is) { return std::string(is ? "true" : "false"); },
      Severity::warning);
  check_line(out, "enumerates", form.enumerates, [](const Enumerates& is) {
    return fmt::format("{{after: {}, values: {}}}", text_of_string(is.after),
                       text_of_list(is.values));
  });
}

void number_and_list_checks(DumpWriter& out, const Form& form) {
  const auto scalar = [](const Scalar& is) { return text_of(is); };
  check_line(out, "min", form.min, scalar);
  check_line(out, "max", form.max, scalar);
  check_line(out, "min_items", form.min_items, number_text);
  check_line(out, "max_items", form.max_items, number_text);
  check_line(out, "unique", form.unique, names_text);
  check_line(out, "ascending", form.ascending, names_text);
  check_line(out, "not_descending", form.not_descending, names_text);
}

void dump_form(DumpWriter& out, const Form& form) {
  type_line(out, form);
  accept_line(out, form);
  if (form.nullable) out.line("nullable", "true");
  if (form.ignore_case) out.line("case", "ignore");
  if (form.bare_item) out.line("bare_item", "true");
  text_checks(out, form);
  number_and_list_checks(out, form);
  if (form.fields) dump_block(out, *form.fields);
  if (form.items) out.inside("items", [&] { dump_field(out, *form.items); });
  if (form.each) out.inside("each", [&] { dump_field(out, *form.each); });
}

void dump_also(DumpWriter& out, const Form& form) {
  out.item();
  out.nested([&] {
    out.line("severity", severity_name(form.taken.severity));
    if (form.taken.code) out.line("code", code_name(*form.taken.code));
    if (!form.taken.message.empty()) out.line("message", text_of_string(form.taken.message));
    if (form.when) out.line("when", text_of(*form.when));
    dump_form(out, form);
  });
}

}  // namespace

void dump_field(DumpWriter& out, const Field& field) {
  if (field.none) return out.line("none", "true");
  check_line(out, "required", field.required,
             [](bool is) { return std::string(is ? "true" : "false"); });
  dump_form(out, field.main);
  if (field.also.empty()) return;
  out.inside("also", [&] {
    for (const Form& form : field.also) dump_also(out, form);
  });
}

}  // namespace leadlint::model
