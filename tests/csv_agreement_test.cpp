// Records as CSV, as form text and as JSON text: what the others can carry is judged the same.
// Generated records of each ruleset, valid ones and changed ones, become one CSV file a batch, with
// a column for every place that any of them fills; or a form each.
//
// CSV has no null, no empty text, list or object, a form no null, empty list or object, and text is
// what it spells where the rules say so: a record is compared where both readers make the same of
// it.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "check/check.h"
#include "leadlint/leadlint.h"
#include "parse/parse.h"
#include "read/csv_record.h"
#include "read/form.h"
#include "read/json_text.h"
#include "read_support.h"
#include "reference/generate.h"
#include "ruleset_names.h"
#include "table/decision_table.h"
#include "text/utf8.h"
#include "validate/evaluate.h"
#include "validate/messages.h"

namespace leadlint::read {
namespace {

using reference::Random;
using reference::Value;

constexpr std::uint64_t seed = 20240229;
constexpr std::size_t batches = 100, records_of_batch = 20;

/// A record's values by pointer.
using Leaves = std::map<std::string, const Value*>;
/// Its objects and lists by pointer.
using Containers = std::map<std::string, Value::Kind>;

/// The columns of a batch: a header name for each pointer.
class Layout {
 public:
  explicit Layout(Random& random) : random_(random) {}

  /// The record's values, and columns for them. Nothing where CSV cannot hold it, or not beside the
  /// records before it.
  std::optional<Leaves> add(const Value& record) {
    Leaves leaves;
    Containers containers;
    if (record.kind != Value::Kind::object || !collect(record, "", "", leaves, containers) ||
        leaves.empty())
      return std::nullopt;
    for (const auto& [pointer, value] : leaves)
      if (containers_.contains(pointer)) return std::nullopt;
    for (const auto& [pointer, kind] : containers) {
      const auto known = containers_.find(pointer);
      const bool other_kind = known != containers_.end() && known->second != kind;
      if (other_kind || columns_.contains(pointer)) return std::nullopt;
    }
    containers_.merge(containers);
    for (const auto& [pointer, value] : leaves) columns_[pointer] = names_[pointer];
    return leaves;
  }
  /// Pointers of the columns, in any order.
  [[nodiscard]] std::vector<std::string> pointers() {
    std::vector<std::string> all;
    for (const auto& [pointer, name] : columns_)
      all.insert(all.begin() + static_cast<std::ptrdiff_t>(random_.below(all.size() + 1)), pointer);
    return all;
  }
  [[nodiscard]] const std::string& name(const std::string& pointer) const {
    return columns_.at(pointer);
  }

 private:
  bool collect(const Value& value, const std::string& pointer, const std::string& name,
               Leaves& leaves, Containers& containers) {
    switch (value.kind) {
      case Value::Kind::null:
        return false;
      case Value::Kind::string:
        if (value.text.empty() || find_broken_utf8(value.text) != std::string::npos) return false;
        [[fallthrough]];
      case Value::Kind::boolean:
      case Value::Kind::number:
        names_.emplace(pointer, name);
        return !containers.contains(pointer) && leaves.emplace(pointer, &value).second;
      case Value::Kind::array:
        if (leaves.contains(pointer) || !containers.emplace(pointer, value.kind).second)
          return false;
        for (std::size_t i = 0; i < value.items.size(); ++i)
          if (!inside(value.items[i], std::to_string(i), pointer, name, leaves, containers))
            return false;
        return !value.items.empty();
      case Value::Kind::object:
        if (leaves.contains(pointer) || !containers.emplace(pointer, value.kind).second)
          return false;
        for (const reference::Member& member : value.members) {
          const bool is_step = !member.name.empty() && !member.lone_surrogate &&
                               member.name.find_first_of(".[]") == std::string::npos;
          if (!is_step || !inside(member.value, member.name, pointer, name, leaves, containers))
            return false;
        }
        return !value.members.empty();
    }
    return false;
  }

