// Each file that is named or found below a folder, and the entry of its configuration that goes
// for it.
#include "config/plan.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "config/walk.h"
#include "files/byte_source.h"
#include "files/input.h"

namespace leadlint::config {
namespace {

namespace fs = std::filesystem;

/// Does it stand in the folder, or is it that folder?
bool is_in(const fs::path& path, const fs::path& folder) {
  const auto [at, end] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return at == folder.end() || (std::next(at) == folder.end() && at->empty());
}

}  // namespace

/// Its path from the folder of the configuration on; empty: it is not in there.
std::string Plan::below(const Configuration& configuration, const fs::path& path) {
  const std::string& folder = configuration.folder.native();
  const std::string& whole = path.native();
  const std::size_t slash = folder.ends_with('/') ? 0 : 1;
  if (whole.size() <= folder.size() + slash || !whole.starts_with(folder)) return {};
  if (slash == 1 && whole[folder.size()] != '/') return {};
  return whole.substr(folder.size() + slash);
}

/// The entry of a file, by its path from the configuration on. Globs that match are noted.
Plan::Named Plan::entry_of(const Configuration& configuration, const std::string& path) {
  Named named;
  for (const Entry& entry : configuration.entries) {
    bool is_named = false;
    const std::vector<Glob>& globs = entry.globs.globs();
    for (std::size_t i = 0; i < globs.size(); ++i) {
      bool matches = globs[i].matches(path, false);
      for (std::size_t end = path.find('/'); !matches && end != path.npos;
           end = path.find('/', end + 1))
        matches = globs[i].matches(std::string_view(path).substr(0, end), true);
      if (!matches) continue;
      used_globs_.emplace(&entry, i);
      is_named = !globs[i].negated();
    }
    if (!is_named) continue;
    if (named.entry != nullptr) {
      Twice& twice = twice_[{&configuration, named.entry, &entry}];
      if (twice.times++ == 0) twice.file = path;
      named.twice = true;
    } else {
      named.entry = &entry;
    }
  }
  return named;
}

void Plan::put(std::string name, const fs::path& path, const Shared& configuration,
               const Entry* entry) {
  if (!known_.insert(path.native()).second) return;  // judged already
  files_.push_back({std::move(name), configuration, entry});
}

void Plan::add(const std::string& name) {
  std::error_code error;
  if (name == "-") return add_standard_input();
  if (!fs::is_directory(name, error)) return add_file(name);
  add_folder(whole_path(name), name);
}

void Plan::leave_out(const std::string& shown, const Configuration& configuration) {
  notes_.push_back(
      fmt::format("{} is not checked: `exclude` of {} names it", shown, configuration.name));
}

void Plan::add_standard_input() {
  const fs::path path = whole_path(asked_.stdin_name.empty() ? "." : asked_.stdin_name);
  const Finder::Found found = finder_.of(asked_.stdin_name.empty() ? path : path.parent_path());
  if (found.broken) return;
  const Shared& configuration = found.configuration;
  PlannedFile file{"-", configuration, nullptr};
  if (configuration && !asked_.stdin_name.empty()) {
    const Named named = entry_of(*configuration, below(*configuration, path));
    if (named.twice) return;
    file.entry = named.entry;
  }
  (file.entry != nullptr || asked_.rules_given ? files_ : unnamed_).push_back(file);
}

void Plan::add_file(const std::string& name) {
  const fs::path path = whole_path(name);
  const Finder::Found found = finder_.of(path.parent_path());
  if (found.broken) return;
  const Shared& configuration = found.configuration;
  if (!configuration) {
    (asked_.rules_given ? files_ : unnamed_).push_back({name, nullptr, nullptr});
    return;
  }
  const std::string inside = below(*configuration, path);
  if (!inside.empty() && configuration->exclude.covers(inside, false))
    return leave_out(name, *configuration);
  const Named named = entry_of(*configuration, inside);
  if (named.twice) return;
  if (named.entry != nullptr || asked_.rules_given)
    put(name, path, configuration, named.entry);
  else if (!asked_.only_configured)
    unnamed_.push_back({name, configuration, nullptr});
}

void Plan::add_folder(const fs::path& folder, const std::string& shown) {
  const Finder::Found above = finder_.of(folder);
  if (above.broken) return;
  if (!above.configuration && !asked_.rules_given) {
    problems_.push_back(
        fmt::format("{} is a folder, and there is no {} for it: name the rules, or write one",
                    shown, file_name));
    return;
  }
  if (above.configuration &&
      above.configuration->exclude.covers(below(*above.configuration, folder), true)) {
    leave_out(shown, *above.configuration);
    return;
  }
  const std::size_t before = files_.size() + problems_.size() + twice_.size() + known_.size();
  walked_.push_back(folder);
  Walk how;
  how.skips = [this](const fs::path& path) {
    const Finder::Found& around = finder_.of(path.parent_path());
    if (around.configuration && around.configuration->exclude.of(below(*around.configuration, path),
                                                                 true) == GlobList::Word::in)
      return true;
    return finder_.of(path).broken;
  };
  how.heeds_gitignore = [this](const fs::path& path) {
    const Finder::Found& there = finder_.of(path);
    return !there.configuration || there.configuration->gitignore;
  };
  how.found = [this](const fs::path& path, Walk::Kind kind) {
    found(path, kind == Walk::Kind::broken_link, kind == Walk::Kind::file);
  };
  how.problem = [this](const fs::path& path, std::string_view why) {
    problems_.push_back(fmt::format("{} {}", shown_path(path), why));
  };
  walk(folder, how);
  if (files_.size() + problems_.size() + twice_.size() + known_.size() != before) return;
  if (asked_.rules_given)
    problems_.push_back(fmt::format(
        "{} holds no file whose ending tells of payloads (.json, .jsonl, .csv, ...)", shown));
  else if (above.configuration->entries.empty())
    problems_.push_back(
        fmt::format("{} has no `files`: it names nothing", above.configuration->name));
  else
    problems_.push_back(fmt::format("{} holds no file that an entry of {} names", shown,
                                    above.configuration->name));
}

/// A file of a folder. What nobody would judge is no problem, whatever is wrong with it.
void Plan::found(const fs::path& path, bool link_is_broken, bool is_plain) {
  const Finder::Found& there = finder_.of(path.parent_path());
  const Shared& configuration = there.configuration;
  if (there.broken) return;
  const Entry* entry = nullptr;
  if (configuration) {
    const std::string inside = below(*configuration, path);
    if (configuration->exclude.of(inside, false) == GlobList::Word::in) return;
    const Named named = entry_of(*configuration, inside);
    if (named.twice) return;
    entry = named.entry;
  }
  std::error_code error;
  if (here_.empty()) here_ = fs::current_path(error);
  std::string name = here_.empty() ? path.string() : shown_path(path, here_);
  if (name == "-") name = "./-";
  const bool is_payload = files::input_of_file(name).has_value();
  if (entry == nullptr && !(asked_.rules_given && is_payload)) return;
  if (link_is_broken)
    problems_.push_back(fmt::format("{} is a link that leads nowhere", name));
  else if (!is_plain)
    problems_.push_back(fmt::format("{} is no plain file", name));
  else
    put(std::move(name), path, configuration, entry);
}

bool Plan::add_configured() {
  const Finder::Found found = finder_.of(whole_path("."));
  if (found.broken) return true;
  if (!found.configuration) return false;
  const fs::path& folder = found.configuration->folder;
  add_folder(folder, shown_path(folder));
  return true;
}

bool Plan::is_whole(const Configuration& configuration) const {
  return std::ranges::any_of(
      walked_, [&](const fs::path& folder) { return is_in(configuration.folder, folder); });
}

void Plan::finish() {
  for (const auto& [key, twice] : twice_) {
    const auto& [configuration, first, second] = key;
    model::Mistakes log = configuration->mistakes();
    log.add(Code::bad_value, second->places.front(),
            fmt::format("{} is named by the entry of line {} too{}: a file goes by one entry "
                        "(a glob with ! takes files back)",
                        twice.file, first->places.front().start.line,
                        twice.times > 1 ? fmt::format(", as {} {} other file{}",
                                                      twice.times == 2 ? "is" : "are",
                                                      twice.times - 1, twice.times == 2 ? "" : "s")
                                        : ""));
    OwnedFindings told = log.take();
    mistakes_.insert(mistakes_.end(), told.begin(), told.end());
  }
  for (const Shared& configuration : finder_.all()) {
    if (!is_whole(*configuration)) continue;
    model::Mistakes log = configuration->mistakes();
    for (const Entry& entry : configuration->entries)
      for (std::size_t i = 0; i < entry.texts.size(); ++i)
        if (!used_globs_.contains({&entry, i}))
          log.add(Code::unknown_name, entry.places[i],
                  fmt::format("{} matches no file{}", entry.texts[i],
                              entry.globs.globs()[i].negated()
                                  ? ""
                                  : " (those that .gitignore or `exclude` names are passed over)"));
    OwnedFindings told = log.take();
    mistakes_.insert(mistakes_.end(), told.begin(), told.end());
  }
}

}  // namespace leadlint::config
