#include "measure/checks.h"

#include <string.h>

#include "base/resource.h"
#include "base/text.h"
#include "load/load.h"
#include "measure/origin.h"
#include "measure/unit.h"
#include "model/spec.h"

static const char items_sql[] = "SELECT item_id, code, zh, en FROM item ORDER BY item_id";
static const char currency_sql[] = "SELECT currency FROM dataset ORDER BY dataset_id";

typedef struct {
    Arena *arena;
    OriginIndex origins;
    const Table *items;
    const Currency *currency;
    CsvRows stages;
    const QueryFile *file;
    const Table *raw;
    Severity severity;
    const char *unit;
    Table *findings;
    CheckCount *count;
} Job;

/* --- cells of a check's row --- */

static const char *unit_of(const Job *job, size_t row) {
    const char *own = table_text(job->raw, "unit_kind", row);
    return *own ? own : job->unit;
}

/* Missing, too, when it does not fit: sums can lie that far apart. Both of them are printed beside it. */
static int64_t difference(int64_t left, int64_t right) {
    int64_t result;
    const bool known = left != TABLE_MISSING && right != TABLE_MISSING;
    return known && !__builtin_sub_overflow(left, right, &result) ? result : TABLE_MISSING;
}

/* --- what people read --- */

static const char *unit_word(const Job *job, const char *kind, Lang lang) {
    static const struct {
        const char *kind, *word[LANG_COUNT];
    } units[] = {{"persons", {"人", "persons"}}, {"percent", {"%", "%"}}, {"points", {"分", "points"}}};
    if (strcmp(kind, "money") == 0) return job->currency ? job->currency->base_unit[lang] : "";
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].kind, kind) == 0) return units[i].word[lang];
    return "";
}

/* Row of the item; row_count when there is none. */
static size_t find_item(const Table *items, int64_t id) {
    size_t row = table_lower(items, 0, id);
    return row < items->row_count && items->columns[0].integers[row] == id ? row : items->row_count;
}

/* "302 商品和服务支出（专项业务经费）": codes of the classification stand before the name, others are no
 * words. */
static char *item_words(const Job *job, size_t row, Lang lang) {
    const Table *items = job->items;
    const Column *names = &items->columns[lang == LANG_ZH ? 2 : 3];
    size_t item = find_item(items, table_integer(job->raw, "item_id", row));
    int64_t part_id = table_integer(job->raw, "part_id", row);
    size_t part = find_item(items, part_id);
    if (item == items->row_count) return arena_strdup(job->arena, "");
    const char *code = items->columns[1].texts[item];
    bool classified = *code >= '0' && *code <= '9', divided = part_id > 0 && part < items->row_count;
    return arena_printf(job->arena, "%s%s%s%s%s%s", classified ? code : "", classified ? " " : "",
                        names->texts[item],
                        !divided          ? ""
                        : lang == LANG_ZH ? "（"
                                          : " (",
                        divided ? names->texts[part] : "",
                        !divided          ? ""
                        : lang == LANG_ZH ? "）"
                                          : ")");
}

static const char *stage_words(const Job *job, size_t row, Lang lang) {
    const char *stage = table_text(job->raw, "stage", row);
    for (size_t i = 0; *stage && i < job->stages.row_count; i++)
        if (strcmp(load_cell(&job->stages, i, "code"), stage) == 0)
            return load_cell(&job->stages, i, lang_names[lang]);
    return "";
}

static const char *column_words(const Job *job, const Column *column, size_t row) {
    if (column->type == COLUMN_INT) return unit_text(job->arena, "number", column->integers[row], false);
    return column->type == COLUMN_TEXT && column->texts[row] ? column->texts[row] : "";
}

static const char *message(const Job *job, size_t row, Lang lang) {
    const Table *raw = job->raw;
    const char *unit = unit_of(job, row);
    int64_t left = table_integer(raw, "left_value", row), right = table_integer(raw, "right_value", row);
    int64_t allowed = table_integer(raw, "allowed", row);
    const TextField made[] = {
        {"left", unit_text(job->arena, unit, left, true)},
        {"right", unit_text(job->arena, unit, right, true)},
        {"difference", unit_text(job->arena, unit, difference(left, right), true)},
        {"allowed", unit_text(job->arena, unit, allowed == TABLE_MISSING ? 0 : allowed, true)},
        {"unit", unit_word(job, unit, lang)},
        {"item", item_words(job, row, lang)},
        {"stage", stage_words(job, row, lang)}};
    size_t count = sizeof made / sizeof *made;
    TextField *fields = ARENA_ARRAY(job->arena, TextField, count + raw->column_count);
    memcpy(fields, made, sizeof made);
    for (size_t i = 0; i < raw->column_count; i++)
        fields[count++] = (TextField){raw->columns[i].name, column_words(job, &raw->columns[i], row)};
    return text_fill(job->arena, query_text(job->file, "message", lang), fields, count);
}

static int64_t origin_cell(const Table *raw, size_t column, size_t row) {
    const char *name = raw->columns[column].name;
    size_t length = strlen(name), ending = strlen("_origin");
    if (length <= ending || strcmp(name + length - ending, "_origin") != 0) return TABLE_MISSING;
    return table_integer(raw, name, row);
}

