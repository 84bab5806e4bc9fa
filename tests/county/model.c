/* What the departments spent and did. Sizes are log-normal; what all share (pay rounds, lean years) moves
 * all; small departments are noisier; rates crowd below their limits. Every total is the sum of its parts. */
#include <math.h>
#include <string.h>

#include "county.h"

const ItemKind item_kinds[ITEM_COUNT] = {
    [REVENUE] = {"revenue", "", "收入", FORM_ACCOUNTS, UNIT_MONEY},
    [REVENUE_GENERAL] = {"revenue", "fund_general_public", "收入", FORM_ACCOUNTS, UNIT_MONEY},
    [REVENUE_OTHER] = {"revenue", "fund_other", "收入", FORM_ACCOUNTS, UNIT_MONEY},
    [EXPENDITURE] = {"expenditure", "", "支出", FORM_ACCOUNTS, UNIT_MONEY},
    [BASIC] = {"expenditure_basic", "", "基本支出", FORM_ACCOUNTS, UNIT_MONEY},
    [PERSONNEL] = {"personnel_funds", "", "人员经费", FORM_ACCOUNTS, UNIT_MONEY},
    [PUBLIC] = {"public_funds", "", "公用经费", FORM_ACCOUNTS, UNIT_MONEY},
    [PROJECT] = {"expenditure_project", "", "项目支出", FORM_ACCOUNTS, UNIT_MONEY},
    [KEY_PROJECT] = {"key_project_expenditure", "", "重点项目支出", FORM_ACCOUNTS, UNIT_MONEY},
    [ADJUSTMENT] = {"budget_adjustment", "", "预算调整数", FORM_ACCOUNTS, UNIT_MONEY},
    [OPENING] = {"carryover_opening", "", "年初结转和结余", FORM_ACCOUNTS, UNIT_MONEY},
    [CLOSING] = {"carryover_closing", "", "年末结转和结余", FORM_ACCOUNTS, UNIT_MONEY},
    [FUNCTION_MAIN] = {NULL, "", NULL, FORM_ACCOUNTS, UNIT_MONEY},
    [FUNCTION_208] = {"208", "", "社会保障和就业支出", FORM_ACCOUNTS, UNIT_MONEY},
    [FUNCTION_210] = {"210", "", "卫生健康支出", FORM_ACCOUNTS, UNIT_MONEY},
    [FUNCTION_221] = {"221", "", "住房保障支出", FORM_ACCOUNTS, UNIT_MONEY},
    [ECONOMIC_301] = {"301", "", "工资福利支出", FORM_ACCOUNTS, UNIT_MONEY},
    [ECONOMIC_302] = {"302", "", "商品和服务支出", FORM_ACCOUNTS, UNIT_MONEY},
    [ECONOMIC_303] = {"303", "", "对个人和家庭的补助", FORM_ACCOUNTS, UNIT_MONEY},
    [ECONOMIC_310] = {"310", "", "资本性支出", FORM_ACCOUNTS, UNIT_MONEY},
    [THREE_PUBLIC] = {"three_public", "", "“三公”经费", FORM_THREE_PUBLIC, UNIT_MONEY},
    [ABROAD] = {"three_public_abroad", "", "因公出国（境）费", FORM_THREE_PUBLIC, UNIT_MONEY},
    [VEHICLE] = {"three_public_vehicle", "", "公务用车购置及运行维护费", FORM_THREE_PUBLIC, UNIT_MONEY},
    [VEHICLE_PURCHASE] = {"three_public_vehicle_purchase", "", "公务用车购置费", FORM_THREE_PUBLIC,
                          UNIT_MONEY},
    [VEHICLE_OPERATION] = {"three_public_vehicle_operation", "", "公务用车运行维护费", FORM_THREE_PUBLIC,
                           UNIT_MONEY},
    [RECEPTION] = {"three_public_reception", "", "公务接待费", FORM_THREE_PUBLIC, UNIT_MONEY},
    [STAFF] = {"staff", "", "在职人员", FORM_STAFF, UNIT_PERSONS},
    [PROCUREMENT] = {"procurement", "", "政府采购", FORM_STAFF, UNIT_MONEY},
    [FIXED_ASSETS] = {"fixed_assets", "", "固定资产", FORM_STAFF, UNIT_MONEY},
    [FIXED_ASSETS_IN_USE] = {"fixed_assets_in_use", "", "在用固定资产", FORM_STAFF, UNIT_MONEY},
    [TASKS] = {"tasks", "", "重点工作任务", FORM_WORK, UNIT_PIECES},
    [TASKS_ON_TIME] = {"tasks_on_time", "", "及时完成的工作任务", FORM_WORK, UNIT_PIECES},
    [TASKS_QUALIFIED] = {"tasks_qualified", "", "质量达标的工作任务", FORM_WORK, UNIT_PIECES},
    [SURVEY] = {"survey_points", "", "满意度调查得分", FORM_WORK, UNIT_POINTS},
    [SURVEY_FULL] = {"survey_full_points", "", "满意度调查满分", FORM_WORK, UNIT_POINTS},
};

