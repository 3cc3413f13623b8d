// Folders are watched by a RulesetStore, files by what tells one state of a file from another.
#include "serve/rulebook.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "leadlint/ruleset_store.h"
#include "leadlint/ruleset_view.h"
#include "run/load_rules.h"

namespace leadlint::serve {
namespace {

namespace fs = std::filesystem;

/// What tells whether the files that a rule set is made of have changed.
using FileStamps = std::vector<std::pair<fs::file_time_type, std::uintmax_t>>;

FileStamps stamps_of(const std::vector<std::string>& files) {
  FileStamps stamps;
  for (const std::string& file : files) {
    std::error_code none;  // a file that is gone has a stamp of its own
    stamps.emplace_back(fs::last_write_time(file, none), fs::file_size(file, none));
  }
  return stamps;
}

/// A rule set as one `--rules` has it.
struct Offer {
  std::string path;
  Ruleset rules;
  Findings problems = {};
  bool is_left = false;  // nothing there says its id any more
};

/// One `--rules`.
struct Source {
  std::vector<Offer> offers;
  std::vector<StoreChange> refused = {};  // with whole paths
};

struct File {
  std::size_t source;
  std::string path, id;
  std::vector<std::string> made_of;
  FileStamps taken, seen;  // that the rules are of; that the last look found
};

struct Folder {
  std::size_t source;
  std::string path;
  RulesetStore store;
  std::uint64_t generation = 0;  // that was taken
};

OwnedFinding problem(Code code, std::string message) {
  OwnedFinding finding;
  finding.code = code;
  finding.message = std::move(message);
  return finding;
}

class Book final : public Rulebook {
 public:
  explicit Book(Hooks hooks) : hooks_(std::move(hooks)) {}

  /// What is wrong; empty: nothing.
  std::string add(const std::string& rules) {
    std::error_code none;
    if (fs::is_directory(rules, none)) return add_folder(rules);
    const auto loaded = run::load_rules(rules, {});
    if (!loaded) return problem_lines(loaded.error());
    const std::string id(loaded->id());
    if (find(id)) return there_already(rules, id) + "\n";
    if (fs::exists(rules, none)) {  // no shipped one
      File file{sources_.size(), rules, id, loaded->files(), {}, {}};
      if (file.made_of.empty() || !rules.ends_with("ml")) file.made_of = {rules};
      file.taken = file.seen = stamps_of(file.made_of);
      files_.push_back(std::move(file));
    }
    sources_.push_back({{Offer{rules, *loaded}}});
    settle(false);
    return {};
  }

  void refresh() override {
    bool has_changed = false;
    for (File& file : files_) {
      const FileStamps now = stamps_of(file.made_of);
      // Twice the same: nobody is writing.
      if (now != file.taken && now == file.seen) {
        take(file, now);
        has_changed = true;
      }
      file.seen = now;
    }
    for (Folder& folder : folders_) has_changed |= take(folder);
    if (has_changed) settle(true);
  }

  void reload() override {
    for (File& file : files_) take(file, stamps_of(file.made_of));
    for (Folder& folder : folders_) {
      folder.store.reload();
      take(folder);
    }
    told_.clear();
    settle(true);
    const std::size_t rulesets = all().size();
    hooks_.tell(
        fmt::format("read all rules again: {} ruleset{}", rulesets, rulesets == 1 ? "" : "s"));
  }

 private:
  static std::string there_already(const std::string& path, std::string_view id) {
    return fmt::format("{}: the ruleset {} is there already", path, id);
  }

  std::string add_folder(const std::string& path) {
    RulesetStore::Options options;
    options.on_change = [this](const StoreChange&) { hooks_.wake(); };
    auto store = RulesetStore::open(path, std::move(options));
    if (!store) return store.error() + "\n";
    for (const StoredRuleset& each : store->rulesets())
      if (find(each.id)) return there_already(path + "/" + each.file, each.id) + "\n";
    if (store->rulesets().empty()) {
      std::string why = fmt::format("{}: there is no ruleset in this folder\n", path);
      for (const StoreChange& change : store->refused()) why += problem_lines(change.problems);
      return why;
    }
    folders_.push_back({sources_.size(), path, std::move(*store), 0});
    sources_.emplace_back();
    take(folders_.back());
    settle(false);
    return {};
  }

  void take(File& file, const FileStamps& now) {
    file.taken = now;
    Offer& offer = sources_[file.source].offers.front();
    const auto loaded = run::load_rules(file.path, {});
    if (!loaded) {
      std::error_code none;
      offer.problems = loaded.error();
      offer.is_left = !fs::exists(file.path, none);
      return;
    }
    if (loaded->id() != file.id) {
      offer.problems = OwnedFindings{problem(
          Code::bad_value, fmt::format("{} has another id now: {}", file.path, loaded->id()))};
      offer.is_left = true;
      return;
    }
    offer = {file.path, *loaded};
    if (file.path.ends_with("ml")) file.made_of = loaded->files();
    file.taken = file.seen = stamps_of(file.made_of);
  }

