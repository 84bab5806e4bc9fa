#include "test_load_folder.h"

static Folder *load_file(const char *csv) {
    Folder *folder = folder_new();
    folder_write(folder, "dataset.meta", "dataset: d\n");
    folder_write(folder, "f.csv", csv);
    if (!folder_load(folder)) fail_msg("%s", folder->err.text);
    return folder;
}

static void departments(void **state) {
    (void)state;
    Folder *folder = load_file("单位编码,单位名称,上级单位编码,并入上级,单位类别,对比组,启用年度,停用年度\n"
                               "1,财政局,,,行政,机关,2019,\n"
                               "1-1,国库中心,1,是,事业,中心,,2022\n");
    if (folder->issues.count) fail_msg("%s", folder_issues(folder));
    const Source *source = folder_source(folder, "d/f.csv");
    assert_int_equal(source->kind, SOURCE_DEPTS);
    assert_int_equal(source->dept_count, 2);
    const Dept *dept = &source->depts[1];
    assert_string_equal(dept->code, "1-1");
    assert_string_equal(dept->name, "国库中心");
    assert_string_equal(dept->parent, "1");
    assert_string_equal(dept->kind, "事业");
    assert_string_equal(dept->group, "中心");
    assert_true(dept->included);
    assert_false(source->depts[0].included);
    assert_int_equal(source->depts[0].valid_from, 2019);
    assert_int_equal(dept->valid_to, 2022);
    folder_free(folder);
}

static void bad_departments(void **state) {
    (void)state;
    Folder *folder = load_file("dept,dept_name,parent,included,group,valid_from,valid_to\n"
                               "1,a,3,,,,\n"
                               "2,b,1,,,,\n"
                               "3,c,2,,,,\n"
                               "4,d,9,,,,\n"
                               "2,e,,,,,\n"
                               ",f,,,,,\n"
                               "6,g,6,,,,\n"
                               "7,h,,maybe,,,\n"
                               "8,i,,yes,,22,\n"
                               "9a,,,,,2022,2021\n");
    folder_expect(folder, "error: d/f.csv:2: the parents run in a circle: `1` in `3` in `2` in `1`");
    folder_expect(folder, "d/f.csv:5: department `4` has the parent `9`, which no row gives");
    folder_expect(folder, "d/f.csv:6: department `2` is given twice, first on line 3");
    folder_expect(folder, "d/f.csv:7:1: `dept` is missing");
    folder_expect(folder, "d/f.csv:8: the parents run in a circle: `6` in `6`");
    folder_expect(folder, "d/f.csv:9:4: included `maybe` is not known");
    folder_expect(folder, "d/f.csv:10:4: department `8` is included in a parent, but names none");
    folder_expect(folder, "d/f.csv:10:6: valid_from `22` is not a year");
    folder_expect(folder, "d/f.csv:11:2: `dept_name` is missing");
    folder_expect(folder, "d/f.csv:11:7: valid_to 2021 lies before valid_from 2022");
    assert_int_equal(folder->issues.errors, 10);
    assert_true(folder_source(folder, "d/f.csv")->refused);
    folder_free(folder);
}

static void items(void **state) {
    (void)state;
    Folder *folder = folder_new();
    folder_write(folder, "dataset.meta", "dataset: d\n");
    folder_write(folder, "z-items.csv",
                 "code,zh,en,unit_kind,parent,class,valid_from,valid_to,basis\n"
                 "mine,我的,Mine,persons,staff,of_which,,,某文件\n"
                 "old,旧,Old,money,,,2000,2010,\nold,新,New,money,,,2011,,\n");
    folder_write(
        folder, "a.csv",
        "dept,year,item,part,stage,value,unit\n1,2022,mine,,actual,5,名\n1,2022,staff,mine,actual,5,人\n");
    folder_write(folder, "a.meta", "published: 2023-05-15\n");
    if (!folder_load(folder)) fail_msg("%s", folder->err.text);
    if (folder->issues.count) fail_msg("%s", folder_issues(folder));
    assert_string_equal(folder->dataset.sources[0].name, "d/z-items.csv"); /* items come first */
    assert_int_equal(folder->dataset.sources[0].item_count, 3);
    assert_string_equal(catalog_item(&folder->catalog, "mine")->basis, "某文件");
    assert_string_equal(catalog_item(&folder->catalog, "old")->zh, "新"); /* the latest */
    assert_int_equal(folder_source(folder, "d/a.csv")->figure_count, 2);

    /* The same once more: the catalogue has them now, in the same words. */
    size_t count = folder->catalog.item_count;
    Dataset again;
    assert_true(load_dataset(&folder->arena, folder->path, &folder->catalog, folder->names, &folder->issues,
                             &(LoadOptions){.jobs = 2}, &again, &folder->err));
    assert_int_equal(folder->issues.count, 0);
    assert_int_equal(folder->catalog.item_count, count);
    folder_free(folder);
}

static void bad_items(void **state) {
    (void)state;
    Folder *folder = load_file("code,zh,en,unit_kind,parent,class,valid_from,valid_to\n"
                               "201,教育,Education,money,,,,\n"
                               "staff2,甲,A,people,,,,\n"
                               "x,乙,,money,expenditur,,,\n"
                               "y,丙,C,money,z,,,\n"
                               "z,丁,D,money,y,,,\n"
                               "w,丁,D,money,,,2000,2011\n"
                               "w,丁,D,money,,,2011,\n");
    folder_expect(folder, "d/f.csv:2:1: item `201` is in the catalogue already, as `一般公共服务支出`");
    folder_expect(folder, "d/f.csv:3:4: unit_kind `people` is not known; expected one of money, persons");
    folder_expect(folder, "d/f.csv:4:3: `en` is missing");
    folder_expect(folder, "d/f.csv:4: item `x` has the parent `expenditur`, which no row gives");
    folder_expect(folder, "d/f.csv:5: the parents run in a circle: `y` in `z` in `y`");
    folder_expect(folder, "d/f.csv:8:1: item `w` is given twice");
    assert_int_equal(folder->issues.errors, 6);
    folder_free(folder);
}

