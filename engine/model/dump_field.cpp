// Fields of a dump. Tests: tests/golden/rules.show.expected.
#include <algorithm>

#include <fmt/format.h>

#include "model/checks.h"
#include "model/condition_text.h"
#include "model/dump_writer.h"
#include "model/scope.h"

namespace leadlint::model {
namespace {

void accept_line(DumpWriter& out, const Variant& variant) {
  if (variant.accept_text) out.line("accept", variant.accept_json ? "[json, text]" : "text");
}

std::string words_text(const std::vector<std::string>& words) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back(text_of_string(word));
  return text_of_list(quoted);
}

/// What text stands for where an input has nothing else.
void from_text_lines(DumpWriter& out, const Variant& variant) {
  if (variant.encoded_json) out.line("encoded", "json");
  if (variant.true_words.empty() && variant.false_words.empty()) return;
  out.line("words", fmt::format("{{true: {}, false: {}}}", words_text(variant.true_words),
                                words_text(variant.false_words)));
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

std::string operand_text(TypeSet types) { return text_of_types(types); }
std::string operand_text(bool is) { return is ? "true" : "false"; }
std::string operand_text(std::int64_t number) { return fmt::format("{}", number); }
std::string operand_text(const Scalar& number) { return text_of(number); }
std::string operand_text(const std::vector<Scalar>& values) { return text_of_list(values); }
std::string operand_text(const CatalogColumn& column) {
  return fmt::format("{{catalog: {}.{}}}", column.catalog, column.column);
}
std::string operand_text(const std::vector<FormatName>& formats) {
  std::vector<std::string> names;
  names.reserve(formats.size());
  for (const FormatName& each : formats) names.push_back(each.text);
  return names.size() == 1 ? names[0] : text_of_list(names);
}
std::string operand_text(const PatternText& pattern) { return text_of_string(pattern.text); }
std::string operand_text(const std::vector<MemberName>& members) {
  std::vector<std::string> names;
  names.reserve(members.size());
  for (const MemberName& each : members) names.push_back(each.text);
  return names.empty() ? "true" : text_of_list(names);
}
std::string operand_text(const std::vector<OldName>& was) {
  std::vector<std::string> names;
  names.reserve(was.size());
  for (const OldName& each : was) names.push_back(each.text);
  return text_of_list(names);
}
std::string operand_text(const Enumerates& is) {
  return fmt::format("{{after: {}, values: {}}}", text_of_string(is.after),
                     text_of_list(is.values));
}

void check_lines(DumpWriter& out, const Variant& variant) {
  for_each_check(variant, [&](const CheckRow& row, const auto& check) {
    if (check && row.kind != CheckKind::type)  // (type_line)
      out.line(row.name, operand_text(check->is) + text_of_outcome(check->outcome, row.usual));
    if (row.kind == CheckKind::max_length) unit_line(out, variant.unit);
  });
}

void dump_variant(DumpWriter& out, const Variant& variant) {
  type_line(out, variant);
  accept_line(out, variant);
  from_text_lines(out, variant);
  if (variant.nullable) out.line("nullable", "true");
  if (variant.ignore_case) out.line("case", "ignore");
  if (variant.bare_item) out.line("bare_item", "true");
  check_lines(out, variant);
  if (variant.fields) dump_block(out, *variant.fields);
  if (variant.items) out.inside("items", [&] { dump_field(out, *variant.items); });
  if (variant.each) out.inside("each", [&] { dump_field(out, *variant.each); });
}

void dump_also(DumpWriter& out, const Variant& variant) {
  out.item();
  out.nested([&] {
    if (!variant.in_place || variant.taken.code)
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
  if (field.required && field.required->is)
    out.line("required",
             operand_text(field.required->is) + text_of_outcome(field.required->outcome));
  for (const RequiredWhere& where : field.required_where)
    out.line("required", fmt::format("{}{} where {}", operand_text(where.required.is),
                                     text_of_outcome(where.required.outcome), text_of(where.when)));
  if (field.was)
    out.line("was",
             operand_text(field.was->is) + text_of_outcome(field.was->outcome, Severity::warning));
  if (field.default_value) out.line("default", text_of(*field.default_value));
  dump_variant(out, field.main);
  if (!field.old_values.empty())
    out.inside("old values", [&] {
      for (const OldValues& old : field.old_values)
        out.line(text_of(old.now), text_of_list(old.was.is.all) +
                                       text_of_outcome(old.was.outcome, Severity::warning));
    });
  const auto list = [&](const char* name, bool in_place) {
    const auto is_meant = [in_place](const Variant& variant) {
      return variant.in_place == in_place;
    };
    if (std::ranges::none_of(field.also, is_meant)) return;
    out.inside(name, [&] {
      for (const Variant& variant : field.also)
        if (is_meant(variant)) dump_also(out, variant);
    });
  };
  list("by", true);
  list("also", false);
}

}  // namespace leadlint::model
