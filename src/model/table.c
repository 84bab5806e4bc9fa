#include "model/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/decimal.h"

const char *const lang_names[LANG_COUNT] = {"zh", "en"};

Table *table_new(Arena *arena, const char *name) {
    Table *table = ARENA_NEW(arena, Table);
    *table = (Table){.name = name, .arena = arena, .title = {name, name}, .note = {"", ""}};
    return table;
}

Column *table_add(Table *table, const char *name, ColumnType type, const char *zh, const char *en) {
    size_t size = sizeof *table->columns;
    table->columns = arena_grow(table->arena, table->columns, table->column_count * size,
                                (table->column_count + 1) * size);
    Column *column = &table->columns[table->column_count++];
    *column =
        (Column){.name = name, .type = type, .label = {zh ? zh : name, en ? en : name}, .unit = {"", ""}};
    return column;
}

static void *grown(Table *table, void *items, size_t size, size_t capacity) {
    return arena_grow(table->arena, items, items ? table->row_capacity * size : 0, capacity * size);
}

static void resize(Table *table, size_t capacity) {
    for (size_t i = 0; i < table->column_count; i++) {
        Column *column = &table->columns[i];
        if (column->type == COLUMN_TEXT)
            column->texts = grown(table, column->texts, sizeof *column->texts, capacity);
        else if (column->type == COLUMN_REAL)
            column->reals = grown(table, column->reals, sizeof *column->reals, capacity);
        else
            column->integers = grown(table, column->integers, sizeof *column->integers, capacity);
        if (column->type == COLUMN_RATIO)
            column->denominators = grown(table, column->denominators, sizeof *column->denominators, capacity);
    }
    table->row_capacity = capacity;
}

/* Memory of an arena does not come back: few large steps leave less of it behind than many small ones, and
 * room that is never used is never touched. */
static void grow(Table *table, size_t rows) {
    const size_t capacity = table->row_capacity ? table->row_capacity * 4 : 16;
    resize(table, capacity < rows ? rows : capacity);
}

static void make_missing(Column *column, size_t first, size_t end) {
    for (size_t row = first; column->type == COLUMN_TEXT && row < end; row++)
        column->texts[row] = NULL;
    for (size_t row = first; column->type == COLUMN_REAL && row < end; row++)
        column->reals[row] = NAN;
    for (size_t row = first; column->type == COLUMN_RATIO && row < end; row++)
        column->denominators[row] = 0;
    for (size_t row = first; column->type != COLUMN_TEXT && column->type != COLUMN_REAL && row < end; row++)
        column->integers[row] = TABLE_MISSING;
}

size_t table_row(Table *table) {
    if (table->row_count == table->row_capacity) grow(table, table->row_count + 1);
    size_t row = table->row_count++;
    for (size_t i = 0; i < table->column_count; i++)
        make_missing(&table->columns[i], row, row + 1);
    return row;
}

size_t table_rows(Table *table, size_t count) {
    size_t first = table->row_count;
    if (first + count > table->row_capacity) grow(table, first + count);
    table->row_count += count;
    for (size_t i = 0; i < table->column_count; i++)
        make_missing(&table->columns[i], first, table->row_count);
    return first;
}

void table_reserve(Table *table, size_t rows) {
    if (table->row_count + rows > table->row_capacity) resize(table, table->row_count + rows);
}

size_t table_append(Table *table, const Table *more) {
    size_t first = table->row_count, count = more->row_count;
    if (first + count > table->row_capacity) grow(table, first + count);
    for (size_t i = 0; count && i < table->column_count; i++) {
        Column *to = &table->columns[i];
        const Column *from = &more->columns[i];
        if (to->type == COLUMN_TEXT)
            memcpy(to->texts + first, from->texts, count * sizeof *to->texts);
        else if (to->type == COLUMN_REAL)
            memcpy(to->reals + first, from->reals, count * sizeof *to->reals);
        else
            memcpy(to->integers + first, from->integers, count * sizeof *to->integers);
        if (to->type == COLUMN_RATIO)
            memcpy(to->denominators + first, from->denominators, count * sizeof *to->denominators);
    }
    table->row_count += count;
    return first;
}

