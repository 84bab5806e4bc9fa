#!/usr/bin/env bash
# What stands out: found with its reason, its limit and its cells; explained, it moves; nothing to compare, nothing is said.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
cd "$scratch"

# Twelve departments over six years whose budgets grow as one, each with a wobble of its own; department 107 doubles in 2022, and 103 is
# restored in 2023 after it fell in 2022.
county() { # county FOLDER
    mkdir -p "$1"
    awk 'BEGIN {
        print "dept,dept_name,kind,group"
        for (d = 101; d <= 112; d++) print d ",部门" d ",行政,行政单位"
    }' >"$1/departments.csv"
    awk 'BEGIN {
        print "dept,year,item,stage,value,unit"
        for (d = 101; d <= 112; d++) for (y = 2018; y <= 2023; y++) {
            wobble = ((d * 37 + y * 61 + d * y * 7) % 41 - 20) / 1000
            value = (d - 90) * 100 * 1.04 ^ (y - 2018) * (1 + wobble)
            if (d == 107 && y >= 2022) value *= 2
            if (d == 103 && y == 2022) value *= 0.4
            printf "%d,%d,expenditure,actual,%.2f,万元\n", d, y, value
            printf "%d,%d,301,actual,%.2f,万元\n", d, y, (d == 107 && y >= 2022 ? value * 0.3 : value * 0.6)
            printf "%d,%d,302,actual,%.2f,万元\n", d, y, (d == 107 && y >= 2022 ? value * 0.7 : value * 0.4)
            printf "%d,%d,expenditure_basic,actual,%.2f,万元\n", d, y, value * 0.8
            printf "%d,%d,expenditure_project,actual,%.2f,万元\n", d, y, value * 0.2
        }
    }' >"$1/f.csv"
    printf 'published: 2024-06-30\n' >"$1/f.meta"
}
flags() { query "$1" "SELECT id, section, state FROM flag ORDER BY id"; }
measured() { # measured FOLDER
    rm -f "$1.db"
    ends 0 "loading $1" load "$1" --db "$1.db" --quiet
    ends 0 "measuring $1" measure --db "$1.db" --quiet
}

county plain
measured plain
same "what stands out, without the way back" "103:2022:expenditure_actual|open|new
107:2022:expenditure_actual|open|new" "$(flags plain.db | grep expenditure_actual)"
same "the item that made the change" "302|1" "$(query plain.db "SELECT i.code, c.position FROM contribution c JOIN item i USING (item_id)
  JOIN dept d USING (dept_id) WHERE d.code = '107' AND c.indicator = 'expenditure_actual' AND c.position = 1")"
same "its parts add up to the change" "1" "$(query plain.db "SELECT abs(sum(c.change) - CAST(round((f.value - f.prior) * 100) AS INTEGER)) <= 20000
  FROM contribution c JOIN flag f USING (dept_id, year, indicator) JOIN dept d USING (dept_id) WHERE d.code = '107' AND indicator = 'expenditure_actual'")"
# Of two classifications of the same yuan one is told: the economic one while it tells the change, else the one that does.
county partly
sed -i '/,302,/d' partly/f.csv
measured partly
same "the classification that tells the change" "expenditure_basic expenditure_project" "$(query partly.db "SELECT i.code FROM contribution c
  JOIN item i USING (item_id) JOIN dept d USING (dept_id) WHERE d.code = '107' AND c.indicator = 'expenditure_actual' ORDER BY c.position" | paste -sd ' ')"
same "the flag begins at its limit" "1" "$(query plain.db "SELECT value > vanish AND vanish = limit_high AND center < limit_high FROM flag WHERE id = '107:2022:expenditure_actual'")"
same "the walk home" "plain/f.csv" "$(query plain.db "SELECT DISTINCT s.name FROM flag_origin o JOIN source s ON o.origin >= s.first_origin AND o.origin < s.end_origin")"
same "years of the cells" "prior_value value" "$(query plain.db "SELECT role FROM flag_origin JOIN flag USING (flag_id) WHERE id = '107:2022:expenditure_actual' ORDER BY role" | paste -sd ' ')"
same "seven peers, itself not among them" "7|0" "$(query plain.db "SELECT count(*), sum(peer_id = dept_id) FROM peer JOIN dept d USING (dept_id) WHERE d.code = '107' AND year = 2022")"

