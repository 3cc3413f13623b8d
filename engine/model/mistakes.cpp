// Mistakes in rule files to located findings. Tests: tests/mistakes_test.cpp, check_test.cpp,
// both_stages_test.cpp.
#include "model/mistakes.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "model/limits.h"
#include "text/nearest.h"

namespace leadlint::model {
namespace {

constexpr std::size_t max_line_bytes = 4096;
constexpr std::size_t shown_uses = 3;
constexpr std::uint16_t behind_all = UINT16_MAX;

// The likely candidate; a name that stands twice among the candidates counts once.
std::string likely(const Written& written) {
  const std::set<std::string> once(written.candidates.begin(), written.candidates.end());
  const std::vector<std::string_view> candidates(once.begin(), once.end());
  return nearest(written.text, candidates).value_or("");
}

std::string line_text(std::string_view path, std::uint32_t line) {
  return fmt::format("{}:{}", path, line);
}

OwnedFindings findings_of(std::vector<Mistake> mistakes) {
  OwnedFindings findings;
  for (Mistake& each : mistakes) findings.push_back(std::move(each.finding));
  return findings;
}

Mistake too_many() {
  Mistake mistake;
  mistake.identity.code = mistake.finding.code = Code::limit_exceeded;
  mistake.identity.sentence = mistake.finding.message =
      fmt::format("more than {} mistakes: no more are told", max_mistakes);
  mistake.where.file = behind_all;
  mistake.certain = true;
  return mistake;
}

void add_place(std::vector<SourceLocation>& places, SourceLocation where) {
  const auto is_same = [where](SourceLocation other) {
    return other.file == where.file && other.line == where.line;
  };
  if (std::ranges::none_of(places, is_same)) places.push_back(where);
}

}  // namespace

// ------------------------------------------------------------------------------- each told once

void Mistakes::List::add(Mistake mistake) {
  if (const auto before = known.find(mistake.identity); before != known.end()) {
    last = before->second;
    Mistake& same = all[last];
    for (const SourceLocation where : mistake.inherited) add_place(same.inherited, where);
    if (mistake.first_use != same.first_use &&
        std::ranges::find(same.other_uses, mistake.first_use) == same.other_uses.end())
      same.other_uses.push_back(std::move(mistake.first_use));
    return;
  }
  if (all.size() > max_mistakes) return;
  if (all.size() == max_mistakes) mistake = too_many();
  last = all.size();
  known.emplace(mistake.identity, last);
  all.push_back(std::move(mistake));
}

void Mistakes::List::drop_from(std::size_t first) {
  std::vector<Mistake> later(
      std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(first)),
      std::make_move_iterator(all.end()));
  all.resize(first);
  for (Mistake& each : later) {
    known.erase(each.identity);
    if (each.certain) add(std::move(each));
  }
  last = 0;
}

// --------------------------------------------------------------------------------------- adding

void Mistakes::add(Mistake mistake) {
  ++count_;
  told_.add(std::move(mistake));
}

void Mistakes::add(Code code, const SourceRange& range, std::string message,
                   std::string suggestion) {
  Mistake mistake = located(code, range, std::move(message));
  mistake.finding.suggestion = std::move(suggestion);
  add(std::move(mistake));
  recovery_.leave_open();
}

Mistake Mistakes::placed(Code code, SourceLocation where, Message message, const Written& written,
                         SourceLocation cause) const {
  Mistake mistake;
  // Files are numbered from the one that was asked for to those that it extends.
  if (cause.line != 0 && cause.file < where.file) {
    mistake.inherited.push_back(where);
    where = cause;
    message.sentence = message.text;  // of one cause come mistakes that name different things
  }
  const std::string_view path = files_.path_of(where);
  OwnedFinding& finding = mistake.finding;
  finding.code = code;
  finding.line = finding.end_line = where.line;
  finding.column = where.column;
  finding.end_column =
      where.column + (mistake.inherited.empty() ? std::max(1U, code_points(written.text)) : 1U);
  finding.message = std::move(message.text);
  finding.suggestion = likely(written);
  finding.rule_location = line_text(path, where.line);
  finding.params.push_back({"file", std::string{path}});
  mistake.identity = {code, finding.rule_location, finding.column,
                      fmt::format("{}\n{}", message.sentence, written.text)};
  mistake.where = where;
  mistake.of_checks = checking_;
  mistake.first_use = std::move(message.use);
  return mistake;
}

void Mistakes::add(Code code, SourceLocation where, Message message, const Written& written,
                   SourceLocation cause) {
  add(placed(code, where, std::move(message), written, cause));
}

