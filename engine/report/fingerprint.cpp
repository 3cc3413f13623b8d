// Fingerprints of findings. Tests: tests/report_formats_test.cpp.
#include "report/fingerprint.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/json_pointer.h"
#include "text/text_hash.h"

namespace leadlint::report {
namespace {

// Reports of two machines are compared: the key is no secret here, and no table is looked up by
// what a payload chooses but `seen_`, whose texts are bounded by the findings of a report.
constexpr HashKey fixed_key{0x6C656164, 0x6C696E74};

std::string_view about(const Finding& finding, const SourceText& source) {
  if (finding.offset() < source.offset || finding.end_offset() < finding.offset()) return {};
  const std::size_t begin = source.place(finding.offset());
  return source.text.substr(begin, source.place(finding.end_offset()) - begin);
}

}  // namespace

std::string Fingerprints::next(std::string_view file, const Finding& finding,
                               const SourceText& source, bool redact) {
  std::string text = fmt::format("{}\n{}\n{}\n{}\n", file, finding.rule(),
                                 code_name(finding.code()), without_item_numbers(finding.path()));
  if (!redact) text += about(finding, source);
  const std::uint32_t number = seen_[hash_text(text, fixed_key).low]++;
  if (number != 0) text += fmt::format("\n{}", number);
  const TextHash hash = hash_text(text, fixed_key);
  return fmt::format("{:016x}{:016x}", hash.high, hash.low);
}

}  // namespace leadlint::report
