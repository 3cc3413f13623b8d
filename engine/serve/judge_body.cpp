#include "serve/judge_body.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "author/now.h"
#include "text/nearest.h"

namespace leadlint::serve {
namespace {

tl::unexpected<Refusal> bad_body(std::string message) {
  return tl::unexpected(Refusal{400, "bad_request", std::move(message)});
}

/// Goes over JSON text without looking at what scalars are: whoever takes one reads it.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  void blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  [[nodiscard]] bool take(char c) {
    blanks();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] bool at_end() {
    blanks();
    return at_ == text_.size();
  }
  /// A value as it stands there; empty: none does, or it does not end.
  [[nodiscard]] std::string_view value() {
    blanks();
    const std::size_t first = at_;
    if (at_ == text_.size()) return {};
    if (text_[at_] == '"') return string();
    if (text_[at_] == '{' || text_[at_] == '[') return container();
    at_ = std::min(text_.find_first_of(" \t\r\n,:]}\"{[", at_), text_.size());
    return text_.substr(first, at_ - first);
  }
  [[nodiscard]] std::string_view string() {
    const std::size_t first = at_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '"') {
        ++at_;
        return text_.substr(first, at_ - first);
      }
    }
    at_ = text_.size();
    return {};
  }
  /// "line 1, column 5"
  [[nodiscard]] std::string place() const {
    const std::string_view before = text_.substr(0, std::min(at_, text_.size()));
    const auto lines = std::ranges::count(before, '\n');
    const std::size_t start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
    return fmt::format("line {}, column {}", lines + 1, before.size() - start + 1);
  }

 private:
  [[nodiscard]] std::string_view container() {
    const std::size_t first = at_;
    std::size_t depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        if (string().empty()) return {};
        continue;
      }
      ++at_;
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return text_.substr(first, at_ - first);
    }
    return {};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

using Members = std::vector<std::pair<std::string, std::string_view>>;

/// The members of an object; `what` it is called in messages.
tl::expected<Members, Refusal> members_of(std::string_view json, std::string_view what) {
  Scanner scanner(json);
  if (!scanner.take('{')) return bad_body(fmt::format("{} is no JSON object.", what));
  Members members;
  const auto broken = [&] {
    return bad_body(fmt::format("{} is not JSON: see {}.", what, scanner.place()));
  };
  for (bool is_first = true; !scanner.take('}'); is_first = false) {
    if (!is_first && !scanner.take(',')) return broken();
    const auto name = unquoted(scanner.value());
    if (!name || !scanner.take(':')) return broken();
    const std::string_view value = scanner.value();
    if (value.empty()) return broken();
    if (std::ranges::find(members, *name, &Members::value_type::first) != members.end())
      return bad_body(fmt::format("{} has two members '{}'.", what, *name));
    members.emplace_back(*name, value);
  }
  if (!scanner.at_end())
    return bad_body(
        fmt::format("Something stands behind the end of {}: see {}.", what, scanner.place()));
  return members;
}

using Taken = tl::expected<void, Refusal>;

Taken take_params(JudgeBody& body, std::string_view json) {
  const auto members = members_of(json, "'params'");
  if (!members) return tl::unexpected(members.error());
  body.params.emplace();
  for (const auto& [name, value] : *members) {
    const char first = value.front();
    if (first == '{' || first == '[' || value == "null")
      return bad_body(fmt::format("The parameter '{}' is no text, number or boolean.", name));
    auto text = first == '"' ? unquoted(value) : std::string(value);
    if (!text) return bad_body(fmt::format("The text of the parameter '{}' is not JSON.", name));
    body.params->emplace_back(name, std::move(*text));
  }
  return {};
}

Taken take_now(JudgeBody& body, std::string_view json) {
  const auto text = unquoted(json);
  if (text) body.now = author::read_now(*text);
  if (!body.now)
    return bad_body(R"('now' is no instant with its zone, such as "2026-11-30T12:00:00Z".)");
  return {};
}

Taken take_member(JudgeBody& body, std::string_view name, std::string_view value) {
  if (name == "payload") {
    body.payload = value;
    body.payload_is_text = value.front() == '"';
  } else if (name == "current") {
    body.no_current = value == "null";
    if (!body.no_current) body.current = value;
  } else if (name == "request") {
    if (value != "null") body.request = value;
  } else if (name == "params") {
    return take_params(body, value);
  } else if (name == "catalogs") {
    auto members = members_of(value, "'catalogs'");
    if (!members) return tl::unexpected(members.error());
    body.catalogs = std::move(*members);
  } else {
    return take_now(body, value);
  }
  return {};
}

constexpr std::array<std::string_view, 6> names{"payload", "current",  "params",
                                                "request", "catalogs", "now"};

}  // namespace

std::optional<std::string> unquoted(std::string_view json) {
  if (json.size() < 2 || json.front() != '"') return std::nullopt;
  const auto value = nlohmann::json::parse(json, nullptr, false);
  if (!value.is_string()) return std::nullopt;
  return value.get<std::string>();
}

tl::expected<JudgeBody, Refusal> read_judge_body(std::string_view text) {
  const auto members = members_of(text, "The body");
  if (!members) return tl::unexpected(members.error());
  JudgeBody body;
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(names, name) == names.end()) {
      const auto near = nearest(name, std::span<const std::string_view>(names));
      return bad_body(
          fmt::format("The body has no member '{}'{}; its members are payload, current, "
                      "params, request, catalogs and now.",
                      name, near ? fmt::format(", did you mean {}?", *near) : ""));
    }
    if (auto taken = take_member(body, name, value); !taken) return tl::unexpected(taken.error());
  }
  if (body.payload.empty()) return bad_body("The body has no member 'payload'.");
  return body;
}

}  // namespace leadlint::serve
