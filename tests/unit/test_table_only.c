/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/memory.h"
#include "table/only.h"
#include "table/reader.h"
#include "table/table.h"

static int
has(const char *list, const char *id)
{
    struct coh_only only = COH_ONLY_INIT;
    struct coh_error err = COH_ERROR_INIT;
    int yes;

    assert_int_equal(coh_only_read(&only, coh_span_of(list), &err), 0);
    yes = coh_only_has(&only, coh_span_of(id));
    coh_only_release(&only);
    coh_only_release(&only);
    return yes;
}

static void
an_id_is_one_of_the_list_as_it_stands(void **state)
{
    (void)state;
    assert_true(has("00812\n03180", "00812"));
    assert_true(has("00812\n03180\n", " 03180 "));
    assert_false(has("00812", "812"));
    assert_false(has("812", "00812"));
    assert_false(has("00812", "008120"));
    assert_false(has("00812", ""));
}

static void
without_zeros_only_where_the_list_says_so(void **state)
{
    (void)state;
    assert_true(has("00812\n~812", "812"));
    assert_true(has("00812\n~812", "0812"));
    assert_false(has("00812\n~812", "8120"));
    assert_false(has("00812\n~812", "~812"));
    /* Both students are on the roster: no line says ~. */
    assert_false(has("812", "0812"));
}

static void
a_list_of_nobody_is_refused(void **state)
{
    struct coh_only only = COH_ONLY_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_only_read(&only, coh_span_of("\n ~812\n"), &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    coh_only_release(&only);
}

/* Rows of `csv` that are left for 00812, as first cells with blanks. */
static void
read_rows(const char *csv, const char *student, char *left, size_t size)
{
    struct coh_only only = COH_ONLY_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_record rec;
    struct coh_reader *r;
    char path[32];
    int fd = -1;

    assert_int_equal(coh_file_temporary(&fd, &err), 0);
    assert_int_equal(write(fd, csv, strlen(csv)), (ssize_t)strlen(csv));
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    snprintf(path, sizeof(path), "/dev/fd/%d", fd);
    assert_int_equal(coh_only_read(&only, coh_span_of("00812\n~812"), &err), 0);
    r = coh_reader_open(path, NULL, &err);
    assert_non_null(r);
    coh_reader_set_only(r, &only, student);
    assert_int_equal(coh_reader_header(r, &rec, &err), 0);
    *left = '\0';
    for (;;) {
        size_t n = strlen(left);

        assert_int_equal(coh_reader_next(r, &rec, &err), 0);
        if (rec.end)
            break;
        snprintf(left + n, size - n, "%.*s%s", (int)rec.cell[0].length,
                 rec.cell[0].bytes, coh_reader_tells_students(r) ? " " : "?");
    }
    snprintf(left + strlen(left), size - strlen(left), "%zu",
             coh_reader_counts(r)->records);
    coh_reader_free(r);
    coh_only_release(&only);
    close(fd);
}

static void
a_reader_passes_over_the_rows_of_others_and_counts_none(void **state)
{
    static const struct {
        const char *csv, *student, *left;
    } cases[] = {
        {"n,student_id\n1,00812\n2,03180\n3,812\n", "student_id", "1 3 2"},
        {"n,Student_ID \n1,00812\n2,03180\n", "student_id", "1 1"},
        {"n,id\n1,00812\n2,03180\n", "id", "1 1"},
        /* The author's column and the student's must both fit. */
        {"n,rater,student_id\n1,00812,03180\n2,00812,00812\n", "rater", "2 1"},
        {"n,mean\n1,2\n2,3\n", "student_id", "1?2?2"},
        {"n,student_id\n1,03180\n2,\n", "student_id", "0"},
    };
    char left[100];
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        read_rows(cases[i].csv, cases[i].student, left, sizeof(left));
        assert_string_equal(left, cases[i].left);
    }
}

static void
without_memory_it_fails_and_leaks_nothing(void **state)
{
    struct coh_error err;
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc; n++) {
        struct coh_only only = COH_ONLY_INIT;

        coh_memory_fail_at(n, 1);
        rc = coh_only_read(&only, coh_span_of("00812\n~812\n03180"), &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_only_release(&only);
    }
    assert_true(n > 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_is_one_of_the_list_as_it_stands),
        cmocka_unit_test(without_zeros_only_where_the_list_says_so),
        cmocka_unit_test(a_list_of_nobody_is_refused),
        cmocka_unit_test(
            a_reader_passes_over_the_rows_of_others_and_counts_none),
        cmocka_unit_test(without_memory_it_fails_and_leaks_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
