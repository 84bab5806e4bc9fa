/* The part of compile.h that finds the columns of amounts, and what their printed names say of unit and
 * stage. */
#include <string.h>

#include "load/compile.h"
#include "load/label.h"

ValueRule *compile_add_value(Compiler *compiler, int column) {
    Description *description = compiler->description;
    ARENA_PUSH(compiler->arena, description->values, description->value_count, description->value_capacity);
    ValueRule *value = &description->values[description->value_count++];
    *value = (ValueRule){.column = column};
    compiler->claimed[column] = true;
    for (size_t field = 0; field < FIELD_COUNT; field++)
        value->fields[field] = &description->fields[field];
    int stage = header_stage(compiler->header, (size_t)column);
    if (stage >= 0 && value->fields[FIELD_STAGE]->piece_count == 0)
        value->fields[FIELD_STAGE] = compile_fixed(compiler, stage_names[stage]);
    return value;
}

/* The unit of a fixed text; NULL when the field is another sort, or no unit. */
static const Unit *fixed_unit(const Compiler *compiler, const FieldRule *rule) {
    bool fixed = rule->piece_count == 1 && rule->column == 0;
    return fixed ? catalog_unit(compiler->vocabulary->catalog, rule->pieces[0].text) : NULL;
}

/* A blank in the column of units means `unit`. */
static FieldRule *or_else(Compiler *compiler, const FieldRule *rule, const Unit *unit) {
    FieldRule *own = ARENA_NEW(compiler->arena, FieldRule);
    *own = *rule;
    own->otherwise = names_put(compiler->vocabulary->names, unit->code);
    return own;
}

/* The unit in a column's own name is nearer than that of a title, and must not contradict the description. */
static void settle_unit(Compiler *compiler, ValueRule *value) {
    const Header *header = compiler->header;
    const Unit *unit = header->labels[value->column].unit;
    FieldRule *base = &compiler->description->fields[FIELD_UNIT];
    if (!unit || value->fields[FIELD_UNIT] != base) return;
    const Unit *said = fixed_unit(compiler, base);
    if (base->piece_count == 0 || compiler->titled)
        value->fields[FIELD_UNIT] = compile_fixed(compiler, unit->code);
    else if (base->column)
        value->fields[FIELD_UNIT] = or_else(compiler, base, unit);
    else if (said && said != unit)
        issue_add(compiler->issues, SEVERITY_ERROR, header->source, header->line, value->column + 1,
                  "column `%s` is in %s by its name, but `unit: %s` in the description; correct that line",
                  header->raw[value->column], unit->code, said->code);
}

/* 单位：万元 above the header is the file's unit when nothing else is. */
static void settle_title(Compiler *compiler) {
    const Header *header = compiler->header;
    FieldRule *base = &compiler->description->fields[FIELD_UNIT];
    const Unit *only = NULL, *other = NULL;
    size_t where = 0;
    for (size_t i = 0; i < header->title_count; i++) {
        const Unit *unit =
            label_unit_of_title(compiler->arena, compiler->vocabulary->catalog, header->titles[i]);
        if (!unit || unit == only) continue;
        if (only) other = unit;
        if (!only) where = i;
        only = only ? only : unit;
    }
    if (!only) return;
    const Unit *said = fixed_unit(compiler, base);
    if (other && !base->piece_count) {
        issue_add(
            compiler->issues, SEVERITY_ERROR, header->source, header->title_lines[where], 0,
            "the lines above the header name several units, %s and %s; say `unit: …` in the description",
            only->code, other->code);
    } else if (said && said != only && !other) {
        issue_add(compiler->issues, SEVERITY_WARNING, header->source, header->title_lines[where], 0,
                  "the line says %s, but `unit: %s` in the description; the description counts", only->code,
                  said->code);
    } else if (!base->piece_count) {
        *base = *compile_fixed(compiler, only->code);
        compiler->titled = true;
    } else if (base->column && !other) {
        base->otherwise = names_put(compiler->vocabulary->names, only->code);
    }
}