const StatedKind stated_kinds[STATED_COUNT] = {
    {"objective_rationality", 3, {1, 1, 1}, 0},
    {"indicator_clarity", 4, {1, 1, 1, 2}, 0},
    {"payment_progress", 0, {4}, 50},
    {"mgmt_system_soundness", 3, {2, 2, 2}, 0},
    {"fund_use_compliance", 0, {5}, 100},
    {"disclosure_completeness", 5, {1, 1, 1, 1, 1}, 0},
    {"asset_system_soundness", 3, {1, 1, 2}, 0},
    {"asset_safety", 0, {5}, 100},
    {"key_task_completion_rate", 2, {6, 4}, 0},
    {"economic_benefit", 0, {12}, 0},
    {"three_public_change_rate", 0, {4}, 0}, /* only where there is no year before */
};
enum { STATED_TASKS = 8, STATED_CHANGE = 10 };
enum { DRAW_MONEY = 10, DRAW_WORK, DRAW_STATED, DRAW_TASK, DRAW_SURVEY, DRAW_COUNTY };

const int option_points[OPTIONS] = {5, 4, 3, 0, 0};

typedef struct {
    double pay[YEAR_MAX], operating[YEAR_MAX], projects[YEAR_MAX], three_public[YEAR_MAX];
} Climate;

/* What moves all departments of the county from year to year. */
static Climate climate(const County *county) {
    Climate c = {{1}, {1}, {1}, {1}};
    Random random = random_stream(county->seed, 0, 0, DRAW_COUNTY);
    for (int y = 1; y < county->year_count; y++) {
        c.pay[y] = c.pay[y - 1] * random_normal(&random, 1.04, .015);
        c.operating[y] = c.operating[y - 1] * random_normal(&random, .99, .02);
        c.projects[y] = c.projects[y - 1] * random_normal(&random, 1.02, .07);
        c.three_public[y] = c.three_public[y - 1] * random_normal(&random, .95, .03);
    }
    return c;
}

/* 元 to 分, as the department prints it: 0.01 万元, or whole 元 in budgets and 0.01 元 in accounts. */
static int64_t money(const Dept *dept, Stage stage, double yuan) {
    int64_t step = dept->in_yuan ? stage == ACTUAL ? 1 : 100 : 10000;
    return llround(yuan * 100 / (double)step) * step;
}

static int64_t share(const Dept *dept, Stage stage, int64_t whole, double part) {
    int64_t step = dept->in_yuan ? stage == ACTUAL ? 1 : 100 : 10000;
    return (int64_t)floor((double)whole * part / (double)step) * step;
}

static double least(double a, double b) {
    return a < b ? a : b;
}

/* Staff and posts: the posts stay, the staff comes and goes below them; a few departments are above. */
static void fill_staff(Dept *dept, int y, Random *random) {
    DeptYear *now = &dept->years[y];
    int64_t *staff = now->items[STAFF];
    if (y == dept->first) {
        double rate = random_chance(random, .07) ? 1 + .08 * random_uniform(random)
                                                 : 1 - fabs(random_normal(random, 0, .06));
        staff[BUDGET] = llround(dept->staff);
        staff[ACTUAL] = llround(dept->staff * fmax(rate, .7));
        return;
    }
    const int64_t *before = dept->years[y - 1].items[STAFF];
    staff[BUDGET] = before[BUDGET] + (random_chance(random, .08) ? random_below(random, 3) - 1 : 0);
    staff[ACTUAL] = before[ACTUAL] + llround(random_normal(random, 0, .4 + .012 * dept->staff));
    if (staff[ACTUAL] > staff[BUDGET] && before[ACTUAL] <= before[BUDGET]) staff[ACTUAL] = staff[BUDGET];
    if (staff[ACTUAL] < 3) staff[ACTUAL] = 3;
}

