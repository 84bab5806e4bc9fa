/* What a review by rubric county-2020 must find, worked out without the engine: every rule is written down
 * here once more, from the text of the 2020 scoring table (per_point rules linear, 0/0 full marks, nothing
 * rounded before it is banded). */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "county.h"

__extension__ typedef __int128 Wide;
#define POINT 1000000

typedef enum {
    RULE_ABOVE,
    RULE_BELOW,
    RULE_BANDS,
    RULE_ADJUSTMENT,
    RULE_STATE,
    RULE_SURVEY,
    RULE_TASKS, /* 6 × completed / planned, and the stated points of the appraisal */
    RULE_STATED
} RuleKind;
typedef struct {
    const char *id;
    int full;
    RuleKind rule;
    Item item, base;
    Stage item_stage, base_stage;
    int tenths; /* points lost for each percentage point, in tenths of a point */
    int stated; /* index in stated_kinds */
} Row;
enum { ROW_COUNT = 19, ROW_CHANGE = 3 };
static const Row rows[ROW_COUNT] = {
    {"objective_rationality", 3, RULE_STATED, 0, 0, 0, 0, 0, 0},
    {"indicator_clarity", 5, RULE_STATED, 0, 0, 0, 0, 0, 1},
    {"staffing_control_rate", 4, RULE_ABOVE, STAFF, STAFF, ACTUAL, BUDGET, 4, 0},
    {"three_public_change_rate", 4, RULE_ABOVE, THREE_PUBLIC, THREE_PUBLIC, ACTUAL, ACTUAL, 4, 10},
    {"key_spending_ratio", 4, RULE_BANDS, KEY_PROJECT, PROJECT, ACTUAL, ACTUAL, 0, 0},
    {"budget_adjustment_rate", 4, RULE_ADJUSTMENT, EXPENDITURE, EXPENDITURE, ACTUAL, BUDGET, 0, 0},
    {"payment_progress", 4, RULE_STATED, 0, 0, 0, 0, 0, 2},
    {"carryover_state", 4, RULE_STATE, 0, 0, 0, 0, 0, 0},
    {"three_public_control_rate", 4, RULE_ABOVE, THREE_PUBLIC, THREE_PUBLIC, ACTUAL, BUDGET, 10, 0},
    {"mgmt_system_soundness", 6, RULE_STATED, 0, 0, 0, 0, 0, 3},
    {"fund_use_compliance", 5, RULE_STATED, 0, 0, 0, 0, 0, 4},
    {"disclosure_completeness", 5, RULE_STATED, 0, 0, 0, 0, 0, 5},
    {"asset_system_soundness", 4, RULE_STATED, 0, 0, 0, 0, 0, 6},
    {"asset_safety", 5, RULE_STATED, 0, 0, 0, 0, 0, 7},
    {"fixed_asset_utilization", 3, RULE_BELOW, FIXED_ASSETS_IN_USE, FIXED_ASSETS, ACTUAL, ACTUAL, 2, 0},
    {"key_task_completion_rate", 10, RULE_TASKS, TASKS, TASKS, ACTUAL, BUDGET, 0, 8},
    {"quality_rate", 6, RULE_BELOW, TASKS_QUALIFIED, TASKS, ACTUAL, BUDGET, 5, 0},
    {"economic_benefit", 12, RULE_STATED, 0, 0, 0, 0, 0, 9},
    {"satisfaction", 8, RULE_SURVEY, SURVEY, SURVEY_FULL, ACTUAL, ACTUAL, 0, 0},
};

static int64_t half_up(Wide n, Wide d) {
    return (int64_t)((2 * n + d) / (2 * d));
}

/* 100 n/d − 100 percentage points too much (or too little), each costing tenths/10 points. */
static int64_t beyond(const Row *row, Wide n, Wide d, Wide threshold_n) {
    if (d == 0) return (int64_t)row->full * POINT;
    Wide excess = 100 * n - threshold_n * d;
    if (row->rule == RULE_BELOW) excess = -excess;
    if (excess <= 0) return (int64_t)row->full * POINT;
    Wide lost = half_up(excess * row->tenths * (POINT / 10), d);
    return lost >= (Wide)row->full * POINT ? 0 : (int64_t)((Wide)row->full * POINT - lost);
}

static int64_t bands(Wide n, Wide d) {
    if (d == 0) return 4 * POINT;
    for (int points = 4; points > 0; points--)
        if (100 * n >= (Wide)(50 + 10 * points) * d) return points * (int64_t)POINT;
    return 0;
}

static int64_t adjustment(Wide actual, Wide budget) {
    Wide change = actual > budget ? actual - budget : budget - actual;
    if (change == 0) return 4 * POINT;
    for (int points = 3; points > 0; points--)
        if (100 * change <= (Wide)(40 - 10 * points) * budget) return points * (int64_t)POINT;
    return 0;
}

static int64_t stated(const DeptYear *now, int k) {
    int64_t sum = now->stated[k][0];
    for (int i = 1; i < stated_kinds[k].subs; i++)
        sum += now->stated[k][i];
    return sum * (POINT / 100);
}

int64_t county_survey_points(const DeptYear *now) {
    return half_up((Wide)8 * POINT * now->items[SURVEY][ACTUAL], now->items[SURVEY_FULL][ACTUAL]);
}

