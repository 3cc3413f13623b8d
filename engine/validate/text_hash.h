// 128 bits that stand for a text where only "is it the same?" is asked.
//
// SipHash-2-4 with its 128-bit result and a fixed key: two texts that occur have equal hashes with a
// chance of about 1 in 10^38, and finding two on purpose is hard. Tests: tests/text_hash_test.cpp.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string_view>

namespace leadlint::validate {

struct TextHash {
  std::uint64_t low = 0, high = 0;
  [[nodiscard]] auto operator<=>(const TextHash&) const noexcept = default;
};

/// The hash under a key of two words. Reads no byte outside `text`.
[[nodiscard]] TextHash hash_text(std::string_view text, std::array<std::uint64_t, 2> key) noexcept;
/// The hash under the key that a run uses throughout.
[[nodiscard]] TextHash hash_text(std::string_view text) noexcept;

}  // namespace leadlint::validate
