/* ledger_internal: what ledger.c and ledger_page.c share. */
#ifndef JIXIAO_MODEL_LEDGER_INTERNAL_H
#define JIXIAO_MODEL_LEDGER_INTERNAL_H

#include "model/ledger.h"

static inline uint32_t ledger_place_dept(uint32_t place) {
    return place >> (LEDGER_PERIOD_BITS + LEDGER_STAGE_BITS);
}
static inline uint32_t ledger_place_period(uint32_t place) {
    return place >> LEDGER_STAGE_BITS & ((1U << LEDGER_PERIOD_BITS) - 1);
}
static inline Stage ledger_place_stage(uint32_t place) {
    return (Stage)(place & ((1U << LEDGER_STAGE_BITS) - 1));
}

/* Cells in a file count no more as memory until they are read again. */
void ledger_page_rest(const LedgerPage *page);

#endif
