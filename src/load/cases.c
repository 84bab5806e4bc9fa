/* Recorded cases: one row for each thing that went against the rules. */
#include "load/cells.h"

void cases_read_row(const TableRun *run) {
    Source *source = run->source;
    CaseRecord record = {.dept = cells_needed(run, "dept"),
                         .rubric = cells_text(run, "rubric"),
                         .indicator = cells_needed(run, "indicator"),
                         .text = cells_text(run, "case"),
                         .date = cells_date(run, "date"),
                         .assessor = cells_assessor(run, false),
                         .basis = cells_text(run, "basis"),
                         .count = cells_count(run, "count", 1),
                         .year = cells_year(run, "year", true),
                         .line = run->rows->lines[run->row],
                         .column = cells_column(run, "case")};
    if (!*record.text && record.count)
        TABLE_TROUBLE(run, "case",
                      "what was found is missing; say it in `case`, or give the count 0 where nothing was");
    ARENA_PUSH(run->context->arena, source->cases, source->case_count, source->case_capacity);
    source->cases[source->case_count++] = record;
}
