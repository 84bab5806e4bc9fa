#include "load/lane_words.h"

/* Slots in which words are spread so thinly that nearly every look ends at the first one; of more than these,
 * memory counts. */
enum { MANY_SLOTS = 1 << 15 };

static void make_slots(LaneWords *words, int bits) {
    const LaneSlot *before = words->slots;
    const size_t count = before ? words->slot_mask + 1 : 0;
    words->slots = ARENA_ARRAY(words->arena, LaneSlot, (size_t)1 << bits);
    words->slot_mask = ((size_t)1 << bits) - 1;
    words->slot_shift = 64 - bits;
    for (size_t i = 0; i < count; i++) {
        if (before[i].size == 0) continue;
        const Span span = {words->words[before[i].number].text, before[i].size - 1};
        *words_slot(words, &before[i], span) = before[i];
    }
}

void words_open(LaneWords *words, Arena *arena) {
    enum { FIRST_BITS = 6 };
    words->arena = arena;
    make_slots(words, FIRST_BITS);
}

bool words_put(LaneWords *words, Span span) {
    bool changed;
    if (words_find(words, span, &changed)) return false;
    const size_t crowd = words->slot_mask < MANY_SLOTS ? 4 : 2;
    if ((words->count + 1) * crowd > words->slot_mask) make_slots(words, 64 - words->slot_shift + 1);
    const size_t before = words->capacity, width = words->rule_count * sizeof *words->meanings;
    ARENA_PUSH(words->arena, words->words, words->count, words->capacity);
    if (before != words->capacity)
        words->meanings = arena_grow(words->arena, words->meanings, before * width, words->capacity * width);
    words->words[words->count] = (LaneWord){.text = arena_strndup(words->arena, span.at, span.length)};
    LaneSlot slot = words_look(span);
    slot.number = words->count++;
    *words_slot(words, &slot, span) = slot;
    words_turn(words, slot.number);
    return true;
}
