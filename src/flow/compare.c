/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each group against everyone else, or against one group. */
#include "flow/compare.h"

#include <math.h>

#include "flow/compare-put.h"
#include "flow/compare-table.h"

enum { FEW = 10 }; /* below it p is by permutation */

/* One block and variable, all its groups. */
struct bout {
    const struct coh_compare_cells *c;
    const struct coh_compare_ask *ask;
    size_t block, variable;
    struct coh_side *before, *behind; /* merged sides of the groups around */
    size_t n, missing;                /* of all groups */
    int decimals;
    struct coh_pool pool; /* of all groups, filled when first needed */
    struct coh_text doubt;
    int doubtful;
};

static const struct coh_sample *
sample(const struct bout *b, size_t group)
{
    return &coh_compare_cells_result(b->c, b->block, group, b->variable)
                ->sample;
}

static size_t
groups(const struct bout *b)
{
    return b->c->block[b->block].groups;
}

static size_t
reference(const struct bout *b)
{
    return b->c->block[b->block].reference;
}

/* Where in the input a doubt arose. */
static int
place(const struct bout *b, struct coh_text *t, struct coh_error *err)
{
    return coh_compare_label(b->c, b->block, groups(b), b->variable, t, err);
}

/* What forbids intervals: among all groups, or a group and the reference. */
static int
judge(struct bout *b, size_t first, size_t second, struct coh_error *err)
{
    struct coh_compare_doubt doubt = {.repeats = 0};
    struct coh_text label = COH_TEXT_INIT;
    size_t i;

    coh_text_clear(&b->doubt);
    for (i = 0; i < groups(b); i++)
        if (first == groups(b) || i == first || i == second)
            coh_compare_cells_doubt(b->c, b->block, i, b->variable, &doubt);
    b->doubtful = place(b, &label, err)
                      ? -1
                      : coh_compare_cells_judge(
                            b->c, &doubt, coh_text_get(&label), &b->doubt, err);
    coh_text_release(&label);
    return b->doubtful < 0 ? -1 : 0;
}

/* The sides of everyone else: what stands before a group merged with what
 * stands behind it, so that many groups cost no more than a few. */
static int
prepare(struct bout *b, struct coh_error *err)
{
    size_t i, k, n = groups(b);

    b->before = coh_alloc_array(n + 1, sizeof(*b->before), err);
    b->behind = coh_alloc_array(n + 1, sizeof(*b->behind), err);
    if (!b->before || !b->behind)
        return -1;
    for (i = 0; i < n; i++) {
        struct coh_side up = coh_side_of(sample(b, i)), down;

        k = n - 1 - i;
        down = coh_side_of(sample(b, k));
        b->before[i + 1] = b->before[i];
        coh_side_merge(&b->before[i + 1], &up);
        b->behind[k] = b->behind[k + 1];
        coh_side_merge(&b->behind[k], &down);
        b->n += sample(b, i)->n;
        b->missing += sample(b, i)->missing;
        if (sample(b, i)->decimals > b->decimals)
            b->decimals = sample(b, i)->decimals;
    }
    return b->ask->reference ? 0 : judge(b, n, n, err);
}

static int
fill_pool(struct bout *b, size_t group, struct coh_error *err)
{
    const struct coh_sample **all;
    const struct coh_sample *two[2];
    size_t i;
    int rc;

    if (b->ask->reference) {
        two[0] = sample(b, group);
        two[1] = sample(b, reference(b));
        return coh_pool_fill(&b->pool, two, 2, err);
    }
    if (b->pool.value)
        return 0;
    all = coh_alloc_array(groups(b), sizeof(*all), err);
    if (!all)
        return -1;
    for (i = 0; i < groups(b); i++)
        all[i] = sample(b, i);
    rc = coh_pool_fill(&b->pool, all, groups(b), err);
    coh_free(all);
    return rc;
}

/* p of Welch's t; of few scores by permutation. */
static int
find_p(struct bout *b, size_t group, struct coh_compare_row *row,
       struct coh_error *err)
{
    long seed = b->c->in.rows.run->seed;
    struct coh_error why = COH_ERROR_INIT;
    struct coh_permute p;

    if (row->n >= FEW && row->n_reference >= FEW) {
        row->p = coh_difference_p(&row->difference);
        return 0;
    }
    if (row->n < 2 || row->n_reference < 2)
        return 0;
    if (fill_pool(b, group, err))
        return -1;
    if (coh_permute_welch(&b->pool, sample(b, group), (uint64_t)seed, &p,
                          &why)) {
        if (why.code == COH_INPUT)
            return 0;
        return coh_fail(err, why.code, "%s", why.text);
    }
    row->p = p.p;
    return coh_compare_say_p(row, &p, "splits", b->ask->level, seed, err);
}

static int
compare(struct bout *b, size_t group, const struct coh_side *other,
        struct coh_compare_row *row, struct coh_error *err)
{
    struct coh_side own = coh_side_of(sample(b, group));
    struct coh_error why = COH_ERROR_INIT;
    size_t twice = coh_compare_cells_twice(b->c, b->block, b->variable);

