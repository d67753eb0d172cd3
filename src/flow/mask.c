/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/mask.h"

#include "flow/mask-identity.h"
#include "flow/mask-ledger.h"

/* ---- what is said ---- */

/* Columns that are not published, in one note. */
static int
say_left_out(const struct coh_mask *m, struct coh_error *err)
{
    unsigned char *never = coh_alloc_array(m->table.header.n, 1, err);
    size_t i;
    int rc;

    if (!never)
        return -1;
    for (i = 0; i < m->table.header.n; i++)
        never[i] = m->plan.role[i] == COH_MASK_NEVER;
    rc = coh_mask_say_columns(
        &m->run->notes, COH_NOTE_FACT, &m->table.header, never,
        "left out, for they can give single students' values away: ", err);
    coh_free(never);
    return rc;
}

/* Bands that would narrow others, of groups that are shown. */
static size_t
count_coarse(const struct coh_mask *m)
{
    size_t i, s, place, n = 0;

    for (i = 0; i < m->blocks; i++)
        for (s = 0; s < m->block[i].sheets; s++)
            for (place = 0; place < m->block[i].places; place++) {
                const struct coh_mask_block *b = &m->block[i];
                const struct coh_mask_sheet *sheet = &b->sheet[s];
                size_t sum = b->sum[place];

                n += !sheet->before && sheet->reached && sheet->coarse[sum] &&
                     !coh_mask_is_hidden(sheet, sum) &&
                     coh_mask_is_listed(b, sheet, m->plan.by.n, place);
            }
    return n;
}

static int
say_offer(const struct coh_mask *m, const struct coh_mask_tally *t,
          struct coh_error *err)
{
    struct coh_text offer = COH_TEXT_INIT;
    int rc = t->hidden ? coh_mask_offer(m, t, &offer, err) : 0;

    if (!rc && offer.length)
        rc = coh_notes_add(&m->run->notes, COH_NOTE_FACT, NULL, err, "%s",
                           coh_text_get(&offer));
    coh_text_release(&offer);
    return rc;
}

/* The team's own view of what was hidden; on a shared page the reasons would
 * tell which groups are small. */
static int
say_reasons(const struct coh_mask *m, const struct coh_mask_tally *t,
            struct coh_error *err)
{
    struct coh_notes *notes = &m->run->notes;
    size_t coarse = count_coarse(m);

    if (t->hidden &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                      "of the hidden rows %zu %s, %zu protect%s "
                      "another",
                      t->small, t->small == 1 ? "is small" : "are small",
                      t->hidden - t->small,
                      t->hidden - t->small == 1 ? "s" : ""))
        return -1;
    if (t->added &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                      "%zu row%s added for groups without students, lest the "
                      "gap tell; --structural when nobody can be in them",
                      t->added, t->added == 1 ? "" : "s"))
        return -1;
    if (coarse &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                      "%zu band%s of rates not shown: the group has under "
                      "10 students, or others would tell too much",
                      coarse, coarse == 1 ? "" : "s"))
        return -1;
    if (m->flat &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                      "%zu row%s without figures: all scores of the group are "
                      "equal, or its mean has no interval",
                      m->flat, m->flat == 1 ? "" : "s"))
        return -1;
    return say_offer(m, t, err);
}

static int
say(struct coh_mask *m, struct coh_error *err)
{
    struct coh_mask_tally t;

    coh_mask_tally(m, &t);
    if (t.hidden) {
        if (coh_notes_add(&m->run->notes, COH_NOTE_FACT, NULL, err,
                          "%zu of %zu rows hidden to protect small groups",
                          t.hidden, t.rows) ||
            coh_text_format(&m->said, err,
                            "%s%zu of %zu rows hidden to protect small groups",
                            m->said.length ? "; " : "", t.hidden, t.rows))
            return -1;
    } else if (t.rows &&
               coh_notes_add(&m->run->notes, COH_NOTE_FACT, NULL, err,
                             "no row needs hiding: every group has %ld "
                             "students or more",
                             m->ask->min_n)) {
        return -1;
    }
    if (m->said.length &&
        coh_run_fact(m->run, "remark", coh_text_get(&m->said), err))
        return -1;
    if (say_left_out(m, err))
        return -1;
    if (!m->run->share)
        return say_reasons(m, &t, err);
    /* weave passes it on to the author, not to the page. */
    return coh_run_is_woven() ? say_offer(m, &t, err) : 0;
}

/* ---- the recipe ---- */

static int
read_rows(struct coh_mask *m, struct coh_error *err)
{
    struct coh_rows rows = COH_ROWS_INIT;
    int rc;

    rc = coh_rows_open(&rows, m->run, err) ||
                 coh_rows_table(&rows, &m->table, err)
             ? -1
             : 0;
    coh_rows_release(&rows);
    return rc;
}

static void
release(struct coh_mask *m)
{
    size_t i, s;

    for (i = 0; i < m->blocks; i++) {
        for (s = 0; s < m->block[i].sheets; s++) {
            coh_privacy_problem_release(&m->block[i].sheet[s].problem);
            coh_privacy_answer_release(&m->block[i].sheet[s].answer);
        }
        coh_free(m->block[i].sheet);
    }
    coh_free(m->block);
    coh_free(m->output.cell);
    coh_mask_plan_release(&m->plan);
    coh_table_release(&m->table);
    coh_arena_release(&m->arena);
    coh_text_release(&m->said);
}

int
coh_mask_counts(struct coh_run *run, const struct coh_mask_ask *ask,
                struct coh_error *err)
{
    struct coh_mask_ledger l = COH_MASK_LEDGER_INIT;
    struct coh_mask m = COH_MASK_INIT;
    int rc = -1, again;

    m.ask = ask;
    m.run = run;
    if (coh_run_may_write(run, ask->audit, err) || read_rows(&m, err) ||
        coh_mask_plan_find(&m.plan, &m.table, run, ask, err) ||
        coh_mask_merge(&m, err) || coh_mask_lay_out(&m, err) ||
        coh_mask_form_columns(&m, err) || coh_mask_ledger_open(&l, &m, err))
        goto out;
    if (coh_mask_settle(&m, err) || coh_mask_form(&m, err) ||
        coh_mask_ledger_enter(&l, &m, &again, err) ||
        (again && coh_mask_form(&m, err)))
        goto out;
    if ((ask->audit && coh_mask_audit(&m, err)) || coh_mask_print(&m, err) ||
        say(&m, err))
        goto out;
    rc = 0;
out:
    release(&m);
    coh_mask_ledger_release(&l);
    return rc;
}
