// Commands and flags to roff. Tests: tests/manual_test.cpp.
#include "manual.h"

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "command_tree.h"
#include "leadlint/version.h"

namespace leadlint::command {
namespace {

std::string names_of(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) names += (names.empty() ? "-" : ", -") + name;
  for (const std::string& name : option.get_lnames())
    names += (names.empty() ? "--" : ", --") + name;
  return names;
}

std::string roff(std::string_view text) {
  std::string out;
  bool starts = true;
  for (const char c : text) {
    if (starts && (c == '.' || c == '\'')) out += "\\&";
    if (c == '-')
      out += "\\-";
    else if (c == '\\')
      out += "\\e";
    else
      out += c;
    starts = c == '\n';
  }
  return out;
}

void add_flags(const CLI::App& app, std::string& page) {
  std::string group;
  for (const CLI::Option* option : flags_of(app)) {
    if (option->get_group() != group) {
      group = option->get_group();
      if (group != "Options") page += fmt::format(".PP\n{}:\n", roff(group));
    }
    page += fmt::format(".TP\n\\fB{}\\fR", roff(names_of(*option)));
    if (takes_value(*option)) page += fmt::format(" \\fI{}\\fR", roff(option->get_type_name()));
    page += fmt::format("\n{}\n", roff(on_one_line(option->get_description())));
  }
}

// What stands behind the flags: examples, the environment, exit codes.
void add_footer(const CLI::App& app, std::string& page) {
  if (!app.get_footer().empty()) page += fmt::format(".PP\n.nf\n{}\n.fi\n", roff(app.get_footer()));
}

}  // namespace

std::string man_page(const CLI::App& app) {
  std::string page = fmt::format(
      ".TH LEADLINT 1 \"\" \"leadlint {}\" \"User commands\"\n.SH NAME\nleadlint \\- judges lead "
      "updates before they are sent\n.SH SYNOPSIS\n",
      version);
  const std::vector<Called> all = all_commands(app);
  for (const Called& each : all)
    if (each.leaf) page += fmt::format(".B {}\n[OPTIONS] ...\n.br\n", roff(each.words));
  page += fmt::format(".SH DESCRIPTION\n{}\n", roff(on_one_line(app.get_description())));
  add_flags(app, page);
  add_footer(app, page);
  page += ".SH COMMANDS\n";
  for (const Called& each : all) {
    if (!each.leaf) continue;
    page += fmt::format(".SS \"{}\"\n{}\n", roff(each.words), roff(each.app->get_description()));
    for (const CLI::Option* option : each.app->get_options())
      if (option->get_positional())
        page += fmt::format(".TP\n\\fI{}\\fR\n{}\n", roff(option->get_name(true)),
                            roff(on_one_line(option->get_description())));
    add_flags(*each.app, page);
    add_footer(*each.app, page);
  }
  return page;
}

}  // namespace leadlint::command
