// A slot is one byte (what is there, and in its top bit whether it passed its field's checks) and
// its data. Numbers are kept as int64 or double, moments as written (the day, the time, the zone):
//
//   7 bytes   days from 0000-03-01 (22 bits) | seconds (17) | minutes east of UTC, plus a day (12)
//             | kind (3)
//   4 more    nanoseconds, where the field's formats have parts of a second
#include "history/encoded_state.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "read/text_match.h"
#include "text/blanks.h"
#include "text/decimal.h"
#include "text/text_hash.h"
#include "validate/text_checks.h"
#include "validate/value.h"

namespace leadlint::history {

using read::Kind;

enum class EncodedState::Tag : std::uint8_t {
  nothing,
  emptied,  // known to have no value
  other,    // there, and nothing more is known of it
  no,
  yes,
  no_text,  // "false"
  yes_text,
  integer,  // int64
  real,     // double
  integer_text,
  real_text,
  decimal,  // number of a word: what no double is
  decimal_text,
  word,    // number of a word
  moment,  // see above
  hash,    // TextHash
  list,    // how many items
  object,
};

namespace {

constexpr std::uint8_t good_tag = 0x80;
constexpr std::int64_t first_day = -719468;  // 0000-03-01
constexpr std::int64_t minutes_a_day = 1440;
constexpr std::size_t bytes_around_a_word = 80;  // its string and its entry in the map, about

template <class T>
void put(std::byte* data, const T& value) noexcept {
  std::memcpy(data, &value, sizeof value);
}

template <class T>
T get(const std::byte* data) noexcept {
  T value{};
  std::memcpy(&value, data, sizeof value);
  return value;
}

void put_moment(std::byte* data, const validate::TimeValue& value, bool fraction) noexcept {
  std::uint64_t bits = static_cast<std::uint64_t>(value.days - first_day);
  bits = bits << 17 | static_cast<std::uint32_t>(value.seconds);
  bits = bits << 12 | static_cast<std::uint64_t>(value.offset / 60 + minutes_a_day);
  bits = bits << 3 | static_cast<std::uint8_t>(value.kind);
  for (std::size_t i = 0; i < 7; ++i) data[i] = static_cast<std::byte>(bits >> (8 * i) & 0xFF);
  if (fraction) put(data + 7, value.nanoseconds);
}

validate::TimeValue get_moment(const std::byte* data, bool fraction) noexcept {
  std::uint64_t bits = 0;
  for (std::size_t i = 7; i > 0; --i)
    bits = bits << 8 | std::to_integer<std::uint64_t>(data[i - 1]);
  validate::TimeValue value;
  value.kind = static_cast<table::TimeKind>(bits & 7);
  value.offset = static_cast<std::int32_t>(
      (static_cast<std::int64_t>(bits >> 3 & 0xFFF) - minutes_a_day) * 60);
  value.seconds = static_cast<std::int32_t>(bits >> 15 & 0x1FFFF);
  value.days = static_cast<std::int64_t>(bits >> 32) + first_day;
  if (fraction) value.nanoseconds = get<std::uint32_t>(data + 7);
  return value;
}

/// The number a text or a number spells, as it is compared.
struct Number {
  std::optional<std::int64_t> integer;
  std::optional<double> real;
};

Number number_of(std::string_view spelling) noexcept {
  Number number{validate::read_integer(spelling), std::nullopt};
  if (!number.integer) number.real = validate::read_number(spelling);
  return number;
}

/// Does the double come back as just this number?
bool is_exact(double value, std::string_view spelling) noexcept {
  std::array<char, 40> room;
  const auto end = std::to_chars(room.data(), room.data() + room.size(), value).ptr;
  const auto kept = read_decimal({room.data(), static_cast<std::size_t>(end - room.data())});
  const auto written = read_decimal(spelling);
  return kept && written && compare(*kept, *written) == 0;
}

/// Copies a text into the record, so that it lives as long.
void set_text(read::Record& record, read::Node& node, std::string_view text) {
  char* const copy = record.scratch(text.size());
  std::copy(text.begin(), text.end(), copy);
  node.data = copy;
  node.size = static_cast<std::uint32_t>(text.size());
}

template <class T>
void set_bytes(read::Record& record, read::Node& node, read::Kept kept, const T& value) {
  node.kind = Kind::string;
  node.kept = kept;
  set_text(record, node, {reinterpret_cast<const char*>(&value), sizeof value});
}

void set_integer(read::Record& record, read::Node& node, std::int64_t value) {
  std::array<char, 24> room;
  const auto [end, error] = std::to_chars(room.data(), room.data() + room.size(), value);
  set_text(record, node, {room.data(), static_cast<std::size_t>(end - room.data())});
}

void set_real(read::Record& record, read::Node& node, double value) {
  std::array<char, 40> room;
  auto [end, error] = std::to_chars(room.data(), room.data() + room.size() - 2, value);
  // 5.0 must not come back as the integer 5: integers compare exactly, doubles as doubles.
  const std::string_view digits{room.data(), static_cast<std::size_t>(end - room.data())};
  if (digits.find_first_of(".e") == std::string_view::npos) {
    *end++ = '.';
    *end++ = '0';
  }
  set_text(record, node, {room.data(), static_cast<std::size_t>(end - room.data())});
}

}  // namespace

std::optional<std::uint16_t> Words::number_of(std::string_view text) {
  if (const auto known = numbers_.find(text); known != numbers_.end()) return known->second;
  if (text.size() > longest_bytes || texts_.size() == max) return std::nullopt;
  const auto number = static_cast<std::uint16_t>(texts_.size());
  numbers_.emplace(texts_.emplace_back(text), number);
  return number;
}

std::size_t Words::bytes() const noexcept {
  std::size_t bytes = 0;
  for (const std::string& text : texts_) bytes += text.size() + bytes_around_a_word;
  return bytes;
}

bool EncodedState::is_word(const StateSlot& slot, const read::Node& value) const {
  if (slot.keeps.blanks && is_blank_text(value.text())) return true;
  return std::any_of(slot.keeps.asked.begin(), slot.keeps.asked.end(), [&](table::ValueSetId set) {
    return validate::find_value(table_, table_.value_sets[set], value, table_.fields[slot.field]) !=
           table::no_name;
  });
}

EncodedState::Tag EncodedState::write_word(std::string_view text, Tag tag, std::byte* data) {
  const auto number = words_.number_of(text);
  if (!number) return Tag::nothing;
  put(data, *number);
  return tag;
}

EncodedState::Tag EncodedState::write_text(const StateSlot& slot, const read::Node& value,
                                           std::byte* data) {
  const Keeps& keeps = slot.keeps;
  const std::string_view text = value.text();
  if (keeps.words || is_word(slot, value)) {
    return write_word(text, Tag::word, data);
  }
  validate::TimeValue moment;
  if (keeps.moments && validate::read_moment(table_, table_.fields[slot.field], text, moment)) {
    put_moment(data, moment, keeps.fraction);
    return Tag::moment;
  }
  if (keeps.numbers && (!keeps.hash || validate::reads_numbers(table_.fields[slot.field]))) {
    const Number number = number_of(text);
    if (number.real && !is_exact(*number.real, text))
      return write_word(text, Tag::decimal_text, data);
    if (number.integer) put(data, *number.integer);
    if (number.real) put(data, *number.real);
    if (number.integer) return Tag::integer_text;
    if (number.real) return Tag::real_text;
  }
  if (text == "true") return Tag::yes_text;
  if (text == "false") return Tag::no_text;
  if (!keeps.hash) return Tag::other;
  put(data, hash_text(text));
  return Tag::hash;
}

EncodedState::Tag EncodedState::write(const StateSlot& slot, const read::Node& value,
                                      std::byte* data) {
  if (!slot.keeps.values) return Tag::other;
  switch (value.kind) {
    case Kind::null:
      return Tag::emptied;
    case Kind::false_value:
      return Tag::no;
    case Kind::true_value:
      return Tag::yes;
    case Kind::string:
      return write_text(slot, value, data);
    case Kind::object:
      return Tag::object;
    case Kind::array:
      if (slot.keeps.length) put(data, value.size);
      return Tag::list;
    case Kind::integer:
    case Kind::number:
      break;
  }
  const Number number = number_of(value.text());
  if (!slot.keeps.numbers || !(number.integer || number.real)) return Tag::other;
  if (!number.integer) {
    if (!is_exact(*number.real, value.text())) return write_word(value.text(), Tag::decimal, data);
    put(data, *number.real);
    return Tag::real;
  }
  put(data, *number.integer);
  return Tag::integer;
}

bool EncodedState::keep(const StateSlot& slot, const read::Node& value, bool good,
                        std::byte* state) {
  const Tag tag = write(slot, value, state + slot.at + 1);
  const bool kept = tag != Tag::nothing;
  state[slot.at] =
      static_cast<std::byte>(static_cast<std::uint8_t>(tag) | (kept && good ? good_tag : 0));
  return kept;
}

void EncodedState::keep_empty(const StateSlot& slot, std::byte* state) noexcept {
  state[slot.at] = static_cast<std::byte>(Tag::emptied);
}

EncodedState::Has EncodedState::has(const StateSlot& slot, const std::byte* state) noexcept {
  const auto tag = static_cast<Tag>(std::to_integer<std::uint8_t>(state[slot.at]) & ~good_tag);
  if (tag == Tag::nothing) return Has::nothing;
  return tag == Tag::emptied ? Has::emptied : Has::value;
}

bool EncodedState::restore(const StateSlot& slot, const std::byte* state, read::Record& record,
                           read::Node& value) const {
  const auto said = std::to_integer<std::uint8_t>(state[slot.at]);
  const std::byte* const data = state + slot.at + 1;
  switch (static_cast<Tag>(said & ~good_tag)) {
    case Tag::nothing:
    case Tag::emptied:
      value.kind = Kind::null;
      break;
    case Tag::other:
      set_bytes(record, value, read::Kept::hash, TextHash{});
      break;
    case Tag::no:
      value.kind = Kind::false_value;
      break;
    case Tag::yes:
      value.kind = Kind::true_value;
      break;
    case Tag::no_text:
      value.kind = Kind::string;
      set_text(record, value, "false");
      break;
    case Tag::yes_text:
      value.kind = Kind::string;
      set_text(record, value, "true");
      break;
    case Tag::integer:
      value.kind = Kind::integer;
      set_integer(record, value, get<std::int64_t>(data));
      break;
    case Tag::integer_text:
      value.kind = Kind::string;
      set_integer(record, value, get<std::int64_t>(data));
      break;
    case Tag::real:
      value.kind = Kind::number;
      set_real(record, value, get<double>(data));
      break;
    case Tag::real_text:
      value.kind = Kind::string;
      set_real(record, value, get<double>(data));
      break;
    case Tag::decimal:
    case Tag::decimal_text:
    case Tag::word: {
      const std::string_view word = words_.text(get<std::uint16_t>(data));
      value.kind = static_cast<Tag>(said & ~good_tag) == Tag::decimal ? Kind::number : Kind::string;
      value.data = word.data();
      value.size = static_cast<std::uint32_t>(word.size());
      break;
    }
    case Tag::moment:
      set_bytes(record, value, read::Kept::moment, get_moment(data, slot.keeps.fraction));
      break;
    case Tag::hash:
      set_bytes(record, value, read::Kept::hash, get<TextHash>(data));
      break;
    case Tag::list:
      value.kind = Kind::array;
      if (slot.keeps.length) value.size = get<std::uint32_t>(data);
      break;
    case Tag::object:
      value.kind = Kind::object;
      break;
  }
  return (said & good_tag) != 0;
}

}  // namespace leadlint::history
