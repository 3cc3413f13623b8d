#!/usr/bin/env bash
# What `./tools/dev cross arm64|i386 [FILTER]` does, behind a native build in build/dev: builds for another kind of machine
# and runs tests as programs of that kind. The distribution's packages for it are unpacked below build/ARCH/root; nothing
# of this machine is changed. What this machine cannot run is run by qemu-user.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
architecture=${1:-} filter=${2:-}
case $architecture in
  arm64) triplet=aarch64-linux-gnu compiler=aarch64-linux-gnu processor=aarch64 loader=ld-linux-aarch64.so.1 ;;
  i386) triplet=i386-linux-gnu compiler=i686-linux-gnu processor=i686 loader=ld-linux.so.2 ;;
  *) echo "usage: ./tools/dev cross arm64|i386 [FILTER]" >&2 && exit 2 ;;
esac
folder=$PWD/build/$architecture
root=$folder/root
native=$PWD/build/dev

unpack_root() {
  rm -rf "$root.new"
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
    libcadical-dev libcpp-httplib-dev libgtest-dev libgmock-dev
  local package
  for package in "$folder"/apt/archives/*.deb; do dpkg -x "$package" "$root.new"; done
  # Links that begin at the root lead out of this one.
  find "$root.new" -type l -lname '/*' | while read -r link; do
    ln -sfr "$root.new$(readlink "$link")" "$link"
  done
  mv "$root.new" "$root"
}
[ -d "$root" ] || unpack_root

# What is run under: nothing, where this machine runs such programs (as x86-64 does i386's).
emulator=()
"$root/lib/$loader" --version >/dev/null 2>&1 || emulator=("qemu-$processor")

# Programs look for their libraries, loader included, in the root, so that they start each other like any others.
libraries=$root/lib/$triplet:$root/usr/lib/$triplet
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
set(CMAKE_EXE_LINKER_FLAGS_INIT "-Wl,--dynamic-linker=$root/lib/$loader,-rpath,$libraries")
set(CMAKE_SHARED_LINKER_FLAGS_INIT "-Wl,-rpath,$libraries")
set(CMAKE_MODULE_LINKER_FLAGS_INIT "-Wl,-rpath,$libraries")
set(CMAKE_CROSSCOMPILING_EMULATOR "${emulator[*]}")
CMAKE

# The tables of the shipped rule sets: made by a program of that kind where this machine runs it, and by a native one,
# which takes a fifth of the time, where it must be emulated.
native_tools=
[ ${#emulator[@]} = 0 ] || native_tools=$native/engine
cmake -S . -B "$folder/build" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$folder/toolchain.cmake" --log-level=WARNING \
  -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O1 -DCMAKE_UNITY_BUILD=ON -DLEADLINT_WERROR=ON \
  -DLEADLINT_NATIVE_TOOLS="$native_tools"
cmake --build "$folder/build" --target leadlint_tests leadlint_command

# i386, run as it is: all tests. Emulated ones take ten times as long, so these are those of what differs between
# machines: bytes as numbers (images, hashes, decimals), texts by vector instructions, threads; and with the vectors and
# the agreement tests each word of the rule language once.
if [ -z "$filter" ]; then
  filter='*'
  [ ${#emulator[@]} = 0 ] || filter='Vectors*:*Agreement*:Json*:Form*:Decimal*:Csv*:Bytes64*:Embedding*:Moments*:Times*:TextMatch*'\
':*TableImage*:ShippedRuleset*:ForgedImage.*:*Hash*:Collisions*:Ids*:Shared*:BulkRead*:BulkFeed*:BulkCutter*:BulkUnique*'
fi
LEADLINT_RECORDS=1000 "${emulator[@]}" "$folder/build/tests/leadlint_tests" --gtest_brief=1 \
  "--gtest_filter=$filter"

# The command, too; and the tables that it makes are byte for byte those of this machine.
command=("${emulator[@]}" "$folder/build/leadlint")
code=0
said=$(printf '{"status":"LEAD_WN"}' | "${command[@]}" check --rules renovationfind/update_status -) || code=$?
if [ $code != 1 ] || [[ $said != *'did you mean LEAD_WON?'* ]]; then
  echo "$architecture: exit $code: $said" >&2
  exit 1
fi
"$native/leadlint" rules list >"$folder/rules"
while read -r id _; do
  "$native/leadlint" rules compile "rules/$id.yaml" -o "$folder/native.image"
  "${command[@]}" rules compile "rules/$id.yaml" -o "$folder/image"
  cmp "$folder/native.image" "$folder/image"
done <"$folder/rules"
echo "$architecture: tests pass, the command judges, and rule files make the same tables as here."
