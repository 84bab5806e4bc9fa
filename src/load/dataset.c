#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "load/dataset_file.h"
#include "load/encoding.h"
#include "load/lane.h"
#include "load/suspect.h"
#include "load/tables.h"
#include "load/workbook.h"

static const char *const dataset_keys[] = {"dataset", "zh",   "en",      "currency",  "language", "rubric",
                                           "grades",  "note", "licence", "publisher", "origin",   NULL};

static const char *folder_name(Arena *arena, const char *folder) {
    char *path = realpath(folder, NULL);
    char *name = arena_strdup(arena, file_name(path ? path : folder));
    free(path);
    return *name ? name : "dataset";
}

static bool read_dataset_meta(Arena *arena, const char *folder, const Catalog *catalog, Dataset *dataset,
                              Err *err) {
    char *path = file_join(arena, folder, "dataset.meta"), *text;
    size_t size;
    Head head = {.name = path};
    const char *id = folder_name(arena, folder);
    if (file_exists(path)) {
        Trouble trouble;
        Decoded decoded;
        if (!suspect_inside(folder, path))
            return err_set(err, ERR_SOURCE,
                           "%s: is a link that leads out of the dataset's folder; put the file itself there",
                           path);
        if (!file_read(arena, path, &text, &size, err)) return false;
        if (!encoding_decode(arena, text, size, "", &decoded, &trouble))
            return err_set(err, ERR_SOURCE, "%s:%d: %s", path, trouble.line, trouble.text);
        if (!head_read(arena, path, decoded.data, "", &head, err) ||
            !head_check_keys(&head, dataset_keys, err))
            return false;
    }
    *dataset = (Dataset){.folder = arena_strdup(arena, folder)};
    dataset->id = head_value_or(&head, "dataset", id);
    dataset->zh = head_value_or(&head, "zh", dataset->id);
    dataset->en = head_value_or(&head, "en", dataset->id);
    dataset->currency = head_value_or(&head, "currency", "CNY");
    dataset->lang = head_value_or(&head, "language", "zh");
    dataset->rubric = head_value_or(&head, "rubric", "");
    dataset->grades = head_value_or(&head, "grades", "");
    if (strchr(dataset->id, '/'))
        return err_set(err, ERR_SOURCE, "%s: `dataset: %s` must not contain a `/`", path, dataset->id);
    if (strcmp(dataset->lang, "zh") != 0 && strcmp(dataset->lang, "en") != 0)
        return err_set(err, ERR_SOURCE, "%s: `language: %s` is not known; expected zh or en", path,
                       dataset->lang);
    for (size_t i = 0; i < catalog->unit_count; i++)
        if (strcmp(catalog->units[i].currency, dataset->currency) == 0) return true;
    return err_set(err, ERR_SOURCE,
                   "%s: `currency: %s` has no units in datasets/catalog/units.csv; expected CNY or USD", path,
                   dataset->currency);
}

/* Figures need a day of publication: it says which of two sources restates the other. */
static void require_published(DatasetRun *run, const DatasetFile *file) {
    const Description *description = &file->description;
    const char *meta = file_name(description->name);
    if (!description->given)
        issue_add(run->context.issues, SEVERITY_ERROR, file->source.name, 0, 0,
                  "nothing says when these figures were published; write a file %s beside it with the line "
                  "`published: YYYY-MM-DD`",
                  meta);
    else if (!description->broken && !head_value(&description->head, "published"))
        issue_add(run->context.issues, SEVERITY_ERROR, description->name, 0, 0,
                  "the key `published` is missing; add the line `published: YYYY-MM-DD` with the day on "
                  "which the figures "
                  "were published");
}

/* A rubric is understood where it is used: with the indicators that are there then. */
static void keep_texts(DatasetRun *run, DatasetFile *file) {
    file->source.csv = arena_strdup(run->context.arena, file->text);
    file->source.meta = file->meta ? arena_strdup(run->context.arena, file->meta) : NULL;
}

static bool is_known(const DatasetRun *run, const Source *source) {
    for (size_t i = 0; i < run->known.count; i++)
        if (strcmp(run->known.items[i].name, source->name) == 0)
            return strcmp(run->known.items[i].hash, source->hash) == 0;
    return false;
}

/* What figures are read with: a list that is new may make others of them. */
static bool lists_known(const DatasetRun *run) {
    for (size_t i = 0; i < run->count; i++) {
        const Source *source = &run->files[i].source;
        if ((source->kind == SOURCE_ITEMS || source->kind == SOURCE_DEPTS) && !is_known(run, source))
            return false;
    }
    return true;
}

