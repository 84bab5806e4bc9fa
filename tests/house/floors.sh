#!/usr/bin/env bash
# Floors of src/: a file includes its own room or the rooms below that its room has a door to, nothing else.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

# Room, and the rooms that it may enter besides itself. A new room is a new line.
declare -A doors=(
    [base]=""
    [model]="base"
    [load]="base model"
    [store]="base model"
    [stats]="base model"
    [plot]="base model"
    [report]="base model"
    [measure]="base model load store stats"
    [cmd]="base model load store stats plot report measure"
    [main.c]="base model load store stats plot report measure cmd"
)

room_of() { # room_of PATH-BELOW-SRC
    printf '%s' "${1%%/*}"
}

while IFS= read -r file; do
    room=$(room_of "${file#src/}")
    if [[ ! -v doors[$room] ]]; then
        complain "$file:1" "src/$room is no room of the house; add it with its doors to tests/house/floors.sh"
        continue
    fi
    while IFS=: read -r line included; do
        target=$(room_of "$included")
        if [[ "$included" != */* || "$included" == *..* || "$included" == ./* ]]; then
            complain "$file:$line" "\"$included\" names no room; write the path below src/: \"$room/$included\""
        elif [[ "$target" != "$room" && " ${doors[$room]} " != *" $target "* ]]; then
            complain "$file:$line" "$room may not include \"$included\"; it may enter: $room ${doors[$room]}"
        elif [[ ! -f "$root/src/$included" ]]; then
            complain "$file:$line" "\"$included\" is not in src/"
        fi
    done < <(sed -n 's|^[[:blank:]]*#[[:blank:]]*include[[:blank:]]*"\([^"]*\)".*|\1|;t found
        b
        :found
        =
        p' "$root/$file" | paste -d: - -)
done < <(source_files)
verdict "floors (a file includes its own room or a lower floor)"
