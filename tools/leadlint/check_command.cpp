// leadlint check: loads rules, context and payloads, and leaves the rest to run::CheckRun.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <deque>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "author/rule_findings.h"
#include "bulk/cutter.h"
#include "bulk/input_formats.h"
#include "check_plan.h"
#include "commands.h"
#include "context_files.h"
#include "files/byte_source.h"
#include "input_of.h"
#include "interrupt.h"
#include "leadlint/api_answer.h"
#include "leadlint/validator.h"
#include "outputs.h"
#include "progress_line.h"
#include "run/check_run.h"
#include "run/columns_file.h"
#include "run/context_use.h"
#include "run/load_rules.h"
#include "run/run_totals.h"
#include "setting_flags.h"
#include "switches.h"
#include "validate/context_records.h"

namespace leadlint::command {
namespace {

// The texts and lists that a Context only refers to.
struct Known {
  std::string current, request;
  std::unique_ptr<Catalogs> catalogs;
  Context context;
};

using Problem = tl::unexpected<std::string>;

tl::expected<void, std::string> add_catalogs(Known& known, const CheckOptions& options,
                                             const Ruleset& rules) {
  if (options.catalogs.empty()) return {};
  known.catalogs = std::make_unique<Catalogs>(rules);
  for (const auto& [name, file] : options.catalogs) {
    auto json = files::read_source(file);
    if (!json && !json.error().other_kind.empty())
      return Problem(fmt::format("--catalog {}={}: this is {}; a catalog is a JSON list, in UTF-8",
                                 name, file, json.error().other_kind));
    if (!json) return Problem(fmt::format("cannot read {}: {}", file, json.error().why));
    if (auto added = known.catalogs->add(name, *json); !added)
      return Problem(fmt::format("--catalog {}={}: {}", name, file, added.error()));
  }
  known.context.catalogs = known.catalogs.get();
  for (const OwnedFinding& note : known.catalogs->notes(rules).owned())
    remark(note.message +
           (note.suggestion.empty() ? "" : fmt::format("; did you mean {}?", note.suggestion)));
  return {};
}

/// A file that holds one record; `look` says what is wrong with its text.
template <class Look>
tl::expected<void, std::string> read_record(std::string& text, const std::string& file, Look look) {
  if (auto read = read_into(text, file); !read || file.empty()) return read;
  if (text.empty()) return Problem(fmt::format("{} is empty", file));
  if (const auto found = look(text)) return Problem(located(file, *found));
  return {};
}

/// Names of files with many records are no names of one.
std::string more_about_current(const CheckOptions& options) {
  const auto format = files::input_of_file(options.current);
  const bool many = format && bulk::input_format(*format).holds_many();
  return many ? " (a file of many stored records goes with --key)" : "";
}

tl::expected<void, std::string> check_params(const CheckOptions& options, const Ruleset& rules) {
  for (const auto& [name, value] : options.params)
    if (const auto problem = validate::param_problem(rules.table(), name))
      return Problem(fmt::format("--param {}: {}", name, *problem));
  return {};
}

/// What the clock says, in the zone that the system is set to.
Now clock() {
  const auto instant = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(instant);
  std::tm local{};
  const bool known = localtime_r(&seconds, &local) != nullptr;
  return {instant, std::chrono::minutes{known ? local.tm_gmtoff / 60 : 0}};
}

tl::expected<void, std::string> read_context(Known& known, const CheckOptions& options,
                                             const Validator& validator) {
  const bool one_current = options.key.empty();  // else it is a snapshot: see set_leads
  if (auto read = read_record(known.current, one_current ? options.current : "",
                              [&](const auto& text) { return validator.current_problem(text); });
      !read)
    return Problem(read.error() + more_about_current(options));
  if (auto read = read_record(known.request, options.request,
                              [&](const auto& text) { return validator.request_problem(text); });
      !read)
    return read;
  if (auto checked = check_params(options, validator.ruleset()); !checked) return checked;
  known.context.current = known.current;
  known.context.request = known.request;
  known.context.current_name = options.current;
  known.context.request_name = options.request;
  known.context.no_current = options.no_current;
  known.context.now = options.now ? *options.now : clock();
  known.context.params = options.params;
  known.context.has_params = !options.params.empty();
  return add_catalogs(known, options, validator.ruleset());
}

// ------------------------------------------------------------------------------------------- files

BulkFormat format_of(const CheckOptions& options, const std::string& file, const Ruleset& rules) {
  return told_format(options, file)
      .value_or(rules.form_input() ? BulkFormat::form
                : options.verdicts ? BulkFormat::json_lines
                                   : BulkFormat::json);
}

/// A part of a run with what it needs: rules, context, columns.
struct LoadedPart {
  const CheckOptions& options;
  Ruleset rules;
  Known known = {};
  Columns columns = {};
  std::unique_ptr<run::CheckRun> run = nullptr;

