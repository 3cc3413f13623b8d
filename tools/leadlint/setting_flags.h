// Settings that messages advise, as flags of the command. Tests: tests/settings_test.cpp.
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include "leadlint/settings.h"

namespace leadlint::command {

/// The words that --escapes and --cells take, in the order of their types.
inline constexpr std::array<std::string_view, 3> escapes_words{"quotes", "copy", "none"};
inline constexpr std::array<std::string_view, 4> cells_words{"json", "spreadsheet",
                                                             "spreadsheet:us", "spreadsheet:eu"};

/// See SettingText: `--input tsv --escapes copy`.
[[nodiscard]] std::string flags_of(std::initializer_list<SettingValue> settings);

}  // namespace leadlint::command
