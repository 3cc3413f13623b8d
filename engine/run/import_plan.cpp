// Writes an import's plan.
#include "run/import_plan.h"

#include <fmt/format.h>

#include "report/json.h"

namespace leadlint::run {

std::string ImportPlan::unwritten(std::string_view why) const {
  return fmt::format("cannot write {}: {}", name_, why);
}

tl::expected<void, std::string> ImportPlan::open() {
  return file_.open(name_).map_error([this](const std::string& why) { return unwritten(why); });
}

bool ImportPlan::add(std::string_view file, const BulkChange& change) {
  std::string line = "{\"file\":" + report::json_string(file);
  if (change.record != 0) line += fmt::format(",\"record\":{}", change.record);
  if (!change.key.empty() && !redact_)
    line += ",\"lead\":" +
            (change.key_is_number ? std::string(change.key) : report::json_string(change.key));
  line += fmt::format(",\"change\":\"{}\"", change_name(change.kind));
  if (!change.places.empty()) {
    line += ",\"places\":[";
    for (const std::string& place : change.places)
      line += (line.back() == '[' ? "" : ",") + report::json_string(place);
    line += ']';
  }
  line = report::without_line_breaks(std::move(line));
  file_.stream() << line << "}\n";
  if (!file_.stream().fail()) return true;
  error_ = unwritten(file_.why_failed());
  return false;
}

tl::expected<void, std::string> ImportPlan::finish() {
  return file_.finish().map_error([this](const std::string& why) { return unwritten(why); });
}

tl::expected<void, std::string> ImportPlan::commit() {
  return file_.commit().map_error([this](const std::string& why) { return unwritten(why); });
}

}  // namespace leadlint::run
