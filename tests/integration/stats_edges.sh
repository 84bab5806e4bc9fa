#!/usr/bin/env bash
# Every method of `jixiao stats` on what files can hold: nothing, one value, equal values, gaps, huge and tiny values, words
# for infinity. It never crashes, never prints nan or inf, and says why there is no answer.
source "$(dirname "$0")/lib.bash"

methods=(describe outliers rank hb trend xmr funnel regression multivariate fdr pefa benford)
for name in $("$program" stats 2>&1 | sed 's/.*one of //; s/,//g'); do
    if [[ " ${methods[*]} " == *" $name "* ]]; then good; else bad "the method $name is not tried here"; fi
done
at_least "methods named" ${#methods[@]} "$("$program" stats 2>&1 | sed 's/.*one of //' | wc -w)"

# rows NAME VALUE…: a file in which every method finds its columns: id, the values, the same backwards and turned by three
rows() {
    local name=$1 i n=$(($# - 1))
    shift
    local values=("$@")
    echo "id,a,b,c" >"$scratch/$name.csv"
    for ((i = 0; i < n; i++)); do
        echo "$((i + 1)),${values[i]},${values[n - 1 - i]},${values[(i * 7 + 3) % n]}" >>"$scratch/$name.csv"
    done
}

columns() { # columns METHOD: of that file
    case $1 in
    hb | funnel | regression | pefa) echo "--columns a,b" ;;
    trend) echo "--columns id,a" ;;
    multivariate) echo "--columns a,b,c" ;;
    *) echo "--columns a" ;;
    esac
}

sound() { # sound WHAT: the form of the answer
    local what=$1
    same "$what, heading" "quantity,value" "$(head -n 1 "$scratch/stdout")"
    if grep -nEi ',[-+]?(nan|inf)' "$scratch/stdout" >"$scratch/bad"; then bad "$what: $(head -n 2 "$scratch/bad")"; else good; fi
    if grep -nvE '^("[^"]*"|[^,"]+),([-+.0-9e]*|[a-z_+]+)$' "$scratch/stdout" >"$scratch/bad"; then
        if [[ $(head -n 1 "$scratch/bad") == "1:quantity,value" && $(wc -l <"$scratch/bad") -eq 1 ]]; then good; else bad "$what: $(head -n 2 "$scratch/bad")"; fi
    fi
}

refused() { # refused WHAT REASON
    same "$1" "refused,$2" "$(grep '^refused,' "$scratch/stdout")"
    says "$1" "not comparable: "
}

rows none
rows one 5
rows two 5 7
rows equal 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3
rows zero 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
rows missing NA "" — NA NA NA NA NA NA NA NA NA NA NA NA NA
rows huge 1 2 1e300 4 5 6 7 8 9 10 11 12 13 14 15 16
rows large 1 2 1e99 4 5 -1e99 7 8 9 10 11 12 13 14 15 16
rows tiny 1e-300 2e-300 3e-300 4e-320 5e-300 6e-300 7e-300 8e-300 9e-300 1e-299 2e-299 3e-299 4e-299 5e-299 6e-299 7e-299
rows negative -1 -2 -3 -4 -5 -6 -7 -8 -9 -10 -11 -12 -13 -14 -15 -16
rows mixed 1e100 1e-300 -1e100 0 1e-100 5e-324 1e50 -1e-50 7 NA 1e100 0.5 2 3 1e-5 1e5 8 9
rows nearly 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1.0000000000000002

for method in "${methods[@]}"; do
    read -ra given <<<"$(columns "$method")"
    for file in none one two equal zero missing huge large tiny negative nearly mixed; do
        ends 0 "$method of $file" stats "$method" "$scratch/$file.csv" "${given[@]}"
        sound "$method of $file"
    done
    for file in none missing; do
        jixiao stats "$method" "$scratch/$file.csv" "${given[@]}"
        refused "$method of $file" empty
    done
    jixiao stats "$method" "$scratch/huge.csv" "${given[@]}"
    if [[ $method == benford ]]; then refused "benford of huge" too_few; else refused "$method of huge" too_large; fi
done

