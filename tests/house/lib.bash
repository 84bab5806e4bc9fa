# Shared by the house rules. A rule is a file NAME.sh, called with ROOT [LIBRARY [PROGRAM]]: it complains about
# each breach (file:line: what, and what to do instead) and ends with `verdict`. Exit status: 0 kept, 1 broken, 77 skipped.
# shellcheck shell=bash disable=SC2034  # used by the rules
export LC_ALL=C
house=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "${1:?the first argument is the root of the checkout}" && pwd -P)
breaches=0

complain() { # complain WHERE WHAT
    printf '%s: %s\n' "$1" "$2"
    breaches=$((breaches + 1))
}

# Complaints from standard input, one per line, ready to print.
complain_lines() {
    local line
    while IFS= read -r line; do
        printf '%s\n' "$line"
        breaches=$((breaches + 1))
    done
}

skip() {
    printf 'skipped: %s\n' "$*"
    exit 77
}

verdict() {
    if [[ $breaches -gt 0 ]]; then
        printf '%d breach(es) of the rule: %s\n' "$breaches" "$*"
        exit 1
    fi
    printf 'kept: %s\n' "$*"
}

# The files of the checkout, relative to the root: what git tracks or would track, or everything when there is no git.
tree_files() {
    if [[ "$(git -C "$root" rev-parse --show-toplevel 2>/dev/null)" == "$root" ]]; then
        git -C "$root" -c core.quotepath=off ls-files --cached --others --exclude-standard
    else
        (cd "$root" && find . -type f ! -path './.git/*' ! -path './build/*' ! -path './out/*' | sed 's|^\./||')
    fi | sort -u | while IFS= read -r file; do
        if [[ -f "$root/$file" ]]; then printf '%s\n' "$file"; fi
    done
}

# C files of some folders of src/, relative to the root.
source_files() { # source_files [FOLDER…]; all of src/ without one
    local folder
    [[ $# -gt 0 ]] || set -- .
    for folder in "$@"; do
        if [[ -d "$root/src/$folder" ]]; then
            (cd "$root" && find "src/$folder" -type f -name '*.[ch]' | sed 's|/\./|/|')
        fi
    done | sort
}
