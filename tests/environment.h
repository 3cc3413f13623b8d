// Settings of a test run that the environment may change: LEADLINT_SEED, LEADLINT_RECORDS.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace support {

[[nodiscard]] inline std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// How many records a test makes: LEADLINT_RECORDS.
[[nodiscard]] inline std::size_t records_or(std::size_t otherwise) {
  return static_cast<std::size_t>(from_environment("LEADLINT_RECORDS", otherwise));
}

}  // namespace support
