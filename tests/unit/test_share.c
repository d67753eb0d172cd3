/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "report/share.h"

/* A folder with programs of these names; none is ever run. */
static const char *const programs[] = {
    "cohort-select",         "cohort-summary",        "cohort-compare",
    "cohort-items",          "cohort-table",          "cohort-chart",
    "cohort-mask",           "cohort-growth",         "cohort-group",
    "cohort-deploy",         "cohort-roster-list",    "cohort-ingest",
    "cohort-inventory-list", "cohort-inventory-check"};

enum { PROGRAMS = sizeof(programs) / sizeof(*programs) };

static char folder[64];

static int
make_folder(void **state)
{
    char made[] = "/tmp/cohort-test-XXXXXX", path[128];
    size_t i;

    (void)state;
    assert_non_null(mkdtemp(made));
    snprintf(folder, sizeof(folder), "%s/", made);
    for (i = 0; i < PROGRAMS; i++) {
        FILE *f;

        snprintf(path, sizeof(path), "%s%s", folder, programs[i]);
        f = fopen(path, "w");
        assert_non_null(f);
        fclose(f);
        assert_int_equal(chmod(path, 0700), 0);
    }
    return 0;
}

static int
remove_folder(void **state)
{
    char path[128];
    size_t i;

    (void)state;
    for (i = 0; i < PROGRAMS; i++) {
        snprintf(path, sizeof(path), "%s%s", folder, programs[i]);
        unlink(path);
    }
    return rmdir(folder);
}

/* The pipeline as it would be shared, or why not; good until the next call.
 * With min_n, or files (and so a ledger), the mask has its options. */
static const char *
shared(const char *text, long min_n, const char *files)
{
    static char out[1000];
    struct coh_pipeline p = COH_PIPELINE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_text line = COH_TEXT_INIT;
    size_t mask = 0;
    int rc;

    assert_int_equal(
        coh_pipeline_parse(&p, coh_span_of(text), NULL, folder, &err), 0);
    rc = coh_share_rewrite(&p, folder, &mask, &err);
    if (!rc && mask < p.n) {
        const struct coh_share_told told = {min_n, files != NULL,
                                            coh_span_of(files ? files : "")};

        rc = coh_share_mask_words(&p, mask, &told, &err);
    }
    if (!rc)
        rc = coh_pipeline_text(&p, &line, &err);
    if (rc)
        assert_int_equal(err.code, COH_INPUT);
    snprintf(out, sizeof(out), "%s", rc ? err.text : coh_text_get(&line));
    coh_text_release(&line);
    coh_pipeline_release(&p);
    return out;
}

#define IS(text, expected) assert_string_equal(shared(text, 0, NULL), expected)
#define REFUSED(text, words)                                                  \
    do {                                                                      \
        assert_non_null(strstr(shared(text, 0, NULL), "cannot be shared: ")); \
        assert_non_null(strstr(shared(text, 0, NULL), words));                \
    } while (0)

static void
a_mask_stands_behind_the_last_stage_that_counts(void **state)
{
    (void)state;
    IS("cohort select | cohort summary -v score",
       "cohort select | cohort summary -v score | cohort mask");
    IS("cohort select | cohort summary | cohort table --where 'n>5' --head 3 "
       "| cohort chart bars",
       "cohort select | cohort summary | cohort mask | cohort table --where "
       "'n>5' --head 3 | cohort chart bars");
    IS("cohort-items a.csv | cohort-table -c item",
       "cohort-items a.csv | cohort mask | cohort-table -c item");
    IS("cohort table -c student_id,score | cohort compare -b section",
       "cohort table -c student_id,score | cohort compare -b section | cohort "
       "mask");
}

