// Commands and flags to scripts for bash, fish and zsh. Tests: tests/manual_test.cpp.
#include "completion.h"

#include <CLI/CLI.hpp>

#include <string_view>

#include <fmt/format.h>

namespace leadlint::command {
namespace {

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

}  // namespace

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

}  // namespace leadlint::command
