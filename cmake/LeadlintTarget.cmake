# What every target of ours is compiled with. The settings end at the target: a project that adds
# Leadlint with add_subdirectory keeps its own.

# Developers' settings, for the whole build and only where Leadlint is what is being built.
if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Type of build" FORCE)
  endif()
  find_program(LEADLINT_CCACHE ccache)
  if(LEADLINT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${LEADLINT_CCACHE}")
  endif()
endif()

# leadlint_sources(<variable> <glob>...): the files that match now; a new one is seen by the next
# build, without a new configure.
function(leadlint_sources variable)
  file(GLOB found CONFIGURE_DEPENDS ${ARGN})
  set(${variable} ${found} PARENT_SCOPE)
endfunction()

# leadlint_apart(<file>...): files that are compiled alone in a unity build, since names of theirs stand
# in other files as well.
function(leadlint_apart)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# leadlint_builds_quickly(<target> <level> <batch>): in a release, how far its code is optimised; in a unity
# build, so many files at a time. What is worth more is said of its files.
function(leadlint_builds_quickly target level batch)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:${level}>)
  set_target_properties(${target} PROPERTIES UNITY_BUILD_BATCH_SIZE ${batch})
endfunction()

# leadlint_target(<target>): language, warnings, sanitizers.
function(leadlint_target target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON
                                             CXX_VISIBILITY_PRESET hidden
                                             VISIBILITY_INLINES_HIDDEN ON)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wshadow -Wconversion
                                           -Wsign-conversion $<$<BOOL:${LEADLINT_WERROR}>:-Werror>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees overlaps in operator+ of std::string that are not there (its bug 105651).
    target_compile_options(${target} PRIVATE -Wno-restrict)
  endif()
  if(CMAKE_UNITY_BUILD)
    # Several files in one: names of one hide those of another. Builds without it warn of real cases.
    target_compile_options(${target} PRIVATE -Wno-shadow -Wno-unused-function
                                             $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
  if(LEADLINT_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${LEADLINT_SANITIZE}
                                             -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=${LEADLINT_SANITIZE})
  endif()
endfunction()

# leadlint_opens_files(<target>): by the system's calls, which on 32-bit machines refuse files over 2 GB, and those of
# large file systems, unless they are told not to.
function(leadlint_opens_files target)
  if(CMAKE_SIZEOF_VOID_P EQUAL 4)
    target_compile_definitions(${target} PRIVATE _FILE_OFFSET_BITS=64)
  endif()
endfunction()

# leadlint_runs_seldom(<target>): code that a test run spends little time in. Sanitizers make optimising it
# take three times as long as compiling it, and only the engine's edges guide the fuzzer. (What is built for another
# kind of machine is built to be tested, too.)
function(leadlint_runs_seldom target)
  if(CMAKE_CROSSCOMPILING AND CMAKE_BUILD_TYPE STREQUAL Debug)
    target_compile_options(${target} PRIVATE -O0)
  endif()
  if(LEADLINT_SANITIZE)
    target_compile_options(${target} PRIVATE -O0)
    if(LEADLINT_SANITIZE MATCHES "fuzzer")
      target_compile_options(${target} PRIVATE -fno-sanitize=fuzzer-no-link)
    endif()
  endif()
endfunction()
