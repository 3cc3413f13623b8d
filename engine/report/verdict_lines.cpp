// Copies ready-made answers, and makes those with findings.
#include "report/verdict_lines.h"

#include <algorithm>
#include <ostream>

#include "report/json.h"
#include "report/reporter.h"

namespace leadlint::report {
namespace {

/// So much is gathered before it is handed on, unless `flush` asks for it.
constexpr std::size_t max_buffered = std::size_t{64} << 10;
/// So many answers are copied at once.
constexpr std::size_t repeated = 256;

std::string opening(Verdict verdict) {
  return "{\"verdict\":\"" + std::string(verdict_name(verdict)) + "\",\"findings\":[";
}

}  // namespace

void append_verdict(std::string& out, Verdict verdict, const Findings& findings, bool redact) {
  out += opening(verdict);
  bool first = true;
  for (const Finding finding : findings) {
    if (!first) out += ',';
    first = false;
    out += redact ? json_of(redacted(finding)) : json_of(finding);
  }
  out += "]}";
}

VerdictLines::VerdictLines(std::ostream& out, VerdictStyle style, bool redact)
    : out_(out), style_(style), redact_(redact) {
  for (const Verdict verdict : {Verdict::valid, Verdict::warning, Verdict::invalid}) {
    const std::string line = style == VerdictStyle::word ? std::string(verdict_name(verdict)) + '\n'
                                                         : opening(verdict) + "]}\n";
    const auto at = static_cast<std::size_t>(verdict);
    sizes_[at] = line.size();
    for (std::size_t i = 0; i < repeated; ++i) lines_[at] += line;
  }
}

/// Records between those that are told of have no findings.
void VerdictLines::record(std::uint64_t number, Verdict verdict, const Findings& findings) {
  if (number == 0 || style_ == VerdictStyle::word) return;
  if (number > answered_ + 1) answer(Verdict::valid, number - 1 - answered_);
  append_verdict(buffer_, verdict, findings, redact_);
  append("\n");
  ++answered_;
}

void VerdictLines::verdicts(Verdict verdict, std::uint64_t records) {
  told_ += records;
  if (told_ > answered_) answer(verdict, told_ - answered_);
}

void VerdictLines::answer(Verdict verdict, std::uint64_t records) {
  answered_ += records;
  const auto at = static_cast<std::size_t>(verdict);
  while (records != 0) {
    const std::uint64_t some = std::min<std::uint64_t>(records, repeated);
    append(std::string_view(lines_[at]).substr(0, static_cast<std::size_t>(some) * sizes_[at]));
    records -= some;
  }
}

void VerdictLines::append(std::string_view lines) {
  buffer_ += lines;
  if (buffer_.size() < max_buffered) return;
  out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  buffer_.clear();
}

void VerdictLines::flush() {
  out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  buffer_.clear();
  out_.flush();
}

bool VerdictLines::good() const { return !out_.fail(); }

}  // namespace leadlint::report
