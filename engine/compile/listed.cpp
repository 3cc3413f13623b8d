// Looks listed values up by what two of them must share for one to stand for the other.
#include "compile/listed.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "model/scalars.h"
#include "text/fold_case.h"

namespace leadlint::compile {
namespace {

/// Two values of which one stands for the other have one of these in common.
std::vector<std::string> keys_of(const Listed& listed) {
  const auto* text = std::get_if<std::string>(&listed.value.value);
  std::vector<std::string> keys{text != nullptr ? "t" + fold_case(*text)
                                                : model::value_key(listed.value)};
  if (const table::Moment& moment = listed.moment; moment.known)
    keys.push_back(fmt::format("m{} {} {} {} {}", static_cast<int>(moment.kind), moment.days,
                               moment.seconds, moment.nanoseconds, moment.offset));
  return keys;
}

}  // namespace

bool stands_for(const Listed& listed, const Listed& value) {
  if (model::same_value(listed.value, value.value)) return true;
  if (listed.moment.known && value.moment.known) return listed.moment == value.moment;
  const auto* text = std::get_if<std::string>(&listed.value.value);
  const auto* other = std::get_if<std::string>(&value.value.value);
  return listed.ignore_case && text != nullptr && other != nullptr &&
         equal_ignoring_case(*text, *other);
}

ListedValues::ListedValues(std::vector<Listed> values) {
  for (Listed& value : values) add(std::move(value));
}

void ListedValues::add(Listed value) {
  for (std::string& key : keys_of(value)) numbers_.emplace(std::move(key), all_.size());
  all_.push_back(std::move(value));
}

void ListedValues::add_new(Listed value) {
  if (standing_for(value).empty()) add(std::move(value));
}

std::vector<std::size_t> ListedValues::standing_for(const Listed& value) const {
  std::vector<std::size_t> found;
  for (const std::string& key : keys_of(value))
    for (auto [at, last] = numbers_.equal_range(key); at != last; ++at)
      if (stands_for(all_[at->second], value)) found.push_back(at->second);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace leadlint::compile
