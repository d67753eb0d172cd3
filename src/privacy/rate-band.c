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

int
coh_rate_band_find(int64_t n, int64_t count, struct coh_rate_band *band,
                   struct coh_error *err)
{
    const struct ends *e;
    int percent;

    if (n < 10)
        return coh_fail(err, COH_INPUT,
                        "a share of fewer than 10 students has no band");
    if (count < 0 || count > n || n > INT64_MAX / 200)
        return coh_fail(err, COH_INPUT, "a share must be between none and all");
    e = ends_of(n);
    if (count <= n - fewest(n, 100 - e->end) ||
        count >= fewest(n, 100 - e->end)) {
        set_end(e, n, count, band);
        return 0;
    }
    percent = (int)(100 * count / n) / e->step * e->step;
    band->low = fewest(n, percent);
    band->high = fewest(n, percent + e->step) - 1;
    /* The first band begins behind the lower end. */
    if (percent == e->end)
        band->low = n - fewest(n, 100 - e->end) + 1;
    if (e->step == 1)
        snprintf(band->text, sizeof(band->text), "%d%%", percent);
    else
        snprintf(band->text, sizeof(band->text), "%d-%d%%", percent,
                 percent + e->step - 1);
    return 0;
}
