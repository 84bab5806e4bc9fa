/* The same figures in the layouts that departments send; every one must give the same cells. */
#include "test_load_folder.h"

#include "load/label.h"

/* "dept item part year-month stage value;" of every figure that is no statement, sorted. */
static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *cells_of(Folder *folder) {
    const Source *source = folder_source(folder, "d/f.csv");
    char **lines = ARENA_ARRAY(&folder->arena, char *, source->figure_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < source->figure_count; i++) {
        const Figure *f = &source->figures[i];
        if (f->as_statement) continue;
        lines[count++] =
            arena_printf(&folder->arena, "%s %s/%s %d-%d %s %lld", folder_name_of(folder, f->dept),
                         folder_name_of(folder, f->item), folder_name_of(folder, f->part), f->year, f->month,
                         stage_names[f->stage], (long long)f->value);
    }
    qsort(lines, count, sizeof *lines, by_text);
    Text out = {.arena = &folder->arena};
    for (size_t i = 0; i < count; i++)
        text_appendf(&out, "%s;", lines[i]);
    return text_string(&out);
}

static const char *const wanted = "101 201/ 2022-12 actual 95000000;101 201/ 2022-12 budget 123450000;"
                                  "101 201/ 2023-12 actual 96000000;101 201/ 2023-12 budget 130000000;";
#define DAY "published: 2023-05-15\n"

static const struct {
    const char *csv, *meta;
} layouts[] = {
    /* tidy, in 万元, with headers as people spell them */
    {"部门编码,部门名称,预算年度,功能科目编码,功能科目名称,阶段,金额,金额单位\n"
     "101,甲局,2022,201,一般,年初预算数,123.45,万元\n101,甲局,2022年,201,一般,决算数,95,万元\n"
     "101,甲局,2023年度,201,一般,预算数,130,万元\n101,甲局,2023,201,一般,支出决算,96,万元\n",
     DAY},
    /* in 元 */
    {"dept,year,item,stage,value,unit\n101,2022,201,budget,\"1,234,500.00\",元\n101,2022,201,actual,950000,"
     "元\n"
     "101,2023,201,budget,1300000,元\n101,2023,201,actual,960000,元\n",
     DAY},
    /* stages as columns, known by their names, the unit in them */
    {"单位代码,年份,科目代码,年初预算数（万元）,决算数(元)\n101,2022,201,123.45,950000\n101,2023,201,130,"
     "960000\n",
     DAY},
    /* the unit above the header, and a title */
    {"2023年部门预算执行情况表,,,,\n编制单位：某县财政局,,,,单位：万元\n单位编码,年度,科目编码,年初预算数,"
     "累计支出\n"
     "101,2022,201,123.45,95\n101,2023,201,130,96\n",
     DAY},
    /* the same, the rows above the header counted */
    {"2023年部门预算执行情况表,x\n（金额单位：千元）\n单位编码,年度,科目编码,年初预算数,累计支出\n"
     "101,2022,201,1234.5,950\n101,2023,201,1300,960\n",
     DAY "skip: 2\n"},
    /* years and stages as columns; a sum and notes below */
    {"单位编码,单位名称,科目编码,2022 年预算数（万元）,2022 年决算数（万元）,2023 年预算数（万元）,2023 "
     "年决算数（万元）\n"
     "101,甲局,201,123.45,95,130,96\n**,**,**,**,**,**,**\n合计,,,123.45,95,130,96\n注：不含专户。,,,,,,\n"
     "填表人：某某,,,联系电话：12345678,,,\n",
     DAY "columns: {year}年{stage}\n"},
    /* years as columns, the stage down the rows */
    {"code,item,type,2022,2023\n101,201,预算,1234500,1300000\n101,201,实际,950000,960000\n",
     DAY "dept: {code}\nstage: {type}\nunit: 元\ncolumns: {year}\n"},
    /* a header of two rows with merged cells; 2022 and 2023 as the upper one */
    {"某县决算公开表,,,,,\n单位编码,科目编码,2022年,,2023年,\n,,预算数,决算数,预算数,决算数\n"
     "101,201,123.45,95,130,96\n",
     DAY "header: 2\nunit: 万元\ncolumns: {year}/{stage}\n"},
    /* of three rows, with columns that are not wanted */
    {"单位编码,科目编码,2022年,,,2023年,,,备注\n,,支出（元）,,增减,支出（元）,,增减,\n,,预算,决算,（%）,预算,"
     "决算,（%）,\n"
     "101,201,1234500,950000,-1.5,1300000,960000,2.5,x\n",
     DAY "header: 3\ncolumns: {year}/支出/{stage}\nunread: *增减*\n"},
    /* with patterns of their own for each stage; tabs of the description continue in the next line */
    {"单位编码,科目编码,预算22,预算23,决算22,决算23\n101,201,123.45,130,95,96\n",
     DAY "unit: 万元\ncolumns: 预算{year}; stage = budget\ncolumns: 决算{year};\n  stage = actual\n"
         "map.year: 22 = 2022; 23 = 2023\n"},
    /* items as columns, by name, code and map */
    {"单位编码,年度,阶段,一般公共服务支出（元）,外交\n101,2022,预算,1234500,—\n101,2022,决算,950000,\n"
     "101,2023,预算,1300000,不适用\n101,2023,决算,960000,\n",
     DAY "unit: 元\ncolumns: {item}\nmap.item: 外交 = 202\n"},
    /* the department by its name in departments.csv */
    {"预算单位,年度,科目编码,本年预算（万元）,执行数（万元）\n甲局,2022,201,123.45,95\n甲局,2023,201,130,"
     "96\n",
     DAY},
    /* the file's own unit column, blank where the header's counts */
    {"单位编码,年度,科目编码,年初预算（万元）,决算（万元）,计量单位\n101,2022,201,123.45,95,\n101,2023,201,"
     "1300000,960000,元\n",
     DAY},
    /* units in the cells */
    {"dept,year,item,stage,value,unit\n101,2022,201,budget,123.45万元,元\n101,2022,201,actual,￥95,万元\n"
     "101,2023,201,budget,0.013亿元,元\n101,2023,201,actual,９６万元,元\n",
     DAY},
};

