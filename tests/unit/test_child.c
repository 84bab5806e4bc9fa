/* child: what comes back, what the other program gets, and that nothing of it can hang us. */
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/child.h"
#include "base/file.h"
#include "base/stop.h"
#include "base/text.h"

static Arena arena;

static ChildResult run(ChildJob job) {
    ChildResult result;
    Err err = {0};
    if (!child_run(&arena, &job, &result, 1, 1, &err)) fail_msg("%s", err.text);
    return result;
}

static void gives_back_output_errors_and_status(void **state) {
    (void)state;
    const char *words[] = {"sh", "-c", "cat; echo trouble >&2; exit 7", NULL};
    ChildResult result = run((ChildJob){.words = words, .input = "in", .input_size = 2, .timeout = 20});
    assert_string_equal(result.output, "in");
    assert_string_equal(result.errors, "trouble\n");
    assert_int_equal(result.status, 7);
    assert_false(result.timed_out);
}

/* More than the pipes hold, in both directions at once. */
static void does_not_deadlock(void **state) {
    (void)state;
    size_t size = 700000;
    char *input = arena_alloc(&arena, size + 1);
    memset(input, 'x', size);
    const char *words[] = {"cat", NULL};
    ChildResult result = run((ChildJob){.words = words, .input = input, .input_size = size, .timeout = 60});
    assert_int_equal(strlen(result.output), size);
}

static void survives_a_child_that_does_not_read(void **state) {
    (void)state;
    size_t size = 700000;
    char *input = arena_alloc(&arena, size + 1);
    memset(input, 'x', size);
    const char *words[] = {"true", NULL};
    ChildResult result = run((ChildJob){.words = words, .input = input, .input_size = size, .timeout = 60});
    assert_int_equal(result.status, 0);
    sigset_t pending;
    sigpending(&pending);
    assert_int_equal(sigismember(&pending, SIGPIPE), 0);
}

static void kills_when_the_time_is_up(void **state) {
    (void)state;
    const char *words[] = {"sleep", "60", NULL}, *closed[] = {"sh", "-c", "exec >&- 2>&-; sleep 60", NULL};
    time_t before = time(NULL);
    ChildResult result = run((ChildJob){.words = words, .timeout = 1});
    assert_true(result.timed_out);
    assert_int_equal(result.status, 128 + SIGKILL);
    assert_true(run((ChildJob){.words = closed, .timeout = 1}).timed_out);
    assert_true(time(NULL) - before < 20);
}

/* The pipe is at its end when everybody who held it is gone. */
static bool is_gone(const int fds[2]) {
    char byte;
    close(fds[1]);
    struct pollfd end = {.fd = fds[0], .events = POLLIN};
    bool gone = poll(&end, 1, 10000) == 1 && read(fds[0], &byte, 1) == 0;
    close(fds[0]);
    return gone;
}

/* What a child starts holds its pipes, or outlives it: neither is waited for, and both end. */
static void ends_the_children_of_a_child(void **state) {
    (void)state;
    const char *scripts[] = {"sleep 60 & sleep 60", "sleep 60 >&- 2>&- & exit 0"};
    for (size_t i = 0; i < 2; i++) {
        int fds[2];
        assert_int_equal(pipe(fds), 0); /* handed down to all of them */
        const char *words[] = {"sh", "-c", scripts[i], NULL};
        assert_int_equal(run((ChildJob){.words = words, .timeout = 1}).timed_out, i == 0);
        assert_true(is_gone(fds));
    }
}

static void stops_a_child_that_never_stops_talking(void **state) {
    (void)state;
    const char *words[] = {"sh", "-c", "yes >&2 & yes", NULL};
    ChildResult result = run((ChildJob){.words = words, .timeout = 1});
    assert_true(result.timed_out);
    assert_true(strlen(result.output) > 1000 && strlen(result.output) <= 1 << 20);
}

