#!/usr/bin/env bash
# bundle.sh BUILD_FOLDER VERSION TARGET_FOLDER: one archive for machines without a network: the program, gnuplot, the font, and the
# libraries of both. It needs nothing of the machine but a C library at least as new as the one here, and a shell.
set -euo pipefail
build=$1 version=$2 target=$3
name=jixiao-$version-bundle-$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bundle=$work/$name

cmake --install "$build" --prefix "$bundle" --strip >/dev/null
mkdir -p "$bundle/lib" "$bundle/libexec" "$bundle/share/fonts" "$bundle/etc"
mv "$bundle/bin/jixiao" "$bundle/libexec/jixiao"
cp -L "$(readlink -f "$(command -v gnuplot)")" "$bundle/libexec/gnuplot"
cp -L "$(command -v fc-match)" "$bundle/libexec/fc-match"

# Every library that they need, except the C library itself, which belongs to the kernel's side of the machine. libpq is loaded by
# name, and only by a program that was built with it.
wanted=$(grep -ao 'libpq\.so\.[0-9]*' "$bundle/libexec/jixiao" | sort -u || true)
for program in "$bundle"/libexec/*; do LD_PRELOAD="$wanted" ldd "$program"; done | awk '$3 ~ /^\// { print $3 }' | sort -u |
    grep -vE '/(libc|libm|libdl|librt|libpthread|ld-linux[^/]*)\.so' | xargs cp -L -t "$bundle/lib"
font=$(fc-match -f '%{file}' 'Noto Sans CJK SC:style=Regular')
cp -L "$font" "$bundle/share/fonts/"
cat >"$bundle/etc/fonts.conf" <<'XML'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">../share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
XML

# The program finds its datasets from where it lies, so it lies in libexec/ beside share/. Each program gets its own libraries
# by name: nothing is exported to what else runs on the machine.
for program in jixiao gnuplot fc-match; do
    cat >"$bundle/bin/$program" <<'SH'
#!/bin/sh
here=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)
PATH=$here/bin:$PATH LD_LIBRARY_PATH=$here/lib FONTCONFIG_FILE=$here/etc/fonts.conf
export PATH LD_LIBRARY_PATH FONTCONFIG_FILE
exec "$here/libexec/$(basename -- "$0")" "$@"
SH
    chmod 755 "$bundle/bin/$program"
done
mkdir -p "$target"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime='1980-01-01 00:00Z' -cf - "$name" |
    gzip -n -6 >"$target/$name.tar.gz.part"
mv "$target/$name.tar.gz.part" "$target/$name.tar.gz"
printf '%s\n' "$target/$name.tar.gz"
