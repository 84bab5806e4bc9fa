/* lane_words: the texts of one column as they stand in the file, with a number each, and what they were found
 * to mean. */
#ifndef JIXIAO_LOAD_LANE_WORDS_H
#define JIXIAO_LOAD_LANE_WORDS_H

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* A field of a line. */
typedef struct {
    const char *at;
    size_t length;
} Span;

/* What a text means to one rule of the description. */
typedef struct {
    int32_t text;   /* Names, as far as the rule goes */
    int32_t number; /* of years, months, stages */
    int32_t chain;  /* what the lane knows of it together with others; 0 = nothing */
    bool known;
} Meaning;

typedef struct {
    const char *text;
    bool begins_row; /* as the first cell */
} LaneWord;

/* Where a word is found: its first 16 bytes, which are all of it nearly always, its length + 1, and its
 * number. A size of 0 is free. */
typedef struct {
    uint64_t head, tail;
    size_t size, number;
} LaneSlot;

typedef struct {
    Arena *arena;
    LaneWord *words;
    Meaning *meanings; /* rule_count for each word */
    size_t rule_count, count, capacity;
    LaneSlot *slots; /* a power of two, of which at most a quarter is taken, of many at most half */
    size_t slot_mask;
    int slot_shift;
    size_t number; /* of the word of the line at hand, */
    Meaning *now;  /* and what it means */
} LaneWords;

/* The slot that a text would have; 16 bytes must be there to be read. */
static inline LaneSlot words_look(Span span) {
    static const unsigned char kept[32] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                           0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    const unsigned char *mask = kept + 16 - (span.length < 16 ? span.length : 16);
    LaneSlot slot = {.size = span.length + 1};
    uint64_t head_mask, tail_mask;
    memcpy(&slot.head, span.at, 8);
    memcpy(&slot.tail, span.at + 8, 8);
    memcpy(&head_mask, mask, 8);
    memcpy(&tail_mask, mask + 8, 8);
    slot.head &= head_mask;
    slot.tail &= tail_mask;
    return slot;
}

/* Where it stands, or the free slot where it belongs. This does not ask what came before, and nearly always
 * ends where it begins: so the processor runs ahead through columns and lines in whatever order they come. */
static inline LaneSlot *words_slot(const LaneWords *words, const LaneSlot *wanted, Span span) {
    /* The highest bits of a product depend on all of a factor (Knuth 6.4). */
    const uint64_t hash = (wanted->head ^ wanted->size) * UINT64_C(0x9E3779B97F4A7C15) +
                          wanted->tail * UINT64_C(0xC2B2AE3D27D4EB4F);
    for (size_t at = (size_t)(hash >> words->slot_shift);; at = (at + 1) & words->slot_mask) {
        LaneSlot *slot = &words->slots[at];
        const uint64_t differs =
            (slot->head ^ wanted->head) | (slot->tail ^ wanted->tail) | (slot->size ^ wanted->size);
        if (differs == 0 &&
            (span.length <= 16 || memcmp(words->words[slot->number].text, span.at, span.length) == 0))
            return slot;
        if (slot->size == 0) return slot;
    }
}

static inline void words_turn(LaneWords *words, size_t number) {
    words->number = number;
    words->now = &words->meanings[number * words->rule_count];
}

/* Turns to the word of a field; false, and nothing, when it is not known. *changed when it is another than
 * before. */
static inline bool words_find(LaneWords *words, Span span, bool *changed) {
    const LaneSlot wanted = words_look(span), *slot = words_slot(words, &wanted, span);
    *changed = slot->number != words->number;
    if (slot->size == 0) return false;
    words_turn(words, slot->number);
    return true;
}

void words_open(LaneWords *words, Arena *arena);
/* Turns to the word, which may be new; true when it is. */
bool words_put(LaneWords *words, Span span);

#endif
