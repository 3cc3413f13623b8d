// The payloads of golden/messages.expected, which break every check and verb of
// rulefiles/messages/every_check.yaml, each judged.
#pragma once

#include <fstream>
#include <string>

#include "leadlint/leadlint.h"

namespace support {

/// What stands in the catalog of those rules.
inline const std::string every_check_catalog = R"([{"id":"r1","state":"WON"}])";

/// `told(result, line)`: `line` is the payload, and what is stored with it.
template <class Told>
void judge_every_check(const Told& told) {
  using namespace leadlint;
  const std::string tests = LEADLINT_SOURCE_DIR "/tests/";
  const auto rules = load_ruleset(tests + "rulefiles/messages/every_check.yaml");
  Catalogs catalogs(rules.value());
  static_cast<void>(catalogs.add("reasons", every_check_catalog));
  Validator validator(rules.value());
  std::ifstream file(tests + "golden/messages.expected");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("  ")) continue;
    const std::size_t over = line.find("  over ");
    const std::string current = over == line.npos ? "" : line.substr(over + 7);
    Context context;
    context.catalogs = &catalogs;
    if (current == "nothing")
      context.no_current = true;
    else
      context.current = current;
    const std::string payload = line.substr(0, over);
    told(payload.starts_with('{') || payload.starts_with('[')
             ? validator.check(payload, context)
             : validator.check_form(payload, context),
         line);
  }
}

}  // namespace support
