#include "load/header.h"

#include <string.h>

#include "base/text.h"
#include "load/header_columns.h"
#include "load/label.h"

/* In which order a header is tried. */
static const SourceKind trial_order[] = {
    SOURCE_FIGURES,      SOURCE_RUBRIC,    SOURCE_CASES,    SOURCE_TASKS,       SOURCE_ASSESSMENTS,
    SOURCE_TARGETS,      SOURCE_LINEAGE,   SOURCE_COMMENTS, SOURCE_SURVEY_FORM, SOURCE_SURVEY,
    SOURCE_EXPLANATIONS, SOURCE_DEFLATORS, SOURCE_ITEMS,    SOURCE_DEPTS};

/* A header of several rows may divide a word, 科目/编码, or stand under a heading, 项目/科目编码. */
static const Synonym *joined_synonym(Arena *arena, const Synonyms *synonyms, const char *plain) {
    const char *last = strrchr(plain, '/');
    if (!last) return NULL;
    Text whole = {.arena = arena};
    for (const char *at = plain; *at; at++)
        if (*at != '/') text_append_bytes(&whole, at, 1);
    const Synonym *synonym = synonyms_find(synonyms, text_string(&whole));
    if (synonym) return synonym;
    /* Amounts belong to their heading: 2022年/决算数 is not just any 决算数. */
    synonym = synonyms_find(synonyms, last + 1);
    return synonym && strcmp(synonym->field, "value") != 0 ? synonym : NULL;
}

void header_understand(Arena *arena, Header *header, const Vocabulary *vocabulary) {
    const Synonyms *synonyms = &vocabulary->synonyms;
    header->labels = ARENA_ARRAY(arena, ColumnLabel, header->count);
    for (size_t i = 0; i < header->count; i++) {
        ColumnLabel *label = &header->labels[i];
        label->plain = label_without_unit(arena, vocabulary->catalog, header->raw[i], &label->unit);
        label->synonym = synonyms_find(synonyms, label->plain);
        if (!label->synonym) label->synonym = joined_synonym(arena, synonyms, label->plain);
        /* 部门（单位）名称 is one spelling; what looks like a unit in it is none. */
        const Synonym *whole = synonyms_find(synonyms, label_plain(arena, header->raw[i]));
        if (!whole || whole == label->synonym) continue;
        *label = (ColumnLabel){.plain = whole->plain, .synonym = whole};
    }
}

static const char *known(SourceKind kind, const char *name) {
    for (size_t i = 0; i < header_column_count; i++)
        if (header_columns[i].kind == kind && strcmp(header_columns[i].en, name) == 0)
            return header_columns[i].en;
    return NULL;
}

/* The kind's name for a column by its exact spelling. */
static const char *exact(SourceKind kind, const char *raw) {
    for (size_t i = 0; i < header_column_count; i++)
        if (header_columns[i].kind == kind && *raw &&
            (strcmp(header_columns[i].en, raw) == 0 || strcmp(header_columns[i].zh, raw) == 0))
            return header_columns[i].en;
    return NULL;
}

bool load_name_column(SourceKind kind, const char **name) {
    const char *english = exact(kind, *name);
    if (english) *name = english;
    return english != NULL;
}

/* By any spelling; a column of amounts that tells its stage is one of figures only. */
static const char *english(const Header *header, SourceKind kind, size_t column) {
    const char *name = exact(kind, header->raw[column]);
    const Synonym *synonym = header->labels[column].synonym;
    if (name || !synonym) return name;
    if (kind != SOURCE_FIGURES && strcmp(synonym->field, "value") == 0) return NULL;
    return known(kind, synonym->field);
}

int header_stage(const Header *header, size_t column) {
    const Synonym *synonym = header->labels[column].synonym;
    return synonym && strcmp(synonym->field, "value") == 0 ? synonym->stage : -1;
}

