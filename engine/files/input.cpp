// Opens and reads files. Tests: tests/input_test.cpp, tests/command_test.cpp.
#include "files/input.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "bulk/input_formats.h"
#include "files/byte_source.h"
#include "text/ascii.h"

namespace leadlint::files {
namespace {

bool is_directory(std::FILE* file) {
  struct stat status {};
  return fstat(fileno(file), &status) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace

std::optional<BulkFormat> input_of_file(std::string_view name) {
  const std::string_view inner = name_without_compression(name);
  for (const bulk::InputFormat& format : bulk::input_formats)
    for (const std::string_view ending : format.endings)
      if (!ending.empty() && ends_in(inner, ending)) return format.format;
  return std::nullopt;
}

bool ends_in(std::string_view name, std::string_view ending) noexcept {
  return name.size() >= ending.size() &&
         std::equal(ending.begin(), ending.end(),
                    name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                    [](char a, char b) { return a == to_lower(b); });
}

std::string system_message(int number) {
  std::string message = std::strerror(number);
  if (!message.empty()) message[0] = to_lower(message[0]);
  return message;
}

void CloseFile::operator()(std::FILE* file) const noexcept {
  if (file != nullptr && file != stdin) std::fclose(file);
}

tl::expected<File, std::string> open_file(const std::string& path) {
  File file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (!file) return tl::unexpected(system_message(errno));
  if (is_directory(file.get())) return tl::unexpected(std::string("is a directory"));
  return file;
}

tl::expected<std::string, std::string> read_rest(std::FILE* file) {
  std::string text;
  std::array<char, 65536> block{};
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), file))
    text.append(block.data(), got);
  if (std::ferror(file) != 0) return tl::unexpected(system_message(errno));
  return text;
}

tl::expected<std::string, std::string> read_file(const std::string& path) {
  return open_file(path).and_then([](const File& file) { return read_rest(file.get()); });
}

}  // namespace leadlint::files