  bool inside(const Value& value, const std::string& step, const std::string& pointer,
              const std::string& name, Leaves& leaves, Containers& containers) {
    std::string longer = step;
    if (!name.empty()) longer = random_.one_in(2) ? name + "." + step : name + "[" + step + "]";
    return collect(value, reference::step_down(pointer, step), longer, leaves, containers);
  }

  Random& random_;
  std::map<std::string, std::string> names_;    // one for each place ever met
  std::map<std::string, std::string> columns_;  // those of the batch
  Containers containers_;
};

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char byte : text) out += byte == '"' ? std::string("\"\"") : std::string(1, byte);
  return out + '"';
}

/// A value as its column takes it: what is text where numbers may stand too is quoted.
std::string cell_of(const Value& value, bool or_text, Random& random) {
  if (value.kind == Value::Kind::string) {
    const bool must = or_text || value.text.find_first_of(",\"\r\n") != std::string::npos;
    return must || random.one_in(2) ? in_quotes(value.text) : value.text;
  }
  const std::string spelled =
      value.kind == Value::Kind::boolean ? (value.truth ? "true" : "false") : value.text;
  return !or_text && random.one_in(4) ? in_quotes(spelled) : spelled;
}

class Judgement {
 public:
  explicit Judgement(const table::DecisionTable& table) : table_(table), evaluator_(table) {}

  /// "code path severity" of every finding, in any order.
  std::multiset<std::string> of(Record& record) {
    const validate::ReadContext nothing;
    const Record params;
    std::vector<validate::Raw> raws;
    if (!evaluator_.quick_check(record, nothing)) evaluator_.collect(record, nothing, raws);
    const validate::Judged judged{table_, record, params, nothing, record.text};
    std::multiset<std::string> said;
    for (const validate::Raw& raw : raws) {
      const OwnedFinding finding = validate::to_finding(raw, judged);
      said.insert(std::string(code_name(finding.code)) + " " + finding.path + " " +
                  std::string(severity_name(finding.severity)));
    }
    return said;
  }

 private:
  const table::DecisionTable& table_;
  validate::Evaluator evaluator_;
};

/// Records of one file.
struct Batch {
  explicit Batch(Random& random) : layout(random) {}
  Layout layout;
  std::vector<std::unique_ptr<Value>> records;
  std::vector<Leaves> leaves;  // point into the records
};

class CsvAgreement : public testing::TestWithParam<std::string> {
 protected:
  Batch generate() {
    Batch batch(random_);
    for (std::size_t i = 0; i < records_of_batch; ++i) {
      auto record = std::make_unique<Value>(generator_.record());
      for (std::size_t changes = random_.below(3); changes > 0; --changes)
        generator_.mutate(*record);
      auto found = batch.layout.add(*record);
      if (!found) continue;
      batch.leaves.push_back(std::move(*found));
      batch.records.push_back(std::move(record));
    }
    return batch;
  }

  /// The batch as CSV; its cells are written as the columns of the header take them.
  std::string write(Batch& batch) {
    const std::vector<std::string> pointers = batch.layout.pointers();
    std::string csv;
    for (const std::string& pointer : pointers)
      csv += (csv.empty() ? "" : ",") + in_quotes(batch.layout.name(pointer));
    const std::vector<bool> or_text = columns_or_text(csv, pointers.size());
    for (const Leaves& leaves : batch.leaves) {
      csv += random_.one_in(2) ? "\n" : "\r\n";
      for (std::size_t cell = 0; cell < pointers.size(); ++cell) {
        if (cell > 0) csv += ',';
        const auto value = leaves.find(pointers[cell]);
        if (value != leaves.end())
          csv += cell_of(*value->second, or_text[cell], random_);
        else if (random_.one_in(4))
          csv += "\"\"";
      }
    }
    return csv;
  }

