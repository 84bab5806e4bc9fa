/* source: one file of a dataset, read and checked in itself, on its way into the store. */
#ifndef JIXIAO_MODEL_SOURCE_H
#define JIXIAO_MODEL_SOURCE_H

#include "model/catalog.h"
#include "model/ledger.h"

typedef enum {
    SOURCE_FIGURES,
    SOURCE_DEPTS,
    SOURCE_ITEMS,
    SOURCE_ASSESSMENTS,
    SOURCE_TARGETS,
    SOURCE_LINEAGE,
    SOURCE_COMMENTS,
    SOURCE_CASES,
    SOURCE_TASKS,
    SOURCE_RUBRIC,
    SOURCE_SURVEY_FORM,
    SOURCE_SURVEY,
    SOURCE_EXPLANATIONS,
    SOURCE_DEFLATORS,
    SOURCE_KIND_COUNT
} SourceKind;
extern const char *const source_kind_names[SOURCE_KIND_COUNT]; /* "figures", "departments", … */

/* points in millionths; TABLE-style missing is has_points = false. */
typedef struct {
    const char *dept, *rubric, *indicator, *sub_item, *assessor, *calculation, *basis, *note;
    const char *result; /* "yes": all points of the sub-item, "no": none, "" */
    int64_t points;
    bool has_points;
    int year, line, column; /* column of the points */
} Assessment;

/* A declared target. Its number is exact, in smallest units of `unit_kind`, or in millionths of whatever it
 * counts when that is "". */
typedef struct {
    const char *dept, *level, *project, *level1, *level2, *target;
    const char *kind;   /* by the headings: quantity, …, satisfaction; goal, task, plan; "" */
    const char *refers; /* id of an indicator or code of an item that says what was reached; "" */
    const char *op;     /* ">=", ">", "=", "<=", "<", "text", or "" when nothing is demanded */
    const char *value, *unit, *text, *actual, *note; /* as written */
    const char *unit_kind;
    int64_t number, actual_number; /* both in these units; `factor` of them are one printed unit */
    int64_t factor;
    bool has_number, has_actual;
    int met; /* as stated: 1, 0, or -1 */
    int year, line;
} Target;

/* What became of a department: from `year` on, `share` of what the old one was belongs to the new one. */
typedef struct {
    const char *old_dept, *new_dept, *kind, *note; /* kind: rename, merge, split or transfer */
    int64_t share;                                 /* millionths; 1000000 = all of it; 0 = unknown */
    int year, line;
} Lineage;

/* What a department writes into a blank of its documents. */
typedef struct {
    const char *dept, *topic, *text, *date; /* topic: the id of the blank; date YYYY-MM-DD or "" */
    int year, line, column;                 /* column of the topic */
} Comment;

/* Something that went against the rules, or (count 0) that somebody looked and found nothing. */
typedef struct {
    const char *dept, *rubric, *indicator, *text, *date, *assessor, *basis; /* "" when not given */
    int64_t count;
    int year, line, column; /* column of the text */
} CaseRecord;

/* What of a task of the year: pieces planned, completed, … */
typedef enum {
    TASK_PLANNED,
    TASK_COMPLETED,
    TASK_ON_TIME,
    TASK_QUALIFIED,
    TASK_ASSIGNED,
    TASK_CLOSED,
    TASK_NUMBER_COUNT
} TaskNumber;
extern const char *const task_number_names[TASK_NUMBER_COUNT]; /* "planned", … */

typedef struct {
    const char *dept, *text, *note;
    int64_t numbers[TASK_NUMBER_COUNT]; /* -1 = not given */
    int columns[TASK_NUMBER_COUNT];
    int year, line;
} Task;

/* One answer on one sheet of a survey; answer "" = the question was left blank. */
typedef struct {
    const char *dept, *survey, *sheet, *question, *answer;
    const char *respondent; /* "service" (a user of the service), "public", or "" when not said */
    int year, line, column; /* column of the answer */
} Answer;

/* What is known about a flag; the latest date counts. */
typedef struct {
    const char *flag, *state, *value, *note,
        *date; /* flag: DEPT:YEAR:SERIES; value: as it was shown, or "" */
    int line;
} Explanation;

typedef struct {
    int64_t index; /* prices of the year, in millionths of any base */
    const char *note;
    int year, line;
} Deflator;

/* A department as a figures file names it; one per distinct (code, name, parent). */
typedef struct {
    const char *code, *name, *parent;        /* name, parent "" when the file does not say */
    int first_year, last_year, line, column; /* line, column: where it is named first */
} SeenDept;

/* Why a cell of amounts holds no number. Zero is a number. */
typedef enum {
    MISSING_BLANK,
    MISSING_MARK,           /* —, /, 无, ** */
    MISSING_NOT_APPLICABLE, /* 不适用 */
    MISSING_SECRET,         /* 涉密 */
    MISSING_KIND_COUNT
} MissingKind;
extern const char *const missing_kind_names[MISSING_KIND_COUNT]; /* "blank", "mark", … */

/* A cell that was printed without a number: dept, item and part are Names. */
typedef struct {
    MissingKind kind;
    int32_t dept, item, part, line, column;
    int16_t year;
    int8_t month, stage;
} Missing;

typedef struct {
    SourceKind kind;
    const char *name;      /* DATASET/FILE.csv: how every message and every walk home calls it */
    const char *zh, *en;   /* titles; the file's name when the description gives none */
    const char *published; /* YYYY-MM-DD; "" only for kinds other than figures */
    const char *publisher, *document, *origin, *licence, *note; /* "" when not given */
    const char *hash;                                           /* of the CSV's bytes and the description's */
    size_t bytes;
    int lines, columns;              /* physical lines; fields of the header */
    size_t row_count, skipped_count; /* records read; dropped by map = skip or only */
    Figure *figures;
    size_t figure_count, figure_capacity;
    LedgerPages pages; /* further figures: plain ones, no cell twice; see ledger.h */
    Missing *missing;  /* of kind figure only */
    size_t missing_count, missing_capacity;
    SeenDept *seen;
    size_t seen_count, seen_capacity;
    Dept *depts;
    size_t dept_count, dept_capacity;
    Item *items;
    size_t item_count, item_capacity;
    Assessment *assessments;
    size_t assessment_count, assessment_capacity;
    Target *targets;
    size_t target_count, target_capacity;
    Lineage *lineages;
    size_t lineage_count, lineage_capacity;
    Comment *comments;
    size_t comment_count, comment_capacity;
    CaseRecord *cases;
    size_t case_count, case_capacity;
    Explanation *explanations;
    size_t explanation_count, explanation_capacity;
    Deflator *deflators;
    size_t deflator_count, deflator_capacity;
    Task *tasks;
    size_t task_count, task_capacity;
    SurveyOption *survey_options;
    size_t survey_option_count, survey_option_capacity;
    Answer *answers;
    size_t answer_count, answer_capacity;
    const char *csv, *meta; /* the text of a rubric and of its description, UTF-8; meta NULL = none */
    bool refused;           /* has errors: nothing of it may be stored */
} Source;

/* A source that a database holds already. */
typedef struct {
    const char *name, *hash;
} KnownSource;

typedef struct {
    const char *id, *folder, *zh, *en, *currency, *rubric, *grades; /* rubric, grades "" when not given */
    const char *lang;                                               /* "zh" or "en" */
    Source *sources; /* in the order in which they must be stored: items and departments first, then by
                        published, then name */
    size_t source_count, source_capacity;
} Dataset;

#endif
