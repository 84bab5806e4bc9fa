/* Sorts the figures of one source into their key order and decides what each printed value is: the figure, an
 * earlier publication of it (superseded), or a statement. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "store/internal.h"

typedef struct {
    const Figure *figure;
    int32_t item_id, part_id, dept_id;
    int32_t sequence; /* of the report within the source: later restates earlier */
    int8_t month, stage;
    int16_t year;
} Entry;

static int compare_key(const Entry *a, const Entry *b) {
    if (a->item_id != b->item_id) return a->item_id < b->item_id ? -1 : 1;
    if (a->part_id != b->part_id) return a->part_id < b->part_id ? -1 : 1;
    if (a->dept_id != b->dept_id) return a->dept_id < b->dept_id ? -1 : 1;
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    return a->month - b->month;
}

static int compare_place(const Figure *a, const Figure *b) {
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

static int compare_entries(const void *left, const void *right) {
    const Entry *a = left, *b = right;
    int by_key = compare_key(a, b);
    if (by_key) return by_key;
    if (a->stage != b->stage) return a->stage - b->stage;
    if (a->sequence != b->sequence) return a->sequence < b->sequence ? -1 : 1;
    return compare_place(a->figure, b->figure);
}

static int compare_figures(const void *left, const void *right) {
    return compare_place(*(const Figure *const *)left, *(const Figure *const *)right);
}

static int compare_texts(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

typedef struct {
    Store *store;
    Arena scratch;
    const Source *source;
    const Names *names;
    const int64_t *dept_ids, *item_ids;
    int64_t first_origin;
    IssueList *issues;
    const Figure **statements;
    size_t statement_count, statement_capacity;
    LedgerDraft *draft;
    LedgerPages *pages;
    int64_t *steps; /* that occur, by the number that the draft has */
    size_t step_count, step_capacity;
    Index step_index;
    Statement *put_superseded, *put_statement;
    Err *err;
} Job;

int64_t store_origin(const Source *source, int64_t first_origin, int line, int column) {
    return first_origin + (int64_t)line * source->columns + column - 1;
}

/* sequences[name] = rank of that order text among all of the source. */
static int32_t *rank_orders(Job *job) {
    int32_t *sequences = ARENA_ARRAY(&job->scratch, int32_t, job->names->count);
    const char **texts = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; i < job->source->figure_count; i++) {
        int32_t order = job->source->figures[i].order;
        if (sequences[order]) continue;
        sequences[order] = 1;
        ARENA_PUSH(&job->scratch, texts, count, capacity);
        texts[count++] = names_text(job->names, order);
    }
    if (count) qsort(texts, count, sizeof *texts, compare_texts);
    for (size_t i = 0; i < count; i++)
        sequences[names_find(job->names, texts[i])] = (int32_t)i;
    return sequences;
}

static void add_statement(Job *job, const Figure *figure) {
    ARENA_PUSH(&job->scratch, job->statements, job->statement_count, job->statement_capacity);
    job->statements[job->statement_count++] = figure;
}

static Entry *collect(Job *job, size_t *count) {
    const int32_t *sequences = rank_orders(job);
    Entry *entries = ARENA_ARRAY(&job->scratch, Entry, job->source->figure_count);
    *count = 0;
    for (size_t i = 0; i < job->source->figure_count; i++) {
        const Figure *figure = &job->source->figures[i];
        if (figure->kind != KIND_FIGURE || figure->as_statement) {
            add_statement(job, figure);
            continue;
        }
        entries[(*count)++] = (Entry){.item_id = (int32_t)job->item_ids[figure->item],
                                      .part_id = figure->part ? (int32_t)job->item_ids[figure->part] : 0,
                                      .dept_id = (int32_t)job->dept_ids[figure->dept],
                                      .figure = figure,
                                      .sequence = sequences[figure->order],
                                      .year = figure->year,
                                      .month = figure->month,
                                      .stage = figure->stage};
    }
    if (*count) qsort(entries, *count, sizeof *entries, compare_entries);
    return entries;
}

/* `sequence` is that of the report within its source; what was a source's figure has LAST_REPORT, as
 * statements.sql. */
enum { LAST_REPORT = 2147483647 };
static bool put_superseded(Statement *s, const FigureRow *row, Stage stage, int32_t sequence, Err *err) {
    store_bind_integer(s, "item_id", row->item_id);
    store_bind_integer(s, "part_id", row->part_id);
    store_bind_integer(s, "dept_id", row->dept_id);
    store_bind_integer(s, "year", row->year);
    store_bind_integer(s, "month", row->month);
    store_bind_text(s, "stage", stage_names[stage]);
    store_bind_integer(s, "value", row->value[stage]);
    store_bind_integer(s, "step", row->step[stage]);
    store_bind_integer(s, "sequence", sequence);
    store_bind_integer(s, "origin", row->origin[stage]);
    return store_run_bound(s, err);
}

static int64_t origin_of(const Job *job, const Figure *f) {
    return store_origin(job->source, job->first_origin, f->line, f->column);
}

static bool supersede_within(Job *job, const Entry *entry) {
    const Figure *f = entry->figure;
    FigureRow earlier = {.item_id = entry->item_id,
                         .part_id = entry->part_id,
                         .dept_id = entry->dept_id,
                         .year = entry->year,
                         .month = entry->month};
    earlier.value[f->stage] = f->value;
    earlier.step[f->stage] = f->step;
    earlier.origin[f->stage] = origin_of(job, f);
    return put_superseded(job->put_superseded, &earlier, (Stage)entry->stage, entry->sequence, job->err);
}

/* More than the rounding that both prints carry. */
static bool differs(const Figure *a, const Figure *b) {
    int64_t distance = a->value < b->value ? b->value - a->value : a->value - b->value;
    return distance > (a->step + b->step) / 2;
}

static int32_t step_number(Job *job, int64_t step) {
    const size_t number =
        index_put(&job->step_index, (IndexKey){{(int32_t)(step & INT32_MAX), (int32_t)(step >> 31)}});
    if (number == job->step_count) {
        ARENA_PUSH(&job->scratch, job->steps, job->step_count, job->step_capacity);
        job->steps[job->step_count++] = step;
    }
    return (int32_t)number;
}

static void end_page(Job *job) {
    LedgerPage *page = ledger_seal(job->draft, job->steps, job->step_count);
    if (page) ledger_pages_add(job->pages, page);
}

static void add_figure(Job *job, const Figure *f) {
    const int64_t cell = store_origin(job->source, 0, f->line, f->column);
    for (;; end_page(job)) {
        const int32_t bucket = ledger_draft_bucket(job->draft, f->item, f->part, step_number(job, f->step)),
                      dept = ledger_draft_dept(job->draft, f->dept),
                      period = ledger_draft_period(job->draft, f->year, f->month);
        if (bucket >= 0 && dept >= 0 && period >= 0 &&
            ledger_draft_add(job->draft, bucket, dept, period, (Stage)f->stage, f->value, cell))
            return;
    }
}

/* One cell and stage: entries of the same key, by sequence and place. The first one of the last report is the
 * figure. */
static bool settle(Job *job, const Entry *entries, size_t count) {
    int32_t last = entries[count - 1].sequence;
    const Entry *winner = NULL;
    for (size_t i = 0; i < count; i++) {
        bool first_of_report = i == 0 || entries[i - 1].sequence != entries[i].sequence;
        if (!first_of_report) {
            add_statement(job, entries[i].figure);
            const Figure *kept = winner ? winner->figure : entries[i - 1].figure, *other = entries[i].figure;
            if (differs(kept, other))
                issue_add(
                    job->issues, SEVERITY_WARNING, job->source->name, other->line, other->column,
                    "`%s` repeats a cell that line %d prints as `%s`; line %d counts, this one is kept as a "
                    "statement; say `statement:` or `figure:` in the description to decide otherwise",
                    names_text(job->names, other->text), kept->line, names_text(job->names, kept->text),
                    kept->line);
        } else if (entries[i].sequence == last) {
            winner = &entries[i];
        } else if (!supersede_within(job, &entries[i])) {
            return false;
        }
    }
    if (winner) add_figure(job, winner->figure);
    return true;
}

static bool settle_all(Job *job, const Entry *entries, size_t count) {
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count; end++)
            if (compare_key(&entries[i], &entries[end]) != 0 || entries[i].stage != entries[end].stage) break;
        if (!settle(job, &entries[i], end - i)) return false;
    }
    end_page(job);
    return true;
}

