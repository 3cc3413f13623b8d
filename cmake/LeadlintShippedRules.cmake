# What is made of rules/ while building, by small tools that run on the machine that builds. A cross
# build takes them from a native one of the same sources: -DLEADLINT_NATIVE_TOOLS=<its build folder>/engine.
# Else it runs those that it has built, by CMAKE_CROSSCOMPILING_EMULATOR where they need one.
set(LEADLINT_NATIVE_TOOLS "" CACHE PATH "Folder of a native build's tools, for cross builds")

# leadlint_native_tool(<variable> <name> <argument of add_executable>...): the words to run it by, and in
# <variable>_FILE what that depends on; built where no native build has it.
function(leadlint_native_tool variable name)
  if(LEADLINT_NATIVE_TOOLS)
    find_program(native ${name} PATHS "${LEADLINT_NATIVE_TOOLS}" REQUIRED NO_CACHE NO_DEFAULT_PATH
                                      NO_CMAKE_FIND_ROOT_PATH)
    set(${variable} "${native}" PARENT_SCOPE)
    set(${variable}_FILE "${native}" PARENT_SCOPE)
    return()
  endif()
  add_executable(${name} ${ARGN})
  leadlint_target(${name})
  target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  # (Of a cross build without an emulator CMake would look for a target's name in PATH.)
  set(${variable} ${CMAKE_CROSSCOMPILING_EMULATOR} "$<TARGET_FILE:${name}>" PARENT_SCOPE)
  set(${variable}_FILE ${name} PARENT_SCOPE)
endfunction()

# leadlint_shipped_rules(<rules folder> <output.cpp>): the rule files below the folder become a source
# file (cmake/embed_rules.cpp) that is made anew when one of them changes, comes or goes.
function(leadlint_shipped_rules folder output)
  leadlint_native_tool(tool leadlint_embed_rules "${PROJECT_SOURCE_DIR}/cmake/embed_rules.cpp"
                       parse/yaml_events.cpp)
  if(TARGET leadlint_embed_rules)
    target_link_libraries(leadlint_embed_rules PRIVATE ${LEADLINT_YAML})
  endif()
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${folder}" "${folder}/*.yaml")
  list(FILTER files EXCLUDE REGEX "\\.tests\\.yaml$")
  list(SORT files)

  # The list is a file of its own, written only when it changes: that is how a deleted rule file
  # reaches the build.
  set(list_file "${output}.list")
  string(REPLACE ";" "\n" lines "${files}")
  file(CONFIGURE OUTPUT "${list_file}" CONTENT "${lines}\n" @ONLY)

  list(TRANSFORM files PREPEND "${folder}/" OUTPUT_VARIABLE paths)
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${tool} "${folder}" "${list_file}" "${output}"
    DEPENDS ${paths} "${list_file}" ${tool_FILE}
    COMMENT "Embedding the shipped rule files"
    VERBATIM)
endfunction()

# leadlint_shipped_tables(<output.cpp>): the shipped rule sets, compiled, become a source file
# (cmake/embed_tables.cpp). The tool is the libraries' own code, without that file.
function(leadlint_shipped_tables output)
  leadlint_native_tool(tool leadlint_embed_tables "${PROJECT_SOURCE_DIR}/cmake/embed_tables.cpp")
  if(TARGET leadlint_embed_tables)
    target_link_libraries(leadlint_embed_tables PRIVATE leadlint_validator_code leadlint_rules_code
                                                        ${LEADLINT_YAML})
  endif()
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${tool} "${output}"
    DEPENDS ${tool_FILE}
    COMMENT "Compiling the shipped rule sets"
    VERBATIM)
endfunction()
