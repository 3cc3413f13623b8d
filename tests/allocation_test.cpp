// A valid record costs no heap allocation once a validator has seen a few.
// (Where memory is watched, another allocator is at work, and nothing can be counted.)
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>
#include <span>

#include <nlohmann/json.hpp>

#include "conformance/vectors.h"
#include "leadlint/leadlint.h"
#include "read/csv_record.h"
#include "ruleset_names.h"
#include "sanitizers.h"
#include "table/decision_table.h"
#include "validate/evaluate.h"

namespace {
std::atomic<std::size_t> allocations{0};
}  // namespace

#if !LEADLINT_MEMORY_IS_WATCHED

namespace {
void* counted(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size != 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}
void* counted(std::size_t size, std::align_val_t alignment) {
  ++allocations;
  const auto align = static_cast<std::size_t>(alignment);
  if (void* memory = std::aligned_alloc(align, (size + align - 1) / align * align)) return memory;
  throw std::bad_alloc();
}
}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, alignment);
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return counted(size, alignment);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

#endif

namespace {

class Allocation : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (LEADLINT_MEMORY_IS_WATCHED) GTEST_SKIP() << "another allocator is at work";
    for (const conformance::Vector& vector : conformance::load_vectors(GetParam()))
      if (vector.verdict == "valid" && vector.context.options.empty() &&
          conformance::not_a_value_because(vector).empty())
        records_.push_back(vector);
    ASSERT_FALSE(records_.empty());
  }

  /// Allocations of the second round over all valid vectors.
  template <class Input>
  std::size_t count(const std::vector<Input>& inputs) {
    leadlint::Validator validator(leadlint::load_ruleset(GetParam()).value());
    std::vector<leadlint::Context> contexts;
    for (const conformance::Vector& vector : records_) {
      leadlint::Context context;
      context.current = vector.context.current ? std::string_view(*vector.context.current) : "";
      context.request = vector.context.request ? std::string_view(*vector.context.request) : "";
      context.has_params = vector.context.has_params;
      context.params.assign(vector.context.params.begin(), vector.context.params.end());
      contexts.push_back(context);
    }
    std::size_t before = 0;
    for (int round = 0; round < 2; ++round) {
      before = allocations;
      for (std::size_t i = 0; i < inputs.size(); ++i)
        if (!validator.check(inputs[i], contexts[i]).ok()) ++refused_;
    }
    return allocations - before;
  }

  std::vector<conformance::Vector> records_;
  std::size_t refused_ = 0;
};

TEST_P(Allocation, NoneForValidText) {
  std::vector<std::string_view> inputs;
  for (const conformance::Vector& vector : records_) inputs.push_back(vector.payload);
  EXPECT_EQ(count(inputs), 0U) << "in " << inputs.size() << " records";
  EXPECT_EQ(refused_, 0U);
}

TEST_P(Allocation, NoneForValidValues) {
  std::vector<nlohmann::json> inputs;
  for (const conformance::Vector& vector : records_)
    inputs.push_back(nlohmann::json::parse(vector.payload));
  EXPECT_EQ(count(inputs), 0U) << "in " << inputs.size() << " records";
  EXPECT_EQ(refused_, 0U);
}

/// What is known of a record with findings costs nothing, and its words a few: the buffers of those
/// before are used again.
class AllocationOfWords : public testing::TestWithParam<std::string> {};

TEST_P(AllocationOfWords, IsSmallForThreeFindings) {
  if (LEADLINT_MEMORY_IS_WATCHED) GTEST_SKIP() << "another allocator is at work";
  for (const conformance::Vector& vector : conformance::load_vectors(GetParam())) {
    if (vector.verdict != "invalid" || !vector.context.options.empty() || vector.is_query ||
        vector.findings.size() != 3 || vector.context.current || vector.context.request ||
        !vector.context.catalogs.empty() || vector.context.has_params)
      continue;
    leadlint::Validator validator(leadlint::load_ruleset(GetParam()).value());
    std::size_t before = 0, size = 0, of_check = 0;
    for (int round = 0; round < 3; ++round) {
      before = allocations;
      const leadlint::Result& result = validator.check(vector.payload);
      of_check = allocations - before;
      for (const leadlint::Finding& finding : result.findings())
        size += finding.path().size() + finding.message().size() + finding.because().size();
    }
    EXPECT_EQ(of_check, 0U) << vector.name;
    EXPECT_LE(allocations - before, 15U) << vector.name;  // five a finding
    EXPECT_GT(size, 0U);
  }
}

INSTANTIATE_TEST_SUITE_P(, AllocationOfWords, testing::ValuesIn(leadlint::shipped_rulesets()),
                         ruleset_test_name);