static void bind_item(Statement *s, const char *name, int64_t id) {
    if (id > 0)
        store_bind_integer(s, name, id);
    else
        store_bind_null(s, name);
}

static bool put_statement(Job *job, const Figure *f) {
    Statement *s = job->put_statement;
    bool valued = f->kind != KIND_GRADE && f->kind != KIND_EMPTY;
    store_bind_text(s, "kind", kind_names[f->kind]);
    store_bind_integer(s, "dept_id", job->dept_ids[f->dept]);
    bind_item(s, "item_id", f->item ? job->item_ids[f->item] : 0);
    store_bind_text(s, "code", names_text(job->names, f->item));
    store_bind_integer(s, "part_id", f->part ? job->item_ids[f->part] : 0);
    bind_item(s, "of_id", f->of ? job->item_ids[f->of] : 0);
    store_bind_integer(s, "year", f->year);
    store_bind_integer(s, "month", f->month);
    store_bind_text(s, "stage", f->kind == KIND_EMPTY || f->kind == KIND_GRADE ? "" : stage_names[f->stage]);
    store_bind_text(s, "table_name", names_text(job->names, f->table));
    if (valued) {
        store_bind_integer(s, "value", f->value);
        store_bind_integer(s, "step", f->step);
    } else {
        store_bind_null(s, "value");
        store_bind_null(s, "step");
    }
    store_bind_text(s, "text", names_text(job->names, f->text));
    store_bind_integer(s, "origin", store_origin(job->source, job->first_origin, f->line, f->column));
    return store_run_bound(s, job->err);
}

