// `fields:` to Field and Form: what a form says beside its checks, other forms (`also`).
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
#include "parse/read_checks.h"
#include "parse/read_parts.h"
#include "parse/value_advice.h"
#include "parse/wording.h"

namespace leadlint::parse {
namespace {

using model::Check;
using model::Scalar;
using model::Variant;

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
  bool json = false, text = false;
  const Word<bool*> words[] = {{"json", &json}, {"text", &text}};
  for (const Value& item : reader.items(value))
    if (const auto taken = reader.word(item, words)) **taken = true;
  if (!json && !text) return;
  out.variant.places.accept = value->range.start;
  out.variant.accept_json = json;
  out.variant.accept_text = text;
}

/// The check of the list (finding/checks.h) at this place.
template <std::size_t place>
void read_check_at(Reader& reader, const Value& value, VariantTarget& out) {
  constexpr const auto& listed = std::get<place>(model::check_members);
  if constexpr (listed.kind == CheckKind::values)
    read_values(reader, value, out);
  else
    read_check(reader, value, out.variant.*(listed.member), check_row(listed.kind).usual);
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
       static constexpr Word<bool> words[] = {{"json", true}};
       out.variant.encoded_json = r.word(v, words).value_or(false);
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
       static constexpr Word<bool> words[] = {{"exact", false}, {"ignore", true}};
       out.variant.ignore_case = r.word(v, words).value_or(false);
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
       using model::LengthUnit;
       static constexpr Word<LengthUnit> words[] = {{"codepoints", LengthUnit::codepoints},
                                                    {"utf16", LengthUnit::utf16},
                                                    {"bytes", LengthUnit::bytes}};
       if (const auto unit = r.word(v, words)) out.variant.unit = *unit;
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

/// The keys of a block among those of a field: the field is an object.
constexpr auto& keys_of_object = keys_in<VariantTarget, block_keys, block_of>;

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
       read_severity(r, v, out.variant.taken);
       if (v.chosen || v->text != "error") out.variant.places.severity = v->range.start;
     },
     aside},
    {"code",
     [](Reader& r, const Value& v, VariantTarget& out) { read_code(r, v, out.variant.taken); },
     aside},
    {"message",
     [](Reader& r, const Value& v, VariantTarget& out) { read_message(r, v, out.variant.taken); },
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
                            {check_table, value_table, keys_of_object, also_table}, target);
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
      names_of<VariantTarget>({check_table, value_table, keys_of_object, field_table});
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
  for (Variant& variant : field.also) {
    inherit_because(variant, because, derived);
    inherit(variant.taken, because, derived);
  }
}

/// The `each` of a field's own form, or of one in its `also`, read once more.
std::unique_ptr<model::Field> read_each(Reader& reader, const YamlNode& keys,
                                        const Variant& variant) {
  const auto each_of = [&reader](const YamlNode& of) {
    const YamlEntry* const each = of.find("each");
    return each == nullptr ? nullptr : nested(reader, reader.value(each->value));
  };
  const YamlEntry* const also = keys.find("also");
  if (also != nullptr && variant.object_form != 0)
    for (const Value& item : reader.items(reader.value(also->value)))
      if (item->range.start.line == variant.where.line &&
          item->range.start.column == variant.where.column)
        return each_of(*item.node);
  return variant.object_form == 0 ? each_of(keys) : nullptr;
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
                            {check_table, value_table, keys_of_object, field_table}, target);
    field.values_by_option = has_values_by_option(*value.node);
    move_each(reader, *value.node, field.main);
    describe_items(field);
    finish(field, target.because, target.derived);
    const auto each_again = [&](const Variant& variant) {
      return read_each(reader, *value.node, variant);
    };
    lay_forms(field, each_again, reader.log);
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
  return names_of<VariantTarget>({check_table, value_table, keys_of_object, field_table});
}
std::vector<std::string> also_key_names() {
  return names_of<VariantTarget>({check_table, value_table, keys_of_object, also_table});
}

}  // namespace leadlint::parse
