// The images of the shipped rule sets, as the build makes them (cmake/embed_tables.cpp).
#pragma once

#include <span>
#include <string_view>

namespace leadlint::image {

struct ShippedImage {
  std::string_view id;
  std::string_view bytes;
};
/// Sorted by id.
[[nodiscard]] std::span<const ShippedImage> shipped_images() noexcept;

}  // namespace leadlint::image
