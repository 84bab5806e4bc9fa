# The files of a dataset for trying charts: -v folder= -v depts= -v years= -v flavour=plain|wild|void. The same numbers every time.
function random() { seed = (seed * 69069 + 12345) % 4294967296; return seed / 4294967296 }
function figure(item, stage, yuan) {
    if (flavour == "void" && item != "staff") return
    if (flavour == "wild" && random() < 0.08) return
    printf "%s,%d,%s,%s,%.2f,元\n", dept, year, item, stage, yuan >figures
}
BEGIN {
    seed = depts * 1000 + years
    figures = folder "/figures.csv"
    months = folder "/months.csv"
    assessments = folder "/assessments.csv"
    departments = folder "/departments.csv"
    long_name = "部门名称很长的县级人民政府直属事业单位和派出机构联合服务中心"
    print "单位编码,单位名称,单位类别,对比组" >departments
    print "单位编码,年度,科目编码,阶段,金额,计量单位" >figures
    print "单位编码,年度,月份,科目编码,阶段,金额,计量单位" >months
    print "dept,year,rubric,indicator,sub_item,points,assessor,calculation,basis" >assessments
    asked = split("objective_rationality:3 indicator_clarity:5 payment_progress:4 mgmt_system_soundness:6 fund_use_compliance:5 disclosure_completeness:5 asset_system_soundness:4 asset_safety:5 key_task_completion_rate:10 quality_rate:6 economic_benefit:4 social_benefit:4 eco_benefit:4 satisfaction:8 key_spending_ratio:4 carryover_state:4 fixed_asset_utilization:3", rows, " ")
    for (d = 1; d <= depts; d++) {
        dept = sprintf("%03d", d)
        printf "%s,%s,%s,%s\n", dept, (flavour == "wild" && d % 3 == 0 ? long_name d : "第" d "局"), "行政", (d % 2 ? "甲组" : "乙组") >departments
        size = 200000 * exp(5 * random())
        skill = 0.78 + 0.2 * random()
        for (y = 1; y <= years; y++) {
            year = 2024 - years + y
            size *= 0.97 + 0.12 * random()
            budget = size * (flavour == "wild" && random() < 0.03 ? 100000 : 1)
            actual = budget * (0.88 + 0.15 * random())
            if (flavour == "wild" && random() < 0.02) actual = -actual
            figure("expenditure", "年初预算", budget)
            figure("expenditure", "调整预算", budget * (0.98 + 0.1 * random()))
            figure("expenditure", "决算", actual)
            three = size * 0.004 * (0.4 + random())
            figure("three_public", "年初预算", three)
            figure("three_public", "决算", three * (0.6 + 0.5 * random()))
            staff = int(size / 100000) + 3
            printf "%s,%d,staff,年初预算,%d,人\n", dept, year, staff >figures
            printf "%s,%d,staff,决算,%d,人\n", dept, year, int(staff * (0.8 + 0.3 * random())) >figures
            planned = 20 + int(300 * random())
            printf "%s,%d,tasks,年初预算,%d,项\n", dept, year, planned >figures
            printf "%s,%d,tasks,决算,%d,项\n", dept, year, int(planned * (d == 5 ? 0.4 : 0.88 + 0.1 * random())) >figures
            for (m = 1; m <= 12; m++)
                printf "%s,%d,%d,meeting_fee,决算,%.2f,元\n", dept, year, m, 900 + 200 * random() + (d == 3 && m == 7 ? 4000 : 0) >months
            split("201 206 208 210 212 215 221 229", functions, " ")
            for (i = 1; i <= 8; i++) figure(functions[i], "决算", actual * (i == 1 ? 0.4 : 0.6 / 7))
            split("301 302 303 310", classes, " ")
            for (i = 1; i <= 4; i++) figure(classes[i], "决算", actual * (i == 1 ? 0.55 : 0.15))
            for (i = 1; i <= asked; i++) {
                split(rows[i], row, ":")
                if (flavour == "void") continue
                got = skill + (random() - 0.4) * 0.2
                printf "%s,%d,county-2020,%s,,%.2f,bureau,,评分表\n", dept, year, row[1], row[2] * (got > 1 ? 1 : got) >assessments
            }
        }
    }
}
