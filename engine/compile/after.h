// Rules about the record as it will be to rules about what is sent and what is stored.
//
//   after.status == lost
//     sent      the payload has a value there:    status == lost
//     stored    it says nothing of it, and the stored record has one:   current.status == lost
//     nowhere   it sends a null that may be sent, or neither has one:   never
//
// A rule is taken apart in as many ways as the places that it asks may come about, of which no two
// are the case at once: three for each place. So rows ask what they always ask, and no fact is
// about both records.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compile/blocks.h"
#include "model/ruleset.h"

namespace leadlint::compile {

struct PlainRule;

/// Most places of the record as it will be that one rule asks.
inline constexpr std::size_t max_after_places = 5;

/// A place of the record as it will be, and where it has its value from.
struct After {
  enum class From : std::uint8_t { sent, stored, nowhere };
  model::Path path;          // as it is written
  model::Path sent, stored;  // where the payload has it, seen from the rule, and the stored record
  From from = From::sent;
};

/// The rule in each of the ways in which it may speak; nullopt: it does not ask for the record as
/// it will be.
[[nodiscard]] std::optional<std::vector<PlainRule>> ways_of(const PlainRule& plain, Blocks& blocks,
                                                            const BlockDraft& block);

}  // namespace leadlint::compile
