// What stands in the flag definitions once more: the man page, and completions for shells.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace leadlint::command {

/// The man page leadlint(1), as roff.
[[nodiscard]] std::string man_page(const CLI::App& app);

inline constexpr std::array<std::string_view, 3> completed_shells{"bash", "fish", "zsh"};
/// A script that one of `completed_shells` reads.
[[nodiscard]] std::string completion(const CLI::App& app, std::string_view shell);

}  // namespace leadlint::command
