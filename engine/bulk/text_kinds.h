// Texts that are neither JSON nor CSV, by their first lines. Tests: tests/wrong_input_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "leadlint/bulk_format.h"
#include "leadlint/settings.h"

namespace leadlint::bulk {

/// What the text is that could not be read, and what to do, to stand behind the file's name: "holds
/// SQL statements; ...". Empty: nothing that is known.
[[nodiscard]] std::string text_kind(std::string_view text, SettingText setting_text);

/// Does the text start as JSON does that holds records?
[[nodiscard]] bool looks_like_json(std::string_view text);

/// What parts the names on a first line of several that looks like the header of a table; 0: it
/// does not.
[[nodiscard]] char looks_like_table(std::string_view text);

/// The same of a snapshot that could not be read, of which `start` is known. (Its format is told
/// by the name of its file.)
[[nodiscard]] std::string hint_about_snapshot(BulkFormat format, std::string_view start,
                                              SettingText setting_text);

}  // namespace leadlint::bulk
