#!/usr/bin/env bash
# Rules for all files of the checkout: no reminders instead of work, no paths of one person's machine.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

# Written so that this file does not contain what it looks for.
words='TO[D]O|FIX[M]E|XX[X]'
paths='(^|[^A-Za-z0-9_./-])/(wor[k]|hom[e]|roo[t])/|\.\./share[d]'

# Published data is not ours to word.
ours() {
    tree_files | grep -vE '^(datasets/.*\.csv|tests/golden/[^/]*/input/.*|tests/fuzz/.*|LICENSE|.*\.(png|xlsx))$'
}

find_pattern() { # find_pattern PATTERN WHAT
    complain_lines < <(cd "$root" && ours | tr '\n' '\0' | xargs -0 -r grep -nIE "$1" /dev/null | cut -c1-200 |
        sed "s|\$| : $2|")
}

find_pattern "(^|[^A-Za-z0-9_])($words)([^A-Za-z0-9_]|\$)" "a reminder; do it, or describe the limit in docs/"
find_pattern "$paths" "a path of one machine; write it relative to the checkout"

while IFS= read -r file; do
    case "$file" in
    setup | .ci/run | *.sh)
        if [[ ! -x "$root/$file" ]]; then
            complain "$file" "is a script but not executable; chmod +x"
        fi
        ;;
    esac
done < <(ours)
verdict "files (no reminders, no machine paths, scripts executable)"