/* Names the columns that may hold them: of a header of several rows nobody guesses how they are called here.
 */
static void tell_no_values(Compiler *compiler) {
    enum { NAMED = 4 };
    const Header *header = compiler->header;
    Text unread = {.arena = compiler->arena};
    size_t count = 0;
    for (size_t i = 0; i < header->count; i++) {
        if (strcmp(header->names[i], header->raw[i]) != 0 || header_is_harmless(header, i)) continue;
        if (++count <= NAMED) text_appendf(&unread, "%s`%s`", count > 1 ? both(", ") : "", header->raw[i]);
    }
    TROUBLE(
        compiler,
        "nothing says which column of %s holds the values; add a line `value: {column}`, or, for several, "
        "one such as `columns: {year}年{stage}`%s%s%s",
        header->source, count ? both("; nothing is known of ") : "", text_string(&unread),
        count > NAMED ? " …" : "");
}

/* The columns that are called an amount, when the description names none. */
static void find_values(Compiler *compiler) {
    const Header *header = compiler->header;
    int plain = -1, staged = -1;
    for (size_t i = 0; i < header->count; i++) {
        if (strcmp(header->names[i], "value") != 0) continue;
        if (header_stage(header, i) < 0)
            plain = (int)i;
        else
            staged = (int)i;
    }
    compiler->line = 0;
    if (plain < 0 && staged < 0) {
        tell_no_values(compiler);
        return;
    }
    bool said = compiler->description->fields[FIELD_STAGE].piece_count > 0;
    if (staged >= 0 && (plain >= 0 || said)) {
        issue_add(
            compiler->issues, SEVERITY_ERROR, header->source, header->line, staged + 1,
            "column `%s` tells the stage of its amounts by its name, but there is %s%s, too; say in the "
            "description which counts: `value: {%s}`",
            header->raw[staged], plain >= 0 ? both("a column ") : both("a field "),
            plain >= 0 ? header->raw[plain] : "`stage`", header->raw[plain >= 0 ? plain : staged]);
        return;
    }
    for (size_t i = 0; i < header->count; i++)
        if (strcmp(header->names[i], "value") == 0) compile_add_value(compiler, (int)i);
}

static void compile_value(Compiler *compiler, const HeadEntry *entry) {
    if (strcmp(entry->key, "value") == 0) {
        FieldRule rule = {0};
        size_t before = compiler->issues->errors;
        compile_template(compiler, &rule, entry->value);
        if (rule.piece_count == 1 && rule.column)
            compile_add_value(compiler, rule.column - 1);
        else if (compiler->issues->errors == before)
            TROUBLE(compiler, "`value: %s` must be one column: `value: {column}`", entry->value);
        return;
    }
    int column = compile_column(compiler, entry->key + strlen("value."));
    if (column < 0) return;
    ValueRule *value = compile_add_value(compiler, column);
    compile_pairs(compiler, entry->value, compile_override,
                  &(Overrides){.fields = value->fields, .what = "value.COLUMN:"});
}

void compile_values(Compiler *compiler) {
    Description *description = compiler->description;
    const bool single = head_value(&description->head, "value") != NULL;
    bool named = false;
    settle_title(compiler);
    for (size_t i = 0; i < description->head.count; i++) {
        const HeadEntry *entry = &description->head.entries[i];
        compiler->line = entry->line;
        bool one = strcmp(entry->key, "value") == 0;
        bool many = text_starts(entry->key, "value.") || strcmp(entry->key, "columns") == 0;
        if (many && single)
            TROUBLE(compiler,
                    "`%s` and `value` exclude each other; keep `value` for one column, `value.COLUMN` or "
                    "`columns` for several",
                    entry->key);
        else if (one || text_starts(entry->key, "value."))
            compile_value(compiler, entry);
        named = named || one || many;
    }
    if (!named) find_values(compiler);
    if (!single) compile_columns(compiler);
    for (size_t i = 0; i < description->value_count; i++)
        settle_unit(compiler, &description->values[i]);
}
