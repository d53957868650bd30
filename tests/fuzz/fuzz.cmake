# Fuzz targets (docs/testing.md), one program each: `cmake --preset fuzz`. Needs clang, and Gumbo for `html`.
find_path(GUMBO_INCLUDE_DIR gumbo.h REQUIRED)
find_library(GUMBO_LIBRARY gumbo REQUIRED)

foreach(target content index query markdown html)
  add_executable(fuzz_${target} tests/fuzz/${target}.cpp)
  target_link_libraries(fuzz_${target} PRIVATE carrel)
  target_link_options(fuzz_${target} PRIVATE -fsanitize=fuzzer)
  carrel_warnings(fuzz_${target})
endforeach()
target_link_libraries(fuzz_html PRIVATE "${GUMBO_LIBRARY}")

# Compares with another renderer instead of mutating, so it has a `main` of its own.
find_path(CMARK_INCLUDE_DIR cmark-gfm.h)
find_library(CMARK_LIBRARY cmark-gfm)
if(CMARK_INCLUDE_DIR AND CMARK_LIBRARY AND NOT CARREL_COVERAGE)
  add_executable(fuzz_differential tests/fuzz/differential.cpp)
  target_link_libraries(fuzz_differential PRIVATE carrel "${GUMBO_LIBRARY}" "${CMARK_LIBRARY}")
  carrel_warnings(fuzz_differential)
endif()
