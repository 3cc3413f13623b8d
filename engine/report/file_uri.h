// Names of files as reports for other programs write them.
#pragma once

#include <string>
#include <string_view>

namespace leadlint::report {

/// A file as a URI reference (RFC 3986).
struct FileUri {
  std::string text;
  bool relative = true;  // to the folder that the run was started in
};

/// A path below the current folder becomes a relative reference with `/`, any other `file:///...`;
/// what is no sign of a URI is percent-encoded byte by byte. "<stdin>" becomes "stdin".
[[nodiscard]] FileUri file_uri(std::string_view file);

/// The path with `/`, without `./` in front: as a repository names its files.
[[nodiscard]] std::string plain_path(std::string_view file);

}  // namespace leadlint::report