/* A big file that the database holds already: hashing it is much less work than reading it. */
static bool skip_known(DatasetRun *run, DatasetFile *file, bool *skipped, Err *err) {
    bool named = false;
    *skipped = false;
    for (size_t i = 0; i < run->known.count && !named; i++)
        named = strcmp(run->known.items[i].name, file->source.name) == 0;
    if (!named || !file->head_only || !lists_known(run)) return true;
    if (!dataset_hash_file(run, file, err)) return false;
    *skipped = is_known(run, &file->source);
    return true;
}

/* A file of figures while others are read beside it. */
typedef struct {
    DatasetFile *file;
    IssueList told; /* of its description */
    bool skipped, compiled;
    PieceFile *piece; /* NULL when the quick way does not know the file */
} FigureFile;

static bool suits_pieces(const DatasetFile *file) {
    enum { LEAST = 1 << 16 }; /* below, it does not pay */
    return lane_suits(&file->description, &file->header) && (file->head_only || file->size >= LEAST);
}

static PieceFile piece_of(DatasetFile *file) {
    return (PieceFile){.header = &file->header,
                       .description = &file->description,
                       .source = &file->source,
                       .path = file->head_only ? file->path : NULL,
                       .text = file->text,
                       .size = file->head_only ? file->bytes : file->size,
                       .offset = reader_offset(file->reader, file->text),
                       .line = reader_lines(file->reader),
                       .hash = file->head_only ? file_hash_begin() : NULL};
}

/* What can be told of it before its rows. */
static bool prepare_figures(DatasetRun *run, FigureFile *figures, Err *err) {
    IssueList *issues = run->context.issues;
    if (!skip_known(run, figures->file, &figures->skipped, err)) return false;
    if (figures->skipped) return true;
    figures->told = (IssueList){.arena = run->context.arena};
    run->context.issues = &figures->told;
    figures->compiled = dataset_compile(run, figures->file);
    run->context.issues = issues;
    return true;
}

/* Once the pieces are read; what else there is to read of it. */
static bool finish_figures(DatasetRun *run, FigureFile *figures, Err *err) {
    DatasetFile *file = figures->file;
    if (figures->skipped) return true;
    issue_append(run->context.issues, figures->told.items, figures->told.count);
    bool compiled = figures->compiled;
    const bool read = figures->piece && figures->piece->result == PIECES_DONE;
    if (read) {
        file->source.lines = figures->piece->lines;
        issue_append(run->context.issues, figures->piece->issues.items, figures->piece->issues.count);
    }
    if (compiled && !read && file->head_only) {
        if (!dataset_reopen(run, file, &compiled, err)) return false;
        if (file->source.refused) return true;
    }
    if (compiled && !read) {
        figures_read(&run->context, file->reader, &file->header, &file->description, &file->source);
        file->source.lines = reader_lines(file->reader);
    }
    /* A template that is not filled in yet needs no day. */
    if (!compiled || file->source.row_count) require_published(run, file);
    return true;
}

static void end_hash(const DatasetRun *run, FigureFile *figures) {
    const PieceFile *piece = figures->piece;
    if (!piece || !piece->hash) return;
    file_hash_add(piece->hash, figures->file->meta_bytes, figures->file->meta_size);
    figures->file->source.hash = file_hash_end(run->context.arena, piece->hash);
    figures->file->source.bytes = piece->bytes;
}

/* By the quick way, what it knows. */
static bool read_pieces(DatasetRun *run, FigureFile *figures, size_t count, Err *err) {
    const PieceProgress progress = {run->options->watch, run->done, run->bytes};
    PieceFile *pieces = ARENA_ARRAY(run->context.arena, PieceFile, count);
    size_t piece_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!figures[i].compiled || !suits_pieces(figures[i].file)) continue;
        pieces[piece_count] = piece_of(figures[i].file);
        figures[i].piece = &pieces[piece_count++];
    }
    const bool done =
        piece_count == 0 || pieces_read(run->crew, &run->context, pieces, piece_count, &progress, err);
    for (size_t i = 0; i < count; i++)
        end_hash(run, &figures[i]);
    return done;
}

static void end_file(DatasetRun *run, DatasetFile *file, size_t errors) {
    file->errors += errors;
    if (file->errors) file->source.refused = true;
    dataset_close_file(file);
    run->done += file->bytes;
    watch_tell(run->options->watch, "reading", "bytes", run->done, run->bytes);
}

/* Several files at a time, so that no thread waits for the others at the end of each. */
static bool read_some_figures(DatasetRun *run, FigureFile *figures, size_t count, Err *err) {
    for (size_t i = 0; i < count; i++)
        if (!prepare_figures(run, &figures[i], err)) return false;
    if (!read_pieces(run, figures, count, err)) return false;
    for (size_t i = 0; i < count; i++) {
        const size_t before = run->context.issues->errors;
        if (!finish_figures(run, &figures[i], err)) return false;
        end_file(run, figures[i].file, run->context.issues->errors - before);
    }
    return true;
}

