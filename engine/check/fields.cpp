// A field's checks against its types. Covered by tests/check_test.cpp.
#include "check/fields.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "check/conditions.h"
#include "check/item_keys.h"
#include "check/names.h"
#include "check/operands.h"
#include "check/shapes.h"
#include "model/checks.h"
#include "model/moments.h"
#include "text/ascii.h"
#include "text/decimal.h"

namespace leadlint::check {
namespace {

using model::Field;
using model::Scalar;
using model::SourceLocation;
using model::TypeSet;
using model::Variant;

constexpr TypeSet numeric_types = model::integer_type | model::number_type;
constexpr TypeSet readable_types = numeric_types | model::boolean_type;

bool is_more(const Scalar& a, const Scalar& b) {
  const std::string a_text = spelling_of(a), b_text = spelling_of(b);  // decimals look into them
  const auto left = read_decimal(a_text), right = read_decimal(b_text);
  return left && right && compare(*left, *right) > 0;
}

// One form of a field, with all that its checks look at.
class VariantCheck {
 public:
  VariantCheck(Variant& variant, const Field& field, const std::string& path, CheckContext& context)
      : variant_(variant),
        field_(field),
        name_(path.empty() ? "the record" : "`" + path + "`"),
        types_(model::types_of(variant)),
        owner_(context.rules),
        context_(context) {}

  void run() {
    if (variant_.bare_item) {
      check_bare_item();
    } else {
      check_applicable();
      check_ways_to_write();
    }
    check_from_text();
    check_values();
    check_catalog();
    model::for_each_check(variant_, [this](const CheckRow& row, auto& check) {
      if (check) check_operand(row, *check);
    });
    check_room(variant_.min, variant_.max);
    check_room(variant_.min_length, variant_.max_length, "min_length", "max_length");
    check_room(variant_.min_items, variant_.max_items, "min_items", "max_items");
  }

 private:
  [[nodiscard]] SourceLocation where_of(const model::Outcome& check) const {
    return check.where.line != 0 ? check.where : place();
  }
  template <class T>
  [[nodiscard]] SourceLocation where_of(const std::optional<model::Check<T>>& check) const {
    return where_of(check->outcome);
  }
  [[nodiscard]] SourceLocation place() const {
    return variant_.where.line != 0 ? variant_.where : field_.where;
  }

  void complain(Code code, SourceLocation where, Message message, const Written& written = {}) {
    message.use = name_;
    context_.mistakes.add(code, where, std::move(message), written);
  }

  [[nodiscard]] bool is_own(SourceLocation where) const { return check::is_own(where, field_); }
  [[nodiscard]] SourceLocation type_place() const {
    return variant_.type ? variant_.type->outcome.where : SourceLocation{};
  }

  struct Party {
    SourceLocation where;
    std::string_view key;
  };
  /// Of two that do not go together: told at that which the field itself says, with the place of
  /// the other.
  void complain_of_two(Code code, Party one, Party other, Message message,
                       const Written& written = {}) {
    if (other.where.line != 0 && !is_own(one.where) && is_own(other.where)) std::swap(one, other);
    if (other.where.line != 0 && is_own(one.where) && !is_own(other.where))
      message.text += fmt::format(" (`{}` stands in {}:{})", other.key,
                                  owner_.files[other.where.file].path, other.where.line);
    complain(code, one.where, std::move(message), written);
  }

  void needs(const CheckRow& row, const model::Outcome& check) {
    if ((types_ & model::types_of(row.of)) != 0 || counts_members(row.kind)) return;
    complain_of_two(
        Code::type_mismatch, {where_of(check), row.name}, {type_place(), "type"},
        worded("`{}` applies to {}; {} is {}", row.name, in_words(row.of), name_, kind()),
        {row.name});
  }

  /// Bounds on the members of an object whose names are free.
  [[nodiscard]] bool counts_members(CheckKind kind) const {
    return (kind == CheckKind::min_items || kind == CheckKind::max_items) &&
           (types_ & model::object_type) != 0 &&
           (variant_.each != nullptr || (variant_.fields && !variant_.fields->names.empty()));
  }

  [[nodiscard]] std::string kind() const { return types_text(types_); }

