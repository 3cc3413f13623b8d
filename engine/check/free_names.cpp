// The first entry that takes a name counts, so that one behind an equal one takes none. Tests:
// tests/names_test.cpp.
#include "check/free_names.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "check/names.h"
#include "model/condition_text.h"
#include "model/scalars.h"
#include "model/scope.h"

namespace leadlint::check {
namespace {

class FreeNames {
 public:
  FreeNames(const model::Block& block, const std::string& path, CheckContext& context)
      : block_(block), object_(path.empty() ? "the record" : "`" + path + "`"), context_(context) {}

  void entry(model::Names& names, bool is_last) {
    const Mistakes::Subject subject(context_.mistakes);
    if (names.is->recovered) context_.mistakes.silence_subject();
    switch (names.kind) {
      case model::Names::Kind::pattern:
        pattern(names);
        break;
      case model::Names::Kind::values:
        values(names);
        break;
      case model::Names::Kind::catalog:
        catalog(names, is_last);
        break;
      case model::Names::Kind::rest:
        break;
    }
  }

 private:
  void complain(model::SourceLocation where, Message message, const Written& written = {}) {
    message.use = object_;
    context_.mistakes.add(Code::bad_value, where, std::move(message), written);
  }

  void pattern(const model::Names& names) {
    const std::string& text = names.pattern.text;
    if (!text.empty() && !patterns_.insert(text).second)
      complain(
          names.where,
          worded("the pattern `{}` stands in front of this one already: no name is left", text),
          {text});
  }

  void values(const model::Names& names) {
    for (const model::Scalar& value : names.values) {
      const std::string name = model::spelling_of(value);
      const model::Field* field = model::find_field(block_, name);
      if (field != nullptr && !field->none)
        complain(value.where, worded("`{}` is a field of {}, which counts", name, object_), {name});
      else if (const model::Field* old = model::find_old_name(block_, name); old != nullptr)
        complain(value.where, worded("`{}` is an old name of `{}`, which counts", name, old->name),
                 {name});
      else if (!listed_.insert(name).second)
        complain(value.where, worded("the name `{}` is listed already", name), {name});
    }
  }

  void catalog(model::Names& names, bool is_last) {
    if (names.catalog.catalog.empty()) return;
    if (!is_last)
      complain(names.where,
               "`names` of a catalog stand last: where it is not given they take every name",
               {names.catalog.catalog});
    bind_column(names.catalog, context_);
  }

  const model::Block& block_;
  std::string object_;
  CheckContext& context_;
  std::set<std::string> patterns_, listed_;
};

}  // namespace

void check_free_names(model::Block& block, const std::string& path, CheckContext& context) {
  FreeNames check(block, path, context);
  for (model::Names& names : block.names) check.entry(names, &names == &block.names.back());
}

}  // namespace leadlint::check
