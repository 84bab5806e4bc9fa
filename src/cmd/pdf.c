/* The report as a PDF, printed by a program that may be installed or not. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "cmd/command.h"

enum { TIMEOUT = 600 /* seconds: hundreds of pages with charts on a slow machine */ };

/* Who can print a page, the better first. {page} is its address, {pdf} the file, {profile} a folder of its
 * own. The outline becomes the bookmarks; the page numbers are in the style of the page. */
static const struct {
    const char *program;
    const char *words[10];
} printers[] = {
#define CHROMIUM                                                                                             \
    {                                                                                                        \
        "--headless", "--disable-gpu", "--no-first-run", "--user-data-dir={profile}",                        \
            "--no-pdf-header-footer", "--generate-pdf-document-outline", "--print-to-pdf={pdf}", "{page}"    \
    }
    {"chromium", CHROMIUM},
    {"chromium-browser", CHROMIUM},
    {"google-chrome", CHROMIUM},
    {"weasyprint", {"-q", "{page}", "{pdf}"}},
#undef CHROMIUM
};
enum { PRINTER_COUNT = sizeof printers / sizeof *printers, WORDS = 14 };

static bool is_installed(Arena *arena, const char *program) {
    size_t count;
    const char *path = getenv("PATH");
    char **folders = text_split(arena, path && *path ? path : "/usr/local/bin:/usr/bin:/bin", ':', &count);
    for (size_t i = 0; i < count; i++)
        if (*folders[i] && access(file_join(arena, folders[i], program), X_OK) == 0) return true;
    return false;
}

static bool find_printer(Arena *arena, size_t *found, Err *err) {
    for (size_t i = 0; i < PRINTER_COUNT; i++)
        if (is_installed(arena, printers[i].program)) {
            *found = i;
            return true;
        }
    return err_set(
        err, ERR_USAGE,
        "--pdf needs Chromium or WeasyPrint, and neither is installed; install the package `chromium`, "
        "or leave --pdf out and print report.html from a browser");
}

bool pdf_possible(const Options *options, Err *err) {
    size_t printer;
    return !options->pdf || find_printer(options->arena, &printer, err);
}

/* The artefact counts, not the exit status. */
static bool is_pdf(Arena *arena, const char *path) {
    Err ignored;
    char *data;
    size_t size;
    if (!file_exists(path) || !file_read(arena, path, &data, &size, &ignored) || size < 64) return false;
    const char *tail = data + size - 16;
    return memcmp(data, "%PDF-", 5) == 0 && memmem(tail, 16, "%%EOF", 5) != NULL;
}

static char *address_of(Arena *arena, const char *path) {
    Text address = {.arena = arena};
    text_append(&address, "file://");
    for (const unsigned char *at = (const unsigned char *)path; *at; at++)
        if (*at > ' ' && *at < 127 && !strchr("%#?\"<>", *at))
            text_appendf(&address, "%c", *at);
        else
            text_appendf(&address, "%%%02X", *at);
    return address.data;
}

bool pdf_print(Arena *arena, const char *page, const char *profile, const char *pdf, Err *err) {
    size_t printer, count = 0;
    char *whole_page = realpath(page, NULL), *whole_folder = realpath(profile, NULL);
    const char *words[WORDS] = {0};
    ChildResult result;
    bool done = whole_page && whole_folder;
    if (!done)
        err_set(err, ERR_SYSTEM, "%s: cannot be read", page);
    else if ((done = find_printer(arena, &printer, err))) {
        char *made = file_join(arena, whole_folder, "report.pdf");
        const TextField fields[] = {
            {"page", address_of(arena, whole_page)}, {"pdf", made}, {"profile", whole_folder}};
        words[count++] = printers[printer].program;
        /* Chromium refuses its sandbox to root; the page is our own and may ask for nothing. */
        if (geteuid() == 0 && strcmp(printers[printer].program, "weasyprint") != 0)
            words[count++] = "--no-sandbox";
        for (size_t i = 0; printers[printer].words[i]; i++)
            words[count++] = text_fill(arena, printers[printer].words[i], fields, 3);
        const ChildJob job = {.words = words, .timeout = TIMEOUT};
        done = child_run(arena, &job, &result, 1, 1, err);
        if (done && (!is_pdf(arena, made) || rename(made, pdf) != 0))
            done =
                err_set(err, ERR_SYSTEM, "%s made no PDF of the report%s: %s", words[0],
                        result.timed_out ? both(" within ten minutes") : "", text_trim(arena, result.errors));
    }
    free(whole_page);
    free(whole_folder);
    return done;
}
