/* The dataset as departments send it: Chinese headers, 元 and 万元 mixed, one file for each form and year,
 * and two departments that send files of their own in GB18030 with titles above the table. */
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "writer.h"

static const struct {
    const char *name, *zh, *en;
} forms[FORM_COUNT] = {{"accounts", "部门收支决算表", "Revenue and expenditure"},
                       {"three-public", "“三公”经费表", "Three-public expenses"},
                       {"staff-assets", "人员、采购与资产表", "Staff, procurement and assets"},
                       {"work", "工作任务与满意度表", "Tasks and satisfaction"}};

void writer_quoted(Text *text, const char *value) {
    text_append(text, "\"");
    for (const char *c = value; *c; c++) {
        if (*c == '"') text_append(text, "\"");
        text_append_bytes(text, c, 1);
    }
    text_append(text, "\"");
}

void writer_said(Writer *w, int index, const char *plain) {
    writer_quoted(&w->text, w->county->hostile ? county_hostile(index) : plain);
}

/* The index-th hostile text, or `plain`, for a line of a description. */
static const char *line_of(const Writer *w, int index, const char *plain) {
    if (!w->county->hostile) return plain;
    Text line = {.arena = w->county->arena};
    for (const char *c = county_hostile(index); *c; c++)
        text_append_bytes(&line, *c == '\n' ? " " : c, 1);
    return text_string(&line);
}

static void amount(Text *text, int64_t value, Unit unit, bool in_yuan) {
    if (value == MISSING) return;
    if (unit != UNIT_MONEY) {
        text_appendf(text, "%lld", (long long)value);
        return;
    }
    int64_t hundredths = in_yuan ? value : value / 10000;
    int64_t size = hundredths < 0 ? -hundredths : hundredths;
    text_appendf(text, "%s%lld.%02lld", hundredths < 0 ? "-" : "", (long long)(size / 100),
                 (long long)(size % 100));
}

static const char *unit_name(Unit unit, bool in_yuan) {
    static const char *const names[] = {"", "人", "件", "分"};
    return unit == UNIT_MONEY ? in_yuan ? "元" : "万元" : names[unit];
}

bool writer_finish(Writer *w, const char *name) {
    char *path = file_join(w->county->arena, w->folder, name);
    bool good = file_write(w->county->arena, path, text_string(&w->text), w->text.size, w->err);
    w->text = (Text){.arena = w->county->arena};
    return good;
}

/* The same text in GB18030, in place. */
static bool to_gb18030(Writer *w) {
    size_t left = w->text.size, room = 2 * left + 16, all = room;
    char *from = w->text.data, *to = arena_alloc(w->county->arena, room), *start = to;
    iconv_t way = iconv_open("GB18030", "UTF-8");
    if (way == (iconv_t)-1) return err_set(w->err, ERR_SYSTEM, "iconv knows no GB18030");
    size_t failed = iconv(way, &from, &left, &to, &room);
    iconv_close(way);
    if (failed == (size_t)-1) return err_set(w->err, ERR_SYSTEM, "not to be written in GB18030");
    w->text = (Text){.arena = w->county->arena};
    text_append_bytes(&w->text, start, all - room);
    return true;
}

bool writer_describe(Writer *w, const char *stem, const char *zh, const char *en, int year) {
    int index = (int)strlen(stem) + year;
    text_appendf(&w->text,
                 "source:     %s\nzh:         %s（虚构）\nen:         %s (synthetic)\npublished:  %d-03-15\n"
                 "publisher:  %s\ndocument:   %s（%d 年度，虚构数据）\n"
                 "licence:    made by a program; no real department is meant\n",
                 stem, line_of(w, index, zh), line_of(w, index, en), year + 1,
                 line_of(w, index + 1, "虚构县财政局"), line_of(w, index + 2, "部门报表"), year);
    return writer_finish(w, arena_printf(w->county->arena, "%s.meta", stem));
}

