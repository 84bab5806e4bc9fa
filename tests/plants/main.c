/* plant: puts outliers of known kinds into a copy of a dataset.
 *   plant DATABASE FOLDER philadelphia|county SEED LIST.csv [explain]
 * DATABASE is what `jixiao load` and `measure` made of FOLDER as it is. FOLDER's files are changed in place;
 * LIST says what was done: kind,negative,dept,year,what,size. With `explain`, grants come with rows of
 * explanations. README.md has the definitions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "negatives.h"

enum { TRIES = 200000 };

typedef struct {
    Clean clean;
    Negatives negatives;
    const char *dataset;
    uint64_t seed;
    bool explain;
    Text list;
    Err *err;
} Garden;

static bool plant_one(Garden *g, int number, const char *kind, PlantTry *try, bool negative) {
    Planting p = {
        .clean = &g->clean, .dataset = g->dataset, .random = random_stream(g->seed, (uint64_t)number, 0, 0)};
    for (int tries = 0; tries < TRIES; tries++) {
        bool done = try                        ? try(&p)
                    : strcmp(kind, "new") == 0 ? negatives_new(&p, &g->negatives)
                                               : negatives_transfer(&p, &g->negatives);
        if (!done) continue;
        CleanDept *dept = &g->clean.depts[p.dept];
        if (g->explain && strcmp(kind, "grant") == 0) negatives_explain(&p, &g->negatives);
        dept->usable = false;
        const char *code =
            strcmp(kind, "new") == 0 ? arena_printf(g->clean.arena, "begun-%d", p.year) : dept->code;
        text_appendf(&g->list, "%s,%d,%s,%d,%s,%s\n", kind, negative, code, p.year, p.what, p.size);
        return true;
    }
    return err_set(g->err, ERR_SOURCE, "no place for %s in %d tries", kind, TRIES);
}

static bool plant_all(Garden *g) {
    int number = 0;
    bool county = strcmp(g->dataset, "county") == 0;
    text_append(&g->list, "kind,negative,dept,year,what,size\n");
    for (int k = 0; k < plant_kind_count; k++) {
        const PlantKind *kind = &plant_kinds[k];
        int count = county ? kind->in_county : kind->in_philadelphia;
        for (int i = 0; i < count; i++)
            if (!plant_one(g, number++, kind->kind, kind->try, kind->negative)) return false;
    }
    return plant_one(g, number, "transfer", NULL, true) && plant_one(g, number + 1, "new", NULL, true);
}

int main(int count, char **words) {
    Arena arena = {0};
    Err err = {0};
    Garden g = {.err = &err, .list = {.arena = &arena}};
    if (count != 6 && !(count == 7 && strcmp(words[6], "explain") == 0)) {
        fprintf(stderr, "usage: plant DATABASE FOLDER philadelphia|county SEED LIST.csv [explain]\n");
        return 2;
    }
    g.dataset = words[3];
    g.explain = count == 7;
    g.seed = strtoull(words[4], NULL, 10);
    g.negatives = (Negatives){.figures = {.arena = &arena},
                              .depts = {.arena = &arena},
                              .lineage = {.arena = &arena},
                              .explanations = {.arena = &arena},
                              .money = strcmp(g.dataset, "county") == 0 ? "元" : "USD"};
    bool good = clean_open(&arena, &g.clean, words[1], &err) && plant_all(&g) &&
                edit_apply(&arena, words[2], g.clean.edits, g.clean.edit_count, &err) &&
                negatives_write(&g.negatives, &arena, words[2], &err) &&
                file_write(&arena, words[5], text_string(&g.list), g.list.size, &err);
    if (!good) fprintf(stderr, "plant: %s\n", err.text);
    sqlite3_close(g.clean.db);
    arena_free(&arena);
    return good ? 0 : 1;
}