  void check_applicable() {
    model::for_each_check(variant_, [this](const CheckRow& row, const auto& check) {
      if (check && row.of != CheckedValues::any && !is_moment_bound(row, check))
        needs(row, check->outcome);
    });
    const auto below = [&](bool there, const char* key, TypeSet type) {
      if (there && (types_ & type) == 0)
        complain(Code::type_mismatch, place(),
                 worded("`{}` stands at {}, which is {}", key, name_, kind()), {key});
    };
    const bool names_alone = variant_.fields != nullptr && variant_.fields->fields.empty() &&
                             !variant_.fields->names.empty();
    below(variant_.fields != nullptr, names_alone ? "names" : "fields", model::object_type);
    below(variant_.each != nullptr, "each", model::object_type);
    below(variant_.items != nullptr, "items", model::array_type);
  }

  /// `accept`, `case`, `unit` and `nullable` of values that cannot be written in two ways.
  void check_ways_to_write() {
    const auto idle = [this](SourceLocation where, std::string_view key, Message message) {
      if (where.line != 0 && !field_.values_by_option)
        complain_of_two(Code::type_mismatch, {where, key}, {type_place(), "type"},
                        std::move(message), {key});
    };
    const Variant::KeyPlaces& places = variant_.places;
    const bool text = (types_ & model::string_type) != 0,
               anything = model::takes_anything(variant_);
    if (anything)
      idle(places.accept, "accept",
           worded("`accept` says how a number or a boolean is written, and {} takes anything: "
                  "write its `type`",
                  name_));
    else if ((types_ & readable_types) == 0)
      idle(places.accept, "accept",
           worded("`accept` says how numbers and booleans are written; {} is {}: take it away",
                  name_, kind()));
    else if (text && variant_.accept_json && variant_.accept_text && !lists_values())
      idle(places.accept, "accept",
           worded("{} is {}, and takes every text as it is: take `accept` away", name_, kind()));
    if (!text)
      idle(places.letter_case, "case",
           worded("`case` is about the letters of a text; {} is {}: take it away", name_, kind()));
    else if (model::takes_only_moments(variant_, owner_))
      idle(places.letter_case, "case",
           worded("{} holds dates or times, which the calendar compares: take `case` away", name_));
    if (!text)
      idle(places.unit, "unit",
           worded("`unit` says how the characters of a text are counted; {} is {}: take it away",
                  name_, kind()));
    if (variant_.nullable && !anything && (types_ & model::null_type) != 0)
      idle(places.nullable, "nullable",
           worded("null is among what {} takes already: take `nullable` away", name_));
  }
  /// `encoded` and `words`: what a text stands for where an input has nothing else.
  void check_from_text() {
    const Variant::KeyPlaces& places = variant_.places;
    const auto idle = [this](SourceLocation where, std::string_view key, Message message) {
      if (where.line != 0) complain(Code::bad_value, where, std::move(message), {key});
    };
    if (variant_.in_place && &variant_ != &model::telling_variant(field_))
      return;  // (told by parse)
    if (&variant_ != &field_.main && !variant_.in_place) {
      for (const auto& [where, key] : {std::pair{places.encoded, std::string_view("encoded")},
                                       std::pair{places.words, std::string_view("words")}})
        idle(where, key, worded("`{}` stands at the field itself, beside `also`", key));
      return;
    }
    if ((types_ & (model::object_type | model::array_type)) == 0 ||
        (types_ & model::string_type) != 0)
      idle(
          places.encoded, "encoded",
          worded("`encoded: json` is for an object or a list that is sent as text; {} is {}: write "
                 "its `fields` or `items`, or take `encoded` away",
                 name_, kind()));
    if (places.words.line != 0) check_words();
  }

