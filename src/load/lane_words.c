#include "load/lane_words.h"

static void rehash(LaneWords *words, size_t slot_count) {
    words->slots = ARENA_ARRAY(words->arena, uint32_t, slot_count);
    words->slot_count = slot_count;
    for (size_t i = 0; i < words->count; i++) {
        const LaneWord *word = &words->words[i];
        const Span span = {word->rest, word->length};
        words->slots[words_slot(words, word->head, word->tail, span)] = (uint32_t)i + 1;
    }
}

bool words_put(LaneWords *words, Span span) {
    bool changed;
    if (words_find(words, span, &changed)) return false;
    if ((words->count + 1) * 2 > words->slot_count)
        rehash(words, words->slot_count ? words->slot_count * 2 : 64);
    const size_t before = words->capacity, width = words->rule_count * sizeof *words->meanings;
    ARENA_PUSH(words->arena, words->words, words->count, words->capacity);
    if (before != words->capacity)
        words->meanings = arena_grow(words->arena, words->meanings, before * width, words->capacity * width);
    const uint64_t head = words_load(span.at, span.length),
                   tail = span.length > 8 ? words_load(span.at + 8, span.length - 8) : 0;
    words->slots[words_slot(words, head, tail, span)] = (uint32_t)words->count + 1;
    words->words[words->count] = (LaneWord){.head = head,
                                            .tail = tail,
                                            .rest = arena_strndup(words->arena, span.at, span.length),
                                            .length = span.length};
    words_turn(words, words->count++);
    return true;
}
