// A sentence for each pair. Tests: tests/command_test.cpp, tests/bulk_command_test.cpp.
#include "clash.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "bulk/input_formats.h"
#include "files/byte_source.h"
#include "files/output_file.h"
#include "history/key_path.h"
#include "parse/parse.h"
#include "whole_output.h"

namespace leadlint::command {
namespace {

namespace fs = std::filesystem;

std::string_view clash_about_leads(const CheckOptions& options) {
  if (options.no_current && !options.current.empty())
    return "--no-current says that there is no stored record, and --current names it";
  if (options.no_current && !options.history.empty())
    return "--no-current is one record's; with --history, --whole-history says it of every lead";
  if (options.whole_history && options.history.empty()) return "--whole-history needs --history";
  if (!options.key.empty() && options.current.empty())
    return "--key needs --current, the file of stored records";
  if (options.key.empty() && !options.plan.empty())
    return "--plan needs --key and --current, the records that an import would change";
  if (options.key.empty() && !options.current_columns.empty())
    return "--current-columns needs --key: it is about a file of many stored records";
  if (options.key.empty() && options.current_delimiter)
    return "--current-delimiter needs --key: it is about a file of many stored records";
  if (!options.history.empty() && !options.current.empty() && options.key.empty())
    return "--history and --current go together with --key: one record cannot be every lead's";
  if (!options.history.empty() && !options.key.empty() && options.history != options.key)
    return "--history and --key name the same member, so that both tell the same leads apart";
  if (options.by_leads() && options.jobs > 1)
    return "--history and --key check records in their order, on one thread: leave --jobs out";
  return {};
}

/// Fixes of what has no place that they could go to.
std::string clash_of_fixed_inputs(const CheckOptions& options) {
  if (!options.fix || options.diff || !options.fixed.empty()) return {};
  for (const std::string& file : options.files) {
    if (file == "-")
      return "--fix: standard input has no place of its own; --fixed FILE says where it goes with "
             "its fixes";
    if (files::name_without_compression(file) != file)
      return fmt::format(
          "--fix: {} is compressed, and is not written so; --fixed FILE says where its text goes "
          "with its fixes",
          file);
  }
  return {};
}

std::string clash_of_fixes(const CheckOptions& options) {
  if (options.unsafe_fixes && options.fixes() == Fixes::none)
    return "--unsafe-fixes says which fixes are made: it goes with --fix or --diff";
  if (!options.fixed.empty() && !options.fix) return "--fixed needs --fix";
  if (options.diff && !options.fixed.empty())
    return "--diff shows fixes and writes none: leave --fixed out";
  if (options.diff && options.redact)
    return "--diff shows values, which --redact keeps out: leave one of them out";
  for (const ReportTarget& report : options.reports)
    if (options.diff && report.file.empty())
      return fmt::format("--diff: standard output is the patch; -o FILE says where -f {} goes",
                         report::report_format_name(report.format));
  return clash_of_fixed_inputs(options);
}

std::string_view clash_of_baselines(const CheckOptions& options) {
  const bool any = !options.baseline.empty() || !options.write_baseline.empty();
  const bool answers = std::ranges::find(options.reports, report::ReportFormat::api,
                                         &ReportTarget::format) != options.reports.end();
  if (any && answers)
    return "-f api has the answers of the API, which knows no baseline: leave one of them out";
  if (options.strict_baseline && options.baseline.empty())
    return "--strict-baseline needs --baseline";
  if (options.strict_baseline && !options.write_baseline.empty())
    return "--strict-baseline finds nothing in a baseline that --write-baseline makes anew";
  return {};
}

/// Answers stand in the place of a report, each about its line as it is.
std::string clash_of_verdicts(const CheckOptions& options) {
  if (!options.verdicts) return {};
  const auto given = [&options](std::string_view flag) { return options.given.contains(flag); };
  for (const std::string_view flag : {"--format", "--output", "--summary", "--group"})
    if (given(flag))
      return fmt::format(
          "--verdicts prints an answer a line in place of a report, to standard output: leave {} "
          "out, or --verdicts",
          flag);
  for (const std::string_view flag : {"--fix", "--fixed", "--diff", "--unsafe-fixes"})
    if (given(flag))
      return fmt::format("--verdicts answers each line as it stands: leave {} out, or --verdicts",
                         flag);
  for (const std::string_view flag : {"--baseline", "--write-baseline", "--strict-baseline"})
    if (given(flag))
      return fmt::format(
          "--verdicts answers each line by itself, and knows no baseline: leave {} out, or "
          "--verdicts",
          flag);
  if (given("--max-findings"))
    return "--verdicts has all findings of a line in its answer (--verdicts=word has none): leave "
           "--max-findings out";
  if (given("--fail-severity"))
    return "--verdicts says in its answers what is wrong, and its exit status is 0 once all lines "
           "have theirs: leave --fail-severity out";
  return {};
}

/// A word that no bare cell can be.
std::string clash_of_null_words(const CheckOptions& options) {
  for (const std::string& word : options.null_words)
    if (word.starts_with('"') || word.find_first_of("\r\n") != word.npos ||
        word.find(options.delimiter.value_or(',')) != word.npos)
      return fmt::format("--null takes a word as it stands in a cell without quotes, not '{}'",
                         word);
  return {};
}

std::string clash_of_records(const CheckOptions& options) {
  if (options.records.empty()) return {};
  if (options.input && bulk::records_of(*options.input) != bulk::RecordForm::element)
    return "--records says where a list of records stands in a JSON file, which is --input array";
  if (const auto names = history::names_of_path(options.records); !names)
    return "--records " + names.error();
  return {};
}

std::string clash_of_unique(const CheckOptions& options) {
  std::vector<std::vector<std::string>> paths;
  for (const std::string& path : options.unique) {
    auto names = history::names_of_path(path);
    if (!names) return "--unique " + names.error();
    if (std::ranges::find(paths, *names) != paths.end())
      return fmt::format("--unique {} is given twice", path);
    paths.push_back(std::move(*names));
  }
  return {};
}

/// A file and what names it.
struct Named {
  std::string name;
  std::string_view file;
};

std::vector<Named> inputs_of(const CheckOptions& options) {
  std::vector<Named> inputs;
  for (const std::string& file : options.files) inputs.push_back({"a payload file", file});
  inputs.push_back({"--rules", options.rules});
  inputs.push_back({"--current", options.current});
  inputs.push_back({"--request", options.request});
  inputs.push_back({"--columns", options.columns});
  inputs.push_back({"--current-columns", options.current_columns});
  inputs.push_back({"the configuration", options.configuration});
  // (The one that is written may be the one that is read.)
  if (!same_file(options.write_baseline, options.baseline))
    inputs.push_back({"--baseline", options.baseline});
  for (const auto& [name, file] : options.catalogs) inputs.push_back({"--catalog " + name, file});
  return inputs;
}

/// Standard input ends after it was read once.
std::string clash_of_inputs(const CheckOptions& options) {
  const std::vector<Named> inputs = inputs_of(options);
  const auto from = std::ranges::find(inputs, "-", &Named::file);
  if (from == inputs.end()) return {};
  const auto again = std::ranges::find(from + 1, inputs.end(), "-", &Named::file);
  if (again == inputs.end()) return {};
  return fmt::format("standard input (-) is read once, and not as {}{}",
                     from->name == again->name ? "" : from->name + " and as ",
                     from->name == again->name ? "two payload files" : again->name);
}

/// Is it the plain file that the descriptor is open on?
bool is_open_on(const std::string& file, int descriptor) {
  struct stat there = {}, open = {};
  return ::stat(file.c_str(), &there) == 0 && ::fstat(descriptor, &open) == 0 &&
         S_ISREG(there.st_mode) && there.st_dev == open.st_dev && there.st_ino == open.st_ino;
}

/// Is it what the report goes to where -o names nothing else, by another name or the file that it
/// is?
bool is_standard_output(const std::string& file) {
  if (const auto stream = files::descriptor_named(file)) return stream == STDOUT_FILENO;
  return is_open_on(file, STDOUT_FILENO);
}

/// Would what is read be written over? A stream may be open on the file as well: - < FILE.
bool is_read_from(const std::string& output, std::string_view input) {
  if (output.empty() || input.empty()) return false;
  if (same_file(output, input)) return true;
  const auto stream =
      input == "-" ? std::optional(STDIN_FILENO) : files::descriptor_named(std::string(input));
  return stream && is_open_on(output, *stream);
}

/// A rule file and those that it takes parts from. What cannot be read of them is told when they
/// are loaded.
std::vector<std::string> rule_files_of(const CheckOptions& options) {
  std::vector<std::string> files;
  const auto add = [&files](const model::RuleSet& rules) {
    for (const model::SourceFile& file : rules.files) files.push_back(file.path);
  };
  if (!options.rules.ends_with(".yaml") && !options.rules.ends_with(".yml")) return files;
  const parse::Reading read = parse::read_ruleset(options.rules, options.load);
  add(read.rules);
  if (read.rules.request) add(*read.rules.request);
  return files;
}

/// What a run writes beside standard output.
struct Output {
  std::string option;  // that names it
  std::string said;    // the option with the file, as it was given
  std::string file;
  bool is_report = false;
};

std::vector<Output> outputs_of(const CheckOptions& options) {
  std::vector<Output> outputs;
  if (!options.valid.empty())
    outputs.push_back({"--valid", "--valid " + options.valid, options.valid});
  if (!options.invalid.empty())
    outputs.push_back({"--invalid", "--invalid " + options.invalid, options.invalid});
  if (!options.fixed.empty())
    outputs.push_back({"--fixed", "--fixed " + options.fixed, options.fixed});
  if (!options.plan.empty()) outputs.push_back({"--plan", "--plan " + options.plan, options.plan});
  if (!options.write_baseline.empty())
    outputs.push_back(
        {"--write-baseline", "--write-baseline " + options.write_baseline, options.write_baseline});
  for (const ReportTarget& report : options.reports)
    if (!report.file.empty())
      outputs.push_back({report.option(), report.option(), report.file, true});
  return outputs;
}

/// Does another report go to standard output already?
std::string clash_with_standard_output(const CheckOptions& options, const Output& output) {
  if (output.file == "-")
    return fmt::format("{} names a file: standard output is the report's", output.option);
  if (!is_standard_output(output.file)) return {};
  if (options.diff) return fmt::format("{}: standard output is the patch", output.said);
  if (options.verdicts)
    return fmt::format("{}: standard output has the answers of --verdicts", output.said);
  for (const ReportTarget& report : options.reports) {
    const bool goes_there =
        report.file.empty() || files::descriptor_named(report.file) == STDOUT_FILENO;
    if (!goes_there || (output.is_report && report.option() == output.said)) continue;
    if (output.is_report)
      return fmt::format("{}: standard output is that of -f {}", output.said,
                         report::report_format_name(report.format));
    return fmt::format("{}: standard output is the report's, unless -o names a file for that",
                       output.said);
  }
  return {};
}

std::string clash_of_outputs(const CheckOptions& options) {
  const std::vector<Output> outputs = outputs_of(options);
  if (outputs.empty()) return {};
  const std::vector<std::string> rule_files = rule_files_of(options);
  std::vector<Named> inputs = inputs_of(options);
  for (const std::string& file : rule_files) inputs.push_back({"--rules", file});
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto& [option, said, file, is_report] = outputs[i];
    for (std::size_t j = 0; j < i; ++j)
      if (same_file(file, outputs[j].file))
        return fmt::format("{} and {} are the same file", outputs[j].option, option);
    if (std::string clash = clash_with_standard_output(options, outputs[i]); !clash.empty())
      return clash;
    const std::string_view plain = files::name_without_compression(file);
    if (plain != file)
      return fmt::format("{}: what is written is not compressed: name it without {}", said,
                         file.substr(plain.size()));
    for (const Named& input : inputs)
      if (is_read_from(file, input.file))
        return input.file == "-"
                   ? fmt::format("{} is also read: standard input (-) is that file", said)
                   : said + " is also read" +
                         (option == "--fixed" && input.name == "a payload file"
                              ? ": --fix alone writes it in its place"
                              : "");
  }
  return {};
}

}  // namespace

std::string clash_of(const CheckOptions& options) {
  if (options.no_config && !options.config.empty())
    return "--no-config says that no configuration goes, and --config names one";
  if (std::string clash = clash_of_verdicts(options); !clash.empty()) return clash;
  if (const std::string_view clash = clash_about_leads(options); !clash.empty())
    return std::string(clash);
  if (std::string clash = clash_of_fixes(options); !clash.empty()) return clash;
  if (const std::string_view clash = clash_of_baselines(options); !clash.empty())
    return std::string(clash);
  if (std::string clash = clash_of_null_words(options); !clash.empty()) return clash;
  if (std::string clash = clash_of_records(options); !clash.empty()) return clash;
  if (std::string clash = clash_of_unique(options); !clash.empty()) return clash;
  if (std::string clash = clash_of_inputs(options); !clash.empty()) return clash;
  return clash_of_outputs(options);
}

}  // namespace leadlint::command
