// The validator library links and runs without the one that reads rule files.
#include <leadlint/finding.h>
#include <leadlint/version.h>

int main() {
  return leadlint::code_name(leadlint::Code::bad_json) == "bad_json" && !leadlint::version.empty()
             ? 0
             : 1;
}
