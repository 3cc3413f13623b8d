// model::DatePattern to table::DateTime and its steps.
//
//   HH:mm[:ss]  -->  hour 2..2, ':', minute 2..2, optional_begin (skip 3), ':', second, optional_end
//
// Covered by tests/times_test.cpp.
#include "compile/date_time.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace leadlint::compile {
namespace {

using Kind = model::DatePart::Kind;
using Op = table::DateStep::Op;
using Steps = std::vector<table::DateStep>;

Op op_of(Kind kind) {
  switch (kind) {
    case Kind::year:
      return Op::year;
    case Kind::month:
      return Op::month;
    case Kind::day:
      return Op::day;
    case Kind::hour:
      return Op::hour;
    case Kind::minute:
      return Op::minute;
    case Kind::second:
      return Op::second;
    case Kind::fraction:
      return Op::fraction;
    case Kind::zone_or_z:
      return Op::zone_or_z;
    case Kind::zone_colon:
      return Op::zone_colon;
    case Kind::zone_plain:
      return Op::zone_plain;
    case Kind::optional:
      return Op::optional_begin;
    case Kind::literal:
      break;
  }
  return Op::literal;
}

void add_steps(const model::DatePattern& pattern, Steps& steps) {
  for (const model::DatePart& part : pattern) {
    table::DateStep step;
    step.op = op_of(part.kind);
    if (part.kind == Kind::literal) {
      for (const char byte : part.text) {
        step.literal = byte;
        steps.push_back(step);
      }
      continue;
    }
    step.min = part.least;
    step.max = part.most;
    const std::size_t at = steps.size();
    steps.push_back(step);
    if (part.kind != Kind::optional) continue;
    add_steps(part.parts, steps);
    steps.push_back({.op = Op::optional_end});
    steps[at].skip = static_cast<std::uint16_t>(steps.size() - at - 1);
  }
}

table::TimeKind kind_of(const Steps& steps) {
  const auto has = [&](Op op) {
    return std::ranges::find(steps, op, &table::DateStep::op) != steps.end();
  };
  const bool zone = has(Op::zone_or_z) || has(Op::zone_colon) || has(Op::zone_plain);
  if (has(Op::hour)) {
    if (!has(Op::day)) return table::TimeKind::time;
    return zone ? table::TimeKind::instant : table::TimeKind::local;
  }
  return has(Op::day) ? table::TimeKind::date : table::TimeKind::month;
}

/// How many of the steps spell yyyy-MM-dd'T'HH:mm:ss from the front: 11, 5 or 0.
std::uint8_t iso_steps(const Steps& steps) {
  struct Wanted {
    Op op;
    char literal;
    std::uint8_t digits;
  };
  static constexpr Wanted wanted[] = {
      {Op::year, 0, 4},   {Op::literal, '-', 0}, {Op::month, 0, 2},  {Op::literal, '-', 0},
      {Op::day, 0, 2},    {Op::literal, 'T', 0}, {Op::hour, 0, 2},   {Op::literal, ':', 0},
      {Op::minute, 0, 2}, {Op::literal, ':', 0}, {Op::second, 0, 2},
  };
  std::size_t alike = 0;
  while (alike < std::min(steps.size(), std::size(wanted)) && steps[alike].op == wanted[alike].op &&
         steps[alike].literal == wanted[alike].literal &&
         steps[alike].min == wanted[alike].digits && steps[alike].max == wanted[alike].digits) {
    ++alike;
  }
  return alike >= 11 ? 11 : alike >= 5 ? 5 : 0;
}

}  // namespace

table::DateTime add_date_time(table::DecisionTable& table, const model::DatePattern& pattern) {
  Steps steps;
  add_steps(pattern, steps);
  table::DateTime out;
  out.kind = kind_of(steps);
  out.iso_steps = iso_steps(steps);
  out.steps = {static_cast<table::Index>(table.date_steps.size()),
               static_cast<table::Index>(steps.size())};
  table.date_steps.insert(table.date_steps.end(), steps.begin(), steps.end());
  return out;
}

}  // namespace leadlint::compile
