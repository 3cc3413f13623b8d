// A value that fails a check of its own field, in words. Tests: tests/vectors_test.cpp.
#include <algorithm>
#include <utility>

#include "finding/words.h"
#include "read/name_shapes.h"
#include "read/text_match.h"
#include "text/blanks.h"
#include "text/decimal.h"
#include "text/list.h"
#include "text/nearest.h"
#include "text/utf8.h"
#include "validate/date_messages.h"
#include "validate/marks.h"
#include "validate/message.h"
#include "validate/text_checks.h"
#include "validate/value_text.h"

namespace leadlint::validate {

using read::Kind;
using table::CheckKind;

namespace {

/// A legal value in words; a text that looks like a value of another kind in the same list in
/// quotes.
std::string listed_word(const table::ValueSet& set, std::string_view name) {
  const bool text = set.is_mixed() && !name.starts_with(table::no_text_mark);
  const bool alike = name == "true" || name == "false" || name == "null" || read_decimal(name);
  return text && alike ? fmt::format("\"{}\"", name) : std::string{table::shown_name(name)};
}

}  // namespace

void Message::wrong_type() {
  const table::Variant* variant = own_variant();
  if (value_ != nullptr && value_->kind == Kind::object && check() == nullptr &&
      is_taken_otherwise())
    return say(Say::wrong_type_another_form, {{"field", name_}});
  wanted_ = variant == nullptr ? wanted_of_unknown() : wanted_kinds(*variant);
  param("types",
        type_names(variant == nullptr ? kinds_of_unknown() : variant->kinds | variant->text_kinds));
  if (value_ == nullptr) return by_rule();
  param("type", std::string{type_name(value_->kind)});
  if (value_->kind == Kind::null && raw_.severity != Severity::error)
    return say(Say::wrong_type_left_out, {{"field", name_}});
  if (value_->kind == Kind::number && variant != nullptr &&
      (variant->kinds & (table::k_integer | table::k_number)) == table::k_integer)
    return say(variant->lexical_integer ? Say::wrong_type_no_plain_whole : Say::wrong_type_no_whole,
               {{"field", name_}, {"spelled", spelled_value()}});
  if (is_unread_text(variant)) return does_not_read(variant);
  say(Say::wrong_type_not,
      {{"it", name_and_value()}, {"wanted", wanted_}, {"kind", kind_words(value_->kind)}});
}

/// As the cell has it, where that is another spelling.
std::string Message::spelled_value() const {
  const auto cell = spelled_cell();
  return cell && *cell != value_->text() ? shown_text(*cell) : value();
}

/// What a member that no field names has to be; 0: nobody says.
table::Kinds Message::kinds_of_unknown() const {
  const Index around = value_ == nullptr ? none : value_->parent;
  const Index instance = around == none ? none : record_.nodes[around].instance;
  if (instance == none) return 0;
  return table_.blocks[record_.instances[instance].block].unknown_kinds;
}

std::string Message::wanted_of_unknown() const {
  const table::Kinds kinds = kinds_of_unknown();
  return kinds == 0 ? in_words(Say::kind_something_else) : kinds_in_words(kinds);
}

bool Message::is_unread_text(const table::Variant* variant) const {
  return value_ != nullptr && value_->kind == Kind::string && variant != nullptr &&
         variant->text_kinds != 0;
}

void Message::does_not_read(const table::Variant* variant) {
  say(Say::bad_format_does_not_read,
      {{"field", name_},
       {"actual", value()},
       {"wanted", variant == nullptr        ? in_words(Say::kind_value)
                  : is_unread_text(variant) ? read_kinds(*variant)
                                            : wanted_kinds(*variant)}});
}

void Message::add_values(const table::Variant& variant, std::vector<std::string>& values) const {
  for (Index c = 0; c < variant.checks.count; ++c) {
    const table::Check& check = table_.checks[variant.checks[c]];
    if (check.kind != CheckKind::values) continue;
    const table::ValueSet& set = table_.value_sets[check.values];
    if (set.ignore_case && !values.empty()) continue;  // the same words in another case
    for (Index i = 0; i < set.hash.names.count; ++i)
      values.push_back(listed_word(set, text(table_.names[set.hash.names.first + i])));
  }
}

std::vector<std::string> Message::allowed_values(bool own_variant_alone) const {
  std::vector<std::string> values;
  const table::Field* described = field();
  if (described == nullptr || described->variants.count == 0) return values;
  const table::Variant& own = *own_variant();
  add_values(own, values);
  for (Index f = 1; f < (own_variant_alone ? 1 : described->variants.count); ++f) {
    const table::Variant& variant = table_.variants[described->variants[f]];
    if (variant.in_place) continue;
    if (variant.taken_report != none &&
        table_.reports[variant.taken_report].severity == Severity::error)
      continue;
    add_values(variant, values);
  }
  if (values.empty() && ((own.kinds | own.text_kinds) & table::k_boolean) != 0)
    return {"true", "false"};
  return values;
}

void Message::not_in_enum() {
  std::vector<std::string> allowed = allowed_values(is_taken_otherwise());
  if (allowed.empty()) return by_rule();
  suggest(allowed);
  if (finding_.suggestion.empty()) suggest_for_old_value();
  if (check() != nullptr && check()->kind == CheckKind::type) {
    wrong_type();
    return param("allowed", std::move(allowed));
  }
  if (const auto partner_value = partner()) {
    param("allowed", partner_value->second);
    const std::string with = fmt::format("{} {}", partner_value->name, partner_value->first);
    if (partner_value->second.empty())
      return say(Say::not_in_enum_partner_has_none,
                 {{"field", name_}, {"actual", value()}, {"with", with}});
    return say(Say::not_in_enum_with_partner, {{"field", name_},
                                               {"actual", value()},
                                               {"with", with},
                                               {"allowed", listed(partner_value->second)}});
  }
  say(allowed.size() > 1 ? Say::not_in_enum_not_one_of : Say::not_in_enum_not,
      {{"field", name_},
       {"actual", value()},
       {"allowed", listed(allowed)},
       {"sign_part", odd_sign(allowed)}});
  param("allowed", std::move(allowed));
}

/// Is it nearly an old value? Then that of today is meant.
void Message::suggest_for_old_value() {
  if (field()->former == none) return;
  const table::Span entries = table_.former_lists[field()->former].entries;
  std::vector<std::string> before;
  for (Index v = 0; v < entries.count; ++v)
    before.emplace_back(text(table_.former_values[entries.first + v].was));
  suggest(before);
  for (Index v = 0; v < entries.count; ++v)
    if (before[v] == finding_.suggestion) {
      finding_.suggestion = text(table_.former_values[entries.first + v].now);
      return;
    }
}

/// A sign that none of the legal values has may look like one of theirs, or like nothing.
std::string Message::odd_sign(const std::vector<std::string>& allowed) {
  if (value_ == nullptr || value_->kind != Kind::string) return {};
  for (const std::string& each : allowed)
    if (const std::string words = words_of_marks(value_->text(), each); !words.empty()) {
      finding_.suggestion = each;
      return in_words(Say::also_why, {{"why", words}});
    }
  if (finding_.suggestion.empty()) return {};
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  for (const std::string& each : allowed)
    if (!std::ranges::all_of(each, is_ascii)) return {};
  const std::string_view said = value_->text();
  const std::size_t at =
      static_cast<std::size_t>(std::ranges::find_if_not(said, is_ascii) - said.begin());
  if (at == said.size()) return {};
  return in_words(Say::also_odd_sign, {{"number", code_points(said.substr(0, at)) + 1},
                                       {"sign", fmt::format("{:04X}", code_point_at(said, at))}});
}

namespace {

/// "3 items", "1 item".
std::string counted(std::int64_t count, Say one, Say many) {
  return in_words(count == 1 ? one : many, {{"count", count}});
}

}  // namespace

std::string Message::counted_length() const {
  const std::int64_t count = actual_length();
  if (value_is_object()) return counted(count, Say::count_member, Say::count_members);
  if (check()->kind == CheckKind::min_items || check()->kind == CheckKind::max_items)
    return counted(count, Say::count_item, Say::count_items);
  switch (check()->unit) {
    case table::LengthUnit::utf16:
      return counted(count, Say::count_utf16_unit, Say::count_utf16_units);
    case table::LengthUnit::bytes:
      return counted(count, Say::count_byte, Say::count_bytes);
    case table::LengthUnit::codepoints:
      break;
  }
  return counted(count, Say::count_character, Say::count_characters);
}

bool Message::value_is_object() const noexcept {
  return value_ != nullptr && value_->kind == Kind::object;
}

std::int64_t Message::actual_length() const {
  if (value_ == nullptr) return 0;
  if (value_->kind == Kind::array) return value_->size;
  if (value_is_object()) {
    std::int64_t members = 0;
    for (table::Index at = value_->first; at != table::none; at = record_.nodes[at].next)
      if (record_.nodes[at].field != table::none) ++members;
    return members;
  }
  const table::Variant* variant = own_variant();
  const bool trims = variant != nullptr && variant->trims && check() != nullptr &&
                     check()->kind == CheckKind::min_length;
  const std::string_view measured = trims ? trim(value_->text()) : value_->text();
  return length(measured, check() == nullptr ? table::LengthUnit::codepoints : check()->unit);
}

void Message::too_long() {
  if (check() == nullptr) return by_rule();
  const std::int64_t most = check()->integer;
  param("limit", most);
  param("length", actual_length());
  say(most == 1 ? Say::too_long_counted_one : Say::too_long_counted,
      {{"field", name_}, {"counted", counted_length()}, {"limit", most}});
}

void Message::too_short() {
  if (check() == nullptr)
    return say(Say::too_short_empty,
               {{"field", name_}, {"when_part", when_words(Say::when_but_needed)}});
  param("limit", check()->integer);
  param("length", actual_length());
  const bool items = check()->kind == CheckKind::min_items;
  if (check()->integer == 1 && !value_is_object() && !items && value_->size == 0)
    return say(Say::too_short_empty, {{"field", name_}, {"when_part", ""}});
  if (check()->integer == 1)
    return say(value_is_object() ? Say::too_short_no_members
               : items           ? Say::too_short_no_items
                                 : Say::too_short_blank,
               {{"field", name_}});
  say(Say::too_short_counted,
      {{"field", name_}, {"counted", counted_length()}, {"limit", check()->integer}});
}

void Message::bad_format() {
  const table::Check* failed = check();
  if (failed == nullptr) return by_rule();
  if (failed->kind != CheckKind::format && failed->kind != CheckKind::pattern)
    return does_not_read(own_variant());
  std::vector<std::string> names, called;
  for (Index i = 0; i < failed->span.count; ++i) {
    const table::Format& format = table_.formats[table_.format_ids[failed->span.first + i]];
    names.emplace_back(text(format.name));
    if (std::string words = format_words(format); !words.empty())
      called.push_back(std::move(words));
  }
  param("format", names);
  if (called.empty()) return say(Say::bad_format_form, {{"field", name_}, {"actual", value()}});
  DateAdvice advice = date_advice(table_, *failed, value_->text());
  say(Say::bad_format_not,
      {{"field", name_},
       {"actual", value()},
       {"wanted", joined(called, phrase(Say::word_or))},
       {"why_part",
        advice.why.empty() ? std::string{} : in_words(Say::also_why, {{"why", advice.why}})}});
  if (advice.write.size() == 1 && advice.behind.empty() && own_variant() != nullptr &&
      would_pass(*own_variant(), std::string_view(advice.write.front())))
    may_be(advice.write.front(), true, false);
  instead_ = std::move(advice.write);
  if (!instead_.empty()) instead_.back() += advice.behind;
}

/// What people call it, or its values.
std::string Message::format_words(const table::Format& format) const {
  if (format.called.size != 0 || format.kind != table::FormatKind::values)
    return std::string{text(format.called)};
  std::vector<std::string> values;
  const table::Span names = table_.value_sets[format.value_set()].hash.names;
  for (Index i = 0; i < names.count; ++i) values.emplace_back(text(table_.names[names.first + i]));
  return listed(values);
}

/// Of a number that its type cannot hold.
void Message::out_of_range() {
  if (check() == nullptr) return by_rule();
  const table::Variant* variant = own_variant();
  const bool whole =
      variant != nullptr && ((variant->kinds | variant->text_kinds) & table::k_number) == 0;
  say(whole ? Say::out_of_range_64_bits : Say::out_of_range_double,
      {{"field", name_}, {"actual", value()}});
}

void Message::beyond_bound(Say how) {
  const table::Check& bound = *check();
  const std::string limit =
      bound.integral ? fmt::format("{}", bound.integer) : std::string{text(bound.text)};
  param("bound", limit);
  say(how, {{"field", name_}, {"actual", value()}, {"bound", limit}});
}

void Message::too_many_decimals() {
  const std::int64_t most = check()->integer;
  param("limit", most);
  const auto number = value_ == nullptr ? std::nullopt : read_decimal(value_->text());
  if (most == 0) return say(Say::bad_format_no_whole, {{"field", name_}, {"actual", value()}});
  if (!number) return by_rule();
  say(most == 1 ? Say::bad_format_decimals_one : Say::bad_format_counted_decimals,
      {{"field", name_},
       {"actual", value()},
       {"counted", counted(places(*number), Say::count_digit, Say::count_digits)},
       {"limit", most}});
}

void Message::no_multiple() {
  const std::string unit{text(check()->text)};
  param("bound", unit);
  say(Say::bad_format_no_multiple, {{"field", name_}, {"actual", value()}, {"bound", unit}});
}

namespace {

/// `lead.id` is `lead[id]`, where `lead` is a member.
std::string in_brackets(std::string_view name, const std::vector<std::string_view>& members) {
  const std::size_t dot = name.find('.');
  if (dot == name.npos || std::ranges::find(members, name.substr(0, dot)) == members.end())
    return {};
  std::string written{name.substr(0, dot)};
  for (std::string_view rest = name.substr(dot); !rest.empty();) {
    rest.remove_prefix(1);
    const std::string_view step = rest.substr(0, rest.find('.'));
    written += fmt::format("[{}]", step);
    rest.remove_prefix(step.size());
  }
  return written;
}

}  // namespace

/// The names that a shape lists, itself or in a catalog that is given.
void Message::add_names(const table::NameShape& shape, std::vector<std::string_view>& names) const {
  if (shape.kind == table::NameShape::Kind::values) {
    const table::Span listed = table_.value_sets[shape.value_set()].hash.names;
    for (Index n = 0; n < listed.count; ++n) names.push_back(text(table_.names[listed.first + n]));
  }
  if (shape.kind != table::NameShape::Kind::catalog || context_.catalogs == nullptr) return;
  const table::CatalogKey& key = table_.catalog_keys[shape.catalog_key()];
  const auto& columns = context_.catalogs->columns[key.catalog.number()];
  const std::uint16_t column = table_.catalog_columns[key.columns.first];
  if (column < columns.size())
    names.insert(names.end(), columns[column].begin(), columns[column].end());
}

const table::FormerValue* Message::old_value() const {
  const table::Field* described = field();
  if (value_ == nullptr || described == nullptr || described->former == none) return nullptr;
  const table::Span entries = table_.former_lists[described->former].entries;
  for (Index v = 0; v < entries.count; ++v)
    if (const auto& old = table_.former_values[entries.first + v]; old.report == raw_.report)
      return &old;
  return nullptr;
}

void Message::old_value_words(const table::FormerValue& old) {
  finding_.suggestion = text(old.now);
  say(Say::not_in_enum_old_value, {{"field", name_}, {"actual", value()}, {"now", text(old.now)}});
}

const table::NameShape* Message::former() const {
  if (value_ == nullptr || value_->name == nullptr || value_->parent == none) return nullptr;
  const Index instance = record_.nodes[value_->parent].instance;
  if (instance == none) return nullptr;
  const table::NameShape* const shape = read::former_name(
      table_, table_.blocks[record_.instances[instance].block], value_->name_text());
  const bool said =
      shape != nullptr && (raw_.report == shape->taken_report || raw_.report == shape->both_report);
  return said ? shape : nullptr;
}

void Message::former_words(const table::NameShape& former) {
  const std::string_view now = text(table_.fields[former.field].name);
  if (raw_.report == former.both_report)
    return say(Say::unknown_field_both_names, {{"field", name_}, {"now", now}});
  finding_.suggestion = now;
  say(Say::unknown_field_old_name, {{"field", name_}, {"now", now}});
}

void Message::unknown_field() {
  if (raw_.field != no_field && field() != nullptr)  // known, but not of this shape
    return say(Say::forbidden_field_here,
               {{"field", name_}, {"when_part", when_words(Say::when_when)}});
  std::vector<std::string_view> names;
  std::string lacking;
  Index instance = none;
  if (value_ != nullptr && value_->parent != none)
    instance = record_.nodes[value_->parent].instance;
  if (instance != none) {
    const table::Block& block = table_.blocks[record_.instances[instance].block];
    for (Index f = 0; f < block.fields.count; ++f)
      names.push_back(text(table_.fields[block.fields[f]].name));
    for (Index s = 0; s < block.shapes.count; ++s)
      add_names(table_.name_shapes[block.shapes.first + s], names);
    if (block.names_of_catalog) {
      const table::NameShape& last =
          table_.name_shapes[block.shapes.first + block.shapes.count - 1];
      const table::CatalogId catalog = table_.catalog_keys[last.catalog_key()].catalog;
      lacking = in_words(Say::also_catalog_has_none,
                         {{"catalog", shown_name(text(table_.catalogs[catalog].name))}});
    }
  }
  if (const auto found = nearest(name_, names)) finding_.suggestion = *found;
  if (finding_.suggestion.empty() && record_.text_kind == read::TextKind::form)
    finding_.suggestion = in_brackets(name_, names);
  say(Say::unknown_field_no_rule, {{"member", shown_name(name_)}, {"catalog_part", lacking}});
}

}  // namespace leadlint::validate