bool header_is_harmless(const Header *header, size_t column) {
    const Synonym *synonym = header->labels[column].synonym;
    return !*header->raw[column] ||
           (synonym && (strcmp(synonym->field, "note") == 0 || strcmp(synonym->field, "item_name") == 0));
}

const char *header_chinese(SourceKind kind, const char *name) {
    for (size_t i = 0; i < header_column_count; i++)
        if (header_columns[i].kind == kind && strcmp(header_columns[i].en, name) == 0)
            return header_columns[i].zh;
    return "";
}

static bool has(const Header *header, SourceKind kind, const char *name) {
    for (size_t i = 0; i < header->count; i++) {
        const char *found = english(header, kind, i);
        if (found && strcmp(found, name) == 0) return true;
    }
    return false;
}

static size_t required_missing(const Header *header, SourceKind kind, size_t *present) {
    size_t missing = 0;
    *present = 0;
    for (size_t i = 0; i < header_column_count; i++) {
        if (header_columns[i].kind != kind || !header_columns[i].required) continue;
        if (has(header, kind, header_columns[i].en))
            ++*present;
        else
            missing++;
    }
    return missing;
}

/* A list of departments names a parent, a kind or a group, and has no year: else a figures file whose item
 * column is misspelt would pass for one. */
static bool lists_departments(const Header *header) {
    return (has(header, SOURCE_DEPTS, "parent") || has(header, SOURCE_DEPTS, "kind") ||
            has(header, SOURCE_DEPTS, "group")) &&
           !has(header, SOURCE_FIGURES, "year");
}

bool header_recognise(const Header *header, SourceKind *kind) {
    for (size_t i = 0; i < sizeof trial_order / sizeof *trial_order; i++) {
        size_t present;
        *kind = trial_order[i];
        if (required_missing(header, *kind, &present)) continue;
        if (*kind != SOURCE_DEPTS || lists_departments(header)) return true;
    }
    return false;
}

char *header_missing(Arena *arena, const Header *header) {
    SourceKind nearest = SOURCE_FIGURES;
    size_t best = 0, present;
    for (size_t i = 0; i < sizeof trial_order / sizeof *trial_order; i++) {
        required_missing(header, trial_order[i], &present);
        if (present <= best) continue;
        best = present;
        nearest = trial_order[i];
    }
    Text out = {.arena = arena};
    text_append(&out, both_printf(arena, "a file of %s needs", both(source_kind_names[nearest])));
    size_t named = 0;
    for (size_t i = 0; i < header_column_count; i++) {
        if (header_columns[i].kind != nearest || !header_columns[i].required ||
            has(header, nearest, header_columns[i].en))
            continue;
        text_appendf(&out, "%s `%s`", named++ ? both(" and") : "", header_columns[i].en);
        if (*header_columns[i].zh) text_append(&out, both_printf(arena, " (%s)", header_columns[i].zh));
    }
    if (!named) text_append(&out, both(" one of `parent`, `kind` and `group`, and no `year`"));
    return arena_strdup(arena, text_string(&out));
}

static const char *nearest_column(Arena *arena, SourceKind kind, const Vocabulary *vocabulary,
                                  const char *raw, const char *plain) {
    const char **names = ARENA_ARRAY(arena, const char *, 2 * header_column_count);
    size_t count = 0;
    for (size_t i = 0; i < header_column_count; i++) {
        if (header_columns[i].kind != kind) continue;
        names[count++] = header_columns[i].en;
        if (*header_columns[i].zh) names[count++] = header_columns[i].zh;
    }
    const char *nearest = text_nearest(raw, names, count);
    const Synonym *synonym =
        kind == SOURCE_FIGURES ? synonyms_nearest(arena, &vocabulary->synonyms, plain) : NULL;
    if (synonym && (!nearest || text_distance(plain, synonym->plain) < text_distance(raw, nearest)))
        nearest = synonym->text;
    return nearest ? both_printf(arena, "; did you mean `%s`?", nearest) : "";
}

typedef struct {
    Arena *arena;
    const Header *header;
    SourceKind kind;
    const Vocabulary *vocabulary;
    IssueList *issues;
} Naming;

