// Judges one record by every shipped ruleset, and puts them in order.
#include "run/looks_like.h"

#include <algorithm>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include "bulk/input_formats.h"
#include "leadlint/bulk.h"
#include "leadlint/ruleset.h"
#include "read/csv_columns.h"
#include "read/csv_rows.h"
#include "validate/judge.h"

namespace leadlint::run {
namespace {

using nlohmann::json;

/// What a table's header says is told once; each row else says the same again.
constexpr std::size_t looked_at_of_table = std::size_t{1} << 14;

class Ignored final : public BulkSink {
 public:
  bool record(const BulkRecord&) override { return true; }
};

constexpr int max_depth = 256;

std::string_view first_line(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.find_first_not_of(" \t\r") != line.npos) return line;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return {};
}

std::string_view whole_lines(std::string_view text) {
  if (text.size() <= looked_at_of_table) return text;
  text = text.substr(0, looked_at_of_table);
  return text.substr(0, text.rfind('\n') + 1);
}

/// The first item of a list, again as text.
std::optional<std::string> first_item(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos || text[first] != '[') return std::nullopt;
  bool deep = false;  // writing it again goes down as deep
  const json list = json::parse(
      text,
      [&deep](int depth, json::parse_event_t, const json&) {
        deep = deep || depth > max_depth;
        return true;
      },
      false);
  if (deep || !list.is_array() || list.empty()) return std::nullopt;
  return list.front().dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Of the last record. Nothing is like what cannot be read, or is of another kind.
std::optional<Likeness> likeness(const validate::Judge& judge) {
  const read::Record& record = judge.payload();
  if (!judge.readable() || record.nodes.empty() || !read::is_container(record.nodes[0].kind))
    return std::nullopt;
  Likeness like;
  like.known = static_cast<std::size_t>(
      std::ranges::count_if(record.nodes.begin() + 1, record.nodes.end(),
                            [](const read::Node& node) { return node.field != table::none; }));
  like.findings = judge.count(Severity::error) + judge.count(Severity::warning);
  if (like.known == 0) return std::nullopt;
  return like;
}

std::optional<Likeness> like_a_record(const Ruleset& rules, std::string_view text, bool form) {
  validate::Judge judge(rules);
  judge.start_at(validate::Tier::full_check);  // the first tiers keep nothing of a valid record
  static_cast<void>(form ? judge.form(text) : judge.text(text));
  return likeness(judge);
}

/// Columns of the header that the rules know.
std::size_t known_columns(const table::DecisionTable& table, std::string_view text,
                          BulkFormat format) {
  read::CsvDialect dialect;
  if (format == BulkFormat::tsv) dialect.delimiter = '\t';
  const std::size_t start = read::csv_start(text, dialect);
  read::CsvRows rows(dialect);
  rows.begin(text, true, start);
  read::CsvRow row;
  if (!rows.next(row)) return 0;
  const read::CsvHeader header = read::read_csv_header(table, table.root, dialect, text, row);
  if (!header.usable) return 0;
  return static_cast<std::size_t>(
      std::ranges::count_if(header.columns.columns,
                            [](const auto& column) { return column.place.field != table::none; }));
}

std::optional<Likeness> like_a_table(const Ruleset& rules, std::string_view text,
                                     BulkFormat format) {
  Likeness like;
  like.known = known_columns(rules.table(), text, format);
  if (like.known == 0) return std::nullopt;
  BulkChecker checker(rules, {.format = format, .max_details = 0});
  Ignored sink;
  const BulkRead read = [&text](std::span<char> room) -> tl::expected<std::size_t, std::string> {
    const std::size_t size = std::min(room.size(), text.size());
    std::copy_n(text.data(), size, room.data());
    text.remove_prefix(size);
    return size;
  };
  if (!checker.run(read, sink)) return std::nullopt;
  like.findings = checker.counts().errors + checker.counts().warnings;
  return like;
}

/// What a file is, as far as it is looked at.
struct Sample {
  std::string_view text;
  BulkFormat format = BulkFormat::json;
  std::optional<std::string> item;
  bool form = false;

  Sample(std::string_view start, BulkFormat given) : text(start), format(given) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const bool json_text = first != text.npos && (text[first] == '{' || text[first] == '[');
    form = format == BulkFormat::form || (format == BulkFormat::json && !json_text);
    if (form) text = first_line(text);
    if (bulk::has_rows(format)) text = whole_lines(text);
    if (format == BulkFormat::json_lines) text = first_line(text);
    if (format == BulkFormat::json || format == BulkFormat::json_array) item = first_item(text);
  }

  [[nodiscard]] std::optional<Likeness> like(const Ruleset& rules) const {
    if (bulk::has_rows(format)) return like_a_table(rules, text, format);
    if (form && !rules.form_input()) return std::nullopt;
    std::optional<Likeness> whole = like_a_record(rules, text, form);
    std::optional<Likeness> of_item = item ? like_a_record(rules, *item, false) : std::nullopt;
    if (!of_item || (whole && whole->known >= of_item->known)) return whole;
    of_item->as_list = true;
    return of_item;
  }
};

}  // namespace

std::vector<Likeness> rulesets_like(std::string_view start, BulkFormat format, std::size_t most) {
  const Sample sample(start, format);
  std::vector<Likeness> all;
  for (const std::string& id : shipped_rulesets()) {
    const auto rules = load_ruleset(id);
    if (!rules) continue;
    auto like = sample.like(*rules);
    if (!like) continue;
    like->rules = id;
    like->title = rules->title();
    all.push_back(std::move(*like));
  }
  std::ranges::stable_sort(all, {}, [](const Likeness& like) {
    return std::tuple{-static_cast<long>(like.known), like.findings};
  });
  // What knows much less of it than the best does is no answer.
  if (!all.empty())
    std::erase_if(
        all, [best = all.front().known](const Likeness& like) { return like.known * 2 < best; });
  if (all.size() > most) all.resize(most);
  return all;
}

}  // namespace leadlint::run
