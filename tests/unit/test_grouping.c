/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "flow/grouping-sheet.h"
#include "group/similar.h"

/* A table from cells row by row; the first row is the header. */
static int
make(struct coh_table *t, const char *const *cell, size_t columns, size_t rows,
     struct coh_error *err)
{
    struct coh_span s[8];
    struct coh_record rec = {.n = columns, .cell = s};
    size_t i, k;

    for (i = 0; i < rows; i++) {
        for (k = 0; k < columns; k++)
            s[k] = coh_span_of(cell[i * columns + k]);
        rec.line = i + 1;
        if (i ? coh_table_add(t, &rec, err)
              : coh_header_copy(&t->header, s, columns, err))
            return -1;
    }
    return 0;
}

static const char *const scores[] = {
    "student_id", "score",  "status", "01", "1.5", "",     "02", "2",
    "scored",     "03",     "3.25",   "",   "04",  "10.0", "",   "05",
    "",           "absent", "6",      "12", "",    "07",   "9",  "x",
};

static void
scores_become_mantissas_at_one_scale(void **state)
{
    const struct coh_grouping_choice choice = {"s.csv", "student_id", NULL};
    struct coh_table t = COH_TABLE_INIT;
    struct coh_grouping g = COH_GROUPING_INIT;
    struct coh_notes notes = COH_NOTES_INIT;

    (void)state;
    assert_int_equal(make(&t, scores, 3, 8, NULL), 0);
    assert_int_equal(coh_grouping_students(&g, &t, &choice, &notes, NULL), 0);
    assert_int_equal(g.p.n, 7);
    assert_int_equal(g.scale, 2);
    assert_int_equal(g.score[0], 150);
    assert_int_equal(g.score[2], 325);
    assert_int_equal(g.score[3], 1000);
    /* Blank, and a status that is not scored. */
    assert_int_equal(g.n_missing, 2);
    assert_true(g.missing[4] && g.missing[6]);
    assert_string_equal(g.id[5], "6");
    coh_notes_release(&notes);
    coh_grouping_release(&g);
    coh_table_release(&t);
}

static int
sizes_code(const struct coh_grouping_sizes *sizes, size_t n, size_t *k)
{
    struct coh_grouping g = COH_GROUPING_INIT;
    struct coh_error err = COH_ERROR_INIT;

    g.p.n = n;
    if (coh_grouping_sizes(&g, sizes, &err) == 0)
        *k = g.p.k;
    coh_grouping_release(&g);
    return (int)err.code;
}

static void
exactly_one_way_to_give_sizes_is_asked_for(void **state)
{
    struct coh_grouping_sizes s = {-1, -1, NULL, -1, -1};
    size_t k = 0;

    (void)state;
    assert_int_equal(sizes_code(&s, 20, &k), COH_USAGE);
    s.size = 8;
    assert_int_equal(sizes_code(&s, 20, &k), COH_OK);
    assert_int_equal(k, 3); /* 2.5 rounds up */
    s.groups = 2;
    assert_int_equal(sizes_code(&s, 20, &k), COH_USAGE);
    s = (struct coh_grouping_sizes){-1, -1, "4, 8,8", -1, -1};
    assert_int_equal(sizes_code(&s, 20, &k), COH_OK);
    assert_int_equal(k, 3);
    s.min = 2;
    assert_int_equal(sizes_code(&s, 20, &k), COH_USAGE);
    s = (struct coh_grouping_sizes){-1, -1, "4,x", -1, -1};
    assert_int_equal(sizes_code(&s, 20, &k), COH_USAGE);
    s = (struct coh_grouping_sizes){-1, -1, "4,0", -1, -1};
    assert_int_equal(sizes_code(&s, 20, &k), COH_USAGE);
    s = (struct coh_grouping_sizes){2, -1, NULL, 5, 4};
    assert_int_equal(sizes_code(&s, 20, &k), COH_USAGE);
    s = (struct coh_grouping_sizes){0, -1, NULL, -1, -1};
    assert_int_equal(sizes_code(&s, 20, &k), COH_USAGE);
    s = (struct coh_grouping_sizes){-1, 0, NULL, -1, -1};
    assert_int_equal(sizes_code(&s, 20, &k), COH_USAGE);
}

