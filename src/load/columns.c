/* The part of compile.h for `columns: {year}年{stage}`: columns of amounts whose printed names say what they
 * hold. A pattern is text, `*` for any text, and {field} for a piece of the name that must make sense as that
 * field: a year, a stage, a unit, an item of the catalogue … Blanks and the width of letters and brackets do
 * not count. */
#include <string.h>

#include "base/file.h"
#include "load/compile.h"
#include "load/label.h"

enum { PART_MAX = 16, LABEL_MAX = 512, STEP_MAX = 20000 };
enum { PART_TEXT = -1, PART_ANY = -2 };

typedef struct {
    int what; /* a Field, PART_TEXT or PART_ANY */
    const char *text;
    size_t length;
} Part;

typedef struct {
    Compiler *compiler;
    Part parts[PART_MAX];
    size_t count;
    int steps;                  /* tries so far; a pattern of many pieces could take for ever */
    int32_t found[FIELD_COUNT]; /* Names, or FIELD_SKIP; FIELD_UNSEEN = not in the pattern */
} Pattern;

static int field_of(const char *name, size_t length) {
    for (int field = 0; field < FIELD_ORDER; field++)
        if (strlen(field_names[field]) == length && memcmp(field_names[field], name, length) == 0)
            return field;
    return -1;
}

static bool add_part(Pattern *pattern, int what, const char *text, size_t length) {
    if (pattern->count == PART_MAX) {
        TROUBLE(pattern->compiler, "the pattern of `columns` has more than %d pieces; make it simpler",
                PART_MAX);
        return false;
    }
    pattern->parts[pattern->count++] = (Part){.what = what, .text = text, .length = length};
    return true;
}

/* `text` is in the form of label_plain. False after an issue. */
static bool read_pattern(Pattern *pattern, const char *text) {
    Compiler *compiler = pattern->compiler;
    while (*text) {
        size_t length = *text == '*' ? 1 : strcspn(text, "{*");
        int what = *text == '*' ? PART_ANY : PART_TEXT;
        const char *part = text;
        if (*text == '{') {
            part = text + 1;
            length = strcspn(part, "}");
            what = field_of(part, length);
            if (part[length] != '}' || what < 0) {
                const char *name = arena_strndup(compiler->arena, part, length);
                TROUBLE(compiler,
                        "`{%s}` in `columns` is no field%s; a column itself is named by `value.COLUMN`", name,
                        compile_nearest(compiler, name, field_names, FIELD_ORDER));
                return false;
            }
        }
        if (!add_part(pattern, what, part, length)) return false;
        text = part + length + (what >= 0);
    }
    if (pattern->count) return true;
    TROUBLE(compiler, "`columns` needs a pattern, such as `columns: {year}年{stage}`");
    return false;
}

/* What a piece of a name means for a field; FIELD_UNSEEN when nothing. */
static int32_t understand(const Compiler *compiler, Field field, const char *text) {
    const Vocabulary *vocabulary = compiler->vocabulary;
    for (size_t i = 0; i < compiler->maps[field].count; i++) {
        const MapRule *rule = &compiler->maps[field].rules[i];
        if (text_matches(text, label_plain(compiler->arena, rule->pattern))) {
            if (rule->result == FIELD_SKIP) return FIELD_SKIP;
            text = names_text(vocabulary->names, rule->result);
            break;
        }
    }
    if (field == FIELD_PART && (!*text || label_is_total(text))) return 0;
    if (field == FIELD_ITEM || field == FIELD_PART || field == FIELD_OF) {
        int32_t item = vocabulary_item_called(vocabulary, text);
        return item ? item : FIELD_UNSEEN;
    }
    bool good = field == FIELD_YEAR    ? vocabulary_year(text) >= 0
                : field == FIELD_MONTH ? vocabulary_month(text) >= 0
                : field == FIELD_STAGE ? vocabulary_stage(vocabulary, text) >= 0
                : field == FIELD_KIND  ? vocabulary_kind(text) >= 0
                : field == FIELD_UNIT  ? catalog_unit(vocabulary->catalog, text) != NULL
                                       : *text != '\0';
    return good ? names_put(vocabulary->names, text) : FIELD_UNSEEN;
}

