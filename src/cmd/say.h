/* say: what people read. The sentences of reports are in one table with both languages
 * (datasets/catalog/text.csv), the messages in another (datasets/catalog/messages.csv). */
#ifndef JIXIAO_CMD_SAY_H
#define JIXIAO_CMD_SAY_H

#include <stdio.h>

#include "base/text.h"
#include "model/table.h"

typedef struct {
    Arena *arena;
    const char **keys, **texts[LANG_COUNT];
    size_t count;
    Lang lang;
} Texts;

/* What a terminal shows is in the language of --lang; else Chinese where the locale is (LC_ALL, LC_MESSAGES,
 * LANG), else English. */
Lang say_language(int count, char **words);
/* One line to `out`: a message (base/both.h) in that language, on stderr behind the program's name. */
void say_line(FILE *out, Lang lang, const char *format, ...) PRINTF_LIKE(3, 4);
void say_vline(FILE *out, Lang lang, const char *format, va_list arguments);

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
