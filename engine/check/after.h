// `after.f`: the record as it will be once the payload is laid over what is stored.
//
//   after.status == lost     what the payload sends for status, else what is stored
//
// A word of its own where no field is called `after`: where one is, `after.f` is a member of it.
#pragma once

#include "check/context.h"
#include "model/scope.h"

namespace leadlint::check {

/// Gives the paths that begin with `after.` their base, wherever rules have paths. Comes before
/// any name is looked up.
void mark_after_paths(model::RuleSet& rules);

/// Does the path, whose base is `after`, stand in a rule about a record, or in an object or list of
/// it? Where not, a mistake says so.
[[nodiscard]] bool is_within_record(const model::Path& path, const model::Scope& scope,
                                    CheckContext& context);

/// A rule that compares the status says nothing while there is none: a part of its condition that
/// asks just that, `absent(status) and current.status == lost`, is a mistake that gives the words
/// to write.
void report_parts_without_status(const model::Rule& rule, CheckContext& context);
void report_parts_without_status(const model::Condition& when, CheckContext& context);

}  // namespace leadlint::check
