# Everything comes from Debian (scripts/setup). Versions that matter are named in docs/decisions/.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(OpenSSL 3 REQUIRED)
find_package(Protobuf REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(GTest REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(freetype REQUIRED IMPORTED_TARGET freetype2)
pkg_check_modules(sdl2 REQUIRED IMPORTED_TARGET sdl2)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(png REQUIRED IMPORTED_TARGET libpng)
pkg_check_modules(turbojpeg REQUIRED IMPORTED_TARGET libturbojpeg)
pkg_check_modules(pangocairo REQUIRED IMPORTED_TARGET pangocairo)
pkg_check_modules(sane REQUIRED IMPORTED_TARGET sane-backends)
find_library(ZINT_LIBRARY zint REQUIRED)
find_library(SQLITECPP_LIBRARY SQLiteCpp REQUIRED)

# Of OpenCV only what Debian gives without its graphical parts, and so without its CMake files.
find_path(OPENCV_INCLUDE_DIR opencv2/imgproc.hpp PATH_SUFFIXES opencv4 REQUIRED)
find_library(OPENCV_CORE_LIBRARY opencv_core REQUIRED)
find_library(OPENCV_IMGPROC_LIBRARY opencv_imgproc REQUIRED)
add_library(lobby_opencv INTERFACE)
target_include_directories(lobby_opencv SYSTEM INTERFACE ${OPENCV_INCLUDE_DIR})
target_link_libraries(lobby_opencv INTERFACE ${OPENCV_IMGPROC_LIBRARY} ${OPENCV_CORE_LIBRARY})

# Beast and Asio take long to compile: their implementations are compiled once, in this library.
add_library(lobby_asio STATIC ${PROJECT_SOURCE_DIR}/cmake/asio_implementation.cpp)
target_compile_definitions(lobby_asio PUBLIC BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
  BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE)
target_link_libraries(lobby_asio PUBLIC Boost::headers OpenSSL::SSL OpenSSL::Crypto Threads::Threads)

# Dear ImGui 1.92: a system library that is new enough, or Debian's source package as scripts/setup lays it down.
set(LOBBY_IMGUI_VERSION 1.92.2b)
set(IMGUI_SOURCE_DIR "" CACHE PATH "Sources of Dear ImGui >= 1.92")
if(NOT IMGUI_SOURCE_DIR)
  if(DEFINED ENV{XDG_CACHE_HOME})
    set(IMGUI_SOURCE_DIR $ENV{XDG_CACHE_HOME}/lobby/imgui-${LOBBY_IMGUI_VERSION})
  else()
    set(IMGUI_SOURCE_DIR $ENV{HOME}/.cache/lobby/imgui-${LOBBY_IMGUI_VERSION})
  endif()
endif()
if(NOT EXISTS ${IMGUI_SOURCE_DIR}/imgui.h)
  message(FATAL_ERROR "Dear ImGui ${LOBBY_IMGUI_VERSION} is not at ${IMGUI_SOURCE_DIR}: run scripts/setup, or give -DIMGUI_SOURCE_DIR=")
endif()
add_library(imgui STATIC
  ${IMGUI_SOURCE_DIR}/imgui.cpp ${IMGUI_SOURCE_DIR}/imgui_draw.cpp ${IMGUI_SOURCE_DIR}/imgui_tables.cpp
  ${IMGUI_SOURCE_DIR}/imgui_widgets.cpp ${IMGUI_SOURCE_DIR}/misc/freetype/imgui_freetype.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${IMGUI_SOURCE_DIR} ${IMGUI_SOURCE_DIR}/misc/freetype)
target_compile_definitions(imgui PUBLIC IMGUI_USE_WCHAR32 IMGUI_ENABLE_FREETYPE IMGUI_DISABLE_OBSOLETE_FUNCTIONS
  IMGUI_DISABLE_DEMO_WINDOWS)
target_link_libraries(imgui PUBLIC PkgConfig::freetype)