static bool put_statements(Job *job) {
    if (job->statement_count)
        qsort(job->statements, job->statement_count, sizeof *job->statements, compare_figures);
    for (size_t i = 0; i < job->statement_count; i++)
        if (!put_statement(job, job->statements[i])) return false;
    return true;
}

/* The tables that hold values, from their first cell to their last. */
static bool put_printed(Job *job) {
    Statement *s;
    if (!store_prepare(job->store, "put_printed", NULL, &s, job->err)) return false;
    bool done = true;
    for (size_t i = 0; done && i < job->source->figure_count; i++) {
        const Figure *f = &job->source->figures[i];
        if (f->kind == KIND_EMPTY || *names_text(job->names, f->table) == '\0') continue;
        store_bind_integer(s, "dept_id", job->dept_ids[f->dept]);
        store_bind_integer(s, "year", f->year);
        store_bind_text(s, "table_name", names_text(job->names, f->table));
        store_bind_integer(s, "origin", store_origin(job->source, job->first_origin, f->line, f->column));
        done = store_run_bound(s, job->err);
    }
    store_finish(s);
    return done;
}

/* The cells without a number, and how they are printed. */
static bool put_absent(Job *job) {
    enum { ROWS = 1 << 14 };
    static const char *const numbered[] = {"origin", "item_id", "part_id", "dept_id", "year", "month"};
    enum { NUMBERED = sizeof numbered / sizeof *numbered };
    const Source *source = job->source;
    bool done = true;
    for (size_t first = 0; done && first < source->missing_count; first += ROWS) {
        Arena scratch = {0};
        Table *t = table_new(&scratch, "absent");
        for (size_t c = 0; c < NUMBERED; c++)
            table_add(t, numbered[c], COLUMN_INT, "", "");
        table_add(t, "stage", COLUMN_TEXT, "", "");
        table_add(t, "kind", COLUMN_TEXT, "", "");
        for (size_t i = first; i < source->missing_count && i < first + ROWS; i++) {
            const Missing *m = &source->missing[i];
            const size_t row = table_row(t);
            const int64_t numbers[NUMBERED] = {store_origin(source, job->first_origin, m->line, m->column),
                                               job->item_ids[m->item],
                                               m->part ? job->item_ids[m->part] : 0,
                                               job->dept_ids[m->dept],
                                               m->year,
                                               m->month};
            for (size_t c = 0; c < NUMBERED; c++)
                t->columns[c].integers[row] = numbers[c];
            t->columns[NUMBERED].texts[row] = stage_names[m->stage];
            t->columns[NUMBERED + 1].texts[row] = missing_kind_names[m->kind];
        }
        done = job->store->engine->put(job->store, "absent", t, job->err);
        arena_free(&scratch);
    }
    return done;
}

