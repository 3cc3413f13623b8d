// The walk from structural index to Record.
#include "read/json_walk.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "read/fast_check.h"
#include "read/json_token.h"
#include "read/name_shapes.h"
#include "table/name_hash.h"

namespace leadlint::read {

namespace {

/// All pointers of one record's issues together. A hostile text (a name of megabytes, thousands of
/// repeats inside) could ask for more memory than there is; what goes beyond stands at the root.
constexpr std::size_t max_pointer_bytes = std::size_t{64} << 20;

}  // namespace

void JsonWalk::begin(std::string_view text, const std::uint32_t* index,
                     std::size_t count) noexcept {
  text_ = text;
  cursor_ = {text.data(), text.data() + text.size(), index, index + count, nullptr};
}

void JsonWalk::rewind(Mark mark) noexcept {
  cursor_.at = mark.at;
  cursor_.backslash = mark.backslash;
}

void JsonWalk::skip_to(std::size_t offset) noexcept {
  while (cursor_.at != cursor_.end && *cursor_.at < offset) ++cursor_.at;
}

bool JsonWalk::document(const table::DecisionTable& table, FieldId root_field, std::size_t start,
                        std::uint32_t lead, Record& out) {
  this->start(table, lead - static_cast<std::uint32_t>(start), none, out);
  if (cursor_.at == cursor_.end) return false;
  const Index root = out.add_node(none, root_field);
  bool inside = false;
  if (!value(root, root_field, inside)) return false;
  bind_lone(table, out, root);
  return run();
}

bool JsonWalk::value_inside(const table::DecisionTable& table, Index node, FieldId field,
                            Index instance, Record& out) {
  start(table, 0, instance, out);
  bool inside = false;
  return cursor_.at != cursor_.end && value(node, field, inside) && run();
}

void JsonWalk::start(const table::DecisionTable& table, std::uint32_t shift, Index instance,
                     Record& out) {
  table_ = &table;
  out_ = &out;
  around_ = instance;
  shift_ = shift;
  stack_.clear();
  names_.clear();
  repeated_.clear();
  pointer_room_ = max_pointer_bytes;
  too_many_ = false;
}

/// One past the scalar or string at hand.
inline const char* JsonWalk::token_end() const noexcept {
  return JsonCursor::token_end(cursor_.token(1));
}

/// What stands between the quotes of the string at hand.
inline std::string_view JsonWalk::string_here() const noexcept {
  const char* const first = cursor_.base + *cursor_.at + 1;
  return {first, static_cast<std::size_t>(token_end() - 1 - first)};
}

/// Reads a member's name and colon, notes where the name stands, and stops at the value.
inline bool JsonWalk::read_name(std::string_view& name) {
  if (cursor_.end - cursor_.at < 4) return false;
  const std::uint32_t first = cursor_.at[0], colon = cursor_.at[1];
  if (cursor_.base[first] != '"' || cursor_.base[colon] != ':') return false;
  stack_.back().place = first;
  if (cursor_.base[colon - 1] == '"') [[likely]]
    name = {cursor_.base + first + 1, colon - first - 2};
  else
    name = string_here();
  if (name.data() + name.size() > cursor_.backslash && !unescape_name(name)) [[unlikely]]
    return false;
  cursor_.at += 2;
  return true;
}

/// Reads the string, number, boolean or null at hand.
inline bool JsonWalk::plain_value(Node& node) {
  const std::uint32_t entry = *cursor_.at;
  const char* const first = cursor_.base + entry;
  const char* const end = token_end();
  node.offset = offset_of(entry);
  if (*first == '"') {
    node.kind = Kind::string;
    node.data = first + 1;
    node.size = static_cast<std::uint32_t>(end - first - 2);
    if (end > cursor_.backslash && !unescape_value(node)) return false;
  } else if (!read_scalar(first, end, node)) {
    return false;
  } else if (node.too_large) [[unlikely]] {
    check_range(node);
  }
  ++cursor_.at;
  return true;
}

/// Is there room for one more value? Each is a node, or a name on the list.
inline bool JsonWalk::has_room() noexcept {
  if (out_->nodes.size() + names_.size() <= max_values_) [[likely]]
    return true;
  too_many_ = true;
  return false;
}

/// Reads on in whichever object or array is open, until none is.
bool JsonWalk::run() {
  while (!stack_.empty()) {
    bool fine = false;
    switch (stack_.back().mode) {
      case Mode::block:
        fine = members_of_block();
        break;
      case Mode::free_names:
      case Mode::skipped_object:
        fine = members();
        break;
      case Mode::list:
      case Mode::skipped_list:
        fine = items();
        break;
    }
    if (!fine) return false;
  }
  return true;
}

// The three below start at a member or item and read on until their object or array closes, or
// until one opens inside it, which `run` then takes up. A member takes at least four entries (name,
// colon, value, comma or bracket), so one comparison holds them all inside the index.

/// The field whose name was just read. `quoted`: the hash that `names` has for names as they stand.
inline std::uint16_t JsonWalk::number_of(std::string_view name, const table::NameHash& names,
                                         const table::QuotedNames& quoted) const noexcept {
  const char* const open = cursor_.base + cursor_.at[-2];
  if (quoted && name.data() == open + 1 &&
      cursor_.at[-2] + table::longest_quoted_name <= text_.size()) [[likely]] {
    const std::uint16_t likely = quoted.likely(open, name.size() + 2);
    return quoted.stands_at(open, likely) ? likely : table::no_name;
  }
  return table::find_name(*table_, names, name);
}

bool JsonWalk::members_of_block() {
  const Frame frame = stack_.back();
  const table::Block& block = table_->blocks[frame.inner.block()];
  const table::SpanOf<table::Field> fields = block.fields;
  const table::QuotedNames names(table_->fast, table_->fast.blocks[frame.inner.block()].names);
  const Instance& instance = out_->instances[frame.instance];
  Index* const slots = out_->slots.data() + instance.slots;
  std::uint64_t* const facts = out_->facts.data() + instance.words;
  const table::FastCheck* const checks = table_->fast.checks.data() + fields.first;
  for (;;) {
    std::string_view name;
    if (!has_room() || !read_name(name)) return false;
    const std::uint16_t number = number_of(name, block.names, names);
    if (number == table::no_name) [[unlikely]] {
      const std::size_t instances = out_->instances.size();
      bool inside = false;
      if (!unknown_member(name, block, inside)) return false;
      if (inside) return true;
      const char next = cursor_.base[*cursor_.at++];
      if (next == '}') return leave();
      if (next != ',') return false;
      if (out_->instances.size() != instances) return true;  // which has moved the others
      continue;
    }
    const Index node = out_->add_node(frame.node, fields[number]);
    Node& made = out_->nodes[node];
    made.name_offset = offset_of(cursor_.at[-2]);
    if (slots[number] != none) [[unlikely]]
      report_known_repeat(name, number, slots[number]);
    slots[number] = node;
    std::uint64_t& word = facts[number / 64];
    const std::uint64_t present = std::uint64_t{1} << (number % 64);
    word |= present;
    if (cursor_.opens()) [[unlikely]] {
      // This may move what the pointers above point to: `run` comes here anew.
      return member_opens(node, fields[number]);
    }
    if (!plain_value(made)) return false;
    if (passes_fast_check(*table_, checks[number], made, facts, block.words)) [[likely]] {
      const std::uint32_t good = fields.count + number;
      facts[good / 64] |= std::uint64_t{1} << (good % 64);
    } else if (made.kind == Kind::null) {
      word &= ~present;
      out_->plain = false;
    }
    const char next = cursor_.base[*cursor_.at++];
    if (next == '}') return leave();
    if (next != ',') return false;
  }
}

/// Opens the object or array that is a member's value. An empty one is done with.
bool JsonWalk::member_opens(Index node, FieldId field) {
  const Index around = stack_.back().instance;
  const Entered entered = enter(node, field);
  if (entered == Entered::failed) return false;
  bind_member(*table_, *out_, around, node);
  if (entered == Entered::inside) return true;
  const char next = cursor_.base[*cursor_.at++];
  return next == '}' ? leave() : next == ',';
}

bool JsonWalk::unknown_member(std::string_view name, const table::Block& block, bool& inside) {
  if (const FieldId field = field_of_name(*table_, block, name); field != none)
    return block.fields.has(field) ? former_member(name, field, inside)
                                   : free_member(name, field, inside);
  const Index instance = stack_.back().instance;
  const std::uint32_t offset = offset_of(cursor_.at[-2]);
  if (block.unknown_report == none) {
    names_.add(name, offset, none);
    return checked_value(inside);
  }
  const Index node = out_->add_node(stack_.back().node, none);
  Node& made = out_->nodes[node];
  made.name = name.data();
  made.name_size = static_cast<std::uint32_t>(name.size());
  made.name_offset = offset;
  out_->append_unknown(instance, node);
  names_.add(name, offset, node);
  return value(node, none, inside);
}

/// A member that is described, though no field has its name.
bool JsonWalk::free_member(std::string_view name, FieldId field, bool& inside) {
  const Index parent = stack_.back().node;
  const Index node = out_->add_node(parent, field);
  Node& made = out_->nodes[node];
  made.name = name.data();
  made.name_size = static_cast<std::uint32_t>(name.size());
  made.name_offset = offset_of(cursor_.at[-2]);
  out_->append(parent, node);
  names_.add(name, made.name_offset, node);
  if (!value(node, field, inside)) return false;
  bind_lone(*table_, *out_, node);
  return true;
}

/// A member by a name that a field had before.
bool JsonWalk::former_member(std::string_view name, FieldId field, bool& inside) {
  const Frame frame = stack_.back();
  const Index node = out_->add_node(frame.node, field);
  Node& made = out_->nodes[node];
  made.name = name.data();
  made.name_size = static_cast<std::uint32_t>(name.size());
  made.name_offset = offset_of(cursor_.at[-2]);
  names_.add(name, made.name_offset, node);
  if (!value(node, field, inside)) return false;
  take_former(*table_, *out_, frame.instance, node);
  return true;
}

bool JsonWalk::members() {
  const Frame frame = stack_.back();
  const bool kept = frame.mode == Mode::free_names;
  for (;;) {
    std::string_view name;
    if (!has_room() || !read_name(name)) return false;
    bool inside = false;
    if (kept) {
      if (!free_member(name, frame.inner.field(), inside)) return false;
    } else {
      names_.add(name, offset_of(cursor_.at[-2]), none);
      if (!checked_value(inside)) return false;
    }
    if (inside) return true;
    const char next = cursor_.base[*cursor_.at++];
    if (next == '}') return leave();
    if (next != ',') return false;
  }
}

bool JsonWalk::items() {
  const Frame frame = stack_.back();
  const bool kept = frame.mode == Mode::list;
  for (;;) {
    if (!has_room() || cursor_.end - cursor_.at < 2) return false;
    const std::uint32_t ordinal = stack_.back().place++;
    bool inside = false;
    if (kept) {
      const Index node = out_->add_node(frame.node, frame.inner.field());
      out_->nodes[node].ordinal = ordinal;
      out_->append(frame.node, node);
      if (!value(node, frame.inner.field(), inside)) return false;
      bind_lone(*table_, *out_, node);
    } else if (!checked_value(inside)) {
      return false;
    }
    if (inside) return true;
    const char next = cursor_.base[*cursor_.at++];
    if (next == ']') return leave();
    if (next != ',') return false;
  }
}

/// Reads the value at hand into `node`. `inside`: it is an object or array, now on the stack.
bool JsonWalk::value(Index node, FieldId field, bool& inside) {
  if (!cursor_.opens()) return plain_value(out_->nodes[node]);
  const Entered entered = enter(node, field);
  inside = entered == Entered::inside;
  return entered != Entered::failed;
}

/// Checks the value at hand and keeps nothing of it.
bool JsonWalk::checked_value(bool& inside) {
  if (cursor_.opens()) {
    const Entered entered = enter(none, none);
    inside = entered == Entered::inside;
    return entered != Entered::failed;
  }
  const char* const first = cursor_.base + *cursor_.at;
  const char* const end = token_end();
  if (*first == '"') {
    if (end > cursor_.backslash && !check_string()) return false;
  } else {
    Node unused;
    if (!read_scalar(first, end, unused)) return false;
    if (unused.too_large) check_range(unused);
  }
  ++cursor_.at;
  return true;
}

/// Opens the object or array at hand. An empty one is closed at once and never on the stack.
JsonWalk::Entered JsonWalk::enter(Index node, FieldId field) {
  const bool object = cursor_.base[*cursor_.at] == '{';
  if (stack_.size() >= table_->options.max_depth) return Entered::failed;
  const Shape shape = object ? object_shape(*table_, field) : list_shape(*table_, field);
  Index instance = stack_.empty() ? around_ : stack_.back().instance;
  if (node != none) {
    out_->nodes[node].kind = object ? Kind::object : Kind::array;
    out_->nodes[node].offset = offset_of(*cursor_.at);
    out_->nodes[node].bare_item = shape.bare_item;
    if (shape.mode == Mode::block)
      instance = out_->add_instance(*table_, shape.inner.block(), node, instance);
  }
  if (cursor_.end - ++cursor_.at < 1) return Entered::failed;
  if (cursor_.base[*cursor_.at] == (object ? '}' : ']')) {
    ++cursor_.at;
    // What holds this value reads a comma or bracket next, unless it is the whole document.
    return stack_.empty() || cursor_.at != cursor_.end ? Entered::empty : Entered::failed;
  }
  stack_.push_back(
      {shape.mode, node, instance, shape.inner, 0, static_cast<std::uint32_t>(names_.size())});
  return Entered::inside;
}

/// Closes the innermost object or array, and those that close right behind it; stops in front of
/// the next member or item, or behind the document.
bool JsonWalk::leave() {
  for (;;) {
    const Frame frame = stack_.back();
    if (is_object(frame.mode)) {
      if (names_.size() != frame.names) report_repeats(frame);
    } else if (frame.node != none) {
      out_->nodes[frame.node].size = frame.place;
    }
    stack_.pop_back();
    if (stack_.empty()) return true;
    if (cursor_.at == cursor_.end) return false;
    const char next = cursor_.base[*cursor_.at++];
    if (next == ',') return true;
    if (next != (is_object(stack_.back().mode) ? '}' : ']')) return false;
  }
}

/// Replaces the escapes of a name, if it has any.
bool JsonWalk::unescape_name(std::string_view& name) {
  if (!cursor_.has_backslash(name)) return true;
  char* const out = out_->scratch(name.size());
  const Unescaped done = unescape(name, out);
  if (!done.ok) return false;
  if (done.lone_surrogate)
    report(ReadIssue::Kind::lone_surrogate_name, *cursor_.at, pointer_to(stack_.size() - 1));
  name = {out, done.size};
  return true;
}

/// Replaces the escapes of a string value, if it has any.
bool JsonWalk::unescape_value(Node& node) {
  if (!cursor_.has_backslash(node.text())) return true;
  char* const out = out_->scratch(node.size);
  const Unescaped done = unescape(node.text(), out);
  if (!done.ok) return false;
  node.data = out;
  node.size = static_cast<std::uint32_t>(done.size);
  if (!done.lone_surrogate) return true;
  node.lone_surrogate = true;
  report(ReadIssue::Kind::lone_surrogate, *cursor_.at, pointer_to(stack_.size()));
  return true;
}

bool JsonWalk::check_string() {
  const std::string_view content = string_here();
  if (!cursor_.has_backslash(content)) return true;
  const Unescaped done = unescape(content, nullptr);
  if (done.lone_surrogate)
    report(ReadIssue::Kind::lone_surrogate, *cursor_.at, pointer_to(stack_.size()));
  return done.ok;
}

/// A number that no double holds is none to any reader, whatever the rules say of its place.
void JsonWalk::check_range(const Node& number) {
  if (!is_beyond_double(number)) return;
  ReadIssue& issue =
      add_issue(ReadIssue::Kind::number_too_large, *cursor_.at, pointer_to(stack_.size()));
  issue.end = issue.offset + number.size;
}

/// Reports the names that stood in the object more than once, and lets go of overwritten values.
void JsonWalk::report_repeats(const Frame& frame) {
  names_.close(frame.names);
  for (const NameList::ListedName& repeat : names_.repeats) {
    std::string pointer = pointer_to(stack_.size() - 1);
    append_token(pointer, repeat.text());
    report(ReadIssue::Kind::duplicate_name, repeat.offset - shift_, std::move(pointer));
  }
  if (names_.overwritten.empty()) return;
  std::sort(names_.overwritten.begin(), names_.overwritten.end());
  if (frame.mode == Mode::block) {
    Instance& instance = out_->instances[frame.instance];
    out_->unchain(instance.first_unknown, instance.last_unknown, names_.overwritten);
  }
  Node& node = out_->nodes[frame.node];
  out_->unchain(node.first, node.last, names_.overwritten);
}

/// A field that has a value already. The third time says nothing new.
void JsonWalk::report_known_repeat(std::string_view name, std::uint16_t number, Index before) {
  out_->plain = false;
  if (out_->nodes[before].name != nullptr)  // by an old name
    return out_->lay_aside(stack_.back().instance, before);
  const std::uint64_t key = (std::uint64_t{stack_.back().instance} << 16) | number;
  const auto place = std::lower_bound(repeated_.begin(), repeated_.end(), key);
  if (place != repeated_.end() && *place == key) return;
  repeated_.insert(place, key);
  std::string pointer = pointer_to(stack_.size() - 1);
  append_token(pointer, name);
  report(ReadIssue::Kind::duplicate_name, cursor_.at[-2], std::move(pointer));
}

void JsonWalk::report(ReadIssue::Kind kind, std::uint32_t entry, std::string pointer) {
  ReadIssue& issue = add_issue(kind, entry, std::move(pointer));
  issue.end = offset_of(static_cast<std::uint32_t>(string_token_end(text_, entry)));
}

ReadIssue& JsonWalk::add_issue(ReadIssue::Kind kind, std::uint32_t entry, std::string pointer) {
  if (pointer.size() > pointer_room_) {
    pointer.clear();
    pointer_room_ = 0;  // and none is made any more
  }
  pointer_room_ -= pointer.size();
  ReadIssue& issue = out_->issues.emplace_back();
  issue.kind = kind;
  issue.offset = offset_of(entry);
  issue.pointer = std::move(pointer);
  return issue;
}

/// The way through the outermost `frames` open objects and arrays, each by the member or item that
/// is being read.
std::string JsonWalk::pointer_to(std::size_t frames) const {
  std::string pointer;
  if (pointer_room_ == 0) return pointer;
  for (std::size_t i = 0; i < frames; ++i) {
    const Frame& frame = stack_[i];
    append_token(pointer, is_object(frame.mode) ? name_at(text_, frame.place)
                                                : std::to_string(frame.place - 1));
  }
  return pointer;
}

}  // namespace leadlint::read
