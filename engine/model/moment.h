// A date or time as it is compared: see model/moments.h for how texts become one.
#pragma once

#include <cstdint>

namespace leadlint::model {

struct Moment {
  enum class Kind : std::uint8_t { date, time, local, instant, month };
  Kind kind = Kind::date;
  std::int64_t days = 0;          // since 1970-01-01, as written; month: of its first day; time: 0
  std::int32_t seconds = 0;       // of the day, as written
  std::uint32_t nanoseconds = 0;  // of a fraction's digits the first nine count
  std::int32_t offset = 0;        // seconds east of UTC
  bool operator==(const Moment&) const = default;
};

}  // namespace leadlint::model
