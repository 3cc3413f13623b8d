// leadlint: tells before you send a lead update whether the partner's API will take it.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>
#include <variant>

#include "commands.h"
#include "options.h"

namespace leadlint::command {
namespace {

Exit run(const Command& command) {
  struct Run {
    Exit operator()(const Done& done) const { return done.exit; }
    Exit operator()(const CheckOptions& options) const { return check(options); }
    Exit operator()(const RulesListOptions& options) const { return rules_list(options); }
    Exit operator()(const RulesShowOptions& options) const { return rules_show(options); }
    Exit operator()(const RulesTableOptions& options) const { return rules_table(options); }
    Exit operator()(const RulesDiffOptions& options) const { return rules_diff(options); }
    Exit operator()(const RulesCompileOptions& options) const { return rules_compile(options); }
    Exit operator()(const RulesCheckOptions& options) const { return rules_check(options); }
    Exit operator()(const RulesTestOptions& options) const { return rules_test(options); }
    Exit operator()(const ExplainOptions& options) const { return explain(options); }
    Exit operator()(const InitOptions& options) const { return init(options); }
    Exit operator()(const ServeOptions& options) const { return serve(options); }
  };
  return flushed(std::visit(Run{}, command));
}

}  // namespace
}  // namespace leadlint::command

namespace {

/// A file that is opened later must not take the number of a standard stream that the caller
/// closed: the report would land in it. What stands there instead can be neither read nor written,
/// so that using it fails as using a closed one does.
void hold_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(stream, F_GETFD) == -1 && errno == EBADF)
      static_cast<void>(open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

/// In words that need no memory.
void say_out_of_memory(std::string_view words) {
  static_cast<void>(!write(STDERR_FILENO, words.data(), words.size()));
}

std::atomic<bool> memory_ran_out = false;

void note_out_of_memory() {
  memory_ran_out = true;
  throw std::bad_alloc();
}

/// Of an exception that ends the process; the runtime does not always say which one it is.
bool is_for_want_of_memory() {
  try {
    const auto thrown = std::current_exception();
    if (!thrown) return memory_ran_out && std::uncaught_exceptions() != 0;
    std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {
    return true;
  } catch (...) {
    return false;
  }
}

/// A function that may not throw, such as a library's destructor, asked for memory while there is
/// none left.
[[noreturn]] void end_at_once() {
  if (!is_for_want_of_memory()) std::abort();
  say_out_of_memory(
      "leadlint: error: out of memory; no file was written (a file *.tmp beside one goes with "
      "the next run)\n");
  _exit(static_cast<int>(leadlint::command::Exit::failed));
}

}  // namespace

int main(int argc, char** argv) {
  using namespace leadlint::command;
  hold_standard_streams();
  std::set_new_handler(note_out_of_memory);
  std::set_terminate(end_at_once);
  // A closed pipe, and a file of the largest size there may be, are then failed writes: what is
  // open is closed in order.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return static_cast<int>(run(parse_command_line(argc, argv)));
  } catch (const std::bad_alloc&) {
    say_out_of_memory("leadlint: error: out of memory; no file was written\n");
    return static_cast<int>(Exit::failed);
  } catch (const std::exception& failure) {
    complain(failure.what());
    return static_cast<int>(Exit::failed);
  }
}
