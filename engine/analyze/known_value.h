// What is known of a record when the value of one of its members is: the facts that hang on that
// value alone, asked of a record that has nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyze/layout.h"
#include "table/decision_table.h"

namespace leadlint::analyze {

class KnownValue {
 public:
  /// Nothing is known.
  KnownValue() = default;
  /// `value` is a JSON text. As an example it stands for all good values that no rule names: what
  /// each of them may answer in its own way is not known. (Nothing is, where it is not good
  /// itself.)
  enum class As : std::uint8_t { itself, example };
  KnownValue(const table::DecisionTable& table, const Layout& layout, Member member,
             std::string_view value, As as = As::itself);

  /// Does the fact hold? nullopt: it hangs on more.
  [[nodiscard]] std::optional<bool> fact(BlockId block, std::uint32_t bit) const;
  /// The group of a block's rows that fires with it; nullopt: the block goes by something else.
  [[nodiscard]] std::optional<table::GroupId> group(BlockId block) const;
  /// The error that the value has by its own field's checks, whatever else is sent.
  [[nodiscard]] table::ReportId error() const noexcept { return error_; }

 private:
  struct Known {
    std::vector<std::uint64_t> mask, holds;  // by the block's words
    std::optional<table::GroupId> group;
  };
  std::vector<Known> blocks_;  // by block
  table::ReportId error_;
};

}  // namespace leadlint::analyze
