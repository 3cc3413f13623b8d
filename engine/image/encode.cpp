// Tests: tests/table_image_test.cpp.
#include "image/encode.h"

#include <cstring>

#include "image/layout.h"

namespace leadlint::image {
namespace {

class Encoder {
 public:
  explicit Encoder(std::string& out) : out_(out) {}

  template <class T>
  void put(const T& value) {
    if constexpr (AWord<T>) {
      word(value);
    } else if constexpr (std::same_as<T, bool>) {
      word(static_cast<std::uint8_t>(value ? 1 : 0));
    } else if constexpr (AnEnum<T>) {
      word(static_cast<std::uint8_t>(value));
    } else if constexpr (AnId<T>) {
      word(value.number());
    } else if constexpr (ARun<T>) {
      word(value.first);
      word(value.count);
    } else if constexpr (std::same_as<T, table::Text>) {
      word(value.offset);
      word(value.size);
    } else if constexpr (AMark<T>) {
      put(value.value);
    } else {
      std::apply([this](const auto&... members) { (this->put(members), ...); },
                 table::members(value));
    }
  }
  template <class T>
  void put(const std::optional<T>& value) {
    value ? put(*value) : word(std::uint8_t{0xFF});
  }
  template <class T, std::size_t size>
  void put(const std::array<T, size>& values) {
    for (const T& value : values) put(value);
  }
  template <class A, class B>
  void put(const std::pair<A, B>& both) {
    put(both.first);
    put(both.second);
  }
  template <class T>
  void put(const std::vector<T>& entries) {
    word(static_cast<std::uint32_t>(entries.size()));
    for (const T& entry : entries) put(entry);
  }
  template <class T, class Numbered>
  void put(const table::List<T, Numbered>& entries) {
    put(static_cast<const std::vector<T>&>(entries));
  }
  void put(const std::string& bytes) {
    word(static_cast<std::uint32_t>(bytes.size()));
    out_ += bytes;
  }

 private:
  template <class T>
  void word(T value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out_.append(bytes, sizeof value);
  }

  std::string& out_;
};

}  // namespace

void encode(const table::DecisionTable& table, std::string& out) { Encoder{out}.put(table); }

}  // namespace leadlint::image
