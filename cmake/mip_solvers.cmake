# The solvers behind the siting room's src/mip.hpp: HiGHS (from scripts/lib/highs.sh, or the system's) and CBC. One of
# them must be there. Gives the target yizhan_mip_solvers, with YIZHAN_HAS_HIGHS and YIZHAN_HAS_CBC defined accordingly.

add_library(yizhan_mip_solvers INTERFACE)

file(STRINGS "${PROJECT_SOURCE_DIR}/scripts/python-packages.txt" pinned REGEX "^highsbox==")
string(REGEX REPLACE "^highsbox==([0-9.]+).*" "\\1" pinned "${pinned}")
set(HIGHS_ROOT "${PROJECT_SOURCE_DIR}/build/deps/highs-${pinned}" CACHE PATH "Where HiGHS is: include/highs and lib")
# Looked for anew each time: it may have come since.
unset(HIGHS_INCLUDE CACHE)
unset(HIGHS_LIBRARY CACHE)
find_path(HIGHS_INCLUDE interfaces/highs_c_api.h HINTS "${HIGHS_ROOT}/include" PATH_SUFFIXES highs)
find_library(HIGHS_LIBRARY highs HINTS "${HIGHS_ROOT}/lib")
if(HIGHS_INCLUDE AND HIGHS_LIBRARY)
  set(library "${HIGHS_LIBRARY}")
  if(library MATCHES "^${HIGHS_ROOT}/")
    # Beside the program, which looks for it in ../lib: the two folders can be moved together.
    file(COPY "${library}" DESTINATION "${CMAKE_BINARY_DIR}/lib")
    cmake_path(GET library FILENAME name)
    set(library "${CMAKE_BINARY_DIR}/lib/${name}")
    set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
    set(CMAKE_INSTALL_RPATH "$ORIGIN/../lib")
    install(FILES "${library}" DESTINATION lib)
  endif()
  add_library(yizhan_highs SHARED IMPORTED)
  set_target_properties(yizhan_highs PROPERTIES IMPORTED_LOCATION "${library}")
  target_include_directories(yizhan_highs SYSTEM INTERFACE "${HIGHS_INCLUDE}")
  target_link_libraries(yizhan_mip_solvers INTERFACE yizhan_highs)
  target_compile_definitions(yizhan_mip_solvers INTERFACE YIZHAN_HAS_HIGHS)
else()
  message(WARNING "HiGHS is not there (scripts/install-dependencies gets it): solving with CBC only, which takes much longer")
endif()

pkg_check_modules(CBC IMPORTED_TARGET cbc)
if(CBC_FOUND)
  # As system headers: they are not free of warnings.
  get_target_property(cbc_include PkgConfig::CBC INTERFACE_INCLUDE_DIRECTORIES)
  target_include_directories(yizhan_mip_solvers SYSTEM INTERFACE ${cbc_include})
  target_link_libraries(yizhan_mip_solvers INTERFACE ${CBC_LINK_LIBRARIES})
  target_compile_definitions(yizhan_mip_solvers INTERFACE YIZHAN_HAS_CBC)
endif()

if(NOT CBC_FOUND AND NOT TARGET yizhan_highs)
  message(FATAL_ERROR "neither HiGHS nor CBC is there: run scripts/install-dependencies")
endif()
