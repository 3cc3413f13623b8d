// The members of the table's structs by name, in the order of members.h, for who prints them.
// A struct with another number of members does not compile (dump_lists.cpp); that each has its own
// name is held by tests/table_test.cpp.
#pragma once

#include <string_view>

#include "table/decision_table.h"

namespace leadlint::table {

template <class Struct>
inline constexpr std::string_view member_names;
template <>
inline constexpr std::string_view member_names<Wording> =
    "message words when expected members allowed catalog calculation block defaults";
template <>
inline constexpr std::string_view member_names<Report> =
    "code severity derived rule because wording file line told";
template <>
inline constexpr std::string_view member_names<PairList> = "block field with rows";
template <>
inline constexpr std::string_view member_names<PairRow> = "first second";
template <>
inline constexpr std::string_view member_names<NameHash> = "multiplier shift probes slots names";
template <>
inline constexpr std::string_view member_names<ValueSet> = "hash kinds ignore_case folded moments";
template <>
inline constexpr std::string_view member_names<Check> =
    "kind unit integral report integer number moment values span text";
template <>
inline constexpr std::string_view member_names<Variant> =
    "kinds text_kinds bare_item trims lexical_integer has_code conditional object_form "
    "in_place opens checks taken_report when unsure";
template <>
inline constexpr std::string_view member_names<FormerValue> = "was was_kind kind now report";
template <>
inline constexpr std::string_view member_names<FormerValues> = "values entries";
template <>
inline constexpr std::string_view member_names<DefaultValue> = "number kind text";
template <>
inline constexpr std::string_view member_names<Field> =
    "name kinds nullable has_default deferred round has_shapes told_by moments "
    "ignore_case any_text_folds asks_catalog length_unit text_kinds read_kinds bit "
    "broken_bit unread_bit variants block item each null_report type_report unread_report "
    "long_number_report asked_by calculated_by folded_values value_set value_masks "
    "true_mask false_mask text_reading former";
template <>
inline constexpr std::string_view member_names<TextReading> = "json true_words false_words";
template <>
inline constexpr std::string_view member_names<Ref> = "base up steps field alternative local";
template <>
inline constexpr std::string_view member_names<Fact> =
    "kind compare integral bit outward a b index integer number text span";
template <>
inline constexpr std::string_view member_names<Calculation> = "terms within";
template <>
inline constexpr std::string_view member_names<CalculationTerm> = "negative right list factors";
template <>
inline constexpr std::string_view member_names<CalculationFactor> =
    "kind required up ref number test";
template <>
inline constexpr std::string_view member_names<ListTest> = "list of_values facts yes no";
template <>
inline constexpr std::string_view member_names<RowTerm> = "word care value";
template <>
inline constexpr std::string_view member_names<FindingLocation> = "kind ref";
template <>
inline constexpr std::string_view member_names<Row> =
    "more_terms report place missing null_is_missing group breaks presence target";
template <>
inline constexpr std::string_view member_names<Group> = "required required_reports rows";
template <>
inline constexpr std::string_view member_names<RequiredField> = "bit report";
template <>
inline constexpr std::string_view member_names<NameShape> =
    "kind index field taken_report both_report";
template <>
inline constexpr std::string_view member_names<Block> =
    "name names fields words bits unknown_report unknown_type_report unknown_kinds "
    "has_deferred has_forms last_round names_of_catalog facts outward_facts selector "
    "selector_values always open_selector groups silences shapes defaults";
template <>
inline constexpr std::string_view member_names<CatalogKey> = "catalog columns";
template <>
inline constexpr std::string_view member_names<Catalog> = "name rows columns";
template <>
inline constexpr std::string_view member_names<RowColumn> = "key column";
template <>
inline constexpr std::string_view member_names<ColumnUse> = "catalog column as";
template <>
inline constexpr std::string_view member_names<NamedOfCatalog> = "key field names";
template <>
inline constexpr std::string_view member_names<EngineOptions> =
    "bom duplicate_keys repaired_quotes null_reject null_silent mathematical_integers "
    "max_depth";
template <>
inline constexpr std::string_view member_names<ApiErrors> =
    "body each grouped messages only_first documented";
template <>
inline constexpr std::string_view member_names<ApiMessage> = "field any_code code text";
template <>
inline constexpr std::string_view member_names<Chosen> = "kind name value";
template <>
inline constexpr std::string_view member_names<Format> =
    "kind index alternatives name called any_case";
template <>
inline constexpr std::string_view member_names<Automaton::Run> = "min max low high";
template <>
inline constexpr std::string_view member_names<Automaton> =
    "byte_class classes states transitions accepting run_of_bytes";
template <>
inline constexpr std::string_view member_names<DateStep> = "op literal min max skip";
template <>
inline constexpr std::string_view member_names<Moment> =
    "known kind days seconds nanoseconds offset";
template <>
inline constexpr std::string_view member_names<DateTime> = "kind is_day picture steps";
template <>
inline constexpr std::string_view member_names<DatePicture> =
    "steps size words year short_year month day hour minute second expected slack";

}  // namespace leadlint::table
