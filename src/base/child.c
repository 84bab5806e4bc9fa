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
/* gnuplot says a word at a time: who has listened so often then only looks so often. */
enum { WAKES_AT_ONCE = 32, REST_NANOSECONDS = 3000000 };

typedef struct {
    const ChildJob *job;
    ChildResult *result;
    pid_t pid;          /* 0 = not running */
    int in, streams[2]; /* our ends: its input, its output and errors; -1 = closed */
    ChildInput input;
    size_t written;
    int64_t deadline; /* milliseconds; 0 = none */
    Arena own;        /* what it said */
    Text captured[2];
} Running;

/* The jobs, and those of them that run. */
typedef struct {
    Arena *arena;
    const ChildJob *jobs;
    ChildResult *results;
    size_t count, next, at_once;
    char **environment;
    Running *running;
} Queue;

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
    if (job->output)
        posix_spawn_file_actions_addopen(&actions, 1, job->output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
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

static void set_deadline(Running *running) {
    if (running->input.timeout > 0) running->deadline = now() + (int64_t)running->input.timeout * 1000;
}

static int start(Running *running, char *const *environment) {
    int pipes[3][2] = {{-1, -1}, {-1, -1}, {-1, -1}}, why = 0;
    for (int i = 0; i < 3 && !why; i++)
        if (!make_pipe(pipes[i])) why = errno;
    int ends[3] = {pipes[0][0], pipes[1][1], pipes[2][1]};
    if (!why) why = spawn(running->job, environment, ends, &running->pid);
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
    set_deadline(running);
    return 0;
}

static void feed(Running *running) {
    const ChildInput *input = &running->input;
    while (running->written < input->size) {
        ssize_t n = write(running->in, input->text + running->written, input->size - running->written);
        if (n > 0)
            running->written += (size_t)n;
        else if (n < 0 && errno == EINTR)
            continue;
        else if (n < 0 && errno == EAGAIN)
            return;
        else
            break; /* it does not want to read (EPIPE) */
    }
    if (running->written < input->size || !input->more) shut(&running->in);
}

/* A child that never stops talking does not keep us from looking at the time. */
static void drain(Running *running, int stream) {
    const ChildJob *job = running->job;
    char bytes[16384];
    for (int reads = 0;; reads++) {
        if (reads == READS_AT_A_TIME) return;
        ssize_t n = read(running->streams[stream], bytes, sizeof bytes);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) return;
        if (n <= 0) break;
        Text *captured = &running->captured[stream];
        if (captured->size + (size_t)n <= CAPTURE_LIMIT) {
            text_append_bytes(captured, bytes, (size_t)n);
            if (stream == 1 && job->heard) job->heard(job->context, captured->data, captured->size);
        }
        if ((size_t)n < sizeof bytes) return;
    }
    shut(&running->streams[stream]);
}

/* Its pipes are closed at its end, or its time is up: takes the exit status. What is left of its group ends
 * before its number can be given to another process. */
static void finish(Running *running) {
    ChildResult *result = running->result;
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
    for (int i = 0; i < 2; i++)
        *text_room(&running->captured[i], 1) = '\0';
    result->output = running->captured[0].data;
    result->errors = running->captured[1].data;
}

/* Tells of the end, when all went well so far; keeps what was said, or forgets it. */
static void conclude(const Queue *queue, Running *ended, bool good) {
    if (!ended->job->ended) {
        arena_take(queue->arena, &ended->own);
        return;
    }
    if (good) ended->job->ended(ended->job->context, ended->result);
    ended->result->output = ended->result->errors = NULL;
    arena_free(&ended->own);
}

/* The next job in this place, passing over those that have nothing to read. */
static bool start_next(Queue *queue, Running *place, Err *err) {
    for (bool hungry = false; !hungry;) {
        if (queue->next == queue->count) return true;
        const ChildJob *job = &queue->jobs[queue->next];
        *place = (Running){.job = job, .result = &queue->results[queue->next], .in = -1, .streams = {-1, -1}};
        place->input = (ChildInput){job->input, job->input_size, .timeout = job->timeout};
        place->captured[0].arena = place->captured[1].arena = &place->own;
        *place->result = (ChildResult){0};
        queue->next++;
        if (job->feed && !job->feed(job->context, (size_t)(place - queue->running), &place->input, err)) {
            errno = 0; /* that of a child that could not be started is looked at */
            return false;
        }
        hungry = !job->feed || place->input.size || place->input.more;
    }
    const int why = start(place, queue->environment);
    if (!why) {
        feed(place);
        return true;
    }
    err_set(err, ERR_SYSTEM, "%s: cannot be started: %s", place->job->words[0], strerror(why));
    errno = why;
    return false;
}

