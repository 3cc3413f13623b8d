// Fields to kinds and lists of values; literals fitted to fields. Covered by tests/check_test.cpp.
#include "check/values.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "check/walk.h"
#include "model/scope.h"

namespace leadlint::check {
namespace {

using model::Field;
using model::Scalar;
using model::TypeSet;
using model::Variant;

constexpr std::size_t shown_words = 12;

/// What a text has of a date or time, as bits; a set of such, by their numbers.
using Parts = std::uint8_t;
constexpr Parts day_of_month = 1, month_or_year = 2, time_part = 4, zone_part = 8;
using PartSets = std::uint16_t;
constexpr PartSets nothing_yet = 1;  // one set, with nothing in it

Parts part_of(model::DatePart::Kind kind) {
  using enum model::DatePart::Kind;
  switch (kind) {
    case literal:
    case fraction:
    case optional:
      return 0;
    case year:
    case month:
    case month_short:
    case month_full:
      return month_or_year;
    case day:
      return day_of_month;
    case hour:
    case hour_of_half:
    case half:
    case minute:
    case second:
      return time_part;
    case zone_or_z:
    case zone_colon:
    case zone_plain:
      return zone_part;
  }
  return 0;
}

/// What texts have that follow the pattern, those before which have one of `sets`.
PartSets sets_behind(const model::DatePattern& pattern, PartSets sets) {
  for (const model::DatePart& part : pattern) {
    if (part.kind == model::DatePart::Kind::optional) {
      sets = static_cast<PartSets>(sets | sets_behind(part.parts, sets));
      continue;
    }
    const Parts added = part_of(part.kind);
    PartSets with = 0;
    for (unsigned parts = 0; parts < 16; ++parts)
      if ((sets >> parts & 1U) != 0) with = static_cast<PartSets>(with | 1U << (parts | added));
    sets = with;
  }
  return sets;
}

Kinds kind_of_parts(unsigned parts) {
  if ((parts & (day_of_month | month_or_year)) == 0) return time_kind;
  if ((parts & time_part) != 0) return (parts & zone_part) != 0 ? instant_kind : local_kind;
  return (parts & day_of_month) != 0 ? date_kind : month_kind;
}

/// With and without what may be left out.
Kinds kinds_of_pattern(const model::DatePattern& pattern) {
  const PartSets sets = sets_behind(pattern, nothing_yet);
  Kinds kinds = 0;
  for (unsigned parts = 0; parts < 16; ++parts)
    if ((sets >> parts & 1U) != 0) kinds = static_cast<Kinds>(kinds | kind_of_parts(parts));
  return kinds;
}

Kinds kinds_of_text(const Variant& variant, const model::RuleSet& owner) {
  if (!variant.format) return text_kind;
  Kinds kinds = 0;
  for (const model::FormatName& name : variant.format->is)
    if (name.index < owner.formats.size())
      kinds = static_cast<Kinds>(kinds | kinds_of_format(owner.formats[name.index]));
  return kinds == 0 ? text_kind : kinds;
}

TypeSet types_taking(const Scalar& value) {
  constexpr std::array<TypeSet, 5> by_alternative = {model::null_type, model::boolean_type,
                                                     model::integer_type | model::number_type,
                                                     model::number_type, model::string_type};
  return by_alternative[value.value.index()];
}

// The number that a text spells out; nullopt where it spells none.
std::optional<Scalar> number_from(const std::string& text, TypeSet types) {
  std::optional<Scalar> number = model::number_scalar(text, {});
  const bool whole = number && std::holds_alternative<std::int64_t>(number->value);
  if (!whole && (types & model::number_type) == 0) return std::nullopt;
  return number;
}

bool has_type(const Scalar& value, TypeSet types) { return (types_taking(value) & types) != 0; }

// 6.0 is an integer too.
void make_whole(Scalar& value) {
  const auto* number = std::get_if<model::Number>(&value.value);
  if (number == nullptr) return;
  if (auto whole = model::number_scalar(number->text, value.where)) value = std::move(*whole);
}

// Whatever a list of values says at severity `off` does not restrict the field.
bool is_closed(const Variant& variant) {
  return variant.values && variant.values->outcome.severity != Severity::off;
}

Standing fit_variant(Scalar& value, const Variant& variant, const PairValues& lists,
                     const std::vector<Scalar>* pair_values, bool respell) {
  if (variant.bare_item) return Standing::wrong_type;
  if (variant.values && lists.take(variant.values->is, variant.ignore_case, value))
    return Standing::legal;
  if (!variant.values && pair_values != nullptr &&
      lists.take(*pair_values, variant.ignore_case, value))
    return Standing::legal;
  if (lists.take(variant.values_of_other_choices, variant.ignore_case, value))
    return Standing::other_choice;
  if (!fit_type(value, model::types_of(variant), respell)) return Standing::wrong_type;
  if (variant.catalog_of_other_choice) return Standing::other_choice;
  const bool listed = is_closed(variant) || (!variant.values && pair_values != nullptr);
  return listed ? Standing::not_listed : Standing::legal;
}

/// Texts, each once, in the order in which they came.
struct Texts {
  std::vector<std::string> all;
  std::set<std::string> known;

