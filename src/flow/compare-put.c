/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/compare-put.h"

#include <stdio.h>

static int
most_decimals(const struct coh_compare_cells *c)
{
    size_t i;
    int most = 0;

    for (i = 0; i < c->sum.results; i++)
        if (c->sum.result[i].sample.decimals > most)
            most = c->sum.result[i].sample.decimals;
    return most;
}

int
coh_compare_put_columns(const struct coh_compare_cells *c, struct coh_writer *w,
                        const struct coh_compare_column *column, size_t n,
                        struct coh_error *err)
{
    int decimals = most_decimals(c) + 1;
    size_t i, at = c->inside.n;

    for (i = 0; i < at; i++)
        if (coh_writer_column(w, c->in.rows.header.name[c->inside.at[i]],
                              COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < n; i++) {
        if (coh_writer_column(w, coh_span_of(column[i].name), column[i].kind,
                              err))
            return -1;
        coh_writer_decimals(
            w, at + i, column[i].decimals < 0 ? decimals : column[i].decimals);
    }
    return 0;
}

static struct coh_span
or_blank(struct coh_span s)
{
    return s.length ? s : coh_span_of("(blank)");
}

int
coh_compare_put_within(const struct coh_compare_cells *c, size_t block,
                       struct coh_writer *w, struct coh_error *err)
{
    const struct coh_span *cell =
        coh_keys_cells(&c->within, c->block[block].within);
    size_t i;

    for (i = 0; i < c->inside.n; i++)
        if (coh_writer_text(w, or_blank(cell[i]), err))
            return -1;
    return 0;
}

struct coh_span
coh_compare_variable(const struct coh_compare_cells *c, size_t variable)
{
    return c->in.rows.header.name[c->in.value.at[variable]];
}

struct coh_span
coh_compare_by(const struct coh_compare_cells *c, size_t block)
{
    return c->in.rows.header.name[c->in.by.at[c->block[block].by]];
}

struct coh_span
coh_compare_reference(const struct coh_compare_cells *c, size_t block)
{
    const struct coh_compare_block *b = &c->block[block];

    if (!c->ask->reference)
        return coh_span_of("everyone else");
    return b->reference < b->groups
               ? coh_compare_cells_name(c, block, b->reference)
               : coh_span_of(NULL);
}

static int
add_quoted(struct coh_text *t, const char *before, struct coh_span s,
           struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    return coh_text_format(t, err, "%s'%s'", before,
                           coh_quote(s.bytes, s.length, quoted));
}

int
coh_compare_label(const struct coh_compare_cells *c, size_t block, size_t group,
                  size_t variable, struct coh_text *label,
                  struct coh_error *err)
{
    const struct coh_span *cell =
        coh_keys_cells(&c->within, c->block[block].within);
    size_t i;

    coh_text_clear(label);
    if (group < c->block[block].groups &&
        (add_quoted(label, "", coh_compare_cells_name(c, block, group), err) ||
         coh_text_add_string(label, ": ", err)))
        return -1;
    if (add_quoted(label, "", coh_compare_variable(c, variable), err) ||
        add_quoted(label, " by ", coh_compare_by(c, block), err))
        return -1;
    for (i = 0; i < c->inside.n; i++)
        if (add_quoted(label, i ? ", " : " within ", or_blank(cell[i]), err))
            return -1;
    return 0;
}

/* With many comparisons some stand apart by chance. */
int
coh_compare_say_family(struct coh_run *run, const struct coh_compare_ask *ask,
                       size_t m, const char *test, struct coh_error *err)
{
    static const char *const how[] = {
        "adjusted over all of them (Holm)",
        "adjusted over all of them (Benjamini and Hochberg)",
        "not adjusted",
    };
    char number[COH_NUMBER_SIZE], remark[160];

    if (!m)
        return 0;
    coh_double_fixed((double)m * (1 - ask->level), m < 20 ? 2 : 1, number);
    snprintf(remark, sizeof(remark),
             "%zu comparisons: were there no difference anywhere, chance "
             "alone would still set about %s of them apart",
             m, number);
    if (m > 1 &&
        (coh_run_fact(run, "remark", remark, err) ||
         coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err, "%s", remark)))
        return -1;
    return !ask->p ? 0
                   : coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                                   "p of %zu comparison%s%s, %s", m,
                                   m == 1 ? "" : "s", test, how[ask->adjust]);
}
