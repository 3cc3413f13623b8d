// A table image that somebody forged, its checksum mended: it is refused, or it judges whatever it
// is given and reads nothing that is not there.
//
//   choice, count, then `count` edits: place (3 bytes), how many bytes (1 to 8), the bytes
//   payload ␞ payload ...: each judged, and beside the one before it as the stored record
//
// Choice 0 is tests/rulefiles/image/small.yaml, then come those of fuzz.h; 255: the rest is an
// image.
#include <algorithm>
#include <array>
#include <string>

#include "fuzz/fuzz.h"
#include "image_support.h"
#include "leadlint/bulk.h"
#include "leadlint/table_image.h"

namespace {

const std::vector<std::string>& images() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> made{leadlint::table_image(
        leadlint::load_ruleset(LEADLINT_SOURCE_DIR "/tests/rulefiles/image/small.yaml").value())};
    for (const fuzz::Rules& rules : fuzz::all_rules())
      made.push_back(leadlint::table_image(rules.ruleset));
    return made;
  }();
  return all;
}

void edit(fuzz::Input& input, std::string& image) {
  std::size_t place = 0;
  for (int byte = 0; byte < 3; ++byte) place = place << 8U | input.byte();
  const std::size_t count = 1 + input.byte() % 8U;
  for (std::size_t byte = 0; byte < count; ++byte)
    image[support::checked_from + (place + byte) % (image.size() - support::checked_from)] =
        static_cast<char>(input.byte());
}

void judge(const leadlint::Ruleset& rules, std::string_view payload, std::string_view before) {
  leadlint::Validator validator(rules);
  static_cast<void>(validator.check(payload).findings());
  leadlint::Context beside;
  beside.current = before;
  beside.request = before;
  beside.has_params = true;
  beside.params = {{"id", "7"}};
  static_cast<void>(validator.check(payload, beside).findings());
  static_cast<void>(validator.check_form(payload).findings());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::uint8_t choice = input.byte();
  if (choice == 255) {
    const fuzz::Exact bytes(support::mended(std::string{input.rest()}));
    if (const auto rules = leadlint::load_table(bytes.view())) judge(*rules, "{}", "{}");
    return 0;
  }
  std::string image = images()[choice % images().size()];
  for (std::uint8_t edits = input.byte() % 16; edits > 0; --edits) edit(input, image);
  const fuzz::Exact bytes(support::mended(std::move(image)));
  const auto rules = leadlint::load_table(bytes.view());
  if (!rules) {
    if (rules.error().empty()) fuzz::found("refused without a word");
    return 0;
  }
  // What was taken is what it says, once more.
  if (const auto again = leadlint::load_table(leadlint::table_image(*rules)); !again)
    fuzz::found("taken, and then not", again.error());
  std::string_view before = "{}";
  judge(*rules, before, before);
  for (int i = 0; i < 4 && !input.rest().empty(); ++i) {
    const std::string_view payload = input.part();
    judge(*rules, payload, before);
    before = payload;
  }
  return 0;
}
