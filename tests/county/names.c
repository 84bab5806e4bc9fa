/* Who there is: names that exist nowhere, kinds and peer groups, parents, and what became of whom. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "county.h"

/* A class of departments: how its names are made, what it is like. */
typedef struct {
    const char *kind, *group;
    const char *const *names; /* NULL-ended; when used up, places × endings */
    const char *const *endings;
    const char *function, *function_zh;
    double staff, staff_sd, projects;
} Class;

static const char *const bureaus[] = {"财政局",
                                      "发展和改革局",
                                      "教育局",
                                      "科学技术局",
                                      "工业和信息化局",
                                      "公安局",
                                      "民政局",
                                      "司法局",
                                      "人力资源和社会保障局",
                                      "自然资源局",
                                      "住房和城乡建设局",
                                      "交通运输局",
                                      "水利局",
                                      "农业农村局",
                                      "商务局",
                                      "文化旅游广电体育局",
                                      "卫生健康局",
                                      "退役军人事务局",
                                      "应急管理局",
                                      "审计局",
                                      "市场监督管理局",
                                      "统计局",
                                      "医疗保障局",
                                      "林业局",
                                      "信访局",
                                      "乡村振兴局",
                                      "城市管理局",
                                      "行政审批局",
                                      "生态环境分局",
                                      "国有资产监督管理局",
                                      NULL};
static const char *const committees[] = {
    "委员会办公室", "纪律检查委员会",       "组织部",           "宣传部",       "统战部",
    "政法委员会",   "机构编制委员会办公室", "人大常委会办公室", "政协办公室",   "总工会",
    "共青团委员会", "妇女联合会",           "残疾人联合会",     "工商业联合会", NULL};
static const char *const centres[] = {"政务服务中心",
                                      "公共资源交易中心",
                                      "疾病预防控制中心",
                                      "融媒体中心",
                                      "大数据中心",
                                      "就业服务中心",
                                      "机关事务服务中心",
                                      "农业技术推广中心",
                                      "不动产登记中心",
                                      "公路事务中心",
                                      "水文勘测中心",
                                      "防汛抗旱中心",
                                      "文化馆",
                                      "图书馆",
                                      "博物馆",
                                      "档案馆",
                                      "第一中学",
                                      "第二中学",
                                      "实验小学",
                                      "人民医院",
                                      "中医医院",
                                      "妇幼保健院",
                                      NULL};
static const char *const none[] = {NULL};
static const char *const centre_endings[] = {"小学", "卫生院", "社区服务中心", "水利站", "幼儿园", NULL};
static const char *const street_endings[] = {"街道办事处", NULL};
static const char *const town_endings[] = {"镇人民政府", "乡人民政府", NULL};
static const char *const unit_endings[] = {"分中心", "服务站", "执法大队", "监测站", NULL};
static const char *const places[] = {
    "青石",   "白鹭",   "松涛",   "云杉",   "竹影",   "荷塘",   "月湾",   "星渡",   "枫桥岭", "梅坞",
    "柳浦",   "桂岭",   "兰溪口", "杏坪",   "鹤鸣",   "雁回",   "龙潭岗", "凤栖",   "麒麟坳", "玉泉岭",
    "金沙坝", "银杏坡", "铜鼓岩", "铁山铺", "丹霞坞", "碧波湾", "紫云岗", "黄茅岭", "赤竹坪", "翠微"};
enum { PLACE_COUNT = sizeof places / sizeof *places };

enum { CLASS_BUREAU, CLASS_COMMITTEE, CLASS_CENTRE, CLASS_STREET, CLASS_TOWN, CLASS_UNIT, CLASS_COUNT };
static const Class classes[CLASS_COUNT] = {
    {"行政", "政府部门", bureaus, unit_endings, "201", "一般公共服务支出", 48, .75, .9},
    {"行政", "党群机关", committees, unit_endings, "201", "一般公共服务支出", 18, .5, .45},
    {"事业", "事业单位", centres, centre_endings, "205", "教育支出", 40, .8, .35},
    {"街道", "街道乡镇", none, street_endings, "212", "城乡社区支出", 62, .3, .8},
    {"乡镇", "街道乡镇", none, town_endings, "213", "农林水支出", 70, .35, .9},
    {"事业", "所属单位", none, unit_endings, "201", "一般公共服务支出", 14, .5, .5},
};
/* Twenty departments of a county: 6 bureaus, 3 committees, 4 centres, 2 streets, 3 towns, 2 units of the one
 * before. */
