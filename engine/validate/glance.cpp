// A glance at a payload while it is read.
//
// The loop over the members of an object is what a bulk check spends its time in; a member costs about
// a hundred instructions. It reads the structural index (read/json_walk.h has a picture): a member is
// four entries, of its name, the colon, the value and what comes behind.
#include "validate/glance.h"

#include <cstring>

#include "read/json_token.h"
#include "read/short_look.h"
#include "table/name_hash.h"

namespace leadlint::validate {

using read::Kind;
using read::Node;

Glance::Glance(const table::DecisionTable& table) : table_(table) {
  std::size_t values = 0, words = 0;
  for (const table::Block& block : table.blocks) {
    values += block.fields.count;
    words += block.words;
  }
  values_.resize(values);
  words_.resize(words);
  guesses_.resize(table.fields.size() + table.blocks.size(), table::no_name);
}

bool Glance::json(read::Tokens& tokens, const Known& known) {
  if (tokens.at == tokens.end || tokens.base[*tokens.at] != '{') return false;
  known_ = &known;
  base_ = tokens.base;
  at_ = tokens.at;
  end_ = tokens.end;
  stop_ = base_ + *end_;
  values_used_ = words_used_ = unescaped_used_ = 0;
  if (!container(table_.root)) return false;
  tokens.at = at_;
  return true;
}

/// The object or array at hand as the value of a field.
bool Glance::container(Index index) {
  const table::Field& field = table_.fields[index];
  const table::Kinds kinds = table_.short_looks[index].kinds;
  if (base_[*at_] == '{')
    return (kinds & table::k_object) != 0 && field.block != none && object(field.block);
  return (kinds & table::k_array) != 0 && field.item != none && items(field.item);
}

bool Glance::object(Index index) {
  const table::Block& block = table_.blocks[index];
  Node* const values = values_.data() + values_used_;
  std::uint64_t* const words = words_.data() + words_used_;
  for (std::uint32_t w = 0; w < block.words; ++w) words[w] = 0;
  values_used_ += block.fields.count;
  words_used_ += block.words;
  const bool read = members(block, index, values, words);
  values_used_ -= block.fields.count;
  words_used_ -= block.words;
  if (!read) return false;
  Facts facts(table_, Members{values, words, block.fields.count}, *known_, key_);
  return Quiet(table_, *known_).object(block, words, facts, none);
}

namespace {

/// The closing quote of a name and its colon, right behind each other.
[[nodiscard]] inline bool closes_name(const char* colon) noexcept {
  return colon[0] == ':' && colon[-1] == '"';
}

/// Back over the blanks in front of `end`.
[[nodiscard]] inline const char* without_blanks(const char* end) noexcept {
  while (read::is_blank(end[-1])) --end;
  return end;
}

}  // namespace

bool Glance::members(const table::Block& block, Index index, Node* values, std::uint64_t* words) {
  const std::uint32_t* at = at_ + 1;
  const std::uint32_t* const end = end_;
  const char* const base = base_;
  if (at == end) return false;
  if (base[*at] == '}') {
    at_ = at + 1;
    return true;
  }
  const table::Span fields = block.fields;
  const table::Text* const names = table_.names.data() + block.names.names.first;
  const table::ShortLook* const looks = table_.short_looks.data() + fields.first;
  std::uint16_t* const guesses = guesses_.data() + fields.first;
  std::uint16_t* guess = guesses_.data() + table_.fields.size() + index;
  for (;;) {
    if (end - at < 4) return false;
    const char* const name = base + at[0];
    const char* const colon = base + at[1];
    if (*name != '"' || !closes_name(colon)) return false;
    if (colon > backslash_ && has_backslash(name, colon)) return false;
    const std::string_view said(name + 1, static_cast<std::size_t>(colon - name - 2));
    std::uint32_t number = *guess;
    if (number >= fields.count || names[number].size != said.size() ||
        !table::same_bytes(table_.pool.data() + names[number].offset, said.data(), said.size())) {
      number = table::find_name(table_, block.names, said);
      if (number == table::no_name) return false;
      *guess = static_cast<std::uint16_t>(number);
    }
    guess = guesses + number;

    std::uint64_t& here = words[number / 64];
    const std::uint64_t present = std::uint64_t{1} << (number % 64);
    if ((here & present) != 0) return false;
    here |= present;

    const table::ShortLook& look = looks[number];
    Node& value = values[number];
    const char* const first = base + at[2];
    const char* last = base + at[3];
    if (*first == '"') {
      if ((look.kinds & table::k_string) == 0 || !text(first, last, value)) return false;
      if (!read::text_passes(table_, look, value)) return false;
      if (look.value_masks != none)
        read::merge_facts(table_, look.value_masks + value.value * block.words, words, block.words);
      at += 3;
    } else if (*first == '{' || *first == '[') {
      at_ = at + 2;
      if (!container(fields.first + number)) return false;
      at = at_;
      if (at == end) return false;
    } else {
      if (static_cast<unsigned char>(last[-1]) <= ' ') last = without_blanks(last);
      value.too_large = value.has_day = false;
      if (!read::read_scalar(first, last, value) ||
          !read::passes_short_look(table_, look, value, words, block.words))
        return false;
      at += 3;
    }
    const std::uint32_t good = fields.count + number;
    words[good / 64] |= std::uint64_t{1} << (good % 64);

    const char next = base[*at++];
    if (next == '}') {
      at_ = at;
      return true;
    }
    if (next != ',') return false;
  }
}

bool Glance::items(Index field) {
  if (++at_ == end_) return false;
  if (base_[*at_] == ']') {
    ++at_;
    return true;
  }
  for (;;) {
    if (!item(field) || at_ == end_) return false;
    const char next = base_[*at_++];
    if (next == ']') return true;
    if (next != ',') return false;
  }
}

/// An item has no facts of its own; it only has to pass.
bool Glance::item(Index field) {
  if (end_ - at_ < 2) return false;
  const char* const first = base_ + at_[0];
  if (*first == '{' || *first == '[') return container(field);
  const table::ShortLook& look = table_.short_looks[field];
  Node value;
  if (*first == '"') {
    if (!text(first, base_ + at_[1], value)) return false;
  } else if (!read::read_scalar(first, without_blanks(base_ + at_[1]), value)) {
    return false;
  }
  ++at_;
  return read::passes_short_look(table_, look, value, nullptr, 0);
}

/// The text whose opening quote stands at `open`; the next token is at `end`.
inline bool Glance::text(const char* open, const char* end, Node& value) {
  if (static_cast<unsigned char>(end[-1]) <= ' ') end = without_blanks(end);
  value.kind = Kind::string;
  value.data = open + 1;
  value.size = static_cast<std::uint32_t>(end - open - 2);
  return end <= backslash_ || !has_backslash(open, end) || unescaped(value);
}

/// Puts the text without its escapes in the text's place.
bool Glance::unescaped(Node& value) {
  if (unescaped_ == nullptr) unescaped_ = std::make_unique<char[]>(most_unescaped);
  if (value.size > most_unescaped - unescaped_used_) return false;
  char* const out = unescaped_.get() + unescaped_used_;
  const read::Unescaped done = read::unescape(value.text(), out);
  value.data = out;
  value.size = static_cast<std::uint32_t>(done.size);
  unescaped_used_ += done.size;
  return done.ok && !done.lone_surrogate;
}

/// Is there a backslash in [first, last)? Texts are asked about in their order, so that all searches
/// together pass over a block once.
bool Glance::has_backslash(const char* first, const char* last) noexcept {
  if (backslash_ < first) {
    const void* const found = std::memchr(first, '\\', static_cast<std::size_t>(stop_ - first));
    backslash_ = found == nullptr ? stop_ : static_cast<const char*>(found);
  }
  return backslash_ < last;
}

}  // namespace leadlint::validate