void Mistakes::add_still_named(SourceLocation where, std::string message,
                               SourceLocation taken_back) {
  Mistake mistake = placed(Code::unknown_name, taken_back, std::move(message), {}, {});
  mistake.taken_back = true;
  mistake.inherited.push_back(where);
  add(std::move(mistake));
}

void Mistakes::warn(Code code, const SourceRange& range, std::string message) {
  Mistake mistake = located(code, range, std::move(message));
  mistake.finding.severity = Severity::warning;
  warnings_.add(std::move(mistake));
}

Mistake Mistakes::located(Code code, const SourceRange& range, std::string message) const {
  const std::string& path = files_.all()[range.start.file].path;
  Mistake mistake;
  OwnedFinding& finding = mistake.finding;
  finding.code = code;
  finding.line = finding.end_line = range.start.line;
  finding.column = range.start.column;
  // A caret line shows one line, so a longer stretch ends with its first.
  finding.end_column = files_.end_column_of(range);
  finding.offset = range.begin;
  finding.end_offset = std::max(range.end, range.begin);
  finding.params.push_back({"file", path});
  // (Each has its own copy. Of a longer one who shows it reads the file.)
  if (const std::string_view line = files_.line_of(range); line.size() <= max_line_bytes)
    finding.params.push_back({"source_line", std::string(line)});
  finding.rule_location = line_text(path, range.start.line);
  mistake.identity = {code, finding.rule_location, finding.column, message};
  finding.message = std::move(message);
  mistake.where = range.start;
  return mistake;
}

void Mistakes::add_unlocated(Code code, std::string message, std::string suggestion) {
  Mistake mistake;
  mistake.identity = {code, {}, 0, message};
  mistake.finding.code = code;
  mistake.finding.message = std::move(message);
  mistake.finding.suggestion = std::move(suggestion);
  add(std::move(mistake));
  recovery_.leave_open();
}

void Mistakes::add_all(std::vector<Mistake> mistakes) {
  for (Mistake& each : mistakes) {
    each.where.file = behind_all;
    add(std::move(each));
    recovery_.leave_open();
  }
}

// --------------------------------------------------------------------------------------- telling

OwnedFindings Mistakes::take() { return findings_of(in_order(told_)); }

std::vector<Mistake> Mistakes::take_mistakes() { return in_order(told_); }

OwnedFindings Mistakes::take_warnings() { return findings_of(in_order(warnings_)); }

std::vector<Mistake> Mistakes::in_order(List& list) const {
  std::set<std::pair<Code, std::string>> of_text;
  for (const Mistake& each : list.all)
    if (!each.of_checks) of_text.emplace(each.identity.code, each.identity.line);
  std::erase_if(list.all, [&of_text](const Mistake& each) {
    return each.of_checks && of_text.contains({each.identity.code, each.identity.line});
  });
  // (At one place those of the text come as they were found, those of its meaning by code.)
  std::ranges::stable_sort(list.all, {}, [](const Mistake& each) {
    return std::tuple(each.where.file, each.where.line, each.where.column, each.of_checks,
                      each.of_checks ? each.identity.code : Code{});
  });
  std::vector<Mistake> ordered;
  for (Mistake& each : list.all) ordered.push_back(in_full(std::move(each)));
  list = {};
  return ordered;
}

Mistake Mistakes::in_full(Mistake mistake) const {
  std::string& text = mistake.finding.message;
  if (mistake.taken_back)
    text +=
        fmt::format(", but {} {}: take that back, too, or give it anew", places(mistake.inherited),
                    mistake.inherited.size() == 1 ? "names it" : "name it");
  else if (!mistake.inherited.empty())
    text += fmt::format(
        " (what is written at {} no longer fits: give it anew as well, or leave this as it was)",
        places(mistake.inherited));
  const std::size_t others = mistake.other_uses.size(), shown = std::min(others, shown_uses);
  if (others == 0) return mistake;
  text += " (likewise ";
  for (std::size_t i = 0; i < shown; ++i)
    text += (i == 0 ? "" : i + 1 == others ? " and " : ", ") + mistake.other_uses[i];
  text += others > shown ? fmt::format(" and {} more)", others - shown) : ")";
  return mistake;
}

/// `base.yaml:14, 19 and 20`
std::string Mistakes::places(const std::vector<SourceLocation>& all) const {
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i != 0) text += i + 1 == all.size() ? " and " : ", ";
    if (i == 0 || all[i].file != all[i - 1].file)
      text += fmt::format("{}:", files_.path_of(all[i]));
    text += fmt::format("{}", all[i].line);
  }
  return text;
}

}  // namespace leadlint::model
