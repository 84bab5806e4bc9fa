#include "test_load_folder.h"

#define TIDY "dept,year,item,stage,value,unit\n1,2022,201,budget,1,元\n"

static void catalogue(void **state) {
    (void)state;
    Folder *folder = folder_new();
    if (!load_catalog(&folder->arena, &folder->catalog, &folder->err)) fail_msg("%s", folder->err.text);
    const Catalog *catalog = &folder->catalog;
    assert_non_null(catalog_item(catalog, "three_public"));
    assert_string_equal(catalog_item(catalog, "201")->class_name, "function");
    assert_string_equal(catalog_unit(catalog, "万元")->kind, "money");
    assert_int_equal(catalog_unit(catalog, "万元")->factor, 1000000);
    assert_ptr_equal(catalog_unit(catalog, "名"), catalog_unit(catalog, "人"));
    assert_int_equal(catalog_unit_kind(catalog, "money")->decimals, 2);
    assert_int_equal(catalog_unit(catalog, "%")->factor,
                     1000000); /* millionths of a percent: kinds share, rate … */
    folder_free(folder);
}

static void order_of_sources(void **state) {
    (void)state;
    Folder *folder = folder_new();
    folder_write(folder, "dataset.meta", "dataset: d\nlanguage: en\ncurrency: CNY\nrubric: r\n");
    folder_write(folder, "a.csv", TIDY);
    folder_write(folder, "a.meta", "published: 2023-05-15\n");
    folder_write(folder, "b.csv", TIDY);
    folder_write(folder, "b.meta", "published: 2021-05-15\n");
    folder_write(folder, "c.csv", TIDY);
    folder_write(folder, "c.meta", "published: 2021-05-15\n");
    folder_write(folder, "y.csv", "dept,dept_name,group\n1,a,x\n");
    folder_write(folder, "z.csv", "code,zh,en,unit_kind\nzz,子,Z,money\n");
    folder_write(folder, "lost.meta", "published: 2021-05-15\n");
    folder_write(folder, "other.et", "x");
    folder_write(folder, "a.xlsx", "x");
    folder_write(folder, "readme.txt", "x");
    if (!folder_load(folder)) fail_msg("%s", folder->err.text);
    static const char *const wanted[] = {"d/z.csv", "d/y.csv", "d/b.csv", "d/c.csv", "d/a.csv"};
    assert_int_equal(folder->dataset.source_count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(folder->dataset.sources[i].name, wanted[i]);
    assert_string_equal(folder->dataset.lang, "en");
    assert_string_equal(folder->dataset.rubric, "r");
    assert_string_equal(folder->dataset.grades, "");
    folder_expect(folder, "warning: d/lost.meta: describes no file: there is no lost.csv beside it");
    folder_expect(folder, "warning: d/other.et: is not read: only files that end in .csv, .xlsx or .xls are");
    folder_expect(folder, "warning: d/a.xlsx: is not read: a.csv beside it is");
    assert_int_equal(folder->issues.count, 3);
    folder_free(folder);
}

static void a_day_is_required(void **state) {
    (void)state;
    Folder *folder = folder_new();
    folder_write(folder, "f.csv", TIDY);
    if (!folder_load(folder)) fail_msg("%s", folder->err.text);
    assert_string_equal(folder->dataset.id, file_name(folder->path)); /* there is no dataset.meta */
    assert_string_equal(folder->dataset.currency, "CNY");
    folder_expect(
        folder,
        "f.csv: nothing says when these figures were published; write a file f.meta beside it with the "
        "line `published: YYYY-MM-DD`");
    assert_int_equal(folder->issues.errors, 1);
    assert_true(folder->dataset.sources[0].refused);
    assert_int_equal(folder->dataset.sources[0].figure_count,
                     1); /* read all the same: all troubles at once */
    folder_free(folder);
}

static void hash_covers_both_files(void **state) {
    (void)state;
    static const char *const metas[] = {"published: 2023-05-15\n", "published: 2023-05-16\n", NULL};
    const char *hashes[3];
    Arena arena = {0};
    for (size_t i = 0; i < 3; i++) {
        Folder *folder = folder_new();
        folder_write(folder, "f.csv", TIDY);
        if (metas[i]) folder_write(folder, "f.meta", metas[i]);
        assert_true(folder_load(folder));
        hashes[i] = arena_strdup(&arena, folder->dataset.sources[0].hash);
        folder_free(folder);
    }
    const char *both = TIDY "published: 2023-05-15\n";
    assert_string_equal(hashes[0], file_hash(&arena, both, strlen(both)));
    assert_string_equal(hashes[2], file_hash(&arena, TIDY, strlen(TIDY)));
    assert_string_not_equal(hashes[0], hashes[1]);
    arena_free(&arena);
}

static void refused_folders(void **state) {
    (void)state;
    static const struct {
        const char *meta, *message;
    } cases[] = {
        {NULL, "holds no CSV file and no workbook"},
        {"dataset: a/b\n", "must not contain a `/`"},
        {"language: fr\n", "`language: fr` is not known; expected zh or en"},
        {"currency: EUR\n", "`currency: EUR` has no units"},
        {"currncy: CNY\n", "dataset.meta:1: unknown key `currncy`; did you mean `currency`?"},
        {"zh: \xB5\xFF\n", "dataset.meta:1: byte 0xB5 is not UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Folder *folder = folder_new();
        if (cases[i].meta) folder_write(folder, "dataset.meta", cases[i].meta);
        if (cases[i].meta) folder_write(folder, "f.csv", TIDY);
        assert_false(folder_load(folder));
        assert_int_equal(folder->err.kind, ERR_SOURCE);
        if (!strstr(folder->err.text, cases[i].message)) fail_msg("%s", folder->err.text);
        folder_free(folder);
    }
}

static void files_that_cannot_be_read(void **state) {
    (void)state;
    Folder *folder = folder_new();
    folder_write(folder, "dataset.meta", "dataset: d\n");
    folder_write(folder, "a.csv", TIDY "1,2022,202,budget,\xB5\xA5,元\n");
    folder_write(folder, "a.meta", "published: 2023-05-15\n");
    folder_write_bytes(folder, "b.csv", TIDY "\0", sizeof TIDY);
    folder_write(folder, "b.meta", "published: 2023-05-15\n");
    folder_write(folder, "c.csv", TIDY);
    folder_write(folder, "c.meta", "published: 2023-05-15\n\nzh: \xB5\xFF\n");
    folder_write(folder, "e.csv", TIDY);
    folder_write(folder, "e.meta", "published: 2023-05-15\n");
    if (!folder_load(folder)) fail_msg("%s", folder->err.text);
    folder_expect(folder, "error: d/a.csv:3: byte 0xB5 is not UTF-8");
    folder_expect(folder, "error: d/b.csv:3: found a NUL byte");
    folder_expect(folder, "error: d/c.meta:3: byte 0xB5 is not UTF-8");
    assert_int_equal(folder->issues.errors, 3);
    assert_int_equal(folder->dataset.source_count, 4);
    assert_true(folder_source(folder, "d/a.csv")->refused);
    assert_true(folder_source(folder, "d/b.csv")->refused);
    assert_true(folder_source(folder, "d/c.csv")->refused);
    assert_false(folder_source(folder, "d/e.csv")->refused);
    folder_free(folder);
}

static void finds_folders(void **state) {
    (void)state;
    Folder *folder = folder_new();
    char *found = NULL;
    folder_write(folder, "f.csv", TIDY);
    assert_true(load_find_dataset(&folder->arena, folder->path, &found, &folder->err));
    assert_string_equal(found, folder->path);
    assert_false(load_find_dataset(&folder->arena, "./no-such-folder", &found, &folder->err));
    assert_int_equal(folder->err.kind, ERR_USAGE);
    assert_false(load_find_dataset(&folder->arena, "no-such-dataset", &found, &folder->err));
    assert_int_equal(folder->err.kind, ERR_USAGE);
    assert_non_null(
        strstr(folder->err.text, "no-such-dataset: neither a folder of CSV files nor a shipped dataset"));
    folder_free(folder);
}

/* A 元 file and a 万元 file hold the same money. */
static void units_do_not_matter(void **state) {
    (void)state;
    Folder *folder = folder_with("dept,year,item,stage,value,unit\n1,2022,201,budget,\"2,259,811.00\",元\n"
                                 "1,2022,201,budget,225.9811,万元\n1,2022,201,budget,0.02259811,亿元\n",
                                 NULL);
    const Figure *f = folder_source(folder, "d/f.csv")->figures;
    assert_int_equal(f[0].value, 225981100);
    assert_int_equal(f[1].value, 225981100);
    assert_int_equal(f[2].value, 225981100);
    folder_free(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(catalogue),         cmocka_unit_test(order_of_sources),
        cmocka_unit_test(a_day_is_required), cmocka_unit_test(hash_covers_both_files),
        cmocka_unit_test(refused_folders),   cmocka_unit_test(files_that_cannot_be_read),
        cmocka_unit_test(finds_folders),     cmocka_unit_test(units_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
