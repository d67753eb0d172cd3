/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping-run.h"

#include "base/file.h"
#include "flow/grouping-check.h"
#include "flow/grouping-sheet.h"

/* The lists, read whole. */
static int
read_files(struct coh_grouping_run *a, struct coh_run *run,
           struct coh_error *err)
{
    struct coh_reader *reader;
    size_t i;

    for (i = 0; i < COH_GROUPING_ASK_FILES; i++) {
        struct coh_grouping_file *f = &a->ask.file[i];

        if (!f->name)
            continue;
        reader = coh_run_reader(run, f->name, err);
        if (!reader)
            return -1;
        if (coh_table_read(&a->table[i], reader, &run->notes, err)) {
            coh_reader_free(reader);
            return -1;
        }
        if (coh_run_reader_done(run, reader, err))
            return -1;
        f->table = &a->table[i];
    }
    return 0;
}

/* What is written: `hand` holds the grouping, or the answer is it. */
static int
write_all(struct coh_run *run, const struct coh_grouping_run *a,
          struct coh_grouping *g, const struct coh_grouping_hand *hand,
          const struct coh_group_answer *answer, const struct coh_columns *keep,
          struct coh_error *err)
{
    struct coh_group_reasons reasons = COH_GROUP_REASONS_INIT;
    struct coh_text page = COH_TEXT_INIT, again = COH_TEXT_INIT;
    struct coh_grouping_asked asked = {&a->ask.sizes, NULL};
    struct coh_writer *w;
    int rc = -1;

    if (g->p.n &&
        coh_group_reasons_init(&reasons, &g->p, &g->aim, &g->e, answer, err))
        goto out;
    if (g->p.n && !hand &&
        coh_grouping_limits(g, answer, &reasons, &run->notes, err))
        goto out;
    if (coh_grouping_ask_again(
            run->argc, run->argv,
            a->ask.seconds > 0 && !answer->proved ? answer->moves : 0, &again,
            err))
        goto out;
    asked.again = coh_text_get(&again);
    /* Both must be writable before either is written. */
    w = coh_run_writer(run, err);
    if (!w)
        goto out;
    if (a->report && g->p.n &&
        ((hand
              ? coh_grouping_hand_report(g, hand, &reasons, &asked, &page, err)
              : coh_grouping_report(g, answer, &reasons, &asked, &page, err)) ||
         coh_file_write(a->report, coh_text_span(&page), err)))
        goto out;
    if (coh_grouping_write(g, answer, &reasons, keep, w, err) == 0)
        rc = coh_run_finish(run, err);
out:
    coh_text_release(&page);
    coh_text_release(&again);
    coh_group_reasons_release(&reasons);
    return rc;
}

/* Group, or judge what was grouped by hand. */
static int
settle(struct coh_run *run, const struct coh_grouping_run *a,
       struct coh_grouping *g, const struct coh_columns *keep,
       struct coh_error *err)
{
    const struct coh_grouping_file *file = &a->ask.file[COH_GROUPING_ASK_CHECK];
    struct coh_grouping_hand hand = COH_GROUPING_HAND_INIT;
    struct coh_group_answer answer = COH_GROUP_ANSWER_INIT;
    int by_hand = file->table && g->p.n, rc = -1;

    if (by_hand && coh_grouping_hand_read(g, file, &hand, &run->notes, err))
        goto out;
    if (coh_grouping_aims(g, err))
        goto out;
    if (by_hand) {
        if (coh_grouping_hand_judge(g, file, &hand, &run->notes, err))
            goto out;
    } else if (g->p.n) {
        if (coh_grouping_solve(g, &answer, &run->notes, err))
            goto out;
        if (answer.outcome != COH_GROUP_FEASIBLE) {
            coh_grouping_refuse(g, &answer, err);
            goto out;
        }
    }
    rc = write_all(run, a, g, by_hand ? &hand : NULL,
                   by_hand ? &hand.a : &answer, keep, err);
out:
    coh_grouping_hand_release(&hand);
    coh_group_answer_release(&answer);
    return rc;
}

int
coh_grouping_run(struct coh_grouping_run *a, struct coh_run *run,
                 struct coh_error *err)
{
    struct coh_rows rows = COH_ROWS_INIT;
    struct coh_table t = COH_TABLE_INIT;
    struct coh_columns keep = COH_COLUMNS_INIT;
    struct coh_grouping g = COH_GROUPING_INIT;
    int rc = -1;

    g.p.seed = (uint64_t)run->seed;
    if (coh_run_may_write(run, a->report, err) ||
        coh_rows_open(&rows, run, err) || coh_rows_table(&rows, &t, err))
        goto out;
    a->ask.choice.file = coh_rows_name(&rows);
    if (read_files(a, run, err) || coh_run_may_write(run, a->report, err) ||
        coh_grouping_ask_read(&a->ask, &t, &g, &run->notes, err) ||
        coh_columns_find(&keep, a->keep, &g.table->header, err))
        goto out;
    rc = settle(run, a, &g, &keep, err);
out:
    coh_grouping_release(&g);
    coh_columns_release(&keep);
    coh_table_release(&t);
    coh_rows_release(&rows);
    return rc;
}

void
coh_grouping_run_release(struct coh_grouping_run *a)
{
    size_t i;

    for (i = 0; i < COH_GROUPING_ASK_FILES; i++)
        coh_table_release(&a->table[i]);
}
