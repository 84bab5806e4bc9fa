#!/usr/bin/env bash
# `jixiao stats` against the reference numbers in tests/data/stats: every number there is either compared, under the name
# and within the tolerance that golden.tsv gives, or listed there as left out with a reason. A number that is neither, a line
# of golden.tsv that meets nothing, and a missing answer are faults.
source "$(dirname "$0")/lib.bash"
data=$root/tests/data/stats
expected=$scratch/expected.txt # class|key|quantity|value
actual=$scratch/actual.txt
: >"$expected"
: >"$actual"

take() { # take CLASS KEY METHOD WORD…: what jixiao says
    local class=$1 key=$2
    shift 2
    ends 0 "stats $*" stats "$@"
    sed "1d; s/,\([^,]*\)$/|\1/; s/^/$class|$key|/" "$scratch/stdout" >>"$actual"
}

long_table() { # long_table CLASS FILE: key, quantity, value
    tail -n +2 "$data/$2" | sed "s/,/|/g; s/^/$1|/" >>"$expected"
}

wide_table() { # wide_table CLASS KEY FILE ID: one line for each cell, quantity[id]
    awk -F, -v class="$1" -v key="$2" -v id="$4" '
        NR == 1 { for (i = 1; i <= NF; i++) { name[i] = $i; if ($i == id) at = i }; next }
        { for (i = 1; i <= NF; i++) if (i != at) print class "|" key "|" name[i] "[" $at "]|" $i }' "$data/$3" >>"$expected"
}

# One column.
long_table uni univariate.csv
long_table gsl univariate_gsl271.csv
for file in "$data"/u_*.csv; do
    key=$(basename "$file" .csv)
    key=${key#u_}
    for class in uni gsl; do
        take $class "$key" describe "$file"
        take $class "$key" outliers "$file"
    done
done
long_table tests tests.csv
for name in NumAcc1 NumAcc2 NumAcc3 NumAcc4; do take tests $name describe "$data/nist_$name.csv"; done
take tests bh1995 fdr "$data/pvalues_bh1995.csv"
take tests ties_na fdr "$data/pvalues_ties_na.csv"
take tests ranks rank "$data/ranks.csv"
take tests pefa pefa "$data/pefa_departments.csv"
for name in benford_2pow benford_islands benford_rivers benford_state_area; do
    awk -F, -v name="$name" 'BEGIN { print "x" } $1 == name && match($2, /^obs\[/) {
        for (i = 0; i < $3; i++) print substr($2, 5, 1) + 0.25 }' "$data/tests.csv" >"$scratch/digits.csv"
    take tests $name benford "$scratch/digits.csv" --least 0
done

# Series.
long_table trend trend.csv
for name in gilbert_10_15_14_20 holycross epa_g9s longley_gnp mono5 const6 sangong_5y growth; do
    take trend $name trend "$data/trend_$name.csv"
    take ols $name regression "$data/trend_$name.csv" --form plain --columns t,x
done
grep ',ols_' "$data/trend.csv" | sed 's/,/|/g; s/^/ols|/' >>"$expected"
long_table xmr xmr.csv
for name in nist_flowrate nhs_r1 nhs_r3_noscreen; do
    screen=yes
    if [[ $name == *noscreen ]]; then screen=no; fi
    take xmr $name xmr "$data/xmr_$name.csv" --screen $screen
done
for name in lakehuron nile_highgood nile_lowgood run7; do
    wide_table rules $name xmr_rules_$name.csv i
    take rules $name xmr "$data/xmr_rules_$name.csv" --columns y --id i
done

# Pairs of years. The key is the settings: departments_U0.5_A0.05_C4_pct25.
long_table hb hb_summary.csv
while IFS= read -r key; do
    if [[ ! $key =~ ^(.*)_U([0-9.]+)(_A([0-9.]+))?_C([0-9.]+)(_pct([0-9]+))?$ ]]; then continue; fi
    take hb "$key" hb "$data/hb_${BASH_REMATCH[1]}.csv" --variant classic --least 2 --U "${BASH_REMATCH[2]}" \
        --A "${BASH_REMATCH[4]:-0.05}" --C "${BASH_REMATCH[5]}" --tail "0.${BASH_REMATCH[7]:-25}"
    if [[ -e $data/hb_$key.csv ]]; then wide_table hb "$key" "hb_$key.csv" id; fi
