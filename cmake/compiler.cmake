# Language level, warnings and sanitizers: one place for all rooms.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

option(YIZHAN_TESTS "Build the tests" ON)
option(YIZHAN_BENCH "Build the benchmarks" OFF)
option(YIZHAN_FUZZ "Build the libFuzzer targets (needs clang)" OFF)
option(YIZHAN_COVERAGE "Instrument for gcov" OFF)
set(YIZHAN_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")

find_program(YIZHAN_CCACHE ccache)
if(YIZHAN_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${YIZHAN_CCACHE}")
endif()
find_program(YIZHAN_MOLD mold)
if(YIZHAN_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# x86-64-v2 (every processor since 2009): counting bits is one instruction.
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  add_compile_options(-march=x86-64-v2)
endif()

# Not -Wnull-dereference: with optimisation GCC 12 finds null pointers in its own stream headers.
add_library(yizhan_options INTERFACE)
target_compile_options(yizhan_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Wold-style-cast -Wcast-align -Woverloaded-virtual -Wdouble-promotion -Wformat=2
  -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # libstdc++ 12's own std::stable_sort uses what it deprecates. GCC warns of promotions and shadows too, but neither of
  # `double{x}` nor of `[site = site]` for a structured binding.
  target_compile_options(yizhan_options INTERFACE -Wno-deprecated-declarations -Wno-double-promotion -Wno-shadow)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(yizhan_options INTERFACE -Wduplicated-cond -Wduplicated-branches -Wlogical-op
    # With optimisation GCC 12 sees overlaps and overflows in inlined library code that cannot be (its bug 105329), and
    # unset values in std::optional (its bug 80635).
    -Wno-restrict -Wno-stringop-overread -Wno-stringop-overflow -Wno-maybe-uninitialized)
endif()
if(YIZHAN_SANITIZE)
  add_compile_options(-fsanitize=${YIZHAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${YIZHAN_SANITIZE})
endif()
if(YIZHAN_COVERAGE)
  add_compile_options(--coverage -O0)
  add_link_options(--coverage)
endif()
