# leadlint_shipped_rules(<rules folder> <output.cpp>): the rule files below the folder become a source
# file (cmake/embed_rules.cpp) that is made anew when one of them changes, comes or goes.
function(leadlint_shipped_rules folder output)
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
    COMMAND leadlint_embed_rules "${folder}" "${list_file}" "${output}"
    DEPENDS ${paths} "${list_file}" leadlint_embed_rules
    COMMENT "Embedding the shipped rule files"
    VERBATIM)
endfunction()