static const int order[20] = {CLASS_BUREAU, CLASS_BUREAU, CLASS_UNIT,   CLASS_COMMITTEE, CLASS_CENTRE,
                              CLASS_TOWN,   CLASS_STREET, CLASS_BUREAU, CLASS_CENTRE,    CLASS_COMMITTEE,
                              CLASS_BUREAU, CLASS_TOWN,   CLASS_CENTRE, CLASS_BUREAU,    CLASS_UNIT,
                              CLASS_STREET, CLASS_BUREAU, CLASS_CENTRE, CLASS_COMMITTEE, CLASS_TOWN};

typedef struct {
    const char *part, *code, *zh;
} Function;
/* What the name says about the function that most of the money is for. */
static const Function functions[] = {
    {"公安", "204", "公共安全支出"},
    {"司法", "204", "公共安全支出"},
    {"教育", "205", "教育支出"},
    {"中学", "205", "教育支出"},
    {"小学", "205", "教育支出"},
    {"幼儿园", "205", "教育支出"},
    {"科学技术", "206", "科学技术支出"},
    {"文化", "207", "文化旅游体育与传媒支出"},
    {"图书", "207", "文化旅游体育与传媒支出"},
    {"博物", "207", "文化旅游体育与传媒支出"},
    {"融媒体", "207", "文化旅游体育与传媒支出"},
    {"生态", "211", "节能环保支出"},
    {"城市", "212", "城乡社区支出"},
    {"住房", "212", "城乡社区支出"},
    {"街道", "212", "城乡社区支出"},
    {"农业", "213", "农林水支出"},
    {"林业", "213", "农林水支出"},
    {"水利", "213", "农林水支出"},
    {"乡", "213", "农林水支出"},
    {"镇", "213", "农林水支出"},
    {"交通", "214", "交通运输支出"},
    {"公路", "214", "交通运输支出"},
    {"工业", "215", "资源勘探工业信息等支出"},
    {"商务", "216", "商业服务业等支出"},
    {"自然资源", "220", "自然资源海洋气象等支出"},
    {"应急", "224", "灾害防治及应急管理支出"},
    {"防汛", "224", "灾害防治及应急管理支出"},
};

static const char *const hostile[] = {"</script><script>alert(1)</script>",
                                      "=cmd|'/c'!A1",
                                      "`touch x`",
                                      "$(touch x)",
                                      "第一行\n第二行",
                                      "他说\"好\"，'也好'",
                                      "EOD",
                                      "\xe2\x80\xae右向左\xe2\x80\xac与\xe2\x80\x8f标记",
                                      "表情😀👩‍👩‍👧与🇨🇳",
                                      "@SUM(1+1)",
                                      "+1-1",
                                      "-2+3",
                                      "a\\b\\n%s%n{name}",
                                      "<b onmouseover=alert(1)>&amp;]]>",
                                      "逗号,分号;制表\t符",
                                      "长"};
enum { HOSTILE_COUNT = sizeof hostile / sizeof *hostile };

const char *county_hostile(int index) {
    static char longest[400 * 3 + 1]; /* 400 characters of three bytes */
    if (index % HOSTILE_COUNT != HOSTILE_COUNT - 1) return hostile[index % HOSTILE_COUNT];
    for (int i = 0; i < 400; i++)
        memcpy(longest + 3L * i, hostile[HOSTILE_COUNT - 1], 3);
    return longest;
}

