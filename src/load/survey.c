/* Surveys: forms (问卷) and what people answered on them. The sums are made in the store, from every sheet.
 */
#include <string.h>

#include "load/cells.h"

/* --- forms --- */

static const SurveyOption *find_option(const SurveyOption *options, size_t count, const char *survey,
                                       const char *question, const char *option) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(options[i].question, question) == 0 && strcmp(options[i].option, option) == 0 &&
            strcmp(options[i].survey, survey) == 0)
            return &options[i];
    return NULL;
}

static const SurveyOption *find_survey(const Catalog *catalog, const char *survey) {
    for (size_t i = 0; i < catalog->survey_option_count; i++)
        if (strcmp(catalog->survey_options[i].survey, survey) == 0) return &catalog->survey_options[i];
    return NULL;
}

void survey_read_option(const TableRun *run) {
    Source *source = run->source;
    SurveyOption option = {.survey = cells_needed(run, "survey"),
                           .question = cells_needed(run, "question"),
                           .option = cells_needed(run, "option"),
                           .zh = cells_text(run, "zh"),
                           .en = cells_text(run, "en"),
                           .line = run->rows->lines[run->row]};
    if (!cells_points(run, "points", &option.points) && !*cells_text(run, "points"))
        (void)cells_needed(run, "points");
    if (option.points < 0)
        TABLE_TROUBLE(run, "points", "points `%s` are below zero; the least that an answer can give is 0",
                      cells_text(run, "points"));
    int satisfied = vocabulary_yes(cells_text(run, "satisfied"));
    if (satisfied < 0)
        TABLE_TROUBLE(run, "satisfied", "satisfied `%s` is not known; expected yes (是), no (否) or a blank",
                      cells_text(run, "satisfied"));
    option.satisfied = satisfied == 1;
    const SurveyOption *twice = find_option(source->survey_options, source->survey_option_count,
                                            option.survey, option.question, option.option);
    if (twice)
        TABLE_TROUBLE(run, "option", "option `%s` of question `%s` is given twice, first on line %d",
                      option.option, option.question, twice->line);
    ARENA_PUSH(run->context->arena, source->survey_options, source->survey_option_count,
               source->survey_option_capacity);
    source->survey_options[source->survey_option_count++] = option;
}

void survey_add_forms(const LoadContext *context, const CsvRows *rows, Source *source) {
    TableRun run = {.context = context, .rows = rows, .source = source};
    Catalog *catalog = context->catalog;
    const size_t before = catalog->survey_option_count;
    for (run.row = 0; run.row < source->survey_option_count; run.row++) {
        const SurveyOption *option = &source->survey_options[run.row];
        const SurveyOption *known = find_survey(catalog, option->survey);
        if (known && (size_t)(known - catalog->survey_options) < before) {
            const SurveyOption *same = find_option(catalog->survey_options, before, option->survey,
                                                   option->question, option->option);
            if (!same || same->points != option->points || same->satisfied != option->satisfied)
                TABLE_TROUBLE(&run, "survey",
                              "survey `%s` is known already, and this row says otherwise; give the form "
                              "another name",
                              option->survey);
            continue;
        }
        /* What is told as wrong above has no place in the catalogue. */
        if (!*option->survey || !*option->question || !*option->option ||
            find_option(catalog->survey_options, catalog->survey_option_count, option->survey,
                        option->question, option->option))
            continue;
        ARENA_PUSH(context->arena, catalog->survey_options, catalog->survey_option_count,
                   catalog->survey_option_capacity);
        catalog->survey_options[catalog->survey_option_count++] = *option;
    }
}

/* --- answers --- */

static const char *respondent_of(const TableRun *run) {
    static const struct {
        const char *word, *respondent;
    } words[] = {{"", ""},
                 {"service", "service"},
                 {"服务对象", "service"},
                 {"public", "public"},
                 {"社会公众", "public"},
                 {"公众", "public"}};
    const char *text = cells_text(run, "group");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, text) == 0) return words[i].respondent;
    TABLE_TROUBLE(run, "group",
                  "group `%s` is not known; expected service (服务对象), public (社会公众) or a blank", text);
    return "";
}

/* "1", "Q1" and "第1题" are the same question. */
static const char *question_number(Arena *arena, const char *text) {
    if (text_starts(text, "第")) text += strlen("第");
    if (*text == 'Q' || *text == 'q') text++;
    size_t length = strlen(text);
    if (text_ends(text, "题")) length -= strlen("题");
    return arena_strndup(arena, text, length);
}

/* The first option of a question; NULL when the form has none of that name. */
static const SurveyOption *find_question(Arena *arena, const Catalog *catalog, const char *survey,
                                         const char *question) {
    const char *number = NULL;
    for (size_t i = 0; i < catalog->survey_option_count; i++) {
        const SurveyOption *option = &catalog->survey_options[i];
        if (strcmp(option->survey, survey) != 0) continue;
        if (strcmp(option->question, question) == 0) return option;
        if (!number) number = question_number(arena, question);
        if (strcmp(question_number(arena, option->question), number) == 0) return option;
    }
    return NULL;
}

typedef const char *OptionWord(const SurveyOption *option);
static const char *survey_word(const SurveyOption *option) {
    return option->survey;
}
static const char *question_word(const SurveyOption *option) {
    return option->question;
}
static const char *option_word(const SurveyOption *option) {
    return option->option;
}