/* Personnel, operating funds and projects, in three stages. */
static void fill_spending(Dept *dept, int y, const Climate *c, double *drift, Random *random) {
    DeptYear *now = &dept->years[y];
    double staff = (double)now->items[STAFF][ACTUAL], small = 1 / sqrt(staff);
    double personnel = staff * dept->pay * c->pay[y] * exp(random_normal(random, 0, .012 + .04 * small));
    double public =
        staff * dept->operating * c->operating[y] * exp(random_normal(random, 0, .02 + .1 * small));
    *drift = .7 * *drift + random_normal(random, 0, .07 + .4 * small);
    double project = (personnel + public) / c->pay[y] * dept->projects * c->projects[y] * exp(*drift);
    int64_t(*items)[STAGE_COUNT] = now->items;
    items[PERSONNEL][BUDGET] = money(dept, BUDGET, personnel);
    items[PUBLIC][BUDGET] = money(dept, BUDGET, public);
    items[PROJECT][BUDGET] = money(dept, BUDGET, project);
    items[PERSONNEL][ADJUSTED] = money(dept, ADJUSTED, personnel * exp(random_normal(random, .02, .012)));
    items[PUBLIC][ADJUSTED] = random_chance(random, .6)
                                  ? items[PUBLIC][BUDGET]
                                  : money(dept, ADJUSTED, public * exp(random_normal(random, 0, .03)));
    items[PROJECT][ADJUSTED] = random_chance(random, .2)
                                   ? items[PROJECT][BUDGET]
                                   : money(dept, ADJUSTED, project * exp(random_normal(random, .04, .08)));
    static const struct {
        Item item;
        double exact, middle, spread; /* chance of 100 %; log of the share left */
    } kinds[] = {{PERSONNEL, .5, -5, .6}, {PUBLIC, .3, -3.6, .6}, {PROJECT, .25, -3.2, .7}};
    for (int i = 0; i < 3; i++) {
        int64_t adjusted = items[kinds[i].item][ADJUSTED];
        double left = least(.4, exp(random_normal(random, kinds[i].middle, kinds[i].spread)));
        items[kinds[i].item][ACTUAL] =
            random_chance(random, kinds[i].exact) ? adjusted : share(dept, ACTUAL, adjusted, 1 - left);
    }
    double key = random_chance(random, .3) ? 1 : 1 - least(.5, exp(random_normal(random, -2.9, .6)));
    for (Stage s = 0; s < STAGE_COUNT; s++)
        items[KEY_PROJECT][s] = s == ADJUSTED ? MISSING : share(dept, s, items[PROJECT][s], key);
}

static void fill_three_public(Dept *dept, int y, const Climate *c, Random *random) {
    int64_t(*items)[STAGE_COUNT] = dept->years[y].items;
    bool has = dept->staff >= 12;
    double staff = has ? dept->staff : 0;
    double yuan = staff * 2400 * c->three_public[y] * exp(random_normal(random, 0, .04));
    double spent = random_chance(random, .04) ? 1 + .03 * random_uniform(random)
                                              : 1 - least(.5, exp(random_normal(random, -2.3, .6)));
    double reception = .3 + .1 * random_uniform(random);
    double purchase = staff > 60 && random_chance(random, .02) ? 180000 : 0;
    for (Stage s = 0; s < STAGE_COUNT; s++) {
        double factor = s == ACTUAL ? spent : 1;
        items[ABROAD][s] = money(dept, s, 0);
        items[RECEPTION][s] = money(dept, s, yuan * reception * factor);
        items[VEHICLE_OPERATION][s] = money(dept, s, yuan * (1 - reception) * factor);
        items[VEHICLE_PURCHASE][s] = money(dept, s, purchase);
        if (s != ADJUSTED) continue;
        items[ABROAD][s] = items[RECEPTION][s] = items[VEHICLE_OPERATION][s] = items[VEHICLE_PURCHASE][s] =
            MISSING;
    }
}