  LoadedPart(const CheckOptions& of, Ruleset loaded) : options(of), rules(std::move(loaded)) {}
  [[nodiscard]] BulkFormat format(const std::string& file) const {
    return format_of(options, file, rules);
  }
};
using Parts = std::deque<LoadedPart>;  // (runs refer to contexts)

/// The format of the inputs that are split, where that is asked for; an error where they cannot be.
tl::expected<std::optional<BulkFormat>, std::string> format_to_split(const CheckOptions& options,
                                                                     const Parts& parts) {
  if (options.valid.empty() && options.invalid.empty()) return std::nullopt;
  const LoadedPart& part = parts.front();
  const std::string& first = part.options.files.front();
  const BulkFormat format = part.format(first);
  if (!bulk::input_format(format).holds_many())
    return tl::unexpected(fmt::format(
        "--valid and --invalid take files of many records, and {} is read as one record: "
        "--input says how else",
        shown_name(part.options, first)));
  for (const LoadedPart& each : parts)
    for (const std::string& file : each.options.files)
      if (each.format(file) != format)
        return tl::unexpected(fmt::format(
            "--valid and --invalid take files of one format; {} and {} differ", first, file));
  return format;
}

/// Answers are of lines; what is wrong where an input has none.
std::string problem_with_lines(const CheckOptions& options, const Parts& parts) {
  if (!options.verdicts) return {};
  for (const LoadedPart& part : parts)
    for (const std::string& file : part.options.files) {
      const bulk::InputFormat& format = bulk::input_format(part.format(file));
      if (format.records != bulk::RecordForm::line)
        return fmt::format(
            "--verdicts answers lines, and {} is read as {} ({}): --input jsonl says that each "
            "line "
            "of it is a record; without --verdicts, -f json reports on it",
            shown_name(part.options, file), format.name, format.help);
    }
  return {};
}

/// Which formats a run reads.
struct Formats {
  std::set<BulkFormat> payload;
  std::optional<BulkFormat> stored;

