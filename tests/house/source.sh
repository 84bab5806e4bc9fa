#!/usr/bin/env bash
# Rules for src/: small files; below cmd/ nobody prints and nobody exits; each library is used in one room only.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

lines_max=450
below_cmd=(base model load store stats plot report measure)

while IFS= read -r file; do
    lines=$(wc -l <"$root/$file")
    if [[ $lines -gt $lines_max ]]; then
        complain "$file:$lines" "the file has $lines lines, the most is $lines_max; split it by thought"
    fi
done < <(source_files)

# Out of memory ends the program, in one place. A child process leaves with _exit, which is not meant here.
while IFS= read -r file; do
    if [[ "$file" == src/base/arena.c ]]; then continue; fi
    complain_lines < <(awk -f "$house/strip_c.awk" "$root/$file" | awk -v file="$file" '
        {
            line = $0
            while (match(line, /[A-Za-z_][A-Za-z0-9_]*/)) {
                before = RSTART > 1 ? substr(line, RSTART - 1, 1) : ""
                word = substr(line, RSTART, RLENGTH)
                line = substr(line, RSTART + RLENGTH)
                if (before == "." || before == ">") continue
                if (word ~ /^(stdout|stderr)$/ ||
                    (line ~ /^[ \t]*\(/ && word ~ /^(printf|vprintf|puts|putchar|perror|exit|quick_exit|abort)$/))
                    print file ":" NR ": " word " below cmd/: return an Err or an Issue; main.c prints and exits"
            }
        }')
done < <(source_files "${below_cmd[@]}")

# Library header, and the only room that knows the library.
while read -r header room; do
    complain_lines < <(cd "$root" && source_files | grep -v "^src/$room/" | tr '\n' '\0' |
        xargs -0 -r grep -nE "^[[:blank:]]*#[[:blank:]]*include[[:blank:]]*[<\"]$header" /dev/null |
        sed "s|\$| : only src/$room/ may include this library|")
done <<'TABLE'
sqlite3[.a-z] store
csv\.h        load
xlsxwriter    report
gsl/          stats
TABLE
verdict "source files (size, printing, exiting, homes of the libraries)"
