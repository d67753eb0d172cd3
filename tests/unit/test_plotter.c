/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <signal.h>
#include <unistd.h>

#include "base/plotter.h"

#define SCRIPT(title)                                                 \
    "set terminal svg size 200,100\nset label 1 '" title              \
    "' at screen 0.5,0.5\nunset border\nunset tics\nplot [0:1] 0 not" \
    "itle\n"

static int
draw(const char *script, struct coh_text *picture)
{
    return coh_plotter_draw(coh_span_of(script), picture);
}

static void
without_a_plotter_nothing_is_drawn(void **state)
{
    struct coh_text picture = COH_TEXT_INIT;

    (void)state;
    unsetenv(COH_PLOTTER_VARIABLE);
    assert_int_equal(draw(SCRIPT("one"), &picture), 0);
    setenv(COH_PLOTTER_VARIABLE, "nonsense", 1);
    assert_int_equal(draw(SCRIPT("one"), &picture), 0);
    unsetenv(COH_PLOTTER_VARIABLE);
    coh_text_release(&picture);
}

static void
one_gnuplot_draws_one_chart_after_the_other(void **state)
{
    struct coh_plotter p = COH_PLOTTER_INIT;
    struct coh_text one = COH_TEXT_INIT, two = COH_TEXT_INIT;

    (void)state;
    coh_plotter_begin(&p);
    assert_true(p.child.pid > 0);
    coh_plotter_lend(&p, 1);
    assert_int_equal(draw("a = 1\n" SCRIPT("one"), &one), 1);
    /* What the first one left is gone. */
    assert_int_equal(draw("if (exists('a')) exit\n" SCRIPT("two"), &two), 1);
    coh_plotter_lend(&p, 0);
    assert_null(getenv(COH_PLOTTER_VARIABLE));
    assert_memory_equal(coh_text_get(&one), "<?xml", 5);
    assert_non_null(strstr(coh_text_get(&one), ">one<"));
    assert_null(strstr(coh_text_get(&one), ">two<"));
    assert_non_null(strstr(coh_text_get(&two), ">two<"));
    assert_null(strstr(coh_text_get(&two), ">one<"));
    assert_string_equal(strstr(two.bytes, "</svg>"), "</svg>\n\n");
    coh_text_release(&one);
    coh_text_release(&two);
    coh_plotter_end(&p);
}

static void
a_script_that_fails_draws_nothing_and_the_next_is_drawn(void **state)
{
    struct coh_plotter p = COH_PLOTTER_INIT;
    struct coh_text picture = COH_TEXT_INIT;

    (void)state;
    coh_plotter_begin(&p);
    coh_plotter_lend(&p, 1);
    assert_int_equal(draw("plot no such thing\n", &picture), 0);
    assert_int_equal(picture.length, 0);
    assert_int_equal(draw(SCRIPT("part") "plot no such thing\n", &picture), 0);
    assert_int_equal(picture.length, 0);
    assert_int_equal(draw(SCRIPT("one"), &picture), 1);
    assert_null(strstr(coh_text_get(&picture), "part"));
    coh_plotter_lend(&p, 0);
    coh_text_release(&picture);
    coh_plotter_end(&p);
}

/* Longer than a pipe holds, in both directions. */
static void
a_long_script_passes_through(void **state)
{
    struct coh_plotter p = COH_PLOTTER_INIT;
    struct coh_text script = COH_TEXT_INIT, picture = COH_TEXT_INIT;
    int i, fine = 1;

    (void)state;
    for (i = 0; i < 4000; i++)
        fine &= !coh_text_format(&script, NULL,
                                 "set label %d 'a label of a chart' at screen "
                                 "0.5,0.5\n",
                                 i + 2);
    assert_true(fine);
    assert_int_equal(coh_text_add_string(&script, SCRIPT("last"), NULL), 0);
    coh_plotter_begin(&p);
    coh_plotter_lend(&p, 1);
    assert_int_equal(draw(script.bytes, &picture), 1);
    coh_plotter_lend(&p, 0);
    assert_true(picture.length > 300000);
    coh_text_release(&script);
    coh_text_release(&picture);
    coh_plotter_end(&p);
}

static void
a_plotter_that_was_killed_is_none(void **state)
{
    struct coh_plotter p = COH_PLOTTER_INIT;
    struct coh_text picture = COH_TEXT_INIT;

    (void)state;
    coh_plotter_begin(&p);
    coh_plotter_lend(&p, 1);
    kill((pid_t)p.child.pid, SIGKILL);
    assert_int_equal(draw(SCRIPT("one"), &picture), 0);
    coh_plotter_lend(&p, 0);
    coh_text_release(&picture);
    coh_plotter_end(&p);
    coh_plotter_end(&p);
}

static int
draw_once(struct coh_error *err)
{
    struct coh_plotter p = COH_PLOTTER_INIT;
    struct coh_text picture = COH_TEXT_INIT;
    int drawn;

    coh_plotter_begin(&p);
    coh_plotter_lend(&p, 1);
    drawn = draw(SCRIPT("one"), &picture);
    coh_plotter_lend(&p, 0);
    coh_plotter_end(&p);
    coh_text_release(&picture);
    return drawn ? 0 : coh_fail_memory(err);
}

static void
memory_that_runs_out_draws_nothing(void **state)
{
    (void)state;
    assert_true(unit_torture(draw_once) >= 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_plotter_nothing_is_drawn),
        cmocka_unit_test(one_gnuplot_draws_one_chart_after_the_other),
        cmocka_unit_test(
            a_script_that_fails_draws_nothing_and_the_next_is_drawn),
        cmocka_unit_test(a_long_script_passes_through),
        cmocka_unit_test(a_plotter_that_was_killed_is_none),
        cmocka_unit_test(memory_that_runs_out_draws_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
