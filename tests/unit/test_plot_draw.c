/* plot_draw with gnuplot: no text becomes a command, a broken chart fails alone, the same job makes the same
 * bytes, and no point gets lost. */
#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/child.h"
#include "base/file.h"
#include "plot/plot.h"

static Arena arena;
static char folder[] = "/tmp/jixiao-test-XXXXXX";
static ChartTemplate *charts;
static size_t chart_count;

static const ChartTemplate *chart(const char *id) {
    for (size_t i = 0; i < chart_count; i++)
        if (strcmp(charts[i].id, id) == 0) return &charts[i];
    fail_msg("there is no chart %s", id);
    return NULL;
}

/* A template of the test: a head with two texts, and this body. */
static ChartTemplate *made(const char *body) {
    static int number;
    ChartTemplate *template = ARENA_NEW(&arena, ChartTemplate);
    template->id = arena_printf(&arena, "made%d", number++);
    template->path = template->body_path = arena_printf(&arena, "plots/%s.gp", template->id);
    template->title[LANG_ZH] = template->title[LANG_EN] = "{dept}";
    template->note[LANG_ZH] = template->note[LANG_EN] = "note of {dept}";
    template->alternative[LANG_ZH] = template->alternative[LANG_EN] = "";
    template->minimum = 1;
    template->height = "300";
    Err err = {0};
    const char *text = arena_printf(&arena, "# chart: x\n# text.own: {dept} 甲 | {dept} A\n%s", body);
    assert_true(head_read(&arena, template->path, text, "#", &template->head, &err));
    return template;
}

static const char labels_body[] =
    "eval frame\nset xrange [-1:10]\nset yrange [-1:rows]\nset label text_own at 5, 0\n"
    "plot data using (1):(column(1)):(strcol(col_name)) with labels left\n";

static Table *names_table(const char *const *names, size_t count) {
    Table *table = table_new(&arena, "names");
    table_add(table, "name", COLUMN_TEXT, "部门", "Department");
    table_add(table, "value", COLUMN_REAL, "值", "Value");
    for (size_t i = 0; i < count; i++) {
        size_t row = table_row(table);
        table_set_text(table, row, "name", names[i]);
        table_set_real(table, row, "value", (double)i);
    }
    return table;
}

static ChartJob job_of(const ChartTemplate *template, const Table *data, const TextField *fields,
                       size_t count, const char *name) {
    return (ChartJob){.template = template,
                      .data = data,
                      .fields = fields,
                      .field_count = count,
                      .path = file_join(&arena, folder, name)};
}

static void draw(ChartJob *jobs, size_t count, int processes) {
    Err err = {0};
    if (!plot_draw(&arena, jobs, count, processes, NULL, NULL, &err)) fail_msg("%s", err.text);
}

static char *content(const char *path) {
    char *data = NULL;
    size_t size = 0;
    Err err = {0};
    if (!file_read(&arena, path, &data, &size, &err)) fail_msg("%s", err.text);
    return arena_strndup(&arena, data, size);
}

static size_t occurrences(const char *text, const char *part) {
    size_t count = 0;
    for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
        count++;
    return count;
}

static size_t files_in(const char *path) {
    char **names;
    size_t count;
    Err err = {0};
    assert_true(file_list(&arena, path, false, &names, &count, &err));
    return count;
}