  /// Judges the rows of a file beside the records they were made of.
  void compare(const std::string& csv, const Batch& batch) {
    CsvRows rows({});
    CsvRow row;
    const CsvHeader header = header_of(rows, row, csv);
    ASSERT_TRUE(header.problems.empty()) << header.problems[0].message << "\n" << csv;
    CsvReader reader(header.columns);
    Record record;
    for (const auto& from : batch.records) {
      ASSERT_TRUE(rows.next(row)) << csv;
      reader.read(row, record);
      compare(row, record, generator_.write(*from));
    }
    EXPECT_FALSE(rows.next(row));
  }

  const check::CheckedRuleSet checked_ =
      check::check_ruleset(parse::parse_ruleset(GetParam(), {}).value()).value();
  Random random_{seed};
  reference::Generator generator_{checked_.rules(), random_};
  const Ruleset rules_ = load_ruleset(GetParam()).value();
  std::size_t records_ = 0, compared_ = 0, valid_ = 0;

 private:
  CsvHeader header_of(CsvRows& rows, CsvRow& row, const std::string& csv) const {
    rows.begin(csv, true);
    static_cast<void>(rows.next(row));
    return read_csv_header(rules_.table(), rules_.table().root, {}, csv, row);
  }

  [[nodiscard]] std::vector<bool> columns_or_text(const std::string& header,
                                                  std::size_t count) const {
    CsvRows rows({});
    CsvRow row;
    std::vector<bool> or_text(count);
    for (const CsvColumns::Column& column : header_of(rows, row, header).columns.columns)
      or_text[column.cell] = column.or_text;
    return or_text;
  }

  void compare(const CsvRow& row, Record& from_csv, const std::string& text) {
    const table::DecisionTable& table = rules_.table();
    Record from_json;
    ASSERT_TRUE(JsonReader().read(table, table.root, text, from_json)) << text;
    ++records_;
    const bool has_nul = row.text.find('\0') != std::string_view::npos;
    EXPECT_EQ(from_csv.unreadable, has_nul) << row.text;
    if (support::describe(table, from_csv) != support::describe(table, from_json)) return;
    ++compared_;
    const std::multiset<std::string> said = judgement_.of(from_json);
    valid_ += said.empty() ? 1U : 0U;
    EXPECT_EQ(judgement_.of(from_csv), said) << text << "\n" << row.text;
  }

  Judgement judgement_{rules_.table()};
};

TEST_P(CsvAgreement, OfRowsAndJsonText) {
  std::cout << "[ SEED     ] " << seed << "\n";
  for (std::size_t i = 0; i < batches && !HasFailure(); ++i) {
    Batch batch = generate();
    if (!batch.records.empty()) compare(write(batch), batch);
  }
  std::cout << "[ AGREE    ] " << GetParam() << ": " << records_ << " records as rows, "
            << compared_ << " of them the same record in both (" << valid_
            << " without a finding)\n";
  if (records_ == 0) GTEST_SKIP() << "none of its records is an object";
  EXPECT_GE(compared_, records_ / 3);
}

/// The pairs of a form; nullopt where a form cannot hold the value. Lists of plain values have `[]`
/// or numbers, others numbers.
class FormPairs {
 public:
  explicit FormPairs(Random& random) : random_(random) {}

  std::optional<std::string> of(const Value& record) {
    pairs_.clear();
    names_.clear();
    ordered_ = false;
    if (record.kind != Value::Kind::object || record.members.empty()) return std::nullopt;
    for (const reference::Member& member : record.members)
      if (!is_name(member) || !add(member.name, member.value)) return std::nullopt;
    std::string form;
    while (!pairs_.empty()) {  // in any order, where no `[]` counts
      const auto next =
          pairs_.begin() + static_cast<std::ptrdiff_t>(ordered_ ? 0 : random_.below(pairs_.size()));
      form += (form.empty() ? "" : "&") + *next;
      pairs_.erase(next);
    }
    return form;
  }

 private:
  static bool is_name(const reference::Member& member) {
    const bool plain = std::ranges::all_of(member.name, [](char byte) {
      return static_cast<unsigned char>(byte) > 0x20 && byte != 0x7F && byte != '[' && byte != ']';
    });
    return plain && !member.name.empty() && !member.lone_surrogate;
  }

