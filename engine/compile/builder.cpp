// Appends to a decision table what others share: texts, reports, value sets, formats.
#include "compile/builder.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "compile/automaton.h"
#include "compile/compile.h"
#include "compile/date_time.h"
#include "compile/format_messages.h"
#include "fast/name_hash.h"
#include "model/limits.h"
#include "model/scalars.h"
#include "text/fold_case.h"

namespace leadlint::compile {

static_assert(max_names <= fast::max_hashed_names);

std::string literal_text(const model::Scalar& scalar) { return model::spelling_of(scalar); }

table::Kinds kind_of(const model::Scalar& scalar) {
  if (std::holds_alternative<std::int64_t>(scalar.value)) return table::k_integer;
  if (std::holds_alternative<model::Number>(scalar.value)) return table::k_number;
  if (std::holds_alternative<bool>(scalar.value)) return table::k_boolean;
  return std::holds_alternative<std::monostate>(scalar.value) ? table::k_null : table::k_string;
}

namespace {

/// What tells a list of values from another with the same names.
std::string how_met(const std::vector<Listed>& values) {
  std::string how;
  for (const Listed& value : values) {
    how += value.ignore_case ? 'i' : 'e';
    if (value.moment.known)
      how += fmt::format("{} {} {} {} {}", static_cast<int>(value.moment.kind), value.moment.days,
                         value.moment.seconds, value.moment.nanoseconds, value.moment.offset);
    how += ';';
  }
  return how;
}

}  // namespace

table::Text Builder::text(std::string_view value) {
  if (value.empty()) return {};
  const auto [at, is_new] = texts_.try_emplace(std::string{value});
  if (is_new) {
    at->second = {static_cast<std::uint32_t>(out.pool.size()),
                  static_cast<std::uint32_t>(value.size())};
    out.pool += value;
  }
  return at->second;
}

table::ReportId Builder::report(Code code, Severity severity, const Said& said) {
  table::Report made;
  made.code = code;
  made.severity = severity;
  made.rule = text(said.rule);
  made.because = text(said.because);
  made.derived = said.derived && !said.because.empty();
  made.wording = wording(said);
  if (said.where.line != 0 && said.where.file < rules_.files.size()) {
    made.file = text(rules_.files[said.where.file].path);
    made.line = said.where.line;
  }
  return out.reports.add(made);
}

table::WordingId Builder::wording(const Said& said) {
  const auto [at, is_new] = wordings_.try_emplace(
      std::tuple{said.message, said.words, said.when, said.expected, said.members, said.allowed,
                 said.catalog, said.calculation, said.block, said.defaults},
      out.wordings.next());
  if (!is_new) return at->second;
  const table::Span defaults{static_cast<Index>(out.ref_ids.size()),
                             static_cast<Index>(said.defaults.size())};
  out.ref_ids.insert(out.ref_ids.end(), said.defaults.begin(), said.defaults.end());
  out.wordings.push_back({text(said.message), text(said.words), text(said.when),
                          text(said.expected), report_names(said.members),
                          report_names(said.allowed), said.catalog, said.calculation, said.block,
                          said.defaults.empty() ? table::Span{} : defaults});
  return at->second;
}

table::Span Builder::report_names(const std::vector<std::string>& names) {
  if (names.empty()) return {};
  const auto [at, is_new] = report_names_.try_emplace(
      names,
      table::Span{static_cast<Index>(out.report_names.size()), static_cast<Index>(names.size())});
  if (is_new)
    for (const std::string& name : names) out.report_names.push_back(text(name));
  return at->second;
}

table::NameHash Builder::name_hash(const std::vector<std::string>& names) {
  if (names.size() > max_names)
    limit_passed(
        model::worded("a list of {} names; at most {} are possible", names.size(), max_names), {});
  table::Span span{static_cast<Index>(out.names.size()), static_cast<Index>(names.size())};
  for (const std::string& name : names) out.names.push_back(text(name));
  return fast::make_name_hash(out, span);
}

table::ValueSetId Builder::value_set(const std::vector<model::Scalar>& values, bool ignore_case) {
  std::vector<Listed> listed;
  std::set<std::string> known;  // what `stands_for` tells apart; lists are long and many
  for (const model::Scalar& value : values) {
    const bool text = kind_of(value) == table::k_string;
    std::string key = text && ignore_case ? fold_case(literal_text(value)) : literal_text(value);
    key += text ? 't' : model::is_number(value) ? 'n' : 'w';
    if (known.insert(std::move(key)).second) listed.push_back({value, ignore_case, {}});
  }
  return value_set(listed);
}

table::ValueSetId Builder::value_set(const std::vector<Listed>& values) {
  table::ValueSet set;
  set.kinds = 0;
  for (const Listed& value : values) set.kinds |= kind_of(value.value);
  if (set.kinds == 0) set.kinds = table::k_string;
  std::vector<std::string> names, folded;
  std::string key = fmt::format("{} {}", set.kinds, how_met(values));
  for (const Listed& value : values) {
    const bool text = kind_of(value.value) == table::k_string;
    std::string name = literal_text(value.value);
    if (set.is_mixed() && !text) name.insert(0, 1, table::no_text_mark);
    // (A name that no text has keeps the place of one that has just its own case.)
    const bool folds = text && value.ignore_case;
    folded.push_back(folds ? fold_case(name)
                           : fmt::format("{0}{0}{1}", table::no_text_mark, folded.size()));
    set.ignore_case = set.ignore_case || folds;
    key += fmt::format("{}:{}", name.size(), name);
    names.push_back(std::move(name));
  }
  const auto [at, is_new] = value_sets_.try_emplace(key, none);
  if (!is_new) return at->second;
  set.hash = name_hash(names);
  if (set.ignore_case) set.folded = name_hash(folded);
  const auto is_moment = [](const Listed& value) { return value.moment.known; };
  if (std::any_of(values.begin(), values.end(), is_moment)) {
    set.moments = static_cast<Index>(out.moments.size());
    for (const Listed& value : values) out.moments.push_back(value.moment);
  }
  return at->second = out.value_sets.add(set);
}

table::Moment table_moment(const model::Moment& moment) {
  using Kind = model::Moment::Kind;
  const auto kind = [&moment] {
    switch (moment.kind) {
      case Kind::time:
        return table::TimeKind::time;
      case Kind::local:
        return table::TimeKind::local;
      case Kind::instant:
        return table::TimeKind::instant;
      case Kind::month:
        return table::TimeKind::month;
      case Kind::date:
        break;
    }
    return table::TimeKind::date;
  };
  return {true, kind(), moment.days, moment.seconds, moment.nanoseconds, moment.offset};
}

Index Builder::moment(const model::Moment& moment) {
  const table::Moment made = table_moment(moment);
  const auto known = std::ranges::find(out.moments, made);
  if (known == out.moments.end()) {
    out.moments.push_back(made);
    return static_cast<Index>(out.moments.size() - 1);
  }
  return static_cast<Index>(known - out.moments.begin());
}

table::FormatId Builder::format(const model::RuleSet& rules, std::size_t index, bool any_case) {
  const model::Format& source = rules.formats[index];
  any_case = any_case && source.dates.empty();
  const auto [at, is_new] = formats_.try_emplace(std::tuple{&rules, index, any_case}, none);
  if (!is_new) return at->second;
  table::Format made;
  made.any_case = any_case;
  made.name = text(source.name);
  made.called = text(format_words(source));
  if (source.pattern) {
    made.kind = table::FormatKind::automaton;
    made.index = automaton(*source.pattern, any_case, source.where);
  } else if (!source.dates.empty()) {
    made.kind = table::FormatKind::date_time;
    made.alternatives = {static_cast<Index>(out.date_times.size()),
                         static_cast<Index>(source.dates.size())};
    for (const model::DatePattern& pattern : source.dates)
      out.date_times.push_back(add_date_time(out, pattern));
  } else {
    made.kind = table::FormatKind::values;
    std::vector<model::Scalar> values;
    for (const std::string& value : source.values) values.push_back({value, source.where});
    made.index = value_set(values, any_case).number();
  }
  return at->second = out.formats.add(made);
}

Index Builder::automaton(const model::Pattern& pattern, bool any_case,
                         model::SourceLocation where) {
  if (pattern_states_ > max_pattern_states_together) return 0;  // told
  const auto made = add_automaton(out, pattern, any_case);
  if (!made) limit_passed(made.error(), where);
  pattern_states_ += made ? out.automata[*made].states : max_pattern_states;
  if (pattern_states_ > max_pattern_states_together)
    limit_passed(
        fmt::format("the patterns up to here need automata of more than {} states together "
                    "(the limit on pattern states of a rule set)",
                    max_pattern_states_together),
        where);
  return made.value_or(0);
}

table::FormatId Builder::pattern_format(const model::PatternText& pattern, bool any_case,
                                        model::SourceLocation where) {
  table::Format made;
  made.any_case = any_case;
  made.name = text(pattern.text);
  made.index = automaton(pattern.pattern, any_case, where);
  return out.formats.add(made);
}

table::CatalogKeyId Builder::catalog_key(std::size_t number,
                                         const std::vector<std::size_t>& columns,
                                         const std::vector<bool>& any_case) {
  std::vector<std::uint16_t> ordinals;
  for (const std::size_t column : columns) ordinals.push_back(static_cast<std::uint16_t>(column));
  for (std::size_t i = 0; i < ordinals.size() && i < any_case.size(); ++i)
    if (any_case[i]) ordinals[i] |= table::folded_column;
  const table::CatalogId catalog{static_cast<Index>(number)};
  for (const table::CatalogKeyId id : out.catalog_keys.ids()) {
    const table::CatalogKey& key = out.catalog_keys[id];
    if (key.catalog == catalog && key.columns.count == ordinals.size() &&
        std::equal(ordinals.begin(), ordinals.end(),
                   out.catalog_columns.data() + key.columns.first))
      return id;
  }
  table::CatalogKey key;
  key.catalog = catalog;
  key.columns = {static_cast<Index>(out.catalog_columns.size()),
                 static_cast<Index>(ordinals.size())};
  out.catalog_columns.insert(out.catalog_columns.end(), ordinals.begin(), ordinals.end());
  return out.catalog_keys.add(key);
}

Index Builder::row_column(table::CatalogKeyId key, std::size_t column) {
  const auto is_this = [&](const table::RowColumn& known) {
    return known.key == key && known.column == column;
  };
  const auto at = std::ranges::find_if(out.row_columns, is_this);
  const auto index = static_cast<Index>(at - out.row_columns.begin());
  if (at == out.row_columns.end())
    out.row_columns.push_back({key, static_cast<std::uint16_t>(column)});
  return index;
}

void Builder::column_use(const table::ColumnUse& use) {
  if (std::ranges::find(out.column_uses, use) == out.column_uses.end())
    out.column_uses.push_back(use);
}

Index Builder::words(const std::vector<std::uint64_t>& values) {
  const auto first = static_cast<Index>(out.words.size());
  out.words.insert(out.words.end(), values.begin(), values.end());
  return first;
}

void Builder::limit_passed(model::Message message, model::SourceLocation where) {
  mistakes.add(Code::limit_exceeded, where, std::move(message));
}

}  // namespace leadlint::compile
