/* One cell of the scoring table: from the evidence to its points, with how they came about. */
#include <string.h>

#include "base/text.h"
#include "measure/score_internal.h"
#include "measure/unit.h"

__extension__ typedef __int128 Wide;

/* A row, or several rows as one, on their own; a cell is one part or a sum of parts. */
typedef struct {
    RubricRow row; /* names joined and points added up, where rows were merged */
    CellStatus status;
    int64_t points, computed, stated, measure_id;
    const char *calculation[LANG_COUNT], *basis;
} Part;

static bool is_scored(CellStatus status) {
    return status == CELL_COMPUTED || status == CELL_ASSESSED || status == CELL_STATED;
}

/* --- by the rule --- */

/* The rule's result with its calculation in both languages; `before` is what stands in front of it. */
static RuleResult apply_rule(const Review *review, Part *part, RuleInput *input,
                             const char *const before[LANG_COUNT]) {
    RuleResult result = RULE_UNKNOWN;
    Arena *arena = review->scoring->arena;
    input->arena = arena;
    input->row = &part->row;
    for (input->lang = 0; input->lang < LANG_COUNT; input->lang++) {
        const char *why = "";
        result = part->row.rule->apply(input, &part->computed, &why);
        if (result == RULE_UNKNOWN) break;
        const char *front = before[input->lang], *mark = input->lang == LANG_ZH ? "；" : "; ";
        part->calculation[input->lang] = *front ? arena_printf(arena, "%s%s%s", front, mark, why) : why;
    }
    if (result == RULE_SCORED) {
        part->status = CELL_COMPUTED;
        part->points = part->computed;
        return result;
    }
    part->computed = TABLE_MISSING;
    if (result == RULE_DROPPED) part->status = CELL_DROPPED;
    return result;
}

static void by_rate(const Review *review, Part *part) {
    const Table *m = review->scoring->measures;
    if (*part->row.indicator == '\0') return;
    size_t at = score_find(m, part->row.indicator, review->dept_id, review->year);
    if (at == m->row_count) return;
    /* A rule may decide 0/0; other values that are not there earn nothing. */
    const char *reason = table_text(m, "reason", at);
    if (*reason && strcmp(reason, "zero_denominator") != 0) return;
    RuleInput input = {.numerator = table_integer(m, "numerator", at),
                       .denominator = table_integer(m, "denominator", at),
                       .cases = TABLE_MISSING};
    const char *const before[] = {table_text(m, "calculation", at), table_text(m, "calculation_en", at)};
    if (apply_rule(review, part, &input, before) == RULE_UNKNOWN) return;
    part->measure_id = table_integer(m, "measure_id", at);
    part->basis = table_text(m, "source", at);
}

static void by_cases(const Review *review, Part *part) {
    const Table *c = review->scoring->cases;
    size_t at = score_find(c, part->row.id, review->dept_id, review->year);
    if (at == c->row_count) return;
    RuleInput input = {
        .numerator = TABLE_MISSING, .denominator = TABLE_MISSING, .cases = table_integer(c, "cases", at)};
    static const char *const nothing[] = {"", ""};
    if (apply_rule(review, part, &input, nothing) == RULE_UNKNOWN) return;
    part->basis =
        origin_text(review->scoring->arena, &review->scoring->origins, table_integer(c, "origin", at));
}

/* --- by what assessors say --- */

static void take_statement(const Review *review, Part *part, const Statement *statement) {
    if (!statement->found) return;
    part->stated = statement->points;
    if (part->status != CELL_UNSCORED) return;
    for (Lang lang = 0; lang < LANG_COUNT; lang++)
        part->calculation[lang] = score_statement_calculation(review, &part->row, statement, lang);
    part->basis = score_statement_basis(review, statement);
    if (statement->refused) return;
    part->status = statement->own ? CELL_STATED : CELL_ASSESSED;
    part->points = statement->points;
}

/* --- parts --- */

static void find_by_rule(const Review *review, Part *part) {
    part->computed = part->stated = part->points = part->measure_id = TABLE_MISSING;
    part->calculation[LANG_ZH] = part->calculation[LANG_EN] = part->basis = "";
    part->status = CELL_UNSCORED;
    if (part->row.rule->evidence == EVIDENCE_RATE) by_rate(review, part);
    if (part->row.rule->evidence == EVIDENCE_CASES) by_cases(review, part);
}

static bool in_cell(const Review *review, const RubricRow *first, const RubricRow *row) {
    return row == first || (*first->merge_group && strcmp(first->merge_group, row->merge_group) == 0 &&
                            rubric_applies(row, review->year, review->kind));
}

bool score_begins_cell(const Review *review, size_t at) {
    const RubricRow *rows = review->scoring->rubric->rows;
    if (!rubric_applies(&rows[at], review->year, review->kind)) return false;
    for (size_t i = 0; *rows[at].merge_group && i < at; i++)
        if (strcmp(rows[i].merge_group, rows[at].merge_group) == 0 &&
            rubric_applies(&rows[i], review->year, review->kind))
            return false;
    return true;
}

