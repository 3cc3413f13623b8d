// Front end 2: simdjson's stage 1 only; the structural index is then walked by hand, and strings
// stay where they are unless they hold a backslash.
#pragma once

#include <simdjson.h>

#include "../peer.h"
#include "outcome.h"
#include "text.h"

using namespace simdjson;

template <class Rules>
struct Walker {
  const char* text;
  const uint32_t* at;   // next structural
  const uint32_t* end;  // first one that is not ours
  std::string scratch;

  // The token from structural `i` up to the next one, blanks cut off.
  inline size_t token_length(const uint32_t* i) const {
    const char* p = text + i[0];
    size_t n = i[1] - i[0];
    while (n > 1 && static_cast<unsigned char>(p[n - 1]) <= ' ') --n;
    return n;
  }
  // -1 malformed, else 'n'umber, 't'rue, 'f'alse, '0' for null
  static inline int literal(const char* p, size_t n) {
    switch (*p) {
      case 't':
        return n == 4 && IS("true") ? 't' : -1;
      case 'f':
        return n == 5 && IS("false") ? 'f' : -1;
      case 'n':
        return n == 4 && IS("null") ? '0' : -1;
      default:
        return is_number(p, n) ? 'n' : -1;
    }
  }
  // A string token: the text between the quotes; false if it has no closing one.
  inline bool string_token(const uint32_t* i, const char*& p, size_t& n) const {
    n = token_length(i);
    p = text + *i + 1;
    if (n < 2 || p[n - 2] != '"') return false;
    n -= 2;
    return true;
  }
  bool plain_string() {
    const char* p;
    size_t n;
    if (!string_token(at, p, n)) return false;
    ++at;
    return check_text(p, n, ~size_t(0)) == 2;
  }
  // Any value, grammar checked, nothing else.
  bool skip_value(int depth) {
    if (at >= end || depth > 500) return false;
    char c = text[*at];
    if (c == '"') return plain_string();
    if (c == '[' || c == '{') {
      char close = c == '[' ? ']' : '}';
      if (++at >= end) return false;
      if (text[*at] == close) {
        ++at;
        return true;
      }
      for (;;) {
        if (c == '{') {
          if (at >= end || text[*at] != '"' || !plain_string()) return false;
          if (at >= end || text[*at] != ':') return false;
          ++at;
        }
        if (!skip_value(depth + 1) || at >= end) return false;
        char d = text[*at++];
        if (d == close) return true;
        if (d != ',') return false;
      }
    }
    if (literal(text + *at, token_length(at)) < 0) return false;
    ++at;
    return true;
  }

  Outcome object() {
    Rules rules;
    if (++at >= end) return Outcome::MALFORMED;  // past '{'
    if (text[*at] == '}') {
      ++at;
      return rules.finish() ? Outcome::VALID : Outcome::INVALID;
    }
    for (;;) {
      // at is within bounds here
      const char* p;
      size_t n;
      if (text[*at] != '"' || !string_token(at, p, n)) return Outcome::MALFORMED;
      if (at + 2 >= end || text[at[1]] != ':') return Outcome::MALFORMED;
      int f = Rules::field(p, n);
      if (f < 0 && has_backslash(p, n)) {
        if (!unescape(p, n, scratch)) return Outcome::MALFORMED;
        f = Rules::field(scratch.data(), scratch.size());
      }
      at += 2;
      char c = text[*at];
      if (c == '"' && f >= 0) {
        if (!string_token(at, p, n)) return Outcome::MALFORMED;
        ++at;
        if (Rules::free_text(f)) {
          int fine = check_text(p, n, Rules::limit(f));
          if (fine == 0) return Outcome::MALFORMED;
          rules.free_string(f, fine == 2, n == 0);
        } else if (!rules.string(f, string_view(p, n)) && has_backslash(p, n)) {
          if (!unescape(p, n, scratch)) return Outcome::MALFORMED;
          rules.string(f, scratch);
        }
      } else if (f < 0 || c == '{' || c == '[') {
        if (!skip_value(0)) return Outcome::MALFORMED;
        if (f >= 0) rules.other(f);
      } else {
        switch (literal(text + *at, token_length(at))) {
          case 'n':
            rules.number(f);
            break;
          case 't':
            rules.boolean(f, true);
            break;
          case 'f':
            rules.boolean(f, false);
            break;
          case '0':
            rules.null(f);
            break;
          default:
            return Outcome::MALFORMED;
        }
        ++at;
      }
      if (at >= end) return Outcome::MALFORMED;
      c = text[*at++];
      if (c == '}') return rules.finish() ? Outcome::VALID : Outcome::INVALID;
      if (c != ',' || at >= end) return Outcome::MALFORMED;
    }
  }
};

