#!/usr/bin/env bash
# ./setup installs what is missing and only that, told by stand-ins for the system's own programs.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
bash=$(command -v bash)

stand_in() { # stand_in NAME; the script is standard input
    rm -f "$box/bin/$1"
    {
        printf '#!%s\n' "$bash"
        cat
    } >"$box/bin/$1"
    chmod +x "$box/bin/$1"
}

# A system where every package is there but those in $box/missing, and whose tools only note that they were called.
fresh_system() {
    rm -rf "${box:?}/bin" "$box/log"
    mkdir -p "$box/bin"
    : >"$box/log"
    : >"$box/missing"
    local tool
    for tool in bash env dirname cat grep; do ln -s "$(command -v "$tool")" "$box/bin/$tool"; done
    stand_in dpkg-query <<<"grep -qxF -- \"\${@: -1}\" '$box/missing' && printf not-; printf 'installed '"
    for tool in apt-get cmake ctest; do stand_in "$tool" <<<"echo \"$tool \$*\" >>'$box/log'"; done
    stand_in apt-cache <<<"echo \"Package: \${@: -1}\""
    stand_in sudo <<<"echo -n 'sudo ' >>'$box/log'; exec \"\$@\""
    stand_in id <<<'echo 0'
    stand_in nproc <<<'echo 3'
}

setup() { # setup WORD…; leaves the status in $status and everything printed in $box/output
    status=0
    (cd "$box" && env -i PATH="$box/bin" ${extra:+"$extra"} "$bash" "$root/setup" "$@") >"$box/output" 2>&1 </dev/null || status=$?
}

expect() { # expect WHAT COMMAND…
    local what=$1
    shift
    if ! "$@" >/dev/null; then
        cat "$box/output" "$box/log"
        complain setup "$what"
    fi
}

absent() {
    ! grep -q "$@"
}

extra=
fresh_system
setup build
expect "build succeeds when nothing is missing" test "$status" -eq 0
expect "nothing missing means no apt-get" absent apt-get "$box/log"
expect "build builds with all cores" grep -qx 'cmake --build --preset release -j 3' "$box/log"
expect "a build without tests needs nothing of theirs" grep -qx 'cmake --preset release -DBUILD_TESTING=OFF' "$box/log"

fresh_system
setup test
expect "test builds the tests" grep -qx 'cmake --preset release -DBUILD_TESTING=ON' "$box/log"
expect "test ends with ctest" test "$(tail -n 1 "$box/log")" = 'ctest --preset release --output-on-failure -j 3'
expect "an absent command is told by its package, which is there" absent apt-get "$box/log"

fresh_system
printf '%s\n' libcsv-dev gnuplot-nox >"$box/missing"
setup install run
expect "only what is missing is installed" \
    grep -qx 'apt-get install -y -qq --no-install-recommends libcsv-dev gnuplot-nox' "$box/log"
expect "the lists are refreshed once" test "$(grep -c 'apt-get update' "$box/log")" -eq 1
expect "root needs no sudo" absent sudo "$box/log"

fresh_system
printf 'gnuplot-nox\n' >"$box/missing"
stand_in gnuplot </dev/null
setup install run
expect "any gnuplot will do" absent apt-get "$box/log"

fresh_system
printf 'libcsv-dev\n' >"$box/missing"
stand_in id <<<'echo 1000'
setup install build
expect "others than root use sudo" grep -q '^sudo apt-get install .* libcsv-dev$' "$box/log"
rm "$box/bin/sudo"
: >"$box/log"
setup install build
expect "without sudo it stops" test "$status" -ne 0
expect "without sudo it prints the line" grep -q 'apt-get install -y --no-install-recommends libcsv-dev$' "$box/output"

fresh_system
printf 'libcsv-dev\n' >"$box/missing"
stand_in apt-get <<<"echo \"apt-get \$*\" >>'$box/log'; exit 100"
setup build
expect "a failed installation stops" test "$status" -ne 0
expect "a failed installation does not build" absent cmake "$box/log"

fresh_system
rm "$box/bin/apt-get"
setup build
expect "a system without apt-get is refused" test "$status" -ne 0
expect "and told what is needed" grep -q 'libxlsxwriter-dev' "$box/output"
extra=JIXIAO_NO_INSTALL=1
setup build
expect "unless its owner says that everything is there" test "$status" -eq 0

fresh_system
extra=JIXIAO_DRY_RUN=1
printf 'libcsv-dev\n' >"$box/missing"
setup run
expect "a dry run succeeds" test "$status" -eq 0
expect "a dry run does nothing" test ! -s "$box/log"
for dataset in service-centres philadelphia; do
    expect "run reviews $dataset" \
        grep -qxF "would run: build/release/jixiao run $dataset -o out/$dataset" "$box/output"
done

extra=
setup nonsense
expect "an unknown command is refused" test "$status" -ne 0
setup help
expect "help is no error" test "$status" -eq 0
verdict "./setup installs what is missing and nothing else"
