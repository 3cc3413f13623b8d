// Hangs the pairs of form text into a tree, and tells where two of them cannot both be.
#include "read/form_tree.h"

#include <algorithm>
#include <charconv>

#include "read/form_names.h"

namespace leadlint::read {

using table::FormServer;

std::size_t FormTree::KeyHash::operator()(const Key& key) const noexcept {
  return static_cast<std::size_t>(of_text.of(key.name) ^ (key.parent * 0x9E3779B97F4A7C15U));
}

void FormTree::begin(FormServer server, Record& texts) {
  server_ = server;
  texts_ = &texts;
  members_.clear();
  parts.clear();
  FormPart& root = parts.emplace_back();
  root.kind = Kind::object;
  root.numbered = false;
}

FormFault FormTree::place(const Steps& steps, const FormPiece& name, const FormPiece* value) {
  fault_ = FormFault::nothing;
  repeated_ = none;
  // Rails leaves nulls out of lists.
  const bool ends_in_list = steps.size() > 1 && steps.back().empty();
  const std::size_t count = steps.size() - (value == nullptr && ends_in_list ? 1 : 0);
  Index at = 0;
  for (std::size_t number = 0; number < count && at != none; ++number)
    at = step(at, steps, number, name);
  if (at == none || count != steps.size()) return fault_;
  FormPart& part = parts[at];
  part.kind = value == nullptr ? Kind::null : Kind::string;
  part.name_offset = name.offset;
  part.name_end = name.end;
  part.value = value == nullptr ? std::string_view{} : value->text;
  part.offset = value == nullptr ? name.end : value->offset;
  return fault_;
}

/// What the steps behind say that a part is. PHP numbers the members that `[]` makes.
Kind FormTree::kind_behind(const Steps& steps, std::size_t number) const {
  if (number + 1 == steps.size()) return Kind::string;
  return steps[number + 1].empty() && server_ != FormServer::php ? Kind::array : Kind::object;
}

/// The part that step `number` leads to, made where it is not there yet. `none`: there is a fault.
Index FormTree::step(Index parent, const Steps& steps, std::size_t number, const FormPiece& name) {
  if (parts[parent].kind == Kind::array) return item(parent, steps, number, name);
  const Kind kind = kind_behind(steps, number);
  const bool counts = number > 0 && steps[number].empty();
  const std::string_view step = counts ? next_number(parts[parent]) : steps[number];
  const Index known = find(parent, step);
  if (known == none) {
    const Index made = add(parent, step, kind, name);
    parts[parent].counted = parts[parent].counted && counts;
    return made;
  }
  const Kind before = parts[known].kind;
  const bool was_value = before == Kind::string || before == Kind::null;
  if (kind == Kind::string && was_value) return repeated_ = known;
  if (kind == before) return known;
  fault_ = kind == Kind::string || was_value ? FormFault::value_and_more : FormFault::mixed;
  return none;
}

/// A new item of a list; or its last one, where that is an object without the member to come.
Index FormTree::item(Index list, const Steps& steps, std::size_t number, const FormPiece& name) {
  const Kind kind = kind_behind(steps, number);
  const Index newest = parts[list].last;
  if (kind == Kind::object && newest != none && parts[newest].kind == Kind::object &&
      !has_path(newest, steps, number + 1))
    return newest;
  const Index made = add(list, {}, kind, name);
  parts[made].ordinal = parts[list].size - 1;
  return made;
}

Index FormTree::add(Index parent, std::string_view step, Kind kind, const FormPiece& name) {
  const Index made = static_cast<Index>(parts.size());
  FormPart& part = parts.emplace_back();
  part.kind = kind;
  part.name = step;
  part.name_offset = part.offset = name.offset;
  part.name_end = name.end;
  part.parent = parent;
  FormPart& around = parts[parent];
  (around.last == none ? around.first : parts[around.last].next) = made;
  around.last = made;
  ++around.size;
  if (around.kind != Kind::object) return made;
  members_[{parent, step}] = made;
  if (!is_form_index(step)) {
    around.numbered = false;
  } else if (server_ == FormServer::php) {
    std::uint64_t number = 0;
    std::from_chars(step.data(), step.data() + step.size(), number);
    around.free_number = std::max(around.free_number, number + 1);
  }
  return made;
}

std::string_view FormTree::next_number(FormPart& around) {
  const std::string digits = std::to_string(around.free_number);
  char* const place = texts_->scratch(digits.size());
  std::copy(digits.begin(), digits.end(), place);
  return {place, digits.size()};
}

Index FormTree::find(Index parent, std::string_view name) const {
  const auto found = members_.find({parent, name});
  return found == members_.end() ? none : found->second;
}

/// Do the steps from `number` on all lead somewhere already?
bool FormTree::has_path(Index from, const Steps& steps, std::size_t number) const {
  for (; number < steps.size(); ++number) {
    if (steps[number].empty()) return false;
    from = find(from, steps[number]);
    if (from == none) return false;
  }
  return true;
}

std::string FormTree::pointer(Index part) const {
  std::vector<Index> path;
  for (Index at = part; at != 0; at = parts[at].parent) path.push_back(at);
  std::string result;
  for (auto at = path.rbegin(); at != path.rend(); ++at) {
    const FormPart& around = parts[parts[*at].parent];
    const bool in_list = around.kind == Kind::array || around.as_list;
    append_token(result, in_list ? std::to_string(parts[*at].ordinal) : parts[*at].name);
  }
  return result;
}

}  // namespace leadlint::read