/* Asks what it is to read next when it has taken all that it got. */
static bool feed_more(const Queue *queue, Running *place, Err *err) {
    if (!place->pid || place->in < 0 || place->written < place->input.size) return true;
    place->input = (ChildInput){.more = true};
    place->written = 0;
    if (!place->job->feed(place->job->context, (size_t)(place - queue->running), &place->input, err)) {
        errno = 0; /* see start_next */
        return false;
    }
    set_deadline(place);
    feed(place);
    return true;
}

/* Serves those that run; one that has ended makes room for the next before anybody hears of it. */
static bool serve(Queue *queue, const struct pollfd *fds, Running *place, Err *err) {
    if (fds[0].revents) feed(place);
    if (fds[1].revents) drain(place, 0);
    if (fds[2].revents) drain(place, 1);
    const bool quiet = place->streams[0] < 0 && place->streams[1] < 0;
    if (!quiet && !(place->deadline && now() >= place->deadline) && !stop_wanted()) return true;
    finish(place);
    Running ended = *place;
    const bool good = stop_wanted() || start_next(queue, place, err);
    const int why = errno;
    conclude(queue, &ended, good && !stop_wanted());
    errno = why;
    return good;
}

/* What there is to do beside them. */
static bool use_time(const Queue *queue, bool *used, Err *err) {
    *used = false;
    for (size_t i = 0; i < queue->at_once; i++) {
        const Running *place = &queue->running[i];
        bool some = false;
        if (!place->pid || !place->job->spare) continue;
        if (!place->job->spare(place->job->context, &some, err)) {
            errno = 0; /* see start_next */
            return false;
        }
        *used = *used || some;
    }
    return true;
}

static bool attend(Queue *queue, Err *err) {
    struct pollfd *fds = ARENA_ARRAY(queue->arena, struct pollfd, queue->at_once * 3);
    for (int wakes = 0;; wakes++) {
        bool any = false, used;
        const int64_t before = now();
        for (size_t i = 0; i < queue->at_once; i++)
            if (!feed_more(queue, &queue->running[i], err)) return false;
        for (size_t i = 0; i < queue->at_once; i++) {
            const Running *place = &queue->running[i];
            const bool hungry = place->pid && place->written < place->input.size;
            any = any || place->pid;
            fds[3 * i] = (struct pollfd){.fd = hungry ? place->in : -1, .events = POLLOUT};
            for (int k = 0; k < 2; k++)
                fds[3 * i + 1 + (size_t)k] =
                    (struct pollfd){.fd = place->pid ? place->streams[k] : -1, .events = POLLIN};
        }
        if (!any) return true;
        if (!use_time(queue, &used, err)) return false;
        /* What took us long is not their fault. */
        for (size_t i = 0; i < queue->at_once; i++)
            if (queue->running[i].deadline) queue->running[i].deadline += now() - before;
        if (!used && wakes >= WAKES_AT_ONCE) nanosleep(&(struct timespec){.tv_nsec = REST_NANOSECONDS}, NULL);
        if (poll(fds, queue->at_once * 3, used ? 0 : POLL_MILLISECONDS) < 0) continue;
        for (size_t i = 0; i < queue->at_once; i++)
            if (queue->running[i].pid && !serve(queue, &fds[3 * i], &queue->running[i], err)) return false;
    }
}

static bool run(Queue *queue, Err *err) {
    bool done = true;
    for (size_t i = 0; i < queue->at_once && done; i++)
        done = start_next(queue, &queue->running[i], err);
    done = done && attend(queue, err);
    const int why = errno;
    for (size_t i = 0; i < queue->at_once && !done; i++) {
        Running *left = &queue->running[i];
        if (!left->pid) continue;
        kill(-left->pid, SIGKILL);
        finish(left);
        conclude(queue, left, false);
    }
    errno = why;
    if (!done || !stop_wanted()) return done;
    stop_error(err);
    errno = EINTR;
    return false;
}

bool child_run(Arena *arena, const ChildJob *jobs, ChildResult *results, size_t count, size_t at_once,
               Err *err) {
    if (count == 0) return true;
    if (at_once > count) at_once = count;
    Queue queue = {.arena = arena,
                   .jobs = jobs,
                   .results = results,
                   .count = count,
                   .at_once = at_once,
                   .environment = make_environment(arena),
                   .running = ARENA_ARRAY(arena, Running, at_once)};
    /* A child that ends before it has read everything must not end us: SIGPIPE is held back and then taken
     * away. */
    sigset_t pipe_signal, before, pending;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    bool was_pending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    bool done = run(&queue, err);
    int why = errno;
    if (!was_pending)
        while (sigtimedwait(&pipe_signal, NULL, &(struct timespec){0}) < 0 && errno == EINTR)
            continue;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = why;
    return done;
}
