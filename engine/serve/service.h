// The server as a whole: rules, sockets, signals.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "serve/options.h"

namespace leadlint::serve {

struct Words {
  /// "http://127.0.0.1:8080", once it can be asked.
  std::function<void(std::string_view)> listens;
  /// A line for whoever runs it: of rules that changed, of its end.
  std::function<void(std::string_view)> tell;
};

/// Serves until SIGTERM or SIGINT; SIGHUP reads all rules again. Empty: it ended in order. Else
/// what kept it from beginning.
[[nodiscard]] std::string serve(const Options& options, const Words& words);

}  // namespace leadlint::serve