done < <(grep -v '^case' "$data/hb_summary.csv" | cut -d, -f1 | sort -u)
for key in departments_C4 departments_C10 departments_C20 frozen_C4; do
    wide_table ssb $key hb_ssb_$key.csv id
    take ssb $key hb "$data/hb_${key%_C*}.csv" --C "${key##*_C}" --least 2
done

# Groups.
long_table funnel funnel_summary.csv
take funnel PR funnel "$data/funnel_satisfaction.csv"
take funnel byar funnel "$data/byar_counts.csv"
wide_table groups PR funnel_PR.csv group
take groups PR funnel "$data/funnel_satisfaction.csv"
sed -i -E 's/^groups(.PR.(od)?[lu]l)(95|998)\[/limits\3\1[/' "$expected"
take limits95 PR funnel "$data/funnel_satisfaction.csv" --z 1.959964 # as FunnelPlotR rounds them
take limits998 PR funnel "$data/funnel_satisfaction.csv" --z 3.090232
wide_table groups wilson wilson.csv group
take groups wilson funnel "$data/funnel_satisfaction.csv"
wide_table groups exact funnel_exact_binomial.csv n
take groups exact funnel "$data/exact_sizes.csv" --target 0.92760781422779215

# Several variables. `names` of the variables become their numbers, as the tables have them.
long_table mv multivariate.csv
for name in starsCYG animals_log stackloss_x stackloss4 hbk_x; do
    wide_table mv $name d2_$name.csv i
    take mv $name multivariate "$data/mv_$name.csv"
    take classic $name multivariate "$data/mv_$name.csv" --form classic
done
grep '|classical_d2\[' "$expected" | sed 's/^mv/classic/' >"$scratch/classic.txt"
cat "$scratch/classic.txt" >>"$expected"

# What follows from jixiao's own numbers by definition: a flag from a verdict, univOutl's score from ours, a label from signals.
awk -F'|' -v OFS='|' '
    function tell(quantity, value) { print $1, $2, quantity, value }
    function index_of(text) { return substr(text, index(text, "[")) }
    { print; at = $1 "|" $2; value[at, $3] = $4; row = index_of($3); base = substr($3, 1, length($3) - length(row)) }
    $3 ~ /^n$/ { n[at] = $4 }
    $3 ~ /^skewness_type3$/ { type3 = $4; if (n[at] > 0) tell("skewness_type1", $4 == "" ? "" : sprintf("%.17g", type3 * (n[at] / (n[at] - 1)) ^ 1.5)) }
    $3 ~ /^kurtosis_type3$/ { tell("kurtosis_type1", $4 == "" ? "" : sprintf("%.17g", (($4 + 3) * (n[at] / (n[at] - 1)) ^ 2) - 3)) }
    base == "verdict" { tell("outlier" row, $4 == "frozen" ? "" : ($4 == "low" || $4 == "high") ? 1 : 0) }
    base == "multiple" && $1 == "hb" { tell("score" row, $4 == "" ? "" : sprintf("%.17g", $4 / 0.67448975019608174)) }
    $3 == "median_ratio" && $1 == "ssb" { median = $4 }
    base == "ratio" && $1 == "ssb" { tell("median_ratio" row, $4 == "" ? "" : median) }
    base == "rate" { rate = $4 }
    base == "z" && $1 == "groups" {
        low = value[at, "z_winsor_lo"]; high = value[at, "z_winsor_hi"]
        tell("wz" row, $4 < low ? low : $4 > high ? high : $4); tell("winsorised" row, $4 < low || $4 > high ? 1 : 0)
    }
    base ~ /^(od)?ll998$/ { bottom = $4 }
    base ~ /^(od)?ul998$/ { tell((base ~ /^od/ ? "out998_od" : "out998_unadj") row, rate < bottom || rate > $4 ? 1 : 0) }
    base ~ /^(deviation)$/ { tell("abs_dev" row, $4 < 0 ? substr($4, 2) : $4) }
    base == "signals" {
        split("above below near_above near_below run_above run_below rising falling", bit, " ")
        split("Above UCL,Below LCL,2 in 3 Above CL,2 in 3 Below CL,7 Points Above CL,7 Points Below CL,7 Point Trend (Increasing),7 Point Trend (Decreasing)", label, ",")
        word = "Common Cause"
        for (i = 8; i >= 1; i--) if (index("+" $4 "+", "+" bit[i] "+")) word = label[i]
        tell("label" row, word)
        tell("outside" row, $4 ~ /(^|\+)(above|below)(\+|$)/ ? 1 : 0)
        centre = value[at, "mean"]
        tell("centre" row, centre); tell("lower" row, value[at, "lnpl_2.66"]); tell("upper" row, value[at, "unpl_2.66"])
    }
    $1 == "mv" && base ~ /center$/ { tell(base "[" (++place[at, base]) "]", $4) }
    $1 == "mv" && base ~ /cov$/ { tell(base "[" (++place[at, base]) "]", $4) }
    $1 == "mv" && $3 == "chi2_0.975" { limit = $4 }
    $1 == "mv" && base == "d2" && $4 > limit { tell("flag_0.975[" (++place[at, "flag"]) "]", substr(row, 2, length(row) - 2)) }
    ' "$actual" >"$scratch/derived.txt"

