// Flags over the environment over leadlint.yaml, for each of its entries.
#include "check_plan.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <string_view>

#include "author/rule_findings.h"
#include "bulk/input_formats.h"
#include "clash.h"
#include "commands.h"
#include "config/plan.h"
#include "files/byte_source.h"
#include "files/input.h"
#include "input_of.h"
#include "report/printable.h"
#include "run/load_rules.h"
#include "run/looks_like.h"

namespace leadlint::command {
namespace {

void tell(const OwnedFindings& findings, const CheckOptions& options) {
  if (!findings.empty())
    std::cerr << author::text_of_rule_findings(findings, config::file_name,
                                               {.colour = coloured(options.colour, STDERR_FILENO)});
}

// ---------------------------------------------------------------------------- unnamed files

/// A file, or its start.
std::string start_of(const std::string& name) {
  std::string start;
  const auto source = files::open_source(name, name);
  if (!source) return start;
  start.resize(run::max_looked_at);
  std::size_t size = 0;
  while (size < start.size()) {
    const auto got = (*source)->read({start.data() + size, start.size() - size});
    if (!got || *got == 0) break;
    size += *got;
  }
  start.resize(size);
  return start;
}

std::string likeness_text(const run::Likeness& like) {
  std::string text = fmt::format("  {:<40} ", like.rules);
  text += fmt::format("{} member{} known, ", like.known, like.known == 1 ? "" : "s");
  text += like.findings == 0
              ? "nothing wrong"
              : fmt::format("{} finding{}", like.findings, like.findings == 1 ? "" : "s");
  return text + (like.as_list ? " in the first item (--input array)\n" : "\n");
}

/// Nothing says what it is: which shipped rulesets it looks like.
void tell_unnamed(const config::PlannedFile& file, const CheckOptions& options) {
  const std::string name = shown_name(options, file.name);
  complain(file.configuration ? fmt::format("no entry of {} names {}: add one, or give --rules",
                                            file.configuration->name, name)
                              : fmt::format("--rules is missing, and there is no {} for {}",
                                            config::file_name, name));
  if (file.name == "-" && options.stdin_filename.empty() && file.configuration)
    remark(
        fmt::format("--stdin-filename says by which entry of {} standard input goes; "
                    "`leadlint check .` checks files",
                    file.configuration->name));
  const std::string start = start_of(file.name);
  const auto told = files::input_of_file(name);
  const BulkFormat format = options.input.value_or(told.value_or(BulkFormat::json));
  constexpr std::size_t most = 5;
  const auto like = run::rulesets_like(start, format, most);
  if (like.empty()) {
    if (!start.empty())
      remark("it looks like none of the shipped rulesets (`leadlint rules list`)");
    return;
  }
  std::cerr << "it looks like\n";
  for (const run::Likeness& each : like) std::cerr << likeness_text(each);
}

void tell_all_unnamed(const std::vector<config::PlannedFile>& files, const CheckOptions& options) {
  constexpr std::size_t most = 3;
  for (std::size_t i = 0; i < std::min(files.size(), most); ++i) tell_unnamed(files[i], options);
  if (files.size() > most)
    complain(fmt::format("and so it is with {} more files", files.size() - most));
}

// -------------------------------------------------------------------------------------- settings

/// What the configuration says of the run, where no flag does.
void apply(const config::RunSettings& run, CheckOptions& options) {
  const auto open = [&options](std::string_view flag) { return !options.given.contains(flag); };
  if (run.format && open("--format") && !options.reports.empty())
    options.reports = {{*run.format, "", false}};
  if (run.fail_severity && open("--fail-severity")) options.fail_severity = *run.fail_severity;
  if (run.fail_unknown && open("--fail-unknown")) options.fail_unknown = *run.fail_unknown;
  if (run.redact && open("--redact")) options.redact = *run.redact;
  if (run.quiet && open("--quiet")) options.quiet = *run.quiet;
  if (!options.verdicts) {  // which is no report
    if (run.group && open("--group")) options.group = *run.group;
    if (run.summary && open("--summary")) options.summary = *run.summary;
    if (run.max_findings && open("--max-findings")) options.max_findings = run.max_findings;
  }
  if (run.jobs && open("--jobs") && !options.by_leads())
    options.jobs = static_cast<unsigned>(*run.jobs);
  if (run.max_record_bytes && open("--max-record-bytes"))
    options.max_record_bytes = static_cast<std::size_t>(*run.max_record_bytes);
}

/// -o may be about a format that the configuration names.
std::string set_reports(const config::RunSettings& run, CheckOptions& options) {
  if (options.given.contains("--format") || options.outputs.empty()) return {};
  std::vector<report::ReportFormat> formats;
  if (run.format) formats.push_back(*run.format);
  auto reports = report_targets(formats, options.outputs);
  if (!reports) return reports.error();
  options.reports = std::move(*reports);
  return {};
}

/// What differs between the configurations of a run, and no flag decides.
std::string disagreement(const config::Configuration& a, const config::Configuration& b,
                         const CheckOptions& options) {
  const auto differ = [&](std::string_view flag, std::string_view key, const auto& x,
                          const auto& y) -> std::string {
    if (x == y || options.given.contains(flag)) return {};
    return fmt::format("{} and {} say different things about `{}`, which is the run's: give {}",
                       a.name, b.name, key, flag);
  };
  const config::RunSettings &x = a.run, &y = b.run;
  for (std::string text :
       {differ("--format", "format", x.format, y.format),
        differ("--fail-severity", "fail_severity", x.fail_severity, y.fail_severity),
        differ("--fail-unknown", "fail_unknown", x.fail_unknown, y.fail_unknown),
        differ("--redact", "redact", x.redact, y.redact),
        differ("--quiet", "quiet", x.quiet, y.quiet),
        differ("--summary", "summary", x.summary, y.summary),
        differ("--group", "group", x.group, y.group),
        differ("--max-findings", "max_findings", x.max_findings, y.max_findings),
        differ("--jobs", "jobs", x.jobs, y.jobs),
        differ("--max-record-bytes", "max_record_bytes", x.max_record_bytes, y.max_record_bytes)})
    if (!text.empty()) return text;
  return {};
}

/// An entry's word where no flag says otherwise. Other rules than its own go by none of the options
/// that are theirs.
CheckOptions with_entry(CheckOptions options, const config::Entry& entry) {
  const bool same = config::whole_path(options.rules) == config::whole_path(entry.rules);
  if (options.rules.empty() || same) {
    options.rules = entry.rules;
    if (options.load.profile.empty()) options.load.profile = entry.load.profile;
    options.load.options.insert(entry.load.options.begin(), entry.load.options.end());
    options.load.severities = entry.load.severities;
    for (const auto& catalog : entry.catalogs)
      if (std::ranges::find(options.catalogs, catalog.first, &NameValue::first) ==
          options.catalogs.end())
        options.catalogs.push_back(catalog);
  }
  if (!options.input) options.input = entry.input;
  if (options.records.empty()) options.records = entry.records;
  if (!options.delimiter) options.delimiter = entry.delimiter;
  if (!options.escapes) options.escapes = entry.escapes;
  if (!options.cells) options.cells = entry.cells;
  if (options.null_words.empty()) options.null_words = entry.null_words;
  if (options.columns.empty()) {
    options.columns = entry.columns_file;
    options.column_list = entry.columns;
  }
  return options;
}

/// The files by their entries.
void add_parts(const std::vector<config::PlannedFile>& files, CheckPlan& plan) {
  std::map<const config::Entry*, std::size_t> known;
  for (const config::PlannedFile& file : files) {
    const auto [at, is_new] = known.try_emplace(file.entry, plan.parts.size());
    if (is_new) {
      CheckPart& part = plan.parts.emplace_back();
      part.options = file.entry ? with_entry(plan.options, *file.entry) : plan.options;
      part.options.files.clear();
      part.configuration = file.configuration;
      part.entry = file.entry;
      if (file.configuration) part.options.configuration = file.configuration->name;
    }
    std::vector<std::string>& of_part = plan.parts[at->second].options.files;
    plan.files.emplace_back(at->second, of_part.size());
    of_part.push_back(file.name);
  }
}

std::string clash_of_parts(const CheckPlan& plan) {
  if (plan.parts.size() > 1 && plan.options.by_leads())
    return "--key and --history go with files of one ruleset: those of this run go by several "
           "entries of a configuration";
  if (!plan.options.fixed.empty() && plan.files.size() != 1)
    return fmt::format("--fixed is where one payload file goes, and this run has {}",
                       plan.files.size());
  for (const CheckPart& part : plan.parts)
    if (std::string clash = clash_of(part.options); !clash.empty()) return part.located(clash);
  return {};
}

}  // namespace

std::string CheckPart::located(const std::string& problem) const {
  return entry ? fmt::format("{}: {}", entry->place, problem) : problem;
}

OwnedFindings CheckPart::placed(OwnedFindings findings) const {
  if (!configuration || !entry) return findings;
  model::Mistakes log = configuration->mistakes();
  OwnedFindings rest;
  for (OwnedFinding& finding : findings) {
    const bool has_place = finding.line != 0 || !finding.rule_location.empty();
    const auto named = std::ranges::find_if(entry->mentions, [&](const auto& mention) {
      return finding.message.find("`" + mention.first + "`") != std::string::npos;
    });
    if (has_place)
      rest.push_back(std::move(finding));
    else
      log.add(finding.code, named != entry->mentions.end() ? named->second : entry->rules_place,
              std::move(finding.message), std::move(finding.suggestion));
  }
  OwnedFindings told = log.take();
  told.insert(told.end(), rest.begin(), rest.end());
  return told;
}

tl::expected<CheckPlan, Exit> plan_check(const CheckOptions& options) {
  if (options.only_configured && (options.no_config || !options.rules.empty())) {
    complain(fmt::format("--only-configured goes by entries of a configuration: leave {} out",
                         options.no_config ? "--no-config" : "--rules"));
    return tl::unexpected(Exit::failed);
  }
  config::Finder finder = options.no_config        ? config::Finder::none()
                          : options.config.empty() ? config::Finder()
                                                   : config::Finder(options.config);
  config::Plan found(finder, {.rules_given = !options.rules.empty(),
                              .only_configured = options.only_configured,
                              .stdin_name = options.stdin_filename});
  for (const std::string& file : options.files) found.add(file);
  if (options.files.empty() && !found.add_configured())
    complain(fmt::format(
        "name a payload file, or - for standard input: there is no {} (`leadlint init` writes one)",
        config::file_name));
  found.finish();
  tell(finder.mistakes(), options);
  tell(found.mistakes(), options);
  for (const std::string& note : found.notes()) remark(note);
  for (const std::string& problem : found.problems()) complain(problem);
  tell_all_unnamed(found.unnamed(), options);
  CheckPlan plan;
  plan.options = options;
  plan.problems = found.mistakes().size() + found.problems().size() + found.unnamed().size();
  if (!finder.mistakes().empty()) return tl::unexpected(Exit::failed);
  if (found.files().empty()) {
    // (Files that were named, all of which the configuration leaves out: that has been said.)
    const bool left_out = plan.problems == 0 && (!found.notes().empty() || options.only_configured);
    return tl::unexpected(left_out ? Exit::good : Exit::failed);
  }
  std::string wrong;
  const config::Configuration* first = nullptr;
  for (const auto& configuration : finder.all()) {
    const bool counts = std::ranges::any_of(found.files(), [&](const config::PlannedFile& file) {
      return file.configuration == configuration;
    });
    if (!counts) continue;
    if (found.is_whole(*configuration)) plan.whole.insert(configuration.get());
    if (first == nullptr)
      first = configuration.get();
    else if (wrong.empty())
      wrong = disagreement(*first, *configuration, options);
  }
  if (first != nullptr) apply(first->run, plan.options);
  if (wrong.empty())
    wrong = set_reports(first != nullptr ? first->run : config::RunSettings{}, plan.options);
  add_parts(found.files(), plan);
  if (wrong.empty()) wrong = clash_of_parts(plan);
  if (!wrong.empty()) {
    complain(wrong);
    return tl::unexpected(Exit::failed);
  }
  return plan;
}

Exit list_files(const CheckPlan& plan) {
  std::vector<std::optional<BulkFormat>> of_rules(plan.parts.size());  // once they are read
  for (const auto& [part, file] : plan.files) {
    const CheckOptions& options = plan.parts[part].options;
    const std::string& name = options.files[file];
    std::optional<BulkFormat> format = told_format(options, name);
    if (!format && !of_rules[part])
      if (const auto rules = run::load_rules(options.rules, options.load); rules)
        of_rules[part] = rules->form_input() ? BulkFormat::form : BulkFormat::json;
    if (!format) format = of_rules[part];
    std::cout << fmt::format("{}\t{}\t{}\n", report::printable(shown_name(options, name)),
                             report::printable(options.rules),
                             format ? bulk::input_format(*format).name : "json");
  }
  return plan.problems == 0 ? Exit::good : Exit::failed;
}

}  // namespace leadlint::command
