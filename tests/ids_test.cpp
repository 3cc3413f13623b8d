// The numbers of the decision table's entries: table/basic_types.h. A number of one list is none of
// another's, and costs what a plain number does.
#include <gtest/gtest.h>

#include <concepts>
#include <type_traits>
#include <vector>

#include "table/decision_table.h"

namespace leadlint::table {
namespace {

template <class List, class Key>
concept TakesKey = requires(const List& list, Key key) {
  list[key];
};

template <class A, class B>
constexpr bool are_apart =
    !std::convertible_to<A, B> && !std::convertible_to<B, A> && !std::constructible_from<A, B> &&
    !std::constructible_from<B, A> && !std::equality_comparable_with<A, B>;

/// Each of them is apart from all the others.
template <class... Ids>
constexpr bool all_apart() {
  return (... && [] {
    using One = Ids;
    return (... && (std::same_as<One, Ids> || are_apart<One, Ids>));
  }());
}
static_assert(
    all_apart<FieldId, VariantId, CheckId, BlockId, RefId, FactId, RowId, GroupId, ReportId,
              WordingId, ValueSetId, FormatId, CatalogId, CatalogKeyId, QuotedHashId>());

static_assert(!std::convertible_to<Index, FieldId> && !std::convertible_to<FieldId, Index>);
static_assert(std::convertible_to<None, FieldId> && std::convertible_to<None, Index>);

static_assert(TakesKey<List<Field>, FieldId> && !TakesKey<List<Field>, BlockId>);
static_assert(!TakesKey<List<Field>, Index> && !TakesKey<List<Field>, int> &&
              !TakesKey<List<Field>, None>);
static_assert(TakesKey<List<FastCheck, Field>, FieldId> &&
              !TakesKey<List<FastCheck, Field>, CheckId>);
static_assert(TakesKey<List<Row>, SpanOf<Row>> && !TakesKey<List<Row>, SpanOf<Fact>>);

static_assert(sizeof(FieldId) == sizeof(Index) && alignof(FieldId) == alignof(Index));
static_assert(std::is_trivially_copyable_v<FieldId> && std::is_trivially_destructible_v<FieldId>);
static_assert(sizeof(SpanOf<Field>) == sizeof(Span));
static_assert(sizeof(Fact) == 64 && sizeof(FastCheck) == 32 && sizeof(Group) == 32);

TEST(Ids, NameNoEntryUntilTheyAreGiven) {
  EXPECT_EQ(FieldId{}, none);
  EXPECT_EQ(FieldId{}.number(), Index{none});
  EXPECT_NE(FieldId{0}, none);
}

TEST(Ids, OfARunAreThoseOfItsEntries) {
  List<RowTerm, Row> heads;
  for (const std::uint64_t care : {1U, 2U, 4U, 8U}) heads.push_back({0, care, 0});
  const SpanOf<Row> middle{1, 2};
  std::vector<std::uint64_t> met;
  for (const RowId row : middle) met.push_back(heads[row].care);
  EXPECT_EQ(met, (std::vector<std::uint64_t>{2, 4}));
  EXPECT_EQ(heads[middle].size(), 2U);
  EXPECT_EQ(heads[middle[1]].care, 4U);
  EXPECT_TRUE(middle.has(RowId{2}));
  EXPECT_FALSE(middle.has(RowId{0}));
  EXPECT_FALSE(middle.has(RowId{3}));
  EXPECT_FALSE(middle.has(none));
  EXPECT_EQ(middle.place_of(RowId{2}), 1U);
  EXPECT_EQ(heads.next(), RowId{4});
}

}  // namespace
}  // namespace leadlint::table
