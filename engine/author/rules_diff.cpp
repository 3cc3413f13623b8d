// Asks for records that the two judge differently, one class after the other. A class is about one
// finding that one side alone has (its cause). Its record is made as small as it gets; then it is
// tried which other values at each place leave the cause, and records among these in which its rule
// speaks are left out of the next question. Tests: tests/rules_diff_test.cpp.
#include "author/rules_diff.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analyze/undecided.h"
#include "analyze/witness.h"

namespace leadlint::author {

using analyze::Assignment;
using analyze::Literal;
using analyze::Place;
using analyze::PlaceId;
using analyze::Places;
using analyze::PlaceValue;
using analyze::Witness;

namespace {

using Kind = DiffClass::Kind;

std::string shown(const PlaceValue& choice) {
  switch (choice.kind) {
    case PlaceValue::Kind::absent:
      return "absent";
    case PlaceValue::Kind::null:
      return "null";
    case PlaceValue::Kind::object:
      return "an object";
    case PlaceValue::Kind::no_record:
      return "no record";
    case PlaceValue::Kind::list:
      return choice.items == 0
                 ? "[]"
                 : std::to_string(choice.items) + (choice.items == 1 ? " item" : " items");
    case PlaceValue::Kind::value:
      break;
  }
  const auto value = nlohmann::json::parse(choice.json, nullptr, false);
  if (!value.is_string()) return choice.json;
  const auto& text = value.get_ref<const std::string&>();
  if (text.empty()) return "empty";
  if (text.size() > 40) return "a text of " + std::to_string(text.size()) + " characters";
  const bool plain = std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; });
  return plain ? text : choice.json;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? " or " : ", ") + parts[i];
  return text;
}

class Differ {
 public:
  Differ(const Ruleset& before, const Ruleset& after)
      : places_(made_places(before, after)), witness_(places_, {&before, &after}) {}

  RulesDiff run() {
    RulesDiff diff;
    const Literal e0 = witness_.refused(0), e1 = witness_.refused(1), w0 = witness_.warned(0),
                  w1 = witness_.warned(1);
    bool sure = look(Kind::refused, {-e0, e1}, diff);
    sure = look(Kind::taken, {e0, -e1}, diff) && sure;
    sure = look(Kind::warned, {-e0, -e1, -w0, w1}, diff) && sure;
    sure = look(Kind::unwarned, {-e0, -e1, w0, -w1}, diff) && sure;
    diff.undecided = analyze::undecided(places_);
    // (Where something is named already, no answer is certain.)
    if (!sure && diff.undecided.empty())
      diff.undecided.emplace_back("more combinations of values than are tried");
    return diff;
  }

 private:
  static Places made_places(const Ruleset& before, const Ruleset& after) {
    Places places({&before.table(), &after.table()});
    analyze::add_choices(places);
    return places;
  }

  [[nodiscard]] bool differs(Kind kind, const Assignment& at) {
    witness_.observer(0).judge(at);
    witness_.observer(1).judge(at);
    return differ(kind);
  }
  /// Of the record that was judged last.
  [[nodiscard]] bool differ(Kind kind) {
    const Verdict before = witness_.observer(0).verdict(), after = witness_.observer(1).verdict();
    switch (kind) {
      case Kind::refused:
        return before != Verdict::invalid && after == Verdict::invalid;
      case Kind::taken:
        return before == Verdict::invalid && after != Verdict::invalid;
      case Kind::warned:
        return before == Verdict::valid && after == Verdict::warning;
      case Kind::unwarned:
        return before == Verdict::warning && after == Verdict::valid;
    }
    return false;
  }

  /// The side that finds something, and how grave it is.
  static std::size_t side_of(Kind kind) {
    return kind == Kind::refused || kind == Kind::warned ? 1 : 0;
  }
  static Severity severity_of(Kind kind) {
    return kind == Kind::refused || kind == Kind::taken ? Severity::error : Severity::warning;
  }

