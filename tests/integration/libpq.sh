#!/usr/bin/env bash
# libpq is loaded when a server's address is given: where it is not there, is broken or too old, that is said, and nothing else needs it.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
cd "$scratch"

jixiao load none --db postgresql://127.0.0.1:1/none
if grep -q 'built without PostgreSQL' stderr; then
    echo "skipped: jixiao was built without libpq (libpq-dev)"
    exit 77
fi
same "libraries of PostgreSQL at every start" "" "$(ldd "$program" | grep libpq || true)"

# In the place of libpq: something that is no library, then one that is another library.
mkdir broken other
echo none >broken/libpq.so.5
cp -L "$(ldd "$program" | awk '$1 ~ /^libm\.so/ { print $3 }')" other/libpq.so.5
for lang in en zh; do
    LD_LIBRARY_PATH=broken ends 3 "a broken libpq ($lang)" load none --db postgresql://127.0.0.1:1/none --lang $lang
    says "a broken libpq ($lang)" libpq.so.5
    says "a broken libpq ($lang)" libpq5
    LD_LIBRARY_PATH=other ends 3 "another library ($lang)" load none --db postgresql://127.0.0.1:1/none --lang $lang
    says "another library ($lang)" 'PQcancel'
done
says "another library" '早于PostgreSQL 14'
LD_LIBRARY_PATH=broken ends 0 "a file as database" load philadelphia --db ph.db
verdict "libpq only when it is needed"