  void check_words() {
    const SourceLocation where = variant_.places.words;
    const bool reads = (types_ & model::boolean_type) != 0 && variant_.accept_json &&
                       (types_ & model::string_type) == 0 && !model::takes_anything(variant_);
    if (!reads)
      return complain(Code::type_mismatch, where,
                      worded("`words` are texts that stand for true and false where a field takes "
                             "booleans and no text; {} is {}: take `words` away",
                             name_, kind()),
                      {"words"});
    if (variant_.true_words.empty() && variant_.false_words.empty())
      return complain(Code::bad_value, where,
                      "`words` names none: write `{true: [\"1\", \"on\"], false: [\"0\"]}`",
                      {"words"});
    std::set<std::string_view> known{"true", "false"};
    const bool numbers = (types_ & (model::integer_type | model::number_type)) != 0;
    for (const auto* words : {&variant_.true_words, &variant_.false_words})
      for (const std::string& word : *words) {
        if (!known.insert(word).second)
          complain(Code::bad_value, where,
                   worded("\"{}\" stands among the words of {} already (true and false always do)",
                          word, name_),
                   {word});
        if (numbers && !word.empty() && (is_digit(word.front()) || word.front() == '-'))
          complain(Code::bad_value, where,
                   worded("\"{}\" is a number to {}, and no word", word, name_), {word});
      }
  }

  [[nodiscard]] bool lists_values() const {
    return model::tells_values(variant_) || context_.pair_values.of(field_) != nullptr;
  }

  // An object tells itself from a list of objects; any other item is a value with a type of its
  // own.
  void check_bare_item() {
    if (&variant_ != &field_.main) check_bare_variant();
    const Field* item = model::item_of(field_);
    if (item != nullptr && model::block_of(*item) != nullptr) return;
    complain(Code::bad_value, place(),
             worded("`bare_item` takes an object for a list of objects; the items of {} are "
                    "none: write their type, `also: [{{type: string, severity: off}}]`",
                    name_),
             {"bare_item"});
  }

  /// What the object holds stands at `items`: it is judged as one of them.
  void check_bare_variant() {
    const auto idle = [this](SourceLocation where, std::string_view key) {
      if (where.line != 0)
        complain(Code::bad_value, where,
                 worded("a form with `bare_item` is judged as one of the items of {}: `{}` stands "
                        "there, or at the list",
                        name_, key),
                 {key});
    };
    model::for_each_check(variant_, [&](const CheckRow& row, const auto& check) {
      if (check) idle(where_of(check->outcome), row.name);
    });
    const Variant::KeyPlaces& places = variant_.places;
    idle(places.accept, "accept");
    idle(places.letter_case, "case");
    idle(places.nullable, "nullable");
    idle(places.unit, "unit");
    idle(variant_.fields ? place() : SourceLocation{}, "fields");
    idle(variant_.items ? place() : SourceLocation{}, "items");
    idle(variant_.each ? place() : SourceLocation{}, "each");
  }

  void check_values() {
    if (!variant_.values) return;
    std::set<std::pair<std::size_t, std::string>> seen;  // values of two kinds may be spelled alike
    for (Scalar& value : variant_.values->is) {
      const SourceLocation where = value.where.line != 0 ? value.where : where_of(variant_.values);
      const std::string text = spelling_of(value);
      const std::size_t of_kind = model::is_number(value) ? 2 : value.value.index();
      if (!seen.insert({of_kind, text}).second)
        complain(Code::bad_value, where, worded("`{}` stands twice in the list", text), {text});
      const bool null_taken =
          variant_.nullable && std::holds_alternative<std::monostate>(value.value);
      if (!null_taken && !fit_type(value, types_))
        complain_of_two(Code::bad_value, {where, "values"}, {type_place(), "type"},
                        worded("`{}` is no value of {}, which is {}", text, name_, kind()), {text});
      if (std::holds_alternative<std::string>(value.value)) check_moment(text, where);
    }
  }

  void check_catalog() {
    if (!variant_.catalog) return;
    bind_column(variant_.catalog->is, context_);
    if ((types_ & (numeric_types | model::string_type)) != 0) return;
    complain_of_two(Code::type_mismatch, {where_of(variant_.catalog), "values"},
                    {type_place(), "type"},
                    worded("a catalog lists texts and numbers; {} is {}{}", name_, kind(),
                           (types_ & model::array_type) == 0
                               ? ""
                               : ": it stands at its items, `items: {values: {catalog: ...}}`"),
                    {"values"});
  }

  // A value that the format can never have would never be met.
  void check_moment(const std::string& text, SourceLocation where) {
    if (!model::takes_only_moments(variant_, owner_) || model::read_moment(variant_, owner_, text))
      return;
    complain(Code::bad_value, where, no_moment(text, name_, variant_, owner_), {text});
  }

