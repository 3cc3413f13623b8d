// What the grammar of conditions builds: stacks that its actions push on and its rules take from.
//
//   "a == b and c"     read           operands   conditions
//                      a                 a
//                      a ==              a       compare
//                      a == b            a b     compare       take_operands: they are the
//                                                              compare's
//                      ... and c                 compare named   close_list: all_of(compare, named)
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/ruleset.h"
#include "model/words.h"
#include "parse/complaint.h"
#include "parse/syntax.h"
#include "text/utf8.h"

namespace leadlint::parse {

class ConditionBuilder {
 public:
  ConditionBuilder(std::string_view text, model::SourceLocation where)
      : text_(text), where_(where) {}

  [[nodiscard]] model::SourceLocation at(const char* cursor) const {
    model::SourceLocation result = where_;
    for (const char* c = text_.data(); c != cursor; ++c) {
      if (!is_continuation(*c)) ++result.column;
    }
    return result;
  }

  [[nodiscard]] bool blank_at(const char* cursor) const {
    return cursor != text_.data() + text_.size() &&
           std::string_view(" \t\r\n").find(*cursor) != std::string_view::npos;
  }

  [[nodiscard]] std::string_view rest_from(const char* cursor) const {
    return text_.substr(static_cast<std::size_t>(cursor - text_.data()));
  }

  [[nodiscard]] std::string_view text_before(const char* cursor) const {
    return text_.substr(0, static_cast<std::size_t>(cursor - text_.data()));
  }

  /// What stands in the brackets that open behind a name, up to a comma.
  [[nodiscard]] std::string_view argument_behind(const char* cursor) const {
    std::string_view rest = rest_from(cursor);
    rest.remove_prefix(std::min(rest.find_first_not_of(" (\t\r\n"), rest.size()));
    return rest.substr(0, rest.find_first_of(",)"));
  }

  // Conditions.
  void open_list() { frames_.push_back(conditions.size()); }
  void close_list(model::Condition::Kind kind) {
    const auto first = conditions.begin() + static_cast<std::ptrdiff_t>(frames_.back());
    frames_.pop_back();
    if (conditions.end() - first == 1) return;
    model::Condition joined;
    joined.kind = kind;
    joined.where = first->where;
    joined.children.assign(std::make_move_iterator(first),
                           std::make_move_iterator(conditions.end()));
    conditions.erase(first, conditions.end());
    conditions.push_back(std::move(joined));
  }
  void push(model::Condition::Kind kind, model::SourceLocation where) {
    model::Condition condition;
    condition.kind = kind;
    condition.where = where;
    conditions.push_back(std::move(condition));
  }
  void negate_last() {
    model::Condition inner = std::move(conditions.back());
    conditions.pop_back();
    push(model::Condition::Kind::negation, inner.where);
    conditions.back().children.push_back(std::move(inner));
  }
  /// Gives every operand read since the last condition began to that condition.
  void take_operands() {
    conditions.back().operands = std::move(operands);
    drop_operands();
  }
  void drop_operands() {
    operands.clear();
    joins_.clear();
    joined_ = Join::none;
  }
  /// Likewise to a comparison: where there is more on its sides than one operand each, it is a
  /// calculation.
  void take_sides() {
    model::Condition& condition = conditions.back();
    const bool sums = std::ranges::any_of(
        operands, [](const model::Operand& each) { return model::always_calculates(each.kind); });
    if (!calculates() && !sums && !condition.within) return take_operands();
    condition.kind = model::Condition::Kind::calculation;
    for (const Join join : joins_) {
      const bool right =
          join == Join::compared || (!condition.terms.empty() && condition.terms.back().right);
      if (join == Join::times)
        ++condition.terms.back().factors;
      else
        condition.terms.push_back({right, join == Join::minus, 1});
    }
    take_operands();
  }
  /// What the operand that comes next is to the one before it.
  enum class Join : std::uint8_t { none, compared, plus, minus, times };
  void join(Join how) { joined_ = how; }
  [[nodiscard]] Join take_join() { return std::exchange(joined_, Join::none); }
  /// Does one of the operands hang on the one before it by + - or *?
  [[nodiscard]] bool calculates() const {
    return std::ranges::any_of(joins_, [](Join join) { return join >= Join::plus; });
  }
  /// How many operands the product has by now that the next one hangs on.
  [[nodiscard]] std::size_t factors() const {
    std::size_t count = 1;
    for (auto join = joins_.rbegin(); join != joins_.rend() && *join == Join::times; ++join)
      ++count;
    return count;
  }
  [[nodiscard]] std::size_t operands_joined() const { return joins_.size(); }

