// Texts to a list as a sentence has it.
#include "text/list.h"

#include <cstddef>

namespace leadlint {

std::string joined(std::span<const std::string> parts, std::string_view last_word) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && i + 1 == parts.size())
      text.append(" ").append(last_word).append(" ");
    else if (i > 0)
      text += ", ";
    text += parts[i];
  }
  return text;
}

}  // namespace leadlint
