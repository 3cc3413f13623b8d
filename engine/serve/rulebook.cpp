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

struct File {
  std::string path, id;
  std::vector<std::string> made_of;
  FileStamps taken, seen;  // that the rules are of; that the last look found
};

struct Folder {
  std::string path;
  std::optional<RulesetStore> store;
  std::uint64_t generation = 0;  // that was taken
  std::set<std::string> told;    // of files that cannot be used
};

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
    if (find(id)) return fmt::format("{}: the ruleset {} is there already\n", rules, id);
    put(*loaded, {});
    if (!fs::exists(rules, none)) return {};  // a shipped one
    File file{rules, id, loaded->files(), {}, {}};
    if (file.made_of.empty() || !rules.ends_with("ml")) file.made_of = {rules};
    file.taken = file.seen = stamps_of(file.made_of);
    files_.push_back(std::move(file));
    return {};
  }

  void refresh() override {
    for (File& file : files_) {
      const FileStamps now = stamps_of(file.made_of);
      // Twice the same: nobody is writing.
      if (now != file.taken && now == file.seen) take(file, now);
      file.seen = now;
    }
    for (Folder& folder : folders_) take(folder);
  }

  void reload() override {
    for (File& file : files_) take(file, stamps_of(file.made_of));
    for (Folder& folder : folders_) {
      auto store = open_store(folder.path);
      if (!store) {
        hooks_.tell(fmt::format("{}; its rules stay as they are", store.error()));
        continue;
      }
      folder.store.emplace(std::move(*store));
      folder.generation = 0;
      folder.told.clear();
      take(folder);
    }
    hooks_.tell(fmt::format("read all rules again: {} rulesets", all().size()));
  }

 private:
  tl::expected<RulesetStore, std::string> open_store(const std::string& path) {
    RulesetStore::Options options;
    options.on_change = [this](const StoreChange&) { hooks_.wake(); };
    return RulesetStore::open(path, std::move(options));
  }

  std::string add_folder(const std::string& path) {
    auto store = open_store(path);
    if (!store) return store.error() + "\n";
    for (const StoredRuleset& each : store->rulesets())
      if (find(each.id))
        return fmt::format("{}/{}: the ruleset {} is there already\n", path, each.file, each.id);
    if (store->rulesets().empty()) {
      std::string why = fmt::format("{}: there is no ruleset in this folder\n", path);
      for (const StoreChange& change : store->refused()) why += problem_lines(change.problems);
      return why;
    }
    folders_.push_back({path, std::move(*store), 0, {}});
    take(folders_.back());
    return {};
  }

  void take(File& file, const FileStamps& now) {
    file.taken = now;
    const auto loaded = run::load_rules(file.path, {});
    if (!loaded) return keep(file, loaded.error());
    if (loaded->id() != file.id) {
      OwnedFinding other;
      other.code = Code::bad_value;
      other.message =
          fmt::format("{}: it is the ruleset {} now, and was {}", file.path, loaded->id(), file.id);
      return keep(file, OwnedFindings{std::move(other)});
    }
    if (file.path.ends_with("ml")) file.made_of = loaded->files();
    file.taken = file.seen = stamps_of(file.made_of);
    if (put(*loaded, {})) hooks_.tell(fmt::format("{}: {} has new rules", file.path, file.id));
  }

  void keep(const File& file, const Findings& problems) {
    const ServedRules before = find(file.id);
    if (before && put(before->rules, problems)) tell_kept(file.path, file.id, problems);
  }

  void take(Folder& folder) {
    const std::uint64_t now = folder.store->generation();
    if (now == folder.generation) return;
    const bool first = folder.generation == 0;
    folder.generation = now;
    for (const StoredRuleset& each : folder.store->rulesets()) {
      const bool known = find(each.id) != nullptr;
      if (!put(each.rules, each.problems)) continue;
      const std::string path = folder.path + "/" + each.file;
      if (!each.problems.empty())
        tell_kept(path, each.id, each.problems);
      else if (known || !first)
        hooks_.tell(fmt::format("{}: {} has new rules", path, each.id));
    }
    for (const StoreChange& change : folder.store->refused()) {
      const std::string lines = problem_lines(change.problems);
      if (folder.told.insert(change.file + "\n" + lines).second)
        hooks_.tell(fmt::format("{}/{} cannot be used:\n{}", folder.path, change.file, lines));
      // It may have been another store's, before everything was read again.
      if (const ServedRules before = change.id.empty() ? nullptr : find(change.id))
        put(before->rules, change.problems);
    }
  }

  void tell_kept(const std::string& path, const std::string& id, const Findings& problems) {
    hooks_.tell(fmt::format("{} cannot be used; {} keeps the rules from before:\n{}", path, id,
                            problem_lines(problems)));
  }

  Hooks hooks_;
  std::vector<File> files_;
  std::vector<Folder> folders_;
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
