#!/usr/bin/env bash
# A fresh root with nothing but the distribution's smallest system and the package: fresh_root.sh PACKAGE ROOT
# The command works in any folder, also where it is the only file there is.
set -euo pipefail
package=$1 root=$2
rm -rf "$root"
debootstrap --variant=minbase bookworm "$root" >/dev/null
cp "$package" "$root/leadlint.deb"
chroot "$root" dpkg -i /leadlint.deb
payload='{"status":"LEAD_WN"}'
expect() { # WHERE COMMAND...
  local where=$1 said code=0
  shift
  said=$(printf '%s' "$payload" | "$@" check --rules renovationfind/update_status -) || code=$?
  if [ $code != 1 ] || [[ $said != *'did you mean LEAD_WON?'* ]]; then
    echo "$where: exit $code: $said" >&2
    exit 1
  fi
  echo "$where: it judges"
}
expect "in the fresh root" chroot "$root" env -C /var/tmp leadlint
chroot "$root" sh -c 'leadlint serve --listen 127.0.0.1:0 >/said & server=$!; for i in 1 2 3 4 5 6 7 8 9; do
  test -s /said && break; sleep 1; done; kill $server; wait $server; grep -q "listens at http://127.0.0.1:" /said'
echo "in the fresh root: it serves"
chroot "$root" sh -c 'test -s /usr/share/man/man1/leadlint.1* && test -s /usr/share/doc/leadlint/LICENSE'
empty=$root.empty
rm -rf "$empty"
mkdir -p "$empty"
cp "$root/usr/bin/leadlint" "$empty/"
file "$empty/leadlint" | grep -q 'statically linked'
expect "as the only file of a root" chroot "$empty" /leadlint
rm -rf "$root" "$empty"