static void fill_assets(Dept *dept, int y, const Climate *c, Random *random) {
    int64_t(*items)[STAGE_COUNT] = dept->years[y].items;
    double staff = dept->staff;
    double planned = staff * 9000 * c->operating[y] * exp(random_normal(random, 0, .15));
    items[PROCUREMENT][BUDGET] = money(dept, BUDGET, planned);
    items[PROCUREMENT][ACTUAL] =
        random_chance(random, .3)
            ? items[PROCUREMENT][BUDGET]
            : money(dept, ACTUAL, planned * (1 - least(.5, exp(random_normal(random, -3, .5)))));
    items[FIXED_ASSETS][ACTUAL] =
        money(dept, ACTUAL, staff * 82000 * (1 + .03 * y) * exp(random_normal(random, 0, .01)));
    items[FIXED_ASSETS_IN_USE][ACTUAL] = random_chance(random, .45)
                                             ? items[FIXED_ASSETS][ACTUAL]
                                             : share(dept, ACTUAL, items[FIXED_ASSETS][ACTUAL],
                                                     1 - least(.3, exp(random_normal(random, -3.6, .6))));
}

/* Revenue pays for the expenditure; what is left, or what is taken from last year, goes through the
 * carry-over. */
static void fill_revenue(Dept *dept, const Dept *above, int y, Plan plan, Random *random) {
    int64_t(*items)[STAGE_COUNT] = dept->years[y].items;
    int64_t opening = y == dept->first ? money(dept, ACTUAL, (double)items[PERSONNEL][BUDGET] / 100 * .03)
                                       : dept->years[y - 1].items[CLOSING][ACTUAL];
    double spent = (double)(items[PERSONNEL][ACTUAL] + items[PUBLIC][ACTUAL] + items[PROJECT][ACTUAL]) / 100;
    int64_t surplus = 0;
    double kind = random_uniform(random);
    if (kind < .3) surplus = money(dept, ACTUAL, spent * exp(random_normal(random, -4.2, .6)));
    if (kind > .55) surplus = -share(dept, ACTUAL, opening, .3 + .6 * random_uniform(random));
    if (dept->included) opening = surplus = 0;
    if (plan != PLAN_NONE) surplus = plan == PLAN_POOR ? opening + 100 * money(dept, ACTUAL, 500) : 0;
    items[OPENING][ACTUAL] = opening;
    items[CLOSING][ACTUAL] = opening + surplus;
    double other = random_chance(random, .5) ? .02 + .08 * random_uniform(random) : 0;
    for (Stage s = 0; s < STAGE_COUNT; s++) {
        int64_t revenue =
            items[PERSONNEL][s] + items[PUBLIC][s] + items[PROJECT][s] + (s == ACTUAL ? surplus : 0);
        items[REVENUE_OTHER][s] = above ? share(dept, s, above->years[y].items[REVENUE_OTHER][s], .2)
                                        : share(dept, s, revenue, other);
        items[REVENUE_GENERAL][s] = revenue - items[REVENUE_OTHER][s];
    }
}

/* Everything that is a sum or a fixed share of the above. */
static void fill_sums(Dept *dept, int y) {
    int64_t(*items)[STAGE_COUNT] = dept->years[y].items;
    for (Stage s = 0; s < STAGE_COUNT; s++) {
        items[BASIC][s] = items[PERSONNEL][s] + items[PUBLIC][s];
        items[EXPENDITURE][s] = items[BASIC][s] + items[PROJECT][s];
        items[REVENUE][s] = items[REVENUE_GENERAL][s] + items[REVENUE_OTHER][s];
        items[FUNCTION_208][s] = share(dept, s, items[PERSONNEL][s], .12);
        items[FUNCTION_210][s] = share(dept, s, items[PERSONNEL][s], .05);
        items[FUNCTION_221][s] = share(dept, s, items[PERSONNEL][s], .08);
        items[FUNCTION_MAIN][s] =
            items[EXPENDITURE][s] - items[FUNCTION_208][s] - items[FUNCTION_210][s] - items[FUNCTION_221][s];
        items[ECONOMIC_303][s] = share(dept, s, items[PERSONNEL][s], .04);
        items[ECONOMIC_301][s] = items[PERSONNEL][s] - items[ECONOMIC_303][s];
        items[ECONOMIC_310][s] = share(dept, s, items[PROJECT][s], .3);
        items[ECONOMIC_302][s] = items[PUBLIC][s] + items[PROJECT][s] - items[ECONOMIC_310][s];
        bool printed = s != ADJUSTED;
        items[VEHICLE][s] = printed ? items[VEHICLE_PURCHASE][s] + items[VEHICLE_OPERATION][s] : MISSING;
        items[THREE_PUBLIC][s] =
            printed ? items[ABROAD][s] + items[VEHICLE][s] + items[RECEPTION][s] : MISSING;
    }
    items[ADJUSTMENT][ADJUSTED] = items[EXPENDITURE][ADJUSTED] - items[EXPENDITURE][BUDGET];
}

