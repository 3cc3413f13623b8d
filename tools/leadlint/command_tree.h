// The commands and flags of CLI11, for who writes them out once more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace leadlint::command {

/// A command that does something, and the words that call it.
struct Called {
  std::string words;  // "leadlint rules list"
  const CLI::App* app = nullptr;
  bool leaf = false;  // no commands of its own
};

/// It and all commands below it.
[[nodiscard]] std::vector<Called> all_commands(const CLI::App& app);
[[nodiscard]] std::vector<const CLI::App*> commands_of(const CLI::App& app);
[[nodiscard]] std::vector<const CLI::Option*> flags_of(const CLI::App& app);
[[nodiscard]] bool takes_value(const CLI::Option& option);
/// A help text, without its line breaks.
[[nodiscard]] std::string on_one_line(std::string_view text);

}  // namespace leadlint::command
