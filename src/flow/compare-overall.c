/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare --overall: one-way analysis of variance, a row a by-column. */
#include <math.h>

#include "flow/compare-put.h"
#include "stat/anova.h"

/* With so few groups the interval of an ICC is nearly as wide as can be. */
enum { FEW_GROUPS = 6 };

/* One variable of one block. */
struct overall {
    struct coh_anova a;
    struct coh_anova_group *group; /* room for all groups */
    const struct coh_sample **sample;
    struct coh_text label, words; /* words: for one message at a time */
    size_t missing;
    int exact, doubtful;
};

static int
check(const struct coh_compare_ask *ask, struct coh_error *err)
{
    if (ask->paired || ask->reference || ask->cut || ask->min_n)
        return coh_fail(err, COH_USAGE,
                        "--overall looks at all groups at once: no --paired, "
                        "--reference, --cut or --min-n");
    return 0;
}

static int
fit(const struct coh_compare_cells *c, size_t block, size_t variable,
    struct overall *o, struct coh_error *err)
{
    struct coh_compare_doubt doubt = {.repeats = 0};
    size_t i, n = c->block[block].groups, groups;

    o->missing = 0;
    coh_text_clear(&o->words);
    for (i = 0; i < n; i++) {
        o->sample[i] = &coh_compare_cells_result(c, block, i, variable)->sample;
        o->missing += o->sample[i]->missing;
        coh_compare_cells_doubt(c, block, i, variable, &doubt);
    }
    coh_anova_samples(o->sample, n, o->group, &groups, &o->exact);
    if (coh_anova_fit(o->group, groups, c->ask->level, &o->a, err) ||
        coh_compare_label(c, block, n, variable, &o->label, err))
        return -1;
    o->doubtful = coh_compare_cells_judge(c, &doubt, coh_text_get(&o->label),
                                          &o->words, err);
    if (o->doubtful > 0) {
        o->a.p = o->a.p_welch = NAN;
        o->a.icc_ci.low = o->a.icc_ci.high = NAN;
    }
    return o->doubtful < 0 ? -1 : 0;
}

/* ---- in words ---- */

static int
fact(const struct coh_compare_cells *c, const struct overall *o,
     const char *words, struct coh_error *err)
{
    return coh_notes_add(&c->in.rows.run->notes, COH_NOTE_FACT,
                         coh_text_get(&o->label), err, "%s", words);
}

static int
note_undefined(const struct coh_compare_cells *c, const struct overall *o,
               struct coh_error *err)
{
    const struct coh_anova *a = &o->a;

    if (a->why_f)
        return fact(c, o, a->why_f, err);
    if (a->why_icc && fact(c, o, a->why_icc, err))
        return -1;
    return a->why_welch ? fact(c, o, a->why_welch, err) : 0;
}

static int
note_icc(const struct coh_compare_cells *c, const struct overall *o,
         struct coh_error *err)
{
    const struct coh_anova *a = &o->a;

    if (a->icc < 0 &&
        fact(c, o,
             "icc below 0: no detectable effect of the group, the means lie "
             "closer than chance alone would put them",
             err))
        return -1;
    if (isnan(a->icc_ci.low))
        return 0;
    if (a->groups <= FEW_GROUPS &&
        fact(c, o,
             "with 6 groups or fewer an icc can only be called small or "
             "unknown: read its interval",
             err))
        return -1;
    if ((a->icc < a->icc_ci.low || a->icc > a->icc_ci.high) &&
        fact(c, o,
             "the icc lies outside its interval: they weigh groups of unequal "
             "sizes differently; trust the interval",
             err))
        return -1;
    return coh_run_intervals(c->in.rows.run, COH_ABOUT_STUDENTS, c->ask->level,
                             err);
}

static int
note(const struct coh_compare_cells *c, struct overall *o,
     struct coh_error *err)
{
    double p = isnan(o->a.p_welch) ? o->a.p : o->a.p_welch;

