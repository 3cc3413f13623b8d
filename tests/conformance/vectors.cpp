// Reads conformance vectors, one JSON object a line.
#include "conformance/vectors.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "reference/tree.h"

namespace conformance {
namespace {

using Kind = reference::Value::Kind;

const std::filesystem::path& tests_folder() {
  static const std::filesystem::path folder = std::filesystem::path(LEADLINT_SOURCE_DIR) / "tests";
  return folder;
}

/// "caring.lead_status.error" is "caring/lead_status.error".
std::string ruleset_of_operation(std::string operation) {
  const std::size_t dot = operation.find('.');
  if (dot != std::string::npos) operation[dot] = '/';
  return operation;
}

std::string operation_of_ruleset(std::string ruleset) {
  std::replace(ruleset.begin(), ruleset.end(), '/', '.');
  return ruleset;
}

/// The members of a JSON object as they are written, name to text. The object is known to be well
/// formed, so that brackets and strings are all there is to look at.
std::map<std::string, std::string> raw_members(std::string_view object) {
  std::map<std::string, std::string> out;
  std::string name;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t at = 0; at < object.size(); ++at) {
    const char c = object[at];
    if (c == '"') {
      const std::size_t opening = at++;
      while (object[at] != '"') at += object[at] == '\\' ? 2U : 1U;
      if (depth == 1 && name.empty())
        name = reference::parse_json(object.substr(opening, at + 1 - opening)).value().text;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == ':' && depth == 1) {
      start = at + 1;
    } else if ((c == ',' && depth == 1) || ((c == '}' || c == ']') && --depth == 0)) {
      std::string_view value = object.substr(start, at - start);
      value.remove_prefix(std::min(value.size(), value.find_first_not_of(" \t\r\n")));
      if (!name.empty()) out[name] = value;
      name.clear();
    }
  }
  return out;
}

reference::Value read(const std::string& text) {
  auto value = reference::parse_json(text);
  if (!value) throw std::runtime_error("not JSON: " + text.substr(0, 80));
  return *std::move(value);
}

/// An option or parameter as a command line would give it.
std::string plain_text(const reference::Value& value) {
  if (value.kind == Kind::boolean) return value.truth ? "true" : "false";
  if (value.kind != Kind::array) return value.text;
  std::string out;
  for (const reference::Value& item : value.items)
    out += (out.empty() ? "" : ", ") + plain_text(item);
  return "[" + out + "]";
}

std::string from_base64(std::string_view text) {
  static constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0, count = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = (bits << 6) | static_cast<unsigned>(digits.find(c));
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>((bits >> count) & 0xFFU);
    }
  }
  return out;
}

Context read_context(const std::map<std::string, std::string>& members) {
  Context context;
  if (members.count("current") != 0) context.current = members.at("current");
  if (members.count("context") == 0) return context;
  for (const auto& [name, text] : raw_members(members.at("context"))) {
    const reference::Value value = read(text);
    if (name == "options") {
      for (const auto& member : value.members)
        context.options[member.name] = plain_text(member.value);
    } else if (name == "path") {
      context.has_params = true;
      for (const auto& member : value.members)
        context.params[member.name] = plain_text(member.value);
    } else if (name == "request") {
      context.request = text;
    } else {
      context.catalogs[name] = text;
    }
  }
  return context;
}

Vector read_vector(const std::string& line) {
  const std::map<std::string, std::string> members = raw_members(line);
  const auto text_of = [&](const char* name) {
    return members.count(name) != 0 ? read(members.at(name)).text : std::string();
  };
  Vector out;
  out.ruleset = ruleset_of_operation(text_of("op"));
  out.name = text_of("name");
  out.verdict = text_of("verdict");
  out.suggest = text_of("suggest");
  out.is_query = text_of("text_kind") == "query";
  out.is_bytes = members.count("bytes_b64") != 0;
  if (out.is_bytes) {
    out.payload = from_base64(text_of("bytes_b64"));
  } else if (members.count("text") != 0) {
    out.payload = text_of("text");
  } else {
    out.payload = members.at("payload");
  }
  out.context = read_context(members);
  const reference::Value codes = read(members.at("codes")), paths = read(members.at("paths"));
  for (std::size_t i = 0; i < codes.items.size(); ++i)
    out.findings.emplace_back(paths.items.at(i).text, codes.items[i].text);
  std::sort(out.findings.begin(), out.findings.end());
  return out;
}

