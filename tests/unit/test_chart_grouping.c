/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>

#include "chart-rows.h"
#include "chart/grouping.h"
#include "chart/label.h"

static const char header[] = "student_id|name|score|group|pin|note";

static void
assert_note(const char *note, const char *group, unsigned marks,
            const char *from)
{
    struct coh_span before;

    assert_int_equal(
        coh_chart_grouping_note(coh_span_of(note), coh_span_of(group), &before),
        marks);
    assert_true(coh_span_is(before, from));
}

/* The notes are those of cohort-group(1). */
static void
a_note_tells_who_moved_and_from_where(void **state)
{
    (void)state;
    assert_note("", "1", 0, "");
    assert_note("no score: placed by size only", "1", 0, "");
    assert_note("moved from 2 to 1: all groups were balanced anew", "1",
                COH_CHART_GROUPING_MOVED, "2");
    assert_note("moved from 1 to 2", "2", COH_CHART_GROUPING_MOVED, "1");
    assert_note("was not among them before", "1", COH_CHART_GROUPING_NEW, "");
    assert_note("tied: 1 other who scored 5 is in another group; moved from "
                "5.NF.A.1 (2) to extension: there is no group 5.NF.A.1 (2) now",
                "extension",
                COH_CHART_GROUPING_SPLIT | COH_CHART_GROUPING_MOVED,
                "5.NF.A.1 (2)");
    /* A group whose name has the word that stands between. */
    assert_note("moved from A to B to C: x", "C", COH_CHART_GROUPING_MOVED,
                "A to B");
    assert_note("within 1 SEM of group 2; tied: 2 others who scored 5 are in "
                "another group",
                "1", COH_CHART_GROUPING_SPLIT, "");
}

static void
members_stand_by_group_and_score(void **state)
{
    static const char *const rows[] = {
        "1|Ana|7|B|yes|", "2|Bo||A||",  "3|Cy|3|A||", "4|Di|5|B||",
        "4|Di|9|A||",     "5|Ed|1|A||", NULL};
    static const char *const order[] = {"Di", "Ana", "Ed", "Cy", "Bo"};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    const struct coh_chart_grouping *s;
    size_t i;

    (void)state;
    c.options.student = "student_id";
    fill(&c, "groups", header, rows, &notes);
    s = c.own;
    assert_int_equal(s->n, 5);
    for (i = 0; i < 5; i++)
        assert_true(
            coh_span_is(c.student_label[s->member[i].student], order[i]));
    assert_int_equal(s->group[0].n, 2);
    assert_int_equal(s->group[1].n, 3);
    assert_int_equal(s->group[1].scored, 2);
    assert_int_equal(s->pins, 1);
    coh_notes_release(&notes);
    coh_chart_release(&c);
}

/* `groups` groups of `each` students with names of 40 letters; `scored`: with
 * scores of a narrow band. */
static void
make_groups(struct coh_chart *c, int groups, int each, int scored)
{
    char line[160];
    int g, i;

    c->options.student = "student_id";
    assert_int_equal(start(c, "groups", header, NULL), 0);
    for (g = 0; g < groups; g++)
        for (i = 0; i < each; i++) {
            snprintf(line, sizeof(line),
                     "%d-%d|Maximiliana Anneliese Wolfe-Steinhaus %02d|", g, i,
                     i);
            if (scored)
                snprintf(line + strlen(line), 16, "%d", g + i % 4);
            snprintf(line + strlen(line), 40, "|Group %d|%s|", g,
                     i % 9 ? "" : "yes");
            assert_int_equal(row(c, line, NULL, NULL), 0);
        }
    assert_int_equal(coh_chart_finish(c, "a.csv", NULL, NULL), 0);
}

static void
lay_out(struct coh_chart_grouping_view *v, const struct coh_chart *c)
{
    v->c = c;
    v->s = c->own;
    v->scale = v->s->scored > 0;
    v->names = 1;
    v->width = 560;
    coh_chart_grouping_axis(c, &v->axis);
    assert_int_equal(coh_chart_grouping_place(v, NULL), 0);
}

/* Names, each with its mark, in their lines and blocks. */
static void
assert_apart(const struct coh_chart_grouping_view *v)
{
    size_t i, k;

    for (i = 0; i < v->marks; i++) {
        const struct coh_chart_grouping_mark *m = &v->mark[i];
        double left = m->align == 'r' ? m->name_x - m->width : m->x - 4;
        double right = m->align == 'r' ? m->x + 4 : m->name_x + m->width;

        assert_true(left >= -1e-9 && right <= v->width + 1e-9);
        for (k = 0; k < i; k++) {
            const struct coh_chart_grouping_mark *o = &v->mark[k];
            double l = o->align == 'r' ? o->name_x - o->width : o->x - 4;
            double r = o->align == 'r' ? o->x + 4 : o->name_x + o->width;

            if (fabs(o->y - m->y) < COH_CHART_GROUPING_LANE - 1e-9)
                assert_true(r <= left + 1e-9 || right <= l + 1e-9);
        }
    }
}

