#include "load/tables.h"

#include <string.h>

#include "load/cells.h"

static void years_of(const TableRun *run, int *from, int *to) {
    *from = cells_year(run, "valid_from", false);
    *to = cells_year(run, "valid_to", false);
    if (*from && *to && *to < *from)
        TABLE_TROUBLE(run, "valid_to", "valid_to %d lies before valid_from %d; correct one of them", *to,
                      *from);
}

static void read_dept(const TableRun *run) {
    Source *source = run->source;
    Dept dept = {.code = cells_needed(run, "dept"),
                 .name = cells_needed(run, "dept_name"),
                 .parent = cells_text(run, "parent"),
                 .kind = cells_text(run, "kind"),
                 .group = cells_text(run, "group")};
    dept.line = run->rows->lines[run->row];
    years_of(run, &dept.valid_from, &dept.valid_to);
    int included = vocabulary_yes(cells_text(run, "included"));
    if (included < 0)
        TABLE_TROUBLE(run, "included", "included `%s` is not known; expected yes (是), no (否) or a blank",
                      cells_text(run, "included"));
    dept.included = included == 1;
    if (dept.included && !*dept.parent)
        TABLE_TROUBLE(run, "included",
                      "department `%s` is included in a parent, but names none; fill in `parent`", dept.code);
    ARENA_PUSH(run->context->arena, source->depts, source->dept_count, source->dept_capacity);
    source->depts[source->dept_count++] = dept;
}

static void read_item(const TableRun *run) {
    Source *source = run->source;
    Item item = {.code = cells_needed(run, "code"),
                 .zh = cells_needed(run, "zh"),
                 .en = cells_needed(run, "en"),
                 .unit_kind = cells_needed(run, "unit_kind"),
                 .parent = cells_text(run, "parent"),
                 .class_name = cells_text(run, "class"),
                 .basis = cells_text(run, "basis")};
    years_of(run, &item.valid_from, &item.valid_to);
    if (*item.unit_kind && !catalog_unit_kind(run->context->catalog, item.unit_kind)) {
        Text kinds = {.arena = run->context->arena};
        for (size_t i = 0; i < run->context->catalog->unit_kind_count; i++)
            text_appendf(&kinds, "%s%s", i ? both(", ") : "", run->context->catalog->unit_kinds[i].kind);
        TABLE_TROUBLE(run, "unit_kind", "unit_kind `%s` is not known; expected one of %s", item.unit_kind,
                      text_string(&kinds));
    }
    ARENA_PUSH(run->context->arena, source->items, source->item_count, source->item_capacity);
    source->items[source->item_count++] = item;
}

/* "yes", "no" or "": whether a sub-item is fulfilled. */
static const char *result_of(const TableRun *run, const Assessment *assessment) {
    const char *text = cells_text(run, "result");
    if (!*text) return "";
    int result = vocabulary_yes(text);
    if (result < 0)
        TABLE_TROUBLE(run, "result", "result `%s` is not known; expected yes (是), no (否) or a blank", text);
    if (result == 0 && assessment->has_points && assessment->points > 0)
        TABLE_TROUBLE(run, "result", "result `%s` contradicts the points `%s`; correct one of them", text,
                      cells_text(run, "points"));
    return result == 1 ? "yes" : "no";
}

static void read_assessment(const TableRun *run) {
    Source *source = run->source;
    Assessment assessment = {.dept = cells_needed(run, "dept"),
                             .rubric = cells_needed(run, "rubric"),
                             .indicator = cells_needed(run, "indicator"),
                             .sub_item = cells_text(run, "sub_item"),
                             .calculation = cells_text(run, "calculation"),
                             .basis = cells_text(run, "basis"),
                             .note = cells_text(run, "note"),
                             .year = cells_year(run, "year", true),
                             .line = run->rows->lines[run->row],
                             .column = cells_column(run, "points")};
    assessment.assessor = cells_assessor(run, true);
    assessment.has_points = cells_points(run, "points", &assessment.points);
    assessment.result = result_of(run, &assessment);
    ARENA_PUSH(run->context->arena, source->assessments, source->assessment_count,
               source->assessment_capacity);
    source->assessments[source->assessment_count++] = assessment;
}

/* "40%", "0.4" or blank for all of it, in millionths; of a split, blank is unknown: 0. */
static int64_t share_of(const TableRun *run, bool split) {
    const char *text = cells_text(run, "share");
    Decimal decimal;
    int64_t share = 0;
    if (decimal_read(text, &decimal) == DECIMAL_BLANK) return split ? 0 : 1000000;
    if (decimal_read(text, &decimal) == DECIMAL_DONE &&
        decimal_scale(decimal, decimal.percent ? 10000 : 1000000, &share) == SCALE_DONE && share > 0 &&
        share <= 1000000)
        return share;
    TABLE_TROUBLE(run, "share",
                  "share `%s` is not a part of the whole; expected one such as 40%%, or a blank for all",
                  text);
    return 0;
}

/* What earlier rows give away of the same department in the same year. */
static int64_t shares_before(const Source *source, const Lineage *lineage) {
    int64_t sum = 0;
    for (size_t i = 0; i < source->lineage_count; i++) {
        const Lineage *other = &source->lineages[i];
        if (other->year == lineage->year && strcmp(other->old_dept, lineage->old_dept) == 0)
            sum += other->share;
    }
    return sum;
}

