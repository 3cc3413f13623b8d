// Questions about all records at once, by one table or two side by side: is there a record that...?
// The answer is one that the validator has judged so, or that there is none.
//
//   Witness witness(places, {&old_rules, &new_rules});
//   const auto found = witness.find({-witness.refused(0), witness.refused(1)});
//
// A SAT solver chooses what stands where, and what comes of it: the bits of the decision table,
// which rows fire. What a bit is, the validator knows: a bit that hangs on one value is asked for
// each of its values beforehand; of others, what the solver made up is held against the record
// that it has chosen, and where it is wrong the true answer becomes a lemma: with these values at
// these places the bit is so. Lemmas are kept, so that a proof can list them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "analyze/layout.h"
#include "analyze/observer.h"
#include "analyze/places.h"
#include "analyze/solver.h"

namespace leadlint::analyze {

/// Something that the validator knows of a record.
struct Seen {
  enum class Kind : std::uint8_t { bit, misses_nothing, null_is_fine, group, error, warning };
  std::size_t table = 0;
  Kind kind = Kind::bit;
  PlaceId place = 0;  // the object, or the value that is told of
  std::uint32_t number = 0;
  friend auto operator<=>(const Seen&, const Seen&) = default;
};

/// With these choices it is so, whatever stands elsewhere.
struct Lemma {
  std::vector<std::pair<PlaceId, std::size_t>> where;
  Seen seen;
  bool holds = false;
};

class Witness {
 public:
  /// All must outlive it.
  Witness(const Places& places, const std::vector<const Ruleset*>& rulesets);
  ~Witness();

  /// The table finds an error (a warning).
  [[nodiscard]] Literal refused(std::size_t table) const { return refused_[table]; }
  [[nodiscard]] Literal warned(std::size_t table) const { return warned_[table]; }
  /// A rule or check speaks, by its name in findings (without the ruleset's).
  using Rules = std::map<std::string, Literal, std::less<>>;
  [[nodiscard]] const Rules& rules(std::size_t table, Severity severity) const {
    return (severity == Severity::error ? errors_ : warnings_)[table];
  }
  [[nodiscard]] Literal chosen(PlaceId place, std::size_t choice) const {
    return choices_[place][choice];
  }
  [[nodiscard]] Literal variable() { return solver_.variable(); }
  void require(std::span<const Literal> any) { solver_.require(any); }

  enum class Answer : std::uint8_t { found, none, unknown };
  /// `unknown`: more tries than are made, rules that are not decided (analyze/undecided.h), or the
  /// validator and the table disagree.
  [[nodiscard]] Answer find(std::span<const Literal> assumed) { return find(assumed, {}); }
  /// `wanted`: asked of a record that both observers have judged: is it one that is looked for,
  /// whatever the solver made of its bits?
  [[nodiscard]] Answer find(std::span<const Literal> assumed,
                            const std::function<bool(const Assignment&)>& wanted);
  /// Of the last answer, where it was `found`.
  [[nodiscard]] const Assignment& example() const noexcept { return example_; }
  /// Where it was `none`: those of the assumed that exclude each other.
  [[nodiscard]] std::vector<Literal> excluded(std::span<const Literal> assumed) const {
    return solver_.excluded(assumed);
  }
  [[nodiscard]] Observer& observer(std::size_t table) { return *observers_[table]; }
  [[nodiscard]] const std::vector<Lemma>& lemmas() const noexcept { return lemmas_; }

  static constexpr std::size_t max_tries = 500;
  /// Where a few guesses were wrong, all of so many combinations of values are asked at once.
  static constexpr std::size_t max_combinations = 9000, few_guesses = 4;

 private:
  struct Asked {
    Literal literal = 0;
    std::vector<PlaceId> support;
  };

  void require(std::initializer_list<Literal> any) { solver_.require(any); }
  Literal any_of(const std::vector<Literal>& any);
  Literal all_of(const std::vector<Literal>& all);
  void add_choices_of(PlaceId place);
  void add_table(std::size_t table);
  void add_object(std::size_t table, PlaceId object);
  void add_group(std::size_t table, PlaceId object, const table::Group& group, Literal gate);
  void add_source(std::size_t table, table::ReportId report, Literal speaks);
  void add_told(std::size_t table, PlaceId place);
  Literal ask(const Seen& seen);
  [[nodiscard]] std::optional<Seen> same_before(const Seen& seen);
  [[nodiscard]] bool same_fact(PlaceId object, const table::Fact& a, const table::Fact& b);
  [[nodiscard]] bool same_values(std::span<const PlaceId> support);
  Literal there(PlaceId object) const;
  [[nodiscard]] bool see(const Seen& seen);
  void learn(const Seen& seen, const Asked& asked, const Assignment& at);
  void add_bits(std::size_t table, PlaceId object, table::RowId row, std::set<PlaceId>& to);
  void add_bit(std::size_t table, PlaceId object, std::uint32_t bit, std::set<PlaceId>& to);
  void add_fact(std::size_t table, PlaceId object, const table::Fact& fact, std::set<PlaceId>& to);
  void add_value(std::size_t table, PlaceId place, std::set<PlaceId>& to);
  void add_ref(std::size_t table, PlaceId object, table::RefId ref, std::set<PlaceId>& to);
  void add_all(std::set<PlaceId>& to) const;
  void add_selector(std::size_t table, PlaceId object, std::set<PlaceId>& to);
  void note_breaking(std::size_t table, PlaceId object);
  [[nodiscard]] std::uint16_t broken_by(std::size_t table, table::BlockId block,
                                        std::uint32_t bit) const;
  [[nodiscard]] const table::Fact* fact_of(std::size_t table, table::BlockId block,
                                           std::uint32_t bit) const;
  std::set<PlaceId> support_of(const Seen& seen);
  void ask_beforehand();
  void ask_all_of(const std::vector<PlaceId>& support);
  void each_of(const std::vector<PlaceId>& support, std::size_t from, Assignment& at,
               std::vector<Assignment>& to) const;

  const Places& places_;
  std::vector<std::unique_ptr<Layout>> layouts_;
  std::vector<std::unique_ptr<Observer>> observers_;
  Solver solver_;
  Literal yes_;
  std::vector<std::vector<Literal>> choices_;  // by place
  std::map<Seen, Asked> asked_;
  std::vector<Literal> refused_, warned_;
  std::vector<Rules> errors_, warnings_;
  std::vector<std::map<std::string, std::vector<Literal>>> error_sources_, warning_sources_;
  std::set<PlaceId> open_;  // values whose support is being looked for
  /// By table, of the values that rows break: those rows.
  std::vector<std::map<PlaceId, std::vector<std::pair<PlaceId, table::RowId>>>> breaking_;
  std::map<std::vector<PlaceId>, std::size_t> wrong_;  // by support, how often a guess was
  std::vector<Lemma> lemmas_;
  Assignment example_;
  bool sure_ = true;  // "none" may be said
};

}  // namespace leadlint::analyze
