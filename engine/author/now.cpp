// A date, a time and an offset, in digits. Tests: tests/moments_test.cpp.
#include "author/now.h"

#include <chrono>

#include "model/moments.h"

namespace leadlint::author {

std::optional<Now> read_now(std::string_view text) {
  const auto moment = model::read_iso_moment(text);
  if (!moment || moment->kind != model::Moment::Kind::instant) return std::nullopt;
  using namespace std::chrono;
  const auto since_epoch = seconds{moment->days * 86400 + moment->seconds - moment->offset} +
                           duration_cast<system_clock::duration>(nanoseconds{moment->nanoseconds});
  return Now{system_clock::time_point{since_epoch},
             duration_cast<minutes>(seconds{moment->offset})};
}

}  // namespace leadlint::author
