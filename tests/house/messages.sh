#!/usr/bin/env bash
# Every message is there in Chinese and in English: each format and each piece of one that stands in src/ is a row of
# datasets/catalog/messages.csv, whose Chinese takes the same arguments; a row that no source uses is in the way.
# shellcheck disable=SC2016  # the back-quotes are those of messages
set -euo pipefail
. "$(dirname "$0")/lib.bash"

table=datasets/catalog/messages.csv
[[ -f "$root/$table" ]] || skip "there is no $table"
mapfile -t files < <(source_files | grep '\.c$')
complain_lines < <(cd "$root" && awk -f "$house/messages.awk" "${files[@]}" | awk -v table="$table" '
    function cut(line, fields,    n, c, i, quoted) { # the fields of a record on one line
        split("", fields)
        n = 1
        for (i = 1; i <= length(line); i++) {
            c = substr(line, i, 1)
            if (c == "\"" && quoted && substr(line, i + 1, 1) == "\"") {
                fields[n] = fields[n] c
                i++
            } else if (c == "\"") quoted = !quoted
            else if (c == "," && !quoted) n++
            else fields[n] = fields[n] c
        }
        return n
    }
    # The conversions of a format, each behind a blank: " s" " zu" …; with numbers: by number.
    function conversions(format,    list, one, number, numbered, at, count, i) {
        split("", at)
        count = 0
        while (match(format, /%([0-9]+\$)?[-+ #0]*[0-9]*(\.[0-9]+)?(ll|l|z|h)?[a-zA-Z%]/)) {
            one = substr(format, RSTART + 1, RLENGTH - 1)
            format = substr(format, RSTART + RLENGTH)
            if (one == "%") continue
            number = ++count
            if (match(one, /^[0-9]+\$/)) {
                number = substr(one, 1, RLENGTH - 1) + 0
                one = substr(one, RLENGTH + 1)
                numbered++
            }
            at[number] = one
        }
        if (numbered && numbered != count) return "mixed"
        for (i = 1; i <= count; i++) list = list " " at[i]
        return list
    }
    BEGIN {
        while ((getline line < table) > 0) {
            number++
            if (number == 1) continue
            count = cut(line, field)
            where = table ":" number ": "
            if (count != 2 || field[1] == "" || field[2] == "") { print where "expected the English and the Chinese: " line; continue }
            if (field[1] in known) print where "is there twice: `" field[1] "`"
            if (field[1] < last) print where "stands before `" last "`; the rows are sorted by the English (LC_ALL=C)"
            if (conversions(field[1]) != conversions(field[2])) print where "the Chinese takes other arguments: `" field[1] "`, `" field[2] "`"
            known[field[1]] = number
            last = field[1]
        }
    }
    {
        split($0, part, "\t")
        key = part[3]
        gsub(/\\"/, "\"", key)
        used[key] = 1
        if (part[2] == "stray" && key !~ /^`?[a-z_]+`?$/) print part[1] ": `" key "` is in English only: put both() around it (src/base/both.h)"
        if ((part[2] == "format" || part[2] == "piece") && key != "" && key != "%s" && !(key in known))
            print part[1] ": there is no Chinese for `" key "` in " table
    }
    END { for (key in known) if (!(key in used)) print table ":" known[key] ": no source uses `" key "`" }')
verdict "messages in both languages"
