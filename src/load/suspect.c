#include "load/suspect.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "base/file.h"

enum { ROOM = 1 << 18, LONGEST_LINE = 4 << 20, LARGEST_WORKBOOK = 512 << 20 };

bool suspect_inside(const char *folder, const char *path) {
    struct stat status;
    if (lstat(path, &status) != 0 || !S_ISLNK(status.st_mode)) return true;
    char *place = realpath(folder, NULL), *target = realpath(path, NULL);
    size_t length = place ? strlen(place) : 0;
    bool inside = place && target && strncmp(place, target, length) == 0 && target[length] == '/';
    free(place);
    free(target);
    return inside;
}

/* The line that is too long, or 0. A lone CR ends a line, too, but is not counted: such files are rare, and
 * have none. */
static bool find_long_line(const char *path, int *found, Err *err) {
    size_t size, have, offset = 0, length = 0;
    int fd = file_open(path, &size, err), line = 1;
    if (fd < 0) return false;
    char *room = arena_malloc(ROOM);
    bool done = true;
    *found = 0;
    while (size > LONGEST_LINE && !*found &&
           (done = file_read_at(fd, path, offset, room, ROOM, &have, err)) && have > 0) {
        offset += have;
        for (size_t i = 0; i < have && !*found; i++) {
            length = room[i] == '\n' || room[i] == '\r' ? 0 : length + 1;
            line += room[i] == '\n';
            if (length > LONGEST_LINE) *found = line;
        }
    }
    free(room);
    close(fd);
    return done;
}

/* MiB of all parts together; 0 when it is no archive: then LibreOffice says what it is. */
static uint64_t unpacked_size(const char *path) {
    int code;
    uint64_t size = 0;
    zip_t *zip = zip_open(path, ZIP_RDONLY, &code);
    if (!zip) return 0;
    zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t stat;
        if (zip_stat_index(zip, (zip_uint64_t)i, 0, &stat) != 0) continue;
        size = stat.size > UINT64_MAX - size ? UINT64_MAX : size + stat.size;
    }
    zip_discard(zip);
    return size;
}

bool suspect_content(const char *path, const char *source, bool workbook, IssueList *issues, bool *found,
                     Err *err) {
    int line = 0;
    *found = false;
    if (workbook) {
        *found = unpacked_size(path) > LARGEST_WORKBOOK;
        if (*found)
            issue_add(issues, SEVERITY_ERROR, source, 0, 0,
                      "the workbook unpacks to more than 512 MiB, which no table does; save the sheet as "
                      "“CSV UTF-8”");
        return true;
    }
    if (!find_long_line(path, &line, err)) return false;
    *found = line > 0;
    if (*found)
        issue_add(
            issues, SEVERITY_ERROR, source, line, 0,
            "the line is longer than 4 MiB, which no table has: the file is damaged or of another kind");
    return true;
}
