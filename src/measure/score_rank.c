/* Places among the totals of one year: by the 100-point score, so that departments to which some cells do not
 * apply can be compared. Who has an unscored cell takes no place, nor does a twin of another one, and the
 * reason is said. */
#include <string.h>

#include "base/abreast.h"
#include "measure/score_internal.h"
#include "stats/rank.h"
#include "stats/rank_band.h"

/* The totals of one year that take part. */
typedef struct {
    Arena *arena;
    Table *totals;
    const Sheet *sheets;
    size_t *rows;
    size_t count;
} Field;

static const char *reason_of(const Sheet *sheet) {
    if (sheet->unscored) return "unscored";
    if (sheet->rescaled == TABLE_MISSING) return "not_applicable";
    return sheet->twin ? "twin" : "";
}

static void set_size(Table *totals, size_t row, const char *column, size_t value) {
    table_set_integer(totals, row, column, (int64_t)value);
}

static void set_places(const Field *field) {
    double *values = ARENA_ARRAY(field->arena, double, field->count);
    Rank *ranks = ARENA_ARRAY(field->arena, Rank, field->count);
    void *scratch = arena_alloc(field->arena, rank_scratch_bytes(field->count));
    Refusal refusal;
    for (size_t i = 0; i < field->count; i++)
        values[i] = (double)field->sheets[field->rows[i]].rescaled; /* whole millionths: exact */
    if (!rank_values(values, field->count, RANK_BETTER_HIGHER, scratch, ranks, &refusal)) return;
    for (size_t i = 0; i < field->count; i++) {
        set_size(field->totals, field->rows[i], "rank", ranks[i].place);
        set_size(field->totals, field->rows[i], "n", ranks[i].out_of);
        set_size(field->totals, field->rows[i], "tied", ranks[i].tied);
    }
}

/* --- the band --- */

/* Cells by their place in the rubric; alternatives share the place of the first. */
static size_t place_of(const Sheet *sheet, const Cell *cell) {
    for (size_t i = 0; *cell->row->choice_group && i < sheet->count; i++)
        if (strcmp(sheet->cells[i].row->choice_group, cell->row->choice_group) == 0)
            return sheet->cells[i].position;
    return cell->position;
}

/* Numbers the places of the cells of all sheets without gaps: index[position]; returns how many there are. */
static size_t number_cells(const Field *field, size_t *index, size_t positions) {
    bool *used = ARENA_ARRAY(field->arena, bool, positions);
    size_t count = 0;
    for (size_t i = 0; i < field->count; i++) {
        const Sheet *sheet = &field->sheets[field->rows[i]];
        for (size_t k = 0; k < sheet->count; k++)
            used[place_of(sheet, &sheet->cells[k])] = true;
    }
    for (size_t i = 0; i < positions; i++)
        if (used[i]) index[i] = count++;
    return count;
}

static void set_bands(const Field *field) {
    size_t positions = 0;
    for (size_t i = 0; i < field->count; i++) {
        const Sheet *sheet = &field->sheets[field->rows[i]];
        for (size_t k = 0; k < sheet->count; k++)
            if (sheet->cells[k].position >= positions) positions = sheet->cells[k].position + 1;
    }
    size_t *index = ARENA_ARRAY(field->arena, size_t, positions + 1);
    size_t cells = number_cells(field, index, positions);
    double *points = ARENA_ARRAY(field->arena, double, field->count *cells + 1);
    double *full = ARENA_ARRAY(field->arena, double, field->count *cells + 1);
    for (size_t i = 0; i < field->count; i++) {
        const Sheet *sheet = &field->sheets[field->rows[i]];
        for (size_t k = 0; k < sheet->count; k++) {
            const Cell *cell = &sheet->cells[k];
            if (cell->points == TABLE_MISSING) continue; /* not applicable, or not chosen */
            size_t at = i * cells + index[place_of(sheet, cell)];
            points[at] = (double)cell->points;
            full[at] = (double)cell->full;
        }
    }
    RankBand *bands = ARENA_ARRAY(field->arena, RankBand, field->count + 1);
    void *scratch = arena_alloc(field->arena, rank_band_scratch_bytes(field->count, cells));
    Refusal refusal;
    if (!rank_band(points, full, field->count, cells, scratch, bands, &refusal)) return;
    for (size_t i = 0; i < field->count; i++) {
        set_size(field->totals, field->rows[i], "rank_low", bands[i].low);
        set_size(field->totals, field->rows[i], "rank_high", bands[i].high);
    }
}

static void rank_year(Arena *arena, size_t i, void *user) {
    Field *field = &((Field *)user)[i];
    field->arena = arena;
    set_places(field);
    set_bands(field);
}

void score_rank(Arena *arena, Table *totals, const Sheet *sheets, int jobs) {
    size_t count = totals->row_count, years = 0;
    const int64_t *year = totals->columns[table_find(totals, "year")].integers;
    bool *done = ARENA_ARRAY(arena, bool, count + 1);
    Field *fields = ARENA_ARRAY(arena, Field, count + 1);
    size_t *rows = ARENA_ARRAY(arena, size_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        const char *reason = reason_of(&sheets[i]);
        table_set_text(totals, i, "reason", reason);
        if (*reason || done[i]) continue;
        Field *field = &fields[years++];
        *field = (Field){.totals = totals, .sheets = sheets, .rows = rows};
        for (size_t k = i; k < count; k++) {
            if (year[k] != year[i] || *reason_of(&sheets[k])) continue;
            field->rows[field->count++] = k;
            done[k] = true;
        }
        rows += field->count;
    }
    abreast(arena, years, jobs, rank_year, fields);
}
