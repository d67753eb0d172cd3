/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>
#include <math.h>

#include "chart-places.h"
#include "chart-rows.h"
#include "chart/heatmap.h"
#include "near.h"

static const char *const results[] = {"1|N1|A|4|4", "2|N1|A|1|4", "3|N1|B|0|4",
                                      "1|N2|A|3|4", "2|N2|A||4",  "4|N3|B|x|4",
                                      NULL};

static void
a_cell_is_the_mean_of_its_rows(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    const struct coh_chart_heatmap *h;
    const struct coh_grid_cell *cell;

    (void)state;
    c.options.by = "standard,section";
    c.options.student = "student_id";
    fill(&c, "heatmap", "student_id|standard|section|score|max_score", results,
         NULL);
    h = coh_chart_heatmap_of(&c);
    assert_int_equal(h->grid.rows.n, 3);
    assert_int_equal(h->grid.columns.n, 2);
    /* R 4.2.2: tapply(score, list(standard, section), mean, na.rm = TRUE):
     * 2.5, 0; 3, NA; NA, NaN. */
    cell = coh_grid_seek(&h->grid, 0, 0);
    assert_near(cell->value, 2.5, 1e-15);
    assert_int_equal(cell->n, 2);
    assert_near(coh_chart_heatmap_part(h, cell), 2.5 / 4, 1e-15);
    cell = coh_grid_seek(&h->grid, 0, 1);
    assert_near(cell->value, 0, 0);
    assert_near(coh_chart_heatmap_part(h, cell), 0, 0);
    assert_null(coh_grid_seek(&h->grid, 1, 1));
    cell = coh_grid_seek(&h->grid, 2, 1);
    assert_true(isnan(coh_chart_heatmap_part(h, cell)));
    assert_int_equal(cell->missing, 1);
    assert_int_equal(c.missing, 2);
    coh_chart_release(&c);
}

static void
shades_run_over_the_scores_unless_more_is_known(void **state)
{
    static const char *const scores[] = {"a|x|210", "a|x|220", "a|y|200", NULL};
    static const char *const shares[] = {"a|x|1", "a|x|0", "a|y|0", NULL};
    struct coh_chart c = COH_CHART_INIT;
    const struct coh_chart_heatmap *h;

    (void)state;
    c.options.by = "r,k";
    fill(&c, "heatmap", "r|k|score", scores, NULL);
    h = coh_chart_heatmap_of(&c);
    assert_int_equal(h->scale, COH_HEATMAP_SCORES);
    /* (215 − 200) / (220 − 200) */
    assert_near(coh_chart_heatmap_part(h, coh_grid_seek(&h->grid, 0, 0)), 0.75,
                1e-15);
    coh_chart_release(&c);
    c.options.by = "r,k";
    fill(&c, "heatmap", "r|k|score", shares, NULL);
    h = coh_chart_heatmap_of(&c);
    assert_int_equal(h->scale, COH_HEATMAP_SHARES);
    assert_true(c.percent);
    assert_near(coh_chart_heatmap_part(h, coh_grid_seek(&h->grid, 0, 0)), 0.5,
                1e-15);
    coh_chart_release(&c);
}

static void
hidden_is_neither_zero_nor_missing(void **state)
{
    static const char *const rows[] = {"a|x|s|10|<=20%|", "a|y|s|||n;rate_band",
                                       "b|x|s|12|30-39%|", NULL};
    struct coh_chart c = COH_CHART_INIT;
    const struct coh_chart_heatmap *h;
    struct coh_text t = COH_TEXT_INIT;
    struct coh_chart_heatmap_form form = {0, 1};

    (void)state;
    fill(&c, "heatmap", "r|k|variable|n|rate_band|suppressed", rows, NULL);
    h = coh_chart_heatmap_of(&c);
    assert_true(coh_grid_seek(&h->grid, 0, 1)->hidden);
    assert_true(isnan(coh_chart_heatmap_n(&c, coh_grid_seek(&h->grid, 0, 1))));
    /* The middle of 30 to 39 %. */
    assert_near(coh_chart_heatmap_part(h, coh_grid_seek(&h->grid, 1, 0)), 0.345,
                1e-12);
    assert_int_equal(coh_chart_heatmap_number(&c, coh_grid_seek(&h->grid, 0, 1),
                                              &form, &t, NULL),
                     0);
    assert_string_equal(t.bytes, "hidden");
    coh_text_release(&t);
    coh_chart_release(&c);
}

