# What is self-contained asks nobody else for fmt, simdjson or yaml-cpp.
if(SELF_CONTAINED)
  execute_process(COMMAND nm -DC --undefined-only "${LIBRARY}" OUTPUT_VARIABLE imported COMMAND_ERROR_IS_FATAL ANY)
  if(imported MATCHES "[^\n]*(fmt|simdjson|YAML)::[^\n]*")
    message(SEND_ERROR "imported: ${CMAKE_MATCH_0}")
  endif()
endif()
