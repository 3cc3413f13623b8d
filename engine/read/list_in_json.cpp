// Looks for a list of objects, member by member.
#include "read/list_in_json.h"

#include <algorithm>

#include <fmt/format.h>

#include "read/json_members.h"
#include "text/ascii.h"

namespace leadlint::read {

bool is_object_list(std::string_view value) noexcept {
  const std::size_t item = value.find_first_not_of(" \t\r\n", 1);
  return value.starts_with('[') && item != value.npos && value[item] == '{';
}

bool is_path_name(std::string_view name) noexcept {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return is_digit(c) || is_letter(c) || c == '_' || c == '-';
  });
}

std::string path_to_list(std::string_view text, std::size_t offset, int levels) {
  for (JsonMembers members(text, offset); members.next();) {
    const std::string_view name = members.raw_name();
    if (!is_path_name(name)) continue;
    if (is_object_list(members.value_text())) return std::string(name);
    if (levels == 0 || !members.value_text().starts_with('{')) continue;
    if (const std::string inner = path_to_list(text, members.value(), levels - 1); !inner.empty())
      return fmt::format("{}.{}", name, inner);
  }
  return {};
}

}  // namespace leadlint::read
