// A field's own form to a fast check: its checks, joined into one test that a good value passes.
//
//   string, max_length 500              any text of at most 500 bytes (never more code points)
//   string, values {A B}                a text that the value set has
//   string, trimmed first, format date  yyyy-MM-dd without blanks around it
//   number, min 0                       a number without a sign
//
// A check that fits no such test takes the kinds of values it looks at out of the fast check.
#include "fast/fast_part.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>

#include "text/decimal.h"

namespace leadlint::fast {
namespace {

using table::Check;
using table::CheckKind;
using table::FastCheck;
using table::Index;
using table::Kinds;
using table::none;
using Text = FastCheck::Text;
using Numbers = FastCheck::Numbers;

constexpr Kinds numeric = table::k_integer | table::k_number;
constexpr Kinds containers = table::k_object | table::k_array;
constexpr std::uint32_t no_limit = std::numeric_limits<std::uint32_t>::max();

class FastCheckMaker {
 public:
  /// `watched`: a fact of the object around it says whether a catalog lacks the value.
  FastCheckMaker(const table::DecisionTable& table, const table::Field& field, bool watched)
      : table_(table), field_(field), watched_(watched) {}

  [[nodiscard]] FastCheck make() {
    fast_.max_size = no_limit;
    fast_.text = Text::any;
    if (field_.variants.count == 0) {
      fast_.kinds = numeric | table::k_boolean | table::k_string | containers;
      return fast_;
    }
    const table::Variant& variant = table_.variants[field_.variants[0]];
    fast_.kinds = static_cast<Kinds>(variant.kinds & ~table::k_null);
    if ((variant.kinds & table::k_number) != 0) fast_.kinds |= table::k_integer;
    if ((variant.kinds & table::k_string) == 0) read_from_text(variant.text_kinds);
    for (Index c = 0; c < variant.checks.count; ++c)
      take(table_.checks[variant.checks[c]], variant);
    value_facts();
    return field_.deferred ? FastCheck{} : fast_;
  }

 private:
  void leave_out(Kinds kinds) { fast_.kinds = static_cast<Kinds>(fast_.kinds & ~kinds); }

  /// Texts that stand for a value of another kind.
  void read_from_text(Kinds kinds) {
    switch (kinds) {
      case table::k_boolean:
        fast_.text = Text::boolean;
        break;
      case table::k_integer:
        fast_.text = Text::integer;
        break;
      case table::k_number:
      case table::k_number | table::k_integer:
        fast_.text = Text::number;
        break;
      default:  // none, or several kinds that the form tells apart
        return;
    }
    fast_.kinds |= table::k_string;
  }

  void take(const Check& check, const table::Variant& variant) {
    switch (check.kind) {
      case CheckKind::type:
      case CheckKind::readable:       // what `read_from_text` is about
      case CheckKind::integer_range:  // every fast check asks for it
        break;
      case CheckKind::min_items:
        leave_out(table::k_object);  // members are counted there
        items(check.integer, no_limit);
        break;
      case CheckKind::max_items:
        leave_out(table::k_object);
        items(0, check.integer);
        break;
      case CheckKind::unique:
      case CheckKind::ascending:
      case CheckKind::not_descending:
        leave_out(table::k_array);
        break;
      case CheckKind::min_length:
        min_length(check);
        break;
      case CheckKind::max_length:
        fast_.max_size = std::min(fast_.max_size, size(check.integer));
        break;
      case CheckKind::trimmed:
        fast_.tight = true;
        break;
      case CheckKind::values:
        leave_out(numeric | table::k_boolean | containers);
        if (check.values == field_.value_set)  // another case of a text takes the long way
          text(Text::value, check.values.number());
        else
          leave_out(table::k_string);
        break;
      case CheckKind::catalog:
        leave_out(table::k_boolean | containers);
        if (!watched_) leave_out(numeric | table::k_string);
        break;
      case CheckKind::pattern:
      case CheckKind::format:
        fast_.tight = fast_.tight || variant.trims;
        format(table_.formats[table_.format_ids[check.span.first]]);
        break;
      case CheckKind::min:
        leave_out(table::k_string);
        if (check.moment == none) min(check);
        break;
      case CheckKind::max:
        leave_out(check.moment == none ? Kinds{numeric | table::k_string} : table::k_string);
        break;
      case CheckKind::decimals:
        leave_out(table::k_string);
        places(check.integer);
        break;
      case CheckKind::multiple_of:
        leave_out(table::k_string);
        multiple_of(table_.text(check.text));
        break;
      case CheckKind::enumerates:
        leave_out(table::k_string);
        break;
    }
  }

