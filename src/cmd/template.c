/* template: files to be filled in, as spreadsheet programs of Windows open them well: a byte order mark and
 * CRLF. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/resource.h"
#include "cmd/command.h"

static const char folder[] = "datasets/catalog/templates/", suffix[] = "_template.csv";

static char *kind_of(Arena *arena, const Resource *template) {
    const char *name = file_name(template->path);
    return arena_strndup(arena, name, strlen(name) - strlen(suffix));
}

/* The template of that kind; NULL with the message that names them all. */
static const Resource *find(Arena *arena, const char *kind, Err *err) {
    Resource *list;
    size_t count;
    Text kinds = {.arena = arena};
    if (!resource_list(arena, folder, suffix, NULL, &list, &count, err)) return NULL;
    for (size_t i = 0; i < count; i++) {
        if (kind && strcmp(kind_of(arena, &list[i]), kind) == 0) return &list[i];
        text_appendf(&kinds, "%s%s", i ? both(", ") : "", kind_of(arena, &list[i]));
    }
    if (kind)
        err_set(err, ERR_USAGE, "there is no template `%s`; expected one of %s", kind, text_string(&kinds));
    else
        err_set(err, ERR_USAGE, "which template? Expected one of %s", text_string(&kinds));
    return NULL;
}

bool command_template(const Options *options, int *status, Err *err) {
    (void)status;
    Arena *arena = options->arena;
    if (options->word_count > 1)
        return err_set(err, ERR_USAGE, "one template at a time; `%s` is one too many", options->words[1]);
    const Resource *template = find(arena, options->word_count ? options->words[0] : NULL, err);
    if (!template) return false;
    Text out = {.arena = arena};
    text_append(&out, "\xEF\xBB\xBF");
    for (const char *at = template->text; *at; at++)
        text_append_bytes(&out, *at == '\n' ? "\r\n" : at, *at == '\n' ? 2 : 1);
    if (options->out) return file_write(arena, options->out, out.data, out.size, err);
    fwrite(out.data, 1, out.size, stdout);
    return true;
}
