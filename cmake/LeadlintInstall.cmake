# `cmake --install`: libraries, headers, the command, and what find_package(leadlint) and pkg-config read;
# rulesets, schemas and pages. `cpack` makes a Debian package of it.
include(CMakePackageConfigHelpers)

# What is linked statically is the command alone: its libraries are those of one file.
if(NOT LEADLINT_STATIC)
  set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/leadlint")

  # A part each, which find_package(leadlint COMPONENTS ...) can ask for alone.
  set(components validator rules c)
  foreach(component IN LISTS components)
    set(target leadlint_${component})
    if(TARGET ${target}_shared)
      set(target ${target}_shared)
    endif()
    set(others "")
    if(component STREQUAL validator AND LEADLINT_SELF_CONTAINED AND NOT BUILD_SHARED_LIBS)
      set(others leadlint_others)
    endif()
    install(TARGETS ${target} ${others} EXPORT leadlint-${component})
    install(EXPORT leadlint-${component} NAMESPACE leadlint:: FILE leadlint-${component}.cmake
            DESTINATION "${package_dir}")
  endforeach()
  install(FILES "${PROJECT_SOURCE_DIR}/engine/include/leadlint_c.h"
          DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/engine/include/leadlint"
          DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
  install(FILES "${PROJECT_BINARY_DIR}/generated/leadlint/version.h"
          DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/leadlint")

  # What a program has to find that links ours statically.
  set(needs_others ON)
  if(BUILD_SHARED_LIBS OR LEADLINT_SELF_CONTAINED)
    set(needs_others OFF)
  endif()
  configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/leadlintConfig.cmake.in"
                                "${PROJECT_BINARY_DIR}/leadlintConfig.cmake"
                                INSTALL_DESTINATION "${package_dir}")
  write_basic_package_version_file("${PROJECT_BINARY_DIR}/leadlintConfigVersion.cmake"
                                   COMPATIBILITY SameMinorVersion)
  install(FILES "${PROJECT_BINARY_DIR}/leadlintConfig.cmake"
                "${PROJECT_BINARY_DIR}/leadlintConfigVersion.cmake" DESTINATION "${package_dir}")

  # Where the prefix is, seen from the folder of the .pc files: what is installed may be moved.
  file(RELATIVE_PATH pc_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  string(REGEX REPLACE "/$" "" pc_prefix "${pc_prefix}")
  # Static libraries need theirs at every link.
  set(pc_private "")
  set(pc_requires ": fmt simdjson")
  set(pc_requires_yaml " yaml-cpp")
  set(pc_validator "-lleadlint_validator")
  if(BUILD_SHARED_LIBS)
    set(pc_private .private)
    set(pc_libraries "-lleadlint_rules")
  else()
    set(pc_libraries "-lleadlint_rules -lleadlint_validator")
  endif()
  if(LEADLINT_SELF_CONTAINED)
    set(pc_requires ":")
    set(pc_requires_yaml "")
    if(NOT BUILD_SHARED_LIBS)
      string(APPEND pc_libraries " -lleadlint_others")
      string(APPEND pc_validator " -lleadlint_others")
    endif()
  endif()
  list(TRANSFORM components REPLACE "(.+)" "leadlint-\\1" OUTPUT_VARIABLE packages)
  foreach(package IN LISTS packages)
    configure_file("${CMAKE_CURRENT_LIST_DIR}/${package}.pc.in" "${PROJECT_BINARY_DIR}/${package}.pc" @ONLY)
    set(as "${package}.pc")
    if(package STREQUAL leadlint-rules)
      set(as leadlint.pc)
    endif()
    install(FILES "${PROJECT_BINARY_DIR}/${package}.pc" RENAME "${as}"
            DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
  endforeach()
endif()

install(DIRECTORY "${PROJECT_SOURCE_DIR}/rules" "${PROJECT_SOURCE_DIR}/schemas" "${PROJECT_SOURCE_DIR}/messages"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/leadlint")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/" DESTINATION "${CMAKE_INSTALL_DOCDIR}/docs")

if(TARGET leadlint_command)
  install(TARGETS leadlint_command)
  if(TARGET leadlint_serve_command)
    install(TARGETS leadlint_serve_command DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/leadlint")
  endif()
  if(NOT CMAKE_CROSSCOMPILING)
    foreach(shell bash fish zsh)
      set(script "${PROJECT_BINARY_DIR}/completion.${shell}")
      add_custom_command(
        OUTPUT "${script}"
        COMMAND leadlint_command completion ${shell} >"${script}"
        DEPENDS leadlint_command
        COMMENT "Writing the completion for ${shell}")
      list(APPEND completions "${script}")
    endforeach()
    install(FILES "${PROJECT_BINARY_DIR}/completion.bash" RENAME leadlint
            DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
    install(FILES "${PROJECT_BINARY_DIR}/completion.fish" RENAME leadlint.fish
            DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
    install(FILES "${PROJECT_BINARY_DIR}/completion.zsh" RENAME _leadlint
            DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions")
    add_custom_command(
      OUTPUT "${PROJECT_BINARY_DIR}/leadlint.1"
      COMMAND leadlint_command manual >"${PROJECT_BINARY_DIR}/leadlint.1"
      DEPENDS leadlint_command
      COMMENT "Writing the man page")
    add_custom_target(leadlint_manual ALL DEPENDS "${PROJECT_BINARY_DIR}/leadlint.1" ${completions})
    install(FILES "${PROJECT_BINARY_DIR}/leadlint.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
  endif()
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The Leadlint developers <leadlint@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(NOT LEADLINT_STATIC)
  set(CPACK_DEBIAN_PACKAGE_SUGGESTS "libexpected-dev, libfmt-dev, libsimdjson-dev, libyaml-cpp-dev")
endif()
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
include(CPack)
