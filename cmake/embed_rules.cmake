# Rule files to one C++ source file that defines `shipped_file` and `shipped_files` (engine/parse/parse.h).
#   cmake -DFOLDER=rules -DLIST=names.txt -DOUTPUT=shipped_rules.cpp -P embed_rules.cmake
# Texts become arrays of characters: string literals end at 64 KiB and need escapes.
cmake_minimum_required(VERSION 3.25)

file(STRINGS "${LIST}" files)

set(arrays "")
set(entries "")
set(number 0)
foreach(file IN LISTS files)
  file(READ "${FOLDER}/${file}" bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  # The closing NUL keeps an empty file from being an array of no length.
  string(APPEND arrays "constexpr char text_${number}[] = {\n${bytes}'\\0'};\n")
  string(REGEX REPLACE "\\.yaml$" "" name "${file}")
  string(APPEND entries "      {\"${name}\", {text_${number}, sizeof text_${number} - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()

file(WRITE "${OUTPUT}" "// Made from rules/ by cmake/embed_rules.cmake.
#include <algorithm>
#include <map>
#include <vector>

#include \"parse/parse.h\"

namespace leadlint::parse {
namespace {

${arrays}
const std::map<std::string_view, std::string_view>& texts() {
  static const std::map<std::string_view, std::string_view> all{
${entries}  };
  return all;
}

}  // namespace

std::optional<std::string_view> shipped_file(std::string_view name) {
  const auto found = texts().find(name);
  if (found == texts().end()) return std::nullopt;
  return found->second;
}

const std::vector<std::string_view>& shipped_files() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> result;
    for (const auto& [name, text] : texts()) result.push_back(name);
    return result;
  }();
  return names;
}

}  // namespace leadlint::parse
")
