/* tables: the small files of a dataset (departments, items, assessments, targets) → their arrays. */
#ifndef JIXIAO_LOAD_TABLES_H
#define JIXIAO_LOAD_TABLES_H

#include "load/figures.h"

/* Reads the rows into source->depts, items, assessments or targets, by source->kind. Troubles go to the
 * issues. */
void tables_read(const LoadContext *context, const CsvRows *rows, Source *source);
/* Adds the items that the catalogue does not have; one that it has otherwise is an error, unless in every
 * word the same. */
void tables_add_items(const LoadContext *context, const CsvRows *rows, Source *source);

/* When all files of departments or items are read: parents must exist and must not run in a circle, and a
 * department has one row for each of its years. Marks the source of a bad one as refused. rows[i] is what
 * sources[i] was read from.
 */
void tables_check_depts(const LoadContext *context, Source *sources, const CsvRows *rows, size_t count);
/* A dataset that lists its departments lists all of them: what another file names beside is a slip of the
 * pen. */
void tables_check_listed(const LoadContext *context, Source *sources, const CsvRows *rows, size_t count);
void tables_check_items(const LoadContext *context, Source *sources, const CsvRows *rows, size_t count);

/* Surveys (survey.c): a form that is read joins the catalogue, unless the catalogue says otherwise of it;
 * when all answers are read, no sheet answers a question twice, or its source is refused. */
void survey_add_forms(const LoadContext *context, const CsvRows *rows, Source *source);
void survey_check_answers(const LoadContext *context, Source *sources, size_t count);

#endif
