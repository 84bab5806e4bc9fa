#!/usr/bin/env bash
# The pictures of docs/gallery.md are those that the program draws today: each has the words and numbers of one that is drawn anew.
# What stands out changes with the methods: those three charts are only drawn.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

"$root/docs/images/gallery.sh" "$program" "$scratch/new" || bad "the gallery cannot be drawn"
stored=$root/docs/images/gallery
at_least "pictures of the gallery" 15 "$(find "$stored" -name '*.svg' | wc -l)"
same "pictures that docs/gallery.md does not show" "" "$(comm -23 <(cd "$stored" && printf '%s\n' *.svg) <(cd "$scratch/new" && printf '%s\n' *.svg) | paste -sd' ')"

words() { # words FILE: the texts of a picture, one per line
    tr -d '\n' <"$1" | sed 's|<text|\n<text|g' | sed -n 's|^<text[^>]*>\(.*\)</text>.*|\1|p' | sed 's|<[^>]*>||g; s/^[[:space:]]*//; s/[[:space:]]*$//'
}
for file in "$scratch/new"/*.svg; do
    name=$(basename "$file")
    words "$stored/$name" >"$scratch/was"
    words "$file" >"$scratch/is"
    at_least "words of $name" 3 "$(wc -l <"$scratch/is")"
    case $name in hb_plot.svg | flag_dots-* | waterfall-*) continue ;; esac
    if ! cmp -s "$scratch/was" "$scratch/is"; then
        bad "docs/images/gallery/$name is out of date (docs/images/make.sh): $(diff "$scratch/was" "$scratch/is" | head -n 4 | paste -sd'|')"
    fi
done
verdict "the gallery shows what the program draws"