bool county_task(const County *county, int dept, int year, int k, Task *task) {
    Random random =
        random_stream(county->seed, (uint64_t)dept, (uint64_t)year, DRAW_TASK + 100u * (uint64_t)(k + 1));
    Random length = random_stream(county->seed, (uint64_t)dept, (uint64_t)year, DRAW_TASK);
    bool included = county->depts[dept].included;
    if (k >= (included ? 1 : 3 + random_below(&length, 4))) return false;
    Plan plan = county_plan(county, dept, year);
    if (included || plan == PLAN_FULL || plan == PLAN_90 || plan == PLAN_BELOW_90) {
        int planned = included ? 1 : 1 + (int)random_below(&random, 12);
        *task = (Task){planned, planned, planned, planned};
        return true;
    }
    double good = plan == PLAN_POOR ? .6 : .9 + .1 * county->depts[dept].quality;
    *task = (Task){.planned = 1 + (int)random_below(&random, 12)};
    for (int i = 0; i < task->planned; i++) {
        if (!random_chance(&random, good)) continue;
        task->completed++;
        task->on_time += random_chance(&random, .95);
        task->qualified += random_chance(&random, .985);
    }
    return true;
}

int county_sheets(const County *county, int dept, int year) {
    Random random = random_stream(county->seed, (uint64_t)dept, (uint64_t)year, DRAW_SURVEY);
    return 20 + 2 * (int)random_below(&random, 16);
}

int county_answer(const County *county, int dept, int year, int sheet, int question) {
    Random random = random_stream(county->seed, (uint64_t)dept, (uint64_t)year,
                                  DRAW_SURVEY + 100u * (uint64_t)(1 + sheet * QUESTIONS + question));
    Plan plan = county_plan(county, dept, year);
    if (plan != PLAN_NONE && plan != PLAN_POOR) return 0;
    double happy = plan == PLAN_POOR ? .3 : .62 + .3 * county->depts[dept].quality,
           u = random_uniform(&random);
    if (random_chance(&random, .01)) return 4;
    return u < happy ? 0 : u < happy + .85 * (1 - happy) ? 1 : u < happy + .97 * (1 - happy) ? 2 : 3;
}

static void fill_work(County *county, int d, int y) {
    int64_t(*items)[STAGE_COUNT] = county->depts[d].years[y].items;
    Task task;
    items[TASKS][BUDGET] = items[TASKS][ACTUAL] = items[TASKS_ON_TIME][ACTUAL] =
        items[TASKS_QUALIFIED][ACTUAL] = 0;
    for (int k = 0; county_task(county, d, y, k, &task); k++) {
        items[TASKS][BUDGET] += task.planned;
        items[TASKS][ACTUAL] += task.completed;
        items[TASKS_ON_TIME][ACTUAL] += task.on_time;
        items[TASKS_QUALIFIED][ACTUAL] += task.qualified;
    }
    int sheets = county_sheets(county, d, y);
    items[SURVEY_FULL][ACTUAL] = sheets * QUESTIONS * option_points[0];
    items[SURVEY][ACTUAL] = 0;
    for (int sheet = 0; sheet < sheets; sheet++)
        for (int q = 0; q < QUESTIONS; q++)
            items[SURVEY][ACTUAL] += option_points[county_answer(county, d, y, sheet, q)];
}

