/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

/* Milliseconds; bytes of a line on the narrowest terminal. */
enum { PATIENCE = 1000, BETWEEN = 200, LINE = 79, NAME = 40 };

static long long
now(void)
{
    struct timespec t;

    if (clock_gettime(CLOCK_MONOTONIC, &t))
        return 0;
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
watch(void *context, const struct coh_reader *r)
{
    coh_progress_tell(context, coh_base_name(coh_reader_name(r)),
                      coh_reader_bytes(r), coh_reader_size(r),
                      coh_reader_counts(r)->records, now());
}

void
coh_progress_start(struct coh_progress *p, struct coh_reader *reader)
{
    if (!p)
        return;
    coh_progress_clear(p);
    p->done = 0;
    p->before = 0;
    p->started = p->shown_at = now();
    coh_reader_set_watch(reader, watch, p);
}

static void
put(const struct coh_progress *p, const char *text, size_t length)
{
    /* A terminal that takes nothing more is no reason to stop. */
    if (write(p->fd, text, length) < 0)
        return;
}

static void
count_text(size_t n, char out[24])
{
    if (n < 10000)
        snprintf(out, 24, "%zu", n);
    else if (n < 1000000)
        snprintf(out, 24, "%zu k", n / 1000);
    else
        snprintf(out, 24, "%zu.%zu M", n / 1000000, n / 100000 % 10);
}

/* The whole percent of all readings; never 100, for it is not at its end. */
static int
percent(const struct coh_progress *p, unsigned long long bytes,
        unsigned long long size)
{
    double share = size ? (double)bytes / (double)size : 0;
    int whole = (int)(100 * (p->done + share) / p->readings);

    return whole > 99 ? 99 : whole;
}

static void
show(struct coh_progress *p, const char *name, unsigned long long bytes,
     unsigned long long size, size_t records)
{
    char quoted[COH_QUOTE_SIZE], count[24], share[16] = "";
    char text[2 * COH_QUOTE_SIZE];
    size_t width;
    int n;

    count_text(records, count);
    if (size)
        snprintf(share, sizeof(share), "  %d %%", percent(p, bytes, size));
    n = snprintf(text, sizeof(text), "\r%s%s  %s records",
                 coh_quote(name, strlen(name), quoted), share, count);
    if (n < 0 || (size_t)n >= sizeof(text))
        return;
    width = coh_utf8_width(text + 1, (size_t)n - 1);
    if (width > LINE)
        return;
    put(p, text, (size_t)n);
    for (; p->width > width; p->width--)
        put(p, " ", 1);
    p->width = width;
}

void
coh_progress_tell(struct coh_progress *p, const char *name,
                  unsigned long long bytes, unsigned long long size,
                  size_t records, long long at)
{
    /* Back at the beginning: was that a whole reading, or a look at the
     * first records? */
    if (bytes < p->before && p->before >= size - size / 10 &&
        p->done + 1 < p->readings)
        p->done++;
    p->before = bytes;
    if (at - p->started < PATIENCE || at - p->shown_at < BETWEEN)
        return;
    p->shown_at = at;
    show(p, name, bytes, size, records);
}

void
coh_progress_clear(struct coh_progress *p)
{
    char blank[LINE + 2];

    if (!p || !p->width)
        return;
    memset(blank, ' ', sizeof(blank));
    blank[0] = blank[p->width + 1] = '\r';
    put(p, blank, p->width + 2);
    p->width = 0;
}
