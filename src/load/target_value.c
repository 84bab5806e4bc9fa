#include "load/target_value.h"

#include <string.h>

#include "base/text.h"
#include "load/numeral.h"

enum { UNIT_BYTES_MOST = 24 };

/* Longer words before those that they begin with. */
static const struct {
    const char *word, *op;
} before[] = {
    {"大于或等于", ">="}, {"大于等于", ">="}, {"不得低于", ">="}, {"不得少于", ">="}, {"不低于", ">="},
    {"不少于", ">="},     {"不小于", ">="},   {"至少", ">="},     {"达到", ">="},     {"达", ">="},
    {"≥", ">="},          {"≧", ">="},        {">=", ">="},       {"＞＝", ">="},     {"小于或等于", "<="},
    {"小于等于", "<="},   {"不得超过", "<="}, {"不得高于", "<="}, {"不超过", "<="},   {"不超出", "<="},
    {"不高于", "<="},     {"不大于", "<="},   {"不多于", "<="},   {"控制在", "<="},   {"至多", "<="},
    {"最多", "<="},       {"≤", "<="},        {"≦", "<="},        {"<=", "<="},       {"＜＝", "<="},
    {"高于", ">"},        {"大于", ">"},      {"多于", ">"},      {"超过", ">"},      {">", ">"},
    {"＞", ">"},          {"低于", "<"},      {"小于", "<"},      {"少于", "<"},      {"不满", "<"},
    {"<", "<"},           {"＜", "<"},        {"等于", "="},      {"=", "="},         {"＝", "="},
};
static const struct {
    const char *word, *op;
} behind[] = {
    {"（含）以上", ">="}, {"(含)以上", ">="}, {"及以上", ">="}, {"以上", ">="}, {"（含）以下", "<="},
    {"(含)以下", "<="},   {"及以下", "<="},   {"以下", "<="},   {"以内", "<="}, {"之内", "<="},
};

const char *target_value_operator(const char *word) {
    static const char *const words[] = {"text", "定性", "文字", "定性指标"};
    if (!*word) return "";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0) return "text";
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (strcmp(before[i].word, word) == 0) return before[i].op;
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (strcmp(behind[i].word, word) == 0) return behind[i].op;
    return NULL;
}

/* Takes the words of comparison off both ends; false when they contradict each other. */
static bool take_operator(Arena *arena, const char *text, const char **rest, const char **op) {
    *op = "";
    for (size_t i = 0; i < sizeof before / sizeof *before && !**op; i++) {
        if (!text_starts(text, before[i].word)) continue;
        *op = before[i].op;
        text += strlen(before[i].word);
    }
    *rest = text_trim(arena, text);
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        if (!text_ends(*rest, behind[i].word)) continue;
        bool agrees = !**op || strcmp(*op, behind[i].op) == 0;
        *op = behind[i].op;
        *rest = text_trim(arena, arena_strndup(arena, *rest, strlen(*rest) - strlen(behind[i].word)));
        return agrees;
    }
    return true;
}

/* What may be a unit that the catalogue does not have: 亩, 公里, 元/人. Not the rest of a day or a sentence.
 */
static bool is_unit(const char *text) {
    static const char *const starts[] = {"年", "月", "号", "点", "季", "左右", "多", "余", "%", "％"};
    static const char *const others[] = {"，", "。", "、", "；", "：", "×",  " ", "“",
                                         "（", "(",  "-",  "—",  "~",  "～", "."};
    if (strlen(text) > UNIT_BYTES_MOST || strpbrk(text, "0123456789*")) return false;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (text_starts(text, starts[i])) return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strstr(text, others[i])) return false;
    return true;
}

/* Bytes up to the first character that no number has. */
static size_t number_length(const char *text) {
    size_t length = 0;
    while (text[length]) {
        if (strchr("0123456789.,-+", text[length]))
            length++;
        else if (strncmp(text + length, "\xEF\xBC", 2) == 0 && (unsigned char)text[length + 2] >= 0x90 &&
                 (unsigned char)text[length + 2] <= 0x99)
            length += 3; /* ０ to ９ */
        else
            break;
    }
    return length;
}

bool target_value_read(Arena *arena, const Catalog *catalog, const char *text, TargetValue *value) {
    const char *rest;
    *value = (TargetValue){.op = "", .digits = "", .unit_text = ""};
    if (!take_operator(arena, text, &rest, &value->op)) return false;
    size_t length = number_length(rest);
    value->digits = arena_strndup(arena, rest, length);
    if (!length || decimal_read(value->digits, &value->number) != DECIMAL_DONE) return false;
    value->unit_text = text_trim(arena, rest + length);
    if (!*value->unit_text) return true;
    value->unit = catalog_unit(catalog, value->unit_text);
    return value->unit || is_unit(value->unit_text);
}

bool target_value_scale(const TargetValue *value, const Unit *unit, TargetAmount *amount) {
    if (unit && decimal_scale(value->number, unit->factor, &amount->number) == SCALE_DONE) {
        amount->kind = unit->kind;
        amount->factor = unit->factor;
        return true;
    }
    amount->kind = "";
    amount->factor = 1000000;
    return decimal_scale(value->number, amount->factor, &amount->number) == SCALE_DONE;
}