  [[nodiscard]] static std::uint32_t size(std::int64_t value) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value, 0, no_limit));
  }

  /// The sizes that are kept are a text's, where the field takes texts.
  void items(std::int64_t fewest, std::int64_t max) {
    if ((fast_.kinds & table::k_string) != 0) return leave_out(table::k_array);
    fast_.min_size = std::max(fast_.min_size, size(fewest));
    fast_.max_size = std::min(fast_.max_size, size(max));
  }

  void min(const Check& check) {
    fast_.numbers = Numbers::from;
    if (check.number <= 0) return;
    constexpr std::int64_t max = std::numeric_limits<std::int32_t>::max();
    if (!check.integral || check.integer > max) return leave_out(numeric);
    leave_out(table::k_number);
    fast_.bound = std::max(fast_.bound, static_cast<std::int32_t>(check.integer));
  }

  /// Integers have none behind the point, and need not be asked.
  void places(std::int64_t most) {
    if ((fast_.kinds & table::k_number) == 0) return;
    const bool again = fast_.numbers == Numbers::places || fast_.numbers == Numbers::places_from_0;
    const auto bound = static_cast<std::int32_t>(
        std::min<std::int64_t>(most, std::numeric_limits<std::int32_t>::max()));
    fast_.bound = again ? std::min(fast_.bound, bound) : bound;
    if (fast_.numbers == Numbers::any) fast_.numbers = Numbers::places;
    if (fast_.numbers == Numbers::from) fast_.numbers = Numbers::places_from_0;
  }

  /// 0.01 asks for two places at most.
  void multiple_of(std::string_view unit) {
    const auto number = read_decimal(unit);
    if (!number || number->digits != "1" || number->power > 0) return leave_out(numeric);
    places(-number->power);
  }

  // A code point takes at most four bytes.
  void min_length(const Check& check) {
    constexpr std::int64_t max = no_limit / 4;
    if (check.integer > max) return leave_out(table::k_string);
    if (check.integer <= 0) return;
    fast_.tight = true;
    const auto bytes = static_cast<std::uint32_t>(check.integer == 1 ? 1 : 4 * check.integer);
    fast_.min_size = std::max(fast_.min_size, bytes);
  }

  /// The first of several ways to write a value; values written in another are judged by the form.
  void format(const table::Format& format) {
    switch (format.kind) {
      case table::FormatKind::automaton:
        return text(Text::pattern, format.index);
      case table::FormatKind::date_time:
        return moment(format.alternatives.first);
      case table::FormatKind::values:
        return leave_out(table::k_string);
    }
  }

  void moment(Index index) {
    text(table_.date_times[index].is_day ? Text::day : Text::moment, index);
  }

  /// One thing is asked of a text beside its length, not two.
  void text(Text wanted, Index index) {
    if (fast_.text != Text::any) return leave_out(table::k_string);
    fast_.text = wanted;
    fast_.index = index;
  }

  void value_facts() {
    fast_.is_brief = field_.long_number_report != none;
    if (fast_.is_brief && fast_.numbers == Numbers::any) fast_.numbers = Numbers::brief;
    fast_.true_mask = field_.true_mask;
    fast_.false_mask = field_.false_mask;
    if (field_.value_masks.count != 0) fast_.value_masks = field_.value_masks.first;
    const bool truth = field_.true_mask != none || field_.false_mask != none;
    if (truth && fast_.text != Text::boolean) leave_out(table::k_string);
    // What an enumeration says of a value is noted with it, by whichever form takes it.
    if (field_.value_set != none) leave_out(numeric | table::k_boolean | containers);
    if (watched_ && field_.value_set != none && is_plain(table_.value_sets[field_.value_set]))
      text(Text::named, field_.value_set.number());
    if (field_.value_set != none && fast_.text != Text::value && fast_.text != Text::named)
      leave_out(table::k_string);
    if ((fast_.kinds & table::k_string) == 0) fast_.text = Text::never;
  }

  /// Is a text one of the set where it is spelled so, and only then?
  [[nodiscard]] static bool is_plain(const table::ValueSet& set) {
    return set.kinds == table::k_string && !set.ignore_case && set.moments == none;
  }

  const table::DecisionTable& table_;
  const table::Field& field_;
  bool watched_;
  FastCheck fast_;
};

}  // namespace

void add_fast_checks(table::DecisionTable& table) {
  std::set<table::FieldId> watched;
  for (const table::Fact& fact : table.facts)
    if (fact.kind == table::FactKind::catalog_lacks) watched.insert(table.refs[fact.a].field);
  for (const table::FieldId id : table.fields.ids())
    table.fast.checks[id] = FastCheckMaker{table, table.fields[id], watched.contains(id)}.make();
}

}  // namespace leadlint::fast
