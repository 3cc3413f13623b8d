// What holds between values: `cases`, `pairs`, `transitions`. See read_parts.h.
// Tests: tests/parse_test.cpp.
#include <algorithm>
#include <utility>

#include "parse/keys.h"
#include "parse/overlay.h"
#include "parse/read_parts.h"
#include "parse/wording.h"

namespace leadlint::parse {
namespace {

using model::Cases;
using model::Outcome;
using model::Pairs;
using model::RowKey;
using model::Transitions;

/// Fills in what the outcome is silent about.
void inherit_because(Outcome& outcome, const Outcome& from) {
  if (!outcome.because.empty()) return;
  outcome.because = from.because;
  outcome.derived = outcome.derived || from.derived;
}
void inherit(Outcome& outcome, const Outcome& from) {
  inherit_because(outcome, from);
  if (outcome.message.empty()) outcome.message = from.message;
}

/// `cases`, then `cases-2`: tables without an id are told apart by their number.
template <class T>
void name_and_add(Reader& reader, const Value& value, T read, std::vector<T>& list) {
  const YamlEntry* id = value->find("id");
  const auto taken = [&list](const std::string& name) {
    return std::ranges::find(list, name, &T::id) != list.end();
  };
  if (id && taken(read.id))
    reader.log.add(Code::duplicate_id, id->value->range,
                   "there is " + in_quotes(read.id) + " here already");
  const std::string stem = read.id;
  for (int number = 2; !id && taken(read.id); ++number)
    read.id = stem + "-" + std::to_string(number);
  list.push_back(std::move(read));
}

/// `told`: one of its keys is unknown, and may be what is missing here.
bool has_keys(Reader& reader, const Value& value, std::string_view what,
              std::initializer_list<std::string_view> keys, bool told) {
  bool complete = true;
  for (const std::string_view key : keys) {
    if (value->find(key)) continue;
    complete = false;
    if (told) continue;  // it may be what is misspelt
    reader.log.add(Code::missing_key, value->range,
                   std::string(what) + " has the key `" + std::string(key) + "`");
  }
  return complete;
}

template <class T, std::string T::*member>
void read_id(Reader& reader, const Value& value, T& out) {
  if (is_good_id(reader, value)) out.*member = value->text;
}

/// What a row goes by, as written: finish_tables makes of it what it means.
RowKey row_key(const Reader& reader, const YamlEntry& entry) {
  return {reader.key_scalar(entry), false, entry.key_plain, entry.taken_back};
}

// ------------------------------------------------------------------------------------------- cases

constexpr Key<Cases::Row> case_row_table[] = {
    {"require", [](Reader& r, const Value& v, Cases::Row& out) { out.require = r.paths(v); }},
    {"fill", [](Reader& r, const Value& v, Cases::Row& out) { out.fill = r.paths(v); }},
    {"optional", [](Reader& r, const Value& v, Cases::Row& out) { out.optional = r.paths(v); }},
};

constexpr auto& row_outcome_keys = outcome_keys_of<Cases::Row, &Cases::Row::outcome>;

void read_case_rows(Reader& reader, const Value& value, std::vector<Cases::Row>& rows) {
  if (!is_map_of(reader, *value.node, "`table`")) return;
  for (const YamlEntry& entry : value->entries) {
    Cases::Row row;
    row.key = row_key(reader, entry);
    row.outcome = default_outcome(reader, Severity::error, entry.key_range);
    const Value keys = reader.value(entry.value);
    if (keys.left_out) continue;
    for (const YamlEntry& key : keys->entries)
      if (key.value->is_null() && !key.value->written)
        reader.log.add(
            Code::missing_key, key.key_range,
            "nothing stands behind " + in_quotes(key.key) + ": a row is taken as a whole");
    if (keys->is_scalar())
      reader.bad_value(
          keys, "a row is a map of keys: `" + entry.key + ": {require: " + keys->text + "}`");
    else if (is_map_of(reader, *keys.node, "a row"))
      read_map<Cases::Row>(reader, *keys.node, "a row of cases", {case_row_table, row_outcome_keys},
                           row);
    rows.push_back(std::move(row));
  }
}

/// A table while it is read; `own` holds what stands beside `table`, the default of rows.
struct CasesTarget {
  Cases cases;
  Outcome own;
};

constexpr Key<CasesTarget> cases_table[] = {
    {"field",
     [](Reader& r, const Value& v, CasesTarget& out) {
       if (auto path = r.path(v)) out.cases.field = std::move(*path);
     }},
    {"when", [](Reader& r, const Value& v, CasesTarget& out) { out.cases.when = r.condition(v); }},
    {"id", [](Reader& r, const Value& v,
              CasesTarget& out) { read_id<Cases, &Cases::id>(r, v, out.cases); }},
    {"elsewhere", [](Reader& r, const Value& v,
                     CasesTarget& out) { read_outcome(r, v, "`elsewhere`", out.cases.elsewhere); }},
    {"table",
     [](Reader& r, const Value& v, CasesTarget& out) { read_case_rows(r, v, out.cases.rows); }},
    {"because", read_in<read_because, &CasesTarget::own, CasesTarget>},
    {"derived", read_in<read_derived, &CasesTarget::own, CasesTarget>},
};

// ------------------------------------------------------------------------------------------- pairs

/// A row that is `none` takes an inherited one back; where none is inherited it has come as far as
/// here.
void complain_of_none(Reader& reader, const YamlEntry& row) {
  reader.bad_value(*row.value, "`none` takes an inherited row back, and no row for " +
                                   in_quotes(row.key) +
                                   " is inherited; for a row of nothing write [], for the text "
                                   "\"none\"");
}

/// The rows of a table of `fields` fields, `before` the row of its first ones.
class PairRowReader {
 public:
  PairRowReader(Reader& reader, std::size_t fields, std::vector<Pairs::Row>& rows)
      : reader_(reader), fields_(fields), rows_(rows) {}

