/* What is sent besides figures: points and cases of the review, comments, tasks, targets, the sheets of the
 * survey. */
#include <string.h>

#include "writer.h"

static void stated_row(Writer *w, const Dept *dept, int year, const char *id, const char *sub,
                       int hundredths) {
    text_appendf(&w->text, "%s,%d,county-2020,%s,%s,%d.%02d,复核,", dept->code, year, id, sub,
                 hundredths / 100, hundredths % 100);
    writer_said(w, year + hundredths, "复核工作底稿");
    text_append(&w->text, "\n");
}

static bool write_assessments(Writer *w) {
    static const char *const marks[] = {"①", "②", "③", "④", "⑤"};
    const County *county = w->county;
    Text *text = &w->text;
    text_append(text, "单位编码,年度,评分表,指标,要点,得分,评价人,依据\n");
    for (int d = 0; d < county->dept_count; d++)
        for (int y = 0; y < county->year_count; y++) {
            const Dept *dept = &county->depts[d];
            const DeptYear *now = &dept->years[y];
            int year = county->first_year + y;
            if (!now->there) continue;
            for (int k = 0; k < STATED_COUNT; k++) {
                const StatedKind *kind = &stated_kinds[k];
                if (strcmp(kind->id, "three_public_change_rate") == 0 && y > dept->first) continue;
                if (kind->per_case && writer_wanted(w, "cases")) continue;
                for (int i = 0; i < kind->subs; i++)
                    stated_row(w, dept, year, kind->id, marks[i], now->stated[k][i]);
                if (kind->subs == 0) stated_row(w, dept, year, kind->id, "", now->stated[k][0]);
            }
            int64_t survey = county_survey_points(now);
            text_appendf(text, "%s,%d,county-2020,satisfaction,,%lld.%06lld,复核,问卷汇总表\n", dept->code,
                         year, (long long)(survey / 1000000), (long long)(survey % 1000000));
        }
    return writer_finish(w, "assessments.csv") &&
           writer_describe(w, "assessments", "评分表复核得分", "Points after review",
                           county->first_year + county->year_count - 1);
}

/* What departments write into the blanks of their documents: a reason every other year. */
static bool write_comments(Writer *w) {
    static const char *const reasons[] = {"本年新增专项任务，项目支出相应增加。", "人员调资及补缴社会保险。",
                                          "上级专款年末下达，结转下年使用。", "严格控制公务接待，支出减少。"};
    const County *county = w->county;
    text_append(&w->text, "单位编码,年度,栏目,内容,日期\n");
    for (int d = 0; d < county->dept_count; d++)
        for (int y = 0; y < county->year_count; y++) {
            const Dept *dept = &county->depts[d];
            if (!dept->years[y].there || (d + y) % 2) continue;
            int year = county->first_year + y;
            text_appendf(&w->text, "%s,%d,%s,", dept->code, year,
                         d % 3 ? "reason:expenditure" : "reason:three_public");
            writer_said(w, d + y, reasons[(d + y / 2) % 4]);
            text_appendf(&w->text, ",%d-02-20\n", year + 1);
        }
    return writer_finish(w, "comments.csv");
}

static bool write_tasks(Writer *w) {
    static const char *const names[] = {"重点项目建设", "民生实事",   "营商环境提升",
                                        "安全生产整治", "信息化改造", "队伍建设"};
    const County *county = w->county;
    text_append(&w->text, "单位编码,年度,工作任务,计划数,完成数,及时数,达标数,备注\n");
    for (int d = 0; d < county->dept_count; d++)
        for (int y = 0; y < county->year_count; y++) {
            Task task;
            for (int k = 0; county->depts[d].years[y].there && county_task(county, d, y, k, &task); k++) {
                text_appendf(&w->text, "%s,%d,", county->depts[d].code, county->first_year + y);
                writer_said(w, d + k, names[(d + k) % 6]);
                text_appendf(&w->text, ",%d,%d,%d,%d,", task.planned, task.completed, task.on_time,
                             task.qualified);
                writer_said(w, d + k + 1, "");
                text_append(&w->text, "\n");
            }
        }
    return writer_finish(w, "tasks.csv");
}

static void hundredths(Text *text, int64_t value) {
    if (value == MISSING) return;
    text_appendf(text, "%lld", (long long)(value / 100));
    if (value % 100) text_appendf(text, ".%02lld", (long long)(value % 100));
}

