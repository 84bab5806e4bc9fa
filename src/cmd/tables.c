/* The tables of queries/tables, filtered by --years and --dept, and as CSV files. */
#include <string.h>

#include "base/abreast.h"
#include "base/file.h"
#include "base/text.h"
#include "cmd/command.h"
#include "measure/yoy.h"
#include "report/report.h"

const QueryFile *batch_table_file(const Batch *batch, const char *id) {
    for (size_t i = 0; i < batch->file_count[QUERY_TABLE]; i++)
        if (strcmp(batch->files[QUERY_TABLE][i].id, id) == 0) return &batch->files[QUERY_TABLE][i];
    return NULL;
}

bool batch_wants_dept(const Batch *batch, const char *code) {
    if (!batch->dept_codes) return true;
    for (size_t i = 0; i < batch->options->dept_count; i++)
        if (strcmp(batch->dept_codes[i], code) == 0) return true;
    return false;
}

static bool wanted_row(const Batch *batch, const Table *t, int dept, int year, size_t row) {
    if (year >= 0 && t->columns[year].type == COLUMN_INT && !table_cell_missing(&t->columns[year], row)) {
        int64_t value = t->columns[year].integers[row];
        if (value < batch->first_year || value > batch->last_year) return false;
    }
    return dept < 0 || t->columns[dept].type != COLUMN_TEXT || !t->columns[dept].texts[row] ||
           batch_wants_dept(batch, t->columns[dept].texts[row]);
}

static void move_row(Table *t, size_t from, size_t to) {
    for (size_t i = 0; i < t->column_count; i++) {
        Column *c = &t->columns[i];
        if (c->type == COLUMN_TEXT)
            c->texts[to] = c->texts[from];
        else if (c->type == COLUMN_REAL)
            c->reals[to] = c->reals[from];
        else
            c->integers[to] = c->integers[from];
        if (c->type == COLUMN_RATIO) c->denominators[to] = c->denominators[from];
        if (c->marks) c->marks[to] = c->marks[from];
    }
}

/* Keeps the rows of the wanted departments and years: columns `dept` and `year`, where a table has them. */
static void filter(const Batch *batch, Table *t) {
    int dept = table_find(t, "dept"), year = table_find(t, "year");
    size_t kept = 0;
    for (size_t row = 0; row < t->row_count; row++)
        if (wanted_row(batch, t, dept, year, row)) move_row(t, row, kept++);
    t->row_count = kept;
}

StoreAsk batch_ask(const Batch *batch, const char *name, const char *sql, const Instance *instance) {
    const Instance none = {0};
    if (!instance) instance = &none;
    const StoreParam params[] = {
        {.name = "lang", .text = lang_names[batch->lang]},
        {.name = "first_year", .integer = batch->first_year},
        {.name = "last_year", .integer = batch->last_year},
        {.name = "rubric", .text = batch->rubric},
        {.name = "dept_id", .integer = instance->dept_id, .null = !instance->dept},
        {.name = "indicator", .text = instance->indicator, .null = !instance->indicator},
        {.name = "year", .integer = instance->year, .null = !instance->year}};
    enum { COUNT = sizeof params / sizeof *params };
    StoreParam *kept = ARENA_ARRAY(batch->arena, StoreParam, COUNT);
    memcpy(kept, params, sizeof params);
    return (StoreAsk){.name = name, .sql = sql, .params = kept, .param_count = COUNT};
}

bool batch_answer(const Batch *batch, const Head *head, const Table *raw, Table **table, Err *err) {
    if (!spec_apply(batch->arena, head, raw, batch->currency, table, err)) return false;
    filter(batch, *table);
    return true;
}

bool batch_query(Batch *batch, const char *name, const Head *head, const char *sql, Table **table, Err *err) {
    const StoreAsk ask = batch_ask(batch, name, sql, NULL);
    Table *raw;
    return store_query(batch->arena, batch->store, name, sql, ask.params, ask.param_count, &raw, err) &&
           batch_answer(batch, head, raw, table, err);
}

