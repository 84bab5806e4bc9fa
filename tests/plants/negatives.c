/* What looks unusual and is not: a part of a department that goes to a new one, a new department, a grant
 * that was explained. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "negatives.h"

static const char header[] = "dept,dept_name,year,month,item,part,stage,value,unit\n";

/* value in the printed unit: 万元 with two decimals, whole 元 or dollars, persons, pieces, points. Parts that
 * are rounded one by one still add up within the rounding that such a print allows. */
static void print_row(Text *out, const char *code, const char *name, sqlite3_stmt *row, double value,
                      int64_t step, const char *money) {
    const char *kind = (const char *)sqlite3_column_text(row, 6);
    text_appendf(out, "%s,%s,%d,%d,%s,%s,%s,", code, name, sqlite3_column_int(row, 2),
                 sqlite3_column_int(row, 3), (const char *)sqlite3_column_text(row, 0),
                 (const char *)sqlite3_column_text(row, 1), (const char *)sqlite3_column_text(row, 4));
    if (strcmp(kind, "money") == 0 && step >= 10000)
        text_appendf(out, "%.2f,万元\n", round(value / 10000) / 100);
    else if (strcmp(kind, "money") == 0)
        text_appendf(out, "%.0f,%s\n", round(value / 100), money);
    else if (strcmp(kind, "points") == 0)
        text_appendf(out, "%.0f,分\n", round(value / 1000000));
    else
        text_appendf(out, "%.0f,%s\n", round(value), strcmp(kind, "persons") == 0 ? "人" : "件");
}

static sqlite3_stmt *figures_from(Clean *clean, int dept, int year) {
    static const char sql[] =
        "SELECT i.code, p.code, s.year, s.month, s.stage, s.value, i.unit_kind FROM figure_stage s"
        "  JOIN item i ON i.item_id = s.item_id JOIN item p ON p.item_id = s.part_id"
        " WHERE s.dept_id = ?1 AND s.year >= ?2 ORDER BY s.origin";
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(clean->db, sql, -1, &row, NULL) != SQLITE_OK) return NULL;
    sqlite3_bind_int64(row, 1, clean->depts[dept].id);
    sqlite3_bind_int(row, 2, year);
    return row;
}

static bool long_enough(Clean *clean, int dept, int year, const char *item) {
    for (int y = year - 2; y <= year + 1; y++)
        if (clean_cell(clean, (Key){item, dept, y, 12, ACTUAL}).value <= 0) return false;
    return true;
}

static void add_department(Negatives *n, const CleanDept *like, const char *code, const char *name) {
    text_appendf(&n->depts, "%s,%s,%s,%s\n", code, name, like->kind, like->group);
}

/* Every figure of a department from a year on; the share that goes away is what is not kept. */
static bool give_away(Planting *p, Negatives *n, const char *code, const char *name, double share,
                      bool taken) {
    sqlite3_stmt *row = figures_from(p->clean, p->dept, p->year);
    if (!row) return false;
    while (sqlite3_step(row) == SQLITE_ROW) {
        int64_t whole = sqlite3_column_int64(row, 5), kept = whole;
        const char *item = arena_strdup(p->clean->arena, (const char *)sqlite3_column_text(row, 0));
        const char *part = (const char *)sqlite3_column_text(row, 1),
                   *stage = (const char *)sqlite3_column_text(row, 4);
        Stage at = *stage == 'b' ? BUDGET : stage[2] == 'j' ? ADJUSTED : ACTUAL;
        if (*part) item = arena_printf(p->clean->arena, "%s/%s", item, part);
        Key key = {item, p->dept, sqlite3_column_int(row, 2), sqlite3_column_int(row, 3), at};
        if (taken) kept = clean_set(p->clean, key, (double)whole * (1 - share));
        double gone = taken ? (double)(whole - kept) : (double)whole * share;
        print_row(&n->figures, code, name, row, gone, clean_cell(p->clean, key).step, n->money);
    }
    sqlite3_finalize(row);
    return true;
}

