// The typed readers: one for each part of a rule file, each a table of keys.
#pragma once

#include "parse/reader.h"

namespace leadlint::parse {

/// A field by its keys (read_fields.cpp). `none` in its place: Field::none.
[[nodiscard]] model::Field read_field(Reader& reader, std::string name, const NodePtr& node,
                                      const SourceRange& range);
/// A map of names to fields, added to a list.
void read_fields(Reader& reader, const Value& value, std::vector<model::Field>& out);

/// `[01, ..., 09, 10]`, `[yes, no, 1]`: what stands without quotes is a text here and a number
/// there.
void warn_of_mixed_kinds(Reader& reader, const Value& value);

/// A type check, as `type` of a field is written (read_fields.cpp).
void read_type_check(Reader& reader, const Value& value,
                     std::optional<model::Check<model::TypeSet>>& out);

/// `by` among the keys of a field, which is read but for it (read_by.cpp).
void read_by(Reader& reader, const Value& around, const Value& value, model::Field& field);
/// Is it a key that says what a value is, and nothing of what is inside it (read_fields.cpp)?
[[nodiscard]] bool is_key_of_value(std::string_view key);

/// `stages.id`; nullopt: a mistake.
[[nodiscard]] std::optional<model::CatalogColumn> read_catalog_column(Reader& reader,
                                                                      const Value& value);

// What a block says, key by key: read_rules.cpp, read_relations.cpp, read_names.cpp.
void read_members(Reader& reader, const Value& value, model::Block& block);
void read_rules(Reader& reader, const Value& value, model::Block& block);
void read_cases(Reader& reader, const Value& value, model::Block& block);
void read_pairs(Reader& reader, const Value& value, model::Block& block);
void read_lets(Reader& reader, const Value& value, model::Block& block);
void read_transitions(Reader& reader, const Value& value, model::Block& block);
void read_unknown_fields(Reader& reader, const Value& value, model::Block& block);
void read_unknown_type(Reader& reader, const Value& value, model::Block& block);
/// Members by their names.
void read_names(Reader& reader, const Value& value, model::Block& block);

inline constexpr std::array<Key<model::Block>, 9> block_keys{{
    {"fields", read_members},
    {"rules", read_rules, aside},
    {"cases", read_cases, aside},
    {"pairs", read_pairs},
    {"let", read_lets, aside},
    {"transitions", read_transitions, aside},
    {"unknown_fields", read_unknown_fields, aside},
    {"unknown_type", read_unknown_type},
    {"names", read_names},
}};

/// The rows of all tables as they count, once all fields are known (finish_tables.cpp):
///   A, B: [x]        one row for A and one for B, where no value is called "A, B"
///   absent: [x]      a row of what is not there, where no value is called so
///   a: {b: [x]}      a row for a, of what goes with it, and one for a and b
void finish_tables(Reader& reader);

/// `severities:` (read_severities.cpp): switches by rule id and by `path.check`.
void apply_severities(Reader& reader, const NodePtr& severities);
/// What it could switch: every rule, table and check by its name.
[[nodiscard]] std::vector<std::string> outcome_names(model::RuleSet& rules);

/// Is this an id that `#id`, `severities:` and `explain` can name? Says so if not.
[[nodiscard]] bool is_good_id(Reader& reader, const Value& value);

}  // namespace leadlint::parse
