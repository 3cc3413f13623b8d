// The command line to plain values: the one file that knows CLI11.
#include "options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <limits>
#include <set>
#include <span>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

#include "author/now.h"
#include "bulk/input_formats.h"
#include "clash.h"
#include "commands.h"
#include "completion.h"
#include "config/input_words.h"
#include "leadlint/version.h"
#include "manual.h"
#include "setting_flags.h"
#include "text/nearest.h"

namespace leadlint::command {
namespace {

constexpr std::string_view exit_codes =
    "Exit status: 0 nothing at or over the fail severity, 1 findings, 2 wrong usage, a file that\n"
    "cannot be read, or a broken ruleset.";

// "text, json or jsonl"
std::string listed(std::span<const std::string_view> names) {
  std::string result;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) result += i + 1 == names.size() ? " or " : ", ";
    result += names[i];
  }
  return result;
}

std::string hint(std::string_view name, std::span<const std::string_view> known) {
  const auto near = nearest(name, known);
  return near ? fmt::format(", did you mean {}?", *near) : std::string();
}

// "--format" of "-f,--format", "FILE" of "FILE"
std::string called(const std::string& name) {
  const std::size_t dashes = name.find("--");
  return dashes == std::string::npos ? name : name.substr(dashes);
}

// An option that takes the name of one of a few rows, which stay where they are; `set` receives the
// row, of each where it may be given more than once.
template <class Rows, class Set>
CLI::Option* add_row(CLI::App& app, const std::string& name, const Rows& rows, Set set,
                     const std::string& help, bool repeated) {
  const std::vector<std::string_view> words = names_of_rows(rows);
  const auto* const first = &*std::begin(rows);
  const auto read = [first, words, set, name](const std::vector<std::string>& given) {
    for (const std::string& word : given) {
      const auto found = std::ranges::find(words, std::string_view(word));
      if (found == words.end())
        throw CLI::ValidationError(fmt::format("{} takes {}, not '{}'{}", called(name),
                                               listed(words), word, hint(word, words)));
      set(first[found - words.begin()]);
    }
  };
  return app.add_option_function<std::vector<std::string>>(name, read, help)
      ->type_name(fmt::format("{}", fmt::join(words, "|")))
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(repeated ? CLI::MultiOptionPolicy::TakeAll
                                     : CLI::MultiOptionPolicy::Throw);
}

// An option that takes one of a few words; `out` becomes what it stands for.
template <class Words, class Out>
CLI::Option* add_choice(CLI::App& app, const std::string& name, const Words& words, Out& out,
                        const std::string& help) {
  return add_row(
      app, name, words, [&out](const auto& word) { out = word.means; }, help, false);
}

// Words in lines of the width of help texts.
std::string in_lines(std::string_view text) {
  constexpr std::size_t width = 64;
  std::string lines;
  std::size_t line = 0;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const bool fits = line + 1 + word.size() <= width;
    if (line != 0) lines += fits ? ' ' : '\n';
    line = line != 0 && fits ? line + 1 + word.size() : word.size();
    lines += word;
  }
  return lines;
}

// An option that takes one of the formats of a list; the list says what each is.
template <class Rows, class Set>
CLI::Option* add_format(CLI::App& app, const std::string& name, const Rows& rows, Set set,
                        std::string_view more, bool repeated = false) {
  std::string help;
  for (const auto& row : rows)
    help += fmt::format("{}{}: {}", help.empty() ? "" : "; ", row.name, row.help);
  if (!more.empty()) help += fmt::format(". {}", more);
  return add_row(app, name, rows, set, in_lines(help), repeated);
}

struct Range {
  std::uint64_t least = 0, most = std::numeric_limits<std::uint64_t>::max();
};

// An option that takes a whole number.
template <class Set>
CLI::Option* add_number(CLI::App& app, const std::string& name, Range range, Set set,
                        const std::string& help) {
  const auto read = [name, range, set](const std::string& given) {
    const std::string option = called(name);
    std::uint64_t number = 0;
    const char* end = given.data() + given.size();
    const auto [stop, error] = std::from_chars(given.data(), end, number);
    if (error != std::errc{} || stop != end)
      throw CLI::ValidationError(fmt::format("{} takes a whole number, not '{}'", option, given));
    if (number < range.least || number > range.most)
      throw CLI::ValidationError(
          fmt::format("{} takes {} to {}, not {}", option, range.least, range.most, number));
    set(number);
  };
  return app.add_option_function<std::string>(name, read, help)->type_name("N");
}

// An option that takes a text, which may not be empty: an empty shell variable is no file and no
// path.
CLI::Option* add_text(CLI::App& app, const std::string& name, std::string& value,
                      const std::string& type, const std::string& help) {
  const auto read = [name, type, &value](const std::string& given) {
    if (given.empty())
      throw CLI::ValidationError(fmt::format("{} takes {}, not an empty text", called(name), type));
    value = given;
  };
  return app.add_option_function<std::string>(name, read, help)->type_name(type);
}

