/* The part of figures.h for when all rows are read: what other rows make of a figure, and what was not read.
 */
#include "load/figures.h"

/* Where a rule chose the figure of a cell, the cell's other occurrences are statements, wherever they stand.
 */
static void demote_others(FigureRun *run) {
    for (size_t i = 0; i < run->source->figure_count; i++) {
        Figure *figure = &run->source->figures[i];
        if (figure->kind == KIND_FIGURE && run->extras[i].rule < 0 &&
            index_has(&run->chosen, figures_cell(figure)))
            figure->as_statement = true;
    }
}

/* A stated total is a statement where the file prints its cell as a figure, too, wherever that stands. */
static void demote_totals(FigureRun *run) {
    Source *source = run->source;
    Index printed = {.arena = run->context->arena};
    for (size_t i = 0; i < source->figure_count; i++)
        if (source->figures[i].kind == KIND_FIGURE && !source->figures[i].as_statement &&
            run->extras[i].rule != PRINT_TOTAL)
            index_put(&printed, figures_cell(&source->figures[i]));
    for (size_t i = 0; i < source->figure_count; i++)
        if (run->extras[i].rule == PRINT_TOTAL && index_has(&printed, figures_cell(&source->figures[i])))
            source->figures[i].as_statement = true;
}

/* What was not read, and why: nothing goes away in silence. */
static void tell_counts(FigureRun *run) {
    static const char *const words[MISSING_KIND_COUNT] = {BOTH("blank"), "—", "不适用", "涉密"};
    const Source *source = run->source;
    Text kinds = {.arena = run->context->arena};
    size_t missing = 0;
    for (size_t i = 0; i < MISSING_KIND_COUNT; i++) {
        if (!run->missing[i]) continue;
        text_appendf(&kinds, "%s%zu %s", missing ? both(", ") : both(" ("), run->missing[i], both(words[i]));
        missing += run->missing[i];
    }
    const struct {
        size_t count;
        const char *what;
    } left[] = {{run->totals, BOTH("totals (合计)")},         {run->of_which, BOTH("of which (其中)")},
                {run->ignored, BOTH("fit `ignore`")},         {run->counts.notes, BOTH("notes")},
                {run->counts.separators, BOTH("separators")}, {run->counts.comments, BOTH("comments")}};
    Text rows = {.arena = run->context->arena};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        if (left[i].count)
            text_appendf(&rows, "%s%zu %s", rows.size ? both(", ") : both("; rows not read: "), left[i].count,
                         both(left[i].what));
    if (source->row_count && (source->skipped_count || missing || rows.size))
        issue_add(run->context->issues, SEVERITY_INFO, source->name, 0, 0,
                  "%zu rows: %zu dropped by `only` or `skip`; %zu values blank or marked as absent, which is "
                  "not zero%s%s%s",
                  source->row_count, source->skipped_count, missing, text_string(&kinds),
                  missing ? both(")") : "", text_string(&rows));
}

void figures_demote(FigureRun *run) {
    if (run->description->chooses) demote_others(run);
    if (run->has_totals) demote_totals(run);
}

void figures_join_counts(FigureRun *run, const FigureRun *part) {
    run->counts.rows += part->counts.rows;
    run->counts.comments += part->counts.comments;
    run->counts.notes += part->counts.notes;
    run->counts.separators += part->counts.separators;
    for (size_t i = 0; i < MISSING_KIND_COUNT; i++)
        run->missing[i] += part->missing[i];
    run->totals += part->totals;
    run->of_which += part->of_which;
    run->ignored += part->ignored;
}

void figures_close(FigureRun *run) {
    run->source->row_count = run->counts.rows;
    rows_tell_none(run->header, &run->counts, run->context->issues);
    tell_counts(run);
}
