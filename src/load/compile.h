/* compile: what compile.c, values.c and columns.c share while a description becomes rules. Nobody else needs
 * it. */
#ifndef JIXIAO_LOAD_COMPILE_H
#define JIXIAO_LOAD_COMPILE_H

#include "base/text.h"
#include "load/description.h"

typedef struct {
    Arena *arena;
    Description *description;
    const Header *header;
    const Vocabulary *vocabulary;
    IssueList *issues;
    int line; /* of the key at hand */
    struct {
        MapRule *rules;
        size_t count;
    } maps[FIELD_COUNT]; /* of map.FIELD, also where the file's field is a fixed text */
    bool *claimed;       /* the columns that a template, a condition or a value names */
    bool titled;         /* the file's unit stands above the header */
} Compiler;

#define TROUBLE(compiler, ...)                                                                               \
    issue_add((compiler)->issues, SEVERITY_ERROR, (compiler)->description->name, (compiler)->line, 0,        \
              __VA_ARGS__)

int compile_column(Compiler *compiler, const char *name); /* -1 with an issue */
void compile_template(Compiler *compiler, FieldRule *rule, const char *text);
FieldRule *compile_fixed(Compiler *compiler, const char *text);
char *compile_nearest(Compiler *compiler, const char *wanted, const char *const *names, size_t count);
/* "left = right; …" over one or more lines; calls back for each. */
typedef void PairSeen(Compiler *compiler, void *target, const char *left, const char *right);
void compile_pairs(Compiler *compiler, const char *list, PairSeen *seen, void *target);
/* `field = template` into an array of rules by Field, for the key `what`. */
typedef struct {
    FieldRule **fields;
    const char *what;
} Overrides;
PairSeen compile_override; /* target: Overrides */

void compile_values(Compiler *compiler);  /* the columns of amounts, and their units and stages */
void compile_columns(Compiler *compiler); /* those of `columns:` */
ValueRule *compile_add_value(Compiler *compiler, int column);

#endif
