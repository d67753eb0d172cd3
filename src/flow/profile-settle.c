/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the counts of a column come to: its type and its figures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "flow/profile-column.h"
#include "table/columns.h"

const char *
coh_portrait_type_name(enum coh_portrait_type type)
{
    static const char *const name[COH_PORTRAIT_TYPES] = {
        "blank", "whole number", "number", "date", "id", "text", "mixed"};

    return name[type];
}

int
coh_portrait_is_number(const struct coh_portrait *p)
{
    return p->type == COH_PORTRAIT_WHOLE || p->type == COH_PORTRAIT_NUMBER ||
           (p->type == COH_PORTRAIT_MIXED && 2 * p->sample.n >= p->values);
}

int
coh_portrait_near_unique(const struct coh_portrait *p)
{
    if (p->values < 20 || 20 * p->distinct < 19 * p->values)
        return 0;
    if (p->type == COH_PORTRAIT_WHOLE)
        return p->length_low == p->length_high && p->length_low >= 5;
    return p->type == COH_PORTRAIT_ID || p->type == COH_PORTRAIT_TEXT;
}

/* ---- type ---- */

static int
nearly_all(size_t part, size_t all)
{
    return 10 * part >= 9 * all;
}

static enum coh_portrait_type
type_of(const struct coh_portrait *p)
{
    const size_t *k = p->kind, v = p->values;
    const size_t digits = p->whole + k[COH_SIGHT_ZEROS];

    if (!v)
        return COH_PORTRAIT_BLANK;
    if (p->is_id)
        return COH_PORTRAIT_ID;
    if (nearly_all(digits, v) &&
        (k[COH_SIGHT_ZEROS] || coh_name_is_id(p->name)))
        return COH_PORTRAIT_ID;
    if (nearly_all(p->whole, v))
        return p->whole == k[COH_SIGHT_NUMBER] ? COH_PORTRAIT_WHOLE
                                               : COH_PORTRAIT_NUMBER;
    if (nearly_all(k[COH_SIGHT_NUMBER] + k[COH_SIGHT_WRITTEN], v))
        return COH_PORTRAIT_NUMBER;
    if (nearly_all(k[COH_SIGHT_DATE], v))
        return COH_PORTRAIT_DATE;
    if (nearly_all(k[COH_SIGHT_TEXT] - p->statuses, v))
        return coh_name_is_id(p->name) &&
                       (p->spilt || 20 * p->distinct >= 19 * v)
                   ? COH_PORTRAIT_ID
                   : COH_PORTRAIT_TEXT;
    return COH_PORTRAIT_MIXED;
}

static void
count_values(struct coh_portrait *p)
{
    const size_t *k = p->kind;
    size_t words = 0, known, i;

    for (i = 0; i < COH_STATUSES; i++)
        words += p->status[i];
    known = k[COH_SIGHT_NUMBER] + k[COH_SIGHT_WRITTEN] + k[COH_SIGHT_DATE];
    p->values = known + k[COH_SIGHT_ZEROS] + k[COH_SIGHT_TEXT];
    if (known && 2 * known >= p->values - words) {
        p->statuses = words;
        p->values -= words;
    }
    p->missing = p->cells - p->values;
}

/* Days are those of the order that the column shows; where it shows both or
 * none, month first, and it is said. */
static void
settle_days(struct coh_portrait *p)
{
    const struct coh_date_evidence *e = &p->evidence;

    p->order_doubtful = (e->day_first && e->month_first) ||
                        (e->either && !e->day_first && !e->month_first &&
                         !coh_date_order_by_points(e));
    if (coh_date_order_by_points(e))
        p->order = COH_ORDER_DMY;
    else if (e->day_first && !e->month_first)
        p->order = COH_ORDER_DMY;
    else if (e->month_first && !e->day_first)
        p->order = COH_ORDER_MDY;
    p->days = p->in[p->order == COH_ORDER_DMY];
}

/* ---- mode, antimode, fences ---- */

struct runs {
    struct coh_portrait *p;
    size_t n; /* different numbers */
};

static void
keep_most(struct coh_portrait_mode *m, size_t n, int better, double number,
          struct coh_span text)
{
    if (better)
        *m = (struct coh_portrait_mode){number, text, n, 1};
    else if (n == m->n)
        m->ties++;
}

static void
take_value(struct coh_portrait *p, size_t n, double number,
           struct coh_span text)
{
    keep_most(&p->mode, n, n > p->mode.n, number, text);
    keep_most(&p->antimode, n, !p->antimode.n || n < p->antimode.n, number,
              text);
}

static void
take_run(void *context, double score, size_t times)
{
    struct runs *r = context;

    r->n++;
    r->p->below += score < r->p->fence_low ? times : 0;
    r->p->above += score > r->p->fence_high ? times : 0;
    if (coh_portrait_is_number(r->p))
        take_value(r->p, times, score, coh_span_of(""));
}

/* Labels that are values: no words for what is missing. */
static int
is_value(const struct coh_portrait *p, const struct coh_portrait_label *l,
         struct coh_sight *s)
{
    coh_sight_take((struct coh_span){l->bytes, l->length}, s);
    return s->kind > COH_SIGHT_CODE && !(p->statuses && s->status >= 0);
}

