#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "load/encoding.h"
#include "load/tables.h"
#include "load/workbook.h"

/* A file on its way: opened first, because the kinds must be read in an order that only the headers tell. */
typedef struct {
    Arena scratch; /* the bytes; freed as soon as the file is read */
    Source source;
    Reader *reader; /* NULL when the file cannot be read */
    Header header;
    Description description;
    const char *text, *meta; /* of the file and of its description, UTF-8; NULL when they cannot be read */
    size_t errors;           /* of this file */
} File;

typedef struct {
    LoadContext context;
    Dataset *dataset;
    File *files;
    size_t count;
    Source *sources; /* the sources of one kind, for the checks over files */
    CsvRows *rows;
} Run;

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

/* The description; its trouble becomes issues. */
static void read_description(Run *run, File *file, const char *meta_path, const char *meta, size_t size) {
    Arena *arena = run->context.arena;
    const char *name = arena_printf(arena, "%s/%s", run->dataset->id, file_name(meta_path));
    Trouble trouble;
    Decoded decoded = {0};
    if (!meta || encoding_decode(&file->scratch, meta, size, "", &decoded, &trouble)) {
        file->meta = decoded.data;
        description_read(arena, &file->description, name, decoded.data, run->context.issues);
        return;
    }
    rows_add_trouble(run->context.issues, name, &trouble);
    description_open(&file->description, name);
    file->description.given = file->description.broken = true;
}

/* The bytes of the file and of its description. */
static bool read_bytes(Run *run, File *file, const char *csv_path, const char *meta_path, char **data,
                       Err *err) {
    Source *source = &file->source;
    char *meta = NULL;
    size_t meta_size = 0;
    if (!file_read(&file->scratch, csv_path, data, &source->bytes, err)) return false;
    if (file_exists(meta_path) && !file_read(&file->scratch, meta_path, &meta, &meta_size, err)) return false;
    read_description(run, file, meta_path, meta, meta_size);
    char *both = arena_alloc(&file->scratch, source->bytes + meta_size);
    memcpy(both, *data, source->bytes);
    if (meta) memcpy(both + source->bytes, meta, meta_size);
    source->hash = file_hash(run->context.arena, both, source->bytes + meta_size);
    return true;
}

static void describe(Run *run, File *file, const char *stem) {
    Source *source = &file->source;
    Arena *arena = run->context.arena;
    const Description *description = &file->description;
    source->zh = description_text(arena, description, "zh");
    source->en = description_text(arena, description, "en");
    if (!*source->zh) source->zh = *source->en ? source->en : stem;
    if (!*source->en) source->en = stem;
    source->published = description_text(arena, description, "published");
    source->publisher = description_text(arena, description, "publisher");
    source->document = description_text(arena, description, "document");
    source->origin = description_text(arena, description, "origin");
    source->licence = description_text(arena, description, "licence");
    source->note = description_text(arena, description, "note");
}

