/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a finished summary says: numbers by name, and remarks in words. */
#include <math.h>

#include "stat/summary.h"

int
coh_summary_cut(struct coh_summary *s, struct coh_span text,
                struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    struct coh_span number = text;

    s->percent = text.length && text.bytes[text.length - 1] == '%';
    number.length -= (size_t)s->percent;
    if (coh_decimal_parse(number, &s->cut_at) != COH_NUMBER_EXACT)
        return coh_fail(err, COH_USAGE,
                        "a cut is a score, or a share of the full score as "
                        "70%%, not '%s'",
                        coh_quote(text.bytes, text.length, quoted));
    s->cut = 1;
    return 0;
}

const char *
coh_summary_name(enum coh_summary_statistic which)
{
    static const char *const name[COH_SUMMARY_STATISTICS] = {
        "n",       "missing",     "mean", "sd",       "ci_low",
        "ci_high", "min",         "q1",   "median",   "q3",
        "max",     "at_or_above", "rate", "rate_low", "rate_high",
    };

    return name[which];
}

int
coh_summary_choose(struct coh_summary *s, struct coh_span name,
                   struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    int i, n = s->cut ? COH_SUMMARY_STATISTICS : COH_SUMMARY_AT_OR_ABOVE;
    enum coh_summary_statistic which;

    for (i = 0; i < n; i++) {
        which = (enum coh_summary_statistic)i;
        if (name.length && !coh_span_is(name, coh_summary_name(which)))
            continue;
        if (s->chosen == COH_SUMMARY_CHOSEN)
            return coh_fail(err, COH_USAGE, "too many statistics");
        s->choice[s->chosen++] = which;
        if (name.length)
            return 0;
    }
    if (!name.length)
        return 0;
    return coh_fail(err, COH_USAGE,
                    "'%s' is none of n missing mean sd ci_low ci_high min q1 "
                    "median q3 max, and of at_or_above rate rate_low "
                    "rate_high with a cut",
                    coh_quote(name.bytes, name.length, quoted));
}

int
coh_summary_repeats(const struct coh_summary *s,
                    const struct coh_summary_result *r)
{
    return s->by_student && !s->collapse &&
           r->students + r->unnamed < r->sample.n;
}

int
coh_summary_mixed(const struct coh_summary *s,
                  const struct coh_summary_result *r,
                  enum coh_summary_kind kind, struct coh_span name[2])
{
    if (!r->other[kind])
        return 0;
    name[0] = coh_keys_cells(&s->kinds[kind], r->kind[kind] - 1)[0];
    name[1] = coh_keys_cells(&s->kinds[kind], r->other[kind] - 1)[0];
    return 1;
}

/* Does n count students, and their scores one thing? Else no interval. */
static int
sound(const struct coh_summary *s, const struct coh_summary_result *r)
{
    size_t kind;

    for (kind = 0; kind < COH_SUMMARY_KINDS; kind++)
        if (r->other[kind])
            return 0;
    return !coh_summary_repeats(s, r);
}

static struct coh_interval
interval(const struct coh_summary *s, const struct coh_summary_result *r)
{
    struct coh_interval ci = {.low = NAN, .high = NAN};

    if (!sound(s, r) || coh_sample_interval(&r->sample, s->level, &ci, NULL))
        ci.low = ci.high = NAN;
    return ci;
}

static double
rate(const struct coh_summary *s, const struct coh_summary_result *r,
     enum coh_summary_statistic which)
{
    double n = (double)r->sample.n, hits = (double)r->at_or_above;
    struct coh_interval ci;

    if (r->uncut)
        return NAN;
    if (which == COH_SUMMARY_AT_OR_ABOVE)
        return hits;
    if (which == COH_SUMMARY_RATE)
        return n > 0 ? hits / n : NAN;
    if (!sound(s, r) || coh_interval_rate(hits, n, s->level, &ci, NULL))
        return NAN;
    return which == COH_SUMMARY_RATE_LOW ? ci.low : ci.high;
}

double
coh_summary_number(const struct coh_summary *s,
                   const struct coh_summary_result *r,
                   enum coh_summary_statistic which)
{
    switch (which) {
    case COH_SUMMARY_N:
        return (double)r->sample.n;
    case COH_SUMMARY_MISSING:
        return (double)r->sample.missing;
    case COH_SUMMARY_MEAN:
        return coh_sample_mean(&r->sample);
    case COH_SUMMARY_SD:
        return coh_sample_sd(&r->sample);
    case COH_SUMMARY_CI_LOW:
        return interval(s, r).low;
    case COH_SUMMARY_CI_HIGH:
        return interval(s, r).high;
    case COH_SUMMARY_MIN:
        return coh_sample_quantile(&r->sample, 0);
    case COH_SUMMARY_Q1:
        return coh_sample_quantile(&r->sample, 0.25);
    case COH_SUMMARY_MEDIAN:
        return coh_sample_quantile(&r->sample, 0.5);
    case COH_SUMMARY_Q3:
        return coh_sample_quantile(&r->sample, 0.75);
    case COH_SUMMARY_MAX:
        return coh_sample_quantile(&r->sample, 1);
    default:
        return rate(s, r, which);
    }
}

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
    if (r->sample.n == 1)
        return coh_notes_add(notes, COH_NOTE_FACT, label, err,
                             "one score: no sd and no interval");
    if (r->sample.n > 1 && coh_sample_sd(&r->sample) == 0)
        return coh_notes_add(notes, COH_NOTE_FACT, label, err,
                             "all scores are equal: no interval");
    return 0;
}

int
coh_summary_note(const struct coh_summary *s,
                 const struct coh_summary_result *r, const char *label,
                 struct coh_notes *notes, struct coh_error *err)
{
    if (note_students(s, r, label, notes, err) ||
        note_mixed(s, r, label, notes, err))
        return -1;
    return note_numbers(s, r, label, notes, err);
}
