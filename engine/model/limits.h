// What a rule file can make grow, and how far. Each limit is looked at before the work that it
// bounds, and has a finding of its own (limit_exceeded), with the number. The languages of patterns
// and dates keep theirs beside them (parse/pattern.cpp, parse/date_pattern.cpp).
#pragma once

#include <cstddef>

namespace leadlint {

// Files
/// Largest rule file, in bytes.
/// Forms of one object that are tried, its own and those of `also`.
inline constexpr std::size_t max_object_forms = 32;
inline constexpr std::size_t max_rule_file_size = std::size_t{1} << 20;
/// Deepest nesting of lists and maps in a rule file.
inline constexpr int max_rule_file_depth = 64;
/// Most nodes a rule file may have once its aliases (`*name`) are written out.
inline constexpr std::size_t max_yaml_nodes = 200'000;
/// Most rule files one rule set may be made of.
inline constexpr std::size_t max_rule_files = 256;

/// Most mistakes, and most warnings, that are told of one rule set.
inline constexpr std::size_t max_mistakes = 2000;

// Definitions
/// How far definitions may lead from one to the next.
inline constexpr std::size_t max_use_depth = 16;
/// Most `use`s one rule set may resolve: definitions that double at each step stay harmless.
inline constexpr std::size_t max_uses = 20'000;
/// Most items of lists that `use` and choices put into other lists.
inline constexpr std::size_t max_used_items = 100'000;

// Lists
/// Most names that one list (of members, of legal values) may hold.
inline constexpr std::size_t max_names = 4096;
/// Bytes of the `version` of a rule set.
inline constexpr std::size_t max_version_length = 100;

// Conditions
/// Longest condition, in bytes, and deepest nesting of brackets and `not`.
inline constexpr std::size_t max_condition_length = 4096;
inline constexpr int max_condition_depth = 64;
/// Most nodes a condition may have once its `let` conditions stand in their places.
inline constexpr std::size_t max_condition_nodes = 4096;
/// Most terms of one calculation, `a + b + ...`. (How many numbers a product has, and how long
/// they may be: text/decimal_sum.h.)
inline constexpr std::size_t max_terms = 32;
/// Most rows that one rule may expand to (`or` and negation multiply).
inline constexpr std::size_t max_rows_of_rule = 1024;

/// Most states of the automaton of one pattern, and of all patterns of a rule set together.
inline constexpr std::size_t max_pattern_states = 4096;
inline constexpr std::size_t max_pattern_states_together = 131'072;
/// Most ranges of characters of all patterns of a rule set together: \p{L} has some 600, and as
/// many again where case is ignored.
inline constexpr std::size_t max_pattern_ranges_together = 1'000'000;

// Tables
/// Most facts (members that are there, comparisons and the like) that the rules of one object may
/// ask of it.
inline constexpr std::size_t max_facts = 32'768;
/// Most rows of the decision table of one rule set.
inline constexpr std::size_t max_rows = 262'144;
/// Most statuses that `transitions` may tell apart: each pair of them is a row.
inline constexpr std::size_t max_statuses_of_transitions = 256;

/// Most rows of one table of `cases`, `pairs` or `transitions`, once rows for several values are
/// one each.
inline constexpr std::size_t max_table_rows = 16'384;

// Choices
/// Most choices (profiles, and values of options) that `rules check` tries one by one.
inline constexpr std::size_t max_choices = 512;

}  // namespace leadlint
