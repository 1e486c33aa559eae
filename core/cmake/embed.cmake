# ordagrant_embed(<room>)
#
# The core opens no file, so a room's tables (core/ordagrant/<room>/data/<language>/*.{txt,tsv}) are compiled in: a generated
# source defines internal::embedded(), the list of (language, file name, content). A new folder is a new language.

set(ORDAGRANT_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_files.cmake)

function(ordagrant_embed NAME)
  set(FOLDER ${PROJECT_SOURCE_DIR}/core/ordagrant/${NAME}/data)
  file(GLOB TABLES CONFIGURE_DEPENDS ${FOLDER}/*/*.txt ${FOLDER}/*/*.tsv)
  set(GENERATED ${CMAKE_CURRENT_BINARY_DIR}/${NAME}_data.cpp)
  add_custom_command(
    OUTPUT ${GENERATED}
    COMMAND ${CMAKE_COMMAND} -DROOM=${NAME} -DFOLDER=${FOLDER} -DOUTPUT=${GENERATED} -P ${ORDAGRANT_EMBED_SCRIPT}
    DEPENDS ${TABLES} ${ORDAGRANT_EMBED_SCRIPT}
    COMMENT "Embedding the tables of ${NAME}")
  target_sources(ordagrant_${NAME} PRIVATE ${GENERATED})
endfunction()