static int64_t points_of(const Dept *dept, int y, const Row *row) {
    const DeptYear *now = &dept->years[y];
    int64_t n = now->items[row->item][row->item_stage], d = now->items[row->base][row->base_stage];
    switch (row->rule) {
    case RULE_STATED:
        return stated(now, row->stated);
    case RULE_BANDS:
        return bands(n, d);
    case RULE_ADJUSTMENT:
        return adjustment(n, d);
    case RULE_SURVEY:
        return county_survey_points(now);
    case RULE_TASKS:
        return (d == 0 ? 6 * POINT : half_up((Wide)6 * POINT * n, d)) +
               now->stated[row->stated][1] * (POINT / 100);
    case RULE_STATE: {
        int64_t left = now->items[REVENUE][ACTUAL] - now->items[EXPENDITURE][ACTUAL];
        return left <= 0 ? 4 * POINT : left <= now->items[OPENING][ACTUAL] ? 3 * POINT : 0;
    }
    default:
        break;
    }
    if (row->id != rows[ROW_CHANGE].id) return beyond(row, n, d, 100);
    if (y == dept->first) return stated(now, row->stated);
    d = dept->years[y - 1].items[row->base][ACTUAL];
    return beyond(row, (Wide)n - d, d, 0);
}

static const char *grade_of(int64_t total) {
    return total >= 90 * (int64_t)POINT   ? "优"
           : total >= 80 * (int64_t)POINT ? "良"
           : total >= 60 * (int64_t)POINT ? "中"
                                          : "差";
}

static void print_points(FILE *out, const char *what, const char *dept, int year, const char *key,
                         int64_t points) {
    fprintf(out, "%s,%s,%d,%s,%lld.%06lld\n", what, dept, year, key, (long long)(points / POINT),
            (long long)(points % POINT));
}

/* What the sheets say: answers given, and those that count as satisfied (the two best), by group of
 * respondents. */
static void survey(FILE *out, const County *county, int d, int y) {
    static const char *const groups[] = {"service", "public", "all"};
    int answered[3] = {0}, satisfied[3] = {0}, sheets = county_sheets(county, d, y);
    for (int i = 0; i < sheets * QUESTIONS; i++) {
        int sheet = i / QUESTIONS, answer = county_answer(county, d, y, sheet, i % QUESTIONS);
        for (int g = 0; g < 3; g++) {
            if (g < 2 && g != sheet % 2) continue;
            answered[g] += answer < 4;
            satisfied[g] += answer < 2;
        }
    }
    for (int g = 0; g < 3; g++)
        fprintf(out, "satisfied,%s,%d,%s,%d of %d\n", county->depts[d].code, county->first_year + y,
                groups[g], satisfied[g], answered[g]);
}

/* Targets met, of those of which it can be said. */
static void targets(FILE *out, const County *county, int d, int y) {
    Target target;
    int met = 0, known = 0;
    for (int k = 0; county_target(county, d, y, k, &target); k++) {
        known += target.met != NONE;
        met += target.met == 1;
    }
    fprintf(out, "targets,%s,%d,,%d of %d\n", county->depts[d].code, county->first_year + y, met, known);
}

typedef struct {
    const County *county;
    FILE *out;
    int64_t totals[YEAR_MAX][DEPT_MAX]; /* MISSING: not there */
} Expected;

static void one_year(Expected *e, int y) {
    const County *county = e->county;
    int year = county->first_year + y, n = 0;
    int64_t lost[ROW_COUNT] = {0};
    for (int d = 0; d < county->dept_count; d++) {
        const Dept *dept = &county->depts[d];
        e->totals[y][d] = MISSING;
        if (!dept->years[y].there) continue;
        int64_t total = 0;
        for (int r = 0; r < ROW_COUNT; r++) {
            int64_t points = points_of(dept, y, &rows[r]);
            print_points(e->out, "points", dept->code, year, rows[r].id, points);
            total += points;
            lost[r] += (int64_t)rows[r].full * POINT - points;
        }
        print_points(e->out, "total", dept->code, year, "", total);
        fprintf(e->out, "grade,%s,%d,,%s\n", dept->code, year, grade_of(total));
        survey(e->out, county, d, y);
        targets(e->out, county, d, y);
        e->totals[y][d] = total;
        n++;
    }
    for (int d = 0; d < county->dept_count; d++) {
        int64_t total = e->totals[y][d];
        if (total == MISSING) continue;
        int rank = 1, same = 0;
        for (int other = 0; other < county->dept_count; other++) {
            rank += e->totals[y][other] != MISSING && e->totals[y][other] > total;
            same += e->totals[y][other] == total;
        }
        fprintf(e->out, "rank,%s,%d,%d,%d\ntied,%s,%d,,%d\n", county->depts[d].code, year, n, rank,
                county->depts[d].code, year, same);
    }
    for (int r = 0; r < ROW_COUNT; r++)
        print_points(e->out, "loss", "", year, rows[r].id, lost[r]);
}

static void transitions(Expected *e, int y) {
    static const char *const grades[] = {"优", "良", "中", "差"};
    for (int from = 0; from < 4; from++)
        for (int to = 0; to < 4; to++) {
            int count = 0;
            for (int d = 0; d < e->county->dept_count; d++) {
                int64_t before = e->totals[y - 1][d], now = e->totals[y][d];
                if (before == MISSING || now == MISSING) continue;
                count +=
                    strcmp(grade_of(before), grades[from]) == 0 && strcmp(grade_of(now), grades[to]) == 0;
            }
            if (count)
                fprintf(e->out, "transition,,%d,%s>%s,%d\n", e->county->first_year + y, grades[from],
                        grades[to], count);
        }
}

bool county_write_expected(const County *county, const char *path, Err *err) {
    Expected *e = ARENA_NEW(county->arena, Expected);
    FileOut out;
    if (!file_out_open(county->arena, &out, path, err)) return false;
    e->county = county;
    e->out = out.stream;
    fputs("what,dept,year,key,expected\n", e->out);
    for (int y = 0; y < county->year_count; y++) {
        one_year(e, y);
        if (y > 0) transitions(e, y);
    }
    return file_out_commit(&out, err);
}