static const char *name_of(const County *county, const Class *class, int index) {
    int named = 0;
    while (class->names[named])
        named++;
    if (index < named) return arena_printf(county->arena, "虚构县%s", class->names[index]);
    index -= named;
    int endings = 0;
    while (class->endings[endings])
        endings++;
    int place = index / endings % PLACE_COUNT, round = index / endings / PLACE_COUNT;
    const char *ending = class->endings[index % endings];
    if (round == 0) return arena_printf(county->arena, "虚构县%s%s", places[place], ending);
    return arena_printf(county->arena, "虚构县%s第%d%s", places[place], round + 1, ending);
}

static void set_function(Dept *dept, const Class *class) {
    dept->function = class->function;
    dept->function_zh = class->function_zh;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strstr(dept->name, functions[i].part)) {
            dept->function = functions[i].code;
            dept->function_zh = functions[i].zh;
            return;
        }
}

static void make_dept(County *county, int at, int class_index, int index, int parent) {
    const Class *class = &classes[class_index];
    Dept *dept = &county->depts[at];
    Random random = random_stream(county->seed, (uint64_t)at, 0, 1);
    dept->name = name_of(county, class, index);
    dept->kind = class->kind;
    dept->group = class->group;
    dept->last = county->year_count - 1;
    dept->parent = class_index == CLASS_UNIT ? parent : NONE;
    set_function(dept, class);
    if (dept->parent == NONE) {
        dept->code = arena_printf(county->arena, "%d", 101 + at);
    } else {
        Dept *above = &county->depts[parent];
        dept->code = arena_printf(county->arena, "%s01", above->code);
        dept->included = at / 10 % 2 == 0;
        dept->function = above->function;
        dept->function_zh = above->function_zh;
    }
    dept->in_yuan = random_chance(&random, .35);
    dept->staff = fmax(5, class->staff * exp(random_normal(&random, 0, class->staff_sd)));
    dept->pay = 105000 * exp(random_normal(&random, 0, .08));
    dept->operating = 21000 * exp(random_normal(&random, 0, .18));
    dept->projects = class->projects * exp(random_normal(&random, 0, .6));
    dept->quality = random_uniform(&random);
    dept->monthly = random_chance(&random, .25);
    if (dept->included) dept->in_yuan = county->depts[parent].in_yuan;
}

/* A rename, a merger, a department that comes and one that goes: only where there is room for them. */
static void make_changes(County *county) {
    int n = county->dept_count, years = county->year_count;
    if (n < 40 || years < 5) return;
    Dept *d = county->depts;
    d[7].last = 2, d[27].first = 3; /* renamed */
    d[27].name = "虚构县工业和商务局";
    Dept *renamed = &d[27], *old = &d[7];
    renamed->staff = old->staff, renamed->pay = old->pay, renamed->operating = old->operating;
    renamed->projects = old->projects, renamed->in_yuan = old->in_yuan, renamed->quality = old->quality;
    d[8].last = 3, d[12].last = 3, d[32].first = 4; /* merged */
    d[32].name = "虚构县综合服务中心";
    d[32].staff = d[8].staff + d[12].staff;
    d[32].projects = (d[8].projects + d[12].projects) / 2;
    d[37].first = years - 2; /* new */
    d[31].last = 1;          /* abolished, nobody took over */
    const Change changes[] = {
        {7, 27, 3, "更名", "机构改革更名"}, {8, 32, 4, "合并", "整体并入"}, {12, 32, 4, "合并", "整体并入"}};
    county->change_count = 3;
    memcpy(county->changes, changes, sizeof changes);
}

void county_name(County *county) {
    int used[CLASS_COUNT] = {0}, parent = NONE;
    county->depts = ARENA_ARRAY(county->arena, Dept, county->dept_count);
    for (int i = 0; i < county->dept_count; i++) {
        int class = order[i % 20];
        make_dept(county, i, class, used[class]++, parent);
        if (class == CLASS_BUREAU) parent = i;
    }
    if (county->dept_count > 15) county->depts[11].own_file = county->depts[15].own_file = true;
    make_changes(county);
    if (!county->hostile) return;
    for (int i = 0; i < county->dept_count; i++)
        county->depts[i].name = arena_printf(county->arena, "%s%s", county_hostile(i),
                                             i < HOSTILE_COUNT ? "" : county->depts[i].name);
}
