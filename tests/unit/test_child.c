/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <signal.h>

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
folder_and_variables_are_the_childs_alone(void **state)
{
    char *argv[] = {(char *)"sh", (char *)"-c", (char *)"pwd; echo $UNIT_TEST",
                    NULL};
    char *variables[] = {(char *)"UNIT_TEST=here", NULL};
    struct coh_child c = {.argv = argv, .variables = variables, .folder = "/"};
    struct coh_text said = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(run(&c, &said, NULL), 0);
    assert_string_equal(coh_text_get(&said), "/\nhere\n");
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

static void
a_missing_folder_is_a_fault(void **state)
{
    char *argv[] = {(char *)"true", NULL};
    struct coh_child c = {.argv = argv, .folder = "/not-there"};
    struct coh_error err = COH_ERROR_INIT;
    int status;

    (void)state;
    assert_int_equal(coh_child_run(&c, NULL, NULL, &status, &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    assert_non_null(strstr(err.text, "/not-there"));
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
        cmocka_unit_test(folder_and_variables_are_the_childs_alone),
        cmocka_unit_test(a_signal_is_128_and_its_number),
        cmocka_unit_test(a_missing_program_is_named),
        cmocka_unit_test(a_missing_folder_is_a_fault),
        cmocka_unit_test(every_failing_allocation_of_a_conversation_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