  void read(const Value& table) {
    if (is_map_of(reader_, *table.node, "`table`")) read(table, {});
  }

 private:
  void read(const Value& table, const std::vector<RowKey>& before) {
    for (const YamlEntry& entry : table->entries) {
      const Value below = reader_.value(entry.value);
      if (below.left_out) continue;
      if (is_none(*below.node)) {
        complain_of_none(reader_, entry);
        continue;
      }
      std::vector<RowKey> keys = before;
      keys.push_back(row_key(reader_, entry));
      if (keys.size() + 1 == fields_)
        read_list(below, std::move(keys), entry.key_range);
      else
        read_inner(below, std::move(keys), entry);
    }
  }

  void read_list(const Value& list, std::vector<RowKey> keys, const SourceRange& range) {
    Pairs::Row row{std::move(keys), {}, range.start};
    if (list->is_sequence()) warn_of_mixed_kinds(reader_, list);
    if (!list->is_null()) row.goes = reader_.scalars(list, "a value of a pair");
    rows_.push_back(std::move(row));
  }

  void read_inner(const Value& inner, std::vector<RowKey> keys, const YamlEntry& entry) {
    const bool nothing = inner->is_null() || (inner->is_sequence() && inner->items.empty());
    if (nothing || (inner->is_map() && inner->entries.empty())) {
      rows_.push_back({std::move(keys), {}, entry.key_range.start});
    } else if (inner->is_map()) {
      read(inner, keys);
    } else {
      const bool last = keys.size() + 2 == fields_;
      reader_.bad_value(inner, "a table of " + std::to_string(fields_) +
                                   " fields has a row of the next one's values here: `" +
                                   entry.key + ": {VALUE: " + (last ? "[A, B]" : "{...}") +
                                   "}`; for none write []");
    }
  }

