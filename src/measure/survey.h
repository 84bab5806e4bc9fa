/* survey: what the sheets of a survey say together: points, answers that count as satisfied, and how far
 * their share can be trusted. Describes; never flags. */
#ifndef JIXIAO_MEASURE_SURVEY_H
#define JIXIAO_MEASURE_SURVEY_H

#include "store/store.h"

/* Fills the result table survey_result: one row for each department, year, survey and group of respondents,
 * and one with the respondent `all` for all of them. Counts and points are the exact sums of the view
 * survey_sum. low and high, in percent, are Wilson's 95 % interval of the share satisfied among the answers,
 * taken with as many trials as there are sheets with an answer: the answers of one person hang together, so
 * that n is between the sheets and the answers, and the sheets are the cautious end of it (design effect =
 * answers per sheet). NaN without an answer. Inside a transaction. */
bool survey_run(Arena *arena, Store *store, Err *err) MUST_USE;

#endif
