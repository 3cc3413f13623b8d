// Fills the holes of what messages/en.json has.
#include "finding/words.h"

#include <algorithm>

namespace leadlint {

std::string_view phrase(Say what) noexcept { return say_english[static_cast<std::size_t>(what)]; }

std::string_view name_of(Say what) noexcept { return say_names[static_cast<std::size_t>(what)]; }

std::size_t phrase_count() noexcept { return say_names.size(); }

void add_words(std::string& to, Say what, std::initializer_list<Hole> holes) {
  std::string_view rest = phrase(what);
  for (std::size_t open; (open = rest.find('{')) != rest.npos;) {
    const std::size_t close = rest.find('}', open);
    if (close == rest.npos) break;
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    const auto* const hole = std::ranges::find(holes, name, &Hole::name);
    const bool filled = hole != holes.end();
    to += rest.substr(0, filled ? open : open + 1);
    if (filled) to += hole->text();
    rest.remove_prefix(filled ? close + 1 : open + 1);
  }
  to += rest;
}

std::string in_words(Say what, std::initializer_list<Hole> holes) {
  std::string said;
  add_words(said, what, holes);
  return said;
}

}  // namespace leadlint
