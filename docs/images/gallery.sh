#!/usr/bin/env bash
# gallery.sh PROGRAM FOLDER: draws the charts that docs/gallery.md shows into FOLDER, from a county that does not exist and from
# philadelphia. docs/images/make.sh and tests/integration/gallery.sh use it.
set -euo pipefail
program=$1 folder=$2
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

draw() { # draw DATASET NAME… -- OPTION…; the named charts
    local dataset=$1 names=()
    shift
    while [[ "$1" != -- ]]; do
        names+=("$1")
        shift
    done
    shift
    "$program" load "$dataset" --db "$work/one.db" --quiet >/dev/null
    "$program" measure --db "$work/one.db" --quiet >/dev/null
    "$program" chart "${names[@]}" --db "$work/one.db" -o "$work/out" --quiet "$@" >/dev/null
    rm "$work/one.db"
}

mapfile -t pictures < <(sed -n 's|^!\[.*(images/gallery/\(.*\)\.svg)$|\1|p' "$root/docs/gallery.md")
city=() county=()
for picture in "${pictures[@]}"; do
    case $picture in
    hb_plot | *-66) city+=("$picture") ;;
    *) county+=("$picture") ;;
    esac
done
"$(dirname "$program")/tests/county" "$work/county" >/dev/null
draw "$work/county" "${county[@]}" -- --dept 102
draw "$root/datasets/philadelphia" "${city[@]}" -- --dept 66 --years 2004-2021
mkdir -p "$folder"
for picture in "${pictures[@]}"; do
    cp "$work/out/charts/$picture.svg" "$folder/"
done
