// Walks the commands and flags of CLI11. Tests: tests/manual_test.cpp.
#include "manual.h"

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "leadlint/version.h"

namespace leadlint::command {
namespace {

/// A command that does something, and the words that call it.
struct Called {
  std::string words;  // "leadlint rules list"
  const CLI::App* app = nullptr;
  bool leaf = false;  // no commands of its own
};

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* each) { return !each->get_name().empty(); });
}

void collect(const CLI::App& app, const std::string& around, std::vector<Called>& all) {
  const std::string words = around.empty() ? app.get_name() : around + " " + app.get_name();
  const std::vector<const CLI::App*> inner = commands_of(app);
  all.push_back({words, &app, inner.empty()});
  for (const CLI::App* each : inner) collect(*each, words, all);
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

std::string names_of(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) names += (names.empty() ? "-" : ", -") + name;
  for (const std::string& name : option.get_lnames())
    names += (names.empty() ? "--" : ", --") + name;
  return names;
}

bool takes_value(const CLI::Option& option) { return option.get_expected_max() > 0; }

// roff -------------------------------------------------------------------------------------------

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

// shells -----------------------------------------------------------------------------------------

// In single quotes, as sh and its like read it.
std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string flag_words(const CLI::App& app) {
  std::string words;
  for (const CLI::Option* option : flags_of(app)) {
    for (const std::string& name : option->get_lnames()) words += "--" + name + " ";
    for (const std::string& name : option->get_snames()) words += "-" + name + " ";
  }
  return words;
}

std::string command_words(const CLI::App& app) {
  std::string words;
  for (const CLI::App* each : commands_of(app)) words += each->get_name() + " ";
  return words;
}

constexpr std::string_view shipped_ids = "leadlint rules list 2>/dev/null | cut -d' ' -f1";

std::string bash_completion(const std::vector<Called>& all) {
  std::string script =
      "# Completion of leadlint for bash: eval \"$(leadlint completion bash)\"\n"
      "_leadlint() {\n"
      "  local word path=leadlint flags='' commands=''\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case \"$path $word\" in\n";
  for (const Called& each : all)
    if (each.words != "leadlint")
      script += fmt::format("      '{}') path='{}' ;;\n", each.words, each.words);
  script += "    esac\n  done\n  case $path in\n";
  for (const Called& each : all)
    script += fmt::format("    '{}') flags='{}' commands='{}' ;;\n", each.words,
                          flag_words(*each.app), command_words(*each.app));
  script += fmt::format(
      "  esac\n"
      "  if [ \"$before\" = --rules ] || [ \"$before\" = -r ]; then\n"
      "    commands=$({})\n"
      "  elif [[ $current == -* ]]; then\n"
      "    commands=$flags\n"
      "  fi\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$commands\" -- \"$current\")\n"
      "}}\n"
      "complete -o bashdefault -o default -F _leadlint leadlint\n",
      shipped_ids);
  return script;
}

std::string fish_completion(const std::vector<Called>& all) {
  std::string script =
      "# Completion of leadlint for fish: leadlint completion fish | source\n"
      "function __leadlint_at\n"
      "  set -l path leadlint\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    switch \"$path $word\"\n";
  for (const Called& each : all)
    if (each.words != "leadlint")
      script += fmt::format("      case '{}'\n        set path '{}'\n", each.words, each.words);
  script += "    end\n  end\n  test \"$path\" = \"$argv\"\nend\n";
  for (const Called& each : all) {
    const std::string here = fmt::format("complete -c leadlint -n '__leadlint_at {}'", each.words);
    for (const CLI::App* inner : commands_of(*each.app))
      script += fmt::format("{} -f -a {} -d {}\n", here, inner->get_name(),
                            in_quotes(on_one_line(inner->get_description())));
    for (const CLI::Option* option : flags_of(*each.app)) {
      script += here;
      for (const std::string& name : option->get_snames()) script += " -s " + name;
      for (const std::string& name : option->get_lnames()) script += " -l " + name;
      if (option->check_lname("rules"))
        script +=
            fmt::format(" -a '({})'", "leadlint rules list 2>/dev/null | string split -f1 \" \"");
      if (takes_value(*option)) script += " -r";
      script += fmt::format(" -d {}\n", in_quotes(on_one_line(option->get_description())));
    }
  }
  return script;
}

// What _arguments reads as its own signs stands behind a backslash.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : on_one_line(text)) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_function(std::string_view words) {
  std::string name = "_" + std::string(words);
  for (char& c : name)
    if (c == ' ') c = '_';
  return name;
}

std::string zsh_completion(const std::vector<Called>& all) {
  std::string script =
      "#compdef leadlint\n# Completion of leadlint for zsh: a file _leadlint in a folder of "
      "$fpath\n";
  for (const Called& each : all) {
    script += fmt::format("{}() {{\n", zsh_function(each.words));
    std::string specs;
    for (const CLI::Option* option : flags_of(*each.app)) {
      std::vector<std::string> names;
      for (const std::string& name : option->get_snames()) names.push_back("-" + name);
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
      for (const std::string& name : names) {
        std::string spec = "*" + name + "[" + zsh_text(option->get_description()) + "]";
        if (option->check_lname("rules"))
          spec += fmt::format(":rules:{{compadd -- $({}); _files}}", shipped_ids);
        else if (takes_value(*option))
          spec += ":" + zsh_text(option->get_type_name()) + ":_files";
        specs += " \\\n    " + in_quotes(spec);
      }
    }
    if (each.leaf) {
      script += "  _arguments" + specs + " \\\n    '*:file:_files'\n}\n";
      continue;
    }
    script += "  local line state\n  _arguments -C" + specs +
              " \\\n    '1: :->command' '*:: :->rest'\n  case $state in\n    command)\n"
              "      _values command";
    for (const CLI::App* inner : commands_of(*each.app))
      script += " " + in_quotes(inner->get_name() + "[" + zsh_text(inner->get_description()) + "]");
    script += " ;;\n    rest)\n      case $line[1] in\n";
    for (const CLI::App* inner : commands_of(*each.app))
      script += fmt::format("        {}) {} ;;\n", inner->get_name(),
                            zsh_function(each.words + " " + inner->get_name()));
    script += "      esac ;;\n  esac\n}\n";
  }
  return script +
         "if [ \"$funcstack[1]\" = _leadlint ]; then _leadlint; else compdef _leadlint leadlint; "
         "fi\n";
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

std::string completion(const CLI::App& app, std::string_view shell) {
  const std::vector<Called> all = all_commands(app);
  return shell == "bash"   ? bash_completion(all)
         : shell == "fish" ? fish_completion(all)
                           : zsh_completion(all);
}

}  // namespace leadlint::command
