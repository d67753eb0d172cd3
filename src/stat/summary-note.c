/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a finished summary says beside its numbers: remarks in words. */
#include "stat/summary.h"

#include <math.h>

static int
note_students(const struct coh_summary *s, const struct coh_summary_result *r,
              const char *label, struct coh_notes *notes, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc;

    if (!coh_summary_repeats(s, r))
        return 0;
    rc = coh_text_format(&t, err, "%s: %zu rows of %zu students", label,
                         r->sample.n, r->students + r->unnamed);
    if (!rc)
        rc = coh_notes_add(notes, COH_NOTE_LOOK, coh_text_get(&t), err,
                           "students repeat: n counts rows, no interval; "
                           "--per-student takes one score of each");
    coh_text_release(&t);
    return rc;
}

static int
note_mixed(const struct coh_summary *s, const struct coh_summary_result *r,
           const char *label, struct coh_notes *notes, struct coh_error *err)
{
    static const char *const kind_name[] = {"scale", "assessment", "measure"};
    char a[COH_QUOTE_SIZE], b[COH_QUOTE_SIZE];
    struct coh_text t = COH_TEXT_INIT;
    struct coh_span name[2];
    int kind, i, rc = 0;

    for (kind = 0; !rc && kind < COH_SUMMARY_KINDS; kind++) {
        if (!coh_summary_mixed(s, r, (enum coh_summary_kind)kind, name))
            continue;
        coh_text_clear(&t);
        for (i = 0; i < 2; i++)
            if (!name[i].length)
                name[i] = coh_span_of("(blank)");
        rc = coh_text_format(&t, err, "%s: %s, %s", label,
                             coh_quote(name[0].bytes, name[0].length, a),
                             coh_quote(name[1].bytes, name[1].length, b));
        if (!rc)
            rc = coh_notes_add(notes, COH_NOTE_LOOK, coh_text_get(&t), err,
                               "more than one %s in one result: n counts "
                               "rows, no interval",
                               kind_name[kind]);
    }
    coh_text_release(&t);
    return rc;
}

int
coh_summary_note_rows(const struct coh_summary *s,
                      const struct coh_summary_result *r, const char *label,
                      struct coh_notes *notes, struct coh_error *err)
{
    if (note_students(s, r, label, notes, err))
        return -1;
    return note_mixed(s, r, label, notes, err);
}

static int
chosen(const struct coh_summary *s, enum coh_summary_statistic which)
{
    size_t i;

    for (i = 0; i < s->chosen; i++)
        if (s->choice[i] == which)
            return 1;
    return 0;
}

static int
shows_spread(const struct coh_summary *s)
{
    return chosen(s, COH_SUMMARY_SD) || chosen(s, COH_SUMMARY_VARIANCE);
}

static int
shows_interval(const struct coh_summary *s)
{
    return chosen(s, COH_SUMMARY_CI_LOW) || chosen(s, COH_SUMMARY_CI_HIGH) ||
           chosen(s, COH_SUMMARY_SE);
}

/* Simulated: with 15 % of zeros the 95 % interval covers 83 to 90 % at n = 5
 * to 10, by how far the other scores lie from 0; 91 % at n = 15. Zeros among
 * negative scores are no floor. */
static int
note_zeros(const struct coh_summary *s, const struct coh_summary_result *r,
           const char *label, struct coh_notes *notes, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t n = r->sample.n, zeros;
    int rc;

    if (n < 2 || n > COH_SUMMARY_FEW || !coh_summary_sound(s, r) ||
        !shows_interval(s) || !(coh_sample_quantile(&r->sample, 0) == 0) ||
        !(coh_sample_sd(&r->sample) > 0))
        return 0;
    zeros = coh_sample_count(&r->sample, (struct coh_decimal){.scale = 0});
    if (100 * zeros < 15 * n)
        return 0;
    rc = coh_text_format(&t, err, "%s: %zu of %zu", label, zeros, n);
    if (!rc)
        rc = coh_notes_add(notes, COH_NOTE_FACT, coh_text_get(&t), err,
                           "zeros among few scores: the interval of the mean "
                           "covers less than it says (83 to 90 %% where it "
                           "says 95 %%); look at the zeros first");
    coh_text_release(&t);
    return rc;
}

static int
note_numbers(const struct coh_summary *s, const struct coh_summary_result *r,
             const char *label, struct coh_notes *notes, struct coh_error *err)
{
    if (r->uncut && coh_notes_add(notes, COH_NOTE_LOOK, label, err,
                                  "scores without a full score: no rate"))
        return -1;
    if (!coh_sample_exact(&r->sample) && s->collapse != COH_SUMMARY_MEAN_OF &&
        coh_notes_add(notes, COH_NOTE_FACT, label, err,
                      "numbers past 18 digits: computed in doubles"))
        return -1;
    if (r->sample.n && (isnan(coh_sample_mean(&r->sample)) ||
                        (r->sample.n > 1 && isnan(coh_sample_sd(&r->sample)))))
        return coh_notes_add(notes, COH_NOTE_LOOK, label, err,
                             "numbers too large, or too close, to compute "
                             "with: mean or spread are blank");
    if (r->sample.n == 1 && (shows_spread(s) || shows_interval(s)))
        return coh_notes_add(notes, COH_NOTE_FACT, label, err,
                             "one score: no sd and no interval");
    if (r->sample.n > 1 && shows_interval(s) && coh_sample_sd(&r->sample) == 0)
        return coh_notes_add(notes, COH_NOTE_FACT, label, err,
                             "all scores are equal: no interval");
    return 0;
}

/* What has no value with so few scores, or with equal ones. */
static int
note_shape(const struct coh_summary *s, const struct coh_summary_result *r,
           const char *label, struct coh_notes *notes, struct coh_error *err)
{
    int skewness = chosen(s, COH_SUMMARY_SKEWNESS);
    int kurtosis = chosen(s, COH_SUMMARY_KURTOSIS);
    size_t n = r->sample.n;

    if (!n)
        return coh_notes_add(notes, COH_NOTE_FACT, label, err,
                             "no score: nothing to describe");
    if (n > 1 && coh_sample_sd(&r->sample) == 0) {
        if (!skewness && !kurtosis && !chosen(s, COH_SUMMARY_LAG1))
            return 0;
        return coh_notes_add(notes, COH_NOTE_FACT, label, err,
                             "all scores are equal: no skewness, kurtosis or "
                             "lag1");
    }
    if (n < 3 && (skewness || kurtosis))
        return coh_notes_add(notes, COH_NOTE_FACT, label, err,
                             "fewer than 3 scores: no skewness, no kurtosis");
    if (n == 3 && kurtosis)
        return coh_notes_add(notes, COH_NOTE_FACT, label, err,
                             "fewer than 4 scores: no kurtosis");
    return 0;
}

int
coh_summary_note(const struct coh_summary *s,
                 const struct coh_summary_result *r, const char *label,
                 struct coh_notes *notes, struct coh_error *err)
{
    if (coh_summary_note_rows(s, r, label, notes, err) ||
        note_zeros(s, r, label, notes, err) ||
        note_numbers(s, r, label, notes, err))
        return -1;
    return note_shape(s, r, label, notes, err);
}
