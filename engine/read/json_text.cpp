// JSON text to Record. The one file that includes simdjson.
//
// simdjson asks for padding behind a text, but only its second stage and its On-Demand interface
// read there; the first stage copies the last, incomplete 64 bytes before it looks at them. The
// tests hold a text against an unreadable page to make sure of it.
#include "read/json_text.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "read/json_diagnosis.h"
#include "read/json_token.h"
#include "read/json_walk.h"
#include "text/utf8.h"

namespace leadlint::read {

namespace {

/// simdjson's first stage and the room it needs, which grows by doubling.
class Stage1 {
 public:
  [[nodiscard]] bool run(std::string_view text) {
    if (!allocate(text.size())) return false;
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    return parser_->stage1(bytes, text.size(), simdjson::stage1_mode::regular) == simdjson::SUCCESS;
  }
  [[nodiscard]] const std::uint32_t* index() const noexcept {
    return parser_->structural_indexes.get();
  }
  [[nodiscard]] std::size_t count() const noexcept { return parser_->n_structural_indexes; }

 private:
  [[nodiscard]] bool allocate(std::size_t size) {
    if (parser_ != nullptr && size <= capacity_) return true;
    const std::size_t room = std::bit_ceil(std::max<std::size_t>(size, 1024));
    // The depth is that of the second stage, which is never run.
    if (parser_ == nullptr) {
      if (simdjson::get_active_implementation()->create_dom_parser_implementation(
              room, 1, parser_) != simdjson::SUCCESS)
        return false;
    } else if (parser_->allocate(room, 1) != simdjson::SUCCESS) {
      return false;
    }
    capacity_ = room;
    return true;
  }

  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser_;
  std::size_t capacity_ = 0;
};

constexpr std::size_t large_block = std::size_t{1} << 20;

/// What simdjson and 32-bit offsets can take. Callers set limits far below.
constexpr std::size_t max_bytes = std::size_t{1} << 31;

}  // namespace

struct JsonReader::Impl {
  std::size_t max_memory = std::numeric_limits<std::size_t>::max();
  bool marks = true;
  Stage1 single;
  std::string_view looked_at;  // the text that `single` was last run over for a look
  bool has_tokens = false;     // and found the tokens of
  JsonWalk walk;

  std::string_view block;
  bool block_is_fine = false;
  Stage1 whole;
  JsonWalk lines;