static void
settle_labels(struct coh_portrait *p)
{
    struct coh_sight s;
    size_t i;

    for (i = 0; i < p->labels; i++) {
        const struct coh_portrait_label *l = &p->label[i];

        if (is_value(p, l, &s))
            take_value(p, l->n, NAN, (struct coh_span){l->bytes, l->length});
    }
}

void
coh_portrait_settle(struct coh_portrait *p)
{
    const double q1 = coh_sample_quantile(&p->sample, 0.25);
    const double q3 = coh_sample_quantile(&p->sample, 0.75);
    struct runs runs = {p, 0};

    count_values(p);
    p->distinct = p->other_labels + p->words; /* for the type of a text */
    p->type = type_of(p);
    settle_days(p);
    p->fence_low = q1 - 1.5 * coh_sample_iqr(&p->sample);
    p->fence_high = q3 + 1.5 * coh_sample_iqr(&p->sample);
    coh_sample_runs(&p->sample, take_run, &runs);
    if (!coh_portrait_is_number(p))
        settle_labels(p);
    if (p->mode.n == p->antimode.n)
        p->mode = p->antimode = (struct coh_portrait_mode){.n = 0};
    p->distinct = runs.n + p->other_labels + (p->statuses ? 0 : p->words);
}

/* ---- labels ---- */

size_t
coh_portrait_top(const struct coh_portrait *p, size_t most, size_t *at)
{
    struct coh_sight s;
    size_t i, j, n = 0;

    for (i = 0; i < p->labels; i++) {
        if (!is_value(p, &p->label[i], &s))
            continue;
        for (j = n < most ? n : most;
             j && p->label[at[j - 1]].n < p->label[i].n; j--)
            if (j < most)
                at[j] = at[j - 1];
        if (j < most) {
            at[j] = i;
            n += n < most;
        }
    }
    return n;
}

/* Does `a` become `b` without blanks at the ends; or is it it but for case? */
static int
same_but_case(struct coh_span a, struct coh_span b)
{
    char text[256];

    if (b.length >= sizeof(text) || memchr(b.bytes, '\0', b.length))
        return 0;
    memcpy(text, b.bytes, b.length);
    text[b.length] = '\0';
    return coh_span_is_caseless(a, text);
}

struct cluster {
    size_t first, n;
    int edge, caseless;
};

static int
show_label(const struct coh_portrait *p, size_t at, struct coh_text *t,
           struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    const struct coh_portrait_label *l = &p->label[at];

    return coh_text_format(t, err, "'%s' %zu",
                           coh_quote(l->bytes, l->length, quoted), l->n);
}

/* The clusters' labels stand in `key`'s order; show those of the first. */
static int
show_clusters(const struct coh_portrait *p, const size_t *of,
              const struct cluster *c, size_t n,
              struct coh_portrait_clusters *out, struct coh_error *err)
{
    size_t i, k;

    for (k = 0; k < n; k++) {
        if (c[k].n < 2)
            continue;
        out->n++;
        out->labels += c[k].n;
        out->edge += c[k].edge != 0;
        out->caseless += c[k].caseless && !c[k].edge;
        if (out->n > 3)
            continue;
        if (out->n > 1 && coh_text_add(&out->shown, "; ", 2, err))
            return -1;
        for (i = c[k].first; i < p->labels; i++)
            if (of[i] == k + 1 &&
                ((i > c[k].first && coh_text_add(&out->shown, ", ", 2, err)) ||
                 show_label(p, i, &out->shown, err)))
                return -1;
    }
    return 0;
}

/* Label `i` has fingerprint number `k`: a new cluster, or one more of it. */
static void
join(const struct coh_portrait *p, struct cluster *c, size_t i, int is_new)
{
    const struct coh_portrait_label *l = &p->label[i], *f;
    struct coh_span a, b;

    if (is_new) {
        *c = (struct cluster){i, 1, 1, 1};
        return;
    }
    f = &p->label[c->first];
    a = coh_span_trim((struct coh_span){l->bytes, l->length});
    b = coh_span_trim((struct coh_span){f->bytes, f->length});
    c->n++;
    c->edge &= coh_span_equal(a, b);
    c->caseless &= same_but_case(a, b);
}

int
coh_portrait_cluster(const struct coh_portrait *p,
                     struct coh_portrait_clusters *out, struct coh_error *err)
{
    struct coh_keys keys = {.width = 1};
    struct coh_text key = COH_TEXT_INIT;
    size_t *of = coh_alloc_array(p->labels + 1, sizeof(*of), err);
    struct cluster *c = coh_alloc_array(p->labels + 1, sizeof(*c), err);
    size_t i, before, k;
    int rc = -1;

    if (!of || !c)
        goto out;
    for (i = 0; i < p->labels; i++) {
        struct coh_span span;
        struct coh_sight s;

        if (!is_value(p, &p->label[i], &s) || s.kind != COH_SIGHT_TEXT)
            continue;
        if (coh_fingerprint(s.text, &key, err))
            goto out;
        span = coh_text_span(&key);
        before = keys.n;
        if (!span.length)
            continue;
        if (coh_keys_index(&keys, &span, &k, err))
            goto out;
        of[i] = k + 1;
        join(p, &c[k], i, k == before);
    }
    rc = show_clusters(p, of, c, keys.n, out, err);
out:
    coh_keys_release(&keys);
    coh_text_release(&key);
    coh_free(of);
    coh_free(c);
    return rc;
}
