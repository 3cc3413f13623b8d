// A field's own form to a short look: its checks, joined into one test that a good value passes.
//
//   string, max_length 500              any text of at most 500 bytes (never more code points)
//   string, values {A B}                a text that the value set has
//   string, trimmed first, format date  yyyy-MM-dd without blanks around it
//   number, min 0                       a number without a sign
//
// A check that fits no such test takes the kinds of values it looks at out of the short look.
#include "compile/first_look.h"

#include <algorithm>
#include <limits>

namespace leadlint::compile {
namespace {

using table::Check;
using table::CheckKind;
using table::Index;
using table::Kinds;
using table::none;
using table::ShortLook;
using Text = ShortLook::Text;

constexpr Kinds numeric = table::k_integer | table::k_number;
constexpr Kinds containers = table::k_object | table::k_array;
constexpr std::uint32_t no_limit = std::numeric_limits<std::uint32_t>::max();

class ShortLookMaker {
 public:
  ShortLookMaker(const table::DecisionTable& table, const table::Field& field)
      : table_(table), field_(field) {}

  [[nodiscard]] ShortLook make() {
    look_.max_size = no_limit;
    look_.text = Text::any;
    if (field_.forms.count == 0) {
      look_.kinds = numeric | table::k_boolean | table::k_string | containers;
      return look_;
    }
    const table::Form& form = table_.forms[field_.forms.first];
    look_.kinds = static_cast<Kinds>(form.kinds & ~table::k_null);
    if ((form.kinds & table::k_number) != 0) look_.kinds |= table::k_integer;
    if ((form.kinds & table::k_string) == 0) read_from_text(form.text_kinds);
    for (Index c = 0; c < form.checks.count; ++c) take(table_.checks[form.checks.first + c], form);
    value_facts();
    return field_.deferred ? ShortLook{} : look_;
  }

 private:
  void leave_out(Kinds kinds) { look_.kinds = static_cast<Kinds>(look_.kinds & ~kinds); }

  /// Texts that stand for a value of another kind.
  void read_from_text(Kinds kinds) {
    switch (kinds) {
      case table::k_boolean:
        look_.text = Text::boolean;
        break;
      case table::k_integer:
        look_.text = Text::integer;
        break;
      case table::k_number:
      case table::k_number | table::k_integer:
        look_.text = Text::number;
        break;
      default:  // none, or several kinds that the form tells apart
        return;
    }
    look_.kinds |= table::k_string;
  }

  void take(const Check& check, const table::Form& form) {
    switch (check.kind) {
      case CheckKind::type:
      case CheckKind::readable:       // what `read_from_text` is about
      case CheckKind::integer_range:  // every short look asks for it
        break;
      case CheckKind::min_items:
        items(check.integer, no_limit);
        break;
      case CheckKind::max_items:
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
        look_.max_size = std::min(look_.max_size, size(check.integer));
        break;
      case CheckKind::trimmed:
        look_.tight = true;
        break;
      case CheckKind::values:
        leave_out(numeric | table::k_boolean | containers);
        if (check.index == field_.value_set)  // another case of a text takes the long way
          text(Text::value, check.index);
        else
          leave_out(table::k_string);
        break;
      case CheckKind::pattern:
      case CheckKind::format:
        look_.tight = look_.tight || form.trims;
        format(table_.formats[table_.format_ids[check.span.first]]);
        break;
      case CheckKind::min:
        leave_out(table::k_string);
        least(check);
        break;
      case CheckKind::max:
        leave_out(numeric | table::k_string);
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
  void items(std::int64_t fewest, std::int64_t most) {
    if ((look_.kinds & table::k_string) != 0) return leave_out(table::k_array);
    look_.min_size = std::max(look_.min_size, size(fewest));
    look_.max_size = std::min(look_.max_size, size(most));
  }

  void least(const Check& check) {
    look_.bounded = true;
    if (check.number <= 0) return;
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    if (!check.integral || check.integer > most) return leave_out(numeric);
    leave_out(table::k_number);
    look_.least = std::max(look_.least, static_cast<std::int32_t>(check.integer));
  }

  // A code point takes at most four bytes.
  void min_length(const Check& check) {
    constexpr std::int64_t most = no_limit / 4;
    if (check.integer > most) return leave_out(table::k_string);
    if (check.integer <= 0) return;
    look_.tight = true;
    const auto bytes = static_cast<std::uint32_t>(check.integer == 1 ? 1 : 4 * check.integer);
    look_.min_size = std::max(look_.min_size, bytes);
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
    if (look_.text != Text::any) return leave_out(table::k_string);
    look_.text = wanted;
    look_.index = index;
  }

  void value_facts() {
    look_.true_mask = field_.true_mask;
    look_.false_mask = field_.false_mask;
    if (field_.value_masks.count != 0) look_.value_masks = field_.value_masks.first;
    const bool truth = field_.true_mask != none || field_.false_mask != none;
    if (truth && look_.text != Text::boolean) leave_out(table::k_string);
    // What an enumeration says of a value is noted with it, by whichever form takes it.
    if (field_.value_set != none) leave_out(numeric | table::k_boolean | containers);
    if (field_.value_set != none && look_.text != Text::value) leave_out(table::k_string);
    if ((look_.kinds & table::k_string) == 0) look_.text = Text::never;
  }

  const table::DecisionTable& table_;
  const table::Field& field_;
  ShortLook look_;
};

}  // namespace

void add_short_looks(table::DecisionTable& table) {
  table.short_looks.reserve(table.fields.size());
  for (const table::Field& field : table.fields)
    table.short_looks.push_back(ShortLookMaker{table, field}.make());
}

}  // namespace leadlint::compile