# An explained flag moves; it comes back when its value is another one.
county explained
printf '标识,状态,当时的值,说明,日期\n107:2022:expenditure_actual,已说明,,新办公楼,2024-07-31\n103:2022:expenditure_actual,接受,"1.00 万元",,2024-07-31\n' >explained/explanations.csv
measured explained
same "explained, and returned" "103:2022:expenditure_actual|open|returned
107:2022:expenditure_actual|explained|explained" "$(flags explained.db | grep expenditure_actual)"
same "an explained value stays among the others" "$(query plain.db "SELECT center, spread FROM flag WHERE id = '103:2022:expenditure_actual'")" \
    "$(query explained.db "SELECT center, spread FROM flag WHERE id = '103:2022:expenditure_actual'")"
value=$(query explained.db "SELECT value_zh FROM flag WHERE id = '103:2022:expenditure_actual'")
printf '标识,状态,当时的值\n103:2022:expenditure_actual,误报,"%s"\n' "$value" >explained/explanations.csv
measured explained
same "the value as it was printed" "103:2022:expenditure_actual|explained|false_alarm" "$(flags explained.db | grep 103:2022:expenditure_actual)"

# A later publication that changes the figure brings the flag back; one that prints it again does not. Until then, and afterwards, all
# that is explained stays out of the open list only.
county restated
cat >restated/explanations.csv <<'END'
标识,状态,说明,日期
107:2022:expenditure_actual,接受,新办公楼,2024-07-31
103:2022:expenditure_actual,已更正,,2024-07-31
END
grep '^107,2022,expenditure' plain/f.csv | cat <(head -n 1 plain/f.csv) - >restated/g.csv
printf 'published: 2024-12-31\n' >restated/g.meta
measured restated
same "printed again" "103:2022:expenditure_actual|explained|corrected
107:2022:expenditure_actual|explained|accepted" "$(flags restated.db | grep expenditure_actual)"
ends 0 "the report" report --db restated.db -o restated-out --quiet
same "in the section of what is explained" "103:2022:expenditure_actual 107:2022:expenditure_actual" \
    "$(tail -n +2 restated-out/tables/flags_explained.csv | cut -d , -f 1 | grep expenditure_actual | sort | paste -sd ' ')"
ends 0 "the report of one year" report --db restated.db -o restated-2023 --years 2023 --formats md --quiet
same "not the explained ones of another year" "0" "$(grep -c ':2022:' restated-2023/tables/flags_explained.csv || true)"
same "and not in the open list" "0" "$(cat restated-out/tables/flags_latest.csv restated-out/tables/flags_earlier.csv | grep -c ':expenditure_actual' || true)"
awk -F, -v OFS=, 'NR > 1 { $5 += 10 } 1' restated/g.csv >more.csv
mv more.csv restated/g.csv
measured restated
same "changed since" "103:2022:expenditure_actual|explained|corrected
107:2022:expenditure_actual|open|returned" "$(flags restated.db | grep expenditure_actual)"
same "it says that a publication changed it" "1" "$(query restated.db "SELECT instr(doubt, 'doubt_restated') > 0 FROM flag WHERE id = '107:2022:expenditure_actual'")"

# The record of each flag, for other programs.
ends 0 "the whole batch" run plain -o out --quiet
same "the record is JSON" "1" "$(query plain.db "SELECT json_valid(readfile('out/flags.json'))")"
record() { query plain.db "SELECT $1 FROM json_each(readfile('out/flags.json'), '\$.flags') f WHERE json_extract(f.value, '\$.id') = '107:2022:expenditure_actual'"; }
same "what is nested in it" "2|7|2" "$(record "json_array_length(f.value, '\$.cells'), json_array_length(f.value, '\$.peers'), json_array_length(f.value, '\$.contributions')")"
same "a cell" "plain/f.csv" "$(record "json_extract(f.value, '\$.cells[0].file')")"
same "every flag has its tests" "0" "$(query plain.db "SELECT count(*) FROM json_each(readfile('out/flags.json'), '\$.flags') f WHERE json_array_length(f.value, '\$.tests') = 0")"

