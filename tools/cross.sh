#!/usr/bin/env bash
# Builds for another kind of machine and runs tests there, by emulation: tools/cross.sh arm64|i386 [FILTER]
# The distribution's packages for it are unpacked below build/ARCH/root; nothing of this machine is changed but that the
# cross compiler and qemu-user are installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
architecture=${1:-} filter=${2:-'Vectors*:*Agreement*:Json*:Form*:Decimal*:Csv*:Embedding*:Moments*:Validator*'}
case $architecture in
  arm64) triplet=aarch64-linux-gnu compiler=aarch64-linux-gnu processor=aarch64 emulator=qemu-aarch64 ;;
  i386) triplet=i386-linux-gnu compiler=i686-linux-gnu processor=i686 emulator=qemu-i386 ;;
  *) echo "tools/cross.sh arm64|i386 [FILTER]" >&2 && exit 2 ;;
esac
folder=$PWD/build/$architecture
root=$folder/root

unpack_root() {
  mkdir -p "$folder"/apt/{lists/partial,archives/partial}
  : >"$folder/apt/status"
  printf '%s\n' "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main" \
    >"$folder/apt/sources.list"
  local apt=(apt-get -qq -o "APT::Architecture=$architecture" -o "APT::Architectures::=$architecture"
    -o "Dir::State::lists=$folder/apt/lists" -o "Dir::State::status=$folder/apt/status"
    -o "Dir::Cache::archives=$folder/apt/archives" -o "Dir::Etc::sourcelist=$folder/apt/sources.list"
    -o Dir::Etc::sourceparts=- -o Dir::Etc::preferencesparts=- -o APT::Sandbox::User=root
    -o "Dir::Cache::pkgcache=$folder/apt/pkgcache.bin" -o "Dir::Cache::srcpkgcache=$folder/apt/srcpkgcache.bin")
  "${apt[@]}" update
  "${apt[@]}" install --download-only --yes --no-install-recommends libc6-dev libstdc++-12-dev libyaml-cpp-dev \
    libsimdjson-dev nlohmann-json3-dev libcli11-dev libfmt-dev libexpected-dev libboost-dev zlib1g-dev libzstd-dev \
    libcadical-dev libgtest-dev libgmock-dev
  local package
  for package in "$folder"/apt/archives/*.deb; do dpkg -x "$package" "$root.new"; done
  # Links that begin at the root lead out of this one.
  find "$root.new" -type l -lname '/*' | while read -r link; do
    ln -sfr "$root.new$(readlink "$link")" "$link"
  done
  mv "$root.new" "$root"
}

need=(qemu-user "g++-$compiler" cmake ninja-build ccache)
dpkg-query -W "${need[@]}" >/dev/null 2>&1 || {
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get -qq update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${need[@]}"
}
[ -d "$root" ] || unpack_root
cat >"$folder/toolchain.cmake" <<CMAKE
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR $processor)
set(CMAKE_CXX_COMPILER $compiler-g++)
set(CMAKE_SYSROOT "$root")
set(CMAKE_LIBRARY_ARCHITECTURE $triplet)
set(CMAKE_FIND_ROOT_PATH "$root")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_CROSSCOMPILING_EMULATOR "$emulator;-L;$root")
CMAKE
cmake -S . -B "$folder/build" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$folder/toolchain.cmake" --log-level=WARNING \
  -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O1 -DCMAKE_UNITY_BUILD=ON -DLEADLINT_WERROR=ON
cmake --build "$folder/build" --target leadlint_tests leadlint_command
LEADLINT_RECORDS=1000 "$emulator" -L "$root" "$folder/build/tests/leadlint_tests" --gtest_brief=1 "--gtest_filter=$filter"
# The command, too, in a process of that kind.
code=0
said=$(printf '{"status":"LEAD_WN"}' | "$emulator" -L "$root" "$folder/build/leadlint" check \
  --rules renovationfind/update_status -) || code=$?
[ $code = 1 ] && [[ $said == *'did you mean LEAD_WON?'* ]] && echo "$architecture: the command judges"
