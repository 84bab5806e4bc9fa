/* spill: memory that lies in a temporary file without a name, for what is large and looked at seldom. The
 * system keeps of it in memory what it has room for; it is gone with the program. */
#ifndef JIXIAO_BASE_SPILL_H
#define JIXIAO_BASE_SPILL_H

#include <stddef.h>

/* Its room on the disk is there. NULL when it cannot be had (a full disk, a file system without nameless
 * files): then take ordinary memory. `size` is not 0. */
void *spill_new(size_t size);
/* Counts no more as memory of the program until it is looked at again; the bytes stay. Several threads may
 * read them meanwhile. */
void spill_rest(void *memory, size_t size);
void spill_free(void *memory, size_t size);

#endif
