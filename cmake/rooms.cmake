# Rooms: each is a library in libs/NAME with include/yizhan/NAME, src and test.
#
#   yizhan_room(NAME SOURCES … [USES room …] [LINK library …])
#   yizhan_room_test(NAME SOURCES … [LINK library …] [DATA])
#
# "May use" reaches down: a room that may use `streets` may also use what `streets` uses. The table below is
# ARCHITECTURE.md's; a USES that it does not allow stops the configuration.

set(YIZHAN_MAY_USE_base "")
set(YIZHAN_MAY_USE_geo base)
set(YIZHAN_MAY_USE_files geo)
set(YIZHAN_MAY_USE_streets geo)
set(YIZHAN_MAY_USE_reach streets)
set(YIZHAN_MAY_USE_siting base)
set(YIZHAN_MAY_USE_instances siting)

function(yizhan_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LINK" ${ARGN})
  if(NOT DEFINED YIZHAN_MAY_USE_${name})
    message(FATAL_ERROR "room '${name}' is not in the table of cmake/rooms.cmake")
  endif()
  foreach(used IN LISTS ROOM_USES)
    if(NOT used IN_LIST YIZHAN_MAY_USE_${name})
      message(FATAL_ERROR "room '${name}' may not use '${used}': see ARCHITECTURE.md and cmake/rooms.cmake")
    endif()
  endforeach()

  add_library(yizhan_${name} STATIC ${ROOM_SOURCES})
  add_library(yizhan::${name} ALIAS yizhan_${name})
  target_include_directories(yizhan_${name} PUBLIC include PRIVATE src)
  list(TRANSFORM ROOM_USES PREPEND "yizhan::")
  target_link_libraries(yizhan_${name} PUBLIC ${ROOM_USES} PRIVATE yizhan_options ${ROOM_LINK})
endfunction()

function(yizhan_room_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LINK" ${ARGN})
  if(NOT YIZHAN_TESTS)
    return()
  endif()
  set(target test_${name})
  add_executable(${target} ${TEST_SOURCES})
  # A room's tests may look into its private headers: they are part of the room.
  target_include_directories(${target} PRIVATE src test)
  target_link_libraries(${target} PRIVATE yizhan::${name} yizhan_options yizhan_test_support ${TEST_LINK})
  gtest_discover_tests(${target} TEST_PREFIX "${name}." NO_PRETTY_VALUES PROPERTIES LABELS unit DISCOVERY_TIMEOUT 60)
endfunction()
