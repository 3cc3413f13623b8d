// The one-line pieces of a dump. Tests: tests/golden/rules.show.expected.
#include "model/dump_writer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "model/condition_text.h"

namespace leadlint::model {
namespace {

template <class List, class Text>
std::string bracketed(const List& list, Text text) {
  std::string result;
  for (const auto& each : list) result += (result.empty() ? "" : ", ") + text(each);
  return "[" + result + "]";
}

std::string one_line(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n' || c == '\r')
      result += c == '\n' ? "\\n" : "\\r";
    else
      result += c;
  }
  return result;
}

bool starts_command(std::string_view key) noexcept {
  key.remove_prefix(std::min(key.find_first_not_of(" \t\r\n"), key.size()));
  return key.starts_with("::") || key.starts_with("##");
}

}  // namespace

void DumpWriter::line(std::string_view key, std::string_view value) {
  const int depth = item_ ? depth_ - 1 : depth_;
  text_.append(static_cast<std::size_t>(depth) * 2, ' ');
  if (std::exchange(item_, false)) text_ += "- ";
  text_ += starts_command(key) ? text_of_string(key) : one_line(key);
  text_ += ':';
  if (!value.empty()) text_.append(" ").append(one_line(value));
  text_ += '\n';
}

std::string text_of_types(TypeSet types) {
  constexpr std::array<std::pair<TypeSet, const char*>, 7> names{{{string_type, "string"},
                                                                  {integer_type, "integer"},
                                                                  {number_type, "number"},
                                                                  {boolean_type, "boolean"},
                                                                  {object_type, "object"},
                                                                  {array_type, "array"},
                                                                  {null_type, "null"}}};
  std::vector<std::string> found;
  for (const auto& [type, name] : names)
    if ((types & type) != 0) found.emplace_back(name);
  return found.size() == 1 ? found[0] : fmt::format("[{}]", fmt::join(found, ", "));
}

std::string text_of_list(const std::vector<Scalar>& list) {
  return bracketed(list, [](const Scalar& each) { return text_of(each); });
}

std::string text_of_list(const std::vector<std::string>& list) {
  return bracketed(list, [](const std::string& each) { return each; });
}

std::string text_of_list(const std::vector<Path>& list) {
  return bracketed(list, [](const Path& each) { return text_of(each); });
}

std::string text_of_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return one_line(result) + '"';
}

std::string text_of_outcome(const Outcome& outcome, Severity usual) {
  std::vector<std::string> parts;
  if (outcome.severity != usual)
    parts.push_back(fmt::format("severity: {}", severity_name(outcome.severity)));
  if (outcome.code) parts.push_back(fmt::format("code: {}", code_name(*outcome.code)));
  if (!outcome.message.empty()) parts.push_back("message: " + text_of_string(outcome.message));
  return parts.empty() ? "" : fmt::format("  {{{}}}", fmt::join(parts, ", "));
}

std::string text_of(const DatePattern& pattern) {
  std::string result;
  for (const DatePart& part : pattern) {
    const auto letters = [&](char letter) {
      return std::string(part.min == 0 ? 1 : part.min, letter);
    };
    switch (part.kind) {
      case DatePart::Kind::literal:
        result += part.text;
        break;
      case DatePart::Kind::year:
        result += letters('y');
        break;
      case DatePart::Kind::month:
        result += letters('M');
        break;
      case DatePart::Kind::day:
        result += letters('d');
        break;
      case DatePart::Kind::hour:
        result += letters('H');
        break;
      case DatePart::Kind::minute:
        result += letters('m');
        break;
      case DatePart::Kind::second:
        result += letters('s');
        break;
      case DatePart::Kind::fraction:
        result.append(part.min, 'S');
        break;
      case DatePart::Kind::zone_or_z:
        result += "XXX";
        break;
      case DatePart::Kind::zone_colon:
        result += "xxx";
        break;
      case DatePart::Kind::zone_plain:
        result += "xx";
        break;
      case DatePart::Kind::month_short:
        result += "MMM";
        break;
      case DatePart::Kind::month_full:
        result += "MMMM";
        break;
      case DatePart::Kind::hour_of_half:
        result += letters('h');
        break;
      case DatePart::Kind::half:
        result += 'a';
        break;
      case DatePart::Kind::optional:
        result += "[" + text_of(part.parts) + "]";
        break;
    }
  }
  return result;
}

}  // namespace leadlint::model