  /// Whether there is anything new.
  bool take(Folder& folder) {
    const std::uint64_t now = folder.store.generation();
    if (now == folder.generation) return false;
    folder.generation = now;
    Source& source = sources_[folder.source];
    source.offers.clear();
    for (const StoredRuleset& each : folder.store.rulesets())
      source.offers.push_back(
          {folder.path + "/" + each.file, each.rules, each.problems, each.is_left});
    source.refused = folder.store.refused();
    for (StoreChange& change : source.refused) change.file = folder.path + "/" + change.file;
    return true;
  }

  [[nodiscard]] bool has(std::size_t source, std::string_view id) const {
    return std::ranges::any_of(sources_[source].offers, [&](const Offer& offer) {
      return !offer.is_left && offer.rules.id() == id;
    });
  }

  /// Puts in force what the sources have. An id is that of the source that had it first, as long as
  /// that has it; what others say is refused, and told among the problems of the id.
  void settle(bool is_running) {
    std::map<std::string, OwnedFindings, std::less<>> refused;
    std::set<std::string> telling;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      for (const Offer& offer : sources_[i].offers) {
        const std::string id(offer.rules.id());
        std::size_t& owner = owners_.try_emplace(id, i).first->second;
        if (owner == i || offer.is_left) continue;
        if (!has(owner, id)) {
          owner = i;
          continue;
        }
        refused[id].push_back(problem(Code::duplicate_id, there_already(offer.path, id)));
        telling.insert(
            fmt::format("{} cannot be used:\n{}\n", offer.path, there_already(offer.path, id)));
      }
      for (const StoreChange& change : sources_[i].refused) {
        telling.insert(
            fmt::format("{} cannot be used:\n{}", change.file, problem_lines(change.problems)));
        for (const Finding& finding : change.problems)
          refused[change.id].push_back(finding.to_owned());
      }
    }
    for (std::size_t i = 0; i < sources_.size(); ++i)
      for (const Offer& offer : sources_[i].offers)
        if (const std::string id(offer.rules.id()); owners_.at(id) == i) {
          if (!offer.problems.empty()) telling.insert(kept(offer));
          put(offer, refused[id], is_running);
        }
    for (const std::string& words : telling)
      if (!told_.contains(words)) hooks_.tell(words);
    told_ = std::move(telling);
  }

  void put(const Offer& offer, const OwnedFindings& refused, bool is_running) {
    OwnedFindings problems = offer.problems.owned();
    problems.insert(problems.end(), refused.begin(), refused.end());
    const ServedRules before = find(offer.rules.id());
    if (!Rulebook::put(offer.rules, problems) || !is_running) return;
    if (!before || before->rules.fingerprint() != offer.rules.fingerprint())
      hooks_.tell(fmt::format("{}: {} has new rules", offer.path, offer.rules.id()));
    else if (problems.empty())
      hooks_.tell(fmt::format("{}: nothing is wrong any more", offer.rules.id()));
  }

  static std::string kept(const Offer& offer) {
    return offer.is_left ? fmt::format("{} keeps the rules from before: {}", offer.rules.id(),
                                       problem_lines(offer.problems))
                         : fmt::format("{} cannot be used; {} keeps the rules from before:\n{}",
                                       offer.path, offer.rules.id(), problem_lines(offer.problems));
  }

  Hooks hooks_;
  std::vector<File> files_;
  std::vector<Folder> folders_;
  std::vector<Source> sources_;
  std::map<std::string, std::size_t, std::less<>> owners_;  // sources of ids
  std::set<std::string> told_;                              // of what cannot be used
};

bool same(const Findings& a, const Findings& b) {
  return std::ranges::equal(a, b, {}, &Finding::message, &Finding::message);
}

}  // namespace

const std::string& Served::view() const {
  std::call_once(viewed_, [this] { view_ = to_json(rules.view()); });
  return view_;
}

ServedRules Rulebook::find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

std::vector<ServedRules> Rulebook::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<ServedRules> all;
  for (const auto& [id, served] : by_id_) all.push_back(served);
  return all;
}

bool Rulebook::put(const Ruleset& rules, const Findings& problems) {
  const std::string id(rules.id());
  const ServedRules before = find(id);
  if (before && before->rules.fingerprint() == rules.fingerprint() &&
      same(before->problems, problems))
    return false;
  auto served = std::make_shared<const Served>(rules, problems);
  const std::lock_guard lock(mutex_);
  by_id_[id] = std::move(served);
  generation_.fetch_add(1, std::memory_order_release);
  return true;
}

tl::expected<std::unique_ptr<Rulebook>, std::string> Rulebook::open(
    const std::vector<std::string>& rules, Hooks hooks) {
  auto book = std::make_unique<Book>(std::move(hooks));
  std::string problems;
  for (const std::string& each : rules.empty() ? shipped_rulesets() : rules)
    problems += book->add(each);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return book;
}

std::string problem_lines(const Findings& problems) {
  std::string lines;
  for (const Finding& problem : problems) {
    const std::string_view place = problem.rule_location();
    const bool placed = !place.empty() && !problem.message().starts_with(place);
    lines += fmt::format("{}{}{}\n", placed ? place : "", placed ? ": " : "", problem.message());
  }
  return lines;
}

}  // namespace leadlint::serve
