/* The part of description.h that turns the keys about columns into rules. */
#include "load/compile.h"

#include <string.h>

#include "base/file.h"
#include "load/label.h"

const char *const field_names[FIELD_COUNT] = {"dept", "dept_name", "parent", "year",  "month",
                                              "item", "part",      "table",  "stage", "kind",
                                              "of",   "unit",      "reason", "order"};

char *compile_nearest(Compiler *compiler, const char *wanted, const char *const *names, size_t count) {
    const char *nearest = text_nearest(wanted, names, count);
    return nearest ? both_printf(compiler->arena, "; did you mean `%s`?", nearest)
                   : arena_strdup(compiler->arena, "");
}

/* Finds a column by its printed name; -1 with an issue when there is none, or more than one. */
int compile_column(Compiler *compiler, const char *name) {
    const Header *header = compiler->header;
    int column = header_find_printed(compiler->arena, header, name);
    if (column == -1)
        TROUBLE(compiler, "%s has no column `%s`%s", header->source, name,
                compile_nearest(compiler, name, header->raw, header->count));
    else if (column < 0)
        TROUBLE(compiler, "%s has more than one column `%s`; rename the others", header->source, name);
    if (column < 0) return -1;
    compiler->claimed[column] = true;
    return column;
}

static void add_piece(Compiler *compiler, FieldRule *rule, const char *text, int column) {
    ARENA_PUSH(compiler->arena, rule->pieces, rule->piece_count, rule->piece_capacity);
    rule->pieces[rule->piece_count++] = (Piece){.text = text, .column = column};
    if (column >= 0 && rule->column == 0) rule->column = column + 1;
}

void compile_template(Compiler *compiler, FieldRule *rule, const char *text) {
    rule->piece_count = 0;
    rule->column = 0;
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
        int column = compile_column(compiler, arena_strndup(compiler->arena, text + 1, length));
        if (column >= 0) add_piece(compiler, rule, NULL, column);
        text += length + 2;
    }
}

FieldRule *compile_fixed(Compiler *compiler, const char *text) {
    FieldRule *rule = ARENA_NEW(compiler->arena, FieldRule);
    add_piece(compiler, rule, text, -1);
    return rule;
}