/* Rows of one merge group that are scored as one: names joined, full points added; the first one's rule. */
static void one_part(const Review *review, size_t at, Part *part) {
    const Rubric *rubric = review->scoring->rubric;
    const RubricRow *first = &rubric->rows[at];
    Arena *arena = review->scoring->arena;
    bool merged = false;
    *part = (Part){.row = *first};
    for (size_t i = at + 1; i < rubric->row_count; i++) {
        const RubricRow *other = &rubric->rows[i];
        if (!in_cell(review, first, other)) continue;
        merged = true;
        part->row.full += other->full;
        part->row.name[LANG_ZH] =
            arena_printf(arena, "%s、%s", part->row.name[LANG_ZH], other->name[LANG_ZH]);
        part->row.name[LANG_EN] =
            arena_printf(arena, "%s, %s", part->row.name[LANG_EN], other->name[LANG_EN]);
    }
    for (Lang lang = 0; merged && lang < LANG_COUNT; lang++)
        part->row.standard[lang] = rule_standard(arena, &part->row, lang);
    find_by_rule(review, part);
    Statement statement = score_statement(review, &part->row, first->id, NULL);
    take_statement(review, part, &statement);
}

/* --- a sum of parts --- */

typedef struct {
    Part *parts;
    size_t count;
    int64_t full, dropped_full, points, stated, stated_only;
    size_t scored, computed, unscored, dropped, with_statement;
    CellStatus weakest; /* of those that are scored */
} Sum;

static void add_part(Sum *sum, const Part *part) {
    sum->full += part->row.full;
    if (part->stated != TABLE_MISSING) {
        sum->stated += part->stated;
        sum->with_statement++;
    }
    if (part->status == CELL_DROPPED) {
        sum->dropped++;
        sum->dropped_full += part->row.full;
    } else if (part->status == CELL_UNSCORED) {
        sum->unscored++;
    } else {
        sum->scored++;
        sum->computed += part->status == CELL_COMPUTED;
        sum->points += part->points;
        if (part->status == CELL_STATED) sum->stated_only += part->points;
        if (part->status > sum->weakest) sum->weakest = part->status;
    }
}

static Sum read_parts(const Review *review, size_t at) {
    const Rubric *rubric = review->scoring->rubric;
    const RubricRow *first = &rubric->rows[at];
    Sum sum = {.parts = ARENA_ARRAY(review->scoring->arena, Part, rubric->row_count - at)};
    for (size_t i = at; i < rubric->row_count; i++) {
        const RubricRow *row = &rubric->rows[i];
        if (!in_cell(review, first, row)) continue;
        Part *part = &sum.parts[sum.count++];
        *part = (Part){.row = *row};
        find_by_rule(review, part);
        /* By the cell's id and the mark of the part, or by the part's own id. */
        Statement statement = {0};
        if (*row->mark) statement = score_statement(review, row, first->id, row->mark);
        if (!statement.found && row != first) statement = score_statement(review, row, row->id, NULL);
        take_statement(review, part, &statement);
        add_part(&sum, part);
    }
    return sum;
}

static void join(Text *text, const char *mark, const char *more) {
    if (*more) text_appendf(text, "%s%s", text->size ? mark : "", more);
}

/* "①6" of what was stated, "① 10 / 12 × 100% = 83.33%；… → 5" of what was computed. */
static const char *part_calculation(const Review *review, const Part *part, Lang lang) {
    Arena *arena = review->scoring->arena;
    const char *mark = *part->row.mark ? part->row.mark : part->row.name[lang];
    const char *calculation = part->calculation[lang];
    if (part->status == CELL_UNSCORED)
        return arena_printf(arena, "%s%s", mark, lang == LANG_ZH ? "未评" : " unscored");
    if (part->status == CELL_DROPPED) return arena_printf(arena, "%s %s", mark, calculation);
    const char *points = unit_points_text(arena, part->points);
    if (part->status != CELL_COMPUTED) return arena_printf(arena, "%s%s", mark, points);
    return arena_printf(arena, "%s %s → %s", mark, calculation, points);
}

/* Parts that do not apply leave their points to the others; half a millionth rounds up. */
static int64_t rescale(int64_t points, const Sum *sum) {
    const int64_t applies = sum->full - sum->dropped_full;
    return (int64_t)(((Wide)points * sum->full * 2 + applies) / ((Wide)applies * 2));
}