static void every_layout_gives_the_same(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        Folder *folder = folder_new();
        folder_write(folder, "dataset.meta", "dataset: d\n");
        folder_write(folder, "depts.csv", "单位编码,单位名称,对比组\n101,甲局,局\n102,乙局,局\n");
        folder_write(folder, "f.csv", layouts[i].csv);
        folder_write(folder, "f.meta", layouts[i].meta);
        if (!folder_load(folder)) fail_msg("%s", folder->err.text);
        if (folder->issues.errors) fail_msg("layout %zu:\n%s\n%s", i, layouts[i].csv, folder_issues(folder));
        const char *cells = cells_of(folder);
        if (strcmp(cells, wanted) != 0)
            fail_msg("layout %zu:\n%s\n%s\n%s", i, layouts[i].csv, cells, folder_issues(folder));
        folder_free(folder);
    }
}

static void months_parts_and_depts_as_columns(void **state) {
    (void)state;
    Folder *folder = folder_with("科目编码,1-3月,上半年,1-9月,全年\n201,1,2,3,4\n",
                                 DAY "dept: 9\nyear: 2022\nstage: actual\nunit: 元\ncolumns: {month}\n");
    if (folder->issues.errors) fail_msg("%s", folder_issues(folder));
    assert_string_equal(cells_of(folder), "9 201/ 2022-12 actual 400;9 201/ 2022-3 actual 100;"
                                          "9 201/ 2022-6 actual 200;9 201/ 2022-9 actual 300;");
    folder_free(folder);
    folder = folder_with("科目编码,科目名称,合计,人员经费,公用经费\n201,x,3,2,1\n",
                         DAY "dept: 9\nyear: 2022\nstage: actual\nunit: 元\ncolumns: {part}\n");
    if (folder->issues.errors) fail_msg("%s", folder_issues(folder));
    assert_string_equal(cells_of(folder),
                        "9 201/ 2022-12 actual 300;9 201/personnel_funds 2022-12 actual 200;"
                        "9 201/public_funds 2022-12 actual 100;");
    folder_free(folder);
    folder =
        folder_with("科目编码,甲局,乙局\n201,3,2\n", DAY
                    "year: 2022\nstage: actual\nunit: 元\ncolumns: {dept}\nmap.dept: 甲局 = 1; 乙局 = 2\n");
    assert_string_equal(cells_of(folder), "1 201/ 2022-12 actual 300;2 201/ 2022-12 actual 200;");
    folder_free(folder);
}

