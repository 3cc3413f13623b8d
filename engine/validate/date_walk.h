// Where a text that is no date or time leaves the formats that it should follow, in words. (What is
// one, but written otherwise, is for date_messages.h.)
#pragma once

#include <string>
#include <string_view>

#include "table/decision_table.h"

namespace leadlint::validate {

/// "there is no month 31", "a fraction of a second does not belong there"; empty where the text is
/// of another kind altogether. Of several formats the one counts that the text follows furthest.
[[nodiscard]] std::string why_no_date(const table::DecisionTable& table, const table::Check& check,
                                      std::string_view text);

}  // namespace leadlint::validate