// A block in which every line is one well-formed document, the usual case: the
// documents are walked one after another; each but the first starts right
// behind a newline, and there are as many newlines as documents, so every line
// holds exactly one. Gives up (false) at the first thing out of the ordinary.
template <class Rules>
static bool walk_plain_block(Walker<Rules>& walker, const char* begin, size_t length,
                             std::vector<char>& verdicts) {
  verdicts.clear();
  while (walker.at < walker.end) {
    Outcome outcome = begin[*walker.at] == '{' ? walker.object()
                      : walker.skip_value(0)   ? Outcome::INVALID
                                               : Outcome::MALFORMED;
    if (outcome == Outcome::MALFORMED) return false;
    if (walker.at < walker.end && begin[*walker.at - 1] != '\n') return false;
    verdicts.push_back(outcome == Outcome::VALID);
  }
  size_t lines = count_newlines(begin, length) + (begin[length - 1] != '\n');
  return verdicts.size() == lines;
}

template <class Rules>
static void run_walk(peer::BatchReader& reader, peer::Report& report, size_t block) {
  dom::parser parser;
  Walker<Rules> walker;
  std::vector<char> verdicts;
  char* begin;
  size_t length, capacity = 0;
  uint64_t line_by_line = 0, again = 0;
  while (reader.next(begin, length)) {
    if (length > capacity) {
      capacity = std::max(length, block);
      if (parser.allocate(capacity)) std::exit(2);
    }
    auto& index = *parser.implementation;
    if (index.stage1(reinterpret_cast<const uint8_t*>(begin), length, stage1_mode::regular) ==
        SUCCESS) {
      const uint32_t* first = index.structural_indexes.get();
      const uint32_t* last = first + index.n_structural_indexes;
      walker.text = begin;
      walker.at = first;
      walker.end = last;
      if (walk_plain_block(walker, begin, length, verdicts)) {
        for (char v : verdicts) report.add(v);
        continue;
      }
      ++line_by_line;
      const uint32_t* at = first;
      size_t line = 0;
      while (line < length) {
        const char* newline =
            static_cast<const char*>(std::memchr(begin + line, '\n', length - line));
        size_t stop = newline ? static_cast<size_t>(newline - begin) : length;
        const uint32_t* next =
            std::lower_bound(at, last, stop);  // first structural of a later line
        bool valid = false;
        if (at < next && begin[*at] == '{') {
          walker.at = at;
          walker.end = next;
          valid = walker.object() == Outcome::VALID && walker.at == next;
        }
        report.add(valid);
        at = next;
        line = stop + 1;
      }
    } else {
      // Bad UTF-8, a control character or an open string somewhere in the block.
      ++again;
      peer::for_each_line(begin, length, [&](char* line, size_t n) {
        bool valid = false;
        if (n > 0 && index.stage1(reinterpret_cast<const uint8_t*>(line), n,
                                  stage1_mode::regular) == SUCCESS) {
          walker.text = line;
          walker.at = index.structural_indexes.get();
          walker.end = walker.at + index.n_structural_indexes;
          valid = line[*walker.at] == '{' && walker.object() == Outcome::VALID &&
                  walker.at == walker.end;
        }
        report.add(valid);
      });
    }
  }
  report.extra += ",\"blocks_line_by_line\":" + std::to_string(line_by_line) +
                  ",\"blocks_done_again\":" + std::to_string(again);
}
