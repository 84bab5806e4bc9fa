#include "cmd/sentences.h"

#include <stdlib.h>
#include <string.h>

#include "model/decimal.h"

enum {
    RATE_DECIMALS = 2,
    LARGE_RATE = 10 /* times the base: a larger change says more about the base than about the year */
};

typedef struct {
    Batch *batch;
    const QueryFile *file;
    const Table *table;
    const char *gap; /* between words: nothing in Chinese */
    TextField *fields;
    size_t field_count;
} Maker;

static const char *head_text(const Maker *m, const char *key) {
    return query_text(m->file, key, m->batch->lang);
}

/* --- comparisons --- */

static const char *phrase(const Maker *m, const char *set, const char *direction, const char *amount,
                          const char *rate, const char *why, const char *unit) {
    Arena *arena = m->batch->arena;
    const TextField fields[] = {{"amount", amount}, {"rate", rate}, {"why", why}, {"unit", unit}};
    const char *template = say(m->batch->texts, arena_printf(arena, "phrase.%s.%s", set, direction));
    return text_fill_known(arena, template, fields, sizeof fields / sizeof *fields);
}

/* Two amounts: the change always, the rate only where the base carries it. */
static const char *compare_amounts(const Maker *m, const char *set, const Column *current,
                                   const Column *prior, size_t row) {
    Arena *arena = m->batch->arena;
    const Texts *texts = m->batch->texts;
    int64_t change, now = current->integers[row], base = prior->integers[row];
    if (table_cell_missing(current, row)) return NULL;
    if (table_cell_missing(prior, row) || __builtin_sub_overflow(now, base, &change))
        return phrase(m, set, "none", "", "", "", "");
    if (change == 0) return phrase(m, set, "same", "", "", "", "");
    int64_t size = change < 0 ? -change : change;
    const char *why = base == 0  ? say(texts, "phrase.zero_base")
                      : base < 0 ? say(texts, "phrase.negative_base")
                                 : "";
    if (base > 0 && size / LARGE_RATE >= base && (size > base * LARGE_RATE))
        why = say(texts, "phrase.small_base");
    char *rate = *why ? "" : decimal_ratio_text(arena, size, base, 2, RATE_DECIMALS, true);
    Column shown = *current;
    shown.integers = &size;
    return phrase(m, set, change < 0 ? "fall" : "rise", table_cell_text(arena, &shown, 0, true), rate, why,
                  current->unit[m->batch->lang]);
}

/* Two rates: n / d now and before, their difference in percentage points. */
static const char *compare_rates(const Maker *m, const char *set, const Column *const *columns, size_t row) {
    Arena *arena = m->batch->arena;
    int64_t value[4], points;
    for (int i = 0; i < 4; i++) {
        if (i < 2 && table_cell_missing(columns[i], row)) return NULL;
        value[i] = columns[i]->integers[row];
    }
    if (table_cell_missing(columns[2], row) || table_cell_missing(columns[3], row) || value[1] <= 0 ||
        value[3] <= 0 ||
        !decimal_ratio_change(value[0], value[1], value[2], value[3], 2 + RATE_DECIMALS, &points))
        return phrase(m, set, "none", "", "", "", "");
    if (points == 0) return phrase(m, set, "same", "", "", "", "");
    char *amount = decimal_text(arena, points < 0 ? -points : points, RATE_DECIMALS, RATE_DECIMALS, true);
    return phrase(m, set, points < 0 ? "fall" : "rise", amount, "", "", "");
}

static bool comparison(const Maker *m, const HeadEntry *entry, size_t row, const char **text, Err *err) {
    size_t count, known = 0;
    char **words = text_split(m->batch->arena, entry->value, ' ', &count);
    const Column *columns[4];
    for (size_t i = 1; i < count && known < 4; i++) {
        if (!*words[i]) continue;
        int at = table_find(m->table, words[i]);
        if (at < 0 ||
            (m->table->columns[at].type != COLUMN_INT && m->table->columns[at].type != COLUMN_FIXED))
            return err_set(err, ERR_SOURCE, "%s:%d: the query returns no column of whole numbers `%s`",
                           m->file->path, entry->line, words[i]);
        columns[known++] = &m->table->columns[at];
    }
    if (known != 2 && known != 4)
        return err_set(err, ERR_SOURCE, "%s:%d: expected PHRASE and two or four columns, found `%s`",
                       m->file->path, entry->line, entry->value);
    *text = known == 2 ? compare_amounts(m, words[0], columns[0], columns[1], row)
                       : compare_rates(m, words[0], columns, row);
    return true;
}

/* --- rows --- */

