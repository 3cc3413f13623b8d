// Files and standard input to text, and the format of a payload file that its name tells of.
#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "leadlint/bulk.h"

namespace leadlint::files {

/// By the ending (bulk/input_formats.h), with .gz or .zst behind it or not; nullopt for others.
[[nodiscard]] std::optional<BulkFormat> input_of_file(std::string_view name);

/// Does `name` end in `ending` (in lower case), however it is written?
[[nodiscard]] bool ends_in(std::string_view name, std::string_view ending) noexcept;
/// The system's words for an error number, to stand behind a colon.
[[nodiscard]] std::string system_message(int number);

struct CloseFile {
  void operator()(std::FILE* file) const noexcept;
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// Opens a file for reading; "-" is standard input. The error says what is wrong, without the name:
/// "no such file or directory", "is a directory".
[[nodiscard]] tl::expected<File, std::string> open_file(const std::string& path);
/// All that is left of a file.
[[nodiscard]] tl::expected<std::string, std::string> read_rest(std::FILE* file);
/// open_file and read_rest.
[[nodiscard]] tl::expected<std::string, std::string> read_file(const std::string& path);

}  // namespace leadlint::files
