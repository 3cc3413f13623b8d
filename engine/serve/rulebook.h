// The rule sets that a server judges by, by their ids: shipped ones, files and folders. What
// changes is read again while threads go on judging; what then cannot be used leaves the rules from
// before.
// Tests: tests/serve_reload_test.cpp.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/finding.h"
#include "leadlint/ruleset.h"

namespace leadlint::serve {

/// A rule set as it is served. Immutable.
struct Served {
  Ruleset rules;
  Findings problems = {};  // what stands there now cannot be used: these rules are from before

  explicit Served(Ruleset of, Findings why = {}) : rules(std::move(of)), problems(std::move(why)) {}
  /// What GET /v1/rulesets/ID answers: made once, when it is asked for.
  [[nodiscard]] const std::string& view() const;

 private:
  mutable std::once_flag viewed_;
  mutable std::string view_;
};
using ServedRules = std::shared_ptr<const Served>;

class Rulebook {
 public:
  struct Hooks {
    /// From a thread of its own: something may have changed, call `refresh`.
    std::function<void()> wake;
    /// A line for whoever runs the server.
    std::function<void(std::string_view)> tell;
  };

  /// `rules`: ids, files (.yaml, table images) and folders; none: all that are shipped. The error
  /// says what is wrong with all of them.
  [[nodiscard]] static tl::expected<std::unique_ptr<Rulebook>, std::string> open(
      const std::vector<std::string>& rules, Hooks hooks);
  virtual ~Rulebook() = default;

  /// nullptr: there is none of this id.
  [[nodiscard]] ServedRules find(std::string_view id) const;
  [[nodiscard]] std::vector<ServedRules> all() const;
  /// Grows with every change.
  [[nodiscard]] std::uint64_t generation() const noexcept {
    return generation_.load(std::memory_order_acquire);
  }

  /// Takes what has changed; to be called by one thread, now and then.
  virtual void refresh() = 0;
  /// Reads everything again.
  virtual void reload() = 0;

 protected:
  /// Whether it is other than what was there.
  bool put(const Ruleset& rules, const Findings& problems);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, ServedRules, std::less<>> by_id_;
  std::atomic<std::uint64_t> generation_{0};
};

/// "rules.yaml:3:5: message", a line each.
[[nodiscard]] std::string problem_lines(const Findings& problems);

}  // namespace leadlint::serve
