#include "random.h"

#include <math.h>

static const double two_pi = 6.283185307179586;

uint64_t random_bits(Random *random) {
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

Random random_stream(uint64_t seed, uint64_t a, uint64_t b, uint64_t c) {
    Random random = {seed};
    const uint64_t parts[] = {a, b, c};
    for (int i = 0; i < 3; i++)
        random.state = random_bits(&random) ^ parts[i];
    return random;
}

double random_uniform(Random *random) {
    return (double)(random_bits(random) >> 11) * 0x1p-53;
}

int64_t random_below(Random *random, int64_t n) {
    return (int64_t)(random_uniform(random) * (double)n);
}

double random_normal(Random *random, double mean, double sd) {
    double u = 1 - random_uniform(random), v = random_uniform(random);
    return mean + sd * sqrt(-2 * log(u)) * cos(two_pi * v);
}

int random_chance(Random *random, double p) {
    return random_uniform(random) < p;
}
