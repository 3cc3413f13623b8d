// What a file likely holds that was read as something else. Tests: tests/command_test.cpp.
#pragma once

#include <string>

#include "leadlint/bulk.h"

namespace leadlint::run {

/// How to read the file that `record` is the first or only one of: "holds a list; --input array
/// checks each of its items as a record", to stand behind the file's name. Empty: there is nothing
/// to say.
[[nodiscard]] std::string hint_about(BulkFormat format, const BulkRecord& record, char delimiter);

}  // namespace leadlint::run
