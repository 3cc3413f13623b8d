// Words of tables where they mean nothing: `any` as a row of `cases`, `unlisted` among the rows of
// `pairs`, `absent` among the statuses that follow. Where a list has such a word it is a value, and
// so it is in quotes. Covered by tests/tables_test.cpp.
#pragma once

#include "check/context.h"

namespace leadlint::check {

enum class Table : std::uint8_t { cases, pairs, transitions };

/// Tells of a word that no row goes by; false: it is a value.
[[nodiscard]] bool report_row_word(const model::RowKey& key, const model::Field& field,
                                   const model::Path& path, Table table, CheckContext& context);

/// What a list in a table says: which statuses follow, are final or are there at first, which
/// values go with those of a row.
enum class Listed : std::uint8_t { to, final, initial, goes };

/// Tells of a word that is none of these; false: it is a value.
[[nodiscard]] bool report_listed_word(const model::Scalar& value, const model::Field& field,
                                      const model::Path& path, Listed listed,
                                      CheckContext& context);

}  // namespace leadlint::check
