// What reading costs at least: a bare simdjson On-Demand pass that touches every field of a text.
#pragma once

#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>
#include <simdjson.h>

namespace bench {

namespace ondemand = simdjson::ondemand;

/// Judges one payload after another; what is reported is the time of one.
template <class Payload, class Judge>
void take_turns(benchmark::State& state, const std::vector<Payload>& all, Judge judge) {
  std::size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(judge(all[at]));
    at = at + 1 == all.size() ? 0 : at + 1;
  }
}

inline std::uint64_t touch(ondemand::value value);

template <class Object>
std::uint64_t touch_members(Object&& object) {
  std::uint64_t sum = 0;
  for (auto field : object) {
    sum += field.unescaped_key().value_unsafe().size();
    sum += touch(field.value().value_unsafe());
  }
  return sum;
}

template <class Array>
std::uint64_t touch_items(Array&& array) {
  std::uint64_t sum = 0;
  for (auto item : array) sum += touch(item.value_unsafe());
  return sum;
}

inline std::uint64_t touch(ondemand::value value) {
  using ondemand::json_type;
  switch (value.type().value_unsafe()) {
    case json_type::string:
      return value.get_string().value_unsafe().size();
    case json_type::number:
      return static_cast<std::uint64_t>(value.get_double().value_unsafe());
    case json_type::boolean:
      return value.get_bool().value_unsafe() ? 2 : 1;
    case json_type::object:
      return touch_members(value.get_object());
    case json_type::array:
      return touch_items(value.get_array());
    case json_type::null:
      break;
  }
  return 0;
}

/// Texts, one after another, each member and item touched.
inline void pass_over(benchmark::State& state, const std::vector<simdjson::padded_string>& texts) {
  ondemand::parser parser;
  take_turns(state, texts, [&](const simdjson::padded_string& text) {
    auto document = parser.iterate(text);
    return document.type().value_unsafe() == ondemand::json_type::array
               ? touch_items(document.get_array())
               : touch_members(document.get_object());
  });
}

}  // namespace bench