/* "file:line:column; …" of all columns NAME_origin, each cell once. */
static const char *sources(const Job *job, size_t row) {
    Text text = {.arena = job->arena};
    const Table *raw = job->raw;
    for (size_t i = 0; i < raw->column_count; i++) {
        int64_t origin = origin_cell(raw, i, row);
        bool again = origin == TABLE_MISSING;
        for (size_t k = 0; !again && k < i; k++)
            again = origin_cell(raw, k, row) == origin;
        if (again) continue;
        text_appendf(&text, "%s%s", text.size ? "; " : "", origin_text(job->arena, &job->origins, origin));
    }
    return text_string(&text);
}

/* --- findings --- */

static void add_finding(Job *job, size_t row, Severity severity, const char *verdict) {
    Table *t = job->findings;
    size_t at = table_row(t);
    static const char *const same[] = {"dept_id", "year",        "left_value",  "right_value",
                                       "allowed", "left_origin", "right_origin"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        table_set_integer(t, at, same[i], table_integer(job->raw, same[i], row));
    int64_t left = table_integer(job->raw, "left_value", row),
            right = table_integer(job->raw, "right_value", row);
    int64_t allowed = table_integer(job->raw, "allowed", row);
    if (allowed == TABLE_MISSING) allowed = 0;
    if (allowed < 0) allowed = TABLE_MISSING; /* a hint allows nothing and forbids nothing */
    table_set_integer(t, at, "allowed", allowed);
    const char *unit = unit_of(job, row);
    const struct {
        const char *name, *value;
    } texts[] = {{"id", job->file->id},
                 {"severity", severity_name(severity)},
                 {"name_zh", job->file->label[LANG_ZH]},
                 {"name_en", job->file->label[LANG_EN]},
                 {"verdict", verdict},
                 {"zh", message(job, row, LANG_ZH)},
                 {"en", message(job, row, LANG_EN)},
                 {"unit_kind", unit},
                 {"left_printed", unit_text(job->arena, unit, left, false)},
                 {"right_printed", unit_text(job->arena, unit, right, false)},
                 {"difference_printed", unit_text(job->arena, unit, difference(left, right), false)},
                 {"allowed_printed", unit_text(job->arena, unit, allowed, false)},
                 {"sources", sources(job, row)}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        table_set_text(t, at, texts[i].name, texts[i].value);
    table_set_integer(t, at, "finding_id", (int64_t)at + 1);
    job->count->findings[severity]++;
}

static void judge(Job *job, size_t row) {
    int64_t left = table_integer(job->raw, "left_value", row),
            right = table_integer(job->raw, "right_value", row);
    int64_t allowed = table_integer(job->raw, "allowed", row);
    job->count->compared++;
    if (allowed != TABLE_MISSING && allowed < 0) {
        add_finding(job, row, job->severity, "noted");
        return;
    }
    if (left == TABLE_MISSING || right == TABLE_MISSING) {
        add_finding(job, row, job->severity, "disagrees");
        return;
    }
    const uint64_t distance =
        left < right ? (uint64_t)right - (uint64_t)left : (uint64_t)left - (uint64_t)right;
    if (distance == 0) return;
    if (allowed != TABLE_MISSING && distance <= (uint64_t)allowed) {
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
    static const char *const texts[] = {
        "id",        "name_zh",      "name_en",       "severity",           "verdict",         "zh",     "en",
        "unit_kind", "left_printed", "right_printed", "difference_printed", "allowed_printed", "sources"};
    Table *table = table_new(arena, "finding");
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
        table_add(table, integers[i], COLUMN_INT, NULL, NULL);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        table_add(table, texts[i], COLUMN_TEXT, NULL, NULL);
    return table;
}

/* What messages are made of besides the rows: items, currency, stages, and the way to a cell. */
static bool prepare(Job *job, Store *store, Err *err) {
    static const char stages[] = "datasets/catalog/stages.csv";
    const char *text = resource_text(stages);
    Table *items, *currencies;
    if (!origin_index(job->arena, store, &job->origins, err) ||
        !load_rows(job->arena, stages, text, strlen(text), &job->stages, err) ||
        !store_query(job->arena, store, "items", items_sql, NULL, 0, &items, err) ||
        !store_query(job->arena, store, "currency", currency_sql, NULL, 0, &currencies, err))
        return false;
    job->items = items;
    if (currencies->row_count) job->currency = currency_find(currencies->columns[0].texts[0]);
    return true;
}

/* All checks are queried first, side by side, then judged in their order. */
static bool query_all(const Job *job, Store *store, const QueryFile *files, size_t count, int jobs,
                      Table **raw, Err *err) {
    StoreAsk *asks = ARENA_ARRAY(job->arena, StoreAsk, count + 1);
    for (size_t i = 0; i < count; i++)
        asks[i] = (StoreAsk){.name = files[i].path, .sql = files[i].sql};
    return store_query_all(job->arena, store, asks, count, jobs, raw, err);
}

bool checks_find(Arena *arena, Store *store, const QueryFile *files, size_t count, int jobs,
                 const Table **findings, CheckCount *result, Err *err) {
    *result = (CheckCount){.checks = count};
    Job job = {.arena = arena, .findings = finding_table(arena), .count = result};
    Table **raw = ARENA_ARRAY(arena, Table *, count + 1);
    if (!prepare(&job, store, err) || !query_all(&job, store, files, count, jobs, raw, err)) return false;
    for (size_t i = 0; i < count; i++) {
        job.file = &files[i];
        job.unit = head_value_or(&files[i].head, "unit", "money");
        if (!read_severity(job.file, &job.severity, err)) return false;
        job.raw = raw[i];
        for (size_t row = 0; row < raw[i]->row_count; row++)
            judge(&job, row);
        store_tell(store, NULL, "queries", i + 1, count);
    }
    *findings = job.findings;
    return true;
}
