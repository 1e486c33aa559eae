# ordagrant_room(<name> [DEPENDS <room>...] [USES <external target>...])
#
# A room is one word said five times: the folder core/ordagrant/<name>, the
# namespace ordagrant::<name>, the target ordagrant::<name>, the tests in
# tests/core/<name> and, where Python shows it, the module ordagrant.<name>.
#
# USES is PRIVATE: no header may show ICU, RE2 or Eigen to the next room.

add_library(ordagrant_flags INTERFACE)
# Contraction would let a fused multiply-add change the last bit of a result from one CPU to another.
target_compile_options(ordagrant_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -ffp-contract=off
  $<$<BOOL:${ORDAGRANT_STRICT}>:-Werror>)
if(ORDAGRANT_SANITISE)
  target_compile_options(ordagrant_flags INTERFACE
    -fsanitize=${ORDAGRANT_SANITISE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(ordagrant_flags INTERFACE -fsanitize=${ORDAGRANT_SANITISE})
endif()

function(ordagrant_room NAME)
  cmake_parse_arguments(ROOM "" "" "DEPENDS;USES" ${ARGN})
  foreach(DEP IN LISTS ROOM_DEPENDS)
    if(NOT TARGET ordagrant::${DEP})
      message(FATAL_ERROR "room '${NAME}' depends on '${DEP}', which is not above it")
    endif()
  endforeach()

  set(FOLDER ${PROJECT_SOURCE_DIR}/core/ordagrant/${NAME})
  file(GLOB HEADERS CONFIGURE_DEPENDS ${FOLDER}/*.h)
  file(GLOB SOURCES CONFIGURE_DEPENDS ${FOLDER}/*.cpp ${FOLDER}/internal/*.cpp)
  list(TRANSFORM ROOM_DEPENDS PREPEND ordagrant::)

  # A room of headers alone still wants a target that can be linked and checked.
  set(KIND STATIC)
  set(SCOPE PUBLIC)
  if(NOT SOURCES)
    set(KIND INTERFACE)
    set(SCOPE INTERFACE)
  endif()
  add_library(ordagrant_${NAME} ${KIND} ${SOURCES})
  add_library(ordagrant::${NAME} ALIAS ordagrant_${NAME})
  target_sources(ordagrant_${NAME} ${SCOPE}
    FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/core FILES ${HEADERS})
  target_compile_features(ordagrant_${NAME} ${SCOPE} cxx_std_20)
  target_link_libraries(ordagrant_${NAME} ${SCOPE} ${ROOM_DEPENDS})
  if(SOURCES)
    target_link_libraries(ordagrant_${NAME} PRIVATE $<BUILD_INTERFACE:ordagrant_flags> ${ROOM_USES})
  endif()
  set_property(GLOBAL APPEND PROPERTY ORDAGRANT_ROOMS ${NAME})
  set_target_properties(ordagrant_${NAME} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)  # every header compiles alone
endfunction()
