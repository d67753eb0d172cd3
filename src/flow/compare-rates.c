/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare --rates: a row a group, its rate at or above the cut beside that of
 * the reference, and the gap between them told in every way. */
#include <math.h>

#include "flow/compare-rates.h"
#include "stat/adjust.h"

/* One variable of one block, all its groups. */
struct bout {
    size_t block, variable;
    struct coh_rates_side all;
    struct coh_text doubt;
    int doubtful;
};

static int
check(const struct coh_compare_ask *ask, struct coh_error *err)
{
    if (!ask->cut)
        return coh_fail(err, COH_USAGE,
                        "--rates: at or above what? --cut X, or --cut X%% of "
                        "max_score");
    if (ask->paired || ask->overall)
        return coh_fail(err, COH_USAGE,
                        "--rates compares groups: no --paired, no --overall");
    return 0;
}

/* ---- two sides ---- */

static void
add_side(struct coh_rates_side *to, const struct coh_rates_side *from)
{
    to->rate.hits += from->rate.hits;
    to->rate.n += from->rate.n;
    to->missing += from->missing;
    to->uncut += from->uncut;
}

static struct coh_rates_side
side_of(const struct coh_rates *r, const struct bout *b, size_t group)
{
    const struct coh_summary_result *from =
        coh_compare_cells_result(&r->cells, b->block, group, b->variable);

    return (struct coh_rates_side){
        {from->at_or_above, from->sample.n}, from->sample.missing, from->uncut};
}

/* All but one. */
static struct coh_rates_side
others(const struct coh_rates_side *all, const struct coh_rates_side *one)
{
    return (struct coh_rates_side){
        {all->rate.hits - one->rate.hits, all->rate.n - one->rate.n},
        all->missing - one->missing,
        all->uncut - one->uncut};
}

int
coh_rates_few(const struct coh_rates *r, const struct coh_rates_side *side)
{
    return side->rate.n < (size_t)r->cells.ask->min_n;
}

/* What forbids intervals: among all groups, or a group and the reference. */
static int
judge(struct coh_rates *r, struct bout *b, size_t first, size_t second,
      struct coh_error *err)
{
    const struct coh_compare_cells *c = &r->cells;
    struct coh_compare_doubt doubt = {.repeats = 0};
    size_t i, n = c->block[b->block].groups;

    coh_text_clear(&b->doubt);
    for (i = 0; i < n; i++)
        if (first == n || i == first || i == second)
            coh_compare_cells_doubt(c, b->block, i, b->variable, &doubt);
    if (coh_compare_label(c, b->block, n, b->variable, &r->label, err))
        return -1;
    b->doubtful = coh_compare_cells_judge(c, &doubt, coh_text_get(&r->label),
                                          &b->doubt, err);
    return b->doubtful < 0 ? -1 : 0;
}

static int
compare(const struct coh_rates *r, const struct bout *b,
        struct coh_rates_row *row, struct coh_error *err)
{
    struct coh_rate none = {0, 0}, rate[2] = {row->of[0].rate, row->of[1].rate};
    struct coh_interval blank = {.low = NAN, .high = NAN};
    int i;

    /* What may not be told must not be told by the gap either. */
    for (i = 0; i < 2; i++)
        if (row->hidden || row->of[i].uncut || coh_rates_few(r, &row->of[i]))
            rate[i] = none;
    if (coh_rate_compare(rate[0], rate[1], r->cells.ask->level, &row->gap, err))
        return -1;
    if (b->doubtful && !row->hidden) {
        row->gap.ci = row->gap.favourable_ci = row->gap.adverse_ci = blank;
        return coh_text_add_string(&row->note, coh_text_get(&b->doubt), err);
    }
    row->p = coh_rate_fisher(rate[0], rate[1]);
    return 0;
}

/* ---- in words ---- */

static int
say(struct coh_rates_row *row, const char *words, struct coh_error *err)
{
    return coh_text_format(&row->note, err, "%s%s",
                           row->note.length ? "; " : "", words);
}

static int
say_gap(const struct coh_rates *r, struct coh_rates_row *row,
        struct coh_error *err)
{
    struct coh_span name = coh_compare_reference(&r->cells, row->block);
    const struct coh_interval *ci = &row->gap.ci;
    char low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE], quoted[COH_QUOTE_SIZE];

    if (isnan(ci->low))
        return 0;
    return coh_text_format(
        &row->note, err,
        "%s%s %s: consistent with a difference of %s to %s points in 100",
        row->note.length ? "; " : "",
        ci->low > 0    ? "higher than"
        : ci->high < 0 ? "lower than"
                       : "cannot distinguish from",
        coh_quote(name.bytes, name.length, quoted),
        coh_double_fixed(100 * ci->low, 1, low),
        coh_double_fixed(100 * ci->high, 1, high));
}

static int
say_blanks(struct coh_rates_row *row, struct coh_error *err)
{
    struct coh_rate g = row->of[0].rate, ref = row->of[1].rate;

    if (!ref.hits && say(row,
                         "none of the reference reached it: no relative gap, "
                         "no favourable ratio",
                         err))
        return -1;
    if (ref.hits == ref.n &&
        say(row, "all of the reference reached it: no adverse ratio", err))
        return -1;
    if (!g.hits && ref.hits &&
        say(row, "nobody reached it: no interval of the favourable ratio", err))
        return -1;
    if (g.hits == g.n && ref.hits == ref.n)
        return say(row, "everybody reached it: no interval of the ratio", err);
    if (g.hits == g.n)
        return say(
            row, "everybody reached it: no interval of the adverse ratio", err);
    return 0;
}

