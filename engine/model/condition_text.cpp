// With brackets where they are needed alone, and quotes where a name is no plain one. Tests:
// tests/dump_test.cpp.
#include "model/condition_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "model/words.h"
#include "text/ascii.h"

namespace leadlint::model {
namespace {

// Texts that need no quotes: they cannot be taken for a number, a keyword or two words.
bool is_plain(std::string_view text) {
  constexpr std::array<std::string_view, 7> taken{"true", "false", "null", "and",
                                                  "or",   "not",   "in"};
  const auto inner = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
  return !text.empty() && (is_letter(text[0]) || text[0] == '_') &&
         std::ranges::all_of(text, inner) && std::ranges::find(taken, text) == taken.end();
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      result += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    else
      result += c;
  }
  return result + '"';
}

// A member whose name is no word stands in back quotes.
std::string member(const std::string& name) { return is_plain(name) ? name : "`" + name + "`"; }

std::string_view base_name(Path::Base base) {
  switch (base) {
    case Path::Base::block:
    case Path::Base::outer:
      break;
    case Path::Base::current:
      return "current";
    case Path::Base::request:
      return "request";
    case Path::Base::param:
      return "param";
    case Path::Base::previous:
      return "previous";
    case Path::Base::option:
      return "option";
    case Path::Base::after:
      return "after";
    case Path::Base::before:
      return "previous";
    case Path::Base::item:
      break;
  }
  return {};
}

std::string_view sign(Comparison comparison) {
  constexpr std::array<std::string_view, 6> signs{"==", "!=", "<", "<=", ">", ">="};
  return signs[static_cast<std::size_t>(comparison)];
}

std::string text_of(const Operand& operand);
using model::text_of;  // for the others

std::string name_of(const Step& step, const Path& path) {
  return path.base == Path::Base::option ? step.name : member(step.name);
}

template <class List>
std::string joined(const List& list, std::string_view between) {
  std::string result;
  for (const auto& each : list) {
    if (!result.empty()) result += between;
    result += text_of(each);
  }
  return result;
}

/// `lines.quantity * lines.price`, whether check has told list and items apart or not.
std::string product_of_items(const Operand& sum) {
  std::string result;
  const std::string list = sum.path.steps.empty() ? "" : text_of(sum.path);
  for (const Operand& factor : sum.summed) {
    std::string text = text_of(factor);
    if (factor.kind == Operand::Kind::path && !list.empty())
      text = list + (text.empty() ? "" : ".") + text;
    result += (result.empty() ? "" : " * ") + text;
  }
  return result;
}

/// `length(a)`, `count(lines, price > 5)`
std::string call_of(const Operand& operand) {
  const ValueFunctionRow& row = *value_function(operand.kind);
  std::string inside =
      row.takes == Arguments::product_of_items ? product_of_items(operand) : text_of(operand.path);
  if (!operand.counted.empty()) inside += ", " + text_of(operand.counted[0]);
  return fmt::format("{}({})", row.name, inside);
}

std::string text_of(const Operand& operand) {
  std::string result;
  switch (operand.kind) {
    case Operand::Kind::path:
      result = text_of(operand.path);
      break;
    case Operand::Kind::literal:
      result = operand.bare_moment ? std::get<std::string>(operand.literal.value)
                                   : text_of(operand.literal);
      break;
    case Operand::Kind::length:
    case Operand::Kind::text:
    case Operand::Kind::sum:
    case Operand::Kind::count:
    case Operand::Kind::weekday:
    case Operand::Kind::time_of_day:
      result = call_of(operand);
      break;
    case Operand::Kind::column:
      result = fmt::format("{}[{}].{}", operand.row_column.catalog, text_of(operand.path),
                           member(operand.row_column.column));
      break;
    case Operand::Kind::now:
      result = "now";
      break;
    case Operand::Kind::today:
      result = "today";
      break;
    case Operand::Kind::index:
      for (int up = 0; up < operand.path.up; ++up) result += "outer.";
      result += "index";
      break;
  }
  if (operand.seconds != 0)
    result += (operand.seconds < 0 ? " - " : " + ") + text_of_duration(operand.seconds);
  if (operand.seconds_option)
    result += fmt::format(" {} {}", operand.seconds_negated ? '-' : '+',
                          text_of(*operand.seconds_option));
  return result;
}

bool is_junction(const Condition& condition) {
  return condition.kind == Condition::Kind::all_of || condition.kind == Condition::Kind::any_of;
}

std::string in_brackets(const Condition& condition) {
  const std::string text = text_of(condition);
  return is_junction(condition) ? "(" + text + ")" : text;
}

// `and` binds tighter than `or`, so only an `or` inside an `and` needs brackets.
std::string junction(const Condition& condition) {
  const bool all = condition.kind == Condition::Kind::all_of;
  std::string result;
  for (const Condition& child : condition.children) {
    if (!result.empty()) result += all ? " and " : " or ";
    result += all ? in_brackets(child) : text_of(child);
  }
  return result;
}

std::string in_list(const Condition& condition, std::string_view word) {
  return fmt::format("{} {} [{}]", text_of(condition.operands[0]), word,
                     joined(condition.literals, ", "));
}

std::string in_catalog(const Condition& condition, std::string_view word) {
  std::string left = joined(condition.operands, ", ");
  if (condition.operands.size() > 1) left = "(" + left + ")";
  std::string right = condition.name;
  for (const std::string& column : condition.columns) right += "." + column;
  return fmt::format("{} {} {}", left, word, right);
}

/// `product in outer.products.id`
std::string in_items(const Condition& condition, std::string_view word) {
  const Condition& any = condition.of_items[0];
  std::string path = text_of(any.operands[0].path);
  if (any.operands.size() > 1 && any.operands[1].path.base != Path::Base::item)
    path += "." + text_of(any.operands[1].path);
  return fmt::format("{} {} {}", text_of(condition.operands[0]), word, path);
}

std::string negation(const Condition& inner) {
  if (inner.kind == Condition::Kind::in_items) return in_items(inner, "not in");
  if (inner.kind == Condition::Kind::in_list) return in_list(inner, "not in");
  if (inner.kind == Condition::Kind::in_catalog) return in_catalog(inner, "not in");
  return "not " + in_brackets(inner);
}

/// `total == net + quantity * price within 0.01`
std::string calculation(const Condition& condition) {
  std::string result;
  std::size_t at = 0;
  bool right = false;
  for (const Term& term : condition.terms) {
    const bool turns = term.right && !right;
    right = term.right;
    if (turns) result += fmt::format(" {} ", sign(condition.comparison));
    if (!turns && at != 0) result += term.negative ? " - " : " + ";
    for (std::uint32_t factor = 0; factor < term.factors; ++factor)
      result += (factor == 0 ? "" : " * ") + text_of(condition.operands[at++]);
  }
  if (condition.within) result += " within " + text_of(*condition.within);
  return result;
}

/// `any(lines, price > 5)`
std::string of_items(const Condition& condition) {
  return fmt::format("{}({}, {})", function_row(condition.kind)->name,
                     text_of(condition.operands[0]), text_of(condition.of_items[0]));
}

/// `matches(a, date)`: the fields, and behind them the name; `contains(a, "x")`.
std::string call(const Condition& condition) {
  std::string inside;
  for (const Operand& operand : condition.operands) {
    const auto* text = std::get_if<std::string>(&operand.literal.value);
    const bool literal = operand.kind == Operand::Kind::literal && text != nullptr;
    inside += (inside.empty() ? "" : ", ") + (literal ? quoted(*text) : text_of(operand));
  }
  if (!condition.name.empty()) inside += (inside.empty() ? "" : ", ") + condition.name;
  return fmt::format("{}({})", function_row(condition.kind)->name, inside);
}

}  // namespace