/* Tables, and the sentences of the report, which say what is in them. */
static bool is_asked(const Batch *batch, QueryKind kind, const QueryFile *file) {
    return kind == QUERY_TABLE || (kind == QUERY_SENTENCE && *file->chapter && !batch->dept_codes);
}

/* A file that is asked for all of its rows, and where they go in batch->answers. */
typedef struct {
    const QueryFile *file;
    QueryKind kind;
    size_t place;
} Asked;

/* Sentences first: of what stands out, one of them takes longest. */
static size_t list_asked(const Batch *batch, Asked **list) {
    static const QueryKind kinds[] = {QUERY_SENTENCE, QUERY_TABLE};
    size_t count = 0;
    *list = ARENA_ARRAY(batch->arena, Asked,
                        batch->file_count[QUERY_TABLE] + batch->file_count[QUERY_SENTENCE] + 1);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < batch->file_count[kinds[k]]; i++)
            if (is_asked(batch, kinds[k], &batch->files[kinds[k]][i]))
                (*list)[count++] = (Asked){&batch->files[kinds[k]][i], kinds[k], i};
    return count;
}

StoreAsk *batch_table_asks(const Batch *batch, size_t *count) {
    Asked *list;
    *count = list_asked(batch, &list);
    StoreAsk *asks = ARENA_ARRAY(batch->arena, StoreAsk, *count + 1);
    for (size_t i = 0; i < *count; i++)
        asks[i] = batch_ask(batch, list[i].file->path, list[i].file->sql, NULL);
    return asks;
}

static Table **answer_of(const Batch *batch, const Asked *asked) {
    return &batch->answers[asked->kind][asked->place];
}

static void open_answers(Batch *batch) {
    if (batch->written) return;
    batch->written = ARENA_ARRAY(batch->arena, bool, batch->file_count[QUERY_TABLE] + 1);
    for (QueryKind kind = 0; kind < QUERY_KIND_COUNT; kind++)
        batch->answers[kind] = ARENA_ARRAY(batch->arena, Table *, batch->file_count[kind] + 1);
}

/* raw: NULL where there is no answer yet. */
static bool keep_answers(const Batch *batch, const Asked *list, Table *const *raw, size_t count, Err *err) {
    for (size_t i = 0; i < count; i++)
        if (raw[i] && !batch_answer(batch, &list[i].file->head, raw[i], answer_of(batch, &list[i]), err))
            return false;
    return true;
}

/* All that were not answered yet, side by side. */
static bool ask_tables(Batch *batch, Err *err) {
    Asked *list;
    const size_t all = list_asked(batch, &list);
    size_t ignored, count = 0;
    StoreAsk *asks = batch_table_asks(batch, &ignored);
    Table **raw = ARENA_ARRAY(batch->arena, Table *, all + 1);
    open_answers(batch);
    for (size_t i = 0; i < all; i++) {
        if (*answer_of(batch, &list[i])) continue;
        list[count] = list[i];
        asks[count++] = asks[i];
    }
    batch->answered =
        store_query_all(batch->arena, batch->store, asks, count, batch->options->jobs, raw, err) &&
        keep_answers(batch, list, raw, count, err);
    return batch->answered;
}

/* The answer under the name of its file. */
static Table *named_answer(const Batch *batch, const QueryFile *file) {
    const Table *kept = batch->answers[QUERY_TABLE][file - batch->files[QUERY_TABLE]];
    Table *table = ARENA_NEW(batch->arena, Table);
    *table = *kept;
    table->name = file->id;
    table->columns = ARENA_ARRAY(batch->arena, Column, kept->column_count);
    memcpy(table->columns, kept->columns, kept->column_count * sizeof(Column));
    return table;
}

bool batch_table(Batch *batch, const QueryFile *file, Table **table, Err *err) {
    if (!batch->answered && !ask_tables(batch, err)) return false;
    *table = named_answer(batch, file);
    return true;
}

