// A nlohmann::json value to Record. Nesting goes on a stack of its own, as in the walk over text.
#include "read/json_value.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "read/fast_check.h"
#include "read/name_shapes.h"
#include "read/shape.h"
#include "table/name_hash.h"
#include "text/utf8.h"

namespace leadlint::read {

using nlohmann::json;

struct ValueReader::Impl {
  /// An open object or array, and its member or item that comes next.
  struct Frame {
    Mode mode = Mode::block;
    Index node = none;  // none: inside a value that is only looked over
    Index instance = none;
    Inner inner;  // see Mode
    std::uint32_t items = 0;
    const json* value = nullptr;
    json::const_iterator next;
    const std::string* name = nullptr;  // of the member being read
  };

  const table::DecisionTable* table = nullptr;
  Record* out = nullptr;
  std::vector<Frame> stack;

  bool run();
  bool member(Frame& frame);
  bool free_member(const Frame& at, FieldId field, std::string_view name);
  bool former_member(const Frame& at, FieldId field, std::string_view name);
  bool item(Frame& frame);
  bool value(const json& from, Index node, FieldId field);
  bool enter(const json& from, Index node, FieldId field);
  Index named(Index parent, FieldId field, std::string_view name);

  void boolean(bool from, Index node);
  void integer(std::int64_t from, Index node);
  void integer(std::uint64_t from, Index node);
  void number(double from, Index node);
  void string(const std::string& from, Index node);
  void spell(Index node, std::string_view spelling);
  std::string_view well_formed(const std::string& from, ReadIssue::Kind kind, std::size_t frames,
                               bool& broken);

  void report(ReadIssue::Kind kind, std::size_t frames, const char* expected = "");
};

ValueReader::ValueReader() : impl_(std::make_unique<Impl>()) {}
ValueReader::~ValueReader() = default;
ValueReader::ValueReader(ValueReader&&) noexcept = default;
ValueReader& ValueReader::operator=(ValueReader&&) noexcept = default;

bool ValueReader::read(const table::DecisionTable& table, FieldId root_field,
                       const nlohmann::json& value, Record& out) {
  out.clear();
  impl_->table = &table;
  impl_->out = &out;
  impl_->stack.clear();
  const Index root = out.add_node(none, root_field);
  if (impl_->value(value, root, root_field)) {
    bind_lone(table, out, root);
    if (impl_->run()) return true;
  }
  std::vector<ReadIssue> issues = std::move(out.issues);
  out.clear();
  out.issues = std::move(issues);
  out.unreadable = true;
  return false;
}

/// Reads one member or item a turn, of whichever object or array is innermost.
bool ValueReader::Impl::run() {
  while (!stack.empty()) {
    Frame& frame = stack.back();
    if (frame.next == frame.value->cend()) {
      if (!is_object(frame.mode) && frame.node != none) out->nodes[frame.node].size = frame.items;
      stack.pop_back();
      continue;
    }
    if (!(is_object(frame.mode) ? member(frame) : item(frame))) return false;
  }
  return true;
}

bool ValueReader::Impl::member(Frame& frame) {
  const Frame at = frame;  // `value` may move the stack
  frame.name = &at.next.key();
  ++frame.next;
  bool broken = false;
  const std::string_view name =
      well_formed(at.next.key(), ReadIssue::Kind::lone_surrogate_name, stack.size() - 1, broken);
  if (at.mode == Mode::skipped_object) return value(*at.next, none, none);
  if (at.mode == Mode::free_names) return free_member(at, at.inner.field(), name);
  const table::Block& block = table->blocks[at.inner.block()];
  const std::uint16_t number = table::find_name(*table, block.names, name);
  if (number != table::no_name) {
    const FieldId field = block.fields[number];
    const Index node = out->add_node(at.node, field);
    if (!value(*at.next, node, field)) return false;
    out->set_field(at.instance, number, table->fields[field].bit, node);
    bind_member(*table, *out, at.instance, node);
    return true;
  }
  if (const FieldId field = field_of_name(*table, block, name); field != none)
    return block.fields.has(field) ? former_member(at, field, name) : free_member(at, field, name);
  if (block.unknown_report == none) return value(*at.next, none, none);
  const Index node = named(at.node, none, name);
  out->append_unknown(at.instance, node);
  return value(*at.next, node, none);
}

bool ValueReader::Impl::free_member(const Frame& at, FieldId field, std::string_view name) {
  const Index node = named(at.node, field, name);
  out->append(at.node, node);
  if (!value(*at.next, node, field)) return false;
  bind_lone(*table, *out, node);
  return true;
}

/// A member by a name that a field had before.
bool ValueReader::Impl::former_member(const Frame& at, FieldId field, std::string_view name) {
  const Index node = named(at.node, field, name);
  if (!value(*at.next, node, field)) return false;
  take_former(*table, *out, at.instance, node);
  return true;
}

bool ValueReader::Impl::item(Frame& frame) {
  const Frame at = frame;
  ++frame.next;
  ++frame.items;
  if (at.mode == Mode::skipped_list) return value(*at.next, none, none);
  const Index node = out->add_node(at.node, at.inner.field());
  out->nodes[node].ordinal = at.items;
  out->append(at.node, node);
  if (!value(*at.next, node, at.inner.field())) return false;
  bind_lone(*table, *out, node);
  return true;
}

Index ValueReader::Impl::named(Index parent, FieldId field, std::string_view name) {
  const Index node = out->add_node(parent, field);
  Node& made = out->nodes[node];
  made.name = name.data();
  made.name_size = static_cast<std::uint32_t>(name.size());
  return node;
}

/// Reads a value into `node`; `none`: looks it over.
bool ValueReader::Impl::value(const json& from, Index node, FieldId field) {
  using Type = json::value_t;
  switch (from.type()) {
    case Type::null:
      return true;  // what a node is from the start
    case Type::boolean:
      boolean(from.get<bool>(), node);
      return true;
    case Type::number_integer:
      integer(from.get<std::int64_t>(), node);
      return true;
    case Type::number_unsigned:
      integer(from.get<std::uint64_t>(), node);
      return true;
    case Type::number_float:
      number(from.get<double>(), node);
      return true;
    case Type::string:
      string(from.get_ref<const std::string&>(), node);
      return true;
    case Type::object:
    case Type::array:
      return enter(from, node, field);
    case Type::binary:
    case Type::discarded:
      break;
  }
  out->issues.clear();
  report(ReadIssue::Kind::bad_json, 0, "a JSON value");
  return false;
}

bool ValueReader::Impl::enter(const json& from, Index node, FieldId field) {
  if (stack.size() >= table->options.max_depth) {
    out->issues.clear();
    report(ReadIssue::Kind::too_deep, 0, "objects and arrays nested less deeply");
    return false;
  }
  const bool object = from.is_object();
  const Shape shape = object ? object_shape(*table, field) : list_shape(*table, field);
  Index instance = stack.empty() ? none : stack.back().instance;
  if (node != none) {
    out->nodes[node].kind = object ? Kind::object : Kind::array;
    out->nodes[node].bare_item = shape.bare_item;
    if (shape.mode == Mode::block)
      instance = out->add_instance(*table, shape.inner.block(), node, instance);
  }
  stack.push_back({shape.mode, node, instance, shape.inner, 0, &from, from.cbegin(), nullptr});
  return true;
}

void ValueReader::Impl::boolean(bool from, Index node) {
  if (node != none) out->nodes[node].kind = from ? Kind::true_value : Kind::false_value;
}

void ValueReader::Impl::spell(Index node, std::string_view spelling) {
  char* const place = out->scratch(spelling.size());
  std::memcpy(place, spelling.data(), spelling.size());
  out->nodes[node].data = place;
  out->nodes[node].size = static_cast<std::uint32_t>(spelling.size());
}

void ValueReader::Impl::integer(std::int64_t from, Index node) {
  if (node == none) return;
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.begin(), digits.end(), from).ptr;
  out->nodes[node].kind = Kind::integer;
  spell(node, {digits.data(), static_cast<std::size_t>(end - digits.data())});
}

