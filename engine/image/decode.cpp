// Tests: tests/table_image_test.cpp.
#include "image/decode.h"

#include <cmath>
#include <cstring>

#include <fmt/format.h>

#include "image/layout.h"

namespace leadlint::image {
namespace {

/// Takes values off the front. That there are bytes for them was looked at before.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
  [[nodiscard]] bool good() const { return good_; }

  template <class T>
  void take(T& value) {
    if constexpr (std::same_as<T, double>) {
      word(value);
      good_ = good_ && std::isfinite(value);
    } else if constexpr (AWord<T>) {
      word(value);
    } else if constexpr (std::same_as<T, bool>) {
      value = small(2) != 0;
    } else if constexpr (AnEnum<T>) {
      value = static_cast<T>(small(members_of<T>()));
    } else if constexpr (AnId<T>) {
      table::Index number = 0;
      word(number);
      value = T{number};
    } else if constexpr (ARun<T>) {
      word(value.first);
      word(value.count);
    } else if constexpr (std::same_as<T, table::Text>) {
      word(value.offset);
      word(value.size);
    } else {
      std::apply([this](auto&&... members) { (this->take_member(members), ...); },
                 table::members(value));
    }
  }
  template <class T>
  void take(std::optional<T>& value) {
    if (*at_ != '\xFF') return take(value.emplace());
    ++at_;
    value.reset();
  }
  template <class T, std::size_t size>
  void take(std::array<T, size>& values) {
    std::memcpy(values.data(), at_, sizeof values);
    at_ += sizeof values;
  }
  template <class A, class B>
  void take(std::pair<A, B>& both) {
    take(both.first);
    take(both.second);
  }

  /// False: there are not so many bytes, or entry `wrong` is none.
  template <class T>
  [[nodiscard]] bool take_list(std::vector<T>& entries, std::size_t& wrong) {
    std::uint32_t count = 0;
    if (left() < sizeof count) return false;
    word(count);
    if (left() / bytes_of<T> < count) return false;
    entries.resize(count);
    if constexpr (AWord<T> && !std::same_as<T, double>) {
      if (count != 0) std::memcpy(entries.data(), at_, count * sizeof(T));
      at_ += count * sizeof(T);
    } else {
      for (T& entry : entries) {
        take(entry);
        if (!good_) {
          wrong = static_cast<std::size_t>(&entry - entries.data());
          return false;
        }
      }
    }
    return true;
  }
  [[nodiscard]] bool take_text(std::string& text) {
    std::uint32_t size = 0;
    if (left() < sizeof size) return false;
    word(size);
    if (left() < size) return false;
    text.assign(at_, size);
    at_ += size;
    return true;
  }

 private:
  template <class Member>
  void take_member(Member& member) {
    if constexpr (AMark<Member>)
      take(member.value);
    else
      take(member);
  }
  template <class T>
  void word(T& value) {
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
  }
  int small(int count) {
    const int number = static_cast<unsigned char>(*at_++);
    if (number < count) return number;
    good_ = false;
    return 0;
  }

  const char* at_;
  const char* end_;
  bool good_ = true;
};

/// One member of the table after the other, until one is wrong.
class Parts {
 public:
  explicit Parts(std::string_view bytes) : decoder_(bytes) {}

  template <class T>
  void take(const table::Part<T>& part) {
    if (!fault_) take(part.name, part.value);
  }
  [[nodiscard]] std::optional<std::string> fault() {
    if (!fault_ && decoder_.left() != 0)
      fault_ = fmt::format("{} bytes stand behind its end", decoder_.left());
    return std::move(fault_);
  }

 private:
  template <class T>
  void take(std::string_view name, T& value) {
    if (decoder_.left() < bytes_of<T>) return ends_in(name);
    decoder_.take(value);
    if (!decoder_.good()) fault_ = fmt::format("`{}` has a value that there is not", name);
  }
  template <class T>
  void take(std::string_view name, std::vector<T>& entries) {
    std::size_t wrong = 0;
    if (decoder_.take_list(entries, wrong)) return;
    if (decoder_.good()) return ends_in(name);
    fault_ = fmt::format("{} {} has a value that there is not", name, wrong);
  }
  template <class T, class Numbered>
  void take(std::string_view name, table::List<T, Numbered>& entries) {
    take(name, static_cast<std::vector<T>&>(entries));
  }
  void take(std::string_view name, std::string& text) {
    if (!decoder_.take_text(text)) ends_in(name);
  }
  void ends_in(std::string_view name) { fault_ = fmt::format("it ends within `{}`", name); }

  Decoder decoder_;
  std::optional<std::string> fault_;
};

}  // namespace

std::optional<std::string> decode(std::string_view bytes, table::DecisionTable& table) {
  Parts parts(bytes);
  std::apply([&parts](const auto&... all) { (parts.take(all), ...); }, table::members(table));
  return parts.fault();
}

}  // namespace leadlint::image
