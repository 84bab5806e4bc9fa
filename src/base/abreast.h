/* abreast: the same work for many things, on several threads. What comes of each thing must not depend on the
 * others: then it does not depend on the number of threads, either. */
#ifndef JIXIAO_BASE_ABREAST_H
#define JIXIAO_BASE_ABREAST_H

#include "base/arena.h"

/* Thing `i`. `arena` is the thread's own: what is made there lives as long as the caller's. */
typedef void AbreastWork(Arena *arena, size_t i, void *user);

/* Calls work for 0 … count - 1, each once, on up to `jobs` threads, the caller's among them. Returns when all
 * is done. */
void abreast(Arena *arena, size_t count, int jobs, AbreastWork *work, void *user);

#endif