static bool read_figures(DatasetRun *run, Err *err) {
    enum { TOGETHER = 32 };
    for (size_t next = 0; next < run->count;) {
        FigureFile figures[TOGETHER] = {0};
        size_t count = 0;
        for (; next < run->count && count < TOGETHER; next++) {
            DatasetFile *file = &run->files[next];
            if (file->source.kind != SOURCE_FIGURES || !file->reader) continue;
            if (file->source.refused)
                end_file(run, file, 0);
            else
                figures[count++].file = file;
        }
        if (!read_some_figures(run, figures, count, err)) return false;
    }
    return true;
}

static void read_rows_of(DatasetRun *run, DatasetFile *file) {
    const LoadContext *context = &run->context;
    Source *source = &file->source;
    CsvRows rows = {0};
    RowCounts counts = {0};
    if (file->ahead) {
        rows = file->ahead->rows;
        counts = file->ahead->counts;
        issue_append(context->issues, file->ahead->issues.items, file->ahead->issues.count);
    } else {
        rows_read(context->arena, file->reader, &file->header, context->issues, &rows, &counts);
    }
    rows_tell_none(&file->header, &counts, context->issues);
    source->row_count = rows.row_count;
    tables_read(context, &rows, source);
    if (source->kind == SOURCE_ITEMS) tables_add_items(context, &rows, source);
    if (source->kind == SOURCE_RUBRIC) keep_texts(run, file);
    if (source->kind == SOURCE_SURVEY_FORM) survey_add_forms(context, &rows, source);
    run->rows[file - run->files] = rows;
    source->lines = reader_lines(file->reader);
}

static void read_kind(DatasetRun *run, SourceKind kind) {
    for (size_t i = 0; i < run->count; i++) {
        DatasetFile *file = &run->files[i];
        if (file->source.kind != kind || !file->reader) continue;
        const size_t before = run->context.issues->errors;
        if (!file->source.refused) read_rows_of(run, file);
        end_file(run, file, run->context.issues->errors - before);
    }
}

/* All of these kinds. */
static RowsAhead *read_ahead(DatasetRun *run, const SourceKind *kinds, size_t kind_count) {
    RowsFile *files = ARENA_ARRAY(run->context.arena, RowsFile, run->count);
    size_t count = 0;
    for (size_t k = 0; k < kind_count; k++)
        for (size_t i = 0; i < run->count; i++) {
            DatasetFile *file = &run->files[i];
            if (file->source.kind != kinds[k] || !file->reader || file->source.refused) continue;
            files[count] = (RowsFile){.reader = file->reader, .header = &file->header};
            file->ahead = &files[count++];
        }
    return rows_ahead_begin(run->context.arena, files, count, run->options->jobs > 1);
}

static int rank(const Source *source) {
    return source->kind == SOURCE_ITEMS     ? 0
           : source->kind == SOURCE_DEPTS   ? 1
           : source->kind == SOURCE_FIGURES ? 2 /* may name departments, too, of which others speak */
                                            : 3;
}

static int by_order(const void *a, const void *b) {
    const Source *one = a, *two = b;
    if (rank(one) != rank(two)) return rank(one) - rank(two);
    int published = strcmp(one->published, two->published);
    return published ? published : strcmp(one->name, two->name);
}

/* A workbook counts only where its sheet was not exported: X.csv goes before X.xlsx. */
static bool is_read(const DatasetRun *run, const char *name) {
    Arena *arena = run->context.arena;
    if (text_ends(name, ".csv")) return true;
    const char *csv = arena_printf(arena, "%s.csv", file_stem(arena, name));
    return workbook_is(name) && !file_exists(file_join(arena, run->dataset->folder, csv));
}

/* What looks like data but is not read must be told: a clerk would believe it in the report. */
static void tell_unread(DatasetRun *run, const char *name) {
    static const char *const suffixes[] = {".CSV", ".Csv", ".XLS", ".XLSX", ".et"};
    Arena *arena = run->context.arena;
    const char *source = arena_printf(arena, "%s/%s", run->dataset->id, name);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (text_ends(name, suffixes[i]))
            issue_add(run->context.issues, SEVERITY_WARNING, source, 0, 0,
                      "is not read: only files that end in .csv, .xlsx or .xls are; save it as “CSV UTF-8” "
                      "under such a name");
    if (workbook_is(name) && !is_read(run, name))
        issue_add(run->context.issues, SEVERITY_WARNING, source, 0, 0,
                  "is not read: %s.csv beside it is; remove one of them", file_stem(arena, name));
    if (!text_ends(name, ".meta") || strcmp(name, "dataset.meta") == 0) return;
    const char *stem = file_join(arena, run->dataset->folder, file_stem(arena, name));
    if (file_exists(arena_printf(arena, "%s.csv", stem)) ||
        file_exists(arena_printf(arena, "%s.xlsx", stem)) || file_exists(arena_printf(arena, "%s.xls", stem)))
        return;
    issue_add(run->context.issues, SEVERITY_WARNING, source, 0, 0,
              "describes no file: there is no %s.csv beside it; rename one of them", file_stem(arena, name));
}

