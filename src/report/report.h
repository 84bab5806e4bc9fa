/* report: a Document as a file that people read, and a Table as a file that machines read. It arranges and
 * escapes; it never computes a number, reads a clock or touches the network: the same Document gives the same
 * bytes. Tables and charts are numbered here (表 1, 图 1), so titles carry no numbers of their own. */
#ifndef JIXIAO_REPORT_REPORT_H
#define JIXIAO_REPORT_REPORT_H

#include "model/document.h"

/* All of them write `path` whole or leave no file: it is in a folder that takes its place when everything in
 * it is good. Fail (ERR_SYSTEM) when a file cannot be written, an SVG is none, or a PNG cannot be read. */
typedef struct {
    const char *name;        /* as the user types it, and the suffix of the file */
    bool reports, documents; /* who is written in it: the report, the documents of single departments */
    bool (*write)(Arena *arena, const Document *document, const char *path, Err *err);
} ReportFormat;

extern const ReportFormat report_formats[]; /* html, xlsx, md, docx */
extern const size_t report_format_count;

/* Fails (ERR_USAGE) on an unknown format and says which ones there are. */
bool report_write(Arena *arena, const Document *document, const char *format, const char *path,
                  Err *err) MUST_USE;

/* Every column, the hidden ones too: UTF-8 without BOM, LF, RFC 4180 quoting, headed by the English names;
 * values unshifted and without separators; missing is an empty field. Text is printed as it is: this is data,
 * and a spreadsheet that opens it will take a cell that begins with "=" for a formula (the workbook does
 * not). */
bool report_write_csv(Arena *arena, const Table *table, const char *path, Err *err) MUST_USE;

/* A table whose rows belong to records: those with the same text in the column `key`, in the records' order.
 */
typedef struct {
    const char *name, *key;
    const Table *table;
} JsonNest;

/* {NAME: [ {column: value, …, NEST: [ {…} ]} ]}: numbers as in the CSV, missing is null. The key is that of
 * the first nest and a column of the records. */
bool report_write_json(Arena *arena, const char *name, const Table *records, const JsonNest *nests,
                       size_t count, const char *path, Err *err) MUST_USE;

/* One self-contained page: style and script inside, no request to anywhere, complete without script. */
bool report_write_html(Arena *arena, const Document *document, const char *path, Err *err) MUST_USE;
/* Contents with key figures, one sheet per table and per card (a heading of level 2 above tables of
 * PLACE_PAGE), one with the charts: those of a table's `chart`, and those that have a PNG. A sheet holds
 * 1,048,576 rows; a longer table is cut and says so in its last row. Fails on more than 16,384 columns. */
bool report_write_xlsx(Arena *arena, const Document *document, const char *path, Err *err) MUST_USE;
/* A text document that Word, WPS and LibreOffice open and a clerk edits; charts are left out. */
bool report_write_docx(Arena *arena, const Document *document, const char *path, Err *err) MUST_USE;
/* GitHub's Markdown; a chart is referred to as charts/ID.svg beside the file. */
bool report_write_markdown(Arena *arena, const Document *document, const char *path, Err *err) MUST_USE;

#endif
