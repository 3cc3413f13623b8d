// What the commands share of talking to a terminal.
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

#include "commands.h"

namespace leadlint::command {

void complain(std::string_view message) { std::cerr << "leadlint: error: " << message << '\n'; }

bool coloured(Colour wish, int file_descriptor) {
  if (wish != Colour::automatic) return wish == Colour::always;
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool refused = no_colour != nullptr && *no_colour != '\0';
  const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  return !refused && !dumb && isatty(file_descriptor) != 0;
}

Exit flushed(Exit exit) {
  std::cout.flush();
  return std::cout ? exit : Exit::failed;
}

}  // namespace leadlint::command
