// What the commands share of talking to a terminal.
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

#include "commands.h"
#include "files/input.h"
#include "report/printable.h"

namespace leadlint::command {

// (A message may hold a file's name, or an argument: those may hold anything.)
void complain(std::string_view message) {
  std::cerr << "leadlint: error: " << report::printable(message) << '\n';
}

void remark(std::string_view message) {
  std::cerr << "leadlint: note: " << report::printable(message) << '\n';
}

bool coloured(Colour wish, int file_descriptor) {
  if (wish != Colour::automatic) return wish == Colour::always;
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool refused = no_colour != nullptr && *no_colour != '\0';
  const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  return !refused && !dumb && isatty(file_descriptor) != 0;
}

// A reader that went away knows why it did; any other reason is told once. (What failed is long
// past by now: writing once more tells.)
Exit flushed(Exit exit) {
  static bool told = false;
  std::cout.flush();
  if (std::cout) return exit;
  if (!std::exchange(told, true) && ::write(STDOUT_FILENO, "\n", 1) < 0 && errno != EPIPE)
    complain("cannot write standard output: " + files::system_message(errno));
  return Exit::failed;
}

}  // namespace leadlint::command
