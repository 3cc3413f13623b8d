// A glance at a payload while it is read.
//
// The loop over the members of an object is what a bulk check spends its time in; a member costs about
// a hundred instructions. It reads the structural index (read/json_walk.h has a picture): a member is
// four entries, of its name, the colon, the value and what comes behind.
#include "validate/glance.h"

#include <algorithm>
#include <cstring>

#include "read/json_token.h"
#include "read/short_look.h"
#include "table/short_name.h"

namespace leadlint::validate {

using read::Kind;
using read::Node;

Glance::Glance(const table::DecisionTable& table) : table_(table) {
  objects_.values_at.resize(table.blocks.size());
  objects_.words_at.resize(table.blocks.size());
  objects_.outer.resize(table.blocks.size(), none);
  closed_.reserve(table.blocks.size());
  if (table.root != none) give_place_below(table.root, none);
}

/// Every block has a place of its own for its object; tables nest no block in itself.
void Glance::give_place(Index index, Index outer) {
  const table::Block& block = table_.blocks[index];
  objects_.outer[index] = outer;
  objects_.values_at[index] = static_cast<std::uint32_t>(objects_.values.size());
  objects_.words_at[index] = static_cast<std::uint32_t>(objects_.words.size());
  objects_.values.resize(objects_.values.size() + block.fields.count);
  objects_.words.resize(objects_.words.size() + block.words);
  for (Index f = 0; f < block.fields.count; ++f) give_place_below(block.fields.first + f, index);
}

void Glance::give_place_below(Index index, Index outer) {
  const table::Field& field = table_.fields[index];
  if (field.block != none) give_place(field.block, outer);
  if (field.item != none) give_place_below(field.item, outer);
}

bool Glance::json(read::Tokens& tokens, const Known& known) {
  if (tokens.at == tokens.end || tokens.base[*tokens.at] != '{') return false;
  known_ = &known;
  base_ = tokens.base;
  at_ = tokens.at;
  end_ = tokens.end;
  stop_ = base_ + *end_;
  unescaped_used_ = lists_ = gaps_ = 0;
  closed_.clear();
  Node root;
  if (!container(table_.root, root)) return false;
  for (const Index block : closed_)
    if (!is_quiet(block)) return false;
  tokens.at = at_;
  return true;
}

/// The object or array at hand as the value of a field.
bool Glance::container(Index index, Node& value) {
  const table::Field& field = table_.fields[index];
  const table::ShortLook& look = table_.short_looks[index];
  value = Node{};
  if (base_[*at_] == '{') {
    value.kind = Kind::object;
    return (look.kinds & table::k_object) != 0 && field.block != none && object(field.block);
  }
  value.kind = Kind::array;
  return (look.kinds & table::k_array) != 0 && field.item != none &&
         items(field.item, value.size) && value.size >= look.min_size &&
         value.size <= look.max_size;
}

namespace {

/// The facts of an object while its members are read: every one of them is there and good. In one word
/// where they fit, which a register then holds.
struct OneWord {
  const table::DecisionTable& table;
  std::uint64_t there_and_good;  // of field 0
  std::uint64_t word = 0;

  OneWord(const table::DecisionTable& the_table, const table::Block& block)
      : table(the_table), there_and_good(1 | std::uint64_t{1} << block.fields.count) {}
  [[nodiscard]] bool has(std::uint32_t field) const noexcept { return (word >> field & 1) != 0; }
  void add(std::uint32_t field) noexcept { word |= there_and_good << field; }
  void merge(Index mask) noexcept { word |= table.words[mask]; }
};

struct ManyWords {
  const table::DecisionTable& table;
  const table::Block& block;
  std::uint64_t* words;

