// The same records in other dress: one by one, as lines, as a list, compressed, with other line
// ends and white space, members in another order, numbers in another spelling; as rows with columns
// in another order, and as forms. What is found stays the same.
//
// LEADLINT_SEED and LEADLINT_RECORDS (how many records, in all) in the environment choose another
// run.
#include <gtest/gtest.h>

#include <zlib.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "bulk_support.h"
#include "check/check.h"
#include "environment.h"
#include "files/decompress.h"
#include "leadlint/leadlint.h"
#include "metamorphic/respell.h"
#include "model/scope.h"
#include "parse/parse.h"
#include "reference/generate.h"
#include "ruleset_names.h"

namespace metamorphic {
namespace {

constexpr std::uint64_t seed_of_records = 20261130;
constexpr std::size_t records_in_all = 5'000;
constexpr std::size_t records_of_batch = 20;

/// "record path code severity rule" of every finding.
using Told = std::multiset<std::string>;

void tell(Told& told, std::uint64_t record, const leadlint::OwnedFindings& findings) {
  for (const leadlint::OwnedFinding& finding : findings)
    told.insert(fmt::format("{} {} {} {} {}", record, finding.path, code_name(finding.code),
                            severity_name(finding.severity), finding.rule));
}

class Listener final : public leadlint::BulkSink {
 public:
  bool record(const leadlint::BulkRecord& record) override {
    // What is said of the input as a whole (cells that read NULL) is said of lines alone.
    if (record.number != 0) tell(told, record.number, record.findings.owned());
    return true;
  }
  Told told;
};

/// Bytes in memory as a source of them.
class Bytes final : public leadlint::files::ByteSource {
 public:
  explicit Bytes(std::string bytes) : bytes_(std::move(bytes)) {}
  tl::expected<std::size_t, std::string> read(std::span<char> room) override {
    const std::size_t size = std::min(room.size(), bytes_.size() - at_);
    std::copy_n(bytes_.data() + at_, size, room.data());
    at_ += size;
    return size;
  }
  [[nodiscard]] std::uint64_t position() const noexcept override { return at_; }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override {
    return bytes_.size();
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

std::string gzipped(const std::string& text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  std::string in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

class MetamorphicRecords : public testing::TestWithParam<std::string> {
 protected:
  using Options = leadlint::BulkOptions;

  [[nodiscard]] Told bulk(const std::string& text, const Options& options) const {
    return run(options, leadlint::bulk::pieces_of(text));
  }

  [[nodiscard]] Told compressed(const std::string& text, const Options& options) const {
    const std::shared_ptr<leadlint::files::ByteSource> source =
        leadlint::files::gzip_source(std::make_unique<Bytes>(gzipped(text)));
    return run(options, [source](std::span<char> room) { return source->read(room); });
  }

  [[nodiscard]] Told one_by_one(const std::vector<std::string>& texts) {
    Told told;
    for (std::size_t i = 0; i < texts.size(); ++i)
      tell(told, i + 1, validator_.check(texts[i]).findings().owned());
    return told;
  }

  /// Records whose text holds no byte that means something to lines or to the tree.
  std::vector<Value> batch() {
    std::vector<Value> records;
    while (records.size() < records_of_batch) {
      Value record = generator_.record();
      for (std::size_t changes = random_.below(3); changes > 0; --changes)
        generator_.mutate(record);
      // The tree has no spelling for half a surrogate pair.
      if (write_json(record).find('\xED') == std::string::npos) records.push_back(record);
    }
    return records;
  }

  static std::vector<std::string> texts(const std::vector<Value>& records) {
    std::vector<std::string> out;
    for (const Value& record : records) out.push_back(write_json(record));
    return out;
  }

  static std::string joined(const std::vector<std::string>& texts, const std::string& between) {
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? "" : between) + text;
    return out;
  }

  static void same(const char* how, const Told& expected, const Told& found,
                   const std::string& text) {
    if (expected == found) return;
    std::string only;
    for (const std::string& one : expected)
      if (!found.contains(one)) only += "\n  before: " + one;
    for (const std::string& one : found)
      if (!expected.contains(one)) only += "\n  " + std::string(how) + ": " + one;
    ADD_FAILURE() << how << only << "\n" << text;
  }

  const leadlint::check::CheckedRuleSet checked_ =
      leadlint::check::check_ruleset(leadlint::parse::parse_ruleset(GetParam(), {}).value())
          .value();
  const std::uint64_t seed_ = support::from_environment("LEADLINT_SEED", seed_of_records);
  Random random_{seed_};
  reference::Generator generator_{checked_.rules(), random_};
  const leadlint::Ruleset rules_ = leadlint::load_ruleset(GetParam()).value();
  leadlint::Validator validator_{rules_};
  const std::size_t batches_ = std::max<std::size_t>(
      support::records_or(records_in_all) / records_of_batch / leadlint::shipped_rulesets().size(),
      2);

 private:
  [[nodiscard]] Told run(const Options& options, const leadlint::BulkRead& read) const {
    Listener listener;
    leadlint::BulkChecker checker(rules_, options);
    EXPECT_TRUE(checker.run(read, listener));
    return listener.told;
  }
};

TEST_P(MetamorphicRecords, AsLinesListsAndCompressed) {
  std::cout << "[ SEED     ] " << seed_ << ", " << batches_ * records_of_batch << " records\n";
  Options lines, list;
  list.format = leadlint::BulkFormat::json_array;
  for (std::size_t i = 0; i < batches_ && !HasFailure(); ++i) {
    const std::vector<Value> records = batch();
    const std::vector<std::string> plain = texts(records);
    const Told expected = one_by_one(plain);
    const std::string text = joined(plain, "\n");
    same("as lines", expected, bulk(text, lines), text);
    same("as lines that end in CR LF", expected, bulk(joined(plain, "\r\n") + "\r\n", lines), text);
    same("with blank lines between", expected, bulk(joined(plain, "\n\n \t\n"), lines), text);
    same("compressed", expected, compressed(text, lines), text);
    same("as a list", expected, bulk("[" + joined(plain, ",\n") + "]", list), text);
    same("as a list with blanks", expected, bulk(" [\n" + joined(plain, " ,\t") + "\n] \n", list),
         text);
  }
}

TEST_P(MetamorphicRecords, InAnotherOrderAndSpelling) {
  std::cout << "[ SEED     ] " << seed_ << "\n";
  leadlint::LoadOptions by_value;
  by_value.options["numbers.integer"] = "mathematical";
  leadlint::Validator mathematical(leadlint::load_ruleset(GetParam(), by_value).value());
  for (std::size_t i = 0; i < batches_ && !HasFailure(); ++i)
    for (const Value& record : batch()) {
      const std::string text = write_json(record);
      Value other = record;
      reorder(other, random_);
      respell_numbers(other, random_, false);
      same("in another order and spelling", one_by_one({text}),
           one_by_one({generator_.write(other)}), text + "\n" + write_json(other));
      respell_numbers(other, random_, true);
      Told before, after;
      tell(before, 1, mathematical.check(text).findings().owned());
      tell(after, 1, mathematical.check(generator_.write(other)).findings().owned());
      same("with whole numbers in another spelling", before, after,
           text + "\n" + write_json(other));
    }
}

std::string cell(const std::string& text, char delimiter) {
  if (text.find_first_of(std::string("\"\r\n") + delimiter) == std::string::npos) return text;
  std::string out = "\"";
  for (const char byte : text) out += byte == '"' ? std::string("\"\"") : std::string(1, byte);
  return out + '"';
}

std::string form_text(const std::string& text) {
  std::string out;
  for (const char byte : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  return out;
}

TEST_P(MetamorphicRecords, AsRowsAndForms) {
  std::cout << "[ SEED     ] " << seed_ << "\n";
  using Members = std::vector<std::pair<std::string, std::string>>;
  std::size_t rows = 0;
  for (std::size_t i = 0; i < batches_ && !HasFailure(); ++i) {
    std::vector<Members> records;
    std::set<std::string> names;
    for (const Value& record : batch()) {
      Members members;
      if (!flat_members(record, members)) continue;
      for (const auto& [name, text] : members) names.insert(name);
      records.push_back(std::move(members));
    }
    // A header that no rule knows refuses the file; a form of the same names is a record.
    const leadlint::model::Block* block = leadlint::model::block_of(checked_.rules().root);
    const auto is_known = [block](const std::string& name) {
      return block != nullptr && leadlint::model::find_field(*block, name) != nullptr;
    };
    if (std::none_of(names.begin(), names.end(), is_known)) continue;
    rows += records.size();
    std::vector<std::string> columns(names.begin(), names.end());
    const auto csv = [&](char delimiter, const char* line_end) {
      std::string out;
      for (const std::string& column : columns)
        out += (out.empty() ? "" : std::string(1, delimiter)) + cell(column, delimiter);
      for (const Members& members : records) {
        out += line_end;
        for (std::size_t c = 0; c < columns.size(); ++c) {
          if (c > 0) out += delimiter;
          for (const auto& [name, text] : members)
            if (name == columns[c]) out += cell(text, delimiter);
        }
      }
      return out;
    };
    Options options;
    options.format = leadlint::BulkFormat::csv;
    const std::string text = csv(',', "\n");
    const Told expected = bulk(text, options);
    same("rows compressed", expected, compressed(text, options), text);
    options.delimiter = ';';
    same("rows with semicolons and CR LF", expected, bulk(csv(';', "\r\n"), options), text);
    shuffle(columns, random_);
    options.delimiter = '\t';
    same("columns in another order", expected, bulk(csv('\t', "\n"), options), text);

    Told as_forms;
    for (std::size_t r = 0; r < records.size(); ++r) {
      std::string form;
      for (const auto& [name, value] : records[r])
        form += (form.empty() ? "" : "&") + form_text(name) + "=" + form_text(value);
      tell(as_forms, r + 1, validator_.check_form(form).findings().owned());
    }
    same("as forms", expected, as_forms, text);
  }
  std::cout << "[ ROWS     ] " << rows << "\n";
}

INSTANTIATE_TEST_SUITE_P(, MetamorphicRecords, testing::ValuesIn(leadlint::shipped_rulesets()),
                         ruleset_test_name);

}  // namespace
}  // namespace metamorphic
