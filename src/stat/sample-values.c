/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scores of a sample one by one, for what no sum can tell. */
#include <string.h>

#include "stat/sample.h"

void
coh_sample_mantissas(const struct coh_sample *s, int64_t *out)
{
    uint64_t k;
    size_t i;

    if (s->form == COH_SAMPLE_VALUES)
        memcpy(out, s->value, s->length * sizeof(*out));
    if (s->form != COH_SAMPLE_COUNTS)
        return;
    for (i = 0; i < s->distinct; i++)
        for (k = 0; k < s->tally[i].count; k++)
            *out++ = s->tally[i].value;
}

void
coh_sample_doubles(const struct coh_sample *s, double *out)
{
    uint64_t k;
    double x;
    size_t i;

    if (s->form == COH_SAMPLE_DOUBLES) {
        memcpy(out, s->number, s->length * sizeof(*out));
        return;
    }
    for (i = 0; s->form == COH_SAMPLE_VALUES && i < s->length; i++)
        *out++ = coh_moments_ratio(s->value[i], 1, s->moments.scale);
    for (i = 0; s->form == COH_SAMPLE_COUNTS && i < s->distinct; i++) {
        x = coh_moments_ratio(s->tally[i].value, 1, s->moments.scale);
        for (k = 0; k < s->tally[i].count; k++)
            *out++ = x;
    }
}

/* Equal to the one before? Of doubles as doubles, else as decimals. */
static int
repeats(const struct coh_sample *s, size_t i)
{
    if (s->form == COH_SAMPLE_DOUBLES)
        return !(s->number[i] < s->number[i + 1]);
    return s->value[i] == s->value[i + 1];
}

void
coh_sample_runs(const struct coh_sample *s,
                void (*run)(void *context, double score, size_t times),
                void *context)
{
    const int scale = s->moments.scale;
    size_t i, times = 1;

    for (i = 0; s->form == COH_SAMPLE_COUNTS && i < s->distinct; i++)
        run(context, coh_moments_ratio(s->tally[i].value, 1, scale),
            (size_t)s->tally[i].count);
    for (i = 0; s->form != COH_SAMPLE_COUNTS && i < s->length; i++, times++)
        if (i + 1 == s->length || !repeats(s, i)) {
            run(context,
                s->form == COH_SAMPLE_DOUBLES
                    ? s->number[i]
                    : coh_moments_ratio(s->value[i], 1, scale),
                times);
            times = 0;
        }
}
