/* trace: what the walks home of a value and of a flag share. */
#ifndef JIXIAO_CMD_TRACE_H
#define JIXIAO_CMD_TRACE_H

#include "cmd/command.h"
#include "measure/origin.h"

/* Prints cells with their place, one a line behind `indent`, and below what the marks mean. `cells`: role,
 * value, unit_kind, zh, en, year, month, stage, implied, faulty, origin. */
void trace_print_cells(const Batch *batch, const OriginIndex *origins, const Table *cells,
                       const char *indent);

/* trace_flag.c: the walk home of the flag whose id is the first word. */
bool trace_flag(Batch *batch, Err *err) MUST_USE;

#endif
