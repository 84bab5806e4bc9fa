#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/stop.h"
#include "base/text.h"

enum { CAPTURE_LIMIT = 1 << 20, POLL_MILLISECONDS = 200, READS_AT_A_TIME = 16 };

typedef struct {
    pid_t pid;          /* 0 = not running */
    int in, streams[2]; /* our ends: its input, its output and errors; -1 = closed */
    size_t written;
    int64_t deadline; /* milliseconds; 0 = none */
    Text captured[2];
} Running;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void shut(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

static void pass_on(Arena *arena, char **list, size_t *count, const char *name, const char *otherwise) {
    const char *value = getenv(name);
    if (!value || !*value) value = otherwise;
    if (value) list[(*count)++] = arena_printf(arena, "%s=%s", name, value);
}

static char **make_environment(Arena *arena) {
    static const char *const kept[] = {"FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_DATA_DIRS", "TMPDIR"};
    char **list = ARENA_ARRAY(arena, char *, 16);
    size_t count = 0;
    const char *home = getenv("HOME");
    pass_on(arena, list, &count, "PATH", "/usr/local/bin:/usr/bin:/bin");
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        pass_on(arena, list, &count, kept[i], NULL);
    pass_on(arena, list, &count, "XDG_DATA_HOME", home ? arena_printf(arena, "%s/.local/share", home) : NULL);
    pass_on(arena, list, &count, "XDG_CACHE_HOME", home ? arena_printf(arena, "%s/.cache", home) : NULL);
    list[count++] = arena_strdup(arena, "LC_ALL=C.UTF-8");
    return list;
}

/* The child's ends become its 0, 1 and 2 there and are closed here. It leads a process group of its own, so
 * that what it starts itself ends with it. */
static int spawn(const ChildJob *job, char *const *environment, int ends[3], pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, pipe_signal;
    sigemptyset(&none);
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    for (int i = 0; i < 3; i++)
        posix_spawn_file_actions_adddup2(&actions, ends[i], i);
    if (job->folder) posix_spawn_file_actions_addchdir_np(&actions, job->folder);
    int why = posix_spawnp(pid, job->words[0], &actions, &attributes, (char *const *)job->words, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return why;
}

/* A descriptor below 3 (when the program was started with closed ones) would be overwritten by the dup2 of
 * another. */
static int raise_above_standard(int fd) {
    if (fd < 0 || fd > 2) return fd;
    int higher = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    close(fd);
    return higher;
}

static bool make_pipe(int fds[2]) {
    if (pipe2(fds, O_CLOEXEC) != 0) return false;
    for (int i = 0; i < 2; i++)
        fds[i] = raise_above_standard(fds[i]);
    return fds[0] >= 0 && fds[1] >= 0;
}

static int start(Arena *arena, const ChildJob *job, char *const *environment, Running *running) {
    *running = (Running){.in = -1, .streams = {-1, -1}, .captured = {{.arena = arena}, {.arena = arena}}};
    int pipes[3][2] = {{-1, -1}, {-1, -1}, {-1, -1}}, why = 0;
    for (int i = 0; i < 3 && !why; i++)
        if (!make_pipe(pipes[i])) why = errno;
    int ends[3] = {pipes[0][0], pipes[1][1], pipes[2][1]};
    if (!why) why = spawn(job, environment, ends, &running->pid);
    for (int i = 0; i < 3; i++)
        shut(&ends[i]);
    running->in = pipes[0][1];
    running->streams[0] = pipes[1][0];
    running->streams[1] = pipes[2][0];
    if (why) {
        running->pid = 0;
        shut(&running->in);
        shut(&running->streams[0]);
        shut(&running->streams[1]);
        return why;
    }
    fcntl(running->in, F_SETFL, O_NONBLOCK);
    fcntl(running->streams[0], F_SETFL, O_NONBLOCK);
    fcntl(running->streams[1], F_SETFL, O_NONBLOCK);
    if (job->timeout > 0) running->deadline = now() + (int64_t)job->timeout * 1000;
    return 0;
}

static void feed(const ChildJob *job, Running *running) {
    while (running->written < job->input_size) {
        ssize_t n = write(running->in, job->input + running->written, job->input_size - running->written);
        if (n > 0)
            running->written += (size_t)n;
        else if (n < 0 && errno == EINTR)
            continue;
        else if (n < 0 && errno == EAGAIN)
            return;
        else
            break; /* it does not want to read (EPIPE) */
    }
    shut(&running->in);
}

/* A child that never stops talking does not keep us from looking at the time. */
static void drain(const ChildJob *job, Running *running, int stream) {
    char bytes[16384];
    for (int reads = 0;; reads++) {
        if (reads == READS_AT_A_TIME) return;
        ssize_t n = read(running->streams[stream], bytes, sizeof bytes);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) return;
        if (n <= 0) break;
        if (stream == 1 && job->heard) job->heard(job->context, bytes, (size_t)n);
        Text *captured = &running->captured[stream];
        if (captured->size + (size_t)n <= CAPTURE_LIMIT) text_append_bytes(captured, bytes, (size_t)n);
    }
    shut(&running->streams[stream]);
}

/* Its pipes are closed at its end, or its time is up: takes the exit status. What is left of its group ends
 * before its number can be given to another process. */
static void finish(Running *running, ChildResult *result) {
    siginfo_t ended;
    for (;;) {
        ended.si_pid = 0;
        if (waitid(P_PID, (id_t)running->pid, &ended, WEXITED | WNOHANG | WNOWAIT) != 0 && errno != EINTR)
            break;
        if (ended.si_pid) break;
        if ((running->deadline && now() >= running->deadline) || stop_wanted()) {
            result->timed_out = true;
            break;
        }
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    kill(-running->pid, SIGKILL);
    int status = 0;
    while (waitpid(running->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    result->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    running->pid = 0;
    shut(&running->in);
    shut(&running->streams[0]);
    shut(&running->streams[1]);
    result->output = arena_strdup(running->captured[0].arena, text_string(&running->captured[0]));
    result->errors = arena_strdup(running->captured[1].arena, text_string(&running->captured[1]));
}

static void serve(struct pollfd *fds, const ChildJob *job, Running *running) {
    if (fds[0].revents) feed(job, running);
    if (fds[1].revents) drain(job, running, 0);
    if (fds[2].revents) drain(job, running, 1);
}

static void attend(Arena *arena, const ChildJob *jobs, Running *running, ChildResult *results, size_t count) {
    struct pollfd *fds = ARENA_ARRAY(arena, struct pollfd, count * 3);
    for (size_t left = count; left > 0;) {
        for (size_t i = 0; i < count; i++) {
            fds[3 * i] = (struct pollfd){.fd = running[i].in, .events = POLLOUT};
            fds[3 * i + 1] = (struct pollfd){.fd = running[i].streams[0], .events = POLLIN};
            fds[3 * i + 2] = (struct pollfd){.fd = running[i].streams[1], .events = POLLIN};
        }
        if (poll(fds, count * 3, POLL_MILLISECONDS) < 0) continue;
        for (size_t i = 0; i < count; i++) {
            if (!running[i].pid) continue;
            serve(&fds[3 * i], &jobs[i], &running[i]);
            bool quiet = running[i].streams[0] < 0 && running[i].streams[1] < 0;
            if (!quiet && !(running[i].deadline && now() >= running[i].deadline) && !stop_wanted()) continue;
            finish(&running[i], &results[i]);
            left--;
        }
    }
}

static bool run(Arena *arena, const ChildJob *jobs, ChildResult *results, size_t count, Err *err) {
    Running *running = ARENA_ARRAY(arena, Running, count);
    char **environment = make_environment(arena);
    for (size_t i = 0; i < count; i++) {
        results[i] = (ChildResult){0};
        int why = start(arena, &jobs[i], environment, &running[i]);
        if (!why) continue;
        for (size_t j = 0; j < i; j++) {
            kill(-running[j].pid, SIGKILL);
            finish(&running[j], &results[j]);
        }
        err_set(err, ERR_SYSTEM, "%s: cannot be started: %s", jobs[i].words[0], strerror(why));
        errno = why;
        return false;
    }
    attend(arena, jobs, running, results, count);
    if (!stop_wanted()) return true;
    stop_error(err);
    errno = EINTR;
    return false;
}

bool child_run(Arena *arena, const ChildJob *jobs, ChildResult *results, size_t count, Err *err) {
    if (count == 0) return true;
    /* A child that ends before it has read everything must not end us: SIGPIPE is held back and then taken
     * away. */
    sigset_t pipe_signal, before, pending;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    bool was_pending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    bool done = run(arena, jobs, results, count, err);
    int why = errno;
    if (!was_pending)
        while (sigtimedwait(&pipe_signal, NULL, &(struct timespec){0}) < 0 && errno == EINTR)
            continue;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = why;
    return done;
}