/* The reasons that a correction gives, beside the cells that they explain. */
static bool put_corrections(Job *job) {
    Statement *s;
    if (!store_prepare(job->store, "put_correction", NULL, &s, job->err)) return false;
    bool done = true;
    for (size_t i = 0; done && i < job->source->figure_count; i++) {
        const Figure *f = &job->source->figures[i];
        if (f->reason == 0) continue;
        store_bind_text(s, "reason", names_text(job->names, f->reason));
        store_bind_integer(s, "origin", store_origin(job->source, job->first_origin, f->line, f->column));
        done = store_run_bound(s, job->err);
    }
    store_finish(s);
    return done;
}

static bool mark_later(Job *job) {
    Statement *statement;
    if (!store_run(job->store, "make_later", NULL, job->err) ||
        !store_prepare(job->store, "put_later", NULL, &statement, job->err))
        return false;
    store_bind_text(statement, "published", job->source->published);
    store_bind_text(statement, "name", job->source->name);
    bool done = store_run_bound(statement, job->err);
    store_finish(statement);
    return done;
}

static bool merge_rows(Job *job) {
    Store *store = job->store;
    bool some;
    if (!store->engine->show_incoming(store, job->err) ||
        !store_find_any(store, "some_collision", &some, job->err))
        return false;
    if (!some) /* nothing restates anything, as when a year is added */
        return store_run(store, "put_figures_first", NULL, job->err) &&
               store->engine->hide_incoming(store, job->err);
    if (!mark_later(job)) return false;
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        if (!store_run(store, "supersede_stored", stage_names[stage], job->err) ||
            !store_run(store, "supersede_incoming", stage_names[stage], job->err))
            return false;
    if (!store_run(store, "remember_later", NULL, job->err) ||
        !store_run(store, "put_figures", NULL, job->err))
        return false;
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        if (!store_run(store, "keep_later", stage_names[stage], job->err)) return false;
    return store_run(store, "drop_kept", NULL, job->err) && store_run(store, "drop_later", NULL, job->err) &&
           store->engine->hide_incoming(store, job->err);
}

/* Into figures that are there already. */
static bool put_beside(Job *job) {
    Ledger *ledger = ledger_new();
    ledger_add_all(ledger, &job->source->pages, job->first_origin);
    ledger_add_all(ledger, job->pages, job->first_origin);
    ledger_settle(ledger, job->names, job->dept_ids, job->item_ids);
    job->store->incoming = (Incoming){.arena = &job->scratch, .ledger = ledger};
    const bool done = merge_rows(job);
    job->store->incoming = (Incoming){0};
    ledger_free(ledger);
    return done;
}

bool store_put_figures(Store *store, const Source *source, const Names *names, const int64_t *dept_ids,
                       const int64_t *item_ids, int64_t first_origin, LedgerPages *pages, bool gather,
                       IssueList *issues, Err *err) {
    Job job = {.store = store,
               .source = source,
               .names = names,
               .dept_ids = dept_ids,
               .item_ids = item_ids,
               .first_origin = first_origin,
               .pages = pages,
               .draft = ledger_draft_new(false),
               .issues = issues,
               .err = err};
    job.step_index = (Index){.arena = &job.scratch};
    size_t entry_count;
    bool done = store_prepare(store, "put_superseded", NULL, &job.put_superseded, err) &&
                store_prepare(store, "put_statement", NULL, &job.put_statement, err);
    Entry *entries = collect(&job, &entry_count);
    done = done && settle_all(&job, entries, entry_count) && (gather || put_beside(&job)) &&
           put_statements(&job) && put_printed(&job) && put_absent(&job) && put_corrections(&job);
    store_finish(job.put_superseded);
    store_finish(job.put_statement);
    ledger_draft_free(job.draft);
    arena_free(&job.scratch);
    return done;
}

bool store_put_gathered(Store *store, const Ledger *ledger, int jobs, Err *err) {
    Arena scratch = {0};
    Statement *put = NULL;
    store->incoming = (Incoming){.arena = &scratch, .ledger = ledger, .jobs = jobs};
    const Incoming *incoming = &store->incoming;
    bool done =
        store->engine->put_incoming(store, err) && store_prepare(store, "put_superseded", NULL, &put, err);
    for (size_t i = 0; done && i < incoming->replaced_count; i++)
        done = put_superseded(put, &incoming->replaced[i].row, incoming->replaced[i].stage, LAST_REPORT, err);
    store_finish(put);
    store->incoming = (Incoming){0};
    arena_free(&scratch);
    return done;
}
