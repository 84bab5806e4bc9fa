/* The part of description.h that turns the keys about columns into rules. */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "load/description.h"

const char *const field_names[FIELD_COUNT] = {"dept",  "dept_name", "parent", "year", "month", "item", "part",
                                              "table", "stage",     "kind",   "of",   "unit",  "order"};

typedef struct {
    Arena *arena;
    Description *description;
    const Header *header;
    const Vocabulary *vocabulary;
    IssueList *issues;
    int line; /* of the key at hand */
} Compiler;

#define TROUBLE(compiler, ...)                                                                               \
    issue_add((compiler)->issues, SEVERITY_ERROR, (compiler)->description->name, (compiler)->line, 0,        \
              __VA_ARGS__)

static char *nearest_text(Compiler *compiler, const char *wanted, const char *const *names, size_t count) {
    const char *nearest = text_nearest(wanted, names, count);
    return nearest ? arena_printf(compiler->arena, "; did you mean `%s`?", nearest)
                   : arena_strdup(compiler->arena, "");
}

/* Finds a column by its printed name; -1 with an issue when there is none, or more than one. */
static int find_column(Compiler *compiler, const char *name) {
    const Header *header = compiler->header;
    int column = header_find_printed(compiler->arena, header, name);
    if (column == -1)
        TROUBLE(compiler, "%s has no column `%s`%s", header->source, name,
                nearest_text(compiler, name, header->raw, header->count));
    else if (column < 0)
        TROUBLE(compiler, "%s has more than one column `%s`; rename the others", header->source, name);
    return column < 0 ? -1 : column;
}

static void add_piece(Compiler *compiler, FieldRule *rule, const char *text, int column) {
    ARENA_PUSH(compiler->arena, rule->pieces, rule->piece_count, rule->piece_capacity);
    rule->pieces[rule->piece_count++] = (Piece){.text = text, .column = column};
    if (column >= 0 && rule->column == 0) rule->column = column + 1;
}

static void compile_template(Compiler *compiler, FieldRule *rule, const char *text) {
    rule->piece_count = 0;
    rule->column = 0;
    rule->read_text = FIELD_UNSEEN;
    if (!*text) add_piece(compiler, rule, "", -1);
    while (*text) {
        size_t plain = strcspn(text, "{");
        if (plain) add_piece(compiler, rule, arena_strndup(compiler->arena, text, plain), -1);
        text += plain;
        if (!*text) break;
        size_t length = strcspn(text + 1, "}");
        if (text[1 + length] != '}') {
            TROUBLE(compiler, "`%s` has no closing brace; a column is written {column}", text);
            return;
        }
        int column = find_column(compiler, arena_strndup(compiler->arena, text + 1, length));
        if (column >= 0) add_piece(compiler, rule, NULL, column);
        text += length + 2;
    }
}

/* "left = right; …" over one or more lines; calls back for each. */
typedef void PairSeen(Compiler *compiler, void *target, const char *left, const char *right);
static void each_pair(Compiler *compiler, const char *list, PairSeen *seen, void *target) {
    char *copy = arena_strdup(compiler->arena, list);
    for (char *at = copy; *at; at++)
        if (*at == '\n') *at = ';';
    size_t count;
    char **pieces = text_split(compiler->arena, copy, ';', &count);
    for (size_t i = 0; i < count; i++) {
        if (!*pieces[i]) continue;
        char *equals = strrchr(pieces[i], '=');
        if (!equals) {
            TROUBLE(compiler, "`%s` is not `left = right`; separate the pairs by `;`", pieces[i]);
            continue;
        }
        *equals = '\0';
        seen(compiler, target, text_trim(compiler->arena, pieces[i]), text_trim(compiler->arena, equals + 1));
    }
}

static void add_map(Compiler *compiler, void *target, const char *pattern, const char *result) {
    FieldRule *rule = target;
    ARENA_PUSH(compiler->arena, rule->rules, rule->rule_count, rule->rule_capacity);
    int32_t text = strcmp(result, "skip") == 0 ? FIELD_SKIP : names_put(compiler->vocabulary->names, result);
    rule->rules[rule->rule_count++] = (MapRule){.pattern = pattern, .result = text};
}

