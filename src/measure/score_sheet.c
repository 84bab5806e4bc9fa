/* One department-year: its cells, the choice between alternatives, the sums and the grade. */
#include <string.h>

#include "measure/score_internal.h"
#include "measure/unit.h"
#include "model/decimal.h"

__extension__ typedef __int128 Wide;

const char *const cell_status_names[] = {
    [CELL_UNSCORED] = "unscored", [CELL_COMPUTED] = "computed", [CELL_ASSESSED] = "assessed",
    [CELL_STATED] = "stated",     [CELL_DROPPED] = "dropped",   [CELL_UNCHOSEN] = "unchosen"};

/* --- alternatives --- */

/* Scored before unscored, unscored before not applicable; then by points. */
static int merit(const Cell *cell) {
    return cell->points != TABLE_MISSING ? 2 : cell->status == CELL_UNSCORED ? 1 : 0;
}

static bool better(const Cell *a, const Cell *b) {
    if (merit(a) != merit(b)) return merit(a) > merit(b);
    return merit(a) == 2 && a->points > b->points;
}

static bool alternatives(const Cell *a, const Cell *b) {
    return *a->row->choice_group && strcmp(a->row->choice_group, b->row->choice_group) == 0;
}

static void leave_out(Arena *arena, Cell *cell) {
    static const char *const words[] = {"二者择优，未采用", "the better alternative counts, not this one"};
    for (Lang lang = 0; lang < LANG_COUNT; lang++) {
        const char *mark = lang == LANG_ZH ? "；" : "; ", *before = cell->calculation[lang];
        cell->calculation[lang] = arena_printf(arena, "%s%s%s", before, *before ? mark : "", words[lang]);
    }
    cell->status = CELL_UNCHOSEN;
    cell->points = TABLE_MISSING;
    cell->stated_only = 0;
}

/* The best of each choice group counts; of equal ones the first. */
static void choose(Arena *arena, Sheet *sheet) {
    for (size_t i = 0; i < sheet->count; i++) {
        Cell *best = &sheet->cells[i];
        if (best->status == CELL_UNCHOSEN) continue;
        for (size_t k = i + 1; k < sheet->count; k++) {
            Cell *other = &sheet->cells[k];
            if (!alternatives(best, other)) continue;
            Cell *loser = better(other, best) ? best : other;
            if (loser == best) best = other;
            leave_out(arena, loser);
        }
    }
}

/* --- sums --- */

static void add_cell(Sheet *sheet, const Cell *cell) {
    if (cell->stated != TABLE_MISSING && cell->status != CELL_UNCHOSEN)
        sheet->stated = (sheet->stated == TABLE_MISSING ? 0 : sheet->stated) + cell->stated;
    if (cell->status == CELL_UNCHOSEN) return;
    sheet->full += cell->full;
    if (cell->status == CELL_DROPPED) {
        sheet->dropped++;
        sheet->dropped_full += cell->full;
    } else if (cell->status == CELL_UNSCORED) {
        sheet->unscored++;
    } else {
        sheet->scored++;
        sheet->points += cell->points;
        sheet->stated_only += cell->stated_only;
    }
    if (cell->status != CELL_COMPUTED) return;
    sheet->computed += cell->computed;
    sheet->computed_full += cell->full;
}

/* Bounds are compared exactly: 100 × points / full ≥ lower. */
static void find_grade(const Scoring *scoring, Sheet *sheet) {
    int64_t full = sheet->full - sheet->dropped_full;
    sheet->grade[LANG_ZH] = sheet->grade[LANG_EN] = "";
    if (sheet->unscored || full <= 0) return;
    for (size_t i = 0; i < scoring->grade_count; i++) {
        const Grade *grade = &scoring->grades[i];
        if ((Wide)sheet->points * 100 * POINTS_ONE < (Wide)grade->lower * full) continue;
        for (Lang lang = 0; lang < LANG_COUNT; lang++)
            sheet->grade[lang] = grade->label[lang];
        return;
    }
}

void scoring_sheet(const Scoring *scoring, int64_t dept_id, int64_t year, const char *kind, Sheet *sheet) {
    const Review review = {scoring, dept_id, year, kind};
    const Rubric *rubric = scoring->rubric;
    *sheet = (Sheet){.cells = ARENA_ARRAY(scoring->arena, Cell, rubric->row_count + 1),
                     .stated = TABLE_MISSING,
                     .rescaled = TABLE_MISSING};
    for (size_t i = 0; i < rubric->row_count; i++)
        if (score_begins_cell(&review, i)) score_cell(&review, i, &sheet->cells[sheet->count++]);
    choose(scoring->arena, sheet);
    for (size_t i = 0; i < sheet->count; i++)
        add_cell(sheet, &sheet->cells[i]);
    int64_t full = sheet->full - sheet->dropped_full;
    if (full > 0 && !decimal_ratio_round(sheet->points * 100, full, 6, &sheet->rescaled))
        sheet->rescaled = TABLE_MISSING;
    find_grade(scoring, sheet);
}
