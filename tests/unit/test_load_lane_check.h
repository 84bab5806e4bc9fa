/* One text read both ways: by figures_read, which is what a file says, and in pieces by several threads.
 * Everything that comes out must be the same. For the unit test and the fuzz target. */
#ifndef JIXIAO_TEST_LOAD_LANE_CHECK_H
#define JIXIAO_TEST_LOAD_LANE_CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "load/encoding.h"
#include "load/lane.h"
#include "load/load.h"
#include "load/pieces.h"

/* What every reading begins with. */
typedef struct {
    Arena arena;
    Catalog catalog;
    Names *names;
    Vocabulary vocabulary;
} LaneWorld;

static inline LaneWorld *lane_world_new(void) {
    Arena own = {0};
    LaneWorld *world = ARENA_NEW(&own, LaneWorld);
    Err err;
    world->arena = own;
    world->names = names_new(&world->arena);
    if (!load_catalog(&world->arena, &world->catalog, &err) ||
        !vocabulary_open(&world->arena, &world->vocabulary, &world->catalog, world->names, &err))
        abort();
    return world;
}

static inline void lane_world_free(LaneWorld *world) {
    Arena own = world->arena;
    arena_free(&own);
}

typedef struct {
    Arena *arena;
    LoadContext context;
    IssueList issues;
    Header header;
    Description description;
    Reader *reader;
    Source source;
    int lines;
} LaneReading;

static inline bool lane_is_given(const void *user, const char *field) {
    return description_gives(user, field);
}

static inline bool lane_is_left(const void *user, const char *plain) {
    return description_leaves(user, plain);
}

/* Up to the rows; false when there is nothing to read. */
static inline bool lane_reading_open(LaneReading *reading, Arena *arena, const LaneWorld *world,
                                     const char *meta, const char *text, size_t size) {
    *reading = (LaneReading){.arena = arena, .source = {.name = "d/f.csv"}};
    reading->issues.arena = arena;
    reading->context = (LoadContext){.arena = arena,
                                     .catalog = (Catalog *)&world->catalog,
                                     .vocabulary = (Vocabulary *)&world->vocabulary,
                                     .names = world->names,
                                     .issues = &reading->issues,
                                     .currency = "CNY"};
    description_read(arena, &reading->description, "d/f.meta", meta, &reading->issues);
    reading->reader = rows_open(arena, reading->source.name, text, size,
                                (Layout){.skip = -1, .header_rows = 1}, &reading->header, &reading->issues);
    if (!reading->reader) return false;
    reading->source.columns = (int)reading->header.count;
    header_understand(arena, &reading->header, &world->vocabulary);
    header_name_columns(arena, &reading->header, SOURCE_FIGURES, &world->vocabulary,
                        description_maps(&reading->description) ? lane_is_given : NULL, lane_is_left,
                        &reading->description, &reading->issues);
    if (description_compile(arena, &reading->description, &reading->header, &world->vocabulary,
                            &reading->issues))
        return true;
    reader_close(reading->reader);
    return false;
}

