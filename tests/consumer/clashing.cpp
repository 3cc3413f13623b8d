// A host that has fmt, simdjson and yaml-cpp of its own, whose functions are called like those that
// Leadlint uses: none of them is called from there. (The real ones of another version would not end
// the program, but make nonsense.)
#include <leadlint/leadlint.h>
#include <leadlint_c.h>

#include <cstdio>
#include <cstdlib>
#include <iosfwd>
#include <string>
#include <string_view>

namespace {

[[noreturn]] void taken_for_another(const char* library) {
  std::fprintf(stderr, "Leadlint called the host's %s\n", library);
  std::abort();
}

}  // namespace

namespace simdjson {
class implementation;
const implementation* get_active_implementation() { taken_for_another("simdjson"); }
namespace internal {
double from_chars(const char*) noexcept { taken_for_another("simdjson"); }
double from_chars(const char*, const char*) noexcept { taken_for_another("simdjson"); }
}  // namespace internal
}  // namespace simdjson

namespace YAML {
class EventHandler;
class Parser {
 public:
  explicit Parser(std::istream&);
  ~Parser();
  bool HandleNextDocument(EventHandler&);
};
Parser::Parser(std::istream&) { taken_for_another("yaml-cpp"); }
Parser::~Parser() { taken_for_another("yaml-cpp"); }
bool Parser::HandleNextDocument(EventHandler&) { taken_for_another("yaml-cpp"); }
}  // namespace YAML

namespace fmt {
#define HOSTS_FMT(version)                                                       \
  inline namespace version {                                                     \
  template <class>                                                               \
  class basic_string_view {};                                                    \
  class appender;                                                                \
  template <class, class>                                                        \
  class basic_format_context;                                                    \
  template <class>                                                               \
  class basic_format_args {};                                                    \
  std::string vformat(basic_string_view<char>,                                   \
                      basic_format_args<basic_format_context<appender, char>>) { \
    taken_for_another("fmt");                                                    \
  }                                                                              \
  namespace detail {                                                             \
  void assert_fail(const char*, int, const char*) { taken_for_another("fmt"); }  \
  void throw_format_error(const char*) { taken_for_another("fmt"); }             \
  bool is_printable(unsigned) { taken_for_another("fmt"); }                      \
  }                                                                              \
  }
HOSTS_FMT(v9)
}  // namespace fmt

namespace {

constexpr const char* rule_file =
    "leadlint: 1\nruleset: host/lead\ntitle: t\nfields:\n  name: {type: string, max_length: 3}\n";
constexpr std::string_view too_long = R"({"name": "Anna"})";

/// Rules that are read from YAML, a text of JSON, a message.
bool judges() {
  leadlint::LoadOptions options;
  options.read_file = [](const std::string&) { return rule_file; };
  const auto rules = leadlint::load_ruleset("lead.yaml", options);
  if (!rules) {
    for (const leadlint::Finding& finding : rules.error())
      std::fprintf(stderr, "%s\n", std::string(finding.message()).c_str());
    return false;
  }
  leadlint::Validator validator{*rules};
  const leadlint::Result& result = validator.check(too_long);
  return result.findings().size() == 1 &&
         result.findings().front().code() == leadlint::Code::too_long &&
         result.findings().front().message().find('3') != std::string_view::npos;
}

leadlint_text text(std::string_view chars) { return {chars.data(), chars.size()}; }

/// The same by the interface in C, a library of its own.
bool judges_in_c() {
  leadlint_load_options options{};
  options.size = sizeof options;
  options.read_file = [](void*, leadlint_text, leadlint_text* found) {
    *found = text(rule_file);
    return 1;
  };
  leadlint_ruleset* const rules = leadlint_ruleset_load(text("lead.yaml"), &options, nullptr);
  leadlint_validator* const validator = leadlint_validator_new(rules);
  const bool refused = leadlint_check(validator, text(too_long), nullptr) == LEADLINT_INVALID &&
                       leadlint_findings_json(validator).size != 0;
  leadlint_validator_free(validator);
  leadlint_ruleset_free(rules);
  return refused;
}

}  // namespace

int main() { return judges() && judges_in_c() ? 0 : 1; }
