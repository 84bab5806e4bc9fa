/* Lists of the year's tasks (重点工作清单): pieces planned, completed, on time, up to standard. */
#include "load/cells.h"

/* What cannot be more than what. */
static const struct {
    TaskNumber part, whole;
} bounds[] = {{TASK_ON_TIME, TASK_COMPLETED}, {TASK_QUALIFIED, TASK_COMPLETED}, {TASK_CLOSED, TASK_ASSIGNED}};

static void check_bounds(const TableRun *run, const Task *task) {
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        int64_t part = task->numbers[bounds[i].part], whole = task->numbers[bounds[i].whole];
        const char *part_name = task_number_names[bounds[i].part],
                   *whole_name = task_number_names[bounds[i].whole];
        if (part > whole && whole >= 0)
            TABLE_TROUBLE(run, part_name, "%s `%lld` is more than %s `%lld`; correct one of them", part_name,
                          (long long)part, whole_name, (long long)whole);
    }
}

void tasks_read_row(const TableRun *run) {
    Source *source = run->source;
    Task task = {.dept = cells_needed(run, "dept"),
                 .text = cells_needed(run, "task"),
                 .note = cells_text(run, "note"),
                 .year = cells_year(run, "year", true),
                 .line = run->rows->lines[run->row]};
    for (TaskNumber i = 0; i < TASK_NUMBER_COUNT; i++) {
        task.numbers[i] = cells_count(run, task_number_names[i], -1);
        task.columns[i] = cells_column(run, task_number_names[i]);
    }
    check_bounds(run, &task);
    ARENA_PUSH(run->context->arena, source->tasks, source->task_count, source->task_capacity);
    source->tasks[source->task_count++] = task;
}
