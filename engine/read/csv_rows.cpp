// Block to rows. One chunk of 64 bytes at a time becomes masks; a row is done when the next line
// break in them is, wherever chunks begin and end.
#include "read/csv_rows.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "read/bytes64.h"
#include "read/csv_row_end.h"

namespace leadlint::read {

namespace {

constexpr std::size_t chunk = 64;
constexpr std::uint64_t all_bits = ~std::uint64_t{0};
/// So far one search for a CR looks ahead: most files have none, and few rows are read again.
constexpr std::size_t look_ahead = 4096;

/// The bits below the lowest one that is set; all of them where none is.
constexpr std::uint64_t below_lowest(std::uint64_t mask) noexcept { return ~mask & (mask - 1); }
constexpr std::uint64_t up_to(unsigned bit) noexcept { return all_bits >> (63 - bit); }

/// Where the quotes open that `text` ends inside of. Every quote in it stands where it may.
std::size_t open_quote(std::string_view text) noexcept {
  std::size_t at = text.find('"');
  while (at != std::string_view::npos) {
    const std::size_t opening = at;
    do {  // two quotes in a row are one inside
      at = text.find('"', at + 1);
      if (at == std::string_view::npos) return opening;
      ++at;
    } while (at < text.size() && text[at] == '"');
    at = text.find('"', at);
  }
  return 0;
}

}  // namespace

CsvRows::CsvRows(const CsvDialect& dialect)
    : dialect_(dialect), quotes_mask_(dialect.has_quotes() ? all_bits : 0) {}

void CsvRows::begin(std::string_view block, bool is_whole, std::size_t start) {
  block_ = block;
  is_whole_ = is_whole;
  lines_ = 0;
  cells_.resize(max_csv_cells + 1);  // (not before: whoever might read rows has one of these)
  restart(start);
}

bool CsvRows::next(CsvRow& row) {
  for (;;) {
    switch (split(row)) {
      case Step::incomplete:
        return false;
      case Step::broken:
        return true;
      case Step::row:
        if (!row.text.empty()) return true;
        break;  // an empty line
    }
  }
}

/// Starts anew at `at`, outside quotes.
void CsvRows::restart(std::size_t at) noexcept {
  at_ = at;
  inside_ = 0;
  escaped_ = false;
  plain_ = true;
  inner_lines_ = 0;
  no_return_before_ = 0;  // what stood inside quotes may not any more
  load(at);
}

/// Makes the masks of the chunk at `at`. What lies behind the block's end counts as blanks.
void CsvRows::load(std::size_t at) noexcept {
  base_ = at;
  const std::size_t left = block_.size() - at;
  const char* from = block_.data() + at;
  char tail[chunk];
  if (left < chunk) {
    std::memset(tail, ' ', chunk);
    if (left != 0) std::memcpy(tail, from, left);
    from = tail;
  }
  const Bytes64 bytes(from);
  std::uint64_t delimiters = bytes.equal(dialect_.delimiter);
  if (left < chunk) delimiters &= ~(all_bits << left);  // blanks may delimit
  newlines_ = bytes.equal('\n');
  ends_ = delimiters | newlines_;
  rare_ = bytes.rare();
  inner_ = 0;
  faults_ = 0;
  const std::uint64_t quotes = bytes.equal('"') & quotes_mask_;
  const bool has_quotes = (quotes | inside_) != 0;
  const bool may_return = no_return_before_ < at + std::min(left, chunk);
  if (dialect_.has_backslashes()) load_escaped(bytes.equal('\\'));
  if (has_quotes || may_return) [[unlikely]] {
    const std::uint64_t returns = bytes.equal('\r'), feeds = newlines_;
    const std::uint64_t inside = has_quotes ? load_quotes(quotes, returns) : 0;
    if (may_return) load_returns(returns, feeds, inside);
  }
}

/// What stands there; behind the block's end a line break, for that ends a cell too.
char CsvRows::byte_at(std::size_t place) const noexcept {
  return place < block_.size() ? block_[place] : '\n';
}

/// Finds CRs outside quotes that no LF follows. Where the chunk has no CR, one search tells how far
/// that holds, so that text without any costs next to nothing.
void CsvRows::load_returns(std::uint64_t returns, std::uint64_t feeds,
                           std::uint64_t inside) noexcept {
  if (returns == 0) {
    const std::size_t from = std::min(base_ + chunk, block_.size());
    const std::size_t max = std::min(look_ahead, block_.size() - from);
    const void* const found = std::memchr(block_.data() + from, '\r', max);
    no_return_before_ =
        found == nullptr
            ? from + max
            : static_cast<std::size_t>(static_cast<const char*>(found) - block_.data());
    return;
  }
  const std::size_t left = block_.size() - base_;
  const std::uint64_t behind_end = left < chunk ? all_bits << left : 0;
  const std::uint64_t followed =
      (feeds | behind_end) >> 1U | (std::uint64_t{byte_at(base_ + chunk) == '\n'} << 63U);
  const std::uint64_t bare = returns & ~followed & ~inside;
  if (bare == 0) return;
  faults_ |= bare;
  const std::uint64_t sound = below_lowest(faults_);
  ends_ &= sound;
  newlines_ &= sound;
}

/// Takes out of the masks what stands behind a backslash that escapes it.
void CsvRows::load_escaped(std::uint64_t backslashes) noexcept {
  std::uint64_t escaped = escaped_ ? 1 : 0;
  escaped_ = false;
  for (std::uint64_t left = backslashes & ~escaped; left != 0;) {
    const auto bit = static_cast<unsigned>(std::countr_zero(left));
    left &= left - 1;
    escaped_ = bit == 63;
    if (escaped_) break;
    const std::uint64_t behind = std::uint64_t{1} << (bit + 1);
    escaped |= behind;
    left &= ~behind;
  }
  inner_ = newlines_ & escaped;
  ends_ &= ~escaped;
  newlines_ &= ~escaped;
}

/// Takes out of the masks what stands inside quotes, and finds quotes where none may be: an opening
/// one stands at a cell's start, a closing one at its end; two that meet are one quote inside.
/// Returns what stands inside.
std::uint64_t CsvRows::load_quotes(std::uint64_t quotes, std::uint64_t returns) noexcept {
  const auto at = [this](std::size_t place) { return byte_at(place); };
  const auto ends_cell = [&](std::size_t place) {
    const char byte = at(place);
    return byte == dialect_.delimiter || byte == '\n' || (byte == '\r' && at(place + 1) == '\n');
  };
  const auto shifted_in = [](bool bit, unsigned place) { return std::uint64_t{bit} << place; };

  const std::size_t left = block_.size() - base_;
  const std::uint64_t behind_end = left < chunk ? all_bits << left : 0;
  const std::uint64_t breaks = newlines_ | behind_end;
  const std::uint64_t line_ends =
      breaks | (returns & (breaks >> 1U | shifted_in(at(base_ + chunk) == '\n', 63)));
  const std::uint64_t inside = running_parity(quotes) ^ inside_;
  const std::uint64_t openings = quotes & inside;
  const std::uint64_t closings = quotes & ~inside;

  const bool starts_cell = base_ == at_ || ends_cell(base_ - 1) || at(base_ - 1) == '"';
  const std::uint64_t may_open = (ends_ | quotes) << 1U | shifted_in(starts_cell, 0);
  const bool cell_ends = ends_cell(base_ + chunk) || at(base_ + chunk) == '"';
  const std::uint64_t may_close = (ends_ | line_ends | quotes) >> 1U | shifted_in(cell_ends, 63);
  faults_ = (openings & ~may_open) | (closings & ~may_close);
  openings_ = openings;

  const std::uint64_t sound = faults_ == 0 ? all_bits : below_lowest(faults_);
  inner_ = newlines_ & inside;
  ends_ &= ~inside & sound;
  newlines_ &= ~inside & sound;
  inside_ = 0 - (inside >> 63U);
  return inside;
}

CsvRows::Step CsvRows::split(CsvRow& row) {
  std::size_t cell = at_;
  std::uint32_t count = 0;
  for (;;) {
    while (ends_ != 0) {
      const auto bit = static_cast<unsigned>(std::countr_zero(ends_));
      const std::size_t end = base_ + bit;
      keep_cell(count++, cell, end);
      cell = end + 1;
      ends_ &= ends_ - 1;
      if ((newlines_ >> bit & 1U) != 0) return finish(row, end, count, up_to(bit));
    }
    if (faults_ != 0) [[unlikely]]
      return at_fault(row);
    if (block_.size() - base_ <= chunk) return end_of_block(row, cell, count);
    plain_ = plain_ && rare_ == 0;
    if (inner_ != 0) inner_lines_ += static_cast<std::uint64_t>(std::popcount(inner_));
    if (base_ + chunk - at_ > dialect_.max_row) [[unlikely]]
      return oversized(row);
    load(base_ + chunk);
  }
}

inline void CsvRows::keep_cell(std::uint32_t number, std::size_t first, std::size_t last) noexcept {
  cells_[std::min(number, max_csv_cells)] = {static_cast<std::uint32_t>(first - at_),
                                             static_cast<std::uint32_t>(last - first)};
}

/// A row that ends at `end`; `done`: what of the chunk belongs to it.
inline CsvRows::Step CsvRows::finish(CsvRow& row, std::size_t end, std::uint32_t count,
                                     std::uint64_t done) {
  if (end - at_ > dialect_.max_row) [[unlikely]]
    return oversized(row);
  row.text = block_.substr(at_, end - at_);
  if (row.text.ends_with('\r')) {
    row.text.remove_suffix(1);
    --cells_[std::min(count - 1, max_csv_cells)].size;
  }
  row.first = at_;
  row.next = std::min(end + 1, block_.size());
  row.line = lines_;
  row.cells = {cells_.data(), std::min(count, max_csv_cells)};
  row.cell_count = count;
  row.plain = plain_ && (rare_ & done) == 0;
  row.fault = CsvFault::ok;
  row.fault_at = 0;
  rare_ &= ~done;
  lines_ += inner_lines_ + (row.next - end);
  if (inner_ != 0) [[unlikely]] {
    lines_ += static_cast<std::uint64_t>(std::popcount(inner_ & done));
    inner_ &= ~done;
  }
  at_ = row.next;
  plain_ = true;
  inner_lines_ = 0;
  return Step::row;
}

/// The block ends in the row at hand, whose last cell starts at `cell`.
CsvRows::Step CsvRows::end_of_block(CsvRow& row, std::size_t cell, std::uint32_t count) {
  const std::size_t end = block_.size();
  const bool is_large = end - at_ > dialect_.max_row;
  if (!is_large && (!is_whole_ || at_ == end)) return Step::incomplete;
  if (is_large) return oversized(row);
  if (inside_ != 0) return broken(row, CsvFault::unterminated_quote, end);
  keep_cell(count, cell, end);
  return finish(row, end, count + 1, all_bits);
}

/// The quote or CR that is the first fault of the chunk.
CsvRows::Step CsvRows::at_fault(CsvRow& row) {
  const std::size_t place = base_ + static_cast<unsigned>(std::countr_zero(faults_));
  if (block_[place] == '\r') return broken(row, CsvFault::bare_return, place);
  const bool opening = (openings_ >> (place - base_) & 1U) != 0;
  if (opening) return broken(row, CsvFault::quote_in_cell, place);
  const bool at_return = byte_at(place + 1) == '\r';
  return broken(row, at_return ? CsvFault::bare_return : CsvFault::text_behind_quote, place + 1);
}

/// Ends a broken row at the first line break behind its start, and starts anew there: were it to
/// end where its quotes say, a stray quote would take whole rows with it. What is wrong at a
/// `place` on a later line is that line's to say; this one's quote is then as good as left open.
CsvRows::Step CsvRows::broken(CsvRow& row, CsvFault fault, std::size_t place) {
  if (place - at_ > dialect_.max_row) return oversized(row);
  const std::size_t newline = block_.find('\n', at_);
  if (newline == std::string_view::npos && !is_whole_) return Step::incomplete;
  const std::size_t end = std::min(newline, block_.size());
  if (end - at_ > dialect_.max_row) {
    fault = CsvFault::too_large;
    place = at_;
  } else if (place >= end) {
    fault = CsvFault::unterminated_quote;
    place = at_ + open_quote(block_.substr(at_, end - at_));
  }
  return faulty(row, fault, place, end);
}

/// A row over the limit goes up to where its quotes say, whatever that is: inner lines of a cell
/// would be judged as rows, and taken.
CsvRows::Step CsvRows::oversized(CsvRow& row) {
  CsvRowEnd row_end(dialect_);
  const std::size_t next = at_ + row_end.pass(block_.substr(at_));
  if (!row_end.ended() && !is_whole_) return Step::incomplete;
  return faulty(row, CsvFault::too_large, at_, row_end.ended() ? next - 1 : next);
}

/// The row up to the line break at `end` is of no use; starts anew behind it.
CsvRows::Step CsvRows::faulty(CsvRow& row, CsvFault fault, std::size_t place, std::size_t end) {
  row.text = block_.substr(at_, end - at_);
  if (row.text.ends_with('\r')) row.text.remove_suffix(1);
  row.fault = fault;
  row.fault_at = static_cast<std::uint32_t>(place - at_);
  row.first = at_;
  row.next = std::min(end + 1, block_.size());
  row.line = lines_;
  row.cells = {};
  row.cell_count = 0;
  row.plain = false;
  lines_ += static_cast<std::uint64_t>(
      std::count(block_.begin() + static_cast<std::ptrdiff_t>(at_),
                 block_.begin() + static_cast<std::ptrdiff_t>(row.next), '\n'));
  restart(row.next);
  return Step::broken;
}

std::size_t whole_csv_rows(CsvRows& rows, std::string_view block, bool is_whole) {
  const CsvDialect& dialect = rows.dialect();
  if (is_whole && block.size() <= dialect.max_row) return block.size();
  const char special = dialect.has_backslashes() ? '\\' : '"';
  if (dialect.escapes == CellEscapes::none || block.find(special) == block.npos)
    return is_whole ? block.size() : block.rfind('\n') + 1;
  rows.begin(block, is_whole);
  return rows.skip();
}

/// Up to a row that is too large. A chunk at a time: where no quote is at fault and no row can be
/// too large, only the last line break matters.
std::size_t CsvRows::skip() {
  for (;;) {
    while (faults_ == 0 && block_.size() - base_ > chunk &&
           base_ + chunk - at_ <= dialect_.max_row) {
      if (newlines_ != 0) at_ = base_ + static_cast<std::size_t>(std::bit_width(newlines_));
      load(base_ + chunk);
    }
    restart(at_);
    CsvRow row;
    do {
      if (!next(row)) return at_;
      if (row.fault == CsvFault::too_large) return row.first;
    } while (faults_ != 0);
  }
}

}  // namespace leadlint::read
