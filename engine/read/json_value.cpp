// A JSON value, part by part, to Record. Nesting goes on a stack of its own, as in the walk over
// text.
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

#include "finding/words.h"
#include "read/fast_check.h"
#include "read/name_shapes.h"
#include "read/shape.h"
#include "table/name_hash.h"
#include "text/utf8.h"

namespace leadlint::read {

namespace {

/// The node that a value is read into, and what is to know of it.
struct Target {
  enum class As : std::uint8_t { looked_over, root, field, free_member, former_member, item };
  As as = As::looked_over;
  Index node = none;  // none: inside a value that is only looked over
  FieldId field;
  std::uint16_t number = 0;  // of a field in its block
  Index instance = none;
};

}  // namespace

struct ValueReader::Impl {
  /// An open object or array.
  struct Frame {
    Mode mode = Mode::block;
    Index node = none;  // none: inside a value that is only looked over
    Index instance = none;
    Inner inner;  // see Mode
    std::uint32_t items = 0;
    std::string_view name;     // of the member being read, as it was given
    std::string_view written;  // the same, in UTF-8
  };

  const table::DecisionTable* table = nullptr;
  Record* out = nullptr;
  FieldId root_field;
  std::vector<Frame> stack;
  bool started = false, failed = false;

  Target target();
  Target member(const Frame& at);
  Target item(Frame& frame);
  void bind(const Target& target);
  bool open(bool object);
  Index named(Index parent, FieldId field, std::string_view name);

  /// Reads a value that has no parts: `fill` says into a node what it is.
  template <class Fill>
  bool plain(Fill fill) {
    const Target to = target();
    if (to.node != none) fill(to.node);
    bind(to);
    return true;
  }
  void spell(Index node, std::string_view spelling);
  std::string_view well_formed(std::string_view from, ReadIssue::Kind kind, std::size_t frames,
                               bool& broken);

  bool fail(ReadIssue::Kind kind, Say expected);
  void report(ReadIssue::Kind kind, std::size_t frames, Say expected = Say::json_text);
};

ValueReader::ValueReader() : impl_(std::make_unique<Impl>()) {}
ValueReader::~ValueReader() = default;
ValueReader::ValueReader(ValueReader&&) noexcept = default;
ValueReader& ValueReader::operator=(ValueReader&&) noexcept = default;

void ValueReader::begin(const table::DecisionTable& table, FieldId root_field, Record& out) {
  out.clear();
  impl_->table = &table;
  impl_->out = &out;
  impl_->root_field = root_field;
  impl_->stack.clear();
  impl_->started = impl_->failed = false;
}

bool ValueReader::end() {
  if (!impl_->failed) return true;
  Record& out = *impl_->out;
  std::vector<ReadIssue> issues = std::move(out.issues);
  out.clear();
  out.issues = std::move(issues);
  out.unreadable = true;
  return false;
}

bool ValueReader::open(bool object) { return impl_->open(object); }

bool ValueReader::close() {
  const Impl::Frame& frame = impl_->stack.back();
  if (!is_object(frame.mode) && frame.node != none)
    impl_->out->nodes[frame.node].size = frame.items;
  impl_->stack.pop_back();
  return true;
}

bool ValueReader::name(std::string_view text) {
  Impl::Frame& frame = impl_->stack.back();
  bool broken = false;
  frame.name = text;
  frame.written = impl_->well_formed(text, ReadIssue::Kind::lone_surrogate_name,
                                     impl_->stack.size() - 1, broken);
  return true;
}

bool ValueReader::null() {
  return impl_->plain([](Index) {});  // what a node is from the start
}

bool ValueReader::boolean(bool value) {
  return impl_->plain([&](Index node) {
    impl_->out->nodes[node].kind = value ? Kind::true_value : Kind::false_value;
  });
}

bool ValueReader::integer(std::int64_t value) {
  return impl_->plain([&](Index node) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.begin(), digits.end(), value).ptr;
    impl_->out->nodes[node].kind = Kind::integer;
    impl_->spell(node, {digits.data(), static_cast<std::size_t>(end - digits.data())});
  });
}

bool ValueReader::integer(std::uint64_t value) {
  return impl_->plain([&](Index node) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.begin(), digits.end(), value).ptr;
    Node& made = impl_->out->nodes[node];
    made.kind = Kind::integer;
    made.too_large = value > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    impl_->spell(node, {digits.data(), static_cast<std::size_t>(end - digits.data())});
  });
}

/// nlohmann keeps an integer beyond 64 bits as a double, and nothing tells it from 1e19; it is
/// taken for the integer.
bool ValueReader::number(double value) {
  const Target to = impl_->target();
  if (!std::isfinite(value)) impl_->report(ReadIssue::Kind::number_too_large, impl_->stack.size());
  if (to.node != none) {
    constexpr double beyond_int64 = 9223372036854775808.0;
    const bool huge_integer =
        std::isfinite(value) && std::trunc(value) == value && std::abs(value) >= beyond_int64;
    std::array<char, 40> digits;
    auto* end = std::to_chars(digits.begin(), digits.end() - 2, value).ptr;
    const std::string_view so_far(digits.data(), static_cast<std::size_t>(end - digits.data()));
    if (!huge_integer && so_far.find_first_not_of("-0123456789") == std::string_view::npos) {
      *end++ = '.';  // 5.0 is not an integer
      *end++ = '0';
    }
    Node& made = impl_->out->nodes[to.node];
    made.kind = huge_integer ? Kind::integer : Kind::number;
    made.too_large = huge_integer || !std::isfinite(value);
    impl_->spell(to.node, {digits.data(), static_cast<std::size_t>(end - digits.data())});
  }
  impl_->bind(to);
  return true;
}

