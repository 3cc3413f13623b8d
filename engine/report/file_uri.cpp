// Names of files to URIs. Tests: tests/report_formats_test.cpp.
#include "report/file_uri.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace leadlint::report {
namespace {

// pchar of RFC 3986, and the `/` between them; no colon, with which a scheme would end.
bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~!$&'()*+,;=@/").find(c) != std::string_view::npos;
}

std::string encoded(std::string_view path) {
  std::string result;
  for (const char c : path)
    result +=
        is_plain(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return result;
}

}  // namespace

std::string plain_path(std::string_view file) {
  if (file == "<stdin>") return "stdin";
  return std::filesystem::path(file).lexically_normal().generic_string();
}

FileUri file_uri(std::string_view file) {
  const std::string path = plain_path(file);
  if (!path.starts_with('/') && path != ".." && !path.starts_with("../")) return {encoded(path)};
  std::error_code failed;
  const std::filesystem::path whole = std::filesystem::absolute(path, failed).lexically_normal();
  return {"file://" + encoded(failed ? path : whole.generic_string()), false};
}

}  // namespace leadlint::report
