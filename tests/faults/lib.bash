# Shared by the tests of faults: the commands that write, a place to try each in, and what must hold afterwards. A test is called
# with PROGRAM ROOT [full]: a few points of each command, or with `full` all that the sweep wants. Prints how many were tried.
# shellcheck shell=bash disable=SC2034  # used by the tests
. "$(dirname "${BASH_SOURCE[0]}")/../integration/lib.bash"
full=${3:-}
# How many points of each command: FEW without `full`.
points() { # points FEW MANY
    if [[ "$full" == full ]]; then echo "$2"; else echo "$1"; fi
}

skip() { # skip WHY
    printf 'skipped: %s\n' "$*"
    exit 77
}

# The county's figures, and the same with one corrected: a mixture of both can be seen.
old=$scratch/data/old/service-centres
new=$scratch/data/new/service-centres
mkdir -p "$scratch/data/old" "$scratch/data/new"
cp -r "$root/datasets/service-centres" "$old"
cp -r "$root/datasets/service-centres" "$new"
for file in "$new"/*-20*.csv; do
    sed -i 's/$/ /; 1s/ $//' "$file" # another hash for every source: all of them are taken out and put in again
done
sed -i 's/^yanling,2020,staff,,正文一,actual,,,17,/yanling,2020,staff,,正文一,actual,,,18,/' "$new/yanling-2020.csv"

# One line each: NAME, what must be there before (of prepare below), and the words. All run in the folder `work`.
commands=(
    "load|loaded|load $new --db db"
    "load_new|nothing|load $new --db db"
    "check|loaded|check --db db"
    "measure|loaded|measure --db db"
    "changes|results|changes --db db -o out"
    "chart|results|chart --db db -o out"
    "chart_file|results|chart radar-yanling --db db -o out/one.svg"
    "report|results|report --db db -o out"
    "documents|results|documents --db db -o out"
    "run|results|run $new -o out --documents"
    "template|results|template figures -o out/figures.csv"
)

# A database and an output folder of before: `nothing`, `loaded` (the old figures), or `results` (measured with the new figures, and
# beside them the output of a run over the old ones, so that every file changes).
prepare() {
    local name
    stand_in_gnuplot "$scratch/bin"
    PATH=$scratch/bin:$PATH
    mkdir "$scratch/nothing" "$scratch/loaded" "$scratch/results"
    for name in "load $old --db $scratch/loaded/db" "load $new --db $scratch/results/db" "measure --db $scratch/results/db" \
        "run $old -o $scratch/results/out --documents" "changes --db $scratch/loaded/db -o $scratch/results/out" \
        "template departments -o $scratch/results/out/figures.csv"; do
        # shellcheck disable=SC2086  # words
        ends 0 "preparing: $name" $name
    done
    cp "$scratch/results/out/figures.csv" "$scratch/results/out/one.svg"
}

split() { # split COMMAND; sets name, state and words
    IFS='|' read -r name state words <<<"$1"
    read -ra words <<<"$words"
}

fresh() { # fresh STATE; $scratch/work as before
    rm -rf "$scratch/work"
    cp -r "$scratch/$1" "$scratch/work"
}

# Everything that a database holds, whatever order its pages are in. Indexes are made when they are first needed.
content() { # content DATABASE
    if [[ ! -e "$1" ]]; then
        echo none
    else
        sqlite3 "$1" .dump 2>&1 | grep -v '^CREATE INDEX' | md5sum
    fi
}

# What a command makes of its state when nothing goes wrong, kept in $scratch/after/NAME.
expect() { # expect
    fresh "$state"
    (cd "$scratch/work" && "$program" "${words[@]}") >"$scratch/stdout" 2>"$scratch/stderr" </dev/null ||
        bad "$name without a fault: $(cat "$scratch/stderr")"
    rm -rf "$scratch/after"
    mv "$scratch/work" "$scratch/after"
    as_before=$(content "$scratch/$state/db")
    as_after=$(content "$scratch/after/db")
}

# The database is as before or as after; every file is whole, as before or as after; nothing else is there but, after a kill, what
# the killed process was about to put in its place.
whole() { # whole WHAT [killed]
    local what=$1 killed=${2:-} found file
    if [[ -e "$scratch/work/db" ]]; then # whoever reads first takes back what was half written
        if "$program" diff "$scratch/work/db" "$scratch/work/db" >"$scratch/diff" 2>&1; then good; else bad "$what: $(head -n 1 "$scratch/diff")"; fi
        same "the integrity of the database after $what" ok "$(sqlite3 "$scratch/work/db" 'PRAGMA integrity_check')"
    fi
    found=$(content "$scratch/work/db")
    if [[ "$found" != "$as_before" && "$found" != "$as_after" ]]; then bad "$what: the database is a mixture"; else good; fi
    while IFS= read -r file; do
        if cmp -s "$scratch/work/$file" "$scratch/$state/$file" || cmp -s "$scratch/work/$file" "$scratch/after/$file"; then
            good
        else
            bad "$what: $file is neither as before nor as after"
        fi
    done < <(cd "$scratch/work" && find . -type f ! -name 'db*' ! -name 'jixiao.db' ! -path '*/.new/*' ! -name '.*.new' | sed 's|^\./||')
    if [[ -z "$killed" ]]; then
        same "what $what leaves" "" "$(cd "$scratch/work" && find . -name '.?*' ! -name . | head -n 5)"
        same "what $what leaves beside the database" "" "$(cd "$scratch/work" && find . -name 'db?*' | head -n 5)"
    fi
    if [[ -e "$scratch/work/out/jixiao.db" ]]; then
        found=$(content "$scratch/work/out/jixiao.db")
        if [[ "$found" == "$(content "$scratch/$state/out/jixiao.db")" || "$found" == "$(content "$scratch/after/out/jixiao.db")" ]]; then
            good
        else
            bad "$what: the database of the output is a mixture"
        fi
    fi
    while IFS= read -r file; do # of what was there nothing is missing
        if [[ -e "$scratch/work/$file" ]]; then good; else bad "$what: $file is gone"; fi
    done < <(cd "$scratch/$state" && find . -type f | sed 's|^\./||')
}

# The same command once more, without a fault, makes what it should.
again() { # again WHAT
    (cd "$scratch/work" && "$program" "${words[@]}") >"$scratch/stdout" 2>"$scratch/stderr" </dev/null ||
        bad "$1, and once more: $(head -n 3 "$scratch/stderr")"
    same "the database after $1, and once more" "$as_after" "$(content "$scratch/work/db")"
    same "what is there after $1, and once more" "$(cd "$scratch/after" && find . -type f | sort)" \
        "$(cd "$scratch/work" && find . -type f | sort)"
}

# So many of the numbers 1..COUNT, spread by a seeded choice; all of them when there are no more.
choose() { # choose COUNT MANY
    seq 1 "$1" | shuf -n "$2" --random-source=<(yes 20201231) | sort -n
}

# Counting the calls of a command and meddling with one of them takes strace.
may_trace() {
    command -v strace >/dev/null && strace -qq -o /dev/null true 2>/dev/null
}

# The calls of a split command that change a file, in a run without a fault, into $scratch/points: NAME NUMBER, the how manieth of its name.
count_calls() { # count_calls NAME,...
    fresh "$state"
    (cd "$scratch/work" && strace -qq -o "$scratch/trace" -e trace="$1" -e signal=none "$program" "${words[@]}") >/dev/null 2>&1 </dev/null
    cut -d '(' -f 1 "$scratch/trace" | awk '{ print $1, ++n[$1] }' >"$scratch/points"
}

# The split command in a fresh place, with a fault at one call (strace's words for it); its exit status is that of the command.
meddle() { # meddle NAME FAULT
    fresh "$state"
    (cd "$scratch/work" && strace -qq -o /dev/null -e trace="$1" -e inject="$1:$2" "$program" "${words[@]}") </dev/null
}
