/* spec: what the head of a query or chart says about its columns, applied to the raw rows that SQL returned.
 *   -- column.NAME: TYPE | 中文 | English
 * A head may also say `column.NAME: hidden [TYPE]` (in CSV only) and `column.NAME: internal` (nowhere: only
 * others are made of it). Columns without a line come last, hidden, with SQL's type. TYPE: text [merge] · int
 * · money · persons · pieces · points · percent (millionths of a percent) · real [decimals (0 to 15) [unit]]
 * · percent NUMERATOR DENOMINATOR · ratio NUMERATOR DENOMINATOR [unit] (both made of two other integer
 * columns, which stay, hidden, unless they have a line of their own) · growth LAST FIRST PERIODS (percent per
 * period, from three integer columns)
 *   -- mark.NAME: FLAG
 * The values of column NAME are marked in the rows in which the integer column FLAG is there and not 0.
 * For the workbook, which has no gnuplot, a head may also say
 *   -- workbook.chart: KIND | VALUE … | CATEGORY [| BLOCK]
 *   -- color.NAME: good WORDS, WORDS | fair WORDS | bad WORDS
 *   -- color.NAME: bars
 * KIND: column · bar · stacked · line · dots. VALUE: a column of numbers; among dots `line:NAME` is drawn as
 * a line, for a limit or a median. CATEGORY: the column below the axis. Each run of rows with the same BLOCK
 * is a chart of its own. WORDS are those of the cells, in either language: they are coloured; bars stand
 * behind numbers.
 *   -- record: NAME[.PART]
 * NAME: the table is written as NAME.json, too; NAME.PART: its rows are nested in that by their column id. */
#ifndef JIXIAO_MODEL_SPEC_H
#define JIXIAO_MODEL_SPEC_H

#include "base/head.h"
#include "model/table.h"

/* How people read money of a currency: 10,000-yuan units with two decimals, thousands of dollars with one. */
typedef struct {
    const char *code;
    int shift, decimals;
    const char *unit[LANG_COUNT];      /* 万元 · CNY 10,000 */
    const char *base_unit[LANG_COUNT]; /* 元 · CNY */
} Currency;
const Currency *currency_find(const char *code); /* NULL when unknown */

/* Sets type, label and unit of one column by a TYPE word (the single-word ones). False when the word is
 * unknown. */
bool spec_set_type(Column *column, const char *type, const Currency *currency);

/* Returns a new table: titles and notes from zh, en, note.zh, note.en; columns as the head says. Fails
 * (ERR_SOURCE, file:line) on an unknown type, or a column that the query did not return. */
bool spec_apply(Arena *arena, const Head *head, const Table *raw, const Currency *currency, Table **table,
                Err *err) MUST_USE;

#endif
