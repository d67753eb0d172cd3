/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/interrupt.h"

/* Each test is a child of its own, for it ends by a signal. */

static int
status_of(void (*work)(const char *path), const char *path)
{
    pid_t child = fork();
    int status = 0;

    assert_true(child >= 0);
    if (child == 0) {
        /* Whoever runs the tests may have them ignored, as nohup does. */
        signal(SIGINT, SIG_DFL);
        signal(SIGHUP, SIG_DFL);
        signal(SIGTERM, SIG_DFL);
        coh_interrupt_watch();
        work(path);
        _exit(99);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 1000 + WEXITSTATUS(status);
}

/* A path of this run alone. */
static const char *
own(char letter)
{
    static char path[64];

    snprintf(path, sizeof(path), "/tmp/cohort-unit-int-%ld-%c", (long)getpid(),
             letter);
    return path;
}

static int
files_like(const char *path)
{
    char command[200];

    snprintf(command, sizeof(command), "ls %s* 2>/dev/null | grep -q .", path);
    return system(command) == 0;
}

static void
write_and_be_killed(const char *path)
{
    struct coh_out out = COH_OUT_INIT;

    if (coh_out_open(&out, path, NULL) || coh_out_add(&out, "x", 1, NULL))
        _exit(1);
    raise(SIGTERM);
}

static void
wait_and_give_up(const char *path)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_in in = COH_IN_INIT;
    struct coh_error err = COH_ERROR_INIT;
    char buffer[8];
    size_t got;

    coh_interrupt_defer(1);
    if (coh_out_open(&out, path, NULL) || coh_in_open(&in, "/dev/zero", NULL) ||
        coh_in_read(&in, buffer, sizeof(buffer), &got, NULL))
        _exit(1);
    coh_interrupt_end(); /* nothing came: it returns */
    raise(SIGINT);
    if (!coh_interrupt_pending() ||
        !coh_in_read(&in, buffer, sizeof(buffer), &got, &err) ||
        err.code != COH_SYSTEM)
        _exit(2);
    coh_in_release(&in);
    coh_out_release(&out);
    coh_interrupt_end();
}

static void
be_killed_twice(const char *path)
{
    struct coh_out out = COH_OUT_INIT;

    coh_interrupt_defer(1);
    if (coh_out_open(&out, path, NULL))
        _exit(1);
    raise(SIGINT);
    raise(SIGHUP);
}

static void
finish_before(const char *path)
{
    struct coh_out out = COH_OUT_INIT;

    if (coh_out_open(&out, path, NULL) || coh_out_add(&out, "x", 1, NULL) ||
        coh_out_close(&out, NULL))
        _exit(1);
    raise(SIGINT);
}

static void
write_too_much(const char *path)
{
    struct rlimit limit = {.rlim_cur = 1000, .rlim_max = 1000};
    struct coh_out out = COH_OUT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    char text[4000] = {0};
    int i, failed = 0;

    if (setrlimit(RLIMIT_FSIZE, &limit) || coh_out_open(&out, path, NULL))
        _exit(1);
    for (i = 0; i < 100 && !failed; i++)
        failed = coh_out_add(&out, text, sizeof(text), &err);
    if (!failed && !coh_out_close(&out, &err))
        _exit(2);
    coh_out_release(&out);
    _exit(err.code == COH_SYSTEM ? 0 : 3);
}

static void
a_file_beyond_the_limit_is_a_failed_write(void **state)
{
    (void)state;
    assert_int_equal(status_of(write_too_much, own('e')), 1000);
    assert_false(files_like(own('e')));
}

static void
a_signal_takes_the_half_written_file_along(void **state)
{
    (void)state;
    assert_int_equal(status_of(write_and_be_killed, own('a')), SIGTERM);
    assert_false(files_like(own('a')));
}

static void
a_signal_waits_while_something_is_read(void **state)
{
    (void)state;
    assert_int_equal(status_of(wait_and_give_up, own('b')), SIGINT);
    assert_false(files_like(own('b')));
}

static void
a_second_signal_does_not_wait(void **state)
{
    (void)state;
    assert_int_equal(status_of(be_killed_twice, own('c')), SIGHUP);
    assert_false(files_like(own('c')));
}

static void
a_file_that_is_whole_stays(void **state)
{
    (void)state;
    assert_int_equal(status_of(finish_before, own('d')), SIGINT);
    assert_true(files_like(own('d')));
    unlink(own('d'));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_takes_the_half_written_file_along),
        cmocka_unit_test(a_signal_waits_while_something_is_read),
        cmocka_unit_test(a_second_signal_does_not_wait),
        cmocka_unit_test(a_file_that_is_whole_stays),
        cmocka_unit_test(a_file_beyond_the_limit_is_a_failed_write),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
