/* ledger_ahead: the series of a ledger one after the other; a thread of its own lays out the next one while
 * the caller is busy with this one. */
#ifndef JIXIAO_MODEL_LEDGER_AHEAD_H
#define JIXIAO_MODEL_LEDGER_AHEAD_H

#include "model/ledger.h"

/* Whether the series are so large that handing them over costs next to nothing, and so many that one more in
 * memory does not count. */
bool ledger_ahead_pays(const Ledger *ledger);

typedef struct LedgerAhead LedgerAhead;
/* Without `thread`, or when none can be had, each series is laid out when it is asked for: the same rows. */
LedgerAhead *ledger_ahead_open(const Ledger *ledger, bool thread);
/* Also before the last one has been read. NULL is none. */
void ledger_ahead_close(LedgerAhead *ahead);
/* The rows of the next series by dept_id, year, month, valid until the next call; NULL behind the last one.
 */
const FigureRow *ledger_ahead_next(LedgerAhead *ahead, size_t *count);
/* Of all rows of that series; 0 when they have several. */
int ledger_ahead_month(const LedgerAhead *ahead);
/* What was replaced in all series, in their order; when they have been read. */
Replaced *ledger_ahead_replaced(Arena *arena, LedgerAhead *ahead, size_t *count);

#endif
