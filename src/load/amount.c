/* The part of figures.h that turns a printed value and its unit into an exact integer. */
#include <string.h>

#include "load/figures.h"

static const int64_t percent_factor =
    1000000; /* a percent in its smallest unit, the millionth of a percent */

static const Unit *find_unit(FigureRun *run, int32_t text) {
    size_t slot = (size_t)text % FIGURES_MEMO;
    if (run->units[slot].text != text) {
        run->units[slot].text = text;
        run->units[slot].unit = catalog_unit(run->context->catalog, names_text(run->context->names, text));
    }
    return run->units[slot].unit;
}

static const char *near_unit(FigureRun *run, const char *text) {
    const Catalog *catalog = run->context->catalog;
    const char **codes = ARENA_ARRAY(run->context->arena, const char *, catalog->unit_count + 1);
    for (size_t i = 0; i < catalog->unit_count; i++)
        codes[i] = catalog->units[i].code;
    const char *nearest = text_nearest(text, codes, catalog->unit_count);
    return nearest ? both_printf(run->context->arena, "; did you mean `%s`?", nearest) : both(".");
}

/* What a unit counts, as readers call it. */
static const char *kind_name(FigureRun *run, const char *code) {
    const UnitKind *kind = catalog_unit_kind(run->context->catalog, code);
    return kind ? both_pair(run->context->arena, code, kind->zh) : code;
}

static bool is_rate(const Figure *figure) {
    return figure->kind == KIND_CHANGE_RATE || figure->kind == KIND_SHARE || figure->kind == KIND_RATE;
}

/* False with an issue when the unit does not suit. *unit stays NULL when a percent goes without saying. */
static bool check_unit(FigureRun *run, int column, int32_t text, const Item *item, const Figure *figure,
                       const Unit **unit) {
    const bool rate = is_rate(figure);
    const char *printed = names_text(run->context->names, text), *wanted = rate ? "percent" : item->unit_kind;
    if (text == 0) {
        if (rate) return true;
        FIGURE_TROUBLE(run, column, "`unit` is missing; item `%s` is counted in %s", item->code,
                       kind_name(run, wanted));
        return false;
    }
    *unit = find_unit(run, text);
    if (!*unit) {
        FIGURE_TROUBLE(run, column,
                       "unit `%s` is not known%s The units are those of datasets/catalog/units.csv", printed,
                       near_unit(run, printed));
        return false;
    }
    if (strcmp((*unit)->kind, wanted) != 0) {
        if (rate)
            FIGURE_TROUBLE(run, column, "a row of kind `%s` is in percent, but its unit is `%s`; write `%%`",
                           kind_names[figure->kind], printed);
        else
            FIGURE_TROUBLE(run, column,
                           "unit `%s` is one of %s, but item `%s` is counted in %s; correct one of them",
                           printed, kind_name(run, (*unit)->kind), item->code, kind_name(run, wanted));
        return false;
    }
    if (*(*unit)->currency && strcmp((*unit)->currency, run->context->currency) != 0) {
        FIGURE_TROUBLE(
            run, column,
            "unit `%s` is money in %s, but the dataset is in %s; correct the unit, or `currency:` in "
            "dataset.meta",
            printed, (*unit)->currency, run->context->currency);
        return false;
    }
    return true;
}

/* "0.01 元": the smallest amount that the unit's kind can hold. */
static const char *smallest(FigureRun *run, const Unit *unit) {
    const Catalog *catalog = run->context->catalog;
    const UnitKind *kind = catalog_unit_kind(catalog, unit ? unit->kind : "percent");
    int decimals = kind ? kind->decimals : 6;
    int64_t whole = 1;
    for (int i = 0; i < decimals; i++)
        whole *= 10;
    const char *base = kind ? kind->zh : "%";
    for (size_t i = 0; kind && i < catalog->unit_count; i++) {
        const Unit *candidate = &catalog->units[i];
        if (strcmp(candidate->kind, kind->kind) != 0 || candidate->factor != whole) continue;
        if (unit && strcmp(candidate->currency, unit->currency) != 0) continue;
        base = candidate->code;
        break;
    }
    return arena_printf(run->context->arena, "%s %s",
                        decimal_text(run->context->arena, 1, decimals, decimals, false), base);
}

