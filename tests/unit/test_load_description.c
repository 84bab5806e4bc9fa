#include "test_load_folder.h"

#include "load/description.h"

static const char *const odd_csv = "单位,时期,q,基金,金额,total,class a\n"
                                   "101,Full Year,2,Total,1.50,7,1\n"
                                   "101,YTD,1,Total,2.25,8,2\n"
                                   "101,YTD,1,General,9,9,9\n"
                                   "102,Estimate,1,Total,3,3,3\n";
static const char *const odd_meta =
    "\xEF\xBB\xBFpublished: 2023-05-15\n"
    "zh:     一份\n  报告\n"
    "en:     one\n  report\n"
    "dept:   D{单位}\nyear: 2022\nmonth: {时期} {q}\nitem: 201\nstage: {时期}\nunit: 万元\n"
    "value:  {金额}\norder: 2023-{q}\n"
    "map.month: Full Year * = 12; YTD 1 = 3;\n"
    "  Estimate * = 6\n"
    "map.stage: Full* = budget; YTD = 执行\n  * = skip\n"
    "only:   {基金} = Total\n";

static void templates_and_maps(void **state) {
    (void)state;
    Folder *folder = folder_with(odd_csv, odd_meta);
    const Source *source = folder_source(folder, "d/f.csv");
    if (folder->issues.errors) fail_msg("%s", folder_issues(folder));
    assert_false(source->refused);
    assert_string_equal(source->zh, "一份报告");
    assert_string_equal(source->en, "one report");
    assert_int_equal(source->row_count, 4);
    assert_int_equal(source->skipped_count, 2);
    assert_int_equal(source->figure_count, 2);
    const Figure *first = &source->figures[0], *second = &source->figures[1];
    assert_string_equal(folder_name_of(folder, first->dept), "D101");
    assert_string_equal(folder_name_of(folder, first->item), "201");
    assert_string_equal(folder_name_of(folder, first->order), "2023-2");
    assert_string_equal(folder_name_of(folder, second->order), "2023-1");
    assert_int_equal(first->month, 12);
    assert_int_equal(second->month, 3);
    assert_int_equal(first->stage, STAGE_BUDGET);
    assert_int_equal(second->stage, STAGE_ACTUAL);
    assert_int_equal(first->year, 2022);
    assert_int_equal(first->value, 1500000);
    assert_int_equal(second->line, 3);
    assert_int_equal(second->column, 5);
    folder_expect(folder, "info: d/f.csv: 4 rows: 2 dropped by `only` or `skip`; 0 values blank");
    folder_free(folder);
}

static void several_values(void **state) {
    (void)state;
    Folder *folder =
        folder_with("dept,year,a,b,c\n1,2022,10,2,3.50\n2,2022,—,,4\n",
                    "published: 2023-05-15\nstage: actual\nunit: 元\nitem: expenditure\n"
                    "value.a: item = 201; stage = budget\nvalue.b: unit = 人; item = staff\nvalue.c:\n");
    const Source *source = folder_source(folder, "d/f.csv");
    if (folder->issues.errors) fail_msg("%s", folder_issues(folder));
    assert_int_equal(source->figure_count, 4);
    const Figure *f = source->figures;
    assert_int_equal(f[0].stage, STAGE_BUDGET);
    assert_int_equal(f[0].value, 1000);
    assert_int_equal(f[0].column, 3);
    assert_int_equal(f[0].step, 100); /* column a prints whole yuan, column c prints fen */
    assert_int_equal(f[1].stage, STAGE_ACTUAL);
    assert_string_equal(folder_name_of(folder, f[1].item), "staff");
    assert_int_equal(f[1].value, 2);
    assert_string_equal(folder_name_of(folder, f[2].item), "expenditure");
    assert_int_equal(f[2].value, 350);
    assert_int_equal(f[2].step, 0);
    assert_int_equal(f[3].line, 3);
    folder_expect(folder, "2 values blank or marked as absent");
    folder_free(folder);
}

static const char *const tidy = "dept,year,item,stage,value,unit\n1,2022,201,budget,1,元\n";

