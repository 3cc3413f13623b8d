// The members of each struct of the decision table, and the list that each of them points into: one
// place from which tables are written, read and checked as bytes (image/).
//
//   members(wording)  ->  (message, words, when, expected, run<report_names>(members), ...)
//
// A new member is one more name here: a structured binding takes all of them or does not compile.
// Ids, `SpanOf` and texts tell their list by their type; what is just a number says what it is:
//
//   run<&DecisionTable::names>(span)   a run of entries of that list
//   entry<&DecisionTable::words>(at)   the number of an entry of it, or none
//   by_kind(span)                      of what it is hangs on a member beside it (image/check.h)
//   count(line)                        a number that is no entry's
//
// Tests: tests/table_image_test.cpp.
#pragma once

#include <concepts>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "table/decision_table.h"

namespace leadlint::table {

template <auto list, class Value>
struct Run {
  Value& value;
};
template <auto list, class Value>
struct Entry {
  Value& value;
};
template <class Value>
struct ByKind {
  Value& value;
};
template <class Value>
struct Count {
  Value& value;
};
/// A member of the table itself, under its name.
template <class Value>
struct Part {
  std::string_view name;
  Value& value;
};

template <auto list, class Value>
[[nodiscard]] constexpr Run<list, Value> run(Value& value) noexcept {
  return {value};
}
template <auto list, class Value>
[[nodiscard]] constexpr Entry<list, Value> entry(Value& value) noexcept {
  return {value};
}
template <class Value>
[[nodiscard]] constexpr ByKind<Value> by_kind(Value& value) noexcept {
  return {value};
}
template <class Value>
[[nodiscard]] constexpr Count<Value> count(Value& value) noexcept {
  return {value};
}
template <class Value>
[[nodiscard]] constexpr Part<Value> part(std::string_view name, Value& value) noexcept {
  return {name, value};
}

/// Members as they are, marks by value.
template <class... Members>
[[nodiscard]] constexpr std::tuple<Members...> all(Members&&... members) noexcept {
  return {std::forward<Members>(members)...};
}

/// A struct of the table, const or not.
template <class S, class Struct>
concept Is = std::same_as<std::remove_const_t<S>, Struct>;

template <Is<Wording> S>
constexpr auto members(S& self) {
  auto& [message, words, when, expected, members, allowed, catalog, calculation, block, defaults] =
      self;
  return all(message, words, when, expected, run<&DecisionTable::report_names>(members),
             run<&DecisionTable::report_names>(allowed), catalog,
             entry<&DecisionTable::calculations>(calculation), block,
             run<&DecisionTable::ref_ids>(defaults));
}
template <Is<Report> S>
constexpr auto members(S& self) {
  auto& [code, severity, derived, rule, because, wording, file, line, told] = self;
  return all(code, severity, derived, rule, because, wording, file, count(line), told);
}
template <Is<PairList> S>
constexpr auto members(S& self) {
  auto& [block, field, with, rows] = self;
  return all(block, field, with, run<&DecisionTable::pair_rows>(rows));
}
template <Is<PairRow> S>
constexpr auto members(S& self) {
  auto& [first, second] = self;
  return all(first, run<&DecisionTable::report_names>(second));
}
template <Is<NameHash> S>
constexpr auto members(S& self) {
  auto& [multiplier, shift, probes, slots, names] = self;
  return all(multiplier, shift, probes, run<&DecisionTable::hash_slots>(slots),
             run<&DecisionTable::names>(names));
}
template <Is<ValueSet> S>
constexpr auto members(S& self) {
  auto& [hash, kinds, ignore_case, folded, moments] = self;
  return all(hash, kinds, ignore_case, folded, entry<&DecisionTable::moments>(moments));
}
template <Is<Check> S>
constexpr auto members(S& self) {
  auto& [kind, unit, integral, report, integer, number, moment, values, span, text] = self;
  return all(kind, unit, integral, report, integer, number, by_kind(moment), values, by_kind(span),
             text);
}
template <Is<Variant> S>
constexpr auto members(S& self) {
  auto& [kinds, text_kinds, bare_item, trims, lexical_integer, has_code, conditional, object_form,
         in_place, opens, checks, taken_report, when, unsure] = self;
  return all(kinds, text_kinds, bare_item, trims, lexical_integer, has_code, conditional,
             object_form, in_place, opens, checks, taken_report, when, unsure);
}
template <Is<FormerValue> S>
constexpr auto members(S& self) {
  auto& [was, was_kind, kind, now, report] = self;
  return all(was, was_kind, kind, now, report);
}
template <Is<FormerValues> S>
constexpr auto members(S& self) {
  auto& [values, entries] = self;
  return all(values, run<&DecisionTable::former_values>(entries));
}
template <Is<DefaultValue> S>
constexpr auto members(S& self) {
  auto& [number, kind, text] = self;
  return all(number, kind, text);
}
template <Is<Field> S>
constexpr auto members(S& self) {
  auto& [name, kinds, nullable, has_default, deferred, round, has_shapes, told_by, moments,
         ignore_case, any_text_folds, asks_catalog, length_unit, text_kinds, read_kinds, bit,
         broken_bit, unread_bit, variants, block, item, each, null_report, type_report,
         unread_report, long_number_report, asked_by, calculated_by, folded_values, value_set,
         value_masks, true_mask, false_mask, text_reading, former] = self;
  return all(name, kinds, nullable, has_default, deferred, round, has_shapes, told_by, moments,
             ignore_case, any_text_folds, asks_catalog, length_unit, text_kinds, read_kinds, bit,
             broken_bit, unread_bit, variants, block, item, each, null_report, type_report,
             unread_report, long_number_report, run<&DecisionTable::report_names>(asked_by),
             run<&DecisionTable::report_names>(calculated_by), folded_values, value_set,
             run<&DecisionTable::words>(value_masks), entry<&DecisionTable::words>(true_mask),
             entry<&DecisionTable::words>(false_mask), text_reading,
             entry<&DecisionTable::former_lists>(former));
}
template <Is<TextReading> S>
constexpr auto members(S& self) {
  auto& [json, true_words, false_words] = self;
  return all(json, run<&DecisionTable::boolean_words>(true_words),
             run<&DecisionTable::boolean_words>(false_words));
}
template <Is<Ref> S>
constexpr auto members(S& self) {
  auto& [base, up, steps, field, alternative, local] = self;
  return all(base, up, run<&DecisionTable::ref_steps>(steps), field, alternative, local);
}
template <Is<Fact> S>
constexpr auto members(S& self) {
  auto& [kind, compare, integral, bit, outward, a, b, index, integer, number, text, span] = self;
  return all(kind, compare, integral, bit, outward, a, b, by_kind(index), integer, number, text,
             by_kind(span));
}
template <Is<Calculation> S>
constexpr auto members(S& self) {
  auto& [terms, within] = self;
  return all(run<&DecisionTable::calculation_terms>(terms), within);
}
template <Is<CalculationTerm> S>
constexpr auto members(S& self) {
  auto& [negative, right, list, factors] = self;
  return all(negative, right, list, run<&DecisionTable::calculation_factors>(factors));
}
template <Is<CalculationFactor> S>
constexpr auto members(S& self) {
  auto& [kind, required, up, ref, number, test] = self;
  return all(kind, required, up, ref, number, entry<&DecisionTable::list_tests>(test));
}
template <Is<ListTest> S>
constexpr auto members(S& self) {
  auto& [list, of_values, facts, yes, no] = self;
  return all(list, of_values, facts, yes, no);
}
template <Is<RowTerm> S>
constexpr auto members(S& self) {
  auto& [word, care, value] = self;
  return all(count(word), care, value);
}
template <Is<FindingLocation> S>
constexpr auto members(S& self) {
  auto& [kind, ref] = self;
  return all(kind, ref);
}
template <Is<Row> S>
constexpr auto members(S& self) {
  auto& [more_terms, report, place, missing, null_is_missing, group, breaks, presence, target] =
      self;
  return all(run<&DecisionTable::row_terms>(more_terms), report, place, missing, null_is_missing,
             group, breaks, presence, target);
}
template <Is<Group> S>
constexpr auto members(S& self) {
  auto& [required, required_reports, rows] = self;
  return all(run<&DecisionTable::words>(required),
             run<&DecisionTable::required_fields>(required_reports), rows);
}
template <Is<RequiredField> S>
constexpr auto members(S& self) {
  auto& [bit, report] = self;
  return all(bit, report);
}
template <Is<NameShape> S>
constexpr auto members(S& self) {
  auto& [kind, index, field, taken_report, both_report] = self;
  return all(kind, by_kind(index), field, taken_report, both_report);
}
template <Is<Block> S>
constexpr auto members(S& self) {
  auto& [name, names, fields, words, bits, unknown_report, unknown_type_report, unknown_kinds,
         has_deferred, has_forms, last_round, names_of_catalog, facts, outward_facts, selector,
         selector_values, always, open_selector, groups, silences, shapes, defaults] = self;
  return all(name, names, fields, words, bits, unknown_report, unknown_type_report, unknown_kinds,
             has_deferred, has_forms, last_round, names_of_catalog, facts, outward_facts, selector,
             selector_values, always, open_selector, groups, silences,
             run<&DecisionTable::name_shapes>(shapes),
             run<&DecisionTable::default_values>(defaults));
}
template <Is<CatalogKey> S>
constexpr auto members(S& self) {
  auto& [catalog, columns] = self;
  return all(catalog, run<&DecisionTable::catalog_columns>(columns));
}
template <Is<Catalog> S>
constexpr auto members(S& self) {
  auto& [name, rows, columns] = self;
  return all(name, rows, run<&DecisionTable::catalog_names>(columns));
}
template <Is<RowColumn> S>
constexpr auto members(S& self) {
  auto& [key, column] = self;
  return all(key, column);
}
template <Is<ColumnUse> S>
constexpr auto members(S& self) {
  auto& [catalog, column, as] = self;
  return all(catalog, column, as);
}
template <Is<NamedOfCatalog> S>
constexpr auto members(S& self) {
  auto& [key, field, names] = self;
  return all(key, field, run<&DecisionTable::report_names>(names));
}
template <Is<EngineOptions> S>
constexpr auto members(S& self) {
  auto& [bom, duplicate_keys, repaired_quotes, null_reject, null_silent, mathematical_integers,
         max_depth] = self;
  return all(bom, duplicate_keys, repaired_quotes, null_reject, null_silent, mathematical_integers,
             count(max_depth));
}
template <Is<ApiErrors> S>
constexpr auto members(S& self) {
  auto& [body, each, grouped, messages, only_first, documented] = self;
  return all(body, each, grouped, run<&DecisionTable::api_messages>(messages), only_first,
             documented);
}
template <Is<ApiMessage> S>
constexpr auto members(S& self) {
  auto& [field, any_code, code, text] = self;
  return all(field, any_code, code, text);
}
template <Is<Chosen> S>
constexpr auto members(S& self) {
  auto& [kind, name, value] = self;
  return all(kind, name, value);
}
template <Is<Format> S>
constexpr auto members(S& self) {
  auto& [kind, index, alternatives, name, called, any_case] = self;
  return all(kind, by_kind(index), run<&DecisionTable::date_times>(alternatives), name, called,
             any_case);
}
template <Is<Automaton::Run> S>
constexpr auto members(S& self) {
  auto& [min, max, low, high] = self;
  return all(count(min), count(max), low, high);
}
template <Is<Automaton> S>
constexpr auto members(S& self) {
  auto& [byte_class, classes, states, transitions, accepting, run_of_bytes] = self;
  return all(byte_class, classes, states, run<&DecisionTable::automaton_transitions>(transitions),
             run<&DecisionTable::automaton_accepting>(accepting), run_of_bytes);
}
template <Is<DateStep> S>
constexpr auto members(S& self) {
  auto& [op, literal, min, max, skip] = self;
  return all(op, literal, min, max, skip);
}
template <Is<Moment> S>
constexpr auto members(S& self) {
  auto& [known, kind, days, seconds, nanoseconds, offset] = self;
  return all(known, kind, days, seconds, count(nanoseconds), offset);
}
template <Is<DateTime> S>
constexpr auto members(S& self) {
  auto& [kind, is_day, picture, steps] = self;
  return all(kind, is_day, entry<&DecisionTable::date_pictures>(picture),
             run<&DecisionTable::date_steps>(steps));
}
template <Is<DatePicture> S>
constexpr auto members(S& self) {
  auto& [steps, size, words, year, short_year, month, day, hour, minute, second, expected, slack] =
      self;
  return all(steps, size, words, year, short_year, month, day, hour, minute, second, expected,
             slack);
}

/// All but the fast part, which follows from the rest. The pool stands first: texts lie in it.
template <Is<DecisionTable> S>
constexpr auto members(S& self) {
  auto& [id, title, source, version, fingerprint, files, chosen, form_input, request_form,
         form_server, curly_quotes_hint, curly_quotes_repair, asks_now, has_zone, zone, options,
         told_codes, any_told, root, params, current_root, request_root, request_list, api_errors,
         has_api_errors, fields, variants, checks, blocks, name_shapes, former_lists, former_values,
         default_values, refs, ref_steps, ref_ids, facts, calculations, calculation_terms,
         calculation_factors, list_tests, rows, row_heads, row_terms, groups, required_fields,
         words, reports, wordings, report_names, pair_lists, pair_rows, value_sets, hash_slots,
         names, text_readings, boolean_words, formats, format_ids, key_fields, automata,
         automaton_transitions, automaton_accepting, date_times, date_steps, date_pictures, moments,
         catalogs, catalog_keys, catalog_names, catalog_columns, named_of_catalogs, row_columns,
         column_uses, api_messages, pool, fast] = self;
  static_cast<void>(fast);
  return all(
      part("pool", pool), part("id", id), part("title", title), part("source", source),
      part("version", version), part("fingerprint", fingerprint), part("files", files),
      part("chosen", chosen), part("form_input", form_input), part("request_form", request_form),
      part("form_server", form_server), part("curly_quotes_hint", curly_quotes_hint),
      part("curly_quotes_repair", curly_quotes_repair), part("asks_now", asks_now),
      part("has_zone", has_zone), part("zone", zone), part("options", options),
      part("told_codes", told_codes), part("any_told", any_told), part("root", root),
      part("params", params), part("current_root", current_root),
      part("request_root", request_root), part("request_list", request_list),
      part("api_errors", api_errors), part("has_api_errors", has_api_errors),
      part("fields", fields), part("variants", variants), part("checks", checks),
      part("blocks", blocks), part("name_shapes", name_shapes), part("former_lists", former_lists),
      part("former_values", former_values), part("default_values", default_values),
      part("refs", refs), part("ref_steps", ref_steps), part("ref_ids", ref_ids),
      part("facts", facts), part("calculations", calculations),
      part("calculation_terms", calculation_terms),
      part("calculation_factors", calculation_factors), part("list_tests", list_tests),
      part("rows", rows), part("row_heads", row_heads), part("row_terms", row_terms),
      part("groups", groups), part("required_fields", required_fields), part("words", words),
      part("reports", reports), part("wordings", wordings), part("report_names", report_names),
      part("pair_lists", pair_lists), part("pair_rows", pair_rows), part("value_sets", value_sets),
      part("hash_slots", hash_slots), part("names", names), part("text_readings", text_readings),
      part("boolean_words", boolean_words), part("formats", formats),
      part("format_ids", format_ids), part("key_fields", key_fields), part("automata", automata),
      part("automaton_transitions", automaton_transitions),
      part("automaton_accepting", automaton_accepting), part("date_times", date_times),
      part("date_steps", date_steps), part("date_pictures", date_pictures),
      part("moments", moments), part("catalogs", catalogs), part("catalog_keys", catalog_keys),
      part("catalog_names", catalog_names), part("catalog_columns", catalog_columns),
      part("named_of_catalogs", named_of_catalogs), part("row_columns", row_columns),
      part("column_uses", column_uses), part("api_messages", api_messages));
}

/// The list that an id's numbers are of.
template <class Of>
[[nodiscard]] constexpr auto list_of() noexcept {
  if constexpr (std::same_as<Of, Field>)
    return &DecisionTable::fields;
  else if constexpr (std::same_as<Of, Variant>)
    return &DecisionTable::variants;
  else if constexpr (std::same_as<Of, Check>)
    return &DecisionTable::checks;
  else if constexpr (std::same_as<Of, Block>)
    return &DecisionTable::blocks;
  else if constexpr (std::same_as<Of, Ref>)
    return &DecisionTable::refs;
  else if constexpr (std::same_as<Of, Fact>)
    return &DecisionTable::facts;
  else if constexpr (std::same_as<Of, Row>)
    return &DecisionTable::rows;
  else if constexpr (std::same_as<Of, Group>)
    return &DecisionTable::groups;
  else if constexpr (std::same_as<Of, Report>)
    return &DecisionTable::reports;
  else if constexpr (std::same_as<Of, Wording>)
    return &DecisionTable::wordings;
  else if constexpr (std::same_as<Of, ValueSet>)
    return &DecisionTable::value_sets;
  else if constexpr (std::same_as<Of, Format>)
    return &DecisionTable::formats;
  else if constexpr (std::same_as<Of, Catalog>)
    return &DecisionTable::catalogs;
  else if constexpr (std::same_as<Of, CatalogKey>)
    return &DecisionTable::catalog_keys;
  else
    return &DecisionTable::text_readings;
}

}  // namespace leadlint::table
