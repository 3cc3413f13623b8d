// What stands in the flag definitions once more, as completions for shells.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "command_tree.h"
#include "text/word.h"

namespace leadlint::command {

[[nodiscard]] std::string bash_completion(const std::vector<Called>& all);
[[nodiscard]] std::string fish_completion(const std::vector<Called>& all);
[[nodiscard]] std::string zsh_completion(const std::vector<Called>& all);

/// What makes of all commands a script that a shell reads.
using Completion = std::string (*)(const std::vector<Called>& all);
inline constexpr std::array<Word<Completion>, 3> completions{
    {{"bash", bash_completion}, {"fish", fish_completion}, {"zsh", zsh_completion}}};
/// nullptr: there is none for that shell.
[[nodiscard]] constexpr Completion completion_for(std::string_view shell) noexcept {
  for (const Word<Completion>& each : completions)
    if (each.name == shell) return each.means;
  return nullptr;
}

}  // namespace leadlint::command
