/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart-rows.h"
#include "chart/label.h"

enum { LABELS = 400 };

struct label {
    char text[100];
    double left, right, y, height;
};

static const char header[] = "group|reference|n|difference|ci_low|ci_high";

/* The script's "set label 7 'TEXT' at screen X, screen Y SIDE font 'F,SIZE'",
 * in pixels. */
static size_t
read_labels(const char *script, struct label *label)
{
    const char *at = strstr(script, "size ");
    char *end;
    double width = strtod(at + 5, &end), height = strtod(end + 1, NULL), x;
    size_t n = 0;

    while ((at = strstr(at, "set label ")) != NULL) {
        const char *text = strchr(at, '\''), *stop = strchr(text + 1, '\'');
        struct label *l = &label[n];

        assert_true(n < LABELS && stop - text < 100);
        snprintf(l->text, sizeof(l->text), "%.*s", (int)(stop - text - 1),
                 text + 1);
        at = strstr(stop, "screen ") + 7;
        x = strtod(at, NULL) * width;
        l->y = (1 - strtod(strstr(at, "screen ") + 7, &end)) * height;
        l->height = strtod(strchr(strstr(end, "font '"), ',') + 1, NULL);
        l->right = coh_label_width(coh_span_of(l->text), l->height);
        l->left = end[1] == 'l'   ? x
                  : end[1] == 'r' ? x - l->right
                                  : x - l->right / 2;
        l->right += l->left;
        assert_true(l->left >= 0 && l->right <= width);
        assert_true(l->y > 0 && l->y < height);
        n++;
        at = end;
    }
    return n;
}

/* Boxes as high as capitals with what hangs below, 0.8 of the size. */
static void
check_apart(const struct label *label, size_t n)
{
    size_t i, k;

    for (i = 0; i < n; i++)
        for (k = 0; k < i; k++) {
            const struct label *a = &label[i], *b = &label[k];

            if (a->left < b->right - 1 && b->left < a->right - 1 &&
                fabs(a->y - b->y) < 0.4 * (a->height + b->height))
                fail_msg("'%s' stands over '%s'", a->text, b->text);
        }
}

static void
check_rows(int rows, long width, const char *name)
{
    static struct label label[LABELS];
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    char line[200];
    size_t n;
    int i;

    c.options.width = width;
    c.options.title = "No group can be told apart from the others";
    assert_int_equal(start(&c, "interval", header, NULL), 0);
    for (i = 0; i < rows; i++) {
        snprintf(line, sizeof(line), "%s %d|%s 1|%d|%d|%d|%d", name, i, name,
                 20 + i, i % 9 - 4, i % 9 - 4 - i % 5, i % 9 - 4 + i % 7);
        assert_int_equal(row(&c, line, NULL, NULL), 0);
    }
    assert_int_equal(coh_chart_finish(&c, "a.csv", NULL, NULL), 0);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    n = read_labels(t.bytes, label);
    /* At the least a name, its n and its value for each row. */
    assert_true(n >= (size_t)rows * 3);
    check_apart(label, n);
    coh_text_release(&t);
    coh_chart_release(&c);
}

static void
no_text_stands_over_another(void **state)
{
    (void)state;
    check_rows(1, 720, "A");
    check_rows(4, 720, "5");
    check_rows(4, 320, "5");
    check_rows(20, 720, "Maximiliane-Theodora von der Berg-Halle");
    check_rows(20, 360, "Maximiliane-Theodora von der Berg-Halle");
    check_rows(60, 720, "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW");
}

/* All gains: there is no room left of 0, and no cut word stands there. */
static void
a_side_without_room_has_no_name(void **state)
{
    static const char *const rows[] = {"5A|fall 2025|27|4|2|6",
                                       "5B|fall 2025|27|6|4|8", NULL};
    static struct label label[LABELS];
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    size_t n, i;

    (void)state;
    fill(&c, "interval", header, rows, NULL);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    assert_non_null(strstr(t.bytes, "higher than fall 2025"));
    n = read_labels(t.bytes, label);
    for (i = 0; i < n; i++) {
        assert_null(strstr(label[i].text, "lowe"));
        assert_null(strstr(label[i].text, "\xE2\x80\xA6"));
    }
    coh_text_release(&t);
    coh_chart_release(&c);
}

/* The rows of a block of the script. */
static int
lines_of(const char *script, const char *head)
{
    const char *at = strstr(script, head);
    int n = 0;

    assert_non_null(at);
    for (at = strchr(at, '\n') + 1; strncmp(at, "EOD", 3);
         at = strchr(at, '\n') + 1)
        n++;
    return n;
}

static void
what_holds_0_or_ends_on_it_is_open(void **state)
{
    static const char *const rows[] = {"a|x|9|1|-1|3",  "b|x|9|1|0|2",
                                       "c|x|9|1|0.5|2", "d|x|9|-1|-3|-0.5",
                                       "e|x|9|2||",     NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    fill(&c, "interval", header, rows, NULL);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    assert_int_equal(lines_of(t.bytes, "$told << EOD"), 2);
    assert_int_equal(lines_of(t.bytes, "$open << EOD"), 3);
    coh_text_release(&t);
    coh_chart_release(&c);
}

static int
handler_off(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_stands_over_another),
        cmocka_unit_test(a_side_without_room_has_no_name),
        cmocka_unit_test(what_holds_0_or_ends_on_it_is_open),
    };

    return cmocka_run_group_tests(tests, handler_off, NULL);
}