static void read_lineage(const TableRun *run) {
    static const char *const kinds[][2] = {
        {"rename", "更名"}, {"merge", "合并"}, {"split", "拆分"}, {"transfer", "划转"}};
    Source *source = run->source;
    const char *kind = cells_needed(run, "kind");
    Lineage lineage = {.old_dept = cells_needed(run, "old_dept"),
                       .new_dept = cells_needed(run, "new_dept"),
                       .note = cells_text(run, "note"),
                       .year = cells_year(run, "year", true),
                       .line = run->rows->lines[run->row]};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i][0]) == 0 || strcmp(kind, kinds[i][1]) == 0) lineage.kind = kinds[i][0];
    lineage.share = share_of(run, lineage.kind && strcmp(lineage.kind, "split") == 0);
    if (lineage.kind && lineage.share && shares_before(source, &lineage) + lineage.share > 1000000)
        TABLE_TROUBLE(run, "share",
                      "the shares of department `%s` in %d add up to more than the whole; correct them",
                      lineage.old_dept, lineage.year);
    if (*kind && !lineage.kind)
        TABLE_TROUBLE(
            run, "kind",
            "kind `%s` is not known; expected rename (更名), merge (合并), split (拆分) or transfer (划转)",
            kind);
    if (*lineage.old_dept && strcmp(lineage.old_dept, lineage.new_dept) == 0)
        TABLE_TROUBLE(run, "new_dept", "department `%s` cannot become itself; correct one of the codes",
                      lineage.new_dept);
    ARENA_PUSH(run->context->arena, source->lineages, source->lineage_count, source->lineage_capacity);
    source->lineages[source->lineage_count++] = lineage;
}

static void read_comment(const TableRun *run) {
    Source *source = run->source;
    Comment comment = {.dept = cells_needed(run, "dept"),
                       .topic = cells_needed(run, "topic"),
                       .text = cells_needed(run, "text"),
                       .date = cells_date(run, "date"),
                       .year = cells_year(run, "year", true),
                       .line = run->rows->lines[run->row],
                       .column = cells_column(run, "topic")};
    ARENA_PUSH(run->context->arena, source->comments, source->comment_count, source->comment_capacity);
    source->comments[source->comment_count++] = comment;
}

static void (*const read_row[SOURCE_KIND_COUNT])(const TableRun *) = {
    [SOURCE_DEPTS] = read_dept,
    [SOURCE_ITEMS] = read_item,
    [SOURCE_ASSESSMENTS] = read_assessment,
    [SOURCE_TARGETS] = targets_read_row,
    [SOURCE_LINEAGE] = read_lineage,
    [SOURCE_COMMENTS] = read_comment,
    [SOURCE_CASES] = cases_read_row,
    [SOURCE_TASKS] = tasks_read_row,
    [SOURCE_SURVEY_FORM] = survey_read_option,
    [SOURCE_SURVEY] = survey_read_answers,
    [SOURCE_EXPLANATIONS] = explanations_read_row,
    [SOURCE_DEFLATORS] = deflators_read_row,
};

void tables_read(const LoadContext *context, const CsvRows *rows, Source *source) {
    TableRun run = {.context = context, .rows = rows, .source = source};
    if (!read_row[source->kind]) return; /* a rubric is read where it is used */
    for (run.row = 0; run.row < rows->row_count; run.row++)
        read_row[source->kind](&run);
}

static bool same_item(const Item *a, const Item *b) {
    return strcmp(a->zh, b->zh) == 0 && strcmp(a->en, b->en) == 0 &&
           strcmp(a->unit_kind, b->unit_kind) == 0 && strcmp(a->parent, b->parent) == 0 &&
           strcmp(a->class_name, b->class_name) == 0 && a->valid_from == b->valid_from &&
           a->valid_to == b->valid_to;
}

static bool overlap(const Item *a, const Item *b) {
    return (a->valid_to == 0 || a->valid_to >= b->valid_from) &&
           (b->valid_to == 0 || b->valid_to >= a->valid_from);
}

/* The catalogue's item that the new one collides with, or NULL. */
static const Item *collision(const LoadContext *context, const Item *item) {
    const Catalog *catalog = context->catalog;
    const Vocabulary *vocabulary = context->vocabulary;
    const bool known = vocabulary_item(vocabulary, names_find(context->names, item->code)) != NULL;
    for (size_t i = catalog->item_count, first = known ? 0 : vocabulary->indexed; i-- > first;)
        if (strcmp(catalog->items[i].code, item->code) == 0 && overlap(&catalog->items[i], item))
            return &catalog->items[i];
    return NULL;
}

void tables_add_items(const LoadContext *context, const CsvRows *rows, Source *source) {
    TableRun run = {.context = context, .rows = rows, .source = source};
    Catalog *catalog = context->catalog;
    size_t before = catalog->item_count;
    for (run.row = 0; run.row < source->item_count; run.row++) {
        const Item *item = &source->items[run.row], *other = collision(context, item);
        size_t position = other ? (size_t)(other - catalog->items) : 0;
        if (!*item->code) continue;
        if (!other) {
            ARENA_PUSH(context->arena, catalog->items, catalog->item_count, catalog->item_capacity);
            catalog->items[catalog->item_count++] = *item;
        } else if (position >= before) {
            TABLE_TROUBLE(&run, "code",
                          "item `%s` is given twice; keep one row, or years that do not overlap", item->code);
        } else if (!same_item(item, other)) {
            TABLE_TROUBLE(&run, "code",
                          "item `%s` is in the catalogue already, as `%s` (%s, parent `%s`), and this row "
                          "says otherwise; "
                          "use another code, or drop the row",
                          item->code, other->zh, other->unit_kind, other->parent);
        }
    }
}