static void hostile_names_stay_text(void **state) {
    (void)state;
    static const char *const names[] = {
        "a`touch PWNED`b",
        "it's",
        "x\n!touch PWNED",
        "EOD",
        "@x",
        "{/Symbol a}_b^c",
        "tab\tx",
        "",
        NULL,
        "< touch PWNED",
        "100% %s %d",
        "# no comment",
        "a,b;c|d",
        "NaN",
        "?",
        "\\n\\\"",
        "<b>&amp;",
    };
    static const char *const shown[] = {
        ">atouch PWNEDb<",
        ">it's<",
        ">x !touch PWNED<",
        ">EOD<",
        ">@x<",
        ">{/Symbol a}_b^c<",
        ">tab x<",
        ">&lt; touch PWNED<",
        ">100% %s %d<",
        "># no comment<",
        ">a,b;c|d<",
        ">NaN<",
        ">?<",
        ">&lt;b>&amp;amp;<",
    };
    size_t count = sizeof names / sizeof *names;
    TextField field = {"dept",
                       "'.system('touch PWNED').' `touch PWNED` \"\nset output 'PWNED' # ; @data $(x)\n"};
    ChartJob job = job_of(made(labels_body), names_table(names, count), &field, 1, "hostile.svg");
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder), 0);
    draw(&job, 1, 1);
    assert_int_equal(chdir(before), 0);
    if (job.failed) fail_msg("%s", job.message);
    char *svg = content(job.path);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (!strstr(svg, shown[i])) fail_msg("%s is not in the picture", shown[i]);
    assert_non_null(
        strstr(svg, "'.system('touch PWNED').' touch PWNED “ set output 'PWNED' # ; @data $(x) 甲"));
    assert_int_equal(occurrences(svg, ">—<"), 2);
    assert_int_equal(files_in(folder), 1);
}

static void a_broken_chart_fails_alone(void **state) {
    (void)state;
    static const char *const names[] = {"甲", "乙"};
    const char *bodies[] = {labels_body, "\nplot nonsense_here\n", "if (1) {\n",  "plot '-' using 1:2\n1 2\n",
                            "exit\n",    "$x << EOD\n1\n",         "set output\n"};
    enum { COUNT = sizeof bodies / sizeof *bodies };
    TextField field = {"dept", "局"};
    ChartJob jobs[COUNT + 1];
    Table *data = names_table(names, 2);
    for (int i = 0; i < COUNT; i++)
        jobs[i] = job_of(made(bodies[i]), data, &field, 1, arena_printf(&arena, "broken-%d.svg", i));
    jobs[COUNT] = job_of(made(labels_body), data, &field, 1, "good.svg");
    draw(jobs, COUNT + 1, 1);
    assert_false(jobs[0].failed);
    assert_false(jobs[COUNT].failed);
    assert_true(file_exists(jobs[COUNT].path));
    for (int i = 1; i < COUNT; i++) {
        if (!jobs[i].failed) fail_msg("body %d did not fail", i);
        assert_false(jobs[i].empty);
        assert_true(text_starts(jobs[i].message, jobs[i].template->path));
        assert_false(file_exists(jobs[i].path));
    }
    assert_non_null(strstr(jobs[1].message, ".gp:4: undefined variable: nonsense_here"));
}

static void a_bad_height_is_no_picture(void **state) {
    (void)state;
    static const char *const names[] = {"甲", "乙"};
    ChartTemplate *template = made("plot x\n");
    template->height = "no_such_height";
    TextField field = {"dept", "局"};
    ChartJob jobs[2] = {job_of(template, names_table(names, 2), &field, 1, "height.svg"),
                        job_of(made("plot x\n"), names_table(names, 2), &field, 1, "after.svg")};
    jobs[0].bare = jobs[1].bare = true;
    draw(jobs, 2, 1);
    assert_true(jobs[0].failed);
    assert_non_null(strstr(jobs[0].message, "undefined variable: no_such_height"));
    assert_false(file_exists(jobs[0].path));
    assert_false(jobs[1].failed);
}

static void too_few_data_say_so(void **state) {
    (void)state;
    ChartTemplate *template = made(labels_body);
    template->minimum = 2;
    template->minimum_column = "value";
    static const char *const names[] = {"甲", "乙", "丙"};
    Table *data = names_table(names, 3);
    for (size_t row = 0; row < 3; row++)
        table_set_real(data, row, "value", NAN);
    TextField field = {"dept", "局"};
    ChartJob jobs[2] = {job_of(template, data, &field, 1, "empty.svg"),
                        job_of(template, names_table(names, 0), &field, 1, "none.svg")};
    draw(jobs, 2, 2);
    for (int i = 0; i < 2; i++) {
        assert_true(jobs[i].failed);
        assert_true(jobs[i].empty);
        assert_false(file_exists(jobs[i].path));
    }
    assert_string_equal(jobs[0].title, "局");
    assert_non_null(strstr(jobs[0].message, "rows with a value of value: 0 of 3; it needs at least 2"));
}

