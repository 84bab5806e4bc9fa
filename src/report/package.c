#include "report/package.h"

#include <zip.h>

#include "base/file.h"

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

bool package_write(Arena *arena, const PackagePart *parts, size_t count, const char *path, Err *err) {
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
        done = file_write(arena, path, data, size, err);
    zip_source_free(whole);
    zip_error_fini(&error);
    arena_free(&scratch);
    return done;
}
