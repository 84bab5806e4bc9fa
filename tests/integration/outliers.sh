#!/usr/bin/env bash
# Planted outliers are found, and little else is flagged: two seeds of tests/bench/outliers.sh.
exec "$(dirname "$0")/../bench/outliers.sh" "$1" "$2" 2 0.95 0.8
