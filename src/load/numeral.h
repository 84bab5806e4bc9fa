/* numeral: what stands in a cell of amounts besides a plain number: a word for “no value”, a unit behind the
 * number, the tail that a program's binary arithmetic leaves. Decides nothing: amount.c does. */
#ifndef JIXIAO_LOAD_NUMERAL_H
#define JIXIAO_LOAD_NUMERAL_H

#include "model/catalog.h"
#include "model/source.h"

/* Why there is no value: MISSING_KIND_COUNT when the cell holds something else. */
MissingKind numeral_missing(const char *cell);
/* “12.5万元” → "12.5" and the unit; “￥12.5” → "12.5" and NULL. False when the cell is no such thing. */
bool numeral_split(Arena *arena, const Catalog *catalog, const char *cell, const char **number,
                   const Unit **unit);
/* “0.0900000762939453” → "0.09": what was probably meant, with at most so many decimals; NULL when the digits
 * do not look like a tail of single or double precision. */
const char *numeral_without_tail(Arena *arena, const char *cell, int decimals);

#endif
