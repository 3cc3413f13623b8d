// `fields:` to Field and Form: types, checks in short and long form, other forms (`also`).
// See read_parts.h. Tests: tests/parse_test.cpp.
#include <algorithm>
#include <array>
#include <utility>

#include "model/checks.h"
#include "model/limits.h"
#include "model/scalars.h"
#include "parse/keys.h"
#include "parse/lay_shapes.h"
#include "parse/overlay.h"
#include "parse/read_parts.h"
#include "parse/type_hints.h"
#include "parse/value_advice.h"
#include "parse/wording.h"
#include "text/ascii.h"
#include "text/decimal.h"
#include "text/month_names.h"

namespace leadlint::parse {
namespace {

using model::Check;
using model::Scalar;
using model::Variant;

/// A form while it is read. `field` is nullptr in `also`.
struct VariantTarget {
  Variant& variant;
  model::Field* field = nullptr;
  std::string because;
  bool derived = false;
};

// ------------------------------------------------------------------------------------------ checks

template <class T>
struct CheckTarget {
  std::optional<T> is;
  model::Outcome outcome;
};

/// What stands behind the key of a check, by what the check stores of it.
template <class T>
std::optional<T> read_operand(Reader& reader, const Value& value);

/// What stands in `{is: value, severity: ...}`. Types do not matter to the list of keys.
template <class T>
constexpr std::array<Key<CheckTarget<T>>, 6> check_keys{{
    {"is", [](Reader& reader, const Value& value,
              CheckTarget<T>& out) { out.is = read_operand<T>(reader, value); }},
    {"severity",
     [](Reader& reader, const Value& value, CheckTarget<T>& out) {
       read_outcome_key<CheckTarget<T>, &CheckTarget<T>::outcome>(reader, "severity", value, out);
     }},
    {"code",
     [](Reader& reader, const Value& value, CheckTarget<T>& out) {
       read_outcome_key<CheckTarget<T>, &CheckTarget<T>::outcome>(reader, "code", value, out);
     }},
    {"because",
     [](Reader& reader, const Value& value, CheckTarget<T>& out) {
       read_outcome_key<CheckTarget<T>, &CheckTarget<T>::outcome>(reader, "because", value, out);
     }},
    {"message",
     [](Reader& reader, const Value& value, CheckTarget<T>& out) {
       read_outcome_key<CheckTarget<T>, &CheckTarget<T>::outcome>(reader, "message", value, out);
     }},
    {"derived",
     [](Reader& reader, const Value& value, CheckTarget<T>& out) {
       read_outcome_key<CheckTarget<T>, &CheckTarget<T>::outcome>(reader, "derived", value, out);
     }},
}};

bool is_long_form(const YamlNode& node) {
  constexpr std::string_view keys[] = {"severity", "code", "because", "message", "derived"};
  if (node.find("is")) return true;
  if (node.find("values")) return false;  // a definition that has them, or `enumerates`
  return std::ranges::any_of(keys, [&node](auto key) { return node.find(key); });
}

/// What `{severity: warning}` alone means: `true`, where that can be said.
template <class T>
std::optional<T> without_is() {
  if constexpr (std::is_same_v<T, bool>) return true;
  if constexpr (std::is_same_v<T, std::vector<model::MemberName>>) return T{};
  return std::nullopt;
}

/// A check, short or long.
template <class T>
void read_check(Reader& reader, const Value& value, std::optional<Check<T>>& out,
                Severity severity = Severity::error) {
  CheckTarget<T> target{std::nullopt, default_outcome(reader, severity, value->range)};
  if (is_long_form(*value.node)) {
    const bool wrong_is = value->find("is") != nullptr;
    if (const YamlEntry* is = value->find("is"); is && is->value->is_null() && !is->value->written)
      reader.log.add(Code::missing_key, is->key_range, "nothing stands behind `is`");
    read_map<CheckTarget<T>>(reader, *value.node, "a check", {check_keys<T>}, target);
    if (!wrong_is) target.is = without_is<T>();
    if (!wrong_is && !target.is)
      reader.log.add(Code::missing_key, value->range, "a check in long form says what it `is`");
  } else {
    target.is = read_operand<T>(reader, value);
  }
  if (target.is) out = Check<T>{std::move(*target.is), std::move(target.outcome)};
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
  static constexpr std::array<std::string_view, 7> words{"null",   "boolean", "integer", "number",
                                                         "string", "object",  "array"};
  model::TypeSet types = 0;
  for (const Value& item : reader.items(value)) {
    if (item->is_null())
      types |= model::null_type;
    else if (const std::string mistake = item->is_scalar() ? type_mistake(item->text) : "";
             !mistake.empty()) {
      reader.bad_value(item, mistake);
      return std::nullopt;
    } else if (const auto word = reader.word(item, words))
      types = static_cast<model::TypeSet>(types | (1U << *word));
    else
      return std::nullopt;
  }
  if (types == 0) reader.bad_value(*value.node, "`type` names at least one type");
  return types == 0 ? std::nullopt : std::optional(types);
}

}  // namespace

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

namespace {

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

constexpr Key<model::Enumerates> enumerates_table[] = {
    {"after",
     [](Reader& reader, const Value& value, model::Enumerates& out) {
       out.after = reader.text(value, "`after`").value_or("");
     }},
    {"values", [](Reader& reader, const Value& value,
                  model::Enumerates& out) { out.values = reader.scalars(value, "a value"); }},
};

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

template <>
std::optional<model::CatalogColumn> read_operand<model::CatalogColumn>(Reader& reader,
                                                                       const Value& value) {
  std::optional<model::CatalogColumn> column;
  read_map<std::optional<model::CatalogColumn>>(reader, *value.node, "`values` of a catalog",
                                                {values_of_catalog_table}, column);
  return column;
}

/// `{catalog: stages.id}`, or the long form around it.
bool names_catalog(Reader& reader, const YamlNode& node) {
  if (node.find("catalog")) return true;
  const YamlEntry* const is = node.find("is");
  return is != nullptr && reader.value(is->value)->find("catalog") != nullptr;
}

/// `{catalog: stages.id, severity: warning}` stands for `{is: {catalog: stages.id}, severity: ...}`.
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

// ------------------------------------------------------------------------------------------- forms

model::Block& block_of(VariantTarget& target) {
  if (!target.variant.fields) target.variant.fields = std::make_unique<model::Block>();
  return *target.variant.fields;
}

std::unique_ptr<model::Field> nested(Reader& reader, const Value& value) {
  return std::make_unique<model::Field>(
      read_field(reader, "", value.written, value.written->range));
}

void read_accept(Reader& reader, const Value& value, VariantTarget& out) {
  static constexpr std::array<std::string_view, 2> words{"json", "text"};
  bool json = false, text = false;
  for (const Value& item : reader.items(value))
    if (const auto word = reader.word(item, words)) (*word == 0 ? json : text) = true;
  if (!json && !text) return;
  out.variant.places.accept = value->range.start;
  out.variant.accept_json = json;
  out.variant.accept_text = text;
}

/// The check of the list (finding/checks.h) at this place.
template <std::size_t place>
void read_check_at(Reader& reader, const Value& value, VariantTarget& out) {
  constexpr const auto& listed = std::get<place>(model::check_members);
  auto& check = out.variant.*(listed.member);
  if constexpr (listed.kind == CheckKind::values) {
    if (names_catalog(reader, *value.node))
      return read_check(reader, in_long_form(value), out.variant.catalog);
    read_check(reader, with_plain_list(reader, value, out), check, check_row(listed.kind).usual);
    note_other_choices(reader, value, out.variant);
  } else {
    read_check(reader, value, check, check_row(listed.kind).usual);
  }
}

/// What a field is hangs on these; a mistake in another check leaves no doubt about it.
constexpr bool tells_values(CheckKind kind) {
  using enum CheckKind;
  return kind == type || kind == values || kind == format || kind == pattern;
}

constexpr std::size_t keys_of_their_own = std::ranges::count_if(
    check_rows, [](const CheckRow& row) { return !row.of_type && !row.under_values; });

template <std::size_t... place>
constexpr auto keys_of_checks(std::index_sequence<place...>) {
  std::array<Key<VariantTarget>, keys_of_their_own> keys{};
  std::size_t found = 0;
  const auto add = [&](CheckKind kind, auto read) {
    if (const CheckRow& row = check_row(kind); !row.under_values)
      keys[found++] = {row.name, read, !tells_values(kind)};
  };
  (add(std::get<place>(model::check_members).kind, read_check_at<place>), ...);
  return keys;
}
constexpr auto check_table = keys_of_checks(std::make_index_sequence<model::check_member_count>());

/// The texts that stand for true and for false.
struct BooleanWords {
  std::vector<std::string> of_true, of_false;
};

constexpr Key<BooleanWords> word_table[] = {
    {"true", [](Reader& r, const Value& v,
                BooleanWords& out) { out.of_true = r.texts(v, "a word for true"); }},
    {"false", [](Reader& r, const Value& v,
                 BooleanWords& out) { out.of_false = r.texts(v, "a word for false"); }},
};

void read_words(Reader& reader, const Value& value, VariantTarget& out) {
  if (!is_map_of(reader, value, "`words`: `{true: [\"1\", \"on\"], false: [\"0\"]}`")) return;
  BooleanWords words;
  read_map<BooleanWords>(reader, *value.node, "`words`", {word_table}, words);
  out.variant.true_words = std::move(words.of_true);
  out.variant.false_words = std::move(words.of_false);
  out.variant.places.words = value->range.start;
}

constexpr Key<VariantTarget> value_table[] = {
    {"accept", read_accept, aside},
    {"words", read_words, aside},
    {"encoded",
     [](Reader& r, const Value& v, VariantTarget& out) {
       static constexpr std::array<std::string_view, 1> words{"json"};
       out.variant.encoded_json = r.word(v, words).has_value();
       out.variant.places.encoded = v->range.start;
     },
     aside},
    {"nullable",
     [](Reader& r, const Value& v, VariantTarget& out) {
       out.variant.nullable = r.boolean(v).value_or(false);
       out.variant.places.nullable = v->range.start;
     },
     aside},
    {"case",
     [](Reader& r, const Value& v, VariantTarget& out) {
       static constexpr std::array<std::string_view, 2> words{"exact", "ignore"};
       out.variant.ignore_case = r.word(v, words) == 1;
       out.variant.places.letter_case = v->range.start;
     },
     aside},
    {"bare_item",
     [](Reader& r, const Value& v, VariantTarget& out) {
       out.variant.bare_item = r.boolean(v).value_or(false);
     },
     aside},
    {"unit",
     [](Reader& r, const Value& v, VariantTarget& out) {
       static constexpr std::array<std::string_view, 3> words{"codepoints", "utf16", "bytes"};
       static constexpr std::array units{model::LengthUnit::codepoints, model::LengthUnit::utf16,
                                         model::LengthUnit::bytes};
       if (const auto word = r.word(v, words)) out.variant.unit = units[*word];
       out.variant.places.unit = v->range.start;
     },
     aside},
    {"items",
     [](Reader& r, const Value& v, VariantTarget& out) { out.variant.items = nested(r, v); }},
    {"each",
     [](Reader& r, const Value& v, VariantTarget& out) { out.variant.each = nested(r, v); }},
    {"because",
     [](Reader& r, const Value& v, VariantTarget& out) {
       out.because = r.text(v, "`because`").value_or("");
     },
     aside},
    {"derived",
     [](Reader& r, const Value& v, VariantTarget& out) {
       out.derived = r.boolean(v).value_or(false);
     },
     aside},
};

/// A block's key among the keys of a field: the field is an object.
template <std::size_t number>
void read_block_key(Reader& reader, const Value& value, VariantTarget& out) {
  block_keys()[number].read(reader, value, block_of(out));
}

constexpr Key<VariantTarget> block_table[] = {
    {"fields", read_block_key<0>},
    {"rules", read_block_key<1>, aside},
    {"cases", read_block_key<2>, aside},
    {"pairs", read_block_key<3>},
    {"let", read_block_key<4>, aside},
    {"transitions", read_block_key<5>, aside},
    {"unknown_fields", read_block_key<6>, aside},
    {"unknown_type", read_block_key<7>},
    {"names", read_block_key<8>},
};

/// What an outcome is silent about it takes from what stands around it.
void inherit(model::Outcome& outcome, const std::string& because, bool derived) {
  if (!outcome.because.empty()) return;
  outcome.because = because;
  outcome.derived = outcome.derived || derived;
}

void inherit_because(Variant& variant, const std::string& because, bool derived) {
  model::for_each_check(variant, [&](const CheckRow&, auto& check) {
    if (check) inherit(check->outcome, because, derived);
  });
}

/// `trimmed: false` is no check.
void drop_switched_off(Variant& variant) {
  model::for_each_check(variant, [](const CheckRow&, auto& check) {
    if constexpr (std::is_same_v<decltype(check), std::optional<Check<bool>>&>)
      if (check && !check->is) check.reset();
  });
}

/// `each` beside fields or names takes the rest: what then says something about unknown members
/// speaks of none.
void move_each(Reader& reader, const YamlNode& map, Variant& variant) {
  if (!variant.each || !variant.fields) return;
  for (const std::string_view key : {"unknown_fields", "unknown_type"})
    if (const YamlEntry* entry = map.find(key); entry != nullptr && !is_none(*entry->value))
      reader.log.add(Code::bad_value, entry->key_range,
                     in_quotes(key) +
                         " says nothing here: `each` takes every member that has no "
                         "field");
  model::Names rest;
  rest.is = std::move(variant.each);
  rest.where = rest.is->where;
  if (!rest.is->none) variant.fields->names.push_back(std::move(rest));
}

// -------------------------------------------------------------------------------------------- also

constexpr Key<VariantTarget> also_table[] = {
    {"when",
     [](Reader& r, const Value& v, VariantTarget& out) { out.variant.when = r.condition(v); },
     aside},
    {"severity",
     [](Reader& r, const Value& v, VariantTarget& out) {
       read_outcome_key<Variant, &Variant::taken>(r, "severity", v, out.variant);
       if (v.chosen || v->text != "error") out.variant.places.severity = v->range.start;
     },
     aside},
    {"code",
     [](Reader& r, const Value& v, VariantTarget& out) {
       read_outcome_key<Variant, &Variant::taken>(r, "code", v, out.variant);
     },
     aside},
    {"message",
     [](Reader& r, const Value& v, VariantTarget& out) {
       read_outcome_key<Variant, &Variant::taken>(r, "message", v, out.variant);
     },
     aside},
};

void read_also(Reader& reader, const Value& value, VariantTarget& out) {
  for (const Value& item : reader.items(value)) {
    if (!is_map_of(reader, *item.node, "an entry of `also`")) continue;
    Variant variant;
    variant.where = item->range.start;
    variant.taken = default_outcome(reader, Severity::error, item->range);
    VariantTarget target{variant, nullptr, {}, false};
    read_map<VariantTarget>(reader, *item.node, "an entry of `also`",
                            {check_table, value_table, block_table, also_table}, target);
    move_each(reader, *item.node, variant);
    variant.taken.because = target.because;
    variant.taken.derived = target.derived;
    inherit_because(variant, target.because, target.derived);
    drop_switched_off(variant);
    out.field->also.push_back(std::move(variant));
  }
}

constexpr Key<VariantTarget> field_table[] = {
    {"required",
     [](Reader& r, const Value& v, VariantTarget& out) {
       if (v->is_sequence())
         return r.bad_value(v, "`required` is true or false and stands at each field itself");
       read_check(r, v, out.field->required);
     },
     aside},
    {"was",
     [](Reader& r, const Value& v, VariantTarget& out) {
       read_check(r, v, out.field->was, Severity::warning);
     },
     aside},
    {"default",
     [](Reader& r, const Value& v, VariantTarget& out) {
       if (v->is_scalar() || v->is_null())
         out.field->default_value = r.scalar(*v.node);
       else
         r.bad_value(v, "`default` is one value: a text, a number, true or false");
     },
     aside},
    {"also", read_also},
    {"by", [](Reader&, const Value&, VariantTarget&) {}},  // see read_by
};

bool is_key_of_field(std::string_view name) {
  const std::vector<std::string> keys =
      names_of<VariantTarget>({check_table, value_table, block_table, field_table});
  return std::ranges::find(keys, name) != keys.end();
}

/// `max_length: none` takes back what a definition or an extended file says.
NodePtr without_taken_back(const NodePtr& map) {
  auto result = std::make_shared<YamlNode>(*map);
  std::erase_if(result->entries, [](const YamlEntry& entry) {
    return is_none(*entry.value) && is_key_of_field(entry.key);
  });
  return result;
}

/// Items that are compared are described, if by nothing: `unique: true` alone is about any list.
void describe_items(model::Field& field) {
  const auto compares = [](const Variant& variant) {
    bool found = false;
    model::for_each_check(variant, [&found](const CheckRow& row, const auto& check) {
      found = found || (check && row.operand == CheckOperand::members);
    });
    return found;
  };
  const bool described =
      field.main.items || std::ranges::any_of(field.also, [](const Variant& variant) {
        return variant.items != nullptr;
      });
  if (described || (!compares(field.main) && std::ranges::none_of(field.also, compares))) return;
  field.main.items = std::make_unique<model::Field>();
  field.main.items->where = field.main.items->main.where = field.where;
}

void finish(model::Field& field, const std::string& because, bool derived) {
  field.because = because;
  field.derived = derived;
  if (field.required) inherit(field.required->outcome, because, derived);
  if (field.was) inherit(field.was->outcome, because, derived);
  for (model::OldValues& old : field.old_values) inherit(old.was.outcome, because, derived);
  inherit_because(field.main, because, derived);
  drop_switched_off(field.main);
  if (field.required && !field.required->is) field.required.reset();
  for (Variant& variant : field.also) {
    inherit_because(variant, because, derived);
    inherit(variant.taken, because, derived);
  }
}

/// Does a choice stand behind a key that says which values the field takes?
bool has_values_by_option(const YamlNode& keys) {
  const auto is_by_option = [](const YamlNode& node) {
    const YamlEntry* const is = node.find("is");
    return is_choice(node) || (is != nullptr && is_choice(*is->value));
  };
  return std::ranges::any_of(keys.entries, [&](const YamlEntry& entry) {
    const bool tells = is_check_key(entry.key) || entry.key == "nullable" ||
                       entry.key == "fields" || entry.key == "items" || entry.key == "each";
    return tells && is_by_option(*entry.value);
  });
}

/// What is wrong with the field's keys may have hidden its type and its members.
void mark_recovered(model::Field& field) {
  field.recovered = true;
  if (field.main.fields) field.main.fields->recovered = true;
  for (Variant& variant : field.also)
    if (variant.fields) variant.fields->recovered = true;
}

}  // namespace

void read_type_check(Reader& reader, const Value& value,
                     std::optional<Check<model::TypeSet>>& out) {
  read_check(reader, value, out);
}

model::Field read_field(Reader& reader, std::string name, const NodePtr& node,
                        const SourceRange& range) {
  model::Field field;
  field.name = std::move(name);
  field.where = range.start;
  field.main.where = range.start;
  const std::size_t open = reader.log.recovery().open();
  const Value value = reader.value(node);
  field.none = value.left_out || is_none(*value.node);
  if (is_none(*node)) field.taken_back = node->range.start;
  if (!field.none && value->is_scalar() && is_key_of_field(field.name)) {
    reader.bad_value(*value.node,
                     "a field is a map of keys; `" + field.name +
                         "` is a key of a field: it stands deeper than the field's name");
  } else if (!field.none && value->is_sequence() && is_use(*value.written) &&
             !listed(value.written->find("use")->value).empty()) {
    reader.bad_value(value, "a field is a map of keys: write `values: {use: " +
                                listed(value.written->find("use")->value).front()->text + "}`");
  } else if (const std::size_t brace = field.name.find('{');
             !field.none && value->is_scalar() && brace != field.name.npos && brace > 0) {
    reader.bad_value(*value.node, "a colon and a blank are missing in front of the { of `" +
                                      field.name.substr(0, brace) + "`");
  } else if (!field.none && !value->is_map() && !value->is_null()) {
    reader.bad_value(value, "a field is a map of keys" + field_advice(*value.node));
  } else if (!field.none && is_map_of(reader, value, "a field")) {
    VariantTarget target{field.main, &field, {}, false};
    read_map<VariantTarget>(reader, *without_taken_back(value.node), "a field",
                            {check_table, value_table, block_table, field_table}, target);
    field.values_by_option = has_values_by_option(*value.node);
    move_each(reader, *value.node, field.main);
    describe_items(field);
    finish(field, target.because, target.derived);
    lay_forms(field, reader.log);
    if (const YamlEntry* by = value->find("by"); by != nullptr && !is_none(*by->value))
      if (const Value table = reader.value(by->value); !table.left_out && !table->is_null())
        read_by(reader, value, table, field);
  }
  if (reader.log.recovery().confine(open)) mark_recovered(field);
  return field;
}

void read_fields(Reader& reader, const Value& value, std::vector<model::Field>& out) {
  if (value->is_sequence())
    return reader.bad_value(*value.node, "`fields` is a map: `name: {type: string}`, without `- `");
  if (!is_map_of(reader, *value.node, "`fields`")) return;
  for (const YamlEntry& entry : value->entries) {
    if (out.size() == max_names)
      return reader.log.add(
          Code::limit_exceeded, entry.key_range,
          "an object has at most " + std::to_string(max_names) + " fields; this is one more");
    out.push_back(read_field(reader, entry.key, entry.value, entry.key_range));
  }
}

bool is_key_of_value(std::string_view key) {
  const bool inside = key == "items" || key == "each";
  return !inside && key_called<VariantTarget>({check_table, value_table}, key) != nullptr;
}

std::vector<std::string> field_key_names() {
  return names_of<VariantTarget>({check_table, value_table, block_table, field_table});
}
std::vector<std::string> also_key_names() {
  return names_of<VariantTarget>({check_table, value_table, block_table, also_table});
}
std::vector<std::string> check_key_names() {
  return names_of<CheckTarget<bool>>({check_keys<bool>});
}
std::vector<std::string> enumerates_key_names() {
  return names_of<model::Enumerates>({enumerates_table});
}

}  // namespace leadlint::parse
