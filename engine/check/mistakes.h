// Collects what is wrong in a rule file: each mistake becomes a located finding, and `take` hands
// them over in the order of the file.
#pragma once

#include <string>
#include <string_view>
#include <utility>
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

  /// `cause`: a place that made wrong what stands at `where`. Where it is in a file that is laid
  /// over that of `where`, the mistake is told there, with the inherited place in its words.
  void add(Code code, model::SourceLocation where, std::string message, const Written& written = {},
           model::SourceLocation cause = {});
  /// What is taken back at `taken_back` is still named at `where`: one mistake for all such places.
  void add_still_named(model::SourceLocation where, std::string message,
                       model::SourceLocation taken_back);
  /// A shared definition is checked once for each place that uses it; its mistake is told once.
  [[nodiscard]] Findings take();
  [[nodiscard]] bool none() const noexcept { return found_.empty(); }
  [[nodiscard]] std::size_t count() const noexcept { return found_.size(); }

  /// One thing that is checked, such as a rule. What it hangs on may turn out to be doubtful (see
  /// model::Field): then nothing is said about it.
  class Subject {
   public:
    explicit Subject(Mistakes& mistakes) noexcept
        : mistakes_(mistakes), before_(mistakes.found_.size()) {
      mistakes_.doubt_ = false;
    }
    ~Subject() {
      if (mistakes_.doubt_) mistakes_.drop_from(before_);
      mistakes_.doubt_ = false;
    }
    Subject(const Subject&) = delete;
    Subject& operator=(const Subject&) = delete;

   private:
    Mistakes& mistakes_;
    std::size_t before_;
  };
  void doubt() noexcept { doubt_ = true; }
  /// The mistake added last is one whatever the doubts come to.
  void is_certain() noexcept {
    if (!found_.empty()) found_.back().certain = true;
  }

 private:
  struct Found {
    model::SourceLocation where;
    Finding finding;
    std::vector<model::SourceLocation> inherited;  // what no longer fits
    bool taken_back = false;                       // or names what is no longer there
    bool certain = false;
  };
  /// Those from the n-th on that are not certain.
  void drop_from(std::size_t first);
  [[nodiscard]] std::string_view path_of(model::SourceLocation where) const;
  [[nodiscard]] std::string places(const std::vector<model::SourceLocation>& all) const;

  const model::RuleSet& rules_;
  std::vector<Found> found_;
  bool doubt_ = false;
};

}  // namespace leadlint::check
