// leadlint explain CODE.
#include <fmt/format.h>

#include <iostream>
#include <string>
#include <vector>

#include "commands.h"
#include "report/examples.h"
#include "text/nearest.h"

namespace leadlint::command {
namespace {

Exit unknown_code(const std::string& name) {
  std::vector<std::string_view> names;
  for (const Code code : all_codes()) names.push_back(code_name(code));
  const auto near = nearest(name, names);
  complain(fmt::format("there is no code '{}'{} (`leadlint explain` lists them)", name,
                       near ? fmt::format(", did you mean {}?", *near) : ""));
  return Exit::failed;
}

}  // namespace

Exit explain(const ExplainOptions& options) {
  if (options.code.empty()) {
    for (const Code code : all_codes())
      std::cout << fmt::format("{:<24}{}\n", code_name(code), code_meaning(code));
    return Exit::good;
  }
  const auto code = code_from_name(options.code);
  if (!code) return unknown_code(options.code);
  std::cout << fmt::format("{}\n  {}\n  For example: {}\n", code_name(*code), code_meaning(*code),
                           report::example_of(*code));
  return Exit::good;
}

}  // namespace leadlint::command
