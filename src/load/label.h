/* label: what people print above columns, in a form that can be compared: blanks gone, full-width letters and
 * brackets as ASCII, and the unit of measure, which many headers carry in brackets, taken out. */
#ifndef JIXIAO_LOAD_LABEL_H
#define JIXIAO_LOAD_LABEL_H

#include "model/catalog.h"

/* “2023 年预算数（万元）” → "2023年预算数(万元)". */
char *label_plain(Arena *arena, const char *text);
/* → "2023年预算数" and the unit; the plain form and NULL when the text names no unit. Units stand in
 * brackets, also behind 单位：; the last of several counts. */
char *label_without_unit(Arena *arena, const Catalog *catalog, const char *text, const Unit **unit);
/* The unit of a line above the table: “（金额单位：万元）”, “编制单位：某局　单位：元”; NULL when there is
 * none. */
const Unit *label_unit_of_title(Arena *arena, const Catalog *catalog, const char *text);
/* 合计, 总计, 小计 …: a row that sums up others. */
bool label_is_total(const char *plain);

#endif
