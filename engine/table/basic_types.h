// What every part of the decision table is made of: its lists and the numbers of their entries,
// runs of these, texts in its pool, kinds of values.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace leadlint::table {

/// A count, or the number of an entry in a list whose numbers have no type of their own.
using Index = std::uint32_t;

/// `none` stands for no entry, whatever the list.
struct None {
  constexpr operator Index() const noexcept { return std::numeric_limits<Index>::max(); }
};
inline constexpr None none;

/// The number of an entry in a list of the table (`List`), which is the only one that takes it.
template <class Entry>
class Id {
 public:
  constexpr Id() noexcept = default;  // none
  constexpr Id(None) noexcept {}
  constexpr explicit Id(Index number) noexcept : number_(number) {}

  [[nodiscard]] constexpr Index number() const noexcept { return number_; }
  friend constexpr bool operator==(Id, Id) noexcept = default;
  friend constexpr auto operator<=>(Id, Id) noexcept = default;

 private:
  Index number_ = none;
};

/// A run of entries in a list of the table: a range of their numbers.
template <class Entry>
struct SpanOf {
  Index first = 0;
  Index count = 0;

  class Iterator {
   public:
    constexpr explicit Iterator(Index number) noexcept : number_(number) {}
    constexpr Id<Entry> operator*() const noexcept { return Id<Entry>{number_}; }
    constexpr Iterator& operator++() noexcept {
      ++number_;
      return *this;
    }
    friend constexpr bool operator==(Iterator, Iterator) noexcept = default;

   private:
    Index number_;
  };
  [[nodiscard]] constexpr Iterator begin() const noexcept { return Iterator{first}; }
  [[nodiscard]] constexpr Iterator end() const noexcept { return Iterator{first + count}; }
  [[nodiscard]] constexpr Id<Entry> operator[](Index place) const noexcept {
    return Id<Entry>{first + place};
  }
  /// Is it one of them?
  [[nodiscard]] constexpr bool has(Id<Entry> id) const noexcept {
    return id.number() - first < count;
  }
  /// Its place among them. Precondition: has(id).
  [[nodiscard]] constexpr Index place_of(Id<Entry> id) const noexcept {
    return id.number() - first;
  }
};

/// A list of the table. `Numbered`: whose numbers its entries go by, where they stand beside those
/// of another list, one each.
template <class Entry, class Numbered = Entry>
class List : public std::vector<Entry> {
  using Entries = std::vector<Entry>;

 public:
  [[nodiscard]] Entry& operator[](Id<Numbered> id) noexcept {
    return Entries::operator[](id.number());
  }
  [[nodiscard]] const Entry& operator[](Id<Numbered> id) const noexcept {
    return Entries::operator[](id.number());
  }
  void operator[](None) const = delete;
  [[nodiscard]] std::span<const Entry> operator[](SpanOf<Numbered> run) const noexcept {
    return {this->data() + run.first, run.count};
  }
  /// The numbers of all entries.
  [[nodiscard]] SpanOf<Numbered> ids() const noexcept { return {0, count()}; }
  /// The number of the entry that is added next.
  [[nodiscard]] Id<Numbered> next() const noexcept { return Id<Numbered>{count()}; }
  Id<Numbered> add(const Entry& entry) {
    this->push_back(entry);
    return Id<Numbered>{count() - 1};
  }
  [[nodiscard]] Index count() const noexcept { return static_cast<Index>(this->size()); }
};

/// A run of entries in one of the table's arrays of words, numbers and texts.
struct Span {
  Index first = 0;
  Index count = 0;
};

/// A text in `DecisionTable::pool`.
struct Text {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
};

/// JSON's kinds as bits, so that a set of accepted kinds is one byte. `integer` is a number without
/// fraction and exponent that fits 64 bits.
using Kinds = std::uint8_t;
inline constexpr Kinds k_null = 1, k_boolean = 2, k_integer = 4, k_number = 8, k_string = 16,
                       k_object = 32, k_array = 64;

/// No entry of a list of names; no bit; no field.
inline constexpr std::uint16_t no_name = 0xFFFF;

struct Field;
struct Variant;
struct Check;
struct Block;
struct Ref;
struct Fact;
struct Row;
struct Group;
struct Report;
struct Wording;
struct ValueSet;
struct Format;
struct Catalog;
struct CatalogKey;
struct TextReading;
struct QuotedHash;

// Numbers of entries.
using FieldId = Id<Field>;
using VariantId = Id<Variant>;
using CheckId = Id<Check>;
using BlockId = Id<Block>;
using RefId = Id<Ref>;
using FactId = Id<Fact>;
using RowId = Id<Row>;
using GroupId = Id<Group>;
using ReportId = Id<Report>;
using WordingId = Id<Wording>;
using ValueSetId = Id<ValueSet>;
using FormatId = Id<Format>;
using CatalogId = Id<Catalog>;
using CatalogKeyId = Id<CatalogKey>;
using TextReadingId = Id<TextReading>;
using QuotedHashId = Id<QuotedHash>;

}  // namespace leadlint::table
