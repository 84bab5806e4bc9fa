#include "load/workbook.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/text.h"

enum { SECONDS = 180 };
static const char advice[] =
    BOTH("open it in Excel or WPS and save the sheet as “CSV UTF-8” (CSV UTF-8 逗号分隔)");

bool workbook_is(const char *name) {
    return (text_ends(name, ".xlsx") || text_ends(name, ".xls")) && !text_starts(name, "~$");
}

/* One line for each row: a line end inside a quoted cell becomes a blank. */
static void flatten(char *csv, size_t size) {
    bool quoted = false;
    for (size_t i = 0; i < size; i++) {
        if (csv[i] == '"') quoted = !quoted;
        if (quoted && (csv[i] == '\n' || csv[i] == '\r')) csv[i] = ' ';
    }
}

typedef struct {
    Arena *arena;
    const char *folder; /* private and temporary */
    const char *source, *sheet;
    IssueList *issues;
    int number; /* of the sheet; 0 = it is named */
} Conversion;

#define REFUSE(conversion, ...)                                                                              \
    issue_add((conversion)->issues, SEVERITY_ERROR, (conversion)->source, 0, 0, __VA_ARGS__)

/* False when LibreOffice cannot be started. What it says matters only when it leaves no file. */
static bool convert(const Conversion *conversion, const char **said, Err *err) {
    Arena *arena = conversion->arena;
    /* comma, quote, UTF-8, from line 1, cells as shown, and which sheet: -1 = each into a file of its own */
    const char *filter =
        arena_printf(arena, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,%d",
                     conversion->number ? conversion->number : -1);
    const char *profile = arena_printf(arena, "-env:UserInstallation=file://%s/profile", conversion->folder);
    const char *const words[] = {"soffice",       profile,        "--headless", "--norestore",
                                 "--nolockcheck", "--convert-to", filter,       "--outdir",
                                 "sheets",        "book.xlsx",    NULL};
    ChildJob job = {.words = words, .folder = conversion->folder, .timeout = SECONDS};
    ChildResult result;
    if (!child_run(arena, &job, &result, 1, 1, err)) return false;
    *said = both("it gives no reason");
    size_t count;
    char **lines = text_split(arena, result.errors, '\n', &count);
    for (size_t i = 0; i < count; i++)
        if (*lines[i] && !text_starts(lines[i], "Warning")) *said = lines[i];
    if (result.timed_out) *said = both("it did not finish in time");
    return true;
}

/* The file that the wanted sheet was written to; NULL after an issue. */
static const char *find_sheet(const Conversion *conversion, const char *said) {
    Arena *arena = conversion->arena;
    const char *place = file_join(arena, conversion->folder, "sheets");
    char **names;
    size_t count = 0;
    Err ignored = {0};
    Text known = {.arena = arena};
    if (!file_is_folder(place) || !file_list(arena, place, false, &names, &count, &ignored)) count = 0;
    for (size_t i = 0; i < count; i++) {
        const char *stem = file_stem(arena, names[i]), *name = text_starts(stem, "book-") ? stem + 5 : stem;
        if (conversion->number || strcmp(name, conversion->sheet) == 0)
            return file_join(arena, place, names[i]);
        text_appendf(&known, "%s`%s`", i ? both(", ") : "", name);
    }
    if (count)
        REFUSE(conversion, "the workbook has no sheet `%s`; its sheets are %s", conversion->sheet,
               known.data);
    else if (conversion->number > 1)
        REFUSE(conversion, "the workbook has no sheet number %d; correct `sheet:` in the description",
               conversion->number);
    else
        REFUSE(conversion, "LibreOffice cannot read the workbook (%s); %s", said, both(advice));
    return NULL;
}

static bool read_sheet(const Conversion *conversion, char **csv, size_t *size, Err *err) {
    const char *said;
    if (!convert(conversion, &said, err)) {
        if (errno != ENOENT) return false;
        REFUSE(conversion,
               "is a workbook, and LibreOffice, which would read it, is not installed; %s under the name "
               "%s.csv beside "
               "it, or install LibreOffice Calc",
               both(advice), file_stem(conversion->arena, conversion->source));
        return true;
    }
    const char *path = find_sheet(conversion, said);
    if (!path) return true;
    if (!file_read(conversion->arena, path, csv, size, err)) return false;
    flatten(*csv, *size);
    return true;
}

bool workbook_read(Arena *arena, const char *path, const char *source, const char *sheet, IssueList *issues,
                   char **csv, size_t *size, Err *err) {
    char *folder;
    Conversion conversion = {.arena = arena, .source = source, .sheet = sheet, .issues = issues};
    *csv = NULL;
    if (!*sheet)
        conversion.number = 1;
    else if (!text_integer(sheet, &conversion.number) || conversion.number < 1)
        conversion.number = 0;
    char *whole = realpath(path, NULL);
    if (!whole)
        return err_set(err, ERR_SYSTEM, "%s: %s: %s", path, both("cannot be opened"), strerror(errno));
    if (!file_make_scratch(arena, &folder, err)) {
        free(whole);
        return false;
    }
    conversion.folder = folder;
    bool done =
        symlink(whole, file_join(arena, folder, "book.xlsx")) == 0
            ? read_sheet(&conversion, csv, size, err)
            : err_set(err, ERR_SYSTEM, "%s: cannot be linked into %s: %s", path, folder, strerror(errno));
    file_remove_folder(folder);
    free(whole);
    return done;
}
