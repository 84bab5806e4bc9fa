/* say: the sentences that people read, from one table with both languages (datasets/catalog/text.csv). */
#ifndef JIXIAO_CMD_SAY_H
#define JIXIAO_CMD_SAY_H

#include "base/text.h"
#include "model/table.h"

typedef struct {
    Arena *arena;
    const char **keys, **texts[LANG_COUNT];
    size_t count;
    Lang lang;
} Texts;

bool texts_read(Arena *arena, Lang lang, Texts **texts, Err *err) MUST_USE;
/* The text of a key; the key itself when there is none (a test makes sure that there is). */
const char *say(const Texts *texts, const char *key);
/* The same with {name} filled in: name, value, name, value, …, NULL. */
const char *say_with(const Texts *texts, const char *key, ...);

#endif