/* The row's columns, its comparisons, and the unit of money. */
static bool fill_fields(Maker *m, size_t row, Err *err) {
    const Head *head = &m->file->head;
    m->field_count = 0;
    for (size_t i = 0; i < m->table->column_count; i++)
        m->fields[m->field_count++] = (TextField){
            m->table->columns[i].name, table_cell_text(m->batch->arena, &m->table->columns[i], row, true)};
    for (size_t i = 0; i < head->count; i++) {
        if (!text_starts(head->entries[i].key, "compare.")) continue;
        TextField *field = &m->fields[m->field_count++];
        field->name = head->entries[i].key + strlen("compare.");
        if (!comparison(m, &head->entries[i], row, &field->value, err)) return false;
    }
    m->fields[m->field_count++] = (TextField){"unit", m->batch->currency->unit[m->batch->lang]};
    return true;
}

static char *filled(const Maker *m, const char *template) {
    return text_fill_known(m->batch->arena, template, m->fields, m->field_count);
}

static bool same_key(const Sentence *a, int64_t dept_id, int64_t year) {
    return a->dept_id == dept_id && a->year == year;
}

static Sentence *new_sentence(Arena *arena, SentenceList *list) {
    ARENA_PUSH(arena, list->items, list->count, list->capacity);
    return &list->items[list->count++];
}

/* Adds a row as a sentence of its own, or to the one before it. */
static void add_row(const Maker *m, SentenceList *list, size_t row, const char *text) {
    Arena *arena = m->batch->arena;
    const char *join = head_text(m, "join"), *blank = head_value(&m->file->head, "blank");
    int64_t dept_id = table_integer(m->table, "dept_id", row), year = table_integer(m->table, "year", row);
    Sentence *last = list->count ? &list->items[list->count - 1] : NULL;
    const char *lead = filled(m, head_text(m, "lead")), *ask = head_text(m, "ask");
    if (!lead) lead = "";
    if (*join && last && same_key(last, dept_id, year) && strcmp(lead, last->lead) == 0) {
        last->text = arena_printf(arena, "%s%s%s%s", last->text, join, m->gap, text);
        return;
    }
    int asked = table_find(m->table, "asked");
    *new_sentence(arena, list) = (Sentence){
        .dept_id = dept_id,
        .year = year,
        .lead = lead,
        .text = arena_printf(arena, "%s%s%s", lead, *lead ? m->gap : "", text),
        .evidence = filled(m, head_value_or(&m->file->head, "evidence", "")),
        .topic = blank ? filled(m, blank) : NULL,
        .asked = asked < 0 || !table_cell_missing(&m->table->columns[asked], row),
        .ask = arena_printf(arena, "%s%s", m->gap, *ask ? ask : say(m->batch->texts, "paper.ask"))};
}

static int compare_key(const Sentence *a, int64_t dept_id, int64_t year) {
    if (a->dept_id != dept_id) return a->dept_id < dept_id ? -1 : 1;
    return (a->year > year) - (a->year < year);
}

static bool in_order(const Maker *m, const SentenceList *list, Err *err) {
    for (size_t i = 1; i < list->count; i++)
        if (compare_key(&list->items[i - 1], list->items[i].dept_id, list->items[i].year) > 0)
            return err_set(err, ERR_SOURCE, "%s: the rows must come in the order of dept_id and year",
                           m->file->path);
    return true;
}

bool sentences_make(Batch *batch, const QueryFile *file, SentenceList *list, Err *err) {
    Table *table;
    Maker m = {.batch = batch, .file = file, .gap = batch->lang == LANG_ZH ? "" : " "};
    *list = (SentenceList){.section = head_value_or(&file->head, "section", "")};
    if (!batch_sentence(batch, file, &table, err)) return false;
    m.table = table;
    m.fields = ARENA_ARRAY(batch->arena, TextField, table->column_count + file->head.count + 1);
    for (size_t row = 0; row < table->row_count; row++) {
        if (!fill_fields(&m, row, err)) return false;
        const char *text = filled(&m, head_text(&m, "text"));
        if (text) add_row(&m, list, row, text);
    }
    const char *end = head_text(&m, "end");
    for (size_t i = 0; *end && i < list->count; i++)
        list->items[i].text = arena_printf(batch->arena, "%s%s", list->items[i].text, end);
    bool ordered = *list->section || strcmp(head_value_or(&file->head, "for", ""), "card") == 0;
    return !ordered || in_order(&m, list, err);
}

const Sentence *sentences_of(const SentenceList *list, int64_t dept_id, int64_t year, size_t *count) {
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_key(&list->items[middle], dept_id, year) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < list->count && same_key(&list->items[low + *count], dept_id, year))
        (*count)++;
    return list->items + low;
}