static void
an_id_without_zeros_that_fits_two_students_is_refused(void **state)
{
    static const char *const twins[] = {"student_id", "score", "07",
                                        "1",          "007",   "2"};
    static const char *const list[] = {"set", "student_id", "A", "7"};
    const struct coh_grouping_choice choice = {"s.csv", "student_id", NULL};
    struct coh_table t = COH_TABLE_INIT, l = COH_TABLE_INIT;
    struct coh_grouping g = COH_GROUPING_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(make(&t, twins, 2, 3, NULL), 0);
    assert_int_equal(make(&l, list, 2, 2, NULL), 0);
    assert_int_equal(coh_grouping_students(&g, &t, &choice, &notes, NULL), 0);
    assert_int_equal(
        coh_grouping_set_list(&g, &l, COH_GROUP_APART, &choice, &notes, &err),
        -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_notes_release(&notes);
    coh_grouping_release(&g);
    coh_table_release(&l);
    coh_table_release(&t);
}

/* Table, lists, groups, sheet and page; 0 or -1. */
static int
whole_run(struct coh_error *err)
{
    static const char *const list[] = {"set", "student_id", "A",  "01", "A",
                                       "02",  "A",          "99", "A",  "3"};
    static const char *const pins[] = {"student_id", "group", "pin", "02", "1",
                                       "yes",        "03",    "2",   ""};
    const struct coh_grouping_choice choice = {"s.csv", "student_id", "score"};
    const struct coh_grouping_sizes sizes = {3, -1, NULL, 1, -1};
    struct coh_table t = COH_TABLE_INIT, l = COH_TABLE_INIT, p = COH_TABLE_INIT;
    struct coh_grouping g = COH_GROUPING_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_group_reasons r = COH_GROUP_REASONS_INIT;
    struct coh_columns keep = COH_COLUMNS_INIT;
    struct coh_text page = COH_TEXT_INIT;
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    struct coh_group_words words = {.sem = 2};
    size_t members;
    int rc = -1;

    if (make(&t, scores, 3, 8, err) || make(&l, list, 2, 5, err) ||
        make(&p, pins, 3, 3, err) ||
        coh_grouping_students(&g, &t, &choice, &notes, err) ||
        coh_grouping_sizes(&g, &sizes, err) ||
        coh_grouping_set_list(&g, &l, COH_GROUP_APART, &choice, &notes, err) ||
        coh_grouping_pin_list(&g, &p, &choice, &notes, err) ||
        coh_group_similar(&g.p, &a, err))
        goto out;
    words.id = g.label;
    words.scale = g.scale;
    if (coh_group_reasons_init(&r, &g.p, &a, &words, err) ||
        coh_grouping_limits(&a, &r, &notes, err) ||
        coh_grouping_report(&g, &a, &r, &page, err) ||
        coh_out_open(&out, "/dev/null", err))
        goto out;
    w = coh_writer_new(&out, COH_FORMAT_CSV, -1, err);
    if (!w || coh_grouping_write(&g, &a, &r, &keep, w, err) ||
        coh_writer_end(w, err))
        goto out;
    /* Only the marked row pins; 99 is nobody; 3 is 03. */
    assert_int_equal(g.n_pinned, 1);
    assert_int_equal(coh_grouping_rules(&g, COH_GROUP_APART, &members), 1);
    assert_int_equal(members, 3);
    assert_true(coh_notes_look(&notes));
    assert_int_equal(coh_writer_rows(w), 7);
    rc = 0;
out:
    coh_writer_free(w);
    coh_out_release(&out);
    coh_text_release(&page);
    coh_group_reasons_release(&r);
    coh_group_answer_release(&a);
    coh_notes_release(&notes);
    coh_grouping_release(&g);
    coh_table_release(&p);
    coh_table_release(&l);
    coh_table_release(&t);
    return rc;
}

static void
every_failing_allocation_is_reported(void **state)
{
    struct coh_error err;
    size_t n;

    (void)state;
    for (n = 1;; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        if (!whole_run(&err))
            break;
        assert_int_equal(err.code, COH_SYSTEM);
    }
    coh_memory_fail_at(0, 0);
    assert_true(n > 50);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_become_mantissas_at_one_scale),
        cmocka_unit_test(exactly_one_way_to_give_sizes_is_asked_for),
        cmocka_unit_test(an_id_without_zeros_that_fits_two_students_is_refused),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
