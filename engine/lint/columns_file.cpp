// Reads the JSON object of `--columns`, and checks each of its paths.
#include "lint/columns_file.h"

#include <optional>
#include <set>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "validate/context_records.h"

namespace leadlint::lint {

tl::expected<std::vector<std::pair<std::string, std::string>>, std::string> read_columns(
    std::string_view json) {
  using Json = nlohmann::ordered_json;
  std::set<std::string> names;
  std::optional<std::string> repeated;
  const auto note_name = [&](int depth, Json::parse_event_t event, const Json& name) {
    if (depth == 1 && event == Json::parse_event_t::key &&
        !names.insert(name.get<std::string>()).second)
      repeated = name.get<std::string>();
    return true;
  };
  const auto value = Json::parse(json, note_name, false);
  // The library takes a NUL for the end of the text.
  if (value.is_discarded() || json.find('\0') != std::string_view::npos)
    return tl::unexpected(validate::why_no_json(json));
  if (repeated)
    return tl::unexpected(
        fmt::format("\"{}\" stands there twice: which of the two counts?", *repeated));
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
