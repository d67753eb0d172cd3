/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All rows are there: in which order the levels stand, and what is to be said
 * of the groups. */
#include <math.h>
#include <stdlib.h>

#include "base/decimal.h"
#include "chart/levels.h"

struct place {
    size_t level;
    double rank; /* what it is ordered by */
};

static int
by_rank(const void *a, const void *b)
{
    const struct place *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->level > y->level) - (x->level < y->level);
}

static int
rank_numbers(const struct coh_chart_levels *l, struct place *place)
{
    size_t i;

    for (i = 0; i < l->levels; i++) {
        struct coh_value v = coh_value_parse(l->grid.columns.name[i]);

        if (v.number == COH_NUMBER_NOT)
            return 0;
        place[i].rank = coh_value_double(&v);
    }
    return 1;
}

/* The ranks of levels that all have scores: 1, or 0; -1 out of memory. */
static int
rank_medians(struct coh_chart_levels *l, struct place *place,
             struct coh_error *err)
{
    size_t i;

    for (i = 0; i < l->scores; i++) {
        if (coh_sample_finish(&l->score[i], err))
            return -1;
        place[i].rank = coh_sample_quantile(&l->score[i], 0.5);
        if (isnan(place[i].rank))
            return 0;
    }
    return l->scores == l->levels;
}

static int
say_order(const struct coh_chart_levels *l, const char *by,
          struct coh_notes *notes, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t i;
    int rc = 0;

    for (i = 0; !rc && i < l->levels; i++) {
        struct coh_span name = coh_chart_levels_name(l, i);

        rc = coh_text_format(&t, err, "%s%s", i ? ", " : "",
                             coh_quote(name.bytes, name.length, quoted));
    }
    if (!rc)
        rc = coh_notes_add(notes, COH_NOTE_FACT, coh_text_get(&t), err,
                           "levels stand %s; --order says another", by);
    coh_text_release(&t);
    return rc;
}

/* As cohort summary --levels has them; a table has its order. */
static int
find_order(struct coh_chart_levels *l, struct coh_notes *notes,
           struct coh_error *err)
{
    struct place place[COH_CHART_LEVELS_MOST];
    int numbers, medians = 0;
    size_t i;

    for (i = 0; i < l->levels; i++) {
        place[i] = (struct place){i, (double)i};
        l->place[i] = i;
    }
    if (l->ordered || l->table || l->levels < 2)
        return 0;
    numbers = rank_numbers(l, place);
    if (!numbers)
        medians = rank_medians(l, place, err);
    if (medians < 0)
        return -1;
    for (i = 0; i < l->levels && !numbers && !medians; i++)
        place[i].rank = (double)i;
    qsort(place, l->levels, sizeof(*place), by_rank);
    for (i = 0; i < l->levels; i++)
        l->place[i] = place[i].level;
    if (numbers)
        return 0;
    return say_order(l,
                     medians ? "by the median score at each"
                             : "in order of first appearance",
                     notes, err);
}

static int
note_repeats(const struct coh_chart *c, size_t group, const char *file,
             struct coh_notes *notes, struct coh_error *err)
{
    const struct coh_chart_levels_group *g =
        &coh_chart_levels_of(c)->group[group];
    struct coh_span label = coh_chart_levels_of(c)->grid.rows.name[group];
    char quoted[COH_QUOTE_SIZE];
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (!g->repeats)
        return 0;
    if (!coh_text_format(&t, err, "%s%s%.0f rows of %.0f students",
                         coh_quote(label.bytes, label.length, quoted),
                         label.length ? ": " : "", g->of,
                         g->of - (double)g->repeats))
        rc = coh_notes_add(notes, COH_NOTE_LOOK, t.bytes, err,
                           "%s: rows are not students", file);
    coh_text_release(&t);
    return rc;
}

int
coh_chart_levels_finish(struct coh_chart *c, const char *file,
                        struct coh_notes *notes, struct coh_error *err)
{
    struct coh_chart_levels *l = coh_chart_levels_of(c);
    size_t i;

    l->levels = l->grid.columns.n;
    if (l->levels > COH_CHART_LEVELS_MOST)
        return coh_fail(err, COH_INPUT,
                        "%s: column '%.40s' has %zu different levels, and more "
                        "than %d cannot be told apart: name the column of "
                        "levels with -v COL",
                        file, c->value_name.bytes, l->levels,
                        COH_CHART_LEVELS_MOST);
    if (find_order(l, notes, err))
        return -1;
    for (i = 0; i < l->groups; i++)
        if (note_repeats(c, i, file, notes, err))
            return -1;
    if (l->groups > COH_GRID_ROWS &&
        coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                      "%s: of %zu groups the first %d are drawn: choose with "
                      "--where",
                      file, l->groups, COH_GRID_ROWS))
        return -1;
    return c->rows ? 0 : coh_chart_note_nothing(file, notes, err);
}