  // `sum(a.b * a.c)`: its operands are taken off the stack again.
  void open_sum() { sum_opened_ = {operands.size(), take_join()}; }
  void close_sum(model::SourceLocation where) {
    const auto first = operands.begin() + static_cast<std::ptrdiff_t>(sum_opened_.operands);
    model::Operand sum;
    sum.kind = model::Operand::Kind::sum;
    sum.where = where;
    sum.summed.assign(std::make_move_iterator(first), std::make_move_iterator(operands.end()));
    operands.erase(first, operands.end());
    joins_.resize(operands.size());
    joined_ = sum_opened_.join;
    push(std::move(sum));
  }

  // `any(list, a == 1)`: what is asked of the items is read as a condition of its own, and goes to
  // the one that begins with the call.
  void take_item_condition() {
    model::Condition inner = std::move(conditions.back());
    conditions.pop_back();
    conditions.back().of_items.push_back(std::move(inner));
  }
  // `a == count(list, b == 1) + 2`: so is this, and the comparison around it waits.
  void open_count() {
    waiting_.push_back({std::move(operands), std::move(joins_), take_join(), {}});
    waiting_.back().count.kind = model::Operand::Kind::count;
    waiting_.back().count.where = at(mark);
    drop_operands();
  }
  void set_counted_list() { waiting_.back().count.path = std::move(path); }
  void take_counted() {
    waiting_.back().count.counted.push_back(std::move(conditions.back()));
    conditions.pop_back();
  }
  void close_count() {
    Waiting around = std::move(waiting_.back());
    waiting_.pop_back();
    operands = std::move(around.operands);
    joins_ = std::move(around.joins);
    joined_ = around.join;
    push(std::move(around.count));
  }
  void deeper(const char* cursor) {
    if (++depth_ > max_condition_depth) {
      throw Complaint{cursor, "a condition may be nested " + std::to_string(max_condition_depth) +
                                  " deep at most"};
    }
  }
  void shallower() { --depth_; }

  // Paths.
  void open_path(const char* cursor) {
    path = model::Path{};
    path.where = at(cursor);
    quoted_ = false;
  }
  void add_member(std::string_view name) {
    path.steps.push_back({model::Step::Kind::member, std::string(name), offset(name.data())});
  }
  void add_quoted_member(std::string_view name) {
    add_member(name);
    quoted_ = true;
  }
  void add_step(model::Step::Kind kind, const char* after) {
    path.steps.push_back({kind, {}, offset(after)});
  }

  // Operands.
  void push_operand(model::Operand::Kind kind) {
    model::Operand operand;
    operand.kind = kind;
    operand.where = path.where;
    operand.bare_word = kind == model::Operand::Kind::path &&
                        path.base == model::Path::Base::block && path.steps.size() == 1 && !quoted_;
    operand.path = std::move(path);
    push(std::move(operand));
  }
  /// `stages[status].order`, whose path has been read.
  void open_row(std::string_view catalog) {
    row_.catalog = catalog;
    row_.where = at(catalog.data());
  }
  void push_column(std::string_view name) {
    row_.column = name;
    push_operand(model::Operand::Kind::column);
    operands.back().where = row_.where;
    operands.back().row_column = row_;
  }
  void push_literal(model::Scalar scalar) {
    model::Operand operand;
    operand.kind = model::Operand::Kind::literal;
    operand.where = scalar.where;
    operand.literal = std::move(scalar);
    push(std::move(operand));
  }

  std::vector<model::Condition> conditions;
  std::vector<model::Operand> operands;
  model::Path path;
  const char* mark = nullptr;  // where the text literal, call or sum being read began

 private:
  void push(model::Operand operand) {
    operands.push_back(std::move(operand));
    joins_.push_back(take_join());
  }
  [[nodiscard]] std::uint32_t offset(const char* cursor) const {
    return static_cast<std::uint32_t>(cursor - text_.data());
  }

  std::string_view text_;
  model::SourceLocation where_;
  std::vector<std::size_t> frames_;
  std::vector<Join> joins_;  // one an operand
  model::CatalogColumn row_;
  Join joined_ = Join::none;
  struct {
    std::size_t operands = 0;
    Join join = Join::none;
  } sum_opened_;
  struct Waiting {
    std::vector<model::Operand> operands;
    std::vector<Join> joins;
    Join join = Join::none;
    model::Operand count;
  };
  std::vector<Waiting> waiting_;  // for what is asked of the items that are counted
  int depth_ = 0;
  bool quoted_ = false;
};

}  // namespace leadlint::parse
