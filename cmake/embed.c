/* Runs at build time: embed OUT ROOT FILE… writes a C table of the files (paths relative to ROOT), each
 * terminated. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void embed(FILE *out, const char *root, const char *file, int number) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", root, file);
    FILE *in = fopen(path, "rb");
    if (!in) {
        perror(path);
        exit(1);
    }
    fprintf(out, "static const unsigned char file_%d[] = {", number);
    int byte, column = 0;
    while ((byte = getc(in)) != EOF)
        fprintf(out, "%s%d,", column++ % 32 ? "" : "\n", byte);
    fprintf(out, "0};\n");
    fclose(in);
}

int main(int count, char **words) {
    if (count < 3) return 2;
    FILE *out = fopen(words[1], "wb");
    if (!out) {
        perror(words[1]);
        return 1;
    }
    fprintf(out, "/* Made by cmake/embed.c. */\n#include \"base/resource.h\"\n");
    for (int i = 3; i < count; i++)
        embed(out, words[2], words[i], i);
    fprintf(out, "const ResourceEntry resource_entries[] = {\n");
    for (int i = 3; i < count; i++)
        fprintf(out, "    {\"%s\", file_%d, sizeof file_%d - 1},\n", words[i], i, i);
    fprintf(out,
            "};\nconst size_t resource_entry_count = sizeof resource_entries / sizeof *resource_entries;\n");
    return fclose(out) == 0 ? 0 : 1;
}
