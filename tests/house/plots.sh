#!/usr/bin/env bash
# Charts: the head names the chart as the file does, and nothing in a script can start a shell.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

while IFS= read -r file; do
    stem=${file##*/}
    stem=${stem%.gp}
    head=$(head -n 1 "$root/$file" | sed 's/[[:blank:]]*$//')
    if [[ ! "$head" =~ ^#\ chart:\ +([^[:blank:]]+)$ ]]; then
        complain "$file:1" "the first line must be \`# chart: $stem\`"
    elif [[ "${BASH_REMATCH[1]}" != "$stem" ]]; then
        complain "$file:1" "the chart is called \`${BASH_REMATCH[1]}\`, the file \`$stem\`; use one name"
    fi
done < <(tree_files | grep -E '^plots/.*\.gp$')

complain_lines < <(cd "$root" && tree_files | grep -E '^plots/.*\.gpi?$' | tr '\n' '\0' | xargs -0 -r awk '
    /^[ \t]*#/ { next }
    /`/ || /(^|[^a-z_])system[ \t]*[("'\'']/ || /^[ \t]*!/ || /^[ \t]*(shell|system)([ \t]|$)/ {
        print FILENAME ":" FNR ": this starts a shell; the engine passes in what the chart needs"
    }
    /^[ \t]*set[ \t]+(output|o|ou|out|outp|outpu)([ \t]|$)/ {
        print FILENAME ":" FNR ": the engine sets the output, not the chart"
    }
    /(plot|load|call|stats|fit)[ \t].*["'\''][<|]/ {
        print FILENAME ":" FNR ": a file name that begins with < or | runs a command"
    }')
verdict "charts (head, no way into a shell)"
