/* known: what a load knows before it reads a file (catalogue, dictionary of names, three departments), for
 * the targets that read tables. */
#ifndef JIXIAO_TEST_FUZZ_KNOWN_H
#define JIXIAO_TEST_FUZZ_KNOWN_H

#include "fuzz.h"
#include "load/load.h"
#include "load/vocabulary.h"

typedef struct {
    Arena arena;
    Catalog catalog;
    Vocabulary vocabulary;
    Names *names;
} Known;

/* The same until the next call: the dictionary grows with the inputs, so it is begun anew now and then. */
static inline Known *known_to_load(void) {
    enum { INPUTS_PER_NAMES = 500 };
    static const Dept depts[] = {
        {.code = "1", .name = "甲局"}, {.code = "2", .name = "乙局"}, {.code = "3", .name = "乙局"}};
    static Known known;
    static int inputs;
    Err err = {0};
    if (inputs++ % INPUTS_PER_NAMES) return &known;
    arena_free(&known.arena);
    known = (Known){0};
    FUZZ_EXPECT(load_catalog(&known.arena, &known.catalog, &err));
    known.names = names_new(&known.arena);
    FUZZ_EXPECT(vocabulary_open(&known.arena, &known.vocabulary, &known.catalog, known.names, &err));
    vocabulary_index_depts(&known.arena, &known.vocabulary, depts, sizeof depts / sizeof *depts);
    return &known;
}

#endif
