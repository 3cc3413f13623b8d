// An output that is written in one piece, where the command has read files before.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "options.h"

namespace leadlint::command {

/// Do two names stand for one plain file? What is none (/dev/null, a pipe) may stand for several.
[[nodiscard]] bool same_file(std::string_view a, std::string_view b);

/// Writes to the file, or to standard output ("-", or nothing). A file that is one of those `read`
/// is left as it is. Why not, is said on standard error.
[[nodiscard]] Exit write_whole(const std::string& output, std::string_view bytes,
                               std::span<const std::string> read);

}  // namespace leadlint::command
