// The check of a payload while it is read.
//
// The loop over the members of an object is what a bulk check spends its time in; a member costs
// some seventy instructions. It reads the structural index (read/json_walk.h has a picture): a
// member is four entries, of its name, the colon, the value and what comes behind.
#include "validate/stream_check.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "read/fast_check.h"
#include "table/quoted_name.h"
#include "validate/defaults.h"

namespace leadlint::validate {

using read::Kind;
using read::Node;

StreamCheck::StreamCheck(const table::DecisionTable& table)
    : table_(table), facts_(table, objects_, memory_), prefilter_(table, facts_) {
  objects_.values_at.resize(table.blocks.size());
  objects_.words_at.resize(table.blocks.size());
  objects_.outer.resize(table.blocks.size(), none);
  closed_.reserve(table.blocks.size());
  if (table.root == none) return;
  give_place_below(table.root, none);
  make_plans();
  if ((table.fast.checks[table.root].kinds & table::k_object) != 0)
    root_block_ = table.fields[table.root].block;
}

/// Every block has a place of its own for its object; tables nest no block in itself.
void StreamCheck::give_place(BlockId id, BlockId outer) {
  const table::Block& block = table_.blocks[id];
  objects_.outer[id] = outer;
  objects_.values_at[id] = static_cast<std::uint32_t>(objects_.values.size());
  objects_.words_at[id] = static_cast<std::uint32_t>(objects_.words.size());
  objects_.values.resize(objects_.values.size() + block.fields.count);
  objects_.words.resize(objects_.words.size() + block.words);
  for (const FieldId field : block.fields) give_place_below(field, id);
}

void StreamCheck::give_place_below(FieldId id, BlockId outer) {
  const table::Field& field = table_.fields[id];
  if (field.block != none) give_place(field.block, outer);
  if (field.item != none) give_place_below(field.item, outer);
}

/// After all places are given: plans point at them.
void StreamCheck::make_plans() {
  for (const table::QuotedHashId names : table_.fast.value_names)
    value_names_.emplace_back(table_.fast, names);
  for (const BlockId id : table_.blocks.ids()) {
    const table::Block& block = table_.blocks[id];
    ObjectPlan& plan = plans_.emplace_back();
    plan.fast = &table_.fast.blocks[id];
    plan.names = {table_.fast, plan.fast->names};
    plan.fast_checks = table_.fast.checks.data() + block.fields.first;
    plan.values = objects_.values.data() + objects_.values_at[id];
    plan.words = objects_.words.data() + objects_.words_at[id];
    plan.block = &block;
    plan.fields = block.fields.count;
  }
  field_facts_.resize(table_.fields.size());
  for (ObjectPlan& plan : plans_) {
    if (plan.block->words != 1 || plan.block->defaults.count != 0) continue;
    std::uint64_t* const facts = field_facts_.data() + plan.block->fields.first;
    for (std::uint32_t field = 0; field < plan.fields; ++field)
      facts[field] = (1 | std::uint64_t{1} << plan.fields) << field;
    plan.facts = facts;
  }
}

void StreamCheck::begin(const read::Tokens& tokens, const ReadContext& context) noexcept {
  tripped_ = false;
  facts_.set_context(context);
  prefilter_.set_context(context);
  cursor_.base = tokens.base;
  cursor_.at = tokens.at;
  cursor_.end = tokens.end;
  cursor_.stop = cursor_.base + *cursor_.end;
}

bool StreamCheck::json(read::Tokens& tokens, const ReadContext& context) {
  if (tokens.at == tokens.end) return false;
  begin(tokens, context);
  if (!document()) return false;
  tokens.at = cursor_.at;
  return true;
}

StreamCheck::Lines StreamCheck::lines(read::Tokens& tokens, const ReadContext& context,
                                      std::size_t first, std::size_t max_bytes) {
  Lines done{0, first, false};
  if (tokens.at == tokens.end) return done;
  begin(tokens, context);
  while (cursor_.at != cursor_.end && *cursor_.at == done.next) {
    if (!document()) {
      done.doubtful = true;
      break;
    }
    const std::size_t next = line_behind(done.next);
    if (next == 0 || next - done.next > max_bytes) {
      begin_text();  // the line may be looked at once more
      break;
    }
    tokens.at = cursor_.at;
    done.next = next;
    ++done.count;
  }
  return done;
}

/// Where the line behind the document starts, which itself started at `first`; 0: the document does
/// not fill its line, or not one line.
std::size_t StreamCheck::line_behind(std::size_t first) const noexcept {
  const std::size_t size = *cursor_.end;
  std::size_t next = cursor_.at[-1] + std::size_t{1};
  if (gaps_ > 1 && std::memchr(cursor_.base + first, '\n', next - first) != nullptr) return 0;
  if (next < size && cursor_.base[next] == '\n') [[likely]]
    return next + 1;
  if (next == size) return size;
  return next + 1 < size && cursor_.base[next] == '\r' && cursor_.base[next + 1] == '\n' ? next + 2
                                                                                         : 0;
}

inline bool StreamCheck::document() {
  if (cursor_.base[*cursor_.at] != '{' || root_block_ == none) return false;
  unescaped_used_ = 0;
  lists_ = gaps_ = 0;
  if (!object(root_block_)) {
    closed_.clear();
    return false;
  }
  if (closed_.empty()) [[likely]]
    return true;
  const bool clean =
      std::ranges::all_of(closed_, [this](BlockId block) { return is_clean(block); });
  closed_.clear();
  return clean;
}

/// The object or array at hand as the value of a field.
bool StreamCheck::container(FieldId id, Node& value) {
  const table::Field& field = table_.fields[id];
  const table::FastCheck& fast = table_.fast.checks[id];
  gaps_ = 2;  // between brackets nobody has looked
  value.has_day = false;
  value.size = 0;
  if (cursor_.base[*cursor_.at] == '{') {
    value.kind = Kind::object;
    return (fast.kinds & table::k_object) != 0 && field.block != none && object(field.block);
  }
  value.kind = Kind::array;
  return (fast.kinds & table::k_array) != 0 && field.item != none &&
         items(field.item, value.size) && value.size >= fast.min_size &&
         value.size <= fast.max_size;
}

inline bool StreamCheck::object(BlockId id) {
  const ObjectPlan& plan = plans_[id];
  if (plan.facts != nullptr) [[likely]] {
    OneWord words;
    return object(plan, id, words);
  }
  std::fill_n(plan.words, plan.block->words, 0);
  ManyWords words{plan.words, plan.block->words};
  return object(plan, id, words);
}

template <class Words>
inline bool StreamCheck::object(const ObjectPlan& plan, BlockId id, Words& words) {
  if (!members(plan, words)) return false;
  if constexpr (std::is_same_v<Words, ManyWords>)
    if (plan.block->defaults.count != 0 && !add_defaults(plan, words)) return false;
  plan.words[0] = words[0];
  if (lists_ != 0 || id == root_block_) return is_clean(plan, id, words);
  closed_.push_back(id);
  return true;
}

/// What is not sent has its default. (Where that passes no fast check nobody knows.)
bool StreamCheck::add_defaults(const ObjectPlan& plan, ManyWords& words) {
  const table::Span defaults = plan.block->defaults;
  for (Index d = 0; d < defaults.count; ++d) {
    const table::DefaultValue& value = table_.default_values[defaults.first + d];
    Node& node = plan.values[value.number];
    node.by_default = false;
    if (words.has(value.number)) continue;
    set_default(table_, value, node);
    if (!read::passes_fast_check(table_, plan.fast_checks[value.number], node, plan.words,
                                 plan.block->words))
      return false;
    words.add(value.number);
    words.add(plan.fields + value.number);
  }
  return true;
}

template <class Words>
inline bool StreamCheck::is_clean(const ObjectPlan& plan, BlockId id, Words& words) {
  const auto value_of = [&plan](std::uint16_t number) -> const Node& {
    return plan.values[number];
  };
  if (prefilter_.object(*plan.block, *plan.fast, words, id.number(), value_of)) [[likely]]
    return true;
  tripped_ = true;
  return false;
}

bool StreamCheck::is_clean(BlockId id) {
  const ObjectPlan& plan = plans_[id];
  ManyWords words{plan.words, plan.block->words};
  return is_clean(plan, id, words);
}

/// Notes that the field is there and good. False: it was there before.
inline bool StreamCheck::note(OneWord& words, const ObjectPlan& plan,
                              std::uint32_t field) noexcept {
  const std::uint64_t facts = plan.facts[field];
  if ((words.word & facts) != 0) return false;
  words.word |= facts;
  return true;
}
inline bool StreamCheck::note(ManyWords& words, const ObjectPlan& plan,
                              std::uint32_t field) noexcept {
  if (words.has(field)) return false;
  words.add(field);
  words.add(plan.fields + field);
  return true;
}

namespace {

/// The closing quote of a name and its colon, right behind each other.
[[nodiscard]] inline bool closes_name(const char* colon) noexcept {
  return colon[0] == ':' && colon[-1] == '"';
}

}  // namespace

/// One past a token: back over the blanks in front of the next one.
inline const char* StreamCheck::token_end(const char* next) noexcept {
  if (read::JsonCursor::touches(next)) [[likely]]
    return next;
  gaps_ = 2;
  return read::JsonCursor::token_end(next);
}

/// The ordinal of the name that fills the `size` bytes from its opening quote on; `no_name`: there
/// is none.
std::uint16_t StreamCheck::find(const table::NameHash& names, const char* open,
                                std::size_t size) noexcept {
  if (cursor_.has_backslash({open, size})) return table::no_name;
  return table::find_name(table_, names, {open + 1, size - 2});
}

template <class Words>
inline bool StreamCheck::members(const ObjectPlan& plan, Words& words) {
  const std::uint32_t* at = cursor_.at + 1;
  const std::uint32_t* const end = cursor_.end;
  const char* const base = cursor_.base;
  if (at == end) return false;
  std::uint32_t gaps = at[0] - at[-1];
  if (base[*at] == '}') {
    gaps_ |= gaps;
    cursor_.at = at + 1;
    return true;
  }
  const std::uint32_t readable = plan.names ? *end : 0;  // so far `plan.names` may be asked
  Words mine = words;
  for (;;) {
    if (end - at < 4) return false;
    const char* const name = base + at[0];
    const char* const colon = base + at[1];
    if (*name != '"' || !closes_name(colon)) return false;
    const std::size_t name_size = at[1] - at[0];
    std::uint32_t number = 0;
    if (at[0] + table::longest_quoted_name <= readable) [[likely]] {
      number = plan.names.likely(name, name_size);
      if (!plan.names.stands_at(name, number)) return false;
    } else {
      number = find(plan.block->names, name, name_size);
      if (number == table::no_name) return false;
    }
    if (!note(mine, plan, number)) return false;
    gaps |= at[2] - at[1];

    const table::FastCheck& fast = plan.fast_checks[number];
    Node& value = plan.values[number];
    const char* const first = base + at[2];
    if (*first == '"') {
      if (!text(fast, first, base + at[3], value, mine)) return false;
      at += 3;
    } else if (*first == '{' || *first == '[') [[unlikely]] {
      cursor_.at = at + 2;
      if (!container(plan.block->fields[number], value)) return false;
      at = cursor_.at;
      if (at == end) return false;
    } else {
      if (!scalar(fast, first, base + at[3], value, mine)) return false;
      at += 3;
    }

    const char next = base[*at++];
    if (next == '}') {
      gaps_ |= gaps;
      cursor_.at = at;
      words = mine;
      return true;
    }
    if (next != ',' || at == end) return false;
    gaps |= at[0] - at[-1];
  }
}

/// Does the text pass, whose opening quote stands at `open` and behind which the next token is
/// `next`?
template <class Words>
[[gnu::always_inline]] inline bool StreamCheck::text(const table::FastCheck& fast, const char* open,
                                                     const char* next, Node& value, Words& words) {
  using Text = table::FastCheck::Text;
  const char* const end = token_end(next);
  value.kind = Kind::string;
  value.data = open + 1;
  value.size = static_cast<std::uint32_t>(end - open - 2);
  if (fast.text == Text::value) {
    if (!one_of(fast.value_set(), open, value)) return false;
    if (fast.value_masks != none)
      words.merge(table_.words.data() + fast.value_masks + value.value * words.count());
    return read::ends_pass(fast, value);
  }
  if (end > cursor_.backslash &&
      cursor_.has_backslash({open, static_cast<std::size_t>(end - open)}) && !unescaped(value))
    return false;
  if (fast.text == Text::any) return read::ends_pass(fast, value);
  if (!rare_text(fast, value)) return false;
  if (fast.text != Text::boolean && fast.text != Text::named) [[likely]]
    return true;
  const Index mask = mask_of_text(fast, value, words.count());
  if (mask != none) words.merge(table_.words.data() + mask);
  return true;
}

/// Is the text, whose opening quote stands at `open`, one of these values? Notes its place among
/// them.
inline bool StreamCheck::one_of(ValueSetId value_set, const char* open, Node& value) noexcept {
  const table::QuotedNames& names = value_names_[value_set];
  const std::size_t size = value.size + std::size_t{2};
  if (names && cursor_.stop - open >= static_cast<std::ptrdiff_t>(table::longest_quoted_name))
      [[likely]] {
    value.value = names.likely(open, size);
    return names.stands_at(open, value.value);
  }
  value.value = find(table_.value_sets[value_set].hash, open, size);
  return value.value != table::no_name;
}

bool StreamCheck::rare_text(const table::FastCheck& fast, Node& value) const noexcept {
  return read::text_passes(table_, fast, value);
}

/// Where the facts stand that the text tells; none: it tells none. (Apart: most texts tell none.)
Index StreamCheck::mask_of_text(const table::FastCheck& fast, const Node& value,
                                std::uint32_t words) noexcept {
  if (fast.text == table::FastCheck::Text::boolean)
    return value.data[0] == 't' ? fast.true_mask : fast.false_mask;
  return fast.value_masks != none && value.value != table::no_name
             ? fast.value_masks + value.value * words
             : Index{none};
}

/// Does the number or boolean pass, behind which the next token is `next`?
template <class Words>
inline bool StreamCheck::scalar(const table::FastCheck& fast, const char* first, const char* next,
                                Node& value, Words& words) {
  value.too_large = value.has_day = false;
  if (!read::read_scalar(first, token_end(next), value)) return false;
  if ((fast.kinds & read::bit(value.kind)) == 0) return false;
  if (value.kind != Kind::true_value && value.kind != Kind::false_value)
    return read::number_passes(fast, value);
  tell(value.kind == Kind::true_value, fast, words);
  return true;
}

/// Adds the facts that a boolean tells.
template <class Words>
inline void StreamCheck::tell(bool truth, const table::FastCheck& fast, Words& words) const {
  const Index mask = truth ? fast.true_mask : fast.false_mask;
  if (mask != none) words.merge(table_.words.data() + mask);
}

bool StreamCheck::items(FieldId field, std::uint32_t& count) {
  count = 0;
  if (++cursor_.at == cursor_.end) return false;
  if (cursor_.base[*cursor_.at] == ']') {
    ++cursor_.at;
    return true;
  }
  ++lists_;
  for (;;) {
    if (!item(field) || cursor_.at == cursor_.end) return false;
    ++count;
    const char next = cursor_.base[*cursor_.at++];
    if (next == ']') break;
    if (next != ',') return false;
  }
  --lists_;
  return true;
}

/// An item has no facts of its own; it only has to pass.
bool StreamCheck::item(FieldId field) {
  if (cursor_.end - cursor_.at < 2) return false;
  const char* const first = cursor_.base + cursor_.at[0];
  const char* const next = cursor_.base + cursor_.at[1];
  const table::FastCheck& fast = table_.fast.checks[field];
  Node value;
  if (*first == '{' || *first == '[') return container(field, value);
  ++cursor_.at;
  ManyWords no_facts;
  return *first == '"' ? text(fast, first, next, value, no_facts)
                       : scalar(fast, first, next, value, no_facts);
}

/// Puts the text without its escapes in the text's place.
bool StreamCheck::unescaped(Node& value) {
  if (unescaped_ == nullptr) unescaped_ = std::make_unique<char[]>(max_unescaped);
  if (value.size > max_unescaped - unescaped_used_) return false;
  char* const out = unescaped_.get() + unescaped_used_;
  const read::Unescaped done = read::unescape(value.text(), out);
  value.data = out;
  value.size = static_cast<std::uint32_t>(done.size);
  unescaped_used_ += done.size;
  return done.ok && !done.lone_surrogate;
}

}  // namespace leadlint::validate
