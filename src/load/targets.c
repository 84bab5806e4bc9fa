/* Declared targets: rows of 绩效目标申报表. */
#include <string.h>

#include "load/cells.h"

static bool among(const char *text, const char *const *words) {
    for (; *words; words++)
        if (strcmp(text, *words) == 0) return true;
    return false;
}

void targets_read_row(const TableRun *run) {
    static const char *const levels[] = {"", "dept", "project", NULL};
    static const char *const operators[] = {"", ">=", "=", "<=", "text", NULL};
    Source *source = run->source;
    Target target = {.dept = cells_needed(run, "dept"),
                     .level = cells_text(run, "level"),
                     .project = cells_text(run, "project"),
                     .level1 = cells_text(run, "level1"),
                     .level2 = cells_text(run, "level2"),
                     .target = cells_needed(run, "target"),
                     .op = cells_text(run, "operator"),
                     .value = cells_text(run, "value"),
                     .unit = cells_text(run, "unit"),
                     .text = cells_text(run, "text"),
                     .note = cells_text(run, "note"),
                     .year = cells_year(run, "year", true),
                     .line = run->rows->lines[run->row]};
    if (!among(target.level, levels))
        TABLE_TROUBLE(run, "level", "level `%s` is not known; expected dept or project", target.level);
    if (!among(target.op, operators))
        TABLE_TROUBLE(run, "operator", "operator `%s` is not known; expected >=, =, <= or text", target.op);
    ARENA_PUSH(run->context->arena, source->targets, source->target_count, source->target_capacity);
    source->targets[source->target_count++] = target;
}
