/* The part of writer.h that says, in one line, which charts have too few data to be drawn. */
#include <string.h>

#include "cmd/writer.h"

enum { NAMED = 3 }; /* indicators of one kind of chart; of more the number is told */

/* The charts of one kind. */
typedef struct {
    const ChartTemplate *template;
    size_t drawn, missing, have; /* have: the most rows that one of those missing has */
    Text names;                  /* of the indicators of the first ones missing */
} Kind;

static const char *indicator_of(const ChartJob *job) {
    for (size_t i = 0; i < job->field_count; i++)
        if (strcmp(job->fields[i].name, "indicator") == 0) return job->fields[i].value;
    return NULL;
}

static bool is_wanted(const Writer *w, size_t at, const char *dept) {
    const char *own = w->svg->instances[at].dept;
    return dept ? own && strcmp(own, dept) == 0 : !own;
}

static const char *gap(const Writer *w) { /* cells of text.csv have no blank at their end */
    return w->batch->lang == LANG_ZH ? "" : " ";
}

/* From `first` on, where the kind begins. */
static Kind count_kind(const Writer *w, size_t first, const char *dept) {
    Kind kind = {.template = w->svg->jobs[first].template, .names = {.arena = w->batch->arena}};
    for (size_t i = first; i < w->svg->count && w->svg->jobs[i].template == kind.template; i++) {
        const ChartJob *job = &w->svg->jobs[i];
        if (!is_wanted(w, i, dept)) continue;
        kind.drawn += !job->failed;
        if (!job->empty) continue;
        if (job->have > kind.have) kind.have = job->have;
        const char *name = indicator_of(job);
        if (name && kind.missing < NAMED)
            text_appendf(&kind.names, "%s%s%s", kind.missing ? say(w->batch->texts, "title.and") : "",
                         kind.missing ? gap(w) : "", name);
        kind.missing++;
    }
    return kind;
}

/* Of a kind of which some are drawn, the others are named by their indicators. */
static const char *describe(const Writer *w, const Kind *kind) {
    Arena *arena = w->batch->arena;
    const Texts *texts = w->batch->texts;
    const char *names = text_string(&kind->names);
    if (kind->missing > NAMED)
        names = say_with(texts, "chart.missing.more", {"indicators", names},
                         {"count", arena_printf(arena, "%zu", kind->missing)});
    return say_with(
        texts, kind->drawn && *names ? "chart.missing.some" : "chart.missing.one",
        {"name", kind->template->name[w->batch->lang]}, {"indicators", names},
        {"have", arena_printf(arena, "%zu", kind->have)},
        {"need", arena_printf(arena, "%zu", kind->template->minimum ? kind->template->minimum : 1)});
}

void writer_undrawn(Writer *w, const char *const *chapters, size_t count, const char *dept) {
    Text list = {.arena = w->batch->arena};
    for (size_t i = 0; i < w->svg->count; i++) {
        const ChartTemplate *template = w->svg->jobs[i].template;
        if (i && w->svg->jobs[i - 1].template == template) continue;
        bool here = false;
        for (size_t c = 0; c < count && !here; c++)
            here = strcmp(template->chapter, chapters[c]) == 0;
        if (!here) continue;
        Kind kind = count_kind(w, i, dept);
        if (kind.missing)
            text_appendf(&list, "%s%s%s", list.size ? say(w->batch->texts, "chart.missing.and") : "",
                         list.size ? gap(w) : "", describe(w, &kind));
    }
    if (!list.size) return;
    document_paragraph(w->document, "");
    Chapter *chapter = &w->document->chapters[w->document->chapter_count - 1];
    chapter->blocks[chapter->block_count - 1].note =
        say_with(w->batch->texts, "chart.missing", {"list", text_string(&list)});
}
