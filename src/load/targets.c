/* Declared targets: rows of the forms 绩效目标申报表, as they are sent. */
#include <string.h>

#include "load/cells.h"
#include "load/target_value.h"

static const char *level_of(const TableRun *run, const char *project) {
    static const struct {
        const char *word, *level;
    } words[] = {{"dept", "dept"},       {"部门", "dept"},    {"部门整体", "dept"}, {"整体", "dept"},
                 {"project", "project"}, {"项目", "project"}, {"专项", "project"}};
    const char *text = cells_text(run, "level");
    if (!*text) return *project ? "project" : "dept";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, text) == 0) return words[i].level;
    TABLE_TROUBLE(run, "level", "level `%s` is not known; expected dept (部门) or project (项目)", text);
    return "";
}

/* -1 when nothing is said. */
static int met_of(const TableRun *run) {
    static const struct {
        const char *word;
        int met;
    } words[] = {{"", -1},  {"yes", 1}, {"是", 1},     {"完成", 1},     {"已完成", 1}, {"达标", 1},
                 {"no", 0}, {"否", 0},  {"未完成", 0}, {"部分完成", 0}, {"未达标", 0}};
    const char *text = cells_text(run, "met");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, text) == 0) return words[i].met;
    TABLE_TROUBLE(run, "met", "met `%s` is not known; expected yes (是), no (否) or a blank", text);
    return -1;
}

/* A heading that spans several rows is printed in the first of them. */
static void take_headings(const TableRun *run, Target *target) {
    const Source *source = run->source;
    if (*target->level1 || source->target_count == 0) return;
    const Target *above = &source->targets[source->target_count - 1];
    if (strcmp(above->dept, target->dept) != 0 || above->year != target->year ||
        strcmp(above->project, target->project) != 0)
        return;
    target->level1 = above->level1;
    if (!*target->level2) target->level2 = above->level2;
}

/* What the headings make of a row: the second level goes before the first. */
static const char *kind_of(const Catalog *catalog, const Target *target) {
    for (size_t i = 0; i < catalog->target_kind_count; i++) {
        const TargetKind *kind = &catalog->target_kinds[i];
        if (strstr(kind->level == 2 ? target->level2 : target->level1, kind->word)) return kind->kind;
    }
    return "";
}

/* Of another column than the words: its own text or, where that is blank, what the words say. */
static const char *agreed(const TableRun *run, const char *column, const char *own, const char *said,
                          bool same, const char *words) {
    if (!*own) return said;
    if (*said && !same)
        TABLE_TROUBLE(run, column, "%s `%s` contradicts `%s`; correct one of them", column, own, words);
    return own;
}

/* 2019 or 2019.12 by itself is a year or a month, no number. */
static bool is_day(const TargetValue *value) {
    int64_t whole = value->number.mantissa;
    for (int i = 0; i < value->number.decimals; i++)
        whole /= 10;
    return !*value->op && !*value->unit_text && whole >= 1900 && whole < 2100;
}