  void add(const std::vector<Scalar>& values) {
    for (const Scalar& value : values)
      if (const auto [text, added] = known.insert(spelling_of(value)); added) all.push_back(*text);
  }
};

/// (What has no shape is an error, whatever it is.)
bool is_good_variant(const Variant& variant) {
  return !variant.in_place || variant.taken.severity != Severity::error;
}

struct PairGatherer {
  PairValues& values;

  void field(const Field&, const model::Scope&, const std::string&) {}

  void block(const model::Block& block, const model::Scope& scope, const std::string&) {
    for (const model::Pairs& pairs : block.pairs)
      for (std::size_t i = 1; i < pairs.fields.size() && pairs.gives_values(); ++i) {
        const Field* field = model::resolve(pairs.fields[i], scope);
        if (field == nullptr || model::tells_values(*field)) continue;
        values.add(*field);
        gather_all(pairs, i, *values.gathered(field));
      }
    for (const model::Pairs& pairs : block.pairs)  // what an open one lists is no less a value
      for (std::size_t i = 1; i < pairs.fields.size() && !pairs.gives_values(); ++i)
        if (std::vector<Scalar>* list = values.gathered(model::resolve(pairs.fields[i], scope)))
          gather_all(pairs, i, *list);
  }

  static void gather_all(const model::Pairs& pairs, std::size_t number, std::vector<Scalar>& list) {
    gather(pairs.rows, number, list);
    for (const model::Pairs::Also& also : pairs.also) gather(also.rows, number, list);
  }

