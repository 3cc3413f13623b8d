# `cmake --install`: the libraries, the installed headers, the command, and the package files that
# find_package(leadlint) reads.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/leadlint")

install(TARGETS leadlint_validator leadlint_rules leadlint_c EXPORT leadlintTargets)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/engine/include/leadlint"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/engine/include/leadlint_c.h"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(FILES "${PROJECT_BINARY_DIR}/generated/leadlint/version.h"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/leadlint")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/messages" DESTINATION "${CMAKE_INSTALL_DATADIR}/leadlint")
install(EXPORT leadlintTargets NAMESPACE leadlint:: DESTINATION "${package_dir}")
if(TARGET leadlint_command)
  install(TARGETS leadlint_command)
endif()

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/leadlintConfig.cmake.in"
                              "${PROJECT_BINARY_DIR}/leadlintConfig.cmake"
                              INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/leadlintConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/leadlintConfig.cmake"
              "${PROJECT_BINARY_DIR}/leadlintConfigVersion.cmake" DESTINATION "${package_dir}")
