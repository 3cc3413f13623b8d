// What the command prints.
#pragma once

#include <cstdio>
#include <string>

#ifdef LEADLINT_COMMAND

/// Runs `leadlint` in a folder of the repository; `arguments` as a shell reads them. All that it
/// prints, on both streams.
inline std::string command_output(const std::string& folder, const std::string& arguments) {
  const std::string command = "cd '" LEADLINT_SOURCE_DIR "/" + folder + "' && '" +
                              LEADLINT_COMMAND "' " + arguments + " 2>&1";
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "cannot run the command";
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  pclose(pipe);
  return output;
}

#endif
