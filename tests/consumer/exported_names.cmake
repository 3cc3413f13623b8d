# What the shared library exports is what its header declares: cmake -DLIBRARY=... -DHEADER=... [-DSELF_CONTAINED=ON] -P
execute_process(COMMAND nm -D --defined-only "${LIBRARY}" OUTPUT_VARIABLE listed
                COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^ \n]+\n" exported "${listed}")
list(TRANSFORM exported STRIP)
list(SORT exported)
file(READ "${HEADER}" header)
string(REGEX MATCHALL "LEADLINT_API [^(]*[ *]leadlint_[a-z_]+\\(" declared "${header}")
list(TRANSFORM declared REPLACE ".*[ *](leadlint_[a-z_]+)\\(" "\\1")
list(SORT declared)
if(NOT exported STREQUAL declared)
  message(FATAL_ERROR "exported: ${exported}\ndeclared: ${declared}")
endif()
include("${CMAKE_CURRENT_LIST_DIR}/no_imports.cmake")
