/* What a person types on the command line: an amount with or without its unit, a stage. */
#include <string.h>

#include "load/load.h"
#include "load/numeral.h"
#include "load/vocabulary.h"
#include "model/decimal.h"

bool load_amount(Arena *arena, const Catalog *catalog, const char *unit_kind, const char *currency,
                 const char *text, int64_t *value, Err *err) {
    const UnitKind *kind = catalog_unit_kind(catalog, unit_kind);
    const Unit *unit = NULL;
    const char *number = text;
    Decimal decimal;
    int64_t factor = 1;
    for (int i = 0; kind && i < kind->decimals; i++)
        factor *= 10;
    DecimalResult result = decimal_read(text, &decimal);
    if (result == DECIMAL_NO_NUMBER && numeral_split(arena, catalog, text, &number, &unit))
        result = decimal_read(number, &decimal);
    if (result != DECIMAL_DONE)
        return err_set(err, ERR_USAGE, "`%s` is not an amount; expected one such as 12.5, 3.2万元 or 17人",
                       text);
    if (unit &&
        (strcmp(unit->kind, unit_kind) != 0 || (*unit->currency && strcmp(unit->currency, currency) != 0)))
        return err_set(err, ERR_USAGE, "the unit %s of `%s` does not suit it", unit->zh, text);
    if (decimal.percent && strcmp(unit_kind, "percent") != 0)
        return err_set(err, ERR_USAGE, "`%s` is a percentage, which it is not", text);
    if (decimal_scale(decimal, unit ? unit->factor : factor, value) != SCALE_DONE)
        return err_set(err, ERR_USAGE, "`%s` is finer than its smallest unit, or too large", text);
    return true;
}

bool load_stage(Arena *arena, const Catalog *catalog, const char *word, Stage *stage, Err *err) {
    Vocabulary vocabulary;
    Names *names = names_new(arena);
    if (!vocabulary_open(arena, &vocabulary, catalog, names, err)) return false;
    int found = vocabulary_stage(&vocabulary, word);
    if (found < 0)
        return err_set(
            err, ERR_USAGE,
            "`%s` is not a stage; expected budget (年初预算), adjusted (调整预算) or actual (决算)", word);
    *stage = (Stage)found;
    return true;
}
