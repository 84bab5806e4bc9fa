#include "load/header.h"

#include <string.h>

#include "base/text.h"
#include "load/label.h"

/* `required` columns tell the kind. The order of the kinds is that in which a header is tried. */
static const struct {
    SourceKind kind;
    bool required;
    const char *en, *zh;
} columns[] = {
    {SOURCE_FIGURES, false, "dept", "单位编码"},
    {SOURCE_FIGURES, false, "dept_name", "单位名称"},
    {SOURCE_FIGURES, false, "parent", "上级单位编码"},
    {SOURCE_FIGURES, true, "year", "年度"},
    {SOURCE_FIGURES, false, "month", "月份"},
    {SOURCE_FIGURES, true, "item", "科目编码"},
    {SOURCE_FIGURES, false, "item_name", "科目名称"},
    {SOURCE_FIGURES, false, "part", "分项"},
    {SOURCE_FIGURES, false, "table", "表号"},
    {SOURCE_FIGURES, false, "stage", "阶段"},
    {SOURCE_FIGURES, false, "kind", "性质"},
    {SOURCE_FIGURES, false, "of", "占比对象"},
    {SOURCE_FIGURES, true, "value", "金额"},
    {SOURCE_FIGURES, false, "unit", "计量单位"},
    {SOURCE_FIGURES, false, "reason", "更正原因"},
    {SOURCE_FIGURES, false, "note", "备注"},
    {SOURCE_ASSESSMENTS, true, "dept", "单位编码"},
    {SOURCE_ASSESSMENTS, true, "year", "年度"},
    {SOURCE_ASSESSMENTS, false, "rubric", "评分表"},
    {SOURCE_ASSESSMENTS, true, "indicator", "指标"},
    {SOURCE_ASSESSMENTS, false, "sub_item", "要点"},
    {SOURCE_ASSESSMENTS, false, "points", "得分"},
    {SOURCE_ASSESSMENTS, false, "result", "结论"},
    {SOURCE_ASSESSMENTS, true, "assessor", "评价人"},
    {SOURCE_ASSESSMENTS, false, "calculation", "计算过程"},
    {SOURCE_ASSESSMENTS, false, "basis", "依据"},
    {SOURCE_ASSESSMENTS, false, "note", "备注"},
    {SOURCE_TARGETS, true, "dept", "单位编码"},
    {SOURCE_TARGETS, true, "year", "年度"},
    {SOURCE_TARGETS, false, "level", "层级"},
    {SOURCE_TARGETS, false, "project", "项目"},
    {SOURCE_TARGETS, false, "level1", "一级指标"},
    {SOURCE_TARGETS, false, "level2", "二级指标"},
    {SOURCE_TARGETS, true, "target", "指标内容"},
    {SOURCE_TARGETS, false, "target", "三级指标"},
    {SOURCE_TARGETS, false, "target", "绩效指标"},
    {SOURCE_TARGETS, false, "operator", "指标值类型"},
    {SOURCE_TARGETS, false, "operator", "指标性质"},
    {SOURCE_TARGETS, false, "value", "指标值"},
    {SOURCE_TARGETS, false, "value", "年度指标值"},
    {SOURCE_TARGETS, false, "value", "目标值"},
    {SOURCE_TARGETS, false, "unit", "度量单位"},
    {SOURCE_TARGETS, false, "text", "指标值原文"},
    {SOURCE_TARGETS, false, "indicator", "对应指标"},
    {SOURCE_TARGETS, false, "actual", "实际完成值"},
    {SOURCE_TARGETS, false, "actual", "全年实际值"},
    {SOURCE_TARGETS, false, "met", "是否完成"},
    {SOURCE_TARGETS, false, "note", "备注"},
    {SOURCE_LINEAGE, true, "old_dept", "原单位编码"},
    {SOURCE_LINEAGE, true, "new_dept", "新单位编码"},
    {SOURCE_LINEAGE, true, "year", "年度"},
    {SOURCE_LINEAGE, true, "kind", "变动类型"},
    {SOURCE_LINEAGE, false, "share", "份额"},
    {SOURCE_LINEAGE, false, "note", "备注"},
    {SOURCE_CASES, true, "dept", "单位编码"},
    {SOURCE_CASES, true, "year", "年度"},
    {SOURCE_CASES, false, "rubric", "评分表"},
    {SOURCE_CASES, true, "indicator", "指标"},
    {SOURCE_CASES, false, "count", "件数"},
    {SOURCE_CASES, false, "date", "日期"},
    {SOURCE_CASES, true, "case", "事项"},
    {SOURCE_CASES, false, "assessor", "评价人"},
    {SOURCE_CASES, false, "basis", "依据"},
    {SOURCE_CASES, false, "note", "备注"},
    {SOURCE_TASKS, true, "dept", "单位编码"},
    {SOURCE_TASKS, true, "year", "年度"},
    {SOURCE_TASKS, true, "task", "工作任务"},
    {SOURCE_TASKS, true, "planned", "计划数"},
    {SOURCE_TASKS, true, "completed", "完成数"},
    {SOURCE_TASKS, false, "on_time", "及时数"},
    {SOURCE_TASKS, false, "qualified", "达标数"},
    {SOURCE_TASKS, false, "assigned", "交办数"},
    {SOURCE_TASKS, false, "closed", "办结数"},
    {SOURCE_TASKS, false, "note", "备注"},
    {SOURCE_RUBRIC, true, "id", "编号"},
    {SOURCE_RUBRIC, true, "level1", "一级指标"},
    {SOURCE_RUBRIC, false, "level1_en", "一级指标英文"},
    {SOURCE_RUBRIC, false, "level2", "二级指标"},
    {SOURCE_RUBRIC, false, "level2_en", "二级指标英文"},
    {SOURCE_RUBRIC, true, "zh", "三级指标"},
    {SOURCE_RUBRIC, false, "en", "三级指标英文"},
    {SOURCE_RUBRIC, false, "indicator", "指标"},
    {SOURCE_RUBRIC, true, "full", "分值"},
    {SOURCE_RUBRIC, true, "rule", "计分规则"},
    {SOURCE_RUBRIC, false, "params", "参数"},
    {SOURCE_RUBRIC, false, "merge_group", "合并组"},
    {SOURCE_RUBRIC, false, "choice_group", "择优组"},
    {SOURCE_RUBRIC, false, "evidence", "佐证材料"},
    {SOURCE_RUBRIC, false, "evidence_en", "佐证材料英文"},
    {SOURCE_RUBRIC, false, "basis", "依据"},
    {SOURCE_RUBRIC, false, "valid_from", "启用年度"},
    {SOURCE_RUBRIC, false, "valid_to", "停用年度"},
    {SOURCE_RUBRIC, false, "kinds", "单位类别"},
    {SOURCE_RUBRIC, false, "note", "备注"},
    {SOURCE_COMMENTS, true, "dept", "单位编码"},
    {SOURCE_COMMENTS, true, "year", "年度"},
    {SOURCE_COMMENTS, true, "topic", "栏目"},
    {SOURCE_COMMENTS, true, "text", "内容"},
    {SOURCE_COMMENTS, false, "date", "日期"},
    {SOURCE_COMMENTS, false, "note", "备注"},
    {SOURCE_SURVEY_FORM, true, "survey", "问卷"},
    {SOURCE_SURVEY_FORM, true, "question", "题号"},
    {SOURCE_SURVEY_FORM, false, "zh", "题目"},
    {SOURCE_SURVEY_FORM, false, "en", "英文题目"},
    {SOURCE_SURVEY_FORM, true, "option", "选项"},
    {SOURCE_SURVEY_FORM, true, "points", "分值"},
    {SOURCE_SURVEY_FORM, false, "satisfied", "计入满意"},
    {SOURCE_SURVEY_FORM, false, "note", "备注"},
    {SOURCE_SURVEY, true, "dept", "单位编码"},
    {SOURCE_SURVEY, false, "dept_name", "单位名称"},
    {SOURCE_SURVEY, true, "year", "年度"},
    {SOURCE_SURVEY, true, "survey", "问卷"},
    {SOURCE_SURVEY, false, "group", "受访者"},
    {SOURCE_SURVEY, true, "sheet", "问卷编号"},
    {SOURCE_SURVEY, false, "question", "题号"},
    {SOURCE_SURVEY, false, "answer", "选项"},
    {SOURCE_SURVEY, false, "note", "备注"},
    {SOURCE_EXPLANATIONS, true, "flag", "标识"},
    {SOURCE_EXPLANATIONS, true, "state", "状态"},
    {SOURCE_EXPLANATIONS, false, "value", "当时的值"},
    {SOURCE_EXPLANATIONS, false, "note", "说明"},
    {SOURCE_EXPLANATIONS, false, "date", "日期"},
    {SOURCE_DEFLATORS, true, "year", "年度"},
    {SOURCE_DEFLATORS, true, "index", "指数"},
    {SOURCE_DEFLATORS, false, "note", "备注"},
    {SOURCE_ITEMS, true, "code", "科目编码"},
    {SOURCE_ITEMS, true, "zh", "科目名称"},
    {SOURCE_ITEMS, true, "en", "英文名称"},
    {SOURCE_ITEMS, true, "unit_kind", "计量类别"},
    {SOURCE_ITEMS, false, "parent", "上级科目编码"},
    {SOURCE_ITEMS, false, "class", "分类"},
    {SOURCE_ITEMS, false, "valid_from", "启用年度"},
    {SOURCE_ITEMS, false, "valid_to", "停用年度"},
    {SOURCE_ITEMS, false, "basis", "依据"},
    {SOURCE_ITEMS, false, "note", "备注"},
    {SOURCE_DEPTS, true, "dept", "单位编码"},
    {SOURCE_DEPTS, true, "dept_name", "单位名称"},
    {SOURCE_DEPTS, false, "parent", "上级单位编码"},
    {SOURCE_DEPTS, false, "included", "并入上级"},
    {SOURCE_DEPTS, false, "kind", "单位类别"},
    {SOURCE_DEPTS, false, "group", "对比组"},
    {SOURCE_DEPTS, false, "valid_from", "启用年度"},
    {SOURCE_DEPTS, false, "valid_to", "停用年度"},
    {SOURCE_DEPTS, false, "note", "备注"},
};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };
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
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (columns[i].kind == kind && strcmp(columns[i].en, name) == 0) return columns[i].en;
    return NULL;
}