  [[nodiscard]] bool has(std::uint32_t field) const noexcept { return test_bit(words, field); }
  void add(std::uint32_t field) noexcept {
    set_bit(words, field);
    set_bit(words, block.fields.count + field);
  }
  void merge(Index mask) noexcept { read::merge_facts(table, mask, words, block.words); }
};

}  // namespace

bool Glance::object(Index index) {
  const table::Block& block = table_.blocks[index];
  Node* const values = objects_.values.data() + objects_.values_at[index];
  std::uint64_t* const words = objects_.words.data() + objects_.words_at[index];
  if (block.words == 1) [[likely]] {
    OneWord bits(table_, block);
    if (!members(block, values, bits)) return false;
    words[0] = bits.word;
  } else {
    std::fill_n(words, block.words, 0);
    ManyWords bits{table_, block, words};
    if (!members(block, values, bits)) return false;
  }
  if (lists_ != 0) return is_quiet(index);
  closed_.push_back(index);
  return true;
}

bool Glance::is_quiet(Index index) {
  Facts facts(table_, objects_, *known_, key_);
  return Quiet(table_, *known_)
      .object(table_.blocks[index], objects_.words.data() + objects_.words_at[index], facts, index);
}

namespace {

/// The closing quote of a name and its colon, right behind each other.
[[nodiscard]] inline bool closes_name(const char* colon) noexcept {
  return colon[0] == ':' && colon[-1] == '"';
}

}  // namespace

/// One past a token: back over the blanks in front of the next one.
inline const char* Glance::token_end(const char* next) noexcept {
  if (static_cast<unsigned char>(next[-1]) > ' ') [[likely]]
    return next;
  gaps_ = 1;
  while (read::is_blank(next[-1])) --next;
  return next;
}

template <class Bits>
bool Glance::members(const table::Block& block, Node* values, Bits& bits) {
  const std::uint32_t* at = at_ + 1;
  const std::uint32_t* const end = end_;
  const char* const base = base_;
  if (at == end) return false;
  if (base[*at] == '}') {
    gaps_ |= at[0] - at[-1] - 1;
    at_ = at + 1;
    return true;
  }
  std::uint32_t gaps = 0;
  const table::Span fields = block.fields;
  const table::NameFinder names(table_, block.names);
  const table::ShortLook* const looks = table_.short_looks.data() + fields.first;
  for (;;) {
    if (end - at < 4) return false;
    const char* const name = base + at[0];
    const char* const colon = base + at[1];
    if (*name != '"' || !closes_name(colon)) return false;
    if (colon > backslash_ && has_backslash(name, colon)) return false;
    gaps |= (at[0] - at[-1] - 1) | (at[2] - at[1] - 1);
    const std::string_view said(name + 1, static_cast<std::size_t>(colon - name - 2));
    const std::uint32_t number = names.find(said, static_cast<std::size_t>(stop_ - said.data()));
    if (number == table::no_name || bits.has(number)) [[unlikely]]
      return false;
    bits.add(number);

    const table::ShortLook& look = looks[number];
    Node& value = values[number];
    const char* const first = base + at[2];
    const char* last = base + at[3];
    if (*first == '"') {
      if ((look.kinds & table::k_string) == 0 || !text(first, last, value)) return false;
      if (!read::text_passes(table_, look, value, readable_from(value.data))) return false;
      if (const Index mask = read::text_mask(look, value, block.words); mask != none)
        bits.merge(mask);
      at += 3;
    } else if (*first == '{' || *first == '[') [[unlikely]] {
      at_ = at + 2;
      if (!container(fields.first + number, value)) return false;
      at = at_;
      gaps = 1;
      if (at == end) return false;
    } else {
      last = token_end(last);
      value = Node{};
      if (!read::read_scalar(first, last, value) || !scalar(look, value, bits)) return false;
      at += 3;
    }

    const char next = base[*at++];
    if (next == '}') {
      gaps_ |= gaps;
      at_ = at;
      return true;
    }
    if (next != ',') return false;
  }
}

/// Does the number or boolean pass its short look?
template <class Bits>
inline bool Glance::scalar(const table::ShortLook& look, Node& value, Bits& bits) const {
  if ((look.kinds & read::bit(value.kind)) == 0) return false;
  if (value.kind == Kind::true_value || value.kind == Kind::false_value) {
    const Index mask = value.kind == Kind::true_value ? look.true_mask : look.false_mask;
    if (mask != none) bits.merge(mask);
    return true;
  }
  return read::number_passes(look, value);
}

bool Glance::items(Index field, std::uint32_t& count) {
  count = 0;
  if (++at_ == end_) return false;
  if (base_[*at_] == ']') {
    ++at_;
    return true;
  }
  ++lists_;
  for (;;) {
    if (!item(field) || at_ == end_) return false;
    ++count;
    const char next = base_[*at_++];
    if (next == ']') break;
    if (next != ',') return false;
  }
  --lists_;
  return true;
}

/// An item has no facts of its own; it only has to pass.
bool Glance::item(Index field) {
  if (end_ - at_ < 2) return false;
  const char* const first = base_ + at_[0];
  const table::ShortLook& look = table_.short_looks[field];
  Node value;
  if (*first == '{' || *first == '[') return container(field, value);
  if (*first == '"') {
    if (!text(first, base_ + at_[1], value)) return false;
  } else if (!read::read_scalar(first, token_end(base_ + at_[1]), value)) {
    return false;
  }
  ++at_;
  return read::passes_short_look(table_, look, value, nullptr, 0);
}

/// The text whose opening quote stands at `open`; the next token is at `end`.
inline bool Glance::text(const char* open, const char* end, Node& value) {
  end = token_end(end);
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

/// How many bytes from `text` on may be read: none where it is no part of the payload's.
inline std::size_t Glance::readable_from(const char* text) const noexcept {
  return text >= base_ && text < stop_ ? static_cast<std::size_t>(stop_ - text) : 0;
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