/* "①6 + ②4 = 10"; what is computed is told at length. */
static const char *sum_calculation(const Review *review, const Sum *sum, Lang lang) {
    Arena *arena = review->scoring->arena;
    Text text = {.arena = arena};
    const bool plain = sum->weakest != CELL_COMPUTED && sum->dropped == 0 && sum->computed == 0;
    if (sum->scored + sum->dropped == 0) return "";
    for (size_t i = 0; i < sum->count; i++)
        join(&text,
             plain             ? " + "
             : lang == LANG_ZH ? "；"
                               : "; ",
             part_calculation(review, &sum->parts[i], lang));
    if (sum->unscored == 0 && sum->dropped == 0)
        text_appendf(&text, "%s%s",
                     plain             ? " = "
                     : lang == LANG_ZH ? "；合计 "
                                       : "; together ",
                     unit_points_text(arena, sum->points));
    if (sum->unscored == 0 && sum->dropped > 0 && sum->scored > 0)
        text_appendf(&text, lang == LANG_ZH ? "；%s × %s / %s = %s" : "; %s × %s / %s = %s",
                     unit_points_text(arena, sum->points), unit_points_text(arena, sum->full),
                     unit_points_text(arena, sum->full - sum->dropped_full),
                     unit_points_text(arena, rescale(sum->points, sum)));
    return arena_strdup(arena, text_string(&text));
}

/* Standards, calculations and evidence of the parts, as the cell's own. */
static void tell_parts(const Review *review, const Sum *sum, Cell *cell) {
    Arena *arena = review->scoring->arena;
    Text standard[LANG_COUNT] = {{.arena = arena}, {.arena = arena}}, basis = {.arena = arena},
         ids = {.arena = arena};
    for (size_t i = 0; i < sum->count; i++) {
        const Part *part = &sum->parts[i];
        for (Lang lang = 0; lang < LANG_COUNT; lang++)
            join(&standard[lang], lang == LANG_ZH ? "；" : "; ",
                 arena_printf(arena, "%s %s: %s", part->row.mark, part->row.name[lang],
                              part->row.standard[lang]));
        if (!strstr(text_string(&basis), part->basis)) join(&basis, "; ", part->basis);
        text_appendf(&ids, "%s%s|", ids.size ? "" : "|", part->row.id);
        if (cell->measure_id == TABLE_MISSING) cell->measure_id = part->measure_id;
    }
    for (Lang lang = 0; lang < LANG_COUNT; lang++) {
        cell->calculation[lang] = sum_calculation(review, sum, lang);
        cell->standard[lang] = arena_strdup(arena, text_string(&standard[lang]));
    }
    cell->basis = arena_strdup(arena, text_string(&basis));
    cell->parts = arena_strdup(arena, text_string(&ids));
}

/* What somebody states about the cell as a whole; it counts where the parts do not say enough. */
static Part whole_of(const Review *review, const Cell *cell) {
    Part whole = {.row = *cell->row, .status = CELL_UNSCORED, .stated = TABLE_MISSING};
    whole.row.full = cell->full;
    Statement statement = score_statement(review, &whole.row, cell->row->id, "");
    take_statement(review, &whole, &statement);
    return whole;
}

static void sum_cell(const Review *review, size_t at, Cell *cell) {
    Sum sum = read_parts(review, at);
    tell_parts(review, &sum, cell);
    cell->full = sum.full;
    Part whole = whole_of(review, cell);
    cell->stated = sum.with_statement == sum.count ? sum.stated : whole.stated;
    if (sum.dropped == sum.count) {
        cell->status = CELL_DROPPED;
    } else if (sum.unscored == 0) {
        cell->status = sum.weakest;
        cell->points = rescale(sum.points, &sum);
        cell->stated_only = rescale(sum.stated_only, &sum);
        if (sum.weakest == CELL_COMPUTED) cell->computed = cell->points;
    } else if (is_scored(whole.status)) {
        for (Lang lang = 0; lang < LANG_COUNT; lang++)
            cell->calculation[lang] = whole.calculation[lang];
        cell->status = whole.status;
        cell->points = whole.points;
        cell->stated_only = whole.status == CELL_STATED ? whole.points : 0;
        cell->basis = whole.basis;
    }
}

static void plain_cell(const Review *review, size_t at, Cell *cell) {
    Part part;
    one_part(review, at, &part);
    for (Lang lang = 0; lang < LANG_COUNT; lang++) {
        cell->name[lang] = part.row.name[lang];
        cell->calculation[lang] = part.calculation[lang];
        cell->standard[lang] = part.row.standard[lang];
    }
    cell->status = part.status;
    cell->basis = part.basis;
    cell->full = part.row.full;
    cell->points = part.points;
    cell->computed = part.computed;
    cell->stated = part.stated;
    cell->stated_only = part.status == CELL_STATED ? part.points : 0;
    cell->measure_id = part.measure_id;
}

void score_cell(const Review *review, size_t at, Cell *cell) {
    const RubricRow *row = &review->scoring->rubric->rows[at];
    *cell = (Cell){.row = row,
                   .position = at,
                   .parts = "",
                   .name = {row->name[LANG_ZH], row->name[LANG_EN]},
                   .points = TABLE_MISSING,
                   .computed = TABLE_MISSING,
                   .stated = TABLE_MISSING,
                   .measure_id = TABLE_MISSING};
    if (row->sum)
        sum_cell(review, at, cell);
    else
        plain_cell(review, at, cell);
}
