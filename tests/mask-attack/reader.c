/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lp.h"
#include "school.h"

#define SLACK 1e-6

struct group *
reader_group(struct reader *r)
{
    struct group *g = &r->group[r->n++];

    if (r->n > GROUPS)
        abort();
    *g = (struct group){.shown = -1, .low = -1, .high = -1, .mean = -1};
    return g;
}

/* k of n lies in the band, by the band's own words. */
static int
fits(const char *band, int k, int n)
{
    int low, high;

    if (sscanf(band, ">=%d%%", &low) == 1)
        return 100 * k >= low * n;
    if (sscanf(band, "<=%d%%", &high) == 1)
        return 100 * k <= high * n;
    if (sscanf(band, "%d-%d%%", &low, &high) == 2)
        return 100 * k >= low * n && 100 * k < (high + 1) * n;
    if (sscanf(band, "%d%%", &low) == 1)
        return 200 * k >= (2 * low - 1) * n && 200 * k < (2 * low + 1) * n;
    fprintf(stderr, "mask-attack: a band like '%s'?\n", band);
    exit(4);
}

void
reader_band(const char *band, int n, int *low, int *high)
{
    int k;

    *low = *high = -1;
    for (k = 0; k <= n; k++)
        if (fits(band, k, n)) {
            if (*low < 0)
                *low = k;
            *high = k;
        }
}

/* What a reader has as the number of a group: of the page, or a total that is
 * large enough to be known. */
static int
known(const struct reader *r, const struct group *g)
{
    if (g->on_page)
        return g->shown;
    return !g->unknown && g->n >= r->min_n ? g->n : -1;
}

static void
leak(const char *what, const struct group *g, const char *kind, double low,
     double high)
{
    printf("LEAK %s: %s: %s, %d students (%d reached it), is from %g to %g\n",
           kind, what, g->name, g->n, g->k, low, high);
}

static size_t
cells_of(const struct reader *r, const struct group *g, size_t *cell)
{
    size_t c, n = 0;

    for (c = 0; c < r->cells; c++)
        if (g->has[c])
            cell[n++] = c;
    return n;
}

/* ---- numbers ---- */

static void
attack_counts(const struct reader *r, const char *what, struct score_card *card)
{
    const double promised = r->min_n - 1 > 3 ? r->min_n - 1 : 3;
    size_t cell[CELLS], i, c, n;
    double low, high;
    struct lp l;

    lp_open(&l, r->cells, r->n);
    for (i = 0; i < r->n; i++) {
        if (known(r, &r->group[i]) < 0)
            continue;
        lp_row(&l, known(r, &r->group[i]));
        for (c = 0; c < r->cells; c++)
            if (r->group[i].has[c])
                lp_term(&l, c, 1);
    }
    if (!lp_begin(&l)) {
        printf("LEAK contradiction: %s\n", what);
        card->false_shown++;
    }
    for (i = 0; i < r->n; i++) {
        const struct group *g = &r->group[i];

        if (g->shown >= 0 && g->shown != g->n) {
            leak(what, g, "false number", g->shown, g->shown);
            card->false_shown++;
        }
        card->hidden += g->on_page && g->shown < 0;
        if (g->n >= r->min_n || g->nobody || g->unknown ||
            (!g->on_page && !g->n))
            continue;
        card->guarded++;
        n = cells_of(r, g, cell);
        lp_bounds(&l, n, cell, &low, &high);
        if (high - low >= promised - SLACK && high >= r->min_n - SLACK)
            continue;
        leak(what, g, "number", low, high);
        card->exact += high - low < 1 - SLACK;
        card->narrow++;
    }
    lp_release(&l);
}

/* ---- shares ---- */

