// Numbers as people write them who know other languages, to the number that is meant: `0x10`,
// `1_000`, `1/2`, `5k`, `$5`, `007`. For conditions and for the values of keys.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace leadlint::parse {

struct MeantNumber {
  std::string number = {};  // as JSON writes it; empty: none is meant, or nothing is wrong
  std::string why = {};     // `a number has no comma`
};

/// Of a text that is nothing but the number.
[[nodiscard]] MeantNumber meant_number(std::string_view text);
/// The beginning of a text that is read as one number, with the signs around it.
[[nodiscard]] std::string_view number_run(std::string_view text);

}  // namespace leadlint::parse