std::string text_of(const RowKey& key) { return key.absent ? "absent" : text_of(key.value); }

std::string text_of(const Scalar& scalar) {
  struct Text {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
    std::string operator()(const Number& value) const { return value.text; }
    std::string operator()(const std::string& value) const {
      return is_plain(value) ? value : quoted(value);
    }
  };
  return std::visit(Text{}, scalar.value);
}

std::string text_of_zone(std::int32_t offset) {
  const std::int32_t minutes = (offset < 0 ? -offset : offset) / 60;
  return fmt::format("\"{}{:02}:{:02}\"", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string text_of_duration(std::int64_t seconds) {
  const std::uint64_t size =
      seconds < 0 ? 0 - static_cast<std::uint64_t>(seconds) : static_cast<std::uint64_t>(seconds);
  for (const auto& [unit, length] : {std::pair{"day", 86400U}, {"hour", 3600U}})
    if (size != 0 && size % length == 0)
      return fmt::format("{} {}{}", size / length, unit, size == length ? "" : "s");
  return fmt::format("{}", size);
}

std::string text_of(const Path& path) {
  std::string result(base_name(path.base));
  for (int i = 0; i < path.up; ++i) result += result.empty() ? "outer" : ".outer";
  for (const Step& step : path.steps) {
    switch (step.kind) {
      case Step::Kind::member:
        result += (result.empty() ? "" : ".") + name_of(step, path);
        break;
      case Step::Kind::last:
        result += "[last]";
        break;
      case Step::Kind::each:
        result += "[]";
        break;
    }
  }
  return result;
}

std::string text_of(const Condition& condition) {
  using Kind = Condition::Kind;
  switch (condition.kind) {
    case Kind::always:
      return "true";
    case Kind::never:
      return "false";
    case Kind::all_of:
    case Kind::any_of:
      return junction(condition);
    case Kind::negation:
      return negation(condition.children[0]);
    case Kind::compare:
      return fmt::format("{} {} {}", text_of(condition.operands[0]), sign(condition.comparison),
                         text_of(condition.operands[1]));
    case Kind::calculation:
      return calculation(condition);
    case Kind::in_list:
      return in_list(condition, "in");
    case Kind::in_catalog:
      return in_catalog(condition, "in");
    case Kind::present:
    case Kind::absent:
    case Kind::sent:
    case Kind::cleared:
    case Kind::given:
    case Kind::blank:
    case Kind::matches:
    case Kind::starts_with:
    case Kind::ends_with:
    case Kind::contains:
    case Kind::same:
    case Kind::changed:
    case Kind::only:
      return call(condition);
    case Kind::in_form:
      return fmt::format("{}form {}", condition.up == 0 ? "" : "outer ", condition.form + 1);
    case Kind::any_item:
    case Kind::all_items:
      return of_items(condition);
    case Kind::in_items:
      return in_items(condition, "in");
    case Kind::named:
      return condition.name;
  }
  return {};
}

}  // namespace leadlint::model
