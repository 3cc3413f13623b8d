// What string_view has, but for a search that takes the sum of the lengths at most.
#include "text/text_part.h"

#include <cstring>

namespace leadlint {

bool has_part(std::string_view text, std::string_view part, TextPart where) noexcept {
  switch (where) {
    case TextPart::start:
      return text.starts_with(part);
    case TextPart::end:
      return text.ends_with(part);
    case TextPart::inside:
      break;
  }
  // (string_view::find takes the product of the lengths for texts such as aaa...ab.)
  return part.empty() || (part.size() <= text.size() &&
                          memmem(text.data(), text.size(), part.data(), part.size()) != nullptr);
}

}  // namespace leadlint
