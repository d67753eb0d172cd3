/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/roster.h"

enum { LONGEST = 64, FAR = 3 };

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Row by row; before[] and above[] are the two rows over row[]. FAR and more
 * are all the same to the caller. */
static size_t
distance(struct coh_span a, struct coh_span b)
{
    size_t rows[3][LONGEST + 1], i, k;
    size_t *before = rows[0], *above = rows[1], *row = rows[2];

    for (k = 0; k <= b.length; k++)
        above[k] = k;
    for (i = 1; i <= a.length; i++) {
        size_t *free_row = before, best = i;

        row[0] = i;
        for (k = 1; k <= b.length; k++) {
            size_t same = a.bytes[i - 1] == b.bytes[k - 1];

            row[k] =
                least(above[k - 1] + !same, least(above[k], row[k - 1]) + 1);
            if (i > 1 && k > 1 && a.bytes[i - 1] == b.bytes[k - 2] &&
                a.bytes[i - 2] == b.bytes[k - 1])
                row[k] = least(row[k], before[k - 2] + 1);
            best = least(best, row[k]);
        }
        if (best >= FAR + 1)
            return FAR;
        before = above;
        above = row;
        row = free_row;
    }
    return above[b.length];
}

static size_t
limit(struct coh_span a, struct coh_span b)
{
    size_t longer = a.length > b.length ? a.length : b.length;
    size_t shorter = a.length + b.length - longer;

    if (longer > LONGEST || longer - shorter >= FAR)
        return 0;
    return least(FAR - 1, longer / 4);
}

uint64_t
coh_roster_letters(struct coh_span text)
{
    uint64_t bits = 0;
    size_t i;

    for (i = 0; i < text.length; i++)
        bits |= UINT64_C(1) << ((unsigned char)text.bytes[i] % 64);
    return bits;
}

static int
more_bits(uint64_t bits, size_t n)
{
    size_t held = 0;

    for (; bits && held <= n; bits &= bits - 1)
        held++;
    return held > n;
}

enum coh_match
coh_roster_nearest(const struct coh_roster *roster, struct coh_span identifier,
                   size_t *at, size_t *nearest)
{
    size_t i, best = FAR, who = 0;
    uint64_t letters = coh_roster_letters(identifier);
    int several = 0;

    for (i = 0; i < roster->identifiers; i++) {
        const struct coh_roster_identifier *held = &roster->identifier[i];
        size_t most = limit(held->text, identifier), d;

        if (!most || more_bits(held->letters ^ letters, 2 * most) ||
            (d = distance(held->text, identifier)) > most || d > best)
            continue;
        several = d == best && (several || held->student != who);
        best = d;
        if (!several)
            who = held->student;
    }
    if (best == FAR)
        return COH_MATCH_NONE;
    if (several)
        return COH_MATCH_AMBIGUOUS;
    *at = who;
    *nearest = best;
    return COH_MATCH_EXACT;
}
