// Structs that a host fills, one member of each by its name: no warning tells it to name the
// others, too.
#include <leadlint/leadlint.h>
#include <leadlint/ruleset_store.h>
#include <leadlint/settings.h>
#include <leadlint/table_image.h>

#include <string_view>

// (Not static: what is not used would be another warning.)
leadlint::LoadOptions load_options() { return {.options = {{"caring.status_set", "legal"}}}; }
leadlint::Context context() { return {.current = "{}"}; }
leadlint::Now now() { return {.instant = {}}; }
leadlint::BulkOptions bulk_options() { return {.format = leadlint::BulkFormat::csv}; }
leadlint::BulkLeads bulk_leads() { return {.key = "id"}; }
leadlint::SettingValue setting() { return {.setting = leadlint::Setting::columns}; }
leadlint::RulesetStore::Options store_options() { return {.load = {.profile = "strict"}}; }

// And those that tests of a host make in the place of the library.
leadlint::Param param() { return {.name = "limit"}; }
leadlint::OwnedFinding finding() { return {.code = leadlint::Code::too_long}; }
leadlint::BulkBytes bytes() { return {.bytes = "{}"}; }
leadlint::BulkRecord record(const leadlint::Findings& findings) {
  return {.number = 1, .findings = findings};
}
leadlint::Counts counts() { return {.records = 1}; }
leadlint::LeadCounts lead_counts() { return {.leads = 1}; }
leadlint::Summary summary() { return {.codes = {{.name = "too_long"}}}; }
leadlint::Summary::Value value() { return {.field = "/name"}; }
leadlint::StoredRuleset stored(const leadlint::Ruleset& rules) {
  return {.id = "host/lead", .rules = rules};
}
leadlint::StoreChange change() { return {.kind = leadlint::StoreChange::Kind::kept}; }
leadlint::TableImageAbout about() { return {.ruleset = "host/lead"}; }
