/* What assessors say about a row: as a whole, or by its sub-items, with points or with yes and no. */
#include <string.h>

#include "measure/score_internal.h"
#include "measure/unit.h"

/* The points of an assessment: as given, or all of `full` for a yes. */
static int64_t assessed_points(const Table *a, size_t at, int64_t full) {
    int64_t points = table_integer(a, "points", at);
    if (points != TABLE_MISSING) return points;
    return strcmp(table_text(a, "result", at), "yes") == 0 ? full : 0;
}

/* The row before `at` that says something about the same sub-item with the same authority; `at`: none. */
static size_t said_before(const Table *a, size_t first, size_t at) {
    for (size_t i = first; i < at; i++)
        if (table_integer(a, "authority", i) == table_integer(a, "authority", at) &&
            strcmp(table_text(a, "sub_item", i), table_text(a, "sub_item", at)) == 0)
            return i;
    return at;
}

static int64_t item_full(const RubricRow *row, const char *mark) {
    for (size_t i = 0; i < row->item_count; i++)
        if (strcmp(row->items[i].mark, mark) == 0) return row->items[i].points;
    return row->item_count && *mark ? TABLE_MISSING : row->full;
}

/* `full`: what the sub-item, or the row, can give at most. */
static void add_statement(const Review *review, int64_t full, size_t at, Statement *statement) {
    const Table *a = review->scoring->assessments;
    const char *mark = table_text(a, "sub_item", at);
    int64_t points = assessed_points(a, at, full);
    if (!statement->found) statement->first = at;
    size_t before = said_before(a, statement->first, at);
    if (before != at && assessed_points(a, before, full) == points) return; /* said twice, counted once */
    /* Said twice and differently; or the row as a whole, and parts of it, too. */
    if (before != at || (statement->found && statement->divided != (*mark != 0))) statement->refused = true;
    statement->found = true;
    statement->own = table_integer(a, "authority", at) == 1;
    statement->divided = statement->divided || *mark;
    if (full == TABLE_MISSING || points < 0 || points > full) statement->refused = true;
    if (points == TABLE_MISSING) points = 0;
    statement->points += points;
    text_appendf(&statement->parts, "%s%s%s", statement->parts.size ? " + " : "", mark,
                 unit_points_text(review->scoring->arena, points));
}

Statement score_statement(const Review *review, const RubricRow *row, const char *id, const char *mark) {
    const Table *a = review->scoring->assessments;
    Statement statement = {.parts = {.arena = review->scoring->arena}};
    int64_t authority = 0;
    for (size_t i = score_find(a, id, review->dept_id, review->year);
         i < a->row_count && score_is_key(a, i, id, review->dept_id, review->year); i++) {
        const char *given = table_text(a, "sub_item", i);
        if (mark && strcmp(given, mark) != 0) continue;
        if (!statement.found) authority = table_integer(a, "authority", i);
        if (table_integer(a, "authority", i) != authority) continue;
        add_statement(review, mark ? row->full : item_full(row, given), i, &statement);
        statement.end = i + 1;
    }
    if (statement.points > row->full) statement.refused = true;
    return statement;
}

static bool is_said(const Table *a, const Statement *statement, const char *mark) {
    for (size_t i = statement->first; i < statement->end; i++)
        if (strcmp(table_text(a, "sub_item", i), mark) == 0) return true;
    return false;
}

const char *score_statement_calculation(const Review *review, const RubricRow *row,
                                        const Statement *statement, Lang lang) {
    static const char *const refused[] = {"填报与评分表不符或前后不一，不计",
                                          "does not fit the rubric or itself, and does not count"};
    Arena *arena = review->scoring->arena;
    const Table *a = review->scoring->assessments;
    Text text = {.arena = arena};
    if (!statement->divided) text_append(&text, table_text(a, "calculation", statement->first));
    if (statement->divided) {
        text_append(&text, text_string(&statement->parts));
        for (size_t i = 0; i < row->item_count; i++)
            if (!is_said(a, statement, row->items[i].mark))
                text_appendf(&text, " + %s%s", row->items[i].mark, lang == LANG_ZH ? "未评" : " unscored");
        text_appendf(&text, " = %s", unit_points_text(arena, statement->points));
    }
    if (statement->refused)
        text_appendf(&text, "%s%s", text.size ? lang == LANG_ZH ? "；" : "; " : "", refused[lang]);
    return arena_strdup(arena, text_string(&text));
}

const char *score_statement_basis(const Review *review, const Statement *statement) {
    const Table *a = review->scoring->assessments;
    Arena *arena = review->scoring->arena;
    const char *basis = table_text(a, "basis", statement->first),
               *place = origin_text(arena, &review->scoring->origins,
                                    table_integer(a, "origin", statement->first));
    return *basis ? arena_printf(arena, "%s (%s)", basis, place) : place;
}