void ValueReader::Impl::integer(std::uint64_t from, Index node) {
  if (node == none) return;
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.begin(), digits.end(), from).ptr;
  out->nodes[node].kind = Kind::integer;
  out->nodes[node].too_large = from > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  spell(node, {digits.data(), static_cast<std::size_t>(end - digits.data())});
}

/// nlohmann keeps an integer beyond 64 bits as a double, and nothing tells it from 1e19; it is
/// taken for the integer.
void ValueReader::Impl::number(double from, Index node) {
  if (!std::isfinite(from)) report(ReadIssue::Kind::number_too_large, stack.size());
  if (node == none) return;
  constexpr double beyond_int64 = 9223372036854775808.0;
  const bool huge_integer =
      std::isfinite(from) && std::trunc(from) == from && std::abs(from) >= beyond_int64;
  std::array<char, 40> digits;
  auto* end = std::to_chars(digits.begin(), digits.end() - 2, from).ptr;
  const std::string_view so_far(digits.data(), static_cast<std::size_t>(end - digits.data()));
  if (!huge_integer && so_far.find_first_not_of("-0123456789") == std::string_view::npos) {
    *end++ = '.';  // 5.0 is not an integer
    *end++ = '0';
  }
  out->nodes[node].kind = huge_integer ? Kind::integer : Kind::number;
  out->nodes[node].too_large = huge_integer || !std::isfinite(from);
  spell(node, {digits.data(), static_cast<std::size_t>(end - digits.data())});
}

void ValueReader::Impl::string(const std::string& from, Index node) {
  bool broken = false;
  const std::string_view content =
      well_formed(from, ReadIssue::Kind::lone_surrogate, stack.size(), broken);
  if (node == none) return;
  Node& made = out->nodes[node];
  made.kind = Kind::string;
  made.data = content.data();
  made.size = static_cast<std::uint32_t>(content.size());
  made.lone_surrogate = broken;
}

/// The text itself where it is UTF-8; else it is reported, and U+FFFD stands for what is broken.
std::string_view ValueReader::Impl::well_formed(const std::string& from, ReadIssue::Kind kind,
                                                std::size_t frames, bool& broken) {
  if (find_broken_utf8(from) == std::string_view::npos) return from;
  broken = true;
  report(kind, frames);
  char* const place = out->scratch(3 * from.size());
  return {place, repair_utf8(from, place)};
}

/// Reports an issue at the place that the outermost `frames` open objects and arrays lead to.
void ValueReader::Impl::report(ReadIssue::Kind kind, std::size_t frames, const char* expected) {
  ReadIssue& issue = out->issues.emplace_back();
  issue.kind = kind;
  issue.expected = expected;
  for (std::size_t i = 0; i < frames; ++i) {
    const Frame& frame = stack[i];
    if (!is_object(frame.mode)) {
      append_token(issue.pointer, std::to_string(frame.items - 1));
      continue;
    }
    std::string name(3 * frame.name->size(), '\0');
    name.resize(repair_utf8(*frame.name, name.data()));
    append_token(issue.pointer, name);
  }
}

}  // namespace leadlint::read