/* Unknowns: reached and not reached of each cell, then what a band leaves. */
static void
know_shares(const struct reader *r, struct lp *l)
{
    size_t i, c, more = 2 * r->cells;

    for (i = 0; i < r->n; i++) {
        const struct group *g = &r->group[i];

        if (known(r, g) >= 0) {
            lp_row(l, known(r, g));
            for (c = 0; c < r->cells; c++)
                if (g->has[c]) {
                    lp_term(l, c, 1);
                    lp_term(l, r->cells + c, 1);
                }
        }
        if (g->low < 0)
            continue;
        lp_row(l, g->high);
        for (c = 0; c < r->cells; c++)
            if (g->has[c])
                lp_term(l, c, 1);
        lp_term(l, more, 1);
        lp_row(l, g->high - g->low);
        lp_term(l, more, 1);
        lp_term(l, more + 1, 1);
        more += 2;
    }
}

/* Fewer than three counts of who reached the cut, though the group's own band
 * leaves more. */
static void
attack_bands(const struct reader *r, const char *what, struct score_card *card)
{
    size_t cell[CELLS], i, n, bands = 0;
    struct lp l;

    for (i = 0; i < r->n; i++)
        bands += r->group[i].low >= 0;
    if (!bands)
        return;
    lp_open(&l, 2 * r->cells + 2 * bands, r->n + 2 * bands);
    know_shares(r, &l);
    if (!lp_begin(&l)) {
        printf("LEAK contradiction of bands: %s\n", what);
        card->false_shown++;
    }
    for (i = 0; i < r->n; i++) {
        const struct group *g = &r->group[i];
        double low, high, counts, own;

        if (!g->banded || !g->n)
            continue;
        card->bands++;
        n = cells_of(r, g, cell);
        lp_bounds(&l, n, cell, &low, &high);
        counts = floor(high + SLACK) - ceil(low - SLACK) + 1;
        own = g->low < 0 || g->high - g->low > 1 ? 3 : g->high - g->low + 1;
        if (counts >= own)
            continue;
        leak(what, g, g->low < 0 ? "hidden band" : "band", low, high);
        card->band_leaks++;
    }
    lp_release(&l);
}

/* ---- means ---- */

static double
half(double mean)
{
    return mean < 0 ? 0 : 0.05 + SLACK;
}

/* Unknowns: the sum of each cell, what it lacks of the best one, and two for
 * each mean; as if all numbers were known, which is more than anybody has. */
static void
attack_means(const struct reader *r, const char *what, struct score_card *card)
{
    size_t cell[CELLS], i, c, n, means = 0, more = 2 * r->cells;
    struct lp l;

    for (i = 0; i < r->n; i++)
        means += r->group[i].mean >= 0 && r->group[i].shown >= 0;
    if (!means)
        return;
    lp_open(&l, 2 * r->cells + 2 * means, r->cells + 2 * means);
    for (c = 0; c < r->cells; c++) {
        lp_row(&l, TOP * r->group[c].n);
        lp_term(&l, c, 1);
        lp_term(&l, r->cells + c, 1);
    }
    for (i = 0; i < r->n; i++) {
        const struct group *g = &r->group[i];

        if (g->mean < 0 || g->shown < 0)
            continue;
        lp_row(&l, g->shown * (g->mean + half(g->mean)));
        for (c = 0; c < r->cells; c++)
            if (g->has[c])
                lp_term(&l, c, 1);
        lp_term(&l, more, 1);
        lp_row(&l, 2 * g->shown * half(g->mean));
        lp_term(&l, more, 1);
        lp_term(&l, more + 1, 1);
        more += 2;
    }
    if (!lp_begin(&l)) {
        printf("LEAK contradiction of means: %s\n", what);
        card->false_shown++;
    }
    for (i = 0; i < r->n; i++) {
        const struct group *g = &r->group[i];
        double low, high;

        if (!g->on_page || g->n >= r->min_n || !g->n)
            continue;
        card->means++;
        n = cells_of(r, g, cell);
        lp_bounds(&l, n, cell, &low, &high);
        if ((high - low) / g->n < card->tightest)
            card->tightest = (high - low) / g->n;
        if ((high - low) / g->n >= 1)
            continue;
        printf("near mean: %s: %s from %g to %g\n", what, g->name, low / g->n,
               high / g->n);
        card->mean_leaks++;
    }
    lp_release(&l);
}

void
reader_attack(const struct reader *r, const char *what, struct score_card *card)
{
    attack_counts(r, what, card);
    attack_bands(r, what, card);
    attack_means(r, what, card);
}