bool batch_sentence(Batch *batch, const QueryFile *file, Table **table, Err *err) {
    *table = batch->answered ? batch->answers[QUERY_SENTENCE][file - batch->files[QUERY_SENTENCE]] : NULL;
    return *table || batch_query(batch, file->path, &file->head, file->sql, table, err);
}

char *batch_dept_file(Arena *arena, const char *code, int64_t id) {
    char *slug = text_slug(arena, code);
    return strcmp(slug, code) == 0 ? slug : arena_printf(arena, "%s_%lld", slug, (long long)id);
}

Table *batch_rows(const Batch *batch, const Table *table, size_t first, size_t end, bool of_year) {
    static const char *const said[] = {"dept", "dept_name", "year", "rubric"};
    size_t said_count = of_year ? 4 : 2;
    Table *part = ARENA_NEW(batch->arena, Table);
    *part = *table;
    part->columns = ARENA_ARRAY(batch->arena, Column, table->column_count);
    part->row_count = part->row_capacity = end - first;
    for (size_t i = 0; i < table->column_count; i++) {
        Column *c = &part->columns[i];
        *c = table->columns[i];
        c->anchors = NULL;
        if (c->texts) c->texts += first;
        if (c->integers) c->integers += first;
        if (c->denominators) c->denominators += first;
        if (c->reals) c->reals += first;
        if (c->marks) c->marks += first;
        for (size_t k = 0; k < said_count; k++)
            c->hidden = c->hidden || strcmp(c->name, said[k]) == 0;
    }
    return part;
}

static bool write_table(Arena *arena, const char *folder, const Table *table, Err *err) {
    return report_write_csv(arena, table, arena_printf(arena, "%s/%s.csv", folder, table->name), err);
}

/* Tables that are written side by side, and beside them the longest one, which comes from the store. */
typedef struct {
    const Batch *batch;
    const char *folder;
    Table **tables;
    size_t count;
    Store *changes; /* where the longest one comes from; NULL: not now */
    Err *errs;      /* of each, and of the longest one; nothing where it is written */
} Writing;

static bool wants_change(const void *context, const char *dept, int year) {
    const Batch *batch = context;
    return year >= batch->first_year && year <= batch->last_year && batch_wants_dept(batch, dept);
}

static bool write_changes(Arena *arena, const Writing *writing, Err *err) {
    const YoyFilter wanted = {wants_change, writing->batch};
    return yoy_write(arena, writing->changes, &wanted, file_join(arena, writing->folder, "yoy.csv"), err);
}

static void write_one(Arena *arena, size_t i, void *user) {
    const Writing *writing = user;
    const size_t first = writing->changes ? 1 : 0;
    if (i < first)
        (void)!write_changes(arena, writing, &writing->errs[writing->count]);
    else
        (void)!write_table(arena, writing->folder, writing->tables[i - first], &writing->errs[i - first]);
}

/* Tables that have an answer and no file yet; the changes from that store, if they have none. */
static bool write_tables(Batch *batch, const char *folder, Store *changes, Err *err) {
    const size_t all = batch->file_count[QUERY_TABLE];
    Writing writing = {.batch = batch,
                       .folder = folder,
                       .tables = ARENA_ARRAY(batch->arena, Table *, all + 1),
                       .changes = batch->changes_written ? NULL : changes};
    for (size_t i = 0; i < all; i++) {
        if (!batch->answers[QUERY_TABLE][i] || batch->written[i]) continue;
        writing.tables[writing.count++] = named_answer(batch, &batch->files[QUERY_TABLE][i]);
        batch->written[i] = true;
    }
    writing.errs = ARENA_ARRAY(batch->arena, Err, writing.count + 1);
    if (!file_make_folders(batch->arena, folder, err)) return false;
    batch->changes_written = batch->changes_written || changes;
    abreast(batch->arena, writing.count + (writing.changes ? 1 : 0), batch->options->jobs, write_one,
            &writing);
    return err_first(writing.errs, writing.count + 1, err);
}

