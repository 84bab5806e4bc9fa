/* unit: how many digits a whole number of the smallest unit of a kind stands for, and how it is printed. */
#ifndef JIXIAO_MEASURE_UNIT_H
#define JIXIAO_MEASURE_UNIT_H

#include "base/arena.h"

#include <stdint.h>

/* Digits of the smallest unit (money 2, percent and points 6, others 0) and digits printed (2 or 0). */
void unit_digits(const char *kind, int *scale, int *decimals);
/* A value as printed in the base unit (元, 人, 分): grouped for people, plain for CSV. "—" / "" when missing.
 */
char *unit_text(Arena *arena, const char *kind, int64_t value, bool for_people);

/* Points (millionths) without the zeros behind: 4, 0.4, 2.181818. */
char *unit_points_text(Arena *arena, int64_t points);

#endif
