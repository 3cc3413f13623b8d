// Goes through the facts that rules ask of the stored record, and makes room for what they need.
//
//   `changed(jobAmount)`     the number
//   `current.status == WON`  the word
//   `given(current.note)`    nothing but that it is there
//   `blank(current.note)`    of a text its hash, unless it is blank: that is kept
//   `matches(current.note, form)`, `length(current.note) > 3`  cannot be kept: they need the text
#include "history/state_layout.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "finding/words.h"
#include "validate/asked.h"

namespace leadlint::history {
namespace {

using table::DecisionTable;
using table::FactKind;
using validate::Asked;

/// The block of an object in the field, or of the items of a list in it.
table::BlockId block_below(const DecisionTable& table, const table::Field& field) {
  return field.block != none || field.item == none ? field.block : table.fields[field.item].block;
}

/// The fields that a place passes through, by name: "data.status", "log[last].status".
std::string name_of(const DecisionTable& table, const table::Ref& ref) {
  std::string name;
  table::BlockId block = table.fields[table.current_root].block;
  for (Index s = 0; s < ref.steps.count; ++s) {
    const std::uint16_t step = table.ref_steps[ref.steps.first + s];
    if (step == table::last_step) {
      name += "[last]";
      continue;
    }
    const table::Field& field = table.fields[table.blocks[block].fields[step]];
    name += (name.empty() ? "" : ".") + std::string{table.text(field.name)};
    block = block_below(table, field);
  }
  return name;
}

struct PlaceSent {
  std::vector<std::uint16_t> steps;
  table::FieldId field;
};
/// The same place in a payload, member by member of the same name; nullopt: payloads have no such.
std::optional<PlaceSent> place_in_payload(const DecisionTable& table, const table::Ref& ref) {
  PlaceSent place;
  table::FieldId kept = table.current_root;
  place.field = table.root;
  for (Index s = 0; s < ref.steps.count; ++s) {
    const std::uint16_t step = table.ref_steps[ref.steps.first + s];
    place.steps.push_back(step);
    const table::Field& around = table.fields[kept];
    const table::Field& sent_around = table.fields[place.field];
    if (step == table::last_step) {
      if (around.item == none || sent_around.item == none) return std::nullopt;
      kept = around.item;
      place.field = sent_around.item;
      continue;
    }
    const table::BlockId stored = around.block, sent = sent_around.block;
    if (stored == none || sent == none) return std::nullopt;
    kept = table.blocks[stored].fields[step];
    const table::Field& from = table.fields[kept];
    const std::uint16_t number = table.find(table.blocks[sent].names, table.text(from.name));
    if (number == table::no_name) return std::nullopt;
    place.steps.back() = number;
    place.field = table.blocks[sent].fields[number];
  }
  return place;
}

/// What a field can hold, all its forms together.
struct Holds {
  table::Kinds kinds = 0;
  bool text = false, numbers = false, numbers_as_text = false, fractions = false, lists = false;
  bool closed = true;         // every text it takes stands in a list of values
  bool second_parts = false;  // a date/time format of it has parts of a second
  bool other_texts = false;   // texts that are no dates
};

bool has_fraction(const DecisionTable& table, const table::Check& check) {
  for (Index i = 0; i < check.span.count; ++i) {
    const table::Format& format = table.formats[table.format_ids[check.span.first + i]];
    if (format.kind != table::FormatKind::date_time) continue;
    for (Index d = 0; d < format.alternatives.count; ++d) {
      const table::Span steps = table.date_times[format.alternatives.first + d].steps;
      for (Index s = 0; s < steps.count; ++s)
        if (table.date_steps[steps.first + s].op == table::DateStep::Op::fraction) return true;
    }
  }
  return false;
}

bool takes_dates_alone(const DecisionTable& table, const table::Check& check) {
  if (check.kind != table::CheckKind::format) return false;
  for (Index i = 0; i < check.span.count; ++i)
    if (table.formats[table.format_ids[check.span.first + i]].kind != table::FormatKind::date_time)
      return false;
  return true;
}

Holds what_it_holds(const DecisionTable& table, const table::Field& field) {
  Holds holds;
  for (Index f = 0; f < field.variants.count; ++f) {
    const table::Variant& variant = table.variants[field.variants[f]];
    holds.kinds |= variant.kinds | variant.text_kinds;
    const bool text = (variant.kinds & table::k_string) != 0 || variant.text_kinds != 0;
    holds.text = holds.text || text;
    holds.numbers_as_text =
        holds.numbers_as_text || (variant.text_kinds & (table::k_integer | table::k_number)) != 0;
    bool listed = false, dates = false;
    for (Index c = 0; c < variant.checks.count; ++c) {
      const table::Check& check = table.checks[variant.checks[c]];
      listed = listed || (check.kind == table::CheckKind::values &&
                          table.reports[check.report].severity == Severity::error);
      if (check.kind == table::CheckKind::format)
        holds.second_parts = holds.second_parts || has_fraction(table, check);
      dates = dates || takes_dates_alone(table, check);
    }
    holds.other_texts = holds.other_texts || ((variant.kinds & table::k_string) != 0 && !dates);
    holds.closed = holds.closed && (listed || !text);
  }
  holds.numbers = (holds.kinds & (table::k_integer | table::k_number)) != 0;
  holds.fractions = (holds.kinds & table::k_number) != 0;
  holds.lists = (holds.kinds & table::k_array) != 0;
  return holds;
}

class Planner {
 public:
  explicit Planner(const DecisionTable& table) : table_(table) {}