  [[nodiscard]] std::size_t max_values(std::size_t tokens) const noexcept;
  bool start(std::string_view text, Record& out);
  [[nodiscard]] bool starts_with_token(std::size_t first) const noexcept;
  bool read_single(const table::DecisionTable& table, FieldId root_field, std::string_view text,
                   bool indexed, Record& out);
};

JsonReader::JsonReader() : impl_(std::make_unique<Impl>()) {}
JsonReader::~JsonReader() = default;
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;

/// Makes `out` ready for `text`; false: too large.
bool JsonReader::Impl::start(std::string_view text, Record& out) {
  out.clear();
  out.text = text;
  out.has_text = true;
  if (text.size() <= max_bytes) return true;
  out.unreadable = true;
  out.issues.emplace_back().kind = ReadIssue::Kind::too_large;
  return false;
}

bool JsonReader::read(const table::DecisionTable& table, FieldId root_field, std::string_view text,
                      Record& out) {
  return impl_->read_single(table, root_field, text, false, out);
}

bool JsonReader::read_looked_at(const table::DecisionTable& table, FieldId root_field,
                                Record& out) {
  return impl_->read_single(table, root_field, impl_->looked_at, impl_->has_tokens, out);
}

bool JsonReader::Impl::read_single(const table::DecisionTable& table, FieldId root_field,
                                   std::string_view text, bool indexed, Record& out) {
  if (!start(text, out)) return false;
  const bool mark = marks && text.starts_with(byte_order_mark);
  const std::uint32_t lead = mark ? static_cast<std::uint32_t>(byte_order_mark.size()) : 0;
  const std::string_view content = text.substr(lead);
  const auto note_mark = [&] {
    if (!mark) return;
    ReadIssue& issue = out.issues.emplace_back();
    issue.kind = ReadIssue::Kind::bom;
    issue.end = lead;
  };
  note_mark();
  bool crowded = false;
  if (!content.empty() && ((indexed && !mark) || single.run(content))) {
    walk.begin(content, single.index(), single.count());
    walk.limit_values(max_values(single.count()));
    if (walk.document(table, root_field, 0, lead, out) && walk.at() == walk.end()) return true;
    crowded = walk.has_too_many_values();
  }
  out.clear();
  out.text = text;
  out.has_text = true;
  out.unreadable = true;
  note_mark();
  if (crowded) {
    out.issues.emplace_back().kind = ReadIssue::Kind::too_many_values;
  } else {
    out.issues.push_back(diagnose_json(text, lead, table.options.max_depth));
  }
  return false;
}

bool JsonReader::read_inside(const table::DecisionTable& table, std::string_view text,
                             TextPlace place, Index node, FieldId field, Index instance,
                             Record& out) {
  const std::size_t first_node = out.nodes.size(), first_issue = out.issues.size();
  JsonWalk& walk = impl_->walk;
  bool read = false, crowded = false;
  if (text.size() <= max_bytes && !text.empty() && impl_->single.run(text)) {
    walk.begin(text, impl_->single.index(), impl_->single.count());
    walk.limit_values(impl_->max_values(impl_->single.count()));
    read = walk.value_inside(table, node, field, instance, out) && walk.at() == walk.end();
    crowded = walk.has_too_many_values();
  }
  if (!read) {
    out.issues.resize(first_issue);
    ReadIssue issue;
    issue.kind = ReadIssue::Kind::too_many_values;
    if (!crowded) issue = diagnose_json(text, 0, table.options.max_depth);
    if (issue.kind == ReadIssue::Kind::doubled_backslashes) issue.kind = ReadIssue::Kind::bad_json;
    out.issues.push_back(std::move(issue));
    out.unreadable = true;
  }
  out.nodes[node].offset = place.offset;
  for (std::size_t i = first_node; i < out.nodes.size(); ++i)
    out.nodes[i].offset = out.nodes[i].name_offset = place.offset;
  const std::string pointer = out.issues.size() == first_issue ? "" : out.pointer(table, node);
  for (std::size_t i = first_issue; i < out.issues.size(); ++i) {
    ReadIssue& issue = out.issues[i];
    issue.inside_value = true;
    issue.offset = place.offset;
    issue.end = place.end;
    issue.pointer.insert(0, pointer);
  }
  return read;
}

void JsonReader::allow_marks(bool allowed) noexcept { impl_->marks = allowed; }

void JsonReader::limit_memory(std::size_t max) noexcept { impl_->max_memory = max; }

/// What is left by the tokens. A value takes a node, a name on the list, and what is said of it, in
/// lists that grow by doubling.
std::size_t JsonReader::Impl::max_values(std::size_t tokens) const noexcept {
  constexpr std::size_t bytes_of_a_value = 160, always = 10'000;
  const std::size_t taken = tokens * sizeof(std::uint32_t);
  return std::max(always, (max_memory - std::min(taken, max_memory)) / bytes_of_a_value);
}

Tokens JsonReader::tokens(std::string_view text) {
  impl_->looked_at = text;
  impl_->has_tokens = text.size() <= max_bytes && !text.empty() && impl_->single.run(text);
  if (!impl_->has_tokens) return {};
  const std::uint32_t* const first = impl_->single.index();
  return {text.data(), first, first + impl_->single.count()};
}

/// The index tells strings apart by counting quotes from the start of the block. Where a record in
/// front has an odd one, what it takes for the start of a string may be the end of one.
bool JsonReader::Impl::starts_with_token(std::size_t first) const noexcept {
  if (lines.at() == lines.end()) return false;
  while (first < *lines.at() && is_blank(block[first])) ++first;
  return first == *lines.at();
}

Tokens JsonReader::line_tokens(std::size_t first) {
  if (!impl_->block_is_fine) return {};
  impl_->lines.skip_to(first);
  if (!impl_->starts_with_token(first)) return {};
  return {impl_->block.data(), impl_->lines.at(), impl_->lines.end()};
}

void JsonReader::pass_line(Tokens tokens) { impl_->lines.pass_to(tokens.at); }

void JsonReader::begin_batch(std::string_view block) {
  impl_->block = block;
  impl_->block_is_fine = block.size() <= max_bytes && !block.empty() && impl_->whole.run(block);
  if (!impl_->block_is_fine) return;
  impl_->lines.begin(block, impl_->whole.index(), impl_->whole.count());
  impl_->lines.limit_values(impl_->max_values(impl_->whole.count()));
}

// A document that is well formed and leaves the next entry of the index behind the line's end is
// just the line. Anything else is read again by itself, which finds out what is wrong.
bool JsonReader::read_line(const table::DecisionTable& table, FieldId root_field, std::size_t first,
                           std::size_t last, Record& out) {
  const std::string_view text = impl_->block.substr(first, last - first);
  if (!impl_->block_is_fine) return read(table, root_field, text, out);
  JsonWalk& walk = impl_->lines;
  walk.skip_to(first);
  const JsonWalk::Mark mark = walk.mark();
  if (impl_->starts_with_token(first) && *walk.at() < last && impl_->start(text, out) &&
      walk.document(table, root_field, first, 0, out) && walk.at()[-1] < last &&
      (walk.at() == walk.end() || *walk.at() >= last))
    return true;
  walk.rewind(mark);
  if (impl_->block.size() > large_block) {  // one record, or nearly: its tokens are not held twice
    impl_->whole = {};
    impl_->block_is_fine = false;
  }
  return read(table, root_field, text, out);
}

}  // namespace leadlint::read