void compile_pairs(Compiler *compiler, const char *list, PairSeen *seen, void *target) {
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

static void add_condition(Compiler *compiler, void *target, const char *left, const char *right) {
    Conditions *conditions = target;
    size_t length = strlen(left);
    if (length < 3 || left[0] != '{' || left[length - 1] != '}') {
        TROUBLE(compiler, "`%s: %s = …` must name a column: `{column} = text`",
                conditions == &compiler->description->only ? "only" : "ignore", left);
        return;
    }
    int column = compile_column(compiler, arena_strndup(compiler->arena, left + 1, length - 2));
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
    TROUBLE(compiler, "`%s` cannot stand in `%s`%s", name, what,
            compile_nearest(compiler, name, names, count));
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

void compile_override(Compiler *compiler, void *target, const char *left, const char *right) {
    static const Field allowed[] = {FIELD_DEPT, FIELD_DEPT_NAME, FIELD_PARENT, FIELD_YEAR,  FIELD_MONTH,
                                    FIELD_ITEM, FIELD_PART,      FIELD_TABLE,  FIELD_STAGE, FIELD_KIND,
                                    FIELD_OF,   FIELD_UNIT,      FIELD_REASON};
    const Overrides *overrides = target;
    int field = field_named(compiler, left, allowed, sizeof allowed / sizeof *allowed, overrides->what);
    if (field < 0) return;
    FieldRule *own = ARENA_NEW(compiler->arena, FieldRule);
    compile_template(compiler, own, right);
    if (own->column) {
        own->rules = compiler->maps[field].rules;
        own->rule_count = compiler->maps[field].count;
    }
    overrides->fields[field] = own;
}

/* A field is what the description says, else the column of that name, else not given. */
static void compile_fields(Compiler *compiler) {
    Description *description = compiler->description;
    for (size_t field = 0; field < FIELD_COUNT; field++) {
        FieldRule *rule = &description->fields[field];
        int column = field == FIELD_ORDER ? -1 : header_find(compiler->header, field_names[field]);
        if (column < 0) continue;
        add_piece(compiler, rule, NULL, column);
        compiler->claimed[column] = true;
    }
    for (size_t i = 0; i < description->head.count; i++) {
        const HeadEntry *entry = &description->head.entries[i];
        compiler->line = entry->line;
        for (size_t field = 0; field < FIELD_COUNT; field++) {
            FieldRule *rule = &description->fields[field];
            if (strcmp(entry->key, field_names[field]) == 0) compile_template(compiler, rule, entry->value);
            if (text_starts(entry->key, "map.") && strcmp(entry->key + 4, field_names[field]) == 0)
                compile_pairs(compiler, entry->value, add_map, rule);
        }
    }
    for (size_t field = 0; field < FIELD_COUNT; field++) {
        FieldRule *rule = &description->fields[field];
        compiler->maps[field].rules = rule->rules;
        compiler->maps[field].count = rule->rule_count;
        if (rule->column == 0) rule->rule_count = 0;
    }
}

/* Patterns separated by `;`, in the form in which labels are compared. */
static void compile_words(Compiler *compiler, const char *list) {
    Description *description = compiler->description;
    description->total_words = (const char **)text_split(compiler->arena, label_plain(compiler->arena, list),
                                                         ';', &description->total_word_count);
}

static void compile_conditions(Compiler *compiler) {
    Description *description = compiler->description;
    for (size_t i = 0; i < description->head.count; i++) {
        const HeadEntry *entry = &description->head.entries[i];
        compiler->line = entry->line;
        if (strcmp(entry->key, "only") == 0)
            compile_pairs(compiler, entry->value, add_condition, &description->only);
        if (strcmp(entry->key, "ignore") == 0)
            compile_pairs(compiler, entry->value, add_condition, &description->ignore);
        if (strcmp(entry->key, "totals") == 0) compile_words(compiler, entry->value);
        if (strcmp(entry->key, "total") == 0) {
            description->keeps_totals = true;
            compile_pairs(compiler, entry->value, compile_override,
                          &(Overrides){.fields = description->totals, .what = "total:"});
        }
        bool statement = strcmp(entry->key, "statement") == 0, figure = strcmp(entry->key, "figure") == 0;
        if (!statement && !figure) continue;
        Conditions conditions = {.statement = statement};
        size_t before = compiler->issues->errors;
        compile_pairs(compiler, entry->value, add_print, &conditions);
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
            FieldRule *const *fields = description->values[v].fields;
            if (fields[required[i]]->piece_count) continue;
            if (required[i] == FIELD_DEPT && fields[FIELD_DEPT_NAME]->piece_count) continue;
            const char *name = field_names[required[i]];
            issue_add(compiler->issues, SEVERITY_ERROR, compiler->header->source, compiler->header->line, 0,
                      "nothing gives `%s`; add a column `%s` (%s), or a line `%s: …` to %s", name, name,
                      header_chinese(SOURCE_FIGURES, name), name, file_name(description->name));
            break;
        }
    }
}

static void number_rule(Description *description, FieldRule *rule) {
    if (rule && rule->number == 0) rule->number = ++description->rule_count;
}

/* Who reads keeps what was found last under the rule's number. */
static void number_rules(Description *description) {
    for (size_t field = 0; field < FIELD_COUNT; field++) {
        number_rule(description, &description->fields[field]);
        number_rule(description, description->totals[field]);
        for (size_t v = 0; v < description->value_count; v++)
            number_rule(description, description->values[v].fields[field]);
    }
}

bool description_compile(Arena *arena, Description *description, const Header *header,
                         const Vocabulary *vocabulary, IssueList *issues) {
    Compiler compiler = {.arena = arena,
                         .description = description,
                         .header = header,
                         .vocabulary = vocabulary,
                         .issues = issues,
                         .claimed = ARENA_ARRAY(arena, bool, header->count + 1)};
    size_t before = issues->errors;
    compile_fields(&compiler);
    compile_conditions(&compiler);
    compile_values(&compiler);
    if (issues->errors == before) require_fields(&compiler);
    number_rules(description);
    return issues->errors == before;
}
