// What the grammar of conditions builds: stacks that its actions push on and its rules take from.
//
//   "a == b and c"     read           operands   conditions
//                      a                 a
//                      a ==              a       compare
//                      a == b            a b     compare       take_operands: they are the compare's
//                      ... and c                 compare named   close_list: all_of(compare, named)
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/ruleset.h"
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
    operands.clear();
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
    operands.push_back(std::move(operand));
  }
  void push_literal(model::Scalar scalar) {
    model::Operand operand;
    operand.kind = model::Operand::Kind::literal;
    operand.where = scalar.where;
    operand.literal = std::move(scalar);
    operands.push_back(std::move(operand));
  }

  std::vector<model::Condition> conditions;
  std::vector<model::Operand> operands;
  std::vector<model::Scalar> scalars;
  model::Path path;
  const char* mark = nullptr;  // where the text literal, call or sum being read began

 private:
  [[nodiscard]] std::uint32_t offset(const char* cursor) const {
    return static_cast<std::uint32_t>(cursor - text_.data());
  }

  std::string_view text_;
  model::SourceLocation where_;
  std::vector<std::size_t> frames_;
  int depth_ = 0;
  bool quoted_ = false;
};

}  // namespace leadlint::parse
