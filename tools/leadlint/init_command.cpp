// leadlint init: a leadlint.yaml to begin with. One that is there stays as it is.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <system_error>

#include "commands.h"
#include "config/configuration.h"
#include "files/output_file.h"
#include "report/printable.h"

namespace leadlint::command {

Exit init(const InitOptions& options) {
  namespace fs = std::filesystem;
  const std::string file =
      (fs::path(options.folder) / config::file_name).lexically_normal().string();
  std::error_code ignored;
  if (!fs::is_directory(options.folder, ignored)) {
    complain(fmt::format("{} is no folder", options.folder));
    return Exit::failed;
  }
  if (fs::exists(fs::symlink_status(file, ignored))) {
    complain(fmt::format("{} is there already, and stays as it is", file));
    return Exit::failed;
  }
  files::OutputFile output;
  auto written = output.open(file);
  if (written) {
    output.stream() << config::starter_text();
    written = output.commit();
  }
  if (!written) {
    complain(written.error());
    return Exit::failed;
  }
  std::cout << fmt::format("{} is written: its `files` are to say what is checked by which rules\n",
                           report::printable(file));
  return Exit::good;
}

}  // namespace leadlint::command