bool batch_tables_ahead(Batch *batch, Err *err) {
    Asked *list;
    size_t count;
    if (!batch->tables) return true;
    progress_part(batch->progress, "writing tables");
    const StoreAsk *asks = batch_table_asks(batch, &count);
    Table **raw = ARENA_ARRAY(batch->arena, Table *, count + 1);
    (void)list_asked(batch, &list);
    open_answers(batch);
    store_take_answers(batch->arena, batch->store, asks, count, raw);
    return keep_answers(batch, list, raw, count, err) &&
           write_tables(batch, batch->tables, batch->beside, err);
}

/* The data of all pictures of a template, the same columns for all of them, behind the picture's name. Cells
 * are as a single CSV would have them. */
static Table *chart_data(Batch *batch, const ChartSet *set, const ChartTemplate *template) {
    Arena *arena = batch->arena;
    Table *all = NULL;
    for (size_t k = 0; k < set->count; k++) {
        const Table *data = set->jobs[k].data;
        if (set->jobs[k].template != template || set->jobs[k].failed) continue;
        if (!all) {
            all = table_new(arena, arena_printf(arena, "chart-%s", template->id));
            table_add(all, "chart", COLUMN_TEXT, NULL, NULL);
            for (size_t i = 0; i < data->column_count; i++)
                table_add(all, data->columns[i].name, COLUMN_TEXT, NULL, NULL);
        }
        for (size_t row = 0; row < data->row_count; row++) {
            size_t at = table_row(all);
            all->columns[0].texts[at] = set->instances[k].file;
            for (size_t i = 0; i < data->column_count; i++)
                all->columns[i + 1].texts[at] = table_cell_text(arena, &data->columns[i], row, false);
        }
    }
    return all;
}

static bool write_chart_data(Batch *batch, const char *folder, const ChartSet *set, Err *err) {
    for (size_t i = 0; i < batch->template_count; i++) {
        const Table *data = chart_data(batch, set, &batch->templates[i]);
        if (data && !write_table(batch->arena, folder, data, err)) return false;
    }
    return true;
}

/* A table whose head says `record: NAME` becomes NAME.json beside the report; those that say `record:
 * NAME.PART` are nested in it by their column `id`. */
static bool write_records(Batch *batch, const char *folder, Table *const *tables, Err *err) {
    size_t count = batch->file_count[QUERY_TABLE];
    for (size_t i = 0; i < count; i++) {
        const char *name = head_value_or(&batch->files[QUERY_TABLE][i].head, "record", "");
        if (*name == '\0' || strchr(name, '.')) continue;
        JsonNest *nests = ARENA_ARRAY(batch->arena, JsonNest, count);
        size_t nested = 0;
        char *start = arena_printf(batch->arena, "%s.", name);
        for (size_t k = 0; k < count; k++) {
            const char *part = head_value_or(&batch->files[QUERY_TABLE][k].head, "record", "");
            if (text_starts(part, start)) nests[nested++] = (JsonNest){part + strlen(start), "id", tables[k]};
        }
        char *path = arena_printf(batch->arena, "%s/../%s.json", folder, name);
        if (!report_write_json(batch->arena, name, tables[i], nests, nested, path, err)) return false;
    }
    return true;
}

bool batch_tables(Batch *batch, const char *folder, const ChartSet *set, Err *err) {
    progress_stage(batch->progress, "writing tables");
    const size_t count = batch->file_count[QUERY_TABLE];
    Table **tables = ARENA_ARRAY(batch->arena, Table *, count + 1);
    for (size_t i = 0; i < count; i++) {
        progress_count(batch->progress, "tables", i, count);
        if (!batch_table(batch, &batch->files[QUERY_TABLE][i], &tables[i], err)) return false;
    }
    if (!write_tables(batch, folder, batch->store, err) || !write_records(batch, folder, tables, err))
        return false;
    progress_part(batch->progress, "data of charts");
    return write_chart_data(batch, folder, set, err);
}
