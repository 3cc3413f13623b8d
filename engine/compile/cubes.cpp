// Joins cubes, drops those that others cover, and writes them as rows.
#include "compile/cubes.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

namespace leadlint::compile {

std::optional<Cube> merge(const Cube& a, const Cube& b) {
  Cube merged;
  merged.reserve(a.size() + b.size());
  std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(merged));
  merged.erase(std::unique(merged.begin(), merged.end()), merged.end());
  for (std::size_t i = 1; i < merged.size(); ++i)
    if (merged[i].bit == merged[i - 1].bit) return std::nullopt;
  return merged;
}

namespace {

/// A bit for each literal (several may share one): what a cube covers has all bits of the cube.
std::uint64_t marks_of(const Cube& cube) {
  std::uint64_t marks = 0;
  for (const Literal& literal : cube)
    marks |= std::uint64_t{1} << (2U * literal.bit + (literal.holds ? 1U : 0U)) % 64U;
  return marks;
}

}  // namespace

Cubes without_covered(Cubes cubes) {
  std::sort(cubes.begin(), cubes.end(), [](const Cube& a, const Cube& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  Cubes kept;
  std::vector<std::uint64_t> marks;  // of those that are kept
  for (Cube& cube : cubes) {
    const std::uint64_t own = marks_of(cube);
    bool covered = false;
    for (std::size_t i = 0; i < kept.size() && !covered; ++i)
      covered = (marks[i] & ~own) == 0 &&
                std::includes(cube.begin(), cube.end(), kept[i].begin(), kept[i].end());
    if (covered) continue;
    kept.push_back(std::move(cube));
    marks.push_back(own);
  }
  return kept;
}

void write_row(table::DecisionTable& table, table::Row row, const Cube& cube) {
  std::vector<table::RowTerm> terms;
  for (const Literal& literal : cube) {
    const std::uint32_t word = literal.bit / 64;
    if (terms.empty() || terms.back().word != word) terms.push_back({word, 0, 0});
    const std::uint64_t bit = std::uint64_t{1} << (literal.bit % 64);
    terms.back().care |= bit;
    if (literal.holds) terms.back().value |= bit;
  }
  if (terms.empty()) terms.emplace_back();
  row.more_terms = {static_cast<Index>(table.row_terms.size()),
                    static_cast<Index>(terms.size() - 1)};
  table.row_terms.insert(table.row_terms.end(), terms.begin() + 1, terms.end());
  table.row_heads.push_back(terms.front());
  table.rows.push_back(row);
}

table::SpanOf<table::Row> write_rows(table::DecisionTable& table, const Cubes& cubes) {
  const table::SpanOf<table::Row> span{table.rows.count(), static_cast<Index>(cubes.size())};
  for (const Cube& cube : cubes) write_row(table, {}, cube);
  return span;
}

}  // namespace leadlint::compile