static void
the_author_s_own_mask_stays_where_it_is(void **state)
{
    static const char own[] =
        "cohort select | cohort summary | cohort mask --merge section:A+B=AB "
        "| cohort table";

    (void)state;
    IS(own, own);
    IS("cohort mask -b section --count n counts.csv",
       "cohort mask -b section --count n counts.csv");
    REFUSED("cohort summary | cohort table --where 'n>5' | cohort mask",
            "directly behind");
    REFUSED("cohort select | cohort mask", "directly behind");
    REFUSED("cohort summary | cohort mask | cohort compare",
            "behind a mask only");
    REFUSED("cohort summary | cohort mask | cohort mask", "behind a mask only");
    REFUSED("cohort mask --pseudonyms k a.csv", "not small groups");
    REFUSED("cohort mask --codes=k a.csv", "not small groups");
}

static void
what_speaks_of_sources_needs_no_mask(void **state)
{
    (void)state;
    IS("cohort inventory list | cohort table --head 1",
       "cohort inventory list | cohort table --head 1");
    IS("cohort inventory check --overdue", "cohort inventory check --overdue");
}

static void
single_students_are_refused(void **state)
{
    (void)state;
    REFUSED("cohort select | cohort growth --flag falling",
            "stage 2, cohort-growth: it speaks of single students");
    REFUSED("cohort select | cohort group similar", "single students");
    REFUSED("cohort deploy", "single students");
    REFUSED("cohort roster list", "single students");
    REFUSED("cohort ingest --list | cohort table", "single students");
    REFUSED("cohort select --latest", "no stage counts students");
    REFUSED("cohort table scores.csv", "no stage counts students");
    REFUSED("cohort select | cohort table | cohort chart box",
            "draw bars from a summary instead");
    /* What follows cannot heal it. */
    REFUSED("cohort select | cohort growth | cohort summary",
            "single students");
    assert_non_null(strstr(shared("cohort roster list", 0, NULL), "share=no"));
}

static void
students_are_chosen_by_groups_only(void **state)
{
    (void)state;
    REFUSED("cohort select | cohort summary --where student_id=00812",
            "chooses single students");
    REFUSED("cohort summary --where 'name=Ana' a.csv",
            "chooses single students");
    REFUSED("cohort summary --student pupil --where pupil=3 a.csv",
            "chooses single students");
    REFUSED("cohort summary --where=state_id=3 a.csv",
            "chooses single students");
    REFUSED("cohort summary --students list.csv a.csv",
            "chooses single students");
    REFUSED("cohort select --student 00812 | cohort summary",
            "chooses single students");
    REFUSED("cohort select | cohort summary --where 'score<70'", "use --cut");
    REFUSED("cohort select | cohort table --where 'score>=70' | cohort summary",
            "stage 2, cohort-table: --where 'score>=70'");
    REFUSED("cohort select | cohort summary --where 'section!=5A'",
            "use --cut");
    REFUSED("cohort summary --where section=5A --where section=5B",
            "use -b for the column");
    REFUSED("cohort select | cohort table --sort score --head 10 | "
            "cohort summary",
            "--head before the count");
    REFUSED("cohort table --rename item=student_id | cohort summary",
            "--rename before the count");
    /* A column of ids may be called so; a condition behind the mask sees what
     * the reader sees. */
    IS("cohort summary --student pupil a.csv | cohort table --where 'rate<0.5'",
       "cohort summary --student pupil a.csv | cohort mask | cohort table "
       "--where 'rate<0.5'");
}

static void
the_mask_hides_what_the_strictest_source_asks_for(void **state)
{
    (void)state;
    assert_string_equal(
        shared("cohort select | cohort summary", 15, NULL),
        "cohort select | cohort summary | cohort mask --min-n 15");
    assert_string_equal(
        shared("cohort summary | cohort mask --min-n 20", 15, NULL),
        "cohort summary | cohort mask --min-n 20");
    assert_non_null(
        strstr(shared("cohort summary | cohort mask --min-n=5", 10, NULL),
               "below 10 is shown"));
}

/* What the mask is told of a pipeline that ends before it. */
static const char *
told(const char *text)
{
    const char *said = strstr(shared(text, 0, "file=a.csv"), "cohort mask ");

    assert_non_null(said);
    return said + strlen("cohort mask ");
}