// The same for any number of texts.
CLI::Option* add_texts(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                       const std::string& type, const std::string& help) {
  const auto read = [name, type, &values](const std::vector<std::string>& given) {
    if (std::ranges::find(given, "") != given.end())
      throw CLI::ValidationError(fmt::format("{} takes {}, not an empty text", called(name), type));
    values = given;
  };
  return app.add_option_function<std::vector<std::string>>(name, read, help)->type_name(type);
}

// An option NAME=VALUE that may be given more than once, with another NAME each time.
template <class Take>
CLI::Option* add_pairs(CLI::App& app, const std::string& name, const std::string& type, Take take,
                       const std::string& help) {
  const auto read = [name, type, take](const std::vector<std::string>& given) {
    std::set<std::string, std::less<>> names;
    for (const std::string& each : given) {
      const std::size_t equals = each.find('=');
      if (equals == 0 || equals == std::string::npos)
        throw CLI::ValidationError(fmt::format("{} takes {}, not '{}'", name, type, each));
      if (!names.insert(each.substr(0, equals)).second)
        throw CLI::ValidationError(
            fmt::format("{} {} is given more than once", name, each.substr(0, equals)));
      take(each.substr(0, equals), each.substr(equals + 1));
    }
  };
  return app.add_option_function<std::vector<std::string>>(name, read, help)
      ->type_name(type)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

// `which`: of the rulesets that a command names, "old-" or "new-"; empty: the one.
void add_load_options(CLI::App& app, LoadOptions& load, const std::string& which = {}) {
  const std::string of = which.empty() ? "" : fmt::format("of the {} one: ", which.substr(0, 3));
  add_pairs(
      app, fmt::format("--{}option", which), "NAME=VALUE",
      [&load](const std::string& name, const std::string& value) { load.options[name] = value; },
      of + "how an ambiguity of the document is read;\n`leadlint rules show ID --options` lists "
           "them");
  add_text(app, fmt::format("--{}profile", which), load.profile, "NAME",
           of + "a set of options by name, such as strict or lenient");
}

void add_context_options(CLI::App& app, CheckOptions& options) {
  constexpr const char* group = "What is known beside the payload";
  add_text(app, "--current", options.current, "FILE",
           "the record as the other side holds it now,\na JSON object (but see --key): judges "
           "changes")
      ->group(group);
  app.add_flag("--no-current", options.no_current,
               "the other side holds no record yet: judges the first status")
      ->group(group);
  app.add_option_function<std::string>(
         "--now",
         [&options](const std::string& given) {
           options.now = author::read_now(given);
           if (!options.now)
             throw CLI::ValidationError(fmt::format(
                 "--now takes an instant with its zone, as in 2026-11-30T12:00:00Z, not '{}'",
                 given));
         },
         "the instant that rules take for `now` (the clock's, unless\ngiven); its zone is that of "
         "`today`, where rules name none")
      ->type_name("INSTANT")
      ->group(group);
  add_pairs(
      app, "--catalog", "NAME=FILE",
      [&options](std::string name, std::string file) {
        if (file.empty())
          throw CLI::ValidationError(fmt::format("--catalog {} names no file", name));
        options.catalogs.emplace_back(std::move(name), std::move(file));
      },
      "an organisation's own list that rules refer to, as JSON (no CSV)")
      ->group(group);
  add_pairs(
      app, "--param", "NAME=VALUE",
      [&options](std::string name, std::string value) {
        options.params.emplace_back(std::move(name), std::move(value));
      },
      "a parameter of the URL")
      ->group(group);
  add_text(app, "--request", options.request, "FILE",
           "the request that the checked answer belongs to")
      ->group(group);
}

char delimiter_of(std::string_view option, const std::string& given) {
  if (const auto delimiter = config::delimiter_from(given)) return *delimiter;
  throw CLI::ValidationError(
      fmt::format("{} takes {}, not '{}'", option, config::delimiter_takes, given));
}

void add_lead_options(CLI::App& app, CheckOptions& options) {
  constexpr const char* group = "What is known of each lead (records are checked on one thread)";
  add_text(app, "--key", options.key, "PATH",
           "--current holds many records, as JSON Lines or CSV: each payload\nis judged against "
           "the one with the same value at PATH, such as\nlead.id or /lead/id")
      ->group(group);
  add_text(app, "--current-columns", options.current_columns, "FILE",
           "with --key: the same as --columns for the stored records alone,\nin its place")
      ->group(group);
  app.add_option_function<std::string>(
         "--current-delimiter",
         [&options](const std::string& given) {
           options.current_delimiter = delimiter_of("--current-delimiter", given);
         },
         "with --key: the same as --delimiter for the stored records\nalone, in its place")
      ->type_name("CHARACTER")
      ->group(group);
  add_text(app, "--plan", options.plan, "FILE",
           "with --key: write what an import would do, a line of JSON for\neach record: new, "
           "changed (and where), unchanged or refused;\n--summary counts them")
      ->group(group);
  add_text(app, "--history", options.history, "PATH",
           "payloads with the same value at PATH are one lead's, in their\norder: each is "
           "judged against what those before it have said;\nat most 64 bytes a lead are kept")
      ->group(group);
  app.add_flag("--whole-history", options.whole_history,
               "with --history: before a lead's first payload the other side\nholds no record, so "
               "that its first status is judged")
      ->group(group);
}

// -f and -o, as they were given.
struct GivenReports {
  std::vector<report::ReportFormat> formats;
  std::vector<std::string> outputs;
};

void add_input_options(CLI::App& app, CheckOptions& options) {
  add_texts(
      app, "FILE", options.files, "names of files",
      "payload files, or folders of them; - is standard input, and\nso is none, unless that is "
      "a terminal and leadlint.yaml says\nwhat is checked")
      ->type_name("");
  add_text(app, "-r,--rules", options.rules, "ID|FILE",
           "a shipped ruleset, a rule file (.yaml), or a table image\n(`leadlint rules compile`); "
           "without it, what leadlint.yaml says");
  add_load_options(app, options.load);
  add_format(
      app, "--input", bulk::input_formats,
      [&options](const bulk::InputFormat& row) { options.input = row.format; },
      "Without it, by the file's ending; .gz and .zst behind it are read as what was compressed");
  add_text(
      app, "--records", options.records, "PATH",
      "JSON: the file is an object, and the list of records stands\nthere in it, such as results "
      "or data.leads or /data/leads");
  add_text(app, "--stdin-filename", options.stdin_filename, "NAME",
           "the name that standard input goes by in the report");
}

void add_configuration_options(CLI::App& app, CheckOptions& options) {
  constexpr const char* group = "The configuration (leadlint.yaml)";
  add_text(app, "--config", options.config, "FILE",
           "goes for all files, in place of the nearest leadlint.yaml in\nthe folders around each")
      ->group(group);
  app.add_flag("--no-config", options.no_config, "look for none")->group(group);
  app.add_flag(
         "--only-configured", options.only_configured,
         "pass over the files of the command line that no entry names:\nfor hooks, which name "
         "all that has changed")
      ->group(group);
  app.add_flag(
         "--list-files", options.list_files,
         "print which files would be checked, by which ruleset and as\nwhich input, and check "
         "nothing")
      ->group(group);
}

void add_report_options(CLI::App& app, CheckOptions& options, GivenReports& given) {
  constexpr const char* group = "The report";
  add_format(
      app, "-f,--format", report::report_formats(),
      [&given](const report::ReportFormatRow& row) { given.formats.push_back(row.format); },
      "May be given more than once, for a report of each; all but one then need a file", true)
      ->group(group);
  add_texts(
      app, "-o,--output", given.outputs, "FILE|FORMAT=FILE",
      "write the report there, or the one of that format, whole or not\nat all; - is standard "
      "output. ./FORMAT=FILE is a file of that\nname")
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group(group);
  add_choice(app, "--fail-severity", config::fail_severity_words, options.fail_severity,
             "what makes the exit status 1 (error unless given)")
      ->group(group);
  app.add_flag("--fail-unknown", options.fail_unknown,
               "what is not known beside a record is an error, and no note:\nstored values that "
               "rules look at and cannot compare, a snapshot\nthat no record meets, a name of "
               "--columns that no header has,\na PATH of --unique where no record has anything")
      ->group(group);
  add_number(
      app, "--max-findings", {},
      [&options](std::uint64_t number) { options.max_findings = number; },
      "show no more findings than this; counts stay exact")
      ->group(group);
  app.add_flag("--summary", options.summary,
               "findings by code, rule, field and status, the most\nfrequent bad values, and the "
               "speed")
      ->group(group);
  app.add_flag("--group", options.group,
               "text: findings of one cause together, with the number of their\nrecords and the "
               "first of them, most records first; --max-findings\ncuts groups")
      ->group(group);
  static constexpr Word<Colour> colours[] = {
      {"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}};
  add_choice(app, "--color", colours, options.colour, "auto: on a terminal, unless NO_COLOR is set")
      ->group(group);
  app.add_flag("-q,--quiet", options.quiet,
               "text: only what makes the exit status 1, and no counts")
      ->group(group);
  app.add_flag("--redact", options.redact, "show nothing of the payload's values")->group(group);
}

void add_fix_options(CLI::App& app, CheckOptions& options) {
  constexpr const char* group = "Fixes";
  app.add_flag("--fix", options.fix,
               "mend what can be mended without changing what is meant (white\nspace around "
               "values, curly quotes, \"12\" for 12, ...), in the files\nthemselves; what is "
               "reported is what is left")
      ->group(group);
  add_text(app, "--fixed", options.fixed, "FILE",
           "with --fix: write the one payload file there with its fixes,\nwhole or not at all, "
           "and leave it as it is")
      ->group(group);
  app.add_flag("--diff", options.diff,
               "print the fixes as a patch (for patch -p0), and write none;\na report goes to a "
               "file (-o)")
      ->group(group);
  app.add_flag("--unsafe-fixes", options.unsafe_fixes,
               "with --fix or --diff: write what was likely meant, too (the\nnearest value, "
               "another case): look at what changes")
      ->group(group);
}

void add_cell_options(CLI::App& app, CheckOptions& options, const char* group) {
  add_texts(
      app, "--null", options.null_words, "WORD",
      "csv and tsv: a cell that is this word, without quotes, is read\nas an empty one (NULL, "
      "\\N, NA); may be given more than once")
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group(group);
  add_choice(
      app, "--escapes", config::escapes_words, options.escapes,
      "tsv, the stored records too: how a cell holds a tab or a line\nbreak. quotes: in quotes, as "
      "in "
      "CSV (unless given); copy: as \\t\nand \\n, and \\N is null (PostgreSQL's COPY, mariadb -B); "
      "none:\nnot at all, and a quote is a sign like others")
      ->group(group);
  add_choice(
      app, "--cells", config::cells_words, options.cells,
      "csv and tsv, the stored records too: how cells spell numbers,\nbooleans and dates. json: as "
      "JSON "
      "and the rules do (unless\ngiven); spreadsheet: TRUE, 1,234.50, $50 and 9/14/2022 as "
      "well,\nif "
      "they have no second reading; :us, :eu: which of two it is")
      ->group(group);
}

void add_verdicts(CLI::App& app, CheckOptions& options, const char* group) {
  const auto read = [&options](const CLI::results_t& given) {
    const std::string& style = given.front();
    if (style != "" && style != "true" && style != "word")
      throw CLI::ValidationError(
          fmt::format("--verdicts takes =word or nothing behind it, not '{}'", style));
    options.verdicts = style == "word" ? report::VerdictStyle::word : report::VerdictStyle::json;
    return true;
  };
  // (As a flag, it leaves a word without an equals sign to be a file.)
  app.add_option("--verdicts", read,
                 "JSON Lines: an answer for each line, blank ones too, as soon as\nit was read: "
                 "{\"verdict\":\"valid\",\"findings\":[]}; --verdicts=word:\nthe verdict alone. "
                 "The exit status is 0 once all have theirs")
      ->expected(0)
      ->group(group);
}

void add_bulk_options(CLI::App& app, CheckOptions& options) {
  constexpr const char* group = "Files of many records";
  const auto add_file = [&](const char* name, std::string& file, const char* help) {
    add_text(app, name, file, "FILE", help)->group(group);
  };
  add_file("--valid", options.valid,
           "write the records without an error there, byte for byte,\nwhole or not at all, never "
           "compressed");
  add_file("--invalid", options.invalid, "write the records with an error there");
  add_verdicts(app, options, group);
  add_number(
      app, "-j,--jobs", {1, max_bulk_threads},
      [&options](std::uint64_t number) { options.jobs = static_cast<unsigned>(number); },
      "threads that check (1 unless given)")
      ->group(group);
  add_texts(app, "--unique", options.unique, "PATH",
            "no two records of a file may have the same value at PATH, such\nas lead.id or "
            "/lead/id; given more than once: at all PATHs\ntogether. A record that lacks one of "
            "them repeats none; at most\n24 bytes a key are kept, for each file by itself")
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group(group);
  add_number(
      app, "--max-record-bytes", {1, max_record_bytes_limit},
      [&options](std::uint64_t number) {
        options.max_record_bytes = static_cast<std::size_t>(number);
      },
      fmt::format("a record larger than this is a finding (limit_exceeded);\n{} unless given",
                  default_max_record_bytes))
      ->group(group);
  app.add_option_function<std::string>(
         "--delimiter",
         [&options](const std::string& given) {
           options.delimiter = delimiter_of("--delimiter", given);
         },
         "csv, the stored records too: what stands between two cells (,\nunless given, or as a "
         "first line sep=; says, which must not\nsay another sign); tab is a tabulator")
      ->type_name("CHARACTER")
      ->group(group);
  add_file("--columns", options.columns,
           "csv and tsv, the stored records too: a JSON object of header\nnames and the paths they "
           "stand for; null leaves a column out");
  add_cell_options(app, options, group);
}

void add_baseline_options(CLI::App& app, CheckOptions& options) {
  constexpr const char* group = "Findings that are known already";
  add_text(app, "--baseline", options.baseline, "FILE",
           "hide the findings that this file knows, by file, rule and path,\nas often as it knows "
           "them: only new ones are told and count for\nthe exit status")
      ->group(group);
  add_text(app, "--write-baseline", options.write_baseline, "FILE",
           "write what is found there, as known; with --baseline, what that\nknows of files that "
           "are not checked now stays")
      ->group(group);
  app.add_flag("--strict-baseline", options.strict_baseline,
               "what the baseline knows and is there no more makes the exit\nstatus 1")
      ->group(group);
}

// Flags of a run as a whole, which variables of the environment stand in for.
constexpr std::array<std::string_view, 14> flags_with_variables{
    "--format", "--fail-severity", "--fail-unknown",    "--max-findings", "--summary",
    "--color",  "--quiet",         "--redact",          "--jobs",         "--max-record-bytes",
    "--config", "--baseline",      "--strict-baseline", "--group"};

// Of what a report shows, and what of it makes a run fail: --verdicts prints none.
bool is_about_reports(std::string_view flag) {
  static constexpr std::array<std::string_view, 7> flags{
      "--format",   "--fail-severity",   "--max-findings", "--summary",
      "--baseline", "--strict-baseline", "--group"};
  return std::ranges::find(flags, flag) != flags.end();
}

// LEADLINT_FAIL_SEVERITY
std::string variable_of(std::string_view flag) {
  std::string name = "LEADLINT_";
  for (const char c : flag.substr(2))
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

std::string variables() {
  std::string names;
  for (const std::string_view flag : flags_with_variables)
    names += (names.empty() ? "" : ", ") + variable_of(flag);
  return in_lines(names);
}

// "ADDRESS:PORT", "[::1]:8080".
void take_address(serve::Options& options, const std::string& given) {
  const std::size_t colon = given.rfind(':');
  std::string address = given.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']'))
    address = address.substr(1, address.size() - 2);
  else if (address.find(':') != address.npos)
    address.clear();
  std::uint16_t port = 0;
  const char* const end = given.data() + given.size();
  const char* const first = colon == given.npos ? end : given.data() + colon + 1;
  const auto [stop, error] = std::from_chars(first, end, port);
  if (address.empty() || error != std::errc{} || stop != end)
    throw CLI::ValidationError(fmt::format(
        "--listen takes ADDRESS:PORT, as in 127.0.0.1:8080 or [::1]:8080, not '{}'", given));
  options.address = address;
  options.port = port;
}

void add_serve_limits(CLI::App& app, serve::Limits& limits) {
  constexpr const char* group = "Limits";
  constexpr std::uint64_t day = 86'400'000;
  const auto add_size = [&](const std::string& name, Range range, auto& limit,
                            const std::string& help) {
    using Limit = std::remove_reference_t<decltype(limit)>;
    add_number(
        app, name, range, [&limit](std::uint64_t n) { limit = static_cast<Limit>(n); },
        fmt::format("{} ({} unless given)", help, limit))
        ->group(group);
  };
  const auto add_time = [&](const std::string& name, std::chrono::milliseconds& limit,
                            const std::string& help) {
    add_number(
        app, name, {1, day}, [&limit](std::uint64_t n) { limit = std::chrono::milliseconds(n); },
        fmt::format("milliseconds {} ({} unless given)", help, limit.count()))
        ->group(group);
  };
  add_size("--max-connections", {1, serve::most_connections}, limits.connections,
           "connections at once; one more is told so");
  add_size("--max-header", {serve::least_header_bytes, serve::most_header_bytes},
           limits.header_bytes, "bytes of the head of a request");
  add_size("--max-body", {1, max_record_bytes_limit}, limits.body_bytes,
           "bytes of a payload, of the body of /v1/judge,\nand of a line of a batch");
  add_size("--max-batch-lines", {1, std::numeric_limits<std::uint64_t>::max()}, limits.batch_lines,
           "lines of a batch");
  add_time("--read-timeout", limits.read, "for a head, for a body,\nand for each piece of a batch");
  add_time("--write-timeout", limits.write, "for a client to take a piece of\nan answer");
  add_time("--idle-timeout", limits.idle, "between two requests of a\nconnection");
  add_time("--stop-timeout", limits.stop, "for requests that run when the\nserver is stopped");
}

void add_serve_options(CLI::App& app, serve::Options& options) {
  app.add_option_function<std::string>(
         "--listen", [&options](const std::string& given) { take_address(options, given); },
         "where (127.0.0.1:8080 unless given); port 0: any that is free")
      ->type_name("ADDRESS:PORT");
  const auto add_list = [&app](const std::string& name, std::vector<std::string>& values,
                               const std::string& type, const std::string& help) {
    add_texts(app, name, values, type, help)
        ->expected(1)
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  };
  add_list("-r,--rules", options.rules, "ID|FILE|FOLDER",
           "a shipped ruleset, a rule file (.yaml) or table image, or a\n"
           "folder of rule files; none: all that are shipped. Files and\nfolders are read again "
           "when they change");
  add_list("--host", options.hosts, "NAME",
           "a name that requests may have in Host, beside localhost and\nthe address that is "
           "listened at");
  add_list("--allow-origin", options.allow_origins, "ORIGIN",
           "pages of this origin may ask (CORS), as in https://example.org;\n* is any");
  add_serve_limits(app, options.limits);
}

// A parsed command line, and what was asked of it.
struct Parser {
  CLI::App app{
      "Tells before you send a lead update whether the partner's API will take it: what is "
      "wrong,\nwhere, and why.",
      "leadlint"};
  CheckOptions check;
  GivenReports reports;
  RulesShowOptions show;
  RulesTableOptions table;
  RulesDiffOptions diff;
  RulesCompileOptions compile;
  RulesCheckOptions rules_check;
  RulesTestOptions rules_test;
  ExplainOptions explain;
  InitOptions init;
  ServeOptions serve;
  CLI::App *check_app, *rules_app, *list_app, *show_app, *table_app, *diff_app, *compile_app,
      *rules_check_app, *rules_test_app, *explain_app, *init_app, *serve_app, *manual_app,
      *completion_app;
  std::string shell;  // whose completion is asked for

  Parser() {
    app.set_version_flag("--version", fmt::format("leadlint {}", version),
                         "print the version and exit");
    app.set_help_flag("-h,--help", "print this help and exit");
    app.require_subcommand(1);
    app.footer(
        "For example:\n"
        "  leadlint check --rules VENDOR/OPERATION update.json\n"
        "`leadlint rules list` names what is in the box; `leadlint COMMAND --help` says more on "
        "each command.");
    add_check();
    add_rules();
    explain_app = app.add_subcommand("explain", "What a finding code means, with an example");
    explain_app->add_option("CODE", explain.code, "a code such as missing_field; none: all codes")
        ->type_name("");
    explain_app->footer("For example:\n  leadlint explain pair_not_allowed");
    init_app = app.add_subcommand("init", "Write a leadlint.yaml with comments, to begin with");
    add_text(*init_app, "FOLDER", init.folder, "a folder", "where; none: here");
    init_app->footer("For example:\n  leadlint init");
    serve_app = app.add_subcommand("serve", "Judge payloads that come by HTTP");
    add_serve_options(*serve_app, serve.server);
    serve_app->footer(
        "For example:\n  leadlint serve --rules VENDOR/OPERATION --rules my/rules\n"
        "Exit status: 0 it was stopped, 2 wrong usage, a broken ruleset, or an address that cannot "
        "be\nlistened at.");
    manual_app = app.add_subcommand("manual", "This help as a man page");
    manual_app->footer("For example:\n  leadlint manual | man -l -");
    completion_app =
        app.add_subcommand("completion", "Completion of commands and flags, for a shell");
    completion_app->add_option("SHELL", shell, "bash, fish or zsh")
        ->required()
        ->type_name("")
        ->check([](const std::string& given) {
          return completion_for(given) != nullptr
                     ? std::string()
                     : fmt::format("there is no completion for '{}': bash, fish or zsh", given);
        });
    completion_app->footer("For example:\n  eval \"$(leadlint completion bash)\"");
  }

  void add_check() {
    check_app = app.add_subcommand("check", "Lint payloads");
    add_input_options(*check_app, check);
    add_configuration_options(*check_app, check);
    add_context_options(*check_app, check);
    add_lead_options(*check_app, check);
    add_bulk_options(*check_app, check);
    add_fix_options(*check_app, check);
    add_report_options(*check_app, check, reports);
    add_baseline_options(*check_app, check);
    check_app->footer(
        fmt::format("For example:\n"
                    "  leadlint check --rules VENDOR/OPERATION "
                    "--current won.json change.json\n"
                    "  leadlint check --rules VENDOR/OPERATION --history lead.id month.jsonl\n"
                    "  leadlint check --rules VENDOR/OPERATION --summary --valid good.jsonl "
                    "--invalid bad.jsonl big.jsonl.gz\n"
                    "  leadlint check --rules VENDOR/OPERATION -f text -f sarif "
                    "-o sarif=out.sarif change.json\n"
                    "  leadlint check --rules VENDOR/OPERATION --diff updates.jsonl\n"
                    "  leadlint check --rules VENDOR/OPERATION --fix updates.jsonl\n"
                    "  leadlint check --rules VENDOR/OPERATION --verdicts=word < updates.jsonl\n"
                    "  leadlint check .     (by what leadlint.yaml says)\n"
                    "Environment: {}\nstand in for flags that are not given.\n{}",
                    variables(), exit_codes));
  }

  void add_rules() {
    rules_app = app.add_subcommand("rules", "Look at rulesets");
    rules_app->require_subcommand(1);
    rules_app->footer("For example:\n  leadlint rules list");
    list_app = rules_app->add_subcommand("list", "The shipped rulesets, a line each");
    list_app->footer("For example:\n  leadlint rules list");
    show_app = rules_app->add_subcommand(
        "show", "A ruleset as it is judged by: options folded, shared parts put in place");
    add_ruleset(*show_app, show.rules, show.load);
    CLI::Option* options = show_app->add_flag(
        "--options", show.options,
        "its options instead: the question each answers, its values, the default");
    static constexpr Word<bool> formats[] = {{"text", false}, {"json", true}};
    add_choice(*show_app, "-f,--format", formats, show.json,
               "text: as its author would write it; json: for programs that ask\n"
               "(schemas/view.schema.json): fields, what each status requires,\nrules, options")
        ->excludes(options);
    show_app->footer(
        "For example:\n  leadlint rules show VENDOR/OPERATION --options\n"
        "  leadlint rules show VENDOR/OPERATION --format json");
    table_app = rules_app->add_subcommand(
        "table", "Which fields each status requires, takes and refuses, as a Markdown table");
    add_ruleset(*table_app, table.rules, table.load);
    table_app->footer("For example:\n  leadlint rules table VENDOR/OPERATION");
    add_rules_diff();
    add_rules_compile();
    add_rules_check();
    add_rules_test();
  }

  void add_rules_diff() {
    diff_app = rules_app->add_subcommand(
        "diff", "What one ruleset takes and refuses and another does not, with a payload each");
    add_texts(*diff_app, "RULES", diff.rules, "OLD NEW",
              "shipped rulesets or rule files (.yaml): the old and the new")
        ->required()
        ->expected(2);
    add_load_options(*diff_app, diff.before, "old-");
    add_load_options(*diff_app, diff.after, "new-");
    using Format = author::DiffFormat;
    static constexpr Word<Format> formats[] = {
        {"text", Format::text}, {"markdown", Format::markdown}, {"json", Format::json}};
    add_choice(*diff_app, "-f,--format", formats, diff.format,
               "text; markdown: for a comment on a change; json: for programs");
    static constexpr Word<FailOnDiff> fails[] = {
        {"breaking", FailOnDiff::breaking}, {"any", FailOnDiff::any}, {"none", FailOnDiff::none}};
    add_choice(*diff_app, "--fail-on", fails, diff.fail_on,
               "exit 1: where something that was taken is refused now\n(breaking, unless given), "
               "at any difference, or never");
    add_number(
        *diff_app, "--classes", {1}, [this](std::uint64_t given) { diff.classes = given; },
        "how many differences are shown at most (20, unless given)");
    diff_app->footer(
        "For example:\n  leadlint rules diff old/rules.yaml new/rules.yaml\n"
        "  leadlint rules diff VENDOR/OPERATION VENDOR/OPERATION --new-profile strict\n"
        "Exit status: 0 nothing that was taken is refused (see --fail-on), 1 something is, 2 wrong "
        "usage, a\nfile that cannot be read, or a broken ruleset.");
  }

  void add_rules_compile() {
    compile_app = rules_app->add_subcommand(
        "compile", "A ruleset as a table image, which is read without any rule file");
    add_ruleset(*compile_app, compile.rules, compile.load);
    add_text(*compile_app, "-o,--output", compile.output, "FILE", "where to; - is standard output")
        ->required();
    compile_app->footer(
        "For example:\n"
        "  leadlint rules compile VENDOR/OPERATION --profile strict -o strict.image\n"
        "  leadlint check --rules strict.image update.json\n"
        "An image has its options in it, and can be read by the Leadlint that wrote it (and by "
        "others\nwhose tables have the same form): keep the rule file.");
  }

  void add_rules_check() {
    rules_check_app = rules_app->add_subcommand(
        "check", "Every mistake in rule files, whatever their options are set to");
    add_texts(*rules_check_app, "RULES", rules_check.rules, "FILE|ID",
              "rule files (.yaml), or shipped rulesets")
        ->required();
    add_choice(*rules_check_app, "--fail-severity", config::fail_severity_words,
               rules_check.fail_severity,
               "what makes the exit status 1 (warning unless given); mistakes make it 2");
    rules_check_app->footer(
        "For example:\n  leadlint rules check my/rules.yaml\n"
        "Exit status: 0 nothing to say, 1 warnings, 2 mistakes, wrong usage, or a file that cannot "
        "be\nread.");
  }

  void add_rules_test() {
    rules_test_app = rules_app->add_subcommand("test", "Runs the examples (`tests:`) of rulesets");
    add_texts(*rules_test_app, "RULES", rules_test.rules, "FILE|ID|FOLDER",
              "rule files or tests files (.yaml), folders with tests files\n(.tests.yaml); in "
              "Leadlint's sources also shipped rulesets")
        ->required();
    add_format(
        *rules_test_app, "-f,--format", author::test_reports(),
        [this](const author::TestReportRow& row) { rules_test.format = &row; }, "");
    add_text(*rules_test_app, "-o,--output", rules_test.output, "FILE",
             "write the report there, whole or not at all");
    rules_test_app->add_flag(
        "--coverage", rules_test.coverage,
        "name the rules and checks that no test violates, and those that\nno test satisfies: the "
        "rule applied (its `when` held, the field\nwas there) and was kept; of tests that pass");
    rules_test_app->footer(
        "For example:\n  leadlint rules test my/rules.yaml\n"
        "  leadlint rules test --coverage my/\n"
        "  leadlint rules test -f junit -o tests.xml my/\n"
        "Exit status: 0 all passed, 1 a test failed, 2 wrong usage, a file that cannot be read, or "
        "a\n"
        "broken ruleset.");
  }

  static void add_ruleset(CLI::App& at, std::string& rules, LoadOptions& load) {
    add_text(at, "RULES", rules, "ID|FILE", "a shipped ruleset, or a rule file (.yaml)")
        ->required();
    add_load_options(at, load);
  }

  [[nodiscard]] const CLI::App& innermost() const {
    const CLI::App* result = &app;
    while (!result->get_subcommands().empty()) result = result->get_subcommands().front();
    return *result;
  }

  [[nodiscard]] Command command() const {
    if (check_app->parsed()) return check;
    if (show_app->parsed()) return show;
    if (table_app->parsed()) return table;
    if (diff_app->parsed()) return diff;
    if (compile_app->parsed()) return compile;
    if (rules_check_app->parsed()) return rules_check;
    if (rules_test_app->parsed()) return rules_test;
    if (explain_app->parsed()) return explain;
    if (init_app->parsed()) return init;
    if (serve_app->parsed()) return serve;
    return RulesListOptions{};
  }
};

// What could stand where `app` found something that it does not know.
std::vector<std::string> names_of(const CLI::App& app, bool flags) {
  std::vector<std::string> names;
  if (!flags)
    for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; }))
      names.push_back(each->get_name());
  else
    for (const CLI::Option* option : app.get_options())
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

