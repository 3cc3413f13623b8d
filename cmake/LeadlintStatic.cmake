# LEADLINT_STATIC: what the command needs, as static libraries; the command alone is built and installed. Where a
# distribution has simdjson as a shared library alone, SIMDJSON_SOURCE names the folder of its simdjson.h and
# simdjson.cpp in one file each.
set(SIMDJSON_SOURCE "" CACHE PATH "The folder of simdjson.h and simdjson.cpp, each in one file")

# leadlint_static(<target> <file>): the target is the static library of that file name.
function(leadlint_static target file)
  string(MAKE_C_IDENTIFIER "LEADLINT_${file}" found)
  find_library(${found} NAMES ${file} REQUIRED)
  add_library(${target} STATIC IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION "${${found}}")
endfunction()

find_path(LEADLINT_FMT_INCLUDE_DIR fmt/format.h REQUIRED)
add_library(fmt::fmt INTERFACE IMPORTED GLOBAL)
set_target_properties(fmt::fmt PROPERTIES INTERFACE_COMPILE_DEFINITIONS FMT_HEADER_ONLY=1
                                          INTERFACE_INCLUDE_DIRECTORIES "${LEADLINT_FMT_INCLUDE_DIR}")
leadlint_static(yaml-cpp libyaml-cpp.a)
leadlint_static(ZLIB::ZLIB libz.a)
leadlint_static(zstd::libzstd_static libzstd.a)
if(SIMDJSON_SOURCE)
  add_library(leadlint_simdjson STATIC "${SIMDJSON_SOURCE}/simdjson.cpp")
  target_compile_features(leadlint_simdjson PUBLIC cxx_std_17)
  target_compile_options(leadlint_simdjson PRIVATE -O3)
  target_include_directories(leadlint_simdjson SYSTEM PUBLIC "${SIMDJSON_SOURCE}")
  add_library(simdjson::simdjson ALIAS leadlint_simdjson)
else()
  leadlint_static(simdjson::simdjson libsimdjson.a)
endif()
