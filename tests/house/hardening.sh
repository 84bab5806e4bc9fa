#!/usr/bin/env bash
# The program that is released is hardened: position independent, read-only after relocation, bound at once, no stack that can be run,
# canaries, checked library calls.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

program=${3:-}
[[ -x "$program" ]] || skip "no program was given"
command -v readelf >/dev/null || skip "no readelf"
if grep -qE 'lib(asan|ubsan|gcov)' <<<"$(ldd "$program")"; then skip "a program with sanitizers"; fi

needs() { # needs WHAT PATTERN OPTION…
    local what=$1 pattern=$2
    shift 2
    if ! grep -qE -- "$pattern" <<<"$(readelf -W "$@" "$program")"; then complain "$program" "is without $what"; fi
}
needs "a place of its own (PIE)" 'Type: +DYN .*' -h
needs "read-only relocations (RELRO)" 'GNU_RELRO' -l
needs "binding at once (BIND_NOW)" 'BIND_NOW|FLAGS_1.* NOW' -d
needs "a stack that cannot be run" 'GNU_STACK .* RW ' -l
needs "canaries on the stack" '__stack_chk_fail' --dyn-syms
needs "checked library calls (_FORTIFY_SOURCE)" '__(memcpy|snprintf|vsnprintf|fprintf|printf|read)_chk' --dyn-syms
verdict "a hardened program"
