/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "privacy/rate-band.h"

#include <stdio.h>
#include <string.h>

/* By size of group: how far the ends reach, and how wide the bands between them
 * are, in percent. */
struct ends {
    int64_t from;
    int end, step;
};

static const struct ends table[] = {
    {300, 1, 1}, {100, 2, 1}, {40, 5, 5}, {20, 10, 10}, {10, 20, 10},
};

static const struct ends *
ends_of(int64_t n)
{
    size_t i = 0;

    while (n < table[i].from)
        i++;
    return &table[i];
}

/* The fewest of n that are `percent` or more. */
static int64_t
fewest(int64_t n, int percent)
{
    return n / 100 * percent + (n % 100 * percent + 99) / 100;
}

static void
set_end(const struct ends *e, int64_t n, int64_t count,
        struct coh_rate_band *band)
{
    band->low = 0;
    band->high = n - fewest(n, 100 - e->end);
    if (count <= band->high) {
        snprintf(band->text, sizeof(band->text), "<=%d%%", e->end);
        return;
    }
    band->low = fewest(n, 100 - e->end);
    band->high = n;
    snprintf(band->text, sizeof(band->text), ">=%d%%", 100 - e->end);
}

/* Between the ends, in steps: what is shown is rounded down to one. */
static void
set_step(const struct ends *e, int64_t n, int64_t count,
         struct coh_rate_band *band)
{
    int percent = (int)(100 * count / n) / e->step * e->step;

    band->low = fewest(n, percent);
    band->high = fewest(n, percent + e->step) - 1;
    snprintf(band->text, sizeof(band->text), "%d-%d%%", percent,
             percent + e->step - 1);
}

/* The fewest of n that round to `percent`. */
static int64_t
fewest_near(int64_t n, int percent)
{
    return (n * (2 * percent - 1) + 199) / 200;
}

/* Between the ends, whole percents: rounded as in every other place. */
static void
set_near(int64_t n, int64_t count, struct coh_rate_band *band)
{
    int percent = (int)((200 * count + n) / (2 * n));

    band->low = fewest_near(n, percent);
    band->high = fewest_near(n, percent + 1) - 1;
    snprintf(band->text, sizeof(band->text), "%d%%", percent);
}

int
coh_rate_band_find(int64_t n, int64_t count, struct coh_rate_band *band,
                   struct coh_error *err)
{
    const struct ends *e;
    int64_t least, most; /* counts between the ends */

    if (n < 10)
        return coh_fail(err, COH_INPUT,
                        "a share of fewer than 10 students has no band");
    if (count < 0 || count > n || n > INT64_MAX / 400)
        return coh_fail(err, COH_INPUT, "a share must be between none and all");
    e = ends_of(n);
    most = fewest(n, 100 - e->end) - 1;
    least = n - most;
    if (count < least || count > most) {
        set_end(e, n, count, band);
        return 0;
    }
    if (e->step == 1)
        set_near(n, count, band);
    else
        set_step(e, n, count, band);
    /* What the ends hold is theirs. */
    if (band->low < least)
        band->low = least;
    if (band->high > most)
        band->high = most;
    return 0;
}
