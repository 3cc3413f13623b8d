// The rules of RenovationFind's update, written out by hand.
#pragma once

#include <cstdint>

#include "text.h"

// For every field the last value counts: `seen` and `bad` hold one bit a field.
struct Renovation {
  enum Field {
    STATUS,
    REASON,
    MEETING,
    AMOUNT,
    CONTACT,
    ESTIMATE,
    LOST,
    START,
    COMPLETION,
    START_TBD,
    COMPLETION_TBD
  };
  enum Status : unsigned char {
    NONE,
    PLAIN,
    MEETUP_SCHEDULED,
    JOB_WON,
    NEEDS_REASON,
    LEAD_WON,
    LEAD_LOST
  };

  uint32_t seen = 0, bad = 0;
  Status status = NONE;
  bool reason_empty = false, lost_other = false, start_tbd = false, completion_tbd = false;

  static inline int field(const char* p, size_t n) {
    switch (n) {
      case 6:
        return IS("status") ? STATUS : IS("reason") ? REASON : -1;
      case 9:
        return IS("jobAmount") ? AMOUNT : -1;
      case 10:
        return IS("lostReason") ? LOST : -1;
      case 12:
        return IS("estimateType") ? ESTIMATE : IS("startDateTbd") ? START_TBD : -1;
      case 13:
        return IS("contactMethod") ? CONTACT : -1;
      case 17:
        return IS("completionDateTbd") ? COMPLETION_TBD : -1;
      case 20:
        return IS("meetingScheduledDate") ? MEETING : -1;
      case 23:
        return IS("estimatedCompletionDate") ? COMPLETION : -1;
      case 25:
        return IS("estimatedProjectStartDate") ? START : -1;
      default:
        return -1;
    }
  }
  static inline Status status_of(string_view text) {
    const char* p = text.data();
    switch (text.size()) {
      case 5:
        return IS("OTHER") ? NEEDS_REASON : NONE;
      case 7:
        return IS("JOB_WON") ? JOB_WON : NONE;
      case 8:
        return IS("JOB_LOST") ? NEEDS_REASON : IS("LEAD_WON") ? LEAD_WON : NONE;
      case 9:
        return IS("LEAD_LOST") ? LEAD_LOST : NONE;
      case 10:
        return IS("QUOTE_SENT") ? PLAIN : NONE;
      case 12:
        return IS("CONTACT_MADE") ? PLAIN : NONE;
      case 16:
        return IS("MEETUP_SCHEDULED") ? MEETUP_SCHEDULED : NONE;
      case 17:
        return IS("ESTIMATE_PROVIDED") ? PLAIN : NONE;
      case 19:
        return IS("HOMEOWNER_CONTACTED") ? PLAIN : NONE;
      case 20:
        return IS("JOB_PENDING_DECISION") ? PLAIN : NONE;
      case 24:
        return IS("REACHED_OUT_TO_HOMEOWNER") ? PLAIN : NONE;
      case 26:
        return IS("JOB_POSTPONED_OR_CANCELLED")   ? NEEDS_REASON
               : IS("NO_RESPONSE_FROM_HOMEOWNER") ? PLAIN
                                                  : NONE;
      case 29:
        return IS("MULTIPLE_ATTEMPTS_NO_RESPONSE") ? PLAIN : NONE;
      default:
        return NONE;
    }
  }
  static inline bool is_contact(string_view text) {
    const char* p = text.data();
    switch (text.size()) {
      case 4:
        return IS("TEXT");
      case 5:
        return IS("EMAIL");
      case 10:
        return IS("PHONE_CALL");
      case 17:
        return IS("IN_PERSON_MEETING");
      default:
        return false;
    }
  }
  static inline bool is_estimate(string_view text) {
    const char* p = text.data();
    switch (text.size()) {
      case 5:
        return IS("OTHER");
      case 15:
        return IS("VERBAL_ESTIMATE");
      case 16:
        return IS("EMAILED_ESTIMATE");
      case 18:
        return IS("IN_PERSON_ESTIMATE");
      case 26:
        return IS("PORTAL_ATTACHMENT_ESTIMATE");
      default:
        return false;
    }
  }

  inline void mark(int f, bool ok) {
    uint32_t bit = 1u << f;
    seen |= bit;
    bad = ok ? (bad & ~bit) : (bad | bit);
  }
  // Does a string hold anything a rule looks at? If not it is free text.
  // null: as if the member were not there
  inline void null(int f) {
    seen &= ~(1u << f);
    bad &= ~(1u << f);
    if (f == STATUS) status = NONE;
    if (f == START_TBD) start_tbd = false;
    if (f == COMPLETION_TBD) completion_tbd = false;
  }
  static constexpr bool free_text(int f) { return f == REASON; }
  static constexpr size_t limit(int) { return 500; }
  inline void free_string(int f, bool fits, bool empty) {
    reason_empty = empty;
    mark(f, fits);
  }
  inline bool string(int f, string_view text) {
    bool ok = false;
    switch (f) {
      case STATUS:
        ok = (status = status_of(text)) != NONE;
        break;
      case REASON:
        reason_empty = text.empty();
        ok = at_most(text, 500);
        break;
      case MEETING:
      case START:
      case COMPLETION:
        ok = is_date(text);
        break;
      case CONTACT:
        ok = is_contact(text);
        break;
      case ESTIMATE:
        ok = is_estimate(text);
        break;
      case LOST:
        lost_other = text == "OTHER";
        ok = lost_other || text == "PRICE" || text == "TIMING";
        break;
      default:
        break;
    }
    mark(f, ok);
    return ok;
  }
  inline void number(int f) { mark(f, f == AMOUNT); }
  inline void boolean(int f, bool value) {
    if (f == START_TBD) start_tbd = value;
    if (f == COMPLETION_TBD) completion_tbd = value;
    mark(f, f == START_TBD || f == COMPLETION_TBD);
  }
  inline void other(int f) { mark(f, false); }
  inline bool has(Field f) const { return seen >> f & 1; }
  inline bool finish() const {
    if (bad != 0) return false;
    switch (status) {
      case PLAIN:
        return true;
      case MEETUP_SCHEDULED:
        return has(MEETING);
      case JOB_WON:
        return has(AMOUNT);
      case NEEDS_REASON:
        return has(REASON) && !reason_empty;
      case LEAD_WON:
        return has(AMOUNT) && (has(START) || start_tbd) && (has(COMPLETION) || completion_tbd);
      case LEAD_LOST:
        return has(LOST) && (!lost_other || (has(REASON) && !reason_empty));
      default:
        return false;
    }
  }
};
