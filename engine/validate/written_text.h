// A value as it stands in the text of its record (in quotes, with escapes, in a cell), and the
// edits that make another of it. All other bytes stay as they are.
//
//   "\u00a0Jo \n" without what is around Jo   ->   "Jo"        takes 6 bytes in front, 3 behind out
//   "18500" as the number that it spells      ->   18500
//   "1,234.50" in a cell                      ->   "1234.50"
//
// Tests: tests/fixes_test.cpp.
#pragma once

#include <string_view>

#include "leadlint/finding.h"
#include "read/record.h"

namespace leadlint::validate {

/// What leaves only `kept` of a text, a part of what it says. None where it does not stand there
/// as it was read (in JSON inside of a cell), or would be read as something else.
[[nodiscard]] Fix keep_only(const read::Record& record, const read::Node& text,
                            std::string_view kept);
/// What puts another value in the place of a text, number or boolean. In JSON `as_text` says
/// whether in quotes.
[[nodiscard]] Fix write_instead(const read::Record& record, const read::Node& value,
                                std::string_view text, bool as_text);
/// What gives the member whose value it is another name: of JSON alone.
[[nodiscard]] Fix write_name(const read::Record& record, const read::Node& value,
                             std::string_view name);

}  // namespace leadlint::validate
