# One target a folder, so that the direction of dependencies is enforced by the build.
#   lobby_library(NAME SOURCES ... [PUBLIC libs...] [PRIVATE libs...])
#   lobby_program(NAME SOURCES ... [LIBS libs...])
#   lobby_test(NAME LABEL unit|integration|... SOURCES ... [LIBS libs...] [TIMEOUT s])
#   lobby_fuzzer(NAME SOURCES ... [LIBS libs...] [CORPUS dir])

function(lobby_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE} lobby_compile)
  lobby_unity(${name})
endfunction()

function(lobby_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} lobby_compile)
  lobby_unity(${name})
endfunction()

function(lobby_test name)
  cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "SOURCES;LIBS" ${ARGN})
  if(LOBBY_FUZZ)
    return()
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 60)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} GTest::gmock GTest::gtest_main lobby_compile)
  lobby_unity(${name})
  lobby_quick_to_compile(${name})
  add_test(NAME ${ARG_LABEL}.${name} COMMAND ${name})
  set_tests_properties(${ARG_LABEL}.${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT})
endfunction()

if(LOBBY_FUZZ)
  add_custom_target(fuzzers) # all harnesses and only what they need
endif()

function(lobby_fuzzer name)
  cmake_parse_arguments(ARG "" "CORPUS" "SOURCES;LIBS" ${ARGN})
  if(NOT LOBBY_FUZZ)
    return()
  endif()
  add_executable(${name} ${ARG_SOURCES})
  add_dependencies(fuzzers ${name})
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} lobby_compile)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  # New finds go to the build tree; the kept corpus is read only. The short run of the tests begins alike each time;
  # a longer one by hand begins elsewhere.
  file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${name}.finds)
  add_test(NAME fuzz.${name} COMMAND ${name} -seed=1 -max_total_time=5 -timeout=5 -rss_limit_mb=1024
    ${CMAKE_CURRENT_BINARY_DIR}/${name}.finds ${ARG_CORPUS})
  set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz TIMEOUT 60)
endfunction()

#   lobby_python_test(NAME LABEL journeys|faults|... [TIMEOUT s] [WITHOUT_SCREEN]): NAME.py of this folder, a unittest over the built
#   programs. One of them at a time, because a screen and people's deadlines need most of a machine; tests that only
#   compute run beside it.
function(lobby_python_test name)
  cmake_parse_arguments(ARG "WITHOUT_SCREEN" "LABEL;TIMEOUT" "" ${ARGN})
  if(LOBBY_FUZZ)
    return()
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 180)
  endif()
  add_test(NAME ${ARG_LABEL}.${name} COMMAND python3 -B ${CMAKE_CURRENT_SOURCE_DIR}/${name}.py)
  set_tests_properties(${ARG_LABEL}.${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT}
    COST 100 # first, so that the last of them is not left alone
    ENVIRONMENT LOBBY_BUILD_DIR=${PROJECT_BINARY_DIR})
  if(NOT ARG_WITHOUT_SCREEN)
    set_tests_properties(${ARG_LABEL}.${name} PROPERTIES RESOURCE_LOCK screen)
  endif()
endfunction()

#   lobby_page_test(NAME LABEL console [TIMEOUT s]): NAME.mjs of this folder, by Node's own test runner, over the built
#   pages and the real office. Nothing else runs beside it: a browser needs the machine for itself.
function(lobby_page_test name)
  cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "" ${ARGN})
  if(LOBBY_FUZZ)
    return()
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 240)
  endif()
  find_program(NODE_PROGRAM NAMES node nodejs REQUIRED)
  add_test(NAME ${ARG_LABEL}.${name} COMMAND ${NODE_PROGRAM} --test ${CMAKE_CURRENT_SOURCE_DIR}/${name}.mjs)
  set_tests_properties(${ARG_LABEL}.${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT} RUN_SERIAL ON
    ENVIRONMENT LOBBY_BUILD_DIR=${PROJECT_BINARY_DIR})
endfunction()
