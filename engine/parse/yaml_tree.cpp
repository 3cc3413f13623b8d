// Rule file text to YamlNode; see yaml_tree.h. Reads events rather than the library's own tree:
// events keep repeated keys, the place of every key, quotes, and aliases that are not written out.
// Tests: tests/parse_test.cpp and tests/rulefiles/yaml_*.yaml.
#include "parse/yaml_tree.h"

#include "parse/not_text.h"
#include "parse/wording.h"
#include "parse/yaml_hints.h"
#include "parse/yaml_quotes.h"
#include "parse/yaml_scalars.h"
#include "text/odd_sign.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <streambuf>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace leadlint::parse {
namespace {

/// Ends the reading of a file; what is wrong has been reported.
struct Stop {};

/// Bytes of the scalar that starts at `begin`, up to its end on that line.
std::size_t scalar_end(std::string_view text, std::size_t begin, const YamlNode& node) {
  if (begin >= text.size()) return begin;
  if (node.plain) {
    const std::size_t line_end = std::min(text.find('\n', begin), text.size());
    return std::min(begin + node.text.size(), line_end);
  }
  const char quote = text[begin];
  if (quote != '"' && quote != '\'') return begin + 1;  // `|` or `>`
  for (std::size_t i = begin + 1; i < text.size() && text[i] != '\n'; ++i) {
    if (quote == '"' && text[i] == '\\')
      ++i;
    else if (text[i] == quote)
      return i + 1;
  }
  return begin + 1;
}

class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(Mistakes& log, std::uint16_t file, std::uint16_t unit)
      : log_(log), file_(file), unit_(unit) {}

