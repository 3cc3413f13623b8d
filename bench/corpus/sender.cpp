// Values as people and their programs write them; see sender.h.
#include "corpus/sender.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "reference/evaluate.h"

namespace corpus {

namespace model = leadlint::model;
using reference::Random;
using reference::Value;

// ------------------------------------------------------------------------------------------- texts

namespace {

constexpr std::int64_t min_limit_of_prose = 100;

const std::vector<std::string> words = {
    "we",      "they",    "will",     "called", "back",   "on",       "Monday",  "the",
    "family",  "asked",   "for",      "a",      "visit",  "next",     "week",    "and",
    "wants",   "to",      "start",    "in",     "spring", "with",     "new",     "kitchen",
    "roof",    "budget",  "is",       "still",  "open",   "after",    "meeting", "left",
    "message", "no",      "answer",   "yet",    "signed", "contract", "deposit", "paid",
    "two",     "rooms",   "upstairs", "price",  "was",    "fine",     "timing",  "not",
    "decided", "between", "offers",   "please", "keep",   "updated"};
/// What makes a reader of JSON or CSV look twice.
const std::vector<std::string> rare_words = {"\"soon\"", "caf\u00e9", "Garc\u00eda,", "5\\6",
                                             "\n",       "50%",       "\u20ac900",    "tab\there"};

}  // namespace

std::string prose(Random& random, std::size_t bytes) {
  std::string out;
  bool starts_sentence = true;
  while (out.size() + 4 < bytes) {
    std::string word = random.one_in(80) ? random.pick(rare_words) : random.pick(words);
    if (starts_sentence && word[0] >= 'a' && word[0] <= 'z')
      word[0] = static_cast<char>(word[0] - 32);
    starts_sentence = random.one_in(9);
    out += word + (starts_sentence ? ". " : " ");
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '\n')) out.pop_back();
  if (!starts_sentence && !out.empty()) out += '.';
  return out.empty() ? "ok" : out;
}

bool is_prose(const model::Field& field) {
  const model::Variant& variant = field.main;
  return reference::types_of(variant) == model::string_type && !variant.values && !variant.format &&
         !variant.pattern && variant.max_length && variant.max_length->is >= min_limit_of_prose;
}

std::string Sender::free_text_of_variant(const model::Variant& variant) {
  std::string text =
      random().one_in(2) ? std::to_string(1000 + random().below(90'000'000)) : random().pick(words);
  while (variant.min_length && static_cast<std::int64_t>(text.size()) < variant.min_length->is)
    text += ' ' + random().pick(words);
  if (variant.max_length && static_cast<std::int64_t>(text.size()) > variant.max_length->is)
    text.resize(static_cast<std::size_t>(variant.max_length->is));
  return text;
}

// ----------------------------------------------------------------------------------------- numbers

namespace {

double number_of(const model::Scalar& scalar) {
  if (const auto* integer = std::get_if<std::int64_t>(&scalar.value))
    return static_cast<double>(*integer);
  const auto* number = std::get_if<model::Number>(&scalar.value);
  return number != nullptr ? number->nearest : 0;
}

}  // namespace

std::string Sender::spelling_of_variant(const model::Variant& variant, bool integer) {
  static const std::vector<std::size_t> magnitudes = {10, 100, 1000, 10'000, 100'000};
  double number = static_cast<double>(1 + random().below(random().pick(magnitudes)));
  if (variant.min && number < number_of(variant.min->is))
    number += std::ceil(number_of(variant.min->is));
  if (variant.max && number > number_of(variant.max->is))
    number = std::floor(number_of(variant.max->is));
  if (integer || random().one_in(2)) return fmt::format("{:.0f}", number);
  if (variant.max && number + 1 > number_of(variant.max->is)) return fmt::format("{:.0f}", number);
  return fmt::format("{:.0f}.{}", number, 1 + random().below(99));
}

// ----------------------------------------------------------------------------------------- members

Value Sender::record() {
  Value record = Generator::record();
  const model::Block* block = reference::block_of(rules_.root);
  if (block == nullptr || record.kind != Value::Kind::object) return record;
  for (const model::Field& field : block->fields)
    if (!field.none && is_prose(field) && reference::find_member(record, field.name) == nullptr &&
        !random().one_in(6))
      record.members.push_back({field.name, false, value_of(field, 1)});
  return record;
}

namespace {

constexpr std::size_t senders = 4;

/// FNV-1a: the same order on every machine.
std::uint64_t place_of(std::string_view name, std::size_t sender) {
  std::uint64_t hash = 14695981039346656037ULL + sender;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

/// The first sender keeps to the order of the rule file.
void arrange_as(Value& value, const model::Field* field, std::size_t sender) {
  const model::Block* block = field != nullptr ? reference::block_of(*field) : nullptr;
  const auto inside = [&](const std::string& name) {
    return block != nullptr ? reference::find_field(*block, name) : nullptr;
  };
  const auto key = [&](const reference::Member& member) -> std::uint64_t {
    if (sender != 0 || block == nullptr) return place_of(member.name, sender);
    const model::Field* found = inside(member.name);
    return found != nullptr ? static_cast<std::uint64_t>(found - block->fields.data())
                            : block->fields.size();
  };
  std::stable_sort(value.members.begin(), value.members.end(),
                   [&](const auto& a, const auto& b) { return key(a) < key(b); });
  for (reference::Member& member : value.members)
    arrange_as(member.value, inside(member.name), sender);
  const model::Field* item = field != nullptr ? reference::item_of(*field) : nullptr;
  for (Value& element : value.items) arrange_as(element, item, sender);
}

}  // namespace

void Sender::arrange(Value& record) {
  const std::size_t sender = random().one_in(2) ? 0 : random().below(senders);
  arrange_as(record, &rules_.root, sender);
}

}  // namespace corpus
