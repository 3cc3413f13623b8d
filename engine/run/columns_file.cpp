// Reads the JSON object of `--columns`, and checks each of its paths.
#include "run/columns_file.h"

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "validate/context_records.h"

namespace leadlint::run {

namespace {

using Json = nlohmann::json;
using Columns = std::vector<std::pair<std::string, std::string>>;

/// Takes header names and paths as they come. What the text holds beside them is only looked at:
/// the first mistake counts, where the whole is JSON at all.
class ColumnReader final : public nlohmann::json_sax<Json> {
 public:
  [[nodiscard]] const std::string& mistake() const noexcept { return mistake_; }
  [[nodiscard]] Columns take() { return std::move(columns_); }

  bool null() override {
    if (is_path()) columns_.emplace_back(name_, "");
    return other();
  }
  bool boolean(bool) override { return no_path(); }
  bool number_integer(number_integer_t) override { return no_path(); }
  bool number_unsigned(number_unsigned_t) override { return no_path(); }
  bool number_float(number_float_t, const string_t&) override { return no_path(); }
  bool binary(binary_t&) override { return false; }
  bool string(string_t& path) override {
    if (is_path() && path.empty())
      complain(fmt::format("\"{}\": \"\" is no path; null leaves the column out", name_));
    if (is_path()) columns_.emplace_back(name_, path);
    return other();
  }
  bool start_object(std::size_t) override {
    if (depth_ > 0) no_path();
    ++depth_;
    return true;
  }
  bool start_array(std::size_t) override {
    no_path();
    ++depth_;
    return true;
  }
  bool key(string_t& name) override {
    if (depth_ > 1) return true;
    if (!names_.insert(name).second && repeated_.empty())
      repeated_ = fmt::format("\"{}\" stands there twice: which of the two counts?", name);
    name_ = name;
    return true;
  }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
    return false;
  }
  /// What no order of the members changes.
  [[nodiscard]] const std::string& repeated() const noexcept { return repeated_; }

 private:
  [[nodiscard]] bool is_path() const noexcept { return depth_ == 1; }
  bool other() {
    if (depth_ == 0) complain("expected a JSON object of header names and paths");
    return true;
  }
  bool no_path() {
    if (is_path()) complain(fmt::format("\"{}\": expected a path, or null to leave it out", name_));
    return other();
  }
  bool leave() {
    --depth_;
    return true;
  }
  void complain(std::string mistake) {
    if (mistake_.empty()) mistake_ = std::move(mistake);
  }

  Columns columns_;
  std::set<std::string> names_;
  std::string name_, mistake_, repeated_;
  std::size_t depth_ = 0;
};

}  // namespace

tl::expected<std::vector<std::pair<std::string, std::string>>, std::string> read_columns(
    std::string_view json) {
  ColumnReader reader;
  // The library takes a NUL for the end of the text.
  if (json.find('\0') != std::string_view::npos || !Json::sax_parse(json, &reader))
    return tl::unexpected(validate::why_no_json(json));
  if (!reader.repeated().empty()) return tl::unexpected(reader.repeated());
  if (!reader.mistake().empty()) return tl::unexpected(reader.mistake());
  return reader.take();
}

}  // namespace leadlint::run
