# Runs example.sql in the sqlite3 shell: cmake -DSQLITE3=... -DEXTENSION=... -P
execute_process(
  COMMAND "${SQLITE3}" -batch :memory: ".load ${EXTENSION}" ".read example.sql"
  WORKING_DIRECTORY "${CMAKE_CURRENT_LIST_DIR}"
  OUTPUT_VARIABLE written
  ERROR_VARIABLE mistakes)
file(READ "${CMAKE_CURRENT_LIST_DIR}/example.expected" expected)
if(NOT written STREQUAL expected)
  message(FATAL_ERROR "written:\n${written}\nexpected:\n${expected}\n${mistakes}")
endif()
foreach(mistake "no shipped ruleset is called `renovationfind/update_statu`"
                "leadlint_findings takes a ruleset and a payload")
  string(FIND "${mistakes}" "${mistake}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "no word of \"${mistake}\" in:\n${mistakes}")
  endif()
endforeach()