    row->mean = coh_side_mean(&own);
    row->mean_reference = coh_side_mean(other);
    if (coh_difference_welch(&own, other, b->ask->level, &row->difference,
                             &why) &&
        (why.code != COH_INPUT
             ? coh_fail(err, why.code, "%s", why.text)
             : !b->doubtful && coh_compare_say(row, err, "%s", why.text)))
        return -1;
    if (b->doubtful) {
        coh_compare_doubtful(row);
        return coh_compare_say(row, err, "%s", coh_text_get(&b->doubt));
    }
    if (coh_compare_verdict(row, b->ask->level, err) ||
        ((own.inexact || other->inexact) &&
         coh_compare_say(row, err, "numbers past 18 digits: in doubles")))
        return -1;
    /* A spread that is no number has no t, and no split of it has one. */
    if (b->ask->p && isfinite(coh_side_sd(&own)) &&
        isfinite(coh_side_sd(other)) && find_p(b, group, row, err))
        return -1;
    return twice ? coh_compare_say(row, err,
                                   "%zu student%s in more than one group",
                                   twice, twice == 1 ? " is" : "s are")
                 : 0;
}

/* The row of one group: names, counts, then figures unless hidden. */
static int
add_row(struct bout *b, size_t group, struct coh_compare_table *t,
        struct coh_error *err)
{
    const struct coh_compare_cells *c = b->c;
    const struct coh_sample *own = sample(b, group), *other = NULL;
    struct coh_side side = b->before[group];
    struct coh_compare_row *row = coh_compare_table_add(t, err);
    size_t min_n = (size_t)b->ask->min_n;

    if (!row)
        return -1;
    row->inside = coh_keys_cells(&c->within, c->block[b->block].within);
    row->variable = coh_compare_variable(c, b->variable);
    row->by = coh_compare_by(c, b->block);
    row->group = coh_compare_cells_name(c, b->block, group);
    row->reference = coh_compare_reference(c, b->block);
    row->decimals = b->decimals;
    row->n = own->n;
    row->missing = own->missing;
    row->n_reference = b->n - own->n;
    row->missing_reference = b->missing - own->missing;
    row->mirror = !b->ask->reference && groups(b) == 2 && group == 1;
    if (b->ask->reference) {
        other = sample(b, reference(b));
        side = coh_side_of(other);
        row->n_reference = other->n;
        row->missing_reference = other->missing;
        if (judge(b, group, reference(b), err))
            return -1;
    } else {
        coh_side_merge(&side, &b->behind[group + 1]);
    }
    row->hidden = row->n < min_n;
    row->hidden_reference = row->n_reference < min_n;
    if (row->hidden)
        return coh_compare_say(row, err, "fewer than %zu", min_n);
    if (row->hidden_reference) {
        row->mean = coh_sample_mean(own);
        return coh_compare_say(row, err, "reference: fewer than %zu", min_n);
    }
    return compare(b, group, &side, row, err);
}

/* A block in which nobody belongs to the reference has nothing to show. */
static int
without_reference(const struct bout *b, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = place(b, &t, err);

    if (!rc)
        rc = coh_notes_add(&b->c->in.rows.run->notes, COH_NOTE_LOOK,
                           coh_text_get(&t), err,
                           "nobody here belongs to the reference '%.40s': "
                           "left out",
                           b->ask->reference);
    coh_text_release(&t);
    return rc;
}

static int
compare_block(struct bout *b, struct coh_compare_table *t,
              struct coh_error *err)
{
    size_t i;
    int rc = -1;

    if (prepare(b, err))
        goto out;
    if (b->ask->reference && reference(b) == groups(b)) {
        rc = groups(b) ? without_reference(b, err) : 0;
        goto out;
    }
    for (i = 0; i < groups(b); i++)
        if (!(b->ask->reference && i == reference(b)) && add_row(b, i, t, err))
            goto out;
    rc = 0;
out:
    coh_free(b->before);
    coh_free(b->behind);
    coh_pool_release(&b->pool);
    coh_text_release(&b->doubt);
    return rc;
}

int
coh_compare_groups(struct coh_run *run, const struct coh_compare_ask *ask,
                   struct coh_error *err)
{
    struct coh_compare_cells c = COH_COMPARE_CELLS_INIT;
    struct coh_compare_table t = COH_COMPARE_TABLE_INIT;
    size_t w, v, by;
    int rc = -1;

    if (coh_compare_cells_read(&c, run, ask, err))
        goto out;
    t.header = &c.in.rows.header;
    t.inside = &c.inside;
    t.unit = "pooled standard deviations";
    for (w = 0; w < c.within.n; w++)
        for (v = 0; v < c.sum.variables; v++)
            for (by = 0; by < c.in.by.n; by++) {
                struct bout b = {.c = &c,
                                 .ask = ask,
                                 .block = w * c.in.by.n + by,
                                 .variable = v,
                                 .pool = COH_POOL_INIT};

                if (compare_block(&b, &t, err))
                    goto out;
            }
    rc = coh_compare_table_write(&t, run, ask, err);
out:
    coh_compare_table_release(&t);
    coh_compare_cells_release(&c);
    return rc;
}
