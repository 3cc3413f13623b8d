// Rule sets as bytes: the same table comes out that went in, and what is no such table is refused,
// whatever its checksum says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "conformance/vectors.h"
#include "image/layout.h"
#include "image_support.h"
#include "leadlint/leadlint.h"
#include "leadlint/table_image.h"
#include "leadlint/version.h"
#include "load/compile_ruleset.h"
#include "ruleset_names.h"
#include "sanitizers.h"
#include "table/decision_table.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

using support::mended;
using support::through_image;
using testing::HasSubstr;

Ruleset compiled(const std::string& id_or_path, const LoadOptions& options = {}) {
  return load::compile_ruleset(id_or_path, options).value();
}

/// Small, and with some of everything.
const std::string& small_rules() {
  static const std::string path = LEADLINT_SOURCE_DIR "/tests/rulefiles/image/small.yaml";
  return path;
}

std::vector<std::string> all_rules() {
  std::vector<std::string> all = load::rulesets_of_shipped_files();
  for (const char* folder : {"agreement", "image"})
    for (const auto& entry : std::filesystem::directory_iterator(
             std::string(LEADLINT_SOURCE_DIR "/tests/rulefiles/") + folder))
      if (entry.path().extension() == ".yaml" && load::compile_ruleset(entry.path().string(), {}))
        all.push_back(entry.path().string());
  all.push_back(LEADLINT_SOURCE_DIR "/tests/crm/deals.yaml");
  all.push_back(LEADLINT_SOURCE_DIR "/tests/rulefiles/messages/every_check.yaml");
  return all;
}

// The way there and back --------------------------------------------------------------------------

TEST(TableImage, HoldsAllOfATable) {
  for (const std::string& id : all_rules()) {
    const Ruleset rules = compiled(id);
    const std::string image = table_image(rules);
    const auto loaded = load_table(image);
    ASSERT_TRUE(loaded) << id << ": " << loaded.error();
    EXPECT_TRUE(table_image(*loaded) == image) << id;
    EXPECT_EQ(loaded->table().dump(), rules.table().dump()) << id;  // the fast part as well
    EXPECT_EQ(loaded->id(), rules.id());
    EXPECT_EQ(loaded->title(), rules.title());
    EXPECT_EQ(loaded->fingerprint(), rules.fingerprint());
    EXPECT_EQ(loaded->files(), rules.files());
    EXPECT_EQ(loaded->form_input(), rules.form_input());
  }
}

TEST(TableImage, HoldsWhatWasChosen) {
  LoadOptions options;
  options.options = {{"caring.status_set", "legal"}};
  options.severities = {{"whitespace", Severity::error}};
  const Ruleset rules = compiled("caring/lead_status", options);
  const Ruleset loaded = through_image(rules);
  EXPECT_EQ(loaded.options().options, options.options);
  EXPECT_EQ(loaded.options().severities, options.severities);
  EXPECT_EQ(loaded.fingerprint(), rules.fingerprint());
  EXPECT_NE(loaded.fingerprint(), compiled("caring/lead_status").fingerprint());
  options = LoadOptions();
  options.profile = "strict";
  EXPECT_EQ(through_image(compiled(small_rules(), options)).options().profile, "strict");
}

TEST(TableImage, SaysWhatItIs) {
  const Ruleset rules = compiled(small_rules());
  const auto about = about_table(table_image(rules));
  ASSERT_TRUE(about);
  EXPECT_EQ(about->ruleset, rules.id());
  EXPECT_EQ(about->fingerprint, rules.fingerprint());
  EXPECT_EQ(about->leadlint, version);
  EXPECT_EQ(about->version, "");
  EXPECT_FALSE(about_table("leadlint: 1"));
}

TEST(TableImage, TellsTheVersionOfItsRuleSet) {
  const support::TemporaryFolder folder;
  const std::string rules = "leadlint: 1\nruleset: test/dated\ntitle: t\nversion: 2025-03-01\n";
  const std::string image =
      table_image(compiled(folder.write("rules.yaml", rules + "fields: {a: {type: string}}\n")));
  EXPECT_EQ(about_table(image)->version, "2025-03-01");
  EXPECT_EQ(load_table(image)->version(), "2025-03-01");
}

class ShippedImages : public testing::TestWithParam<std::string> {};