/* The different words of the options that are of the survey and of the question (NULL = any). */
static const char *expected(const TableRun *run, const char *survey, const char *question, OptionWord *word) {
    const Catalog *catalog = run->context->catalog;
    Text list = {.arena = run->context->arena};
    const char *last = "";
    for (size_t i = 0; i < catalog->survey_option_count; i++) {
        const SurveyOption *option = &catalog->survey_options[i];
        if ((survey && strcmp(option->survey, survey) != 0) ||
            (question && strcmp(option->question, question) != 0) || strcmp(word(option), last) == 0)
            continue;
        last = word(option);
        text_appendf(&list, "%s%s", list.size ? both(", ") : "", last);
    }
    return text_string(&list);
}

/* An answer above that line of the file: what is wrong with all of them is said once. */
static bool seen_above(const TableRun *run, const char *survey, int line) {
    const Source *source = run->source;
    for (size_t i = 0; i < source->answer_count; i++)
        if (source->answers[i].line < line && strcmp(source->answers[i].survey, survey) == 0) return true;
    return false;
}

static bool known_survey(const TableRun *run, const char *survey, int line) {
    if (find_survey(run->context->catalog, survey)) return true;
    if (*survey && !seen_above(run, survey, line + 1))
        TABLE_TROUBLE(
            run, "survey",
            "survey `%s` is not known; expected %s, or a form of that name in a file of the dataset "
            "(`jixiao template survey_form`)",
            survey, expected(run, NULL, NULL, survey_word));
    return false;
}

/* One cell with an answer. `place` is the column that names the question. */
static void add_answer(const TableRun *run, Answer answer, const char *place, const char *question,
                       const char *text, int column) {
    const LoadContext *context = run->context;
    Source *source = run->source;
    answer.question = question;
    answer.answer = "";
    answer.column = column;
    if (known_survey(run, answer.survey, answer.line)) {
        const SurveyOption *first = find_question(context->arena, context->catalog, answer.survey, question);
        const SurveyOption *option = NULL;
        if (first) {
            answer.question = first->question;
            option = find_option(context->catalog->survey_options, context->catalog->survey_option_count,
                                 answer.survey, first->question, text);
        } else if (*question) {
            TABLE_TROUBLE(run, place, "question `%s` is not one of survey `%s`; expected one of %s", question,
                          answer.survey, expected(run, answer.survey, NULL, question_word));
        }
        if (option)
            answer.answer = option->option;
        else if (first && numeral_missing(text) == MISSING_KIND_COUNT)
            issue_add(context->issues, SEVERITY_ERROR, source->name, answer.line, column,
                      "answer `%s` is none of question `%s`; expected one of %s, or a blank for not answered",
                      text, first->question, expected(run, answer.survey, first->question, option_word));
    }
    ARENA_PUSH(context->arena, source->answers, source->answer_count, source->answer_capacity);
    source->answers[source->answer_count++] = answer;
}

static bool is_question_column(const TableRun *run, size_t column) {
    static const char *const others[] = {"", "dept", "dept_name", "year", "survey", "group", "sheet", "note"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(run->rows->header[column], others[i]) == 0) return false;
    return true;
}

void survey_read_answers(const TableRun *run) {
    const int question = cells_column(run, "question"), answer = cells_column(run, "answer");
    Answer row = {.dept = cells_needed(run, "dept"),
                  .survey = cells_needed(run, "survey"),
                  .respondent = respondent_of(run),
                  .sheet = cells_needed(run, "sheet"),
                  .year = cells_year(run, "year", true),
                  .line = run->rows->lines[run->row]};
    if (question && answer) {
        add_answer(run, row, "question", cells_needed(run, "question"), cells_text(run, "answer"), answer);
        return;
    }
    /* One row for each sheet, one column for each question. */
    const size_t columns = run->rows->column_count;
    size_t found = 0;
    for (size_t i = 0; !question && !answer && i < columns; i++) {
        if (!is_question_column(run, i)) continue;
        const char *name = run->rows->header[i];
        found++;
        if (seen_above(run, row.survey, row.line) &&
            !find_question(run->context->arena, run->context->catalog, row.survey, name))
            continue;
        add_answer(run, row, name, name, run->rows->cells[run->row * columns + i], (int)i + 1);
    }
    if (found == 0 && run->row == 0)
        TABLE_TROUBLE(run, question ? "question" : "answer",
                      "a file of answers needs `question` (题号) and `answer` (选项), or a column for each "
                      "question (1, 2, …)");
}

typedef struct {
    const Answer *answer;
    const char *source;
} Given;

void survey_check_answers(const LoadContext *context, Source *sources, size_t count) {
    Names *keys = names_new(context->arena);
    size_t total = 0, given_count = 0;
    for (size_t i = 0; i < count; i++)
        total += sources[i].answer_count;
    Given *given = ARENA_ARRAY(context->arena, Given, total + 1);
    for (size_t i = 0; i < count; i++) {
        int told = 0;
        for (size_t k = 0; k < sources[i].answer_count; k++) {
            const Answer *a = &sources[i].answers[k];
            const char *key = arena_printf(context->arena, "%s\n%d\n%s\n%s\n%s\n%s", a->dept, a->year,
                                           a->survey, a->respondent, a->sheet, a->question);
            size_t at = (size_t)names_put(keys, key) - 1;
            if (at == given_count) {
                given[given_count++] = (Given){a, sources[i].name};
                continue;
            }
            sources[i].refused = true;
            if (a->line == told) continue; /* once for a sheet that is one row */
            told = a->line;
            issue_add(context->issues, SEVERITY_ERROR, sources[i].name, a->line, a->column,
                      "sheet `%s` of department `%s` answers question `%s` twice, first in %s:%d; remove "
                      "one of the two, or number the sheets apart",
                      a->sheet, a->dept, a->question, given[at].source, given[at].answer->line);
        }
    }
}