static void assessments(void **state) {
    (void)state;
    Folder *folder = load_file("dept,year,rubric,indicator,sub_item,points,assessor,calculation,basis,note\n"
                               "1,2020,county-2020,rate,①,7.5,self,①+②,表,x\n"
                               "1,2020,county-2020,rate,②,,第三方,,,\n");
    if (folder->issues.count) fail_msg("%s", folder_issues(folder));
    const Assessment *a = folder_source(folder, "d/f.csv")->assessments;
    assert_int_equal(a[0].points, 7500000);
    assert_true(a[0].has_points);
    assert_int_equal(a[0].line, 2);
    assert_int_equal(a[0].column, 6);
    assert_string_equal(a[0].assessor, "self");
    assert_string_equal(a[0].sub_item, "①");
    assert_string_equal(a[0].note, "x");
    assert_false(a[1].has_points);
    assert_string_equal(a[1].assessor, "third_party");
    folder_free(folder);

    folder = load_file(
        "单位编码,年度,评分表,指标,得分,评价人\n1,20,county-2020,rate,good,me\n,2020,,,1.0000001,self\n");
    folder_expect(folder, "d/f.csv:2:2: year `20` is not a year");
    folder_expect(folder, "d/f.csv:2:5: points `good` are not a number");
    folder_expect(folder, "d/f.csv:2:6: assessor `me` is not known; expected self (自评)");
    folder_expect(folder, "d/f.csv:3:1: `dept` is missing");
    folder_expect(folder, "d/f.csv:3:3: `rubric` is missing");
    folder_expect(folder, "d/f.csv:3:4: `indicator` is missing");
    folder_expect(folder, "d/f.csv:3:5: points `1.0000001`");
    assert_int_equal(folder->issues.errors, 7);
    folder_free(folder);
}

static void targets(void **state) {
    (void)state;
    Folder *folder = load_file(
        "单位编码,年度,层级,项目,一级指标,二级指标,指标内容,指标值类型,指标值,度量单位,指标值原文,备注\n"
        "1,2023,project,任务,产出指标,数量指标,培训,>=,3,次,不少于3次,x\n");
    if (folder->issues.count) fail_msg("%s", folder_issues(folder));
    const Target *t = folder_source(folder, "d/f.csv")->targets;
    assert_string_equal(t->op, ">=");
    assert_string_equal(t->value, "3");
    assert_string_equal(t->level2, "数量指标");
    assert_string_equal(t->text, "不少于3次");
    assert_string_equal(t->kind, "quantity");
    assert_string_equal(t->unit_kind, "pieces");
    assert_int_equal(t->number, 3);
    assert_int_equal(t->met, -1);
    assert_int_equal(t->year, 2023);
    folder_free(folder);
    folder = load_file("dept,year,level,target,operator\n1,2023,county,,about\n");
    folder_expect(folder, "d/f.csv:2:3: level `county` is not known; expected dept (部门) or project (项目)");
    folder_expect(folder, "d/f.csv:2:4: `target` is missing");
    folder_expect(folder, "d/f.csv:2:5: operator `about` is not known");
    folder_free(folder);
}

static void headers_that_tell_nothing(void **state) {
    (void)state;
    static const struct {
        const char *csv, *issue;
    } cases[] = {
        {"a,b\n1,2\n", "error: d/f.csv:1: the header tells no kind of file: "},
        {"dept,year,itme,value\n1,2,3,4\n",
         "a file of figures needs `item` (科目编码); or say in f.meta what the columns mean"},
        {"dept,dept_name\n1,2\n", "a file of departments needs one of `parent`, `kind` and `group`"},
        {"dept,dept_name,kind,year\n1,2,3,4\n", "the header tells no kind of file"},
        {"", "error: d/f.csv: the file is empty"},
        {"\n \n", "error: d/f.csv: the file is empty"},
        {"dept,\"year\n", "error: d/f.csv:1:2: a quoted field is never closed"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Folder *folder = load_file(cases[i].csv);
        folder_expect(folder, cases[i].issue);
        assert_int_equal(folder->issues.errors, 1);
        assert_true(folder->dataset.sources[0].refused);
        folder_free(folder);
    }
}

static void unknown_columns_are_warned_of(void **state) {
    (void)state;
    Folder *folder = load_file("dept,dept_name,parrent,group,note,备注2\n1,a,,x,y,z\n");
    folder_expect(folder, "warning: d/f.csv:1:3: column `parrent` is not one of a file of departments and is "
                          "not read; did you mean "
                          "`parent`?");
    folder_expect(folder, "warning: d/f.csv:1:6: column `备注2`");
    assert_int_equal(folder->issues.errors, 0);
    assert_int_equal(folder->issues.count, 2);
    folder_free(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(departments),
        cmocka_unit_test(bad_departments),
        cmocka_unit_test(items),
        cmocka_unit_test(bad_items),
        cmocka_unit_test(assessments),
        cmocka_unit_test(targets),
        cmocka_unit_test(headers_that_tell_nothing),
        cmocka_unit_test(unknown_columns_are_warned_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
