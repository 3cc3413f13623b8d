// Words of a file or a flag, each in a row with what it stands for.
#pragma once

#include <string_view>
#include <vector>

namespace leadlint {

template <class T>
struct Word {
  std::string_view name;
  T means{};
};

/// The names of rows, whatever else is in them.
template <class Rows>
[[nodiscard]] std::vector<std::string_view> names_of_rows(const Rows& rows) {
  std::vector<std::string_view> names;
  for (const auto& row : rows) names.push_back(row.name);
  return names;
}

/// The row with that meaning; there is one.
template <class Rows, class T>
[[nodiscard]] constexpr std::string_view word_for(const Rows& rows, const T& meaning) {
  for (const auto& row : rows)
    if (row.means == meaning) return row.name;
  return {};
}

}  // namespace leadlint