static bool too_fine(Decimal decimal, int decimals) {
    for (int i = decimal.decimals; i > decimals; i--) {
        if (decimal.mantissa % 10 != 0) return true;
        decimal.mantissa /= 10;
    }
    return false;
}

/* "; `0.09` is probably meant" when the digits are a program's tail, "" otherwise. */
static const char *meant(FigureRun *run, const char *cell, int decimals) {
    Arena *arena = run->context->arena;
    const char *number = numeral_without_tail(arena, cell, decimals);
    return number
               ? both_printf(arena,
                             "; the last digits look like what binary arithmetic leaves, `%s` was probably "
                             "meant",
                             number)
               : "";
}

int amount_decimals(int64_t factor) {
    int decimals = 0;
    for (; factor % 10 == 0; factor /= 10)
        decimals++;
    return decimals;
}

static AmountResult scale(FigureRun *run, int column, const char *cell, Decimal decimal, const Unit *unit,
                          Figure *figure) {
    int64_t factor = unit ? unit->factor : percent_factor;
    const char *printed = unit ? unit->code : "%";
    int allowed = run->description->decimals;
    if (decimal.percent && (factor != percent_factor || (unit && strcmp(unit->kind, "percent") != 0))) {
        FIGURE_TROUBLE(run, column, "`%s` has a percent sign, but its unit is `%s`; correct one of them",
                       cell, printed);
        return AMOUNT_BAD;
    }
    if (allowed >= 0 && too_fine(decimal, allowed)) {
        FIGURE_TROUBLE(run, column, "`%s` is finer than `decimals: %d` in %s says%s; correct that line", cell,
                       allowed, run->description->name, meant(run, cell, allowed));
        return AMOUNT_BAD;
    }
    switch (decimal_scale(decimal, factor, &figure->value)) {
    case SCALE_DONE:
        return AMOUNT_GOOD;
    case SCALE_TOO_FINE:
        FIGURE_TROUBLE(
            run, column,
            "`%s` %s is finer than %s, the smallest that can be kept%s; correct the value or the unit", cell,
            printed, smallest(run, unit), meant(run, cell, amount_decimals(factor)));
        return AMOUNT_BAD;
    case SCALE_TOO_LARGE:
        break;
    }
    FIGURE_TROUBLE(run, column, "`%s` %s is too large to be kept exactly; correct the value or the unit",
                   cell, printed);
    return AMOUNT_BAD;
}

/* What spreadsheets leave in a cell instead of its number. */
static const char *spreadsheet_hint(const char *cell) {
    size_t digits = strspn(cell, "0123456789.");
    if (digits && (cell[digits] == 'E' || cell[digits] == 'e') &&
        (cell[digits + 1] == '+' || cell[digits + 1] == '-'))
        return both("; this form has lost digits: show the cells as numbers and export them again");
    if (*cell == '#')
        return both("; it is the spreadsheet's mark of an error: correct it there and export again");
    if (*cell == '=') return both("; it is a formula: export its result");
    return "";
}

/* A number, perhaps with its unit behind it (*unit, else NULL). */
static AmountResult read_cell(FigureRun *run, int column, const char *cell, Decimal *decimal,
                              const Unit **unit) {
    Arena *arena = run->context->arena;
    const char *number;
    *unit = NULL;
    DecimalResult result = decimal_read(cell, decimal);
    if (result == DECIMAL_BLANK || result == DECIMAL_ABSENT) return AMOUNT_MISSING;
    if (result == DECIMAL_NO_NUMBER && numeral_missing(cell) != MISSING_KIND_COUNT) return AMOUNT_MISSING;
    if (result == DECIMAL_NO_NUMBER && numeral_split(arena, run->context->catalog, cell, &number, unit))
        result = decimal_read(number, decimal);
    switch (result) {
    case DECIMAL_DONE:
        return AMOUNT_GOOD;
    case DECIMAL_GROUPING:
        FIGURE_TROUBLE(run, column,
                       "`%s` has its thousands separators in the wrong places; write 1,234,567 or 1234567",
                       cell);
        return AMOUNT_BAD;
    case DECIMAL_TOO_LARGE:
        FIGURE_TROUBLE(run, column,
                       "`%s` has more than 18 digits, more than can be kept exactly%s; correct it", cell,
                       meant(run, cell, 6));
        return AMOUNT_BAD;
    case DECIMAL_BLANK:
    case DECIMAL_ABSENT:
    case DECIMAL_NO_NUMBER:
        break;
    }
    FIGURE_TROUBLE(
        run, column,
        "`%s` is not a number; expected one such as 2,259,811.00, or a blank where there is no value%s", cell,
        spreadsheet_hint(cell));
    return AMOUNT_BAD;
}

