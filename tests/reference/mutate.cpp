// Spoils records one change at a time, and writes them as JSON text.
#include <algorithm>
#include <cstdio>

#include "reference/evaluate.h"
#include "reference/generate.h"
#include "reference/text.h"

namespace reference {

namespace model = leadlint::model;
using Kind = Value::Kind;

// ------------------------------------------------------------------------------------------ places

void Generator::collect(Value& value, Value* container, std::size_t index,
                        const model::Field& field, std::vector<Spot>& out) {
  out.push_back({&value, container, index, &field});
  const model::Block* block = block_of(field);
  const model::Field* each = each_of(field);
  const model::Field* item = item_of(field);
  for (std::size_t i = 0; i < value.members.size(); ++i) {
    const model::Field* inside = block != nullptr ? member_of(*block, value.members[i].name) : each;
    if (inside != nullptr) collect(value.members[i].value, &value, i, *inside, out);
  }
  for (std::size_t i = 0; i < value.items.size(); ++i)
    if (item != nullptr) collect(value.items[i], &value, i, *item, out);
}

std::vector<Spot> Generator::spots(Value& record) {
  std::vector<Spot> out;
  collect(record, nullptr, 0, rules_.root, out);
  return out;
}

void Generator::remove(const Spot& spot) {
  if (spot.container == nullptr) return;
  const auto at = static_cast<std::ptrdiff_t>(spot.index);
  if (spot.container->kind == Kind::object) {
    spot.container->members.erase(spot.container->members.begin() + at);
  } else {
    spot.container->items.erase(spot.container->items.begin() + at);
  }
}

// ----------------------------------------------------------------------------------------- changes

namespace {

const char* const white_spaces[] = {" ", "\n", "\u00a0", "\u3000"};

/// A text of this many letters, some of which take two UTF-16 units or four bytes.
std::string long_text(std::size_t length, Random& random) {
  static const char* const letters[] = {"x", "\u00e9", "\U0001F600", " "};
  std::string out;
  const char* letter = letters[random.below(3)];
  for (std::size_t i = 0; i < length; ++i)
    out += random.one_in(50) ? letters[random.below(4)] : letter;
  return out;
}

void change_digit(std::string& text, Random& random) {
  std::vector<std::size_t> digits;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] >= '0' && text[i] <= '9') digits.push_back(i);
  if (!digits.empty()) text[random.pick(digits)] = static_cast<char>('0' + random.below(10));
}

void change_letter(std::string& text, Random& random) {
  const std::size_t at = text.empty() ? 0 : random.below(text.size());
  if (text.empty() || static_cast<unsigned char>(text[at]) >= 0x80) {
    text += "x";
  } else if (random.one_in(4)) {
    text[at] = static_cast<char>(text[at] ^ 0x20);  // the other case, mostly
    if (static_cast<unsigned char>(text[at]) < 0x20) text[at] = '_';
  } else if (random.one_in(3)) {
    text.erase(at, 1);
  } else if (random.one_in(2)) {
    text.insert(at, 1, text[at]);
  } else {
    text[at] = '_';
  }
}

}  // namespace

void Generator::spoil_text(Value& value, const model::Field& field) {
  static const std::vector<std::string> dates = {"2024-02-30",
                                                 "2023-02-29",
                                                 "2024-13-01",
                                                 "2024-02-29T24:00:00Z",
                                                 "2024-02-29T23:59:60Z",
                                                 "07:00 13/31/2019",
                                                 "2024-02-29T10:00:00Z",
                                                 "2024-02-29",
                                                 "2024-2-9",
                                                 "0000-01-01",
                                                 "10:30",
                                                 "2024-02-29T10:00:00+24:00",
                                                 "07:00 02/29/2019",
                                                 "7:00 2/9/2024",
                                                 "2024-02-29T10:00:00.5-08:00"};
  std::string& text = value.text;
  if (random_.one_in(6) && field.main.values) return respell_text(text);
  switch (random_.below(9)) {
    case 0:
      text.clear();
      return;
    case 1:
      text = std::string(1 + random_.below(3), ' ');
      return;
    case 2:
      text = white_spaces[random_.below(4)] + text;
      return;
    case 3:
      text += white_spaces[random_.below(4)];
      return;
    case 4:
      change_digit(text, random_);
      return;
    case 5:
      text = random_.pick(dates);
      return;
    case 6: {
      const auto& max = field.main.max_length;
      const std::size_t limit = max ? static_cast<std::size_t>(max->is) : std::size_t{40};
      text = long_text(limit - 1 + random_.below(3), random_);
      return;
    }
    case 7:
      if (random_.one_in(4))
        text += random_.one_in(2) ? "\xED\xA0\xBD" : "\xED\xB8\x80";  // half a pair
      else
        text += "\u00e9";
      return;
    default:
      change_letter(text, random_);
  }
}