    coh_text_clear(&o->words);
    if (o->missing) {
        if (coh_text_format(&o->words, err, "%s: %zu", coh_text_get(&o->label),
                            o->missing) ||
            coh_notes_add(&c->in.rows.run->notes, COH_NOTE_FACT,
                          coh_text_get(&o->words), err,
                          "missing scores are in no group's mean"))
            return -1;
    }
    if (!o->exact &&
        fact(c, o, "numbers past 18 digits: computed in doubles", err))
        return -1;
    if (note_undefined(c, o, err) || note_icc(c, o, err))
        return -1;
    if (p > 1 - c->ask->level)
        return fact(c, o,
                    "these scores cannot distinguish the means of the groups",
                    err);
    return 0;
}

/* ---- the row ---- */

static const struct coh_compare_column columns[] = {
    {"variable", COH_COLUMN_TEXT, 0},      {"by", COH_COLUMN_TEXT, 0},
    {"groups", COH_COLUMN_NUMBER, 0},      {"n", COH_COLUMN_NUMBER, 0},
    {"df_between", COH_COLUMN_NUMBER, 0},  {"df_within", COH_COLUMN_NUMBER, 0},
    {"f", COH_COLUMN_NUMBER, 3},           {"p", COH_COLUMN_NUMBER, 4},
    {"eta_squared", COH_COLUMN_NUMBER, 3}, {"icc", COH_COLUMN_NUMBER, 3},
    {"icc_low", COH_COLUMN_NUMBER, 3},     {"icc_high", COH_COLUMN_NUMBER, 3},
    {"f_welch", COH_COLUMN_NUMBER, 3},     {"df_welch", COH_COLUMN_NUMBER, 1},
    {"p_welch", COH_COLUMN_NUMBER, 4},
};

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

static int
put_row(const struct coh_compare_cells *c, size_t block, size_t variable,
        const struct coh_anova *a, struct coh_writer *w, struct coh_error *err)
{
    const double number[] = {a->f,       a->p,          a->eta_squared,
                             a->icc,     a->icc_ci.low, a->icc_ci.high,
                             a->f_welch, a->df_welch,   a->p_welch};
    size_t i;

    if (coh_compare_put_within(c, block, w, err) ||
        coh_writer_text(w, coh_compare_variable(c, variable), err) ||
        coh_writer_text(w, coh_compare_by(c, block), err) ||
        coh_writer_count(w, a->groups, err) ||
        coh_writer_count(w, (size_t)a->n, err))
        return -1;
    if (isnan(a->df_between)
            ? coh_writer_blank(w, err) || coh_writer_blank(w, err)
            : coh_writer_count(w, (size_t)a->df_between, err) ||
                  coh_writer_count(w, (size_t)a->df_within, err))
        return -1;
    for (i = 0; i < sizeof(number) / sizeof(number[0]); i++)
        if (coh_writer_double(w, number[i], err))
            return -1;
    return coh_writer_row(w, err);
}

static int
write_all(const struct coh_compare_cells *c, struct overall *o,
          struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(c->in.rows.run, err);
    size_t within, v, by, at;

    if (!w || coh_compare_put_columns(c, w, columns, COLUMNS, err))
        return -1;
    for (within = 0; within < c->within.n; within++)
        for (v = 0; v < c->sum.variables; v++)
            for (by = 0; by < c->in.by.n; by++) {
                at = within * c->in.by.n + by;
                if (c->block[at].groups &&
                    (fit(c, at, v, o, err) || note(c, o, err) ||
                     put_row(c, at, v, &o->a, w, err)))
                    return -1;
            }
    return 0;
}

int
coh_compare_overall(struct coh_run *run, const struct coh_compare_ask *ask,
                    struct coh_error *err)
{
    struct coh_compare_cells c = COH_COMPARE_CELLS_INIT;
    struct overall o = {.label = COH_TEXT_INIT, .words = COH_TEXT_INIT};
    int rc = -1;

    if (check(ask, err) || coh_compare_cells_read(&c, run, ask, err))
        goto out;
    o.group = coh_alloc_array(c.sum.groups.n, sizeof(*o.group), err);
    o.sample = coh_alloc_array(c.sum.groups.n, sizeof(*o.sample), err);
    if (o.group && o.sample)
        rc = write_all(&c, &o, err);
out:
    coh_free(o.group);
    coh_free(o.sample);
    coh_text_release(&o.label);
    coh_text_release(&o.words);
    coh_compare_cells_release(&c);
    return rc;
}
