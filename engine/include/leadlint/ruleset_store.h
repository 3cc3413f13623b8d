// The rule files of a folder, compiled anew when they change, while threads go on checking.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/finding.h"
#include "leadlint/ruleset.h"

namespace leadlint {

/// What a store has of one rule set.
struct StoredRuleset {
  std::string id = {};    // "vendor/operation"
  std::string file = {};  // below the folder: "vendor/operation.yaml"
  Ruleset rules;
  /// Of the store: that with which these rules came. Larger than all before.
  std::uint64_t generation = 0;
  /// The file as it is now cannot be used, and `rules` are those from before: its mistakes (for a
  /// file that is gone, one that says so). Empty: `rules` are what stands there.
  Findings problems = {};
  /// No file says this id any more, and another that comes with it may have it.
  bool is_left = false;
};

/// What a store tells of a change.
struct StoreChange {
  enum class Kind : std::uint8_t {
    added,     // a rule set that was not there
    replaced,  // other rules for it
    kept,      // it cannot be used as it is now, or is gone: the rules from before stand
    refused,   // a file of which nothing can be used, and never could
    mended,    // `kept` or `refused` before; what stands there now are the rules that were kept
  };
  Kind kind = Kind::added;
  std::string id = {};  // empty where the file does not say
  std::string file = {};
  std::uint64_t generation = 0;
  Findings problems = {};  // of `kept` and `refused`
};

/// Watches a folder: every file below it that ends in .yaml or .yml and says `ruleset:`. A change
/// is seen at once where the system tells of it (inotify) and within `poll` elsewhere; a file is
/// read once it has been `unchanged_for` so long, and none half written. What leads out of the
/// folder by a link is refused. Of two files with one id, the one that had it first keeps it for as
/// long as it says so; the other is refused. A file that says another id than before leaves the
/// rules of the old one in force, as one that is gone does. Rule sets are compiled on a thread of
/// the store's own.
///
/// A check under way sees its rules to the end. Any number of threads may ask; an answer costs a
/// short lock. For each check, a service compares `generation()` with that of its Validator, which
/// is one atomic load, and makes a new one where it differs. Catalogs go on.
class RulesetStore {
 public:
  struct Options {
    LoadOptions load = {};  // `read_file` is not used
    std::chrono::milliseconds unchanged_for{50};
    std::chrono::milliseconds poll{1000};
    /// Called on the store's thread, one change at a time, when the change is in force; what the
    /// folder held when the store was opened is told by `rulesets` and `refused` alone. It must not
    /// throw, nor close the store.
    std::function<void(const StoreChange&)> on_change = {};
  };

  /// Reads the folder; at the return all that is in it has been compiled. The error: it is none, or
  /// cannot be read. A file with mistakes is none (see `refused`).
  [[nodiscard]] static tl::expected<RulesetStore, std::string> open(const std::string& folder,
                                                                    Options options);
  [[nodiscard]] static tl::expected<RulesetStore, std::string> open(const std::string& folder);
  ~RulesetStore();
  RulesetStore(RulesetStore&&) noexcept;
  RulesetStore& operator=(RulesetStore&&) noexcept;

  /// The rules of an id; nullopt: the folder has never had any.
  [[nodiscard]] std::optional<StoredRuleset> find(std::string_view id) const;
  /// All of them, by their ids.
  [[nodiscard]] std::vector<StoredRuleset> rulesets() const;
  /// Files of which nothing can be used: their mistakes.
  [[nodiscard]] std::vector<StoreChange> refused() const;
  /// Grows with every change.
  [[nodiscard]] std::uint64_t generation() const noexcept;

  /// Reads all files again, and finds the folder again where a link leads to it; at the return what
  /// is in it has been compiled. Not to be called from `on_change`.
  void reload();

 private:
  class Impl;
  explicit RulesetStore(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace leadlint
