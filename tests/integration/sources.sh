#!/usr/bin/env bash
# What the files look like does not matter: the unit, the language and order of the headers, the order in which they are loaded.
# What they say does: the later publication restates, and when it is changed the earlier value comes back.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
cd "$scratch"

dataset() { # dataset FOLDER [ID]
    mkdir -p "$1"
    printf 'dataset: %s\nzh: 两个单位\nen: Two departments\ncurrency: CNY\nlanguage: zh\n' "${2:-two}" >"$1/dataset.meta"
    printf 'dept,dept_name,parent\nd1,甲局,\nd2,乙中心,d1\n' >"$1/departments.csv"
}
published() { # published FILE.meta DATE
    printf 'zh: 测试\nen: Test\npublished: %s\n' "$2" >"$1"
}
# Everything that a figure is, without where it stands; and what it superseded.
figures() { # figures DATABASE [COLUMN…]
    query "$1" "SELECT dept, year, month, item, part, stage, printf('%.2f', value), unit_zh, implied FROM figures ORDER BY 1, 2, 3, 4, 5, 6"
}
places() { # places DATABASE
    query "$1" "SELECT dept, year, month, item, part, stage, file, line, field FROM figures ORDER BY 1, 2, 3, 4, 5, 6"
}
superseded() { # superseded DATABASE
    query "$1" "SELECT d.code, u.year, u.month, i.code, u.stage, u.value, s.name, (u.origin - s.first_origin) / s.columns AS line
        FROM superseded u JOIN dept d USING (dept_id) JOIN item i USING (item_id)
        JOIN source s ON u.origin >= s.first_origin AND u.origin < s.end_origin ORDER BY 1, 2, 3, 4, 5, 7, 8"
}
# How coarse each stage is printed.
steps() { # steps DATABASE
    query "$1" "SELECT d.code, f.year, i.code, f.budget_step, f.adjusted_step, f.actual_step
        FROM figure f JOIN dept d USING (dept_id) JOIN item i USING (item_id) ORDER BY 1, 2, 3"
}
same_figures() { # same_figures WHAT DATABASE DATABASE
    figures "$2" >left
    figures "$3" >right
    same_file "$1" left right
    at_least "$1: figures" 5 "$(wc -l <right)"
}

# --- 元 and 万元 ---
dataset yuan
cat >yuan/a.csv <<'CSV'
dept,year,item,part,stage,value,unit
d1,2020,expenditure,,budget,"2,105,800.00",元
d1,2020,expenditure,,actual,4360097.54,元
d1,2019,expenditure,,actual,3655401.21,元
d1,2020,three_public,,budget,40000.00,元
d1,2020,three_public,,actual,11480.07,元
d2,2020,expenditure,,budget,0.01,元
d2,2020,expenditure,,actual,(1200.50),元
d2,2020,staff,,budget,22,人
d2,2020,staff,,actual,17,人
CSV
published yuan/a.meta 2021-03-01
dataset wan
cat >wan/a.csv <<'CSV'
dept,year,item,part,stage,value,unit
d1,2020,expenditure,,budget,210.580000,万元
d1,2020,expenditure,,actual,436.009754,万元
d1,2019,expenditure,,actual,365.540121,万元
d1,2020,three_public,,budget,4.000000,万元
d1,2020,three_public,,actual,1.148007,万元
d2,2020,expenditure,,budget,0.000001,万元
d2,2020,expenditure,,actual,△0.120050,万元
d2,2020,staff,,budget,２２,人
d2,2020,staff,,actual,17,人
CSV
published wan/a.meta 2021-03-01
# Chinese headers in another order.
dataset chinese
awk -F '\t' 'NR == 1 { $0 = "备注\t计量单位\t金额\t阶段\t分项\t科目编码\t年度\t单位编码" } { print }' OFS='\t' <<'CSV' | tr '\t' ',' >chinese/a.csv
-
	元	"2,105,800.00"	年初预算		expenditure	2020	d1
	元	4360097.54	决算		expenditure	2020	d1
	元	3655401.21	决算		expenditure	2019	d1
	元	40000.00	年初预算		three_public	2020	d1
	元	11480.07	决算		three_public	2020	d1
	元	0.01	年初预算		expenditure	2020	d2
	元	(1200.50)	执行		expenditure	2020	d2
	人	22	年初预算		staff	2020	d2
	人	17	决算		staff	2020	d2