/// Another case of its letters, or the same moment over another offset.
void Generator::respell_text(std::string& text) {
  const auto flip = [&](std::size_t at, char lower, char upper) {
    if (text[at] >= lower && text[at] <= upper) text[at] = static_cast<char>(text[at] ^ 0x20);
  };
  if (text.ends_with("T10:00:00Z")) {
    text.replace(text.size() - 10, 10, "T11:00:00+01:00");
    return;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (random_.one_in(2)) flip(i, 'a', 'z');
    if (random_.one_in(2)) flip(i, 'A', 'Z');
  }
  if (const std::size_t at = text.find("\u00dc"); at != std::string::npos && random_.one_in(2))
    text.replace(at, 2, "\u00fc");
}

/// The same number in another spelling.
void Generator::respell_number(std::string& text) {
  const bool whole = text.find_first_of(".eE") == std::string::npos;
  switch (random_.below(3)) {
    case 0:
      if (text.find_first_of("eE") == std::string::npos) text += whole ? ".0" : "0";
      return;
    case 1:
      if (whole) text += text == "0" || text == "-0" ? "e-1" : "0e-1";
      return;
    default:
      if (text.find_first_of("eE") == std::string::npos) text += "e0";
  }
}

void Generator::spoil_number(Value& value) {
  if (random_.one_in(4)) return respell_number(value.text);
  static const std::vector<std::string> spellings = {"1.0",
                                                     "1e2",
                                                     "-0",
                                                     "-0.0",
                                                     "1E+2",
                                                     "0.1",
                                                     "-1",
                                                     "9223372036854775807",
                                                     "9223372036854775808",
                                                     "-9223372036854775808",
                                                     "-9223372036854775809",
                                                     "99999999999999999999",
                                                     "1e400",
                                                     "-1e400",
                                                     "18446744073709551615",
                                                     "1e-400",
                                                     "1000.0",
                                                     "1000",
                                                     "9007199254740993",
                                                     "400",
                                                     "404",
                                                     "12345678901234567890.0",
                                                     "1.2345678901234567890e19",
                                                     "12345678901234567891",
                                                     "2.50",
                                                     "75e-1",
                                                     "0.10000000000000000001"};
  value.text = random_.pick(spellings);
  if (random_.one_in(6)) value.kind = Kind::string;
}

void Generator::edit_list(Value& list, const model::Field* item) {
  auto& items = list.items;
  const auto fresh = [&] { return item != nullptr ? value_of(*item, 3) : any_value(); };
  switch (items.empty() ? random_.below(2) : random_.below(6)) {
    case 0:
      items.push_back(fresh());
      return;
    case 1:
      items.emplace_back();
      return;
    case 2:
      items.push_back(random_.pick(items));
      return;
    case 3:
      std::reverse(items.begin(), items.end());
      return;
    case 4:
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(random_.below(items.size())));
      return;
    default:
      items[random_.below(items.size())] = any_value();
  }
}

void Generator::edit_members(Value& object, const model::Block* block) {
  const auto copy_of_one = [&] { return object.members[random_.below(object.members.size())]; };
  switch (random_.below(object.members.empty() ? 2 : 5)) {
    case 0:
      object.members.push_back({random_.one_in(2) ? "extra" : "", false, any_value()});
      return;
    case 1: {
      if (block == nullptr || block->fields.empty()) return;
      const model::Field& field = random_.pick(block->fields);
      object.members.push_back({field.name, false, value_of(field, 3)});
      return;
    }
    case 2: {  // a name misspelt
      Member member = copy_of_one();
      change_letter(member.name, random_);
      object.members.push_back(member);
      return;
    }
    case 3: {  // a name repeated, with the same value or another
      Member member = copy_of_one();
      if (random_.one_in(2)) member.value = any_value();
      const auto at = static_cast<std::ptrdiff_t>(random_.below(object.members.size() + 1));
      object.members.insert(object.members.begin() + at, member);
      return;
    }
    default: {
      const std::size_t a = random_.below(object.members.size());
      std::rotate(object.members.begin(), object.members.begin() + static_cast<std::ptrdiff_t>(a),
                  object.members.end());
    }
  }
}

