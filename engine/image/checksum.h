// Tells bytes that were damaged on their way: any change of up to eight bytes in a row is seen, and
// any other but for one in 2^64. It keeps no forger out (check.h does).
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

#include "text/eight_bytes.h"

namespace leadlint::image {

/// Four lanes, so that no multiplication waits for the one before.
[[nodiscard]] inline std::uint64_t checksum(std::string_view bytes) noexcept {
  constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;
  const auto mix = [](std::uint64_t lane, std::uint64_t word) {
    return std::rotl((lane ^ word) * factor, 29);
  };
  std::uint64_t lanes[4] = {1, 2, 3, bytes.size()};
  for (; bytes.size() >= 32; bytes.remove_prefix(32))
    for (std::size_t lane = 0; lane < 4; ++lane)
      lanes[lane] = mix(lanes[lane], bits::load<std::uint64_t>(bytes.data() + 8 * lane));
  std::uint64_t sum = 0;
  for (const char byte : bytes) sum = mix(sum, static_cast<unsigned char>(byte));
  for (const std::uint64_t lane : lanes) sum = mix(sum, lane);
  return sum;
}

}  // namespace leadlint::image