# A reorganisation of the year explains it.
county moved
printf 'dept,dept_name,kind,group\n113,部门113,行政,行政单位\n' >moved/more.csv
printf 'old_dept,new_dept,year,kind,share\n113,107,2022,transfer,50%%\n' >moved/lineage.csv
measured moved
same "a transfer" "break" "$(query moved.db "SELECT section FROM flag WHERE id = '107:2022:expenditure_actual'")"
same "says so" "1" "$(query moved.db "SELECT instr(why_zh, '机构变动') > 0 AND instr(why_en, 'reorganised') > 0 FROM flag WHERE id = '107:2022:expenditure_actual'")"

# A document that comes under two codes counts once: among whom others are held against, as a peer, and in what is tested.
county twice
printf '201,部门101,行政,行政单位\n' >>twice/departments.csv
sed -n "s/^101,/201,/p" plain/f.csv >>twice/f.csv
measured twice
same "twins are recognised" "201 6" "$(query twice.db "SELECT d.code || ' ' || count(*) FROM twin JOIN dept d USING (dept_id) GROUP BY d.code")"
same "the flags of a county with twins" "$(flags plain.db)" "$(flags twice.db)"
same "how many are compared" "12" "$(query twice.db "SELECT n FROM flag WHERE id = '107:2022:expenditure_actual'")"
same "a twin is neither tested nor a peer" "0|0" "$(query twice.db "SELECT (SELECT count(*) FROM screen_value JOIN dept d USING (dept_id) WHERE d.code = '201'),
  (SELECT count(*) FROM peer JOIN dept d ON d.dept_id IN (peer.dept_id, peer.peer_id) WHERE d.code = '201')")"

# Groups: where the list of departments names none, its kinds; fewer than 8 in a group: all; halves by size are a word in the file.
grouped() { query "$1" "SELECT g.peer_group, g.n, g.why_zh FROM flag g WHERE g.id = '107:2022:expenditure_actual'"; }
same "a group, told with the flag" "1" "$(grouped plain.db | grep -c '^行政单位|12|.*对比组：行政单位，12 个单位。')"
county kinds
sed -i 's/,行政,行政单位$/,行政,/' kinds/departments.csv
measured kinds
same "a kind for a group" "1" "$(grouped kinds.db | grep -c '^行政|12|.*对比组：行政，12 个单位。')"
county few
sed -i '/^10[1-6],/s/行政单位$/其他/' few/departments.csv
measured few
same "a group too small" "1" "$(grouped few.db | grep -c '^|12|.*对比组：全部单位，12 个单位，因为行政单位可比的不足 8 个。')"
mkdir halves
sed "s/SELECT 'none' AS band/SELECT 'budget' AS band/" "$root/queries/flags/groups.sql" >halves/groups.sql
county large
awk -F, 'NR > 1 && /^1/ { sub(/^1/, "2"); sub(/部门1/, "部门2"); print }' large/departments.csv >more.csv
cat more.csv >>large/departments.csv
awk -F, -v OFS=, 'NR > 1 { sub(/^1/, "2"); $5 *= 50; print }' large/f.csv >more.csv
cat more.csv >>large/f.csv
measured large
same "all of a kind" "1" "$(grouped large.db | grep -c '^行政单位|24|')"
ends 0 "halves by size" measure --db large.db --queries halves --quiet
same "halves by size" "1" "$(grouped large.db | grep -c '^行政单位 −|12|.*对比组：行政单位中规模较小的一半，12 个单位。')"
cp halves/groups.sql halves/others.sql
sed -i 's/flag:      groups/flag:      others/' halves/others.sql
ends 1 "two files of groups" measure --db large.db --queries halves --quiet
says "two files of groups" "halves/others.sql: another file makes groups already"
rm -r halves

