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
    uint64_t head, tail; /* the first 16 bytes */
    const char *rest;    /* all of it when it is longer */
    size_t length;
    uint32_t after;  /* number + 1 of the word that came after it the last time */
    bool begins_row; /* as the first cell */
} LaneWord;

typedef struct {
    Arena *arena;
    LaneWord *words;
    Meaning *meanings; /* rule_count for each word */
    size_t rule_count, count, capacity;
    uint32_t *slots; /* numbers + 1; slot_count is a power of two */
    size_t slot_count;
    LaneWord *now; /* the word of the line at hand, and its number; NULL before the first one */
    size_t number;
} LaneWords;

/* The bytes at `at`, as far as they belong to a text of that length; 16 bytes must be there to be read. */
static inline uint64_t words_load(const char *at, size_t length) {
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return length >= 8 ? bytes : bytes & ((UINT64_C(1) << (8 * length)) - 1);
#else
    if (length < 8) memset((char *)&bytes + length, 0, 8 - length);
    return bytes;
#endif
}

static inline bool words_is(const LaneWord *word, uint64_t head, uint64_t tail, Span span) {
    return word->head == head && word->tail == tail && word->length == span.length &&
           (span.length <= 16 || memcmp(word->rest, span.at, span.length) == 0);
}

static inline size_t words_slot(const LaneWords *words, uint64_t head, uint64_t tail, Span span) {
    uint64_t hash =
        (head * UINT64_C(0x9E3779B97F4A7C15)) ^ (tail * UINT64_C(0xC2B2AE3D27D4EB4F)) ^ span.length;
    hash ^= hash >> 29;
    hash *= UINT64_C(0xBF58476D1CE4E5B9);
    size_t mask = words->slot_count - 1, slot = (size_t)(hash >> 32) & mask;
    while (words->slots[slot] && !words_is(&words->words[words->slots[slot] - 1], head, tail, span))
        slot = (slot + 1) & mask;
    return slot;
}

static inline void words_turn(LaneWords *words, size_t number) {
    words->now = &words->words[number];
    words->number = number;
}

/* Turns to the word of a field; *changed when it is another than before. False, and nothing, when it is not
 * known. */
static inline bool words_find(LaneWords *words, Span span, bool *changed) {
    const uint64_t head = words_load(span.at, span.length),
                   tail = span.length > 8 ? words_load(span.at + 8, span.length - 8) : 0;
    *changed = false;
    if (!words->now) return false;
    if (words_is(words->now, head, tail, span)) return true;
    /* A column of few words often goes through them in turn. */
    const uint32_t likely = words->now->after;
    if (likely && words_is(&words->words[likely - 1], head, tail, span)) {
        words_turn(words, likely - 1);
    } else {
        const uint32_t found = words->slots[words_slot(words, head, tail, span)];
        if (found == 0) return false;
        words->now->after = found;
        words_turn(words, found - 1);
    }
    *changed = true;
    return true;
}

/* Turns to the word, which may be new; true when it is. */
bool words_put(LaneWords *words, Span span);

/* What the word of the line at hand means to a rule. */
static inline Meaning *words_meaning(const LaneWords *words, size_t rule) {
    return &words->meanings[words->number * words->rule_count + rule];
}

#endif