  static void gather(const std::vector<model::Pairs::Row>& rows, std::size_t number,
                     std::vector<Scalar>& list) {
    model::ScalarSet known(list);
    for (const model::Pairs::Row& row : rows)
      if (row.before.size() == number)
        for (const Scalar& value : row.goes)
          if (known.insert(value)) list.push_back(value);
  }
};

}  // namespace

Kinds kinds_of_format(const model::Format& format) {
  Kinds kinds = 0;
  if (format.pattern || !format.values.empty()) kinds = text_kind;
  for (const model::DatePattern& pattern : format.dates)
    kinds = static_cast<Kinds>(kinds | kinds_of_pattern(pattern));
  return kinds == 0 ? text_kind : kinds;
}

Kinds kinds_of_variant(const Variant& variant, const model::RuleSet& owner) {
  const TypeSet types = model::types_of(variant);
  Kinds kinds = 0;
  const auto add = [&](TypeSet type, Kinds kind) {
    if ((types & type) != 0) kinds = static_cast<Kinds>(kinds | kind);
  };
  add(model::boolean_type, boolean_kind);
  add(model::integer_type | model::number_type, number_kind);
  add(model::string_type, kinds_of_text(variant, owner));
  add(model::object_type, object_kind);
  add(model::array_type, array_kind);
  return kinds;
}

Kinds kinds_of(const Field& field, const model::RuleSet& owner) {
  Kinds kinds = model::is_told_by_shapes(field) ? Kinds{0} : kinds_of_variant(field.main, owner);
  for (const Variant& variant : field.also)
    if (!variant.bare_item && is_good_variant(variant))
      kinds = static_cast<Kinds>(kinds | kinds_of_variant(variant, owner));
  return kinds;
}

bool share_a_day(Kinds left, Kinds right) {
  constexpr Kinds with_time = local_kind | instant_kind;
  return ((left & date_kind) != 0 && (right & with_time) != 0) ||
         ((right & date_kind) != 0 && (left & with_time) != 0);
}

std::string kinds_text(Kinds kinds) {
  static constexpr std::array<std::pair<Kinds, const char*>, 10> names = {{
      {number_kind, "a number"},
      {boolean_kind, "a boolean"},
      {text_kind, "text"},
      {object_kind, "an object"},
      {array_kind, "a list"},
      {date_kind, "a date"},
      {time_kind, "a time of day"},
      {local_kind, "a date and time without a zone"},
      {instant_kind, "an instant"},
      {month_kind, "a month"},
  }};
  if (kinds == any_kind) return "anything";
  std::string text;
  for (const auto& [kind, name] : names)
    if ((kinds & kind) != 0) text += (text.empty() ? "" : " or ") + std::string{name};
  return text.empty() ? "null" : text;
}

const std::vector<Scalar>* PairValues::of(const Field& field) const {
  const auto found = lists_.find(&field);
  return found == lists_.end() ? nullptr : &found->second;
}

std::vector<Scalar>* PairValues::gathered(const Field* field) {
  const auto found = lists_.find(field);
  return found == lists_.end() ? nullptr : &found->second;
}

bool PairValues::take(const std::vector<Scalar>& list, bool ignore_case, Scalar& value) const {
  if (list.empty()) return false;
  auto index = indexes_.find(list.data());
  if (index == indexes_.end()) index = indexes_.emplace(list.data(), ValueIndex(list)).first;
  const std::optional<std::size_t> number = index->second.find(value, ignore_case);
  if (!number) return false;
  value.value = list[*number].value;
  return true;
}

PairValues gather_pair_values(const model::RuleSet& rules) {
  PairValues values;
  PairGatherer gatherer{values};
  walk_ruleset(rules, gatherer);
  if (rules.request) walk_ruleset(*rules.request, gatherer);
  return values;
}

bool fit_type(Scalar& value, TypeSet types, bool respell) {
  if ((types & model::integer_type) != 0) make_whole(value);
  if (has_type(value, types)) return true;
  if (!respell) return false;
  const std::string* text = std::get_if<std::string>(&value.value);
  if (text != nullptr && (types & (model::integer_type | model::number_type)) != 0) {
    const std::optional<Scalar> number = number_from(*text, types);
    if (number) value.value = number->value;
    return number.has_value();
  }
  if (text != nullptr || (types & model::string_type) == 0) return false;
  value.value = spelling_of(value);
  return true;
}

Standing fit(Scalar& value, const Field& field, const PairValues& pairs, bool respell) {
  const bool by_shapes = model::is_told_by_shapes(field) && pairs.of(field) == nullptr;
  Standing best = by_shapes ? Standing::wrong_type
                            : fit_variant(value, field.main, pairs, pairs.of(field), respell);
  for (const Variant& variant : field.also) {
    if (best == Standing::legal) break;
    if (is_good_variant(variant))
      best = std::min(best, fit_variant(value, variant, pairs, nullptr, respell));
  }
  return best;
}

Standing fit_own(Scalar& value, const Field& field, const PairValues& pairs) {
  return fit_variant(value, model::telling_variant(field), pairs, pairs.of(field), false);
}

bool has_values(const Field& field, const PairValues& pairs) {
  // A list that takes other values in silence is still one to go by.
  const auto lists = [](const Variant& variant) {
    return (variant.values && !variant.values->is.empty()) || variant.catalog;
  };
  return lists(field.main) || pairs.of(field) != nullptr ||
         std::ranges::any_of(field.also, [&lists](const Variant& variant) {
           return model::is_shape(variant) && lists(variant);
         });
}

namespace {

/// The lists of values of all forms of a field, none of them empty.
std::vector<const std::vector<Scalar>*> lists_of(const Field& field, const PairValues& pairs) {
  std::vector<const std::vector<Scalar>*> lists;
  const auto add = [&lists](const std::vector<Scalar>* list) {
    if (list != nullptr && !list->empty()) lists.push_back(list);
  };
  if (field.main.values) add(&field.main.values->is);
  add(pairs.of(field));
  for (const Variant& variant : field.also)
    if (variant.values) add(&variant.values->is);
  return lists;
}

}  // namespace

bool lists_values(const Field& field, const PairValues& pairs) {
  return !lists_of(field, pairs).empty();
}

bool lists_value(const Field& field, const PairValues& pairs, const Scalar& value) {
  const std::vector<const std::vector<Scalar>*> lists = lists_of(field, pairs);
  return std::ranges::any_of(lists, [&pairs, &value](const std::vector<Scalar>* list) {
    Scalar copy = value;
    return pairs.take(*list, false, copy);
  });
}

std::vector<std::string> listed_values(const Field& field, const PairValues& pairs) {
  Texts texts;
  for (const std::vector<Scalar>* list : lists_of(field, pairs)) texts.add(*list);
  return std::move(texts.all);
}

std::string list_text(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), shown_words); ++i)
    text += (i == 0 ? "" : ", ") + (words[i].empty() ? std::string{"\"\""} : words[i]);
  if (words.size() > shown_words) text += fmt::format(" and {} more", words.size() - shown_words);
  return text;
}

}  // namespace leadlint::check
