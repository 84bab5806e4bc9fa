/* Runs at build time: messages OUT CSV writes the table of base/both.h from messages.csv (columns en,zh),
 * sorted by the English. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 2, ROOM = 4096, MOST = 4096 };
typedef struct {
    char *fields[FIELDS];
} Row;

/* The fields of one line, with `\n` as a new line; false at the end of the file. */
static int read_row(FILE *in, Row *row) {
    char text[ROOM];
    int byte = 0, quoted = 0;
    for (int field = 0; field < FIELDS; field++) {
        size_t size = 0;
        while ((byte = getc(in)) != EOF && (quoted || (byte != ',' && byte != '\n'))) {
            if (byte == '"') {
                int next = getc(in);
                if (quoted && next == '"') {
                    byte = next;
                } else {
                    ungetc(next, in);
                    quoted = !quoted;
                    continue;
                }
            }
            if (size + 1 == sizeof text) return 0;
            if (byte == 'n' && size && text[size - 1] == '\\')
                text[size - 1] = '\n';
            else
                text[size++] = (char)byte;
        }
        if (byte == EOF && size == 0 && field == 0) return 0;
        text[size] = '\0';
        row->fields[field] = strdup(text);
        if (!row->fields[field]) abort();
    }
    return 1;
}

static int by_english(const void *a, const void *b) {
    return strcmp(((const Row *)a)->fields[0], ((const Row *)b)->fields[0]);
}

static void put(FILE *out, const char *text) {
    putc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') putc('\\', out);
        if (*text == '\n')
            fputs("\\n", out);
        else
            putc(*text, out);
    }
    putc('"', out);
}

int main(int count, char **words) {
    static Row rows[MOST];
    size_t n = 0;
    if (count != 3) return 2;
    FILE *in = fopen(words[2], "rb"), *out = fopen(words[1], "wb");
    if (!in || !out) {
        perror(words[in ? 1 : 2]);
        return 1;
    }
    Row heading;
    int good = read_row(in, &heading);
    while (n < MOST && read_row(in, &rows[n]))
        n++;
    qsort(rows, n, sizeof *rows, by_english);
    fprintf(
        out,
        "/* Made by cmake/messages.c. */\n#include \"base/both.h\"\nconst BothEntry both_entries[] = {\n");
    for (size_t i = 0; i < n; i++) {
        static const char *const before[] = {"    {", ",\n     ", ",\n     BOTH_ENGLISH ", " BOTH_CHINESE "};
        for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
            fputs(before[k], out);
            put(out, rows[i].fields[k % FIELDS]);
        }
        fputs(" BOTH_END},\n", out);
    }
    fprintf(out, "};\nconst size_t both_entry_count = sizeof both_entries / sizeof *both_entries;\n");
    fclose(in);
    return fclose(out) == 0 && good ? 0 : 1;
}
