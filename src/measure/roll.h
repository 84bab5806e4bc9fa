/* roll: the departments, and whose figures of a year are another one's. Read once for what is computed from
 * results that are still in memory. */
#ifndef JIXIAO_MEASURE_ROLL_H
#define JIXIAO_MEASURE_ROLL_H

#include "store/store.h"

typedef struct {
    const Table *depts; /* dept_id, kind, peer_group by dept_id */
    const Table *twins; /* dept_id, year by these */
} Roll;

bool roll_read(Arena *arena, Store *store, int jobs, Roll *roll, Err *err) MUST_USE;
/* "" for a department that is not there. */
const char *roll_kind(const Roll *roll, int64_t dept_id);
const char *roll_peer_group(const Roll *roll, int64_t dept_id);
bool roll_is_twin(const Roll *roll, int64_t dept_id, int64_t year);

#endif