// Objects, lists, doubled quotes and all.
TEST(AllocationCsv, NoneForRows) {
  if (LEADLINT_MEMORY_IS_WATCHED) GTEST_SKIP() << "another allocator is at work";
  const leadlint::Ruleset rules =
      leadlint::load_ruleset(std::string(LEADLINT_SOURCE_DIR) + "/tests/csv/parcel.yaml").value();
  const std::string csv =
      "state,pieces,note,buyer.name,buyer.tags[0],items[0].sku,items[1].sku,extra.red\n"
      "PACKED,1,\"a \"\"b\"\"\",Ann,x,s1,s2,5\nPACKED,,,,,,,\nPACKED,2,caf\xC3\xA9,Bob,,s1,,\n";
  leadlint::read::CsvRows rows({});
  leadlint::read::CsvRow row;
  rows.begin(csv, true);
  ASSERT_TRUE(rows.next(row));
  const leadlint::read::CsvHeader header =
      leadlint::read::read_csv_header(rules.table(), rules.table().root, {}, csv, row);
  const std::size_t row_behind_header = row.next;
  leadlint::read::CsvReader reader(header.columns);
  leadlint::read::Record record;
  leadlint::validate::Evaluator evaluator(rules.table());
  std::vector<leadlint::validate::Raw> raws;
  std::size_t before = 0, clean = 0;
  for (int round = 0; round < 2; ++round) {
    before = allocations;
    rows.begin(csv, true, row_behind_header);
    while (rows.next(row)) {
      const bool is_read = reader.read(row, record);
      if (is_read && !evaluator.quick_check(record, {})) evaluator.collect(record, {}, raws);
      clean += is_read && raws.empty() ? 1U : 0U;
    }
  }
  EXPECT_EQ(allocations - before, 0U);
  EXPECT_EQ(clean, 6U);
}

TEST(AllocationCalculation, NoneForSums) {
  if (LEADLINT_MEMORY_IS_WATCHED) GTEST_SKIP() << "another allocator is at work";
  leadlint::Validator validator(leadlint::load_ruleset(std::string(LEADLINT_SOURCE_DIR) +
                                                       "/tests/rulefiles/agreement/sums.yaml")
                                    .value());
  std::size_t before = 0;
  for (int round = 0; round < 2; ++round) {
    before = allocations;
    EXPECT_TRUE(validator
                    .check(R"({"stage":"SENT","net":1,"tax":"1.00","gross":2,"shares":[50,49.5],)"
                           R"("lines":[{"amount":2,"quantity":1,"price":"2"}]})")
                    .findings()
                    .owned()
                    .empty());
  }
  EXPECT_EQ(allocations - before, 0U);
}

/// Allocations of a bulk check of so many valid lines.
std::size_t allocations_of_lines(std::size_t lines) {
  static const std::string line = R"({"status":"OTHER","reason":"no answer"})"
                                  "\n";
  struct Silent final : leadlint::BulkSink {
    bool record(const leadlint::BulkRecord&) override { return true; }
  } sink;
  leadlint::BulkChecker checker(leadlint::load_ruleset("renovationfind/update_status").value());
  std::size_t left = lines * line.size();
  const leadlint::BulkRead read =
      [&](std::span<char> room) -> tl::expected<std::size_t, std::string> {
    const std::size_t start = (lines * line.size() - left) % line.size();
    const std::size_t size = std::min(room.size(), left);
    for (std::size_t i = 0; i < size; ++i) room[i] = line[(start + i) % line.size()];
    left -= size;
    return size;
  };
  const std::size_t before = allocations;
  EXPECT_EQ(checker.run(read, sink), leadlint::BulkEnd::complete);
  EXPECT_EQ(checker.counts().valid, lines);
  return allocations - before;
}

TEST(BulkAllocation, OnlyAFewHoweverManyLines) {
  if (LEADLINT_MEMORY_IS_WATCHED) GTEST_SKIP() << "another allocator is at work";
  EXPECT_LT(allocations_of_lines(200'000), 50U);  // buffers that grow with the first block
}

TEST(AllocationCounter, Counts) {
  if (LEADLINT_MEMORY_IS_WATCHED) GTEST_SKIP() << "another allocator is at work";
  const std::size_t before = allocations;
  const std::vector<int> some(100);
  EXPECT_EQ(allocations - before, 1U) << some.size();
}

INSTANTIATE_TEST_SUITE_P(, Allocation, testing::ValuesIn(leadlint::shipped_rulesets()),
                         ruleset_test_name);

}  // namespace
