// Choices, bits and rows to clauses, and what the validator says of them to lemmas. What a bit
// hangs on is in witness_support.cpp. Tests: tests/witness_test.cpp.
#include "analyze/witness.h"

#include <algorithm>

#include "analyze/undecided.h"

namespace leadlint::analyze {

using table::BlockId;
using table::DecisionTable;
using table::Index;
using table::ReportId;
using table::RowId;

Witness::Witness(const Places& places, const std::vector<const Ruleset*>& rulesets)
    : places_(places), yes_(solver_.variable()) {
  require({yes_});
  choices_.resize(places.size());
  for (PlaceId id = 0; id < places.size(); ++id) add_choices_of(id);
  breaking_.resize(rulesets.size());
  for (std::size_t t = 0; t < rulesets.size(); ++t) {
    layouts_.push_back(std::make_unique<Layout>(rulesets[t]->table()));
    observers_.push_back(std::make_unique<Observer>(*rulesets[t], places, t));
    add_table(t);
  }
  ask_beforehand();
  sure_ = undecided(places).empty();
}

Witness::~Witness() = default;

// ------------------------------------------------------------------------------------- statements

Literal Witness::any_of(const std::vector<Literal>& any) {
  if (any.size() == 1) return any.front();
  const Literal result = solver_.variable();
  std::vector<Literal> clause{-result};
  for (const Literal each : any) {
    clause.push_back(each);
    require({-each, result});
  }
  solver_.require(clause);
  return result;
}

Literal Witness::all_of(const std::vector<Literal>& all) {
  std::vector<Literal> none;
  none.reserve(all.size());
  for (const Literal each : all) none.push_back(-each);
  return -any_of(none);
}

/// Just one choice a place; and something is there only in what is there.
void Witness::add_choices_of(PlaceId id) {
  const Place& place = places_[id];
  std::vector<Literal>& mine = choices_[id];
  for (std::size_t i = 0; i < place.choices.size(); ++i) mine.push_back(solver_.variable());
  solver_.require(mine);
  Literal before = 0;  // one of those so far
  for (const Literal each : mine) {
    if (before != 0) {
      require({-before, -each});
      const Literal next = solver_.variable();
      require({-before, next});
      require({-each, next});
      before = next;
    } else {
      before = each;
    }
  }
  if (place.parent == no_place) return;
  const Place& around = places_[place.parent];
  std::vector<Literal> holding;
  for (std::size_t i = 0; i < around.choices.size(); ++i)
    if (place.item ? around.choices[i].items > *place.item
                   : around.choices[i].kind == PlaceValue::Kind::object)
      holding.push_back(choices_[place.parent][i]);
  holding.push_back(mine[0]);
  solver_.require(holding);
  holding.pop_back();
  if (place.item)
    for (const Literal each : holding) require({-each, -mine[0]});
}

Literal Witness::there(PlaceId object) const {
  const auto& choices = places_[object].choices;
  for (std::size_t i = 0; i < choices.size(); ++i)
    if (choices[i].kind == PlaceValue::Kind::object) return choices_[object][i];
  return -yes_;
}

Literal Witness::ask(const Seen& seen) {
  const auto [at, is_new] = asked_.try_emplace(seen);
  if (!is_new) return at->second.literal;
  at->second.literal = solver_.variable();
  const std::set<PlaceId> support = support_of(seen);
  at->second.support.assign(support.begin(), support.end());
  if (const auto other = same_before(seen)) {
    const Literal both = asked_.at(*other).literal;
    require({-at->second.literal, both});
    require({at->second.literal, -both});
  }
  return at->second.literal;
}

// ----------------------------------------------------------------------------------------- tables

void Witness::add_table(std::size_t t) {
  error_sources_.emplace_back();
  warning_sources_.emplace_back();
  for (PlaceId id = 0; id < places_.size(); ++id)
    if (places_[id].root == Place::Root::payload && places_.block(id, t) != table::none)
      note_breaking(t, id);
  for (PlaceId id = 0; id < places_.size(); ++id) {
    const Place& place = places_[id];
    if (place.root == Place::Root::payload && places_.block(id, t) != table::none)
      add_object(t, id);
    if (place.root == Place::Root::payload || place.root == Place::Root::params) add_told(t, id);
  }
  for (const Severity severity : {Severity::error, Severity::warning}) {
    auto& sources = (severity == Severity::error ? error_sources_ : warning_sources_)[t];
    Rules rules;
    std::vector<Literal> all;
    for (const auto& [name, literals] : sources) {
      rules.emplace(name, any_of(literals));
      all.push_back(rules.at(name));
    }
    all.push_back(-yes_);
    (severity == Severity::error ? refused_ : warned_).push_back(any_of(all));
    (severity == Severity::error ? errors_ : warnings_).push_back(std::move(rules));
  }
}

void Witness::add_source(std::size_t t, ReportId report, Literal speaks) {
  const DecisionTable& table = *places_.tables()[t];
  const table::Report& said = table.reports[report];
  const Severity severity = said.told.value_or(said.severity);
  if (severity != Severity::error && severity != Severity::warning) return;
  auto& sources = (severity == Severity::error ? error_sources_ : warning_sources_)[t];
  sources['#' + std::string(table.text(said.rule))].push_back(speaks);
}

void Witness::add_told(std::size_t t, PlaceId place) {
  const std::string name = '.' + places_[place].path;
  error_sources_[t][name].push_back(ask({t, Seen::Kind::error, place, 0}));
  warning_sources_[t][name].push_back(ask({t, Seen::Kind::warning, place, 0}));
}

void Witness::add_object(std::size_t t, PlaceId object) {
  const DecisionTable& table = *places_.tables()[t];
  const table::Block& block = table.blocks[places_.block(object, t)];
  add_group(t, object, block.always, yes_);
  if (block.selector == table::none) return;
  std::vector<Literal> one{-there(object)};
  for (Index i = 0; i < block.groups.count; ++i) {
    const Literal gate = ask({t, Seen::Kind::group, object, i});
    for (std::size_t other = 1; other < one.size(); ++other) require({-one[other], -gate});
    one.push_back(gate);
    add_group(t, object, table.groups[block.groups[i]], gate);
  }
  solver_.require(one);
}

void Witness::add_group(std::size_t t, PlaceId object, const table::Group& group, Literal gate) {
  const DecisionTable& table = *places_.tables()[t];
  const std::uint32_t fields = table.blocks[places_.block(object, t)].fields.count;
  for (Index i = 0; i < group.required_reports.count; ++i) {
    const table::RequiredField& required = table.required_fields[group.required_reports.first + i];
    std::vector<Literal> all{there(object), gate, -ask({t, Seen::Kind::bit, object, required.bit})};
    if (required.bit < fields)
      all.push_back(-ask({t, Seen::Kind::null_is_fine, object, required.bit}));
    add_source(t, required.report, all_of(all));
  }
  for (const RowId row : group.rows) {
    std::vector<Literal> all{there(object), gate};
    for (const RowBit& part : bits_of(table, row)) {
      const Literal bit = ask({t, Seen::Kind::bit, object, part.bit});
      all.push_back(part.holds ? bit : -bit);
    }
    if (table.rows[row].missing)
      all.push_back(-ask({t, Seen::Kind::misses_nothing, object, row.number()}));
    add_source(t, table.rows[row].report, all_of(all));
  }
}

// ---------------------------------------------------------------------------------------- answers

bool Witness::see(const Seen& seen) {
  Observer& observer = *observers_[seen.table];
  switch (seen.kind) {
    case Seen::Kind::bit:
      return observer.fact(seen.place, seen.number);
    case Seen::Kind::misses_nothing:
      return observer.misses_nothing(seen.place, RowId{seen.number});
    case Seen::Kind::null_is_fine:
      return observer.null_is_fine(seen.place, static_cast<std::uint16_t>(seen.number));
    case Seen::Kind::group:
      return observer.group(seen.place) == seen.number;
    case Seen::Kind::error:
      return observer.told_of_value(seen.place, Severity::error);
    case Seen::Kind::warning:
      return observer.told_of_value(seen.place, Severity::warning);
  }
  return false;
}

void Witness::learn(const Seen& seen, const Asked& asked, const Assignment& at) {
  Lemma lemma{{}, seen, see(seen)};
  std::vector<Literal> clause{lemma.holds ? asked.literal : -asked.literal};
  for (const PlaceId place : asked.support) {
    if (places_[place].choices.size() < 2) continue;
    lemma.where.emplace_back(place, at[place]);
    clause.push_back(-choices_[place][at[place]]);
  }
  solver_.require(clause);
  lemmas_.push_back(std::move(lemma));
}

namespace {

bool is_of_value(Seen::Kind kind) {
  return kind == Seen::Kind::error || kind == Seen::Kind::warning;
}

}  // namespace

/// What hangs on one value, for each of its values.
void Witness::ask_beforehand() {
  std::map<PlaceId, std::vector<std::pair<const Seen*, const Asked*>>> by_value;
  for (const auto& [seen, asked] : asked_) {
    // The innermost; all others have to be around it.
    PlaceId innermost = seen.place;
    std::set<PlaceId> around;
    for (const PlaceId place : asked.support) {
      std::set<PlaceId> of;
      places_.add_around(place, of);
      if (of.size() > around.size()) {
        around = std::move(of);
        innermost = place;
      }
    }
    const bool one =
        std::ranges::all_of(asked.support, [&](PlaceId place) { return around.contains(place); });
    if (one && around.contains(seen.place)) by_value[innermost].emplace_back(&seen, &asked);
  }
  for (const auto& [value, all] : by_value)
    for (std::size_t choice = 0; choice < places_[value].choices.size(); ++choice) {
      Assignment at = places_.nothing();
      if (choice == 0 && places_[value].parent != no_place) {
        const PlaceId around = places_[value].parent;
        if (places_[value].item || !places_.opened(around)) continue;
        places_.put(at, around, *places_.opened(around));
      } else {
        places_.put(at, value, choice);
      }
      for (const auto& observer : observers_) observer->judge(at);
      for (const auto& [seen, asked] : all) {
        if (!is_of_value(seen->kind) && !observers_[seen->table]->is_there(seen->place)) continue;
        learn(*seen, *asked, at);
      }
    }
}

/// All that may stand at these places together, as far as that is not too much.
void Witness::each_of(const std::vector<PlaceId>& support, std::size_t from, Assignment& at,
                      std::vector<Assignment>& to) const {
  if (to.size() > max_combinations) return;
  if (from == support.size()) {
    to.push_back(at);
    return;
  }
  const PlaceId id = support[from];
  const Place& place = places_[id];
  const std::size_t before = at[id];
  bool open = place.parent == no_place, needed = false;
  if (!open) {
    const PlaceValue& around = places_[place.parent].choices[at[place.parent]];
    open = place.item ? around.items > *place.item : around.kind == PlaceValue::Kind::object;
    needed = open && place.item.has_value();
  }
  for (std::size_t choice = needed ? 1 : 0; choice < (open ? place.choices.size() : 1); ++choice) {
    at[id] = choice;
    each_of(support, from + 1, at, to);
  }
  at[id] = before;
}

void Witness::ask_all_of(const std::vector<PlaceId>& support) {
  std::vector<Assignment> all;
  Assignment at = places_.nothing();
  each_of(support, 0, at, all);
  if (all.size() > max_combinations) return;
  for (const Assignment& each : all) {
    for (const auto& observer : observers_) observer->judge(each);
    for (const auto& [seen, asked] : asked_)
      if (asked.support == support &&
          (is_of_value(seen.kind) || observers_[seen.table]->is_there(seen.place)))
        learn(seen, asked, each);
  }
}

Witness::Answer Witness::find(std::span<const Literal> assumed,
                              const std::function<bool(const Assignment&)>& wanted) {
  bool sure = sure_;
  for (std::size_t tries = 0; tries < max_tries; ++tries) {
    if (!solver_.satisfiable(assumed)) return sure ? Answer::none : Answer::unknown;
    Assignment at(places_.size(), 0);
    for (PlaceId id = 0; id < places_.size(); ++id)
      for (std::size_t i = 0; i < choices_[id].size(); ++i)
        if (solver_.holds(choices_[id][i])) at[id] = i;
    std::vector<bool> claimed;
    for (const auto& [seen, asked] : asked_) claimed.push_back(solver_.holds(asked.literal));
    std::vector<bool> refused;
    for (const Literal literal : refused_) refused.push_back(solver_.holds(literal));

    for (const auto& observer : observers_) observer->judge(at);
    if (wanted && wanted(at)) {
      example_ = std::move(at);
      return Answer::found;
    }
    bool agreed = true;
    std::set<const std::vector<PlaceId>*> wrong;
    std::size_t number = 0;
    for (const auto& [seen, asked] : asked_) {
      const bool claim = claimed[number++];
      const bool counts = is_of_value(seen.kind) || observers_[seen.table]->is_there(seen.place);
      if (!counts || see(seen) == claim) continue;
      agreed = false;
      learn(seen, asked, at);
      wrong.insert(&asked.support);
    }
    for (const std::vector<PlaceId>* support : wrong)
      if (++wrong_[*support] == few_guesses) ask_all_of(*support);
    if (!agreed) continue;
    for (std::size_t t = 0; t < observers_.size(); ++t)
      agreed = agreed && (observers_[t]->verdict() == Verdict::invalid) == refused[t];
    if (agreed) {
      example_ = std::move(at);
      return Answer::found;
    }
    // The table's rows are not all that there is to it: this record is left aside, and with it the
    // claim that there is none.
    sure = false;
    std::vector<Literal> other;
    for (PlaceId id = 0; id < places_.size(); ++id) other.push_back(-choices_[id][at[id]]);
    solver_.require(other);
  }
  return Answer::unknown;
}

}  // namespace leadlint::analyze
