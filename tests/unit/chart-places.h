/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_CHART_PLACES_H
#define COH_TESTS_CHART_PLACES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart/label.h"

/*
 * Where the texts of a gnuplot script stand: none under 11 pixels, none on
 * another, none off the page. Include it behind <cmocka.h>.
 */

struct text_place {
    double left, right, top, bottom;
};

/* The place of a `set label` line on a page of width × height. */
static inline struct text_place
text_place_of(const char *line, double width, double height)
{
    const char *from = strchr(line, '\'') + 1,
               *to = strstr(from, "' at screen ");
    struct coh_span text = {from, (size_t)(to - from)};
    struct text_place r;
    double x = 0, y = 0, size = 0, wide;
    char side[8] = "", turn[8] = "";

    assert_in_range(
        sscanf(to, "' at screen %lf, screen %lf %7s %7s", &x, &y, side, turn),
        3, 4);
    assert_int_equal(
        sscanf(strchr(strstr(to, "font 'sans-serif"), ',') + 1, "%lf", &size),
        1);
    assert_true(size >= 11);
    /* The measure rounds widths up; what is set is narrower. */
    wide = coh_label_width(text, size) * 0.9;
    x *= width;
    y = (1 - y) * height;
    if (!strcmp(turn, "rotate"))
        return (struct text_place){x - size / 2, x + size / 2, y - wide, y};
    r.left = x - (*side == 'r' ? wide : *side == 'c' ? wide / 2 : 0);
    r.right = r.left + wide;
    r.top = y - size / 2;
    r.bottom = r.top + size;
    return r;
}

/* Returns how many texts there are. */
static inline size_t
assert_texts_stand_apart(const char *script)
{
    const char *line, *at = strstr(script, " size ");
    double width = 0, height = 0;
    size_t n = 0, all = 0, i;
    struct text_place *r;

    assert_int_equal(sscanf(at, " size %lf,%lf", &width, &height), 2);
    for (line = strstr(script, "set label "); line;
         line = strstr(line + 1, "set label "))
        all++;
    r = calloc(all + 1, sizeof(*r));
    assert_non_null(r);
    for (line = strstr(script, "set label "); line;
         line = strstr(line + 1, "set label ")) {
        r[n] = text_place_of(line, width, height);
        assert_true(r[n].left >= 0 && r[n].right <= width);
        assert_true(r[n].top >= 0 && r[n].bottom <= height);
        for (i = 0; i < n; i++)
            if (r[i].left < r[n].right && r[n].left < r[i].right &&
                r[i].top < r[n].bottom && r[n].top < r[i].bottom)
                fail_msg("overlaps: %.80s", line);
        n++;
    }
    free(r);
    return n;
}

#endif
