/* The part of dataset.c that opens files: their bytes, descriptions and headers. */
#include "load/dataset_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "load/encoding.h"
#include "load/suspect.h"
#include "load/workbook.h"

/* The description; its trouble becomes issues. */
static void read_description(DatasetRun *run, DatasetFile *file, const char *meta_path, const char *meta,
                             size_t size) {
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

/* The beginning of a file that is too big to stay in memory until its turn comes; of others, nothing. */
static bool read_head(DatasetFile *file, char **data, size_t *size, Err *err) {
    enum { HEAD_SIZE = 1 << 14, BIG = 1 << 18 };
    const int fd = file_open(file->path, size, err);
    if (fd < 0) return false;
    bool done = true;
    file->bytes = *size;
    file->head_only = *size > BIG;
    if (file->head_only) {
        *data = arena_alloc(&file->scratch, HEAD_SIZE + 1);
        done = file_read_at(fd, file->path, 0, *data, HEAD_SIZE, size, err);
        while (*size && (*data)[*size - 1] != '\n')
            --*size;
        (*data)[*size] = '\0';
    }
    close(fd);
    return done;
}

/* The bytes of the file and of its description. */
static bool read_bytes(DatasetRun *run, DatasetFile *file, const char *meta_path, bool whole, char **data,
                       Err *err) {
    Source *source = &file->source;
    char *meta = NULL;
    if (!whole && !read_head(file, data, &source->bytes, err)) return false;
    if (!file->head_only && !file_read(&file->scratch, file->path, data, &source->bytes, err)) return false;
    if (file_exists(meta_path) && !file_read(&file->scratch, meta_path, &meta, &file->meta_size, err))
        return false;
    file->meta_bytes = meta;
    read_description(run, file, meta_path, meta, file->meta_size);
    if (file->head_only) return true; /* hashed when it is read */
    FileHash *hash = file_hash_begin();
    file_hash_add(hash, *data, source->bytes);
    file_hash_add(hash, meta, file->meta_size);
    source->hash = file_hash_end(run->context.arena, hash);
    return true;
}

static void describe(DatasetRun *run, DatasetFile *file, const char *stem) {
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

static void tell_no_kind(const DatasetRun *run, const DatasetFile *file) {
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
static void recognise(DatasetRun *run, DatasetFile *file) {
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
static bool open_table(DatasetRun *run, DatasetFile *file, const char *path, char *data, Err *err) {
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
        if (file->head_only && strcmp(decoded.name, "utf-8") != 0) return true;
        file->text = decoded.data;
        file->size = decoded.size;
        file->reader = rows_open(run->context.arena, source->name, decoded.data, decoded.size, layout,
                                 &file->header, issues);
    } else {
        rows_add_trouble(issues, source->name, &trouble);
    }
    return true;
}

/* What is looked at before anything of a file is kept in memory. */
static bool is_honest(const DatasetRun *run, const DatasetFile *file, const char *meta_path, bool whole,
                      bool *suspect, Err *err) {
    const char *folder = run->dataset->folder;
    const bool workbook = workbook_is(file->name);
    *suspect = !suspect_inside(folder, file->path) || !suspect_inside(folder, meta_path);
    if (*suspect)
        issue_add(run->context.issues, SEVERITY_ERROR, file->source.name, 0, 0,
                  "the file or its description is a link that leads out of the dataset's folder; put the "
                  "file itself "
                  "there");
    if (*suspect || !(whole || workbook)) return true;
    return suspect_content(file->path, file->source.name, workbook, run->context.issues, suspect, err);
}

static bool open_as(DatasetRun *run, DatasetFile *file, bool whole, Err *err) {
    Arena *arena = run->context.arena;
    const char *name = file->name, *stem = file_stem(arena, name);
    const char *meta_path = file_join(arena, run->dataset->folder, arena_printf(arena, "%s.meta", stem));
    size_t before = run->context.issues->errors;
    char *data = NULL;
    *file = (DatasetFile){.name = name,
                          .path = file_join(arena, run->dataset->folder, name),
                          .source = {.name = arena_printf(arena, "%s/%s", run->dataset->id, name)}};
    bool suspect;
    if (!is_honest(run, file, meta_path, whole, &suspect, err)) return false;
    if (suspect) {
        description_open(&file->description, meta_path);
        describe(run, file, stem);
        file->source.hash = "";
        file->source.refused = true;
        file->errors = run->context.issues->errors - before;
        return true;
    }
    if (!read_bytes(run, file, meta_path, whole || workbook_is(name), &data, err)) return false;
    describe(run, file, stem);
    if (!open_table(run, file, file->path, data, err)) return false;
    /* A description that cannot be read says nothing about the columns: reading on would only add noise. */
    if (!file->reader || file->description.broken)
        file->source.refused = true;
    else
        recognise(run, file);
    file->errors = run->context.issues->errors - before;
    return true;
}

void dataset_close_file(DatasetFile *file) {
    if (file->reader) reader_close(file->reader);
    file->reader = NULL;
    arena_free(&file->scratch);
}

bool dataset_open_file(DatasetRun *run, DatasetFile *file, const char *name, Err *err) {
    const IssueList before = *run->context.issues;
    file->name = name;
    if (!open_as(run, file, false, err)) return false;
    if (!file->head_only || (!file->source.refused && file->source.kind == SOURCE_FIGURES)) return true;
    /* The beginning does not tell enough. */
    run->context.issues->count = before.count;
    run->context.issues->errors = before.errors;
    dataset_close_file(file);
    return open_as(run, file, true, err);
}

/* What was told when the beginning was read is not told again. */
static void drop_told(IssueList *issues, size_t first) {
    size_t kept = first;
    for (size_t i = first; i < issues->count; i++) {
        const Issue *issue = &issues->items[i];
        bool told = false;
        for (size_t k = 0; k < first && !told; k++)
            told = issues->items[k].line == issue->line && issues->items[k].column == issue->column &&
                   strcmp(issues->items[k].source, issue->source) == 0 &&
                   strcmp(issues->items[k].text, issue->text) == 0;
        if (told && issue->severity >= SEVERITY_ERROR) issues->errors--;
        if (!told) issues->items[kept++] = *issue;
    }
    issues->count = kept;
}

bool dataset_compile(DatasetRun *run, DatasetFile *file) {
    return description_compile(run->context.arena, &file->description, &file->header, run->context.vocabulary,
                               run->context.issues);
}

bool dataset_reopen(DatasetRun *run, DatasetFile *file, bool *compiled, Err *err) {
    const size_t first = run->context.issues->count;
    dataset_close_file(file);
    if (!open_as(run, file, true, err)) return false;
    *compiled = !file->source.refused && dataset_compile(run, file);
    drop_told(run->context.issues, first);
    return true;
}

bool dataset_hash_file(DatasetRun *run, DatasetFile *file, Err *err) {
    enum { ROOM = 1 << 20 };
    size_t have;
    const int fd = file_open(file->path, &have, err);
    if (fd < 0) return false;
    FileHash *hash = file_hash_begin();
    char *data = arena_malloc(ROOM);
    bool done;
    file->source.bytes = 0;
    while ((done = file_read_at(fd, file->path, file->source.bytes, data, ROOM, &have, err)) && have > 0) {
        file_hash_add(hash, data, have);
        file->source.bytes += have;
    }
    file_hash_add(hash, file->meta_bytes, file->meta_size);
    file->source.hash = file_hash_end(run->context.arena, hash);
    free(data);
    close(fd);
    return done;
}
