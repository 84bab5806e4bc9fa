#include "report/package.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/file.h"
#include "base/text.h"

enum { FIRST_DAY = 33 }; /* 1980-01-01 as MS-DOS counts: year 0, month 1, day 1 */

static bool add_part(zip_t *zip, const PackagePart *part) {
    zip_source_t *source = zip_source_buffer(zip, part->data, part->size, 0);
    if (!source) return false;
    zip_int64_t index = zip_file_add(zip, part->name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_DEFLATE, 9) == 0 &&
           zip_file_set_dostime(zip, (zip_uint64_t)index, 0, FIRST_DAY, 0) == 0;
}

/* Closing the archive writes it into `whole`, which is kept. */
static bool fill(zip_source_t *whole, const PackagePart *parts, size_t count, zip_error_t *error) {
    zip_t *zip = zip_open_from_source(whole, ZIP_CREATE | ZIP_TRUNCATE, error);
    if (!zip) return false;
    zip_source_keep(whole);
    bool done = true;
    for (size_t i = 0; done && i < count; i++)
        done = add_part(zip, &parts[i]);
    if (done && zip_close(zip) == 0) return true;
    zip_error_set(error, zip_error_code_zip(zip_get_error(zip)), 0);
    zip_discard(zip);
    return false;
}

static bool read_back(Arena *arena, zip_source_t *whole, char **data, size_t *size) {
    zip_stat_t stat;
    if (zip_source_stat(whole, &stat) != 0 || zip_source_open(whole) != 0) return false;
    *size = (size_t)stat.size;
    *data = arena_alloc(arena, *size);
    bool done = zip_source_read(whole, *data, stat.size) == (zip_int64_t)stat.size;
    zip_source_close(whole);
    return done;
}

bool package_write(const PackagePart *parts, size_t count, const char *path, Err *err) {
    Arena scratch = {0};
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &error);
    char *data;
    size_t size;
    bool done = whole && fill(whole, parts, count, &error) && read_back(&scratch, whole, &data, &size);
    if (!done)
        done = err_set(err, ERR_SYSTEM, "%s: cannot be packed: %s", path, zip_error_strerror(&error));
    else
        done = file_put(path, data, size, err);
    zip_source_free(whole);
    zip_error_fini(&error);
    arena_free(&scratch);
    return done;
}

/* Every element that begins ends, and nothing stands behind the outermost one. Quoted `>` does not occur in
 * what libxlsxwriter writes: it escapes them. */
static bool has_all_ends(const char *xml, size_t size) {
    const char *end = xml + size, *at = xml, *close;
    long depth = 0;
    bool any = false;
    while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
        if (!(close = memchr(at, '>', (size_t)(end - at)))) return false;
        if (memchr(at + 1, '<', (size_t)(close - at - 1))) return false;
        if (at[1] == '/')
            depth--;
        else if (at[1] != '?' && close[-1] != '/')
            depth++;
        any = any || at[1] != '?';
        if (depth < 0) return false;
        at = close + 1;
        if (any && depth == 0) return at + strspn(at, "\r\n") == end;
    }
    return false;
}

/* What the parts of a workbook say of each other. */
typedef struct {
    long said, used;    /* cells with a shared text: as the list of texts says, and in the sheets */
    long unique, texts; /* shared texts: as the list says, and in it */
} Shared;

static long number_behind(const char *at, const char *mark) {
    at = strstr(at, mark);
    return at ? strtol(at + strlen(mark), NULL, 10) : -1;
}

/* A sheet without a piece in its middle may have all its ends, but not each cell in its row. */
static bool cells_stand_in_rows(const char *xml, Shared *shared) {
    static const char cell[] = "<c r=\"", row[] = "<row r=\"";
    long number = 0;
    for (const char *at = xml; (at = strchr(at, '<')); at++) {
        if (text_starts(at, row)) {
            const long next = strtol(at + strlen(row), NULL, 10);
            if (next <= number) return false;
            number = next;
        } else if (text_starts(at, cell)) {
            const char *digits = at + strlen(cell), *end = strchr(at, '>');
            digits += strspn(digits, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
            if (strtol(digits, NULL, 10) != number) return false;
            if (end && end - at > 6 && strncmp(end - 6, " t=\"s\"", 6) == 0) shared->used++;
        }
    }
    return true;
}

static bool part_agrees(const char *name, const char *xml, Shared *shared) {
    if (text_starts(name, "xl/worksheets/sheet")) return cells_stand_in_rows(xml, shared);
    if (strcmp(name, "xl/sharedStrings.xml") != 0) return true;
    shared->said = number_behind(xml, " count=\"");
    shared->unique = number_behind(xml, " uniqueCount=\"");
    for (const char *at = xml; (at = strstr(at, "<si>")); at++)
        shared->texts++;
    return shared->texts == shared->unique;
}

static bool check_part(zip_t *zip, zip_uint64_t index, Shared *shared, bool *whole) {
    Arena scratch = {0};
    zip_stat_t stat;
    zip_file_t *part = zip_stat_index(zip, index, 0, &stat) == 0 ? zip_fopen_index(zip, index, 0) : NULL;
    if (!part) return false;
    const bool xml =
        text_ends(stat.name, ".xml") || text_ends(stat.name, ".rels") || text_ends(stat.name, ".vml");
    char *data = arena_alloc(&scratch, stat.size + 1);
    bool read = zip_fread(part, data, stat.size) == (zip_int64_t)stat.size;
    if (read) data[stat.size] = '\0';
    *whole = !xml || (read && has_all_ends(data, stat.size) && part_agrees(stat.name, data, shared));
    zip_fclose(part);
    arena_free(&scratch);
    return read;
}

static bool part_missing(const char *name, Err *err) {
    return err_set(err, ERR_SYSTEM,
                   "cannot be written: its part %s is not whole; is the disk of the temporary files full?",
                   name);
}

bool package_check(const char *path, Err *err) {
    int code;
    zip_t *zip = zip_open(path, ZIP_RDONLY, &code);
    if (!zip) return err_set(err, ERR_SYSTEM, "cannot be written: the archive cannot be read back");
    bool done = true;
    Shared shared = {0};
    zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; done && i < count; i++) {
        bool whole = false;
        if (!check_part(zip, (zip_uint64_t)i, &shared, &whole) || !whole)
            done = part_missing(zip_get_name(zip, (zip_uint64_t)i, 0), err);
    }
    if (done && shared.said != shared.used) done = part_missing("xl/worksheets", err);
    zip_discard(zip);
    return done;
}