  /// A date or time as a bound: `min: 2020-01-01`.
  static bool is_moment_bound(const CheckRow& row,
                              const std::optional<model::Check<Scalar>>& check) {
    return (row.kind == CheckKind::min || row.kind == CheckKind::max) &&
           std::holds_alternative<std::string>(check->is.value);
  }
  template <class T>
  static bool is_moment_bound(const CheckRow&, const std::optional<model::Check<T>>&) {
    return false;
  }

  // What an operand must be by itself.
  void check_operand(const CheckRow& row, const model::Check<Scalar>& number) {
    const auto* text = std::get_if<std::string>(&number.is.value);
    if (text != nullptr && row.operand != CheckOperand::step)
      check_moment_bound(row, number.outcome, *text);
    else if (!model::is_number(number.is))
      complain(Code::bad_value, where_of(number.outcome),
               worded("`{}` is a number, not `{}`", row.name, spelling_of(number.is)), {row.name});
    else if (row.operand == CheckOperand::step)
      check_step(row, number);
  }
  // Every number would be a multiple of 0, or none.
  void check_step(const CheckRow& row, const model::Check<Scalar>& number) {
    const std::string text = spelling_of(number.is);
    const auto unit = read_decimal(text);
    if (unit && (unit->negative || unit->digits.empty()))
      complain(Code::bad_value, where_of(number.outcome),
               worded("`{}` is a number over 0, not `{}`", row.name, text), {row.name});
    else if (unit && digit_count(*unit) > max_unit_digits)
      complain(Code::bad_value, where_of(number.outcome),
               worded("`{}` has at most {} digits, and `{}` has {}", row.name, max_unit_digits,
                      text, digit_count(*unit)),
               {row.name});
  }
  void check_moment_bound(const CheckRow& row, const model::Outcome& outcome,
                          const std::string& text) {
    const auto moment = model::read_constant(variant_, owner_, text);
    const SourceLocation where = where_of(outcome);
    const Kinds kinds = kinds_of_variant(variant_, owner_) & moment_kinds;
    if (kinds == 0)
      return complain_of_two(Code::type_mismatch, {where, row.name}, {type_place(), "type"},
                             worded("`{}` is a number, not `{}`: {} is {}, and no date or time",
                                    row.name, text, name_, kind()),
                             {row.name});
    if (!moment)
      return complain(Code::bad_value, where,
                      model::takes_only_moments(variant_, owner_)
                          ? no_moment(text, name_, variant_, owner_)
                          : fmt::format("there is no day or time {}", text),
                      {text});
    using Kind = model::Moment::Kind;
    static constexpr std::pair<Kinds, Kind> all[] = {{date_kind, Kind::date},
                                                     {time_kind, Kind::time},
                                                     {local_kind, Kind::local},
                                                     {instant_kind, Kind::instant},
                                                     {month_kind, Kind::month}};
    for (const auto& [bit, kind] : all)
      if ((kinds & bit) != 0 && model::compare_at_all(kind, moment->kind)) return;
    complain(Code::type_mismatch, where,
             worded("{} is {}, `{}` is {}: only like kinds compare", name_, kinds_text(kinds), text,
                    model::kind_words(moment->kind)),
             {text});
  }
  void check_operand(const CheckRow& row, const model::Check<std::int64_t>& count) {
    if (count.is < 0)
      complain(Code::bad_value, where_of(count.outcome), worded("`{}` is never negative", row.name),
               {row.name});
  }
  void check_operand(const CheckRow& row, model::Check<std::vector<model::MemberName>>& members) {
    check_keys(row, members);
  }
  template <class T>
  void check_operand(const CheckRow&, const model::Check<T>&) {}  // told by parse, or by name above

