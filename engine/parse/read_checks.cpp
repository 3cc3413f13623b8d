// What stands behind the keys of checks. Tests: tests/parse_test.cpp.
#include "parse/read_checks.h"

#include <algorithm>

#include "model/scalars.h"
#include "parse/keys.h"
#include "parse/overlay.h"
#include "parse/read_parts.h"
#include "parse/type_hints.h"
#include "parse/value_advice.h"
#include "parse/wording.h"
#include "text/ascii.h"
#include "text/decimal.h"
#include "text/month_names.h"

namespace leadlint::parse {

using model::Check;
using model::Scalar;
using model::Variant;

bool is_long_form(const YamlNode& node) {
  constexpr std::string_view keys[] = {"severity", "code", "because", "message", "derived"};
  if (node.find("is")) return true;
  if (node.find("values")) return false;  // a definition that has them, or `enumerates`
  return std::ranges::any_of(keys, [&node](auto key) { return node.find(key); });
}

template <>
std::optional<bool> read_operand<bool>(Reader& reader, const Value& value) {
  return reader.boolean(value);
}
template <>
std::optional<std::int64_t> read_operand<std::int64_t>(Reader& reader, const Value& value) {
  return reader.count(value);
}

template <>
std::optional<model::TypeSet> read_operand<model::TypeSet>(Reader& reader, const Value& value) {
  static constexpr Word<model::TypeSet> words[] = {
      {"null", model::null_type},       {"boolean", model::boolean_type},
      {"integer", model::integer_type}, {"number", model::number_type},
      {"string", model::string_type},   {"object", model::object_type},
      {"array", model::array_type}};
  model::TypeSet types = 0;
  for (const Value& item : reader.items(value)) {
    if (item->is_null())
      types |= model::null_type;
    else if (const std::string mistake = item->is_scalar() ? type_mistake(item->text) : "";
             !mistake.empty()) {
      reader.bad_value(item, mistake);
      return std::nullopt;
    } else if (const auto type = reader.word(item, words))
      types |= *type;
    else
      return std::nullopt;
  }
  if (types == 0) reader.bad_value(*value.node, "`type` names at least one type");
  return types == 0 ? std::nullopt : std::optional(types);
}

void warn_of_mixed_kinds(Reader& reader, const Value& value) {
  const YamlNode* text = nullptr;
  const YamlNode* other = nullptr;
  for (const Value& item : reader.items(value)) {
    if (!item->is_scalar() || !item->plain) continue;
    const bool is_text = std::holds_alternative<std::string>(reader.scalar(*item.node).value);
    const YamlNode*& first = is_text ? text : other;
    if (first == nullptr) first = item.node.get();
  }
  if (text == nullptr || other == nullptr) return;
  const bool truth = std::holds_alternative<bool>(reader.scalar(*other).value);
  reader.log.warn(Code::bad_value, other->range,
                  in_quotes(other->text) + " is " + (truth ? "a boolean" : "a number") +
                      " here and " + in_quotes(text->text) +
                      " a text, which are told apart in payloads: put in quotes what is text");
}

template <>
std::optional<std::vector<Scalar>> read_operand<std::vector<Scalar>>(Reader& reader,
                                                                     const Value& value) {
  if (!value->is_sequence() && !value->find("values")) {
    reader.bad_value(
        value,
        "`values` is a list: `[" +
            (value.written && is_use(*value.written) ? "OPEN, WON" : list_meant(*value.node)) +
            "]`");
    return std::nullopt;
  }
  if (value->is_sequence()) warn_of_mixed_kinds(reader, value);
  std::vector<Scalar> values = reader.scalars(value, "a value");
  if (values.empty()) {
    reader.bad_value(*value.node, "`values` lists at least one value");
    return std::nullopt;
  }
  return values;
}

namespace {

/// Mar, March, PM; the T and Z of 2025-03-01T10:00Z.
bool is_word_of_moment(std::string_view word) {
  if (word == "T" || word == "Z" || (word.size() == 2 && half_at_front(word) != 0)) return true;
  for (const bool in_full : {false, true})
    if (const std::uint32_t month = month_at_front(word, in_full);
        month != 0 && month_name(month, in_full) == word)
      return true;
  return false;
}

/// A date or time by the letters of some format: digits, signs between them, names of months.
bool may_be_moment(std::string_view text) {
  const bool signs = text.find_first_of("-/:.", 1) != std::string_view::npos;
  if (text.size() < 4 || text.find_first_of("0123456789") == std::string_view::npos ||
      (!signs && std::ranges::none_of(text, is_letter)) || read_decimal(text))
    return false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    const bool sign =
        std::string_view("0123456789-./:, +").find(text[at]) != std::string_view::npos;
    if (end == at ? !sign : !is_word_of_moment(text.substr(at, end - at))) return false;
    at = std::max(end, at + 1);
  }
  return true;
}

}  // namespace

