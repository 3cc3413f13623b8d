// All that the readable part of a dump leaves out: every member of every entry of the lists of the
// table, list by list, and what it says of itself.
//
//   rows 3: report 12 place {kind 1} missing
//
// Left out is what is as it is by default. Members are walked by members.h: one that joins a struct
// is here without being told of. Golden dumps: tests/table_test.cpp.
#include <algorithm>
#include <array>
#include <concepts>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "table/dump_text.h"
#include "table/member_names.h"
#include "table/members.h"
#include "text/text_hash.h"

namespace leadlint::table {
namespace {

template <class T>
concept AStruct = requires(const T& value) {
  members(value);
};
template <class T>
concept AMark = requires(const T& mark) {
  mark.value;
}
&&!AStruct<T>;
template <class T>
concept AnId = requires(const T& id) {
  { id.number() } -> std::same_as<Index>;
};
template <class T>
concept ARun = requires(const T& run) {
  run.first;
  run.count;
};
template <class T>
concept AList = requires(const T& list) {
  list.data();
  list.size();
};
template <class T>
concept APlainList = AList<T> && std::is_arithmetic_v<typename T::value_type>;

constexpr std::ptrdiff_t words_in(std::string_view names) {
  return names.empty() ? 0 : std::ranges::count(names, ' ') + 1;
}

class Lists : DumpText {
 public:
  using DumpText::DumpText;

  std::string run() {
    out_ += "lists\n";
    std::apply([this](const auto&... parts) { (part(parts.name, parts.value), ...); },
               members(table_));
    return std::move(out_);
  }

 private:
  template <class T>
  void part(std::string_view name, const T& value) {
    if constexpr (std::same_as<T, std::string>)
      return;  // the pool: its texts stand where they are used
    else if constexpr (APlainList<T>)
      plain(name, value);
    else if constexpr (AList<T>)
      for (std::size_t i = 0; i < value.size(); ++i)
        line(1, fmt::format("{} {}:{}", name, i, described(*(value.data() + i))));
    else if (const std::string said = shown(value); said != shown(T{}))
      line(1, fmt::format("{} {}", name, said));
  }

  /// Numbers on lines of twenty; of very many a hash.
  template <class T>
  void plain(std::string_view name, const T& numbers) {
    constexpr std::size_t many = 1000, in_line = 20;
    std::string all;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (i % in_line == 0 && numbers.size() <= many && !all.empty()) {
        line(1, fmt::format("{} {}:{}", name, i - in_line, all));
        all.clear();
      }
      all += fmt::format(" {}", shown(numbers[i]));
    }
    if (numbers.size() > many)
      line(1, fmt::format("{} {} numbers, {}", name, numbers.size(), hashed(all)));
    else if (!all.empty())
      line(1, fmt::format("{} {}:{}", name, (numbers.size() - 1) / in_line * in_line, all));
  }

  static std::string hashed(std::string_view text) {
    constexpr HashKey key{0x6C6561646C696E74, 0x7461626C65647570};
    const TextHash hash = hash_text(text, key);
    return fmt::format("hash {:016x}", hash.low);
  }

  /// An entry, with a blank in front of what is said of it.
  template <class T>
  std::string described(const T& entry) const {
    if constexpr (AStruct<T>)
      return members_of(entry);
    else
      return " " + shown(entry);
  }

  /// The members that are not as they are by default: " report 12 missing".
  template <class T>
  std::string members_of(const T& entry) const {
    static_assert(
        words_in(member_names<T>) == std::tuple_size_v<decltype(members(std::declval<const T&>()))>,
        "a name for each member: table/member_names.h");
    const T usual{};
    return [&]<std::size_t... i>(std::index_sequence<i...>) {
      const auto own = members(entry), by_default = members(usual);
      std::string_view names = member_names<T>;
      std::string out;
      (add(names, std::get<i>(own), std::get<i>(by_default), out), ...);
      return out;
    }
    (std::make_index_sequence<std::tuple_size_v<decltype(members(usual))>>());
  }

  template <class T>
  void add(std::string_view& names, const T& own, const T& by_default, std::string& out) const {
    const std::string_view name = names.substr(0, names.find(' '));
    names.remove_prefix(std::min(name.size() + 1, names.size()));
    const std::string said = shown(own);
    if (said == shown(by_default)) return;
    out += fmt::format(" {}", name);
    if (said != "true") out += " " + said;
  }

  template <class T>
  std::string shown(const T& value) const {
    if constexpr (AStruct<T>)
      return fmt::format("{{{} }}", members_of(value));
    else if constexpr (AMark<T>)
      return shown(value.value);
    else if constexpr (std::same_as<T, bool>)
      return value ? "true" : "false";
    else if constexpr (std::same_as<T, Code>)
      return std::string(code_name(value));
    else if constexpr (std::same_as<T, Severity>)
      return std::string(severity_name(value));
    else if constexpr (std::same_as<T, CheckKind>)
      return std::string(check_row(value).name);
    else if constexpr (std::is_enum_v<T>)
      return std::to_string(static_cast<int>(value));
    else if constexpr (std::same_as<T, Index>)
      return value == none ? "none" : std::to_string(value);
    else if constexpr (std::is_arithmetic_v<T>)
      return fmt::format("{}", value);
    else if constexpr (std::same_as<T, Text>)
      return fmt::format("\"{}\"", text(value));
    else if constexpr (AnId<T>)
      return shown(value.number());
    else if constexpr (ARun<T>)
      return fmt::format("{}+{}", value.first, value.count);
    else if constexpr (AList<T>)
      return hashed(numbers_of(value));
    else
      return shown_pair(value);
  }

  template <class T>
  std::string numbers_of(const T& numbers) const {
    std::string all;
    for (const auto& each : numbers) all += shown(each) + ' ';
    return all;
  }
  template <class T>
  std::string shown_pair(const std::optional<T>& value) const {
    return value ? shown(*value) : "none";
  }
  template <class A, class B>
  std::string shown_pair(const std::pair<A, B>& pair) const {
    return shown(pair.first) + " " + shown(pair.second);
  }
};

}  // namespace

std::string dump_lists(const DecisionTable& table) { return Lists{table}.run(); }

}  // namespace leadlint::table
