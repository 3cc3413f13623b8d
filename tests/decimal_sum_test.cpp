// Sums and products of decimals, exactly: by hand, and against whole numbers of 64 bits.
#include "text/decimal_sum.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace leadlint {
namespace {

struct SumProduct {
  std::vector<std::string_view> factors;
  bool negative = false;
};
struct SumRow {
  std::vector<SumProduct> products;
  std::strong_ordering expected;
};

TEST(DecimalSum, IsExact) {
  using Order = std::strong_ordering;
  const std::string nines(36, '9'), tiny = "0." + std::string(35, '0') + "1";
  const SumRow rows[] = {
      {{}, Order::equal},
      {{{{"0.1"}}, {{"0.2"}}, {{"0.3"}, true}}, Order::equal},
      {{{{"119"}}, {{"100"}, true}, {{"19.00"}, true}}, Order::equal},
      {{{{"119.01"}}, {{"100"}, true}, {{"19"}, true}}, Order::greater},
      {{{{"-1e-9"}}}, Order::less},
      {{{{"1e9"}}, {{"999999999.999999999"}, true}}, Order::greater},
      {{{{"1e9"}}, {{"999999999.999999999"}, true}, {{"1e-9"}, true}}, Order::equal},
      {{{{"19.99", "3"}}, {{"59.97"}, true}}, Order::equal},
      {{{{"-2.5", "-4"}}, {{"10"}, true}}, Order::equal},
      {{{{"-2.5", "4"}}, {{"10"}}}, Order::equal},
      {{{{"0", "5", "1e35"}}}, Order::equal},
      {{{{"1e18", "1e-18", "7"}}, {{"7"}, true}}, Order::equal},
      {{{{"12345678.9", "98765432.1"}}, {{"1219326311126352.69"}, true}}, Order::equal},
      {{{{"123456789012", "0.000000001"}}, {{"123.456789012"}, true}}, Order::equal},
      {{{{nines, nines, nines}}, {{nines, nines, nines}, true}}, Order::equal},
      {{{{nines, nines, nines}}, {{nines, nines, nines}, true}, {{tiny, tiny, tiny}}},
       Order::greater},
      {{{{tiny, tiny, tiny}, true}}, Order::less},
      {{{{nines}}, {{"1"}}, {{"1e35", "10"}, true}}, Order::equal},
      {{{{"0.1"}}, {{"1e30"}}, {{"-0.1"}}, {{"1e30"}, true}}, Order::equal},
      {{{{"-0.000000001"}}, {{"1e-10"}}}, Order::less},
      {{{{"-0.000000001"}}, {{"1e-9"}}}, Order::equal},
      {{{{"999999999.999999999"}}, {{"999999999", "1.000000001"}, true}}, Order::equal},
      {{{{"-0"}}, {{"0.0"}}}, Order::equal},
      {{{{"1000000000000000000"}}, {{"999999999999999999"}, true}, {{"1"}, true}}, Order::equal}};
  for (const SumRow& row : rows) {
    DecimalSum sum;
    std::string shown;
    for (const SumProduct& product : row.products) {
      EXPECT_TRUE(sum.add(product.factors, product.negative)) << product.factors.front();
      shown += product.negative ? " - " : " + ";
      for (const std::string_view factor : product.factors) shown += std::string(factor) + " ";
    }
    EXPECT_EQ(sum.sign(), row.expected) << shown;
  }
}

TEST(DecimalSum, TakesNoNumberOfVeryManyDigits) {
  const std::string most(36, '7'), too_many(37, '7');
  const std::pair<std::string, bool> rows[] = {{most, true},
                                               {too_many, false},
                                               {"0." + most, true},
                                               {"0." + too_many, false},
                                               {"-" + most + "." + most, true},
                                               {"1e35", true},
                                               {"1e36", false},
                                               {"1e-36", true},
                                               {"1e-37", false},
                                               {"0e999999999", true},
                                               {"1e999999999", false},
                                               {"x", false},
                                               {"", false}};
  for (const auto& [number, expected] : rows) {
    EXPECT_EQ(is_calculable(number), expected) << number;
    DecimalSum sum;
    const std::string_view factors[] = {"1", number};
    EXPECT_EQ(sum.add(factors, false), expected) << number;
  }
}

TEST(DecimalSum, HasATextForPeople) {
  const std::pair<std::vector<std::string_view>, const char*> rows[] = {
      {{"0"}, "0"},
      {{"7"}, "7"},
      {{"-7.50"}, "-7.5"},
      {{"0.01"}, "0.01"},
      {{"-0.01"}, "-0.01"},
      {{"1e9"}, "1000000000"},
      {{"1e-9"}, "0.000000001"},
      {{"-1000000000.000000001"}, "-1000000000.000000001"},
      {{"19.99", "3"}, "59.97"},
      {{"100"}, "100"}};
  for (const auto& [factors, expected] : rows) {
    DecimalSum sum;
    ASSERT_TRUE(sum.add(factors, false));
    EXPECT_EQ(sum.text(), expected);
  }
  EXPECT_EQ(DecimalSum{}.text(), "0");
}

/// 12.34 for 1234 with two decimals, or 1234e-2.
std::string of_decimals(std::int64_t number, unsigned decimals, bool plain = false) {
  if (plain) {
    std::string digits = std::to_string(number < 0 ? -number : number);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    return (number < 0 ? "-" : "") + digits.insert(digits.size() - decimals, ".");
  }
  return std::to_string(number) + "e-" + std::to_string(decimals);
}

TEST(DecimalSum, AgreesWithWholeNumbers) {
  std::uint64_t state = 20240229;
  const auto next = [&state](std::int64_t bound) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::int64_t>((state >> 33) % static_cast<std::uint64_t>(bound));
  };
  for (int round = 0; round < 2000; ++round) {
    DecimalSum sum;
    std::int64_t expected = 0;  // with 12 decimals
    for (std::int64_t products = 1 + next(6); products > 0; --products) {
      const std::int64_t a = next(2'000'000) - 1'000'000, b = next(2000) - 1000;
      const bool negative = next(2) == 0;
      const std::string left = of_decimals(a, 4, next(3) != 0);
      const bool many = next(2) == 0;
      const std::string right = of_decimals(b, many ? 8 : 5, next(3) != 0);
      const std::string_view factors[] = {left, right};
      ASSERT_TRUE(sum.add(factors, negative));
      const std::int64_t product = a * b * (many ? 1 : 1000);
      expected += negative ? -product : product;
    }
    const std::string written = of_decimals(expected, 12);
    EXPECT_EQ(sum.sign(), expected <=> 0) << written;
    const std::string_view factors[] = {written};
    ASSERT_TRUE(sum.add(factors, true));
    EXPECT_EQ(sum.sign(), std::strong_ordering::equal) << written;
  }
}

}  // namespace
}  // namespace leadlint
