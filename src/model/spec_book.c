#include "model/spec_book.h"

#include <string.h>

#include "base/text.h"

typedef struct {
    Arena *arena;
    const char *file;
    const HeadEntry *entry;
    Table *table;
    Err *err;
} Job;

static bool fault(const Job *job, const char *what, const char *word) {
    return err_set(job->err, ERR_SOURCE, "%s:%d: %s `%s`", job->file, job->entry->line, both(what), word);
}

/* The words of a text, without empty ones. */
static char **words_of(Arena *arena, const char *text, char separator, size_t *count) {
    size_t all;
    char **words = text_split(arena, text, separator, &all);
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        char *word = text_trim(arena, words[i]);
        if (*word) words[(*count)++] = word;
    }
    return words;
}

static bool find_column(const Job *job, const char *name, int *at) {
    *at = table_find(job->table, name);
    if (*at < 0) return fault(job, "there is no column", name);
    if (job->table->columns[*at].hidden) return fault(job, "a sheet does not have the hidden column", name);
    return true;
}

static bool read_kind(const Job *job, const char *word, DrawKind *kind) {
    static const char *const kinds[DRAW_COUNT] = {"column", "bar", "stacked", "line", "dots"};
    for (int i = 0; i < DRAW_COUNT; i++)
        if (strcmp(kinds[i], word) == 0) {
            *kind = (DrawKind)i;
            return true;
        }
    return fault(job, "expected column, bar, stacked, line or dots, found", word);
}

static bool read_values(const Job *job, const char *text, TableChart *chart) {
    char **names = words_of(job->arena, text, ' ', &chart->value_count);
    if (chart->value_count == 0) return fault(job, "expected columns of numbers in", job->entry->value);
    chart->values = ARENA_ARRAY(job->arena, int, chart->value_count);
    chart->as_line = ARENA_ARRAY(job->arena, bool, chart->value_count);
    for (size_t i = 0; i < chart->value_count; i++) {
        const char *name = names[i];
        chart->as_line[i] = text_starts(name, "line:");
        if (chart->as_line[i]) name += strlen("line:");
        if (!find_column(job, name, &chart->values[i])) return false;
        if (job->table->columns[chart->values[i]].type == COLUMN_TEXT)
            return fault(job, "expected a column of numbers, found", name);
        if (chart->as_line[i] && chart->kind != DRAW_DOTS)
            return fault(job, "only a chart of dots can hold", names[i]);
    }
    return true;
}

static bool read_chart(const Job *job) {
    size_t count;
    char **parts = words_of(job->arena, job->entry->value, '|', &count);
    if (count < 3 || count > 4)
        return fault(job, "expected KIND | VALUE … | CATEGORY [| BLOCK], found", job->entry->value);
    TableChart *chart = ARENA_NEW(job->arena, TableChart);
    *chart = (TableChart){.block = -1};
    if (!read_kind(job, parts[0], &chart->kind) || !read_values(job, parts[1], chart) ||
        !find_column(job, parts[2], &chart->category) ||
        (count > 3 && !find_column(job, parts[3], &chart->block)))
        return false;
    job->table->chart = chart;
    return true;
}

static bool read_tone(const Job *job, const char **text, Tone *kind) {
    static const char *const kinds[TONE_COUNT] = {"good ", "fair ", "bad "};
    for (int i = 0; i < TONE_COUNT; i++)
        if (text_starts(*text, kinds[i])) {
            *text += strlen(kinds[i]);
            *kind = (Tone)i;
            return true;
        }
    return fault(job, "expected good, fair or bad in front of words, found", *text);
}

static bool read_colors(const Job *job) {
    int at;
    if (!find_column(job, job->entry->key + strlen("color."), &at)) return false;
    Column *column = &job->table->columns[at];
    column->bars = strcmp(job->entry->value, "bars") == 0;
    if (column->bars) return true;
    size_t part_count, word_count, capacity = 0;
    char **parts = words_of(job->arena, job->entry->value, '|', &part_count);
    ColorRule *colors = NULL;
    column->color_count = 0;
    for (size_t i = 0; i < part_count; i++) {
        const char *text = parts[i];
        Tone kind;
        if (!read_tone(job, &text, &kind)) return false;
        char **words = words_of(job->arena, text, ',', &word_count);
        for (size_t k = 0; k < word_count; k++) {
            ARENA_PUSH(job->arena, colors, column->color_count, capacity);
            colors[column->color_count++] = (ColorRule){kind, words[k]};
        }
    }
    column->colors = colors;
    return true;
}

bool spec_book_apply(Arena *arena, const Head *head, Table *table, Err *err) {
    Job job = {.arena = arena, .file = head->name, .table = table, .err = err};
    for (size_t i = 0; i < head->count; i++) {
        job.entry = &head->entries[i];
        if (strcmp(job.entry->key, "workbook.chart") == 0 && !read_chart(&job)) return false;
        if (text_starts(job.entry->key, "color.") && !read_colors(&job)) return false;
    }
    return true;
}
