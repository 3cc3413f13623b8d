// Oddities of an input to findings, once each.
#include "bulk/told_once.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "finding/words.h"

namespace leadlint::bulk {
std::string no_word_message(std::string_view word, std::uint64_t times, SettingText setting_text) {
  const std::string setting = setting_text({{Setting::null_words, word}});
  if (times == 1)
    return in_words(Say::wrong_type_no_value_word, {{"word", word}, {"setting", setting}});
  return in_words(Say::wrong_type_no_value_words,
                  {{"word", word}, {"times", times}, {"setting", setting}});
}

namespace {

std::string escapes_message(std::uint64_t rows, SettingText setting_text) {
  return in_words(rows == 1 ? Say::bad_csv_row_holds_escape : Say::bad_csv_rows_hold_escapes,
                  {{"count", rows},
                   {"setting", setting_text({{Setting::format, BulkFormat::tsv},
                                             {Setting::escapes, CellEscapes::copy}})}});
}

std::string doubled_message(std::uint64_t lines) {
  return in_words(lines == 1 ? Say::bad_json_record_doubled : Say::bad_json_records_doubled,
                  {{"count", lines}});
}

}  // namespace

void ToldOnce::add(Kind& kind, const Oddity& found, const Batch& batch, const TextLocation& start,
                   std::uint64_t records) {
  if (found.times == 0) return;
  const bool is_first = kind.times == 0;
  kind.times += found.times;
  if (!is_first) return;
  TextLocation place = start;
  if (!batch.texts) place.pass(batch.text().substr(0, found.first));
  OwnedFinding& finding = kind.first;
  finding.line = place.line();
  finding.column = place.column();
  finding.offset = place.offset();
  place.pass(batch.text().substr(found.first, found.last - found.first));
  finding.end_line = place.line();
  finding.end_column = place.column();
  finding.end_offset = place.offset();
  finding.record = records + found.record + 1;
  if (batch.columns == nullptr) return;
  finding.path = batch.columns->pointers[found.cell];
  finding.column_name = batch.columns->names[found.cell];
}

void ToldOnce::add(const Oddities& found, const Batch& batch, const TextLocation& start,
                   std::uint64_t records) {
  if (!found.any) return;
  for (std::size_t word = 0; word < no_words_.size(); ++word)
    add(no_words_[word], found.no_words[word], batch, start, records);
  add(escapes_, found.escapes, batch, start, records);
  add(doubled_backslashes_, found.doubled_backslashes, batch, start, records);
}

OwnedFindings ToldOnce::findings(std::uint64_t records, SettingText setting_text) const {
  OwnedFindings told;
  for (std::size_t word = 0; word < no_words_.size(); ++word) {
    const auto& [times, first] = no_words_[word];
    if (times == 0) continue;
    OwnedFinding& finding = told.emplace_back(first);
    finding.code = Code::wrong_type;
    finding.severity = Severity::note;
    finding.message = no_word_message(read::csv_no_words[word], times, setting_text);
  }
  if (const std::uint64_t rows = escapes_.times; rows != 0) {
    OwnedFinding& finding = told.emplace_back(escapes_.first);
    finding.code = Code::bad_csv;
    finding.severity = Severity::note;
    finding.message = escapes_message(rows, setting_text);
  }
  if (const std::uint64_t lines = doubled_backslashes_.times; lines != 0 && lines < records) {
    OwnedFinding& finding = told.emplace_back(doubled_backslashes_.first);
    finding.code = Code::bad_json;
    finding.severity = Severity::warning;
    finding.message = doubled_message(lines);
  }
  std::ranges::stable_sort(told, {}, &OwnedFinding::offset);
  return told;
}

}  // namespace leadlint::bulk
