/* table: named typed columns, the only thing that travels after the store. Columns, not rows: reals have
 * stride 1 and go straight into GSL. Missing is never 0. A Table carries what it takes to print itself, in
 * both languages. */
#ifndef JIXIAO_MODEL_TABLE_H
#define JIXIAO_MODEL_TABLE_H

#include <stdint.h>

#include "base/both.h"

#define TABLE_MISSING INT64_MIN

#define TABLE_MARK "※"

extern const char *const lang_names[LANG_COUNT]; /* "zh", "en" */

typedef enum {
    COLUMN_TEXT,  /* texts[]; NULL = missing */
    COLUMN_INT,   /* integers[]: counts, years; printed without separators */
    COLUMN_FIXED, /* integers[] / 10^scale, exact: money, points */
    COLUMN_RATIO, /* integers[] / denominators[], exact; printed × 10^times; denominator 0 = not comparable */
    COLUMN_REAL   /* reals[]; NaN = missing */
} ColumnType;

/* Cells of a column that a workbook colours: those with exactly these words. */
typedef enum { TONE_GOOD, TONE_FAIR, TONE_BAD, TONE_COUNT } Tone;
typedef struct {
    Tone kind;
    const char *words;
} ColorRule;

typedef struct {
    const char *name;              /* English code: the heading in CSV */
    const char *label[LANG_COUNT]; /* headings that people read */
    const char *unit[LANG_COUNT];  /* "万元", "%" …; "" = none */
    ColumnType type;
    int scale; /* FIXED */
    int shift; /* FIXED: people read value / 10^shift (4: 元 → 万元); CSV prints it unshifted, with all of
                  scale */
    int times;    /* RATIO: 2 = percent */
    int decimals; /* FIXED, RATIO, REAL: printed */
    bool hidden;  /* for machines: in CSV, not in the report */
    bool merge;   /* TEXT: equal cells below each other are one, where those to the left of them are, too */
    const ColorRule *colors;
    size_t color_count;
    bool bars; /* numbers: a workbook draws a bar behind each */
    const char **texts;
    const char **anchors; /* TEXT: where each cell leads, in a Document; NULL = nowhere */
    int64_t *integers, *denominators;
    double *reals;
    bool *marks; /* NULL, or per row: the value was made of a figure that an error was found in; people read
                    it with a TABLE_MARK behind it */
} Column;

/* Which columns a workbook draws by itself: the values above the categories. With `block` each run of rows
 * with the same value there is a chart of its own. Columns are indexes of the table. */
typedef enum { DRAW_COLUMN, DRAW_BAR, DRAW_STACKED, DRAW_LINE, DRAW_DOTS, DRAW_COUNT } DrawKind;
typedef struct {
    DrawKind kind;
    int category, block; /* block: -1 = the whole table is one chart */
    int *values;
    bool *as_line; /* of dots: a limit or a median across them */
    size_t value_count;
} TableChart;

typedef struct {
    const char *name; /* English code: tables/NAME.csv */
    const char *title[LANG_COUNT];
    const char *note[LANG_COUNT]; /* definition, basis; "" = none */
    const TableChart *chart;      /* NULL = none */
    Column *columns;
    size_t column_count, row_count, row_capacity;
    Arena *arena;
} Table;

Table *table_new(Arena *arena, const char *name);
/* Columns are added before rows. Returns the column, whose fields may be set further. The pointer is valid
 * until the next one. */
Column *table_add(Table *table, const char *name, ColumnType type, const char *zh, const char *en);
/* Appends a row of missing values and returns its index. */
size_t table_row(Table *table);
/* Appends so many of them, and returns the index of the first: for who fills rows side by side. */
size_t table_rows(Table *table, size_t count);
/* Makes room for so many rows more, where several tables are appended. */
void table_reserve(Table *table, size_t rows);
/* Appends all rows of a table with the same columns; the texts are shared. Returns the index of the first. */
size_t table_append(Table *table, const Table *more);
void table_set_text(Table *table, size_t row, const char *column, const char *value);
void table_set_integer(Table *table, size_t row, const char *column, int64_t value);
void table_set_ratio(Table *table, size_t row, const char *column, int64_t numerator, int64_t denominator);
void table_set_real(Table *table, size_t row, const char *column, double value);
int table_find(const Table *table, const char *name); /* index or -1 */
/* The first row whose whole number is not below `value`, of a column by which the rows rise; row_count when
 * all are. */
size_t table_lower(const Table *table, int column, int64_t value);
/* A cell by the name of its column: "" and TABLE_MISSING when it is missing, of another type, or there is no
 * such column. */
const char *table_text(const Table *table, const char *column, size_t row);
int64_t table_integer(const Table *table, const char *column, size_t row);

/* A cell as printed: `grouped` thousands separators and shifted for people; neither for CSV. "" when missing.
 */
char *table_cell_text(Arena *arena, const Column *column, size_t row, bool for_people);
bool table_cell_marked(const Column *column, size_t row); /* never when missing */
bool table_cell_missing(const Column *column, size_t row);
/* The value as a double in the printed unit (percent as 77.27; 万元 when shift is 4); NaN when missing or
 * text. */
double table_cell_real(const Column *column, size_t row);

#endif