template <>
std::optional<Scalar> read_operand<Scalar>(Reader& reader, const Value& value) {
  const Scalar scalar = reader.scalar(*value.node);
  if (value->is_scalar() && (model::is_number(scalar) || may_be_moment(value->text))) return scalar;
  const std::string advice = number_advice(*value.node);
  reader.bad_value(value, "expected a number" + (advice.empty() ? ", a date or a time" : advice));
  return std::nullopt;
}

template <>
std::optional<std::vector<model::FormatName>> read_operand<std::vector<model::FormatName>>(
    Reader& reader, const Value& value) {
  std::vector<model::FormatName> names;
  for (const Value& item : reader.items(value))
    if (auto name = reader.format(item)) names.push_back(std::move(*name));
  if (!names.empty()) return names;
  if (reader.items(value).empty())
    reader.bad_value(*value.node, "`format` names at least one format");
  return std::nullopt;
}

template <>
std::optional<model::PatternText> read_operand<model::PatternText>(Reader& reader,
                                                                   const Value& value) {
  auto pattern = reader.pattern(value);
  if (!pattern) return std::nullopt;
  return model::PatternText{value->text, std::move(*pattern)};
}

/// Member names, or `true` for the items themselves. `false` is no check.
template <>
std::optional<std::vector<model::MemberName>> read_operand<std::vector<model::MemberName>>(
    Reader& reader, const Value& value) {
  if (value->is_scalar() && value->plain && value->text == "true")
    return std::vector<model::MemberName>{};
  if (value->is_scalar() && value->plain && value->text == "false") return std::nullopt;
  std::vector<model::MemberName> names;
  for (std::string& name : reader.texts(value, "a member's name"))
    names.push_back({std::move(name)});
  if (names.empty()) return std::nullopt;
  return names;
}

template <>
std::optional<model::OldSpellings> read_operand<model::OldSpellings>(Reader& reader,
                                                                     const Value& value) {
  model::OldSpellings old;
  for (const Value& item : reader.items(value)) {
    if (item->is_scalar())
      old.all.push_back(reader.scalar(*item.node));
    else
      reader.bad_value(item, "an old value is a text, a number, true or false");
  }
  if (reader.items(value).empty())
    reader.bad_value(*value.node, "`was` lists at least one old value");
  return old.all.empty() ? std::nullopt : std::optional(std::move(old));
}

template <>
std::optional<std::vector<model::OldName>> read_operand<std::vector<model::OldName>>(
    Reader& reader, const Value& value) {
  std::vector<model::OldName> names;
  for (const Value& item : reader.items(value))
    if (auto name = reader.text(item, "an old name"))
      names.push_back({std::move(*name), item->range.start});
  if (names.empty() && reader.items(value).empty())
    reader.bad_value(*value.node, "`was` names at least one old name");
  return names.empty() ? std::nullopt : std::optional(std::move(names));
}

namespace {

constexpr Key<model::Enumerates> enumerates_table[] = {
    {"after",
     [](Reader& reader, const Value& value, model::Enumerates& out) {
       out.after = reader.text(value, "`after`").value_or("");
     }},
    {"values", [](Reader& reader, const Value& value,
                  model::Enumerates& out) { out.values = reader.scalars(value, "a value"); }},
};

}  // namespace

template <>
std::optional<model::Enumerates> read_operand<model::Enumerates>(Reader& reader,
                                                                 const Value& value) {
  if (!value->is_map() || !value->find("after") || !value->find("values")) {
    reader.bad_value(*value.node, "`enumerates` is a map: `{after: TEXT, values: [...]}`");
    return std::nullopt;
  }
  model::Enumerates result;
  read_map<model::Enumerates>(reader, *value.node, "`enumerates`", {enumerates_table}, result);
  return result;
}