/* The kind's name for a column by its exact spelling. */
static const char *exact(SourceKind kind, const char *raw) {
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (columns[i].kind == kind && *raw &&
            (strcmp(columns[i].en, raw) == 0 || strcmp(columns[i].zh, raw) == 0))
            return columns[i].en;
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
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (columns[i].kind == kind && strcmp(columns[i].en, name) == 0) return columns[i].zh;
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
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (columns[i].kind != kind || !columns[i].required) continue;
        if (has(header, kind, columns[i].en))
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
    text_appendf(&out, "a file of %s needs", source_kind_names[nearest]);
    size_t named = 0;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (columns[i].kind != nearest || !columns[i].required || has(header, nearest, columns[i].en))
            continue;
        text_appendf(&out, "%s `%s`", named++ ? " and" : "", columns[i].en);
        if (*columns[i].zh) text_appendf(&out, " (%s)", columns[i].zh);
    }
    if (!named) text_append(&out, " one of `parent`, `kind` and `group`, and no `year`");
    return arena_strdup(arena, text_string(&out));
}

static const char *nearest_column(Arena *arena, SourceKind kind, const Vocabulary *vocabulary,
                                  const char *raw, const char *plain) {
    const char *names[2 * COLUMN_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (columns[i].kind != kind) continue;
        names[count++] = columns[i].en;
        if (*columns[i].zh) names[count++] = columns[i].zh;
    }
    const char *nearest = text_nearest(raw, names, count);
    const Synonym *synonym =
        kind == SOURCE_FIGURES ? synonyms_nearest(arena, &vocabulary->synonyms, plain) : NULL;
    if (synonym && (!nearest || text_distance(plain, synonym->plain) < text_distance(raw, nearest)))
        nearest = synonym->text;
    return nearest ? arena_printf(arena, "; did you mean `%s`?", nearest) : "";
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
            raw, *nearest ? nearest : ".");
    else
        issue_add(naming->issues, SEVERITY_WARNING, header->source, header->line, (int)column + 1,
                  "column `%s` is not one of a file of %s and is not read%s", raw,
                  source_kind_names[naming->kind], nearest);
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