static int
describe(const struct coh_rates *r, struct coh_rates_row *row,
         struct coh_error *err)
{
    if (row->hidden)
        return coh_text_format(&row->note, err, "fewer than %ld",
                               r->cells.ask->min_n);
    if (row->of[0].uncut || row->of[1].uncut)
        return coh_notes_add(&r->cells.in.rows.run->notes, COH_NOTE_LOOK, NULL,
                             err,
                             "scores without max_score: no rate by a cut "
                             "in per cent")
                   ? -1
                   : say(row, "scores without max_score: no rate", err);
    if (!row->of[0].rate.n)
        return say(row, "no scores", err);
    if (!row->of[1].rate.n)
        return say(row, "no scores in the reference", err);
    if (coh_rates_few(r, &row->of[1]))
        return coh_text_format(
            &row->note, err, "%sfewer than %ld in the reference",
            row->note.length ? "; " : "", r->cells.ask->min_n);
    return say_gap(r, row, err) || say_blanks(row, err) ? -1 : 0;
}

/* ---- all comparisons ---- */

/* A comparison that is shown from both sides is one of the family. */
static int
adjust(struct coh_rates *r, struct coh_error *err)
{
    const struct coh_compare_ask *ask = r->cells.ask;
    double *p = coh_alloc_array(r->rows, sizeof(*p), err);
    size_t i;
    int rc = 0;

    if (!p)
        return -1;
    for (i = 0; i < r->rows; i++)
        p[i] = r->row[i].mirror ? NAN : r->row[i].p;
    if (ask->adjust == COH_COMPARE_HOLM)
        rc = coh_adjust_holm(p, r->rows, p, err);
    else if (ask->adjust == COH_COMPARE_BH)
        rc = coh_adjust_bh(p, r->rows, p, err);
    for (i = 0; i < r->rows; i++)
        r->row[i].adjusted = r->row[i].mirror ? r->row[i - 1].adjusted : p[i];
    coh_free(p);
    return rc;
}

/* ---- rows ---- */

static int
add_row(struct coh_rates *r, struct bout *b, size_t group,
        struct coh_error *err)
{
    const struct coh_compare_block *block = &r->cells.block[b->block];
    struct coh_rates_row *row;

    if (coh_reserve(&r->row, &r->capacity, r->rows + 1, sizeof(*r->row), err))
        return -1;
    row = &r->row[r->rows++];
    *row = (struct coh_rates_row){.block = b->block,
                                  .variable = b->variable,
                                  .group = group,
                                  .p = NAN,
                                  .adjusted = NAN};
    row->of[0] = side_of(r, b, group);
    if (r->cells.ask->reference) {
        row->of[1] = side_of(r, b, block->reference);
        if (judge(r, b, group, block->reference, err))
            return -1;
    } else {
        row->of[1] = others(&b->all, &row->of[0]);
        row->mirror = block->groups == 2 && group == 1;
    }
    row->hidden = coh_rates_few(r, &row->of[0]);
    return compare(r, b, row, err) || describe(r, row, err) ? -1 : 0;
}

/* A block in which nobody belongs to the reference has nothing to show. */
static int
without_reference(struct coh_rates *r, const struct bout *b,
                  struct coh_error *err)
{
    const struct coh_compare_cells *c = &r->cells;

    if (coh_compare_label(c, b->block, c->block[b->block].groups, b->variable,
                          &r->label, err))
        return -1;
    return coh_notes_add(&c->in.rows.run->notes, COH_NOTE_LOOK,
                         coh_text_get(&r->label), err,
                         "nobody here belongs to the reference '%.40s': left "
                         "out",
                         c->ask->reference);
}

static int
add_rows(struct coh_rates *r, struct bout *b, struct coh_error *err)
{
    const struct coh_compare_block *block = &r->cells.block[b->block];
    int named = r->cells.ask->reference != NULL;
    struct coh_rates_side one;
    size_t i;

    if (named && block->reference == block->groups)
        return block->groups ? without_reference(r, b, err) : 0;
    if (!named && judge(r, b, block->groups, block->groups, err))
        return -1;
    for (i = 0; i < block->groups; i++) {
        one = side_of(r, b, i);
        add_side(&b->all, &one);
    }
    for (i = 0; i < block->groups; i++)
        if (!(named && i == block->reference) && add_row(r, b, i, err))
            return -1;
    return 0;
}

static int
make_rows(struct coh_rates *r, struct coh_error *err)
{
    const struct coh_compare_cells *c = &r->cells;
    size_t w, v, by;
    int rc = 0;

    for (w = 0; w < c->within.n; w++)
        for (v = 0; v < c->sum.variables; v++)
            for (by = 0; !rc && by < c->in.by.n; by++) {
                struct bout b = {.block = w * c->in.by.n + by, .variable = v};

                rc = add_rows(r, &b, err);
                coh_text_release(&b.doubt);
            }
    return rc || (c->ask->p && adjust(r, err)) ? -1 : 0;
}

int
coh_compare_rates(struct coh_run *run, const struct coh_compare_ask *ask,
                  struct coh_error *err)
{
    struct coh_rates r = {.cells = COH_COMPARE_CELLS_INIT,
                          .label = COH_TEXT_INIT};
    size_t i;
    int rc = -1;

    if (!check(ask, err) && !coh_compare_cells_read(&r.cells, run, ask, err) &&
        !make_rows(&r, err))
        rc = coh_rates_write(&r, err);
    for (i = 0; i < r.rows; i++)
        coh_text_release(&r.row[i].note);
    coh_free(r.row);
    coh_text_release(&r.label);
    coh_compare_cells_release(&r.cells);
    return rc;
}
