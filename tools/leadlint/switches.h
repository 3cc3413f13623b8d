// leadlint check: what leadlint.yaml switches off (`severity: {NAME: off}`) and hides nothing.
// Tests: tests/configuration_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "check_plan.h"

namespace leadlint::command {

/// `silenced`: by part, the names that kept a finding from being told. Says of each that did so in
/// no part that it hides nothing, where all files of its configuration were checked.
void note_idle_switches(const CheckPlan& plan,
                        const std::vector<std::vector<std::string>>& silenced);

}  // namespace leadlint::command
