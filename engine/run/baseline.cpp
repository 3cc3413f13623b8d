// Counts findings by file, rule and path, beside those that were known.
#include "run/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>
#include <tuple>
#include <utility>

#include "files/byte_source.h"
#include "finding/fixed_codes.h"
#include "report/json.h"
#include "text/json_pointer.h"
#include "text/utf8.h"
#include "validate/context_records.h"

namespace leadlint::run {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Problem = tl::unexpected<std::string>;

/// What it goes by that has no name.
constexpr std::string_view standard_input = "<stdin>";

/// Names of files are bytes; those of a baseline are text.
std::string as_text(std::string_view bytes) {
  if (find_broken_utf8(bytes) == bytes.npos) return std::string(bytes);
  std::string text(bytes.size() * 3, '\0');
  text.resize(repair_utf8(bytes, text.data()));
  return text;
}

fs::path whole(const fs::path& path) {
  std::error_code ignored;
  return fs::absolute(path, ignored).lexically_normal();
}

/// As a baseline in the folder names it.
std::string name_from(const fs::path& folder, const fs::path& file) {
  const fs::path relative = file.lexically_relative(folder);
  return as_text((relative.empty() ? file : relative).generic_string());
}

std::string place_in(std::string_view path) {
  std::string place = as_text(without_item_numbers(path));
  if (place.size() <= max_baseline_path_bytes) return place;
  constexpr std::string_view more = "...";
  std::size_t end = max_baseline_path_bytes - more.size();
  while (end > 0 && is_continuation(place[end])) --end;
  return place.substr(0, end) + std::string(more);
}

void set_key(std::string& key, std::string_view file, std::string_view rule,
             std::string_view path) {
  key.assign(file);
  key += '\0';
  key += rule;
  key += '\0';
  key += path;
}

/// The members of an entry; nullopt: it is none.
std::optional<Baseline::Entry> entry_of(const Json& json) {
  if (!json.is_object() || json.size() != 4) return std::nullopt;
  Baseline::Entry entry;
  for (const auto& [name, text] : {std::pair{"file", &entry.file}, std::pair{"rule", &entry.rule},
                                   std::pair{"path", &entry.path}}) {
    const auto member = json.find(name);
    if (member == json.end() || !member->is_string()) return std::nullopt;
    *text = member->get<std::string>();
    if (text->find('\0') != text->npos) return std::nullopt;
  }
  const auto count = json.find("count");
  if (count == json.end() || !count->is_number_unsigned()) return std::nullopt;
  entry.known = count->get<std::uint64_t>();
  if (entry.known == 0 || entry.file.empty() || entry.rule.empty()) return std::nullopt;
  return entry;
}

std::string full_message() {
  return fmt::format("a baseline has {} entries at most (different files, rules and paths)",
                     max_baseline_entries);
}

}  // namespace

Baseline::Baseline(const std::string& place, bool writes)
    : folder_(whole(place).parent_path()), writes_(writes) {}

tl::expected<Baseline, std::string> Baseline::make(const std::string& known,
                                                   const std::string& written) {
  Baseline made(written.empty() ? known : written, !written.empty());
  if (known.empty()) return made;
  const auto json = files::read_source(known);
  if (!json) return Problem(fmt::format("cannot read {}: {}", known, json.error().why));
  if (auto taken = made.take(*json, whole(known).parent_path()); !taken)
    return Problem(fmt::format("{}: {}", known, taken.error()));
  return made;
}