static void
no_name_stands_over_another(void **state)
{
    static const int size[][3] = {{20, 8, 1}, {4, 30, 1}, {20, 8, 0},
                                  {4, 30, 0}, {1, 1, 1},  {1, 1, 0}};
    size_t i, b;

    (void)state;
    for (i = 0; i < sizeof(size) / sizeof(*size); i++) {
        struct coh_chart c = COH_CHART_INIT;
        struct coh_chart_grouping_view v = {.c = NULL};

        make_groups(&c, size[i][0], size[i][1], size[i][2]);
        lay_out(&v, &c);
        assert_int_equal(v.marks, size[i][0] * size[i][1]);
        assert_apart(&v);
        /* Each mark is inside the block of its group. */
        for (b = 0; b < v.marks; b++) {
            size_t group = v.s->member[v.mark[b].member].group;

            assert_true(v.mark[b].y >= v.block[group].top);
            assert_true(v.mark[b].y <=
                        v.block[group].top + v.block[group].height);
        }
        coh_chart_grouping_view_release(&v);
        coh_chart_release(&c);
    }
}

static void
a_mark_stands_at_its_score(void **state)
{
    static const char *const rows[] = {"1|Ana|0|A||", "2|Bo|5|A||",
                                       "3|Cy|10|A||", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_chart_grouping_view v = {.c = NULL};

    (void)state;
    c.options.student = "student_id";
    fill(&c, "groups", header, rows, NULL);
    lay_out(&v, &c);
    assert_true(fabs(v.mark[0].x - COH_CHART_GROUPING_EDGE) < 1e-9);
    assert_true(fabs(v.mark[1].x - 280) < 1e-9);
    assert_true(fabs(v.mark[2].x - (560 - COH_CHART_GROUPING_EDGE)) < 1e-9);
    coh_chart_grouping_view_release(&v);
    coh_chart_release(&c);
}

/* Without names a mark stands for all of a group with one score, and its area
 * for how many: three are √3 times as wide as one. */
static void
a_mark_without_a_name_stands_for_all_of_a_score(void **state)
{
    static const char *const rows[] = {
        "1|Ana|0|A||", "2|Bo|0|A||", "3|Cy|0|A||", "4|Di|10|A||",
        "5|Ed|10|B||", "6|Flo||B||", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_chart_grouping_view v = {.c = NULL};

    (void)state;
    c.options.student = "student_id";
    fill(&c, "groups", header, rows, NULL);
    v.c = &c;
    v.s = c.own;
    v.scale = 1;
    v.width = 560;
    coh_chart_grouping_axis(&c, &v.axis);
    assert_int_equal(coh_chart_grouping_place(&v, NULL), 0);
    assert_int_equal(v.marks, 3);
    assert_true(fabs(v.mark[0].x - COH_CHART_GROUPING_EDGE) < 1e-9);
    assert_true(fabs(v.mark[0].size - sqrt(3) * v.mark[1].size) < 1e-9);
    assert_true(fabs(v.mark[1].size - v.mark[2].size) < 1e-9);
    assert_true(fabs(v.mark[2].x - (560 - COH_CHART_GROUPING_EDGE)) < 1e-9);
    coh_chart_grouping_view_release(&v);
    coh_chart_release(&c);
}

/* ---- memory ---- */

static int
whole_flow(enum coh_chart_format format, struct coh_error *err)
{
    static const char *const rows[] = {"1|Ana|7|B|yes|moved from A to B",
                                       "2|Bo||A||was not among them before",
                                       "3|Cy|3|A||tied: 1 other",
                                       "4|Di|5|B||",
                                       "4|Di|9|A||",
                                       NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text script = COH_TEXT_INIT, words = COH_TEXT_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    const char *const *line;
    int rc = -1;

    c.options.student = "student_id";
    c.options.format = format;
    c.options.has_cut = 1;
    c.options.cut = 4;
    if (start(&c, "groups", header, err))
        goto out;
    for (line = rows; *line; line++)
        if (row(&c, *line, &notes, err))
            goto out;
    if (coh_chart_finish(&c, "a.csv", &notes, err) ||
        coh_chart_script(&c, &script, err) ||
        coh_chart_describe(&c, &words, err) || coh_chart_data(&c, &words, err))
        goto out;
    rc = 0;
out:
    coh_text_release(&script);
    coh_text_release(&words);
    coh_notes_release(&notes);
    coh_chart_release(&c);
    return rc;
}

static void
every_failing_allocation_is_reported(void **state)
{
    static const enum coh_chart_format formats[] = {COH_CHART_SVG,
                                                    COH_CHART_DUMB};
    size_t k, n;

    (void)state;
    for (k = 0; k < 2; k++) {
        for (n = 1; n < 5000; n++) {
            struct coh_error err = COH_ERROR_INIT;
            int rc;

            coh_memory_fail_at(n, 0);
            rc = whole_flow(formats[k], &err);
            coh_memory_fail_at(0, 0);
            if (!rc)
                break;
            assert_int_equal(err.code, COH_SYSTEM);
        }
        assert_in_range(n, 20, 4999);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_tells_who_moved_and_from_where),
        cmocka_unit_test(members_stand_by_group_and_score),
        cmocka_unit_test(no_name_stands_over_another),
        cmocka_unit_test(a_mark_stands_at_its_score),
        cmocka_unit_test(a_mark_without_a_name_stands_for_all_of_a_score),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
