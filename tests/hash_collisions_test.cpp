// Texts that input chooses, with one hash for all of them: what is said is the same as under any
// other key of hashes. See engine/text/text_hash.h.
#include <gtest/gtest.h>

#include <fmt/ranges.h>

#include <string>

#include "bulk_support.h"
#include "temporary_folder.h"
#include "text/text_hash.h"

namespace leadlint::bulk {
namespace {

constexpr HashKey one_hash_for_all{0, 0};

/// Rules that look texts up in every way there is.
const Ruleset& looking_up() {
  static const Ruleset rules = [] {
    const support::TemporaryFolder folder;
    auto loaded = load_ruleset(folder.write("rules.yaml", R"(leadlint: 1
ruleset: test/hashes
title: T
source: own
status: stage
fields:
  stage:  {values: [NEW, OPEN, WON], required: true}
  id:     {type: string}
  note:   {type: string}
  tags:   {type: array, unique: true, items: {type: string}}
  people: {type: array, unique: name, items: {fields: {name: {type: string}}}}
  town:   {type: string}
catalogs:
  towns: {columns: [name, land]}
rules:
  - {id: town-known, assert: town in towns.name}
  - {id: note-kept, when: current.stage == WON, keep: note}
)"));
    if (!loaded) ADD_FAILURE() << loaded.error().owned().front().message;
    return std::move(loaded).value();
  }();
  return rules;
}

class Collisions : public testing::Test {
 protected:
  ~Collisions() override { set_hash_key(before_); }

  /// Under keys that have nothing to do with each other, `say` says the same; it is returned.
  template <class Say>
  static std::string same_under_all_keys(const Say& say) {
    set_hash_key(one_hash_for_all);
    const std::string said = say();
    for (const HashKey& key : {HashKey{1, 2}, HashKey{0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93}}) {
      set_hash_key(key);
      EXPECT_EQ(say(), said);
    }
    return said;
  }
  static std::string in_bulk(std::string_view text, BulkFormat format,
                             const BulkLeads& leads = {}) {
    BulkChecker checker(looking_up(), {.format = format, .bytes = true, .summary = true});
    Notes notes;
    const auto set = leads.key.empty() ? tl::expected<void, Findings>() : checker.set_leads(leads);
    if (!set) {
      for (const OwnedFinding& finding : set.error().owned())
        notes.findings.push_back(told(finding));
    } else if (!checker.run(pieces_of(text), notes)) {
      ADD_FAILURE() << "the run failed";
    }
    for (const auto& value : checker.summary().values)
      notes.findings.push_back(fmt::format("{} {} {}", value.field, value.value, value.at_least));
    return fmt::format("{}\n", fmt::join(notes.findings, "\n"));
  }

 private:
  HashKey before_ = hash_key();
};

std::size_t count_of(std::string_view word, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++count;
  return count;
}

TEST_F(Collisions, RepeatedItemsAreFound) {
  const std::string said = same_under_all_keys([] {
    return in_bulk(
        R"({"stage":"NEW","tags":["a","b","c","a","d","b","a"],"people":[{"name":"x"},{"name":"y"},{"name":"x"}]})"
        "\n",
        BulkFormat::json_lines);
  });
  for (const char* place : {"\"/tags/3\"", "\"/tags/5\"", "\"/tags/6\"", "\"/people/2/name\""})
    EXPECT_EQ(count_of(place, said), 1U) << place << "\n" << said;
}

TEST_F(Collisions, RepeatedNamesAreFound) {
  const std::string said = same_under_all_keys([] {
    return in_bulk(R"({"stage":"NEW","q1":1,"q2":2,"q3":3,"q2":4,"q1":5})"
                   "\n",
                   BulkFormat::json_lines);
  });
  EXPECT_EQ(count_of("duplicate_key", said), 2U) << said;
  const std::string form = same_under_all_keys(
      [] { return in_bulk("stage=NEW&q1=1&q2[a]=2&q3=3&q2[a]=4&q2[b]=6", BulkFormat::form); });
  EXPECT_EQ(count_of("duplicate_key", form), 1U) << form;
}

TEST_F(Collisions, ColumnsAreTheirOwn) {
  const std::string said = same_under_all_keys([] {
    return in_bulk("stage,id,people.0.name,people.1.name,people.0.name\nLOST,1,a,b,c\n",
                   BulkFormat::csv) +
           in_bulk("stage,id,people.0.name,people.1.name\nLOST,1,a,b\n", BulkFormat::csv);
  });
  EXPECT_EQ(count_of("bad_csv", said), 1U) << said;
  EXPECT_EQ(count_of("not_in_enum", said), 1U) << said;
}

TEST_F(Collisions, EntriesOfCatalogsAreTheirOwn) {
  const std::string said = same_under_all_keys([] {
    Catalogs catalogs(looking_up());
    if (const auto added =
            catalogs.add("towns", R"([{"name":"Ulm","land":"BW"},{"name":"Hof","land":"BY"}])");
        !added)
      ADD_FAILURE() << added.error();
    Validator validator(looking_up());
    Context context;
    context.catalogs = &catalogs;
    std::string all;
    for (const char* town : {"Ulm", "Hof", "Bonn"})
      for (const OwnedFinding& finding :
           validator.check(fmt::format(R"({{"stage":"NEW","town":"{}"}})", town), context)
               .findings()
               .owned())
        all += told(finding) + "\n";
    return all;
  });
  EXPECT_EQ(count_of("town-known", said), 1U) << said;
}

/// The first findings of the file are told, whatever comes first in the order of hashes.
TEST_F(Collisions, RecordsOfSnapshotsAreTheirOwn) {
  std::string stored, again;
  for (int i = 0; i < 40; ++i) {
    stored += fmt::format("{{\"id\":\"{}\",\"stage\":\"WON\",\"note\":\"n{}\"}}\n", i, i);
    again += fmt::format("{{\"id\":\"{}\",\"stage\":\"WON\",\"note\":\"n{}\"}}\n", i, i % 30);
  }
  const auto run = [&](const std::string& snapshot) {
    return same_under_all_keys([&] {
      BulkLeads leads;
      leads.key = "id";
      leads.snapshot = pieces_of(snapshot);
      return in_bulk(again, BulkFormat::json_lines, leads);
    });
  };
  EXPECT_EQ(count_of("note-kept", run(stored)), 10U);
  const std::string refused = run(stored + again);
  EXPECT_EQ(count_of("duplicate_key", refused), 20U) << refused;
  EXPECT_NE(refused.find("41:"), refused.npos) << refused;
}

TEST_F(Collisions, WordsOfHistoriesAreTheirOwn) {
  std::string lines;
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < 40; ++i)
      lines += fmt::format("{{\"id\":\"{}\",\"stage\":\"WON\",\"note\":\"n{}\"}}\n", i,
                           round == 0 ? i : i % 30);
  const std::string said = same_under_all_keys([&] {
    BulkLeads leads;
    leads.key = "id";
    leads.history = true;
    return in_bulk(lines, BulkFormat::json_lines, leads);
  });
  EXPECT_EQ(count_of("note-kept", said), 10U) << said;
}

TEST_F(Collisions, SummariesCountEachValue) {
  std::string lines;
  for (int i = 0; i < 300; ++i)
    lines += fmt::format("{{\"stage\":\"S{}\",\"u{}\":1}}\n", i % 100, i);
  const std::string said =
      same_under_all_keys([&] { return in_bulk(lines, BulkFormat::json_lines); });
  EXPECT_EQ(count_of("/stage \"S", said), 50U) << said.substr(0, 2000);
}

}  // namespace
}  // namespace leadlint::bulk
