# ordagrant_install(<room>...)
#
# `cmake --install` leaves headers, libraries and the lexicons, and find_package(ordagrant) gives the targets ordagrant::<room>.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

function(ordagrant_install)
  set(FOLDER ${CMAKE_INSTALL_LIBDIR}/cmake/ordagrant)
  foreach(ROOM IN LISTS ARGN)
    set_target_properties(ordagrant_${ROOM} PROPERTIES EXPORT_NAME ${ROOM})
    install(TARGETS ordagrant_${ROOM} EXPORT ordagrant FILE_SET HEADERS)
  endforeach()
  install(EXPORT ordagrant NAMESPACE ordagrant:: FILE ordagrantTargets.cmake DESTINATION ${FOLDER})
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/python/ordagrant/lexicons DESTINATION ${CMAKE_INSTALL_DATADIR}/ordagrant
    FILES_MATCHING PATTERN *.tsv)
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/ordagrantConfig.cmake
    "include(CMakeFindDependencyMacro)\n"
    "find_dependency(ICU 72 COMPONENTS uc)\n"
    "find_dependency(Threads)\n"
    "include(\${CMAKE_CURRENT_LIST_DIR}/ordagrantTargets.cmake)\n")
  write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/ordagrantConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ordagrantConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/ordagrantConfigVersion.cmake DESTINATION ${FOLDER})
endfunction()
