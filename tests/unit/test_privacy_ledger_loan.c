/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger that a page borrows: what stands in the files after each step. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "privacy/ledger-loan.h"
#include "releases.h"

static char folder[] = "/tmp/test-loan-XXXXXX", path[64];

static int
setup(void **state)
{
    (void)state;
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    if (!mkdtemp(folder) || setenv("TMPDIR", folder, 1))
        return -1;
    snprintf(path, sizeof(path), "%s/releases.jsonl", folder);
    return 0;
}

/* The folder must be empty but for the ledger: no copy stays behind. */
static int
teardown(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

/* Enter a table, as a program that makes a part of the page does. */
static void
release_into(const char *file, int64_t first)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct sections s;

    assert_int_equal(coh_ledger_open(&l, file, &err), 0);
    assert_int_equal(
        coh_ledger_add(&l, sections(&s, (int64_t[]){first, 28, 30}, "1"), &err),
        0);
    assert_int_equal(coh_ledger_save(&l, &err), 0);
    coh_ledger_release(&l);
}

/* The first counts of all tables in the file: "27 40". */
static const char *
holds(const char *file)
{
    static char text[100];
    struct coh_ledger l = COH_LEDGER_INIT;
    size_t i, n = 0;

    *text = '\0';
    assert_int_equal(coh_ledger_open(&l, file, NULL), 0);
    for (i = 0; i < l.n; i++)
        n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%d", i ? " " : "",
                              (int)l.release[i]->group[0].count);
    coh_ledger_release(&l);
    return text;
}

static struct coh_ledger_loan
lend(const char *file)
{
    struct coh_ledger_loan loan = COH_LEDGER_LOAN_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct stat st;

    assert_int_equal(coh_ledger_lend(&loan, file, &err), 0);
    assert_int_equal(stat(loan.copy, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    return loan;
}

static void
what_the_page_entered_becomes_the_ledger(void **state)
{
    struct coh_ledger_loan loan;

    (void)state;
    release_into(path, 27);
    loan = lend(path);
    assert_string_equal(holds(loan.copy), "27");
    release_into(loan.copy, 40);
    assert_int_equal(coh_ledger_take(&loan, NULL), 0);
    coh_ledger_loan_release(&loan);
    assert_string_equal(holds(path), "27 40");
}

static void
a_page_that_fails_leaves_it_as_it_was(void **state)
{
    struct coh_ledger_loan loan;

    (void)state;
    release_into(path, 27);
    loan = lend(path);
    release_into(loan.copy, 40);
    coh_ledger_loan_release(&loan);
    assert_string_equal(holds(path), "27");

    loan = lend(path);
    release_into(loan.copy, 40);
    assert_int_equal(coh_ledger_take(&loan, NULL), 0);
    assert_int_equal(coh_ledger_undo(&loan, NULL), 0);
    coh_ledger_loan_release(&loan);
    assert_string_equal(holds(path), "27");
}

static void
no_ledger_is_left_where_there_was_none(void **state)
{
    struct coh_ledger_loan loan;

    (void)state;
    loan = lend(path);
    release_into(loan.copy, 40);
    coh_ledger_loan_release(&loan);
    assert_int_equal(access(path, F_OK), -1);

    loan = lend(path); /* a page without tables */
    assert_int_equal(coh_ledger_take(&loan, NULL), 0);
    coh_ledger_loan_release(&loan);
    assert_int_equal(access(path, F_OK), -1);

    loan = lend(path);
    release_into(loan.copy, 40);
    assert_int_equal(coh_ledger_take(&loan, NULL), 0);
    assert_string_equal(holds(path), "40");
    assert_int_equal(coh_ledger_undo(&loan, NULL), 0);
    coh_ledger_loan_release(&loan);
    assert_int_equal(access(path, F_OK), -1);
}

static void
what_others_entered_since_stays(void **state)
{
    struct coh_ledger_loan loan;

    (void)state;
    release_into(path, 27);
    loan = lend(path);
    release_into(loan.copy, 40);
    assert_int_equal(coh_ledger_take(&loan, NULL), 0);
    release_into(path, 60);
    assert_int_equal(coh_ledger_undo(&loan, NULL), 0);
    coh_ledger_loan_release(&loan);
    assert_string_equal(holds(path), "27 60");
}

static void
of_two_pages_at_a_time_the_second_waits(void **state)
{
    struct coh_ledger_loan loan;
    int status;
    pid_t pid;

    (void)state;
    loan = lend(path);
    pid = fork();
    assert_true(pid >= 0);
    if (!pid) {
        struct coh_ledger_loan mine = COH_LEDGER_LOAN_INIT;
        int rc = coh_ledger_lend(&mine, path, NULL) || mine.before != 1;

        coh_ledger_loan_release(&mine);
        _exit(rc);
    }
    nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
    release_into(loan.copy, 40);
    assert_int_equal(coh_ledger_take(&loan, NULL), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    coh_ledger_loan_release(&loan);
    assert_string_equal(holds(path), "40");
}

static void
without_a_ledger_a_page_has_its_own(void **state)
{
    struct coh_ledger_loan loan;

    (void)state;
    loan = lend(NULL);
    assert_string_equal(holds(loan.copy), "");
    release_into(loan.copy, 40);
    assert_int_equal(coh_ledger_take(&loan, NULL), 0);
    assert_int_equal(coh_ledger_undo(&loan, NULL), 0);
    coh_ledger_loan_release(&loan);
}

/* All steps, with one failing allocation; what is left is as it was. */
static int
use(void)
{
    struct coh_ledger_loan loan = COH_LEDGER_LOAN_INIT;
    struct coh_error err = COH_ERROR_INIT;
    int rc = -1;

    if (!coh_ledger_lend(&loan, path, &err) && !coh_ledger_take(&loan, &err) &&
        !coh_ledger_undo(&loan, &err))
        rc = 0;
    coh_ledger_loan_release(&loan);
    return rc;
}

static void
memory_that_fails_anywhere_is_survived(void **state)
{
    size_t i;

    (void)state;
    release_into(path, 27);
    for (i = 1; i < 1000; i++) {
        int rc;

        coh_memory_fail_at(i, 0);
        rc = use();
        if (coh_memory_fail_at(0, 0) < i)
            break;
        assert_int_equal(rc, -1);
        assert_string_equal(holds(path), "27");
    }
    assert_true(i > 10 && i < 1000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(what_the_page_entered_becomes_the_ledger),
        TEST(a_page_that_fails_leaves_it_as_it_was),
        TEST(no_ledger_is_left_where_there_was_none),
        TEST(what_others_entered_since_stays),
        TEST(of_two_pages_at_a_time_the_second_waits),
        TEST(without_a_ledger_a_page_has_its_own),
        TEST(memory_that_fails_anywhere_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
