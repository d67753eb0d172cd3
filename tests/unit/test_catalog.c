/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "layout/catalog.h"

enum { MOST = 12 };

/* A header of names split by commas. */
static void
make_header(struct coh_header *h, const char *names)
{
    struct coh_span name[MOST];
    size_t n = 0;

    for (;;) {
        size_t length = strcspn(names, ",");

        assert_true(n < MOST);
        name[n++] = (struct coh_span){names, length};
        if (!names[length])
            break;
        names += length + 1;
    }
    *h = (struct coh_header)COH_HEADER_INIT;
    assert_int_equal(coh_header_copy(h, name, n, NULL), 0);
}

static const char *
detect(const struct coh_catalog *c, const char *line, struct coh_error *err)
{
    struct coh_headings names = COH_HEADINGS_INIT;
    struct coh_catalog_hit hit;
    struct coh_header h;

    make_header(&h, line);
    assert_int_equal(coh_headings_make(&names, &h, NULL), 0);
    hit = coh_catalog_best(c, &names, 0);
    if (!hit.layout)
        assert_int_equal(coh_catalog_refuse(c, &names, err), -1);
    coh_headings_release(&names);
    coh_header_release(&h);
    if (hit.layout && hit.rival_score == hit.score)
        return "a draw";
    return hit.layout ? hit.layout->name : NULL;
}

/* What coh_layout_score says of a header. */
static size_t
score(const struct coh_layout *l, const char *line, const char **missing)
{
    struct coh_headings names = COH_HEADINGS_INIT;
    struct coh_header h;
    size_t n;

    make_header(&h, line);
    assert_int_equal(coh_headings_make(&names, &h, NULL), 0);
    n = coh_layout_score(l, &names, missing);
    coh_headings_release(&names);
    coh_header_release(&h);
    return n;
}

static void
each_export_is_known_by_its_header_in_any_order(void **state)
{
    static const char *const pair[][2] = {
        {"Section,ID,Student,Quiz (1)", "canvas-gradebook"},
        {"LastName,FirstName,ID,Section", "canvas-gradebook"},
        {"TestName,TestStartDate,TestRITScore,StudentID,TermName",
         "nwea-map-growth"},
        {"QuizName,StudentID,Earned Points,Possible Points", "zipgrade"},
        {"Quiz Name,Student ID,Earned Points,Possible Points", "zipgrade"},
        {"Date,WCPM,Student ID", "fluency"},
        {"score,assessment,student_id", "tidy"},
    };
    struct coh_catalog c = COH_CATALOG_INIT;
    size_t i;

    (void)state;
    assert_int_equal(coh_catalog_open(&c, NULL), 0);
    for (i = 0; i < UNIT_COUNT(pair); i++)
        assert_string_equal(detect(&c, pair[i][0], NULL), pair[i][1]);
    coh_catalog_release(&c);
}

static void
a_header_that_fits_none_or_two_is_refused(void **state)
{
    struct coh_catalog c = COH_CATALOG_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_catalog_open(&c, NULL), 0);
    assert_null(detect(&c, "a,b", &err));
    assert_int_equal(err.code, COH_INPUT);
    assert_null(detect(&c, "StudentID,TestName,TermName,TestRITScore", &err));
    assert_non_null(strstr(err.text, "needs 'TestStartDate'"));
    assert_string_equal(
        detect(&c, "score,assessment,student_id,Probe Date,WCPM", &err),
        "a draw");
    coh_catalog_release(&c);
}

static void
a_forbidden_name_speaks_finally(void **state)
{
    struct coh_layout l = COH_LAYOUT_INIT;
    const char *missing = "x";

    (void)state;
    assert_int_equal(
        coh_layout_parse(&l, "own.ini",
                         coh_span_of("[layout]\nname = own\n[match]\n"
                                     "required = A\nforbidden = Z\n[student]\n"
                                     "id = A\n[result r]\nscore = {A}\n"),
                         NULL),
        0);
    assert_int_equal(score(&l, "A", &missing), 1);
    assert_null(missing);
    assert_int_equal(score(&l, "A,Z", NULL), 0);
    assert_int_equal(score(&l, "B", &missing), 0);
    assert_string_equal(missing, "A");
    coh_layout_release(&l);
}

static void
a_layout_is_chosen_by_name_or_file(void **state)
{
    struct coh_catalog c = COH_CATALOG_INIT;
    struct coh_layout own = COH_LAYOUT_INIT;
    const struct coh_layout *l;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_span text = coh_catalog_text("tidy");
    char path[UNIT_PATH];

    (void)state;
    assert_int_equal(coh_catalog_open(&c, NULL), 0);
    assert_int_equal(coh_catalog_choose(&c, "tidy", &own, &l, NULL), 0);
    assert_ptr_equal(l, coh_catalog_find(&c, "tidy"));
    assert_int_equal(coh_catalog_choose(&c, "tidier", &own, &l, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_int_equal(coh_catalog_choose(&c, "./no.ini", &own, &l, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    /* What --show-layout prints is a layout again. */
    unit_file(path, text.bytes, text.length);
    assert_int_equal(coh_catalog_choose(&c, path, &own, &l, NULL), 0);
    assert_string_equal(l->name, "tidy");
    unlink(path);
    assert_int_equal(coh_catalog_text("tid").length, 0);
    assert_int_equal(coh_catalog_text("").length, 0);
    coh_layout_release(&own);
    coh_catalog_release(&c);
}

static int
work(struct coh_error *err)
{
    struct coh_catalog c = COH_CATALOG_INIT;
    int rc = coh_catalog_open(&c, err);

    coh_catalog_release(&c);
    return rc;
}

static void
the_catalog_survives_every_failing_allocation(void **state)
{
    (void)state;
    /* Each layout makes the same ones: some of all of them will do. */
    assert_true(unit_torture_each(work, 97) > 50);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_export_is_known_by_its_header_in_any_order),
        cmocka_unit_test(a_header_that_fits_none_or_two_is_refused),
        cmocka_unit_test(a_forbidden_name_speaks_finally),
        cmocka_unit_test(a_layout_is_chosen_by_name_or_file),
        cmocka_unit_test(the_catalog_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