// The first word that no option or command takes.
std::string unknown_word_message(const CLI::App& app, const std::string& word) {
  const bool flag = word.starts_with("-");
  const std::vector<std::string> names = names_of(app, flag);
  const auto near = nearest(word.substr(0, word.find('=')), std::span<const std::string>(names));
  if (!flag && names.empty()) return fmt::format("there is one word too many: '{}'", word);
  return fmt::format("there is no {} '{}'{}", flag ? "option" : "command", word,
                     near ? fmt::format(", did you mean {}?", *near) : "");
}

// An option that was given too often or without its value, or a flag that was given one: CLI11's
// own words start with the name of an option, or name a flag and its value.
std::string option_message(const CLI::App& app, std::string_view said) {
  for (const CLI::Option* option : app.get_options()) {
    const std::string name = option->get_name();
    if (said.starts_with(name + ":"))
      return option->count() > 1 ? fmt::format("{} is given more than once", name)
                                 : fmt::format("{} takes {}, and nothing stands behind it", name,
                                               option->get_type_name());
    if (said.find(name + " = ") != said.npos) return fmt::format("{} takes no value", name);
  }
  return std::string(said);
}

std::string usage_message(const Parser& parser, const CLI::ParseError& error) {
  const std::vector<std::string> left = parser.app.remaining(true);
  const bool required = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  const bool names_a_word = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr || required;
  const CLI::App& innermost = parser.innermost();
  if (names_a_word && !left.empty()) return unknown_word_message(innermost, left.front());
  const std::vector<std::string> commands = names_of(innermost, false);
  if (names_a_word && !commands.empty())
    return fmt::format("say which: {}", fmt::join(commands, ", "));
  if (required) return "name a ruleset (`leadlint rules list`) or a rule file";
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr ||
      dynamic_cast<const CLI::ConversionError*>(&error) != nullptr)
    return option_message(innermost, error.what());
  return error.what();
}

