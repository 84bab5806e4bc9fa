#include "report/words.h"

static const char *const words[WORD_COUNT][LANG_COUNT] = {
    [WORD_HTML_LANG] = {"zh-CN", "en"},
    [WORD_CONTENTS] = {"目录", "Contents"},
    [WORD_SKIP] = {"跳到正文", "Skip to the text"},
    [WORD_TABLE] = {"表", "Table"},
    [WORD_FIGURE] = {"图", "Figure"},
    [WORD_NOTE] = {"注：", "Note: "},
    [WORD_MARKED] = {TABLE_MARK " 所用数值核对有差错（见“勾稽核对结果”）。",
                     TABLE_MARK " Made of a figure that a check found an error in (see “Findings”)."},
    [WORD_PUBLISHED] = {"最新资料发布日期：", "Latest source published: "},
    [WORD_MISSING] = {"—", "—"},
    [WORD_OPEN] = {"（", " ("},
    [WORD_CLOSE] = {"）", ")"},
    [WORD_ROWS] = {"共 {n} 行", "{n} rows"},
    [WORD_DATA] = {"本图数据（{n} 行）", "Data of this chart ({n} rows)"},
    [WORD_DATA_FILE] = {"本图数据：{file}（{n} 行）", "Data of this chart: {file} ({n} rows)"},
    [WORD_CUT] = {"本表共 {m} 行，超出工作表的上限，以上只列出前 {n} 行；全部数据见 CSV 文件。",
                  "This table has {m} rows, more than a sheet holds; only the first {n} are listed above. "
                  "The CSV file has all of them."},
    [WORD_REST] = {"以上为前 {n} 行；全部 {m} 行见 {file}",
                   "These are the first {n} rows; all {m} are in {file}"},
    [WORD_FILTER] = {"筛选", "Filter"},
    [WORD_FILTERED] = {"{n} / {m} 行", "{n} of {m} rows"},
    [WORD_FIND] = {"查找单位", "Find a department"},
    [WORD_FOUND] = {"{n} / {m} 个单位", "{n} of {m} departments"},
    [WORD_SORT] = {"点击排序", "Click to sort"},
    [WORD_OPEN_ALL] = {"全部展开", "Open everything"},
    [WORD_CLOSE_ALL] = {"全部收起", "Close everything"},
    [WORD_BACK] = {"返回目录", "Back to contents"},
    [WORD_STEPS] = {"报告各页", "Pages of the report"},
    [WORD_CHARTS] = {"图表", "Charts"},
};

const char *words_text(Lang lang, Word word) {
    return words[word][lang];
}
