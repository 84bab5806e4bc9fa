/* number: numbers as text without printf, for tables of millions of lines. Each takes at most NUMBER_ROOM
 * bytes, is not terminated, and returns its end. */
#ifndef JIXIAO_MEASURE_NUMBER_H
#define JIXIAO_MEASURE_NUMBER_H

__extension__ typedef __int128 Wide;

enum { NUMBER_ROOM = 48 };

/* value / 10^scale with `decimals` digits, decimals <= scale; rounded half away from zero. */
char *number_put(char *at, Wide value, int scale, int decimals);
/* 100 * top / bottom with two digits, rounded likewise; bottom > 0. Nothing when it would not fit. */
char *number_put_percent(char *at, Wide top, Wide bottom);

#endif
