// Rules, cases, pairs and transitions of a dump. Tests: tests/golden/rules.show.expected.
#include <algorithm>

#include <fmt/format.h>

#include "model/condition_text.h"
#include "model/dump_writer.h"
#include "model/words.h"

namespace leadlint::model {
namespace {

std::string text_or_list(const std::vector<Path>& paths) {
  return paths.size() == 1 ? text_of(paths[0]) : text_of_list(paths);
}

void outcome_lines(DumpWriter& out, const Outcome& outcome) {
  if (outcome.severity != Severity::error) out.line("severity", severity_name(outcome.severity));
  if (outcome.code) out.line("code", code_name(*outcome.code));
  if (!outcome.message.empty()) out.line("message", text_of_string(outcome.message));
  if (!outcome.because.empty()) out.line("because", text_of_string(outcome.because));
  if (outcome.derived) out.line("derived", "true");
}

// `elsewhere: error`, with whatever else it says.
void outcome_line(DumpWriter& out, std::string_view key, const Outcome& outcome) {
  out.line(key, fmt::format("{}{}", severity_name(outcome.severity),
                            text_of_outcome(outcome, outcome.severity)));
}

/// What stands behind a verb of fields.
std::string text_of_targets(const Rule& rule) {
  if (rule.null_empties)
    return fmt::format("{{is: {}, null: empties}}", text_or_list(rule.targets));
  if (rule.verb == Verb::require_some)
    return fmt::format("{{of: {}, at_least: {}}}", text_of_list(rule.targets), rule.at_least);
  return text_or_list(rule.targets);
}

void dump_rule(DumpWriter& out, const Rule& rule) {
  out.item();
  out.nested([&] {
    out.line("id", rule.id);
    if (rule.when) out.line("when", text_of(*rule.when));
    if (rule.since) out.line("since", rule.since->text);
    if (rule.verb != Verb::assert_that) out.line(verb_row(rule.verb).name, text_of_targets(rule));
    for (const Condition& assertion : rule.assertions)
      out.line(verb_row(rule.verb).name, text_of(assertion));
    if (rule.at) out.line("at", text_of(*rule.at));
    outcome_lines(out, rule.outcome);
  });
}

void dump_case_row(DumpWriter& out, const Cases::Row& row) {
  std::string text;
  const auto add = [&text](std::string_view key, const std::vector<Path>& paths) {
    if (!paths.empty())
      text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", key, text_of_list(paths));
  };
  add("require", row.require);
  add("fill", row.fill);
  add("optional", row.optional);
  out.line(text_of(row.key), "{" + text + "}" + text_of_outcome(row.outcome));
}

void dump_cases(DumpWriter& out, const Cases& cases) {
  out.item();
  out.nested([&] {
    out.line("id", cases.id);
    out.line("field", text_of(cases.field));
    if (cases.when) out.line("when", text_of(*cases.when));
    outcome_line(out, "elsewhere", cases.elsewhere);
    out.inside("table", [&] {
      for (const Cases::Row& row : cases.rows) dump_case_row(out, row);
    });
  });
}

bool begins_with(const Pairs::Row& row, const std::vector<RowKey>& before) {
  return row.before.size() > before.size() &&
         std::equal(before.begin(), before.end(), row.before.begin(),
                    [](const RowKey& a, const RowKey& b) { return text_of(a) == text_of(b); });
}

/// The rows behind those values, as deep as they were written.
void dump_pair_rows(DumpWriter& out, const std::vector<Pairs::Row>& rows,
                    const std::vector<RowKey>& before) {
  for (const Pairs::Row& row : rows) {
    if (!begins_with(row, before) || row.before.size() != before.size() + 1) continue;
    const bool inner = std::any_of(rows.begin(), rows.end(), [&](const Pairs::Row& other) {
      return begins_with(other, row.before);
    });
    const std::string key = text_of(row.before.back());
    if (inner)
      out.inside(key, [&] { dump_pair_rows(out, rows, row.before); });
    else
      out.line(key, text_of_list(row.goes));
  }
}

void dump_pair_rows(DumpWriter& out, const std::vector<Pairs::Row>& rows) {
  out.inside("table", [&] { dump_pair_rows(out, rows, {}); });
}

void dump_pairs(DumpWriter& out, const Pairs& pairs) {
  out.item();
  out.nested([&] {
    out.line("id", pairs.id);
    out.line("fields", text_of_list(pairs.fields));
    if (pairs.when) out.line("when", text_of(*pairs.when));
    if (pairs.open) out.line("open", "true");
    dump_pair_rows(out, pairs.rows);
    outcome_lines(out, pairs.outcome);
    outcome_line(out, "unlisted", pairs.unlisted);
    outcome_line(out, "left_out", pairs.left_out);
    if (pairs.also.empty()) return;
    out.inside("also", [&] {
      for (const Pairs::Also& also : pairs.also) {
        out.item();
        out.nested([&] {
          out.line("severity", severity_name(also.outcome.severity));
          dump_pair_rows(out, also.rows);
        });
      }
    });
  });
}

void dump_moves(DumpWriter& out, std::string_view key,
                const std::vector<Transitions::Move>& moves) {
  out.inside(key, [&] {
    for (const Transitions::Move& move : moves)
      out.line(move.from ? text_of(*move.from) : "any", text_of_list(move.to));
  });
}

void dump_transitions(DumpWriter& out, const Transitions& transitions) {
  out.item();
  out.nested([&] {
    out.line("id", transitions.id);
    if (transitions.field) out.line("field", text_of(*transitions.field));
    if (transitions.history) out.line("history", text_of(*transitions.history));
    if (transitions.when) out.line("when", text_of(*transitions.when));
    if (transitions.has_allow) dump_moves(out, "allow", transitions.allow);
    if (!transitions.deny.empty()) dump_moves(out, "deny", transitions.deny);
    if (!transitions.final_statuses.empty())
      out.line("final", text_of_list(transitions.final_statuses));
    if (transitions.has_initial) out.line("initial", text_of_list(transitions.initial_statuses));
  });
}

void dump_names(DumpWriter& out, const Names& names) {
  out.item();
  out.nested([&] {
    switch (names.kind) {
      case Names::Kind::pattern:
        out.line("pattern", text_of_string(names.pattern.text));
        break;
      case Names::Kind::values:
        out.line("values", text_of_list(names.values));
        break;
      case Names::Kind::catalog:
        out.line("catalog", fmt::format("{}.{}", names.catalog.catalog, names.catalog.column));
        break;
      case Names::Kind::rest:
        return out.inside("each", [&] { dump_field(out, *names.is); });
    }
    out.inside("is", [&] { dump_field(out, *names.is); });
  });
}

template <class List, class Each>
void dump_all(DumpWriter& out, std::string_view key, const List& list, Each each) {
  if (list.empty()) return;
  out.inside(key, [&] {
    for (const auto& entry : list) each(out, entry);
  });
}

}  // namespace

void dump_rules(DumpWriter& out, const Block& block) {
  if (block.unknown_fields) out.line("unknown_fields", severity_name(*block.unknown_fields));
  if (block.unknown_type)
    out.line("unknown_type",
             text_of_types(block.unknown_type->is) + text_of_outcome(block.unknown_type->outcome));
  dump_all(out, "cases", block.cases, dump_cases);
  dump_all(out, "pairs", block.pairs, dump_pairs);
  dump_all(out, "transitions", block.transitions, dump_transitions);
  dump_all(out, "rules", block.rules, dump_rule);
}

void dump_block(DumpWriter& out, const Block& block) {
  if (!block.fields.empty() || block.names.empty())
    out.inside("fields", [&] {
      for (const Field& field : block.fields)
        out.inside(field.name, [&] { dump_field(out, field); });
    });
  if (!block.names.empty())
    out.inside("names", [&] {
      for (const Names& names : block.names) dump_names(out, names);
    });
  dump_rules(out, block);
}

}  // namespace leadlint::model