/* A signal that is held back ends the child, then the function, and stays pending for main. */
static void ends_when_the_program_is_to_stop(void **state) {
    (void)state;
    int fds[2];
    assert_int_equal(pipe(fds), 0);
    assert_false(stop_wanted());
    stop_hold();
    const char *words[] = {"sh", "-c", "kill -INT $PPID; sleep 60", NULL};
    ChildJob job = {.words = words, .timeout = 60};
    ChildResult result;
    Err err = {0};
    assert_false(child_run(&arena, &job, &result, 1, 1, &err));
    assert_non_null(strstr(err.text, "stopped by a signal"));
    assert_true(stop_wanted());
    assert_true(is_gone(fds));
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    int taken;
    assert_int_equal(sigwait(&set, &taken), 0);
    assert_false(stop_wanted());
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static void gives_a_small_environment(void **state) {
    (void)state;
    setenv("GNUPLOT_LIB", "somewhere", 1);
    setenv("GNUTERM", "x11", 1);
    const char *words[] = {"env", NULL};
    ChildResult result = run((ChildJob){.words = words, .timeout = 20});
    assert_non_null(strstr(result.output, "LC_ALL=C.UTF-8\n"));
    assert_non_null(strstr(result.output, "PATH="));
    assert_null(strstr(result.output, "GNU"));
    assert_null(strstr(result.output, "\nHOME="));
    unsetenv("GNUPLOT_LIB");
    unsetenv("GNUTERM");
}

static void no_shell_and_its_own_folder(void **state) {
    (void)state;
    const char *words[] = {"echo", "$HOME `id`; exit 3", NULL}, *where[] = {"pwd", NULL};
    assert_string_equal(run((ChildJob){.words = words, .timeout = 20}).output, "$HOME `id`; exit 3\n");
    assert_string_equal(run((ChildJob){.words = where, .folder = "/", .timeout = 20}).output, "/\n");
}

static void several_at_once(void **state) {
    (void)state;
    const char *words[] = {"sh", "-c", "sleep 1; cat", NULL};
    ChildJob jobs[3];
    ChildResult results[3];
    const char *inputs[] = {"a", "b", "c"};
    for (int i = 0; i < 3; i++)
        jobs[i] = (ChildJob){.words = words, .input = inputs[i], .input_size = 1, .timeout = 30};
    Err err = {0};
    assert_true(child_run(&arena, jobs, results, 3, 3, &err));
    for (int i = 0; i < 3; i++)
        assert_string_equal(results[i].output, inputs[i]);
}

/* What the queue was told, in its order. */
typedef struct {
    Text *told;
    const char *name;
    int pieces; /* of input; none: it is not started */
    bool refuses;
    int given, spared;
} Member;

static bool feed_member(void *context, size_t place, ChildInput *input, Err *err) {
    Member *member = context;
    assert_int_equal(place, 0);
    if (member->given == member->pieces) {
        *input = (ChildInput){0};
        return true;
    }
    text_appendf(member->told, "+%s", member->name);
    *input = (ChildInput){.text = member->name, .size = 1, .more = ++member->given < member->pieces};
    return !member->refuses || err_set(err, ERR_SYSTEM, "%s does not want to", member->name);
}

static void hear_member(void *context, const char *said, size_t size) {
    (void)context;
    assert_int_equal(strlen(said), size);
}

static bool use_spare_time(void *context, bool *used, Err *err) {
    Member *member = context;
    (void)err;
    *used = member->spared++ == 0;
    if (*used) text_appendf(member->told, "~%s", member->name);
    return true;
}

static void end_member(void *context, const ChildResult *result) {
    const Member *member = context;
    assert_int_equal(strlen(result->errors), member->pieces);
    assert_int_equal(*result->errors, *member->name);
    assert_string_equal(result->output, "");
    text_appendf(member->told, "-%s", member->name);
}

static void one_after_the_other(void **state) {
    (void)state;
    const char *words[] = {"sh", "-c", "cat; cat \"$0\" >&2", "out", NULL};
    char folder[] = "/tmp/jixiao-child-XXXXXX";
    assert_non_null(mkdtemp(folder));
    Text told = {.arena = &arena};
    Member members[] = {{.told = &told, .name = "a", .pieces = 1},
                        {.told = &told, .name = "b", .pieces = 3},
                        {.told = &told, .name = "none"},
                        {.told = &told, .name = "c", .pieces = 2}};
    ChildJob jobs[4];
    ChildResult results[4];
    for (int i = 0; i < 4; i++)
        jobs[i] = (ChildJob){.words = words,
                             .folder = folder,
                             .output = "out",
                             .timeout = 30,
                             .feed = feed_member,
                             .heard = hear_member,
                             .spare = use_spare_time,
                             .ended = end_member,
                             .context = &members[i]};
    Err err = {0};
    assert_true(child_run(&arena, jobs, results, 4, 1, &err));
    assert_string_equal(told.data,
                        "+a~a+b-a+b~b+b+c-b+c~c-c"); /* the next one begins before anybody hears of the end */
    assert_null(results[0].errors);
    told.size = 0;
    for (int i = 0; i < 4; i++)
        members[i].given = members[i].spared = 0;
    members[1].refuses = true;
    assert_false(child_run(&arena, jobs, results, 4, 1, &err));
    assert_string_equal(err.text, "b does not want to");
    assert_string_equal(told.data, "+a~a+b");
    file_remove_folder(folder);
}

/* It is asked for more when it has said something, and may be given nothing for a while. */
typedef struct {
    size_t asked, said;
} Talk;

static bool answer(void *context, size_t place, ChildInput *input, Err *err) {
    Talk *talk = context;
    (void)place, (void)err;
    const bool due = talk->asked == 0 || talk->said == 2 * talk->asked;
    *input = (ChildInput){.text = "x\n", .size = due ? 2 : 0, .more = talk->asked < 5};
    talk->asked += due;
    return true;
}

static void listen(void *context, const char *said, size_t size) {
    Talk *talk = context;
    assert_int_equal(said[size], '\0');
    talk->said = size;
}

static void a_conversation(void **state) {
    (void)state;
    const char *words[] = {"sh", "-c", "while read -r line; do echo \"$line\" >&2; done", NULL};
    Talk talk = {.asked = 0};
    const ChildResult result =
        run((ChildJob){.words = words, .timeout = 30, .feed = answer, .heard = listen, .context = &talk});
    assert_int_equal(result.status, 0);
    assert_int_equal(talk.asked, 6);
    assert_string_equal(result.errors, "x\nx\nx\nx\nx\nx\n");
}

static void names_a_program_that_is_missing(void **state) {
    (void)state;
    const char *words[] = {"jixiao-no-such-program", NULL};
    ChildJob job = {.words = words};
    ChildResult result;
    Err err = {0};
    assert_false(child_run(&arena, &job, &result, 1, 1, &err));
    assert_int_equal(errno, ENOENT);
    assert_int_equal(err.kind, ERR_SYSTEM);
    assert_string_equal(err.text, "jixiao-no-such-program: cannot be started: No such file or directory");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_output_errors_and_status),
        cmocka_unit_test(does_not_deadlock),
        cmocka_unit_test(survives_a_child_that_does_not_read),
        cmocka_unit_test(kills_when_the_time_is_up),
        cmocka_unit_test(ends_the_children_of_a_child),
        cmocka_unit_test(stops_a_child_that_never_stops_talking),
        cmocka_unit_test(ends_when_the_program_is_to_stop),
        cmocka_unit_test(gives_a_small_environment),
        cmocka_unit_test(no_shell_and_its_own_folder),
        cmocka_unit_test(several_at_once),
        cmocka_unit_test(one_after_the_other),
        cmocka_unit_test(a_conversation),
        cmocka_unit_test(names_a_program_that_is_missing),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