static bool write_targets(Writer *w) {
    const County *county = w->county;
    text_append(
        &w->text,
        "单位编码,年度,层级,一级指标,二级指标,指标内容,指标值类型,指标值,度量单位,实际完成值,是否完成\n");
    for (int d = 0; d < county->dept_count; d++)
        for (int y = 0; y < county->year_count; y++) {
            Target target;
            for (int k = 0; county->depts[d].years[y].there && county_target(county, d, y, k, &target); k++) {
                text_appendf(&w->text, "%s,%d,dept,%s,%s,", county->depts[d].code, county->first_year + y,
                             target.level1, target.level2);
                writer_said(w, d + k, target.name);
                text_appendf(&w->text, ",%s,", target.operator);
                bool words = target.value == MISSING; /* what is said in words is judged in words */
                if (words) text_append(&w->text, "有效改善");
                hundredths(&w->text, target.value);
                text_appendf(&w->text, ",%s,", target.unit);
                hundredths(&w->text, target.actual);
                text_appendf(&w->text, ",%s\n", !words || target.met == NONE ? "" : target.met ? "是" : "否");
            }
        }
    return writer_finish(w, "targets.csv");
}

/* One row for each case; where something was checked and nothing found, one row that says 0. */
static bool write_cases(Writer *w) {
    const County *county = w->county;
    text_append(&w->text, "单位编码,年度,评分表,指标,件数,日期,事项,评价人,依据\n");
    for (int d = 0; d < county->dept_count; d++)
        for (int y = 0; y < county->year_count; y++)
            for (int k = 0; k < STATED_COUNT; k++) {
                const Dept *dept = &county->depts[d];
                int year = county->first_year + y, found = dept->years[y].cases[k];
                if (!dept->years[y].there || !stated_kinds[k].per_case) continue;
                for (int i = 0; i < (found ? found : 1); i++) {
                    text_appendf(&w->text, "%s,%d,county-2020,%s,%s,%d-%02d-10,", dept->code, year,
                                 stated_kinds[k].id, found ? "" : "0", year, 1 + (d + i) % 12);
                    writer_said(w, d + i, found ? "虚构的检查事项" : "检查未发现");
                    text_append(&w->text, ",复核,");
                    writer_said(w, d + i + 1, "虚构检查报告");
                    text_append(&w->text, "\n");
                }
            }
    return writer_finish(w, "cases.csv");
}

/* One row for each sheet: half of them from those who were served, half from the public. */
static bool write_survey(Writer *w) {
    static const char *const options[] = {"非常满意", "满意", "一般", "不满意", ""};
    const County *county = w->county;
    text_append(&w->text, "单位编码,年度,问卷,受访者,问卷编号,1,2,3,4,5,6,7,8,9,10\n");
    for (int d = 0; d < county->dept_count; d++)
        for (int y = 0; y < county->year_count; y++) {
            int sheets = county_sheets(county, d, y);
            for (int sheet = 0; sheet < sheets && county->depts[d].years[y].there; sheet++) {
                text_appendf(&w->text, "%s,%d,county-2020,%s,%d", county->depts[d].code,
                             county->first_year + y, sheet % 2 ? "社会公众" : "服务对象", sheet / 2 + 1);
                for (int q = 0; q < QUESTIONS; q++)
                    text_appendf(&w->text, ",%s", options[county_answer(county, d, y, sheet, q)]);
                text_append(&w->text, "\n");
            }
        }
    return writer_finish(w, "survey.csv");
}

static bool write_deflators(Writer *w) {
    const County *county = w->county;
    Random random = random_stream(county->seed, 0, 0, 30);
    double index = 100;
    text_append(&w->text, "年度,指数,备注\n");
    for (int y = 0; y < county->year_count; y++) {
        text_appendf(&w->text, "%d,%.1f,虚构价格指数\n", county->first_year + y, index);
        index *= 1 + .01 + .02 * random_uniform(&random);
    }
    return writer_finish(w, "deflators.csv");
}

/* The department that fell says why; two of what is unusual about it are explained, one is accepted. */
static bool write_explanations(Writer *w) {
    static const char *const said[][2] = {{"public_funds_control_rate", "已说明"},
                                          {"three_public_control_rate", "已说明"},
                                          {"budget_vs_initial_rate", "接受"}};
    const County *county = w->county;
    text_append(&w->text, "标识,状态,说明,日期\n");
    for (int d = 0; d < county->dept_count; d++)
        for (int y = 0; y < county->year_count; y++)
            for (int i = 0; i < 3 && county_plan(county, d, y) == PLAN_POOR; i++)
                text_appendf(&w->text, "%s:%d:%s,%s,虚构的说明：灾后重建,%d-03-01\n", county->depts[d].code,
                             county->first_year + y, said[i][0], said[i][1], county->first_year + y + 1);
    return writer_finish(w, "explanations.csv");
}

/* The kinds of files that are written when asked for: a kind more is a row more. */
static const struct {
    const char *kind;
    bool (*write)(Writer *w);
} more[] = {{"comments", write_comments},
            {"tasks", write_tasks},
            {"cases", write_cases},
            {"survey", write_survey},
            {"targets", write_targets},
            {"deflators", write_deflators},
            {"explanations", write_explanations}};

bool writer_records(Writer *w) {
    if (!write_assessments(w)) return false;
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (writer_wanted(w, more[i].kind) && !more[i].write(w)) return false;
    return true;
}