/// `folder`: that its files are named from.
tl::expected<void, std::string> Baseline::take(const std::string& json, const fs::path& folder) {
  // The library takes a NUL for the end of the text.
  const Json all = json.find('\0') != json.npos ? Json(Json::value_t::discarded)
                                                : Json::parse(json, nullptr, false);
  if (all.is_discarded()) return Problem(validate::why_no_json(json));
  const auto version = all.is_object() ? all.find("leadlint_baseline") : all.end();
  const auto list = all.is_object() ? all.find("findings") : all.end();
  if (!all.is_object() || version == all.end() || list == all.end() || !list->is_array() ||
      all.size() != 2)
    return Problem("this is no baseline");
  if (*version != 1)
    return Problem(
        fmt::format("this baseline is of version {}, and this Leadlint reads 1", version->dump()));
  for (std::size_t i = 0; i < list->size(); ++i) {
    std::optional<Entry> entry = entry_of((*list)[i]);
    if (!entry)
      return Problem(fmt::format(
          "entry {} is none: a file, a rule and a path, which are texts, and a count from 1 on",
          i + 1));
    if (folder != folder_)
      entry->file = name_from(folder_, (folder / entry->file).lexically_normal());
    set_key(key_, entry->file, entry->rule, entry->path);
    if (!entries_.try_emplace(key_, Seen{entry->known, 0}).second)
      return Problem(fmt::format("entry {} is there twice: {}, {}, {}", i + 1, entry->file,
                                 entry->rule, entry->path));
    if (entries_.size() > max_baseline_entries) return Problem(full_message());
  }
  return {};
}

std::string Baseline::name_of(const std::string& path) const {
  return name_from(folder_, whole(path));
}

bool Baseline::is_gone(const std::string& file) const {
  std::error_code ignored;
  return file != standard_input && !fs::exists(folder_ / file, ignored);
}

void Baseline::begin_file(const std::string& path, std::string_view shown) {
  const bool nameless = path == "-" && shown == standard_input;
  file_ = nameless ? std::string(shown) : name_of(path == "-" ? std::string(shown) : path);
}

bool Baseline::hides(const Finding& finding) {
  if (is_fixed(finding.code())) {
    ++left_out_;
    return false;
  }
  const std::string_view rule = finding.rule().empty() ? code_name(finding.code()) : finding.rule();
  set_key(key_, file_, rule, place_in(finding.path()));
  auto found = entries_.find(key_);
  if (found == entries_.end()) {
    if (!writes_) return false;
    full_ = full_ || entries_.size() == max_baseline_entries;
    if (full_) return false;
    found = entries_.try_emplace(key_).first;
  }
  Seen& seen = found->second;
  ++seen.found;
  return writes_ || seen.found <= seen.known;
}

void Baseline::end_file(bool whole) {
  if (whole) checked_.insert(file_);
}

std::vector<Baseline::Entry> Baseline::sorted() const {
  std::vector<Entry> all;
  all.reserve(entries_.size());
  for (const auto& [key, seen] : entries_) {
    const std::size_t rule = key.find('\0'), path = key.find('\0', rule + 1);
    all.push_back({key.substr(0, rule), key.substr(rule + 1, path - rule - 1), key.substr(path + 1),
                   seen.known, seen.found});
  }
  std::ranges::sort(all, [](const Entry& a, const Entry& b) {
    return std::tie(a.file, a.rule, a.path) < std::tie(b.file, b.rule, b.path);
  });
  return all;
}

std::vector<Baseline::Entry> Baseline::stale() const {
  std::vector<Entry> result;
  if (writes_) return result;
  for (Entry& entry : sorted()) {
    const bool checked = checked_.contains(entry.file);
    if (entry.found >= entry.known) continue;
    entry.file_is_gone = !checked && is_gone(entry.file);
    if (checked || entry.file_is_gone) result.push_back(std::move(entry));
  }
  return result;
}

std::uint64_t Baseline::findings() const {
  std::uint64_t sum = 0;
  for (const auto& [key, seen] : entries_) sum += seen.found;
  return sum;
}

tl::expected<std::string, std::string> Baseline::text() const {
  if (full_) return Problem(full_message());
  std::string out = "{\"leadlint_baseline\": 1, \"findings\": [";
  bool first = true;
  for (const Entry& entry : sorted()) {
    const bool stays = !checked_.contains(entry.file) && !is_gone(entry.file);
    const std::uint64_t count = stays ? std::max(entry.known, entry.found) : entry.found;
    if (count == 0) continue;
    out += fmt::format(R"({}{{"file": {}, "rule": {}, "path": {}, "count": {}}})",
                       first ? "\n" : ",\n", report::json_string(entry.file),
                       report::json_string(entry.rule), report::json_string(entry.path), count);
    first = false;
  }
  return out + (first ? "]}\n" : "\n]}\n");
}

}  // namespace leadlint::run
