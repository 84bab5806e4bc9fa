#!/usr/bin/env bash
# manual.sh PROGRAM VERSION: the man page on standard output, made from what the program says of itself, so that no option
# is told in two places.
set -euo pipefail
program=$1 version=$2

roff() { # a line of text as roff: backslashes, hyphens of options, leading dots
    sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^\\([.']\\)/\\\\\\&\\1/"
}

list() { # lines "  words  explanation" as a tagged list; the words of a command are one
    awk -v single="${1:-}" '
        function tagged(length_of_words) {
            print ".TP\n.B " substr($0, 1, length_of_words)
            $0 = substr($0, length_of_words + 1)
            sub(/^ +/, "")
        }
        { sub(/^ +/, "") }
        single && match($0, /^[a-z]+ /) { tagged(RLENGTH - 1) }
        !single && match($0, /^-[^ ]+(, +--[^ ]+)?/) { tagged(RLENGTH) }
        NF { print }' | sed -e 's/\\/\\e/g' -e 's/-/\\-/g'
}

section() { # section TEXT HEADING: the indented block below a line "HEADING:"
    awk -v heading="$2:" '$0 == heading { inside = 1; next } inside && /^$/ { exit } inside' <<<"$1"
}

export LC_ALL=C.UTF-8 # in English
help=$("$program" help)
printf '.TH JIXIAO 1 "" "jixiao %s" "User commands"\n' "$version"
cat <<'ROFF'
.SH NAME
jixiao \- reviews the budgets and the performance of government departments
.SH SYNOPSIS
.B jixiao
.I COMMAND
.RI [ ARGUMENT ...]
.RI [ OPTION ...]
.SH DESCRIPTION
Reads published figures from CSV files, checks them against each other, computes indicators and year-on-year changes, scores each
department by a rubric, tells which departments stand out, and writes one report with tables and charts. It asks no questions, and
the same input gives the same report.
.SH COMMANDS
ROFF
section "$help" Commands | list single
while read -r command; do
    words=$("$program" "$command" --help)
    printf '.SS "jixiao %s"\n' "$command"
    sed -n '1s/^Usage: //p' <<<"$words" | roff
    printf '.PP\n'
    sed -n '2p' <<<"$words" | roff
    section "$words" Options | list
done < <(section "$help" Commands | awk '/^  [a-z]/ { print $1 }')
cat <<'ROFF'
.SH EXIT STATUS
.TP
.B 0
done
.TP
.B 1
a source was refused, a query or rubric is wrong, or results are missing or out of date; with
.BR \-\-strict :
a check found an error
.TP
.B 2
the command line is wrong
.TP
.B 3
the system failed: a file cannot be written, gnuplot is missing
.SH EXAMPLES
.nf
jixiao run service\-centres \-o out
jixiao trace yanling 2020 three_public_control_rate \-\-db out/jixiao.db
.fi
.SH FILES
.TP
.I ../share/jixiao/datasets
beside the program: the datasets that come with it
.SH SEE ALSO
.BR gnuplot (1),
.BR sqlite3 (1);
the documents in
.I ../share/doc/jixiao
ROFF
