// Asks for records that the two judge differently, one class after the other: each is made as small
// as it gets, then it is tried which other values at each place leave the difference, and what
// these cover is left out of the next question. Tests: tests/rules_diff_test.cpp.
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
  /// Of the last record: both say the same of it, and take it.
  [[nodiscard]] bool both_take() {
    return witness_.observer(0).verdict() != Verdict::invalid &&
           witness_.observer(0).verdict() == witness_.observer(1).verdict();
  }

  /// False: not all of them may have been found.
  bool look(Kind kind, std::vector<Literal> assumed, RulesDiff& diff) {
    // What is left out is so for this question alone.
    const Literal asked = witness_.variable();
    assumed.push_back(asked);
    for (std::size_t found = 0; found < max_diff_classes; ++found) {
      const Witness::Answer answer = witness_.find(assumed, [&] { return differ(kind); });
      if (answer != Witness::Answer::found) return answer == Witness::Answer::none;
      const Assignment at = smallest(kind, witness_.example());
      std::vector<Literal> others{-asked};
      diff.classes.push_back(described(kind, at, others));
      witness_.require(others);
      if (others.size() == 1) return true;  // all records there are
    }
    diff.more = true;
    return true;
  }

  /// Takes away what can go; in the place of what does not it puts what comes first of the choices.
  Assignment smallest(Kind kind, Assignment at) {
    for (PlaceId id = places_.size(); id-- > 1;) {
      if (at[id] == 0 || places_[id].item) continue;
      Assignment fewer = at;
      places_.take(fewer, id);
      if (differs(kind, fewer)) at = std::move(fewer);
    }
    for (PlaceId id = 1; id < places_.size(); ++id) {
      for (std::size_t choice = places_[id].item ? 1 : 0; choice < at[id]; ++choice) {
        Assignment other = at;
        if (!switched(other, id, choice) || !differs(kind, other)) continue;
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

  DiffClass described(Kind kind, const Assignment& at, std::vector<Literal>& others) {
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
        if (differs(kind, other)) {
          keeping.push_back(choice);
          continue;
        }
        if (choice == 0) continue;
        const bool good = !witness_.observer(0).told_of_value(id, Severity::error) &&
                          !witness_.observer(1).told_of_value(id, Severity::error);
        if (good) valid_ones_keep = false;
        if (good && both_take()) something_satisfies = true;
      }
      const bool is_there = at[id] != 0;
      if (!is_there && !something_satisfies) continue;
      if (is_there && std::ranges::find(keeping, std::size_t{0}) != keeping.end() &&
          valid_ones_keep)
        continue;
      if (place.item) continue;
      add_words(place, at[id], keeping, valid_ones_keep, is_there ? present : absent);
      mentioned_.push_back(id);
      kept_.push_back(std::move(keeping));
    }
    // Not all of these choices together.
    for (std::size_t i = 0; i < mentioned_.size(); ++i)
      others.push_back(one_beyond(mentioned_[i], kept_[i]));
    mentioned_.clear();
    kept_.clear();
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
  const Places places_;
  Witness witness_;
  std::vector<PlaceId> mentioned_;
  std::vector<std::vector<std::size_t>> kept_;
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
