// A folder's rule files to rule sets, on a thread that waits for changes.
#include "leadlint/ruleset_store.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
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
  Impl(std::string given, std::string folder, Options options)
      : given_(std::move(given)),
        folder_(std::move(folder)),
        options_(std::move(options)),
        watch_(folder_) {
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
  void reload() {
    std::unique_lock lock(mutex_);
    const std::uint64_t mine = ++asked_for_;
    watch_.wake();
    reloaded_.wait(lock, [&] { return done_ >= mine; });
  }

 private:
  void run() {
    while (!stopping_.load()) {
      watch_.wait(options_.poll);
      std::unique_lock lock(mutex_);
      const std::uint64_t asked_for = asked_for_;
      const bool all = asked_for != done_;
      lock.unlock();
      look(all);
      if (!all) continue;
      lock.lock();
      done_ = asked_for;
      reloaded_.notify_all();
    }
  }

  /// `all`: what seems to be as it was is read as well.
  void look(bool all) {
    try {
      if (all) find_folder();
      FolderState now = store::look_through(folder_);
      if (now == seen_ && !all) return;
      // Until nothing has changed for a while: somebody may be writing.
      for (FolderState before; before != now && !stopping_.load();) {
        before = std::move(now);
        std::this_thread::sleep_for(options_.unchanged_for);
        now = store::look_through(folder_);
      }
      if (!stopping_.load()) take(std::move(now), true, all);
    } catch (const std::exception&) {  // for want of memory: what stands stands, all is read again
      seen_.clear();
    }
  }

  /// What the folder is called may be a link, and lead elsewhere by now.
  void find_folder() {
    std::error_code error;
    const fs::path now = fs::canonical(given_, error);
    if (error || now == folder_) return;
    folder_ = now.string();
    watch_.move_to(folder_);
  }

  /// Compiles what is new or may have changed (or `all`), and again what could not be used.
  void take(FolderState now, bool tell, bool all = false) {
    std::set<std::string> changed;
    for (const auto& [file, state] : now)
      if (const auto before = seen_.find(file);
          all || before == seen_.end() || before->second != state)
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
    // All are read before any is put in force: which file has an id does not hang on their order.
    std::vector<Read> all_read;
    for (const std::string& file : again) all_read.push_back(read_rules(file));
    for (Read& read : all_read) take(read, tell);
  }

  /// What a file says now.
  struct Read {
    std::string file, id = {};
    std::optional<Ruleset> rules = {};
    Findings problems = {};
    bool holds_none = false;  // it is not there, or a library
  };

  Read read_rules(const std::string& file) {
    const auto none = [&](const std::string& why) {
      parts_.erase(file);
      ids_.erase(file);
      return Read{
          .file = file, .problems = one_problem(Code::not_readable, why), .holds_none = true};
    };
    const auto unreadable = [&](const std::string& why) {
      return Read{.file = file, .problems = one_problem(Code::not_readable, why)};
    };
    const auto state = seen_.find(file);
    if (state == seen_.end()) return none(file + " is gone");
    if (state->second.leads_out)
      return unreadable(file + " is a link that leads out of the folder: it is not read");
    const auto text = text_of_file(full(file));
    if (!text) return unreadable(file + " cannot be read");
    std::string id = value_of_key(*text, "ruleset");
    if (id.empty()) return none(file + " is no ruleset any more");
    asked_.clear();
    const auto loaded = load_ruleset(full(file), options_.load);
    parts_[file] = asked_;
    if (!loaded) return {.file = file, .id = std::move(id), .problems = loaded.error()};
    id = loaded->id();
    ids_[file] = id;
    return {.file = file, .id = std::move(id), .rules = *loaded};
  }

  void take(Read& read, bool tell) {
    const std::string& file = read.file;
    if (!read.rules) return broken(file, read.id, tell, std::move(read.problems), read.holds_none);
    leave_others(file, read.id, tell);
    if (const auto other = find(read.id); other && other->file != file && has(*other))
      return broken(file, read.id, tell,
                    one_problem(Code::duplicate_id, file + " has the id " + read.id +
                                                        ", which is that of " + other->file),
                    false);
    put(read.id, file, *read.rules, tell);
  }

  /// Whether the file that the rules came from still says their id, or said it when it could be
  /// read.
  [[nodiscard]] bool has(const StoredRuleset& stored) const {
    const auto now = ids_.find(stored.file);
    return now != ids_.end() && now->second == stored.id;
  }

  /// The file has this id; those that it had before keep their rules, and say why.
  void leave_others(const std::string& file, const std::string& id, bool tell) {
    for (const StoredRuleset& stored : rulesets())
      if (stored.file == file && stored.id != id && !stored.is_left)
        keep(stored, tell, one_problem(Code::not_readable, file + " has another id now: " + id),
             true);
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
          StoredRuleset{id, file, rules, change.generation, {}, false});
      by_id_.insert_or_assign(id, std::move(stored));
      generation_.store(change.generation, std::memory_order_release);
    }
    if (tell && options_.on_change) options_.on_change(change);
  }

  /// The file cannot be used. `holds_none`: nothing is said where it never could.
  void broken(const std::string& file, const std::string& id, bool tell, Findings problems,
              bool holds_none) {
    if (const auto last = last_of(file); last && (!last->is_left || id.empty() || id == last->id)) {
      forget_refusal(file);
      return keep(*last, tell, std::move(problems), holds_none);
    }
    StoreChange change;
    change.kind = StoreChange::Kind::refused;
    change.id = id;
    change.file = file;
    change.problems = std::move(problems);
    {
      const std::lock_guard lock(mutex_);
      const auto before = refused_.find(file);
      if (before == refused_.end() && holds_none) return;
      if (before != refused_.end() && !holds_none && same(before->second.problems, change.problems))
        return;
      change.generation = generation_.load() + 1;
      if (holds_none)
        refused_.erase(before);
      else
        refused_.insert_or_assign(file, change);
      generation_.store(change.generation, std::memory_order_release);
    }
    if (tell && !holds_none && options_.on_change) options_.on_change(change);
  }

  /// The rules that came from the file last.
  [[nodiscard]] std::optional<StoredRuleset> last_of(const std::string& file) const {
    std::optional<StoredRuleset> last;
    for (StoredRuleset& stored : rulesets())
      if (stored.file == file && (!last || stored.generation > last->generation))
        last = std::move(stored);
    return last;
  }

  void forget_refusal(const std::string& file) {
    const std::lock_guard lock(mutex_);
    refused_.erase(file);
  }

  void keep(StoredRuleset stored, bool tell, Findings problems, bool is_left) {
    if (same(stored.problems, problems) && stored.is_left == is_left) return;
    StoreChange change;
    change.kind = StoreChange::Kind::kept;
    change.id = stored.id;
    change.file = stored.file;
    change.problems = problems;
    stored.problems = std::move(problems);
    stored.is_left = is_left;
    {
      const std::lock_guard lock(mutex_);
      change.generation = generation_.load() + 1;
      by_id_[change.id] = std::make_shared<const StoredRuleset>(std::move(stored));
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

  const std::string given_;
  std::string folder_;  // of the thread that compiles, as what stands below
  Options options_;
  store::FolderWatch watch_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::uint64_t> generation_{0};

  // Of the thread that compiles.
  FolderState seen_;
  std::map<std::string, std::set<std::string>> parts_;  // the files that each was made of
  std::map<std::string, std::string> ids_;              // of each file, when it last had one
  std::set<std::string> asked_;                         // by the rule set at hand

  mutable std::mutex mutex_;
  std::condition_variable reloaded_;
  std::uint64_t asked_for_ = 0, done_ = 0;  // reloads
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
  return RulesetStore(std::make_unique<Impl>(folder, root.string(), std::move(options)));
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
void RulesetStore::reload() { impl_->reload(); }
std::uint64_t RulesetStore::generation() const noexcept { return impl_->generation(); }

}  // namespace leadlint
