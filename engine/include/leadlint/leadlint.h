// Leadlint: says before you send a lead update whether the partner's API will take it.
//
//   auto rules = leadlint::load_ruleset("renovationfind/update_status");
//   leadlint::Validator validator{*rules};
//   const leadlint::Result& result = validator.check(json_text);
//   if (!result.ok())
//     for (const leadlint::Finding& finding : result.findings()) log(finding.path(),
//     finding.message());
#pragma once

#include "leadlint/api_answer.h"
#include "leadlint/bulk.h"
#include "leadlint/counts.h"
#include "leadlint/finding.h"
#include "leadlint/findings_json.h"
#include "leadlint/json_value.h"
#include "leadlint/ruleset.h"
#include "leadlint/ruleset_store.h"
#include "leadlint/ruleset_view.h"
#include "leadlint/table_image.h"
#include "leadlint/translation.h"
#include "leadlint/validator.h"
#include "leadlint/version.h"
