/* What can only be seen when all rows of a rubric are read: ids, groups, and what the points add up to. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "measure/rubric_reader.h"
#include "model/decimal.h"

static bool same_group(const char *a, const char *b) {
    return *a && strcmp(a, b) == 0;
}

static bool same_cell(const RubricRow *a, const RubricRow *b) {
    return a == b || same_group(a->merge_group, b->merge_group);
}

static void check_ids(RubricReader *r, const Rubric *rubric) {
    for (r->at = 0; r->at < rubric->row_count; r->at++)
        for (size_t k = 0; k < r->at; k++)
            if (strcmp(rubric->rows[r->at].id, rubric->rows[k].id) == 0)
                RUBRIC_FAULT(r, "id", "the id `%s` occurs twice (line %d)", rubric->rows[r->at].id,
                             rubric->rows[k].line);
}

/* --- groups --- */

/* The first row before this one that belongs to the same group; NULL when this one is the first. */
static const RubricRow *leader(const Rubric *rubric, size_t at, bool choice) {
    const RubricRow *row = &rubric->rows[at];
    for (size_t i = 0; i < at; i++) {
        const RubricRow *other = &rubric->rows[i];
        if (choice ? same_group(row->choice_group, other->choice_group)
                   : same_group(row->merge_group, other->merge_group))
            return other;
    }
    return NULL;
}

static void check_merge(RubricReader *r, const Rubric *rubric) {
    const RubricRow *row = &rubric->rows[r->at], *first = leader(rubric, r->at, false);
    if (row->sum && *row->merge_group == '\0')
        RUBRIC_FAULT(r, "params", "`mode=sum` adds up the rows of a merge group, but this row is in none");
    if (!first) return;
    if (first->sum != row->sum)
        RUBRIC_FAULT(r, "params", "the rows of the merge group `%s` disagree about `mode=sum` (line %d)",
                     row->merge_group, first->line);
    if (strcmp(first->choice_group, row->choice_group) != 0)
        RUBRIC_FAULT(
            r, "choice_group",
            "the merge group `%s` is one cell, but its rows are in different choice groups (line %d)",
            row->merge_group, first->line);
    for (const RubricRow *other = rubric->rows; other < row; other++)
        if (same_group(other->merge_group, row->merge_group) && same_group(other->mark, row->mark))
            RUBRIC_FAULT(r, "params", "the mark `%s` stands for two rows of the merge group `%s` (line %d)",
                         row->mark, row->merge_group, other->line);
}

/* A choice needs two cells, and a group cannot hold itself. */
static void check_choice(RubricReader *r, const Rubric *rubric) {
    const RubricRow *row = &rubric->rows[r->at];
    if (*row->choice_group == '\0') return;
    bool alone = true;
    for (size_t i = 0; i < rubric->row_count; i++) {
        const RubricRow *other = &rubric->rows[i];
        if (same_group(row->choice_group, other->merge_group)) {
            RUBRIC_FAULT(r, "choice_group",
                         "`%s` is a choice group and a merge group (line %d): groups in a circle; name them "
                         "differently",
                         row->choice_group, other->line);
            return;
        }
        if (same_group(row->choice_group, other->choice_group) && !same_cell(row, other)) alone = false;
    }
    if (alone && !leader(rubric, r->at, true))
        RUBRIC_FAULT(r, "choice_group", "nothing to choose from: `%s` has one cell only", row->choice_group);
}

/* --- the sum of points, for one year and kind of department --- */

typedef struct {
    const Rubric *rubric;
    int year;
    const char *kind;
} Case;

static bool counts(const Case *at, const RubricRow *row) {
    return rubric_applies(row, at->year, at->kind);
}

/* Of alternatives, the first counts. */
static const RubricRow *chosen(const Case *at, const RubricRow *row) {
    for (size_t i = 0; i < at->rubric->row_count; i++) {
        const RubricRow *other = &at->rubric->rows[i];
        if (counts(at, other) && same_group(row->choice_group, other->choice_group)) return other;
    }
    return row;
}

static int64_t cell_full(const Case *at, const RubricRow *row) {
    int64_t full = 0;
    for (size_t i = 0; i < at->rubric->row_count; i++) {
        const RubricRow *other = &at->rubric->rows[i];
        if (counts(at, other) && same_cell(row, other)) full += other->full;
    }
    return full;
}

static int64_t sum_of(const Case *at) {
    int64_t sum = 0;
    for (size_t i = 0; i < at->rubric->row_count; i++) {
        const RubricRow *row = &at->rubric->rows[i];
        if (counts(at, row) && same_cell(row, chosen(at, row))) sum += row->full;
    }
    return sum;
}

