// Tests: tests/table_image_command_test.cpp, tests/rule_coverage_test.cpp.
#include "whole_output.h"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <system_error>

#include "commands.h"
#include "files/byte_source.h"
#include "files/output_file.h"

namespace leadlint::command {

namespace fs = std::filesystem;

bool same_file(std::string_view a, std::string_view b) {
  std::error_code ignored;
  if (a.empty() || b.empty() || b == "-") return false;
  const auto a_stream = files::descriptor_named(std::string(a));
  const auto b_stream = files::descriptor_named(std::string(b));
  if (a_stream || b_stream) return a_stream == b_stream;
  if (fs::exists(a, ignored) && !fs::is_regular_file(a, ignored)) return false;
  const auto place = [&](std::string_view file) {
    return fs::weakly_canonical(fs::absolute(file, ignored), ignored);
  };
  return place(a) == place(b);
}

Exit write_whole(const std::string& output, std::string_view bytes,
                 std::span<const std::string> read) {
  if (output.empty() || output == "-") {
    std::cout << bytes;
    return Exit::good;
  }
  for (const std::string& file : read)
    if (same_file(output, file)) {
      complain(fmt::format("-o {} is also read", output));
      return Exit::failed;
    }
  files::OutputFile file;
  auto written = file.open(output);
  if (written) {
    file.stream() << bytes;
    written = file.commit();
  }
  if (written) return Exit::good;
  complain(fmt::format("{}: {}", output, written.error()));
  return Exit::failed;
}

}  // namespace leadlint::command
