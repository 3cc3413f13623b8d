// CSV under any dialect: the same said of it whole and in pieces, and a file without quotes has as
// many records as it has lines with something in them.
//
//   choice of rules, delimiter, flags, size of pieces, text
#include "bulk_support.h"
#include "fuzz/fuzz.h"

namespace {

std::string all_of(const leadlint::bulk::Ran& ran) {
  std::string all;
  for (const std::string& finding : ran.notes.findings) all += finding + "\n";
  return all + fmt::format("{} {} {}\n{}\n{}\n{}", ran.counts.records, ran.counts.invalid,
                           ran.counts.notes, ran.notes.head, ran.notes.valid, ran.notes.invalid);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view delimiters = ",;\t|:";
  fuzz::Input input(data, size);
  const leadlint::Ruleset& rules = fuzz::choose_rules(input.byte()).ruleset;
  leadlint::BulkOptions options{.format = leadlint::BulkFormat::csv, .bytes = true};
  options.delimiter = delimiters[input.byte() % delimiters.size()];
  const std::uint8_t flags = input.byte();
  if ((flags & 1) != 0) options.null_words = {"NULL", "\\N"};
  if ((flags & 2) != 0) options.columns = {{"Status", "status"}, {"Notes", ""}};
  if ((flags & 4) != 0) options.max_record_bytes = 64;
  options.summary = (flags & 8) != 0;
  if ((flags & 16) != 0) options.format = leadlint::BulkFormat::tsv;
  options.escapes = static_cast<leadlint::CellEscapes>((flags >> 5) % 3);
  options.cells = static_cast<leadlint::CellSpelling>((flags >> 6) % 4);
  const std::size_t piece = std::size_t{input.byte()} + 1;
  // A header may be larger than a record: no block is smaller than it.
  const std::size_t block = (flags & 4) != 0 ? leadlint::bulk::block_bytes : piece;
  const std::string_view text = input.rest();
  const leadlint::bulk::Ran whole = leadlint::bulk::run(
      rules, text, options, (flags & 4) != 0 ? leadlint::bulk::Way{} : fuzz::in_one_block);
  fuzz::expect_same("whole, in pieces", all_of(whole),
                    all_of(leadlint::bulk::run(rules, text, options, {1, piece, block})));
  // Nothing vanishes: what is neither header, valid nor invalid is a line end or a blank line.
  const std::size_t told =
      whole.notes.head.size() + whole.notes.valid.size() + whole.notes.invalid.size();
  if (told > text.size()) fuzz::found("more bytes than the input has", text, all_of(whole));
  if (whole.counts.records + whole.notes.findings.size() == 0 &&
      text.find_first_not_of("\r\n") != text.npos && text.find('\n') + 1 < text.size() &&
      text.substr(text.find('\n')).find_first_not_of(" \t\r\n") != text.npos)
    fuzz::found("rows, and nothing is said", text, all_of(whole));
  return 0;
}
