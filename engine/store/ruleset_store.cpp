// A folder's rule files to rule sets, on a thread that waits for changes.
#include "leadlint/ruleset_store.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

#include "model/limits.h"
#include "store/folder_watch.h"

namespace leadlint {
namespace {

namespace fs = std::filesystem;
using store::FolderState;

std::optional<std::string> text_of_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  // One byte over the limit is enough to say that it is passed.
  std::string text(max_rule_file_size + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) return std::nullopt;
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

/// What stands behind `key:` at the start of a line; empty: nothing does.
std::string value_of_key(const std::string& text, const std::string& key) {
  std::size_t at = text.starts_with(key + ":") ? 0 : text.find("\n" + key + ":");
  if (at == std::string::npos) return {};
  at = text.find(':', at) + 1;
  std::string value = text.substr(at, text.find_first_of("\r\n#", at) - at);
  std::erase_if(value, [](char c) { return c == ' ' || c == '\t' || c == '"' || c == '\''; });
  return value;
}

Findings one_problem(Code code, std::string message) {
  OwnedFinding finding;
  finding.code = code;
  finding.message = std::move(message);
  return OwnedFindings{std::move(finding)};
}

bool same(const Findings& before, const Findings& now) {
  return std::ranges::equal(before, now, {}, &Finding::message, &Finding::message);
}

}  // namespace

class RulesetStore::Impl {
 public:
  Impl(std::string folder, Options options)
      : folder_(std::move(folder)), options_(std::move(options)), watch_(folder_) {
    options_.load.read_file = [this](const std::string& path) { return read(path); };
    take(store::look_through(folder_), false);
    thread_ = std::thread([this] { run(); });
  }
  ~Impl() {
    stopping_.store(true);
    watch_.wake();
    thread_.join();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[nodiscard]] std::optional<StoredRuleset> find(std::string_view id) const {
    const std::lock_guard lock(mutex_);
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return std::nullopt;
    return *found->second;
  }
  [[nodiscard]] std::vector<StoredRuleset> rulesets() const {
    const std::lock_guard lock(mutex_);
    std::vector<StoredRuleset> all;
    for (const auto& [id, stored] : by_id_) all.push_back(*stored);
    return all;
  }
  [[nodiscard]] std::vector<StoreChange> refused() const {
    const std::lock_guard lock(mutex_);
    std::vector<StoreChange> all;
    for (const auto& [file, change] : refused_) all.push_back(change);
    return all;
  }
  [[nodiscard]] std::uint64_t generation() const noexcept {
    return generation_.load(std::memory_order_acquire);
  }

 private:
  void run() {
    while (!stopping_.load()) {
      watch_.wait(options_.poll);
      FolderState now = store::look_through(folder_);
      if (now == seen_) continue;
      // Until nothing has changed for a while: somebody may be writing.
      for (FolderState before; before != now && !stopping_.load();) {
        before = std::move(now);
        std::this_thread::sleep_for(options_.unchanged_for);
        now = store::look_through(folder_);
      }
      if (!stopping_.load()) take_or_try_again(std::move(now));
    }
  }

  void take_or_try_again(FolderState now) {
    try {
      take(std::move(now), true);
    } catch (const std::exception&) {  // for want of memory: what stands stands, all is read again
      seen_.clear();
    }
  }

  /// Compiles what is new or may have changed, and again what could not be used.
  void take(FolderState now, bool tell) {
    std::set<std::string> changed;
    for (const auto& [file, state] : now)
      if (const auto before = seen_.find(file); before == seen_.end() || before->second != state)
        changed.insert(file);
    for (const auto& [file, state] : seen_)
      if (!now.contains(file)) changed.insert(file);
    seen_ = std::move(now);
    std::set<std::string> again;  // they are what changed, or made of it
    for (const std::string& file : changed) again.insert(file);
    for (const auto& [file, parts] : parts_)
      if (std::ranges::any_of(parts,
                              [&](const std::string& part) { return changed.contains(part); }))
        again.insert(file);
    for (const StoreChange& change : refused()) again.insert(change.file);
    for (const std::string& file : again) load(file, tell);
  }

  void load(const std::string& file, bool tell) {
    const auto state = seen_.find(file);
    if (state == seen_.end()) return gone(file, tell);
    if (state->second.leads_out)
      return broken(file, {}, tell,
                    one_problem(Code::not_readable,
                                file + " is a link that leads out of the folder: it is not read"));
    const auto text = text_of_file(full(file));
    if (!text)
      return broken(file, {}, tell, one_problem(Code::not_readable, file + " cannot be read"));
    if (value_of_key(*text, "ruleset").empty()) return gone(file, tell, true);  // a library
    asked_.clear();
    const auto loaded = load_ruleset(full(file), options_.load);
    parts_[file] = asked_;
    if (!loaded) return broken(file, value_of_key(*text, "ruleset"), tell, loaded.error());
    const std::string id(loaded->id());
    if (const auto other = find(id); other && other->file != file && seen_.contains(other->file))
      return broken(file, id, tell,
                    one_problem(Code::duplicate_id,
                                file + " has the id " + id + ", which is that of " + other->file));
    put(id, file, *loaded, tell);
  }

