#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/text.h"

static bool system_error(Err *err, const char *path, const char *what) {
    return err_set(err, ERR_SYSTEM, "%s: %s: %s", path, both(what), strerror(errno));
}

int file_open(const char *path, size_t *size, Err *err) {
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    *size = 0;
    if (fd < 0) {
        if (!system_error(err, path, "cannot be opened")) return -1;
    } else if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(fd);
        if (!err_set(err, ERR_SYSTEM, "%s: is not a regular file", path)) return -1;
    } else {
        *size = (size_t)status.st_size;
    }
    return fd;
}

bool file_read_at(int fd, const char *path, size_t offset, char *data, size_t size, size_t *have, Err *err) {
    for (*have = 0; *have < size;) {
        ssize_t n = pread(fd, data + *have, size - *have, (off_t)(offset + *have));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return system_error(err, path, "cannot be read");
        if (n == 0) break;
        *have += (size_t)n;
    }
    return true;
}

bool file_read(Arena *arena, const char *path, char **data, size_t *size, Err *err) {
    size_t room;
    int fd = file_open(path, &room, err);
    if (fd < 0) return false;
    *data = arena_alloc(arena, room + 1);
    bool done = file_read_at(fd, path, 0, *data, room, size, err);
    (*data)[*size] = '\0';
    close(fd);
    return done;
}

bool file_out_open(Arena *arena, FileOut *out, const char *path, Err *err) {
    *out = (FileOut){.path = arena_strdup(arena, path), .claim = {.path = claim_name(arena, path), .fd = -1}};
    struct stat status;
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) /* renaming would put a file in its place */
        return err_set(err, ERR_SYSTEM, "%s: cannot be written: is not a file", path);
    if (!claim_open(&out->claim, path, err)) return false;
    /* A stream of its own: closing it does not give the claim up. */
    int fd = fcntl(out->claim.fd, F_DUPFD_CLOEXEC, 0);
    if (fd >= 0 && (out->stream = fdopen(fd, "w"))) return true;
    system_error(err, path, "cannot be written");
    if (fd >= 0) close(fd);
    claim_remove(&out->claim);
    return false;
}

static int open_straight(const char *path, int more) {
    return open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | more, 0666);
}

/* Written by one thread, in larger pieces than a page. */
static FILE *open_stream(int fd, char **buffer) {
    enum { PIECE = 1 << 16 };
    FILE *stream = fdopen(fd, "w");
    if (!stream) return NULL;
    *buffer = arena_malloc(PIECE);
    setvbuf(stream, *buffer, _IOFBF, PIECE);
    __fsetlocking(stream, FSETLOCKING_BYCALLER);
    return stream;
}

static int close_stream(FileOut *out) {
    const int result = fclose(out->stream);
    free(out->buffer);
    out->stream = NULL;
    out->buffer = NULL;
    return result;
}

bool file_out_stage(Arena *arena, FileOut *out, const char *path, Err *err) {
    *out = (FileOut){.path = arena_strdup(arena, path)};
    int fd = open_straight(path, O_TRUNC);
    if (fd >= 0 && (out->stream = open_stream(fd, &out->buffer))) return true;
    system_error(err, path, "cannot be written");
    if (fd >= 0) close(fd);
    return false;
}

static bool take_place(FileOut *out) {
    return !out->claim.path || claim_take_place(&out->claim, out->path);
}

static void give_up(FileOut *out) {
    if (out->claim.path)
        claim_remove(&out->claim);
    else
        unlink(out->path);
}

bool file_out_commit(FileOut *out, Err *err) {
    bool good = fflush(out->stream) == 0 && !ferror(out->stream) &&
                (!out->claim.path || fsync(fileno(out->stream)) == 0);
    int why = errno;
    if (close_stream(out) != 0 && good) {
        good = false;
        why = errno;
    }
    if (good && take_place(out)) return true;
    if (good) why = errno;
    give_up(out);
    errno = why;
    return system_error(err, out->path, "cannot be written");
}

void file_out_abandon(FileOut *out) {
    if (!out->stream) return;
    close_stream(out);
    give_up(out);
}

bool file_write(Arena *arena, const char *path, const void *data, size_t size, Err *err) {
    FileOut out;
    if (!file_out_open(arena, &out, path, err)) return false;
    fwrite(data, 1, size, out.stream);
    return file_out_commit(&out, err);
}