# What began, stopped or stood still is listed and not tested by ratios; a year that nobody has is no stop.
county pairs
printf '113,部门113,行政,行政单位\n114,部门114,行政,行政单位\n' >>pairs/departments.csv
printf '113,%s,expenditure,actual,%s,元\n' 2018 0 2019 100 2020 100 2022 50 2023 0 >>pairs/f.csv
printf '114,%s,expenditure,actual,%s,元\n' 2018 0 2019 0 2020 -7 2021 3 >>pairs/f.csv
measured pairs
same "pairs that are not tested" "113|2019|started|0.0|100.0
113|2020|frozen|100.0|100.0
113|2021|stopped|100.0|
113|2022|started||50.0
113|2023|stopped|50.0|0.0
114|2019|idle|0.0|0.0
114|2020|negative|0.0|-7.0
114|2021|negative|-7.0|3.0
114|2022|stopped|3.0|" "$(query pairs.db "SELECT d.code, p.year, p.verdict, p.prior, p.value FROM flag_pair p JOIN dept d USING (dept_id)
  WHERE p.indicator = 'expenditure_actual' ORDER BY 1, 2")"
same "none of them is tested" "0" "$(query pairs.db "SELECT count(*) FROM screen_value v JOIN flag_pair p USING (indicator, dept_id, year) WHERE v.method = 'hb'")"
same "the flags of a county with such pairs" "$(flags plain.db | grep expenditure_actual)" "$(flags pairs.db | grep expenditure_actual)"
ends 0 "their table" report --db pairs.db -o pairs-out --quiet
same "their table" "113,部门113,expenditure_actual,停止" "$(cut -d , -f 1,2,4,6 pairs-out/tables/flags_pairs.csv | sed -n 2p)"

# Prices: 4 % a year are nothing when prices rise by 4 %.
county prices
awk 'BEGIN { print "year,index"; for (y = 2018; y <= 2023; y++) printf "%d,%.6f\n", y, 100 * 1.04 ^ (y - 2018) }' >prices/deflators.csv
measured prices
same "growth, and real growth" "1" "$(query prices.db "SELECT abs(growth - 4) < 1 AND abs(real_growth) < 1 FROM trend JOIN dept d USING (dept_id) WHERE d.code = '101' AND indicator = 'expenditure_actual'")"
same "without prices there is no real growth" "0" "$(query plain.db "SELECT count(real_growth) FROM trend")"

# Nothing to compare: a reason, never a flag, a crash or a nan.
small() { # small FOLDER DEPARTMENTS VALUE…
    local folder=$1 departments=$2
    shift 2
    mkdir -p "$folder"
    printf 'published: 2024-06-30\n' >"$folder/f.meta"
    {
        echo dept,year,item,stage,value,unit
        for ((d = 1; d <= departments; d++)); do
            year=2019
            for value in "$@"; do
                printf '%d,%d,expenditure,actual,%s,元\n%d,%d,expenditure,budget,%s,元\n' "$d" $year "$value" "$d" $year "$value"
                year=$((year + 1))
            done
        done
    } >"$folder/f.csv"
}
small none 1 —
small one 1 100
small two 2 100 200
small seven 7 100 110 130 90000000
small equal 20 100 100 100 100
small zero 20 0 0 0
small negative 20 -5 -7 3
small huge 20 1 90000000000000 1 90000000000000
for name in none one two seven equal zero negative huge; do
    measured "$name"
    same "flags of $name" "0" "$(query "$name.db" "SELECT count(*) FROM flag")"
    same "nan or infinity of $name" "0" "$(query "$name.db" ".dump" | grep -icE '[,(](-?nan|-?inf|9\.0e\+999|-9\.0e\+999)[,)]' || true)"
done
at_least "cells too few" 1 "$(query seven.db "SELECT sum(cells) FROM screening WHERE reason = 'too_few'")"
at_least "cells without spread" 1 "$(query equal.db "SELECT sum(cells) FROM screening WHERE reason = 'no_spread'")"

# A new series is a file; a faulty one is told.
mkdir -p mine
cat >mine/personnel.sql <<'SQL'
-- flag:    personnel
-- zh:      工资福利
-- en:      Wages
-- method:  change hb
-- unit:    money
SELECT f.dept_id, f.year, f.actual AS value, f.actual_origin AS value_origin
  FROM figure f JOIN item i ON i.item_id = f.item_id
 WHERE i.code = '301' AND f.part_id = 0 AND f.month = 12
 ORDER BY f.dept_id, f.year
SQL
ends 0 "a series of one's own" measure --db plain.db --queries mine --quiet
at_least "cells of it" 1 "$(query plain.db "SELECT count(*) FROM screen_value WHERE indicator = 'personnel'")"
sed -i 's/change hb/wishes/' mine/personnel.sql
ends 1 "an unknown method" measure --db plain.db --queries mine --quiet
says "an unknown method" "mine/personnel.sql: unknown method \`wishes\`; expected some of level, regression, change"
sed -i 's/wishes/change/; s/ AS value,/ AS amount,/' mine/personnel.sql
ends 1 "no value" measure --db plain.db --queries mine --quiet
says "no value" "the query must return a column \`value\`"
verdict "what stands out"