static void sums(void **state) {
    (void)state;
    static const char csv[] =
        "单位编码,年度,科目编码,科目名称,决算数（元）\n"
        "1,2022,,合　计,100\n1,2022,205,教育,60\n1,2022,,其中：小学,20\n1,2022,208,社保,40\n"
        "1,2022,小计,,100\n合计,2022,205,教育,60\n";
    Folder *folder = folder_with(csv, NULL);
    if (folder->issues.errors) fail_msg("%s", folder_issues(folder));
    assert_string_equal(cells_of(folder), "1 205/ 2022-12 actual 6000;1 208/ 2022-12 actual 4000;");
    folder_expect(folder, "rows not read: 3 totals (合计), 1 of which (其中)");
    folder_free(folder);

    folder = folder_with(csv, DAY "total: item = expenditure\n");
    const Source *source = folder_source(folder, "d/f.csv");
    if (folder->issues.errors) fail_msg("%s", folder_issues(folder));
    assert_int_equal(source->figure_count, 4); /* the second total becomes a statement in the store */
    assert_string_equal(folder_name_of(folder, source->figures[0].item), "expenditure");
    assert_int_equal(source->figures[0].line, 2);
    assert_false(source->figures[0].as_statement);
    folder_expect(folder, "rows not read: 1 totals (合计), 1 of which (其中)");
    folder_free(folder);

    /* The cell stands in the table already, below its total. */
    folder = folder_with("单位编码,年度,科目编码,科目名称,决算数（元）\n1,2022,,本年支出合计,100\n1,2022,"
                         "expenditure,支出,100\n",
                         DAY "total: item = expenditure\ntotals: 本年支出合计; *总计\n");
    source = folder_source(folder, "d/f.csv");
    if (folder->issues.errors) fail_msg("%s", folder_issues(folder));
    assert_int_equal(source->figure_count, 2);
    assert_true(source->figures[0].as_statement);
    assert_false(source->figures[1].as_statement);
    folder_free(folder);
}

static void rows_around_the_table(void **state) {
    (void)state;
    Folder *folder = folder_with(
        "# 说明：本行不读\ndept,year,item,stage,value,unit,note\n# 示例：1,2022,201,budget,1,元,\n"
        "1,2022,201,budget,1,元,x\n---,---,---,---,---,---,---\n"
        "dept,year,item,stage,value,unit,note\n1,2022,202,budget,1,元,附：注\n"
        "注1：一个字段\n说明,含 3 项,,,,,\n",
        DAY "ignore: {item} = 999; {note} = 不要*\n");
    if (folder->issues.errors) fail_msg("%s", folder_issues(folder));
    assert_int_equal(folder_source(folder, "d/f.csv")->figure_count, 2);
    folder_expect(folder,
                  "info: d/f.csv: 2 rows: 0 dropped by `only` or `skip`; 0 values blank or marked as absent, "
                  "which is not zero; rows not read: 2 notes, 2 separators, 1 comments");
    folder_free(folder);
    folder = folder_with(
        "dept,year,item,stage,value,unit,note\n1,2022,201,budget,1,元,不要的\n1,2022,202,budget,1,元,\n",
        DAY "ignore: {item} = 999; {note} = 不要*\n");
    assert_int_equal(folder_source(folder, "d/f.csv")->figure_count, 1);
    folder_expect(folder, "rows not read: 1 fit `ignore`");
    folder_free(folder);
}

static void an_empty_template_is_no_trouble(void **state) {
    (void)state;
    Folder *folder = folder_new();
    folder_write(
        folder, "f.csv",
        "\xEF\xBB\xBF单位编码,年度,科目编码,阶段,金额,计量单位\r\n# 示例：101,2023,201,年初预算,1,万元\r\n");
    if (!folder_load(folder)) fail_msg("%s", folder->err.text);
    folder_expect(folder, "info: ");
    folder_expect(folder, "nothing but its header and comments");
    assert_int_equal(folder->issues.count, 1);
    assert_false(folder->dataset.sources[0].refused);
    folder_free(folder);
}