static void troubles(void **state) {
    (void)state;
    static const struct {
        const char *meta, *issue;
    } cases[] = {
        {"zh: x\n", "d/f.meta: the key `published` is missing; add the line `published: YYYY-MM-DD`"},
        {"published:\n", "d/f.meta:1: `published: ` is not a day"},
        {"published: 2023-02-29\n", "d/f.meta:1: `published: 2023-02-29` is not a day"},
        {"published: 2023-5-15\n", "is not a day"},
        {"published: 2023-13-01\n", "is not a day"},
        {"\npublised: 2023-05-15\n", "d/f.meta:2: unknown key `publised`; did you mean `published`?"},
        {"published: 2023-05-15\nmap.mouth: a = 1\n",
         "d/f.meta:2: unknown key `map.mouth`; did you mean `map.month`?"},
        {"published: 2023-05-15\nnonsense\n", "d/f.meta:2: expected `key: value`, found `nonsense`"},
        {"published: 2023-05-15\nzh: a\nzh: b\n", "d/f.meta:3: key `zh` is given twice, first on line 2"},
        {"published: 2023-05-15\nencoding: big5\n",
         "d/f.meta:2: `encoding: big5` cannot be read; expected utf-8, gb18030"},
        {"published: 2023-05-15\ndecimals: two\n",
         "d/f.meta:2: `decimals: two` is not a number from 0 to 12"},
        {"published: 2023-05-15\ndept: {dpet}\n",
         "d/f.meta:2: d/f.csv has no column `dpet`; did you mean `dept`?"},
        {"published: 2023-05-15\ndept: {dept\n", "d/f.meta:2: `{dept` has no closing brace"},
        {"published: 2023-05-15\nvalue: value\n",
         "d/f.meta:2: `value: value` must be one column: `value: {column}`"},
        {"published: 2023-05-15\nvalue: {value}{unit}\n", "must be one column"},
        {"published: 2023-05-15\nvalue: {value}\nvalue.unit:\n",
         "d/f.meta:3: `value.unit` and `value` exclude each other"},
        {"published: 2023-05-15\nvalue.valeu: item = 201\n",
         "d/f.meta:2: d/f.csv has no column `valeu`; did you mean `value`?"},
        {"published: 2023-05-15\nvalue.value: itm = 201\n",
         "d/f.meta:2: `itm` cannot stand in `value.COLUMN:`; did you mean `item`?"},
        {"published: 2023-05-15\nmap.stage: budget\n", "d/f.meta:2: `budget` is not `left = right`"},
        {"published: 2023-05-15\nonly: stage = budget\n", "d/f.meta:2: `only: stage = …` must name a column"},
        {"published: 2023-05-15\nonly: {fund} = Total\n", "d/f.meta:2: d/f.csv has no column `fund`"},
        {"published: 2023-05-15\nstatement: value = 3\n", "d/f.meta:2: `value` cannot stand in `statement:`"},
        {"published: 2023-05-15\nstatement: stage = final\n",
         "d/f.meta:2: `stage = final`: there is no such stage"},
        {"published: 2023-05-15\nfigure:\n", "d/f.meta:2: `figure` needs at least one condition"},
        {"published: 2023-05-15\nstage: {value}\n", "d/f.csv:2:5: stage `1` is not known"},
        {"published: 2023-05-15\ndecimals: 0\nvalue: {year}\n", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Folder *folder = folder_with(tidy, cases[i].meta);
        if (cases[i].issue) folder_expect(folder, cases[i].issue);
        assert_int_equal(folder_source(folder, "d/f.csv")->refused, cases[i].issue != NULL);
        if (folder->issues.errors != (cases[i].issue != NULL))
            fail_msg("%s%s", cases[i].meta, folder_issues(folder));
        folder_free(folder);
    }
}

static void all_troubles_at_once(void **state) {
    (void)state;
    Folder *folder =
        folder_with("dept,year,item,stage,value,unit\n1,1822,999,final,1.005,元\n1,2022,201,budget,x\n",
                    "published: yesterday\ndecimals: -1\n");
    folder_expect(folder, "d/f.meta:1: `published: yesterday` is not a day");
    folder_expect(folder, "d/f.meta:2: `decimals: -1`");
    folder_expect(folder, "d/f.csv:2:2: year `1822`");
    folder_expect(folder, "d/f.csv:2:3: item `999` is not in the catalogue");
    folder_expect(folder, "d/f.csv:2:4: stage `final`");
    folder_expect(folder, "d/f.csv:3: found 5 fields, expected 6");
    assert_int_equal(folder->issues.errors, 6);
    folder_free(folder);
}

static void a_missing_field_is_told_once(void **state) {
    (void)state;
    Folder *folder = folder_with("dept,year,item,value\n1,2022,201,5\n1,2023,201,6\n", NULL);
    folder_expect(
        folder,
        "d/f.csv:1: nothing gives `stage`; add a column `stage` (阶段), or a line `stage: …` to f.meta");
    folder_expect(folder, "d/f.csv:1: nothing gives `unit`");
    assert_int_equal(folder->issues.errors, 2);
    folder_free(folder);
}

static void a_map_leaves_the_rest(void **state) {
    (void)state;
    Folder *folder =
        folder_with("dept,year,item,stage,value,unit\n1,2022,教育,budget,1,元\n1,2022,201,budget,2,元\n",
                    "published: 2023-05-15\nitem: {item}\nmap.item: 教育 = 205\n");
    const Source *source = folder_source(folder, "d/f.csv");
    assert_int_equal(folder->issues.errors, 0);
    assert_string_equal(folder_name_of(folder, source->figures[0].item), "205");
    assert_string_equal(folder_name_of(folder, source->figures[1].item), "201");
    folder_free(folder);
}

/* A fixed text is the answer already; only what came out of a column is translated. */
static void a_map_leaves_fixed_texts(void **state) {
    (void)state;
    Folder *folder = folder_with(tidy, "published: 2023-05-15\nitem: 201\nmap.item: 201 = 205; * = skip\n");
    const Source *source = folder_source(folder, "d/f.csv");
    assert_int_equal(source->figure_count, 1);
    assert_string_equal(folder_name_of(folder, source->figures[0].item), "201");
    folder_free(folder);
}

static void shared_troubles_are_told_once(void **state) {
    (void)state;
    Folder *folder = folder_with(
        "dept,year,a,b\n,22,1,2\n,22,3,4\n",
        "published: 2023-05-15\nitem: 201\nstage: actual\nunit: 元\nvalue.a:\nvalue.b: item = 205\n");
    folder_expect(folder, "d/f.csv:2:1: `dept` is missing");
    folder_expect(folder, "d/f.csv:3:2: year `22` is not known");
    assert_int_equal(folder->issues.errors,
                     4); /* two rows with two troubles, whatever the number of values */
    folder_free(folder);
}

static void duplicate_columns(void **state) {
    (void)state;
    Folder *folder = folder_with("dept,year,item,stage,value,unit,年度\n1,2022,201,budget,1,元,2023\n", NULL);
    folder_expect(folder, "d/f.csv:1:7: columns 2 and 7 are both `year`");
    assert_true(folder_source(folder, "d/f.csv")->refused);
    folder_free(folder);
    folder = folder_with("d,d,v\n1,2,3\n",
                         "published: 2023-05-15\ndept: {d}\nyear: 2022\nitem: 201\nstage: actual\nunit: 元\n"
                         "value: {v}\n");
    folder_expect(folder, "d/f.meta:2: d/f.csv has more than one column `d`");
    folder_free(folder);
}

static void dates(void **state) {
    (void)state;
    assert_true(description_is_date("2024-02-29"));
    assert_true(description_is_date("2000-02-29"));
    assert_false(description_is_date("1900-02-29"));
    assert_false(description_is_date("2023-04-31"));
    assert_false(description_is_date("2023-00-10"));
    assert_false(description_is_date("2023-01-00"));
    assert_false(description_is_date("2023-01-011"));
    assert_false(description_is_date("2023/01/01"));
    assert_false(description_is_date("20230101"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(templates_and_maps),
        cmocka_unit_test(several_values),
        cmocka_unit_test(troubles),
        cmocka_unit_test(all_troubles_at_once),
        cmocka_unit_test(a_missing_field_is_told_once),
        cmocka_unit_test(a_map_leaves_the_rest),
        cmocka_unit_test(a_map_leaves_fixed_texts),
        cmocka_unit_test(shared_troubles_are_told_once),
        cmocka_unit_test(duplicate_columns),
        cmocka_unit_test(dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