  [[nodiscard]] NodePtr root() const { return root_; }
  [[nodiscard]] bool told_quotes() const { return told_quotes_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    const SourceRange range = at(mark);
    const bool line = std::string_view{log_.files()[file_].text}.substr(range.begin, 3) == "---";
    fail(Code::bad_yaml, range,
         line ? "a rule file holds one document, and `---` starts another: take this line away"
              : "a rule file holds one document, and `...` above ends it: take that line away");
  }
  void OnDocumentEnd() override {
    for (const auto& [anchor, range] : first_words_)
      log_.warn(Code::bad_yaml, range,
                "`&` and the word behind it name an anchor to YAML, are no part of the text, and "
                "nothing uses them: put a text that begins with & in quotes");
  }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    auto node = make(YamlNode::Kind::null, mark);
    refuse_empty_item(*node);
    // The mark of a value that is not there is that of whatever comes next.
    if (!stack_.empty() && stack_.back().has_key) {
      const SourceRange& key = stack_.back().node->entries.back().key_range;
      const std::string_view text = log_.files()[file_].text;
      const std::size_t colon = text.find(':', key.end);
      const bool written = colon < node->range.begin &&
                           text.find_first_not_of(" \t", colon + 1) == node->range.begin &&
                           text.find_first_of("~nN", node->range.begin) == node->range.begin;
      if (!written) node->range = key;
      node->written = written;
    }
    finish(std::move(node), anchor, 1);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    auto node = make(YamlNode::Kind::scalar, mark);
    // What it was to be is not known: as if nothing stood there.
    if (refuse_tag(tag, node->range)) {
      node->kind = YamlNode::Kind::null;
      if (value.empty()) return finish(std::move(node), anchor, 1);
      node->kind = YamlNode::Kind::scalar;
    }
    node->plain = tag == "?";
    node->text = value;
    refuse_odd_text(*node, anchor);
    node->range.end =
        static_cast<std::uint32_t>(scalar_end(log_.files()[file_].text, node->range.begin, *node));
    finish(std::move(node), anchor, 1);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    first_words_.erase(anchor);
    if (found == anchors_.end()) fail(Code::bad_yaml, at(mark), "an alias inside its own anchor");
    alias_ = at(mark);
    finish(found->second.node, 0, found->second.size);
    alias_.reset();
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    start(YamlNode::Kind::sequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    start(YamlNode::Kind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { end(); }

 private:
  struct Open {
    std::shared_ptr<YamlNode> node;
    YAML::anchor_t anchor = 0;
    std::size_t size = 1;
    bool has_key = false;  // map: a key waits for its value
    bool drop = false;     // its value is that of a repeated key
    // Of a map with many keys: the lines of them.
    std::unordered_map<std::string, std::uint32_t> lines = {};
  };
  struct Anchor {
    NodePtr node;
    std::size_t size = 1;
  };

  SourceRange at(const YAML::Mark& mark) const {
    const std::size_t begin =
        log_.files().offset_of(file_, static_cast<std::size_t>(std::max(mark.line, 0)),
                               static_cast<std::size_t>(std::max(mark.column, 0)));
    return log_.files().range(file_, begin, begin + 1);
  }

  /// `[A,, B]`: nothing between two commas, or behind a dash. A null that is meant is written.
  void refuse_empty_item(const YamlNode& node) {
    if (stack_.empty() || !stack_.back().node->is_sequence()) return;
    const std::string_view rest =
        std::string_view{log_.files()[file_].text}.substr(node.range.begin);
    for (const std::string_view word : {"~", "null", "Null", "NULL"})
      if (rest.starts_with(word)) return;
    log_.add(Code::bad_value, node.range,
             "an item of this list is empty: take the comma or dash away, or write the item "
             "(`\"\"` for the empty text, `null` for null)");
  }

  [[noreturn]] void fail(Code code, const SourceRange& range, std::string message) {
    log_.add(code, range, std::move(message));
    throw Stop{};
  }

  std::shared_ptr<YamlNode> make(YamlNode::Kind kind, const YAML::Mark& mark) const {
    auto node = std::make_shared<YamlNode>();
    node->kind = kind;
    node->range = at(mark);
    node->unit = unit_;
    return node;
  }

  /// `because: &more of it`, quotes that are none, escapes that make other signs.
  void refuse_odd_text(YamlNode& node, YAML::anchor_t anchor) {
    const std::string_view text = log_.files()[file_].text;
    if (anchor != 0 && text.substr(node.range.begin).starts_with('&'))
      first_words_.emplace(anchor, node.range);
    if (node.plain && in_curly_quotes(node.text)) {
      log_.add(Code::bad_yaml, node.range,
               "curly quotes are no quotes to YAML, but part of the text: write straight ones, "
               "\" or '");
      node.text = without_curly_quotes(node.text);  // as it was meant, for what reads it
      told_quotes_ = true;
    }
    if (const auto escape = odd_escape(text, node.range.begin); !node.plain && escape)
      log_.warn(Code::bad_yaml, log_.files().range(file_, escape->at, escape->at + 2),
                escape->message);
  }

  bool refuse_tag(const std::string& tag, const SourceRange& range) {
    if (tag.empty() || tag == "?") return false;
    // (The library gives this tag to every text in quotes.)
    if (tag == "!" && log_.files()[file_].text.compare(range.begin, 1, "!") != 0) return false;
    constexpr std::string_view standard = "tag:yaml.org,2002:";
    const std::string shown = tag.starts_with(standard) ? "!!" + tag.substr(standard.size()) : tag;
    const bool meant = shown.starts_with("!!");
    log_.add(Code::bad_yaml, range,
             meant ? "tags (" + in_quotes(shown) +
                         ") mean nothing in a rule file: take it away; a number or true in quotes "
                         "is a text"
                   : "a text cannot begin with ! (" + in_quotes(shown) +
                         " is a tag to YAML): put it in quotes; in a condition write not instead "
                         "of !");
    return true;
  }

  void start(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
             YAML::anchor_t anchor) {
    auto node = make(kind, mark);
    refuse_tag(tag, node->range);
    if (stack_.size() >= static_cast<std::size_t>(max_rule_file_depth))
      fail(Code::limit_exceeded, node->range,
           "nested deeper than " + std::to_string(max_rule_file_depth) + " levels");
    stack_.push_back({std::move(node), anchor});
  }

  void end() {
    Open open = std::move(stack_.back());
    stack_.pop_back();
    finish(std::move(open.node), open.anchor, open.size);
  }

  /// Puts a complete node where it belongs. `size`: its nodes, aliases written out.
  void finish(NodePtr node, YAML::anchor_t anchor, std::size_t size) {
    total_ += alias_ ? size : 1;
    if (total_ > max_yaml_nodes)
      fail(Code::limit_exceeded, alias_ ? *alias_ : node->range,
           "more than " + std::to_string(max_yaml_nodes) + " values once aliases are written out");
    if (anchor != 0) anchors_[anchor] = {node, size};
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& open = stack_.back();
    open.size += size;
    if (open.node->is_sequence()) {
      open.node->items.push_back(std::move(node));
    } else if (open.has_key) {
      if (open.drop)
        open.node->entries.pop_back();
      else
        open.node->entries.back().value = std::move(node);
      open.has_key = open.drop = false;
    } else {
      add_key(open, *node);
    }
  }

  void add_key(Open& open, const YamlNode& key) {
    if (!key.is_scalar() && !key.is_null()) fail(Code::bad_yaml, key.range, no_key(key));
    if (key.is_null() && !is_written_null(key)) return drop_empty_key(open, key);
    const std::string text = key.is_null() ? "null" : key.text;
    if (key.plain) refuse_odd_indent(key);
    if (const auto before = line_of_key(open, text, key.range.start.line)) {
      log_.add(Code::duplicate_key, key.range,
               in_quotes(text) + " stands twice here, first in line " + std::to_string(*before) +
                   (text == "id" ? ": a new item of a list starts with `- `" : ""));
      open.drop = true;
    }
    open.node->entries.push_back({text, key.plain, key.range, nullptr});
    open.has_key = true;
  }

  /// The line in which the map has the key already; nullopt: this is the first, in line `line`.
  static std::optional<std::uint32_t> line_of_key(Open& open, const std::string& key,
                                                  std::uint32_t line) {
    constexpr std::size_t few = 24;  // are looked through faster than hashed
    const std::vector<YamlEntry>& entries = open.node->entries;
    if (entries.size() < few) {
      const YamlEntry* const before = open.node->find(key);
      return before == nullptr ? std::nullopt : std::optional(before->key_range.start.line);
    }
    if (open.lines.empty())
      for (const YamlEntry& entry : entries)
        open.lines.emplace(entry.key, entry.key_range.start.line);
    const auto [at, is_first] = open.lines.try_emplace(key, line);
    return is_first ? std::nullopt : std::optional(at->second);
  }

  [[nodiscard]] std::string no_key(const YamlNode& key) const {
    const std::string_view text = log_.files()[file_].text;
    if (key.is_map() && key.range.begin > 0 && text[key.range.begin - 1] == '{')
      return "{{ opens two maps to YAML: fill a template in before, and put a text with braces in "
             "quotes";
    return key.is_map() ? "a key is plain text, not a map: a text that begins with { stands in "
                          "quotes"
                        : "a key is plain text, not a list: write a line for each";
  }

  [[nodiscard]] bool is_written_null(const YamlNode& key) const {
    const std::string_view rest =
        std::string_view{log_.files()[file_].text}.substr(key.range.begin);
    return rest.starts_with('~') || rest.starts_with("null") || rest.starts_with("Null") ||
           rest.starts_with("NULL");
  }

  /// `{a: 1,, b: 2}`
  void drop_empty_key(Open& open, const YamlNode& key) {
    log_.add(Code::bad_value, key.range, "an entry of this map is empty: take the comma away");
    open.node->entries.push_back({{}, true, key.range, nullptr});
    open.has_key = open.drop = true;
  }

  /// A blank that is none belongs to the key for YAML, and moves the line out of its map.
  void refuse_odd_indent(const YamlNode& key) {
    constexpr std::string_view blanks[] = {"\xC2\xA0", "\xE2\x80", "\xE3\x80\x80", "\xE1\x9A\x80"};
    const auto leads = [&key](std::string_view blank) { return key.text.starts_with(blank); };
    if (std::ranges::none_of(blanks, leads)) return;
    const std::string odd = odd_sign(key.text.substr(0, 3));
    if (odd.starts_with("a no-break") || odd.starts_with("a blank"))
      fail(Code::bad_yaml, key.range,
           odd + " stands in front of this key: YAML indents by plain blanks");
  }

  Mistakes& log_;
  std::uint16_t file_, unit_;
  int documents_ = 0;
  bool told_quotes_ = false;
  std::size_t total_ = 0;
  std::optional<SourceRange> alias_;
  NodePtr root_;
  std::vector<Open> stack_;
  std::map<YAML::anchor_t, Anchor> anchors_;
  std::map<YAML::anchor_t, SourceRange>
      first_words_;  // anchors in front of texts that nothing uses yet
};

/// A stream over text that is already there.
class TextBuffer final : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // the stream only reads
    setg(begin, begin, begin + text.size());
  }
};

