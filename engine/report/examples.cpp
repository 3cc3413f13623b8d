// Codes to examples. Tests: tests/report_test.cpp.
#include "report/examples.h"

namespace leadlint::report {

std::string_view example_of(Code code) noexcept {
  switch (code) {
    case Code::encoding:
      return R"({"notes": "\ud83d"}, one half of a surrogate pair)";
    case Code::bad_json:
      return R"({"status": "won",}, a comma with nothing behind it)";
    case Code::bad_csv:
      return "id,status\\n1,won,x, three values under two names";
    case Code::limit_exceeded:
      return "a record of 20 MB where the limit is 16 MiB";
    case Code::duplicate_key:
      return R"({"status": "won", "status": "lost"})";
    case Code::unknown_field:
      return R"({"staus": "won"} where the field is called status)";
    case Code::missing_field:
      return R"({"status": "won"} where a won lead needs an amount)";
    case Code::wrong_type:
      return R"({"amount": "12"} where the amount is a number)";
    case Code::not_in_enum:
      return R"({"status": "wn"} where open, won and lost are the values)";
    case Code::pair_not_allowed:
      return R"({"status": "closed", "reason": "timeframe"} where that reason is for open leads)";
    case Code::too_long:
      return "a note of 600 characters where 500 fit";
    case Code::too_short:
      return R"({"id": ""} where one character is the least)";
    case Code::bad_format:
      return R"({"start": "2025-02-30"}, a day the calendar does not have)";
    case Code::out_of_range:
      return R"({"amount": -5} where 0 is the least)";
    case Code::forbidden_field:
      return R"({"status": "OPEN", "closedBecause": "PRICE"}: only a closed record has that)";
    case Code::conflict:
      return R"({"start": "2025-03-01", "end": "2025-02-01"}, ends before it starts)";
    case Code::immutable:
      return "amount 120 sent for a won lead that was stored with 100";
    case Code::transition_not_allowed:
      return "status open sent for a lead that was stored as closed";
    case Code::unknown_reference:
      return R"({"reason": 7} where the organisation's list has no 7)";
    case Code::whitespace:
      return R"({"name": " Ann"}, a blank in front)";
    case Code::not_judged:
      return R"({"start": "soon"} where that is only a warning: whether end comes after it, nobody knows)";
    case Code::bad_yaml:
      return "fields: {status: [won}, brackets that do not match";
    case Code::unknown_key:
      return "status: {requird: true} where the key is called required";
    case Code::unknown_name:
      return "when: staus == won, and the rules have no field staus";
    case Code::bad_value:
      return "severity: eror";
    case Code::bad_condition:
      return "when: status == won and, with nothing behind the `and`";
    case Code::bad_pattern:
      return "pattern: \"[A-Z\", a class that does not end";
    case Code::type_mismatch:
      return "when: amount == won, and an amount is a number";
    case Code::duplicate_id:
      return "two rules with the id amount-kept";
    case Code::missing_key:
      return "a rule without an id";
    case Code::not_readable:
      return "other.yaml, a rule file that is not there";
  }
  return {};
}

}  // namespace leadlint::report
