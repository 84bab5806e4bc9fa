#!/usr/bin/env bash
# Missing is never zero, and the kinds of missing are kept: blank, —, 不适用, 涉密, and what nobody listed.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
cd "$scratch"

mkdir d
cat >d/figures.csv <<'END'
单位编码,年度,科目编码,阶段,金额,计量单位
101,2022,three_public,年初预算,8.00,万元
101,2022,three_public,决算,,万元
101,2023,three_public,年初预算,8.00,万元
101,2023,three_public,决算,涉密,万元
101,2023,staff,年初预算,10,人
101,2023,staff,决算,0,人
102,2022,three_public,年初预算,—,万元
102,2022,three_public,决算,7.00,万元
102,2023,three_public,年初预算,8.00,万元
102,2023,three_public,决算,6.00,万元
103,2023,three_public,年初预算,8.00,万元
103,2023,three_public,决算,不适用,万元
104,2023,three_public,年初预算,8.00,万元
END
printf 'published: 2024-08-20\n' >d/figures.meta
ends 0 "load" load d --db d.db --quiet
ends 0 "measure" measure --db d.db --quiet
ends 0 "run" run d -o out --quiet

same "the cells without a number" "101 2022 actual blank 3
101 2023 actual secret 5
102 2022 budget mark 8
103 2023 actual not_applicable 13" "$(awk -F, 'NR > 1 { print $1, $3, $7, $8, $10 }' out/tables/absent.csv)"
same "a zero is no gap" "0.00" "$(awk -F, '$1 == 101 && $3 == 2023 && $5 == "staffing_control_rate" { print $9 }' out/tables/measures.csv)"
same "gaps of 2023, actual: with, without, blank, —, not applicable, secret, not listed" "1,3,0,0,1,1,1" \
    "$(grep '^“三公”经费,决算,actual,2023,' out/tables/gaps.csv | cut -d , -f 5-11)"
same "gaps of 2022, budget" "1,3,0,1,0,0,2" "$(grep '^“三公”经费,年初预算,budget,2022,' out/tables/gaps.csv | cut -d , -f 5-11)"

why() { # why DEPT YEAR; the last line of the trace
    "$program" trace "$1" "$2" three_public_control_rate --db d.db | tail -n 1
}
same "blank" '  单元格空白： “三公”经费 2022-12 actual  <- d/figures.csv:3:5' "$(why 101 2022)"
same "secret" '  单元格为“涉密”： “三公”经费 2023-12 actual  <- d/figures.csv:5:5' "$(why 101 2023)"
same "a mark" '  单元格为“—”等记号： “三公”经费 2022-12 budget  <- d/figures.csv:8:5' "$(why 102 2022)"
same "not applicable" '  单元格为“不适用”： “三公”经费 2023-12 actual  <- d/figures.csv:13:5' "$(why 103 2023)"
same "never listed" "  没有任何文件列出缺少的数" "$(why 104 2023)"

# A later source that has the number fills the gap; the cell stays known, but is no reason any more.
printf '单位编码,年度,科目编码,阶段,金额,计量单位\n101,2022,three_public,决算,7.5,万元\n' >d/later.csv
printf 'published: 2024-09-20\n' >d/later.meta
ends 0 "load again" load d --db d.db --quiet
ends 0 "measure again" measure --db d.db --quiet
same "filled" '  numerator = 75,000.00  “三公”经费 2022-12 actual  <- d/later.csv:2:5' \
    "$("$program" trace 101 2022 three_public_control_rate --db d.db | grep numerator)"
same "absent cells are those of the files" 4 "$(query d.db 'SELECT count(*) FROM absent;')"
sed -i '3s/,,万元/,7.5,万元/' d/figures.csv
ends 0 "load the changed file" load d --db d.db --quiet
same "a changed file takes its cells with it" 3 "$(query d.db 'SELECT count(*) FROM absent;')"
verdict "the kinds of missing"
