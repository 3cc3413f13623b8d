// Collects what is wrong in a rule file: each mistake becomes a located finding, and `take` hands them
// over in the order of the file.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "leadlint/finding.h"
#include "model/ruleset.h"

namespace leadlint::check {

/// What the author wrote and what could have stood there instead: gives a finding its suggestion.
struct Written {
  std::string_view text;
  std::vector<std::string> candidates = {};
};

class Mistakes {
 public:
  explicit Mistakes(const model::RuleSet& rules) : rules_(rules) {}
  Mistakes(const Mistakes&) = delete;
  Mistakes& operator=(const Mistakes&) = delete;

  void add(Code code, model::Where where, std::string message, const Written& written = {});
  /// A shared definition is checked once for each place that uses it; its mistake is told once.
  [[nodiscard]] Findings take();
  [[nodiscard]] bool none() const noexcept { return found_.empty(); }

 private:
  [[nodiscard]] std::string_view path_of(model::Where where) const;

  using Key = std::tuple<std::uint16_t, std::uint32_t, std::uint32_t, Code, std::string>;
  const model::RuleSet& rules_;
  std::set<Key> seen_;
  std::vector<std::pair<model::Where, Finding>> found_;
};

}  // namespace leadlint::check
