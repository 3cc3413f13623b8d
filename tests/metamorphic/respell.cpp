// The same record, written otherwise; see respell.h.
#include "metamorphic/respell.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>

namespace metamorphic {

namespace {

using Kind = Value::Kind;

bool has_repeats(const Value& object) {
  std::set<std::string> names;
  return !std::all_of(
      object.members.begin(), object.members.end(),
      [&](const reference::Member& member) { return names.insert(member.name).second; });
}

/// A spelling taken apart: (-)digits * 10^exponent.
struct Decimal {
  std::string sign, digits;
  long exponent = 0;
  bool whole_spelling = true;  // neither fraction nor exponent
};

std::optional<Decimal> take_apart(const std::string& spelling) {
  Decimal out;
  std::size_t at = 0;
  if (at < spelling.size() && spelling[at] == '-') out.sign = spelling[at++];
  while (at < spelling.size() && std::isdigit(static_cast<unsigned char>(spelling[at])) != 0)
    out.digits += spelling[at++];
  if (at < spelling.size() && spelling[at] == '.') {
    out.whole_spelling = false;
    for (++at; at < spelling.size() && std::isdigit(static_cast<unsigned char>(spelling[at])) != 0;
         ++at, --out.exponent)
      out.digits += spelling[at];
  }
  if (at < spelling.size()) {
    out.whole_spelling = false;
    if (spelling.size() - at > 4) return std::nullopt;  // such exponents stay as they are
    out.exponent += std::strtol(spelling.c_str() + at + 1, nullptr, 10);
  }
  return out;
}

/// As JSON wants it: no zeros in front.
std::string whole(std::string digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? "0" : digits.substr(first);
}

std::string other_spelling(const Decimal& number, Random& random) {
  const long zeros = static_cast<long>(random.below(3));  // behind the digits, which mean nothing
  std::string digits = number.digits + std::string(static_cast<std::size_t>(zeros), '0');
  const long exponent = number.exponent - zeros;
  if (exponent <= 0 && -exponent < 40 && random.one_in(2)) {  // with a point alone
    const std::size_t behind = static_cast<std::size_t>(-exponent);
    if (digits.size() <= behind) digits.insert(0, behind - digits.size() + 1, '0');
    const std::string front = whole(digits.substr(0, digits.size() - behind));
    if (behind == 0) return number.sign + front + (number.whole_spelling ? "" : ".0");
    return number.sign + front + "." + digits.substr(digits.size() - behind);
  }
  const std::size_t front = 1 + random.below(digits.size());
  const std::string behind = digits.substr(front);
  const long shown = exponent + static_cast<long>(behind.size());
  return number.sign + whole(digits.substr(0, front)) + (behind.empty() ? "" : "." + behind) +
         (random.one_in(2) ? "e" : "E") + (shown >= 0 && random.one_in(2) ? "+" : "") +
         std::to_string(shown);
}

}  // namespace

void reorder(Value& value, Random& random) {
  for (Value& item : value.items) reorder(item, random);
  for (reference::Member& member : value.members) reorder(member.value, random);
  if (!has_repeats(value)) shuffle(value.members, random);
}

void respell_numbers(Value& value, Random& random, bool whole) {
  for (Value& item : value.items) respell_numbers(item, random, whole);
  for (reference::Member& member : value.members) respell_numbers(member.value, random, whole);
  if (value.kind != Kind::number) return;
  const std::optional<Decimal> number = take_apart(value.text);
  if (number && (whole || !number->whole_spelling)) value.text = other_spelling(*number, random);
}

namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

bool flat_members(const Value& record, std::vector<std::pair<std::string, std::string>>& members) {
  if (record.kind != Kind::object || record.members.empty() || has_repeats(record)) return false;
  for (const reference::Member& member : record.members) {
    const Value& value = member.value;
    // (What a server makes of other names is for form_test.cpp.)
    const bool named =
        !member.name.empty() && std::all_of(member.name.begin(), member.name.end(), is_plain);
    if (!named || value.lone_surrogate) return false;
    if (value.kind == Kind::boolean)
      members.emplace_back(member.name, value.truth ? "true" : "false");
    else if ((value.kind == Kind::number || value.kind == Kind::string) && !value.text.empty())
      members.emplace_back(member.name, value.text);
    else
      return false;
  }
  return true;
}

}  // namespace metamorphic
