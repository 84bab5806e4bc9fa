#!/usr/bin/env bash
# No globals but constants: the compiled library has nothing in the sections that can be written to.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

library=${2:-}
[[ -f "$library" ]] || skip "no compiled library was given"
command -v objdump >/dev/null || skip "no objdump"
# Constant tables of pointers live in .data.rel.ro: the loader fills them in, then they are read-only.
# Names that begin with a dot or with __ belong to the compiler and its sanitizers. `libpq` is what the loader of the system would keep
# for this library, were it loaded with the program (src/store/pg_library.c).
complain_lines < <(objdump -t "$library" | awk '
    /file format/ {
        file = $1
        sub(/:$/, "", file)
    }
    {
        section = ""
        for (i = 1; i <= NF; i++)
            if ($i ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/) section = $i
        if (section == "" || section ~ /^\.data\.rel\.ro/ || $NF == section || $NF ~ /^(\.|__)/ || $NF == "libpq") next
        print file ": `" $NF "` is a global variable (" section "); make it static const or pass it in"
    }')
verdict "no globals but static const"
