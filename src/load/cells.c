#include "load/cells.h"

int cells_column(const TableRun *run, const char *name) {
    return load_column(run->rows, name);
}

/* The column as readers call it: its code, or its Chinese heading. */
static const char *heading(const TableRun *run, const char *column) {
    const char *chinese = header_chinese(run->source->kind, column);
    return *chinese ? both_pair(run->context->arena, column, chinese) : column;
}

const char *cells_text(const TableRun *run, const char *column) {
    return load_cell(run->rows, run->row, column);
}

const char *cells_needed(const TableRun *run, const char *column) {
    const char *text = cells_text(run, column);
    if (!*text) TABLE_TROUBLE(run, column, "`%s` is missing; every row needs one", heading(run, column));
    return text;
}

int cells_year(const TableRun *run, const char *column, bool need) {
    const char *text = need ? cells_needed(run, column) : cells_text(run, column);
    Decimal decimal;
    if (!*text) return 0;
    if (decimal_read(text, &decimal) == DECIMAL_DONE && !decimal.decimals && !decimal.percent &&
        decimal.mantissa >= 1900 && decimal.mantissa <= 2999)
        return (int)decimal.mantissa;
    TABLE_TROUBLE(run, column, "%s `%s` is not a year; expected one from 1900 to 2999", heading(run, column),
                  text);
    return 0;
}

bool cells_points(const TableRun *run, const char *column, int64_t *points) {
    const char *text = cells_text(run, column);
    Decimal decimal;
    DecimalResult result = decimal_read(text, &decimal);
    if (result == DECIMAL_BLANK || result == DECIMAL_ABSENT) return false;
    bool number = result == DECIMAL_DONE && !decimal.percent;
    if (number && decimal_scale(decimal, 1000000, points) == SCALE_DONE) return true;
    TABLE_TROUBLE(run, column,
                  "%s `%s` are not a number of at most 6 decimals; expected one such as 7.5, or a blank",
                  heading(run, column), text);
    return false;
}

const char *cells_date(const TableRun *run, const char *column) {
    const char *text = cells_text(run, column);
    if (*text && !description_is_date(text))
        TABLE_TROUBLE(run, column, "%s `%s` is not a day; expected one such as 2024-03-31, or a blank",
                      heading(run, column), text);
    return text;
}

int64_t cells_count(const TableRun *run, const char *column, int64_t blank) {
    const char *text = cells_text(run, column);
    Decimal decimal;
    int64_t count;
    DecimalResult result = decimal_read(text, &decimal);
    if (result == DECIMAL_BLANK || result == DECIMAL_ABSENT) return blank;
    if (result == DECIMAL_DONE && !decimal.percent && decimal_scale(decimal, 1, &count) == SCALE_DONE &&
        count >= 0)
        return count;
    TABLE_TROUBLE(run, column, "%s `%s` is not a whole number; expected one such as 12, or a blank",
                  heading(run, column), text);
    return blank;
}

const char *cells_assessor(const TableRun *run, bool need) {
    const char *text = cells_text(run, "assessor"), *assessor = vocabulary_assessor(text);
    if (assessor) return assessor;
    if (need || *text)
        TABLE_TROUBLE(
            run, "assessor",
            "assessor `%s` is not known; expected self (自评), bureau (复核) or third_party (第三方)", text);
    return "";
}
