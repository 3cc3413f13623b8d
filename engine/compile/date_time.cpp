// model::DatePattern to table::DateTime and its steps.
//
//   HH:mm[:ss]  -->  hour 2..2, ':', minute 2..2, optional_begin (skip 3), ':', second,
//                    optional_end
//
// Covered by tests/times_test.cpp.
#include "compile/date_time.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace leadlint::compile {
namespace {

using PartKind = model::DatePart::Kind;
using Op = table::DateStep::Op;
using Steps = std::vector<table::DateStep>;

Op op_of(PartKind kind) {
  switch (kind) {
    case PartKind::year:
      return Op::year;
    case PartKind::month:
      return Op::month;
    case PartKind::day:
      return Op::day;
    case PartKind::hour:
      return Op::hour;
    case PartKind::minute:
      return Op::minute;
    case PartKind::second:
      return Op::second;
    case PartKind::fraction:
      return Op::fraction;
    case PartKind::zone_or_z:
      return Op::zone_or_z;
    case PartKind::zone_colon:
      return Op::zone_colon;
    case PartKind::zone_plain:
      return Op::zone_plain;
    case PartKind::month_short:
      return Op::month_short;
    case PartKind::month_full:
      return Op::month_full;
    case PartKind::hour_of_half:
      return Op::hour_of_half;
    case PartKind::half:
      return Op::half;
    case PartKind::optional:
      return Op::optional_begin;
    case PartKind::literal:
      break;
  }
  return Op::literal;
}

void add_steps(const model::DatePattern& pattern, Steps& steps) {
  for (const model::DatePart& part : pattern) {
    table::DateStep step;
    step.op = op_of(part.kind);
    if (part.kind == PartKind::literal) {
      for (const char byte : part.text) {
        step.literal = byte;
        steps.push_back(step);
      }
      continue;
    }
    step.min = part.min;
    step.max = part.max;
    const std::size_t at = steps.size();
    steps.push_back(step);
    if (part.kind != PartKind::optional) continue;
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
  if (has(Op::hour) || has(Op::hour_of_half)) {
    if (!has(Op::day)) return table::TimeKind::time;
    return zone ? table::TimeKind::instant : table::TimeKind::local;
  }
  return has(Op::day) ? table::TimeKind::date : table::TimeKind::month;
}

/// What the steps have at fixed places from the front on.
class PictureMaker {
 public:
  explicit PictureMaker(const Steps& steps) {
    for (const table::DateStep& step : steps) {
      if (!take(step)) break;
      ++picture_.steps;
    }
    picture_.size = static_cast<std::uint8_t>(bytes_.size());
    picture_.words = static_cast<std::uint8_t>((bytes_.size() + 7) / 8);
  }

  [[nodiscard]] std::optional<table::DatePicture> make() {
    if (bytes_.size() < table::DatePicture::min_size) return std::nullopt;
    for (std::size_t word = 0; word < picture_.words; ++word)
      for (std::size_t byte = 0; byte < 8; ++byte) {
        const Byte& from = bytes_[picture_.at(word) + byte];
        picture_.expected[word * 8 + byte] = from.expected;
        picture_.slack[word * 8 + byte] = from.digit ? 0x7F - 9 : 0x7F;
      }
    return picture_;
  }

 private:
  struct Byte {
    char expected = '0';
    bool digit = true;
  };

  [[nodiscard]] bool take(const table::DateStep& step) {
    const std::size_t size = step.op == Op::literal ? 1 : step.max;
    if (bytes_.size() + size > table::DatePicture::max_size) return false;
    if (step.op == Op::literal) {
      bytes_.push_back({step.literal, false});
      return true;
    }
    std::uint8_t* const place = step.min == step.max ? place_of(step) : nullptr;
    if (place == nullptr || *place != table::DatePicture::absent) return false;
    *place = static_cast<std::uint8_t>(bytes_.size());
    bytes_.resize(bytes_.size() + size);
    return true;
  }

  [[nodiscard]] std::uint8_t* place_of(const table::DateStep& step) {
    if (step.op == Op::year && step.max == 4) return &picture_.year;
    if (step.max != 2) return nullptr;
    switch (step.op) {
      case Op::year:
        return &picture_.short_year;
      case Op::month:
        return &picture_.month;
      case Op::day:
        return &picture_.day;
      case Op::hour:
        return &picture_.hour;
      case Op::minute:
        return &picture_.minute;
      case Op::second:
        return &picture_.second;
      default:
        return nullptr;
    }
  }

  table::DatePicture picture_;
  std::vector<Byte> bytes_;
};

/// yyyy-MM-dd, which most dates are.
bool is_day(const table::DatePicture& picture, std::size_t steps) {
  constexpr std::string_view words =
      "0000-00-"
      "00-00-00";
  return picture.steps == steps && picture.size == 10 && picture.year == 0 && picture.month == 5 &&
         picture.day == 8 && words == std::string_view(picture.expected.data(), words.size());
}

}  // namespace

table::DateTime add_date_time(table::DecisionTable& table, const model::DatePattern& pattern) {
  Steps steps;
  add_steps(pattern, steps);
  table::DateTime out;
  out.kind = kind_of(steps);
  if (const auto picture = PictureMaker{steps}.make()) {
    out.picture = static_cast<table::Index>(table.date_pictures.size());
    out.is_day = is_day(*picture, steps.size());
    table.date_pictures.push_back(*picture);
  }
  out.steps = {static_cast<table::Index>(table.date_steps.size()),
               static_cast<table::Index>(steps.size())};
  table.date_steps.insert(table.date_steps.end(), steps.begin(), steps.end());
  return out;
}

}  // namespace leadlint::compile