/* A department with nothing below zero, printed in more than the smallest unit: what is split to the cent
 * does not add up. */
static bool draw_dept(Planting *p) {
    Clean *clean = p->clean;
    p->dept = (int)random_below(&p->random, clean->dept_count);
    p->year = clean->first_year + 2 + (int)random_below(&p->random, clean->last_year - clean->first_year - 2);
    if (!clean->depts[p->dept].usable || !long_enough(clean, p->dept, p->year, "expenditure") ||
        clean_cell(clean, (Key){"expenditure", p->dept, p->year, 12, ACTUAL}).step <= 1)
        return false;
    sqlite3_stmt *row = figures_from(clean, p->dept, p->year);
    bool good = true;
    while (row && sqlite3_step(row) == SQLITE_ROW)
        good = good && sqlite3_column_int64(row, 5) >= 0;
    sqlite3_finalize(row);
    return good;
}

bool negatives_transfer(Planting *p, Negatives *n) {
    if (!draw_dept(p)) return false;
    const CleanDept *dept = &p->clean->depts[p->dept];
    const char *code = arena_printf(p->clean->arena, "%s-new", dept->code);
    add_department(n, dept, code, "Taken over (synthetic)");
    text_appendf(&n->lineage, "%s,%s,%d,transfer,40%%\n", dept->code, code, p->year);
    snprintf(p->what, sizeof p->what, "%s", code);
    snprintf(p->size, sizeof p->size, "40 %% goes to a new department");
    return give_away(p, n, code, "Taken over (synthetic)", .4, true);
}

bool negatives_new(Planting *p, Negatives *n) {
    if (!draw_dept(p)) return false;
    const CleanDept *dept = &p->clean->depts[p->dept];
    double size = .7 + .6 * random_uniform(&p->random);
    const char *code = arena_printf(p->clean->arena, "begun-%d", p->year);
    add_department(n, dept, code, "Begun (synthetic)");
    snprintf(p->what, sizeof p->what, "like %s", dept->code);
    snprintf(p->size, sizeof p->size, "begins in %d × %.2f", p->year, size);
    return give_away(p, n, code, "Begun (synthetic)", size, false);
}

void negatives_explain(Planting *p, Negatives *n) {
    sqlite3_stmt *row = NULL;
    static const char sql[] = "SELECT DISTINCT indicator FROM screen_value ORDER BY indicator";
    if (sqlite3_prepare_v2(p->clean->db, sql, -1, &row, NULL) != SQLITE_OK) return;
    while (sqlite3_step(row) == SQLITE_ROW)
        text_appendf(&n->explanations, "%s:%d:%s,explained,a grant for one year (synthetic),%d-03-01\n",
                     p->clean->depts[p->dept].code, p->year, (const char *)sqlite3_column_text(row, 0),
                     p->year + 1);
    sqlite3_finalize(row);
}

static bool write_one(Arena *arena, const char *folder, const char *stem, const char *head, const Text *rows,
                      Err *err) {
    if (rows->size == 0) return true;
    const char *meta = arena_printf(arena, "source:     %s\npublished:  2000-01-01\n", stem);
    Text all = {.arena = arena};
    text_append(&all, head);
    text_append(&all, text_string(rows));
    return file_write(arena, file_join(arena, folder, arena_printf(arena, "%s.csv", stem)), text_string(&all),
                      all.size, err) &&
           file_write(arena, file_join(arena, folder, arena_printf(arena, "%s.meta", stem)), meta,
                      strlen(meta), err);
}

bool negatives_write(const Negatives *n, Arena *arena, const char *folder, Err *err) {
    return write_one(arena, folder, "planted-figures", header, &n->figures, err) &&
           write_one(arena, folder, "planted-departments", "dept,dept_name,kind,group\n", &n->depts, err) &&
           write_one(arena, folder, "planted-lineage", "old_dept,new_dept,year,kind,share\n", &n->lineage,
                     err) &&
           write_one(arena, folder, "planted-explanations", "flag,state,note,date\n", &n->explanations, err);
}
