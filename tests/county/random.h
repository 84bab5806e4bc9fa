/* random: repeatable random numbers for made-up data. SplitMix64 (Steele, Lea and Flood 2014, OOPSLA): a
 * counter that is multiplied and shifted; the same seed gives the same numbers on every machine. */
#ifndef JIXIAO_TESTS_RANDOM_H
#define JIXIAO_TESTS_RANDOM_H

#include <stdint.h>

typedef struct {
    uint64_t state;
} Random;

/* A stream of its own for each (seed, a, b, c): what is drawn for one department and year does not move when
 * another department, year or kind of number is added. */
Random random_stream(uint64_t seed, uint64_t a, uint64_t b, uint64_t c);
uint64_t random_bits(Random *random);
double random_uniform(Random *random);                        /* 0 ≤ x < 1 */
int64_t random_below(Random *random, int64_t n);              /* 0 … n − 1 */
double random_normal(Random *random, double mean, double sd); /* Box and Muller 1958 */
int random_chance(Random *random, double p);                  /* 1 with probability p */

#endif
