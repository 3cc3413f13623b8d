// Tests: tests/table_image_test.cpp.
#include "image/ranges.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "image/layout.h"
#include "text/eight_bytes.h"
#include "text/utf8.h"

namespace leadlint::image {
namespace {

/// Is all of it UTF-8, once the marks of values that are no texts are left out?
bool is_sound(std::string_view pool, bool& has_marks) {
  for (std::size_t at = 0; at < pool.size();) {
    if (pool.size() - at >= 8 &&
        (bits::load<std::uint64_t>(pool.data() + at) & bits::high_bits) == 0) {
      at += 8;
      continue;
    }
    const bool mark = pool[at] == table::no_text_mark;
    has_marks = has_marks || mark;
    const std::size_t size = mark ? 1 : character_size(pool, at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

class Ranges {
 public:
  explicit Ranges(const table::DecisionTable& table) : table_(table) {}

  [[nodiscard]] std::optional<std::string> check() {
    if (!is_sound(table_.pool, has_marks_)) return "its texts are not UTF-8";
    std::apply([this](const auto&... parts) { (this->part(parts), ...); }, table::members(table_));
    return std::move(fault_);
  }

 private:
  template <class T>
  void part(const table::Part<T>& part) {
    if (!fault_) look(part.name, part.value);
  }
  template <class T>
  void look(std::string_view name, const T& value) {
    if (!fits(value)) fault_ = fmt::format("`{}` leads to an entry that is not there", name);
  }
  template <class T>
  void look(std::string_view name, const std::vector<T>& entries) {
    if constexpr (!std::integral<T>) {
      const bool names = static_cast<const void*>(&entries) == &table_.names;
      for (std::size_t i = 0; i < entries.size(); ++i) {
        if (names ? is_name(entries[i]) : fits(entries[i])) continue;
        fault_ = fmt::format("{} {} leads to an entry that is not there", name, i);
        return;
      }
    }
  }
  template <class T, class Numbered>
  void look(std::string_view name, const table::List<T, Numbered>& entries) {
    look(name, static_cast<const std::vector<T>&>(entries));
  }
  void look(std::string_view, const std::string&) {}

  template <class T>
  [[nodiscard]] bool fits(const T& value) const {
    if constexpr (AnId<T>) {
      using Of = typename IdOf<T>::Of;
      return value == table::none || value.number() < (table_.*table::list_of<Of>()).size();
    } else if constexpr (RunOf<T>::value) {
      using Of = typename RunOf<T>::Of;
      return is_within(value.first, value.count, (table_.*table::list_of<Of>()).size());
    } else if constexpr (std::same_as<T, table::Text>) {
      return is_text(value, false);
    } else if constexpr (AStruct<T>) {
      return std::apply([this](const auto&... members) { return (this->fits(members) && ...); },
                        table::members(value));
    } else {
      static_assert(!std::same_as<T, table::Span> && !std::same_as<T, table::Index>,
                    "a number that does not say what it is: see table/members.h");
      return true;
    }
  }
  template <auto list, class Value>
  [[nodiscard]] bool fits(const table::Run<list, Value>& run) const {
    return is_within(run.value.first, run.value.count, (table_.*list).size());
  }
  template <auto list, class Value>
  [[nodiscard]] bool fits(const table::Entry<list, Value>& entry) const {
    return entry.value == table::none || entry.value < (table_.*list).size();
  }
  template <class Value>
  [[nodiscard]] bool fits(const table::ByKind<Value>&) const {
    return true;
  }
  template <class Value>
  [[nodiscard]] bool fits(const table::Count<Value>&) const {
    return true;
  }
  template <class A, class B>
  [[nodiscard]] bool fits(const std::pair<A, B>&) const {
    return true;
  }

  [[nodiscard]] static bool is_within(std::size_t first, std::size_t count, std::size_t size) {
    return first <= size && count <= size - first;
  }
  template <class T>
  [[nodiscard]] bool is_name(const T& value) const {
    if constexpr (std::same_as<T, table::Text>)
      return is_text(value, true);
    else
      return false;
  }
  /// A slice of the pool that cuts no character. Only a name may have marks, in front.
  [[nodiscard]] bool is_text(table::Text at, bool name) const {
    const std::string_view pool = table_.pool;
    if (!is_within(at.offset, at.size, pool.size())) return false;
    if (at.size == 0) return true;
    const std::size_t end = std::size_t{at.offset} + at.size;
    if (is_continuation(pool[at.offset]) || (end < pool.size() && is_continuation(pool[end])))
      return false;
    if (!has_marks_) return true;
    std::string_view text = pool.substr(at.offset, at.size);
    while (name && text.starts_with(table::no_text_mark)) text.remove_prefix(1);
    return text.find(table::no_text_mark) == text.npos;
  }

  const table::DecisionTable& table_;
  bool has_marks_ = false;
  std::optional<std::string> fault_;
};

}  // namespace

std::optional<std::string> check_ranges(const table::DecisionTable& table) {
  return Ranges{table}.check();
}

}  // namespace leadlint::image
