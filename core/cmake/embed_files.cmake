# Writes OUTPUT, a C++ source with the files of FOLDER/<language>/ as byte arrays. Run by ordagrant_embed().
file(GLOB TABLES ${FOLDER}/*/*.txt ${FOLDER}/*/*.tsv)
list(SORT TABLES)

set(ARRAYS "")
set(ROWS "")
set(N 0)
foreach(TABLE IN LISTS TABLES)
  cmake_path(GET TABLE FILENAME FILE)
  cmake_path(GET TABLE PARENT_PATH PARENT)
  cmake_path(GET PARENT FILENAME LANGUAGE)
  file(READ ${TABLE} HEX_BYTES HEX)
  string(REGEX REPLACE "(..)" "0x\\1," BYTES "${HEX_BYTES}")
  string(APPEND ARRAYS "constexpr unsigned char table_${N}[] = {${BYTES}0};\n")
  string(APPEND ROWS "    {\"${LANGUAGE}\", \"${FILE}\", table_${N}, sizeof(table_${N}) - 1},\n")
  math(EXPR N "${N} + 1")
endforeach()

file(WRITE ${OUTPUT}
"// Generated from core/ordagrant/${ROOM}/data by core/cmake/embed_files.cmake.
#include \"ordagrant/${ROOM}/internal/embedded.h\"

namespace ordagrant::${ROOM}::internal {

namespace {

${ARRAYS}
constexpr EmbeddedFile kFiles[] = {
${ROWS}};

}  // namespace

std::span<const EmbeddedFile> embedded() { return kFiles; }

}  // namespace ordagrant::${ROOM}::internal
")
