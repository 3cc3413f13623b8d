// leadlint serve.
#include <fmt/format.h>

#include <iostream>
#include <string>
#include <string_view>

#include "commands.h"
#include "serve/service.h"

namespace leadlint::command {

Exit serve(const ServeOptions& options) {
  serve::Words words;
  words.listens = [](std::string_view url) {
    std::cout << fmt::format("leadlint serve listens at {}", url) << std::endl;
  };
  words.tell = [](std::string_view line) {
    std::string text(line);
    if (text.ends_with('\n')) text.pop_back();
    std::cerr << "leadlint serve: " << text << std::endl;
  };
  const std::string why = serve::serve(options.server, words);
  if (why.empty()) return Exit::good;
  std::cerr << "leadlint: error: " << why << (why.ends_with('\n') ? "" : "\n");
  return Exit::failed;
}

}  // namespace leadlint::command
