// Settings that messages advise, as flags of the command. Tests: tests/settings_test.cpp.
#pragma once

#include <initializer_list>
#include <string>

#include "leadlint/settings.h"

namespace leadlint::command {

/// See SettingText: `--input tsv --escapes copy`.
[[nodiscard]] std::string flags_of(std::initializer_list<SettingValue> settings);

}  // namespace leadlint::command
