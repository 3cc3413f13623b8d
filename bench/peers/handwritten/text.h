// Dates, lengths, escapes and numbers, looked at where they stand in the text.
#pragma once

#include <cstring>
#include <string>
#include <string_view>

using std::string_view;

static inline bool same(const char* p, const char* literal, size_t n) {
  return std::memcmp(p, literal, n) == 0;
}
#define IS(literal) same(p, literal, sizeof(literal) - 1)

static inline bool digits2(const char* p, unsigned& value) {
  unsigned a = static_cast<unsigned char>(p[0]) - '0', b = static_cast<unsigned char>(p[1]) - '0';
  value = a * 10 + b;
  return (a <= 9) & (b <= 9);
}

static inline bool calendar_day(unsigned year, unsigned month, unsigned day) {
  static const unsigned char length[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month - 1 > 11 || day == 0) return false;
  if (day <= length[month]) return true;
  return month == 2 && day == 29 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static inline bool is_date(string_view text) {  // "2026-05-29"
  const char* p = text.data();
  unsigned century, year, month, day;
  if (text.size() != 10 || p[4] != '-' || p[7] != '-') return false;
  if (!digits2(p, century) || !digits2(p + 2, year) || !digits2(p + 5, month) ||
      !digits2(p + 8, day))
    return false;
  return calendar_day(century * 100 + year, month, day);
}

static inline bool is_tour_time(string_view text) {  // "07:00 01/31/2019"
  const char* p = text.data();
  unsigned hour, minute, month, day, century, year;
  if (text.size() != 16 || p[2] != ':' || p[5] != ' ' || p[8] != '/' || p[11] != '/') return false;
  if (!digits2(p, hour) || !digits2(p + 3, minute) || !digits2(p + 6, month) ||
      !digits2(p + 9, day) || !digits2(p + 12, century) || !digits2(p + 14, year))
    return false;
  return hour <= 23 && minute <= 59 && calendar_day(century * 100 + year, month, day);
}

static inline bool at_most(string_view utf8, size_t limit) {
  if (utf8.size() <= limit) return true;
  size_t points = 0;
  for (char c : utf8) points += (c & 0xC0) != 0x80;
  return points <= limit;
}

static inline bool has_backslash(const char* p, size_t n) {
  return std::memchr(p, '\\', n) != nullptr;
}

static bool hex4(const char* p, const char* end, unsigned& value) {
  if (end - p < 4) return false;
  value = 0;
  for (int i = 0; i < 4; ++i) {
    unsigned c = static_cast<unsigned char>(p[i]), digit;
    if (c - '0' <= 9)
      digit = c - '0';
    else if ((c | 0x20) - 'a' <= 5)
      digit = (c | 0x20) - 'a' + 10;
    else
      return false;
    value = value * 16 + digit;
  }
  return true;
}

// The slow path, taken for strings with a backslash. False: malformed.
static bool unescape(const char* p, size_t n, std::string& out) {
  out.clear();
  const char* end = p + n;
  while (p < end) {
    if (*p != '\\') {
      out.push_back(*p++);
      continue;
    }
    if (++p == end) return false;
    unsigned point;
    switch (*p++) {
      case '"':
        out.push_back('"');
        continue;
      case '\\':
        out.push_back('\\');
        continue;
      case '/':
        out.push_back('/');
        continue;
      case 'b':
        out.push_back('\b');
        continue;
      case 'f':
        out.push_back('\f');
        continue;
      case 'n':
        out.push_back('\n');
        continue;
      case 'r':
        out.push_back('\r');
        continue;
      case 't':
        out.push_back('\t');
        continue;
      case 'u':
        break;
      default:
        return false;
    }
    if (!hex4(p, end, point)) return false;
    p += 4;
    if (point >= 0xD800 && point <= 0xDFFF) {
      unsigned low;
      if (point > 0xDBFF || end - p < 6 || p[0] != '\\' || p[1] != 'u' || !hex4(p + 2, end, low))
        return false;
      if (low < 0xDC00 || low > 0xDFFF) return false;
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
      p += 6;
    }
    if (point < 0x80) {
      out.push_back(static_cast<char>(point));
    } else if (point < 0x800) {
      out.push_back(static_cast<char>(0xC0 | (point >> 6)));
      out.push_back(static_cast<char>(0x80 | (point & 63)));
    } else if (point < 0x10000) {
      out.push_back(static_cast<char>(0xE0 | (point >> 12)));
      out.push_back(static_cast<char>(0x80 | ((point >> 6) & 63)));
      out.push_back(static_cast<char>(0x80 | (point & 63)));
    } else {
      out.push_back(static_cast<char>(0xF0 | (point >> 18)));
      out.push_back(static_cast<char>(0x80 | ((point >> 12) & 63)));
      out.push_back(static_cast<char>(0x80 | ((point >> 6) & 63)));
      out.push_back(static_cast<char>(0x80 | (point & 63)));
    }
  }
  return true;
}

// Free text that stays escaped: are its escapes well formed, and is it at most
// `limit` code points long once unescaped? 0 malformed, 1 too long, 2 fine.
static inline int check_text(const char* p, size_t n, size_t limit) {
  const char *end = p + n, *next = p;
  size_t saved = 0;  // bytes an escape is longer than the one code point it makes
  while (
      (next = static_cast<const char*>(std::memchr(next, '\\', static_cast<size_t>(end - next))))) {
    if (end - next < 2) return 0;
    switch (next[1]) {
      case '"':
      case '\\':
      case '/':
      case 'b':
      case 'f':
      case 'n':
      case 'r':
      case 't':
        saved += 1;
        next += 2;
        continue;
      case 'u':
        break;
      default:
        return 0;
    }
    unsigned point, low;
    if (!hex4(next + 2, end, point)) return 0;
    if (point >= 0xD800 && point <= 0xDFFF) {
      if (point > 0xDBFF || end - next < 12 || next[6] != '\\' || next[7] != 'u' ||
          !hex4(next + 8, end, low))
        return 0;
      if (low < 0xDC00 || low > 0xDFFF) return 0;
      saved += 11;
      next += 12;
    } else {
      saved += 5;
      next += 6;
    }
  }
  if (n - saved <= limit) return 2;
  size_t points = 0;
  for (const char* q = p; q < end; ++q) points += (*q & 0xC0) != 0x80;
  return points - saved <= limit ? 2 : 1;
}

static inline bool is_number(const char* p, size_t n) {
  const char* end = p + n;
  auto digit = [&] { return p < end && static_cast<unsigned char>(*p - '0') <= 9; };
  if (p < end && *p == '-') ++p;
  if (!digit()) return false;
  if (*p == '0')
    ++p;
  else
    while (digit()) ++p;
  if (p < end && *p == '.') {
    ++p;
    if (!digit()) return false;
    while (digit()) ++p;
  }
  if (p < end && (*p | 0x20) == 'e') {
    ++p;
    if (p < end && (*p == '+' || *p == '-')) ++p;
    if (!digit()) return false;
    while (digit()) ++p;
  }
  return p == end;
}

static inline size_t count_newlines(const char* p, size_t n) {
  size_t total = 0, i = 0;
  while (i + 64 <= n) {
    unsigned char lanes[64] = {};  // eight bits a lane: at most 255 rounds
    size_t rounds = std::min<size_t>((n - i) / 64, 255);
    for (size_t r = 0; r < rounds; ++r, i += 64)
      for (size_t k = 0; k < 64; ++k)
        lanes[k] = static_cast<unsigned char>(lanes[k] + (p[i + k] == '\n'));
    for (unsigned char lane : lanes) total += lane;
  }
  for (; i < n; ++i) total += p[i] == '\n';
  return total;
}
