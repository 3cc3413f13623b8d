// Tries fixes until there is none that makes the record better.
#include "bulk/record_fixer.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "leadlint/bulk.h"

namespace leadlint::bulk {
namespace {

/// What is found once a fix is made is mended in another round. (Quotes, then blanks, then a list.)
constexpr int max_rounds = 64;
/// So many fixes of a record are tried one by one in a round, where together they would not do.
constexpr std::size_t max_alone = 100;

std::string name_of(const OwnedFinding& finding) {
  return fmt::format("{}\n{}\n{}", code_name(finding.code), finding.path, finding.rule);
}

std::string name_with_words(const OwnedFinding& finding) {
  return fmt::format("{}\n{}", name_of(finding), finding.message);
}

using Names = std::unordered_set<std::string>;

template <class NameOf>
Names names(const OwnedFindings& findings, NameOf name_of_one) {
  Names all;
  for (const OwnedFinding& finding : findings) all.insert(name_of_one(finding));
  return all;
}

bool any_new(const OwnedFindings& findings, const Names& before) {
  return std::ranges::any_of(
      findings, [&](const OwnedFinding& finding) { return !before.contains(name_of(finding)); });
}

bool error_is_gone(const OwnedFindings& findings, const Names& after) {
  return std::ranges::any_of(findings, [&](const OwnedFinding& finding) {
    return finding.severity == Severity::error && !after.contains(name_of(finding));
  });
}

bool is_wanted(const Fix& fix, Fixes fixes) {
  return fix && (fixes == Fixes::unsafe || (fixes == Fixes::safe && fix.safe));
}

}  // namespace

RecordFixer::State RecordFixer::look(const validate::Judge& judge, std::string_view text) {
  return {std::string(text), judge.findings(max_details_of_a_record), judge.verdict(),
          judge.readable()};
}

bool RecordFixer::has_fix(const State& state, Fixes fixes) {
  return std::ranges::any_of(
      state.findings, [fixes](const Fix& fix) { return is_wanted(fix, fixes); },
      &OwnedFinding::fix);
}

/// Safe ones first: they stand where an unsafe one is in their way.
RecordFixer::Chosen RecordFixer::choose(const State& at, Fixes fixes, EditList& edits) const {
  Chosen chosen;
  for (const bool safe : {true, false})
    for (const OwnedFinding& finding : at.findings)
      if (finding.fix.safe == safe && is_wanted(finding.fix, fixes) &&
          !refused_.contains(name_with_words(finding)) && edits.add(finding.fix))
        chosen.push_back(&finding);
  return chosen;
}

bool RecordFixer::try_it(State& at, const EditList& edits, const Chosen& chosen,
                         const JudgeAgain& again) {
  tried_ = true;
  const std::string text = edits.apply(at.text);
  const validate::Judge* const judge = again(text);
  if (judge == nullptr) return false;
  State next = look(*judge, text);
  if ((at.readable && !next.readable) || next.verdict > at.verdict) return false;
  const Names said = names(next.findings, name_with_words);
  const bool all_gone = std::ranges::none_of(chosen, [&](const OwnedFinding* finding) {
    return said.contains(name_with_words(*finding));
  });
  if (!all_gone) return false;
  if (at.readable && any_new(next.findings, names(at.findings, name_of))) {
    const bool worth_it =
        edits.fixes() == 1 && error_is_gone(at.findings, names(next.findings, name_of));
    if (!worth_it) return false;
  }
  at = std::move(next);
  return true;
}

std::uint64_t RecordFixer::improve(State& at, Fixes fixes, const JudgeAgain& again) {
  std::uint64_t made = 0;
  refused_.clear();
  for (int round = 0; round < max_rounds; ++round) {
    EditList edits;
    const Chosen chosen = choose(at, fixes, edits);
    if (chosen.empty()) break;
    const std::uint64_t before = made;
    if (try_it(at, edits, chosen, again))
      made += edits.fixes();
    else if (edits.fixes() == 1)
      for (const OwnedFinding* const finding : chosen) refused_.insert(name_with_words(*finding));
    else
      made += improve_alone(at, chosen, again);
    if (made != before) refused_.clear();  // what would not do may do now
  }
  return made;
}

/// The first that does; those before it are refused.
std::uint64_t RecordFixer::improve_alone(State& at, const Chosen& chosen, const JudgeAgain& again) {
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (i < max_alone) {
      EditList edits;
      edits.add(chosen[i]->fix);
      if (try_it(at, edits, {chosen[i]}, again)) return 1;  // (`chosen` is of what it was)
    }
    refused_.insert(name_with_words(*chosen[i]));
  }
  return 0;
}

const validate::Judge& RecordFixer::fix(const validate::Judge& first, std::string_view text,
                                        const JudgeAgain& again) {
  made_ = more_unsafe_ = 0;
  tried_ = false;
  now_ = look(first, text);
  made_ = improve(now_, fixes_, again);
  if (fixes_ == Fixes::safe && has_fix(now_, Fixes::unsafe)) {
    State with_more = now_;
    more_unsafe_ = improve(with_more, Fixes::unsafe, again);
  }
  if (!tried_) return first;
  const validate::Judge* const judge = again(now_.text);
  return judge != nullptr ? *judge : first;
}

}  // namespace leadlint::bulk