namespace {

struct ListedTarget {
  std::optional<Check<model::OldSpellings>> was;
};
constexpr Key<ListedTarget> listed_table[] = {
    {"was", [](Reader& r, const Value& v,
               ListedTarget& out) { read_check(r, v, out.was, Severity::warning); }},
};

/// `{OPEN: , WON: {was: [CLOSED_WON]}}` as the list `[OPEN, WON]`; what its values were called
/// before goes to the field.
NodePtr list_of_keys(Reader& reader, const YamlNode& map, VariantTarget& out) {
  auto list = std::make_shared<YamlNode>();
  list->kind = YamlNode::Kind::sequence;
  list->range = map.range;
  list->unit = map.unit;
  for (const YamlEntry& entry : map.entries) {
    const Value said = reader.value(entry.value);
    if (said.left_out || is_none(*said.node)) continue;
    auto item = std::make_shared<YamlNode>();
    item->kind = YamlNode::Kind::scalar;
    item->plain = entry.key_plain;
    item->text = entry.key;
    item->range = entry.key_range;
    item->unit = map.unit;
    list->items.push_back(std::move(item));
    if (said->is_null()) continue;
    if (!said->is_map()) {
      reader.bad_value(said, "what a value was called before stands behind `was`: `" + entry.key +
                                 ": {was: [OLD]}`");
      continue;
    }
    ListedTarget target;
    read_map<ListedTarget>(reader, *said.node, "a value", {listed_table}, target);
    if (!target.was) continue;
    if (out.field == nullptr)
      reader.log.add(Code::bad_value, said->range,
                     "`was` stands in the field's own list of values, not in another form");
    else
      out.field->old_values.push_back({reader.key_scalar(entry), std::move(*target.was)});
  }
  return list;
}

/// A list of values whose keys are values, in short or long form, with a plain list in its place.
Value with_plain_list(Reader& reader, const Value& value, VariantTarget& out) {
  Value plain = value;
  if (is_values_map(*value.node)) {
    plain.node = list_of_keys(reader, *value.node, out);
    return plain;
  }
  const YamlEntry* const is = value->find("is");
  if (is == nullptr) return plain;
  const Value inner = reader.value(is->value);
  if (!is_values_map(*inner.node)) return plain;
  auto map = std::make_shared<YamlNode>(*value.node);
  std::ranges::find(map->entries, "is", &YamlEntry::key)->value =
      list_of_keys(reader, *inner.node, out);
  plain.node = std::move(map);
  return plain;
}

constexpr Key<std::optional<model::CatalogColumn>> values_of_catalog_table[] = {
    {"catalog",
     [](Reader& reader, const Value& value, std::optional<model::CatalogColumn>& out) {
       out = read_catalog_column(reader, value);
     }},
};

}  // namespace

template <>
std::optional<model::CatalogColumn> read_operand<model::CatalogColumn>(Reader& reader,
                                                                       const Value& value) {
  std::optional<model::CatalogColumn> column;
  read_map<std::optional<model::CatalogColumn>>(reader, *value.node, "`values` of a catalog",
                                                {values_of_catalog_table}, column);
  return column;
}

namespace {

/// `{catalog: stages.id}`, or the long form around it.
bool names_catalog(Reader& reader, const YamlNode& node) {
  if (node.find("catalog")) return true;
  const YamlEntry* const is = node.find("is");
  return is != nullptr && reader.value(is->value)->find("catalog") != nullptr;
}

/// `{catalog: stages.id, severity: warning}` stands for `{is: {catalog: stages.id}, severity:
/// ...}`.
Value in_long_form(const Value& value) {
  if (value->find("is") || value->entries.size() == 1) return value;
  auto column = std::make_shared<YamlNode>(*value.node),
       whole = std::make_shared<YamlNode>(*column);
  const auto is_catalog = [](const YamlEntry& entry) { return entry.key == "catalog"; };
  std::erase_if(column->entries, [&](const YamlEntry& entry) { return !is_catalog(entry); });
  std::erase_if(whole->entries, is_catalog);
  whole->entries.push_back({"is", true, column->entries.front().key_range, column});
  Value made = value;
  made.node = whole;
  return made;
}

/// Does another choice than that which counts name a catalog?
bool may_name_catalog(const NodePtr& node) {
  if (const YamlEntry* const is = node->find("is")) return may_name_catalog(is->value);
  const auto names_one = [](const YamlEntry& entry) {
    return entry.key != "option" &&
           (entry.value->find("catalog") != nullptr || may_name_catalog(entry.value));
  };
  return is_choice(*node) && std::ranges::any_of(node->entries, names_one);
}

/// Rules may name a value that only another choice lists.
void note_other_choices(Reader& reader, const Value& value, Variant& variant) {
  variant.catalog_of_other_choice = may_name_catalog(value.written);
  model::ScalarSet known;
  for (const Scalar& each : variant.values ? variant.values->is : std::vector<Scalar>{})
    known.insert(each);
  for (Scalar& each : reader.under_any_choice(value.written))
    if (known.insert(each)) variant.values_of_other_choices.push_back(std::move(each));
}

}  // namespace

void read_values(Reader& reader, const Value& value, VariantTarget& out) {
  if (names_catalog(reader, *value.node))
    return read_check(reader, in_long_form(value), out.variant.catalog);
  read_check(reader, with_plain_list(reader, value, out), out.variant.values,
             check_row(CheckKind::values).usual);
  note_other_choices(reader, value, out.variant);
}

std::vector<std::string> check_key_names() {
  return names_of<CheckTarget<bool>>({is_key<bool>, check_outcome_keys<bool>});
}
std::vector<std::string> enumerates_key_names() {
  return names_of<model::Enumerates>({enumerates_table});
}

}  // namespace leadlint::parse
