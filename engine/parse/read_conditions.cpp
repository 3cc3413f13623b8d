// Conditions and paths of a rule file: read by the grammar, placed at their own line and column,
// with `option.NAME` replaced by what is chosen. See reader.h and syntax.h. Tests:
// tests/parse_test.cpp.
#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "parse/reader.h"
#include "parse/source_range.h"
#include "parse/syntax.h"
#include "parse/value_advice.h"
#include "parse/wording.h"
#include "text/utf8.h"

namespace leadlint::parse {
namespace {

using model::Comparison;
using model::Condition;
using model::Operand;
using model::Path;

/// The byte where a 1-based column of a text starts.
std::size_t byte_of(std::string_view text, std::uint32_t column) {
  std::size_t at = 0;
  const auto continues = [&] { return at < text.size() && is_continuation(text[at]); };
  for (; column > 1 && at < text.size(); --column) {
    ++at;
    while (continues()) ++at;
  }
  return at;
}

/// The grammar says where things stand in the text; this puts them where they stand in the file,
/// over quotes, escapes and line ends.
class Placer {
 public:
  Placer(const Mistakes& log, const YamlNode& node) : log_(log), node_(node) {}

  [[nodiscard]] static model::SourceLocation start(const YamlNode& node) {
    return {node.range.start.file, 1, 1};
  }

  void place(Condition& condition) const {
    place(condition.where);
    for (Condition& child : condition.children) place(child);
    for (Condition& asked : condition.of_items) place(asked);
    for (Operand& operand : condition.operands) place(operand);
    for (model::Scalar& literal : condition.literals) place(literal.where);
    if (condition.within) place(condition.within->where);
  }
  void place(Path& path) const { place(path.where); }

 private:
  void place(Operand& operand) const {
    place(operand.where);
    place(operand.path.where);
    place(operand.literal.where);
    place(operand.row_column.where);
    if (operand.seconds_option) place(*operand.seconds_option);
    for (Operand& factor : operand.summed) place(factor);
    for (Condition& asked : operand.counted) place(asked);
  }
  void place(model::SourceLocation& where) const {
    if (where.line != 1 || where.column == 0) return;
    where = place_in(log_, node_, byte_of(node_.text, where.column), 0).start;
  }

  const Mistakes& log_;
  const YamlNode& node_;
};

bool is_option(const Operand& operand) {
  return operand.kind == Operand::Kind::path && operand.path.base == Path::Base::option;
}

std::string option_name(const Path& path) {
  std::string name;
  for (const model::Step& step : path.steps) name += (name.empty() ? "" : ".") + step.name;
  return name;
}

/// A literal or a bare word as text; nullopt for anything else.
std::optional<std::string> word_of(const Operand& operand) {
  if (operand.kind == Operand::Kind::path && operand.bare_word && operand.path.steps.size() == 1)
    return operand.path.steps.front().name;
  if (operand.kind != Operand::Kind::literal) return std::nullopt;
  const auto& value = operand.literal.value;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  return std::nullopt;
}

bool holds(Comparison comparison, std::int64_t left, std::int64_t right) {
  switch (comparison) {
    case Comparison::eq:
      return left == right;
    case Comparison::ne:
      return left != right;
    case Comparison::lt:
      return left < right;
    case Comparison::le:
      return left <= right;
    case Comparison::gt:
      return left > right;
    case Comparison::ge:
      return left >= right;
  }
  return false;
}

bool holds(Comparison comparison, const std::string& left, const std::string& right) {
  if (comparison == Comparison::eq) return left == right;
  if (comparison == Comparison::ne) return left != right;
  const auto a = integer_of(left), b = integer_of(right);
  return a && b && holds(comparison, *a, *b);
}

void become(Condition& condition, bool value) {
  const model::SourceLocation where = condition.where;
  condition = {};
  condition.kind = value ? Condition::Kind::always : Condition::Kind::never;
  condition.where = where;
}

class OptionFolder {
 public:
  OptionFolder(Reader& reader, const YamlNode& node) : reader_(reader), node_(node) {}

  void fold(Condition& condition) {
    for (Condition& child : condition.children) fold(child);
    for (Condition& asked : condition.of_items) fold(asked);
    for (Operand& operand : condition.operands) {
      fold_seconds(operand);
      for (Condition& asked : operand.counted) fold(asked);
    }
    if (std::ranges::none_of(condition.operands, is_option)) return;
    if (condition.kind == Condition::Kind::compare)
      fold_comparison(condition);
    else if (condition.kind == Condition::Kind::in_list)
      fold_list(condition);
    else if (condition.kind == Condition::Kind::calculation)
      replace_all(condition);
    else
      complain(condition.operands.front().path,
               "an option can be compared, and nothing else asked of it");
  }