static void same_job_same_bytes(void **state) {
    (void)state;
    static const char *const names[] = {"县教育局", "县民政局", "Department of Education"};
    static const char *const suffixes[] = {".svg", ".png", ".pdf"};
    TextField field = {"dept", "局"};
    Table *data = names_table(names, 3);
    ChartTemplate *template = made(labels_body), *other = made("zoo = 1\nplot x\n");
    for (int kind = 0; kind < 3; kind++) {
        ChartJob jobs[3];
        jobs[0] = job_of(template, data, &field, 1, arena_printf(&arena, "same-a%s", suffixes[kind]));
        jobs[1] = job_of(other, data, &field, 1, arena_printf(&arena, "same-b%s", suffixes[kind]));
        jobs[2] = job_of(template, data, &field, 1, arena_printf(&arena, "same-c%s", suffixes[kind]));
        draw(jobs, 3, 1);
        char *first, *again;
        size_t size, again_size;
        Err err = {0};
        assert_true(file_read(&arena, jobs[0].path, &first, &size, &err));
        assert_true(file_read(&arena, jobs[2].path, &again, &again_size, &err));
        assert_int_equal(size, again_size);
        assert_memory_equal(first, again, size);
        draw(jobs, 3, 3);
        assert_true(file_read(&arena, jobs[0].path, &again, &again_size, &err));
        assert_int_equal(size, again_size);
        assert_memory_equal(first, again, size);
    }
}

static void variables_of_another_chart_are_gone(void **state) {
    (void)state;
    static const char *const names[] = {"甲"};
    TextField field = {"dept", "局"};
    Table *data = names_table(names, 1);
    ChartJob jobs[2] = {job_of(made("leftover = 1\nplot x\n"), data, &field, 1, "left-a.svg"),
                        job_of(made("plot leftover\n"), data, &field, 1, "left-b.svg")};
    draw(jobs, 2, 1);
    assert_false(jobs[0].failed);
    assert_true(jobs[1].failed);
    assert_non_null(strstr(jobs[1].message, "undefined variable: leftover"));
}

static void gnuplot_gets_what_the_chart_names(void **state) {
    (void)state;
    static const char *const names[] = {"甲", "乙", "丙"};
    TextField field = {"dept", "局"};
    Table *data = names_table(names, 3);
    ChartJob jobs[2] = {
        job_of(made("plot data using 1:col_value:print_value with labels\n"), data, &field, 1, "n.svg"),
        job_of(made("labels = label_value.text_own.cells_name\nplot value_max\n"), data, &field, 1, "o.svg")};
    draw(jobs, 2, 1);
    static const char *const wanted[2][3] = {
        {"col_value = 2\n", "print_value = 3\n", "rows = 3\n"},
        {"label_value = 'Value'", "text_own = '局", "value_max = 2.0\n"}};
    static const char *const unwanted[2][3] = {{"col_name", "value_max", "text_own"},
                                               {"col_value", "print_value", "value_min"}};
    for (size_t i = 0; i < 2; i++) {
        if (jobs[i].failed) fail_msg("%s", jobs[i].message);
        for (size_t k = 0; k < 3; k++) {
            if (i == 0 || k > 0) assert_non_null(strstr(jobs[i].script, wanted[i][k]));
            assert_null(strstr(jobs[i].script, unwanted[i][k]));
        }
    }
    assert_non_null(strstr(content(jobs[0].path), ">2<"));
}