static void tell_unknown(const Naming *naming, size_t column) {
    const Header *header = naming->header;
    /* A sheet in one row has a column for each question; survey.c tells those that are none. */
    if (naming->kind == SOURCE_SURVEY && !has(header, SOURCE_SURVEY, "question")) return;
    const char *raw = header->raw[column];
    const char *nearest =
        nearest_column(naming->arena, naming->kind, naming->vocabulary, raw, header->labels[column].plain);
    if (naming->kind == SOURCE_FIGURES)
        issue_add(
            naming->issues, SEVERITY_ERROR, header->source, header->line, (int)column + 1,
            "column `%s` is not one of a file of figures%s Call it 备注 if it is only a note, or say in the "
            "description which columns are what",
            raw, *nearest ? nearest : both("."));
    else
        issue_add(naming->issues, SEVERITY_WARNING, header->source, header->line, (int)column + 1,
                  "column `%s` is not one of a file of %s and is not read%s", raw,
                  both(source_kind_names[naming->kind]), nearest);
}

/* Two columns for one thing; columns of amounts with different stages are two things. */
static void check_twice(const Naming *naming, size_t column) {
    const Header *header = naming->header;
    const char *name = header->names[column];
    if (strcmp(name, "note") == 0 || strcmp(name, "item_name") == 0) return;
    const bool value = naming->kind == SOURCE_FIGURES && strcmp(name, "value") == 0;
    for (size_t j = 0; j < column; j++) {
        if (strcmp(header->names[j], name) != 0) continue;
        if (value && header_stage(header, j) != header_stage(header, column)) continue;
        issue_add(naming->issues, SEVERITY_ERROR, header->source, header->line, (int)column + 1,
                  "columns %zu and %zu are both `%s`; rename the one that is not", j + 1, column + 1, name);
    }
}

/* Of a description that settles some columns, other spellings fill in only what every figure needs. */
static bool is_needed(const char *name) {
    static const char *const needed[] = {"dept",      "dept_name", "year",  "item",
                                         "item_name", "unit",      "value", "note"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (strcmp(needed[i], name) == 0) return true;
    return false;
}

void header_name_columns(Arena *arena, Header *header, SourceKind kind, const Vocabulary *vocabulary,
                         HeaderGiven *given, HeaderLeaves *leaves, const void *user, IssueList *issues) {
    Naming naming = {arena, header, kind, vocabulary, issues};
    header->names = ARENA_ARRAY(arena, const char *, header->count);
    for (size_t i = 0; i < header->count; i++) {
        const char *raw = header->raw[i], *name = english(header, kind, i), *printed = exact(kind, raw);
        if (given && name && !printed && (given(user, name) || !is_needed(name))) name = NULL;
        header->names[i] = name ? name : raw;
        if (name)
            check_twice(&naming, i);
        else if (!given && !header_is_harmless(header, i) && !leaves(user, header->labels[i].plain))
            tell_unknown(&naming, i);
    }
}

int header_find(const Header *header, const char *name) {
    for (size_t i = 0; i < header->count; i++)
        if (strcmp(header->names[i], name) == 0) return (int)i;
    return -1;
}

typedef enum { AS_PRINTED, WITHOUT_BLANKS, WITHOUT_UNIT, WAYS } Way;
int header_find_printed(Arena *arena, const Header *header, const char *name) {
    const char *plain = label_plain(arena, name);
    for (Way way = AS_PRINTED; way < WAYS; way++) {
        int found = -1;
        for (size_t i = 0; i < header->count; i++) {
            const char *form = way == AS_PRINTED       ? header->raw[i]
                               : way == WITHOUT_BLANKS ? label_plain(arena, header->raw[i])
                                                       : header->labels[i].plain;
            if (strcmp(form, way == AS_PRINTED ? name : plain) == 0) found = found == -1 ? (int)i : -2;
        }
        if (found != -1) return found;
    }
    return -1;
}
