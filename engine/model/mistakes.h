// What is wrong in the rule files of one rule set. Every stage (parse, check, compile) adds to the
// same collector, nothing stops at the first mistake, and each is told once, however often a
// definition is used: in the order of files and lines.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "leadlint/finding.h"
#include "model/recovery.h"
#include "model/ruleset.h"
#include "model/source_files.h"

namespace leadlint::model {

/// The words of a mistake.
struct Message {
  std::string text;
  /// What tells the mistake from another one at the same place: the text, or its sentence without
  /// what changes from one use of a definition, or one choice of an option, to the next.
  std::string sentence;
  /// The use that showed it ("`lead.phone`"): others are named with the first.
  std::string use = {};

  Message(std::string words) : text(std::move(words)), sentence(text) {}  // NOLINT: as a text
  Message(const char* words) : Message(std::string(words)) {}             // NOLINT
  Message(std::string words, std::string_view the_sentence)
      : text(std::move(words)), sentence(the_sentence) {}

  friend Message operator+(Message message, std::string_view more) {
    message.text += more;
    return message;
  }
};

/// A message whose names, types and numbers do not make it another mistake: `x` is a number where
/// one option says so and an integer where another does, and the text beside it is wrong for both.
template <class... Args>
[[nodiscard]] Message worded(fmt::format_string<Args...> sentence, Args&&... args) {
  const fmt::string_view words = sentence;
  return {fmt::format(sentence, std::forward<Args>(args)...), {words.data(), words.size()}};
}

/// What the author wrote and what could have stood there instead: gives a finding its suggestion.
struct Written {
  std::string_view text;
  std::vector<std::string> candidates = {};
};

struct Mistake {
  /// Two of the same identity are one mistake.
  struct Identity {
    Code code = Code::bad_value;
    std::string line;  // "rules.yaml:12"
    std::uint32_t column = 0;
    std::string sentence;
    auto operator<=>(const Identity&) const = default;
  };
  Identity identity;
  OwnedFinding finding;
  SourceLocation where;
  std::vector<SourceLocation> inherited = {};  // what no longer fits
  bool taken_back = false;                     // or names what is no longer there
  bool certain = false;                        // see Mistakes::is_certain
  bool of_checks = false;                      // see Mistakes::begin_checks
  std::string first_use = {};
  std::vector<std::string> other_uses = {};
};

class Mistakes {
 public:
  Mistakes() = default;
  explicit Mistakes(std::vector<SourceFile> files) : files_(std::move(files)) {}

  [[nodiscard]] SourceFiles& files() noexcept { return files_; }
  [[nodiscard]] const SourceFiles& files() const noexcept { return files_; }
  [[nodiscard]] Recovery& recovery() noexcept { return recovery_; }

  /// Of the text of a rule file. Leaves something open (see Recovery).
  void add(Code code, const SourceRange& range, std::string message, std::string suggestion = {});
  /// Of what the text means. `cause`: a place that made wrong what stands at `where`. Where it is
  /// in a file that is laid over that of `where`, the mistake is told there, with the inherited
  /// place in its words.
  void add(Code code, SourceLocation where, Message message, const Written& written = {},
           SourceLocation cause = {});
  /// What is taken back at `taken_back` is still named at `where`: one mistake for all such places.
  void add_still_named(SourceLocation where, std::string message, SourceLocation taken_back);
  /// A mistake of the caller: an option or profile that does not exist.
  void add_unlocated(Code code, std::string message, std::string suggestion = {});
  /// Those of another rule set that this one needs.
  void add_all(std::vector<Mistake> mistakes);
  /// Something that is allowed and hardly meant: it keeps nothing from being loaded.
  void warn(Code code, const SourceRange& range, std::string message);

  [[nodiscard]] bool empty() const noexcept { return told_.all.empty(); }
  /// How often something was wrong so far, the same mistake again as well.
  [[nodiscard]] std::size_t count() const noexcept { return count_; }

  /// What comes from here on is found in what the text means. Where the text of a line has a
  /// mistake, no other of its code is told there.
  void begin_checks() noexcept { checking_ = true; }

  /// One thing that is checked, such as a rule: where it hangs on a recovered field, nothing is
  /// said about it.
  class Subject {
   public:
    explicit Subject(Mistakes& mistakes) noexcept
        : mistakes_(mistakes), before_(mistakes.told_.all.size()) {
      mistakes_.silent_ = false;
    }
    ~Subject() {
      if (mistakes_.silent_) mistakes_.told_.drop_from(before_);
      mistakes_.silent_ = false;
    }
    Subject(const Subject&) = delete;
    Subject& operator=(const Subject&) = delete;

   private:
    Mistakes& mistakes_;
    std::size_t before_;
  };
  /// The subject hangs on a recovered field.
  void silence_subject() noexcept { silent_ = true; }
  /// The mistake added last is one whatever recovered fields turn out to be.
  void is_certain() noexcept {
    if (!told_.all.empty()) told_.all[told_.last].certain = true;
  }

  /// In the order of files and lines, each once. None is left.
  [[nodiscard]] OwnedFindings take();
  /// The same with what tells them apart.
  [[nodiscard]] std::vector<Mistake> take_mistakes();
  /// The warnings.
  [[nodiscard]] OwnedFindings take_warnings();

 private:
  struct List {
    std::vector<Mistake> all;
    std::map<Mistake::Identity, std::size_t> known;
    std::size_t last = 0;

    void add(Mistake mistake);
    /// Those from the n-th on that are not certain.
    void drop_from(std::size_t first);
  };

  void add(Mistake mistake);
  [[nodiscard]] Mistake placed(Code code, SourceLocation where, Message message,
                               const Written& written, SourceLocation cause) const;
  [[nodiscard]] Mistake located(Code code, const SourceRange& range, std::string message) const;
  [[nodiscard]] std::string places(const std::vector<SourceLocation>& all) const;
  /// Says what else the mistake is about: inherited places, other uses.
  [[nodiscard]] Mistake in_full(Mistake mistake) const;
  [[nodiscard]] std::vector<Mistake> in_order(List& list) const;

  SourceFiles files_;
  Recovery recovery_;
  List told_, warnings_;
  std::size_t count_ = 0;
  bool checking_ = false, silent_ = false;
};

}  // namespace leadlint::model
