/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row a column: --columns. */
#include <math.h>
#include <stdio.h>

#include "flow/profile-findings.h"

enum { TOP = 5 };

/* In the order of the table. What is one person's (a cell, the least and the
 * greatest value) is blank with --share, and so are counts that give a few
 * away. */
static const struct {
    const char *name;
    enum coh_column_kind kind;
} columns[] = {
    {"column", COH_COLUMN_TEXT},
    {"type", COH_COLUMN_TEXT},
    {"n", COH_COLUMN_NUMBER},
    {"missing", COH_COLUMN_NUMBER},
    {"missing_by_code", COH_COLUMN_TEXT},
    {"distinct", COH_COLUMN_NUMBER},
    {"min", COH_COLUMN_TEXT},
    {"q1", COH_COLUMN_NUMBER},
    {"median", COH_COLUMN_NUMBER},
    {"q3", COH_COLUMN_NUMBER},
    {"max", COH_COLUMN_TEXT},
    {"mean", COH_COLUMN_NUMBER},
    {"sd", COH_COLUMN_NUMBER},
    {"mad", COH_COLUMN_NUMBER},
    {"skewness", COH_COLUMN_NUMBER},
    {"fence_low", COH_COLUMN_NUMBER},
    {"fence_high", COH_COLUMN_NUMBER},
    {"outside", COH_COLUMN_NUMBER},
    {"mode", COH_COLUMN_TEXT},
    {"mode_n", COH_COLUMN_NUMBER},
    {"antimode", COH_COLUMN_TEXT},
    {"antimode_n", COH_COLUMN_NUMBER},
    {"length_min", COH_COLUMN_NUMBER},
    {"length_max", COH_COLUMN_NUMBER},
    {"top", COH_COLUMN_TEXT},
    {"flags", COH_COLUMN_TEXT},
};

int
coh_profile_findings_table_begin(struct coh_profile_findings *f,
                                 struct coh_error *err)
{
    size_t i;

    if (f->several_files &&
        coh_writer_column(f->writer, coh_span_of("file"), COH_COLUMN_TEXT, err))
        return -1;
    for (i = 0; i < sizeof(columns) / sizeof(*columns); i++)
        if (coh_writer_column(f->writer, coh_span_of(columns[i].name),
                              columns[i].kind, err))
            return -1;
    return 0;
}

/* With --share only to one decimal more than the scores have: all digits of a
 * mean tell of how many it is. */
static int
put_rounded(struct coh_profile_findings *f, const struct coh_sample *s,
            int shown, double x, struct coh_error *err)
{
    const double unit = pow(10, s->decimals + 1);

    if (f->run->share && isfinite(x))
        x = round(x * unit) / unit;
    return shown ? coh_writer_double(f->writer, x, err)
                 : coh_writer_blank(f->writer, err);
}

static int
put_number(struct coh_profile_findings *f, int shown, double x,
           struct coh_error *err)
{
    return shown ? coh_writer_double(f->writer, x, err)
                 : coh_writer_blank(f->writer, err);
}

/* Least and greatest value: of numbers and days. */
static int
put_end(struct coh_profile_findings *f, const struct coh_portrait *p, int shown,
        int high, struct coh_error *err)
{
    char text[COH_NUMBER_SIZE], day[COH_DATE_SIZE];

    if (shown && p->type == COH_PORTRAIT_DATE)
        return coh_writer_string(
            f->writer, coh_date_text(high ? p->days.high : p->days.low, day),
            err);
    if (!shown || !coh_portrait_is_number(p))
        return coh_writer_blank(f->writer, err);
    return coh_writer_string(
        f->writer,
        coh_double_text(coh_sample_quantile(&p->sample, high ? 1 : 0), text),
        err);
}

static int
put_figures(struct coh_profile_findings *f, const struct coh_portrait *p,
            int shown, struct coh_error *err)
{
    const struct coh_sample *s = &p->sample;
    const int number =
        coh_portrait_is_number(p) && (!f->run->share || s->n >= f->min_n);
    double mad = NAN;

    if (put_end(f, p, shown, 0, err) ||
        put_number(f, number, coh_sample_quantile(s, 0.25), err) ||
        put_number(f, number, coh_sample_quantile(s, 0.5), err) ||
        put_number(f, number, coh_sample_quantile(s, 0.75), err) ||
        put_end(f, p, shown, 1, err) ||
        put_rounded(f, s, number, coh_sample_mean(s), err) ||
        put_rounded(f, s, number, coh_sample_sd(s), err))
        return -1;
    if (number && coh_sample_mad(s, &mad, err))
        return -1;
    if (put_rounded(f, s, number, mad, err) ||
        put_rounded(f, s, number, coh_sample_skewness(s), err) ||
        put_number(f, number, p->fence_low, err) ||
        put_number(f, number, p->fence_high, err))
        return -1;
    return number && !f->run->share
               ? coh_writer_count(f->writer, p->below + p->above, err)
               : coh_writer_blank(f->writer, err);
}

