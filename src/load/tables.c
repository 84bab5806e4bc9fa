#include "load/tables.h"

#include <string.h>

typedef struct {
    const LoadContext *context;
    const CsvRows *rows;
    Source *source;
    size_t row;
} TableRun;

#define TABLE_TROUBLE(run, column, ...)                                                                      \
    issue_add((run)->context->issues, SEVERITY_ERROR, (run)->source->name, (run)->rows->lines[(run)->row],   \
              column_of((run), (column)), __VA_ARGS__)

static int column_of(const TableRun *run, const char *name) {
    for (size_t i = 0; i < run->rows->column_count; i++)
        if (strcmp(run->rows->header[i], name) == 0) return (int)i + 1;
    return 0;
}

static const char *cell(const TableRun *run, const char *column) {
    return load_cell(run->rows, run->row, column);
}

static const char *needed(const TableRun *run, const char *column) {
    const char *text = cell(run, column);
    if (!*text) TABLE_TROUBLE(run, column, "`%s` is missing; every row needs one", column);
    return text;
}

/* 0 when blank and not needed, or with an issue when it is no year. */
static int year_of(const TableRun *run, const char *column, bool need) {
    const char *text = need ? needed(run, column) : cell(run, column);
    Decimal decimal;
    if (!*text) return 0;
    if (decimal_read(text, &decimal) == DECIMAL_DONE && !decimal.decimals && !decimal.percent &&
        decimal.mantissa >= 1900 && decimal.mantissa <= 2999)
        return (int)decimal.mantissa;
    TABLE_TROUBLE(run, column, "%s `%s` is not a year; expected one from 1900 to 2999", column, text);
    return 0;
}

static void years_of(const TableRun *run, int *from, int *to) {
    *from = year_of(run, "valid_from", false);
    *to = year_of(run, "valid_to", false);
    if (*from && *to && *to < *from)
        TABLE_TROUBLE(run, "valid_to", "valid_to %d lies before valid_from %d; correct one of them", *to,
                      *from);
}

static void read_dept(const TableRun *run) {
    Source *source = run->source;
    Dept dept = {.code = needed(run, "dept"),
                 .name = needed(run, "dept_name"),
                 .parent = cell(run, "parent"),
                 .kind = cell(run, "kind"),
                 .group = cell(run, "group")};
    years_of(run, &dept.valid_from, &dept.valid_to);
    int included = vocabulary_yes(cell(run, "included"));
    if (included < 0)
        TABLE_TROUBLE(run, "included", "included `%s` is not known; expected yes (是), no (否) or a blank",
                      cell(run, "included"));
    dept.included = included == 1;
    if (dept.included && !*dept.parent)
        TABLE_TROUBLE(run, "included",
                      "department `%s` is included in a parent, but names none; fill in `parent`", dept.code);
    ARENA_PUSH(run->context->arena, source->depts, source->dept_count, source->dept_capacity);
    source->depts[source->dept_count++] = dept;
}

static void read_item(const TableRun *run) {
    Source *source = run->source;
    Item item = {.code = needed(run, "code"),
                 .zh = needed(run, "zh"),
                 .en = needed(run, "en"),
                 .unit_kind = needed(run, "unit_kind"),
                 .parent = cell(run, "parent"),
                 .class_name = cell(run, "class"),
                 .basis = cell(run, "basis")};
    years_of(run, &item.valid_from, &item.valid_to);
    if (*item.unit_kind && !catalog_unit_kind(run->context->catalog, item.unit_kind)) {
        Text kinds = {.arena = run->context->arena};
        for (size_t i = 0; i < run->context->catalog->unit_kind_count; i++)
            text_appendf(&kinds, "%s%s", i ? ", " : "", run->context->catalog->unit_kinds[i].kind);
        TABLE_TROUBLE(run, "unit_kind", "unit_kind `%s` is not known; expected one of %s", item.unit_kind,
                      text_string(&kinds));
    }
    ARENA_PUSH(run->context->arena, source->items, source->item_count, source->item_capacity);
    source->items[source->item_count++] = item;
}

static void read_points(const TableRun *run, Assessment *assessment) {
    const char *text = cell(run, "points");
    Decimal decimal;
    DecimalResult result = decimal_read(text, &decimal);
    if (result == DECIMAL_BLANK || result == DECIMAL_ABSENT) return;
    bool number = result == DECIMAL_DONE && !decimal.percent;
    if (number && decimal_scale(decimal, 1000000, &assessment->points) == SCALE_DONE)
        assessment->has_points = true;
    else
        TABLE_TROUBLE(run, "points",
                      "points `%s` are not a number of at most 6 decimals; expected one such as 7.5, or a "
                      "blank",
                      text);
}

static void read_assessment(const TableRun *run) {
    Source *source = run->source;
    Assessment assessment = {.dept = needed(run, "dept"),
                             .rubric = needed(run, "rubric"),
                             .indicator = needed(run, "indicator"),
                             .sub_item = cell(run, "sub_item"),
                             .calculation = cell(run, "calculation"),
                             .basis = cell(run, "basis"),
                             .note = cell(run, "note"),
                             .year = year_of(run, "year", true),
                             .line = run->rows->lines[run->row],
                             .column = column_of(run, "points")};
    assessment.assessor = vocabulary_assessor(cell(run, "assessor"));
    if (!assessment.assessor) {
        TABLE_TROUBLE(
            run, "assessor",
            "assessor `%s` is not known; expected self (自评), bureau (复核) or third_party (第三方)",
            cell(run, "assessor"));
        assessment.assessor = "";
    }
    read_points(run, &assessment);
    ARENA_PUSH(run->context->arena, source->assessments, source->assessment_count,
               source->assessment_capacity);
    source->assessments[source->assessment_count++] = assessment;
}

