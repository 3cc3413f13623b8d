// Table images in tests: rule sets that went through one, and images that somebody forged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "image/checksum.h"
#include "leadlint/table_image.h"

namespace support {

/// Where the checksum stands, and what it is of (image/table_image.cpp).
inline constexpr std::size_t checksum_at = 28, checked_from = 36;

/// The image with the checksum of what stands in it.
inline std::string mended(std::string image) {
  if (image.size() < checked_from) return image;
  const std::uint64_t sum = leadlint::image::checksum(std::string_view{image}.substr(checked_from));
  for (std::size_t byte = 0; byte < sizeof sum; ++byte)
    image[checksum_at + byte] = static_cast<char>(sum >> (8 * byte) & 0xFF);
  return image;
}

/// The same rule set, as it comes out of its image.
inline leadlint::Ruleset through_image(const leadlint::Ruleset& rules) {
  return leadlint::load_table(leadlint::table_image(rules)).value();
}

}  // namespace support
