/* First digits of all amounts and of each department's: a hint where to look, never a flag. */
#include <math.h>
#include <string.h>

#include "measure/flag_parts.h"
#include "stats/benford.h"

enum { ALL_DEPTS = 0 };

static void put_digits(FlagRun *run, Table *out, const QueryFile *file, int64_t dept, const double *values,
                       size_t n) {
    BenfordTest test;
    Refusal refusal;
    bool done = benford_test_digits(values, n, BENFORD_LEAST, &test, &refusal);
    size_t row = table_row(out);
    table_set_text(out, row, "id", file->id);
    table_set_text(out, row, "zh", file->label[LANG_ZH]);
    table_set_text(out, row, "en", file->label[LANG_EN]);
    table_set_integer(out, row, "dept_id", dept);
    table_set_integer(out, row, "n", (int64_t)test.n);
    table_set_integer(out, row, "zeros", (int64_t)test.zeros);
    table_set_text(out, row, "reason", done ? "" : refusal_name(refusal));
    table_set_text(out, row, "band", done ? benford_band_name(test.band) : "");
    for (size_t i = 0; i < BENFORD_DIGITS; i++)
        table_set_integer(out, row, arena_printf(run->arena, "digit_%zu", i + 1), (int64_t)test.counts[i]);
    if (!done) return;
    flag_set_real(out, row, "magnitude", test.magnitude);
    flag_set_real(out, row, "mad", test.mad);
    flag_set_real(out, row, "chi2", test.chi2);
    flag_set_real(out, row, "p", test.p);
}

/* Rows come by department. A twin's amounts are the other one's. */
static bool read_digits(FlagRun *run, const QueryFile *file, const Table *t, Table *out, Err *err) {
    int value = table_find(t, "value");
    if (value < 0) return err_set(err, ERR_SOURCE, "%s: the query must return a column `value`", file->path);
    const int64_t *depts = t->columns[table_find(t, "dept_id")].integers,
                  *years = t->columns[table_find(t, "year")].integers;
    double *values = ARENA_ARRAY(run->arena, double, t->row_count + 1);
    for (size_t i = 0; i < t->row_count; i++)
        values[i] = flag_is_twin(run, depts[i], (int)years[i]) ? NAN : table_cell_real(&t->columns[value], i);
    if (t->row_count) put_digits(run, out, file, ALL_DEPTS, values, t->row_count);
    for (size_t first = 0, end; first < t->row_count; first = end) {
        for (end = first + 1; end < t->row_count && depts[end] == depts[first];)
            end++;
        put_digits(run, out, file, depts[first], &values[first], end - first);
    }
    return true;
}

bool flag_digits_make(FlagRun *run, Err *err) {
    Table *out =
        flag_table(run, "first_digits",
                   "id:t dept_id:i zh:t en:t n:i zeros:i reason:t magnitude:r mad:r band:t chi2:r p:r "
                   "digit_1:i digit_2:i digit_3:i digit_4:i digit_5:i digit_6:i digit_7:i digit_8:i "
                   "digit_9:i");
    for (size_t i = 0; i < run->file_count; i++)
        if (flag_file_is(&run->files[i], "benford") &&
            !read_digits(run, &run->files[i], run->raw[i], out, err))
            return false;
    flag_give(run, out);
    return true;
}
