// The routes that ask a rule set. Tests: tests/serve_test.cpp.
#pragma once

#include "serve/routes.h"

namespace leadlint::serve {

[[nodiscard]] Answer check_payload(const Call& call);
[[nodiscard]] Answer judge_payload(const Call& call);
[[nodiscard]] Answer check_batch(const Call& call);
[[nodiscard]] Answer view_of_ruleset(const Call& call);

}  // namespace leadlint::serve