static void add_only(Compiler *compiler, void *target, const char *left, const char *right) {
    Conditions *conditions = target;
    size_t length = strlen(left);
    if (length < 3 || left[0] != '{' || left[length - 1] != '}') {
        TROUBLE(compiler, "`only: %s = …` must name a column: `{column} = text`", left);
        return;
    }
    int column = find_column(compiler, arena_strndup(compiler->arena, left + 1, length - 2));
    ARENA_PUSH(compiler->arena, conditions->items, conditions->count, conditions->capacity);
    conditions->items[conditions->count++] = (Condition){.where = column, .pattern = right};
}

static int field_named(Compiler *compiler, const char *name, const Field *allowed, size_t count,
                       const char *what) {
    const char *names[FIELD_COUNT];
    for (size_t i = 0; i < count; i++) {
        names[i] = field_names[allowed[i]];
        if (strcmp(names[i], name) == 0) return (int)allowed[i];
    }
    TROUBLE(compiler, "`%s` cannot stand in `%s`%s", name, what, nearest_text(compiler, name, names, count));
    return -1;
}

static void add_print(Compiler *compiler, void *target, const char *left, const char *right) {
    static const Field allowed[] = {FIELD_TABLE, FIELD_ITEM, FIELD_PART, FIELD_STAGE,
                                    FIELD_KIND,  FIELD_YEAR, FIELD_DEPT, FIELD_MONTH};
    Conditions *conditions = target;
    int field = field_named(compiler, left, allowed, sizeof allowed / sizeof *allowed,
                            conditions->statement ? "statement:" : "figure:");
    if (field < 0) return;
    int stage = field == FIELD_STAGE ? vocabulary_stage(compiler->vocabulary, right) : -1;
    int kind = field == FIELD_KIND ? vocabulary_kind(right) : -1;
    if ((field == FIELD_STAGE && stage < 0 && !strchr(right, '*')) || (field == FIELD_KIND && kind < 0))
        TROUBLE(compiler, "`%s = %s`: there is no such %s", left, right, left);
    if (stage >= 0) right = stage_names[stage];
    if (kind >= 0) right = kind_names[kind];
    ARENA_PUSH(compiler->arena, conditions->items, conditions->count, conditions->capacity);
    conditions->items[conditions->count++] = (Condition){.where = field, .pattern = right};
}

static void add_override(Compiler *compiler, void *target, const char *left, const char *right) {
    static const Field allowed[] = {FIELD_DEPT,  FIELD_DEPT_NAME, FIELD_PARENT, FIELD_YEAR,
                                    FIELD_MONTH, FIELD_ITEM,      FIELD_PART,   FIELD_TABLE,
                                    FIELD_STAGE, FIELD_KIND,      FIELD_OF,     FIELD_UNIT};
    ValueRule *value = target;
    int field = field_named(compiler, left, allowed, sizeof allowed / sizeof *allowed, "value.COLUMN:");
    if (field < 0) return;
    FieldRule *base = &compiler->description->fields[field], *own = ARENA_NEW(compiler->arena, FieldRule);
    compile_template(compiler, own, right);
    if (own->column) {
        own->rules = base->rules;
        own->rule_count = base->rule_count;
    }
    value->fields[field] = own;
}

static ValueRule *add_value(Compiler *compiler, int column) {
    Description *description = compiler->description;
    ARENA_PUSH(compiler->arena, description->values, description->value_count, description->value_capacity);
    ValueRule *value = &description->values[description->value_count++];
    *value = (ValueRule){.column = column};
    for (size_t field = 0; field < FIELD_COUNT; field++)
        value->fields[field] = &description->fields[field];
    return value;
}

/* A field is what the description says, else the column of that name, else not given. */
static void compile_fields(Compiler *compiler) {
    Description *description = compiler->description;
    for (size_t field = 0; field < FIELD_COUNT; field++) {
        FieldRule *rule = &description->fields[field];
        rule->read_text = FIELD_UNSEEN;
        int column = field == FIELD_ORDER ? -1 : header_find(compiler->header, field_names[field]);
        if (column >= 0) add_piece(compiler, rule, NULL, column);
    }
    for (size_t i = 0; i < description->head.count; i++) {
        const HeadEntry *entry = &description->head.entries[i];
        compiler->line = entry->line;
        for (size_t field = 0; field < FIELD_COUNT; field++) {
            FieldRule *rule = &description->fields[field];
            if (strcmp(entry->key, field_names[field]) == 0) compile_template(compiler, rule, entry->value);
            if (text_starts(entry->key, "map.") && strcmp(entry->key + 4, field_names[field]) == 0)
                each_pair(compiler, entry->value, add_map, rule);
        }
    }
    for (size_t field = 0; field < FIELD_COUNT; field++)
        if (description->fields[field].column == 0) description->fields[field].rule_count = 0;
}

