// The commands of `leadlint`, one function each; see options.h for what they are told.
#pragma once

#include <iosfwd>
#include <string_view>

#include "options.h"

namespace leadlint::command {

[[nodiscard]] Exit check(const CheckOptions& options);
[[nodiscard]] Exit rules_list(const RulesListOptions& options);
[[nodiscard]] Exit rules_show(const RulesShowOptions& options);
[[nodiscard]] Exit rules_table(const RulesTableOptions& options);
[[nodiscard]] Exit rules_diff(const RulesDiffOptions& options);
[[nodiscard]] Exit rules_compile(const RulesCompileOptions& options);
[[nodiscard]] Exit rules_check(const RulesCheckOptions& options);
[[nodiscard]] Exit rules_test(const RulesTestOptions& options);
[[nodiscard]] Exit init(const InitOptions& options);
[[nodiscard]] Exit explain(const ExplainOptions& options);
[[nodiscard]] Exit serve(const ServeOptions& options);

/// "leadlint: error: ..." on standard error.
void complain(std::string_view message);
/// "leadlint: note: ..." on standard error: nothing is wrong, but maybe not what was meant.
void remark(std::string_view message);
/// Whether a stream is to be coloured.
[[nodiscard]] bool coloured(Colour wish, int file_descriptor);
/// Everything that was printed has arrived. A reader that went away is no reason for a message.
[[nodiscard]] Exit flushed(Exit exit);

}  // namespace leadlint::command