  // Two bounds leave something between them.
  void check_room(const std::optional<model::Check<Scalar>>& min,
                  const std::optional<model::Check<Scalar>>& max) {
    if (!min || !max) return;
    const auto is_moment = [](const model::Check<Scalar>& bound) {
      return std::holds_alternative<std::string>(bound.is.value);
    };
    if (is_moment(*min) && is_moment(*max)) return check_room_of_time(*min, *max);
    if (!model::is_number(min->is) || !model::is_number(max->is) || !is_more(min->is, max->is))
      return;
    complain_of_two(
        Code::bad_value, {where_of(max), "max"}, {where_of(min), "min"},
        worded("no number is from {} to {}", spelling_of(min->is), spelling_of(max->is)));
  }
  void check_room_of_time(const model::Check<Scalar>& min, const model::Check<Scalar>& max) {
    const std::string from = spelling_of(min.is), to = spelling_of(max.is);
    const auto low = model::read_constant(variant_, owner_, from),
               high = model::read_constant(variant_, owner_, to);
    if (!low || !high || !model::is_before(*high, *low)) return;
    complain_of_two(Code::bad_value, {where_of(max.outcome), "max"}, {where_of(min.outcome), "min"},
                    worded("nothing is from {} to {}", from, to));
  }
  void check_room(const std::optional<model::Check<std::int64_t>>& min,
                  const std::optional<model::Check<std::int64_t>>& max, std::string_view min_key,
                  std::string_view max_key) {
    if (!min || !max || min->is <= max->is) return;
    complain_of_two(
        Code::bad_value, {where_of(max), max_key}, {where_of(min), min_key},
        worded("`{}` {} is over `{}` {}: nothing fits", min_key, min->is, max_key, max->is));
  }

  // `unique: true` compares single values: of two objects or two lists nobody is told. Items of no
  // type may be anything, and are compared as far as they are single.
  void need_single(const Field& item, SourceLocation where) {
    constexpr TypeSet single = numeric_types | model::boolean_type | model::string_type,
                      others = model::object_type | model::array_type;
    const model::Block* block = model::block_of(item);
    const TypeSet types = all_types_of(item);
    if ((model::types_of(item.main) & single) == 0)
      complain(Code::type_mismatch, where,
               worded("`unique: true` compares single values; the items of {} are none{}", name_,
                      block == nullptr ? "" : ": name a member of theirs, `unique: id`"),
               {"unique"});
    else if ((types & others) != 0 && (types & (single | others)) != (single | others))
      complain(Code::type_mismatch, where,
               worded("`unique: true` compares single values, and an item of {} may be {}: "
                      "write what its items are, `items: {{type: string}}`",
                      name_,
                      (types & others) == others          ? "an object or a list"
                      : (types & model::object_type) != 0 ? "an object"
                                                          : "a list"),
               {"unique"});
  }

  // A member by which items are told apart, where its type is written.
  void need_single_member(const Field& member, SourceLocation where) {
    const TypeSet types = all_types_of(member);
    constexpr TypeSet others = model::object_type | model::array_type,
                      anything = numeric_types | model::boolean_type | model::string_type | others;
    if ((types & anything) == anything || (types & others) == 0) return;
    Message message = worded(
        "`unique` compares single values, and `{}` of an item of {} may be {}: name a "
        "member that is a text, a number, true or false",
        member.name, name_, (types & model::object_type) != 0 ? "an object" : "a list");
    message.sentence += member.name;
    complain(Code::type_mismatch, where, std::move(message), {"unique"});
  }

  // `unique: id` and the like: the items have that member, and its values have an order if need be.
  void check_keys(const CheckRow& row, model::Check<std::vector<model::MemberName>>& keys) {
    if ((types_ & model::array_type) == 0) return;
    const bool ordered = row.kind != CheckKind::unique;
    const SourceLocation where = where_of(keys.outcome);
    const Field* item = variant_.items ? variant_.items.get() : model::item_of(field_);
    if (item != nullptr && item->recovered) context_.mistakes.silence_subject();
    if (keys.is.empty() && item != nullptr && !ordered) need_single(*item, where);
    if (keys.is.empty() && item != nullptr && ordered)
      need_order(*item, where, row.name, "an item");
    if (keys.is.empty()) return;
    const model::Block* block = item != nullptr ? model::block_of(*item) : nullptr;
    for (auto& [key, way] : keys.is) {
      const std::vector<KeyStep> steps = key_steps(block, key);
      const Field* member = steps.back().field;
      if (is_none(steps)) continue;
      const auto skips_list = [](const KeyStep& step) {
        return !step.each && step.field != nullptr && model::item_of(*step.field) != nullptr;
      };
      const auto list = std::ranges::find_if(steps, skips_list);
      if (list != steps.end() && list + 1 != steps.end())
        complain(
            Code::bad_value, where,
            worded("`{0}`: `{1}` is a list: write `{1}[]` for each of its items", key, list->name),
            {row.name});
      else if (member == nullptr)
        complain(Code::unknown_name, where,
                 worded("the items of {} have no field `{}`", name_, key),
                 {key, field_names(steps.back().block)});
      else if (ordered && steps.size() > 1)
        complain(Code::bad_value, where,
                 worded("`{}` goes by a member of the items of {}; `{}` lies further down",
                        row.name, name_, key),
                 {row.name});
      else if (check_way(steps, where, key, keys.is.size() == 1))
        check_key(row, steps, way, where);
    }
  }