static void
tables_of_one_assessment_are_judged_together(void **state)
{
    static const char *const same[] = {
        "cohort select --assessment 'Unit 3' | cohort summary -b section",
        "cohort select --latest --as-of 2026-03-06 --assessment='Unit 3' | "
        "cohort compare --cut=70% -vscore -b iep",
        "cohort select --assessment 'Unit 3' --measure overall --source s "
        "--snapshot 2025-12-01 --with section | cohort summary -qv score",
        "cohort select | cohort summary --where 'assessment = Unit 3'",
    };
    static const char *const other[] = {
        "cohort select --assessment 'Unit 4' | cohort summary -b section",
        ("cohort select --assessment 'Unit 3' --measure 'Part A' | cohort "
         "summary"),
        "cohort select --source unit-tests | cohort summary",
        "cohort select --notes --source notes | cohort summary",
        "cohort select | cohort summary",
    };
    static const char about[] = "--about 'assessment=Unit 3'";
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(same) / sizeof(*same); i++) {
        assert_non_null(strstr(told(same[i]), about));
        assert_false(told(same[i])[strlen(about)] == ';');
    }
    for (i = 0; i < sizeof(other) / sizeof(*other); i++)
        assert_null(strstr(told(other[i]), about));
    assert_string_equal(told(other[1]),
                        "--about 'assessment=Unit 3; measure=Part A'");
    assert_string_equal(told(other[2]), "--about source=unit-tests "
                                        "--how source=unit-tests");
    /* Nothing but the file says what it is. */
    assert_string_equal(told("cohort summary a.csv"), "--about file=a.csv");
}

static void
what_is_worked_out_is_told_apart(void **state)
{
    (void)state;
    assert_string_equal(
        told("cohort select --assessment 'Unit 3' --latest --with section | "
             "cohort summary -qv score -b section --cut 70% --digits 1"),
        "--about 'assessment=Unit 3' --how 'latest; value=score; cut=70%'");
    /* Whatever the order of the options. */
    assert_string_equal(
        told("cohort select --latest --assessment 'Unit 3' | cohort summary "
             "--cut=70% -vscore"),
        "--about 'assessment=Unit 3' --how 'latest; value=score; cut=70%'");
}

static void
days_become_the_period(void **state)
{
    (void)state;
    assert_string_equal(
        told("cohort select --since 2026-03-02 --until 2026-03-06 | cohort "
             "summary a.csv"),
        "--about file=a.csv --period 2026-03-02/2026-03-06");
    assert_string_equal(
        told("cohort select --until=2026-03-06 | cohort summary"),
        "--about file=a.csv --period /2026-03-06");
    assert_string_equal(
        told("cohort select --since 2026-03-02 | cohort summary"),
        "--about file=a.csv --period 2026-03-02/");
}

static void
conditions_are_what_all_have_in_common(void **state)
{
    (void)state;
    assert_string_equal(
        told("cohort summary --where ' grade = 5' --where iep=no"),
        "--about file=a.csv --fixed grade=5 --fixed iep=no");
    /* A group may be chosen at any stage before the count. */
    assert_string_equal(
        told("cohort select --where section=5A | cohort table "
             "--where=sex=f | cohort summary --where grade=5 | cohort table "
             "--where n=12"),
        "--about file=a.csv --fixed section=5A --fixed sex=f --fixed grade=5"
        " | cohort table --where n=12");
}

static void
what_the_mask_is_told_is_not_shown(void **state)
{
    static const struct coh_share_told told = {10, 1, {"file=Ana.csv", 12}};
    struct coh_pipeline p = COH_PIPELINE_INIT;
    struct coh_text line = COH_TEXT_INIT;
    size_t mask;

    (void)state;
    assert_int_equal(
        coh_pipeline_parse(&p,
                           coh_span_of("cohort summary Ana.csv | cohort table"),
                           NULL, folder, NULL),
        0);
    assert_int_equal(coh_share_rewrite(&p, folder, &mask, NULL), 0);
    assert_int_equal(coh_share_mask_words(&p, mask, &told, NULL), 0);
    assert_int_equal(
        coh_share_text(&p, &(struct coh_span){"Ana.csv", 7}, 1, &line, NULL),
        0);
    assert_string_equal(
        coh_text_get(&line),
        "cohort summary FILE | cohort mask --min-n 10 | cohort table");
    coh_text_release(&line);
    coh_pipeline_release(&p);
}