  struct Cause {
    Code code{};
    std::string path, rule;
    Literal speaks = 0;  // its rule does; 0: not known
  };
  /// Of the record that was judged last, which differs.
  [[nodiscard]] Cause cause_of(Kind kind) {
    const std::size_t side = side_of(kind);
    const OwnedFindings all = witness_.observer(side).findings();
    const auto found = std::ranges::find(all, severity_of(kind), &OwnedFinding::severity);
    if (found == all.end()) return {};
    const Witness::Rules& rules = witness_.rules(side, severity_of(kind));
    const std::size_t mark = found->rule.find('#');
    auto named = mark == found->rule.npos ? rules.end() : rules.find(found->rule.substr(mark));
    for (PlaceId id = 0; named == rules.end() && id < places_.size(); ++id)
      if (places_[id].pointer == found->path && places_[id].root == Place::Root::payload)
        named = rules.find('.' + places_[id].path);
    return {found->code, found->path, found->rule, named == rules.end() ? 0 : named->second};
  }
  /// Does the rule, or another to the same effect, find something in the last record that the other
  /// side does not? (Each may find more.)
  [[nodiscard]] bool is_there(Kind kind, const Cause& cause) {
    const std::size_t side = side_of(kind);
    const Severity severity = severity_of(kind);
    const OwnedFindings mine = witness_.observer(side).findings(),
                        others = witness_.observer(1 - side).findings();
    return std::ranges::any_of(mine, [&](const OwnedFinding& each) {
      return each.path == cause.path && each.severity == severity &&
             (each.rule == cause.rule || each.code == cause.code) &&
             std::ranges::none_of(others, [&](const OwnedFinding& other) {
               return other.code == each.code && other.path == each.path &&
                      (other.severity == severity || other.severity == Severity::error);
             });
    });
  }
  [[nodiscard]] bool is_caused(Kind kind, const Cause& cause, const Assignment& at) {
    witness_.observer(0).judge(at);
    witness_.observer(1).judge(at);
    return is_there(kind, cause);
  }

  /// Records of a class: with one of these choices at each of the places.
  struct Region {
    Cause cause;
    std::vector<PlaceId> places;
    std::vector<std::vector<std::size_t>> kept;

    [[nodiscard]] bool holds(const Assignment& at) const {
      for (std::size_t i = 0; i < places.size(); ++i)
        if (std::ranges::find(kept[i], at[places[i]]) == kept[i].end()) return false;
      return true;
    }
  };

  /// False: not all of them may have been found.
  bool look(Kind kind, std::vector<Literal> assumed, RulesDiff& diff) {
    // What is left out is so for this question alone.
    const Literal asked = witness_.variable();
    assumed.push_back(asked);
    std::vector<Region> told;
    const auto told_of = [&](const Assignment& at) {
      return std::ranges::find_if(told, [&](const Region& region) {
        return region.holds(at) && is_there(kind, region.cause);
      });
    };
    std::size_t found = 0;
    for (std::size_t tries = 0; tries < max_questions && found < max_diff_classes; ++tries) {
      const Witness::Answer answer = witness_.find(
          assumed, [&](const Assignment& at) { return differ(kind) && told_of(at) == told.end(); });
      if (answer != Witness::Answer::found) return answer == Witness::Answer::none;
      Assignment at = witness_.example();
      if (!differs(kind, at)) return false;
      if (const auto region = told_of(at); region != told.end()) {
        // Another rule with the same finding: it is told of by that class.
        witness_.require(outside(*region, -asked));
        continue;
      }
      const Cause cause = cause_of(kind);
      at = smallest(kind, cause, std::move(at), told);
      told.push_back({cause, {}, {}});
      diff.classes.push_back(described(kind, at, told.back()));
      ++found;
      std::vector<Literal> others = outside(told.back(), -asked);
      if (cause.speaks != 0) others.push_back(-cause.speaks);
      if (others.size() == 1) return true;  // all records there are
      witness_.require(others);
    }
    diff.more = true;
    return true;
  }

  /// The record is not in the region, or `unless` holds.
  std::vector<Literal> outside(const Region& region, Literal unless) {
    std::vector<Literal> any{unless};
    for (std::size_t i = 0; i < region.places.size(); ++i)
      any.push_back(one_beyond(region.places[i], region.kept[i]));
    return any;
  }

  /// Takes away what can go; in the place of what does not it puts what comes first of the choices.
  /// (Never a record that another class has told of.)
  Assignment smallest(Kind kind, const Cause& cause, Assignment at,
                      const std::vector<Region>& told) {
    const auto is_new = [&](const Assignment& other) {
      return differs(kind, other) && is_there(kind, cause) &&
             std::ranges::none_of(told, [&](const Region& region) {
               return region.holds(other) && is_there(kind, region.cause);
             });
    };
    for (PlaceId id = places_.size(); id-- > 1;) {
      if (at[id] == 0 || places_[id].item) continue;
      Assignment fewer = at;
      places_.take(fewer, id);
      if (is_new(fewer)) at = std::move(fewer);
    }
    for (PlaceId id = 1; id < places_.size(); ++id) {
      for (std::size_t choice = places_[id].item ? 1 : 0; choice < at[id]; ++choice) {
        Assignment other = at;
        if (!switched(other, id, choice) || !is_new(other)) continue;
        at = std::move(other);
        break;
      }
    }
    return at;
  }

  /// False: that cannot be without more.
  bool switched(Assignment& at, PlaceId id, std::size_t choice) const {
    const PlaceValue& wanted = places_[id].choices[choice];
    if (wanted.kind == PlaceValue::Kind::list) {
      for (const PlaceId each : places_[id].children)
        if (places_[each].item && *places_[each].item >= wanted.items)
          places_.take(at, each);
        else if (places_[each].item && at[each] == 0)
          return false;
    } else if (wanted.kind != PlaceValue::Kind::object) {
      places_.take(at, id);
    }
    at[id] = choice;
    return true;
  }

