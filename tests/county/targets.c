/* What departments declared for the year, and what came of it. */
#include <math.h>

#include "county.h"

enum { DRAW_TARGETS = 20 };

typedef struct {
    const char *level1, *level2, *name, *operator, * unit;
    int64_t low, high; /* the declared value, in hundredths */
    double misses;     /* how often it is missed */
} Kind;
static const Kind kinds[] = {
    {"产出指标", "数量指标", "完成重点工作", ">=", "件", 500, 6000, .1},
    {"产出指标", "质量指标", "质量达标率", ">=", "%", 9000, 9800, .12},
    {"产出指标", "时效指标", "按期完成率", ">=", "%", 8500, 9500, .15},
    {"产出指标", "成本指标", "会议费不超过", "<=", "万元", 100, 3000, .08},
    {"效益指标", "社会效益指标", "服务群众", ">=", "人次", 50000, 900000, .1},
    {"效益指标", "生态效益指标", "人居环境改善", "text", "", MISSING, MISSING, .1},
    {"满意度指标", "服务对象满意度指标", "服务对象满意度", ">=", "%", 8500, 9500, .12},
};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

/* A fifth of the departments leaves one result blank, of those that no figure can stand in for. */
static bool silent(const County *county, int dept, int year, int k) {
    static const int blank[] = {0, 3, 4, 5};
    Random random = random_stream(county->seed, (uint64_t)dept, (uint64_t)year, DRAW_TARGETS);
    return random_chance(&random, .2) && blank[random_below(&random, 4)] == k;
}

bool county_target(const County *county, int dept, int year, int k, Target *target) {
    if (k >= KIND_COUNT) return false;
    const Kind *kind = &kinds[k];
    Random random =
        random_stream(county->seed, (uint64_t)dept, (uint64_t)year, DRAW_TARGETS + 100u * (uint64_t)(k + 1));
    *target =
        (Target){kind->level1, kind->level2, kind->name, kind->operator, kind->unit, MISSING, MISSING, NONE};
    bool known = !silent(county, dept, year, k), missed = random_chance(&random, kind->misses);
    if (known) target->met = !missed;
    if (kind->low == MISSING) return true;
    /* Whole numbers for what is counted, half per cents for rates, a tenth for money. */
    int64_t step = *kind->unit == '%' ? 50 : kind->operator[0] == '<' ? 10 : 100;
    target->value = (kind->low + random_below(&random, kind->high - kind->low)) / step * step;
    bool upward = (kind->operator[0] == '>') != missed;
    double away = missed ? .01 + .2 * random_uniform(&random) : .05 * random_uniform(&random);
    int64_t actual = llround((double)target->value * (upward ? 1 + away : 1 - away) / (double)step) * step;
    if (missed && actual == target->value) actual += upward ? step : -step;
    if (*kind->unit == '%' && actual > 10000) actual = 10000;
    if (known) target->actual = actual;
    return true;
}