/// What a JSON value loses of a text; empty when nothing.
std::string lost_in(const reference::Value& value) {
  if (value.lone_surrogate) return "a lone surrogate";
  for (const reference::Value& item : value.items)
    if (std::string lost = lost_in(item); !lost.empty()) return lost;
  std::set<std::string> names;
  for (const reference::Member& member : value.members) {
    if (member.lone_surrogate) return "a lone surrogate";
    if (!names.insert(member.name).second) return "a repeated member";
    if (std::string lost = lost_in(member.value); !lost.empty()) return lost;
  }
  return {};
}

}  // namespace

std::vector<std::string> rulesets_with_vectors() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(tests_folder() / "vectors"))
    if (entry.path().extension() == ".jsonl")
      out.push_back(ruleset_of_operation(entry.path().stem().string()));
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<Vector> load_vectors(const std::string& ruleset) {
  const auto path = tests_folder() / "vectors" / (operation_of_ruleset(ruleset) + ".jsonl");
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path.string());
  std::vector<Vector> out;
  for (std::string line; std::getline(file, line);)
    if (!line.empty()) out.push_back(read_vector(line));
  return out;
}

std::map<std::pair<std::string, std::string>, std::string> load_deviations() {
  std::ifstream file(tests_folder() / "deviations.jsonl");
  if (!file) throw std::runtime_error("cannot open tests/deviations.jsonl");
  std::map<std::pair<std::string, std::string>, std::string> out;
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) continue;
    const reference::Value value = read(line);
    const auto text_of = [&](const char* name) {
      const reference::Value* member = reference::find_member(value, name);
      if (member == nullptr) throw std::runtime_error("a deviation lacks its " + std::string(name));
      return member->text;
    };
    out[{ruleset_of_operation(text_of("op")), text_of("name")}] = text_of("reason");
  }
  return out;
}

std::string not_a_value_because(const Vector& vector) {
  if (vector.is_query) return "a query string";
  if (vector.is_bytes) return "bytes that are not UTF-8";
  if (vector.payload.substr(0, 3) == "\xEF\xBB\xBF") return "a byte order mark";
  const auto value = reference::parse_json(vector.payload);
  if (!value) return "not JSON";
  if (nlohmann::json::parse(vector.payload, nullptr, false).is_discarded())
    return "a number that no double holds";
  return lost_in(*value);
}

std::string difference(const Vector& vector, const Answer& answer) {
  std::string out;
  const auto print = [](const auto& findings) {
    std::string text;
    for (const auto& [path, code] : findings) text += "\n    \"" + path + "\" " + code;
    return text.empty() ? std::string("\n    nothing") : text;
  };
  if (answer.verdict != vector.verdict)
    out += "  is " + answer.verdict + ", should be " + vector.verdict + "\n";
  if (answer.findings != vector.findings)
    out += "  says" + print(answer.findings) + "\n  should say" + print(vector.findings) + "\n";
  if (!vector.suggest.empty() && std::find(answer.suggestions.begin(), answer.suggestions.end(),
                                           vector.suggest) == answer.suggestions.end()) {
    out += "  should suggest " + vector.suggest + ", suggests";
    for (const std::string& suggestion : answer.suggestions) out += " " + suggestion;
    out += "\n";
  }
  if (out.empty()) return out;
  return vector.ruleset + ": " + vector.name + "\n" + out +
         "  payload: " + vector.payload.substr(0, 300) + "\n";
}

}  // namespace conformance
