// leadlint serve, where the server is a program of its own (tools/CMakeLists.txt) or was left out.
#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "commands.h"

namespace leadlint::command {

Exit serve(const ServeOptions& options) {
  namespace fs = std::filesystem;
  std::error_code none;
  const fs::path folder = fs::read_symlink("/proc/self/exe", none).parent_path();
  std::vector<std::string> words = options.words;
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  // Where it is built, and where it is installed.
  for (const fs::path& program : {folder / "leadlint-serve", folder / LEADLINT_SERVE_PROGRAM}) {
    if (folder.empty() || !fs::exists(program, none)) continue;
    execv(program.c_str(), arguments.data());
    complain("cannot start " + program.string());
    return Exit::failed;
  }
  complain("this leadlint has no server in it: it was built without cpp-httplib");
  return Exit::failed;
}

}  // namespace leadlint::command
