/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/summary-pool.h"

#include <math.h>

#include "stat/pool.h"

/* Results that are pooled together, and what became of that. */
struct basin {
    size_t first, n; /* its groups in work.group */
    struct coh_pool pool;
    struct coh_error why; /* code COH_OK: pooled */
};

struct work {
    struct coh_keys kinds; /* variable, kinds, times: one basin each */
    struct basin *basin;
    size_t *of;    /* the basin of each result, kinds.n for none */
    size_t *place; /* and its place in `group` */
    struct coh_pool_group *group;
    struct coh_span *cell; /* of a row: by-values and the variable */
};

static int
takes_part(const struct coh_summary *sum, const struct coh_summary_result *r)
{
    return r->sample.n && coh_summary_sound(sum, r);
}

/* Is this by-column a time? Fall and winter are the same students twice, not
 * neighbours to be drawn together. */
static int
is_time(struct coh_span name)
{
    return coh_span_is_caseless(name, "term") ||
           coh_span_is_caseless(name, "date");
}

/* Which basin each result belongs to. `cell` has room for one more than there
 * are by-columns. */
static int
sort_out(const struct coh_summary *sum, const struct coh_scores *in,
         struct work *work, struct coh_span *cell, struct coh_error *err)
{
    size_t i, k, key[1 + COH_SUMMARY_KINDS], kind, times;

    cell[0] = (struct coh_span){(const char *)key, sizeof(key)};
    for (i = 0; i < sum->results; i++) {
        const struct coh_summary_result *r = &sum->result[i];
        const struct coh_span *by =
            coh_keys_cells(&sum->groups, i / sum->variables);

        work->of[i] = sum->results;
        key[0] = i % sum->variables;
        for (kind = 0; kind < COH_SUMMARY_KINDS; kind++)
            key[1 + kind] = r->kind[kind];
        for (k = times = 0; k < in->by.n; k++)
            if (is_time(in->rows.header.name[in->by.at[k]]))
                cell[++times] = by[k];
        work->kinds.width = 1 + times;
        if (takes_part(sum, r) &&
            coh_keys_index(&work->kinds, cell, &work->of[i], err))
            return -1;
    }
    return 0;
}

/* Groups side by side, basin by basin, so that each is one array. */
static int
pour(const struct coh_summary *sum, struct work *work, struct coh_error *err)
{
    size_t i, b, next = 0;

    work->basin = coh_alloc_array(work->kinds.n, sizeof(*work->basin), err);
    if (!work->basin)
        return -1;
    for (i = 0; i < sum->results; i++)
        if (work->of[i] < work->kinds.n)
            work->basin[work->of[i]].n++;
    for (b = 0; b < work->kinds.n; b++) {
        work->basin[b].first = next;
        next += work->basin[b].n;
        work->basin[b].n = 0;
    }
    for (i = 0; i < sum->results; i++) {
        const struct coh_sample *s = &sum->result[i].sample;
        struct basin *basin;

        if (work->of[i] >= work->kinds.n)
            continue;
        basin = &work->basin[work->of[i]];
        work->place[i] = basin->first + basin->n++;
        work->group[work->place[i]] =
            (struct coh_pool_group){.mean = coh_sample_mean(s),
                                    .n = (double)s->n,
                                    .squares = coh_sample_squares(s)};
    }
    return 0;
}

static int
fit(const struct coh_summary *sum, struct work *work, struct coh_error *err)
{
    size_t b;

    for (b = 0; b < work->kinds.n; b++) {
        struct basin *basin = &work->basin[b];

        basin->why = (struct coh_error)COH_ERROR_INIT;
        if (coh_pool_sections(&work->group[basin->first], basin->n, sum->level,
                              &basin->pool, &basin->why) &&
            basin->why.code == COH_SYSTEM)
            return coh_fail(err, COH_SYSTEM, "%s", basin->why.text);
    }
    return 0;
}

static int
prepare(const struct coh_summary *sum, const struct coh_scores *in,
        struct work *work, struct coh_error *err)
{
    work->of = coh_alloc_array(sum->results, sizeof(*work->of), err);
    work->place = coh_alloc_array(sum->results, sizeof(*work->place), err);
    work->group = coh_alloc_array(sum->results, sizeof(*work->group), err);
    work->cell = coh_alloc_array(in->by.n + 1, sizeof(*work->cell), err);
    if (!work->of || !work->place || !work->group || !work->cell)
        return -1;
    if (sort_out(sum, in, work, work->cell, err) || pour(sum, work, err))
        return -1;
    return fit(sum, work, err);
}

/* ---- results out ---- */

static int
put_header(const struct coh_summary *sum, const struct coh_scores *in,
           struct coh_writer *w, struct coh_error *err)
{
    static const char *const name[] = {
        "variable",   "n",           "missing",     "mean", "pooled_mean",
        "pooled_low", "pooled_high", "reliability", "note"};
    size_t i, n = sizeof(name) / sizeof(*name);
    int decimals = 0;

