/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/child.h"

static int
run(const struct coh_child *child, struct coh_text *said, struct coh_text *talk)
{
    struct coh_error err = COH_ERROR_INIT;
    int status = -1;

    assert_int_equal(coh_child_run(child, said, talk, &status, &err), 0);
    return status;
}

static void
a_child_gets_its_input_and_both_outputs_come_back(void **state)
{
    char *argv[] = {(char *)"sh", (char *)"-c",
                    (char *)"cat; echo talk >&2; exit 3", NULL};
    struct coh_child c = {.argv = argv, .input = coh_span_of("one\ntwo\n")};
    struct coh_text said = COH_TEXT_INIT, talk = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(run(&c, &said, &talk), 3);
    assert_string_equal(coh_text_get(&said), "one\ntwo\n");
    assert_string_equal(coh_text_get(&talk), "talk\n");
    coh_text_release(&said);
    coh_text_release(&talk);
}

static void
no_shell_reads_the_arguments(void **state)
{
    char *argv[] = {(char *)"printf", (char *)"%s", (char *)"$HOME; `x` *",
                    NULL};
    struct coh_child c = {.argv = argv};
    struct coh_text said = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(run(&c, &said, NULL), 0);
    assert_string_equal(coh_text_get(&said), "$HOME; `x` *");
    coh_text_release(&said);
}

/* More than any pipe holds, in both directions at once. */
static void
megabytes_pass_through_without_a_deadlock(void **state)
{
    char *argv[] = {(char *)"cat", NULL};
    size_t n = 3000000;
    char *bytes = malloc(n);
    struct coh_child c = {.argv = argv, .input = {bytes, n}};
    struct coh_text said = COH_TEXT_INIT;

    (void)state;
    assert_non_null(bytes);
    memset(bytes, 'x', n);
    assert_int_equal(run(&c, &said, NULL), 0);
    assert_int_equal(said.length, n);
    assert_memory_equal(said.bytes, bytes, n);
    coh_text_release(&said);
    free(bytes);
}

static void
a_child_that_does_not_read_its_input_is_no_error(void **state)
{
    char *argv[] = {(char *)"true", NULL};
    size_t n = 1000000;
    char *bytes = calloc(n, 1);
    struct coh_child c = {.argv = argv, .input = {bytes, n}};
    struct coh_text said = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(run(&c, &said, NULL), 0);
    assert_int_equal(said.length, 0);
    coh_text_release(&said);
    free(bytes);
}

static void
variables_are_the_childs_alone(void **state)
{
    char *argv[] = {(char *)"sh", (char *)"-c",
                    (char *)"echo $UNIT_TEST; env | grep -c ^HOME=", NULL};
    char *variables[] = {(char *)"UNIT_TEST=here", (char *)"HOME=/there", NULL};
    struct coh_child c = {.argv = argv, .variables = variables};
    struct coh_text said = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(run(&c, &said, NULL), 0);
    assert_string_equal(coh_text_get(&said), "here\n1\n");
    assert_null(getenv("UNIT_TEST"));
    coh_text_release(&said);
}

static void
a_signal_is_128_and_its_number(void **state)
{
    char *argv[] = {(char *)"sh", (char *)"-c", (char *)"kill -TERM $$", NULL};
    struct coh_child c = {.argv = argv};

    (void)state;
    assert_int_equal(run(&c, NULL, NULL), 128 + SIGTERM);
}