static void check_alternatives(RubricReader *r, const Case *at, bool *told) {
    for (r->at = 0; r->at < at->rubric->row_count; r->at++) {
        const RubricRow *row = &at->rubric->rows[r->at];
        if (told[r->at] || !counts(at, row)) continue;
        const RubricRow *first = chosen(at, row);
        int64_t own = cell_full(at, row), other = cell_full(at, first);
        if (own == other) continue;
        told[r->at] = true;
        RUBRIC_FAULT(r, "choice_group",
                     "the alternatives of `%s` are worth %s and %s points (line %d); they must be worth the "
                     "same",
                     row->choice_group, decimal_text(r->arena, own, 6, 2, false),
                     decimal_text(r->arena, other, 6, 2, false), first->line);
    }
}

/* " for 2019 to 2021 for departments of kind 行政"; "" for a rubric that makes no differences. */
static const char *which(Arena *arena, const Case *at, int until, bool kinds) {
    Text text = {.arena = arena};
    if (at->year && until == at->year)
        text_append(&text, both_printf(arena, " for %d", until));
    else if (at->year && until)
        text_append(&text, both_printf(arena, " for %d to %d", at->year, until));
    else if (at->year)
        text_append(&text, both_printf(arena, " from %d on", at->year));
    else if (until)
        text_append(&text, both_printf(arena, " until %d", until));
    if (*at->kind)
        text_append(&text, both_printf(arena, " for departments of kind %s", at->kind));
    else if (kinds)
        text_append(&text, both(" for departments of other kinds than those that rows name"));
    return text_string(&text);
}

static int by_year(const void *a, const void *b) {
    const int *one = a, *two = b;
    return (*one > *two) - (*one < *two);
}

/* The years in which something begins: 0 stands for all before. */
static int *turning_years(Arena *arena, const Rubric *rubric, size_t *count) {
    int *years = ARENA_ARRAY(arena, int, 2 * rubric->row_count + 1);
    *count = 0;
    years[(*count)++] = 0;
    for (size_t i = 0; i < rubric->row_count; i++) {
        if (rubric->rows[i].valid_from) years[(*count)++] = rubric->rows[i].valid_from;
        if (rubric->rows[i].valid_to) years[(*count)++] = rubric->rows[i].valid_to + 1;
    }
    qsort(years, *count, sizeof *years, by_year);
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (kept == 0 || years[kept - 1] != years[i]) years[kept++] = years[i];
    *count = kept;
    return years;
}

/* "" (any other kind) and every kind that a row names. */
static const char **named_kinds(Arena *arena, const Rubric *rubric, size_t *count) {
    const char **kinds = NULL;
    size_t capacity = 0;
    *count = 0;
    ARENA_PUSH(arena, kinds, *count, capacity);
    kinds[(*count)++] = "";
    for (size_t i = 0; i < rubric->row_count; i++) {
        size_t pieces;
        char **list = text_split(arena, rubric->rows[i].kinds, '|', &pieces);
        for (size_t k = 0; k < pieces; k++) {
            size_t at = 0;
            while (at < *count && strcmp(kinds[at], list[k]) != 0)
                at++;
            if (at < *count) continue;
            ARENA_PUSH(arena, kinds, *count, capacity);
            kinds[(*count)++] = list[k];
        }
    }
    return kinds;
}

/* A department to which no row applies is not reviewed by this rubric; all others can reach the total. */
static void check_sums(RubricReader *r, Rubric *rubric, int64_t wanted) {
    size_t year_count, kind_count;
    int *years = turning_years(r->arena, rubric, &year_count);
    const char **kinds = named_kinds(r->arena, rubric, &kind_count);
    bool *told = ARENA_ARRAY(r->arena, bool, rubric->row_count + 1);
    bool applies = false;
    for (size_t y = 0; y < year_count; y++) {
        int64_t last = -1;
        for (size_t k = 0; k < kind_count; k++) {
            Case at = {rubric, years[y], kinds[k]};
            int64_t sum = sum_of(&at);
            check_alternatives(r, &at, told);
            if (sum == 0) continue;
            applies = true;
            rubric->total = sum;
            if (sum != wanted && sum != last)
                issue_add(r->issues, SEVERITY_ERROR, rubric->path, 0, 0,
                          "the full points add up to %s%s, but the rubric's total is %s",
                          decimal_text(r->arena, sum, 6, 2, false),
                          which(r->arena, &at, y + 1 < year_count ? years[y + 1] - 1 : 0, kind_count > 1),
                          decimal_text(r->arena, wanted, 6, 2, false));
            last = sum;
        }
    }
    if (!applies)
        issue_add(r->issues, SEVERITY_ERROR, rubric->path, 0, 0, "the rubric has no rows with full points");
}

void rubric_check_whole(RubricReader *r, Rubric *rubric, int64_t wanted) {
    check_ids(r, rubric);
    for (r->at = 0; r->at < rubric->row_count; r->at++) {
        check_merge(r, rubric);
        check_choice(r, rubric);
    }
    check_sums(r, rubric, wanted);
}
