#!/usr/bin/env bash
# run.sh PROGRAM CASE_DIR: a golden case whose program runs under valgrind: no wrong access, no value that was never set, no block that
# is lost. What it says would stand in the case's stderr, and its status is 99.
set -euo pipefail
command -v valgrind >/dev/null || {
    echo "skipped: valgrind is not installed"
    exit 77
}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
program=$(readlink -f "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cat >"$scratch/jixiao" <<END
#!/bin/sh
exec valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect \\
    --suppressions='$here/known.supp' '$program' "\$@"
END
chmod +x "$scratch/jixiao"
"$here/../golden/run_case.sh" "$scratch/jixiao" "$2"