/* Whether the rest of the name fits the parts from `part` on; longer pieces are tried first. */
static bool fits(Pattern *pattern, size_t part, const char *text) {
    if (part == pattern->count) return *text == '\0';
    const Part *at = &pattern->parts[part];
    if (at->what == PART_TEXT)
        return strncmp(text, at->text, at->length) == 0 && fits(pattern, part + 1, text + at->length);
    for (size_t length = strlen(text) + 1; length-- > 0;) {
        if (((unsigned char)text[length] & 0xC0) == 0x80) continue; /* inside a character */
        if (pattern->steps++ > STEP_MAX) return false;
        if (at->what != PART_ANY) {
            if (length == 0) break;
            const char *piece = arena_strndup(pattern->compiler->arena, text, length);
            pattern->found[at->what] = understand(pattern->compiler, (Field)at->what, piece);
            if (pattern->found[at->what] == FIELD_UNSEEN) continue;
        }
        if (fits(pattern, part + 1, text + length)) return true;
    }
    return false;
}

static bool fits_column(Pattern *pattern, size_t column) {
    const Header *header = pattern->compiler->header;
    const char *whole = label_plain(pattern->compiler->arena, header->raw[column]);
    for (size_t field = 0; field < FIELD_COUNT; field++)
        pattern->found[field] = FIELD_UNSEEN;
    if (!*whole || strlen(whole) > LABEL_MAX) return false;
    pattern->steps = 0;
    return fits(pattern, 0, whole) || fits(pattern, 0, header->labels[column].plain);
}

/* Not, when a map says that the column is not wanted. */
static void take_column(Pattern *pattern, size_t column, const char *overrides) {
    Compiler *compiler = pattern->compiler;
    compiler->claimed[column] = true;
    for (size_t field = 0; field < FIELD_COUNT; field++)
        if (pattern->found[field] == FIELD_SKIP) return;
    ValueRule *value = compile_add_value(compiler, (int)column);
    for (size_t field = 0; field < FIELD_COUNT; field++)
        if (pattern->found[field] != FIELD_UNSEEN)
            value->fields[field] =
                compile_fixed(compiler, names_text(compiler->vocabulary->names, pattern->found[field]));
    compile_pairs(compiler, overrides, compile_override,
                  &(Overrides){.fields = value->fields, .what = "columns:"});
}

/* The columns that nothing reads yet: among them are those that were meant. */
static const char *left_over(const Compiler *compiler) {
    const Header *header = compiler->header;
    Text names = {.arena = compiler->arena};
    size_t count = 0;
    for (size_t i = 0; i < header->count && count < 9; i++) {
        if (compiler->claimed[i] || !*header->raw[i]) continue;
        text_appendf(&names, "%s`%s`", count ? both(", ") : both("still to be read are "),
                     count < 8 ? header->raw[i] : "…");
        count++;
    }
    return count ? text_string(&names) : both("all its columns are read already");
}

static void compile_pattern(Compiler *compiler, const HeadEntry *entry) {
    size_t length = strcspn(entry->value, ";\n");
    const char *text = arena_strndup(compiler->arena, entry->value, length);
    const char *overrides = entry->value + length;
    Pattern pattern = {.compiler = compiler};
    if (!read_pattern(&pattern, label_plain(compiler->arena, text))) return;
    size_t fitting = 0;
    for (size_t i = 0; i < compiler->header->count; i++) {
        if (compiler->claimed[i] || !fits_column(&pattern, i)) continue;
        take_column(&pattern, i, overrides);
        fitting++;
    }
    if (fitting == 0)
        TROUBLE(compiler, "no column of %s fits `columns: %s`; %s", compiler->header->source, text,
                left_over(compiler));
}

/* With `columns`, a column that nothing reads is a slip of the pen: a year that would be lost. */
static void check_unclaimed(const Compiler *compiler) {
    const Header *header = compiler->header;
    for (size_t i = 0; i < header->count; i++) {
        bool named = header->names[i] != header->raw[i] && strcmp(header->names[i], "value") != 0;
        if (compiler->claimed[i] || named || header_is_harmless(header, i) ||
            description_leaves(compiler->description, header->labels[i].plain))
            continue;
        issue_add(compiler->issues, SEVERITY_ERROR, header->source, header->line, (int)i + 1,
                  "column `%s` fits no line `columns` and is not read otherwise; correct its name or the "
                  "pattern in "
                  "%s, or name it there in `unread:`",
                  header->raw[i], file_name(compiler->description->name));
    }
}

void compile_columns(Compiler *compiler) {
    const Head *head = &compiler->description->head;
    size_t before = compiler->issues->errors;
    bool given = false;
    for (size_t i = 0; i < head->count; i++) {
        if (strcmp(head->entries[i].key, "columns") != 0) continue;
        compiler->line = head->entries[i].line;
        compile_pattern(compiler, &head->entries[i]);
        given = true;
    }
    if (given && compiler->issues->errors == before) check_unclaimed(compiler);
}