void Generator::mutate(Value& record) {
  std::vector<Spot> all = spots(record);
  // The root itself is one place among many; a record that is no object ends all further checks.
  const Spot spot =
      all.size() > 1 && !random_.one_in(100) ? all[1 + random_.below(all.size() - 1)] : all[0];
  Value& value = *spot.value;
  switch (random_.below(9)) {
    case 0:
      remove(spot);
      return;
    case 1:
      if (spot.container != nullptr) value = {};
      return;
    case 2:
      if (spot.container != nullptr || random_.one_in(4)) value = any_value();
      return;
    case 3:
      value = value_of(*spot.field, 2);
      return;
    case 4: {  // into the object around it, or itself
      Value& object = spot.container != nullptr && spot.container->kind == Kind::object
                          ? *spot.container
                          : value;
      if (object.kind != Kind::object) return;
      const model::Block* block = nullptr;
      for (const Spot& other : all)
        if (other.value == &object) block = block_of(*other.field);
      edit_members(object, block);
      return;
    }
    default:
      break;
  }
  switch (value.kind) {
    case Kind::string:
      spoil_text(value, *spot.field);
      return;
    case Kind::number:
      spoil_number(value);
      return;
    case Kind::array:
      edit_list(value, item_of(*spot.field));
      return;
    case Kind::object:
      edit_members(value, block_of(*spot.field));
      return;
    case Kind::boolean:
      value.truth = !value.truth;
      if (random_.one_in(4)) value = make_text(value.truth ? "true" : "false");
      return;
    case Kind::null:
      value = any_value();
  }
}

void Generator::repair(Value& record, const std::string& pointer, bool drop) {
  const std::size_t slash = pointer.rfind('/');
  if (slash == std::string::npos) return;
  const std::string name = pointer.substr(slash + 1);
  // Names with ~ or / are rare enough to stay broken.
  Value* at = &record;
  const model::Field* field = &rules_.root;
  std::size_t start = 1;
  while (at != nullptr && field != nullptr && start <= slash) {
    const std::size_t end = pointer.find('/', start);
    const std::string step = pointer.substr(start, end - start);
    Value* next = nullptr;
    if (at->kind == Kind::array) {
      const auto index = to_int64(step);
      if (index && static_cast<std::size_t>(*index) < at->items.size())
        next = &at->items[static_cast<std::size_t>(*index)];
      field = item_of(*field);
    } else {
      for (Member& member : at->members)
        if (member.name == step) next = &member.value;
      const model::Block* block = block_of(*field);
      field = block != nullptr ? member_of(*block, step) : each_of(*field);
    }
    at = next;
    start = end + 1;
  }
  if (at == nullptr || field == nullptr || at->kind != Kind::object) return;
  const model::Block* block = block_of(*field);
  const model::Field* missing = block != nullptr ? find_field(*block, name) : nullptr;
  auto& members = at->members;
  members.erase(std::remove_if(members.begin(), members.end(),
                               [&](const Member& member) { return member.name == name; }),
                members.end());
  if (!drop && missing != nullptr && !missing->none)
    members.push_back({name, false, value_of(*missing, 2)});
}

// ----------------------------------------------------------------------------------------- writing

void Generator::blank(std::string& out) {
  if (random_.one_in(12)) out += random_.one_in(4) ? "\r\n  " : " ";
}

void Generator::quote(std::string& out, std::string_view text) {
  const bool escapes = random_.one_in(10);
  out += '"';
  for (const char32_t point : code_points(text)) {
    char escape[16] = "";
    if (point == '"' || point == '\\') {
      out += '\\';
      out += static_cast<char>(point);
      continue;
    }
    if (point < 0x20 || (point >= 0xD800 && point < 0xE000) ||
        (escapes && point < 0x10000 && random_.one_in(2))) {
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(point));
    } else if (escapes && point > 0xFFFF) {
      std::snprintf(escape, sizeof escape, "\\u%04X\\u%04X",
                    static_cast<unsigned>(0xD800 + ((point - 0x10000) >> 10)),
                    static_cast<unsigned>(0xDC00 + ((point - 0x10000) & 0x3FFU)));
    } else {
      append_utf8(out, point);
    }
    out += escape;
  }
  out += '"';
}

std::string Generator::write(const Value& value) {
  std::string out;
  bool first = true;
  const auto comma = [&] {
    if (!first) out += ',';
    first = false;
    blank(out);
  };
  blank(out);
  switch (value.kind) {
    case Kind::string:
      quote(out, value.text);
      break;
    case Kind::object:
      out += '{';
      for (const Member& member : value.members) {
        comma();
        quote(out, member.name);
        blank(out);
        out += ':';
        out += write(member.value);
      }
      out += '}';
      break;
    case Kind::array:
      out += '[';
      for (const Value& item : value.items) {
        comma();
        out += write(item);
      }
      out += ']';
      break;
    case Kind::null:
    case Kind::boolean:
    case Kind::number:
      out += write_json(value);
  }
  blank(out);
  return out;
}

}  // namespace reference
