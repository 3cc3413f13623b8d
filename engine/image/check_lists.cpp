// Each entry of a table's lists by itself.
#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "fast/name_hash.h"
#include "image/check.h"
#include "image/fact_operands.h"
#include "image/layout.h"
#include "text/ascii.h"
#include "text/decimal.h"
#include "text/decimal_sum.h"
#include "text/text_part.h"

namespace leadlint::image {
namespace {

using table::Index;
using table::none;

constexpr std::uint32_t max_depth_of_records = 100'000;
constexpr std::int64_t seconds_a_day = 86'400, max_days = 4'000'000;
constexpr std::int64_t max_seconds_moved = std::int64_t{1} << 50;

bool is_within(std::size_t first, std::size_t count, std::size_t size) {
  return first <= size && count <= size - first;
}

bool is_between(std::int64_t number, std::int64_t most) {
  return number >= -most && number <= most;
}

/// -?[0-9]+, as many digits as fit 64 bits.
bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.size() <= 18 && std::all_of(text.begin(), text.end(), is_digit);
}

class Lists {
 public:
  explicit Lists(const table::DecisionTable& table) : table_(table) {}

  [[nodiscard]] std::optional<std::string> check() {
    if (whole()) {
      each("value_sets", table_.value_sets, &Lists::value_set) &&
          each("blocks", table_.blocks, &Lists::block) &&
          each("formats", table_.formats, &Lists::format) &&
          each("automata", table_.automata, &Lists::automaton) &&
          each("date_times", table_.date_times, &Lists::date_time) &&
          each("date_pictures", table_.date_pictures, &Lists::picture) &&
          each("moments", table_.moments, &Lists::moment) &&
          each("reports", table_.reports, &Lists::report) &&
          each("checks", table_.checks, &Lists::value_check) &&
          each("facts", table_.facts, &Lists::fact) &&
          each("calculations", table_.calculations, &Lists::calculation) &&
          each("calculation_terms", table_.calculation_terms, &Lists::term) &&
          each("former_lists", table_.former_lists, &Lists::former_values) &&
          each("former_values", table_.former_values, &Lists::former_value) &&
          each("default_values", table_.default_values, &Lists::default_value) &&
          each("name_shapes", table_.name_shapes, &Lists::name_shape) &&
          each("catalog_keys", table_.catalog_keys, &Lists::catalog_key) &&
          each("row_columns", table_.row_columns, &Lists::row_column) &&
          each("column_uses", table_.column_uses, &Lists::column_use) &&
          each("named_of_catalogs", table_.named_of_catalogs, &Lists::named_of_catalog) &&
          each("wordings", table_.wordings, &Lists::wording) &&
          each("pair_lists", table_.pair_lists, &Lists::pair_list);
    }
    return std::move(fault_);
  }

