// Words `off` of configurations, by where they stand.
#include "switches.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <tuple>

#include "author/rule_findings.h"
#include "commands.h"
#include "config/finder.h"

namespace leadlint::command {
namespace {

/// A word, which may hold for several entries.
struct Switch {
  std::shared_ptr<const config::Configuration> configuration;
  model::SourceRange place;
  std::string name;
  bool hides = false;
};
using Key = std::tuple<const config::Configuration*, std::uint32_t, std::uint32_t>;

}  // namespace

void note_idle_switches(const CheckPlan& plan,
                        const std::vector<std::vector<std::string>>& silenced) {
  std::map<Key, Switch> switches;
  for (std::size_t i = 0; i < plan.parts.size(); ++i) {
    const CheckPart& part = plan.parts[i];
    if (part.entry == nullptr || !plan.whole.contains(part.configuration.get())) continue;
    for (const auto& [name, severity] : part.options.load.severities) {
      const auto said =
          std::ranges::find(part.entry->mentions.rbegin(), part.entry->mentions.rend(), name,
                            &std::pair<std::string, model::SourceRange>::first);
      if (severity != Severity::off || said == part.entry->mentions.rend()) continue;
      const auto& start = said->second.start;
      Switch& word = switches[{part.configuration.get(), start.line, start.column}];
      word.configuration = part.configuration;
      word.place = said->second;
      word.name = name;
      word.hides = word.hides || std::ranges::find(silenced[i], name) != silenced[i].end();
    }
  }
  for (const auto& [key, word] : switches) {
    if (word.hides) continue;
    model::Mistakes log = word.configuration->mistakes();
    log.add(Code::bad_value, word.place,
            fmt::format("`{}: off` hides nothing: no file that it holds for has such a finding",
                        word.name));
    OwnedFindings told = log.take();
    for (OwnedFinding& finding : told) finding.severity = Severity::warning;
    std::cerr << author::text_of_rule_findings(
        told, config::file_name, {.colour = coloured(plan.options.colour, STDERR_FILENO)});
  }
}

}  // namespace leadlint::command
