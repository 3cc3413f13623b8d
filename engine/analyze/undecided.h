// Where the choices of places (analyze/places.h) do not stand for all values there are, so that
// "there is no such record" is not said of these rules.
#pragma once

#include <string>
#include <vector>

#include "analyze/places.h"

namespace leadlint::analyze {

/// In words, sorted, each once: "rule total: calculates".
[[nodiscard]] std::vector<std::string> undecided(const Places& places);

}  // namespace leadlint::analyze