awk -F'\t' -v OFS='\t' '
    function size(x) { return x < 0 ? -x : x }
    function fault(text) { print "wrong: " text; faults++ }
    FILENAME ~ /golden.tsv$/ {
        if (FNR == 1 || /^#/) next
        rules++; class[rules] = $1; key[rules] = $2; name[rules] = $3; as[rules] = $4; tolerance[rules] = $5; scale[rules] = $6
        why[rules] = $7; line[rules] = FNR
        next
    }
    { split($0, field, "|") }
    FILENAME ~ /derived.txt$/ { found[field[1] "|" field[2] "|" field[3]] = field[4]; next }
    {
        at = index(field[3], "["); base = at ? substr(field[3], 1, at - 1) : field[3]; row = at ? substr(field[3], at) : ""
        for (r = 1; r <= rules; r++)
            if (class[r] == field[1] && field[2] ~ "^(" key[r] ")$" && (base ~ "^(" name[r] ")$" || field[3] ~ "^(" name[r] ")$")) break
        what = field[1] " " field[2] " " field[3]
        if (r > rules) { fault(what ": neither compared nor listed as left out in golden.tsv"); next }
        met[r]++
        if (as[r] == "-") { left++; next }
        mine = as[r] == "=" ? field[3] : as[r] (as[r] ~ /\[/ || base !~ "^(" name[r] ")$" ? "" : row)
        if (!((field[1] "|" field[2] "|" mine) in found)) { fault(what ": jixiao prints no " mine); next }
        value = found[field[1] "|" field[2] "|" mine]
        compared++
        if (field[4] == "NA") { if (value != "") fault(what ": " value ", expected no value") }
        else if (field[4] !~ /^[-+0-9.eE]+$/) { if (value != field[4]) fault(what ": " value ", expected " field[4]) }
        else {
            wanted = field[4] + 0; most = size(wanted); if (scale[r] + 0 > most) most = scale[r] + 0
            if (value == "" || size(value - wanted) > tolerance[r] * most) fault(what ": " value ", expected " field[4])
        }
    }
    END {
        for (r = 1; r <= rules; r++) if (!met[r]) fault("golden.tsv:" line[r] ": meets no number")
        printf "quantities compared: %d; listed as left out: %d\n", compared, left
        if (compared < 5700) fault("too few were compared")
        exit faults > 0
    }' "$data/golden.tsv" "$scratch/derived.txt" "$expected" >"$scratch/verdict.txt" || faults=$((faults + 1))
head -n 60 "$scratch/verdict.txt"
verdict "numbers of the statistical methods against their references"