  Reader& reader_;
  std::size_t fields_;
  std::vector<Pairs::Row>& rows_;
};

/// A table while it is read: how many fields it is of is known before.
struct PairsTarget {
  Pairs pairs;
  std::size_t fields = 2;
};
struct AlsoTarget {
  Pairs::Also also;
  std::size_t fields = 2;
};

Outcome& outcome_of_also(AlsoTarget& target) { return target.also.outcome; }

constexpr Key<AlsoTarget> pairs_also_table[] = {
    {"table", [](Reader& r, const Value& v,
                 AlsoTarget& out) { PairRowReader(r, out.fields, out.also.rows).read(v); }},
};

constexpr auto& also_outcome_keys = outcome_keys_of<AlsoTarget, outcome_of_also>;

void read_pairs_also(Reader& reader, const Value& value, PairsTarget& out) {
  for (const Value& item : reader.items(value)) {
    if (!is_map_of(reader, *item.node, "an entry of `also`")) continue;
    AlsoTarget target;
    target.fields = out.fields;
    target.also.outcome = default_outcome(reader, Severity::error, item->range);
    read_map<AlsoTarget>(reader, *item.node, "an entry of `also`",
                         {pairs_also_table, also_outcome_keys}, target);
    static_cast<void>(
        has_keys(reader, item, "an entry of `also`", {"table"},
                 has_unknown_key<AlsoTarget>(*item.node, {pairs_also_table, also_outcome_keys})));
    out.pairs.also.push_back(std::move(target.also));
  }
}

void read_pair_fields(Reader& reader, const Value& value, PairsTarget& out) {
  const std::size_t before = reader.log.count();
  std::vector<model::Path> paths = reader.paths(value);
  if (reader.log.count() != before) return;
  if (paths.size() < 2)
    return reader.bad_value(*value.node, "`fields` names two or more, `[status, detail]`, not " +
                                             std::to_string(paths.size()));
  out.pairs.fields = std::move(paths);
}

Outcome& outcome_of_pairs(PairsTarget& target) { return target.pairs.outcome; }

constexpr Key<PairsTarget> pairs_table[] = {
    {"fields", read_pair_fields},
    {"when", [](Reader& r, const Value& v, PairsTarget& out) { out.pairs.when = r.condition(v); }},
    {"table", [](Reader& r, const Value& v,
                 PairsTarget& out) { PairRowReader(r, out.fields, out.pairs.rows).read(v); }},
    {"open", [](Reader& r, const Value& v,
                PairsTarget& out) { out.pairs.open = r.boolean(v).value_or(false); }},
    {"unlisted", [](Reader& r, const Value& v,
                    PairsTarget& out) { read_outcome(r, v, "`unlisted`", out.pairs.unlisted); }},
    {"left_out", [](Reader& r, const Value& v,
                    PairsTarget& out) { read_outcome(r, v, "`left_out`", out.pairs.left_out); }},
    {"also", read_pairs_also},
    {"id", [](Reader& r, const Value& v,
              PairsTarget& out) { read_id<Pairs, &Pairs::id>(r, v, out.pairs); }},
};

constexpr auto& pairs_outcome_keys = outcome_keys_of<PairsTarget, outcome_of_pairs>;

std::size_t number_of_fields(Reader& reader, const YamlNode& table) {
  const YamlEntry* fields = table.find("fields");
  if (fields == nullptr) return 2;
  const Value list = reader.value(fields->value);
  return list->is_sequence() ? std::max<std::size_t>(2, list->items.size()) : 2;
}

// ------------------------------------------------------------------------------------- transitions

/// A set while it is read; `own` holds what stands beside its parts, which they have where they say
/// nothing else.
struct TransitionsTarget {
  Transitions transitions;
  Outcome own;
  bool severity_given = false;
  std::vector<const Outcome*> with_severity;  // parts that say one
};

void read_moves(Reader& reader, const Value& value, std::vector<Transitions::Move>& moves) {
  if (!value->is_map()) {
    reader.bad_value(*value.node,
                     "expected a map of statuses: `{OPEN: [WON, LOST], any: [DELETED]}`");
    return;
  }
  for (const YamlEntry& entry : value->entries) {
    const Value to = reader.value(entry.value);
    if (to.left_out) continue;
    if (is_none(*to.node)) {
      complain_of_none(reader, entry);
      continue;
    }
    Transitions::Move move;
    if (entry.key != "any" || !entry.key_plain) move.from = row_key(reader, entry);
    if (!to->is_null()) move.to = reader.scalars(to, "a status");
    moves.push_back(std::move(move));
  }
}

/// What `{is: ..., severity: ...}` around a list or a map of moves says, and what it is around.
Value unwrapped(Reader& reader, const Value& value, Outcome& outcome, TransitionsTarget& set) {
  outcome.where = value->range.start;
  if (value->find("is") && value->find("severity")) set.with_severity.push_back(&outcome);
  const YamlEntry* is = value->find("is");
  if (!is) return value;
  YamlNode rest = *value.node;
  std::erase_if(rest.entries, [](const YamlEntry& entry) { return entry.key == "is"; });
  read_map<Outcome>(reader, rest, "the long form of `is`", {outcome_keys}, outcome);
  return reader.value(is->value);
}

void read_statuses(Reader& reader, const Value& value, std::vector<model::Scalar>& statuses,
                   Outcome& outcome, TransitionsTarget& set) {
  const Value list = unwrapped(reader, value, outcome, set);
  if (!list.left_out && !list->is_null()) statuses = reader.scalars(list, "a status");
}

constexpr Key<TransitionsTarget> transitions_table[] = {
    {"id",
     [](Reader& r, const Value& v, TransitionsTarget& out) {
       read_id<Transitions, &Transitions::id>(r, v, out.transitions);
     }},
    {"field",
     [](Reader& r, const Value& v, TransitionsTarget& out) { out.transitions.field = r.path(v); }},
    {"history", [](Reader& r, const Value& v,
                   TransitionsTarget& out) { out.transitions.history = r.path(v); }},
    {"when", [](Reader& r, const Value& v,
                TransitionsTarget& out) { out.transitions.when = r.condition(v); }},
    {"allow",
     [](Reader& r, const Value& v, TransitionsTarget& out) {
       const Value moves = unwrapped(r, v, out.transitions.allow_outcome, out);
       if (moves.left_out) return;
       read_moves(r, moves, out.transitions.allow);
       out.transitions.has_allow = true;
     }},
    {"deny",
     [](Reader& r, const Value& v, TransitionsTarget& out) {
       const Value moves = unwrapped(r, v, out.transitions.deny_outcome, out);
       if (!moves.left_out) read_moves(r, moves, out.transitions.deny);
     }},
    {"final",
     [](Reader& r, const Value& v, TransitionsTarget& out) {
       read_statuses(r, v, out.transitions.final_statuses, out.transitions.final_outcome, out);
     }},
    {"initial",
     [](Reader& r, const Value& v, TransitionsTarget& out) {
       read_statuses(r, v, out.transitions.initial_statuses, out.transitions.initial_outcome, out);
       out.transitions.has_initial = true;
     }},
    {"severity",
     [](Reader& r, const Value& v, TransitionsTarget& out) {
       read_severity(r, v, out.own);
       out.severity_given = true;
     }},
    {"code", read_in<read_code, &TransitionsTarget::own, TransitionsTarget>},
    {"because", read_in<read_because, &TransitionsTarget::own, TransitionsTarget>},
    {"derived", read_in<read_derived, &TransitionsTarget::own, TransitionsTarget>},
    {"message", read_in<read_message, &TransitionsTarget::own, TransitionsTarget>},
};

void read_transition_set(Reader& reader, const Value& value, model::Block& block) {
  if (!is_map_of(reader, *value.node, "`transitions`")) return;
  TransitionsTarget target;
  Transitions& read = target.transitions;
  read.where = value->range.start;
  target.own = default_outcome(reader, Severity::error, value->range);
  const std::initializer_list<Outcome*> parts = {&read.allow_outcome, &read.deny_outcome,
                                                 &read.final_outcome, &read.initial_outcome};
  for (Outcome* outcome : parts) *outcome = target.own;
  read_map<TransitionsTarget>(reader, *value.node, "`transitions`", {transitions_table}, target);
  for (Outcome* outcome : parts) {
    inherit(*outcome, target.own);
    if (!outcome->code) outcome->code = target.own.code;
    if (target.severity_given &&
        std::ranges::find(target.with_severity, outcome) == target.with_severity.end())
      outcome->severity = target.own.severity;
  }
  name_and_add(reader, value, std::move(read), block.transitions);
}

}  // namespace

void read_cases(Reader& reader, const Value& value, model::Block& block) {
  const bool by_field = value->is_map() && !value->find("field") && !value->find("table") &&
                        value->entries.size() == 1;
  if (by_field && value->entries.front().value->is_map())
    return reader.bad_value(value, "`cases` is a list of tables: `- {field: " +
                                       value->entries.front().key + ", table: {...}}`");

  for (const Value& item : reader.items(value)) {
    if (!is_map_of(reader, *item.node, "a table of `cases`")) continue;
    CasesTarget target;
    target.cases.where = item->range.start;
    target.cases.elsewhere = default_outcome(reader, Severity::error, item->range);
    read_map<CasesTarget>(reader, *item.node, "a table of cases", {cases_table}, target);
    inherit(target.cases.elsewhere, target.own);
    for (Cases::Row& row : target.cases.rows) inherit(row.outcome, target.own);
    if (has_keys(reader, item, "a table of cases", {"field", "table"},
                 has_unknown_key<CasesTarget>(*item.node, {cases_table})))
      name_and_add(reader, item, std::move(target.cases), block.cases);
  }
}

void read_pairs(Reader& reader, const Value& value, model::Block& block) {
  for (const Value& item : reader.items(value)) {
    if (!is_map_of(reader, *item.node, "a table of `pairs`")) continue;
    PairsTarget target;
    Pairs& pairs = target.pairs;
    target.fields = number_of_fields(reader, *item.node);
    pairs.where = item->range.start;
    pairs.outcome = default_outcome(reader, Severity::error, item->range);
    // Said only where the rule file asks for it; then an error unless it says otherwise.
    pairs.unlisted = pairs.left_out = default_outcome(reader, Severity::error, item->range);
    if (!item->find("unlisted")) pairs.unlisted.severity = Severity::off;
    if (!item->find("left_out")) pairs.left_out.severity = Severity::off;
    read_map<PairsTarget>(reader, *item.node, "a table of pairs", {pairs_table, pairs_outcome_keys},
                          target);
    // (One of the two may be inherited.)
    const YamlEntry *open = item->find("open"), *when = item->find("when");
    if (open && when && open->key_range.start.file == when->key_range.start.file)
      reader.log.add(Code::bad_value, open->key_range,
                     "a table under `when` gives its fields no lists of values in any case: take "
                     "`open` away");
    inherit_because(pairs.unlisted, pairs.outcome);
    inherit_because(pairs.left_out, pairs.outcome);
    for (Pairs::Also& also : pairs.also) inherit_because(also.outcome, pairs.outcome);
    const bool told = has_unknown_key<PairsTarget>(*item.node, {pairs_table, pairs_outcome_keys});
    if (has_keys(reader, item, "a table of pairs", {"fields", "table"}, told) &&
        !pairs.fields.empty())
      name_and_add(reader, item, std::move(pairs), block.pairs);
  }
}

void read_transitions(Reader& reader, const Value& value, model::Block& block) {
  for (const Value& item : reader.items(value)) read_transition_set(reader, item, block);
}

std::vector<std::string> cases_key_names() { return names_of<CasesTarget>({cases_table}); }
std::vector<std::string> case_row_key_names() {
  return names_of<Cases::Row>({case_row_table, row_outcome_keys});
}
std::vector<std::string> pairs_key_names() {
  return names_of<PairsTarget>({pairs_table, pairs_outcome_keys});
}
std::vector<std::string> pairs_also_key_names() {
  return names_of<AlsoTarget>({pairs_also_table, also_outcome_keys});
}
std::vector<std::string> transitions_key_names() {
  return names_of<TransitionsTarget>({transitions_table});
}

}  // namespace leadlint::parse
