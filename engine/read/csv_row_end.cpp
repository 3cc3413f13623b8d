// Passes over a row that is too large to be read.
#include "read/csv_row_end.h"

namespace leadlint::read {

CsvRowEnd::CsvRowEnd(const CsvDialect& dialect) noexcept
    : delimiter_(dialect.delimiter),
      has_quotes_(dialect.has_quotes()),
      has_backslashes_(dialect.has_backslashes()) {}

std::size_t CsvRowEnd::pass(std::string_view text) noexcept {
  opened_at_ = text.npos;
  std::size_t at = 0;
  for (; at < text.size() && state_ != State::ended; ++at) {
    // Most of such a row is one long cell, or a line that is no use.
    if (state_ == State::quoted || state_ == State::broken) {
      at = text.find(state_ == State::quoted ? '"' : '\n', at);
      if (at == text.npos) return text.size();
    }
    const State before = state_;
    state_ = behind(text[at]);
    if (state_ == State::quoted && before == State::cell_start) opened_at_ = at;
  }
  return at;
}

CsvRowEnd::State CsvRowEnd::behind(char byte) const noexcept {
  switch (state_) {
    case State::quoted:
      return byte == '"' ? State::quote : State::quoted;
    case State::quote:
      if (byte == '"') return State::quoted;
      return byte == delimiter_ || byte == '\n' || byte == '\r' ? outside(byte) : State::broken;
    case State::cell_start:
      return byte == '"' && has_quotes_ ? State::quoted : outside(byte);
    case State::bare:
      return byte == '"' && has_quotes_ ? State::broken : outside(byte);
    case State::escaped:
      return byte == '\r' ? State::returned : State::bare;
    case State::returned:
    case State::broken:
      return byte == '\n' ? State::ended : State::broken;
    case State::ended:
      break;
  }
  return State::ended;
}

CsvRowEnd::State CsvRowEnd::outside(char byte) const noexcept {
  if (byte == '\n') return State::ended;
  if (byte == '\r') return State::returned;
  if (byte == '\\' && has_backslashes_) return State::escaped;
  return byte == delimiter_ ? State::cell_start : State::bare;
}

}  // namespace leadlint::read