# n = 1: what one value has, and nothing else
jixiao stats describe "$scratch/one.csv" --columns a
same "mean of one value" "mean,5" "$(grep '^mean,' "$scratch/stdout")"
same "sd of one value" "sd," "$(grep '^sd,' "$scratch/stdout")"
for method in outliers trend xmr regression multivariate funnel; do
    read -ra given <<<"$(columns "$method")"
    jixiao stats "$method" "$scratch/one.csv" "${given[@]}"
    refused "$method of one" too_few
done
for method in outliers regression multivariate; do
    read -ra given <<<"$(columns "$method")"
    jixiao stats "$method" "$scratch/equal.csv" "${given[@]}"
    refused "$method of equal values" no_spread
done

# What is no number: every place at once, nothing computed
printf 'id,a,b\nx,1,inf\ny,nan,2\nz,1e999,-Infinity\nw,1,2,3\nv,0x10,4\n' >"$scratch/words.csv"
for method in hb describe; do
    read -ra given <<<"$(columns "$method")"
    ends 1 "$method of words" stats "$method" "$scratch/words.csv" "${given[@]}"
    same "$method of words prints nothing" "" "$(cat "$scratch/stdout")"
    says "$method of words" "words.csv:3:2: found \`nan\`"
    says "$method of words" "words.csv:4:2: found \`1e999\`"
    says "$method of words" "words.csv:5: found 4 fields"
    says "$method of words" "words.csv:6:2: found \`0x10\`"
done
jixiao stats hb "$scratch/words.csv"
says "hb of words" "words.csv:2:3: found \`inf\`"
says "hb of words" "words.csv:4:3: found \`-Infinity\`"

# Names: of rows with commas and quotes; of columns that are not there
printf '单位,上年,本年\n"a,b",1,2\n"say ""x""",3,4\n卫健委,5,6\n' >"$scratch/names.csv"
ends 0 "names" stats hb "$scratch/names.csv" --least 3
same "a name with a comma" '"verdict[a,b]",usual' "$(grep -F 'verdict[a' "$scratch/stdout")"
same "a name with quotes" '"verdict[say ""x""]",usual' "$(grep -F 'verdict[say' "$scratch/stdout")"
same "a Chinese name" 'ratio[卫健委],1.2' "$(grep -F 'ratio[卫健委]' "$scratch/stdout")"
ends 1 "no such column" stats describe "$scratch/names.csv" --columns 去年
says "no such column" "there is no column \`去年\`; the file has \`单位\`, \`上年\`, \`本年\`"
ends 0 "the last setting counts" stats describe "$scratch/names.csv" --columns 去年 --columns 本年
same "median" "median,4" "$(grep '^median,' "$scratch/stdout")"
: >"$scratch/nothing.csv"
ends 1 "an empty file" stats describe "$scratch/nothing.csv"
says "an empty file" "the file is empty"
ends 3 "no file" stats describe "$scratch/none-such.csv"
printf 'x\n1\n2\n' >"$scratch/short.csv"
ends 1 "too few columns" stats hb "$scratch/short.csv"
says "too few columns" "short.csv:1: hb needs the columns id, last, this; found 1"

# Settings
ends 2 "no method" stats
ends 2 "no such method" stats median "$scratch/short.csv"
ends 2 "no file given" stats describe
ends 2 "a setting of another method" stats describe "$scratch/short.csv" --U 0.5
says "a setting of another method" "the method describe does not take --U"
ends 2 "out of range" stats hb "$scratch/names.csv" --U 2
says "out of range" "--U 2: expected a number from 0 to 1"
ends 2 "no such form" stats regression "$scratch/names.csv" --form lasso
says "no such form" "--form lasso: expected robust or plain"
ends 2 "half a pair" stats hb "$scratch/names.csv" --least 2.5

# The same bytes every time, also where starts are drawn
jixiao stats multivariate "$root/tests/data/stats/mv_hbk_x.csv"
cp "$scratch/stdout" "$scratch/first"
jixiao stats multivariate "$root/tests/data/stats/mv_hbk_x.csv"
same_file "twice" "$scratch/first" "$scratch/stdout"
verdict "methods on values that files can hold"
