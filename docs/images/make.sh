#!/usr/bin/env bash
# Makes the pictures of README.md and docs/ again, from the shipped dataset and the examples of README.md. Needs
# ./setup build, chromium and the packages of ./setup run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
PATH=$PWD/build/release:$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

browser=()
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then
        browser=("$name" --headless --disable-gpu --hide-scrollbars --user-data-dir="$work/profile")
        break
    fi
done
[[ ${#browser[@]} -gt 0 ]] || { echo "make.sh: chromium is needed" >&2 && exit 1; }
[[ $EUID -ne 0 ]] || browser+=(--no-sandbox)

shot() { # shot PAGE WIDTH HEIGHT PICTURE
    "${browser[@]}" --window-size="$2,$3" --screenshot="$work/shot.png" "file://$1" 2>/dev/null
    mv "$work/shot.png" "docs/images/$4"
}

jixiao run service-centres -o "$work/centres" --quiet >/dev/null
shot "$work/centres/report.html" 1280 1120 report.png
# A headless browser does not scroll: the scores on a card alone, and no script that marks another place in the contents.
card=$(sed -n 's|^<h3 id="\(dept-[0-9]*\)">炎陵县政务服务中心</h3>$|\1|p' "$work/centres/report.html")
sed "s|<script|<script type=\"text/plain\"|; s|</head>|<style>header, main > section:not(#depts), #depts > :not(#$card-scores, #$card-scores ~ *) { display: none !important }</style></head>|" \
    "$work/centres/report.html" >"$work/scores.html"
shot "$work/scores.html" 1600 1000 scores.png
cp "$work/centres/charts/structure-wangcheng.svg" docs/images/structure.svg

docs/images/gallery.sh "$PWD/build/release/jixiao" docs/images/gallery

# The chart that README.md shows how to add.
mkdir "$work/plots"
awk '/^cat > my\/plots\/staff_dots.gp/ { inside = 1; next } inside && /^END$/ { exit } inside' README.md \
    >"$work/plots/staff_dots.gp"
jixiao run service-centres -o "$work/mine" --plots "$work/plots" --lang en --quiet >/dev/null
cp "$work/mine/charts/staff_dots.svg" docs/images/staff_dots.svg
ls -l docs/images docs/images/gallery
