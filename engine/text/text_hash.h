// Hashes of texts that input chooses: names, keys, values.
//
// Both kinds have a key that each process draws for itself, so that nobody can prepare texts whose
// hashes collide: look-ups stay as fast for those as for any others. Nothing that is put out may
// depend on a hash: what comes in the order of hashes is sorted by something else first. Tests fix
// the key; under {0, 0} all texts have one KeyedHash. Tests: tests/text_hash_test.cpp.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace leadlint {

using HashKey = std::array<std::uint64_t, 2>;

/// The key of this process.
[[nodiscard]] const HashKey& hash_key() noexcept;
/// For tests, before anything is hashed that is looked up later.
void set_hash_key(const HashKey& key) noexcept;

/// 128 bits that stand for a text where only "is it the same?" is asked: SipHash-2-4 with its
/// 128-bit result. Two texts that occur have equal hashes with a chance of about 1 in 10^38.
struct TextHash {
  std::uint64_t low = 0, high = 0;
  [[nodiscard]] auto operator<=>(const TextHash&) const noexcept = default;
};

/// The hash under a key. Reads no byte outside `text`.
[[nodiscard]] TextHash hash_text(std::string_view text, const HashKey& key) noexcept;
/// The hash under the key of the process.
[[nodiscard]] TextHash hash_text(std::string_view text) noexcept;

/// 64 bits for tables whose texts are compared as well: eight bytes a multiplication, all bits of
/// use. As a standard container's hash it keeps the key that it was made with.
class KeyedHash {
 public:
  using is_transparent = void;
  KeyedHash() noexcept : key_(hash_key()) {}
  [[nodiscard]] std::size_t operator()(std::string_view text) const noexcept {
    return static_cast<std::size_t>(of(text));
  }
  [[nodiscard]] std::uint64_t of(std::string_view text) const noexcept;

 private:
  /// Folds a 128-bit product, which carries every input bit into every output bit.
  [[nodiscard]] static std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
#ifdef __SIZEOF_INT128__
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
#else
    constexpr std::uint64_t low_half = 0xFFFFFFFF;
    const std::uint64_t low = (a & low_half) * (b & low_half), high = (a >> 32U) * (b >> 32U);
    const std::uint64_t cross = (a >> 32U) * (b & low_half) + (low >> 32U);
    const std::uint64_t middle = (a & low_half) * (b >> 32U) + (cross & low_half);
    return ((middle << 32U) | (low & low_half)) ^ (high + (cross >> 32U) + (middle >> 32U));
#endif
  }
  template <class Word>
  [[nodiscard]] static std::uint64_t load(const char* from) noexcept {
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
  }

  HashKey key_;
};

/// The last eight bytes overlap those before them, as the halves of a shorter text do.
inline std::uint64_t KeyedHash::of(std::string_view text) const noexcept {
  const char* const data = text.data();
  const std::size_t size = text.size();
  std::uint64_t hash = mix(key_[0] ^ size, key_[1]);
  if (size >= 8) {
    for (std::size_t at = 0; at + 8 < size; at += 8)
      hash = mix(hash ^ load<std::uint64_t>(data + at), key_[1]);
    return mix(hash ^ load<std::uint64_t>(data + size - 8), key_[1]);
  }
  if (size >= 4) {
    const std::uint64_t last = load<std::uint32_t>(data + size - 4);
    return mix(hash ^ load<std::uint32_t>(data) ^ last << 32U, key_[1]);
  }
  if (size == 0) return hash;
  const auto byte = [data](std::size_t at) {
    return std::uint64_t{static_cast<unsigned char>(data[at])};
  };
  return mix(hash ^ byte(0) ^ byte(size / 2) << 8U ^ byte(size - 1) << 16U, key_[1]);
}

/// KeyedHash under the key of the process.
[[nodiscard]] inline std::uint64_t keyed_hash(std::string_view text) noexcept {
  return KeyedHash().of(text);
}

}  // namespace leadlint