/* What the bureau stated: checked items, cases of non-compliance, points of the benefits. */
static void fill_stated(Dept *dept, int y, Random *random) {
    DeptYear *now = &dept->years[y];
    double good = least(.995, .86 + .12 * dept->quality + .008 * y);
    for (int k = 0; k < STATED_COUNT; k++) {
        const StatedKind *kind = &stated_kinds[k];
        for (int i = 0; i < kind->subs; i++)
            now->stated[k][i] = random_chance(random, good) ? 100 * kind->full[i] : 0;
        if (kind->subs) continue;
        int lost = 0;
        if (kind->per_case)
            while (lost < 12 && !random_chance(random, good))
                lost++;
        now->cases[k] = lost;
        int points = 100 * kind->full[0] - lost * kind->per_case;
        now->stated[k][0] = points > 0 ? points : 0;
    }
    const int64_t *tasks = now->items[TASKS];
    now->stated[STATED_TASKS][0] = (int)((1200 * tasks[ACTUAL] + tasks[BUDGET]) / (2 * tasks[BUDGET]));
    now->stated[STATED_TASKS][1] = 400 - 4 * (int)random_below(random, 12);
    now->stated[9][0] = 1200 - 50 * (int)random_below(random, 4 + (int)(6 * (1 - dept->quality)));
}

/* --- what is put in on purpose, so that a review has something to find --- */

Plan county_plan(const County *county, int dept, int year) {
    static const struct {
        int dept, year;
        Plan plan;
    } plans[] = {{0, 1, PLAN_FULL}, {3, 1, PLAN_FULL}, {5, 2, PLAN_FULL},
                 {5, 3, PLAN_POOR}, {9, 2, PLAN_90},   {10, 2, PLAN_BELOW_90}};
    for (size_t i = 0; !county->plain && i < sizeof plans / sizeof *plans; i++)
        if (plans[i].dept == dept && plans[i].year == year) return plans[i].plan;
    return PLAN_NONE;
}

/* Everything a rubric computes at its best: nothing adjusted, nothing left, nothing above a limit or last
 * year. */
static void plan_full(Dept *dept, int y) {
    int64_t(*items)[STAGE_COUNT] = dept->years[y].items;
    static const Item spending[] = {PERSONNEL, PUBLIC, PROJECT};
    for (int i = 0; i < 3; i++)
        items[spending[i]][ADJUSTED] = items[spending[i]][ACTUAL] = items[spending[i]][BUDGET];
    items[KEY_PROJECT][BUDGET] = items[KEY_PROJECT][ACTUAL] = items[PROJECT][BUDGET];
    static const Item parts[] = {ABROAD, VEHICLE_PURCHASE, VEHICLE_OPERATION, RECEPTION};
    for (int i = 0; i < 4; i++) {
        int64_t before = dept->years[y - 1].items[parts[i]][ACTUAL], *now = items[parts[i]];
        now[ACTUAL] = before < now[BUDGET] ? before : now[BUDGET];
    }
    if (items[STAFF][ACTUAL] > items[STAFF][BUDGET]) items[STAFF][ACTUAL] = items[STAFF][BUDGET];
    items[FIXED_ASSETS_IN_USE][ACTUAL] = items[FIXED_ASSETS][ACTUAL];
}

/* The opposite: over the posts, over the budgets, a third of the assets unused. */
static void plan_poor(Dept *dept, int y) {
    int64_t(*items)[STAGE_COUNT] = dept->years[y].items;
    items[STAFF][ACTUAL] = items[STAFF][BUDGET] + items[STAFF][BUDGET] / 6 + 2;
    static const Item spending[] = {PERSONNEL, PUBLIC, PROJECT};
    for (int i = 0; i < 3; i++)
        items[spending[i]][ADJUSTED] = items[spending[i]][ACTUAL] =
            share(dept, BUDGET, items[spending[i]][BUDGET], 1.45);
    items[KEY_PROJECT][ACTUAL] = share(dept, ACTUAL, items[PROJECT][ACTUAL], .55);
    items[RECEPTION][ACTUAL] = share(dept, ACTUAL, items[RECEPTION][BUDGET], 2.2);
    items[FIXED_ASSETS_IN_USE][ACTUAL] = share(dept, ACTUAL, items[FIXED_ASSETS][ACTUAL], .66);
}

