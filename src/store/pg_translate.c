/* From the SQL of statements.sql, schema.sql and queries/ to PostgreSQL's: word by word, outside texts and
 * comments. The house keeps to what both engines understand; what is left are names of schemas, types, and
 * the ends of tables. */
#include <ctype.h>
#include <string.h>

#include "store/pg.h"

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

/* Length of a text, a comment or a quoted name at `at`; 0 when there is none. */
static size_t untouched(const char *at) {
    const char *end = NULL;
    if (*at == '\'' || *at == '"')
        end = strchr(at + 1, *at);
    else if (text_starts(at, "--"))
        end = strchr(at, '\n');
    else if (text_starts(at, "/*"))
        end = (end = strstr(at, "*/")) ? end + 1 : NULL;
    else if (text_starts(at, "::"))
        return 2;
    else
        return 0;
    return end ? (size_t)(end - at) + 1 : strlen(at);
}

static size_t param_number(Arena *arena, PgParams *params, const char *name, size_t length) {
    for (size_t i = 0; i < params->count; i++)
        if (strlen(params->names[i]) == length && strncmp(params->names[i], name, length) == 0) return i + 1;
    ARENA_PUSH(arena, params->names, params->count, params->capacity);
    params->names[params->count++] = arena_strndup(arena, name, length);
    return params->count;
}

/* `full` is a word of PostgreSQL's grammar; the queries have no FULL JOIN. */
static const TextField words[] = {{"main.", "jixiao."},     {"temp.", "pg_temp."},
                                  {"INTEGER", "BIGINT"},    {"REAL", "DOUBLE PRECISION"},
                                  {"full", "\"full\""},     {") STRICT, WITHOUT ROWID", ")"},
                                  {") STRICT", ")"},        {")\n  STRICT, WITHOUT ROWID", ")"},
                                  {")\n  STRICT", ")"},     {" REFERENCES dataset", ""},
                                  {" REFERENCES dept", ""}, {" REFERENCES item", ""}};

/* The row of `words` that stands at `at` as a whole word. */
static const TextField *word_at(const char *at, char before) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *name = words[i].name;
        size_t length = strlen(name);
        if (strncmp(at, name, length) != 0) continue;
        if (is_word(name[0]) && (is_word(before) || before == '.') && strcmp(name, "full") != 0) continue;
        if (is_word(name[0]) && is_word(before)) continue;
        if (is_word(name[length - 1]) && is_word(at[length])) continue;
        return &words[i];
    }
    return NULL;
}

char *pg_translate(Arena *arena, const char *sql, PgParams *params) {
    Text out = {.arena = arena};
    char before = ' ';
    for (const char *at = sql; *at;) {
        size_t length = untouched(at);
        const TextField *word = length ? NULL : word_at(at, before);
        if (word) {
            text_append(&out, word->value);
            length = strlen(word->name);
        } else if (!length && *at == ':' && is_word(at[1]) && params) {
            for (length = 1; is_word(at[length]);)
                length++;
            text_appendf(&out, "$%zu", param_number(arena, params, at + 1, length - 1));
        } else {
            if (!length) length = 1;
            text_append_bytes(&out, at, length);
        }
        before = at[length - 1];
        at += length;
    }
    return arena_strdup(arena, text_string(&out));
}
