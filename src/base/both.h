/* both: what people read, in Chinese and in English at once. A message is made far below the place that knows
 * its reader, and is kept in the database for readers of either language; so it is made in both. The key is
 * the English format; datasets/catalog/messages.csv has the Chinese one beside it, which the build turns into
 * a table.
 *
 * A piece that goes into a message as %s is one string that carries both languages between marks, so that it
 * passes through arena_printf, Text and struct fields like any other. Only both_vformat takes it apart; so a
 * piece never reaches a reader by another way. */
#ifndef JIXIAO_BASE_BOTH_H
#define JIXIAO_BASE_BOTH_H

#include <stdarg.h>

#include "base/arena.h"

typedef enum { LANG_ZH, LANG_EN, LANG_COUNT } Lang;

/* A piece without conversions. The English alone when the table lacks it (tests/house/messages.sh complains).
 */
const char *both(const char *english);
/* A piece from an English format. */
char *both_printf(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
/* A piece whose two texts are there already. */
char *both_pair(Arena *arena, const char *english, const char *chinese);
/* Marks a text in a table of pieces that both() is given later. */
#define BOTH(english) english

/* The message in one language; at most `room` bytes with the final NUL, cut when longer. */
void both_vformat(Lang lang, char *out, size_t room, const char *format, va_list arguments);
void both_snprintf(Lang lang, char *out, size_t room, const char *format, ...) PRINTF_LIKE(4, 5);
/* The same in new memory. A text with pieces in it is read by the format "%s". */
char *both_format(Arena *arena, Lang lang, const char *format, ...) PRINTF_LIKE(3, 4);

/* The table that the build makes of messages.csv, by English; see cmake/messages.c. */
typedef struct {
    const char *english, *chinese, *piece;
} BothEntry;
extern const BothEntry both_entries[];
extern const size_t both_entry_count;
/* Noncharacters, which Unicode leaves to a program's own use: English, Chinese, end. */
#define BOTH_ENGLISH "\xEF\xB7\x90"
#define BOTH_CHINESE "\xEF\xB7\x91"
#define BOTH_END     "\xEF\xB7\x92"

#endif
