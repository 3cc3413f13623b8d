// JUnit's XML. Tests: tests/report_formats_test.cpp.
#include "report/junit.h"

#include <fmt/format.h>

#include <cstdint>
#include <ostream>

#include "report/printable.h"
#include "report/text.h"
#include "text/utf8.h"

namespace leadlint::report {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// The bytes of the character at the front; 0: it is not UTF-8, or no character of XML 1.0.
std::size_t xml_character_size(std::string_view text) {
  const std::uint32_t point = code_point_at(text, 0);
  const bool control = point < 0x20 && point != '\t' && point != '\n' && point != '\r';
  return control || point == 0xFFFE || point == 0xFFFF ? 0 : character_size(text, 0);
}

std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\n':
      return "&#10;";
    case '\r':
      return "&#13;";
    case '\t':
      return "&#9;";
    default:
      return {};
  }
}

std::string place_of(const Finding& finding) {
  std::string place;
  if (finding.line() != 0) place = fmt::format("line {}:{}", finding.line(), finding.column());
  if (finding.record() != 0)
    place += fmt::format("{}record {}", place.empty() ? "" : ", ", finding.record());
  if (!finding.path().empty()) place += (place.empty() ? "" : " ") + printable(finding.path());
  return place.empty() ? "the whole file" : place;
}

std::string details_of(const Finding& finding) {
  const std::string words = message_and_reason(finding);
  return finding.rule().empty() ? words : words + "\nrule " + printable(finding.rule());
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t size = xml_character_size(text);
    const std::string_view character = text.substr(0, size == 0 ? 1 : size);
    const std::string_view written = entity(text[0]);
    result += size == 0 ? replacement : written.empty() ? character : written;
    text.remove_prefix(character.size());
  }
  return result;
}

JunitReporter::JunitReporter(std::ostream& out, const Options& options)
    : out_(out), redact_(options.redact) {
  out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"leadlint\">\n";
}

void JunitReporter::begin_file(std::string_view file) {
  file_ = plain_path(file);
  cases_.clear();
  tests_ = failures_ = 0;
}

void JunitReporter::finding(const Finding& given, const SourceText&) {
  const std::optional<OwnedFinding> safe = redacted_if(redact_, given);
  const Finding finding = safe ? Finding(*safe) : given;
  const bool fails = finding.severity() == Severity::error;
  ++tests_;
  if (fails) ++failures_;
  cases_ +=
      fmt::format("    <testcase classname=\"{}\" name=\"{}\">", xml_text(file_),
                  xml_text(fmt::format("{} {}", place_of(finding), code_name(finding.code()))));
  const std::string details = xml_text(details_of(finding));
  cases_ += fails ? fmt::format("<failure message=\"{}\" type=\"{}\">{}</failure>",
                                xml_text(message_and_suggestion(finding)),
                                code_name(finding.code()), details)
                  : fmt::format("<system-out>{}: {}</system-out>",
                                severity_name(finding.severity()), details);
  cases_ += "</testcase>\n";
}

void JunitReporter::end_file(const Counts& counts) {
  const std::string file = xml_text(file_);
  if (failures_ == 0) {
    ++tests_;
    const std::string name = xml_text(summary_of(counts));
    cases_ += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", file, name);
    // (Errors of which none is shown.)
    if (counts.errors != 0) ++failures_;
    cases_ += counts.errors == 0
                  ? "/>\n"
                  : fmt::format("><failure message=\"{}\" type=\"not_shown\"/></testcase>\n", name);
  }
  out_ << fmt::format(
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">\n", file,
      tests_, failures_);
  std::string properties;
  const auto add = [&properties](std::string_view name, std::uint64_t value) {
    if (value != 0) properties += fmt::format("<property name=\"{}\" value=\"{}\"/>", name, value);
  };
  add("findings not shown", counts.cut);
  add("known findings hidden", counts.hidden);
  if (!properties.empty()) out_ << "    <properties>" << properties << "</properties>\n";
  out_ << cases_ << "  </testsuite>\n";
}

void JunitReporter::end(const Totals& totals) {
  if (totals.unreadable != 0)
    out_ << fmt::format(
        "  <testsuite name=\"leadlint\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n"
        "    <testcase classname=\"leadlint\" name=\"reads all files\"><error message=\"{}\" "
        "type=\"unreadable\"/></testcase>\n  </testsuite>\n",
        xml_text(unreadable_words(totals)));
  out_ << "</testsuites>\n";
}

}  // namespace leadlint::report