static void plan_stated(Dept *dept, int y, Plan plan) {
    DeptYear *now = &dept->years[y];
    for (int k = 0; k < STATED_COUNT; k++) {
        now->cases[k] = plan == PLAN_POOR && stated_kinds[k].per_case ? 4 : 0;
        for (int i = 0; i < SUB_MAX; i++)
            now->stated[k][i] = plan == PLAN_POOR ? 0 : 100 * stated_kinds[k].full[i];
        if (plan == PLAN_POOR && stated_kinds[k].per_case)
            now->stated[k][0] = 100 * stated_kinds[k].full[0] - 4 * stated_kinds[k].per_case;
    }
    if (plan == PLAN_POOR)
        now->stated[STATED_TASKS][0] = (int)((1200 * now->items[TASKS][ACTUAL] + now->items[TASKS][BUDGET]) /
                                             (2 * now->items[TASKS][BUDGET]));
    if (plan != PLAN_90 && plan != PLAN_BELOW_90) return;
    for (int i = 0; i < 3; i++)
        now->stated[0][i] = 0;                 /* −3 */
    now->stated[1][0] = now->stated[1][1] = 0; /* −2 */
    now->stated[4][0] = 0, now->cases[4] = 5;  /* −5 */
    if (plan == PLAN_BELOW_90) now->stated[STATED_TASKS][1] = 399;
}

static void fill_months(Dept *dept, int y, Random *random) {
    DeptYear *now = &dept->years[y];
    for (int m = 0; m < 12; m++)
        now->months[m] = MISSING;
    if (!dept->monthly) return;
    int64_t year = now->items[EXPENDITURE][ACTUAL], before = 0;
    for (int m = 0; m < 11; m++) {
        double done = pow((m + 1) / 12., 1.12) * exp(random_normal(random, 0, .012));
        int64_t paid = share(dept, ACTUAL, year, least(done, 1));
        now->months[m] = before = paid > before ? paid : before;
    }
}

/* A unit inside its parent: some of each of the parent's parts, never more than there is, and a little less
 * spent. */
static void fill_included(const County *county, Dept *dept, int y, Random *random) {
    static const Item parts[] = {
        PERSONNEL, PUBLIC,      PROJECT,      KEY_PROJECT,        ABROAD, VEHICLE_PURCHASE, VEHICLE_OPERATION,
        RECEPTION, PROCUREMENT, FIXED_ASSETS, FIXED_ASSETS_IN_USE};
    const DeptYear *above = &county->depts[dept->parent].years[y];
    DeptYear *now = &dept->years[y];
    const double part = .2;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        double spent = parts[i] == FIXED_ASSETS ? 1 : 1 - .03 * random_uniform(random);
        for (Stage s = 0; s < STAGE_COUNT; s++) {
            int64_t whole = above->items[parts[i]][s];
            now->items[parts[i]][s] =
                whole == MISSING ? MISSING : share(dept, s, whole, s == ACTUAL ? part * spent : part);
        }
    }
    if (now->items[KEY_PROJECT][ACTUAL] > now->items[PROJECT][ACTUAL])
        now->items[KEY_PROJECT][ACTUAL] = now->items[PROJECT][ACTUAL];
    now->items[STAFF][BUDGET] = above->items[STAFF][BUDGET] / 5;
    now->items[STAFF][ACTUAL] = above->items[STAFF][ACTUAL] / 5;
}

static void fill_dept(County *county, int d, const Climate *c) {
    Dept *dept = &county->depts[d];
    double drift = 0;
    for (int y = 0; y < county->year_count; y++) {
        DeptYear *now = &dept->years[y];
        now->there = y >= dept->first && y <= dept->last;
        for (Item i = 0; i < ITEM_COUNT; i++)
            for (Stage s = 0; s < STAGE_COUNT; s++)
                now->items[i][s] = MISSING;
        if (!now->there) continue;
        Random random = random_stream(county->seed, (uint64_t)d, (uint64_t)y, DRAW_MONEY);
        fill_staff(dept, y, &random);
        fill_spending(dept, y, c, &drift, &random);
        fill_three_public(dept, y, c, &random);
        fill_assets(dept, y, c, &random);
        Plan plan = county_plan(county, d, y);
        if (plan == PLAN_POOR)
            plan_poor(dept, y);
        else if (plan != PLAN_NONE)
            plan_full(dept, y);
        if (dept->included) fill_included(county, dept, y, &random);
        fill_revenue(dept, dept->included ? &county->depts[dept->parent] : NULL, y, plan, &random);
        fill_sums(dept, y);
        fill_months(dept, y, &random);
        Random work = random_stream(county->seed, (uint64_t)d, (uint64_t)y, DRAW_WORK);
        fill_work(county, d, y);
        fill_stated(dept, y, &work);
        if (plan != PLAN_NONE) plan_stated(dept, y, plan);
    }
}

void county_fill(County *county) {
    Climate c = climate(county);
    for (int d = 0; d < county->dept_count; d++)
        fill_dept(county, d, &c);
}
