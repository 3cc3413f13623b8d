// Indented lines, and the pieces of a rule set that stand on one line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/ruleset.h"

namespace leadlint::model {

class DumpWriter {
 public:
  /// "key: value", or "key:" without one. A line stays a line, and starts no command to a program
  /// that reads logs (`::error`, `##[error]`), whatever names the author chose.
  void line(std::string_view key, std::string_view value = {});
  /// The next line starts an item of a list.
  void item() { item_ = true; }

  /// Lines inside of `key:`.
  template <class Body>
  void inside(std::string_view key, Body body) {
    line(key);
    nested(body);
  }
  template <class Body>
  void nested(Body body) {
    ++depth_;
    body();
    --depth_;
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
  int depth_ = 0;
  bool item_ = false;
};

[[nodiscard]] std::string text_of_types(TypeSet types);
/// "[a, b]".
[[nodiscard]] std::string text_of_list(const std::vector<Scalar>& list);
[[nodiscard]] std::string text_of_list(const std::vector<std::string>& list);
[[nodiscard]] std::string text_of_list(const std::vector<Path>& list);
/// A text in double quotes.
[[nodiscard]] std::string text_of_string(std::string_view text);
/// What differs from `usual`: "  {severity: warning, code: conflict, message: ...}", or nothing.
/// The quoted documentation is left out; findings show it.
[[nodiscard]] std::string text_of_outcome(const Outcome& outcome, Severity usual = Severity::error);
[[nodiscard]] std::string text_of(const DatePattern& pattern);

/// The keys of a field, and all that lies below it.
void dump_field(DumpWriter& out, const Field& field);
/// `fields`, `rules`, `cases`, ... of a block.
void dump_block(DumpWriter& out, const Block& block);
/// All but its fields.
void dump_rules(DumpWriter& out, const Block& block);

}  // namespace leadlint::model