static int
put_mode(struct coh_profile_findings *f, const struct coh_portrait *p,
         const struct coh_portrait_mode *m, int shown, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];

    if (!shown || !m->n)
        return coh_writer_blank(f->writer, err) ||
                       coh_writer_blank(f->writer, err)
                   ? -1
                   : 0;
    if (coh_portrait_is_number(p)
            ? coh_writer_string(f->writer, coh_double_text(m->number, number),
                                err)
            : coh_writer_text(f->writer, m->text, err))
        return -1;
    return coh_writer_count(f->writer, m->n, err);
}

static int
put_top(struct coh_profile_findings *f, const struct coh_portrait *p, int shown,
        struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t at[TOP], n, i;

    coh_text_clear(&f->text);
    n = shown ? coh_portrait_top(p, TOP, at) : 0;
    for (i = 0; i < n; i++) {
        const struct coh_portrait_label *l = &p->label[at[i]];

        if (coh_text_format(&f->text, err, "%s%s %zu", i ? "; " : "",
                            coh_quote(l->bytes, l->length, quoted), l->n))
            return -1;
    }
    return coh_writer_string(f->writer, coh_text_get(&f->text), err);
}

static int
put_flags(struct coh_profile_findings *f, const struct coh_inspection *x,
          size_t at, struct coh_error *err)
{
    const struct coh_portrait *p = &x->column[at];
    const struct {
        int is;
        const char *name;
    } flag[] = {
        {p->values > 1 && p->distinct == 1, "constant"},
        {coh_portrait_near_unique(p), "nearly unique"},
        {p->edge != 0, "blanks at the ends"},
        {p->kind[COH_SIGHT_WRITTEN] != 0, "numbers as text"},
        {p->days.future != 0 && p->type == COH_PORTRAIT_DATE, "dates to come"},
        {coh_profile_findings_personal(p, at == x->id) != NULL, "personal"},
    };
    size_t i;

    coh_text_clear(&f->text);
    for (i = 0; i < sizeof(flag) / sizeof(*flag); i++)
        if (flag[i].is &&
            coh_text_format(&f->text, err, "%s%s", f->text.length ? "; " : "",
                            flag[i].name))
            return -1;
    return coh_writer_string(f->writer, coh_text_get(&f->text), err);
}

/* How many values, how many missing, and how these are written; with --share
 * only what share is missing. */
static int
put_missing(struct coh_profile_findings *f, const struct coh_portrait *p,
            struct coh_error *err)
{
    char percent[COH_NUMBER_SIZE], share[COH_NUMBER_SIZE + 3] = "";

    if (!f->run->share)
        return coh_writer_count(f->writer, p->values, err) ||
                       coh_writer_count(f->writer, p->missing, err) ||
                       coh_profile_findings_codes(p, &f->text, err) ||
                       coh_writer_string(f->writer, coh_text_get(&f->text), err)
                   ? -1
                   : 0;
    if (p->cells && !coh_profile_findings_hide(f, p->missing, p->cells))
        snprintf(share, sizeof(share), "%s %%",
                 coh_double_fixed(100. * (double)p->missing / (double)p->cells,
                                  0, percent));
    return coh_writer_blank(f->writer, err) ||
                   coh_writer_blank(f->writer, err) ||
                   coh_writer_string(f->writer, share, err)
               ? -1
               : 0;
}

/* How many values differ; with --share not where that counts students. */
static int
put_distinct(struct coh_profile_findings *f, const struct coh_inspection *x,
             size_t at, struct coh_error *err)
{
    const struct coh_portrait *p = &x->column[at];

    if (f->run->share &&
        (p->type == COH_PORTRAIT_ID || 2 * p->distinct > p->values ||
         coh_profile_findings_personal(p, at == x->id)))
        return coh_writer_blank(f->writer, err);
    return coh_writer_count(f->writer, p->distinct, err);
}

static int
put_column(struct coh_profile_findings *f, const struct coh_inspection *x,
           size_t at, struct coh_error *err)
{
    const struct coh_portrait *p = &x->column[at];
    const int shown = coh_profile_findings_shows(f, x, at);

    if ((f->several_files &&
         coh_writer_string(f->writer, f->file ? f->file : "", err)) ||
        coh_writer_text(f->writer, p->name, err) ||
        coh_writer_string(f->writer, coh_portrait_type_name(p->type), err) ||
        put_missing(f, p, err) || put_distinct(f, x, at, err) ||
        put_figures(f, p, shown, err) || put_mode(f, p, &p->mode, shown, err) ||
        put_mode(f, p, &p->antimode, shown, err))
        return -1;
    if (!p->values || f->run->share
            ? coh_writer_blank(f->writer, err) ||
                  coh_writer_blank(f->writer, err)
            : coh_writer_count(f->writer, p->length_low, err) ||
                  coh_writer_count(f->writer, p->length_high, err))
        return -1;
    return put_top(f, p, shown, err) || put_flags(f, x, at, err) ||
                   coh_writer_row(f->writer, err)
               ? -1
               : 0;
}

int
coh_profile_findings_table(struct coh_profile_findings *f,
                           const struct coh_inspection *x,
                           struct coh_error *err)
{
    size_t i;

    for (i = 0; i < x->header.n; i++)
        if (put_column(f, x, i, err))
            return -1;
    return 0;
}
