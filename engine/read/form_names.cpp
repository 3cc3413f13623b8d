// The names of form text. Servers agree on a name with any number of `[member]` and `[]` behind it;
// on all else (`a]`, `[a]`, `a[b]c`, `a[b`) each has its own idea: Rack takes brackets off, PHP
// makes `_` of them, others keep them in the name.
#include "read/form_names.h"

#include <algorithm>

#include "read/json_token.h"
#include "text/utf8.h"

namespace leadlint::read {
namespace {

using table::FormServer;

bool is_form_space(char byte) noexcept {
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

bool is_form_control(char byte) noexcept {
  const auto value = static_cast<unsigned char>(byte);
  return value < 0x20 || value == 0x7F;
}

/// PHP takes `[ ]` for `[]`; the others for a member whose name is a blank.
bool is_blank_step(std::string_view step) noexcept { return step == " "; }

bool split_brackets(std::string_view name, std::vector<std::string_view>& steps) {
  const std::size_t open = std::min(name.find_first_of("[]"), name.size());
  if (open == 0) return false;
  steps.assign(1, name.substr(0, open));
  std::size_t at = open;
  while (at < name.size()) {
    if (name[at] != '[') return false;
    const std::size_t close = name.find_first_of("[]", at + 1);
    if (close == std::string_view::npos || name[close] == '[') return false;
    steps.push_back(name.substr(at + 1, close - at - 1));
    at = close + 1;
  }
  return true;
}

/// `a[][]`: PHP and Rack make lists in a list of it, others one list. `a[][][b]`: Rack leaves one
/// out.
bool has_unclear_list(FormServer server, const std::vector<std::string_view>& steps) {
  if (server == FormServer::php) return false;
  for (std::size_t i = 1; i + 1 < steps.size(); ++i) {
    const bool twice = steps[i].empty() && steps[i + 1].empty();
    if (twice && (server == FormServer::any || i + 2 != steps.size())) return true;
  }
  return false;
}

/// The text up to its first `=` or `&`: a name as it was sent.
std::string_view first_name(std::string_view text) noexcept {
  return text.substr(0, text.find_first_of("=&"));
}

bool is_url(std::string_view text) noexcept {
  const std::string_view first = first_name(text);
  const std::size_t scheme = first.find("://");
  if (scheme != std::string_view::npos && scheme != 0) return true;
  const std::size_t query = first.find('?');
  if (query == std::string_view::npos) return false;
  const bool ends_name = query + 1 == first.size() && first.size() != text.size();
  return query == 0 || !ends_name;  // `open?=1` has a name
}

std::string_view without_blanks_in_front(std::string_view text) noexcept {
  while (!text.empty() && is_form_space(text.front())) text.remove_prefix(1);
  return text;
}

}  // namespace

FormFault split_form_name(std::string_view name, FormServer server,
                          std::vector<std::string_view>& steps) {
  if (name.empty()) return FormFault::no_name;
  if (std::any_of(name.begin(), name.end(), is_form_control)) return FormFault::control;
  if (name.front() == ' ') return FormFault::blank;
  if (!split_brackets(name, steps)) return FormFault::brackets;
  for (std::string_view& step : steps) {
    if (!is_blank_step(step)) continue;
    if (server == FormServer::any) return FormFault::blank;
    if (server == FormServer::php) step = {};
  }
  return has_unclear_list(server, steps) ? FormFault::list_in_list : FormFault::nothing;
}

std::string mended_form_name(std::string_view name) {
  std::string mended;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find_first_of("[]", at), name.size());
    const std::string_view word = name.substr(at, end - at);
    if (mended.empty())
      mended = word;
    else if (!word.empty())
      mended.append("[").append(word).append("]");
    else if (name.substr(at - 1, 2) == "[]")
      mended += "[]";
    at = end + 1;
  }
  return mended;
}

std::string form_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escape = text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
                        hex_digit(text[at + 2]) >= 0;
    if (escape) {
      decoded += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      decoded += text[at] == '+' ? ' ' : text[at];
    }
  }
  return decoded;
}

bool is_form_index(std::string_view step) noexcept {
  constexpr std::size_t max_digits = 18;
  if (step.empty() || step.size() > max_digits || (step.size() > 1 && step.front() == '0'))
    return false;
  return std::all_of(step.begin(), step.end(), is_digit);
}

FormFault form_disguise(std::string_view text) noexcept {
  text = without_blanks_in_front(text);
  if (text.empty()) return FormFault::nothing;
  if (text.front() == '{' || text.front() == '"') return FormFault::json;
  if (text.front() == '[') {
    const std::string_view inside = without_blanks_in_front(text.substr(1));
    if (!inside.empty() && (inside.front() == '{' || inside.front() == '"')) return FormFault::json;
  }
  if (is_url(text)) return FormFault::url;
  // (A name alone is one without a value.)
  const bool pairless = text.find('=') == text.npos;
  const bool no_name = text.find_first_of(":,<>'\"") != text.npos ||
                       text.find("%3D") != text.npos || text.find("%3d") != text.npos;
  return pairless && no_name ? FormFault::no_pair : FormFault::nothing;
}

Disguise json_disguise(std::string_view text) noexcept {
  text = without_blanks_in_front(text);
  const std::string_view first = first_name(text);
  constexpr std::string_view letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.~%+[]";
  if (text.starts_with('<')) return Disguise::markup;
  if (first.empty() || is_digit(first.front()) || first.front() == '-' || first.front() == '[')
    return Disguise::nothing;
  if (is_url(text)) {
    const std::string_view address = first.substr(0, first.find('?'));
    const bool plain = address.find_first_of(" \t\r\n\"{}") == std::string_view::npos;
    return plain ? Disguise::url : Disguise::nothing;
  }
  const bool has_value = first.size() < text.size() && text[first.size()] == '=';
  return has_value && first.find_first_not_of(letters) == std::string_view::npos
             ? Disguise::form
             : Disguise::nothing;
}

std::string form_name(std::string_view pointer) {
  std::string name;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    std::string step;
    for (std::size_t at = 0; at < token.size(); ++at) {
      const bool escaped = token[at] == '~' && at + 1 < token.size();
      step += escaped ? (token[++at] == '1' ? '/' : '~') : token[at];
    }
    name += name.empty() ? step : "[" + (is_form_index(step) ? std::string{} : step) + "]";
  }
  return name;
}

}  // namespace leadlint::read
