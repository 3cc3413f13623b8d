# messages/en.json to C++: cmake -DINPUT=messages/en.json -DHEADER=say.h -DSOURCE=say_english.cpp
# [-DMARK=ON] -P embed_messages.cmake. `Say` has a member for each sentence, part and word of the
# file, by its names: {"too_long": {"limit": "..."}} is Say::too_long_limit. With MARK, all that is
# no hole stands between U+27E6 and U+27E7: what a message has outside of them comes from elsewhere.
cmake_minimum_required(VERSION 3.25)
file(READ "${INPUT}" json)

set(list "")
set(names "")
set(texts "")
set(count 0)
macro(leadlint_phrase)  # `name` and `text`
  string(REPLACE "." "_" enumerator "${name}")
  set(shown "${text}")
  if(MARK)
    string(REGEX REPLACE "({[a-z_]+})" "⟧\\1⟦" shown "⟦${shown}⟧")
  endif()
  string(APPEND list "  ${enumerator},\n")
  string(APPEND names "    R\"~(${name})~\",\n")
  string(APPEND texts "    R\"~(${shown})~\",\n")
  math(EXPR count "${count} + 1")
endmacro()

string(JSON last LENGTH "${json}" words)
math(EXPR last "${last} - 1")
foreach(i RANGE ${last})
  string(JSON word MEMBER "${json}" words ${i})
  string(JSON text GET "${json}" words "${word}")
  set(name "word.${word}")
  leadlint_phrase()
endforeach()
foreach(section IN ITEMS messages parts)
  string(JSON last_group LENGTH "${json}" ${section})
  math(EXPR last_group "${last_group} - 1")
  foreach(g RANGE ${last_group})
    string(JSON group MEMBER "${json}" ${section} ${g})
    string(JSON of_group GET "${json}" ${section} "${group}")
    string(JSON last LENGTH "${of_group}")
    math(EXPR last "${last} - 1")
    foreach(i RANGE ${last})
      string(JSON member MEMBER "${of_group}" ${i})
      string(JSON text GET "${of_group}" "${member}")
      set(name "${group}.${member}")
      leadlint_phrase()
    endforeach()
  endforeach()
endforeach()

set(made "// Made of messages/en.json by cmake/embed_messages.cmake.\n")
# What has not changed keeps its time: a sentence in other words makes nothing anew but the table.
function(leadlint_write file text)
  set(before "")
  if(EXISTS "${file}")
    file(READ "${file}" before)
  endif()
  if(NOT "${before}" STREQUAL "${text}")
    file(WRITE "${file}" "${text}")
  endif()
endfunction()
if(HEADER)
  leadlint_write("${HEADER}" "${made}#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace leadlint {

enum class Say : std::uint16_t {
${list}};
inline constexpr std::size_t say_count = ${count};

/// By the number of their member: the words, and their names in the file.
extern const std::array<std::string_view, say_count> say_english, say_names;

}  // namespace leadlint
")
endif()
leadlint_write("${SOURCE}" "${made}#include \"finding/say.h\"

namespace leadlint {

constinit const std::array<std::string_view, say_count> say_english{
${texts}};
constinit const std::array<std::string_view, say_count> say_names{
${names}};

}  // namespace leadlint
")
