#!/usr/bin/env bash
# The report in a browser: of both datasets and of the county that does not exist, see check.mjs. Called with PROGRAM ROOT; a
# third word `need` installs the two packages of package-lock.json first, and fails where the test would be skipped.
# Screenshots and printed pages stay in build/browser/screenshots.
set -euo pipefail
. "$(dirname "$0")/../integration/lib.bash"
need=${3:-}
modules=$root/build/browser
here=$root/tests/browser
shots=$modules/screenshots

skip() { # skip WHAT
    printf 'skipped: %s\n' "$*"
    [[ -z "$need" ]] || exit 1
    exit 77
}

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || skip "there is no chromium"
command -v node >/dev/null || skip "there is no node"
if [[ -n "$need" ]]; then
    command -v npm >/dev/null || skip "there is no npm"
    mkdir -p "$modules"
    cp "$here/package.json" "$here/package-lock.json" "$modules/"
    npm ci --prefix "$modules" --ignore-scripts --no-audit --no-fund --loglevel=error
fi
[[ -d "$modules/node_modules/playwright-core" && -d "$modules/node_modules/axe-core" ]] ||
    skip "the packages are not there: tests/browser/run.sh build/release/jixiao . need"
if grep -q '"resolved"' "$here/package-lock.json"; then
    bad "package-lock.json names the host of a registry: npm install --omit-lockfile-registry-resolved"
fi

check() { # check NAME=PAGE…
    node "$here/check.mjs" "$modules" "$browser" "$shots" "$@"
}

# The check itself: every fault of a faulty page is told.
faults=0
if check "faulty=$here/faulty.html" >"$scratch/told"; then bad "a faulty page passes"; fi
for word in 'scrolls sideways' 'chart hollow is empty' 'has no words' 'drawn from' 'leads nowhere' 'do not reach two' 'console: told' \
    'asks for' 'color-contrast' 'not there: gone.html' 'not sorted upwards'; do
    if grep -q "$word" "$scratch/told"; then good; else bad "a faulty page: \`$word\` is not told: $(cat "$scratch/told")"; fi
done
rm -rf "$shots"

cd "$scratch"
"$(dirname "$program")/tests/county" county --with comments,tasks,cases >/dev/null
pages=()
for dataset in service-centres philadelphia county; do
    ends 0 "the report of $dataset" run "$dataset" -o "$dataset-out" --quiet
    pages+=("$dataset=$dataset-out/report.html")
done
ends 0 "the report of the centres in English" report --db service-centres-out/jixiao.db -o english --lang en --quiet
pages+=("service-centres-en=english/report.html" "card=county-out/dept/106.html")
present "the card of a department" county-out/dept/106.html
same "cards inside the report of four centres" no "$([[ -e service-centres-out/dept ]] && echo yes || echo no)"
size=$(stat -c %s county-out/report.html)
if [[ $size -lt 15000000 ]]; then good; else bad "the report of the county has $size bytes, more than 15 MB"; fi
if check "${pages[@]}"; then good; else bad "pages in the browser, as said above"; fi
verdict "the report in a browser"
