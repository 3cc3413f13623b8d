// An input of many records: the same said of it whole and in pieces, by one thread and by two; of
// lines, the same as of each by itself; and no byte of it is lost.
//
//   choice of rules, format, size of pieces, size of blocks, text
#include "bulk/input_formats.h"
#include "bulk/location.h"
#include "bulk_support.h"
#include "fuzz/fuzz.h"

namespace {

using leadlint::BulkFormat;
using leadlint::BulkOptions;
using leadlint::bulk::Way;

/// All that a run says, as one text.
std::string all_of(const leadlint::bulk::Ran& ran) {
  std::string all;
  for (const std::string& finding : ran.notes.findings) all += finding + "\n";
  const leadlint::Counts& counts = ran.counts;
  return all + fmt::format(
                   "{} records, {} valid, {} warned, {} invalid, {} {} {}\n"
                   "head {}\nvalid {}\ninvalid {}\n{} outside, went back: {}\n",
                   counts.records, counts.valid, counts.warning, counts.invalid, counts.errors,
                   counts.warnings, counts.notes, ran.notes.head, ran.notes.valid,
                   ran.notes.invalid, ran.notes.outside, ran.notes.went_back);
}

/// Each line judged by itself.
std::string line_by_line(const leadlint::Ruleset& rules, std::string_view text) {
  std::string findings, valid, invalid;
  leadlint::Counts counts;
  leadlint::bulk::TextLocation place;
  leadlint::Validator validator(rules);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view whole = text.substr(0, end);
    text.remove_prefix(end);
    std::string_view line = whole;
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t\r") != line.npos) {
      const leadlint::Result& result = validator.check(line);
      counts.add(result.verdict());
      for (leadlint::OwnedFinding finding : result.findings().owned()) {
        counts.add(finding.severity);
        move_into_input(finding, place, counts.records);
        findings += leadlint::bulk::told(finding) + "\n";
      }
      (result.ok() ? valid : invalid) += whole;
    }
    place.pass(whole);
  }
  return findings + fmt::format(
                        "{} records, {} valid, {} warned, {} invalid, {} {} {}\n"
                        "head \nvalid {}\ninvalid {}\n0 outside, went back: false\n",
                        counts.records, counts.valid, counts.warning, counts.invalid, counts.errors,
                        counts.warnings, counts.notes, valid, invalid);
}

/// What the sum of its records says of a line may differ where the line is part of an input: a byte
/// order mark that begins another line than the first, doubled backslashes, which one line tells of
/// for all. An input without a record is told as one.
bool judged_alike_alone(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") != text.npos && text.find("\xEF\xBB\xBF") == text.npos &&
         text.find("\\\\") == text.npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr const auto& formats = leadlint::bulk::input_formats;
  fuzz::Input input(data, size);
  const leadlint::Ruleset& rules = fuzz::choose_rules(input.byte()).ruleset;
  const std::uint8_t format = input.byte();
  BulkOptions options{.format = formats[format % formats.size()].format, .bytes = true};
  if (format >= 128) options.records = format % 2 == 0 ? "results" : "data.leads";
  options.escapes = static_cast<leadlint::CellEscapes>((format >> 4) % 3);
  const std::size_t piece = std::size_t{input.byte()} + 1, block = std::size_t{input.byte()} + 1;
  const std::string_view text = input.rest();
  const std::string whole = all_of(leadlint::bulk::run(rules, text, options, fuzz::in_one_block));
  fuzz::expect_same("whole, in pieces", whole,
                    all_of(leadlint::bulk::run(rules, text, options, {1, piece, block})));
  // Threads take longer to make than most inputs to judge.
  if ((piece + block) % 16 == 0)
    fuzz::expect_same(
        "one thread, two", whole,
        all_of(leadlint::bulk::run(rules, text, options, {2, piece, block, block % 2 == 0})));
  if (options.format == BulkFormat::json_lines && judged_alike_alone(text))
    fuzz::expect_same("in bulk, line by line", whole, line_by_line(rules, text));
  return 0;
}
