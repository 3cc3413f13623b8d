// SipHash as its authors describe it (Aumasson and Bernstein, 2012; the 128-bit result: 2014).
#include "text/text_hash.h"

#include <sys/random.h>

#include <bit>
#include <chrono>

namespace leadlint {
namespace {

struct State {
  std::uint64_t a, b, c, d;

  void round() noexcept {
    a += b;
    c += d;
    b = std::rotl(b, 13) ^ a;
    d = std::rotl(d, 16) ^ c;
    a = std::rotl(a, 32) + d;
    c += b;
    b = std::rotl(b, 17) ^ c;
    d = std::rotl(d, 21) ^ a;
    c = std::rotl(c, 32);
  }
  void absorb(std::uint64_t word) noexcept {
    d ^= word;
    round();
    round();
    a ^= word;
  }
  [[nodiscard]] std::uint64_t result() noexcept {
    for (int i = 0; i < 4; ++i) round();
    return a ^ b ^ c ^ d;
  }
};

/// Up to eight bytes as a little-endian number, whatever the machine's own order.
std::uint64_t word_of(const char* bytes, std::size_t count) noexcept {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < count; ++i)
    word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  return word;
}

/// Where the system gives no random bytes (a sandbox that forbids it), what it puts where will do.
HashKey drawn_key() noexcept {
  HashKey key{};
  if (getrandom(key.data(), sizeof key, GRND_NONBLOCK) == static_cast<ssize_t>(sizeof key))
    return key;
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  return {static_cast<std::uint64_t>(now) * 0x9e3779b97f4a7c15,
          reinterpret_cast<std::uintptr_t>(&key) * 0xd1b54a32d192ed03 | 1};
}

HashKey& process_key() noexcept {
  static HashKey key = drawn_key();
  return key;
}

}  // namespace

const HashKey& hash_key() noexcept { return process_key(); }
void set_hash_key(const HashKey& key) noexcept { process_key() = key; }

TextHash hash_text(std::string_view text, const HashKey& key) noexcept {
  State state{key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d ^ 0xee,
              key[0] ^ 0x6c7967656e657261, key[1] ^ 0x7465646279746573};
  const auto size = static_cast<std::uint64_t>(text.size());
  for (; text.size() >= 8; text.remove_prefix(8)) state.absorb(word_of(text.data(), 8));
  state.absorb(size << 56 | word_of(text.data(), text.size()));
  state.c ^= 0xee;
  TextHash hash;
  hash.low = state.result();
  state.b ^= 0xdd;
  hash.high = state.result();
  return hash;
}

TextHash hash_text(std::string_view text) noexcept { return hash_text(text, hash_key()); }

}  // namespace leadlint
