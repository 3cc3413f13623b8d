// A value that fails a check of its own field, in words. Tests: tests/vectors_test.cpp.
#include <algorithm>
#include <utility>

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
    return say(fmt::format("{} has another form than is usual", name_));
  const std::string wanted = variant == nullptr ? wanted_of_unknown() : wanted_kinds(*variant);
  wanted_ = wanted;
  param("types",
        type_names(variant == nullptr ? kinds_of_unknown() : variant->kinds | variant->text_kinds));
  if (value_ == nullptr) return by_rule();
  param("type", std::string{type_name(value_->kind)});
  if (value_->kind == Kind::null && raw_.severity != Severity::error)
    return say(fmt::format("{} is null, which counts as left out", name_));
  if (value_->kind == Kind::number && variant != nullptr &&
      (variant->kinds & (table::k_integer | table::k_number)) == table::k_integer)
    return say(fmt::format("{} must be a whole number{}, not {}", name_,
                           variant->lexical_integer ? " without fraction or exponent" : "",
                           spelled_value()));
  if (is_unread_text(variant)) return does_not_read(variant);
  say(fmt::format("{} must be {}, not {}", name_and_value(), wanted, kind_words(value_->kind)));
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
  return kinds == 0 ? "something else" : kinds_in_words(kinds);
}

bool Message::is_unread_text(const table::Variant* variant) const {
  return value_ != nullptr && value_->kind == Kind::string && variant != nullptr &&
         variant->text_kinds != 0;
}

void Message::does_not_read(const table::Variant* variant) {
  say(fmt::format("{} {} does not read as {}", name_, value(),
                  variant == nullptr        ? "a value"
                  : is_unread_text(variant) ? read_kinds(*variant)
                                            : wanted_kinds(*variant)));
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
  const std::vector<std::string> allowed = allowed_values(is_taken_otherwise());
  if (allowed.empty()) return by_rule();
  suggest(allowed);
  if (finding_.suggestion.empty()) suggest_for_old_value();
  if (check() != nullptr && check()->kind == CheckKind::type) {
    wrong_type();
    return param("allowed", allowed);
  }
  if (const auto partner_value = partner()) {
    param("allowed", partner_value->second);
    const std::string with = fmt::format("{} {}", partner_value->name, partner_value->first);
    if (partner_value->second.empty())
      return say(fmt::format("{} {} is not a legal value; leave it out: {} has none", name_,
                             value(), with));
    return say(fmt::format("{} {} is not a legal value; with {} it is {}", name_, value(), with,
                           listed(partner_value->second)));
  }
  say(fmt::format("{} {} is not {}{}{}", name_, value(), allowed.size() > 1 ? "one of " : "",
                  listed(allowed), odd_sign(allowed)));
  param("allowed", allowed);
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
    if (std::string words = words_of_marks(value_->text(), each); !words.empty()) {
      finding_.suggestion = each;
      return ": " + words;
    }
  if (finding_.suggestion.empty()) return {};
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  for (const std::string& each : allowed)
    if (!std::ranges::all_of(each, is_ascii)) return {};
  const std::string_view said = value_->text();
  const std::size_t at =
      static_cast<std::size_t>(std::ranges::find_if_not(said, is_ascii) - said.begin());
  if (at == said.size()) return {};
  return fmt::format(": its character {} is U+{:04X}", code_points(said.substr(0, at)) + 1,
                     code_point_at(said, at));
}

namespace {

/// "3 items", "1 item".
std::string counted(std::int64_t count, std::string_view unit) {
  if (count == 1) unit.remove_suffix(1);
  return fmt::format("{} {}", count, unit);
}

}  // namespace

std::string_view Message::length_unit() const {
  if (check() == nullptr) return "characters";
  switch (check()->unit) {
    case table::LengthUnit::utf16:
      return "UTF-16 units";
    case table::LengthUnit::bytes:
      return "bytes";
    case table::LengthUnit::codepoints:
      break;
  }
  return "characters";
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
  const bool items = check()->kind == CheckKind::max_items, members = value_is_object();
  param("limit", check()->integer);
  param("length", actual_length());
  say(fmt::format("{} has {}; at most {} {} allowed", name_,
                  counted(actual_length(), members ? "members"
                                           : items ? "items"
                                                   : length_unit()),
                  check()->integer, check()->integer == 1 ? "is" : "are"));
}

void Message::too_short() {
  if (check() == nullptr)
    return say(fmt::format("{} is empty{}", name_, when_words(", but needed")));
  const bool items = check()->kind == CheckKind::min_items, members = value_is_object();
  param("limit", check()->integer);
  param("length", actual_length());
  if (check()->integer == 1)
    return say(fmt::format("{} {}", name_,
                           members             ? "has no members"
                           : items             ? "has no items"
                           : value_->size == 0 ? "is empty"
                                               : "is blank"));
  say(fmt::format("{} has {}; at least {} are needed", name_,
                  counted(actual_length(), members ? "members"
                                           : items ? "items"
                                                   : length_unit()),
                  check()->integer));
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
  if (called.empty())
    return say(fmt::format("{} {} does not have the form that is asked for", name_, value()));
  DateAdvice advice = date_advice(table_, *failed, value_->text());
  say(fmt::format("{} {} is not {}{}{}", name_, value(), joined(called, "or"),
                  advice.why.empty() ? "" : ": ", advice.why));
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
  say(fmt::format("{} {} does not fit {}", name_, value(),
                  whole ? "64 bits" : "a double-precision number"));
}

void Message::beyond_bound(std::string_view direction) {
  const table::Check& bound = *check();
  const std::string limit =
      bound.integral ? fmt::format("{}", bound.integer) : std::string{text(bound.text)};
  param("bound", limit);
  say(fmt::format("{} {} is {} {}", name_, value(), direction, limit));
}

void Message::too_many_decimals() {
  const std::int64_t most = check()->integer;
  param("limit", most);
  const auto number = value_ == nullptr ? std::nullopt : read_decimal(value_->text());
  if (most == 0) return say(fmt::format("{} {} is not a whole number", name_, value()));
  if (!number) return by_rule();
  say(fmt::format("{} {} has {} behind the point; at most {} {} allowed", name_, value(),
                  counted(places(*number), "digits"), most, most == 1 ? "is" : "are"));
}

void Message::no_multiple() {
  const std::string unit{text(check()->text)};
  param("bound", unit);
  say(fmt::format("{} {} is not a multiple of {}", name_, value(), unit));
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
  say(fmt::format("{} {} is an old value: write {}", name_, value(), text(old.now)));
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
    return say(
        fmt::format("{} is another name of {}, which is sent as well: which of them counts "
                    "is not known; leave {} out",
                    name_, now, name_));
  finding_.suggestion = now;
  say(fmt::format("{} is an old name of {}: write {}", name_, now, now));
}

void Message::unknown_field() {
  if (raw_.field != no_field && field() != nullptr)  // known, but not of this shape
    return say(fmt::format("{} does not belong here{}", name_, when_words("")));
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
      lacking = fmt::format(", and the catalog {} has none",
                            shown_name(text(table_.catalogs[catalog].name)));
    }
  }
  if (const auto found = nearest(name_, names)) finding_.suggestion = *found;
  if (finding_.suggestion.empty() && record_.text_kind == read::TextKind::form)
    finding_.suggestion = in_brackets(name_, names);
  say(fmt::format("no rule knows a member {}{}", shown_name(name_), lacking));
}

}  // namespace leadlint::validate
