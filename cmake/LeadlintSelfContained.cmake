# LEADLINT_SELF_CONTAINED: fmt, simdjson and yaml-cpp inside of the libraries, in namespaces of ours, for hosts that have
# others of these. A shared library that needs those of the system takes the host's definitions instead wherever the host
# has its own; and a static one shares inline functions with it.
set(SIMDJSON_SOURCE "" CACHE PATH "The folder of simdjson.h and simdjson.cpp, each in one file")
set(YAML_CPP_SOURCE "" CACHE PATH "The folder of yaml-cpp's sources, with include/ and src/")
foreach(needed "${SIMDJSON_SOURCE}/simdjson.cpp" "${YAML_CPP_SOURCE}/include/yaml-cpp/yaml.h")
  if(NOT EXISTS "${needed}")
    message(FATAL_ERROR "LEADLINT_SELF_CONTAINED needs SIMDJSON_SOURCE and YAML_CPP_SOURCE: there is no ${needed}")
  endif()
endforeach()
leadlint_needs(fmt::fmt-header-only fmt)

file(GLOB yaml_sources "${YAML_CPP_SOURCE}/src/*.cpp")
add_library(leadlint_others STATIC "${SIMDJSON_SOURCE}/simdjson.cpp" ${yaml_sources})
set_target_properties(
  leadlint_others PROPERTIES EXPORT_NAME others POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden
                             VISIBILITY_INLINES_HIDDEN ON UNITY_BUILD OFF)
target_compile_features(leadlint_others PRIVATE cxx_std_17)
target_compile_options(leadlint_others PRIVATE -w $<$<NOT:$<CONFIG:Debug>>:-O3>)
# What is compiled with these names of theirs, sources of ours included, has the namespaces under those.
target_compile_definitions(
  leadlint_others
  PUBLIC $<BUILD_INTERFACE:fmt=leadlint_fmt> $<BUILD_INTERFACE:simdjson=leadlint_simdjson>
         $<BUILD_INTERFACE:YAML=leadlint_yaml> $<BUILD_INTERFACE:YAML_CPP_STATIC_DEFINE>)
target_include_directories(leadlint_others SYSTEM PUBLIC "$<BUILD_INTERFACE:${SIMDJSON_SOURCE}>"
                                                         "$<BUILD_INTERFACE:${YAML_CPP_SOURCE}/include>")
target_link_libraries(leadlint_others PUBLIC $<BUILD_INTERFACE:fmt::fmt-header-only>)
foreach(library FMT SIMDJSON YAML)
  set(LEADLINT_${library} leadlint_others)
endforeach()
