/* The part of tables.h that holds all files of a dataset against its own list of departments. */
#include "load/tables.h"

typedef struct {
    const LoadContext *context;
    const char **codes;
    size_t count, capacity;
    bool *known; /* by Names number: listed, or told already for the file being looked at */
    size_t room;
} Listing;

static void list_code(Listing *list, const char *code) {
    if (!*code) return;
    names_put(list->context->names, code);
    ARENA_PUSH(list->context->arena, list->codes, list->count, list->capacity);
    list->codes[list->count++] = code;
}

static void look_up(Listing *list, Source *source, const char *code, int line, int column) {
    const LoadContext *context = list->context;
    if (!*code || list->known[names_find(context->names, code)]) return;
    list->known[names_find(context->names, code)] = true;
    const char *nearest = text_nearest(code, list->codes, list->count);
    issue_add(context->issues, SEVERITY_ERROR, source->name, line, column,
              "department `%s` is not in the dataset's list of departments%s Correct the code, or add the "
              "department to departments.csv",
              code, nearest ? both_printf(context->arena, "; did you mean `%s`?", nearest) : both("."));
    source->refused = true;
}

/* Files other than figures name departments in these columns. */
static const char *const dept_columns[] = {"dept", "old_dept", "new_dept"};
enum { DEPT_COLUMNS = sizeof dept_columns / sizeof *dept_columns };

static void look_through(Listing *list, Source *source, const CsvRows *rows) {
    for (size_t i = 0; i < source->seen_count; i++)
        look_up(list, source, source->seen[i].code, source->seen[i].line, source->seen[i].column);
    for (size_t row = 0; row < rows->row_count; row++)
        for (size_t i = 0; i < DEPT_COLUMNS; i++)
            look_up(list, source, load_cell(rows, row, dept_columns[i]), rows->lines[row],
                    load_column(rows, dept_columns[i]));
}

void tables_check_listed(const LoadContext *context, Source *sources, const CsvRows *rows, size_t count) {
    Listing list = {.context = context};
    for (size_t s = 0; s < count; s++)
        for (size_t i = 0; i < sources[s].dept_count; i++)
            list_code(&list, sources[s].depts[i].code);
    if (list.count == 0) return;
    for (size_t s = 0; s < count; s++)
        for (size_t row = 0; row < rows[s].row_count; row++)
            for (size_t i = 0; i < DEPT_COLUMNS; i++)
                names_put(context->names, load_cell(&rows[s], row, dept_columns[i]));
    list.room = context->names->count;
    for (size_t s = 0; s < count; s++) {
        if (sources[s].kind == SOURCE_DEPTS || sources[s].kind == SOURCE_ITEMS) continue;
        list.known = ARENA_ARRAY(context->arena, bool, list.room);
        for (size_t i = 0; i < list.count; i++)
            list.known[names_find(context->names, list.codes[i])] = true;
        look_through(&list, &sources[s], &rows[s]);
    }
}