/// The constants of the library are what the rule files of the sources come to.
TEST_P(ShippedImages, AreTheRuleFiles) {
  const auto shipped = shipped_ruleset(GetParam());
  ASSERT_TRUE(shipped);
  EXPECT_TRUE(table_image(*shipped) == table_image(compiled(GetParam())));
}

/// All that is said of each vector, to the word.
TEST_P(ShippedImages, JudgeAsTheRuleFilesDo) {
  Validator by_image(shipped_ruleset(GetParam()).value()), by_rules(compiled(GetParam()));
  const auto said = [](const Result& result) {
    std::string all;
    for (const OwnedFinding& finding : result.findings().owned())
      all += finding.path + " " + finding.rule + " " + finding.rule_location + " " +
             finding.message + " " + finding.because + "\n";
    return all;
  };
  for (const conformance::Vector& vector : conformance::load_vectors(GetParam())) {
    Context context;
    if (vector.context.current) context.current = *vector.context.current;
    if (vector.context.request) context.request = *vector.context.request;
    EXPECT_EQ(said(by_image.check(vector.payload, context)),
              said(by_rules.check(vector.payload, context)))
        << vector.name;
  }
}

INSTANTIATE_TEST_SUITE_P(, ShippedImages, testing::ValuesIn(load::rulesets_of_shipped_files()),
                         ruleset_test_name);

TEST(ShippedRuleset, IsThereWithoutRuleFiles) {
  EXPECT_EQ(shipped_rulesets(), load::rulesets_of_shipped_files());
  EXPECT_FALSE(shipped_ruleset("caring/nothing"));
  EXPECT_FALSE(shipped_ruleset(""));
  Validator validator(shipped_ruleset("caring/lead_status").value());
  EXPECT_FALSE(validator.check("[]").ok());
}

// What is no image --------------------------------------------------------------------------------

std::string refusal(std::string_view image) {
  // In a block with nothing behind it, so that a read beyond the end is seen.
  const std::vector<char> exact(image.begin(), image.end());
  const auto loaded = load_table(std::string_view{exact.data(), exact.size()});
  return loaded ? "taken" : loaded.error();
}

TEST(TableImage, ThatIsNoneIsRefused) {
  const std::string image = table_image(compiled(small_rules()));
  const auto with = [&](std::size_t at, char byte) {
    std::string changed = image;
    changed[at] = static_cast<char>(changed[at] ^ byte);
    return changed;
  };
  EXPECT_EQ(refusal(""), "it is no table image");
  EXPECT_EQ(refusal("leadlint: 1\nruleset: a/b\n"), "it is no table image");
  EXPECT_EQ(refusal(with(0, 1)), "it is no table image");
  EXPECT_EQ(refusal(image + "x"), "behind the table image stand 1 bytes more");
  EXPECT_THAT(refusal(with(image.size() - 1, 1)), HasSubstr("its checksum is that of other bytes"));
  EXPECT_THAT(refusal(with(support::checksum_at, 1)), HasSubstr("checksum"));
  // Images of other versions, which may have another format or other structs.
  for (const std::size_t at : {std::size_t{8}, std::size_t{20}}) {
    EXPECT_THAT(refusal(with(at, 1)),
                testing::AllOf(HasSubstr("test/small was written by Leadlint"),
                               HasSubstr("compile its rule file again")));
    EXPECT_TRUE(about_table(with(at, 1)));
  }
}

TEST(TableImage, ThatIsCutOffIsRefused) {
  const std::string image = table_image(compiled(small_rules()));
  for (std::size_t size = 0; size < image.size(); ++size)
    ASSERT_NE(refusal(std::string_view{image}.substr(0, size)), "taken") << size;
  // And where all that tells of it was forged: the size, the checksum.
  for (std::size_t size = support::checked_from; size < image.size(); ++size) {
    std::string cut = image.substr(0, size);
    for (std::size_t byte = 0; byte < 8; ++byte)
      cut[12 + byte] = static_cast<char>(size >> (8 * byte) & 0xFF);
    ASSERT_NE(refusal(mended(cut)), "taken") << size;
  }
}

// Forged images -----------------------------------------------------------------------------------

/// Goes through a table in all ways that there are.
void judge(const Ruleset& rules, const std::vector<std::string>& payloads) {
  Validator validator(rules);
  for (const std::string& payload : payloads) {
    Context context;
    context.current = payloads.front();
    context.has_params = true;
    context.params = {{"id", "12"}};
    static_cast<void>(validator.check(payload).findings().owned());
    static_cast<void>(validator.check(payload, context).findings().owned());
    static_cast<void>(
        validator.check_form("status=WON&reason=x&lines[][sku]=1").findings().owned());
  }
}