    for (i = 0; i < sum->results; i++)
        if (sum->result[i].sample.decimals > decimals)
            decimals = sum->result[i].sample.decimals;
    for (i = 0; i < in->by.n; i++)
        if (coh_writer_column(w, in->rows.header.name[in->by.at[i]],
                              COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < n; i++) {
        if (coh_writer_column(w, coh_span_of(name[i]),
                              i == 0 || i == n - 1 ? COH_COLUMN_TEXT
                                                   : COH_COLUMN_NUMBER,
                              err))
            return -1;
        coh_writer_decimals(w, in->by.n + i, i == n - 2 ? 3 : decimals + 1);
    }
    return 0;
}

/* Why something in the row is blank; "" when nothing is. */
static const char *
reason(const struct coh_summary *sum, const struct coh_summary_result *r,
       const struct basin *basin)
{
    if (!r->sample.n)
        return "no score";
    if (coh_summary_repeats(sum, r))
        return "students repeat: not pooled";
    if (!basin)
        return "more than one scale, assessment or measure: not pooled";
    if (basin->why.code)
        return basin->why.text;
    if (basin->n < COH_POOL_RELIABILITY)
        return "fewer than 5 groups: no reliability";
    return "";
}

static int
put_row(const struct coh_summary *sum, const struct coh_scores *in,
        const struct work *work, size_t at, struct coh_writer *w,
        struct coh_error *err)
{
    static const struct coh_pool_group none = {
        .pooled = NAN, .low = NAN, .high = NAN, .reliability = NAN};
    const struct coh_summary_result *r = &sum->result[at];
    int within = work->of[at] < work->kinds.n;
    const struct basin *basin = within ? &work->basin[work->of[at]] : NULL;
    const struct coh_pool_group *g =
        within ? &work->group[work->place[at]] : &none;
    size_t i;

    if (isfinite(g->low) &&
        coh_run_intervals(in->rows.run, COH_ABOUT_STUDENTS, sum->level, err))
        return -1;
    for (i = 0; i < in->by.n + 1; i++)
        if (coh_writer_text(w, work->cell[i], err))
            return -1;
    if (coh_writer_count(w, r->sample.n, err) ||
        coh_writer_count(w, r->sample.missing, err) ||
        coh_writer_double(w, coh_sample_mean(&r->sample), err) ||
        coh_writer_double(w, g->pooled, err) ||
        coh_writer_double(w, g->low, err) ||
        coh_writer_double(w, g->high, err) ||
        coh_writer_double(w, g->reliability, err) ||
        coh_writer_string(w, reason(sum, r, basin), err))
        return -1;
    return coh_writer_row(w, err);
}

static int
put_result(const struct coh_summary *sum, const struct coh_scores *in,
           const struct work *work, size_t at, struct coh_writer *w,
           struct coh_error *err)
{
    struct coh_text label = COH_TEXT_INIT;
    size_t named = in->by.n + (sum->variables > 1);
    int rc;

    coh_summary_table_by(sum, in, at / sum->variables, work->cell);
    work->cell[in->by.n] =
        in->rows.header.name[in->value.at[at % sum->variables]];
    rc = coh_summary_table_label(work->cell, named, &label, err);
    if (!rc)
        rc = coh_summary_note_rows(sum, &sum->result[at], coh_text_get(&label),
                                   &in->rows.run->notes, err);
    if (!rc)
        rc = put_row(sum, in, work, at, w, err);
    coh_text_release(&label);
    return rc;
}

/* Once for each reason, not for each row. */
static int
say_why(const struct coh_scores *in, const struct work *work,
        struct coh_error *err)
{
    size_t b;

    for (b = 0; b < work->kinds.n; b++)
        if (work->basin[b].why.code &&
            coh_notes_add(&in->rows.run->notes, COH_NOTE_FACT, NULL, err,
                          "%s: the raw means stand alone",
                          work->basin[b].why.text))
            return -1;
    return 0;
}

int
coh_summary_pool_write(const struct coh_summary *sum,
                       const struct coh_scores *in, struct coh_error *err)
{
    struct work work = {.kinds = {.width = 1}};
    struct coh_writer *w;
    size_t at;
    int rc = -1;

    if (!in->by.n)
        return coh_fail(err, COH_USAGE, "--pool needs groups: --by names them");
    w = coh_run_writer(in->rows.run, err);
    if (!w || prepare(sum, in, &work, err) || put_header(sum, in, w, err))
        goto out;
    for (at = 0; at < sum->results; at++)
        if (put_result(sum, in, &work, at, w, err))
            goto out;
    rc = say_why(in, &work, err);
out:
    coh_keys_release(&work.kinds);
    coh_free(work.basin);
    coh_free(work.of);
    coh_free(work.place);
    coh_free(work.group);
    coh_free(work.cell);
    return rc;
}