static bool among(const char *text, const char *const *words) {
    for (; *words; words++)
        if (strcmp(text, *words) == 0) return true;
    return false;
}

static void read_target(const TableRun *run) {
    static const char *const levels[] = {"", "dept", "project", NULL};
    static const char *const operators[] = {"", ">=", "=", "<=", "text", NULL};
    Source *source = run->source;
    Target target = {.dept = needed(run, "dept"),
                     .level = cell(run, "level"),
                     .project = cell(run, "project"),
                     .level1 = cell(run, "level1"),
                     .level2 = cell(run, "level2"),
                     .target = needed(run, "target"),
                     .op = cell(run, "operator"),
                     .value = cell(run, "value"),
                     .unit = cell(run, "unit"),
                     .text = cell(run, "text"),
                     .note = cell(run, "note"),
                     .year = year_of(run, "year", true),
                     .line = run->rows->lines[run->row]};
    if (!among(target.level, levels))
        TABLE_TROUBLE(run, "level", "level `%s` is not known; expected dept or project", target.level);
    if (!among(target.op, operators))
        TABLE_TROUBLE(run, "operator", "operator `%s` is not known; expected >=, =, <= or text", target.op);
    ARENA_PUSH(run->context->arena, source->targets, source->target_count, source->target_capacity);
    source->targets[source->target_count++] = target;
}

/* "40%", "0.4" or blank for all of it: millionths. */
static int64_t share_of(const TableRun *run) {
    const char *text = cell(run, "share");
    Decimal decimal;
    int64_t share = 0;
    if (decimal_read(text, &decimal) == DECIMAL_BLANK) return 1000000;
    if (decimal_read(text, &decimal) == DECIMAL_DONE &&
        decimal_scale(decimal, decimal.percent ? 10000 : 1000000, &share) == SCALE_DONE && share > 0 &&
        share <= 1000000)
        return share;
    TABLE_TROUBLE(run, "share",
                  "share `%s` is not a part of the whole; expected one such as 40%%, or a blank for all",
                  text);
    return 0;
}

static void read_lineage(const TableRun *run) {
    static const char *const kinds[][2] = {
        {"rename", "更名"}, {"merge", "合并"}, {"split", "拆分"}, {"transfer", "划转"}};
    Source *source = run->source;
    const char *kind = needed(run, "kind");
    Lineage lineage = {.old_dept = needed(run, "old_dept"),
                       .new_dept = needed(run, "new_dept"),
                       .note = cell(run, "note"),
                       .share = share_of(run),
                       .year = year_of(run, "year", true),
                       .line = run->rows->lines[run->row]};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i][0]) == 0 || strcmp(kind, kinds[i][1]) == 0) lineage.kind = kinds[i][0];
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

/* A day as YYYY-MM-DD, or a blank. */
static const char *date_of(const TableRun *run) {
    const char *text = cell(run, "date");
    if (*text && !description_is_date(text))
        TABLE_TROUBLE(run, "date", "date `%s` is not a day; expected one such as 2024-03-31, or a blank",
                      text);
    return text;
}

static void read_comment(const TableRun *run) {
    Source *source = run->source;
    Comment comment = {.dept = needed(run, "dept"),
                       .topic = needed(run, "topic"),
                       .text = needed(run, "text"),
                       .date = date_of(run),
                       .year = year_of(run, "year", true),
                       .line = run->rows->lines[run->row],
                       .column = column_of(run, "topic")};
    ARENA_PUSH(run->context->arena, source->comments, source->comment_count, source->comment_capacity);
    source->comments[source->comment_count++] = comment;
}

static void (*const read_row[SOURCE_KIND_COUNT])(const TableRun *) = {
    [SOURCE_DEPTS] = read_dept,     [SOURCE_ITEMS] = read_item,      [SOURCE_ASSESSMENTS] = read_assessment,
    [SOURCE_TARGETS] = read_target, [SOURCE_LINEAGE] = read_lineage, [SOURCE_COMMENTS] = read_comment,
};

void tables_read(const LoadContext *context, const CsvRows *rows, Source *source) {
    TableRun run = {.context = context, .rows = rows, .source = source};
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
static const Item *collision(const Catalog *catalog, const Item *item) {
    for (size_t i = catalog->item_count; i-- > 0;)
        if (strcmp(catalog->items[i].code, item->code) == 0 && overlap(&catalog->items[i], item))
            return &catalog->items[i];
    return NULL;
}

void tables_add_items(const LoadContext *context, const CsvRows *rows, Source *source) {
    TableRun run = {.context = context, .rows = rows, .source = source};
    Catalog *catalog = context->catalog;
    size_t before = catalog->item_count;
    for (run.row = 0; run.row < source->item_count; run.row++) {
        const Item *item = &source->items[run.row], *other = collision(catalog, item);
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
