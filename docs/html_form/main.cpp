// html_form VENDOR/OPERATION|FILE.yaml > form.html
#include <iostream>

#include <leadlint/leadlint.h>

#include "html_form.h"

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "html_form VENDOR/OPERATION|FILE.yaml\n";
    return 2;
  }
  const auto rules = leadlint::load_ruleset(arguments[1]);
  if (!rules) {
    for (const leadlint::Finding& mistake : rules.error())
      std::cerr << mistake.rule_location() << ": " << mistake.message() << '\n';
    return 2;
  }
  std::cout << html_form::page_of(rules->view());
}
