// The facts that take work to know, one by one.
#include "validate/facts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "read/fast_check.h"
#include "text/fold_case.h"
#include "text/text_part.h"
#include "validate/defaults.h"
#include "validate/stored_places.h"
#include "validate/text_checks.h"
#include "validate/value.h"

namespace leadlint::validate {

void Facts::set_all(Index instance, bool outward) {
  const read::Instance& object = record_->instances[instance];
  const table::Block& block = table_.blocks[object.block];
  const table::SpanOf<table::Fact> facts = outward ? block.outward_facts : block.facts;
  std::uint64_t* words = record_->facts_of(instance);
  const auto value_of = [&](std::uint16_t number) -> const read::Node& {
    return node(record_->slots[object.slots + number]);
  };
  for (const table::FactId f : facts) {
    const table::FactGate gate = table_.fast.gates[f];
    if (gate.bit != table::no_name && !test_bit(words, gate.bit)) continue;
    const table::Fact& fact = table_.facts[f];
    if (holds_gated(block, fact, gate.member, instance, value_of)) set_bit(words, fact.bit);
  }
}

Facts::Found Facts::find_elsewhere(const table::Ref& ref, Index instance) const {
  const auto at_root = [&](const read::Record* record) -> Found {
    if (record == nullptr || record->instances.empty()) return {};
    Found found = find_step(ref, *record, record->nodes[0].instance);
    if (found.present || ref.alternative == none || was_emptied(table_, ref, *record)) return found;
    for (RefId at = ref.alternative; at != none; at = table_.refs[at].alternative)
      if (const Found other = find_step(table_.refs[at], *record, record->nodes[0].instance);
          other.present)
        return other;
    return found;
  };
  switch (ref.base) {
    case table::Base::current:
      return at_root(context_->current);
    case table::Base::request:
      return at_root(context_->request);
    case table::Base::param:
      return at_root(context_->params);
    case table::Base::block: {
      if (record_ == nullptr) return find_streamed(ref, BlockId{instance});
      for (std::uint8_t up = 0; up < ref.up && instance != none; ++up)
        instance = record_->instances[instance].parent;
      return find_step(ref, *record_, instance);
    }
    case table::Base::previous:
      return find_earlier(ref, instance);
    case table::Base::before:
      return find_before(ref, instance);
    case table::Base::item: {
      const read::Node& value = node(memory_.item);
      const bool there = value.kind != read::Kind::null;
      return {&value, none, memory_.item, value.field, there, there && !value.broken};
    }
  }
  return {};
}

/// (An object that stands for a list of one is its own last item.)
Index Facts::last_item(const read::Record& record, Index list) {
  const read::Node& node = record.nodes[list];
  if (node.kind == read::Kind::array) return node.last;
  return node.bare_item ? list : none;
}

/// In the nearest item before this one that has it. What was found for the item before is kept:
/// each reference goes through a list once, however many of its items have nothing there.
Facts::Found Facts::find_earlier(const table::Ref& ref, Index instance) const {
  const Index item = record_->instances[instance].node;
  const Index list = node(item).parent;
  if (list == none) return {};
  auto kept = std::ranges::find(memory_.earlier, &ref, &Earlier::ref);
  if (kept == memory_.earlier.end())
    kept = memory_.earlier.insert(kept, {&ref, list, node(list).first, 0, {}});
  else if (kept->list != list || node(item).ordinal < kept->ordinal)
    *kept = {&ref, list, node(list).first, 0, {}};
  for (; kept->ordinal < node(item).ordinal; ++kept->ordinal) {
    const Index there = node(kept->item).instance;
    if (there != none)
      if (const Found found = find_step(ref, *record_, there); found.present) kept->found = found;
    kept->item = node(kept->item).next;
  }
  return kept->found;
}

/// In the item right before this one; it goes through a list once, likewise.
Facts::Found Facts::find_before(const table::Ref& ref, Index instance) const {
  Found nothing;
  nothing.field = ref.field;
  const Index item = record_->instances[instance].node;
  const Index list = node(item).parent;
  if (list == none || node(list).kind != read::Kind::array || node(item).ordinal == 0)
    return nothing;
  auto kept = std::ranges::find(memory_.earlier, &ref, &Earlier::ref);
  if (kept == memory_.earlier.end())
    kept = memory_.earlier.insert(kept, {&ref, list, node(list).first, 0, {}});
  else if (kept->list != list || node(item).ordinal <= kept->ordinal)
    *kept = {&ref, list, node(list).first, 0, {}};
  for (; kept->ordinal + 1 < node(item).ordinal; ++kept->ordinal)
    kept->item = node(kept->item).next;
  const Index there = node(kept->item).instance;
  return there == none ? nothing : find_step(ref, *record_, there);
}

Facts::Found Facts::find_streamed(const table::Ref& ref, BlockId block) const {
  for (std::uint8_t up = 0; up < ref.up; ++up) block = streamed_->outer[block];
  Found found;
  found.field = ref.field;
  for (Index s = 0; s < ref.steps.count; ++s) {
    const std::uint16_t step = table_.ref_steps[ref.steps.first + s];
    const std::uint64_t* const words = streamed_->words.data() + streamed_->words_at[block];
    const table::SpanOf<table::Field> fields = table_.blocks[block].fields;
    if (!test_bit(words, step)) return found;
    if (s + 1 == ref.steps.count) {
      found.value = streamed_->values.data() + streamed_->values_at[block] + step;
      found.present = true;
      found.good = test_bit(words, fields.count + step);
      return found;
    }
    const read::Node& value = streamed_->values[streamed_->values_at[block] + step];
    block = table_.fields[fields[step]].block;
    if (block == none || value.kind != read::Kind::object) return found;
  }
  return found;
}

Facts::Found Facts::find_step(const table::Ref& ref, const read::Record& record,
                              Index instance) const {
  Found found;
  found.field = ref.field;
  for (Index s = 0; s < ref.steps.count; ++s) {
    if (instance == none || record.instances[instance].hidden) return found;
    const std::uint16_t step = table_.ref_steps[ref.steps.first + s];
    const read::Instance& object = record.instances[instance];
    const std::uint32_t count = table_.blocks[object.block].fields.count;
    const Index slot = record.slots[object.slots + step];
    const std::uint64_t* words = record.facts.data() + object.words;
    found.instance = instance;
    found.node = slot;
    found.value = slot == none ? nullptr : &record.nodes[slot];
    found.present = slot != none && test_bit(words, step);
    found.good = found.present && test_bit(words, count + step);
    if (slot == none) {
      if (s + 1 < ref.steps.count) return {nullptr, none, none, ref.field, false, false};
      return found;
    }
    Index next = slot;
    if (s + 1 < ref.steps.count && table_.ref_steps[ref.steps.first + s + 1] == table::last_step) {
      ++s;
      next = last_item(record, slot);
      if (next == none) return {nullptr, none, none, ref.field, false, false};
      if (s + 1 == ref.steps.count) {  // the item itself
        found.node = next;
        found.value = &record.nodes[next];
        found.present = true;
        found.good = !found.value->broken;
        return found;
      }
    }
    instance = record.nodes[next].instance;
    if (s + 1 < ref.steps.count && instance == none)
      return {nullptr, none, none, ref.field, false, false};
  }
  return found;
}

Facts::Applies Facts::applies(const table::Variant& variant, Index instance) const {
  if (!variant.conditional) return Applies::yes;
  if (instance == none) return Applies::no;
  const std::uint64_t* const words = record_->facts_of(instance);
  if (one_fits(variant.when, words)) return Applies::yes;
  return one_fits(variant.unsure, words) ? Applies::unsure : Applies::no;
}

const table::Variant& Facts::own_form(const table::Field& field, Index instance) const {
  if (field.has_shapes)
    for (Index f = 1; f < field.variants.count; ++f) {
      const table::Variant& shape = table_.variants[field.variants[f]];
      if (!shape.in_place) break;
      if (applies(shape, instance) == Applies::yes) return shape;
    }
  return table_.variants[field.variants[0]];
}

bool Facts::one_fits(table::SpanOf<table::Row> rows, const std::uint64_t* words) const {
  for (const RowId row : rows)
    if (table_.fires(row, words)) return true;
  return false;
}

bool Facts::null_is_fine(Index instance, std::uint16_t number) const {
  const read::Instance& object = record_->instances[instance];
  const table::Block& block = table_.blocks[object.block];
  if (number >= block.fields.count) return false;  // an item
  const Index slot = record_->slots[object.slots + number];
  if (slot == none || node(slot).kind != read::Kind::null) return false;
  const table::Field& field = table_.fields[block.fields[number]];
  if (field.has_shapes ? (own_form(field, instance).kinds & table::k_null) != 0 : field.nullable)
    return true;
  for (Index f = 0; f < field.variants.count; ++f) {
    const table::Variant& variant = table_.variants[field.variants[f]];
    if (field.has_shapes && (f == 0 || variant.in_place)) continue;
    if ((variant.kinds & table::k_null) != 0 && applies(variant, instance) != Applies::no)
      return true;
  }
  return false;
}

bool Facts::misses_nothing(const table::Row& row, Index instance) const {
  const RefId ref = row.target != none ? row.target : row.place.ref;
  if (!row.missing || row.group || ref == none) return false;
  const Found found = find(ref, instance);
  return found.instance == none ||
         (!row.null_is_missing && null_is_fine(found.instance, last_number(ref)));
}

Facts::Nearest Facts::nearest(RefId id, Index instance) const {
  const table::Ref& ref = table_.refs[id];
  for (std::uint8_t up = 0; up < ref.up && instance != none; ++up)
    instance = record_->instances[instance].parent;
  Nearest nearest{instance, 0, 0};
  for (Index s = 0; s < ref.steps.count && instance != none; ++s) {
    nearest = {instance, table_.ref_steps[ref.steps.first + s], ref.steps.count - s};
    Index next = record_->slots[record_->instances[instance].slots + nearest.number];
    if (next == none || s + 1 == ref.steps.count) break;
    if (table_.ref_steps[ref.steps.first + s + 1] == table::last_step) {
      ++s;
      next = node(next).kind == read::Kind::array ? node(next).last : none;
    }
    instance = next == none ? none : node(next).instance;
  }
  return nearest;
}

/// Does a null that may be sent stand in the place, or in that of an object around it?
bool Facts::cleared_holds(const table::Fact& fact, Index instance) const {
  if (record_ == nullptr) return false;  // a stream check passes no null
  const Nearest at = nearest(fact.a, instance);
  return at.instance != none && null_is_fine(at.instance, at.number);
}

/// There, or a null that is one of the ways to write it.
bool Facts::is_there(RefId ref, Index instance) const {
  const Found found = find(ref, instance);
  if (found.present) return !found.value->by_default;
  if (record_ == nullptr || found.instance == none) return false;
  return null_is_fine(found.instance, last_number(ref));
}

bool Facts::form_holds(const table::Fact& fact, Index instance) const {
  if (record_ == nullptr) return false;  // no stream check passes such objects
  for (std::int64_t up = 0; up < fact.integer && instance != none; ++up)
    instance = record_->instances[instance].parent;
  return instance != none && record_->instances[instance].form == fact.index;
}

bool Facts::counted_holds(const table::Fact& fact, Index instance) const {
  std::int64_t there = 0;
  for (Index r = 0; r < fact.span.count; ++r)
    if (is_there(table_.ref_ids[fact.span.first + r], instance)) ++there;
  return there >= fact.integer && there <= std::int64_t{fact.index};
}

/// The fact lies with the object that holds the value, wherever that is.
bool Facts::unread_holds(const table::Fact& fact, Index instance) const {
  const Found found = find(fact.a, instance);
  if (record_ == nullptr || found.instance == none || !found.present) return false;
  const bool param = table_.refs[fact.a].base == table::Base::param;
  const read::Record& record = param ? *context_->params : *record_;
  const std::uint16_t bit = table_.fields[found.field].unread_bit;
  return test_bit(record.facts.data() + record.instances[found.instance].words, bit);
}

bool Facts::holds(const table::Fact& fact, Index instance) const {
  using K = table::FactKind;
  switch (fact.kind) {
    case K::has_current:
      return context_->current != nullptr;
    case K::has_request:
      return context_->request != nullptr;
    case K::has_params:
      return context_->params != nullptr;
    case K::has_now:
    case K::before:
    case K::compare_now:
    case K::compare_today:
      return clock_holds(fact, instance);
    case K::says_no_current:
      return context_->no_current;
    case K::stored_known:
      return context_->current != nullptr || context_->no_current;
    case K::catalog_given:
      return context_->catalogs != nullptr && context_->catalogs->given[fact.index];
    case K::catalog_has:
      return catalog_holds(fact, instance);
    case K::catalog_lacks: {
      const Found found = find(fact.a, instance);
      return found.good &&
             catalog_lacks(fact.catalog_key(), table_.fields[found.field], *found.value);
    }
    case K::row_known:
    case K::column_there:
    case K::compare_column_number:
    case K::compare_column_text:
    case K::compare_column_to:
    case K::compare_columns:
      return column_holds(fact, instance);
    case K::calculation:
      return calculation_holds(fact, instance);
    case K::some_item:
    case K::each_item:
      return items_hold(fact, instance);
    case K::among_items:
      return among_holds(fact, instance);
    case K::only:
      return only_holds(fact, instance);
    case K::in_form:
      return form_holds(fact, instance);
    case K::any_row:  // a stream check never asks: such rows hit its masks (fast/prefilter.cpp)
      return one_fits(fact.rows(), record_->facts_of(instance));
    case K::present:
      return find(fact.a, instance).present;
    case K::counted:
      return counted_holds(fact, instance);
    case K::there:
      return is_there(fact.a, instance);
    case K::itself: {
      const Found found = find(fact.a, instance);
      return found.present && !found.value->by_default;
    }
    case K::sent: {
      const Found found = find(fact.a, instance);
      if (found.present) return is_sent(*found.value);
      return record_ != nullptr && found.value != nullptr;
    }
    case K::cleared:
      return cleared_holds(fact, instance);
    case K::emptied:
      return find(fact.b, instance).good && cleared_holds(fact, instance);
    case K::unread:
      return unread_holds(fact, instance);
    case K::good:
    case K::known:
      return find(fact.a, instance).good;
    case K::broken: {
      const Found found = find(fact.a, instance);
      return found.present && !found.good;
    }
    case K::in_values:
    case K::is_true:
    case K::is_false:
    case K::blank:
    case K::empty:
    case K::matches:
    case K::text_part:
    case K::compare_number:
    case K::no_number:
    case K::compare_moment:
    case K::compare_time:
    case K::no_moment:
    case K::on_weekday:
    case K::compare_length: {
      const Found found = find(fact.a, instance);
      const bool counts = fact.kind == K::empty ? found.present : found.good;
      return counts && told_by(fact, *found.value, found.field);
    }
    case K::compare:
    case K::comparable:
    case K::compare_text:
    case K::text_part_of:
    case K::compare_lengths:
    case K::compare_length_to:
    case K::compare_times:
    case K::same:
    case K::changed:
      return compare_holds(fact, instance);
  }
  return false;
}

std::optional<std::int64_t> length_of(const table::DecisionTable& table, const read::Node& value,
                                      FieldId field) {
  if (value.kind == read::Kind::string)
    return length(value.text(), table.fields[field].length_unit);
  if (value.kind == read::Kind::array) return value.size;
  if (value.bare_item) return 1;
  return std::nullopt;
}

namespace {

bool is_blank_value(const table::DecisionTable& table, const read::Node& value, FieldId field) {
  if (value.kind == read::Kind::array) return value.size == 0;
  if (value.kind == read::Kind::object)
    return table.fields[field].each != none && value.first == none && value.instance == none;
  if (value.kind != read::Kind::string || shows_something(value)) return false;
  return value.kept == read::Kept::whole && is_blank_text(value.text());
}

}  // namespace

bool Facts::format_tells(const table::Fact& fact, const read::Node& value, FieldId field) const {
  const bool folds =
      fact.folded_format() != none && ignores_case(table_, {&value, &table_.fields[field]});
  const table::Format& format = table_.formats[folds ? fact.folded_format() : fact.format()];
  if (value.kind != read::Kind::string) {
    std::array<char, 24> room;
    return matches_format(table_, format, key_text(value, room));
  }
  const std::string_view text = value.text();
  const bool tight = !text.empty() && shows(text.front()) && shows(text.back());
  if (tight || !table_.variants[table_.fields[field].variants[0]].trims) [[likely]]
    return matches_format(table_, format, text);
  return matches_format(table_, format, trim(text));
}

bool Facts::number_tells(const table::Fact& fact, const read::Node& value, FieldId field) const {
  std::optional<std::partial_ordering> order;
  if (fact.kind == table::FactKind::compare_length) {
    if (const auto length = length_of(table_, value, field)) order = *length <=> fact.integer;
    return order && satisfies(*order, fact.compare);
  }
  const bool from_text = reads_numbers(table_.fields[field]);
  if (fact.kind == table::FactKind::no_number)
    return !compare_number(value, from_text, {true, 0, 0, {}});
  order = compare_number(value, from_text,
                         {fact.integral, fact.integer, fact.number, table_.text(fact.text)});
  return order && satisfies(*order, fact.compare);
}

bool Facts::part_tells(const table::Fact& fact, const read::Node& value, FieldId field) const {
  const Side side{&value, &table_.fields[field]};
  return part_holds(fact, side, table_.text(fact.text), ignores_case(table_, side));
}

/// (What needs room or many registers is apart: a call of this costs as much as most answers.)
bool Facts::told_by(const table::Fact& fact, const read::Node& value, FieldId field) const {
  using K = table::FactKind;
  switch (fact.kind) {
    case K::matches:
      return format_tells(fact, value, field);
    case K::text_part:
      return part_tells(fact, value, field);
    case K::in_values:
      return find_value(table_, table_.value_sets[fact.value_set()], value, table_.fields[field]) !=
             table::no_name;
    case K::is_true:
      return plain_text(value) == "true";
    case K::is_false:
      return plain_text(value) == "false";
    case K::blank:
      return is_blank_value(table_, value, field);
    case K::empty:
      return value.kind == read::Kind::string && value.size == 0;
    case K::compare_number:
    case K::no_number:
    case K::compare_length:
      return number_tells(fact, value, field);
    case K::compare_moment:
    case K::compare_time:
    case K::no_moment:
    case K::on_weekday:
      return moment_tells(fact, value, field);
    default:
      break;  // not told by one value
  }
  return false;
}

namespace {

/// In memory that is used again. (No letter folds to one of more than twice its bytes.)
std::string_view folded_in(std::string& room, std::string_view text) {
  room.resize(2 * text.size());
  std::string_view folded;
  return fold_case_in(room, text, folded) ? folded : text;
}

}  // namespace

/// `whole` has the part where the fact asks for it.
bool Facts::part_holds(const table::Fact& fact, const Side& whole, std::string_view part,
                       bool any_case) const {
  const read::Kind kind = whole.node->kind;
  const bool number = kind == read::Kind::integer || kind == read::Kind::number;
  if (whole.node->kept != read::Kept::whole || (kind != read::Kind::string && !number))
    return false;
  std::array<char, 24> room;
  const std::string_view text = key_text(*whole.node, room);
  const auto where = static_cast<TextPart>(fact.index);
  if (!any_case) return has_part(text, part, where);
  return has_part(folded_in(memory_.key, text), folded_in(memory_.part, part), where);
}

bool Facts::moment_tells(const table::Fact& fact, const read::Node& value, FieldId field) const {
  using K = table::FactKind;
  TimeValue moment;
  const bool is_moment = value.kind == read::Kind::string && table_.fields[field].moments &&
                         moment_of(table_, {&value, &table_.fields[field]}, moment);
  if (fact.kind == K::no_moment)
    return !is_moment || !meets(moment, static_cast<table::MomentNeed>(fact.index));
  if (!is_moment) return false;
  if (fact.kind == K::on_weekday) {
    if (!moment.has_day()) return false;
    const std::int64_t from_monday = ((moment.days + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
    return (fact.integer >> from_monday & 1) != 0;
  }
  if (fact.kind == K::compare_time && !to_time_of_day(moment)) return false;
  const TimeValue other = time_value(table_.moments[fact.index]);
  // a + s ? moment  is  moment ? a + s, with its sides changed over.
  const auto order = compare_moments(other, moment, fact.integer, true);
  return order && satisfies(0 <=> *order, fact.compare);
}

/// What rules ask of the moment that the caller gives.
bool Facts::clock_holds(const table::Fact& fact, Index instance) const {
  using K = table::FactKind;
  if (context_->now == nullptr || fact.kind == K::has_now) return context_->now != nullptr;
  TimeValue now = *context_->now;
  if (fact.kind == K::before) {
    const auto order = compare_moments(now, time_value(table_.moments[fact.index]), 0, true);
    return order && *order < 0;
  }
  const Found a = find(fact.a, instance);
  TimeValue moment;
  if (!a.good || a.value->kind != read::Kind::string || !table_.fields[a.field].moments ||
      !moment_of(table_, {a.value, &table_.fields[a.field]}, moment))
    return false;
  if (fact.kind == K::compare_today)
    now = {table::TimeKind::date, now.days, 0, 0, 0};
  else if (moment.kind == table::TimeKind::local && table_.has_zone)
    now = {table::TimeKind::local, now.days, now.seconds, now.nanoseconds, 0};
  const auto order = compare_moments(moment, now, fact.integer, true);
  return order && satisfies(*order, fact.compare);
}

bool Facts::times_hold(const table::Fact& fact, const Found& a, const Found& b) const {
  const auto time_of = [&](const Found& found, TimeValue& time) {
    return found.value->kind == read::Kind::string && table_.fields[found.field].moments &&
           moment_of(table_, {found.value, &table_.fields[found.field]}, time) &&
           to_time_of_day(time);
  };
  TimeValue left, right;
  if (!time_of(a, left) || !time_of(b, right)) return false;
  return satisfies(left.compare(right), fact.compare);
}

bool Facts::compare_holds(const table::Fact& fact, Index instance) const {
  using K = table::FactKind;
  const Found a = find(fact.a, instance);
  const auto value = [](const Found& found) -> const read::Node& { return *found.value; };
  const Found b = find(fact.b, instance);
  if (fact.kind == K::same) {
    if (!a.present || !b.present) return a.present == b.present;
    if (a.good && b.good) {
      const auto order = compare_values(table_, {&value(a), &table_.fields[a.field]},
                                        {&value(b), &table_.fields[b.field]}, 0, true);
      if (order && *order == 0) return true;
      if (same_as_written(fact, a, b)) return true;
      if (order) return false;
    }
    return same_raw(value(a), value(b));
  }
  if (!a.good || !b.good) return false;
  if (fact.kind == K::changed && value(a).by_default) return false;
  if (fact.kind == K::compare_lengths || fact.kind == K::compare_length_to)
    return lengths_hold(fact, a, b);
  if (fact.kind == K::compare_times) return times_hold(fact, a, b);
  const bool changed = fact.kind == K::changed;
  const Side left{&value(a), &table_.fields[a.field]}, right{&value(b), &table_.fields[b.field]};
  if (fact.kind == K::compare_text || fact.kind == K::text_part_of)
    return texts_hold(fact, left, right);
  if (fact.kind == K::comparable)
    return are_comparable(table_, left, right, fact.compare != table::Compare::eq);
  const auto order = compare_values(table_, left, right, fact.integer, true);
  const bool same = order && *order == 0;
  if (changed) return !same && !same_as_written(fact, a, b);
  if (order && satisfies(*order, fact.compare)) return true;
  return !same && fact.compare == table::Compare::eq && same_as_written(fact, a, b);
}

/// Of what shape a stored row's value is nobody knows, so what reads as a number is one there. A
/// value of the payload that is the same text is the same.
bool Facts::same_as_written(const table::Fact& fact, const Found& a, const Found& b) const {
  const auto is_of_row = [this](RefId ref, const Found& found) {
    return table_.refs[ref].base == table::Base::current && table_.fields[found.field].has_shapes &&
           context_->current->text_kind != read::TextKind::json;
  };
  if (!is_of_row(fact.a, a) && !is_of_row(fact.b, b)) return false;
  const auto is_text = [](const Found& found) {
    return found.value->kind == read::Kind::string && found.value->kept == read::Kept::whole;
  };
  if (is_text(a) == is_text(b) || read::is_container(a.value->kind) ||
      read::is_container(b.value->kind))
    return false;
  return plain_text(*a.value) == plain_text(*b.value);
}

/// Two values as texts; it is enough that one of the two ignores case.
bool Facts::texts_hold(const table::Fact& fact, const Side& left, const Side& right) const {
  const bool any_case = ignores_case(table_, left) || ignores_case(table_, right);
  if (fact.kind == table::FactKind::compare_text) {
    const bool same =
        any_case ? same_folded(*left.node, *right.node) : same_text(*left.node, *right.node);
    return same == (fact.compare == table::Compare::eq);
  }
  const read::Kind kind = right.node->kind;
  const bool number = kind == read::Kind::integer || kind == read::Kind::number;
  if (right.node->kept != read::Kept::whole || (kind != read::Kind::string && !number))
    return false;
  std::array<char, 24> room;
  return part_holds(fact, left, key_text(*right.node, room), any_case);
}

bool Facts::lengths_hold(const table::Fact& fact, const Found& a, const Found& b) const {
  const auto left = length_of(table_, *a.value, a.field);
  if (!left) return false;
  if (fact.kind == table::FactKind::compare_lengths) {
    const auto right = length_of(table_, *b.value, b.field);
    return right && satisfies(std::partial_ordering(*left <=> *right), fact.compare);
  }
  const auto number_to_length = compare_number(*b.value, reads_numbers(table_.fields[b.field]),
                                               {true, *left, static_cast<double>(*left), {}});
  return number_to_length && satisfies(0 <=> *number_to_length, fact.compare);
}

bool Facts::only_holds(const table::Fact& fact, Index instance) const {
  const bool streamed = record_ == nullptr;
  const BlockId block = streamed ? BlockId{instance} : record_->instances[instance].block;
  const std::uint64_t* const words =
      streamed ? streamed_->words.data() + streamed_->words_at[block] : record_->facts_of(instance);
  const std::uint32_t count = table_.blocks[block].fields.count;
  for (std::uint32_t w = 0; w * 64 < count; ++w) {
    const std::uint32_t rest = count - w * 64;
    const std::uint64_t fields = rest >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << rest) - 1;
    std::uint64_t others = words[w] & fields & ~table_.words[fact.span.first + w];
    for (; others != 0; others &= others - 1) {
      const auto number = w * 64 + static_cast<std::uint32_t>(std::countr_zero(others));
      const read::Node& other =
          streamed ? streamed_->values[streamed_->values_at[block] + number]
                   : node(record_->slots[record_->instances[instance].slots + number]);
      if (!other.by_default) return false;
    }
  }
  return true;
}

bool Facts::catalog_holds(const table::Fact& fact, Index instance) const {
  const table::CatalogKey& key = table_.catalog_keys[fact.catalog_key()];
  if (context_->catalogs == nullptr || !context_->catalogs->given[key.catalog.number()])
    return false;
  const auto& keys = context_->catalogs->keys[fact.index];
  if (!join_key(fact, instance, false)) return false;
  // A number in quotes is a text there, which a number meets where it is spelled just so.
  return keys.contains(std::string_view{memory_.key}) ||
         (join_key(fact, instance, true) && keys.contains(std::string_view{memory_.key}));
}

bool Facts::catalog_lacks(table::CatalogKeyId id, const table::Field& field,
                          const read::Node& value) const {
  const table::CatalogKey& key = table_.catalog_keys[id];
  if (context_->catalogs == nullptr || !context_->catalogs->given[key.catalog.number()])
    return false;
  if (value.kind == read::Kind::null || read::is_container(value.kind)) return false;
  const auto& keys = context_->catalogs->keys[id.number()];
  if ((table_.catalog_columns[key.columns.first] & table::folded_column) != 0)
    return !keys.contains(fold_case(plain_text(value)));
  if (keys.contains(plain_text(value))) return false;  // as most do
  memory_.key.clear();
  append_key(&field, value, memory_.key);
  return !keys.contains(std::string_view{memory_.key});
}

bool Facts::name_is_known(const table::Block& block, Index member) const {
  const table::NameShape& shape = table_.name_shapes[block.shapes.first + block.shapes.count - 1];
  if (node(member).field != shape.field || context_->catalogs == nullptr) return true;
  const table::CatalogKey& key = table_.catalog_keys[shape.catalog_key()];
  return !context_->catalogs->given[key.catalog.number()] ||
         context_->catalogs->keys[shape.index].contains(node(member).name_text());
}

bool Facts::names_are_known(const table::Block& block, Index object) const {
  for (Index member = node(object).first; member != none; member = node(member).next)
    if (!name_is_known(block, member)) return false;
  return true;
}

/// The values that a catalog is asked for, joined in the memory's key; `as_written`: numbers as
/// they are spelled. False: one is not there, or not good.
bool Facts::join_key(const table::Fact& fact, Index instance, bool as_written) const {
  const table::Span columns = table_.catalog_keys[fact.catalog_key()].columns;
  memory_.key.clear();
  for (Index r = 0; r < fact.span.count; ++r) {
    const Found found = find(table_.ref_ids[fact.span.first + r], instance);
    if (!found.good) return false;
    if (r > 0) memory_.key += key_separator;
    if ((table_.catalog_columns[columns.first + r] & table::folded_column) != 0)
      memory_.key += fold_case(plain_text(*found.value));
    else if (as_written)
      memory_.key += plain_text(*found.value);
    else
      append_key(&table_.fields[found.field], *found.value, memory_.key);
  }
  return true;
}

}  // namespace leadlint::validate
