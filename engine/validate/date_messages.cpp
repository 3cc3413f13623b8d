// What is said of a text or number that is no date or time: by the format that it fits best
// (date_fit.h), or by what else it looks like. Tests: tests/written_instead_test.cpp.
#include "validate/date_messages.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "finding/words.h"
#include "read/text_match.h"
#include "read/times.h"
#include "text/blanks.h"
#include "text/digit_letters.h"
#include "text/odd_sign.h"
#include "validate/date_fit.h"
#include "validate/date_walk.h"
#include "validate/loose_time.h"
#include "validate/marks.h"
#include "validate/value_text.h"

namespace leadlint::validate {
namespace {

/// Calls `take` with each way to write a date or time that the check names.
template <class Take>
void each_date_time(const table::DecisionTable& table, const table::Check& check, Take take) {
  for (table::Index i = 0; i < check.span.count; ++i) {
    const table::Format& format = table.formats[table.format_ids[check.span.first + i]];
    if (format.kind != table::FormatKind::date_time) continue;
    for (table::Index a = 0; a < format.alternatives.count; ++a)
      take(table.date_times[format.alternatives.first + a]);
  }
}

/// By the format that differs least; nullopt: none can be held to it.
std::optional<DateAdvice> advice_of_parts(const table::DecisionTable& table,
                                          const table::Check& check, std::string_view text) {
  std::optional<DateAdvice> best;
  unsigned cost = 0;
  for (const LooseTime& time : loose_times(text))
    each_date_time(table, check, [&](const table::DateTime& format) {
      const DateFit fit = date_fit(table, format, time);
      if (!fit.is_usable || (best && fit.cost > cost)) return;
      if (!best || fit.cost < cost) best = DateAdvice{fit.why, {}, {}};
      cost = fit.cost;
      const bool new_one = std::ranges::find(best->write, fit.written) == best->write.end();
      if (!fit.written.empty() && !fit.is_case_alone && fit.why == best->why && new_one)
        best->write.push_back(fit.written);
    });
  return best;
}

/// `2 o'clock pm`: a digit, and AM or PM somewhere behind it.
bool has_half(std::string_view text) {
  const auto lower = [text](std::size_t at) {
    return at < text.size() ? static_cast<char>(static_cast<unsigned char>(text[at]) | 0x20U) : ' ';
  };
  const auto is_letter = [&lower](std::size_t at) { return lower(at) >= 'a' && lower(at) <= 'z'; };
  for (std::size_t i = text.find_first_of("0123456789"); i < text.size(); ++i) {
    if ((lower(i) != 'a' && lower(i) != 'p') || (i > 0 && is_letter(i - 1))) continue;
    const std::size_t behind = i + 1 < text.size() && text[i + 1] == '.' ? i + 2 : i + 1;
    if (lower(behind) == 'm' && behind < text.size() && !is_letter(behind + 1)) return true;
  }
  return false;
}

/// Of a time with AM or PM that is not understood further, where no format has them.
bool knows_no_half(const table::DecisionTable& table, const table::Check& check,
                   std::string_view text) {
  bool clock = false, halves = false;
  each_date_time(table, check, [&](const table::DateTime& format) {
    const table::DateStep* const first = table.date_steps.data() + format.steps.first;
    for (const table::DateStep* step = first; step != first + format.steps.count; ++step) {
      clock = clock || step->op == table::DateStep::Op::hour;
      halves = halves || step->op == table::DateStep::Op::half;
    }
  });
  return clock && !halves && has_half(text);
}

/// Of a text with signs that look like those of a format.
std::optional<DateAdvice> advice_of_signs(const table::DecisionTable& table,
                                          const table::Check& check, std::string_view text) {
  const auto plain = plain_signs(text);
  const auto digits = plain ? std::nullopt : digits_for_letters(text, "TZtz");
  if (!plain && !digits) return std::nullopt;
  const std::string_view trimmed = trim(plain ? plain->text : digits->text);
  DateAdvice advice{plain ? words_of_signs(*plain) : words_of_letters(*digits), {}, {}};
  bool good = false;
  each_date_time(table, check, [&](const table::DateTime& format) {
    good = good || read::is_time(table, format, trimmed);
  });
  if (good) {
    advice.write.emplace_back(trimmed);
  } else if (digits) {
    return std::nullopt;
  } else if (const auto parts = advice_of_parts(table, check, trimmed)) {
    if (!parts->why.empty()) add_words(advice.why, Say::also_and_why, {{"why", parts->why}});
    advice.write = parts->write;
  }
  return advice;
}

/// What stands in front of UTC's zone. A day number says none.
std::string without_zone(std::string written) {
  for (const std::string_view zone : {"Z", "+00:00", "+0000"})
    if (written.ends_with(zone)) {
      written.resize(written.size() - zone.size());
      break;
    }
  return written;
}

/// A day or moment that a program counted, as a format with a date writes it.
std::optional<DateAdvice> advice_of_number(const table::DecisionTable& table,
                                           const table::Check& check, std::string_view text) {
  std::string room;
  const auto counted = counted_time(text, room);
  if (!counted) return std::nullopt;
  std::optional<DateAdvice> best;
  each_date_time(table, check, [&](const table::DateTime& format) {
    if (best || format.kind == table::TimeKind::time) return;
    best =
        DateAdvice{in_words(Say::date_looks_like, {{"what", phrase(counted->what)}}), {}, {}, true};
    LooseTime time = counted->time;
    const bool zoned = format.kind == table::TimeKind::instant;
    const bool unsaid = zoned && time.zone == LooseTime::Zone::none;
    time.zone = zoned ? LooseTime::Zone::z : LooseTime::Zone::none;
    const std::string written = date_fit(table, format, time).written;
    if (written.empty()) return;
    best->write.push_back(unsaid ? without_zone(written) : written);
    if (unsaid) best->behind = phrase(Say::date_zone_behind);
  });
  return best;
}

}  // namespace

DateAdvice date_advice(const table::DecisionTable& table, const table::Check& check,
                       std::string_view text) {
  const std::string_view trimmed = trim(text);
  constexpr std::size_t longest = 64;
  if (trimmed.size() > longest) return {why_no_date(table, check, trimmed), {}, {}};
  if (auto advice = advice_of_parts(table, check, trimmed)) {
    if (advice->why.empty() && trimmed.size() != text.size())
      advice->why = in_words(Say::date_white_space);
    std::erase(advice->write, text);
    return std::move(*advice);
  }
  if (auto advice = advice_of_number(table, check, trimmed)) return std::move(*advice);
  if (auto advice = advice_of_signs(table, check, trimmed)) return std::move(*advice);
  if (knows_no_half(table, check, trimmed)) return {in_words(Say::date_no_halves), {}, {}};
  return {why_no_date(table, check, trimmed), {}, {}};
}

}  // namespace leadlint::validate
