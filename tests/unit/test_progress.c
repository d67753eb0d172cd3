/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "cli/progress.h"

/* A pipe stands in for the terminal; time is what the test says. */

struct screen {
    int end[2];
    struct coh_progress p;
    char text[512];
};

static void
open_screen(struct screen *s, int readings)
{
    assert_int_equal(pipe(s->end), 0);
    s->p = (struct coh_progress)COH_PROGRESS_INIT;
    s->p.fd = s->end[1];
    s->p.readings = readings;
}

/* All that was written since the pipe was opened. */
static const char *
close_screen(struct screen *s)
{
    ssize_t n;

    close(s->end[1]);
    n = read(s->end[0], s->text, sizeof(s->text) - 1);
    assert_true(n >= 0);
    s->text[n] = '\0';
    close(s->end[0]);
    return s->text;
}

static void
nothing_is_shown_in_the_first_second(void **state)
{
    struct screen s;

    (void)state;
    open_screen(&s, 1);
    coh_progress_tell(&s.p, "a.csv", 10, 100, 256, 0);
    coh_progress_tell(&s.p, "a.csv", 20, 100, 512, 999);
    coh_progress_clear(&s.p);
    assert_string_equal(close_screen(&s), "");
}

static void
a_line_is_written_over_and_blank_in_the_end(void **state)
{
    struct screen s;

    (void)state;
    open_screen(&s, 1);
    coh_progress_tell(&s.p, "map.csv", 43, 100, 1250000, 1000);
    coh_progress_tell(&s.p, "map.csv", 44, 100, 1260000, 1100);
    coh_progress_tell(&s.p, "map.csv", 50, 0, 9999, 1200);
    coh_progress_tell(&s.p, "map.csv", 100, 100, 10000, 1400);
    coh_progress_clear(&s.p);
    coh_progress_clear(&s.p);
    assert_string_equal(close_screen(&s), "\rmap.csv  43 %  1.2 M records"
                                          "\rmap.csv  9999 records       "
                                          "\rmap.csv  99 %  10 k records"
                                          "\r                           \r");
}

static void
two_readings_count_as_one_and_a_look_at_the_head_as_none(void **state)
{
    struct screen s;

    (void)state;
    open_screen(&s, 2);
    coh_progress_tell(&s.p, "a", 30, 100, 1, 0);
    coh_progress_tell(&s.p, "a", 20, 100, 1, 1000);
    coh_progress_tell(&s.p, "a", 95, 100, 1, 1010);
    coh_progress_tell(&s.p, "a", 20, 100, 1, 1200);
    coh_progress_tell(&s.p, "a", 10, 100, 1, 1400);
    assert_string_equal(close_screen(&s), "\ra  10 %  1 records"
                                          "\ra  60 %  1 records"
                                          "\ra  55 %  1 records");
}

static void
a_name_cannot_command_the_terminal(void **state)
{
    struct screen s;

    (void)state;
    open_screen(&s, 1);
    coh_progress_tell(&s.p, "a\x1B[2J\n", 1, 2, 3, 1000);
    assert_string_equal(close_screen(&s), "\ra\\x1B[2J\\x0A  50 %  3 records");
}

static void
without_a_terminal_there_is_nothing_to_clear(void **state)
{
    (void)state;
    coh_progress_start(NULL, NULL);
    coh_progress_clear(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_shown_in_the_first_second),
        cmocka_unit_test(a_line_is_written_over_and_blank_in_the_end),
        cmocka_unit_test(
            two_readings_count_as_one_and_a_look_at_the_head_as_none),
        cmocka_unit_test(a_name_cannot_command_the_terminal),
        cmocka_unit_test(without_a_terminal_there_is_nothing_to_clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