  Formats(const CheckOptions& options, const Parts& parts) {
    for (const LoadedPart& part : parts)
      for (const std::string& file : part.options.files) payload.insert(part.format(file));
    if (!options.key.empty()) stored = snapshot_format(options);
  }
  [[nodiscard]] bool is_stored(BulkFormat format) const { return stored == format; }
  [[nodiscard]] bool is_any(BulkFormat format) const {
    return payload.contains(format) || is_stored(format);
  }
};

/// What was said of files of a format that there are none of. False: it makes the run fail.
bool note_unused_format_options(const CheckOptions& options, const Parts& parts) {
  using F = BulkFormat;
  const Formats formats(options, parts);
  const bool stored_table = formats.stored && bulk::has_rows(*formats.stored);
  const bool payload_table = std::ranges::any_of(formats.payload, bulk::has_rows);
  const bool table = stored_table || payload_table;
  bool good = true;
  const auto note = [&](bool given, bool used, std::string_view option, std::string_view is) {
    if (!given || used) return;
    const std::string text =
        fmt::format("{} is not used: no file of this run that it is about is {}", option, is);
    good = good && !options.fail_unknown;
    options.fail_unknown ? complain(text) : remark(text);
  };
  note(!options.columns.empty(), payload_table || (stored_table && options.current_columns.empty()),
       "--columns", "CSV");
  note(
      options.delimiter.has_value(),
      formats.payload.contains(F::csv) || (formats.is_stored(F::csv) && !options.current_delimiter),
      "--delimiter", "CSV");
  note(!options.current_columns.empty(), stored_table, "--current-columns", "CSV");
  note(options.current_delimiter.has_value(), formats.is_stored(F::csv), "--current-delimiter",
       "CSV");
  note(!options.null_words.empty(), table, "--null", "CSV");
  note(options.escapes.has_value(), formats.is_any(F::tsv), "--escapes",
       "of tabs between cells (.tsv, --input tsv)");
  note(options.cells.has_value(), table, "--cells", "CSV");
  const auto holds_many = [](F format) { return bulk::input_format(format).holds_many(); };
  note(!options.unique.empty(), std::ranges::any_of(formats.payload, holds_many), "--unique",
       "one of many records");
  note(!options.records.empty(), formats.payload.contains(F::json_array), "--records",
       "one JSON text");
  return good;
}

/// Did records go by what is stored of their leads? Where none did, that is said. False: it makes
/// the run fail.
bool note_unmet_leads(const CheckOptions& options, const report::Totals& totals) {
  const LeadCounts* const leads = totals.leads;
  const std::uint64_t records = totals.counts.records;
  if (leads == nullptr || records == 0) return true;
  std::string text;
  if (leads->keyless == records)
    text = fmt::format("no record has a {}: each was judged alone",
                       options.key.empty() ? options.history : options.key);
  else if (!options.key.empty() && leads->matched == 0)
    text = fmt::format(
        "no record meets one of {} by {}: each was judged as if nothing were known of its lead",
        options.current, options.key);
  if (text.empty()) return true;
  options.fail_unknown ? complain(text) : remark(text);
  return !options.fail_unknown;
}

/// What was given, and changes nothing, for no rule looks at it.
void note_what_is_not_looked_at(const CheckOptions& options, const Parts& parts) {
  const auto any = [&parts](auto looks) {
    return std::ranges::any_of(parts, [&](const LoadedPart& part) { return looks(part.rules); });
  };
  const auto note = [&parts](bool given, bool looked_at, std::string_view option,
                             std::string_view what) {
    if (given && !looked_at)
      remark(fmt::format("no rule of {} {}; {} changes nothing",
                         parts.size() == 1 ? parts.front().rules.id() : "these rulesets", what,
                         option));
  };
  const bool current = any(run::looks_at_current), first = any(run::asks_whether_stored);
  constexpr std::string_view stored = "looks at the stored record";
  note(!options.current.empty(), current, "--current", stored);
  note(!options.history.empty(), current || (options.whole_history && first), "--history", stored);
  note(options.no_current, first, "--no-current",
       "asks for a first status, or for the record as it will be");
  note(options.now.has_value(), any(run::looks_at_clock), "--now", "looks at the clock");
  note(!options.request.empty(), any(run::looks_at_request), "--request", "looks at the request");
}

/// False: not all of them could be read to the end.
bool check_files(const CheckPlan& plan, Parts& parts, ProgressLine& progress) {
  bool all_read = true;
  for (const auto& [number, at] : plan.files) {
    const LoadedPart& part = parts[number];
    run::CheckRun& run = *part.run;
    const std::string& file = part.options.files[at];
    const std::string name = shown_name(part.options, file);
    progress.begin_file();
    const auto read = run.check_file(name, file, part.format(file));
    progress.clear();
    if (!read) {
      complain(fmt::format("cannot read {}: {}", name, read.error()));
      all_read = false;
    }
    if (!run.not_fixed().empty()) {
      complain(run.not_fixed());
      all_read = false;
    }
    for (const std::string& aside : run.asides()) remark(aside);
    if (!run.hint().empty()) remark(fmt::format("{} {}", name, run.hint()));
    if (run.cancelled()) break;
  }
  return all_read;
}

// ----------------------------------------------------------------------------------------- the run

Exit verdict_of(const Counts& counts, const CheckOptions& options) {
  if (!options.fail_severity || options.verdicts) return Exit::good;
  const bool fails =
      counts.errors != 0 || (*options.fail_severity == Severity::warning && counts.warnings != 0);
  return fails ? Exit::findings : Exit::good;
}

BulkOptions bulk_options(const CheckOptions& options, const Outputs& outputs,
                         const Columns& columns) {
  BulkOptions result;
  result.threads = options.jobs;
  result.max_record_bytes = options.max_record_bytes;
  // All that a baseline may know is to be told to it, and all that is in a group.
  const bool known = !options.baseline.empty() || !options.write_baseline.empty();
  const bool all = known || options.group;
  // Else, what no report shows is never put into words. (Where some show more than others, each
  // counts for itself how many it has shown.)
  if (!options.reports.empty()) {
    const auto [least, most] = std::ranges::minmax(
        options.reports, {}, [&](const auto& report) { return min_shown(options, report.format); });
    result.min_detail = known ? Severity::note : min_shown(options, least.format);
    if (options.max_findings && !all && result.min_detail == min_shown(options, most.format))
      result.max_details = *options.max_findings;
  } else if (known) {
    result.min_detail = Severity::note;
  }
  result.fix = options.fixes();
  result.delimiter = options.delimiter;
  result.null_words = options.null_words;
  result.records = options.records;
  result.escapes = options.escapes.value_or(CellEscapes::quotes);
  result.cells = options.cells.value_or(CellSpelling::json);
  result.columns = columns;
  result.bytes = outputs.split.has_value();
  if (options.verdicts) {
    result.verdicts = result.every_line = result.prompt = true;
    // Words need no finding; a few tell what the input likely is.
    constexpr std::uint64_t enough = 16;
    if (*options.verdicts == report::VerdictStyle::word) result.max_details = enough;
  }
  result.summary = options.summary;
  result.redact = options.redact;
  result.unique = options.unique;
  result.fail_unknown = options.fail_unknown;
  result.setting_text = flags_of;
  return result;
}

/// How much was mended, or would be.
void note_fixes(const CheckOptions& options, const run::FixedFiles& fixed) {
  if (options.quiet) return;
  const FixCounts& fixes = fixed.fixes();
  const auto counted = [](std::uint64_t number, std::string_view noun, std::string_view more) {
    return fmt::format("{} {}{}", number, noun, number == 1 ? "" : more);
  };
  std::string text = fixes.fixes == 0 ? "no fix" : counted(fixes.fixes, "fix", "es");
  text += options.diff ? " would be made" : fixes.fixes > 1 ? " were made" : " was made";
  if (fixes.fixes != 0) text += " in " + counted(fixed.files(), "file", "s");
  if (fixes.more_unsafe != 0)
    text += fmt::format("; --unsafe-fixes would make {} more", fixes.more_unsafe);
  remark(text);
}

/// A run that ended before its inputs did: why, if that is not plain already.
Exit ended_early(const CheckOptions& options, Outputs& outputs) {
  if (outputs.fixed && outputs.fixed->files() != 0) note_fixes(options, *outputs.fixed);
  const bool files = outputs.any_file();
  const char* left = files ? "; no file was written" : "";
  if (outputs.split && !outputs.split->error().empty())
    complain(outputs.split->error());
  else if (outputs.fixed && !outputs.fixed->error().empty())
    complain(outputs.fixed->error() + left);
  else if (outputs.plan && !outputs.plan->error().empty())
    complain(outputs.plan->error());
  else if (interrupted())
    complain(fmt::format("interrupted{}", left));
  else if (!outputs.reports.error().empty())
    complain(outputs.reports.error() + (outputs.several_files() ? left : ""));
  else if (files)  // a reader that goes away is no reason for words else
    complain(fmt::format("standard output cannot be written{}", left));
  return Exit::failed;
}

/// Runs of all parts, each with its own rules. False, and said why: there are none.
bool begin_runs(const CheckPlan& plan, Parts& parts, Outputs& outputs, ProgressLine& progress,
                std::atomic<bool>& stop) {
  for (LoadedPart& part : parts) {
    part.run = std::make_unique<run::CheckRun>(
        part.rules, part.known.context, outputs.reports,
        run::RunOptions{.bulk = bulk_options(part.options, outputs, part.columns),
                        .split = outputs.split ? &*outputs.split : nullptr,
                        .fixed = outputs.fixed ? &*outputs.fixed : nullptr,
                        .plan = outputs.plan ? &*outputs.plan : nullptr,
                        .verdicts = outputs.verdicts ? &*outputs.verdicts : nullptr,
                        .watcher = &progress,
                        .baseline = outputs.baseline.baseline(),
                        .stop = &stop});
    if (!set_leads(*part.run, plan.options, stop)) return false;
  }
  return true;
}

Exit run_check(const CheckPlan& plan, Parts& parts) {
  const CheckOptions& options = plan.options;
  std::atomic<bool>& stop = watch_for_interrupts();  // before there is a file to be left behind
  const auto split = format_to_split(options, parts);
  Outputs outputs(options, parts.front().rules);
  if (auto opened = split ? outputs.open(options, *split) : Problem(split.error()); !opened) {
    complain(opened.error());
    return Exit::failed;
  }
  if (options.group && std::ranges::find(options.reports, report::ReportFormat::text,
                                         &ReportTarget::format) == options.reports.end())
    remark("--group is of the text report, and no -f asks for that: it changes nothing");
  ProgressLine progress(!options.quiet && isatty(STDERR_FILENO) != 0);
  if (!begin_runs(plan, parts, outputs, progress, stop)) return Exit::failed;
  const bool all_read = check_files(plan, parts, progress) && plan.problems == 0;
  if (std::ranges::any_of(parts, [](const LoadedPart& part) { return part.run->cancelled(); }))
    return ended_early(options, outputs);
  run::RunTotals sum;
  for (const LoadedPart& part : parts) sum.add(part.run->totals());
  report::Totals totals = sum.totals(progress.seconds());
  totals.unreadable += plan.problems;
  outputs.reports.end(totals);
  if (outputs.fixed) note_fixes(options, *outputs.fixed);
  const bool met = note_unmet_leads(options, totals);
  const bool used = note_unused_format_options(options, parts);
  if (all_read) {
    std::vector<std::vector<std::string>> silenced;
    for (const LoadedPart& part : parts) silenced.push_back(part.run->silenced());
    note_idle_switches(plan, silenced);
  }
  const bool known = outputs.baseline.note_stale(options);
  if (!all_read && outputs.baseline.is_written()) {
    outputs.baseline.leave_unwritten();
    complain(fmt::format("{} is not written: it would lack findings", options.write_baseline));
  }
  if ((!met || !all_read) && outputs.plan) {
    outputs.plan.reset();
    complain(fmt::format("{} is not written: {}", options.plan,
                         all_read ? "no record meets a stored one" : "it would lack records"));
  }
  if (!met && outputs.split) {
    outputs.split.reset();
    complain("--valid and --invalid are not written: records were not judged by their leads");
  }
  if (!all_read && outputs.split) {
    outputs.split.reset();
    complain("--valid and --invalid are not written: they would lack records");
  }
  if (!all_read && outputs.writes_fixed()) {
    outputs.fixed.reset();
    complain("--fixed is not written: it would lack records");
  }
  if (outputs.any_file() && flushed(Exit::good) != Exit::good) {
    complain("standard output cannot be written; no file was written");
    return Exit::failed;
  }
  if (auto committed = outputs.commit(); !committed) {
    complain(committed.error());
    return Exit::failed;
  }
  if (!all_read) return Exit::failed;
  const bool good = (met && used && known) || options.verdicts;
  return good ? verdict_of(totals.counts, options) : Exit::findings;
}

/// The rules of each part; what is wrong with those of all of them is said.
bool load_parts(const CheckPlan& plan, Parts& parts) {
  std::set<std::string> told;
  for (const CheckPart& part : plan.parts) {
    auto rules = run::load_rules(part.options.rules, part.options.load);
    if (rules) {
      parts.emplace_back(part.options, std::move(*rules));
      continue;
    }
    std::string text =
        author::text_of_rule_findings(part.placed(rules.error().owned()), part.options.rules,
                                      {.colour = coloured(plan.options.colour, STDERR_FILENO)});
    if (told.insert(text).second) std::cerr << text;
  }
  return parts.size() == plan.parts.size();
}

/// -f api words the answers of one API.
std::string problem_with_answers(const CheckPlan& plan, const Parts& parts) {
  const bool answers = std::ranges::find(plan.options.reports, report::ReportFormat::api,
                                         &ReportTarget::format) != plan.options.reports.end();
  if (!answers) return {};
  for (const LoadedPart& part : parts) {
    if (part.rules.id() != parts.front().rules.id())
      return fmt::format(
          "-f api has the answers of one ruleset, and the files of this run go by "
          "{} and {}",
          parts.front().rules.id(), part.rules.id());
    if (!has_api_answer(part.rules))
      return fmt::format("{} does not say how its API words a refusal (key errors)",
                         part.rules.id());
  }
  return {};
}

/// What is known beside the payloads of a part.
tl::expected<void, std::string> read_part(LoadedPart& part) {
  Validator validator(part.rules);
  if (auto read = read_context(part.known, part.options, validator); !read) return read;
  if (part.options.columns.empty()) {
    part.columns = part.options.column_list;
    return {};
  }
  auto columns = read_columns(part.options.columns);
  if (!columns) return Problem(std::move(columns.error()));
  part.columns = std::move(*columns);
  return {};
}

}  // namespace

Exit check(const CheckOptions& options) {
  const auto plan = plan_check(options);
  if (!plan) return plan.error();
  if (options.list_files) return list_files(*plan);
  Parts parts;
  if (!load_parts(*plan, parts)) return Exit::failed;
  std::string problem = problem_with_answers(*plan, parts);
  if (problem.empty()) problem = problem_with_lines(plan->options, parts);
  for (std::size_t i = 0; i < parts.size() && problem.empty(); ++i)
    if (auto read = read_part(parts[i]); !read) problem = plan->parts[i].located(read.error());
  if (!problem.empty()) {
    complain(problem);
    return Exit::failed;
  }
  note_what_is_not_looked_at(plan->options, parts);
  return run_check(*plan, parts);
}

}  // namespace leadlint::command
