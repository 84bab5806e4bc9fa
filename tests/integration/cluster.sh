#!/usr/bin/env bash
# The same batch on SQLite and on a coordinator with three nodes: both shipped datasets and the county that does not exist, every
# file byte for byte, and every row of every table. Skipped where there is no server; with a third word `need` it fails there.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
. "$(dirname "$0")/postgres.bash"
find_postgres
stand_in_gnuplot "$scratch/bin"
PATH=$scratch/bin:$PATH
cd "$scratch"
start_cluster 3
server=hub
both centres run service-centres --documents
county=$(dirname "$program")/tests/county
if [[ -z "${JIXIAO_QUICK:-}" ]]; then
    both city run philadelphia --years 2022-2023 --dept 01
    "$county" county --departments 40 --years 5 --with comments,tasks,cases,targets,deflators
    both county run county --basis like --dept 101 --dept 106
fi
"$county" small --departments 5 --years 2 --with all --hostile
both small run small --documents
change_small
ask_small
verdict "a cluster gives what SQLite gives"