/* The number that the target demands, from the column `value` or from the words as printed. */
static void read_demand(const TableRun *run, Target *target) {
    const LoadContext *context = run->context;
    if (numeral_missing(target->value) != MISSING_KIND_COUNT) target->value = "";
    const bool from_value = *target->value != '\0';
    const char *words = from_value ? target->value : target->text;
    const bool comparison = *target->op && strcmp(target->op, "text") != 0;
    TargetValue value;
    if (!*words) return;
    bool number =
        strcmp(target->op, "text") != 0 && target_value_read(context->arena, context->catalog, words, &value);
    if (number && !from_value && !comparison && !*target->unit && is_day(&value)) number = false;
    if (!number) {
        if (from_value && comparison)
            TABLE_TROUBLE(run, "value",
                          "value `%s` is not a number, but the operator is `%s`; correct one of "
                          "them, or write 定性 (text)",
                          words, cells_text(run, "operator"));
        if (!comparison) target->op = "text";
        if (from_value && !*target->text) target->text = words;
        if (from_value) target->value = "";
        return;
    }
    const Unit *unit = *target->unit ? catalog_unit(context->catalog, target->unit) : value.unit;
    const bool same_unit = *target->unit && (unit && value.unit ? unit == value.unit
                                                                : strcmp(target->unit, value.unit_text) == 0);
    target->op = agreed(run, "operator", target->op, value.op, strcmp(target->op, value.op) == 0, words);
    target->unit = agreed(run, "unit", target->unit, value.unit_text, same_unit, words);
    if (!*target->op) target->op = "=";
    if (!*target->text && strcmp(words, value.digits) != 0) target->text = words;
    target->value = value.digits;
    if (unit && *unit->currency && strcmp(unit->currency, context->currency) != 0)
        TABLE_TROUBLE(run, "unit", "unit `%s` is money in %s, but the dataset is in %s; correct the unit",
                      target->unit, unit->currency, context->currency);
    TargetAmount amount;
    target->has_number = target_value_scale(&value, unit, &amount);
    target->number = amount.number;
    target->factor = amount.factor;
    target->unit_kind = amount.kind;
    if (!target->has_number)
        TABLE_TROUBLE(run, from_value ? "value" : "text",
                      "`%s` has too many digits to be kept exactly; correct it", words);
}

/* What was reached, in the unit of the target. */
static void read_actual(const TableRun *run, Target *target) {
    const LoadContext *context = run->context;
    TargetValue value;
    if (numeral_missing(target->actual) != MISSING_KIND_COUNT) {
        target->actual = "";
        return;
    }
    if (!target->has_number) return;
    if (!target_value_read(context->arena, context->catalog, target->actual, &value) || *value.op) {
        issue_add(
            context->issues, SEVERITY_WARNING, run->source->name, target->line, cells_column(run, "actual"),
            "actual `%s` is not a number, but the target is; it is kept as words: give the number, or say "
            "in `met` (是否完成) whether the target was met",
            target->actual);
        return;
    }
    const Unit *unit = catalog_unit(context->catalog, target->unit);
    if (*value.unit_text && strcmp(value.unit_text, target->unit) != 0) {
        if (!unit || !value.unit || strcmp(unit->kind, value.unit->kind) != 0) {
            TABLE_TROUBLE(run, "actual",
                          "actual `%s` is not in the unit of the target, `%s`; correct one of them",
                          target->actual, target->unit);
            return;
        }
        unit = value.unit;
    }
    TargetAmount amount;
    target->has_actual =
        target_value_scale(&value, unit, &amount) && strcmp(amount.kind, target->unit_kind) == 0;
    target->actual_number = amount.number;
    if (target->has_actual) return;
    TABLE_TROUBLE(run, "actual", "actual `%s` %s cannot be kept exactly; round it", target->actual,
                  target->unit);
}

void targets_read_row(const TableRun *run) {
    Source *source = run->source;
    Target target = {.dept = cells_needed(run, "dept"),
                     .project = cells_text(run, "project"),
                     .level1 = cells_text(run, "level1"),
                     .level2 = cells_text(run, "level2"),
                     .target = cells_needed(run, "target"),
                     .value = cells_text(run, "value"),
                     .unit = cells_text(run, "unit"),
                     .text = cells_text(run, "text"),
                     .refers = cells_text(run, "indicator"),
                     .actual = cells_text(run, "actual"),
                     .note = cells_text(run, "note"),
                     .unit_kind = "",
                     .year = cells_year(run, "year", true),
                     .line = run->rows->lines[run->row]};
    target.level = level_of(run, target.project);
    target.met = met_of(run);
    target.op = target_value_operator(cells_text(run, "operator"));
    if (!target.op) {
        TABLE_TROUBLE(run, "operator",
                      "operator `%s` is not known; expected >=, >, =, <=, < (≥, ≤) or text (定性)",
                      cells_text(run, "operator"));
        target.op = "text";
    }
    take_headings(run, &target);
    target.kind = kind_of(run->context->catalog, &target);
    read_demand(run, &target);
    read_actual(run, &target);
    ARENA_PUSH(run->context->arena, source->targets, source->target_count, source->target_capacity);
    source->targets[source->target_count++] = target;
}