int table_find(const Table *table, const char *name) {
    for (size_t i = 0; i < table->column_count; i++) {
        const char *own = table->columns[i].name;
        if (*own == *name && strcmp(own, name) == 0) return (int)i; /* most begin with another letter */
    }
    return -1;
}

size_t table_lower(const Table *table, int column, int64_t value) {
    size_t low = 0, high = table->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (table->columns[column].integers[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *table_text(const Table *table, const char *column, size_t row) {
    int at = table_find(table, column);
    const Column *found = at < 0 || table->columns[at].type != COLUMN_TEXT ? NULL : &table->columns[at];
    return found && found->texts[row] ? found->texts[row] : "";
}

int64_t table_integer(const Table *table, const char *column, size_t row) {
    int at = table_find(table, column);
    return at < 0 || table->columns[at].type != COLUMN_INT ? TABLE_MISSING : table->columns[at].integers[row];
}

void table_set_text(Table *table, size_t row, const char *column, const char *value) {
    int at = table_find(table, column);
    if (at >= 0 && table->columns[at].type == COLUMN_TEXT) table->columns[at].texts[row] = value;
}

void table_set_integer(Table *table, size_t row, const char *column, int64_t value) {
    int at = table_find(table, column);
    if (at >= 0 && table->columns[at].integers) table->columns[at].integers[row] = value;
}

void table_set_ratio(Table *table, size_t row, const char *column, int64_t numerator, int64_t denominator) {
    int at = table_find(table, column);
    if (at < 0 || table->columns[at].type != COLUMN_RATIO) return;
    table->columns[at].integers[row] = numerator;
    table->columns[at].denominators[row] = denominator;
}

void table_set_real(Table *table, size_t row, const char *column, double value) {
    int at = table_find(table, column);
    if (at >= 0 && table->columns[at].type == COLUMN_REAL) table->columns[at].reals[row] = value;
}

bool table_cell_missing(const Column *column, size_t row) {
    switch (column->type) {
    case COLUMN_TEXT:
        return column->texts[row] == NULL;
    case COLUMN_REAL:
        return !isfinite(column->reals[row]);
    case COLUMN_RATIO: {
        int64_t rounded; /* a value that cannot be printed is as good as missing */
        return column->integers[row] == TABLE_MISSING || column->denominators[row] == 0 ||
               !decimal_ratio_round(column->integers[row], column->denominators[row],
                                    column->times + column->decimals, &rounded);
    }
    default:
        return column->integers[row] == TABLE_MISSING;
    }
}

static char *value_text(Arena *arena, const Column *column, size_t row, bool for_people) {
    switch (column->type) {
    case COLUMN_TEXT:
        return arena_strdup(arena, column->texts[row]);
    case COLUMN_INT:
        return decimal_text(arena, column->integers[row], 0, 0, false);
    case COLUMN_FIXED:
        return decimal_text(arena, column->integers[row], column->scale + (for_people ? column->shift : 0),
                            !for_people && column->shift ? column->scale : column->decimals, for_people);
    case COLUMN_RATIO: {
        char *text = decimal_ratio_text(arena, column->integers[row], column->denominators[row],
                                        column->times, column->decimals, for_people);
        return text ? text : arena_strdup(arena, "");
    }
    case COLUMN_REAL:
        break;
    }
    return decimal_real_text(arena, column->reals[row], column->decimals);
}

bool table_cell_marked(const Column *column, size_t row) {
    return column->marks && column->marks[row] && !table_cell_missing(column, row);
}

char *table_cell_text(Arena *arena, const Column *column, size_t row, bool for_people) {
    if (table_cell_missing(column, row)) return arena_strdup(arena, "");
    char *text = value_text(arena, column, row, for_people);
    return for_people && table_cell_marked(column, row) ? arena_printf(arena, "%s" TABLE_MARK, text) : text;
}

double table_cell_real(const Column *column, size_t row) {
    if (table_cell_missing(column, row)) return NAN;
    switch (column->type) {
    case COLUMN_TEXT:
        return NAN;
    case COLUMN_INT:
        return (double)column->integers[row];
    case COLUMN_FIXED:
        return (double)column->integers[row] / pow(10, column->scale + column->shift);
    case COLUMN_RATIO:
        return decimal_ratio_real(column->integers[row], column->denominators[row], column->times);
    case COLUMN_REAL:
        break;
    }
    return column->reals[row];
}