static void
many(struct coh_chart *c, int rows, int columns, double least)
{
    char line[200];
    int i, k;

    c->options.by = "r,k";
    assert_int_equal(start(c, "heatmap", "r|k|score", NULL), 0);
    for (i = 0; i < rows; i++)
        for (k = 0; k < columns; k++) {
            snprintf(line, sizeof(line), "%s %d|%s %d|%g",
                     i == 1 ? "Maximiliana Wolfeschlegelsteinhausen-Bergdorff"
                            : "Standard",
                     i,
                     k == 2 ? "A section of a very long name, indeed, of many "
                              "words and letters"
                            : "Section",
                     k, least + (i * 31 + k * 17) % 50 / 10.0);
            assert_int_equal(row(c, line, NULL, NULL), 0);
        }
    assert_int_equal(coh_chart_finish(c, "a.csv", NULL, NULL), 0);
}

static void
no_text_of_a_grid_overlaps_another(void **state)
{
    static const int sizes[][2] = {{1, 1}, {2, 3}, {5, 4}, {40, 20}, {30, 60}};
    static const long widths[] = {0, 1000, 420};
    static const double least[] = {0, 195, 123456};
    size_t i, k, m;

    (void)state;
    for (i = 0; i < 5; i++)
        for (k = 0; k < 3; k++)
            for (m = 0; m < 3; m++) {
                struct coh_chart c = COH_CHART_INIT;
                struct coh_text t = COH_TEXT_INIT;

                c.options.width = widths[k];
                many(&c, sizes[i][0], sizes[i][1], least[m]);
                assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
                assert_true(assert_texts_stand_apart(t.bytes) >
                            (size_t)(sizes[i][0] * sizes[i][1]));
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

    c.options.by = "standard,section";
    c.options.student = "student_id";
    if (start(&c, "heatmap", "student_id|standard|section|score|max_score",
              err))
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

/* ---- cells ---- */

/* 12.0 is a whole number, 12.50 has one decimal; what is no number leaves the
 * column as it was. */
static void
a_column_is_whole_until_a_decimal_stands_in_it(void **state)
{
    static const struct {
        const char *cell;
        int whole, decimals;
    } step[] = {{"12", 1, 0},  {"12.0", 1, 0},  {"x", 1, 0}, {"", 1, 0},
                {"1e3", 1, 0}, {"12.50", 0, 1}, {"7", 0, 1}, {"0.125", 0, 3}};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    size_t i;

    (void)state;
    c.options.by = "r,k";
    assert_int_equal(start(&c, "heatmap", "r|k|score", NULL), 0);
    for (i = 0; i < sizeof(step) / sizeof(*step); i++) {
        char line[40];

        snprintf(line, sizeof(line), "a|x|%s", step[i].cell);
        assert_int_equal(row(&c, line, &notes, NULL), 0);
        assert_int_equal(c.whole, step[i].whole);
        assert_int_equal(c.decimals, step[i].decimals);
    }
    coh_notes_release(&notes);
    coh_chart_release(&c);
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
        cmocka_unit_test(a_cell_is_the_mean_of_its_rows),
        cmocka_unit_test(shades_run_over_the_scores_unless_more_is_known),
        cmocka_unit_test(hidden_is_neither_zero_nor_missing),
        cmocka_unit_test(a_column_is_whole_until_a_decimal_stands_in_it),
        cmocka_unit_test(no_text_of_a_grid_overlaps_another),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