 private:
  void fold_comparison(Condition& condition) {
    Operand &left = condition.operands[0], &right = condition.operands[1];
    if (is_option(left)) {
      if (const auto word = word_of(right)) {
        const OptionState* state = find(left.path);
        if (state && may_be(*state, right.where, *word))
          become(condition, holds(condition.comparison, state->option.chosen, *word));
        return;
      }
      replace(left);
    }
    if (is_option(right)) replace(right);
  }

  void replace_all(Condition& condition) {
    for (Operand& operand : condition.operands)
      if (is_option(operand)) replace(operand);
  }

  void fold_list(Condition& condition) {
    const OptionState* state = find(condition.operands.front().path);
    if (!state) return;
    bool found = false;
    for (const model::Scalar& literal : condition.literals) {
      Operand operand;
      operand.kind = Operand::Kind::literal;
      operand.literal = literal;
      const std::string word = word_of(operand).value_or("");
      if (may_be(*state, literal.where, word)) found = found || word == state->option.chosen;
    }
    become(condition, found);
  }

  /// An option beside a field stands for its value.
  void replace(Operand& operand) {
    const OptionState* state = find(operand.path);
    if (!state) return;
    operand.literal.where = operand.where;
    if (const auto number = integer_of(state->option.chosen))
      operand.literal.value = *number;
    else
      operand.literal.value = state->option.chosen;
    operand.kind = Operand::Kind::literal;
    operand.path = {};
    operand.bare_word = false;
  }

  void fold_seconds(Operand& operand) {
    if (!operand.seconds_option) return;
    if (const OptionState* state = find(*operand.seconds_option)) {
      // What is no number (`off`) is kept from being asked by the rule's `when`.
      const std::int64_t seconds = integer_of(state->option.chosen).value_or(0);
      operand.seconds = operand.seconds_negated ? -seconds : seconds;
    }
    operand.seconds_option.reset();
  }

  const OptionState* find(const Path& path) {
    const std::string name = option_name(path);
    const OptionState* state = reader_.options.ask(name);
    if (!state)
      reader_.log.add(Code::unknown_name, range(path.where, name.size() + 7),
                      "there is no option " + in_quotes(name),
                      nearest_name(name, reader_.options.names()));
    return state;
  }

  bool may_be(const OptionState& state, model::SourceLocation where, const std::string& word) {
    if (Options::can_be(state, word)) return true;
    reader_.log.add(Code::unknown_name, range(where, word.size()),
                    in_quotes(state.option.name) + " has no value " + in_quotes(word) + "; it is " +
                        Options::domain(state),
                    nearest_name(word, state.option.values));
    return false;
  }

  void complain(const Path& path, std::string message) {
    reader_.log.add(Code::bad_condition, range(path.where, 1), std::move(message));
  }

  SourceRange range(model::SourceLocation where, std::size_t length) const {
    return place_in(reader_.log, node_, byte_of(node_.text, where.column), length);
  }

  Reader& reader_;
  const YamlNode& node_;
};

}  // namespace

std::optional<Condition> Reader::condition(const Value& value) {
  if (!value->is_scalar()) {
    const std::string meant = condition_meant(*value.node);
    bad_value(value, meant.empty() ? "a condition is one text, such as `status == WON`"
                                   : "a condition is one text: write `" + meant + "`");
    return std::nullopt;
  }
  if (value->plain && (value->text == "true" || value->text == "false")) {
    Condition constant;
    constant.where = value->range.start;
    become(constant, value->text == "true");
    return constant;
  }
  auto read = parse_condition(value->text, Placer::start(*value.node));
  if (!read) {
    log.add(Code::bad_condition, place_in(log, *value.node, read.error().offset),
            std::move(read.error().message));
    return std::nullopt;
  }
  OptionFolder(*this, *value.node).fold(*read);
  Placer(log, *value.node).place(*read);
  return std::move(*read);
}

std::vector<Condition> Reader::conditions(const Value& value) {
  std::vector<Condition> result;
  for (const Value& item : items(value))
    if (auto each = condition(item)) result.push_back(std::move(*each));
  return result;
}

std::optional<Path> Reader::path(const std::string& text, const YamlNode& node) {
  auto read = parse_path(text, Placer::start(node));
  if (!read) {
    log.add(Code::bad_condition, place_in(log, node, read.error().offset),
            std::move(read.error().message));
    return std::nullopt;
  }
  Placer(log, node).place(*read);
  return std::move(*read);
}

std::optional<Path> Reader::path(const Value& value) {
  if (value->is_scalar()) return path(value->text, *value.node);
  bad_value(value, "expected the name of a field, or a path (`lead.unit_id`)");
  return std::nullopt;
}

std::vector<Path> Reader::paths(const Value& value) {
  std::vector<Path> result;
  for (const Value& item : items(value))
    if (auto each = path(item)) result.push_back(std::move(*each));
  return result;
}

}  // namespace leadlint::parse
