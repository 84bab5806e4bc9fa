# Libraries inside the program rather than beside it, where the system has them as archives and they can be linked into a program that
# may lie anywhere in memory. docs/architecture.md tells why.
include(CheckCSourceCompiles)

# use_archives(LIST): library files ("…/libNAME.so") become their archives ("…/libNAME.a"), all of the list or none of it. libm stays.
function(use_archives list)
  if(NOT JIXIAO_STATIC_LIBRARIES)
    return()
  endif()
  set(archives ${${list}})
  list(TRANSFORM archives REPLACE "\\.so$" ".a" REGEX "/lib(sqlite3|gsl|gslcblas|csv|xxhash)\\.so$")
  set(CMAKE_REQUIRED_QUIET ON)
  set(CMAKE_REQUIRED_LIBRARIES -Wl,--whole-archive ${archives} -Wl,--no-whole-archive m Threads::Threads ${CMAKE_DL_LIBS})
  check_c_source_compiles("int main(void) { return 0; }" HAVE_ARCHIVES_${list})
  if(HAVE_ARCHIVES_${list})
    set(${list} ${archives} PARENT_SCOPE)
  else()
    unset(HAVE_ARCHIVES_${list} CACHE) # somebody may install it
    message(STATUS "Without an archive that can be linked, a shared library: ${${list}}")
  endif()
endfunction()
