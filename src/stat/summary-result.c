/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a finished summary says: numbers by name. */
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
        "n",        "missing",  "mean",      "sd",         "ci_low",
        "ci_high",  "min",      "q1",        "median",     "q3",
        "max",      "se",       "sum",       "variance",   "skewness",
        "kurtosis", "mad",      "iqr",       "lag1",       "at_or_above",
        "rate",     "rate_low", "rate_high", "median_low", "median_high",
    };

    return name[which];
}

static int
of_a_cut(enum coh_summary_statistic which)
{
    return which >= COH_SUMMARY_AT_OR_ABOVE && which <= COH_SUMMARY_RATE_HIGH;
}

int
coh_summary_choose(struct coh_summary *s, struct coh_span name,
                   struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    int i;

    for (i = 0; i < COH_SUMMARY_STATISTICS; i++) {
        enum coh_summary_statistic which = (enum coh_summary_statistic)i;

        if (!coh_span_is(name, coh_summary_name(which)) ||
            (of_a_cut(which) && !s->cut))
            continue;
        if (s->chosen == COH_SUMMARY_CHOSEN)
            return coh_fail(err, COH_USAGE, "too many statistics");
        s->choice[s->chosen++] = which;
        return 0;
    }
    return coh_fail(err, COH_USAGE,
                    "'%s' is none of n missing mean sd ci_low ci_high min q1 "
                    "median q3 max se sum variance skewness kurtosis mad iqr "
                    "lag1 median_low median_high, and of at_or_above rate "
                    "rate_low rate_high with a cut",
                    coh_quote(name.bytes, name.length, quoted));
}

void
coh_summary_choose_columns(struct coh_summary *s, int all)
{
    int i;

    for (i = 0; i <= COH_SUMMARY_RATE_HIGH; i++) {
        enum coh_summary_statistic which = (enum coh_summary_statistic)i;
        int extra = which >= COH_SUMMARY_SE && which <= COH_SUMMARY_LAG1;

        if ((!extra || all) && (!of_a_cut(which) || s->cut))
            s->choice[s->chosen++] = which;
    }
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

int
coh_summary_sound(const struct coh_summary *s,
                  const struct coh_summary_result *r)
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

    if (!coh_summary_sound(s, r) ||
        coh_sample_interval(&r->sample, s->level, &ci, NULL))
        ci.low = ci.high = NAN;
    return ci;
}

static struct coh_interval
median_interval(const struct coh_summary *s, const struct coh_summary_result *r)
{
    struct coh_interval ci = {.low = NAN, .high = NAN};

    if (!coh_summary_sound(s, r) ||
        coh_sample_median_interval(&r->sample, s->level, &ci, NULL))
        ci.low = ci.high = NAN;
    return ci;
}

/* The standard error, where an interval could be made of it. */
static double
standard_error(const struct coh_summary *s, const struct coh_summary_result *r)
{
    double sd = coh_sample_sd(&r->sample);

    if (!(sd > 0) || !coh_summary_sound(s, r))
        return NAN;
    return sqrt(coh_sample_variance(&r->sample) / (double)r->sample.n);
}

struct coh_interval
coh_summary_share(const struct coh_summary *s, size_t hits, size_t n)
{
    struct coh_interval ci;
    int rc =
        s->rate == COH_SUMMARY_JEFFREYS
            ? coh_interval_jeffreys((double)hits, (double)n, s->level, &ci,
                                    NULL)
            : coh_interval_rate((double)hits, (double)n, s->level, &ci, NULL);

    if (rc)
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
    if (!coh_summary_sound(s, r))
        return NAN;
    ci = coh_summary_share(s, r->at_or_above, r->sample.n);
    return which == COH_SUMMARY_RATE_LOW ? ci.low : ci.high;
}

static double
quantile(const struct coh_summary_result *r, double p)
{
    return coh_sample_quantile(&r->sample, p);
}

/* What --all adds, and what comes by name only. */
static double
extra(const struct coh_summary *s, const struct coh_summary_result *r,
      enum coh_summary_statistic which)
{
    switch (which) {
    case COH_SUMMARY_SE:
        return standard_error(s, r);
    case COH_SUMMARY_SUM:
        return coh_sample_sum(&r->sample);
    case COH_SUMMARY_VARIANCE:
        return coh_sample_variance(&r->sample);
    case COH_SUMMARY_SKEWNESS:
        return coh_sample_skewness(&r->sample);
    case COH_SUMMARY_KURTOSIS:
        return coh_sample_kurtosis(&r->sample);
    case COH_SUMMARY_MAD:
        return r->mad;
    case COH_SUMMARY_IQR:
        return coh_sample_iqr(&r->sample);
    case COH_SUMMARY_LAG1:
        return coh_sample_lag1(&r->sample);
    case COH_SUMMARY_MEDIAN_LOW:
        return median_interval(s, r).low;
    case COH_SUMMARY_MEDIAN_HIGH:
        return median_interval(s, r).high;
    default:
        return rate(s, r, which);
    }
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
        return quantile(r, 0);
    case COH_SUMMARY_Q1:
        return quantile(r, 0.25);
    case COH_SUMMARY_MEDIAN:
        return quantile(r, 0.5);
    case COH_SUMMARY_Q3:
        return quantile(r, 0.75);
    case COH_SUMMARY_MAX:
        return quantile(r, 1);
    default:
        return extra(s, r, which);
    }
}