  void put(const std::string& id, const std::string& file, const Ruleset& rules, bool tell) {
    StoreChange change;
    change.id = id;
    change.file = file;
    {
      const std::lock_guard lock(mutex_);
      const bool was_refused = refused_.erase(file) != 0;
      const auto found = by_id_.find(id);
      if (found == by_id_.end()) {
        change.kind = StoreChange::Kind::added;
      } else {
        const bool same = found->second->rules.fingerprint() == rules.fingerprint();
        const bool had_problems = !found->second->problems.empty() || was_refused;
        if (same && !had_problems && found->second->file == file) return;
        change.kind = same ? StoreChange::Kind::mended : StoreChange::Kind::replaced;
      }
      change.generation = generation_.load() + 1;
      auto stored = std::make_shared<const StoredRuleset>(
          StoredRuleset{id, file, rules, change.generation, {}});
      by_id_.insert_or_assign(id, std::move(stored));
      generation_.store(change.generation, std::memory_order_release);
    }
    if (tell && options_.on_change) options_.on_change(change);
  }

  /// A file that is no longer there, or (`is_library`) holds no rule set.
  void gone(const std::string& file, bool tell, bool is_library = false) {
    parts_.erase(file);
    const std::string why = is_library ? file + " is no ruleset any more" : file + " is gone";
    broken(file, {}, tell, one_problem(Code::not_readable, why), true);
  }

  /// The file cannot be used. `quietly`: nothing is said where it never could.
  void broken(const std::string& file, std::string id, bool tell, Findings problems,
              bool quietly = false) {
    StoreChange change;
    change.file = file;
    change.problems = std::move(problems);
    {
      const std::lock_guard lock(mutex_);
      const auto known = std::ranges::find_if(
          by_id_, [&](const auto& entry) { return entry.second->file == file; });
      if (known == by_id_.end()) {
        const auto before = refused_.find(file);
        const bool said =
            before != refused_.end() && same(before->second.problems, change.problems);
        if (said && !quietly) return;
        if (before != refused_.end()) refused_.erase(before);
        if (quietly) return;
        change.kind = StoreChange::Kind::refused;
        change.id = std::move(id);
        change.generation = generation_.load() + 1;
        refused_.emplace(file, change);
      } else {
        if (same(known->second->problems, change.problems)) return;
        change.kind = StoreChange::Kind::kept;
        change.id = known->first;
        change.generation = generation_.load() + 1;
        StoredRuleset stored = *known->second;
        stored.problems = change.problems;
        known->second = std::make_shared<const StoredRuleset>(std::move(stored));
      }
      generation_.store(change.generation, std::memory_order_release);
    }
    if (tell && options_.on_change) options_.on_change(change);
  }

  [[nodiscard]] std::string full(const std::string& file) const {
    return (fs::path(folder_) / file).string();
  }

  /// Files that rule files ask for, and nothing that leads out of the folder.
  std::optional<std::string> read(const std::string& path) {
    const std::string file =
        fs::path(path).lexically_relative(folder_).lexically_normal().generic_string();
    asked_.insert(file);
    const auto state = seen_.find(file);
    if (state == seen_.end() || state->second.leads_out) return std::nullopt;
    return text_of_file(path);
  }

  const std::string folder_;
  Options options_;
  store::FolderWatch watch_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::uint64_t> generation_{0};

  // Of the thread that compiles.
  FolderState seen_;
  std::map<std::string, std::set<std::string>> parts_;  // the files that each was made of
  std::set<std::string> asked_;                         // by the rule set at hand

  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const StoredRuleset>, std::less<>> by_id_;
  std::map<std::string, StoreChange> refused_;  // by file
  std::thread thread_;
};

tl::expected<RulesetStore, std::string> RulesetStore::open(const std::string& folder,
                                                           Options options) {
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error) return tl::unexpected(folder + " cannot be read: " + error.message());
  if (!fs::is_directory(root, error)) return tl::unexpected(folder + " is no folder");
  static_cast<void>(fs::directory_iterator(root, error));
  if (error) return tl::unexpected(folder + " cannot be read: " + error.message());
  return RulesetStore(std::make_unique<Impl>(root.string(), std::move(options)));
}

tl::expected<RulesetStore, std::string> RulesetStore::open(const std::string& folder) {
  return open(folder, Options());
}

RulesetStore::RulesetStore(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
RulesetStore::~RulesetStore() = default;
RulesetStore::RulesetStore(RulesetStore&&) noexcept = default;
RulesetStore& RulesetStore::operator=(RulesetStore&&) noexcept = default;

std::optional<StoredRuleset> RulesetStore::find(std::string_view id) const {
  return impl_->find(id);
}
std::vector<StoredRuleset> RulesetStore::rulesets() const { return impl_->rulesets(); }
std::vector<StoreChange> RulesetStore::refused() const { return impl_->refused(); }
std::uint64_t RulesetStore::generation() const noexcept { return impl_->generation(); }

}  // namespace leadlint
