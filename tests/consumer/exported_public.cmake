# A shared library of C++ exports names of leadlint alone, those of its public headers: cmake -DLIBRARY=... -P
execute_process(COMMAND nm -DC --defined-only "${LIBRARY}" OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" lines "${listed}")
foreach(line IN LISTS lines)
  string(REGEX REPLACE "^[0-9a-f]+ [A-Za-z] " "" name "${line}")
  if(NOT name MATCHES "^((typeinfo|typeinfo name|vtable|guard variable) for )?leadlint::"
     OR name MATCHES "leadlint::(read|table|validate|bulk|history|report|finding|model|parse|check|compile|load|text)::")
    # (Arguments may be of the engine's own types: only what stands first counts.)
    string(REGEX REPLACE "[(].*" "" name "${name}")
    if(NOT name MATCHES "^((typeinfo|typeinfo name|vtable|guard variable) for )?leadlint::[A-Za-z_]+(::|$)"
       OR name MATCHES "leadlint::(read|table|validate|bulk|history|report|finding|model|parse|check|compile|load|text)::")
      message(SEND_ERROR "exported: ${line}")
    endif()
  endif()
endforeach()
list(LENGTH lines count)
if(count LESS 40)
  message(SEND_ERROR "only ${count} names are exported")
endif()
