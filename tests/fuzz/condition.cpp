// The small languages in rule files: what is read, printed and read again is the same; a pattern
// takes the texts that the reference takes.
//
//   which language, text ␞ a text to match
#include "compile/automaton.h"
#include "compile/date_time.h"
#include "fuzz/fuzz.h"
#include "model/condition_text.h"
#include "model/dump_writer.h"
#include "parse/syntax.h"
#include "read/text_match.h"
#include "read/times.h"
#include "reference/text.h"
#include "table/decision_table.h"

#include <simdjson.h>

namespace {

namespace parse = leadlint::parse;
namespace table = leadlint::table;

void try_condition(std::string_view text) {
  const auto condition = parse::parse_condition(text, {});
  if (!condition) {
    if (condition.error().offset > text.size()) fuzz::found("a mistake outside the text", text);
    return;
  }
  const std::string printed = leadlint::model::text_of(*condition);
  if (printed.size() > leadlint::max_condition_length) return;
  const auto again = parse::parse_condition(printed, {});
  if (!again) fuzz::found(again.error().message, text, printed);
  fuzz::expect_same("condition, read again", printed, leadlint::model::text_of(*again));
}

void try_path(std::string_view text) {
  const auto path = parse::parse_path(text, {});
  if (!path) return;
  const std::string printed = leadlint::model::text_of(*path);
  const auto again = parse::parse_path(printed, {});
  if (!again) fuzz::found(again.error().message, text, printed);
  fuzz::expect_same("path, read again", printed, leadlint::model::text_of(*again));
}

void try_pattern(std::string_view text, std::string_view subject) {
  const auto pattern = parse::parse_pattern(text);
  if (!pattern) {
    if (pattern.error().offset > text.size()) fuzz::found("a mistake outside the text", text);
    return;
  }
  table::DecisionTable into;
  const auto automaton = leadlint::compile::add_automaton(into, *pattern);
  // The reference tries every way, one after the other.
  if (!automaton || text.size() > 24 || subject.size() > 12 ||
      !simdjson::validate_utf8(subject.data(), subject.size()))
    return;
  const bool taken = leadlint::read::matches(into, into.automata[*automaton], subject);
  if (taken != reference::matches(*pattern, subject))
    fuzz::found(taken ? "taken, but not by the reference" : "refused, but not by the reference",
                text, subject);
}

void try_date(std::string_view text, std::string_view subject) {
  const auto pattern = parse::parse_date_pattern(text);
  if (!pattern) {
    if (pattern.error().offset > text.size()) fuzz::found("a mistake outside the text", text);
    return;
  }
  const std::string printed = leadlint::model::text_of(*pattern);
  table::DecisionTable into;
  const table::DateTime format = leadlint::compile::add_date_time(into, *pattern);
  if (!simdjson::validate_utf8(subject.data(), subject.size())) return;
  const bool taken = leadlint::read::is_time(into, format, subject);
  if (taken != reference::read_moment(*pattern, subject).has_value())
    fuzz::found(taken ? "taken, but not by the reference" : "refused, but not by the reference",
                printed, subject);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::uint8_t language = input.byte() % 4;
  const fuzz::Exact text(input.part()), subject(input.part());
  if (language == 0) try_condition(text.view());
  if (language == 1) try_path(text.view());
  if (language == 2) try_pattern(text.view(), subject.view());
  if (language == 3) try_date(text.view(), subject.view());
  return 0;
}
