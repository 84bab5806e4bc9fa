#!/usr/bin/env bash
# Big files are read in pieces by several threads. How many there are changes nothing: not a byte of the database, not a word, with
# plain files, odd lines and errors alike. A file that the database holds already is not read again, and a year may be added.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
cd "$scratch"

generator=$(dirname "$program")/tests/province
"$generator" plain --departments 100 --years 3 --items 120 >/dev/null
at_least "bytes of a file: enough for pieces" 1400000 "$(wc -c <plain/figures-2024.csv)"

# The same files with all that needs a closer look: ends of lines as Windows writes them, quotes, marks, comments, totals, blank lines.
cp -r plain odd
awk 'NR % 5000 == 17 { $0 = "\n# a comment,,,," } NR % 7001 == 9 { sub(/[^,]*$/, "—") } { printf "%s\r\n", $0 }' \
    plain/figures-2023.csv >odd/figures-2023.csv
awk -F, 'BEGIN { OFS = "," } NR % 3001 == 5 { $1 = "\"" $1 "\""; $5 = "\"1,234.50\"" } NR % 9001 == 7 { $3 = "合计" } { print }' \
    plain/figures-2024.csv >odd/figures-2024.csv

# With errors from the first to the last piece, and a file that is no text at its end.
cp -r plain wrong
awk -F, 'BEGIN { OFS = "," } NR % 4001 == 30 { $3 = "nothing" } NR % 5003 == 31 { $5 = "12x" } NR % 6007 == 32 { $0 = $0 ",more" } { print }' \
    plain/figures-2024.csv >wrong/figures-2024.csv
printf '410001101,2025,9010101,actual,\377\n' >>wrong/figures-2025.csv

# A cell that comes again, far from the first.
cp -r plain again
sed -n '2p' plain/figures-2025.csv | sed 's/,[^,]*$/,1.00/' >>again/figures-2025.csv

loads() { # loads FOLDER STATUS
    local jobs
    for jobs in 1 2 5; do
        ends "$2" "$1 with $jobs jobs" load "./$1" --db "$1-$jobs.db" --jobs "$jobs" --verbose
        cp stderr "$1-$jobs.told"
        cp stdout "$1-$jobs.said"
    done
    for jobs in 2 5; do
        same_file "$1: words, $jobs jobs" "$1-1.told" "$1-$jobs.told"
        same_file "$1: result, $jobs jobs" "$1-1.said" "$1-$jobs.said"
        if cmp -s "$1-1.db" "$1-$jobs.db"; then good; else bad "$1: the databases of 1 and $jobs jobs differ"; fi
    done
}
loads plain 0
loads odd 0
loads wrong 1
loads again 0
values() { # values DATABASE [CONDITION]
    query "$1" "SELECT dept, year, month, item, stage, printf('%.2f', value), file, line, field FROM figures WHERE ${2:-true} ORDER BY 1, 2, 3, 4, 5"
}
at_least "plain: figures" 100000 "$(values plain-1.db | wc -l)"
same "odd: cells that were printed as —" 6 "$(query odd-1.db "SELECT count(*) FROM absent WHERE kind = 'mark'")"
same "odd: quoted amounts" 11 "$(query odd-1.db "SELECT count(*) FROM figures WHERE value = 1234.5")"
same "odd: the year that is plain" "$(values plain-1.db 'year = 2025' | md5sum)" "$(values odd-1.db 'year = 2025' | md5sum)"
same "wrong: what is stored" 1 "$(query wrong-1.db "SELECT count(*) FROM source WHERE kind = 'figures'")"
at_least "wrong: errors that are told or counted" 21 "$(sed -n 's/.*and \([0-9]*\) more.*/\1/p; /error: province/s/.*/1/p' wrong-1.told | awk '{ n += $1 } END { print n }')"
same "again: the first one counts" "$(values plain-1.db "year = 2025" | md5sum)" "$(values again-1.db "year = 2025" | md5sum)"
same "again: the other one is a statement" "1.00|$(wc -l <again/figures-2025.csv)" \
    "$(query again-1.db "SELECT text, (origin - (SELECT first_origin FROM source WHERE name LIKE '%2025.csv')) / 5 FROM statement")"

# A condition that all rows meet keeps a file off the quick way: all that comes out is the same.
for folder in plain odd wrong again; do
    cp -r "$folder" "$folder-slow"
    for file in "$folder-slow"/figures-*.meta; do
        printf 'only:       {dept} = *\n' >>"$file"
    done
    status=$(case "$folder" in wrong) echo 1 ;; *) echo 0 ;; esac)
    ends "$status" "$folder without the quick way" load "./$folder-slow" --db "$folder-slow.db" --verbose
    same_file "$folder without the quick way: words" "$folder-1.told" stderr
    for table in figure absent statement superseded issue dept; do
        query "$folder-1.db" "SELECT * FROM $table" >left
        query "$folder-slow.db" "SELECT * FROM $table" >right
        same_file "$folder without the quick way: $table" left right
    done
done

# Once more: nothing is read again. A year more: as if all had come at once, but for the order of the sources.
cp plain-1.db twice.db
ends 0 "once more" load ./plain --db twice.db --verbose
says "once more" "(5 unchanged, 0 refused)"
same "once more: what is told of rows" 0 "$(grep -c 'rows:' stderr || true)"
same "once more: figures" "$(values plain-1.db | md5sum)" "$(values twice.db | md5sum)"
mkdir late
mv plain/figures-2024.* late/
ends 0 "two years" load ./plain --db grown.db
mv late/figures-2024.* plain/
ends 0 "a year more" load ./plain --db grown.db
says "a year more" "(4 unchanged, 0 refused)"
same "a year more: figures" "$(values plain-1.db | md5sum)" "$(values grown.db | md5sum)"
same "a year more: cells without a number" "$(query plain-1.db 'SELECT count(*) FROM absent')" "$(query grown.db 'SELECT count(*) FROM absent')"

# A list that has changed makes all files to be read.
sed -i 's/410001101,.*/&x/' plain/departments.csv
ends 0 "another list" load ./plain --db twice.db --verbose
at_least "another list: files that were read" 3 "$(grep -c 'rows:' stderr || true)"
verdict "big files in pieces"
