/* target_value: what a declared target demands, out of the words of a form: “不低于98%”, “不超出25万元”,
 * “8万件”, “1.5个工作日以内” → a comparison, an exact number and a unit. Decides nothing about rows. */
#ifndef JIXIAO_LOAD_TARGET_VALUE_H
#define JIXIAO_LOAD_TARGET_VALUE_H

#include "model/catalog.h"
#include "model/decimal.h"

typedef struct {
    const char *op; /* ">=", ">", "=", "<=", "<"; "" when the words do not say */
    Decimal number;
    const char *digits;    /* the number as written */
    const char *unit_text; /* as written, "%" for a percent sign; "" when there is none */
    const Unit *unit;      /* NULL when the catalogue has no such unit */
} TargetValue;

/* False when the text is more than a comparison, a number and a unit: it is words then. By 民法典 art. 1259,
 * 以上, 以下 and 以内 include the number itself, 超过 and 不满 do not. A year or a day (2023年底) is no
 * number. */
bool target_value_read(Arena *arena, const Catalog *catalog, const char *text, TargetValue *value);
/* The comparison that a word for it means: ≥, 大于等于, 定性 …: one of the above, "text" for 定性, "" for a
 * blank; NULL when it is no such word. */
const char *target_value_operator(const char *word);

/* A number and its unit as a whole number: of the smallest unit of the unit's kind, or of millionths (kind
 * "") when the unit is not known or the number is finer. `factor` of them make one unit. False when it does
 * not fit. */
typedef struct {
    int64_t number, factor;
    const char *kind;
} TargetAmount;
bool target_value_scale(const TargetValue *value, const Unit *unit, TargetAmount *amount);

#endif