static bool open_files(DatasetRun *run, Err *err) {
    Arena *arena = run->context.arena;
    Dataset *dataset = run->dataset;
    char **names;
    size_t count;
    if (!file_list(arena, dataset->folder, false, &names, &count, err)) return false;
    run->files = ARENA_ARRAY(arena, DatasetFile, count + 1);
    for (size_t i = 0; i < count; i++)
        if (is_read(run, names[i]) && !dataset_open_file(run, &run->files[run->count++], names[i], err))
            return false;
    for (size_t i = 0; i < count; i++)
        tell_unread(run, names[i]);
    if (run->count) return true;
    return err_set(err, ERR_SOURCE, "%s: holds no CSV file and no workbook; a dataset is a folder of them",
                   dataset->folder);
}

/* Items and departments first, because figures refer to them. */
static bool read_files(DatasetRun *run, Err *err) {
    static const SourceKind first[] = {SOURCE_ITEMS, SOURCE_DEPTS, SOURCE_SURVEY_FORM},
                            last[] = {SOURCE_ASSESSMENTS,  SOURCE_TARGETS,  SOURCE_LINEAGE, SOURCE_COMMENTS,
                                      SOURCE_CASES,        SOURCE_TASKS,    SOURCE_RUBRIC,  SOURCE_SURVEY,
                                      SOURCE_EXPLANATIONS, SOURCE_DEFLATORS};
    const LoadContext *context = &run->context;
    Dataset *dataset = run->dataset;
    run->rows = ARENA_ARRAY(context->arena, CsvRows, run->count);
    for (size_t i = 0; i < run->count; i++)
        run->bytes += run->files[i].bytes;
    run->sources = ARENA_ARRAY(context->arena, Source, run->count);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        read_kind(run, first[i]);
    if (run->options->catalogued && !run->options->catalogued(run->options->user, err)) return false;
    vocabulary_index_items(context->arena, context->vocabulary);
    for (size_t i = 0; i < run->count; i++)
        vocabulary_index_depts(context->arena, context->vocabulary, run->files[i].source.depts,
                               run->files[i].source.dept_count);
    RowsAhead *ahead = read_ahead(run, last, sizeof last / sizeof *last);
    const bool done = read_figures(run, err);
    rows_ahead_end(ahead);
    if (!done) return false;
    for (size_t i = 0; i < sizeof last / sizeof *last; i++)
        read_kind(run, last[i]);
    for (size_t i = 0; i < run->count; i++)
        run->sources[i] = run->files[i].source;
    tables_check_items(context, run->sources, run->rows, run->count);
    tables_check_depts(context, run->sources, run->rows, run->count);
    survey_check_answers(context, run->sources, run->count);
    tables_check_listed(context, run->sources, run->rows, run->count);
    qsort(run->sources, run->count, sizeof *run->sources, by_order);
    dataset->sources = run->sources;
    dataset->source_count = dataset->source_capacity = run->count;
    return true;
}

bool load_dataset(Arena *arena, const char *folder, Catalog *catalog, Names *names, IssueList *issues,
                  const LoadOptions *options, Dataset *dataset, Err *err) {
    Vocabulary vocabulary;
    if (!read_dataset_meta(arena, folder, catalog, dataset, err)) return false;
    if (!vocabulary_open(arena, &vocabulary, catalog, names, err)) return false;
    DatasetRun run = {.context = {.arena = arena,
                                  .catalog = catalog,
                                  .vocabulary = &vocabulary,
                                  .names = names,
                                  .issues = issues,
                                  .currency = dataset->currency},
                      .dataset = dataset,
                      .options = options,
                      .crew = crew_new(arena, options->jobs, 0, options->spill)};
    bool done = open_files(&run, err) &&
                (!options->known || options->known(options->user, &run.known, err)) && read_files(&run, err);
    for (size_t i = 0; i < run.count; i++) {
        dataset_close_file(&run.files[i]);
        if (!done) ledger_pages_free(&run.files[i].source.pages);
    }
    crew_free(run.crew);
    return done;
}

void load_close(Dataset *dataset) {
    for (size_t i = 0; i < dataset->source_count; i++)
        ledger_pages_free(&dataset->sources[i].pages);
}
