/* cells: the cells of one row of a small file, as the readers of such files take them. A cell that is wrong
 * becomes an issue with its place. */
#ifndef JIXIAO_LOAD_CELLS_H
#define JIXIAO_LOAD_CELLS_H

#include "load/figures.h"

typedef struct {
    const LoadContext *context;
    const CsvRows *rows;
    Source *source;
    size_t row;
} TableRun;

#define TABLE_TROUBLE(run, column, ...)                                                                      \
    issue_add((run)->context->issues, SEVERITY_ERROR, (run)->source->name, (run)->rows->lines[(run)->row],   \
              cells_column((run), (column)), __VA_ARGS__)

int cells_column(const TableRun *run, const char *name); /* 1-based field; 0 when the file has none */
/* "" when blank, or when the file has no such column. */
const char *cells_text(const TableRun *run, const char *column);
const char *cells_needed(const TableRun *run, const char *column); /* an issue when blank */
/* 0 when blank and not needed, or with an issue when it is no year. */
int cells_year(const TableRun *run, const char *column, bool need);
const char *cells_date(const TableRun *run, const char *column); /* YYYY-MM-DD or "" */
/* Points in millionths; false when blank, or with an issue when they are no such number. */
bool cells_points(const TableRun *run, const char *column, int64_t *points);

/* A whole number from 0 on; `blank` when blank, or with an issue when it is none. */
int64_t cells_count(const TableRun *run, const char *column, int64_t blank);
/* self, bureau or third_party; "" when blank, or with an issue. */
const char *cells_assessor(const TableRun *run, bool need);

/* The readers of one row of each kind of file; see tables.c. */
void targets_read_row(const TableRun *run);
void cases_read_row(const TableRun *run);
void tasks_read_row(const TableRun *run);
void survey_read_option(const TableRun *run);
void survey_read_answers(const TableRun *run);
void explanations_read_row(const TableRun *run);
void deflators_read_row(const TableRun *run);

#endif
