// Messages with holes in them: `{field} {value} is over {limit}`. What a rule file's `message` may
// hold, and what the compiler writes for rules that have none. Tests: tests/words_test.cpp.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace leadlint {

/// What may stand in braces in a `message`.
inline constexpr std::array<std::string_view, 7> message_placeholders{
    "field", "value", "allowed", "limit", "expected", "stored", "others"};

/// What stands for a placeholder; nullopt: nothing does.
using Filler = std::function<std::optional<std::string>(std::string_view name)>;

/// The message with its holes filled; nullopt where there is nothing to put into one of them: a
/// sentence with a hole in it is nobody's. `{{` is a brace; braces around anything but a word of
/// letters are text.
[[nodiscard]] std::optional<std::string> fill_message(std::string_view message, const Filler& fill);
/// The first placeholder from `from` on; nullopt when there is none.
struct Placeholder {
  std::size_t at = 0;  // of the brace
  std::string_view name;
};
[[nodiscard]] std::optional<Placeholder> next_placeholder(std::string_view message,
                                                          std::size_t from);
/// Does the message hold this placeholder?
[[nodiscard]] bool has_placeholder(std::string_view message, std::string_view name);
/// A text as it stands in a message: no brace of it opens a placeholder.
[[nodiscard]] std::string without_placeholders(std::string_view text);

}  // namespace leadlint
