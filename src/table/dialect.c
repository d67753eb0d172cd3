/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/dialect.h"

#include <math.h>
#include <string.h>

#include "table/quoting.h"

enum { MAX_RECORDS = 500, DOUBT_RECORDS = 4 };

/* The sample split at one delimiter. */
struct split {
    size_t width[MAX_RECORDS];
    size_t doubtful[MAX_RECORDS]; /* delimiters that may be something else */
    size_t n;
};

/* What speaks for a delimiter. */
struct claim {
    size_t first;  /* the first record of the best width */
    double share;  /* of that width from there on */
    double score;  /* 0: none */
    double doubt;  /* the share of delimiters that may be something else, in
                      the record of the width where it is least */
    size_t fields; /* the width */
};

static int
is_candidate(char c)
{
    return c && strchr(",\t;|", c) != NULL;
}

static int
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int
is_doubtful(struct coh_span s, size_t i)
{
    char c = s.bytes[i], before = i ? s.bytes[i - 1] : '\0',
         after = i + 1 < s.length ? s.bytes[i + 1] : '\0';

    if ((c == ',' || c == ':') && is_digit(before) && is_digit(after))
        return 1;
    return c != '\t' && after == ' ';
}

static void
add_record(struct split *w, size_t fields, size_t doubtful)
{
    w->width[w->n] = fields;
    w->doubtful[w->n++] = doubtful;
}

/* A quote opens a field behind any candidate: in `1;"a,b,c"` the commas must
 * not count, whichever of the two is being tried. */
static void
split_at(struct coh_span s, char delimiter, struct split *w)
{
    int escapes = coh_quoting_detect(s, delimiter) & COH_FORM_BACKSLASH;
    int quoted = 0, start = 1, any = 0;
    size_t fields = 1, doubtful = 0, i;

    w->n = 0;
    for (i = 0; i < s.length && w->n < MAX_RECORDS; i++) {
        char c = s.bytes[i];

        if (quoted && escapes && c == '\\') {
            i++;
        } else if (c == '"' && (start || quoted)) {
            quoted = !quoted;
            start = 0;
            any = 1;
        } else if (quoted) {
            /* `""` inside a quoted field: out and in again. */
            continue;
        } else if (c == '\n' || c == '\r') {
            if (any)
                add_record(w, fields, doubtful);
            fields = 1;
            doubtful = 0;
            start = 1;
            any = 0;
        } else {
            if (c == delimiter) {
                fields++;
                doubtful += is_doubtful(s, i);
            }
            quoted = c == '"' && i > 0 && s.bytes[i - 1] == '"';
            start = is_candidate(c) || c == delimiter || (c == ' ' && start);
            any = any || c != ' ';
        }
    }
    /* A sample without any line end is one record. */
    if (w->n == 0 && any)
        add_record(w, fields, doubtful);
}

/* What the records of the width of record `first` say, which is the first of
 * that width. */
static struct claim
claim_of_width(const struct split *w, size_t first)
{
    struct claim claim = {.first = first, .fields = w->width[first]};
    size_t i, same = 0;

    for (i = first; i < w->n; i++)
        same += w->width[i] == claim.fields;
    claim.share = (double)same / (double)(w->n - first);
    claim.score = claim.share * (1.0 - 1.0 / (double)claim.fields) *
                  sqrt((double)same / (double)w->n);
    /* Below a line that it does not split, one record is no table. */
    if (first && (same < 2 || claim.share < 0.5))
        claim.score = 0;
    return claim;
}

/* The least of the first records of the width: below titles of the same width
 * the header shows the delimiter as it is. */
static double
doubt_of(const struct split *w, size_t first)
{
    size_t i, seen = 1, least = w->doubtful[first];

    for (i = first + 1; i < w->n && seen < DOUBT_RECORDS; i++)
        if (w->width[i] == w->width[first]) {
            least = w->doubtful[i] < least ? w->doubtful[i] : least;
            seen++;
        }
    return (double)least / (double)(w->width[first] - 1);
}

static struct claim
claim_of(const struct split *w, char delimiter)
{
    struct claim best = {.score = 0};
    double weight = delimiter == '\t'                      ? 2
                    : delimiter == '|' || delimiter == ':' ? 0.5
                                                           : 1;
    size_t i, k;

    for (i = 0; i < w->n; i++) {
        struct claim claim;

        for (k = 0; k < i && w->width[k] != w->width[i]; k++)
            ;
        if (k < i || w->width[i] < 2)
            continue;
        claim = claim_of_width(w, i);
        if (claim.score > best.score)
            best = claim;
    }
    if (best.fields < 2)
        return best;
    best.doubt = doubt_of(w, best.first);
    best.score *= weight * (1 - 0.75 * best.doubt);
    if (delimiter == ':' &&
        (best.first || best.share < 0.9 || best.fields < 3 || best.doubt > 0.9))
        best.score = 0;
    return best;
}

static int
explains_all(struct claim c)
{
    return c.share >= 0.9 && c.doubt < 0.5;
}

/* Does `a` speak louder than `b`? */
static int
is_better(struct claim a, struct claim b)
{
    if (a.score <= 0 || b.score <= 0)
        return a.score > b.score;
    if (a.first < b.first && explains_all(a))
        return 1;
    if (b.first < a.first && explains_all(b))
        return 0;
    return a.score > b.score;
}

/* `sep=X` and its line end: how many bytes, or 0. */
static size_t
sep_line(struct coh_span s, char *delimiter)
{
    size_t i = 5;

    if (s.length < 6 || memcmp(s.bytes, "sep=", 4) != 0 ||
        strchr("\"\r\n", s.bytes[4]))
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
    static const char candidate[] = {'\t', ',', ';', '|', ':'};
    struct coh_dialect d = {.delimiter = ','};
    struct claim best = {.score = 0};
    struct split w;
    size_t i;

    d.sep_line = sep_line(sample, &d.delimiter);
    if (d.sep_line)
        return d;
    for (i = 0; i < sizeof(candidate); i++) {
        struct claim claim;

        split_at(sample, candidate[i], &w);
        claim = claim_of(&w, candidate[i]);
        if (is_better(claim, best)) {
            best = claim;
            d.delimiter = candidate[i];
        }
    }
    return d;
}
