// Step 1 of the full check: every member's own checks, and the facts its value tells.
#include "validate/full_check.h"

#include <algorithm>
#include <map>

#include "read/name_shapes.h"
#include "read/text_value.h"
#include "text/decimal.h"
#include "text/decimal_sum.h"
#include "validate/defaults.h"
#include "validate/text_checks.h"
#include "validate/value.h"

namespace leadlint::validate {
namespace {

/// A text, a number or a boolean.
bool is_plain(const read::Node& value) noexcept {
  constexpr table::Kinds plain =
      table::k_boolean | table::k_integer | table::k_number | table::k_string;
  return (bit(value.kind) & plain) != 0;
}

/// Resets the bits from `first` on.
void clear_bits(std::uint64_t* words, std::uint32_t first, std::uint32_t count) noexcept {
  std::uint32_t word = first / 64;
  if (word < count && first % 64 != 0) words[word++] &= (std::uint64_t{1} << (first % 64)) - 1;
  std::fill(words + word, words + std::max(word, count), 0);
}

}  // namespace

void FullCheck::run_fields(const table::Field& root) {
  scratch_.live.clear();
  if (record_.nodes.empty()) return;
  judged_while_read_ = record_.plain;
  beside_ = &root != &table_.fields[table_.root];
  root_value(root);
  record_.plain = false;  // from here on facts are this pass's
}

void FullCheck::run(const table::Field& root) {
  if (!record_.issues.empty()) issues();
  if (record_.unreadable) return;
  run_fields(root);
  // Rules may look into any block, so all fields are judged before the first rule.
  scratch_.facts.tallied.clear();
  scratch_.facts.indexed.clear();
  for (std::size_t i = 0; i < scratch_.live.size(); ++i) {
    instance_rows(scratch_.live[i]);
  }
}

void FullCheck::run_params(const table::Field& root) {
  scratch_.live.clear();
  if (root.block == none || record_.nodes.empty() || node(0).instance == none) return;
  instance_fields(node(0).instance);
  for (std::size_t i = 0; i < scratch_.live.size(); ++i) instance_rows(scratch_.live[i]);
}

/// What the reader saw. An issue at the place of an earlier one of its code says nothing new,
/// unless it is worse.
void FullCheck::issues() {
  using Kind = read::ReadIssue::Kind;
  std::map<std::pair<Code, std::string_view>, std::size_t> said;
  for (Index i = 0; i < record_.issues.size(); ++i) {
    const read::ReadIssue& issue = record_.issues[i];
    Raw raw;
    raw.issue = i;
    raw.offset = issue.offset;
    raw.severity = Severity::error;
    switch (issue.kind) {
      case Kind::bom:
        raw.code = Code::encoding;
        raw.severity = table_.options.bom;
        break;
      case Kind::duplicate_name:
        raw.code = Code::duplicate_key;
        raw.severity = table_.options.duplicate_keys;
        break;
      case Kind::encoding:
      case Kind::lone_surrogate:
      case Kind::lone_surrogate_name:
        raw.code = Code::encoding;
        break;
      case Kind::bad_json:
      case Kind::doubled_backslashes:
      case Kind::too_deep:
        raw.code = Code::bad_json;
        break;
      case Kind::number_too_large:
        raw.code = Code::out_of_range;
        break;
      case Kind::repaired_quotes:
        raw.code = Code::bad_json;
        raw.severity = table_.options.repaired_quotes;
        break;
      case Kind::bad_escape:
      case Kind::line_break:
      case Kind::bad_form:
        raw.code = Code::bad_format;
        break;
      case Kind::bad_csv:
      case Kind::cell_count:
        raw.code = Code::bad_csv;
        break;
      case Kind::too_large:
      case Kind::too_many_values:
        raw.code = Code::limit_exceeded;
        break;
      case Kind::repeated_key:  // as of `unique` in a list
        raw.code = Code::conflict;
        break;
    }
    if (raw.severity == Severity::off || problems_.out == nullptr) continue;
    const auto [before, is_new] =
        said.try_emplace({raw.code, issue.pointer}, problems_.out->size());
    if (is_new)
      add(raw);
    else if (Raw& known = (*problems_.out)[before->second]; known.severity < raw.severity)
      known = raw;
  }
}

void FullCheck::root_value(const table::Field& root) {
  if (node(0).kind == read::Kind::null && !root.nullable) {
    problem(root.type_report, At{.node = 0});
    return;
  }
  field_value(root, At{.node = 0});
}

void FullCheck::instance_fields(Index index) {
  scratch_.live.push_back(index);
  const read::Instance instance = record_.instances[index];
  const table::Block& block = table_.blocks[instance.block];
  const std::uint32_t count = block.fields.count;
  std::uint64_t* const words = record_.facts_of(index);
  // What was judged while the record was read is kept, but nothing that the quick check has found.
  clear_bits(words, judged_while_read_ ? 2 * count : count, block.words);
  if (block.defaults.count != 0) add_defaults(table_, record_, index);
  for (std::uint16_t number = 0; number < count; ++number) {
    const Index slot = record_.slots[instance.slots + number];
    if (slot == none) continue;
    const table::Field& field = table_.fields[block.fields[number]];
    read::Node& value = record_.nodes[slot];
    if (value.name != nullptr) [[unlikely]]
      former_member(slot, block);
    if (value.by_default) [[unlikely]] {
      if (field.lasts_in_shape() && field.deferred)
        await_shape(field, slot, index);
      else
        note_good(field, value, record_.instances[index]);
      continue;
    }
    if (!field.deferred && test_bit(words, count + number) && is_plain(value) &&
        !field.asks_catalog) {
      note_good(field, value, record_.instances[index]);
      continue;
    }
    reset_bit(words, count + number);
    if (field.deferred) continue;
    // A value that its fast check did not bind is likely to have something said about it.
    if (judged_while_read_ || !plain_value_passes(field, value, record_.instances[index]))
      field_value(field, At{slot, index, number});
    else if (field.long_number_report != none)
      note_long_number(field, At{slot, index, number});
  }
  for (std::uint8_t round = 0; block.has_deferred && round <= block.last_round; ++round) {
    if (round != 0) reset_facts(block, index);
    set_facts(index);  // what the conditions of other forms ask
    for (std::uint16_t number = 0; number < block.fields.count; ++number) {
      const Index slot = record_.slots[instance.slots + number];
      const table::Field& field = table_.fields[block.fields[number]];
      if (slot == none || !field.deferred || field.round != round) continue;
      if (!node(slot).by_default)
        field_value(field, At{slot, index, number});
      else if (field.lasts_in_shape())
        conclude_default(field, slot, index);
    }
  }
  if (block.shapes.count != 0) free_members(instance.node, index);
  if (instance.first_unknown != none) unknown_members(instance, block);
}

/// Members by free names beside fields. One whose name a catalog lacks is unknown after all.
void FullCheck::free_members(Index object, Index instance) {
  const table::Block& block = table_.blocks[record_.instances[instance].block];
  bool has_facts = block.has_deferred;
  for (Index member = node(object).first; member != none; member = record_.nodes[member].next) {
    if (block.names_of_catalog && !facts_.name_is_known(block, member))
      record_.nodes[member].field = none;
    const FieldId field = node(member).field;
    if (field == none) {
      if (block.unknown_report != none) unknown_member(member, block);
      continue;
    }
    if (table_.fields[field].deferred && !has_facts) {
      set_facts(instance);  // what the conditions of other forms ask
      has_facts = true;
    }
    field_value(table_.fields[field], At{member, instance, no_field});
  }
}

/// The way of nearly every value: text, a number or a boolean that passes its field's own form.
/// False where it does not, or is something else: then `field_value` judges it from the start.
bool FullCheck::plain_value_passes(const table::Field& field, read::Node& value,
                                   read::Instance& instance) {
  if (!is_plain(value)) return false;
  if (field.variants.count != 0) {
    const table::Variant& variant = table_.variants[field.variants[0]];
    const table::Check* check = table_.checks.data() + variant.checks.first;
    const table::Check* const end = check + variant.checks.count;
    for (; check != end; ++check)
      if (!value_check_holds(*check, variant, field, value)) return false;
  }
  note_good(field, value, instance);
  return true;
}

/// Of what stands beside the payload other notes tell.
bool FullCheck::is_payload() const noexcept {
  return problems_.origin == Raw::Origin::payload || problems_.origin == Raw::Origin::params;
}

/// Nothing is calculated with a number of so many digits.
void FullCheck::note_long_number(const table::Field& field, At at) {
  const read::Node& value = node(at.node);
  const bool number = value.kind == read::Kind::integer || value.kind == read::Kind::number ||
                      (value.kind == read::Kind::string && reads_numbers(field));
  if (number && is_payload() && read_decimal(value.text()) && !is_calculable(value.text()))
    problem(field.long_number_report, at);
}

/// A good value sets the facts it tells.
void FullCheck::note_good(const table::Field& field, read::Node& value, read::Instance& instance) {
  set_bit(record_.facts.data() + instance.words,
          table_.blocks[instance.block].fields.count + field.bit);
  if (field.value_set != none && value.value == table::no_name)
    value.value = find_value(table_, table_.value_sets[field.value_set], value, field);
  if (field.value_masks.count != 0 || field.true_mask != none || field.false_mask != none)
    set_value_facts(field, value, instance);
}

void FullCheck::field_value(const table::Field& field, At at) {
  if (node(at.node).kind == read::Kind::null && is_member(at)) {
    null_value(field, at);
    return;
  }
  if (field.has_shapes && was_left_empty(field, at)) return leave_out(at);
  const bool good = judge(field, at);
  record_.nodes[at.node].broken = !good;  // an item has no facts of its own
  if (good && field.long_number_report != none) note_long_number(field, at);
  if (at.field == no_field) return;
  if (good)
    note_good(field, record_.nodes[at.node], record_.instances[at.instance]);
  else if (field.broken_bit != table::no_name)
    set_bit(record_.facts_of(at.instance), field.broken_bit);
}

/// A member of an object, whether its name is one of a block's or free; not an item, not the root.
bool FullCheck::is_member(At at) const {
  const Index parent = node(at.node).parent;
  return at.field != no_field || (parent != none && node(parent).kind == read::Kind::object);
}

void FullCheck::null_value(const table::Field& field, At at) {
  if (field.has_shapes) {
    const table::Variant& own = facts_.own_form(field, at.instance);
    const ReportId said = own.in_place ? own.taken_report : ReportId{};
    if (said != none && table_.reports[said].code == Code::unknown_field) return problem(said, at);
    if ((own.kinds & table::k_null) != 0) return;
  } else if (field.nullable) {
    return;  // there, but absent to rules
  }
  if ((field.kinds & table::k_null) != 0) {
    bool good = false;
    const table::Variant& own = facts_.own_form(field, at.instance);
    const VariantResult result = try_variant(own, field, at, false);
    if (also_taken(field, at, result.failed, good)) return;
  }
  if (table_.options.null_reject) {
    problem(field.type_report, at);
    const bool unread = table_.reports[field.type_report].severity != Severity::error;
    if (unread && field.unread_report != none && is_payload()) problem(field.unread_report, at);
    if (at.field == no_field) return;
    std::uint64_t* words = record_.facts_of(at.instance);
    set_bit(words, field.bit);
    if (field.broken_bit != table::no_name) set_bit(words, field.broken_bit);
    if (field.unread_bit != table::no_name && unread) set_bit(words, field.unread_bit);
    return;
  }
  if (!table_.options.null_silent) problem(field.null_report, at);
  if (at.field == no_field || !field.has_default || !lasts_here(field, at.instance)) return;
  replace_null(table_, record_, at.instance, at.field);
  const Index made = record_.slots[record_.instances[at.instance].slots + at.field];
  note_good(field, record_.nodes[made], record_.instances[at.instance]);
}

/// Judges a value by its field's forms. Returns whether it is good.
bool FullCheck::judge(const table::Field& field, At at) {
  if (field.variants.count == 0) {
    children(field, at);
    return true;
  }
  const table::Variant& own = facts_.own_form(field, at.instance);
  if (const Index inside = node(at.node).instance; field.has_shapes && inside != none)
    record_.instances[inside].hidden = true;  // until `children` judges what is in it
  if (field.has_shapes && !shape_fits(own, at)) return false;
  const bool container = field.item != none || field.block != none || field.each != none;
  if (container && (own.kinds & bit(node(at.node).kind)) != 0 && !node(at.node).bare_item) {
    // First: list checks look at the items' facts. What another shape has inside nobody judges.
    if ((own.opens & bit(node(at.node).kind)) != 0) {
      children(field, at);
      if (!form_is_fine(field, at)) return false;
    }
  }
  if (field.former != none && lasts_here(field, at.instance)) take_old_value(field, at);
  if (field.variants.count > 1) {
    const VariantResult result = try_variant(own, field, at, false);
    if (result.failed != none && beside_ && field.has_shapes && some_shape_takes(field, at))
      return true;
    bool good = false;
    if (result.failed != none && also_taken(field, at, result.failed, good)) return good;
    if (result.failed != none && does_not_fit(field, at, result.failed)) return false;
  }
  const VariantResult result = try_variant(own, field, at, true);
  const bool items_wrong = item_checks(own, field, at);
  if (!result.broken && !items_wrong) return true;
  if (!result.error && !items_wrong && field.unread_bit != table::no_name && at.field != no_field)
    set_bit(record_.facts_of(at.instance), field.unread_bit);
  if (!result.error && !items_wrong && field.unread_report != none && is_payload())
    problem(field.unread_report, at);
  return false;
}

/// Does what the shapes of a field say of it as a whole (old values, a default) count?
bool FullCheck::lasts_here(const table::Field& field, Index instance) const {
  return !field.lasts_in_shape() ||
         &facts_.own_form(field, instance) == &table_.variants[field.variants[field.telling()]];
}

/// A default of one shape is not known to be there before that is the one; a null that it stood for
/// in another form of the object is a null again.
void FullCheck::await_shape(const table::Field& field, Index slot, Index instance) {
  std::uint64_t* const words = record_.facts_of(instance);
  const read::Instance& object = record_.instances[instance];
  reset_bit(words, table_.blocks[object.block].fields.count + field.bit);
  if (node(slot).ordinal == 0) return;
  record_.slots[object.slots + field.bit] = node(slot).next;
  reset_bit(words, field.bit);
}

/// A default of one shape, where that is the one: elsewhere the member is not there.
void FullCheck::conclude_default(const table::Field& field, Index slot, Index instance) {
  read::Instance& object = record_.instances[instance];
  if (lasts_here(field, instance)) return note_good(field, record_.nodes[slot], object);
  record_.slots[object.slots + field.bit] = none;
  reset_bit(record_.facts_of(instance), field.bit);
}

/// A value by its old name gives way to that of today, which all that follows looks at.
void FullCheck::take_old_value(const table::Field& field, At at) {
  read::Node& value = record_.nodes[at.node];
  if (!is_plain(value)) return;
  const table::FormerValues& list = table_.former_lists[field.former];
  const std::uint16_t ordinal = find_old_value(table_, record_, list, value, field);
  if (ordinal == table::no_name) return;
  const table::FormerValue& old = table_.former_values[list.entries.first + ordinal];
  if (old.report != none) problem(old.report, at);
  constexpr table::Kinds numbers = table::k_integer | table::k_number;
  const table::Kinds alike = (old.kind & numbers) != 0 ? numbers : old.kind;
  const table::Variant& own = table_.variants[field.variants[field.telling()]];
  const bool as_text = (own.kinds & alike) == 0 && (own.text_kinds & alike) != 0;
  set_value(value, as_text ? table::k_string : old.kind, table_.text(old.now));
}

/// The first other form that takes the value. (A null fails no check of a form whose `type` is
/// off.)
bool FullCheck::also_taken(const table::Field& field, At at, CheckId failed_check, bool& good) {
  for (Index f = 1; f < field.variants.count; ++f) {
    const table::Variant& variant = table_.variants[field.variants[f]];
    if (variant.in_place || variant.object_form != 0) continue;
    const Facts::Applies applies = facts_.applies(variant, at.instance);
    if (applies == Facts::Applies::no) continue;
    const VariantResult result = try_variant(variant, field, at, false);
    if (result.failed != none) continue;
    Severity severity = Severity::off;
    // Whether the form counts hangs on a value that is broken: that one has its finding.
    if (variant.taken_report != none && applies == Facts::Applies::yes) {
      const table::Report& said = table_.reports[variant.taken_report];
      severity = said.severity;
      const bool own_code = variant.has_code || failed_check == none;
      const Code code =
          own_code ? said.code : table_.reports[table_.checks[failed_check].report].code;
      problem_with(code, severity, variant.taken_report, at, failed_check);
    }
    good = severity != Severity::error;
    if (good && read::is_container(node(at.node).kind) &&
        (variant.opens & bit(node(at.node).kind)) != 0)
      children(field, at);
    if (item_checks(variant, field, at)) good = false;
    return true;
  }
  return false;
}

/// A number of the right kind for a form that would take it, were it not too large: that is what is
/// said, not that numbers are of the wrong type.
bool FullCheck::does_not_fit(const table::Field& field, At at, CheckId failed_check) {
  if (table_.checks[failed_check].kind != table::CheckKind::type) return false;
  for (Index f = 1; f < field.variants.count; ++f) {
    const table::Variant& variant = table_.variants[field.variants[f]];
    if (variant.in_place || facts_.applies(variant, at.instance) == Facts::Applies::no) continue;
    if (variant.taken_report != none &&
        table_.reports[variant.taken_report].severity == Severity::error)
      continue;
    const CheckId failed = try_variant(variant, field, at, false).failed;
    if (failed == none || table_.checks[failed].kind != table::CheckKind::integer_range) continue;
    problem(table_.checks[failed].report, at, failed);
    return true;
  }
  return false;
}

/// Runs a form's checks. With `report`, says every failure and goes on as far as sense goes;
/// without, stops at the first.
FullCheck::VariantResult FullCheck::try_variant(const table::Variant& variant,
                                                const table::Field& field, At at, bool report) {
  VariantResult result;
  for (const CheckId id : variant.checks) {
    const table::Check& check = table_.checks[id];
    if (is_list_member_check(check.kind)) continue;
    if (value_check_holds(check, variant, field, record_.nodes[at.node])) continue;
    const Severity severity = table_.reports[check.report].severity;
    if (result.failed == none && severity != Severity::off) result.failed = id;
    if (!report && result.failed != none) return result;
    if (report) problem(check.report, at, id);
    result.broken = result.broken || breaks_value(check, severity);
    result.error = result.error || severity == Severity::error;
    if (ends_checks(check.kind, severity)) return result;
  }
  return result;
}

/// How many members with free names an object has.
std::int64_t FullCheck::free_count(const read::Node& object) const {
  std::int64_t count = 0;
  for (Index member = object.first; member != none; member = node(member).next)
    if (node(member).field != none) ++count;
  return count;
}

/// As `validate::value_check_holds`; notes which of the listed values it is.
bool FullCheck::value_check_holds(const table::Check& check, const table::Variant& variant,
                                  const table::Field& field, read::Node& value) {
  const bool is_null = value.kind == read::Kind::null && (variant.kinds & table::k_null) != 0;
  if (check.kind == CheckKind::catalog) return !facts_.catalog_lacks(check.catalog(), field, value);
  if (value.kind == read::Kind::object && !value.bare_item) {
    if (check.kind == CheckKind::min_items) return free_count(value) >= check.integer;
    if (check.kind == CheckKind::max_items) return free_count(value) <= check.integer;
  }
  if (check.kind != CheckKind::values || is_null)
    return validate::value_check_holds(table_, check, variant, field, value);
  const std::uint16_t ordinal = find_value(table_, table_.value_sets[check.values], value, field);
  if (check.values == field.value_set) value.value = ordinal;
  return ordinal != table::no_name;
}

/// The checks that compare the items of a list, once the items themselves are judged. True: one of
/// them is an error.
bool FullCheck::item_checks(const table::Variant& variant, const table::Field& field, At at) {
  if (node(at.node).kind != read::Kind::array) return false;
  bool error = false;
  for (const CheckId id : variant.checks) {
    const table::Check& check = table_.checks[id];
    if (!is_list_member_check(check.kind)) continue;
    const bool holds = check.kind == table::CheckKind::unique ? unique_items(check, at, id)
                                                              : ordered_items(check, field, at, id);
    error = error || (!holds && table_.reports[check.report].severity == Severity::error);
  }
  return error;
}

void FullCheck::children(const table::Field& field, At at) {
  const read::Node value = node(at.node);
  if (value.instance != none) {
    record_.instances[value.instance].hidden = false;
    if (table_.blocks[record_.instances[value.instance].block].has_forms)
      choose_form(field, at, value.instance);
    instance_fields(value.instance);
    return;
  }
  const FieldId child_field = value.kind == read::Kind::array ? field.item : field.each;
  if (child_field == none) return;
  for (Index child = value.first; child != none; child = record_.nodes[child].next) {
    // An item belongs to no slot; the instance around it is where conditions of its forms look.
    field_value(table_.fields[child_field], At{child, at.instance, no_field});
  }
}

/// An object that may have several forms is judged in each: that counts in which the least is
/// wrong, and of several the first.
void FullCheck::choose_form(const table::Field& field, At at, Index instance) {
  Score best;
  std::uint8_t chosen = 0;
  bool first = true;
  Score* const around = score_;
  const std::size_t live = scratch_.live.size();
  for (Index f = 0; f < field.variants.count; ++f) {
    const table::Variant& variant = table_.variants[field.variants[f]];
    if (f > 0 && variant.object_form == 0) continue;
    if (facts_.applies(variant, at.instance) == Facts::Applies::no) continue;
    Score score;
    score_ = &score;
    record_.instances[instance].form = variant.object_form;
    instance_fields(instance);
    for (std::size_t i = live; i < scratch_.live.size(); ++i) instance_rows(scratch_.live[i]);
    scratch_.live.resize(live);
    if (first || score < best) {
      best = score;
      chosen = variant.object_form;
    }
    first = false;
  }
  score_ = around;
  record_.instances[instance].form = chosen;
}

/// Says of an object that it has another form than its field's own. False: that is an error.
bool FullCheck::form_is_fine(const table::Field& field, At at) {
  const Index instance = node(at.node).instance;
  if (instance == none || !table_.blocks[record_.instances[instance].block].has_forms) return true;
  const std::uint8_t form = record_.instances[instance].form;
  for (const table::Variant& variant : table_.variants[field.variants]) {
    if (form == 0 || variant.object_form != form || variant.taken_report == none) continue;
    const table::Report& said = table_.reports[variant.taken_report];
    problem_with(said.code, said.severity, variant.taken_report, at, none);
    return said.severity != Severity::error;
  }
  return true;
}

void FullCheck::set_value_facts(const table::Field& field, const read::Node& value,
                                const read::Instance& instance) {
  std::uint64_t* words = record_.facts.data() + instance.words;
  const std::uint16_t count = table_.blocks[instance.block].words;
  const auto merge = [&](Index first) {
    for (std::uint16_t w = 0; w < count; ++w) words[w] |= table_.words[first + w];
  };
  if (field.value_masks.count != 0 && value.value != table::no_name)
    merge(field.value_masks.first + Index{value.value} * count);
  if (field.true_mask == none && field.false_mask == none) return;
  const bool from_text = (field.read_kinds & table::k_boolean) != 0;
  if (value.kind == read::Kind::string && !from_text) return;
  const std::string_view said = plain_text(value);
  if (said == "true" && field.true_mask != none) merge(field.true_mask);
  if (said == "false" && field.false_mask != none) merge(field.false_mask);
}

void FullCheck::unknown_members(const read::Instance& instance, const table::Block& block) {
  for (Index member = instance.first_unknown; member != none; member = record_.nodes[member].next) {
    const table::NameShape* const former =
        read::former_name(table_, block, node(member).name_text());
    if (former != nullptr)  // and another of its field's names, which counts
      problem(former->both_report, At{member, none, no_field});
    else if (block.unknown_report != none)
      unknown_member(member, block);
  }
}

/// A field's value that was sent by an old name.
void FullCheck::former_member(Index member, const table::Block& block) {
  const table::NameShape& former = *read::former_name(table_, block, node(member).name_text());
  if (former.taken_report != none) problem(former.taken_report, At{member, none, no_field});
}

void FullCheck::unknown_member(Index member, const table::Block& block) {
  problem(block.unknown_report, At{member, none, no_field});
  if (block.unknown_type_report != none && (block.unknown_kinds & bit(node(member).kind)) == 0)
    problem(block.unknown_type_report, At{member, none, no_field});
}

void FullCheck::problem(ReportId report, At at, CheckId check, bool presence) {
  const table::Report& said = table_.reports[report];
  problem_with(said.code, said.severity, report, at, check, presence);
}

void FullCheck::problem_with(Code code, Severity severity, ReportId report, At at, CheckId check,
                             bool presence) {
  // Of a text with half of a surrogate pair that is said, and nothing that may follow from it.
  const bool is_broken_text = check != none && at.node != none && node(at.node).lone_surrogate;
  if (severity == Severity::off || is_broken_text) return;
  Raw raw;
  raw.code = code;
  raw.severity = severity;
  raw.report = report;
  raw.check = check;
  raw.presence = presence;
  raw.node = at.node;
  raw.instance = at.instance;
  raw.field = at.field;
  raw.beyond = at.beyond;
  raw.steps = static_cast<std::uint16_t>(at.steps);
  if (at.node != none)
    raw.offset = at.field == no_field && at.instance == none && at.node != 0
                     ? record_.nodes[at.node].name_offset
                     : record_.nodes[at.node].offset;
  else if (at.instance != none)
    raw.offset = record_.nodes[record_.instances[at.instance].node].offset;
  add(raw);
}

void FullCheck::add(const Raw& raw) {
  if (score_ != nullptr) {
    const bool error = raw.severity == Severity::error;
    if (error) ++score_->errors;
    if (error && raw.code == Code::missing_field)
      ++score_->missing;
    else if (error || raw.code == Code::unknown_field)
      ++score_->wrong;
    else if (raw.severity == Severity::warning)
      ++score_->warnings;
    return;
  }
  if (problems_.out == nullptr) return;
  problems_.out->push_back(raw);
  problems_.out->back().origin = problems_.origin;
}

}  // namespace leadlint::validate