// What flags say, and where they say nothing, the environment. The error names the variable.
void note_given(CLI::App& app, std::set<std::string, std::less<>>& given) {
  for (const CLI::Option* option : app.get_options())
    if (option->count() != 0) given.insert(option->get_name());
  for (const std::string_view flag : flags_with_variables) {
    const std::string name(flag), variable = variable_of(flag);
    const char* const value = std::getenv(variable.c_str());
    if (value == nullptr || *value == '\0' || given.contains(name)) continue;
    if (name == "--config" && given.contains("--no-config")) continue;
    if (given.contains("--verdicts") && is_about_reports(name)) continue;
    CLI::Option* const option = app.get_option(name);
    try {
      option->add_result(value);
      option->run_callback();
    } catch (const CLI::ConversionError&) {
      throw CLI::ValidationError(fmt::format("{} takes true or false, not '{}'", variable, value));
    } catch (const CLI::ValidationError& error) {
      throw CLI::ValidationError(fmt::format("{}: {}", variable, error.what()));
    }
    given.insert(name);
  }
}

Done refused(const Parser& parser, const CLI::ParseError& error) {
  if (parser.app.get_subcommands().empty() && parser.app.remaining().empty()) {
    std::cerr << parser.app.help();
    return {Exit::failed};
  }
  complain(usage_message(parser, error));
  std::string full;
  for (const CLI::App* app = &parser.innermost(); app != nullptr; app = app->get_parent())
    full = app->get_name() + (full.empty() ? "" : " " + full);
  std::cerr << fmt::format("`{} --help` tells how it is used\n", full);
  return {Exit::failed};
}

}  // namespace

