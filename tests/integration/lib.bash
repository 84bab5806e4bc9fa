# Shared by the integration tests. A test is a file NAME.sh, called with PROGRAM ROOT: it runs the program in a temporary
# folder of its own, says what is wrong with each thing it looks at, and ends with `verdict`. Exit status: 0 good, 1 not.
# shellcheck shell=bash disable=SC2034  # used by the tests
export LC_ALL=C.UTF-8 TZ=UTC
program=$(cd "$(dirname "${1:?the first argument is the program}")" && pwd -P)/$(basename "$1")
root=$(cd "${2:?the second argument is the root of the checkout}" && pwd -P)
scratch=$(cd "$(mktemp -d)" && pwd -P)
trap 'rm -rf "$scratch"' EXIT
looked=0
faults=0

good() {
    looked=$((looked + 1))
}

bad() { # bad WHAT
    looked=$((looked + 1))
    faults=$((faults + 1))
    printf 'wrong: %s\n' "$*"
}

same() { # same WHAT EXPECTED FOUND
    if [[ "$2" == "$3" ]]; then good; else bad "$1: expected \`$2\`, found \`$3\`"; fi
}

# As numbers where both are: 4.0 is 4, and the last bits of a double do not count.
same_number() { # same_number WHAT EXPECTED FOUND
    if awk -v a="$2" -v b="$3" 'BEGIN {
        number = "^[-+]?[0-9]+(\\.[0-9]*)?$"
        if (a !~ number || b !~ number) exit a != b
        d = a - b
        exit !((d < 0 ? -d : d) <= 1e-9 * (a < 0 ? 1 - a : 1 + a))
    }'; then good; else bad "$1: expected \`$2\`, found \`$3\`"; fi
}

at_least() { # at_least WHAT LEAST FOUND
    if [[ "$3" =~ ^[0-9]+$ && "$3" -ge "$2" ]]; then good; else bad "$1: expected at least $2, found \`$3\`"; fi
}

# Runs the program and leaves its status in $status, its words in $scratch/stdout and $scratch/stderr.
jixiao() { # jixiao WORD…
    status=0
    "$program" "$@" >"$scratch/stdout" 2>"$scratch/stderr" </dev/null || status=$?
}

ends() { # ends STATUS WHAT WORD…
    local wanted=$1 what=$2
    shift 2
    jixiao "$@"
    if [[ $status -eq $wanted ]]; then
        good
    else
        bad "$what: ended with status $status, not $wanted: $(head -n 5 "$scratch/stderr")"
    fi
}

says() { # says WHAT TEXT; on standard error of the last run
    if grep -qF -- "$2" "$scratch/stderr"; then good; else bad "$1: \`$2\` is not in: $(head -n 20 "$scratch/stderr")"; fi
}

same_file() { # same_file WHAT EXPECTED FOUND
    if cmp -s "$2" "$3"; then
        good
    else
        bad "$1: $(basename "$3") differs: $(diff "$2" "$3" 2>&1 | head -n 6 | cut -c1-300)"
    fi
}

same_folder() { # same_folder WHAT EXPECTED FOUND
    local differences
    if differences=$(diff -rq "$2" "$3"); then good; else bad "$1: ${differences//$scratch\//}"; fi
}

absent() { # absent WHAT PATH
    if [[ -e "$2" ]]; then bad "$1: ${2#"$scratch"/} is there"; else good; fi
}

present() { # present WHAT PATH
    if [[ -s "$2" ]]; then good; else bad "$1: ${2#"$scratch"/} is not there"; fi
}

import() { # import DATABASE CSV…; each file becomes a table of its stem, all columns text
    local database=$1 file
    shift
    for file in "$@"; do
        printf '.import --csv "%s" "%s"\n' "$file" "$(basename "$file" .csv)"
    done | sqlite3 "$database"
}

query() { # query DATABASE SQL
    sqlite3 -batch "$1" "$2"
}

# A gnuplot that draws nothing: each picture only holds the sums of its script and its data. For tests of everything else.
stand_in_gnuplot() { # stand_in_gnuplot FOLDER; to be put in front of PATH
    mkdir -p "$1"
    {
        printf '#!%s\n' "$(command -v bash)"
        cat <<'SCRIPT'
while IFS= read -r line; do
    case "$line" in
    "printerr '#begin "*)
        number=${line#"printerr '#begin "}
        number=${number%"'"}
        continue
        ;;
    "load '"*-*) ;;
    *) continue ;;
    esac
    file=${line#"load '"}
    file=${file%".gp'"}
    echo "#begin $number" >&2
    sum=$(sed "s/$file//" "$file.gp" "$file.dat" | cksum) # the name changes with the number of processes
    printf '#begin %s\n' "$number"
    printf '<?xml version="1.0"?>\n<svg width="9" height="9" viewBox="0 0 9 9" xmlns="%s">\n<text>%s</text>\n</svg>\n' \
        http://www.w3.org/2000/svg "$sum"
    echo "#done $number" >&2
done
SCRIPT
    } >"$1/gnuplot"
    chmod +x "$1/gnuplot"
}

verdict() { # verdict WHAT
    if [[ $faults -gt 0 ]]; then
        printf '%d of %d wrong: %s\n' "$faults" "$looked" "$*"
        exit 1
    fi
    printf 'all %d right: %s\n' "$looked" "$*"
}