static void
a_missing_program_is_named(void **state)
{
    char *argv[] = {(char *)"cohort-no-such-program", NULL};
    struct coh_child c = {.argv = argv};
    struct coh_error err = COH_ERROR_INIT;
    struct coh_text said = COH_TEXT_INIT;
    int status;

    (void)state;
    assert_int_equal(coh_child_run(&c, &said, NULL, &status, &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    assert_non_null(strstr(err.text, "cohort-no-such-program"));
    coh_text_release(&said);
}

/* ---- several ---- */

static void
begin(struct coh_child_running *r, const char *command, const char *input)
{
    char *argv[] = {(char *)"sh", (char *)"-c", (char *)command, NULL};
    struct coh_child c = {.argv = argv, .input = coh_span_of(input)};
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(coh_child_begin(r, &c, &err), 0);
}

/* The first waits for a file that the second makes, the second for its input's
 * end. */
static void
they_end_in_their_own_order_with_their_own_words(void **state)
{
    struct coh_child_running a, b, *all[] = {&a, &b}, *left[] = {&a};
    char folder[] = "/tmp/unit-child-XXXXXX", wait[200], make[200];
    size_t ended = 9;

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(wait, sizeof(wait),
             "while [ ! -f %s/x ]; do sleep 0.01; done; echo first; exit 4",
             folder);
    snprintf(make, sizeof(make), "cat; echo talk >&2");
    begin(&a, wait, "");
    begin(&b, make, "second\n");
    assert_int_equal(coh_child_next(all, 2, &ended, NULL), 0);
    assert_int_equal(ended, 1);
    assert_int_equal(b.status, 0);
    assert_string_equal(coh_text_get(&b.said), "second\n");
    assert_string_equal(coh_text_get(&b.talk), "talk\n");
    snprintf(make, sizeof(make), "%s/x", folder);
    fclose(fopen(make, "w"));
    assert_int_equal(coh_child_next(left, 1, &ended, NULL), 0);
    assert_int_equal(ended, 0);
    assert_int_equal(a.status, 4);
    assert_string_equal(coh_text_get(&a.said), "first\n");
    unlink(make);
    rmdir(folder);
    coh_child_release(&a);
    coh_child_release(&b);
}

static void
one_that_dies_of_a_signal_has_ended(void **state)
{
    struct coh_child_running a, *all[] = {&a};
    size_t ended = 9;

    (void)state;
    begin(&a, "echo said; kill -TERM $$", "");
    assert_int_equal(coh_child_next(all, 1, &ended, NULL), 0);
    assert_int_equal(ended, 0);
    assert_int_equal(a.status, 128 + SIGTERM);
    assert_string_equal(coh_text_get(&a.said), "said\n");
    coh_child_release(&a);
}

static void
one_that_is_given_up_is_killed(void **state)
{
    struct coh_child_running a;
    pid_t pid;

    (void)state;
    begin(&a, "exec sleep 1000", "");
    pid = (pid_t)a.pid;
    coh_child_release(&a);
    coh_child_release(&a);
    assert_int_equal(kill(pid, 0), -1);
}

static void
one_that_cannot_start_is_named_and_leaves_nothing(void **state)
{
    char *argv[] = {(char *)"cohort-no-such-program", NULL};
    struct coh_child c = {.argv = argv};
    struct coh_child_running a;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_child_begin(&a, &c, &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    assert_non_null(strstr(err.text, "cohort-no-such-program"));
    assert_int_equal(a.pid, 0);
    coh_child_release(&a);
}

static int
both(struct coh_error *err)
{
    char *argv[] = {(char *)"cat", NULL};
    struct coh_child c = {.argv = argv, .input = coh_span_of("x\n")};
    struct coh_child_running a = COH_CHILD_RUNNING_INIT,
                             b = COH_CHILD_RUNNING_INIT, *all[] = {&a, &b},
                             *left[1];
    size_t ended;
    int rc = -1;

    if (!coh_child_begin(&a, &c, err) && !coh_child_begin(&b, &c, err) &&
        !coh_child_next(all, 2, &ended, err)) {
        left[0] = all[!ended];
        rc = coh_child_next(left, 1, &ended, err);
    }
    coh_child_release(&a);
    coh_child_release(&b);
    return rc;
}

static void
every_failing_allocation_of_several_is_said(void **state)
{
    (void)state;
    assert_true(unit_torture(both) >= 2);
}

static int
converse(struct coh_error *err)
{
    char *argv[] = {(char *)"echo", (char *)"x", NULL};
    struct coh_child c = {.argv = argv};
    struct coh_text said = COH_TEXT_INIT;
    int status, rc = coh_child_run(&c, &said, NULL, &status, err);

    coh_text_release(&said);
    return rc;
}

static void
every_failing_allocation_of_a_conversation_is_said(void **state)
{
    (void)state;
    assert_true(unit_torture(converse) >= 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_gets_its_input_and_both_outputs_come_back),
        cmocka_unit_test(no_shell_reads_the_arguments),
        cmocka_unit_test(megabytes_pass_through_without_a_deadlock),
        cmocka_unit_test(a_child_that_does_not_read_its_input_is_no_error),
        cmocka_unit_test(variables_are_the_childs_alone),
        cmocka_unit_test(a_signal_is_128_and_its_number),
        cmocka_unit_test(a_missing_program_is_named),
        cmocka_unit_test(every_failing_allocation_of_a_conversation_is_said),
        cmocka_unit_test(they_end_in_their_own_order_with_their_own_words),
        cmocka_unit_test(one_that_dies_of_a_signal_has_ended),
        cmocka_unit_test(one_that_is_given_up_is_killed),
        cmocka_unit_test(one_that_cannot_start_is_named_and_leaves_nothing),
        cmocka_unit_test(every_failing_allocation_of_several_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
