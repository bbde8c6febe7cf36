# SPDX-License-Identifier: MIT
# Writes FILES (relative to FOLDER) to OUTPUT as the rows of the table in assets.cpp: {name, bytes}.
# Hexadecimal strings, because a compiler reads them many times faster than lists of numbers.
set(rows "")
foreach(name IN LISTS FILES)
  file(READ ${FOLDER}/${name} bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
  string(APPEND rows "{\"${name}\", {\"${bytes}\", ${size}}},\n")
endforeach()
file(WRITE ${OUTPUT} "${rows}")
