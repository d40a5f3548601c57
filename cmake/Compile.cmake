# One set of compile rules for all of our own targets; a third party's sources do not take part.
add_library(lobby_compile INTERFACE)
target_compile_options(lobby_compile INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
  -fstack-protector-strong -fno-omit-frame-pointer)
target_include_directories(lobby_compile INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(lobby_compile INTERFACE
  BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_DISABLE_BOOST_COROUTINE
  $<$<BOOL:${LOBBY_INSPECT}>:LOBBY_INSPECT=1>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 warns falsely about these in coroutine frames and std::string under -O2 (GCC bugs 105329, 105562).
  target_compile_options(lobby_compile INTERFACE
    -Wno-restrict -Wno-maybe-uninitialized -Wno-dangling-pointer -Wno-stringop-overflow -Wno-array-bounds)
  if(LOBBY_SANITIZE)  # coroutine frames' operators are inlined unevenly under them
    target_compile_options(lobby_compile INTERFACE -Wno-mismatched-new-delete)
  endif()
  if(LOBBY_SANITIZE STREQUAL "thread")
    target_compile_options(lobby_compile INTERFACE -Wno-tsan)
  endif()
endif()

# Most of a build from nothing is reading and instantiating the same templates again: a library's sources are compiled
# several at a time. Builds without it (dev, sanitizers, fuzz) find a source that does not include what it uses.
function(lobby_unity target)
  if(LOBBY_QUICK_BUILD)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
    # It takes an anonymous namespace of an included source for one of a header.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
endfunction()

# Sources of this folder whose own names meet those of a neighbour.
function(lobby_apart)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# Tests are compiled for the shortest build, not for speed.
function(lobby_quick_to_compile target)
  if(LOBBY_QUICK_BUILD)
    target_compile_options(${target} PRIVATE -O0 -U_FORTIFY_SOURCE)
  endif()
endfunction()

if(LOBBY_SANITIZE)
  add_compile_options(-fsanitize=${LOBBY_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${LOBBY_SANITIZE})
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-D_FORTIFY_SOURCE=2)
endif()
add_link_options(-Wl,-z,relro,-z,now -Wl,--as-needed)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