static void
an_author_has_no_ledger_of_their_own(void **state)
{
    (void)state;
    REFUSED("cohort summary | cohort mask --ledger l --about a",
            "give cohort weave --ledger FILE");
    REFUSED("cohort summary | cohort mask --period=/2026-03-06",
            "--period is said by the page itself");
}

static void
a_command_is_shown_without_names_of_files(void **state)
{
    const struct coh_span names[] = {{"ana diaz.csv", 12}, {"map.csv", 7}};
    struct coh_pipeline p = COH_PIPELINE_INIT;
    struct coh_text line = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(
        coh_pipeline_parse(
            &p,
            coh_span_of(
                "cohort select --db team.db --db=team.db | cohort items "
                "--standards=map.csv --key /home/ana/k.csv 'ana "
                "diaz.csv' -v score"),
            NULL, folder, NULL),
        0);
    assert_int_equal(coh_share_text(&p, names, 2, &line, NULL), 0);
    assert_string_equal(coh_text_get(&line),
                        "cohort select --db FILE --db=FILE | cohort items "
                        "--standards=FILE --key FILE FILE -v score");
    coh_text_release(&line);
    coh_pipeline_release(&p);
}

static void
columns_that_say_who_are_known(void **state)
{
    static const char *const who[] = {
        "student_id", "Student ID", "studentid",   "student",   "name",
        "NAME",       "first_name", "last_name",   "Last Name", "First Name",
        "SIS Login",  "email",      "School Email"};
    static const char *const may[] = {"n", "section", "source_id", "students",
                                      "mean"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(who) / sizeof(*who); i++)
        assert_false(coh_share_may_show(coh_span_of(who[i])));
    for (i = 0; i < sizeof(may) / sizeof(*may); i++)
        assert_true(coh_share_may_show(coh_span_of(may[i])));
}

static void
every_failing_allocation_is_reported(void **state)
{
    static const struct coh_share_told told_all = {10, 1, {"f", 1}};
    int n, done = 0;

    (void)state;
    for (n = 1; !done; n++) {
        struct coh_pipeline p = COH_PIPELINE_INIT;
        struct coh_error err = COH_ERROR_INIT;
        size_t mask;

        coh_memory_fail_at((size_t)n, 1);
        done = !coh_pipeline_parse(&p,
                                   coh_span_of("cohort select | cohort summary "
                                               "--where section=A"),
                                   NULL, folder, &err) &&
               !coh_share_rewrite(&p, folder, &mask, &err) &&
               !coh_share_mask_words(&p, mask, &told_all, &err);
        coh_memory_fail_at(0, 0);
        if (!done)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_pipeline_release(&p);
        assert_true(n < 1000);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mask_stands_behind_the_last_stage_that_counts),
        cmocka_unit_test(the_author_s_own_mask_stays_where_it_is),
        cmocka_unit_test(what_speaks_of_sources_needs_no_mask),
        cmocka_unit_test(single_students_are_refused),
        cmocka_unit_test(students_are_chosen_by_groups_only),
        cmocka_unit_test(the_mask_hides_what_the_strictest_source_asks_for),
        cmocka_unit_test(tables_of_one_assessment_are_judged_together),
        cmocka_unit_test(what_is_worked_out_is_told_apart),
        cmocka_unit_test(days_become_the_period),
        cmocka_unit_test(conditions_are_what_all_have_in_common),
        cmocka_unit_test(what_the_mask_is_told_is_not_shown),
        cmocka_unit_test(an_author_has_no_ledger_of_their_own),
        cmocka_unit_test(a_command_is_shown_without_names_of_files),
        cmocka_unit_test(columns_that_say_who_are_known),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
