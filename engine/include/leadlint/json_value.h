// A JSON value that a program already has, told to a check part by part. The library itself knows
// no type of such values: nlohmann::json of any version and settings will do, and what has its
// functions.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace leadlint {

namespace read {
class ValueReader;
}

/// Takes the parts of one value. Each function returns false where no more is wanted (nested too
/// deeply, or no JSON). Texts must be there until the check has returned.
class JsonParts {
 public:
  explicit JsonParts(read::ValueReader& reader) noexcept : reader_(reader) {}

  /// Its members (`name`, then the value) or items come next, then `close`.
  bool open_object();
  bool open_array();
  bool close();
  bool name(std::string_view text);
  bool null();
  bool boolean(bool value);
  bool integer(std::int64_t value);
  bool integer(std::uint64_t value);
  bool number(double value);
  bool text(std::string_view value);
  /// A value that is none of JSON's: nlohmann::json keeps binary ones, and those it could not
  /// parse.
  bool no_json();

 private:
  read::ValueReader& reader_;
};

/// What nlohmann::json is.
template <typename Json>
concept JsonValue = requires(const Json& value) {
  typename Json::string_t;
  { value.is_object() } -> std::same_as<bool>;
  { value.is_array() } -> std::same_as<bool>;
  { value.is_string() } -> std::same_as<bool>;
  { value.is_number_unsigned() } -> std::same_as<bool>;
  { value.is_number_integer() } -> std::same_as<bool>;
  { value.is_number_float() } -> std::same_as<bool>;
  { value.is_boolean() } -> std::same_as<bool>;
  { value.is_null() } -> std::same_as<bool>;
};

/// The objects and arrays of a value that are open, and what comes next in each. Room for the depth
/// of usual payloads costs no allocation.
template <JsonValue Json>
class OpenValues {
 public:
  struct Frame {
    const Json* value = nullptr;
    typename Json::const_iterator next;
  };
  void push(const Json& value) {
    if (depth_++ < near_.size())
      near_[depth_ - 1] = {&value, value.begin()};
    else
      far_.push_back({&value, value.begin()});
  }
  void pop() {
    if (depth_-- > near_.size()) far_.pop_back();
  }
  [[nodiscard]] bool empty() const noexcept { return depth_ == 0; }
  [[nodiscard]] Frame& top() { return depth_ > near_.size() ? far_.back() : near_[depth_ - 1]; }

 private:
  std::array<Frame, 16> near_{};
  std::vector<Frame> far_;
  std::size_t depth_ = 0;
};

/// Tells a value; of an object or array, that it opens. False: no more is wanted.
template <JsonValue Json>
bool tell_part(const Json& value, JsonParts& parts, OpenValues<Json>& open) {
  if (value.is_object() || value.is_array()) {
    if (!(value.is_object() ? parts.open_object() : parts.open_array())) return false;
    open.push(value);
    return true;
  }
  if (value.is_string())
    return parts.text(value.template get_ref<const typename Json::string_t&>());
  if (value.is_number_unsigned()) return parts.integer(value.template get<std::uint64_t>());
  if (value.is_number_integer()) return parts.integer(value.template get<std::int64_t>());
  if (value.is_number_float()) return parts.number(value.template get<double>());
  if (value.is_boolean()) return parts.boolean(value.template get<bool>());
  if (value.is_null()) return parts.null();
  return parts.no_json();
}

/// Tells a value and all that is in it, as far as it is wanted.
template <JsonValue Json>
bool tell_parts(const Json& value, JsonParts& parts) {
  OpenValues<Json> open;
  if (!tell_part(value, parts, open)) return false;
  while (!open.empty()) {
    auto& inner = open.top();
    if (inner.next == inner.value->end()) {
      open.pop();
      if (!parts.close()) return false;
      continue;
    }
    const auto part = inner.next++;
    if (inner.value->is_object() && !parts.name(part.key())) return false;
    if (!tell_part(*part, parts, open)) return false;
  }
  return true;
}

}  // namespace leadlint