  void check_key(const CheckRow& row, const std::vector<KeyStep>& steps,
                 std::vector<model::MemberName::Step>& way, SourceLocation where) {
    const KeyStep& last = steps.back();
    const Field* value = last.each ? model::item_of(*last.field) : last.field;
    for (const KeyStep& step : steps) way.push_back({number_in_block(step), step.each});
    if (row.kind != CheckKind::unique)
      need_order(*value, where, row.name, "`" + last.name + "`");
    else
      need_single_member(*value, where);
  }

  /// Of a key that goes through lists of the items.
  bool check_way(const std::vector<KeyStep>& steps, SourceLocation where, const std::string& key,
                 bool alone) {
    for (const KeyStep& step : steps) {
      const bool list = model::item_of(*step.field) != nullptr;
      if (step.each && !list)
        complain(Code::type_mismatch, where,
                 worded("`{}`: `{}` is no list of described items", key, step.name), {"unique"});
      else if (step.each && !alone)
        complain(Code::bad_value, where,
                 worded("`{}` goes through a list of the items: it stands alone", key), {"unique"});
      else
        continue;
      return false;
    }
    return true;
  }

  void need_order(const Field& field, SourceLocation where, std::string_view check,
                  const std::string& what) {
    const Kinds kinds = kinds_of(field, context_.rules);
    if ((kinds & ordered_kinds) != 0) return;
    Message message =
        worded("`{}` needs numbers, dates or times; {} is {}", check, what, kinds_text(kinds));
    message.sentence += what;
    complain(Code::type_mismatch, where, std::move(message), {check});
  }

  Variant& variant_;
  const Field& field_;
  std::string name_;
  TypeSet types_;
  const model::RuleSet& owner_;
  CheckContext& context_;
};

}  // namespace

TypeSet all_types_of(const Field& field) {
  TypeSet types = model::types_of(field.main);
  for (const Variant& variant : field.also)
    types = static_cast<TypeSet>(types | model::types_of(variant));
  return types;
}

std::string types_text(TypeSet types) {
  static constexpr std::pair<TypeSet, const char*> names[] = {
      {model::null_type, "null"},          {model::boolean_type, "a boolean"},
      {model::integer_type, "an integer"}, {model::number_type, "a number"},
      {model::string_type, "text"},        {model::object_type, "an object"},
      {model::array_type, "a list"}};
  std::string text;
  for (const auto& [type, name] : names)
    if ((types & type) != 0) text += (text.empty() ? "" : " or ") + std::string{name};
  return text;
}

bool is_own(SourceLocation key, const Field& field) {
  const SourceLocation own = field.where;
  return key.line != 0 && key.file == own.file &&
         std::pair(key.line, key.column) >= std::pair(own.line, own.column);
}

void check_field(Field& field, const model::Scope& around, const std::string& path,
                 CheckContext& context) {
  VariantCheck{field.main, field, path, context}.run();
  for (Variant& variant : field.also) {
    VariantCheck{variant, field, path, context}.run();
    if (variant.when) bind_condition(*variant.when, around, context);
  }
  for (model::RequiredWhere& where : field.required_where)
    bind_condition(where.when, around, context);
  check_by(field, around, context);
}

std::vector<std::string> check_names(const Field& field) {
  std::vector<std::string> names;
  if (field.required || !field.required_where.empty()) names.emplace_back("required");
  if (field.was || !field.old_values.empty()) names.emplace_back("was");
  model::for_each_check(field.main, [&names](const CheckRow& row, const auto& check) {
    if (check) names.emplace_back(row.name);
  });
  return names;
}

}  // namespace leadlint::check