static void troubles(void **state) {
    (void)state;
    static const struct {
        const char *csv, *meta, *issue;
    } cases[] = {
        {"dept,year,item,stage,value,unit,科目\n1,2022,201,budget,1,元,\n", DAY, NULL},
        {"dept,year,item,stage,value,unit,功能科目编马\n1,2022,201,budget,1,元,\n", DAY,
         "error: d/f.csv:1:7: column `功能科目编马` is not one of a file of figures; did you mean "
         "`功能科目编码`? Call it 备注"},
        {"dept,year,item,stage,value,unit,功能科目编马\n1,2022,201,budget,1,元,\n", DAY "unread: 功能*\n",
         NULL},
        {"单位编码,部门编码,year,item,stage,value,unit\n1,2,2022,201,budget,1,元\n", DAY,
         "d/f.csv:1:2: columns 1 and 2 are both `dept`"},
        {"单位编码,部门编码,year,item,stage,value,unit\n1,2,2022,201,budget,1,元\n", DAY "dept: {部门编码}\n",
         NULL},
        {"单位编码,年度,科目编码,金额,预算数\n1,2022,201,1,1\n", DAY "unit: 元\n",
         "d/f.csv:1:5: column `预算数` tells the stage of its amounts by its name, but there is a column "
         "金额, too"},
        {"单位编码,年度,科目编码,决算数,预算数\n1,2022,201,1,1\n", DAY "unit: 元\nstage: actual\n",
         "tells the stage of its amounts by its name, but there is a field `stage`, too"},
        {"单位编码,年度,科目编码,决算数（元）\n1,2022,201,1\n", DAY "unit: 万元\n",
         "d/f.csv:1:4: column `决算数（元）` is in 元 by its name, but `unit: 万元` in the description"},
        {"单位：万元,,\n单位编码,年度,科目编码,决算数\n1,2022,201,1\n", DAY "unit: 元\n",
         "warning: d/f.csv:1: the line says 万元, but `unit: 元` in the description; the description counts"},
        {"单位：万元,单位：元\n单位编码,年度,科目编码,决算数\n1,2022,201,1\n", DAY,
         "d/f.csv:1: the lines above the header name several units, 万元 and 元"},
        {"单位编码,科目编码,2022,2O23\n1,201,1,1\n", DAY "stage: actual\nunit: 元\ncolumns: {year}\n",
         "d/f.csv:1:4: column `2O23` fits no line `columns` and is not read otherwise"},
        {"单位编码,科目编码,2022\n1,201,1\n", DAY "stage: actual\nunit: 元\ncolumns: {year}年\n",
         "d/f.meta:4: no column of d/f.csv fits `columns: {year}年`; still to be read are `2022`"},
        {"单位编码,科目编码,2022\n1,201,1\n", DAY "stage: actual\nunit: 元\ncolumns: {yaer}\n",
         "d/f.meta:4: `{yaer}` in `columns` is no field; did you mean `year`?"},
        {"单位编码,科目编码,2022\n1,201,1\n", DAY "stage: actual\nunit: 元\ncolumns: {year\n",
         "`{year}` in `columns` is no field"},
        {"单位编码,科目编码,2022\n1,201,1\n", DAY "stage: actual\nunit: 元\ncolumns:\n",
         "`columns` needs a pattern"},
        {"单位编码,科目编码,2022\n1,201,1\n", DAY "stage: actual\nunit: 元\nvalue: {2022}\ncolumns: {year}\n",
         "`columns` and `value` exclude each other"},
        {"单位编码,科目编码,2022\n1,201,1\n", DAY "stage: actual\nunit: 元\ncolumns: {year}; itm = 3\n",
         "`itm` cannot stand in `columns:`; did you mean `item`?"},
        {"dept,year,item,stage,value,unit\n1,2022,201,budget,1,元\n", DAY "skip: 9\n",
         "error: d/f.csv: the file ends above or inside its header; correct `skip:` and `header:`"},
        {"dept,year,item,stage,value,unit\n1,2022,201,budget,1,元\n", DAY "header: 0\n",
         "`header: 0` is not a number from 1 to 9"},
        {"dept,year,item,stage,value,unit\n1,2022,201,budget,1,元\n", DAY "ignore: item = 3\n",
         "`ignore: item = …` must name a column"},
        {"dept,year,item,stage,value,unit\n1,2022,201,budget,1,元\n", DAY "total: itm = 3\n",
         "`itm` cannot stand in `total:`"},
        {"单位名称,year,item,stage,value,unit\n甲居,2022,201,budget,1,元\n", DAY,
         "d/f.csv:2:1: no department of departments.csv is called `甲居`; did you mean `甲局`?"},
        {"单位名称,year,item,stage,value,unit\n丙局,2022,201,budget,1,元\n", DAY,
         "several departments are called `丙局`"},
        {"dept;year;item;stage;value;unit\n1;2022;201;budget;1;元\n", DAY,
         "the header is one field with semicolons in it"},
        {"科目编码,x,2022\n201,1,2\n", DAY "dept: 1\nstage: actual\nunit: 元\ncolumns: {year}\n",
         "column `x` fits no line `columns`"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Folder *folder = folder_new();
        folder_write(folder, "dataset.meta", "dataset: d\n");
        folder_write(folder, "depts.csv", "单位编码,单位名称,对比组\n1,甲局,\n2,丙局,\n3,丙局,\n");
        folder_write(folder, "f.csv", cases[i].csv);
        folder_write(folder, "f.meta", cases[i].meta);
        if (!folder_load(folder)) fail_msg("%s", folder->err.text);
        if (cases[i].issue)
            folder_expect(folder, cases[i].issue);
        else if (folder->issues.count)
            fail_msg("case %zu: %s", i, folder_issues(folder));
        bool warned = cases[i].issue && text_starts(cases[i].issue, "warning");
        if (folder->issues.errors != (cases[i].issue && !warned))
            fail_msg("case %zu: %s", i, folder_issues(folder));
        folder_free(folder);
    }
}

static void labels(void **state) {
    (void)state;
    Folder *folder = folder_new();
    if (!load_catalog(&folder->arena, &folder->catalog, &folder->err)) fail_msg("%s", folder->err.text);
    static const struct {
        const char *text, *plain, *unit;
    } cases[] = {
        {"2023 年预算数（万元）", "2023年预算数", "万元"},
        {"预算数(单位：千元)", "预算数", "千元"},
        {"增减（%）", "增减", "%"},
        {"部门（单位）名称", "部门(单位)名称", NULL},
        {"Budget (CNY 10,000)", "Budget", "万元"},
        {"支出（元）/2023年", "支出/2023年", "元"},
        {"（一）基本支出", "(一)基本支出", NULL},
        {"人均（元/人）", "人均(元/人)", NULL},
        {"x（万元", "x(万元", NULL},
        {"", "", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Unit *unit;
        assert_string_equal(label_without_unit(&folder->arena, &folder->catalog, cases[i].text, &unit),
                            cases[i].plain);
        if (!text_equal(unit ? unit->code : NULL, cases[i].unit)) fail_msg("%s", cases[i].text);
    }
    static const struct {
        const char *text, *unit;
    } titles[] = {
        {"单位：万元", "万元"},
        {"（金额单位: 元）", "元"},
        {"编制单位：某局　　单位：千元", "千元"},
        {"单 位：万元", "万元"},
        {"编制单位：某局", NULL},
        {"2023年决算表", NULL},
        {"金额单位：人民币万元", "万元"},
        {"单位：万元  第1页", "万元"},
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        const Unit *unit = label_unit_of_title(&folder->arena, &folder->catalog, titles[i].text);
        if (!text_equal(unit ? unit->code : NULL, titles[i].unit)) fail_msg("%s", titles[i].text);
    }
    folder_free(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_layout_gives_the_same),
        cmocka_unit_test(months_parts_and_depts_as_columns),
        cmocka_unit_test(sums),
        cmocka_unit_test(rows_around_the_table),
        cmocka_unit_test(an_empty_template_is_no_trouble),
        cmocka_unit_test(troubles),
        cmocka_unit_test(labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