 private:
  template <class Entries>
  bool each(std::string_view name, const Entries& entries,
            bool (Lists::*means)(const typename Entries::value_type&) const) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if ((this->*means)(entries.data()[i])) continue;
      fault_ = fmt::format("{} {} means nothing", name, i);
      return false;
    }
    return true;
  }

  bool whole() {
    if (table_.root == none)
      fault_ = "`root` is missing";
    else if (table_.row_heads.size() != table_.rows.size())
      fault_ = "`row_heads` are not as many as `rows`";
    else if (table_.options.max_depth < 1 || table_.options.max_depth > max_depth_of_records)
      fault_ = "`options` has a depth that is none";
    else if (!is_between(table_.zone, seconds_a_day))
      fault_ = "`zone` is none";
    return !fault_;
  }

  // Names -----------------------------------------------------------------------------------------

  [[nodiscard]] bool hash(const table::NameHash& hash) const {
    if (hash.names.count >= table::no_name) return false;
    const std::uint32_t slots = hash.slots.count;
    if (slots == 0) return true;  // finds nothing
    if (slots < 2 || !std::has_single_bit(slots) || hash.shift != 64 - std::countr_zero(slots) ||
        hash.probes == 0 || hash.probes > slots)
      return false;
    const auto* const first = table_.hash_slots.data() + hash.slots.first;
    return std::all_of(first, first + slots, [&](std::uint16_t ordinal) {
      return ordinal == table::no_name || ordinal < hash.names.count;
    });
  }

  [[nodiscard]] bool value_set(const table::ValueSet& set) const {
    if (!hash(set.hash) || !hash(set.folded)) return false;
    if (set.folded.names.count > set.hash.names.count) return false;  // ordinals of the same list
    return set.moments == none ||
           is_within(set.moments, set.hash.names.count, table_.moments.size());
  }

  [[nodiscard]] bool block(const table::Block& block) const {
    return hash(block.names) && block.names.names.count == block.fields.count;
  }

  // Formats ---------------------------------------------------------------------------------------

  [[nodiscard]] bool format(const table::Format& format) const {
    switch (format.kind) {
      case table::FormatKind::automaton:
        return format.index < table_.automata.size();
      case table::FormatKind::values:
        return format.index < table_.value_sets.size();
      case table::FormatKind::date_time:
        return format.alternatives.count != 0;
    }
    return false;
  }

  [[nodiscard]] bool automaton(const table::Automaton& automaton) const {
    if (automaton.states < 2 || automaton.classes == 0) return false;
    if (automaton.transitions.count != std::uint32_t{automaton.states} * automaton.classes ||
        automaton.accepting.count != automaton.states)
      return false;
    const auto is_class = [&](std::uint8_t number) { return number < automaton.classes; };
    const auto is_state = [&](std::uint16_t number) { return number < automaton.states; };
    const auto* const next = table_.automaton_transitions.data() + automaton.transitions.first;
    return std::ranges::all_of(automaton.byte_class, is_class) &&
           std::all_of(next, next + automaton.transitions.count, is_state) &&
           automaton.run.low <= 0x7F && automaton.run.high <= 0x7F;
  }

  /// Optional parts lie in one another, and end.
  [[nodiscard]] bool steps(const table::DateStep* at, const table::DateStep* end,
                           int depth = 0) const {
    constexpr int max_depth = 64;
    using Op = table::DateStep::Op;
    for (; at != end; ++at) {
      if (at->op != Op::optional_begin) continue;
      if (at->skip == 0 || end - at <= at->skip || depth == max_depth) return false;
      if (!steps(at + 1, at + at->skip, depth + 1)) return false;
      at += at->skip;
    }
    return true;
  }

  [[nodiscard]] bool date_time(const table::DateTime& format) const {
    const auto* const first = table_.date_steps.data() + format.steps.first;
    if (!steps(first, first + format.steps.count)) return false;
    return format.picture == none ||
           table_.date_pictures[format.picture].steps <= format.steps.count;
  }

  /// Numbers stand where digits are.
  [[nodiscard]] bool picture(const table::DatePicture& picture) const {
    using Picture = table::DatePicture;
    constexpr char slack_of_digit = 0x76, slack_of_literal = 0x7F;
    if (picture.size < Picture::min_size || picture.size > Picture::max_size ||
        picture.words != (picture.size + 7) / 8)
      return false;
    std::array<bool, Picture::max_size> digits{};
    for (std::size_t word = 0; word < picture.words; ++word)
      for (std::size_t byte = 0; byte < 8; ++byte) {
        const std::size_t at = 8 * word + byte;
        const bool digit = picture.slack[at] == slack_of_digit && picture.expected[at] == '0';
        if (!digit && picture.slack[at] != slack_of_literal) return false;
        digits[picture.at(word) + byte] |= digit;
      }
    const auto is_number = [&](std::uint8_t at, std::size_t count) {
      if (at == Picture::absent) return true;
      if (at + count > picture.size) return false;
      return std::all_of(digits.begin() + at, digits.begin() + at + static_cast<int>(count),
                         [](bool digit) { return digit; });
    };
    return is_number(picture.year, 4) && is_number(picture.short_year, 2) &&
           is_number(picture.month, 2) && is_number(picture.day, 2) && is_number(picture.hour, 2) &&
           is_number(picture.minute, 2) && is_number(picture.second, 2);
  }

  [[nodiscard]] bool moment(const table::Moment& moment) const {
    return is_between(moment.offset, seconds_a_day) && is_between(moment.days, max_days) &&
           moment.seconds >= 0 && moment.seconds <= seconds_a_day &&
           moment.nanoseconds < 1'000'000'000;
  }

  // Values ----------------------------------------------------------------------------------------

  /// What a check stores, by its operand (finding/checks.h).
  [[nodiscard]] bool value_check(const table::Check& check) const {
    if (check.report == none) return false;
    switch (check_row(check.kind).operand) {
      case CheckOperand::types:
      case CheckOperand::flag:
      case CheckOperand::count:
        return true;
      case CheckOperand::step:
        return is_unit(table_.text(check.text));
      case CheckOperand::number:
        return check.moment == none ? check.integral || check.text.size != 0
                                    : check.moment < table_.moments.size();
      case CheckOperand::values:
      case CheckOperand::listing:
        return check.values != none;
      case CheckOperand::column:
        return check.moment < table_.catalog_keys.size();
      case CheckOperand::formats:
      case CheckOperand::pattern: {
        if (check.span.count == 0 ||
            !is_within(check.span.first, check.span.count, table_.format_ids.size()))
          return false;
        const auto* const first = table_.format_ids.data() + check.span.first;
        return std::find(first, first + check.span.count, table::FormatId{}) ==
               first + check.span.count;
      }
      case CheckOperand::members:
        return is_within(check.span.first, check.span.count, table_.key_fields.size());
    }
    return false;
  }
  [[nodiscard]] static bool is_unit(std::string_view text) {
    constexpr std::int64_t max_digits = 18;
    const auto unit = read_decimal(text);
    return unit && !unit->digits.empty() && digit_count(*unit) <= max_digits;
  }

  [[nodiscard]] bool is_value(table::Kinds kind, table::Text at) const {
    const std::string_view text = table_.text(at);
    switch (kind) {
      case table::k_string:
        return true;
      case table::k_boolean:
        return text == "true" || text == "false";
      case table::k_integer:
        return is_integer(text);
      case table::k_number:
        return read_decimal(text).has_value();
      default:
        return false;
    }
  }
  [[nodiscard]] bool former_values(const table::FormerValues& list) const {
    return list.values != none &&
           list.entries.count == table_.value_sets[list.values].hash.names.count;
  }
  [[nodiscard]] bool former_value(const table::FormerValue& value) const {
    return is_value(value.kind, value.now);
  }
  [[nodiscard]] bool default_value(const table::DefaultValue& value) const {
    return is_value(value.kind, value.text);
  }
  [[nodiscard]] bool name_shape(const table::NameShape& shape) const {
    using Kind = table::NameShape::Kind;
    switch (shape.kind) {
      case Kind::former:
        return shape.index < table_.value_sets.size() && shape.field != none &&
               shape.both_report != none;
      case Kind::values:
        return shape.index < table_.value_sets.size();
      case Kind::pattern:
        return shape.index < table_.automata.size();
      case Kind::catalog:
        return shape.index < table_.catalog_keys.size();
      case Kind::rest:
        return true;
    }
    return false;
  }

  // Facts -----------------------------------------------------------------------------------------

  [[nodiscard]] bool number_of(const table::Fact& fact, FactOperands::Number number) const {
    using Number = FactOperands::Number;
    const auto integer = static_cast<std::uint64_t>(fact.integer);
    switch (number) {
      case Number::unused:
        return true;
      case Number::value_set:
        return fact.index < table_.value_sets.size();
      case Number::moment:
        return fact.index < table_.moments.size();
      case Number::moment_need:
        return fact.index < static_cast<Index>(members_of<table::MomentNeed>());
      case Number::format:
        return fact.index < table_.formats.size() &&
               (fact.folded_format() == none ||
                fact.folded_format().number() < table_.formats.size());
      case Number::text_part:
        return fact.index < static_cast<Index>(members_of<TextPart>());
      case Number::catalog:
        return fact.index < table_.catalogs.size();
      case Number::catalog_key:
        return fact.index < table_.catalog_keys.size();
      case Number::row_columns:
        return fact.index < table_.row_columns.size() && integer < table_.row_columns.size();
      case Number::row_column:
        return fact.index < table_.row_columns.size();
      case Number::calculation:
        return fact.index < table_.calculations.size();
      case Number::list_test:
        return fact.index < table_.list_tests.size();
      case Number::ref_in_item:
        return fact.index == none || fact.index < table_.refs.size();
    }
    return false;
  }

  [[nodiscard]] bool fact(const table::Fact& fact) const {
    const FactOperands asked = operands_of(fact.kind);
    if ((asked.a && fact.a == none) || (asked.b && fact.b == none)) return false;
    if (asked.moves_time && !is_between(fact.integer, max_seconds_moved)) return false;
    if (!number_of(fact, asked.index)) return false;
    if (fact.kind == table::FactKind::compare_number && !fact.integral && fact.text.size == 0)
      return false;
    using Run = FactOperands::Run;
    const auto lies_in = [&](const auto& list) {
      return is_within(fact.span.first, fact.span.count, list.size());
    };
    switch (asked.span) {
      case Run::unused:
        return true;
      case Run::rows:
        return lies_in(table_.rows);
      case Run::words:
        return lies_in(table_.words);
      case Run::refs: {
        if (!lies_in(table_.ref_ids)) return false;
        const auto* const first = table_.ref_ids.data() + fact.span.first;
        if (std::find(first, first + fact.span.count, table::RefId{}) != first + fact.span.count)
          return false;
        return fact.kind != table::FactKind::catalog_has ||
               fact.span.count == table_.catalog_keys[fact.catalog_key()].columns.count;
      }
    }
    return false;
  }

  [[nodiscard]] bool calculation(const table::Calculation& calculation) const {
    constexpr Index max_terms = 1024;
    return calculation.terms.count <= max_terms &&
           (calculation.within.size == 0 || read_decimal(table_.text(calculation.within)));
  }
  [[nodiscard]] bool term(const table::CalculationTerm& term) const {
    using Kind = table::CalculationFactor::Kind;
    if (term.factors.count > max_calculated_factors) return false;
    const auto* const first = table_.calculation_factors.data() + term.factors.first;
    return std::all_of(first, first + term.factors.count,
                       [&](const table::CalculationFactor& factor) {
                         switch (factor.kind) {
                           case Kind::index:
                           case Kind::item_index:
                             return true;
                           case Kind::number:
                             return read_decimal(table_.text(factor.number)).has_value();
                           case Kind::item:
                             return term.list != none;
                           case Kind::member:
                             return term.list != none && factor.ref != none;
                           case Kind::value:
                           case Kind::length:
                           case Kind::count:
                             return factor.ref != none;
                         }
                         return false;
                       });
  }

  // Catalogs --------------------------------------------------------------------------------------

  [[nodiscard]] bool catalog_key(const table::CatalogKey& key) const {
    if (key.catalog == none || key.columns.count == 0) return false;
    const auto* const first = table_.catalog_columns.data() + key.columns.first;
    return std::all_of(first, first + key.columns.count, [&](std::uint16_t column) {
      return (column & (table::folded_column - 1U)) < table_.catalogs[key.catalog].columns.count;
    });
  }
  [[nodiscard]] bool row_column(const table::RowColumn& asked) const {
    return asked.key != none &&
           asked.column < table_.catalogs[table_.catalog_keys[asked.key].catalog].columns.count;
  }
  [[nodiscard]] bool column_use(const table::ColumnUse& use) const {
    return use.catalog != none && use.column < table_.catalogs[use.catalog].columns.count;
  }
  [[nodiscard]] bool named_of_catalog(const table::NamedOfCatalog& named) const {
    return named.key != none;
  }

  // Words -----------------------------------------------------------------------------------------

  [[nodiscard]] bool report(const table::Report& report) const { return report.wording != none; }
  [[nodiscard]] bool wording(const table::Wording& wording) const {
    return wording.calculation == none || wording.block != none;
  }
  [[nodiscard]] bool pair_list(const table::PairList& pairs) const {
    return pairs.block != none && pairs.field != none && pairs.with != none;
  }

  const table::DecisionTable& table_;
  std::optional<std::string> fault_;
};

}  // namespace

std::optional<std::string> check_lists(const table::DecisionTable& table) {
  return Lists{table}.check();
}

}  // namespace leadlint::image