static void figure_row(Text *text, const Dept *dept, int year, Item i, const int64_t *values,
                       bool with_unit) {
    const ItemKind *kind = &item_kinds[i];
    bool any = false;
    for (Stage s = 0; s < STAGE_COUNT; s++)
        any = any || values[s] != MISSING;
    if (!any) return;
    text_appendf(text, "%s,", dept->code);
    writer_quoted(text, dept->name);
    text_appendf(text, ",%d,%s,%s,%s", year, kind->code ? kind->code : dept->function,
                 kind->code ? kind->zh : dept->function_zh, kind->part);
    for (Stage s = 0; s < STAGE_COUNT; s++) {
        text_append(text, ",");
        amount(text, values[s], kind->unit, dept->in_yuan);
    }
    if (with_unit) text_appendf(text, ",%s", unit_name(kind->unit, dept->in_yuan));
    text_append(text, "\n");
}

bool writer_wanted(const Writer *w, const char *kind) {
    return strcmp(w->with, "all") == 0 || strstr(w->with, kind);
}

/* A count that the list of tasks or the sheets of the survey give is not sent as a figure, too. */
static bool left_out(const Writer *w, Item i) {
    return (i >= TASKS && i <= TASKS_QUALIFIED && writer_wanted(w, "tasks")) ||
           ((i == SURVEY || i == SURVEY_FULL) && writer_wanted(w, "survey"));
}

static bool own(const Dept *dept, Form form) {
    return dept->own_file && form <= FORM_THREE_PUBLIC;
}

static bool write_form(Writer *w, Form form, int y) {
    const County *county = w->county;
    int year = county->first_year + y;
    Text *text = &w->text;
    text_append(text,
                "单位编码,单位名称,年度,科目编码,科目名称,分项,年初预算数,调整预算数,决算数,计量单位\n");
    size_t empty = text->size;
    for (int d = 0; d < county->dept_count; d++) {
        const Dept *dept = &county->depts[d];
        if (!dept->years[y].there || own(dept, form)) continue;
        for (Item i = 0; i < ITEM_COUNT; i++)
            if (item_kinds[i].form == form && !left_out(w, i))
                figure_row(text, dept, year, i, dept->years[y].items[i], true);
    }
    if (text->size == empty) {
        w->text = (Text){.arena = county->arena};
        return true;
    }
    const char *stem = arena_printf(county->arena, "%d-%s", year, forms[form].name);
    return writer_finish(w, arena_printf(county->arena, "%s.csv", stem)) &&
           writer_describe(w, stem, forms[form].zh, forms[form].en, year);
}

static bool write_own(Writer *w, const Dept *dept, int y) {
    int year = w->county->first_year + y;
    const char *unit = dept->in_yuan ? "元" : "万元";
    Text *text = &w->text;
    text_appendf(text, "%d年度部门决算公开表（虚构）,,,,,,,,\n编制单位：虚构单位,,,,,,,,单位：%s\n", year,
                 unit);
    text_append(text, "单位编码,单位名称,年度,科目编码,科目名称,分项,年初预算数,调整预算数,决算数\n");
    for (Item i = 0; i < ITEM_COUNT; i++)
        if (item_kinds[i].form <= FORM_THREE_PUBLIC)
            figure_row(text, dept, year, i, dept->years[y].items[i], false);
    text_append(text, "注：本表为虚构数据。,,,,,,,,\n");
    const char *stem = arena_printf(w->county->arena, "%d-%s", year, dept->code);
    return to_gb18030(w) && writer_finish(w, arena_printf(w->county->arena, "%s.csv", stem)) &&
           writer_describe(w, stem, "部门决算公开表", "Accounts of one department", year);
}

