// A rule file from its text to a record judged by it: no rule file harms, none is taken and then
// crashes.
//
//   YAML ␞ JSON ...: each judged as a payload, and beside itself as the stored record
#include <array>
#include <fstream>

#include <unistd.h>

#include "compile/compile.h"
#include "fuzz/fuzz.h"
#include "load/checked_rules.h"
#include "model/dump.h"
#include "table/decision_table.h"

namespace {

constexpr std::size_t max_bytes = std::size_t{16} << 10;

/// In memory where the system has such a folder: rule files are read by their path.
const std::string& path() {
  static const std::string name = fmt::format(
      "{}/leadlint_fuzz_{}.yaml", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", getpid());
  static const bool removed_at_exit =
      std::atexit([] { static_cast<void>(unlink(name.c_str())); }) == 0;
  static_cast<void>(removed_at_exit);
  return name;
}

void expect_placed(const leadlint::OwnedFindings& mistakes) {
  if (mistakes.empty()) fuzz::found("refused without a mistake");
  for (const leadlint::OwnedFinding& mistake : mistakes)
    if (mistake.message.empty()) fuzz::found("a mistake without words", fuzz::told(mistakes));
}

void judge(const leadlint::Ruleset& rules, std::string_view payload) {
  leadlint::Validator validator(rules);
  fuzz::expect_sound(validator.check(payload), payload.size());
  leadlint::Context beside;
  beside.current = payload;
  static_cast<void>(validator.check(payload, beside).findings().owned());
  static_cast<void>(validator.check_form(payload).findings().owned());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > max_bytes) return -1;
  fuzz::Input input(data, size);
  const std::string_view yaml = input.part();
  std::ofstream(path(), std::ios::binary | std::ios::trunc)
      .write(yaml.data(), static_cast<std::streamsize>(yaml.size()));
  const auto checked = leadlint::load::read_checked(path(), {});
  if (!checked) {
    expect_placed(checked.error());
    return 0;
  }
  static_cast<void>(leadlint::model::dump(checked->rules()));
  auto made = leadlint::compile::compile(*checked);
  if (!made) {
    expect_placed(made.error());
    return 0;
  }
  const leadlint::Ruleset rules(
      std::make_shared<const leadlint::table::DecisionTable>(std::move(*made)));
  judge(rules, "{}");
  for (int i = 0; i < 4 && !input.rest().empty(); ++i) judge(rules, input.part());
  return 0;
}