bool ValueReader::text(std::string_view value) {
  const Target to = impl_->target();
  bool broken = false;
  const std::string_view content =
      impl_->well_formed(value, ReadIssue::Kind::lone_surrogate, impl_->stack.size(), broken);
  if (to.node != none) {
    Node& made = impl_->out->nodes[to.node];
    made.kind = Kind::string;
    made.data = content.data();
    made.size = static_cast<std::uint32_t>(content.size());
    made.lone_surrogate = broken;
  }
  impl_->bind(to);
  return true;
}

bool ValueReader::no_json() {
  return impl_->fail(ReadIssue::Kind::bad_json, Say::json_a_json_value);
}

/// Where the next value goes.
Target ValueReader::Impl::target() {
  if (!started) {
    started = true;
    return {Target::As::root, out->add_node(none, root_field), root_field, 0, none};
  }
  Frame& frame = stack.back();
  return is_object(frame.mode) ? member(frame) : item(frame);
}

Target ValueReader::Impl::member(const Frame& at) {
  if (at.mode == Mode::skipped_object) return {};
  const auto free_member = [&](FieldId field) {
    const Index node = named(at.node, field, at.written);
    out->append(at.node, node);
    return Target{Target::As::free_member, node, field, 0, none};
  };
  if (at.mode == Mode::free_names) return free_member(at.inner.field());
  const table::Block& block = table->blocks[at.inner.block()];
  const std::uint16_t number = table::find_name(*table, block.names, at.written);
  if (number != table::no_name) {
    const FieldId field = block.fields[number];
    return {Target::As::field, out->add_node(at.node, field), field, number, at.instance};
  }
  if (const FieldId field = field_of_name(*table, block, at.written); field != none) {
    if (!block.fields.has(field)) return free_member(field);
    return {Target::As::former_member, named(at.node, field, at.written), field, 0, at.instance};
  }
  if (block.unknown_report == none) return {};
  const Index node = named(at.node, none, at.written);
  out->append_unknown(at.instance, node);
  return {Target::As::looked_over, node, none, 0, none};
}

Target ValueReader::Impl::item(Frame& frame) {
  const std::uint32_t ordinal = frame.items++;
  if (frame.mode == Mode::skipped_list) return {};
  const FieldId field = frame.inner.field();
  const Index node = out->add_node(frame.node, field);
  out->nodes[node].ordinal = ordinal;
  out->append(frame.node, node);
  return {Target::As::item, node, field, 0, none};
}

/// The value has been read, or opened.
void ValueReader::Impl::bind(const Target& target) {
  switch (target.as) {
    case Target::As::looked_over:
      return;
    case Target::As::field:
      out->set_field(target.instance, target.number, table->fields[target.field].bit, target.node);
      bind_member(*table, *out, target.instance, target.node);
      return;
    case Target::As::former_member:
      take_former(*table, *out, target.instance, target.node);
      return;
    case Target::As::root:
    case Target::As::free_member:
    case Target::As::item:
      bind_lone(*table, *out, target.node);
      return;
  }
}

bool ValueReader::Impl::open(bool object) {
  if (stack.size() >= table->options.max_depth)
    return fail(ReadIssue::Kind::too_deep, Say::json_less_deep);
  const Target to = target();
  const Shape shape = object ? object_shape(*table, to.field) : list_shape(*table, to.field);
  Index instance = stack.empty() ? none : stack.back().instance;
  if (to.node != none) {
    out->nodes[to.node].kind = object ? Kind::object : Kind::array;
    out->nodes[to.node].bare_item = shape.bare_item;
    if (shape.mode == Mode::block)
      instance = out->add_instance(*table, shape.inner.block(), to.node, instance);
  }
  stack.push_back({shape.mode, to.node, instance, shape.inner, 0, {}, {}});
  bind(to);
  return true;
}

Index ValueReader::Impl::named(Index parent, FieldId field, std::string_view name) {
  const Index node = out->add_node(parent, field);
  Node& made = out->nodes[node];
  made.name = name.data();
  made.name_size = static_cast<std::uint32_t>(name.size());
  return node;
}

void ValueReader::Impl::spell(Index node, std::string_view spelling) {
  char* const place = out->scratch(spelling.size());
  std::memcpy(place, spelling.data(), spelling.size());
  out->nodes[node].data = place;
  out->nodes[node].size = static_cast<std::uint32_t>(spelling.size());
}

/// The text itself where it is UTF-8; else it is reported, and U+FFFD stands for what is broken.
std::string_view ValueReader::Impl::well_formed(std::string_view from, ReadIssue::Kind kind,
                                                std::size_t frames, bool& broken) {
  if (find_broken_utf8(from) == std::string_view::npos) return from;
  broken = true;
  report(kind, frames);
  char* const place = out->scratch(3 * from.size());
  return {place, repair_utf8(from, place)};
}

bool ValueReader::Impl::fail(ReadIssue::Kind kind, Say expected) {
  out->issues.clear();
  report(kind, 0, expected);
  failed = true;
  return false;
}

/// Reports an issue at the place that the outermost `frames` open objects and arrays lead to.
void ValueReader::Impl::report(ReadIssue::Kind kind, std::size_t frames, Say expected) {
  ReadIssue& issue = out->issues.emplace_back();
  issue.kind = kind;
  issue.expected = expected;
  for (std::size_t i = 0; i < frames; ++i) {
    const Frame& frame = stack[i];
    if (!is_object(frame.mode)) {
      append_token(issue.pointer, std::to_string(frame.items - 1));
      continue;
    }
    std::string name(3 * frame.name.size(), '\0');
    name.resize(repair_utf8(frame.name, name.data()));
    append_token(issue.pointer, name);
  }
}

}  // namespace leadlint::read