CSV
published chinese/a.meta 2021-03-01
# A published file of other columns, described.
dataset described
cat >described/a.csv <<'CSV'
Agency,FY,Adopted,Spent,Heads,Posts
d1,FY2020,"2,105,800.00",4360097.54,,
d1,FY2019,,3655401.21,,
d2,FY2020,0.01,-1200.50,17,22
CSV
cat >described/a.meta <<'META'
zh:        测试
en:        Test
published: 2021-03-01
dept:      {Agency}
year:      {FY}
map.year:  FY2019 = 2019; FY2020 = 2020
unit:      元
value.Adopted: item = expenditure; stage = budget
value.Spent:   item = expenditure; stage = actual
value.Heads:   item = staff; stage = actual; unit = 人
value.Posts:   item = staff; stage = budget; unit = 人
META
cat >described/b.csv <<'CSV'
dept,year,item,stage,value,unit
d1,2020,three_public,budget,40000.00,元
d1,2020,three_public,actual,11480.07,元
CSV
published described/b.meta 2021-03-01
stand_in_gnuplot "$scratch/bin"
PATH=$scratch/bin:$PATH
for folder in yuan wan chinese described; do
    ends 0 "the run of $folder" run $folder -o $folder-out --quiet
    [[ -s $folder-out/jixiao.db ]] || verdict "sources"
    same_figures "the figures of $folder" yuan-out/jixiao.db $folder-out/jixiao.db
    import $folder.db $folder-out/tables/*.csv
    for table in measures yoy_expenditure; do
        columns=dept,year,$([[ $table == measures ]] && echo indicator,numerator,denominator,value,rank,calculation || echo current,prior,change,rate,stage_name)
        query yuan.db "SELECT $columns FROM $table ORDER BY 1, 2, 3, 4" >left
        query $folder.db "SELECT $columns FROM $table ORDER BY 1, 2, 3, 4" >right
        same_file "$table of $folder" left right
    done
done
same "three-public control rate" 28.70 "$(query wan.db "SELECT value FROM measures WHERE indicator = 'three_public_control_rate' AND year = '2020'")"
same "change of expenditure" 19.28 "$(query wan.db "SELECT value FROM measures WHERE indicator = 'expenditure_change_rate' AND dept = 'd1' AND year = '2020'")"
same "a negative amount, exactly" -120050 \
    "$(query wan-out/jixiao.db "SELECT actual FROM figure JOIN dept USING (dept_id) WHERE code = 'd2' AND actual < 0")"

# --- the later publication restates, in whatever order they are loaded ---
dataset early early
printf 'dept,year,item,stage,value,unit\nd1,2020,expenditure,budget,100.00,元\nd1,2020,expenditure,actual,90.00,元\nd2,2020,expenditure,actual,50.00,元\nd1,2019,expenditure,actual,80.00,元\n' >early/a.csv
published early/a.meta 2021-03-01
dataset late late
cat >late/a.csv <<'CSV'
dept,year,item,stage,kind,value,unit
d1,2020,expenditure,actual,,0.0095,万元
d1,2020,expenditure,actual,change,16.00,元
d2,2020,expenditure,actual,,50.00,元
d2,2020,expenditure,actual,change,10.00,元
d2,2020,staff,actual,,7,人
d2,2020,staff,actual,change,2,人
CSV
published late/a.meta 2021-09-01
dataset latest latest
printf 'dept,year,item,stage,value,unit\nd1,2020,expenditure,actual,97.00,元\nd2,2019,expenditure,actual,41.00,元\n' >latest/z.csv
published latest/z.meta 2022-03-01

loads() { # loads DATABASE FOLDER…; one after the other
    local database=$1 folder
    shift
    for folder in "$@"; do ends 0 "load of $folder into $database" load "$folder" --db "$database" --quiet; done
}
amount() { # amount DATABASE DEPT YEAR STAGE
    query "$1" "SELECT printf('%.2f', value) FROM figures WHERE dept = '$2' AND year = $3 AND stage = '$4' AND item = 'expenditure'"
}
loads ordered.db early late latest
same "after three publications" 97.00 "$(amount ordered.db d1 2020 actual)"
same "what nobody restated" 100.00 "$(amount ordered.db d1 2020 budget)"
# A stated change implies last year's figure only where nobody published it, before or after.
same "last year's figure, published before the change was stated" 80.00 "$(amount ordered.db d1 2019 actual)"
same "last year's figure, published after" 41.00 "$(amount ordered.db d2 2019 actual)"
same "last year's figure, implied" "5.0 1" "$(query ordered.db "SELECT value || ' ' || implied FROM figures WHERE item = 'staff' AND year = 2019")"
for what in figures places superseded steps; do $what ordered.db >"$what.txt"; done
same "superseded values" "9000 9500" "$(query ordered.db "SELECT value FROM superseded JOIN dept USING (dept_id) WHERE code = 'd1' ORDER BY value" | paste -sd' ')"
for order in "early latest late" "late early latest" "late latest early" "latest early late" "latest late early"; do
    read -r -a folders <<<"$order"
    database=${order// /-}.db
    loads "$database" "${folders[@]}"
    for what in figures places superseded steps; do
        $what "$database" >right
        same_file "$what after loading $order" "$what.txt" right
    done
    ends 0 "one load of $order" load "${folders[@]}" --db "one-$database" --quiet
    for what in figures places superseded steps; do
        $what "one-$database" >right
        same_file "$what after one load of $order" "$what.txt" right
    done
done

# 0.0095 万元 is printed to 1.00 元, 100.00 元 exactly: the step goes with the value that stands.
loads two.db early late
same "the steps of one row" "d1|2020|expenditure|0||100" "$(steps two.db | grep '^d1|2020|expenditure')"
same "the step of a restated value" "d1|2020|expenditure|0||0" "$(steps ordered.db | grep '^d1|2020|expenditure')"

# --- a changed file replaces its figures ---
cp -R late changed
printf 'dept,year,item,stage,value,unit\nd2,2020,expenditure,actual,55.00,元\nd2,2020,staff,actual,8,人\n' >changed/a.csv
loads again.db early late changed
same "what the changed file no longer says: the earlier publication" 90.00 "$(amount again.db d1 2020 actual)"
same "what it says otherwise" 55.00 "$(amount again.db d2 2020 actual)"
same "what nobody else says" 8.0 "$(query again.db "SELECT value FROM figures WHERE item = 'staff'")"
same "sources of one name" 1 "$(query again.db "SELECT count(*) FROM source WHERE name = 'late/a.csv'")"
loads fresh.db early changed
for what in figures places superseded steps; do
    $what again.db >left
    $what fresh.db >right
    same_file "$what: changed and reloaded, or loaded at once" right left
done
same "what the restated value superseded" "5000 early/a.csv" \
    "$(query again.db "SELECT u.value || ' ' || s.name FROM superseded u JOIN dept USING (dept_id)
        JOIN source s ON u.origin >= s.first_origin AND u.origin < s.end_origin WHERE code = 'd2'")"
# Of two earlier publications the later one comes back.
cp -R latest withdrawn
printf 'dept,year,item,stage,value,unit\nd2,2019,expenditure,actual,41.00,元\n' >withdrawn/z.csv
loads back.db early late latest withdrawn
same "of two earlier publications" "95.00 9000" "$(amount back.db d1 2020 actual) $(query back.db "SELECT value FROM superseded JOIN dept USING (dept_id) WHERE code = 'd1'")"
# A refused change leaves what was there.
printf 'dept,year,item,stage,value,unit\nd2,2020,expenditure,actual,fifty,元\n' >changed/a.csv
figures again.db >left
ends 1 "load of a change with an error" load changed --db again.db --quiet
figures again.db >right
same_file "figures after a refused change" left right
# Published on the same day, the name decides.
published early/a.meta 2021-09-01
loads day.db late early
same "published on the same day: the later name restates" 95.00 "$(amount day.db d1 2020 actual)"
# --- all at once, one after the other, and the other way round ---
for name in philadelphia service-centres; do
    mkdir -p "piecewise/$name" "backwards/$name"
    for folder in piecewise backwards; do
        cp "$root/datasets/$name"/{dataset.meta,departments.csv,items.csv} "$folder/$name/"
    done
    ends 0 "$name at once" load "$root/datasets/$name" --db "$name-once.db"
    for file in "$root/datasets/$name"/*.csv; do
        cp "$file" "${file%.csv}.meta" "piecewise/$name/" 2>/dev/null || continue
        ends 0 "$name: $(basename "$file") is added" load "piecewise/$name" --db "$name-piecewise.db"
    done
    # shellcheck disable=SC2045  # names of our own
    for file in $(ls -r "$root/datasets/$name"/*.csv); do
        cp "$file" "${file%.csv}.meta" "backwards/$name/" 2>/dev/null || continue
        ends 0 "$name: $(basename "$file") is added in front" load "backwards/$name" --db "$name-backwards.db"
    done
    for way in piecewise backwards; do
        same_figures "$name $way" "$name-once.db" "$name-$way.db"
        places "$name-once.db" >left
        places "$name-$way.db" >right
        same_file "$name $way: places" left right
        superseded "$name-once.db" >left
        superseded "$name-$way.db" >right
        same_file "$name $way: superseded values" left right
    done
done

verdict "what files say, not what they look like"
