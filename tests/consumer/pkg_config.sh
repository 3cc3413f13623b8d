# A program that is compiled by what pkg-config says: pkg_config.sh PACKAGE PREFIX CXX CC
set -e
PKG_CONFIG_PATH=$(dirname "$(find "$2" -name "$1.pc")")
export PKG_CONFIG_PATH
here=$(dirname "$0")
# shellcheck disable=SC2046 # the flags are words
case $1 in
  leadlint) "$3" -std=c++20 "$here/checks.cpp" -o "$1" $(pkg-config --cflags --libs "$1") ;;
  leadlint-validator) "$3" -std=c++20 "$here/words.cpp" -o "$1" $(pkg-config --cflags --libs "$1") ;;
  leadlint-c) "$4" "$here/c_program.c" -o "$1" $(pkg-config --cflags --libs "$1") ;;
esac
LD_LIBRARY_PATH=$(pkg-config --variable=libdir "$1") "./$1"