bool file_put(const char *path, const void *data, size_t size, Err *err) {
    int fd = open_straight(path, 0), why = 0;
    if (fd < 0) return system_error(err, path, "cannot be written");
    for (size_t done = 0; done < size && !why;) {
        ssize_t n = write(fd, (const char *)data + done, size - done);
        if (n >= 0)
            done += (size_t)n;
        else if (errno != EINTR)
            why = errno;
    }
    /* What stood there is cut off behind: a file that was emptied first goes to the disk when it is closed.
     */
    if (!why && lseek(fd, 0, SEEK_END) > (off_t)size && ftruncate(fd, (off_t)size) != 0) why = errno;
    if (close(fd) != 0 && !why) why = errno;
    errno = why;
    return !why || system_error(err, path, "cannot be written");
}

bool file_exists(const char *path) {
    return access(path, F_OK) == 0;
}

bool file_is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool file_make_folders(Arena *arena, const char *path, Err *err) {
    char *copy = arena_strdup(arena, path);
    for (char *at = copy + 1; *copy; at++) {
        if (*at != '/' && *at != '\0') continue;
        char kept = *at;
        *at = '\0';
        if (mkdir(copy, 0777) != 0 && !(errno == EEXIST && file_is_folder(copy)))
            return system_error(err, copy, "cannot be made");
        *at = kept;
        if (kept == '\0') break;
    }
    return true;
}

const char *file_temporary_place(void) {
    const char *place = getenv("TMPDIR");
    return place && *place ? place : "/tmp";
}

bool file_make_scratch(Arena *arena, char **path, Err *err) {
    const char *place = file_temporary_place();
    char here[4096];
    if (*place != '/') {
        if (!getcwd(here, sizeof here)) return system_error(err, place, "cannot be opened");
        place = file_join(arena, here, place);
    }
    *path = file_join(arena, place, "jixiao-XXXXXX");
    if (mkdtemp(*path)) return true;
    return err_set(err, ERR_SYSTEM, "%s: a temporary folder cannot be made: %s", *path, strerror(errno));
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place) {
    (void)status, (void)type, (void)place;
    (void)!remove(path);
    return 0;
}

void file_remove_folder(const char *path) {
    enum { OPEN_FOLDERS = 16 };
    nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool file_list(Arena *arena, const char *folder, bool folders, char ***names, size_t *count, Err *err) {
    DIR *directory = opendir(folder);
    if (!directory) return system_error(err, folder, "cannot be opened");
    char **found = NULL;
    size_t n = 0, capacity = 0;
    struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.') continue;
        struct stat status;
        if (fstatat(dirfd(directory), entry->d_name, &status, 0) != 0) continue;
        if (folders ? !S_ISDIR(status.st_mode) : !S_ISREG(status.st_mode)) continue;
        ARENA_PUSH(arena, found, n, capacity);
        found[n++] = arena_strdup(arena, entry->d_name);
    }
    closedir(directory);
    if (n) qsort(found, n, sizeof *found, by_name);
    *names = found;
    *count = n;
    return true;
}

char *file_join(Arena *arena, const char *folder, const char *name) {
    size_t length = strlen(folder);
    return arena_printf(arena, "%s%s%s", folder, length && folder[length - 1] == '/' ? "" : "/", name);
}

const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *file_stem(Arena *arena, const char *path) {
    const char *name = file_name(path), *dot = strrchr(name, '.');
    return arena_strndup(arena, name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
}

char *file_program_folder(Arena *arena) {
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0) return arena_strdup(arena, ".");
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    if (slash) *slash = '\0';
    return arena_strdup(arena, path);
}

struct FileHash {
    XXH3_state_t *state;
};

FileHash *file_hash_begin(void) {
    FileHash *hash = arena_malloc(sizeof *hash);
    hash->state = XXH3_createState();
    if (!hash->state || XXH3_128bits_reset(hash->state) != XXH_OK) arena_refuse(sizeof *hash);
    return hash;
}

void file_hash_add(FileHash *hash, const void *data, size_t size) {
    (void)XXH3_128bits_update(hash->state, data, size);
}

static char *hash_text(Arena *arena, XXH128_hash_t hash) {
    return arena_printf(arena, "%016llx%016llx", (unsigned long long)hash.high64,
                        (unsigned long long)hash.low64);
}

char *file_hash_end(Arena *arena, FileHash *hash) {
    char *text = hash_text(arena, XXH3_128bits_digest(hash->state));
    XXH3_freeState(hash->state);
    free(hash);
    return text;
}

char *file_hash(Arena *arena, const void *data, size_t size) {
    return hash_text(arena, XXH3_128bits(data, size));
}
