# leadlint_needs(<target> <package> [<version>]): finds the package, unless the target is there: a project that
# adds Leadlint may have brought it.
macro(leadlint_needs target package)
  if(NOT TARGET ${target})
    find_package(${package} ${ARGN} REQUIRED)
  endif()
endmacro()
