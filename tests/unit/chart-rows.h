/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_CHART_ROWS_H
#define COH_TESTS_CHART_ROWS_H

#include <stdio.h>
#include <string.h>

#include "chart/kind.h"

/*
 * Charts in tests, from rows whose cells stand between bars. Include it
 * behind <cmocka.h>.
 *
 *     fill(&c, "box", "group|score", rows, NULL);
 */

enum { CELLS = 12 };

/* Cells between bars. */
static inline size_t
split(const char *line, struct coh_span cell[CELLS])
{
    size_t n = 0, k;

    for (;;) {
        k = strcspn(line, "|");
        cell[n++] = (struct coh_span){line, k};
        if (!line[k])
            return n;
        line += k + 1;
    }
}

static inline int
start(struct coh_chart *c, const char *kind, const char *header,
      struct coh_error *err)
{
    struct coh_header h = COH_HEADER_INIT;
    struct coh_span cell[CELLS];
    size_t n = split(header, cell);
    int rc = -1;

    if (!coh_chart_kind_find(kind, &c->options.kind, err) &&
        !coh_header_copy(&h, cell, n, err))
        rc = coh_chart_columns(c, &h, err);
    coh_header_release(&h);
    return rc;
}

static inline int
row(struct coh_chart *c, const char *line, struct coh_notes *notes,
    struct coh_error *err)
{
    struct coh_span cell[CELLS];
    struct coh_record rec = {.line = c->rows + c->missing + 2, .cell = cell};

    rec.n = split(line, cell);
    return coh_chart_add(c, "a.csv", &rec, notes, err);
}

/* Read `rows` (the last is NULL) and end. */
static inline void
fill(struct coh_chart *c, const char *kind, const char *header,
     const char *const *rows, struct coh_notes *notes)
{
    assert_int_equal(start(c, kind, header, NULL), 0);
    for (; *rows; rows++)
        assert_int_equal(row(c, *rows, notes, NULL), 0);
    assert_int_equal(coh_chart_finish(c, "a.csv", notes, NULL), 0);
}

/* `groups` groups; every fourth has 5 scores, the others 25; one name has
 * 40 letters and more. Growth: a student a group. */
static inline void
make_many(struct coh_chart *c, const char *kind, int groups)
{
    char line[240], name[80];
    int g, i, n;

    c->options.student = "student_id";
    c->options.by = strcmp(kind, "growth") ? "group" : NULL;
    assert_int_equal(start(c, kind, "student_id|group|name|date|score", NULL),
                     0);
    for (g = 0; g < groups; g++) {
        snprintf(name, sizeof(name),
                 g == 3 ? "%d Maximiliana Anneliese "
                          "Wolfeschlegelsteinhausen-Berg"
                        : "Section %d",
                 g);
        n = g % 4 ? 25 : 5;
        for (i = 0; i < n; i++) {
            snprintf(line, sizeof(line), "%d|%s|%s|2026-01-%02d|%d",
                     c->options.by ? g * 100 + i : g, name, name, i + 1,
                     40 + g + (i * 37) % 50);
            assert_int_equal(row(c, line, NULL, NULL), 0);
        }
    }
    assert_int_equal(coh_chart_finish(c, "a.csv", NULL, NULL), 0);
}

#endif
