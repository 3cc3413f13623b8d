// A top-level JSON array to its elements, each as a piece of the text: no tree is built.
//
//   [ {"a": "]"}, [1, 2], 3 ]   -->   {"a": "]"}   [1, 2]   3
//
// Only strings and brackets are understood; what an element holds is for the one who checks it. Where
// the brackets do not match, or a string never ends, the element reaches to the end of the text, so
// that checking it finds the very byte; behind it nothing can be told apart any more.
#pragma once

#include <string_view>

#include "lint/place.h"

namespace leadlint::lint {

class ArraySplitter {
 public:
  explicit ArraySplitter(std::string_view text);

  enum class Step : unsigned char {
    element,    // there is a next element
    end,        // the array and the text are at their end
    broken,     // the text stops making sense between elements, at `place`
    not_array,  // the text is something else than an array (only as the first step)
  };
  [[nodiscard]] Step next();

  /// After `element`.
  [[nodiscard]] std::string_view element() const noexcept { return element_; }
  /// Of the element; after `broken`: of the byte that does not belong there.
  [[nodiscard]] RecordPlace place() const noexcept;
  /// After `broken`: "a value", "a comma or ]", "nothing more".
  [[nodiscard]] std::string_view expected() const noexcept { return expected_; }

 private:
  Step broken(std::string_view expected);
  Step take_element();
  Step finish();
  void skip_blanks() noexcept;
  [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }

  std::string_view text_;
  std::string_view element_, expected_;
  std::size_t at_ = 0;
  std::uint64_t number_ = 0;
  TextPlace place_;
  bool started_ = false, ended_ = false;
};

}  // namespace leadlint::lint
