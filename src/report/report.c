#include "report/report.h"

#include "base/text.h"

const ReportFormat report_formats[] = {
    {"html", true, true, report_write_html},
    {"xlsx", true, true, report_write_xlsx},
    {"md", true, false, report_write_markdown},
    {"docx", false, true, report_write_docx},
};
const size_t report_format_count = sizeof report_formats / sizeof *report_formats;

bool report_write(Arena *arena, const Document *document, const char *format, const char *path, Err *err) {
    Text known = {.arena = arena};
    for (size_t i = 0; i < report_format_count; i++) {
        if (text_equal(report_formats[i].name, format))
            return report_formats[i].write(arena, document, path, err);
        text_appendf(&known, "%s%s", i ? both(", ") : "", report_formats[i].name);
    }
    return err_set(err, ERR_USAGE, "%s: is no format of a report; there are %s", format, text_string(&known));
}
