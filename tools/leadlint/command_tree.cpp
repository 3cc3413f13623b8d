// See command_tree.h.
#include "command_tree.h"

#include <CLI/CLI.hpp>

namespace leadlint::command {
namespace {

void collect(const CLI::App& app, const std::string& around, std::vector<Called>& all) {
  const std::string words = around.empty() ? app.get_name() : around + " " + app.get_name();
  const std::vector<const CLI::App*> inner = commands_of(app);
  all.push_back({words, &app, inner.empty()});
  for (const CLI::App* each : inner) collect(*each, words, all);
}

}  // namespace

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* each) { return !each->get_name().empty(); });
}

std::vector<Called> all_commands(const CLI::App& app) {
  std::vector<Called> all;
  collect(app, "", all);
  return all;
}

std::vector<const CLI::Option*> flags_of(const CLI::App& app) {
  return app.get_options([](const CLI::Option* option) {
    return !option->get_lnames().empty() || !option->get_snames().empty();
  });
}

std::string on_one_line(std::string_view text) {
  std::string line(text);
  for (char& c : line)
    if (c == '\n') c = ' ';
  return line;
}

bool takes_value(const CLI::Option& option) { return option.get_expected_max() > 0; }

}  // namespace leadlint::command