  tl::expected<StateLayout, OwnedFindings> make() {
    if (table_.current_root == none) return StateLayout{};
    for (const Asked& asked : validate::asked_of(table_, table::Base::current)) {
      for (table::RefId ref = asked.ref; ref != none; ref = table_.refs[ref].alternative)
        ask(ref, asked);
    }
    lay_out();
    if (!refusals_.empty()) return tl::unexpected(std::move(refusals_));
    return std::move(layout_);
  }

 private:
  void ask(table::RefId id, const Asked& asked) {
    const table::Ref& ref = table_.refs[id];
    const auto sent = place_in_payload(table_, ref);
    if (!sent) return;
    layout_.conditional = layout_.conditional || table_.fields[sent->field].deferred;
    StateSlot& slot = slot_of(ref, sent->steps, asked);
    slot.elsewhere = slot.elsewhere || (id == asked.ref && ref.alternative != none);
    const std::string_view trouble = keep(slot, ref, table_.fields[sent->field], *asked.fact);
    if (!trouble.empty()) refuse(asked, ref, std::string{trouble});
  }

  StateSlot& slot_of(const table::Ref& ref, const std::vector<std::uint16_t>& sent,
                     const Asked& asked) {
    const auto* const first = table_.ref_steps.data() + ref.steps.first;
    const std::vector<std::uint16_t> stored(first, first + ref.steps.count);
    const auto [at, is_new] = by_place_.try_emplace(stored, layout_.slots.size());
    if (is_new) {
      layout_.slots.push_back({.stored = stored, .sent = sent, .field = ref.field, .keeps = {}});
      first_asked_.emplace_back(asked, ref);
    }
    return layout_.slots[at->second];
  }

  /// Notes what a fact needs of a slot's values. Not empty: why they cannot be kept.
  std::string_view keep(StateSlot& slot, const table::Ref& ref, const table::Field& sent,
                        const table::Fact& fact) {
    if (table_.ref_steps[ref.steps.first + ref.steps.count - 1] == table::last_step)
      return phrase(Say::history_last_item);
    const table::Field& field = table_.fields[ref.field];
    // What a payload sends, not all that the stored record takes: there a date may carry a time.
    const Holds holds = what_it_holds(table_, sent);
    const bool whole_text = !holds.text || (holds.closed && !field.moments);
    using K = FactKind;
    switch (fact.kind) {
      case K::present:
      case K::itself:
      case K::good:
      case K::known:
      case K::broken:
      case K::there:
      case K::unread:
      case K::sent:
      case K::cleared:
      case K::emptied:
        return {};
      case K::compare_length:
      case K::compare_lengths:
      case K::compare_length_to:
        slot.keeps.length = holds.lists;
        if (!whole_text) return phrase(Say::history_length);
        break;
      case K::calculation:
        if (!measures(table_.calculations[fact.index], ref)) break;
        slot.keeps.length = holds.lists;
        if (!whole_text) return phrase(Say::history_length);
        break;
      case K::matches:
      case K::text_part:
      case K::text_part_of:
      case K::row_known:
      case K::column_there:
      case K::compare_column_number:
      case K::compare_column_text:
      case K::compare_column_to:
      case K::compare_columns:
      case K::catalog_has:
        if (!whole_text) return phrase(Say::history_hash);
        if (holds.fractions) return phrase(Say::history_number);
        break;
      case K::compare_text:
        if (field.moments) return phrase(Say::history_date);
        if (holds.fractions) return phrase(Say::history_number);
        break;
      case K::in_values:
        if (field.moments && table_.value_sets[fact.value_set()].moments == none)
          return phrase(Say::history_date);
        if (!holds.closed && holds.numbers_as_text) return phrase(Say::history_number);
        if ((holds.kinds & table::k_string) != 0) slot.keeps.asked.push_back(fact.value_set());
        break;
      case K::blank:
      case K::empty:
        slot.keeps.blanks = true;
        break;
      case K::compare:
      case K::comparable:
      case K::same:
      case K::changed:
        if (field.moments && !both_moments(fact)) return phrase(Say::history_date);
        break;
      case K::among_items:
        if (field.moments) return phrase(Say::history_date);
        break;
      case K::is_true:
      case K::is_false:
      case K::compare_number:
      case K::no_number:
      case K::compare_moment:
      case K::compare_time:
      case K::compare_times:
      case K::no_moment:
      case K::on_weekday:
      case K::compare_now:
      case K::compare_today:
      case K::before:
      case K::has_now:
      case K::only:
      case K::in_form:
      case K::counted:
      case K::has_current:
      case K::has_request:
      case K::has_params:
      case K::says_no_current:
      case K::stored_known:
      case K::catalog_given:
      case K::catalog_lacks:  // of what is sent
      case K::some_item:
      case K::each_item:
      case K::any_row:
        break;
    }
    keep_values(slot.keeps, field, holds, fact.kind);
    return {};
  }

