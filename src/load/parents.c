/* The part of tables.h that looks at the tree of parents, over all files of a dataset at once. */
#include <string.h>

#include "load/tables.h"

typedef struct {
    const char *code, *parent, *what;
    size_t source;
    int line;
    int valid_from, valid_to; /* of a department; 0 = open */
    int parent_at;            /* position of the parent, or -1 */
} Node;

typedef struct {
    const LoadContext *context;
    Source *sources;
    Node *nodes;
    size_t count, capacity;
    int32_t *by_name; /* position + 1 */
    size_t name_count;
} Tree;

static void refuse(Tree *tree, const Node *node, const char *text) {
    Source *source = &tree->sources[node->source];
    issue_add(tree->context->issues, SEVERITY_ERROR, source->name, node->line, 0, "%s", text);
    source->refused = true;
}

static void add_node(Tree *tree, const char *what, size_t source, int line, const char *code,
                     const char *parent) {
    if (!*code) return;
    names_put(tree->context->names, code);
    ARENA_PUSH(tree->context->arena, tree->nodes, tree->count, tree->capacity);
    tree->nodes[tree->count++] =
        (Node){.code = code, .parent = parent, .what = what, .source = source, .line = line};
}

static int position(const Tree *tree, const char *code) {
    int32_t name = names_find(tree->context->names, code);
    return name < 0 || (size_t)name >= tree->name_count ? -1 : tree->by_name[name] - 1;
}

static void index_nodes(Tree *tree) {
    tree->name_count = tree->context->names->count;
    tree->by_name = ARENA_ARRAY(tree->context->arena, int32_t, tree->name_count);
    for (size_t i = tree->count; i-- > 0;) /* backwards: the first row of a code stays */
        tree->by_name[names_find(tree->context->names, tree->nodes[i].code)] = (int32_t)i + 1;
}

static const char *near_node(const Tree *tree, const char *wanted) {
    const char **codes = ARENA_ARRAY(tree->context->arena, const char *, tree->count + 1);
    for (size_t i = 0; i < tree->count; i++)
        codes[i] = tree->nodes[i].code;
    const char *nearest = text_nearest(wanted, codes, tree->count);
    return nearest ? both_printf(tree->context->arena, "; did you mean `%s`?", nearest) : both(".");
}

static void check_known(Tree *tree, bool catalogued) {
    for (size_t i = 0; i < tree->count; i++) {
        Node *node = &tree->nodes[i];
        node->parent_at = *node->parent ? position(tree, node->parent) : -1;
        if (!*node->parent || node->parent_at >= 0) continue;
        if (catalogued && catalog_item(tree->context->catalog, node->parent)) continue;
        refuse(tree, node,
               both_printf(tree->context->arena,
                           "%s `%s` has the parent `%s`, which no row gives%s Add it, or correct the code",
                           both(node->what), node->code, node->parent, near_node(tree, node->parent)));
    }
}

/* Walks up from every node, with the walk's number as its mark: meeting it again is a circle, a lower mark is
 * done. */
static void check_circles(Tree *tree) {
    int *mark = ARENA_ARRAY(tree->context->arena, int, tree->count + 1);
    for (size_t i = 0; i < tree->count; i++) {
        int at = (int)i, walk = (int)i + 1;
        while (at >= 0 && mark[at] == 0) {
            mark[at] = walk;
            at = tree->nodes[at].parent_at;
        }
        if (at < 0 || mark[at] != walk) continue;
        Text circle = {.arena = tree->context->arena};
        int stop = at;
        do {
            text_appendf(&circle, "`%s`%s", tree->nodes[at].code, both(" in "));
            at = tree->nodes[at].parent_at;
        } while (at != stop);
        text_appendf(&circle, "`%s`", tree->nodes[stop].code);
        refuse(tree, &tree->nodes[stop],
               both_printf(tree->context->arena, "the parents run in a circle: %s; correct one of them",
                           circle.data));
    }
}

void tables_check_items(const LoadContext *context, Source *sources, const CsvRows *rows, size_t count) {
    Tree tree = {.context = context, .sources = sources};
    for (size_t s = 0; s < count; s++)
        for (size_t i = 0; i < sources[s].item_count; i++)
            add_node(&tree, "item", s, rows[s].lines[i], sources[s].items[i].code,
                     sources[s].items[i].parent);
    index_nodes(&tree);
    check_known(&tree, true);
    check_circles(&tree);
}

static void add_dept(Tree *tree, size_t source, int line, const Dept *dept) {
    size_t before = tree->count;
    add_node(tree, "department", source, line, dept->code, dept->parent);
    if (tree->count == before) return;
    tree->nodes[before].valid_from = dept->valid_from;
    tree->nodes[before].valid_to = dept->valid_to;
}

static bool share_years(const Node *a, const Node *b) {
    return (a->valid_to == 0 || a->valid_to >= b->valid_from) &&
           (b->valid_to == 0 || b->valid_to >= a->valid_from);
}

/* A code may come again under another name for years that do not overlap. */
static void check_years(Tree *tree) {
    int *next = ARENA_ARRAY(tree->context->arena, int, tree->count + 1); /* of the same code, + 1 */
    for (size_t i = tree->count; i-- > 0;) {
        int first = position(tree, tree->nodes[i].code);
        if (first == (int)i) continue;
        next[i] = next[first];
        next[first] = (int)i + 1;
    }
    for (size_t i = 0; i < tree->count; i++) {
        Node *node = &tree->nodes[i];
        int first = position(tree, node->code);
        for (int other = first; other < (int)i && other >= 0; other = next[other] - 1) {
            if (!share_years(&tree->nodes[other], node)) continue;
            refuse(tree, node,
                   both_printf(
                       tree->context->arena,
                       "department `%s` is given twice, first on line %d; keep one row, or give each its "
                       "years in valid_from and valid_to (启用年度, 停用年度)",
                       node->code, tree->nodes[other].line));
            break;
        }
    }
}

void tables_check_depts(const LoadContext *context, Source *sources, const CsvRows *rows, size_t count) {
    Tree tree = {.context = context, .sources = sources};
    for (size_t s = 0; s < count; s++)
        for (size_t i = 0; i < sources[s].dept_count; i++)
            add_dept(&tree, s, rows[s].lines[i], &sources[s].depts[i]);
    index_nodes(&tree);
    check_years(&tree);
    check_known(&tree, false);
    check_circles(&tree);
}