std::vector<std::string> payloads_of(const std::string& ruleset) {
  std::vector<std::string> payloads;
  for (const conformance::Vector& vector : conformance::load_vectors(ruleset))
    payloads.push_back(vector.payload);
  return payloads;
}

/// Every byte; every fifth where each read is watched, which makes this thirty times slower.
constexpr std::size_t forged_step = LEADLINT_MEMORY_IS_WATCHED ? 5 : 1;

/// Images with `change` made at one place after another, mended; how many of them were taken.
template <class Change>
std::size_t forge(const std::string& image, const std::vector<std::string>& payloads,
                  std::size_t step, const Change& change) {
  std::size_t taken = 0;
  for (std::size_t at = support::checked_from; at < image.size(); at += step) {
    std::string forged = image;
    change(forged, at);
    if (forged == image) continue;
    const auto loaded = load_table(mended(std::move(forged)));
    if (!loaded) continue;
    ++taken;
    judge(*loaded, payloads);
  }
  return taken;
}

const std::vector<std::string>& small_payloads() {
  static const std::vector<std::string> payloads{
      R"({"status":"WON","amount":12.5,"on":"2025-03-01","at":"2025-03-01T10:00:00Z"})",
      R"({"status":"LOST","reason":" x ","kind":"b","lines":[{"sku":"A1","n":2},{"sku":"A1"}]})",
      R"({"status":"open","amount":-1,"on":"2025-13-01","code":"AB-12","lines":[{"n":-2},null]})",
      R"({"status":7,"old_reason":"y","extra_a":1,"who":{"name":"","since":"2020-01-01"},"x":{}})",
      "[]",
      "null"};
  return payloads;
}

struct Forgery {
  const char* name;
  char (*of)(char byte);
};

class EveryByteForged : public testing::TestWithParam<Forgery> {};

/// Every byte to several others: bits, the ends of what a number can be, one more.
TEST_P(EveryByteForged, IsRefusedOrJudges) {
  static const std::string image = table_image(compiled(small_rules()));
  const std::size_t taken =
      forge(image, small_payloads(), forged_step,
            [](std::string& bytes, std::size_t at) { bytes[at] = GetParam().of(bytes[at]); });
  EXPECT_GT(taken, 100U);  // texts, severities, and what else may be anything
}

INSTANTIATE_TEST_SUITE_P(
    ForgedImage, EveryByteForged,
    testing::Values(Forgery{"zero", [](char) { return '\x00'; }},
                    Forgery{"one", [](char) { return '\x01'; }},
                    Forgery{"two", [](char) { return '\x02'; }},
                    Forgery{"sixteen", [](char) { return '\x10'; }},
                    Forgery{"largest", [](char) { return '\x7F'; }},
                    Forgery{"sign", [](char) { return '\x80'; }},
                    Forgery{"last_but_one", [](char) { return '\xFE'; }},
                    Forgery{"all_bits", [](char) { return '\xFF'; }},
                    Forgery{"one_more", [](char byte) { return static_cast<char>(byte + 1); }},
                    Forgery{"one_less", [](char byte) { return static_cast<char>(byte - 1); }}),
    [](const auto& forgery) { return std::string{forgery.param.name}; });

TEST(ForgedImage, OfAShippedRulesetIsRefusedOrJudges) {
  for (const char* id : {"renovationfind/update_status", "capillary/update_status"}) {
    const std::string image = table_image(compiled(id));
    std::vector<std::string> payloads = payloads_of(id);
    payloads.resize(std::min<std::size_t>(payloads.size(), 12));
    std::size_t turn = 0;
    forge(image, payloads, 37, [&turn](std::string& bytes, std::size_t at) {
      bytes[at] = static_cast<char>(bytes[at] + static_cast<int>(++turn * 101));
    });
  }
}

/// The layout of tables is a number of their structs' members: whoever changes one sees it here,
/// and need do nothing else. (Images of before are refused then.)
TEST(TableImage, HasTheLayoutOfItsStructs) {
  EXPECT_EQ(image::bytes_of<table::Span>, 8U);
  EXPECT_EQ(image::members_of<Severity>(), 4);
  image::LayoutHash one, other;
  one.add_type<table::Wording>();
  other.add_type<table::Report>();
  EXPECT_NE(one.number(), other.number());
}

}  // namespace
}  // namespace leadlint
