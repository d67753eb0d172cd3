/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/dialect.h"

#include <string.h>

enum { MAX_RECORDS = 500 };

/* Field counts of the sample's records when split at one delimiter. */
struct widths {
    size_t of[MAX_RECORDS];
    size_t n;
};

static int
is_candidate(char c)
{
    return c && strchr(",\t;|", c) != NULL;
}

/* A quote opens a field behind any candidate: in `1;"a,b,c"` the commas must
 * not count, whichever of the two is being tried. */
static void
count_widths(struct coh_span s, char delimiter, struct widths *w)
{
    int quoted = 0, start = 1, any = 0;
    size_t fields = 1, i;

    w->n = 0;
    for (i = 0; i < s.length && w->n < MAX_RECORDS; i++) {
        char c = s.bytes[i];

        if (c == '"' && (start || quoted)) {
            quoted = !quoted;
            start = 0;
            any = 1;
        } else if (quoted) {
            /* `""` inside a quoted field: out and in again. */
            continue;
        } else if (c == '\n' || c == '\r') {
            if (any)
                w->of[w->n++] = fields;
            fields = 1;
            start = 1;
            any = 0;
        } else {
            fields += c == delimiter;
            quoted = c == '"' && i > 0 && s.bytes[i - 1] == '"';
            start = is_candidate(c) || (c == ' ' && start);
            any = any || c != ' ';
        }
    }
    /* A sample without any line end is one record. */
    if (w->n == 0 && any)
        w->of[w->n++] = fields;
}

static double
score(const struct widths *w)
{
    size_t i, k, best = 0, width = 1;

    for (i = 0; i < w->n; i++) {
        size_t same = 0;

        for (k = 0; k < w->n; k++)
            same += w->of[k] == w->of[i];
        if (same > best || (same == best && w->of[i] > width)) {
            best = same;
            width = w->of[i];
        }
    }
    if (best == 0)
        return 0;
    return (double)best / (double)w->n * (1.0 - 1.0 / (double)width);
}

/* `sep=X` and its line end: how many bytes, or 0. */
static size_t
sep_line(struct coh_span s, char *delimiter)
{
    size_t i = 5;

    if (s.length < 6 || memcmp(s.bytes, "sep=", 4) != 0)
        return 0;
    if (s.bytes[i] != '\r' && s.bytes[i] != '\n')
        return 0;
    *delimiter = s.bytes[4];
    i++;
    if (i < s.length && s.bytes[i - 1] == '\r' && s.bytes[i] == '\n')
        i++;
    return i;
}

struct coh_dialect
coh_dialect_detect(struct coh_span sample)
{
    static const char candidate[] = {',', '\t', ';', '|'};
    struct coh_dialect d = {.delimiter = ','};
    struct widths w;
    double best = 0;
    size_t i;

    d.sep_line = sep_line(sample, &d.delimiter);
    if (d.sep_line)
        return d;
    for (i = 0; i < sizeof(candidate); i++) {
        double s;

        count_widths(sample, candidate[i], &w);
        s = score(&w);
        if (s > best) {
            best = s;
            d.delimiter = candidate[i];
        }
    }
    return d;
}
