// leadlint check: loads rules, context and payloads, and leaves the rest to lint::CheckRun.
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>

#include "commands.h"
#include "leadlint/api_answer.h"
#include "leadlint/validator.h"
#include "lint/check_run.h"
#include "lint/output_file.h"
#include "lint/rule_findings.h"

namespace leadlint::command {
namespace {

// The texts and lists that a Context only refers to.
struct Known {
  std::string current, request;
  std::unique_ptr<Catalogs> catalogs;
  Context context;
};

using Problem = tl::unexpected<std::string>;

tl::expected<void, std::string> read_into(std::string& text, const std::string& file) {
  if (file.empty()) return {};
  auto content = lint::read_file(file);
  if (!content) return Problem(fmt::format("cannot read {}: {}", file, content.error()));
  text = std::move(*content);
  return {};
}

tl::expected<void, std::string> add_catalogs(Known& known, const CheckOptions& options,
                                             const Ruleset& rules) {
  if (options.catalogs.empty()) return {};
  known.catalogs = std::make_unique<Catalogs>(rules);
  for (const auto& [name, file] : options.catalogs) {
    std::string json;
    if (auto read = read_into(json, file); !read) return read;
    if (auto added = known.catalogs->add(name, json); !added)
      return Problem(fmt::format("--catalog {}={}: {}", name, file, added.error()));
  }
  known.context.catalogs = known.catalogs.get();
  return {};
}

tl::expected<void, std::string> read_context(Known& known, const CheckOptions& options,
                                             Validator& validator) {
  if (auto read = read_into(known.current, options.current); !read) return read;
  if (auto read = read_into(known.request, options.request); !read) return read;
  known.context.current = known.current;
  known.context.request = known.request;
  known.context.no_current = options.no_current;
  known.context.params = options.params;
  known.context.has_params = !options.params.empty();
  if (!options.current.empty() && known.current.empty())
    return Problem(fmt::format("{} is empty", options.current));
  if (!options.request.empty() && known.request.empty())
    return Problem(fmt::format("{} is empty", options.request));
  if (auto added = add_catalogs(known, options, validator.ruleset()); !added) return added;
  if (std::string problem = validator.context_problem(known.context); !problem.empty())
    return Problem(std::move(problem));
  return {};
}

lint::Input input_of(const CheckOptions& options, const std::string& name, const Ruleset& rules) {
  if (options.input) return *options.input;
  const auto by_name = lint::input_of_file(name);
  return by_name.value_or(rules.form_input() ? lint::Input::form : lint::Input::json);
}

// True when all files could be read.
bool check_files(lint::CheckRun& run, const CheckOptions& options, const Ruleset& rules) {
  bool all_read = true;
  for (const std::string& file : options.files) {
    const bool standard_input = file == "-";
    const bool named = !options.stdin_filename.empty();
    const std::string name = !standard_input ? file
                             : named         ? options.stdin_filename
                                             : std::string("<stdin>");
    if (auto read = run.check_file(name, file, input_of(options, name, rules)); !read) {
      complain(fmt::format("cannot read {}: {}", name, read.error()));
      all_read = false;
    }
    if (run.looks_like_array())
      std::cerr << "leadlint: note: " << name
                << " holds a list; --input array checks each of its items as a record\n";
    // Nobody reads on: the rest of the files would be checked for nothing.
    if (options.output.empty() && !std::cout) break;
  }
  return all_read;
}

Exit verdict_of(const Counts& counts, const CheckOptions& options) {
  if (!options.fail_severity) return Exit::good;
  const bool fails =
      counts.errors != 0 || (*options.fail_severity == Severity::warning && counts.warnings != 0);
  return fails ? Exit::findings : Exit::good;
}

report::Options report_options(const CheckOptions& options, const Ruleset& rules) {
  return {.colour = options.output.empty() ? coloured(options.colour, STDOUT_FILENO)
                                           : options.colour == Colour::always,
          .redact = options.redact,
          .summary = !options.quiet,
          .rules = &rules};
}

lint::RunOptions run_options(const CheckOptions& options) {
  lint::RunOptions result;
  result.max_findings = options.max_findings;
  // Quiet: only what makes the run fail. Programs that read a report get all of it.
  if (options.quiet && options.format == report::Form::text)
    result.least_shown = options.fail_severity.value_or(Severity::error);
  return result;
}

Exit run_check(const CheckOptions& options, Validator& validator, const Context& context,
               std::ostream& out) {
  const auto reporter =
      report::make_reporter(options.format, out, report_options(options, validator.ruleset()));
  lint::CheckRun run(validator, context, *reporter, run_options(options));
  const bool all_read = check_files(run, options, validator.ruleset());
  run.end();
  return all_read ? verdict_of(run.totals().counts, options) : Exit::failed;
}

Exit check_into_file(const CheckOptions& options, Validator& validator, const Context& context) {
  lint::OutputFile file;
  Exit exit = Exit::failed;
  auto written = file.open(options.output);
  if (written) {
    exit = run_check(options, validator, context, file.stream());
    written = file.commit();
  }
  if (written) return exit;
  complain(fmt::format("cannot write {}: {}", options.output, written.error()));
  return Exit::failed;
}

}  // namespace

Exit check(const CheckOptions& options) {
  const auto rules = load_ruleset(options.rules, options.load);
  if (!rules) {
    std::cerr << lint::text_of_rule_findings(rules.error(), options.rules,
                                             {.colour = coloured(options.colour, STDERR_FILENO)});
    return Exit::failed;
  }
  if (options.format == report::Form::api && !has_api_answer(*rules)) {
    complain(fmt::format("{} does not say how its API words a refusal (key errors)", rules->id()));
    return Exit::failed;
  }
  Validator validator(*rules);
  Known known;
  if (auto read = read_context(known, options, validator); !read) {
    complain(read.error());
    return Exit::failed;
  }
  if (options.output.empty()) return run_check(options, validator, known.context, std::cout);
  return check_into_file(options, validator, known.context);
}

}  // namespace leadlint::command