static void blocks_stand_apart(void **state) {
    (void)state;
    static const char *const names[] = {"甲", "乙", "丙"};
    TextField field = {"dept", "局"};
    Table *data = table_new(&arena, "blocks");
    table_add(data, "name", COLUMN_TEXT, NULL, NULL);
    table_add(data, "block", COLUMN_INT, NULL, NULL);
    for (int i = 0; i < 3; i++) {
        size_t row = table_row(data);
        table_set_text(data, row, "name", names[i]);
        table_set_integer(data, row, "block", i / 2);
    }
    ChartJob job = job_of(made("set yrange [0:9]\nplot data index 1 using 1:(5):col_name with labels\n"),
                          data, &field, 1, "block.svg");
    draw(&job, 1, 1);
    if (job.failed) fail_msg("%s", job.message);
    assert_non_null(strstr(content(job.path), ">丙<"));
    assert_null(strstr(content(job.path), ">乙<"));
}

static void bare_pictures_have_no_title(void **state) {
    (void)state;
    static const char *const names[] = {"甲", "乙"};
    TextField field = {"dept", "某局"};
    ChartJob job = job_of(made("plot x\n"), names_table(names, 2), &field, 1, "bare.svg");
    draw(&job, 1, 1);
    assert_non_null(strstr(content(job.path), ">某局</text>"));
    assert_non_null(strstr(content(job.path), "note of 某局"));
    assert_non_null(strstr(content(job.path), " height=\"357\"\n viewBox=\"0 0 1000 357\""));
    job.bare = true;
    draw(&job, 1, 1);
    assert_null(strstr(content(job.path), ">某局</text>"));
    assert_null(strstr(content(job.path), "note of 某局"));
    assert_non_null(strstr(content(job.path), "<title>某局</title>"));
    assert_non_null(strstr(content(job.path), " height=\"300\""));
}

static void a_kept_script_draws_the_same(void **state) {
    (void)state;
    static const char *const names[] = {"甲", "it's `乙`"};
    TextField field = {"dept", "某局"};
    Table *data = names_table(names, 2);
    ChartTemplate *template = made(labels_body);
    ChartJob jobs[2] = {job_of(template, data, &field, 1, "kept.png"),
                        job_of(template, data, &field, 1, "|touch 'PWNED.svg")};
    jobs[0].keep = jobs[1].keep = true;
    draw(jobs, 2, 1);
    for (int i = 0; i < 2; i++)
        if (jobs[i].failed) fail_msg("%s", jobs[i].message);
    char *first, *again;
    size_t size, again_size;
    Err err = {0};
    assert_true(file_read(&arena, jobs[0].path, &first, &size, &err));
    unlink(jobs[0].path);
    unlink(jobs[1].path);
    const char *const scripts[] = {"kept.gp", "|touch 'PWNED.gp"};
    for (int i = 0; i < 2; i++) {
        const char *const words[] = {"gnuplot", "-d", scripts[i], NULL};
        ChildJob child = {.words = words, .folder = folder, .timeout = 60};
        ChildResult result;
        if (!child_run(&arena, &child, &result, 1, 1, &err)) fail_msg("%s", err.text);
        if (result.status) fail_msg("%s", result.errors);
    }
    assert_true(file_read(&arena, jobs[0].path, &again, &again_size, &err));
    assert_int_equal(size, again_size);
    assert_memory_equal(first, again, size);
    assert_true(file_exists(jobs[1].path));
    assert_false(file_exists(file_join(&arena, folder, "'PWNED.svg'")));
    jobs[0].path = file_join(&arena, folder, "new\nline.svg");
    draw(jobs, 1, 1);
    assert_true(jobs[0].failed);
    assert_non_null(strstr(jobs[0].message, "cannot stand in a script"));
}

static void count_up(void *context, size_t done, size_t count) {
    size_t *last = context;
    assert_true(done <= count && done == last[0] + 1);
    last[0] = done;
    last[1] = count;
}

static void the_listener_hears_of_every_chart(void **state) {
    (void)state;
    static const char *const names[] = {"甲", "乙"};
    TextField field = {"dept", "局"};
    Table *data = names_table(names, 2);
    ChartTemplate *template = made(labels_body);
    ChartJob jobs[5];
    for (int i = 0; i < 5; i++)
        jobs[i] = job_of(template, data, &field, 1, arena_printf(&arena, "heard-%d.svg", i));
    size_t last[2] = {0};
    PlotListener listener = {count_up, last};
    Err err = {0};
    if (!plot_draw(&arena, jobs, 5, 1, NULL, &listener, &err)) fail_msg("%s", err.text);
    assert_int_equal(last[0], 5);
    assert_int_equal(last[1], 5);
}