  /// Is the length of what stands there a part of the calculation?
  [[nodiscard]] bool measures(const table::Calculation& calculation, const table::Ref& ref) const {
    for (const table::CalculationTerm& term : part_of(table_.calculation_terms, calculation.terms))
      for (const table::CalculationFactor& factor :
           part_of(table_.calculation_factors, term.factors)) {
        if (factor.kind != table::CalculationFactor::Kind::length) continue;
        for (table::RefId at = factor.ref; at != table::none; at = table_.refs[at].alternative)
          if (&table_.refs[at] == &ref) return true;
      }
    return false;
  }
  template <class T>
  static std::span<const T> part_of(const std::vector<T>& all, table::Span part) {
    return std::span(all).subspan(part.first, part.count);
  }

  [[nodiscard]] bool both_moments(const table::Fact& fact) const {
    return table_.fields[table_.refs[fact.a].field].moments &&
           table_.fields[table_.refs[fact.b].field].moments;
  }

  /// What is kept of values that are looked at.
  static void keep_values(Keeps& keeps, const table::Field& field, const Holds& holds,
                          FactKind kind) {
    keeps.values = true;
    keeps.numbers = keeps.numbers || holds.numbers;
    if (!holds.text) return;
    const bool compared = kind == FactKind::compare || kind == FactKind::comparable ||
                          kind == FactKind::compare_text || kind == FactKind::same ||
                          kind == FactKind::changed || kind == FactKind::among_items;
    using enum FactKind;
    const bool timed = kind == compare_moment || kind == compare_time || kind == compare_times ||
                       kind == no_moment || kind == on_weekday || kind == compare_now ||
                       kind == compare_today;
    keeps.moments = keeps.moments || (field.moments && (compared || timed));
    keeps.fraction = keeps.fraction || (keeps.moments && holds.second_parts);
    const bool text = (holds.kinds & table::k_string) != 0;
    // What is compared without regard to case is kept whole: a hash tells the case.
    const bool whole = holds.closed || field.ignore_case;
    keeps.words = keeps.words || (text && whole && !field.moments);
    keeps.hash =
        keeps.hash || (text && !whole && (!field.moments || holds.other_texts) && compared);
  }

  [[nodiscard]] static std::size_t data_bytes(const Keeps& keeps) {
    std::size_t bytes = 0;
    const auto room = [&](bool needed, std::size_t size) {
      if (needed) bytes = std::max(bytes, size);
    };
    room(keeps.words || keeps.blanks || !keeps.asked.empty(), 2);
    room(keeps.length, 4);
    room(keeps.moments, keeps.fraction ? 11 : 7);
    room(keeps.numbers, 8);
    room(keeps.hash, 16);
    return bytes;
  }

  /// The small ones first: what does not fit is then what takes most.
  void lay_out() {
    std::vector<std::size_t> order(layout_.slots.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (StateSlot& slot : layout_.slots) slot.bytes = data_bytes(slot.keeps);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return layout_.slots[i].bytes; });
    for (const std::size_t i : order) {
      StateSlot& slot = layout_.slots[i];
      slot.at = layout_.state_bytes;
      layout_.state_bytes += 1 + slot.bytes;
      if (layout_.state_bytes <= max_state_bytes) continue;
      const auto& [asked, ref] = first_asked_[i];
      refuse(asked, ref,
             in_words(Say::history_bytes,
                      {{"bytes", layout_.state_bytes}, {"limit", max_state_bytes}}));
      layout_.state_bytes -= 1 + slot.bytes;
    }
  }

  void refuse(const Asked& asked, const table::Ref& ref, std::string why) {
    const table::Report& report = table_.reports[asked.report];
    OwnedFinding finding;
    finding.code = Code::limit_exceeded;
    finding.rule = fmt::format("{}#{}", table_.text(table_.id), table_.text(report.rule));
    finding.rule_location = fmt::format("{}:{}", table_.text(report.file), report.line);
    finding.message = in_words(
        Say::limit_exceeded_history,
        {{"rule", table_.text(report.rule)}, {"path", name_of(table_, ref)}, {"why", why}});
    const bool said =
        std::any_of(refusals_.begin(), refusals_.end(),
                    [&](const OwnedFinding& other) { return other.message == finding.message; });
    if (!said) refusals_.push_back(std::move(finding));
  }

  const DecisionTable& table_;
  StateLayout layout_;
  std::map<std::vector<std::uint16_t>, std::size_t> by_place_;
  std::vector<std::pair<Asked, table::Ref>> first_asked_;  // by slot
  OwnedFindings refusals_;
};

}  // namespace

tl::expected<StateLayout, OwnedFindings> make_state_layout(const DecisionTable& table) {
  return Planner{table}.make();
}

}  // namespace leadlint::history
