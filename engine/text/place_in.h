// Where a byte of a file stands in a text. A file may be larger than memory: what counts its bytes
// has 64 bits everywhere, what counts those of a text may have 32.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace leadlint {

/// The offset as far as the text goes: its end for what is behind it.
[[nodiscard]] constexpr std::size_t place_in(std::string_view text, std::uint64_t offset) noexcept {
  return static_cast<std::size_t>(std::min<std::uint64_t>(offset, text.size()));
}

}  // namespace leadlint
