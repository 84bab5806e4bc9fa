#!/usr/bin/env bash
# The commands of README.md and docs/*.md work: each line of a ```sh block that begins with `jixiao`, `sqlite3` or
# `build/release/jixiao` runs with the built program in a copy of the checkout, in the order of the document; for a
# line that begins with ./setup only the command is looked up. A line that ends with "# exit 2" must end with that. A
# ```bash block is one script, which runs as a whole and must end with 0.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

program=${3:-}
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

# NUMBER:EXIT:COMMAND for each command line or script of a document; a backslash at the end continues a line, and the
# newlines of a script are \1.
commands_of() {
    awk '
        script != "" && /^```/ { print first ":0:" script; script = ""; next }
        script != "" { script = script "\1" $0; next }
        !inside && /^```bash[ \t]*$/ { script = "set -e"; first = FNR; next }
        /^[ \t]*```/ { inside = !inside && $0 ~ /^[ \t]*```sh[ \t]*$/; next }
        !inside { next }
        {
            line = whole == "" ? $0 : whole $0
            if (whole == "") first = FNR
            whole = ""
            if (line ~ /\\$/) {
                whole = substr(line, 1, length(line) - 1)
                next
            }
            sub(/^[ \t]+/, "", line)
            if (line !~ /^(\.\/setup|jixiao|build\/release\/jixiao|sqlite3)([ \t]|$)/) next
            status = 0
            if (match(line, /[ \t]+# exit [0-9]+[ \t]*$/)) {
                status = substr(line, RSTART)
                gsub(/[^0-9]/, "", status)
                line = substr(line, 1, RSTART - 1)
            }
            print first ":" status ":" line
        }' "$1"
}

# A fresh copy for each document, with the program at the places where its commands look for it.
fresh_copy() {
    rm -rf "${copy:?}/tree"
    mkdir -p "$copy/tree/build/release" "$copy/bin"
    tree_files | (cd "$root" && tar -cf - --null -T <(tr '\n' '\0')) | tar -xf - -C "$copy/tree"
    ln -sf "$program" "$copy/tree/build/release/jixiao"
    ln -sf "$program" "$copy/bin/jixiao"
}

run_command() { # run_command WHERE EXIT COMMAND
    local status=0
    (cd "$copy/tree" && PATH="$copy/bin:$PATH" LC_ALL=C.UTF-8 TZ=UTC timeout 300 bash -c "${3//$'\1'/$'\n'}") \
        >"$copy/output" 2>&1 </dev/null || status=$?
    if [[ $status -ne $2 ]]; then
        tail -n 15 "$copy/output" | sed 's/^/    /'
        complain "$1" "\`${3##*$'\1'}\` ended with status $status, not $2"
    fi
}

unrun=0
while IFS= read -r document; do
    made=0
    while IFS=: read -r number status command; do
        if [[ "$command" == ./setup* ]]; then
            read -r -a words <<<"$command"
            (cd "$root" && JIXIAO_DRY_RUN=1 JIXIAO_NO_INSTALL=1 "${words[@]}" >"$copy/output" 2>&1 </dev/null) ||
                complain "$document:$number" "\`$command\`: $(tail -n 1 "$copy/output")"
        elif [[ -z "$program" ]]; then
            unrun=$((unrun + 1))
        else
            if [[ $made -eq 0 ]]; then fresh_copy; fi
            made=1
            run_command "$document:$number" "$status" "$command"
        fi
    done < <(commands_of "$root/$document")
done < <(tree_files | grep -E '^(README\.md|docs/[^/]*\.md)$')
if [[ $unrun -gt 0 && $breaches -eq 0 ]]; then skip "$unrun command(s) wait for the program"; fi
verdict "the commands in the documents work"
