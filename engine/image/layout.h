// How a value of the decision table stands in an image: how many bytes it takes, and a number that
// stands for the layout of all of them together. Both follow from table/members.h.
//
//   integers, doubles    little endian, as wide as they are in memory
//   bool, enumerations   one byte
//   id                   its number, 4 bytes
//   run, text            where it starts and how many, 4 bytes each
//   struct               its members, one behind the other, with nothing between them
//   list                 how many entries, 4 bytes, and the entries
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "table/members.h"

namespace leadlint::image {

// What a type is ----------------------------------------------------------------------------------

template <class T>
struct IdOf : std::false_type {};
template <class Entry>
struct IdOf<table::Id<Entry>> : std::true_type {
  using Of = Entry;
};
template <class T>
struct RunOf : std::false_type {};
template <class Entry>
struct RunOf<table::SpanOf<Entry>> : std::true_type {
  using Of = Entry;
};
template <class T>
struct MarkOf : std::false_type {};
template <auto list, class Value>
struct MarkOf<table::Run<list, Value>> : std::true_type {};
template <auto list, class Value>
struct MarkOf<table::Entry<list, Value>> : std::true_type {};
template <class Value>
struct MarkOf<table::ByKind<Value>> : std::true_type {};
template <class Value>
struct MarkOf<table::Count<Value>> : std::true_type {};
template <class Value>
struct MarkOf<table::Part<Value>> : std::true_type {};

template <class T>
concept AnId = IdOf<T>::value;
template <class T>
concept ARun = RunOf<T>::value || std::same_as<T, table::Span>;
template <class T>
concept AMark = MarkOf<T>::value;
template <class T>
concept AnEnum = std::is_enum_v<T>;
template <class T>
concept AStruct = requires(T& value) {
  table::members(value);
};
/// What looks the same in memory and in an image, on a machine that is little endian.
template <class T>
concept AWord = (std::integral<T> && !std::same_as<T, bool>) || std::same_as<T, double>;

// How many members an enumeration has, and their names --------------------------------------------

/// The compiler's words for a value: "... Kind::rest]" of a member, "...(Kind)7]" of none.
template <auto value>
[[nodiscard]] consteval std::string_view words_of() noexcept {
  std::string_view words = __PRETTY_FUNCTION__;
  words.remove_prefix(words.find("value = ") + 8);
  return words.substr(0, words.find_first_of(";]"));
}
template <class E, int number>
[[nodiscard]] consteval std::string_view member_name() noexcept {
  constexpr std::string_view words = words_of<static_cast<E>(number)>();
  if (words.front() == '(') return {};
  return words.substr(words.rfind(':') + 1);
}
/// How many members there are; they count from 0 on.
template <AnEnum E, int from = 0>
[[nodiscard]] consteval int members_of() noexcept {
  if constexpr (member_name<E, from>().empty())
    return from;
  else
    return members_of<E, from + 1>();
}
static_assert(members_of<table::FindingLocation::Kind>() == 2 &&
              member_name<table::FindingLocation::Kind, 1>() == "block");

// How many bytes a value takes --------------------------------------------------------------------

template <class T>
inline constexpr std::size_t bytes_of = [] {
  if constexpr (std::same_as<T, bool> || AnEnum<T>)
    return std::size_t{1};
  else if constexpr (AnId<T>)
    return std::size_t{4};
  else if constexpr (ARun<T> || std::same_as<T, table::Text>)
    return std::size_t{8};
  else
    return sizeof(T);
}();
template <class T>
inline constexpr std::size_t bytes_of<std::optional<T>> = 1;
template <class T, std::size_t size>
inline constexpr std::size_t bytes_of<std::array<T, size>> = sizeof(T) * size;
template <class A, class B>
inline constexpr std::size_t bytes_of<std::pair<A, B>> = bytes_of<A> + bytes_of<B>;
template <auto list, class Value>
inline constexpr std::size_t bytes_of<table::Run<list, Value>> = 8;
template <auto list, class Value>
inline constexpr std::size_t bytes_of<table::Entry<list, Value>> = 4;
template <class Value>
inline constexpr std::size_t bytes_of<table::ByKind<Value>> = bytes_of<std::remove_const_t<Value>>;
template <class Value>
inline constexpr std::size_t bytes_of<table::Count<Value>> = bytes_of<std::remove_const_t<Value>>;
template <class... Members>
inline constexpr std::size_t bytes_of<std::tuple<Members...>> =
    (std::size_t{0} + ... + bytes_of<std::remove_cvref_t<Members>>);
template <AStruct T>
inline constexpr std::size_t bytes_of<T> = bytes_of<decltype(table::members(std::declval<T&>()))>;

// The layout of all of them -----------------------------------------------------------------------

/// Any of these changes the number: a member more or less, another type, another order of the
/// types, an enumeration's members.
class LayoutHash {
 public:
  constexpr void add(std::string_view text) noexcept {
    for (const char c : text) add(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
    add(std::uint64_t{0x100});
  }
  constexpr void add(std::uint64_t part) noexcept { number_ = (number_ ^ part) * 0x100000001B3U; }

  template <class T>
  constexpr void add_type() noexcept {
    using Value = std::remove_cvref_t<T>;
    if constexpr (AMark<Value>)
      return add_type<decltype(std::declval<Value>().value)>();
    else if constexpr (AnEnum<Value>)
      return add_names<Value>(std::make_integer_sequence<int, members_of<Value>()>{});
    else if constexpr (AStruct<Value>)
      return add_members(static_cast<decltype(table::members(std::declval<Value&>()))*>(nullptr));
    else
      add_plain(static_cast<Value*>(nullptr));
  }
  [[nodiscard]] constexpr std::uint64_t number() const noexcept { return number_; }

 private:
  template <class E, int... numbers>
  constexpr void add_names(std::integer_sequence<int, numbers...>) noexcept {
    add("enum");
    (add(member_name<E, numbers>()), ...);
  }
  template <class... Members>
  constexpr void add_members(std::tuple<Members...>*) noexcept {
    add("struct");
    (add_type<Members>(), ...);
    add("end");
  }
  template <class T>
  constexpr void add_plain(T*) noexcept {
    if constexpr (AnId<T>)
      add("id");
    else if constexpr (ARun<T>)
      add("run");
    else if constexpr (std::same_as<T, table::Text>)
      add("text");
    else if constexpr (std::same_as<T, std::string>)
      add("bytes");
    else if constexpr (std::same_as<T, bool>)
      add("bool");
    else if constexpr (std::same_as<T, double>)
      add("double");
    else {
      add(std::signed_integral<T> && !std::same_as<T, char> ? "signed" : "unsigned");
      add(std::uint64_t{sizeof(T)});
    }
  }
  template <class T>
  constexpr void add_plain(std::optional<T>*) noexcept {
    add("optional");
    add_type<T>();
  }
  template <class T, std::size_t size>
  constexpr void add_plain(std::array<T, size>*) noexcept {
    add("array");
    add(std::uint64_t{size});
    add_type<T>();
  }
  template <class A, class B>
  constexpr void add_plain(std::pair<A, B>*) noexcept {
    add("pair");
    add_type<A>();
    add_type<B>();
  }
  template <class T>
  constexpr void add_plain(std::vector<T>*) noexcept {
    add("list");
    add_type<T>();
  }
  template <class T, class Numbered>
  constexpr void add_plain(table::List<T, Numbered>*) noexcept {
    add("list");
    add_type<T>();
  }

  std::uint64_t number_ = 0xCBF29CE484222325U;
};

/// Tables of another layout are none that this version can read.
inline constexpr std::uint64_t layout_of_tables = [] {
  LayoutHash hash;
  hash.add_type<table::DecisionTable>();
  return hash.number();
}();

}  // namespace leadlint::image