static void compile_value(Compiler *compiler, const HeadEntry *entry) {
    if (strcmp(entry->key, "value") == 0) {
        FieldRule rule = {0};
        size_t before = compiler->issues->errors;
        compile_template(compiler, &rule, entry->value);
        if (rule.piece_count == 1 && rule.column)
            add_value(compiler, rule.column - 1);
        else if (compiler->issues->errors == before)
            TROUBLE(compiler, "`value: %s` must be one column: `value: {column}`", entry->value);
    } else if (text_starts(entry->key, "value.")) {
        int column = find_column(compiler, entry->key + strlen("value."));
        if (column >= 0) each_pair(compiler, entry->value, add_override, add_value(compiler, column));
    }
}

static void compile_values(Compiler *compiler) {
    Description *description = compiler->description;
    bool named = false;
    for (size_t i = 0; i < description->head.count; i++) {
        const HeadEntry *entry = &description->head.entries[i];
        compiler->line = entry->line;
        bool one = strcmp(entry->key, "value") == 0, many = text_starts(entry->key, "value.");
        if (many && head_value(&description->head, "value"))
            TROUBLE(compiler,
                    "`%s` and `value` exclude each other; keep `value` for one column, `value.COLUMN` for "
                    "several",
                    entry->key);
        else
            compile_value(compiler, entry);
        named = named || one || many;
    }
    int column = named ? -1 : header_find(compiler->header, "value");
    if (column >= 0) add_value(compiler, column);
    if (named || column >= 0) return;
    compiler->line = 0;
    TROUBLE(compiler, "nothing says which column of %s holds the values; add a line `value: {column}`",
            compiler->header->source);
}

static void compile_conditions(Compiler *compiler) {
    Description *description = compiler->description;
    for (size_t i = 0; i < description->head.count; i++) {
        const HeadEntry *entry = &description->head.entries[i];
        compiler->line = entry->line;
        if (strcmp(entry->key, "only") == 0) each_pair(compiler, entry->value, add_only, &description->only);
        bool statement = strcmp(entry->key, "statement") == 0, figure = strcmp(entry->key, "figure") == 0;
        if (!statement && !figure) continue;
        Conditions conditions = {.statement = statement};
        size_t before = compiler->issues->errors;
        each_pair(compiler, entry->value, add_print, &conditions);
        if (conditions.count == 0 && compiler->issues->errors == before)
            TROUBLE(compiler, "`%s` needs at least one condition, such as `table = 表4`", entry->key);
        ARENA_PUSH(compiler->arena, description->prints, description->print_count,
                   description->print_capacity);
        description->prints[description->print_count++] = conditions;
        description->chooses = description->chooses || figure;
    }
}

static void require_fields(Compiler *compiler) {
    static const Field required[] = {FIELD_DEPT, FIELD_YEAR, FIELD_ITEM, FIELD_STAGE, FIELD_UNIT};
    const Description *description = compiler->description;
    for (size_t i = 0; i < sizeof required / sizeof *required; i++) {
        for (size_t v = 0; v < description->value_count; v++) {
            if (description->values[v].fields[required[i]]->piece_count) continue;
            const char *name = field_names[required[i]];
            issue_add(compiler->issues, SEVERITY_ERROR, compiler->header->source, compiler->header->line, 0,
                      "nothing gives `%s`; add a column `%s` (%s), or a line `%s: …` to %s", name, name,
                      header_chinese(SOURCE_FIGURES, name), name, file_name(description->name));
            break;
        }
    }
}

bool description_compile(Arena *arena, Description *description, const Header *header,
                         const Vocabulary *vocabulary, IssueList *issues) {
    Compiler compiler = {.arena = arena,
                         .description = description,
                         .header = header,
                         .vocabulary = vocabulary,
                         .issues = issues};
    size_t before = issues->errors;
    compile_fields(&compiler);
    compile_values(&compiler);
    compile_conditions(&compiler);
    if (issues->errors == before) require_fields(&compiler);
    return issues->errors == before;
}
