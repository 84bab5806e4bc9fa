/* Surveys: the forms of the catalogue and the answers of the sheets. What they add up to is made of them by
 * views and by put_survey_figures; nothing is added up here. */
#include <string.h>

#include "store/internal.h"

bool store_put_survey_forms(Store *store, const Catalog *catalog, Err *err) {
    Statement *forget = NULL, *put = NULL;
    bool done = store_prepare(store, "forget_survey_form", NULL, &forget, err) &&
                store_prepare(store, "put_survey_option", NULL, &put, err);
    for (size_t i = 0; done && i < catalog->survey_option_count; i++) {
        store_bind_text(forget, "survey", catalog->survey_options[i].survey);
        done = store_run_bound(forget, err);
    }
    for (size_t i = 0; done && i < catalog->survey_option_count; i++) {
        const SurveyOption *option = &catalog->survey_options[i];
        store_bind_text(put, "survey", option->survey);
        store_bind_text(put, "question", option->question);
        store_bind_text(put, "option", option->option);
        store_bind_text(put, "zh", option->zh);
        store_bind_text(put, "en", *option->en ? option->en : option->zh);
        store_bind_integer(put, "position", (int64_t)i + 1);
        store_bind_integer(put, "points", option->points);
        store_bind_integer(put, "satisfied", option->satisfied);
        done = store_run_bound(put, err);
    }
    store_finish(forget);
    store_finish(put);
    return done;
}

static void bind_key(Statement *s, const Answer *answer, int64_t dept_id) {
    store_bind_integer(s, "dept_id", dept_id);
    store_bind_integer(s, "year", answer->year);
    store_bind_text(s, "survey", answer->survey);
    store_bind_text(s, "respondent", answer->respondent);
    store_bind_text(s, "sheet", answer->sheet);
    store_bind_text(s, "question", answer->question);
}

static int64_t origin_of(const Source *source, int64_t first_origin, const Answer *answer) {
    return store_origin(source, first_origin, answer->line, answer->column);
}

/* Says which of the answers stands in another source already, and did not go in. */
static bool refuse_double(Store *store, const Source *source, int64_t first_origin, Err *err) {
    Statement *s;
    if (!store_prepare(store, "find_answer", NULL, &s, err)) return false;
    bool done = true;
    for (size_t i = 0; done && i < source->answer_count; i++) {
        const Answer *answer = &source->answers[i];
        int64_t dept_id;
        done = store_find_dept(store, source, answer->dept, answer->line, &dept_id, err);
        if (!done) break;
        bind_key(s, answer, dept_id);
        done = store_step(s, NULL, err);
        if (done && store_integer(s, 0) != origin_of(source, first_origin, answer))
            done = err_set(err, ERR_SOURCE,
                           "%s:%d:%d: sheet `%s` of department `%s` answers question `%s` in another dataset "
                           "already; take one of the two out",
                           source->name, answer->line, answer->column, answer->sheet, answer->dept,
                           answer->question);
    }
    store_finish(s);
    return done;
}

static bool count_answers(Store *store, const Source *source, int64_t first_origin, size_t *count, Err *err) {
    Statement *s;
    if (!store_prepare(store, "count_answers", NULL, &s, err)) return false;
    store_bind_integer(s, "first", first_origin);
    store_bind_integer(s, "end", store_origin(source, first_origin, source->lines + 2, 1));
    bool done = store_step(s, NULL, err);
    *count = (size_t)store_integer(s, 0);
    store_finish(s);
    return done;
}

bool store_put_answers(Store *store, const Source *source, int64_t first_origin, Err *err) {
    Statement *s;
    size_t count;
    if (!store_prepare(store, "put_answer", NULL, &s, err)) return false;
    bool done = true;
    int64_t dept_id = 0;
    for (size_t i = 0; done && i < source->answer_count; i++) {
        const Answer *answer = &source->answers[i];
        bool same_dept = i > 0 && strcmp(answer->dept, source->answers[i - 1].dept) == 0;
        done = same_dept || store_find_dept(store, source, answer->dept, answer->line, &dept_id, err);
        if (!done) break;
        bind_key(s, answer, dept_id);
        store_bind_text(s, "answer", answer->answer);
        store_bind_integer(s, "origin", origin_of(source, first_origin, answer));
        done = store_run_bound(s, err);
    }
    store_finish(s);
    if (!done || !count_answers(store, source, first_origin, &count, err)) return false;
    return count == source->answer_count || refuse_double(store, source, first_origin, err);
}
