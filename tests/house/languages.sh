#!/usr/bin/env bash
# Everything that a report says is there in Chinese and in English: both columns of the texts, both names, notes and
# headings of each query and chart; and what is English has no Chinese in it.
# shellcheck disable=SC2016  # the back-quotes are those of messages
set -euo pipefail
. "$(dirname "$0")/lib.bash"

chinese=$'[\xe3-\xe9\xef][\x80-\xbf][\x80-\xbf]'

# Heads: `zh` and `en`, KEY.zh and KEY.en, `column.NAME: TYPE | zh | en`, `text.NAME: zh | en`.
complain_lines < <(cd "$root" && tree_files | grep -E '^(queries/.*\.sql|plots/.*\.gp)$' | tr '\n' '\0' | xargs -0 -r awk -v chinese="$chinese" '
    function tell(line, what) { print file ":" line ": " what }
    function finish(key, other) {
        for (key in at) {
            other = key
            if (key == "zh" || key ~ /\.zh$/) sub(/zh$/, "en", other)
            else if (key == "en" || key ~ /\.en$/) sub(/en$/, "zh", other)
            if (!(other in at)) tell(at[key], "`" key "` has no `" other "`")
        }
        split("", at)
    }
    FNR == 1 { finish(); file = FILENAME; head = 1; mark = FILENAME ~ /\.sql$/ ? "^-- ?" : "^# ?" }
    !head { next }
    $0 !~ mark { head = 0; next }
    {
        line = $0
        sub(mark, "", line)
        if (line ~ /^  /) next
        if (line !~ /^[A-Za-z0-9_.-]+:/) { head = 0; next }
        key = value = line
        sub(/:.*/, "", key)
        sub(/^[^:]*:[ \t]*/, "", value)
        if (key ~ /(^|\.)(zh|en)$/) {
            at[key] = FNR
            if (value == "") tell(FNR, "`" key "` is empty")
            if (key ~ /en$/ && value ~ chinese) tell(FNR, "`" key "` has Chinese in it")
        }
        wanted = key ~ /^column\./ ? 3 : key ~ /^text\./ && key !~ /\.(zh|en)$/ ? 2 : 0
        count = split(value, part, /[ \t]*\|[ \t]*/)
        if (!wanted || (wanted == 3 && count == 1)) next
        if (count != wanted || part[count] == "" || part[count - 1] == "") tell(FNR, "`" key "` needs words in both languages")
        else if (part[count] ~ chinese) tell(FNR, "the English words of `" key "` are Chinese: " part[count])
    }
    END { finish() }')

# Tables of the catalogue, rubrics and surveys among them: each pair of columns `zh` and `en`, X_zh and X_en, X and X_en.
complain_lines < <(cd "$root" && tree_files | grep -E '^datasets/catalog/.*\.csv$' | grep -v '/messages\.csv$' | tr '\n' '\0' | xargs -0 -r awk -v chinese="$chinese" '
    function cut(line, fields,    n, c, i, quoted) { # the fields of a record on one line
        split("", fields)
        n = 1
        for (i = 1; i <= length(line); i++) {
            c = substr(line, i, 1)
            if (c == "\"") quoted = !quoted
            else if (c == "," && !quoted) n++
            else fields[n] = fields[n] c
        }
        return n
    }
    /^# / { next }
    FNR == 1 {
        split("", at)
        split("", pair)
        n = cut($0, name)
        for (i = 1; i <= n; i++) at[name[i]] = i
        for (i = 1; i <= n; i++) {
            stem = name[i]
            if (stem != "en" && stem !~ /_en$/) continue
            sub(/en$/, "zh", stem)
            if (!(stem in at)) sub(/_zh$/, "", stem)
            if (stem in at) pair[i] = at[stem]
        }
        next
    }
    {
        cut($0, field)
        for (en in pair) {
            zh = pair[en]
            if (field[zh] == "" && field[en] != "") print FILENAME ":" FNR ": there is no Chinese for `" field[en] "`"
            if (field[zh] != "" && field[en] == "") print FILENAME ":" FNR ": there is no English for `" field[zh] "`"
            if (field[en] ~ chinese) print FILENAME ":" FNR ": the English is Chinese: " field[en]
        }
    }')

# A rubric has both names of each row and heading.
complain_lines < <(cd "$root" && tree_files | grep -E '^datasets/catalog/rubrics/.*\.csv$' | while IFS= read -r file; do
    for column in level1_en level2_en en; do
        head -n 1 "$file" | grep -qE "(^|,)$column(,|$)" || echo "$file:1: there is no column \`$column\`"
    done
done)

# Titles of datasets, sources and rubrics.
complain_lines < <(cd "$root" && tree_files | grep -E '^datasets/.*\.meta$' | tr '\n' '\0' | xargs -0 -r awk -v chinese="$chinese" '
    function finish() { if (file != "" && (zh == "") != (en == "")) print file ":1: needs both `zh:` and `en:`" }
    FNR == 1 { finish(); file = FILENAME; zh = en = "" }
    /^zh:/ { zh = $0 }
    /^en:/ { en = $0; if ($0 ~ chinese) print FILENAME ":" FNR ": the English title is Chinese" }
    END { finish() }')
verdict "both languages"
