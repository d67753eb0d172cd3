/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows into a summary: columns by name, and what cannot be collapsed said. */
#include <stdio.h>

#include "flow/summary-table.h"

int
coh_summary_table_choose(struct coh_summary *sum, const char *stats, int all,
                         struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    size_t i;
    int rc;

    if (!stats)
        coh_summary_choose_columns(sum, all);
    rc = coh_list_parse(&list, stats, err);
    for (i = 0; !rc && i < list.n; i++)
        rc = coh_summary_choose(sum, coh_span_trim(list.item[i]), err);
    if (rc)
        coh_error_context(err, "--stats: ");
    coh_list_release(&list);
    return rc;
}

int
coh_summary_table_places(struct coh_summary *sum, const struct coh_scores *in,
                         const char *date, struct coh_summary_places *p,
                         struct coh_error *err)
{
    static const char *const name[] = {"scale", "assessment", "measure"};
    size_t none = in->rows.header.n, i;

    sum->variables = in->value.n;
    sum->groups.width = in->by.n;
    sum->by_student = in->rows.student < none;
    p->full = coh_scores_column(in, "max_score");
    p->date = coh_scores_column(in, date);
    for (i = 0; i < COH_SUMMARY_KINDS; i++)
        p->kind[i] = coh_scores_column(in, name[i]);
    if (coh_head_count_column(in->rows.run, sum->by_student, err))
        return -1;
    if (sum->collapse && !sum->by_student)
        return coh_fail(err, COH_INPUT,
                        "--per-student: there is no student column '%.40s'",
                        in->rows.run->student);
    if (sum->collapse == COH_SUMMARY_LATEST && p->date == none)
        return coh_fail(err, COH_INPUT,
                        "--per-student latest: there is no date column '%.40s'",
                        date);
    if (sum->percent && p->full == none)
        return coh_fail(err, COH_INPUT,
                        "--cut in per cent: there is no column 'max_score'");
    return 0;
}

/* A share is of rows with both, a score and a full score. */
static int
check_full(const struct coh_summary *sum, const struct coh_scores *in,
           const struct coh_summary_row *row, struct coh_error *err)
{
    char place[40];
    size_t i;

    if (!sum->percent || sum->collapse != COH_SUMMARY_MEAN_OF ||
        row->full.number != COH_NUMBER_NOT)
        return 0;
    for (i = 0; i < sum->variables; i++)
        if (row->value[i].number != COH_NUMBER_NOT)
            break;
    if (i == sum->variables)
        return 0;
    snprintf(place, sizeof(place), "line %zu", in->rec.line);
    return coh_notes_add(&in->rows.run->notes, COH_NOTE_LOOK, place, err,
                         "%s: no max_score: counted as missing, because "
                         "--cut in per cent asks for a share",
                         in->file);
}

int
coh_summary_table_add(struct coh_summary *sum, const struct coh_scores *in,
                      const struct coh_summary_places *p,
                      const struct coh_value *value, int *added,
                      struct coh_error *err)
{
    struct coh_summary_row row = {.by = in->group, .value = value};
    const char *without = NULL;
    char place[40];
    size_t i;

    row.student = coh_scores_cell(in, in->rows.student);
    if (sum->percent)
        row.full = coh_scores_number(in, p->full);
    for (i = 0; i < COH_SUMMARY_KINDS; i++)
        row.kind[i] = coh_scores_cell(in, p->kind[i]);
    if (sum->collapse && !row.student.length)
        without = "a student";
    else if (sum->collapse == COH_SUMMARY_LATEST &&
             coh_date_parse(coh_scores_cell(in, p->date), &row.date))
        without = "a date as 2026-03-06";
    *added = !without;
    if (!without)
        return check_full(sum, in, &row, err) ? -1
                                              : coh_summary_add(sum, &row, err);
    snprintf(place, sizeof(place), "line %zu", in->rec.line);
    return coh_notes_add(&in->rows.run->notes, COH_NOTE_LOOK, place, err,
                         "%s: --per-student leaves out rows without %s",
                         in->file, without);
}

int
coh_summary_table_heads(const struct coh_summary *sum,
                        const struct coh_scores *in,
                        struct coh_head_count *heads, struct coh_error *err)
{
    /* Collapsed, each student is there once. */
    if (!in->rows.run->share || sum->collapse)
        return 0;
    return coh_head_count_add(heads, coh_keys_find(&sum->groups, in->group),
                              coh_scores_cell(in, in->rows.student), err);
}

int
coh_summary_table_read(struct coh_summary *sum, struct coh_scores *in,
                       const char *date, struct coh_error *err)
{
    struct coh_head_count heads = COH_HEAD_COUNT_INIT;
    struct coh_summary_places p;
    int added, rc = -1;

    if (coh_summary_table_places(sum, in, date, &p, err))
        return -1;
    while (!(rc = coh_scores_next(in, err)) && !in->rec.end)
        if ((rc = coh_summary_table_add(sum, in, &p, in->score, &added, err)) ||
            (rc = coh_summary_table_heads(sum, in, &heads, err)))
            break;
    if (!rc)
        rc = coh_head_count_judge(&heads, err);
    coh_head_count_release(&heads);
    return rc ? -1 : coh_summary_finish(sum, err);
}
