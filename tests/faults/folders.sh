#!/usr/bin/env bash
# Folders that may not be written: the command ends with status 3 and a message, and nothing changes; what only reads a database there
# works. Root may write everywhere, so root lets another user run the program.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
as_user=()
if [[ $EUID -eq 0 ]]; then
    command -v setpriv >/dev/null || skip "root needs setpriv (util-linux) to run the program as another user"
    as_user=(setpriv "--reuid=65534" "--regid=65534" --clear-groups)
fi
prepare
chmod a+rx "$scratch"
if ! "${as_user[@]}" "$program" list >/dev/null 2>&1; then skip "another user cannot run $(basename "$program") where it lies"; fi

tried=0
for command in "${commands[@]}"; do
    split "$command"
    expect
    fresh "$state"
    chmod -R a-w,a+rX "$scratch/work"
    status=0
    (cd "$scratch/work" && "${as_user[@]}" "$program" "${words[@]}") >"$scratch/stdout" 2>"$scratch/stderr" </dev/null || status=$?
    tried=$((tried + 1))
    same "status of $name in a folder that may not be written" 3 "$status"
    if grep -qE 'Permission denied|readonly database' "$scratch/stderr"; then good; else bad "$name does not say why: $(cat "$scratch/stderr")"; fi
    same "what $name left there" "" "$(diff -rq "$scratch/$state" "$scratch/work" 2>&1)"
    chmod -R u+w "$scratch/work"
done

fresh results
mkdir -m 777 "$scratch/elsewhere"
chmod -R a-w,a+rX "$scratch/work"
for words in "report --db db -o $scratch/elsewhere/report" "chart --db db -o $scratch/elsewhere/chart" "trace yanling 2020 three_public_control_rate --db db"; do
    status=0
    # shellcheck disable=SC2086  # words
    (cd "$scratch/work" && "${as_user[@]}" "$program" $words) >"$scratch/stdout" 2>"$scratch/stderr" </dev/null || status=$?
    tried=$((tried + 1))
    same "status of ${words%% *} from a database that may not be written" 0 "$status"
done
printf 'commands tried in folders that may not be written: %d\n' "$tried"
verdict "nothing done where nothing may be written"