typedef struct {
    ChartJob *jobs;
    const Table *data;
    size_t asked, good;
} Larder;

/* The data of the first `good` jobs are there. */
static bool serve(void *context, const size_t *list, size_t count, Err *err) {
    Larder *larder = context;
    for (size_t i = 0; i < count; i++) {
        if (list[i] >= larder->good) return err_set(err, ERR_SOURCE, "there are no data");
        larder->jobs[list[i]].data = larder->data;
        larder->asked++;
    }
    return true;
}

static void data_come_right_before_they_are_drawn(void **state) {
    (void)state;
    static const char *const names[] = {"甲", "乙"};
    enum { COUNT = 40 };
    TextField field = {"dept", "局"};
    ChartTemplate *template = made(labels_body);
    ChartJob jobs[COUNT];
    Larder larder = {.jobs = jobs, .data = names_table(names, 2), .good = COUNT};
    PlotSource source = {serve, &larder};
    for (int i = 0; i < COUNT; i++)
        jobs[i] = job_of(template, NULL, &field, 1, arena_printf(&arena, "late-%d.svg", i));
    Err err = {0};
    if (!plot_draw(&arena, jobs, COUNT, 2, &source, NULL, &err)) fail_msg("%s", err.text);
    assert_int_equal(larder.asked, COUNT);
    for (int i = 0; i < COUNT; i++)
        if (jobs[i].failed || !jobs[i].svg) fail_msg("chart %d: %s", i, jobs[i].message);
    larder.good = COUNT - 1;
    assert_false(plot_draw(&arena, jobs, COUNT, 2, &source, NULL, &err));
    assert_string_equal(err.text, "there are no data");
}

static void a_picture_without_a_file(void **state) {
    (void)state;
    static const char *const names[] = {"甲", "乙"};
    TextField field = {"dept", "某局"};
    ChartJob jobs[2] = {job_of(made("plot x\n"), names_table(names, 2), &field, 1, "bare.svg")};
    jobs[1] = jobs[0];
    jobs[0].bare = true;
    jobs[1].path = NULL;
    draw(jobs, 2, 1);
    assert_string_equal(content(jobs[0].path), jobs[1].svg);
    assert_string_equal(jobs[0].svg, jobs[1].svg);
}

static Table *rates(const double *values, size_t count, double median, double q1, double q3) {
    Table *table = table_new(&arena, "rate_dots");
    static const char *const reals[] = {"value", "target", "q1", "median", "q3"};
    static const char *const integers[] = {"position", "data_year", "n", "trouble", "between_n"};
    table_add(table, "name", COLUMN_TEXT, NULL, NULL);
    table_add(table, "unit", COLUMN_TEXT, NULL, NULL);
    for (size_t i = 0; i < 5; i++)
        table_add(table, reals[i], COLUMN_REAL, NULL, NULL)->decimals = 2;
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
        table_add(table, integers[i], COLUMN_INT, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        size_t row = table_row(table);
        table_set_text(table, row, "name", arena_printf(&arena, "部门%zu", i));
        table_set_text(table, row, "unit", "%");
        table_set_real(table, row, "value", values[i]);
        table_set_real(table, row, "target", 100);
        table_set_real(table, row, "median", median);
        table_set_real(table, row, "q1", q1);
        table_set_real(table, row, "q3", q3);
        table_set_integer(table, row, "position", (int64_t)i + 1);
        table_set_integer(table, row, "data_year", 2023);
        table_set_integer(table, row, "n", (int64_t)count);
        table_set_integer(table, row, "trouble", values[i] > 100);
        table_set_integer(table, row, "between_n", 0);
    }
    return table;
}

