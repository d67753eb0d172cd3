/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which students stand out in colour. */
#include "chart/kind.h"

enum { FEW_LINES = 8 };

/* Digits without the zeros in front. */
static struct coh_span
without_zeros(struct coh_span id)
{
    while (id.length > 1 && id.bytes[0] == '0') {
        id.bytes++;
        id.length--;
    }
    return id;
}

/* A spreadsheet makes 819 of 00819: the one student whose id is that, or
 * students.n. */
static size_t
loosely(const struct coh_chart *c, struct coh_span id)
{
    size_t found = c->students.n, i;

    for (i = 0; i < c->students.n; i++) {
        if (!coh_span_equal(without_zeros(c->students.name[i]),
                            without_zeros(id)))
            continue;
        if (found < c->students.n)
            return c->students.n;
        found = i;
    }
    return found;
}

static int
choose(struct coh_chart *c, struct coh_span id, size_t *at, const char *file,
       struct coh_notes *notes, struct coh_error *err)
{
    char asked[COH_QUOTE_SIZE], taken[COH_QUOTE_SIZE];

    *at = coh_names_seek(&c->students, id);
    if (*at < c->students.n)
        return 0;
    *at = loosely(c, id);
    coh_quote(id.bytes, id.length, asked);
    if (*at == c->students.n)
        return coh_notes_add(notes, COH_NOTE_LOOK, asked, err,
                             "%s: --highlight: no row of this student", file);
    coh_quote(c->students.name[*at].bytes, c->students.name[*at].length, taken);
    return coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                         "%s: --highlight: '%s' is taken as '%s'", file, asked,
                         taken);
}

int
coh_chart_choose(struct coh_chart *c, const char *file, struct coh_notes *notes,
                 struct coh_error *err)
{
    size_t n = c->options.highlights, i;

    c->chosen = coh_alloc_array(n + 1, sizeof(*c->chosen), err);
    if (!c->chosen)
        return -1;
    for (i = 0; i < n; i++)
        if (choose(c, c->options.highlight[i], &c->chosen[i], file, notes, err))
            return -1;
    return 0;
}

int
coh_chart_highlighted(const struct coh_chart *c, size_t student)
{
    size_t i;

    if (!c->options.highlight)
        return c->students.n <= FEW_LINES;
    for (i = 0; i < c->options.highlights; i++)
        if (c->chosen[i] == student)
            return 1;
    return 0;
}
