// A place in the structural index of a JSON text (json_walk.h has a picture), and where the text's
// next backslash is. Who makes a record of a text (JsonWalk) and who only judges it (the stream
// check) step over the same entries by it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "read/json_token.h"

namespace leadlint::read {

struct JsonCursor {
  const char* base = nullptr;          // of the text that entries count in
  const char* stop = nullptr;          // its end
  const std::uint32_t* at = nullptr;   // the next entry
  const std::uint32_t* end = nullptr;  // of the entries; *end is readable: the text's size
  const char* backslash = nullptr;     // the first one not before what was last asked for

  /// Are there so many entries?
  [[nodiscard]] bool has(std::ptrdiff_t entries) const noexcept { return end - at >= entries; }
  /// The first byte of the token at an entry, counted from the next one.
  [[nodiscard]] const char* token(std::ptrdiff_t entry = 0) const noexcept {
    return base + at[entry];
  }
  /// Does an object or array start here?
  [[nodiscard]] bool opens() const noexcept { return *token() == '{' || *token() == '['; }

  /// Does a token reach to the next one?
  [[nodiscard]] static bool touches(const char* next) noexcept {
    return static_cast<unsigned char>(next[-1]) > ' ';
  }
  /// One past the string or scalar behind which the next token starts: back over blanks.
  [[nodiscard]] static const char* token_end(const char* next) noexcept {
    while (is_blank(next[-1])) --next;
    return next;
  }
  /// Is there a backslash in the part? Parts are asked about in the order of the text, so all
  /// searches together pass over it once. (One that ends at `backslash` or before has none, which
  /// callers may look at first.)
  [[nodiscard]] bool has_backslash(std::string_view part) noexcept {
    if (backslash < part.data()) [[unlikely]]
      backslash = next_backslash(part.data());
    return backslash < part.data() + part.size();
  }

 private:
  /// (Apart, so that callers keep their registers.)
  [[nodiscard, gnu::noinline]] const char* next_backslash(const char* from) const noexcept {
    const void* const found = std::memchr(from, '\\', static_cast<std::size_t>(stop - from));
    return found == nullptr ? stop : static_cast<const char*>(found);
  }
};

}  // namespace leadlint::read
