// Mistakes that senders make, put into valid records; see slips.h.
#include "corpus/slips.h"

#include <algorithm>

#include "corpus/sender.h"
#include "reference/evaluate.h"

namespace corpus {

namespace model = leadlint::model;
using reference::Random;
using reference::Spot;
using reference::Value;

namespace {

void leave_out(const Spot& spot) {
  if (spot.container == nullptr) return;
  const auto at = static_cast<std::ptrdiff_t>(spot.index);
  if (spot.container->kind == Value::Kind::object) {
    spot.container->members.erase(spot.container->members.begin() + at);
  } else {
    spot.container->items.erase(spot.container->items.begin() + at);
  }
}

void misspell(std::string& text, Random& random) {
  if (text.size() < 2) {
    text += 'x';
    return;
  }
  const std::size_t at = random.below(text.size() - 1);
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  const bool whole = is_ascii(text[at]) && is_ascii(text[at + 1]);  // nobody types half a character
  switch (whole ? random.below(4) : 2) {
    case 0:
      text.erase(at, 1);
      return;
    case 1:
      std::swap(text[at], text[at + 1]);
      return;
    case 2:
      text += 's';
      return;
    default:
      for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
}

void write_in_local_style(std::string& text, Random& random) {
  static const std::vector<std::string> dates = {
      "05/29/2026", "29.05.2026", "2026-02-30", "tomorrow", "2026-5-9", "5 pm", "2026/05/29"};
  text = random.pick(dates);
}

void overfill(Value& value, const model::Field& field, Random& random) {
  const auto limit = static_cast<std::size_t>(field.main.max_length->is);
  value.text = prose(random, limit + 40);
  while (value.text.size() < limit + 10) value.text += " and so on";
}

void slip_in_text(const Spot& spot, Random& random) {
  const model::Variant& variant = spot.field->main;
  if (variant.values) {
    misspell(spot.value->text, random);
  } else if (variant.format || variant.pattern) {
    if (random.one_in(3)) {
      misspell(spot.value->text, random);
    } else {
      write_in_local_style(spot.value->text, random);
    }
  } else if (variant.max_length && random.one_in(4)) {
    overfill(*spot.value, *spot.field, random);
  } else if (random.one_in(2)) {
    spot.value->text.clear();
  } else {
    *spot.value = reference::make_number("42");
  }
}

void slip_in_number(Value& value, Random& random) {
  switch (random.below(4)) {
    case 0:
      value = reference::make_text(value.text);
      return;
    case 1:
      value = reference::make_text("$" + value.text);
      return;
    case 2:
      value.text = value.text + (value.text.find('.') == std::string::npos ? ".5" : "");
      return;
    default:
      if (value.text[0] != '-') value.text = "-" + value.text;
  }
}

void spoil(const Spot& spot, Random& random) {
  using Kind = Value::Kind;
  switch (spot.value->kind) {
    case Kind::string:
      slip_in_text(spot, random);
      return;
    case Kind::number:
      slip_in_number(*spot.value, random);
      return;
    case Kind::boolean:
      *spot.value = reference::make_text(random.one_in(2) ? "yes" : "true");
      return;
    case Kind::object:
    case Kind::array:
      *spot.value = reference::make_text(prose(random, 10));
      return;
    case Kind::null:
      *spot.value = reference::make_text("null");
  }
}

/// A member that the record did without.
void add_member(reference::Generator& generator, Value& record, const model::Field& root,
                Random& random) {
  const model::Block* block = reference::block_of(root);
  if (block == nullptr || block->fields.empty()) return;
  const model::Field& field = random.pick(block->fields);
  if (field.none || reference::find_member(record, field.name) != nullptr) return;
  record.members.push_back({field.name, false, generator.value_of(field, 1)});
}

}  // namespace

void slip(reference::Generator& generator, Value& record, Random& random) {
  const std::vector<Spot> spots = generator.spots(record);
  if (spots.size() < 2 || random.one_in(6)) {
    add_member(generator, record, *spots[0].field, random);
    return;
  }
  const Spot spot = spots[1 + random.below(spots.size() - 1)];
  switch (random.below(5)) {
    case 0:
      leave_out(spot);
      return;
    case 1:  // right in itself, and perhaps not beside the others
      *spot.value = generator.value_of(*spot.field, 2);
      return;
    default:
      spoil(spot, random);
  }
}

}  // namespace corpus
