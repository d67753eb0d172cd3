/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>
#include <math.h>

#include "chart-places.h"
#include "chart-rows.h"
#include "chart/levels-text.h"
#include "near.h"

static const char *const results[] = {
    "1|A|Met|12",  "2|A|Below|3",       "3|A|Met|11", "4|A||",
    "5|B|Below|4", "6|B|Approaching|7", "7|B|Met|13", NULL};

static void
a_share_is_of_all_with_a_level(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    const struct coh_chart_levels *l;

    (void)state;
    c.options.by = "section";
    c.options.student = "student_id";
    fill(&c, "levels", "student_id|section|level|score", results, NULL);
    l = coh_chart_levels_of(&c);
    /* R 4.2.2: prop.table(table(c("Met", "Below", "Met"))) */
    assert_int_equal(l->levels, 3);
    assert_near(coh_chart_levels_share(l, 0, 0), 1.0 / 3, 1e-15);
    assert_near(coh_chart_levels_share(l, 0, 1), 0, 0);
    assert_near(coh_chart_levels_share(l, 0, 2), 2.0 / 3, 1e-15);
    assert_int_equal(l->group[0].missing, 1);
    assert_near(l->group[0].of, 3, 0);
    coh_chart_release(&c);
}

static void
levels_stand_by_the_median_score_at_each(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    const struct coh_chart_levels *l;

    (void)state;
    /* Medians by hand: Below 3.5, Approaching 7, Met 12. */
    fill(&c, "levels", "student_id|section|level|score", results, &notes);
    l = coh_chart_levels_of(&c);
    assert_true(coh_span_is(coh_chart_levels_name(l, 0), "Below"));
    assert_true(coh_span_is(coh_chart_levels_name(l, 1), "Approaching"));
    assert_true(coh_span_is(coh_chart_levels_name(l, 2), "Met"));
    assert_int_equal(notes.n, 2);
    assert_false(coh_notes_look(&notes));
    coh_notes_release(&notes);
    coh_chart_release(&c);
}

static void
who_repeats_in_a_group_asks_for_a_look(void **state)
{
    static const char *const rows[] = {"1|A|1", "1|A|2", "1|B|2", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_notes notes = COH_NOTES_INIT;

    (void)state;
    c.options.by = "section";
    c.options.student = "student_id";
    fill(&c, "levels", "student_id|section|level", rows, &notes);
    assert_int_equal(notes.n, 1);
    assert_true(coh_notes_look(&notes));
    assert_string_equal(notes.note[0].place[0], "A: 2 rows of 1 students");
    coh_notes_release(&notes);
    coh_chart_release(&c);
}

static void
hidden_levels_are_one_part_at_the_end(void **state)
{
    static const char *const rows[] = {"A|Below||27|n;share", "A|Met|11|27|",
                                       "A|Above||27|n;share", "B|Below|||n;of",
                                       "B|Met|||n;of",        NULL};
    struct coh_chart_levels_part part[COH_CHART_LEVELS_MOST + 1];
    struct coh_chart c = COH_CHART_INIT;
    const struct coh_chart_levels *l;

    (void)state;
    fill(&c, "levels", "section|level|n|of|suppressed", rows, NULL);
    l = coh_chart_levels_of(&c);
    assert_int_equal(coh_chart_levels_parts(l, 0, part), 2);
    assert_int_equal(part[0].place, 1);
    assert_near(part[0].from, 0, 0);
    assert_near(part[0].to, 11.0 / 27, 1e-15);
    assert_int_equal(part[1].place, l->levels);
    assert_near(part[1].to, 1, 0);
    assert_int_equal(coh_chart_levels_parts(l, 1, part), 1);
    assert_near(part[0].from, 0, 0);
    assert_true(isnan(coh_chart_levels_share(l, 0, 0)));
    coh_chart_release(&c);
}

/* Groups of many levels, one with a name of 40 letters and more. */
static void
many(struct coh_chart *c, int groups, int levels, int n)
{
    char line[200];
    int g, i;

    c->options.by = "section";
    assert_int_equal(start(c, "levels", "section|level", NULL), 0);
    for (g = 0; g < groups; g++)
        for (i = 0; i < n; i++) {
            snprintf(line, sizeof(line), "%s %d|Level %s%d",
                     g == 1 ? "Maximiliana Wolfeschlegelsteinhausen-Bergdorff"
                            : "Section",
                     g, i % 3 ? "of some name " : "",
                     (int)(sqrt(i * 7 % 97) * levels / 9.9));
            assert_int_equal(row(c, line, NULL, NULL), 0);
        }
    assert_int_equal(coh_chart_finish(c, "a.csv", NULL, NULL), 0);
}

static void
no_text_of_levels_overlaps_another(void **state)
{
    static const long widths[] = {0, 1000, 420};
    int g, k;

    (void)state;
    for (k = 0; k < 3; k++)
        for (g = 1; g <= 30; g += 7) {
            struct coh_chart c = COH_CHART_INIT;
            struct coh_text t = COH_TEXT_INIT;

            c.options.width = widths[k];
            many(&c, g, 2 + g % 8, 3 + g * 4);
            assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
            assert_true(assert_texts_stand_apart(t.bytes) > 5);
            coh_text_release(&t);
            coh_chart_release(&c);
        }
}

static int
whole_flow(struct coh_error *err)
{
    struct coh_chart c = COH_CHART_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_text t = COH_TEXT_INIT, data = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    c.options.by = "section";
    c.options.student = "student_id";
    if (start(&c, "levels", "student_id|section|level|score", err))
        goto out;
    for (i = 0; results[i]; i++)
        if (row(&c, results[i], &notes, err))
            goto out;
    if (coh_chart_finish(&c, "a.csv", &notes, err) ||
        coh_chart_script(&c, &t, err) || coh_chart_describe(&c, &t, err) ||
        coh_chart_data(&c, &data, err))
        goto out;
    rc = 0;
out:
    coh_text_release(&t);
    coh_text_release(&data);
    coh_notes_release(&notes);
    coh_chart_release(&c);
    return rc;
}

static void
every_failing_allocation_is_reported(void **state)
{
    size_t n;

    (void)state;
    for (n = 1; n < 5000; n++) {
        struct coh_error err = COH_ERROR_INIT;
        int rc;

        coh_memory_fail_at(n, 0);
        rc = whole_flow(&err);
        coh_memory_fail_at(0, 0);
        if (!rc)
            break;
        assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_in_range(n, 20, 4999);
}

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_share_is_of_all_with_a_level),
        cmocka_unit_test(levels_stand_by_the_median_score_at_each),
        cmocka_unit_test(who_repeats_in_a_group_asks_for_a_look),
        cmocka_unit_test(hidden_levels_are_one_part_at_the_end),
        cmocka_unit_test(no_text_of_levels_overlaps_another),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
