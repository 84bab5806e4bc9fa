/* A rubric and its description, in one input: what follows a line `====` is the description. A rubric that is
 * read can be asked of everything that scoring asks. */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "measure/rubric.h"

static const char *const indicators[] = {"staffing_control_rate", "debt_ratio", "budget_execution_rate",
                                         NULL};

static void score(Arena *arena, const RubricRow *row) {
    static const int64_t values[] = {0, 1, -1, 96, 100, 10001, INT64_MAX, INT64_MIN + 1, TABLE_MISSING};
    enum { COUNT = sizeof values / sizeof *values };
    for (size_t i = 0; i < COUNT * COUNT; i++) {
        const RuleInput input = {.arena = arena,
                                 .row = row,
                                 .numerator = values[i / COUNT],
                                 .denominator = values[i % COUNT],
                                 .cases = values[i % COUNT] < 0 ? TABLE_MISSING : values[i % COUNT]};
        int64_t points = 0;
        const char *why = NULL;
        RuleResult result = row->rule->apply(&input, &points, &why);
        if (result == RULE_SCORED) FUZZ_EXPECT(why && points >= 0 && points <= row->full);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    char *csv = arena_alloc(&arena, size + 1);
    if (size) memcpy(csv, data, size);
    char *meta = strstr(csv, "====\n");
    if (meta) {
        *meta = '\0';
        meta += strlen("====\n");
    }
    const RubricText text = {.id = "r", .path = "r.csv", .csv = csv, .meta = meta};
    IssueList issues = {.arena = &arena};
    Rubric rubric;
    Err err = {0};
    if (!text_is_utf8(csv, strlen(csv), NULL) || (meta && !text_is_utf8(meta, strlen(meta), NULL))) {
        arena_free(&arena);
        return 0;
    }
    if (!rubric_read(&arena, &text, indicators, &issues, &rubric, &err)) {
        FUZZ_EXPECT(err.kind != ERR_NONE && *err.text);
    } else {
        FUZZ_EXPECT(!issues.errors);
        for (size_t i = 0; i < rubric.row_count; i++) {
            const RubricRow *row = &rubric.rows[i];
            FUZZ_EXPECT(row->rule && row->full >= 0 && rule_standard(&arena, row, LANG_ZH));
            (void)rubric_applies(row, 2020, "行政");
            score(&arena, row);
        }
    }
    arena_free(&arena);
    return 0;
}