static bool write_months(Writer *w, int y) {
    const County *county = w->county;
    int year = county->first_year + y;
    Text *text = &w->text;
    text_append(text, "单位编码,单位名称,年度,月份,科目编码,累计支出,计量单位\n");
    size_t empty = text->size;
    for (int d = 0; d < county->dept_count; d++) {
        const Dept *dept = &county->depts[d];
        for (int m = 0; m < 11 && dept->years[y].there; m++) {
            if (dept->years[y].months[m] == MISSING) continue;
            text_appendf(text, "%s,", dept->code);
            writer_quoted(text, dept->name);
            text_appendf(text, ",%d,%d,expenditure,", year, m + 1);
            amount(text, dept->years[y].months[m], UNIT_MONEY, dept->in_yuan);
            text_appendf(text, ",%s\n", unit_name(UNIT_MONEY, dept->in_yuan));
        }
    }
    if (text->size == empty) {
        w->text = (Text){.arena = county->arena};
        return true;
    }
    const char *stem = arena_printf(county->arena, "%d-months", year);
    return writer_finish(w, arena_printf(county->arena, "%s.csv", stem)) &&
           writer_describe(w, stem, "支出月报", "Monthly expenditure", year);
}

static bool write_departments(Writer *w) {
    const County *county = w->county;
    Text *text = &w->text;
    text_append(text, "单位编码,单位名称,上级单位编码,并入上级,单位类别,对比组,启用年度,停用年度\n");
    for (int d = 0; d < county->dept_count; d++) {
        const Dept *dept = &county->depts[d];
        text_appendf(text, "%s,", dept->code);
        writer_quoted(text, dept->name);
        text_appendf(text, ",%s,%s,%s,%s,", dept->parent == NONE ? "" : county->depts[dept->parent].code,
                     dept->included ? "是" : "", dept->kind, dept->group);
        if (dept->first > 0) text_appendf(text, "%d", county->first_year + dept->first);
        text_append(text, ",");
        if (dept->last < county->year_count - 1) text_appendf(text, "%d", county->first_year + dept->last);
        text_append(text, "\n");
    }
    return writer_finish(w, "departments.csv");
}

static bool write_lineage(Writer *w) {
    const County *county = w->county;
    if (county->change_count == 0) return true;
    text_append(&w->text, "原单位编码,新单位编码,年度,变动类型,份额,备注\n");
    for (int i = 0; i < county->change_count; i++) {
        const Change *change = &county->changes[i];
        text_appendf(&w->text, "%s,%s,%d,%s,,", county->depts[change->old_dept].code,
                     county->depts[change->new_dept].code, county->first_year + change->year, change->kind);
        writer_said(w, i, change->note);
        text_append(&w->text, "\n");
    }
    return writer_finish(w, "lineage.csv");
}

static bool write_dataset(Writer *w) {
    text_append(&w->text,
                "dataset:   county\nzh:        虚构县（合成数据，非真实单位）\n"
                "en:        A county that does not exist (synthetic data)\ncurrency:  CNY\nlanguage:  zh\n"
                "rubric:    county-2020\ngrades:    cn-2020\n"
                "note:      Made by tests/county from a seed. No real department is meant.\n");
    return writer_finish(w, "dataset.meta");
}

bool county_write(const County *county, const char *folder, const char *with, Err *err) {
    Writer w = {
        .county = county, .folder = folder, .with = with, .text = {.arena = county->arena}, .err = err};
    if (!file_make_folders(county->arena, folder, err) || !write_dataset(&w) || !write_departments(&w) ||
        !write_lineage(&w) || !writer_records(&w))
        return false;
    for (int y = 0; y < county->year_count; y++) {
        for (Form form = 0; form < FORM_COUNT; form++)
            if (!write_form(&w, form, y)) return false;
        if (!write_months(&w, y)) return false;
        for (int d = 0; d < county->dept_count; d++) {
            const Dept *dept = &county->depts[d];
            if (dept->own_file && dept->years[y].there && !write_own(&w, dept, y)) return false;
        }
    }
    return true;
}