static inline int lane_compare_lines(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Figures without order: the store sorts them. */
static inline void lane_tell_sorted(Text *out, Arena *arena, char **lines, size_t count) {
    if (count) qsort(lines, count, sizeof *lines, lane_compare_lines);
    for (size_t i = 0; i < count; i++)
        text_appendf(out, "%s\n", lines[i]);
    (void)arena;
}

static inline char *lane_figure_line(const LaneReading *reading, int32_t dept, int32_t item, int32_t part,
                                     int year, int month, int stage, int64_t value, int64_t step,
                                     int64_t cell) {
    const Names *names = reading->context.names;
    return arena_printf(reading->arena, "%012lld %s %s %s %d %d %d %lld %lld", (long long)cell,
                        names_text(names, dept), names_text(names, item), names_text(names, part), year,
                        month, stage, (long long)value, (long long)step);
}

static inline void lane_tell_figures(Text *out, const LaneReading *reading) {
    const Source *source = &reading->source;
    const size_t room = source->figure_count + ledger_pages_count(&source->pages);
    char **lines = ARENA_ARRAY(reading->arena, char *, room);
    size_t count = 0;
    for (size_t i = 0; i < source->figure_count; i++) {
        const Figure *f = &source->figures[i];
        lines[count++] =
            lane_figure_line(reading, f->dept, f->item, f->part, f->year, f->month, f->stage, f->value,
                             f->step, (int64_t)f->line * source->columns + f->column - 1);
    }
    for (size_t p = 0; p < source->pages.count; p++) {
        const LedgerPage *page = source->pages.items[p];
        for (size_t b = 0; b < page->bucket_count; b++)
            for (size_t i = 0; i < page->buckets[b].count; i++) {
                const LedgerCell *cell = &page->cells[page->buckets[b].first + i];
                const int32_t period = page->lists[LEDGER_PERIODS].items[cell->place >> 2 & 1023];
                lines[count++] = lane_figure_line(
                    reading, page->lists[LEDGER_DEPTS].items[cell->place >> 12], page->buckets[b].item,
                    page->buckets[b].part, period / 16, period % 16, (int)(cell->place & 3), cell->value,
                    page->steps[page->buckets[b].step], page->base + cell->cell);
            }
    }
    lane_tell_sorted(out, reading->arena, lines, count);
}

static inline const char *lane_tell(const LaneReading *reading) {
    Text out = {.arena = reading->arena};
    const Source *source = &reading->source;
    const Names *names = reading->context.names;
    lane_tell_figures(&out, reading);
    for (size_t i = 0; i < source->seen_count; i++) {
        const SeenDept *seen = &source->seen[i];
        text_appendf(&out, "seen %s %s %s %d-%d %d:%d\n", seen->code, seen->name, seen->parent,
                     seen->first_year, seen->last_year, seen->line, seen->column);
    }
    for (size_t i = 0; i < source->missing_count; i++) {
        const Missing *m = &source->missing[i];
        text_appendf(&out, "missing %d %s %s %s %d:%d %d %d %d\n", m->kind, names_text(names, m->dept),
                     names_text(names, m->item), names_text(names, m->part), m->line, m->column, m->year,
                     m->month, m->stage);
    }
    for (size_t i = 0; i < reading->issues.count; i++)
        text_appendf(&out, "%s\n", issue_text(reading->arena, &reading->issues.items[i], LANG_EN));
    text_appendf(&out, "%zu rows, %zu skipped, %d lines, %zu errors\n", source->row_count,
                 source->skipped_count, reading->lines, reading->issues.errors);
    return text_string(&out);
}

static inline bool lane_has_repeats(const Source *source) {
    for (size_t i = 0; i < source->figure_count; i++)
        for (size_t k = 0; k < i; k++) {
            const Figure *a = &source->figures[i], *b = &source->figures[k];
            if (a->dept == b->dept && a->item == b->item && a->part == b->part && a->year == b->year &&
                a->month == b->month && a->stage == b->stage)
                return true;
        }
    return false;
}

static inline PieceFile lane_piece(LaneReading *reading, const char *text, size_t size) {
    return (PieceFile){.header = &reading->header,
                       .description = &reading->description,
                       .source = &reading->source,
                       .text = text,
                       .size = size,
                       .offset = reader_offset(reading->reader, text),
                       .line = reader_lines(reading->reader),
                       .result = PIECES_OTHERWISE};
}

/* NULL when both ways agree; else what they say. *quick = whether the quick way took the text. It is given
 * two files with the same text. */
static inline const char *lane_check(Arena *arena, const LaneWorld *world, const char *meta, const char *data,
                                     size_t size, size_t piece_size, int jobs, bool *quick) {
    char *text = arena_strndup(arena, data, size);
    size_t bad_at;
    LaneReading one, two;
    Err err = {0};
    *quick = false;
    if (memchr(text, '\0', size) || !text_is_utf8(text, size, &bad_at)) return NULL;
    if (!lane_reading_open(&one, arena, world, meta, text, size)) return NULL;
    if (!lane_reading_open(&two, arena, world, meta, text, size)) abort();
    one.context.names = names_over(arena, world->names);
    two.context.names = names_over(arena, world->names);
    LaneReading three = two;
    three.issues = (IssueList){.arena = arena};
    issue_append(&three.issues, two.issues.items, two.issues.count);
    LaneReading *const quickly[] = {&two, &three};
    PieceFile files[] = {lane_piece(&two, text, size), lane_piece(&three, text, size)};
    bool failed = false;
    if (lane_suits(&two.description, &two.header)) {
        Crew *crew = crew_new(arena, jobs, piece_size, jobs > 1);
        failed = !pieces_read(crew, &two.context, files, 2, NULL, &err);
        crew_free(crew);
    }
    figures_read(&one.context, one.reader, &one.header, &one.description, &one.source);
    one.lines = reader_lines(one.reader);
    const char *wrong = NULL;
    if (failed) wrong = err.text[0] ? arena_strdup(arena, err.text) : "failed";
    if (files[0].result != files[1].result) wrong = "one of two equal files is left to the reader";
    for (int i = 0; !wrong && i < 2 && files[i].result == PIECES_DONE; i++) {
        quickly[i]->lines = files[i].lines;
        issue_append(&quickly[i]->issues, files[i].issues.items, files[i].issues.count);
        const char *first = lane_tell(&one), *second = lane_tell(quickly[i]);
        *quick = true;
        if (strcmp(first, second) != 0)
            wrong = arena_printf(arena, "the reader says:\n%sthe lane says:\n%s", first, second);
        else if (lane_has_repeats(&one.source))
            wrong = "a cell comes twice";
    }
    ledger_pages_free(&three.source.pages);
    ledger_pages_free(&two.source.pages);
    reader_close(one.reader);
    reader_close(two.reader);
    return wrong;
}

#endif
