#!/usr/bin/env bash
# A translation X.zh-CN.md keeps step with X.md: the same code blocks that are run (sh, bash) in the same order, as many
# headings of each level, other blocks, table rows and pictures, and no section without Chinese. Both lead to each other.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

# One line for each thing that both must have, in order.
outline() {
    awk '
        run { print $0 }
        /^```/ && inside { inside = run = 0; next }
        /^```/ { inside = 1; run = /^```(sh|bash)$/; print run ? $0 : "other block"; next }
        inside { next }
        /^#+ / { match($0, /^#+/); print "heading", RLENGTH }
        /^!\[/ { match($0, /\(.*\)/); print "picture", substr($0, RSTART, RLENGTH) }
        /^\|/ { print "row of", gsub(/[^\\]\|/, "") }
        /^- / { print "item" }
        /^[0-9]+\. / { print "step" }' "$1"
}

while IFS= read -r translation; do
    original=${translation/.zh-CN/}
    if [[ ! -f "$root/$original" ]]; then
        complain "$translation:1" "there is no $original that it translates"
        continue
    fi
    if ! difference=$(diff <(outline "$root/$original") <(outline "$root/$translation")); then
        complain "$translation:1" "is not in step with $original: $(sed -n 2,4p <<<"$difference" | tr '\n' ' ')"
    fi
    for pair in "$original $translation" "$translation $original"; do
        read -r from to <<<"$pair"
        grep -qF "($(basename "$to"))" "$root/$from" || complain "$from:1" "does not lead to $to"
    done
    while IFS=: read -r line heading; do
        grep -q $'[\x80-\xff]' <<<"$heading" || complain "$translation:$line" "the heading is not translated: $heading"
    done < <(awk '/^```/ { inside = !inside } !inside && /^#+ / { print FNR ":" $0 }' "$root/$translation")
done < <(tree_files | grep -E '\.zh-CN\.md$')
verdict "the translations are in step"