/* The places where a path begins to draw a point. */
static size_t points_of(const char *path, char point_end, double height) {
    size_t found = 0;
    const char *end = strstr(path, "\"/>");
    assert_non_null(end);
    for (const char *at = strchr(path, 'M'); at && at < end; at = strchr(at + 1, 'M')) {
        char *rest;
        double x = strtod(at + 1, &rest), y = strtod(rest, &rest);
        assert_true(x >= 0 && x <= PLOT_WIDTH && y >= 0 && y <= height);
        const char *stop = strchr(rest, point_end);
        assert_true(stop && stop < end);
        found++;
    }
    return found;
}

/* Every point of the chart lies in the canvas; none is left out. Round ones are ends of lines without length,
 * triangles the only red shapes. */
static void expect_points(const char *svg, size_t count) {
    double height = strtod(strstr(svg, " height=\"") + 9, NULL);
    static const char round_end[] = "stroke-linecap=\"round\" d=\"", red[] = "<path fill=\"#b5302f\" d=\"";
    size_t found = 0;
    for (const char *at = strstr(svg, round_end); at; at = strstr(at + 1, round_end))
        found += points_of(at + strlen(round_end), '0', height);
    for (const char *at = strstr(svg, red); at; at = strstr(at + 1, red))
        found += points_of(at + strlen(red), 'z', height);
    found += occurrences(svg, "▶</text>") + occurrences(svg, "◀</text>");
    assert_int_equal(found, count);
}

static void no_point_gets_lost(void **state) {
    (void)state;
    const double even[] = {1e7, 250, 100, 0, -3e5};
    const double far[] = {1e9, 120, 110, 105, 100, 99, 98, 97, -4000};
    const double same[] = {100, 100, 100, 100};
    const double gap[] = {120, 90, NAN, 90, 80};
    TextField fields[] = {{"indicator", "某率"}, {"unit", "%"}};
    const ChartTemplate *dots = chart("rate_dots");
    ChartJob jobs[] = {
        job_of(dots, rates(even, 5, 100, 0, 250), fields, 2, "even.svg"),
        job_of(dots, rates(far, 9, 100, 98, 110), fields, 2, "far.svg"),
        job_of(dots, rates(same, 4, 100, 100, 100), fields, 2, "alike.svg"),
        job_of(dots, rates(gap, 5, 105, 90, 120), fields, 2, "gap.svg"),
    };
    const size_t points[] = {5, 9, 4, 4};
    draw(jobs, 4, 2);
    for (size_t i = 0; i < 4; i++) {
        if (jobs[i].failed) fail_msg("%s", jobs[i].message);
        expect_points(content(jobs[i].path), points[i]);
    }
    assert_non_null(strstr(content(jobs[3].path), ">不可比<"));
    assert_string_equal(jobs[0].title, "某率：各部门对比（2023年）");
}

static int make_folder(void **state) {
    (void)state;
    Err err = {0};
    return mkdtemp(folder) && plot_templates(&arena, NULL, &charts, &chart_count, &err) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    DIR *directory = opendir(folder);
    struct dirent *entry;
    while (directory && (entry = readdir(directory)) != NULL)
        if (entry->d_name[0] != '.') unlinkat(dirfd(directory), entry->d_name, 0);
    if (directory) closedir(directory);
    rmdir(folder);
    arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_names_stay_text),
        cmocka_unit_test(a_broken_chart_fails_alone),
        cmocka_unit_test(a_bad_height_is_no_picture),
        cmocka_unit_test(too_few_data_say_so),
        cmocka_unit_test(same_job_same_bytes),
        cmocka_unit_test(variables_of_another_chart_are_gone),
        cmocka_unit_test(gnuplot_gets_what_the_chart_names),
        cmocka_unit_test(blocks_stand_apart),
        cmocka_unit_test(bare_pictures_have_no_title),
        cmocka_unit_test(a_kept_script_draws_the_same),
        cmocka_unit_test(the_listener_hears_of_every_chart),
        cmocka_unit_test(data_come_right_before_they_are_drawn),
        cmocka_unit_test(a_picture_without_a_file),
        cmocka_unit_test(no_point_gets_lost),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
