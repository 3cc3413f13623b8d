// A payload with what is known beside it: the engine says the same in all its ways, as does the
// reference.
//
//   choice of rules, flags, payload ␞ current ␞ catalogs ␞ request ␞ parameters (name=value&...)
#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include <fmt/ranges.h>
#include <simdjson.h>
#include <nlohmann/json.hpp>

#include "bulk_support.h"
#include "fuzz/fuzz.h"
#include "reference/evaluate.h"

namespace {

using leadlint::Code;
using leadlint::OwnedFinding;
using leadlint::Severity;
using reference::Value;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
/// After so many records with findings a judge tries no stream check any more.
constexpr int enough_failing_records = 9;

/// A text as the reference reads it: one JSON text in UTF-8.
std::optional<Value> read_plainly(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (!simdjson::validate_utf8(text.data(), text.size())) return std::nullopt;
  return reference::parse_json(text);
}

/// Letters that the reference knows no lower case of.
bool has_far_letters(const Value& value) {
  const auto far = [](const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0xC4; });
  };
  return far(value.text) || std::any_of(value.items.begin(), value.items.end(), has_far_letters) ||
         std::any_of(value.members.begin(), value.members.end(), [&](const auto& member) {
           return far(member.name) || has_far_letters(member.value);
         });
}

/// A JSON value holds a number with a fraction or an exponent as a double: nothing of its spelling.
bool carried_by_double(const std::string& number) {
  if (number.find_first_of(".eE") == std::string::npos) return true;
  const auto digits = std::count_if(number.begin(), number.end(),
                                    [](unsigned char c) { return std::isdigit(c) != 0; });
  if (digits > std::numeric_limits<double>::digits10) return false;
  const double value = std::strtod(number.c_str(), nullptr);
  const bool nothing = number.find_first_of("123456789") > number.find_first_of("eE");
  return std::abs(value) < 0x1p53 && (value != 0 || nothing);
}
bool carried_by_value(const Value& value) {
  if (value.kind == Value::Kind::number && !carried_by_double(value.text)) return false;
  return std::all_of(value.items.begin(), value.items.end(), carried_by_value) &&
         std::all_of(value.members.begin(), value.members.end(),
                     [](const auto& member) { return carried_by_value(member.value); });
}
/// Repeated members, lone surrogates and byte order marks are gone in a JSON value.
bool carried_by_value(const leadlint::OwnedFindings& findings) {
  return std::none_of(findings.begin(), findings.end(), [](const OwnedFinding& finding) {
    return finding.code == Code::duplicate_key || finding.code == Code::encoding;
  });
}

/// Place, code and severity of those about the payload and its parameters; the reference has no
/// notes on what stands beside.
std::string about_payload(const leadlint::OwnedFindings& findings) {
  std::set<std::string> lines;
  for (const OwnedFinding& one : findings)
    if (one.severity != Severity::note ||
        !(one.path.starts_with("/@current") || one.path.starts_with("/@request")))
      lines.insert(
          fmt::format("{} {} {}\n", one.path, code_name(one.code), severity_name(one.severity)));
  return fmt::format("{}", fmt::join(lines, ""));
}
std::string about_payload(const reference::OwnedFindings& findings) {
  std::set<std::string> lines;
  for (const auto& [place, severity] : findings)
    lines.insert(
        fmt::format("{} {} {}\n", place.first, code_name(place.second), severity_name(severity)));
  return fmt::format("{}", fmt::join(lines, ""));
}

/// What the input gives beside the payload, for both.
struct Beside {
  Beside(fuzz::Input& input, std::uint8_t flags, const fuzz::Rules& rules,
         const leadlint::Validator& validator)
      : current_text(input.part()), catalogs(rules.ruleset) {
    if ((flags & 1) != 0) engine.no_current = plain.no_current = true;
    add_current(validator);
    add_catalogs(rules, input.part());
    add_request(validator, input.part());
    if ((flags & 2) != 0) add_params(input.part());
  }

  void add_current(const leadlint::Validator& validator) {
    if (current_text.view().empty()) return;
    engine.current = current_text.view();
    const bool usable = !validator.current_problem(engine.current);
    current = read_plainly(engine.current);
    if (usable && current && current->kind == Value::Kind::object) plain.current = &*current;
    comparable = comparable && usable == (plain.current != nullptr);
  }
  void add_catalogs(const fuzz::Rules& rules, std::string_view text) {
    if (text.empty()) return;
    catalog = read_plainly(text);
    for (const auto& declared : rules.checked.rules().catalogs) {
      if (!catalogs.add(declared.name, text)) continue;
      engine.catalogs = &catalogs;
      if (!catalog) fuzz::found("a catalog that is no JSON", text);
      plain.catalogs[declared.name] = &*catalog;
    }
  }
  void add_request(const leadlint::Validator& validator, std::string_view text) {
    if (text.empty()) return;
    request_text.emplace(text);
    engine.request = request_text->view();
    const bool usable = !validator.request_problem(engine.request);
    request = read_plainly(engine.request);
    if (usable && request && request->kind == Value::Kind::object) plain.request = &*request;
    comparable = comparable && usable == (plain.request != nullptr);
  }
  void add_params(std::string_view text) {
    engine.has_params = plain.has_params = true;
    std::map<std::string, std::string> params;
    while (!text.empty()) {
      const std::string_view one = text.substr(0, text.find('&'));
      text.remove_prefix(std::min(one.size() + 1, text.size()));
      const std::size_t sign = one.find('=');
      if (sign != one.npos) params.emplace(one.substr(0, sign), one.substr(sign + 1));
    }
    for (const auto& [name, value] : params)
      comparable = comparable && simdjson::validate_utf8(name) && simdjson::validate_utf8(value);
    engine.params.assign(params.begin(), params.end());
    plain.params = engine.params;
  }

