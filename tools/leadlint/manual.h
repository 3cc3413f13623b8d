// What stands in the flag definitions once more, as a man page.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace leadlint::command {

/// The man page leadlint(1), as roff.
[[nodiscard]] std::string man_page(const CLI::App& app);

}  // namespace leadlint::command
