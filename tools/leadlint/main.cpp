// leadlint: tells before you send a lead update whether the partner's API will take it.
#include <csignal>
#include <exception>
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
    Exit operator()(const RulesCheckOptions& options) const { return rules_check(options); }
    Exit operator()(const RulesTestOptions& options) const { return rules_test(options); }
    Exit operator()(const ExplainOptions& options) const { return explain(options); }
  };
  return flushed(std::visit(Run{}, command));
}

}  // namespace
}  // namespace leadlint::command

int main(int argc, char** argv) {
  using namespace leadlint::command;
  // A closed pipe, and a file of the largest size there may be, are then failed writes: what is open is
  // closed in order.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return static_cast<int>(run(parse_command_line(argc, argv)));
  } catch (const std::exception& failure) {  // out of memory, and the like
    complain(failure.what());
    return static_cast<int>(Exit::failed);
  }
}
