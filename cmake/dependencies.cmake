# Libraries from the distribution. Each is used behind the headers of one room.

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)

find_path(TOMLPLUSPLUS_INCLUDE toml++/toml.h REQUIRED)
find_path(OSMIUM_INCLUDE osmium/osm.hpp REQUIRED)
find_path(PROTOZERO_INCLUDE protozero/version.hpp REQUIRED)
find_package(ZLIB REQUIRED)
find_package(BZip2 REQUIRED)
find_package(EXPAT REQUIRED)
pkg_check_modules(LZ4 REQUIRED IMPORTED_TARGET liblz4)

add_library(yizhan_tomlplusplus INTERFACE)
target_include_directories(yizhan_tomlplusplus SYSTEM INTERFACE "${TOMLPLUSPLUS_INCLUDE}")

add_library(yizhan_osmium INTERFACE)
target_include_directories(yizhan_osmium SYSTEM INTERFACE "${OSMIUM_INCLUDE}" "${PROTOZERO_INCLUDE}")
target_compile_definitions(yizhan_osmium INTERFACE OSMIUM_WITH_LZ4)
target_link_libraries(yizhan_osmium INTERFACE ZLIB::ZLIB BZip2::BZip2 EXPAT::EXPAT PkgConfig::LZ4 Threads::Threads)

find_path(CLI11_INCLUDE CLI/CLI.hpp REQUIRED)
add_library(yizhan_cli11 INTERFACE)
target_include_directories(yizhan_cli11 SYSTEM INTERFACE "${CLI11_INCLUDE}")

find_package(nlohmann_json REQUIRED)
find_package(simdjson REQUIRED)

include(mip_solvers)

if(YIZHAN_TESTS)
  find_package(GTest REQUIRED)
  find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)
  find_path(RAPIDCHECK_INCLUDE rapidcheck.h REQUIRED)
  pkg_check_modules(GEOS REQUIRED IMPORTED_TARGET geos)
  include(GoogleTest)

  add_library(yizhan_test_support INTERFACE)
  target_include_directories(yizhan_test_support SYSTEM INTERFACE "${RAPIDCHECK_INCLUDE}")
  target_link_libraries(yizhan_test_support INTERFACE GTest::gtest GTest::gmock GTest::gtest_main "${RAPIDCHECK_LIBRARY}")
endif()
if(YIZHAN_BENCH)
  find_package(benchmark REQUIRED)
endif()
