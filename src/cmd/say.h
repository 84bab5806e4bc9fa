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
/* The same with {name} filled in. */
const char *say_filled(const Texts *texts, const char *key, const TextField *fields, size_t count);
/* say_with(texts, key, {name, value}, …) */
#define say_with(texts, key, ...)                                                                            \
    say_filled(texts, key, (const TextField[]){__VA_ARGS__},                                                 \
               sizeof((const TextField[]){__VA_ARGS__}) / sizeof(TextField))

#endif