Command parse_command_line(int argc, char** argv) {
  Parser parser;
  try {
    parser.app.parse(argc, argv);
    if (parser.check_app->parsed()) note_given(*parser.check_app, parser.check.given);
  } catch (const CLI::Success& asked) {  // help or the version
    parser.app.exit(asked, std::cout, std::cerr);
    return Done{};
  } catch (const CLI::ParseError& error) {
    return refused(parser, error);
  }
  if (parser.manual_app->parsed() || parser.completion_app->parsed()) {
    std::cout << (parser.manual_app->parsed()
                      ? man_page(parser.app)
                      : completion_for(parser.shell)(all_commands(parser.app)));
    return Done{};
  }
  parser.serve.words.assign(argv, argv + argc);
  CheckOptions& check = parser.check;
  if (parser.check_app->parsed() && check.files.empty()) {
    if (isatty(STDIN_FILENO) == 0) {
      check.files.emplace_back("-");
    } else if (!check.rules.empty()) {
      complain("name a payload file, or - for standard input");
      return Done{Exit::failed};
    }
  }
  check.outputs = parser.reports.outputs;
  // Where a configuration may say what is reported, the rest is for the plan.
  if (!check.given.contains("--format") && !check.outputs.empty()) return parser.command();
  auto reports = report_targets(parser.reports.formats, check.outputs);
  if (!reports) {
    complain(reports.error());
    return Done{Exit::failed};
  }
  check.reports = std::move(*reports);
  if (check.diff && !check.given.contains("--format") && check.outputs.empty())
    check.reports.clear();  // standard output is the patch
  if (check.verdicts) check.reports.clear();
  if (const std::string clash = clash_of(check); !clash.empty()) {
    complain(clash);
    return Done{Exit::failed};
  }
  return parser.command();
}

}  // namespace leadlint::command
