// Puts conformance vectors to the library and to the command.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "../image_support.h"
#include "../temporary_folder.h"
#include "../without_fast_part.h"
#include "conformance/vectors.h"

namespace conformance {
namespace {

std::string mistakes(const leadlint::OwnedFindings& findings) {
  std::string out;
  for (const leadlint::OwnedFinding& finding : findings)
    out += "\n  " + finding.rule_location + ": " + finding.message;
  return out;
}

/// A note on what stands beside the payload: vectors say what is found in the payload itself.
bool is_beside(std::string_view path, std::string_view severity) {
  return severity == "note" && (path.starts_with("/@current") || path.starts_with("/@request"));
}

/// A copy without a byte behind it, so that a read past the end is seen where memory is watched.
std::vector<char> exact(const std::string& text) { return {text.begin(), text.end()}; }

}  // namespace

Answer answer_of(const leadlint::Result& result) {
  Answer out;
  out.verdict = leadlint::verdict_name(result.verdict());
  for (const leadlint::OwnedFinding& finding : result.findings().owned()) {
    if (is_beside(finding.path, severity_name(finding.severity))) continue;
    out.findings.emplace_back(finding.path, leadlint::code_name(finding.code));
    if (!finding.suggestion.empty()) out.suggestions.push_back(finding.suggestion);
  }
  std::sort(out.findings.begin(), out.findings.end());
  return out;
}

// ------------------------------------------------------------------------------------- the library

Library::Entry& Library::entry(const Vector& vector) {
  std::unique_ptr<Entry>& entry = entries_[{vector.ruleset, vector.context.options}];
  if (entry == nullptr) {
    auto ruleset = leadlint::load_ruleset(vector.ruleset, {vector.context.options, ""});
    if (!ruleset)
      throw std::runtime_error(vector.ruleset +
                               " does not load:" + mistakes(ruleset.error().owned()));
    entry = std::make_unique<Entry>(made(*std::move(ruleset)));
  }
  return *entry;
}

leadlint::Ruleset Library::made(leadlint::Ruleset loaded) const {
  switch (tables_) {
    case Tables::as_loaded:
      break;
    case Tables::without_fast_part:
      return support::without_fast_part(loaded);
    case Tables::through_image:
      return support::through_image(loaded);
  }
  return loaded;
}

Answer Library::check(const Vector& vector, Input input) {
  Entry& with = entry(vector);
  leadlint::Context context;
  if (vector.context.current) context.current = *vector.context.current;
  if (vector.context.request) context.request = *vector.context.request;
  context.has_params = vector.context.has_params;
  context.params.assign(vector.context.params.begin(), vector.context.params.end());
  if (!vector.context.catalogs.empty()) {
    auto found = with.catalogs.find(vector.context.catalogs);
    if (found == with.catalogs.end()) {
      leadlint::Catalogs catalogs(with.validator.ruleset());
      for (const auto& [name, json] : vector.context.catalogs)
        if (const auto added = catalogs.add(name, json); !added)
          throw std::runtime_error("catalog " + name + ": " + added.error());
      found = with.catalogs.emplace(vector.context.catalogs, std::move(catalogs)).first;
    }
    context.catalogs = &found->second;
  }
  if (input == Input::value)
    return answer_of(with.validator.check(nlohmann::json::parse(vector.payload), context));
  const std::vector<char> text = exact(vector.payload);
  const std::string_view view(text.data(), text.size());
  return answer_of(vector.is_query ? with.validator.check_form(view, context)
                                   : with.validator.check(view, context));
}

// ------------------------------------------------------------------------------------- the command

namespace {

std::string quoted(const std::string& word) {
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string output_of(const std::string& command, int& exit_code) {
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string out;
  char buffer[1 << 16];
  for (std::size_t size = 0; (size = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    out.append(buffer, size);
  const int status = pclose(pipe);
  exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return out;
}

std::string command_line(const Vector& like, const support::TemporaryFolder& folder) {
  const Context& context = like.context;
  std::string out = quoted(LEADLINT_COMMAND) + " check -f json --rules " + quoted(like.ruleset) +
                    " --input " + (like.is_query ? "form" : "json");
  const auto add = [&](const std::string& flag, const std::string& value) {
    out += " " + flag + " " + quoted(value);
  };
  for (const auto& [name, value] : context.options) add("--option", name + "=" + value);
  for (const auto& [name, value] : context.params) add("--param", name + "=" + value);
  if (context.current) add("--current", folder.write("current.json", *context.current));
  if (context.request) add("--request", folder.write("request.json", *context.request));
  for (const auto& [name, json] : context.catalogs)
    add("--catalog", name + "=" + folder.write("catalog-" + name + ".json", json));
  return out;
}

Answer answer_of(const nlohmann::json& file) {
  Answer out;
  out.verdict = file.at("invalid") != 0 ? "invalid" : file.at("warning") != 0 ? "warning" : "valid";
  for (const nlohmann::json& finding : file.at("findings")) {
    if (is_beside(finding.at("path").get<std::string>(), finding.at("severity").get<std::string>()))
      continue;
    out.findings.emplace_back(finding.at("path"), finding.at("code"));
    if (finding.contains("suggestion")) out.suggestions.push_back(finding.at("suggestion"));
  }
  std::sort(out.findings.begin(), out.findings.end());
  return out;
}

}  // namespace

std::vector<std::optional<Answer>> check_by_command(const std::vector<Vector>& vectors) {
  std::map<std::pair<Context, bool>, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    const Context& context = vectors[i].context;
    if (context.has_params && context.params.empty()) continue;  // no flag says "none are given"
    groups[{context, vectors[i].is_query}].push_back(i);
  }
  std::vector<std::optional<Answer>> answers(vectors.size());
  for (const auto& [context, members] : groups) {
    const support::TemporaryFolder folder;
    std::string command = command_line(vectors[members.front()], folder);
    bool some_invalid = false;
    for (const std::size_t i : members) {
      command += " " + quoted(folder.write("payload-" + std::to_string(i), vectors[i].payload));
      some_invalid = some_invalid || vectors[i].verdict == "invalid";
    }
    int exit_code = 0;
    const std::string output = output_of(command, exit_code);
    if (exit_code != (some_invalid ? 1 : 0))
      throw std::runtime_error("exit code " + std::to_string(exit_code) + " of " +
                               command.substr(0, 400));
    const nlohmann::json report = nlohmann::json::parse(output);
    if (report.at("files").size() != members.size())
      throw std::runtime_error("not every file is in the report of " + command.substr(0, 400));
    for (std::size_t n = 0; n < members.size(); ++n)
      answers[members[n]] = answer_of(report.at("files")[n]);
  }
  return answers;
}

}  // namespace conformance
