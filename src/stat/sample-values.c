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