bool readable(Mistakes& log, std::uint16_t file) {
  const std::string& text = log.files()[file].text;
  if (text.size() > max_rule_file_size) {
    log.add(Code::limit_exceeded, log.files().range(file, 0, 0),
            "a rule file has at most " + std::to_string(max_rule_file_size) + " bytes");
    return false;
  }
  const std::optional<NoText> odd = find_no_text(text);
  if (!odd) return true;
  log.add(Code::bad_yaml, log.files().range(file, odd->at, odd->at + 1), odd->message);
  return false;
}

}  // namespace

const YamlEntry* YamlNode::find(std::string_view key) const noexcept {
  const auto found = std::ranges::find(entries, key, &YamlEntry::key);
  return found == entries.end() ? nullptr : &*found;
}

namespace {

void listen(std::string_view text, YAML::EventHandler& listener) {
  TextBuffer buffer(text);
  std::istream stream(&buffer);
  YAML::Parser parser(stream);
  while (parser.HandleNextDocument(listener)) {
  }
}

}  // namespace

NodePtr read_yaml(Mistakes& log, std::uint16_t file, std::uint16_t unit,
                  const YamlEvents& recorded) {
  auto nothing = std::make_shared<YamlNode>();
  nothing->range = log.files().range(file, 0, 0);
  nothing->unit = unit;
  if (!readable(log, file)) return nothing;
  if (recorded.empty())
    if (const auto open = find_open_quote(log.files()[file].text)) {
      log.add(Code::bad_yaml, log.files().range(file, open->at, open->at + 1), open->message);
      return nothing;
    }
  TreeBuilder builder(log, file, unit);
  try {
    if (recorded.empty())
      listen(log.files()[file].text, builder);
    else
      replay(recorded, builder);
  } catch (const Stop&) {
    return nothing;
  } catch (const YAML::Exception& problem) {
    const std::size_t begin =
        problem.mark.is_null()
            ? 0
            : log.files().offset_of(file, static_cast<std::size_t>(std::max(problem.mark.line, 0)),
                                    static_cast<std::size_t>(std::max(problem.mark.column, 0)));
    YamlHint hint = explain_yaml(log.files()[file].text, begin, problem.msg);
    if (builder.told_quotes() && hint.of_quotes) return nothing;
    log.add(Code::bad_yaml, log.files().range(file, hint.at, hint.at + 1), std::move(hint.message));
    return nothing;
  }
  return builder.root() ? builder.root() : nothing;
}

}  // namespace leadlint::parse
