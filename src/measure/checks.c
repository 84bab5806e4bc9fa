#include "measure/checks.h"

#include <string.h>

#include "base/text.h"
#include "measure/unit.h"

typedef struct {
    Arena *arena;
    const QueryFile *file;
    const Table *raw;
    Severity severity;
    const char *unit;
    Table *findings;
    CheckCount *count;
} Job;

static int64_t cell(const Table *raw, const char *name, size_t row) {
    int at = table_find(raw, name);
    return at < 0 || raw->columns[at].type != COLUMN_INT ? TABLE_MISSING : raw->columns[at].integers[row];
}

static const char *unit_of(const Job *job, size_t row) {
    int at = table_find(job->raw, "unit_kind");
    const Column *column = at < 0 ? NULL : &job->raw->columns[at];
    return column && column->type == COLUMN_TEXT && column->texts[row] ? column->texts[row] : job->unit;
}

/* A difference: without a sign that only rounding would bring. */
static int64_t difference(int64_t left, int64_t right) {
    return left == TABLE_MISSING || right == TABLE_MISSING ? TABLE_MISSING : left - right;
}

static const char *message(const Job *job, size_t row, Lang lang) {
    const Table *raw = job->raw;
    const char *unit = unit_of(job, row);
    TextField *fields = ARENA_ARRAY(job->arena, TextField, raw->column_count + 4);
    size_t count = 0;
    int64_t left = cell(raw, "left_value", row), right = cell(raw, "right_value", row);
    fields[count++] = (TextField){"left", unit_text(job->arena, unit, left, true)};
    fields[count++] = (TextField){"right", unit_text(job->arena, unit, right, true)};
    fields[count++] = (TextField){"difference", unit_text(job->arena, unit, difference(left, right), true)};
    fields[count++] = (TextField){"allowed", unit_text(job->arena, unit, cell(raw, "allowed", row), true)};
    for (size_t i = 0; i < raw->column_count; i++) {
        const Column *c = &raw->columns[i];
        fields[count++] =
            (TextField){c->name, c->type == COLUMN_TEXT
                                     ? (c->texts[row] ? c->texts[row] : "")
                                     : unit_text(job->arena, "number", cell(raw, c->name, row), false)};
    }
    return text_fill(job->arena, query_text(job->file, "message", lang), fields, count);
}

static void add_finding(Job *job, size_t row, Severity severity, const char *verdict) {
    Table *t = job->findings;
    size_t at = table_row(t);
    static const char *const same[] = {"dept_id", "year",        "left_value",  "right_value",
                                       "allowed", "left_origin", "right_origin"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        table_set_integer(t, at, same[i], cell(job->raw, same[i], row));
    table_set_integer(t, at, "finding_id", (int64_t)at + 1);
    table_set_text(t, at, "id", job->file->id);
    table_set_text(t, at, "severity", severity_name(severity));
    table_set_text(t, at, "verdict", verdict);
    table_set_text(t, at, "zh", message(job, row, LANG_ZH));
    table_set_text(t, at, "en", message(job, row, LANG_EN));
    table_set_text(t, at, "unit_kind", unit_of(job, row));
    job->count->findings[severity]++;
}

static void judge(Job *job, size_t row) {
    int64_t left = cell(job->raw, "left_value", row), right = cell(job->raw, "right_value", row);
    int64_t allowed = cell(job->raw, "allowed", row);
    job->count->compared++;
    if (left == TABLE_MISSING || right == TABLE_MISSING) {
        add_finding(job, row, job->severity, "disagrees");
        return;
    }
    int64_t distance = left < right ? right - left : left - right;
    if (distance == 0) return;
    if (allowed != TABLE_MISSING && distance <= allowed) {
        job->count->rounding++;
        add_finding(job, row, SEVERITY_INFO, "rounding");
    } else {
        add_finding(job, row, job->severity, "disagrees");
    }
}

static bool read_severity(const QueryFile *file, Severity *severity, Err *err) {
    const char *word = head_value_or(&file->head, "severity", "");
    for (Severity s = SEVERITY_INFO; s <= SEVERITY_FATAL; s++)
        if (strcmp(severity_name(s), word) == 0) {
            *severity = s;
            return true;
        }
    return err_set(err, ERR_SOURCE, "%s: unknown severity `%s`; expected info, warning, error or fatal",
                   file->path, word);
}

static Table *finding_table(Arena *arena) {
    static const char *const integers[] = {"finding_id",  "dept_id", "year",        "left_value",
                                           "right_value", "allowed", "left_origin", "right_origin"};
    static const char *const texts[] = {"id", "severity", "verdict", "zh", "en", "unit_kind"};
    Table *table = table_new(arena, "finding");
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
        table_add(table, integers[i], COLUMN_INT, NULL, NULL);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        table_add(table, texts[i], COLUMN_TEXT, NULL, NULL);
    return table;
}

bool checks_run(Arena *arena, Store *store, const QueryFile *files, size_t count, CheckCount *result,
                Err *err) {
    *result = (CheckCount){.checks = count};
    Job job = {.arena = arena, .findings = finding_table(arena), .count = result};
    for (size_t i = 0; i < count; i++) {
        Table *raw;
        job.file = &files[i];
        job.unit = head_value_or(&files[i].head, "unit", "money");
        if (!query_check(arena, store, QUERY_CHECK, job.file, err) ||
            !read_severity(job.file, &job.severity, err) ||
            !store_query(arena, store, job.file->path, job.file->sql, NULL, 0, &raw, err))
            return false;
        job.raw = raw;
        for (size_t row = 0; row < raw->row_count; row++)
            judge(&job, row);
    }
    return store_put(store, "finding", job.findings, err);
}
