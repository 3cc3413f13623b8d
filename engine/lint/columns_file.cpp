#include "lint/columns_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "validate/beside.h"

namespace leadlint::lint {

tl::expected<std::vector<std::pair<std::string, std::string>>, std::string> read_columns(
    std::string_view json) {
  const auto value = nlohmann::ordered_json::parse(json, nullptr, false);
  if (value.is_discarded()) return tl::unexpected(validate::why_no_json(json));
  if (!value.is_object())
    return tl::unexpected(std::string("expected a JSON object of header names and paths"));
  std::vector<std::pair<std::string, std::string>> columns;
  for (const auto& [name, path] : value.items()) {
    if (!path.is_string() && !path.is_null())
      return tl::unexpected(fmt::format("\"{}\": expected a path, or null to leave it out", name));
    if (path.is_string() && path.get_ref<const std::string&>().empty())
      return tl::unexpected(
          fmt::format("\"{}\": \"\" is no path; null leaves the column out", name));
    columns.emplace_back(name, path.is_null() ? "" : path.get<std::string>());
  }
  return columns;
}

}  // namespace leadlint::lint
