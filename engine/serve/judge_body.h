// The body of POST /v1/judge: an object whose members are texts of their own, each read as the one
// that it is of (a payload with a bad number is a finding on the payload, not a bad request).
// Tests: tests/judge_body_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/validator.h"
#include "serve/http_head.h"

namespace leadlint::serve {

/// What the body says; the views are into it.
struct JudgeBody {
  std::string_view payload;  // as it stands there: JSON
  bool payload_is_text = false;
  std::optional<std::string_view> current, request;  // (null: there is no record)
  bool no_current = false;
  std::optional<std::vector<std::pair<std::string, std::string>>> params;
  std::vector<std::pair<std::string, std::string_view>> catalogs;
  std::optional<Now> now;
};

[[nodiscard]] tl::expected<JudgeBody, Refusal> read_judge_body(std::string_view text);
/// A JSON text in quotes, without them and its escapes; nullopt: it is none.
[[nodiscard]] std::optional<std::string> unquoted(std::string_view json);

}  // namespace leadlint::serve
