# SPDX-License-Identifier: MIT
# cmake -DIN=a.cpp -DOUT=b.cpp -DFROM=right -DTO=wrong -P plant.cmake
# makes a copy of a source with one thing wrong.
file(READ "${IN}" text)
string(FIND "${text}" "${FROM}" at)
if(at EQUAL -1)
  message(FATAL_ERROR "${IN} no longer has the line to break: ${FROM}")
endif()
string(REPLACE "${FROM}" "${TO}" text "${text}")
file(WRITE "${OUT}" "${text}")
