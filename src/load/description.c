#include "load/description.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "load/encoding.h"
#include "load/label.h"

/* What a description may say. Field names and map.* are written out so that a slip gets its suggestion. */
static const char *const known_keys[] = {
    "source",     "zh",
    "en",         "published",
    "publisher",  "document",
    "origin",     "licence",
    "note",       "decimals",
    "encoding",   "sheet",
    "skip",       "header",
    "dept",       "dept_name",
    "parent",     "year",
    "month",      "item",
    "part",       "table",
    "stage",      "kind",
    "of",         "unit",
    "reason",     "order",
    "value",      "value.*",
    "columns",    "unread",
    "only",       "ignore",
    "total",      "totals",
    "map.dept",   "map.dept_name",
    "map.parent", "map.year",
    "map.month",  "map.item",
    "map.part",   "map.table",
    "map.stage",  "map.kind",
    "map.of",     "map.unit",
    "map.reason", "statement",
    "figure",     "rubric",
    "basis",      "grades",
    "kinds",      "valid_from",
    "valid_to",   NULL,
};

/* What only the description of a rubric may say. */
static const char *const rubric_keys[] = {"rubric", "basis", "grades", "kinds", "valid_from", "valid_to"};

void description_add_err(IssueList *issues, const char *name, const Err *err) {
    const char *text = err->text, *chinese = err->chinese;
    size_t length = strlen(name);
    int line = 0;
    if (strncmp(text, name, length) == 0 && text[length] == ':') {
        char *end;
        long number = strtol(text + length + 1, &end, 10);
        if (end > text + length + 1 && *end == ':') {
            line = (int)number;
            text = end + 1 + strspn(end + 1, " ");
            const char *place = both_format(issues->arena, LANG_ZH, "%s:%d: %s", name, line, "");
            if (text_starts(chinese, place)) chinese += strlen(place);
        }
    }
    issue_add(issues, SEVERITY_ERROR, name, line, 0, "%s", both_pair(issues->arena, text, chinese));
}

static int digits(const char *text, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + text[i] - '0';
    }
    return value;
}

bool description_is_date(const char *text) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-') return false;
    int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
    if (year < 1900 || month < 1 || month > 12 || day < 1) return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (month == 2 && leap);
}

static void check_once(const Description *description, IssueList *issues) {
    const Head *head = &description->head;
    for (size_t i = 0; i < head->count; i++) {
        const char *key = head->entries[i].key;
        if (strcmp(key, "statement") == 0 || strcmp(key, "figure") == 0 || strcmp(key, "columns") == 0)
            continue;
        for (size_t j = 0; j < i; j++) {
            if (strcmp(head->entries[j].key, key) != 0) continue;
            issue_add(issues, SEVERITY_ERROR, description->name, head->entries[i].line, 0,
                      "key `%s` is given twice, first on line %d; keep one of the two", key,
                      head->entries[j].line);
            break;
        }
    }
}

static void read_count(const Description *description, const HeadEntry *entry, int least, int most,
                       int *count, IssueList *issues) {
    size_t length = strlen(entry->value);
    int number = length == 1 || length == 2 ? digits(entry->value, (int)length) : -1;
    if (number >= least && number <= most)
        *count = number;
    else
        issue_add(issues, SEVERITY_ERROR, description->name, entry->line, 0,
                  "`%s: %s` is not a number from %d to %d", entry->key, entry->value, least, most);
}

static void check_values(Arena *arena, Description *description, IssueList *issues) {
    const Head *head = &description->head;
    for (size_t i = 0; i < head->count; i++) {
        const HeadEntry *entry = &head->entries[i];
        if (strcmp(entry->key, "published") == 0 && !description_is_date(entry->value))
            issue_add(issues, SEVERITY_ERROR, description->name, entry->line, 0,
                      "`published: %s` is not a day; write it as YYYY-MM-DD, for example 2023-05-15",
                      entry->value);
        if (strcmp(entry->key, "encoding") == 0) {
            if (encoding_known(entry->value))
                description->encoding = entry->value;
            else
                issue_add(issues, SEVERITY_ERROR, description->name, entry->line, 0,
                          "`encoding: %s` cannot be read; expected %s, or no such line where the bytes tell",
                          entry->value, both(encoding_names));
        }
        if (strcmp(entry->key, "decimals") == 0)
            read_count(description, entry, 0, 12, &description->decimals, issues);
        if (strcmp(entry->key, "skip") == 0)
            read_count(description, entry, 0, 99, &description->skip, issues);
        if (strcmp(entry->key, "header") == 0)
            read_count(description, entry, 1, 9, &description->header_rows, issues);
        if (strcmp(entry->key, "unread") == 0)
            description->unread = (const char **)text_split(arena, label_plain(arena, entry->value), ';',
                                                            &description->unread_count);
        if (strcmp(entry->key, "sheet") == 0) description->sheet = entry->value;
    }
}

void description_open(Description *description, const char *name) {
    *description = (Description){
        .name = name, .decimals = -1, .skip = -1, .header_rows = 1, .encoding = "", .sheet = ""};
}

void description_read(Arena *arena, Description *description, const char *name, const char *text,
                      IssueList *issues) {
    description_open(description, name);
    description->given = text != NULL;
    if (!text) return;
    Err err = {0};
    if (!head_read(arena, name, text, "", &description->head, &err) ||
        !head_check_keys(&description->head, known_keys, &err)) {
        description_add_err(issues, name, &err);
        description->broken = true;
        return;
    }
    check_once(description, issues);
    check_values(arena, description, issues);
}

void description_check_rubric(const Description *description, IssueList *issues) {
    for (size_t i = 0; i < description->head.count; i++) {
        const HeadEntry *entry = &description->head.entries[i];
        for (size_t k = 0; k < sizeof rubric_keys / sizeof *rubric_keys; k++)
            if (strcmp(entry->key, rubric_keys[k]) == 0)
                issue_add(issues, SEVERITY_ERROR, description->name, entry->line, 0,
                          "the key `%s` is for rubrics, and the file beside it is none; take it out",
                          entry->key);
    }
}

static bool is_field(const char *key) {
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (strcmp(key, field_names[i]) == 0) return true;
    return false;
}

bool description_maps(const Description *description) {
    for (size_t i = 0; i < description->head.count; i++) {
        const char *key = description->head.entries[i].key;
        if (is_field(key) || strcmp(key, "value") == 0 || text_starts(key, "value.") ||
            strcmp(key, "columns") == 0)
            return true;
    }
    return false;
}

bool description_gives(const Description *description, const char *field) {
    for (size_t i = 0; i < description->head.count; i++) {
        const char *key = description->head.entries[i].key;
        if (strcmp(key, field) == 0) return true;
        if (strcmp(field, "value") == 0 && (text_starts(key, "value.") || strcmp(key, "columns") == 0))
            return true;
    }
    return false;
}

bool description_leaves(const Description *description, const char *plain) {
    for (size_t i = 0; i < description->unread_count; i++)
        if (text_matches(plain, description->unread[i])) return true;
    return false;
}

/* A value that goes on in the next line is one text; between Chinese characters the break is no blank. */
const char *description_text(Arena *arena, const Description *description, const char *key) {
    const char *value = head_value_or(&description->head, key, "");
    if (!strchr(value, '\n')) return value;
    Text out = {.arena = arena};
    for (const char *at = value; *at; at++) {
        bool wide = *at == '\n' && at > value && (at[-1] & 0x80) && (at[1] & 0x80);
        if (!wide) text_append_bytes(&out, *at == '\n' ? " " : at, 1);
    }
    return text_string(&out);
}