  fuzz::Exact current_text;
  std::optional<fuzz::Exact> request_text;
  std::optional<Value> current, request, catalog;
  leadlint::Catalogs catalogs;
  leadlint::Context engine;
  reference::Context plain;
  bool comparable = true;  // the reference reads what is beside as the engine does
};

/// A finding as bulk::told prints it, from its severity on.
std::string without_place(const std::string& told) {
  std::size_t at = 0;
  for (int spaces = 0; spaces < 3; ++spaces) at = told.find(' ', at) + 1;
  return told.substr(at);
}

/// What the bulk check says of a line behind so many that have findings.
std::string as_line(const fuzz::Rules& rules, std::string_view text,
                    const leadlint::Context& context, std::size_t failing_before) {
  std::string input;
  for (std::size_t i = 0; i < failing_before; ++i) input += "0\n";
  input.append(text).append("\n0\n{}\n");
  const auto ran = leadlint::bulk::run(rules.ruleset, input, {}, fuzz::in_one_block, context);
  if (ran.counts.records != failing_before + 3) fuzz::found("lines were not counted", input);
  std::string said;
  const std::string number = std::to_string(failing_before + 1) + " ";
  for (const std::string& finding : ran.notes.findings)
    if (finding.starts_with(number)) said += without_place(finding) + "\n";
  return said;
}

void compare_lines(const fuzz::Rules& rules, std::string_view text,
                   const leadlint::Context& context, const std::string& expected) {
  const bool is_line =
      text.find_first_not_of(" \t") != text.npos && text.find_first_of("\r\n") == text.npos;
  // What stands beside is told once a run, before its records.
  if (!is_line || text.starts_with(byte_order_mark) || !context.current.empty() ||
      !context.request.empty() || context.has_params)
    return;
  fuzz::expect_same("text, line", expected, as_line(rules, text, context, 0));
  fuzz::expect_same("text, line behind lines with findings", expected,
                    as_line(rules, text, context, enough_failing_records));
}

void compare_value(leadlint::Validator& validator, std::string_view text, const Value& value,
                   const leadlint::Context& context, const leadlint::OwnedFindings& findings) {
  if (!carried_by_value(findings) || !carried_by_value(value)) return;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded()) return;  // a number beyond double
  const leadlint::Result& by_value = validator.check(json, context);
  fuzz::expect_same("JSON text, JSON value", about_payload(findings),
                    about_payload(by_value.findings().owned()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const fuzz::Rules& rules = fuzz::choose_rules(input.byte());
  const std::uint8_t flags = input.byte();
  const fuzz::Exact payload(input.part());
  const std::string_view text = payload.view();
  leadlint::Validator validator(rules.ruleset);
  const Beside beside(input, flags, rules, validator);

  const leadlint::Result& result = validator.check(text, beside.engine);
  fuzz::expect_sound(result, text.size());
  const leadlint::OwnedFindings findings = result.findings().owned();
  const std::string first = fuzz::told(findings);
  for (int i = 0; i < enough_failing_records; ++i) static_cast<void>(validator.check("0"));
  fuzz::expect_same("first, among records with findings", first,
                    fuzz::told(validator.check(text, beside.engine).findings().owned()));
  compare_lines(rules, text, beside.engine, first);

  const std::optional<Value> value = read_plainly(text);
  const bool limited =
      std::any_of(findings.begin(), findings.end(),
                  [](const OwnedFinding& finding) { return finding.code == Code::limit_exceeded; });
  const bool refused =
      std::any_of(findings.begin(), findings.end(), [](const OwnedFinding& finding) {
        return finding.code == Code::bad_json ||
               (finding.code == Code::encoding && finding.severity == Severity::error);
      });
  if (!value && !refused && !limited) fuzz::found("no JSON text, and not refused", text, first);
  if (!value || limited) return 0;
  compare_value(validator, text, *value, beside.engine, findings);
  if (!beside.comparable || has_far_letters(*value)) return 0;
  fuzz::expect_same("engine, reference", about_payload(findings),
                    about_payload(reference::evaluate(rules.checked.rules(), text, beside.plain)));
  return 0;
}
