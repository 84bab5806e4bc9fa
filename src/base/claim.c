#include "base/claim.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { TRIES = 100 };

char *claim_name(Arena *arena, const char *path) {
    const char *name = file_name(path);
    return arena_printf(arena, "%.*s.%s.new", (int)(name - path), path, name);
}

/* False when somebody else has it. A file system without locks gives none: then there is no protection, as
 * before. */
static bool lock(int fd) {
    struct flock far = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = INT64_MAX - 1, .l_len = 1};
    return fcntl(fd, F_OFD_SETLK, &far) == 0 || (errno != EAGAIN && errno != EACCES);
}

/* Between opening and locking, who had it may have renamed or removed it: then this is another file. */
static bool is_still(int fd, const char *path) {
    struct stat mine, there;
    return fstat(fd, &mine) == 0 && lstat(path, &there) == 0 && mine.st_ino == there.st_ino &&
           mine.st_dev == there.st_dev;
}

bool claim_open(Claim *claim, const char *path, Err *err) {
    for (int tries = 0; tries < TRIES; tries++) {
        /* Never through a link that somebody laid there. */
        claim->fd = open(claim->path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
        if (claim->fd < 0) break;
        if (!lock(claim->fd)) {
            close(claim->fd);
            claim->fd = -1;
            return err_set(
                err, ERR_SYSTEM,
                "%s: another process is writing it; wait until it has ended and run the command again", path);
        }
        if (is_still(claim->fd, claim->path)) {
            if (ftruncate(claim->fd, 0) == 0) return true;
            int why = errno;
            claim_remove(claim);
            errno = why;
            break;
        }
        close(claim->fd);
    }
    claim->fd = -1;
    return err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", path, strerror(errno));
}

void claim_remove(Claim *claim) {
    if (!claim->path || claim->fd < 0) return;
    unlink(claim->path);
    close(claim->fd);
    claim->fd = -1;
}

bool claim_take_place(Claim *claim, const char *path) {
    if (rename(claim->path, path) != 0) {
        int why = errno;
        claim_remove(claim);
        errno = why;
        return false;
    }
    close(claim->fd);
    claim->fd = -1;
    return true;
}
