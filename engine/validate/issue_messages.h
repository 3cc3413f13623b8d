// What the reader saw, in words: text that is not JSON, CSV or UTF-8, or is too much.
#pragma once

#include <string>
#include <string_view>

#include "leadlint/finding.h"
#include "read/record.h"
#include "validate/messages.h"

namespace leadlint::validate {

/// Fills place and words of the finding about an issue of `record`, which is one of `judged`.
void word_issue(const read::ReadIssue& issue, const read::Record& record, const Judged& judged,
                OwnedFinding& out);

/// The last name of a JSON Pointer.
[[nodiscard]] std::string last_name(std::string_view pointer);

}  // namespace leadlint::validate
