// Settings of a test run that the environment may change: LEADLINT_SEED, LEADLINT_RECORDS.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace support {

[[nodiscard]] inline std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace support