  static bool is_plain(const Value& value) {
    return value.kind != Value::Kind::array && value.kind != Value::Kind::object;
  }

  /// False for a repeated member, too, which is another matter in each kind of text.
  bool add(const std::string& name, const Value& value) {
    if (!name.ends_with("[]") && !names_.insert(name).second) return false;
    switch (value.kind) {
      case Value::Kind::null:
        return false;
      case Value::Kind::boolean:
        return pair(name, value.truth ? "true" : "false");
      case Value::Kind::string:
      case Value::Kind::number:
        return find_broken_utf8(value.text) == std::string::npos && pair(name, value.text);
      case Value::Kind::object:
        return !value.members.empty() &&
               std::ranges::all_of(value.members, [&](const reference::Member& member) {
                 return is_name(member) && add(name + "[" + member.name + "]", member.value);
               });
      case Value::Kind::array:
        return items(name, value);
    }
    return false;
  }

  bool items(const std::string& name, const Value& list) {
    const bool numbered = !std::ranges::all_of(list.items, is_plain) || random_.one_in(2);
    ordered_ = ordered_ || !numbered;
    std::size_t number = random_.below(3);
    for (const Value& item : list.items) {
      const std::string step = numbered ? std::to_string(number) : "";
      number += 1 + random_.below(2);  // gaps close up
      if (!add(name + "[" + step + "]", item)) return false;
    }
    return !list.items.empty();
  }

  bool pair(const std::string& name, const std::string& text) {
    pairs_.push_back(encoded(name) + "=" + encoded(text));
    return true;
  }

  std::string encoded(std::string_view text) {
    std::string out;
    for (const char byte : text) {
      const bool must = std::string_view("%&=+;").find(byte) != std::string_view::npos ||
                        static_cast<unsigned char>(byte) < 0x20;
      if (byte == ' ' && random_.one_in(2))
        out += '+';
      else if (must || byte == ' ' || random_.one_in(16))
        out += escaped(byte);
      else
        out += byte;
    }
    return out;
  }
  static std::string escaped(char byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto value = static_cast<unsigned char>(byte);
    return {'%', digits[value >> 4U], digits[value & 15U]};
  }
  Random& random_;
  std::vector<std::string> pairs_;
  std::set<std::string> names_;
  bool ordered_ = false;
};

/// Read as no server in particular reads it: Rails would want other names for some lists.
TEST_P(CsvAgreement, OfFormsAndJsonText) {
  std::cout << "[ SEED     ] " << seed << "\n";
  table::DecisionTable table = rules_.table();
  table.form_server = table::FormServer::any;
  Judgement judgement(table);
  FormPairs pairs(random_);
  FormReader reader;
  Record from_form, from_json;
  for (std::size_t i = 0; i < batches * records_of_batch && !HasFailure(); ++i) {
    Value record = generator_.record();
    for (std::size_t changes = random_.below(3); changes > 0; --changes) generator_.mutate(record);
    const auto form = pairs.of(record);
    if (!form) continue;
    ++records_;
    const std::string text = generator_.write(record);
    ASSERT_TRUE(JsonReader().read(table, table.root, text, from_json)) << text;
    ASSERT_TRUE(reader.read(table, table.root, *form, from_form)) << *form;
    if (support::describe(table, from_form) != support::describe(table, from_json)) continue;
    ++compared_;
    const std::multiset<std::string> said = judgement.of(from_json);
    valid_ += said.empty() ? 1U : 0U;
    EXPECT_EQ(judgement.of(from_form), said) << text << "\n" << *form;
  }
  std::cout << "[ AGREE    ] " << GetParam() << ": " << records_ << " records as forms, "
            << compared_ << " of them the same record in both (" << valid_
            << " without a finding)\n";
  if (records_ == 0) GTEST_SKIP() << "none of its records is an object";
  EXPECT_GE(compared_, records_ / 3);
}

INSTANTIATE_TEST_SUITE_P(, CsvAgreement, testing::ValuesIn(shipped_rulesets()), ruleset_test_name);

}  // namespace
}  // namespace leadlint::read
