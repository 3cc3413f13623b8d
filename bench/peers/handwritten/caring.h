// The rules of Caring.com's lead status, written out by hand.
#pragma once

#include <cstdint>

#include "text.h"

// For every field the last value counts: `seen` and `bad` hold one bit a field.
struct Caring {
  enum Field { STATUS, SUB_STATUS, TOUR_TIME, NOTES, LEAD_ID, AFFILIATE_LEAD_ID };
  enum Sub : uint32_t {
    TIMEFRAME_30 = 1,
    TIMEFRAME_90 = 2,
    TIMEFRAME_GT_90 = 4,
    REQUIRED_CARE_UNAVAILABLE = 8,
    RECEIVED_LEAD_PREVIOUSLY = 16,
    DECEASED = 32,
    UNABLE_TO_CONTACT = 64,
    BAD_CONTACT_INFORMATION = 128,
    TOO_YOUNG = 256,
    TOO_INDEPENDENT = 512,
    TOO_MUCH_CARE = 1024,
    BUDGET_TOO_LOW = 2048,
    NOT_APPLICABLE = 4096  // the table's "N/A": left out, or so written
  };

  uint32_t seen = 0, bad = 0;
  uint32_t allowed = 0;  // by the status: which sub statuses
  uint32_t sub = 0;

  static inline int field(const char* p, size_t n) {
    switch (n) {
      case 5:
        return IS("notes") ? NOTES : -1;
      case 6:
        return IS("status") ? STATUS : -1;
      case 7:
        return IS("lead_id") ? LEAD_ID : -1;
      case 9:
        return IS("tour_time") ? TOUR_TIME : -1;
      case 10:
        return IS("sub_status") ? SUB_STATUS : -1;
      case 17:
        return IS("affiliate_lead_id") ? AFFILIATE_LEAD_ID : -1;
      default:
        return -1;
    }
  }
  static inline uint32_t allowed_of(string_view text) {
    const char* p = text.data();
    switch (text.size()) {
      case 6:
        return IS("closed") ? REQUIRED_CARE_UNAVAILABLE | RECEIVED_LEAD_PREVIOUSLY | DECEASED |
                                  TOO_INDEPENDENT | TOO_MUCH_CARE | TOO_YOUNG | BUDGET_TOO_LOW
                            : 0;
      case 9:
        return IS("wait_list") ? uint32_t(NOT_APPLICABLE) : 0;
      case 10:
        return IS("valid_lead") ? TIMEFRAME_30 | TIMEFRAME_90 | TIMEFRAME_GT_90 : 0;
      case 12:
        return IS("invalid_lead") ? UNABLE_TO_CONTACT | DECEASED | BAD_CONTACT_INFORMATION : 0;
      case 13:
        return IS("not_qualified")   ? uint32_t(TOO_YOUNG)
               : IS("owner_changed") ? uint32_t(NOT_APPLICABLE)
                                     : 0;
      case 14:
        return IS("tour_completed") || IS("tour_confirmed") || IS("tour_scheduled")
                   ? uint32_t(NOT_APPLICABLE)
                   : 0;
      case 17:
        return IS("tour_rescheduling") ? uint32_t(NOT_APPLICABLE) : 0;
      default:
        return 0;
    }
  }
  static inline uint32_t sub_of(string_view text) {
    const char* p = text.data();
    constexpr uint32_t none = 0;
    switch (text.size()) {
      case 0:
        return NOT_APPLICABLE;
      case 3:
        return IS("N/A") ? uint32_t(NOT_APPLICABLE) : none;
      case 8:
        return IS("deceased") ? uint32_t(DECEASED) : none;
      case 9:
        return IS("too_young") ? uint32_t(TOO_YOUNG) : none;
      case 12:
        return IS("timeframe_30")   ? uint32_t(TIMEFRAME_30)
               : IS("timeframe_90") ? uint32_t(TIMEFRAME_90)
                                    : none;
      case 13:
        return IS("too_much_care") ? uint32_t(TOO_MUCH_CARE) : none;
      case 14:
        return IS("budget_too_low") ? uint32_t(BUDGET_TOO_LOW) : none;
      case 15:
        return IS("timeframe_gt_90")   ? uint32_t(TIMEFRAME_GT_90)
               : IS("too_independent") ? uint32_t(TOO_INDEPENDENT)
                                       : none;
      case 17:
        return IS("unable_to_contact") ? uint32_t(UNABLE_TO_CONTACT) : none;
      case 23:
        return IS("bad_contact_information") ? uint32_t(BAD_CONTACT_INFORMATION) : none;
      case 24:
        return IS("received_lead_previously") ? uint32_t(RECEIVED_LEAD_PREVIOUSLY) : none;
      case 25:
        return IS("required_care_unavailable") ? uint32_t(REQUIRED_CARE_UNAVAILABLE) : none;
      default:
        return 0;
    }
  }

  inline void mark(int f, bool ok) {
    uint32_t bit = 1u << f;
    seen |= bit;
    bad = ok ? (bad & ~bit) : (bad | bit);
  }
  // null: as if the member were not there
  inline void null(int f) {
    seen &= ~(1u << f);
    bad &= ~(1u << f);
  }
  static constexpr bool free_text(int f) {
    return f == NOTES || f == LEAD_ID || f == AFFILIATE_LEAD_ID;
  }
  static constexpr size_t limit(int f) { return f == NOTES ? 2000 : ~size_t(0); }
  inline void free_string(int f, bool fits, bool empty) { mark(f, fits && (f == NOTES || !empty)); }
  inline bool string(int f, string_view text) {
    bool ok = true;
    switch (f) {
      case STATUS:
        ok = (allowed = allowed_of(text)) != 0;
        break;
      case SUB_STATUS:
        ok = (sub = sub_of(text)) != 0;
        break;
      case TOUR_TIME:
        ok = is_tour_time(text);
        break;
      case NOTES:
        ok = at_most(text, 2000);
        break;
      default:
        ok = !text.empty();
        break;
    }
    mark(f, ok);
    return ok;
  }
  inline void number(int f) { mark(f, false); }
  inline void boolean(int f, bool) { mark(f, false); }
  inline void other(int f) { mark(f, false); }
  inline bool finish() const {
    if (bad != 0 || !(seen >> STATUS & 1)) return false;
    if (!(seen >> LEAD_ID & 1) && !(seen >> AFFILIATE_LEAD_ID & 1)) return false;
    if (allowed == NOT_APPLICABLE) return !(seen >> SUB_STATUS & 1) || sub == NOT_APPLICABLE;
    return (seen >> SUB_STATUS & 1) && (sub & allowed);
  }
};