static int32_t step_group(FigureRun *run, size_t which, const Figure *figure, const Unit *unit,
                          int decimals) {
    const Catalog *catalog = run->context->catalog;
    int32_t unit_number = unit ? (int32_t)(unit - catalog->units) + 1 : 0;
    size_t known = run->group_index.count;
    size_t group = index_put(&run->group_index, (IndexKey){{(int32_t)which, figure->table, unit_number}});
    if (group == known) {
        ARENA_PUSH(run->context->arena, run->groups, known, run->group_capacity);
        run->groups[group] = (StepGroup){.factor = unit ? unit->factor : percent_factor};
    }
    if (run->description->decimals >= 0)
        run->groups[group].decimals = run->description->decimals;
    else if (run->groups[group].decimals < decimals)
        run->groups[group].decimals = decimals;
    return (int32_t)group;
}

AmountResult amount_read(FigureRun *run, size_t which, const FieldRule *unit_rule, int32_t unit_text,
                         const Item *item, Figure *figure, int32_t *group) {
    const char *cell = run->record->cells[figure->column - 1];
    *group = -1;
    if (!run->draft) figure->text = names_put(run->context->names, cell);
    if (figure->kind == KIND_GRADE) return *cell ? AMOUNT_GOOD : AMOUNT_MISSING;
    if (figure->kind == KIND_EMPTY) {
        if (!*cell) return AMOUNT_GOOD;
        FIGURE_TROUBLE(run, figure->column,
                       "a row of kind `empty` declares a table without figures, but has the value `%s`; "
                       "clear it",
                       cell);
        return AMOUNT_BAD;
    }
    Decimal decimal;
    const Unit *unit = NULL, *own = NULL;
    AmountResult result = read_cell(run, figure->column, cell, &decimal, &own);
    if (!item && figure->kind != KIND_RATE) return AMOUNT_BAD; /* the item is unknown, and so its unit */
    /* The unit in the cell itself is nearer than that of the column or the file. */
    int unit_column = own ? figure->column : unit_rule->column;
    if (own) unit_text = names_put(run->context->names, own->code);
    if (!check_unit(run, unit_column, unit_text, item, figure, &unit)) return AMOUNT_BAD;
    if (result == AMOUNT_GOOD) result = scale(run, figure->column, cell, decimal, unit, figure);
    if (result == AMOUNT_GOOD) *group = step_group(run, which, figure, unit, decimal.decimals);
    return result;
}

/* A step of one smallest unit is exact: nothing finer can have been rounded away. */
static int64_t step_of(StepGroup group) {
    int64_t step = group.factor;
    for (int i = 0; i < group.decimals; i++) {
        if (step % 10 != 0) return 0;
        step /= 10;
    }
    return step > 1 ? step : 0;
}

int64_t *amount_steps(const FigureRun *run, Arena *arena) {
    const size_t count = run->group_index.count;
    int64_t *steps = ARENA_ARRAY(arena, int64_t, count);
    for (size_t i = 0; i < count; i++)
        steps[i] = step_of(run->groups[i]);
    return steps;
}

int32_t *amount_join_groups(FigureRun *run, const FigureRun *part, const int32_t *names, Arena *arena) {
    int32_t *numbers = ARENA_ARRAY(arena, int32_t, part->group_index.count);
    for (size_t i = 0; i < part->group_index.count; i++) {
        IndexKey key = part->group_index.keys[i];
        key.part[1] = names[key.part[1]];
        const size_t known = run->group_index.count, group = index_put(&run->group_index, key);
        if (group == known) {
            ARENA_PUSH(run->context->arena, run->groups, known, run->group_capacity);
            run->groups[group] = part->groups[i];
        }
        if (run->groups[group].decimals < part->groups[i].decimals)
            run->groups[group].decimals = part->groups[i].decimals;
        numbers[i] = (int32_t)group;
    }
    return numbers;
}