/* Figures need a day of publication: it says which of two sources restates the other. */
static void require_published(Run *run, const File *file) {
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

static bool is_given(const void *user, const char *field) {
    return description_gives(user, field);
}

static bool is_left(const void *user, const char *plain) {
    return description_leaves(user, plain);
}

/* What else separates the fields of a file whose header is one field; NULL when nothing seems to. */
static const char *other_separator(const Header *header) {
    static const char *const separators[][2] = {
        {";", BOTH("semicolons")}, {"\t", BOTH("tabs")}, {"，", BOTH("full-width commas")}};
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (header->count == 1 && strstr(header->raw[0], separators[i][0])) return both(separators[i][1]);
    return NULL;
}

static void tell_no_kind(const Run *run, const File *file) {
    const Header *header = &file->header;
    const char *separator = other_separator(header);
    const bool first_sheet = workbook_is(file->source.name) && !*file->description.sheet;
    if (separator)
        issue_add(run->context.issues, SEVERITY_ERROR, file->source.name, header->line, 0,
                  "the header is one field with %s in it; separate the fields by commas: save it as “CSV "
                  "UTF-8 (comma delimited)”",
                  separator);
    else
        issue_add(run->context.issues, SEVERITY_ERROR, file->source.name, header->line, 0,
                  "the header tells no kind of file: %s; or say in %s what the columns mean%s",
                  header_missing(run->context.arena, header), file_name(file->description.name),
                  first_sheet ? both(", or which sheet holds them (`sheet: NAME`): this is the first one")
                              : "");
}

/* Tells the file's kind and prepares its columns. */
static void recognise(Run *run, File *file) {
    Source *source = &file->source;
    IssueList *issues = run->context.issues;
    Header *header = &file->header;
    const bool maps = description_maps(&file->description);
    source->columns = (int)header->count;
    header_understand(run->context.arena, header, run->context.vocabulary);
    if (!maps && !header_recognise(header, &source->kind)) {
        tell_no_kind(run, file);
        source->kind = SOURCE_FIGURES;
        source->refused = true;
        return;
    }
    if (maps) source->kind = SOURCE_FIGURES;
    if (source->kind != SOURCE_RUBRIC) description_check_rubric(&file->description, issues);
    header_name_columns(run->context.arena, header, source->kind, run->context.vocabulary,
                        maps ? is_given : NULL, is_left, &file->description, issues);
}

/* The bytes as a table; without a reader after an issue. */
static bool open_table(Run *run, File *file, const char *path, char *data, Err *err) {
    const Description *description = &file->description;
    const Layout layout = {.skip = description->skip, .header_rows = description->header_rows};
    Source *source = &file->source;
    IssueList *issues = run->context.issues;
    const char *encoding = description->encoding;
    size_t size = source->bytes;
    Decoded decoded;
    Trouble trouble;
    if (workbook_is(path)) {
        encoding = "utf-8";
        if (!workbook_read(&file->scratch, path, source->name, description->sheet, issues, &data, &size, err))
            return false;
        if (!data) return true;
    }
    if (encoding_decode(&file->scratch, data, size, encoding, &decoded, &trouble)) {
        file->text = decoded.data;
        file->reader = rows_open(run->context.arena, source->name, decoded.data, decoded.size, layout,
                                 &file->header, issues);
    } else {
        rows_add_trouble(issues, source->name, &trouble);
    }
    return true;
}

static bool open_file(Run *run, File *file, const char *name, Err *err) {
    Arena *arena = run->context.arena;
    const char *stem = file_stem(arena, name);
    const char *csv_path = file_join(arena, run->dataset->folder, name);
    const char *meta_path = file_join(arena, run->dataset->folder, arena_printf(arena, "%s.meta", stem));
    size_t before = run->context.issues->errors;
    char *data;
    file->source.name = arena_printf(arena, "%s/%s", run->dataset->id, name);
    if (!read_bytes(run, file, csv_path, meta_path, &data, err)) return false;
    describe(run, file, stem);
    if (!open_table(run, file, csv_path, data, err)) return false;
    /* A description that cannot be read says nothing about the columns: reading on would only add noise. */
    if (!file->reader || file->description.broken)
        file->source.refused = true;
    else
        recognise(run, file);
    file->errors = run->context.issues->errors - before;
    return true;
}

/* A rubric is understood where it is used: with the indicators that are there then. */
static void keep_texts(Run *run, File *file) {
    file->source.csv = arena_strdup(run->context.arena, file->text);
    file->source.meta = file->meta ? arena_strdup(run->context.arena, file->meta) : NULL;
}

static void read_rows_of(Run *run, File *file) {
    const LoadContext *context = &run->context;
    Source *source = &file->source;
    CsvRows rows = {0};
    if (source->kind == SOURCE_FIGURES) {
        bool compiled = description_compile(context->arena, &file->description, &file->header,
                                            context->vocabulary, context->issues);
        if (compiled) figures_read(context, file->reader, &file->header, &file->description, source);
        /* A template that is not filled in yet needs no day. */
        if (!compiled || source->row_count) require_published(run, file);
    } else {
        RowCounts counts = {0};
        rows_read(context->arena, file->reader, &file->header, context->issues, &rows, &counts);
        rows_tell_none(&file->header, &counts, context->issues);
        source->row_count = rows.row_count;
        tables_read(context, &rows, source);
        if (source->kind == SOURCE_ITEMS) tables_add_items(context, &rows, source);
        if (source->kind == SOURCE_RUBRIC) keep_texts(run, file);
        if (source->kind == SOURCE_SURVEY_FORM) survey_add_forms(context, &rows, source);
        run->rows[file - run->files] = rows;
    }
    source->lines = reader_lines(file->reader);
}

static void close_file(File *file) {
    if (file->reader) reader_close(file->reader);
    file->reader = NULL;
    arena_free(&file->scratch);
}

static void read_kind(Run *run, SourceKind kind) {
    for (size_t i = 0; i < run->count; i++) {
        File *file = &run->files[i];
        if (file->source.kind != kind || !file->reader) continue;
        size_t before = run->context.issues->errors;
        if (!file->source.refused) read_rows_of(run, file);
        file->errors += run->context.issues->errors - before;
        if (file->errors) file->source.refused = true;
        close_file(file);
    }
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
static bool is_read(const Run *run, const char *name) {
    Arena *arena = run->context.arena;
    if (text_ends(name, ".csv")) return true;
    const char *csv = arena_printf(arena, "%s.csv", file_stem(arena, name));
    return workbook_is(name) && !file_exists(file_join(arena, run->dataset->folder, csv));
}

/* What looks like data but is not read must be told: a clerk would believe it in the report. */
static void tell_unread(Run *run, const char *name) {
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

static bool open_files(Run *run, Err *err) {
    Arena *arena = run->context.arena;
    Dataset *dataset = run->dataset;
    char **names;
    size_t count;
    if (!file_list(arena, dataset->folder, false, &names, &count, err)) return false;
    run->files = ARENA_ARRAY(arena, File, count + 1);
    for (size_t i = 0; i < count; i++)
        if (is_read(run, names[i]) && !open_file(run, &run->files[run->count++], names[i], err)) return false;
    for (size_t i = 0; i < count; i++)
        tell_unread(run, names[i]);
    if (run->count) return true;
    return err_set(err, ERR_SOURCE, "%s: holds no CSV file and no workbook; a dataset is a folder of them",
                   dataset->folder);
}

/* Items and departments first, because figures refer to them. */
static void read_files(Run *run) {
    static const SourceKind last[] = {SOURCE_FIGURES,  SOURCE_ASSESSMENTS,  SOURCE_TARGETS,  SOURCE_LINEAGE,
                                      SOURCE_COMMENTS, SOURCE_CASES,        SOURCE_TASKS,    SOURCE_RUBRIC,
                                      SOURCE_SURVEY,   SOURCE_EXPLANATIONS, SOURCE_DEFLATORS};
    const LoadContext *context = &run->context;
    Dataset *dataset = run->dataset;
    run->rows = ARENA_ARRAY(context->arena, CsvRows, run->count);
    run->sources = ARENA_ARRAY(context->arena, Source, run->count);
    read_kind(run, SOURCE_ITEMS);
    read_kind(run, SOURCE_DEPTS);
    read_kind(run, SOURCE_SURVEY_FORM);
    vocabulary_index_items(context->arena, context->vocabulary);
    for (size_t i = 0; i < run->count; i++)
        vocabulary_index_depts(context->arena, context->vocabulary, run->files[i].source.depts,
                               run->files[i].source.dept_count);
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
}

bool load_dataset(Arena *arena, const char *folder, Catalog *catalog, Names *names, IssueList *issues,
                  Dataset *dataset, Err *err) {
    Vocabulary vocabulary;
    if (!read_dataset_meta(arena, folder, catalog, dataset, err)) return false;
    if (!vocabulary_open(arena, &vocabulary, catalog, names, err)) return false;
    Run run = {.context = {.arena = arena,
                           .catalog = catalog,
                           .vocabulary = &vocabulary,
                           .names = names,
                           .issues = issues,
                           .currency = dataset->currency},
               .dataset = dataset};
    bool done = open_files(&run, err);
    if (done) read_files(&run);
    for (size_t i = 0; i < run.count; i++)
        close_file(&run.files[i]);
    return done;
}