  DiffClass described(Kind kind, const Assignment& at, Region& region) {
    DiffClass found;
    found.kind = kind;
    std::vector<std::string> present, absent;
    for (PlaceId id = 1; id < places_.size(); ++id) {
      const Place& place = places_[id];
      if (place.parent != no_parent && !is_open(at, id)) continue;
      std::vector<std::size_t> keeping;
      bool valid_ones_keep = true, something_satisfies = false;
      for (std::size_t choice = 0; choice < place.choices.size(); ++choice) {
        if (choice == at[id]) {
          keeping.push_back(choice);
          continue;
        }
        Assignment other = at;
        if ((place.item && choice == 0) || !switched(other, id, choice)) continue;
        if (is_caused(kind, region.cause, other)) {
          keeping.push_back(choice);
          continue;
        }
        if (choice == 0) continue;
        const bool good = !witness_.observer(0).told_of_value(id, Severity::error) &&
                          !witness_.observer(1).told_of_value(id, Severity::error);
        if (good) valid_ones_keep = false;
        if (good) something_satisfies = true;
      }
      const bool is_there = at[id] != 0;
      if (!is_there && !something_satisfies) continue;
      if (is_there && std::ranges::find(keeping, std::size_t{0}) != keeping.end() &&
          valid_ones_keep)
        continue;
      if (place.item) continue;
      add_words(place, at[id], keeping, valid_ones_keep, is_there ? present : absent);
      region.places.push_back(id);
      region.kept.push_back(std::move(keeping));
    }
    present.insert(present.end(), absent.begin(), absent.end());
    for (const std::string& part : present) found.words += (found.words.empty() ? "" : ", ") + part;
    if (found.words.empty()) found.words = "every record";
    found.witness = places_.input_of(at);
    static_cast<void>(differs(kind, at));
    found.before = witness_.observer(0).findings();
    found.after = witness_.observer(1).findings();
    for (const OwnedFinding& before : found.before)
      for (const OwnedFinding& after : found.after)
        if (before.code == after.code && before.path == after.path) {
          if (before.severity == Severity::error && after.severity == Severity::warning)
            found.was_error_now_warning = true;
          if (before.severity == Severity::warning && after.severity == Severity::error)
            found.was_warning_now_error = true;
        }
    return found;
  }

  Literal one_beyond(PlaceId id, const std::vector<std::size_t>& kept) {
    const Literal other = witness_.variable();
    for (const std::size_t choice : kept) {
      const Literal clause[] = {-other, -witness_.chosen(id, choice)};
      witness_.require(clause);
    }
    return other;
  }

  [[nodiscard]] bool is_open(const Assignment& at, PlaceId id) const {
    const Place& place = places_[id];
    const PlaceValue& around = places_[place.parent].choices[at[place.parent]];
    return place.item ? around.items > *place.item : around.kind == PlaceValue::Kind::object;
  }

  void add_words(const Place& place, std::size_t chosen, const std::vector<std::size_t>& keeping,
                 bool valid_ones_keep, std::vector<std::string>& to) const {
    std::vector<std::string> values;
    const auto add = [&](std::size_t choice) {
      std::string text = shown(place.choices[choice]);
      if (std::ranges::find(values, text) == values.end()) values.push_back(std::move(text));
    };
    add(chosen);
    for (const std::size_t choice : keeping) add(choice);
    if (chosen == 0 && values.size() == 1) {
      to.push_back("without " + place.path);
    } else if (chosen != 0 && valid_ones_keep &&
               place.choices[chosen].kind != PlaceValue::Kind::object && keeping.size() > 1) {
      to.push_back("with " + place.path);
    } else if (place.choices[chosen].kind == PlaceValue::Kind::object && values.size() == 1) {
      to.push_back("with " + place.path);
    } else {
      constexpr std::size_t most = 5;
      if (values.size() > most) {
        values.resize(most);
        values.emplace_back("others");
      }
      to.push_back(place.path + ' ' + joined(values));
    }
  }

  static constexpr PlaceId no_parent = analyze::no_place;
  static constexpr std::size_t max_questions = 4 * max_diff_classes;  // of a kind
  const Places places_;
  Witness witness_;
};

}  // namespace

bool RulesDiff::breaks() const noexcept {
  return std::ranges::any_of(
      classes, [](const DiffClass& each) { return each.kind == DiffClass::Kind::refused; });
}

RulesDiff rules_diff(const Ruleset& before, const Ruleset& after) {
  return Differ(before, after).run();
}

}  // namespace leadlint::author
