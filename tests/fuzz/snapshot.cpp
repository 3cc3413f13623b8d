// Records judged by what is known of their leads, and what stands beside a record: no text there
// harms, and pieces change nothing.
//
//   choice of rules, flags, size of pieces, key ␞ snapshot ␞ records
#include "bulk_support.h"
#include "fuzz/fuzz.h"

namespace {

using leadlint::BulkFormat;

struct Case {
  const leadlint::Ruleset& rules;
  leadlint::BulkLeads leads;
  std::string_view snapshot, records;
  BulkFormat format = BulkFormat::json_lines;
};

std::string run(Case one, std::size_t piece) {
  leadlint::BulkOptions options{.format = one.format, .bytes = true, .summary = true};
  leadlint::BulkChecker checker(one.rules, options);
  if (!one.snapshot.empty()) one.leads.snapshot = leadlint::bulk::pieces_of(one.snapshot, piece);
  if (const auto set = checker.set_leads(one.leads); !set) {
    if (set.error().empty()) fuzz::found("refused without a mistake");
    return "refused: " + fuzz::told(set.error().owned());
  }
  leadlint::bulk::Notes notes;
  if (!checker.run(leadlint::bulk::pieces_of(one.records, piece), notes))
    fuzz::found("a run without an error failed");
  const leadlint::LeadCounts counts = checker.lead_counts();
  if (!one.snapshot.empty() &&
      counts.matched + counts.unmatched + counts.keyless != checker.counts().records)
    fuzz::found("records that are neither matched, unmatched nor keyless",
                fmt::format("{} {} {}", counts.matched, counts.unmatched, counts.keyless),
                std::to_string(checker.counts().records));
  std::string all;
  for (const std::string& finding : notes.findings) all += finding + "\n";
  return all + fmt::format("{} {} {} {}\n{}\n{}\n", counts.leads, counts.matched, counts.keyless,
                           counts.refused, notes.valid, notes.invalid);
}

/// The same texts as the context of one record.
void judge_beside(const leadlint::Ruleset& rules, std::string_view beside, std::string_view text) {
  leadlint::Validator validator(rules);
  leadlint::Context context;
  context.current = beside;
  context.request = beside;
  context.has_params = true;
  context.params = {{"id", std::string(beside)}, {"lead_id", std::string(text)}};
  static_cast<void>(validator.current_problem(beside));
  static_cast<void>(validator.request_problem(beside));
  const std::string notes = fuzz::told(validator.check(text, context).findings().owned());
  context.fail_unknown = true;
  static_cast<void>(validator.check(text, context).findings().owned());
  context.fail_unknown = false;
  fuzz::expect_same("first, again", notes,
                    fuzz::told(validator.check(text, context).findings().owned()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const leadlint::Ruleset& rules = fuzz::choose_rules(input.byte()).ruleset;
  const std::uint8_t flags = input.byte();
  const std::size_t piece = std::size_t{input.byte()} + 1;
  Case one{rules, {}, {}, {}};
  one.leads.key = input.part();
  const fuzz::Exact snapshot(input.part()), records(input.part());
  one.snapshot = snapshot.view();
  one.records = records.view();
  one.leads.history = (flags & 1) != 0 || one.snapshot.empty();
  one.leads.whole_history = (flags & 2) != 0;
  if ((flags & 4) != 0) one.leads.snapshot_format = BulkFormat::csv;
  if ((flags & 32) != 0) one.leads.snapshot_format = BulkFormat::tsv;
  if ((flags & 8) != 0) one.format = BulkFormat::csv;
  if ((flags & 16) != 0) one.format = BulkFormat::json_array;
  fuzz::expect_same("whole, in pieces", run(one, std::size_t{1} << 20), run(one, piece));
  judge_beside(rules, one.snapshot, one.records);
  return 0;
}
