/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping-sheet.h"

#include <stdlib.h>

struct line {
    size_t student, group, row;
    int missing;
    int64_t score;
};

static int
by_group(const void *a, const void *b)
{
    const struct line *x = a, *y = b;

    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->missing != y->missing)
        return x->missing - y->missing;
    if (!x->missing && x->score != y->score)
        return x->score < y->score ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* Columns of the input that are passed through, each once. */
static int
passed(const struct coh_grouping *g, const struct coh_columns *keep,
       struct coh_columns *columns, struct coh_error *err)
{
    const struct coh_header *h = &g->table->header;
    size_t name = coh_header_seek(h, coh_span_of("name")), i;

    columns->at = coh_alloc_array(keep->n + 3, sizeof(*columns->at), err);
    if (!columns->at)
        return -1;
    columns->at[columns->n++] = g->student;
    if (name < h->n && name != g->student && name != g->value)
        columns->at[columns->n++] = name;
    for (i = 0; i < keep->n; i++)
        if (keep->at[i] != g->value && !coh_columns_have(columns, keep->at[i]))
            columns->at[columns->n++] = keep->at[i];
    if (g->value < h->n)
        columns->at[columns->n++] = g->value;
    return 0;
}

static int
write_header(const struct coh_grouping *g, const struct coh_columns *columns,
             struct coh_writer *w, struct coh_error *err)
{
    static const struct {
        const char *name;
        enum coh_column_kind kind;
    } own[] = {
        {"group", COH_COLUMN_NUMBER},     {"pin", COH_COLUMN_TEXT},
        {"reason", COH_COLUMN_TEXT},      {"fit", COH_COLUMN_NUMBER},
        {"next_best", COH_COLUMN_NUMBER}, {"next_best_cost", COH_COLUMN_NUMBER},
        {"note", COH_COLUMN_TEXT},
    };
    size_t i;

    for (i = 0; i < columns->n; i++)
        if (coh_writer_column(w, g->table->header.name[columns->at[i]],
                              i == 0 ? COH_COLUMN_TEXT
                                     : coh_table_kind(g->table, columns->at[i]),
                              err))
            return -1;
    for (i = 0; i < sizeof(own) / sizeof(*own); i++)
        if (coh_writer_column(w, coh_span_of(own[i].name), own[i].kind, err))
            return -1;
    return 0;
}

static int
write_student(const struct coh_grouping *g, const struct coh_group_answer *a,
              const struct coh_columns *columns, size_t i,
              const struct coh_group_student *s, struct coh_writer *w,
              struct coh_error *err)
{
    size_t c;

    for (c = 0; c < columns->n; c++)
        if (coh_writer_text(
                w, coh_table_cell(g->table, g->row[i], columns->at[c]), err))
            return -1;
    if (coh_writer_count(w, a->group[i], err) ||
        coh_writer_string(w, g->pin[i] ? "yes" : "", err) ||
        coh_writer_text(w, coh_text_span(&s->reason), err) ||
        coh_writer_double(w, s->fit, err))
        return -1;
    if (s->next_best ? coh_writer_count(w, s->next_best, err)
                     : coh_writer_blank(w, err))
        return -1;
    if (coh_writer_double(w, s->next_cost, err) ||
        coh_writer_text(w, coh_text_span(&s->note), err))
        return -1;
    return coh_writer_row(w, err);
}

int
coh_grouping_write(const struct coh_grouping *g,
                   const struct coh_group_answer *a,
                   const struct coh_group_reasons *r,
                   const struct coh_columns *keep, struct coh_writer *w,
                   struct coh_error *err)
{
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;
    struct coh_columns columns = COH_COLUMNS_INIT;
    struct line *line = coh_alloc_array(g->p.n, sizeof(*line), err);
    size_t i;
    int rc = -1;

    if (!line || passed(g, keep, &columns, err) ||
        write_header(g, &columns, w, err))
        goto out;
    for (i = 0; i < g->p.n; i++)
        line[i] = (struct line){i, a->group[i], g->row[i], g->missing[i],
                                g->score[i]};
    qsort(line, g->p.n, sizeof(*line), by_group);
    for (i = 0; i < g->p.n; i++)
        if (coh_group_reasons_student(r, line[i].student, &s, err) ||
            write_student(g, a, &columns, line[i].student, &s, w, err))
            goto out;
    rc = 0;
out:
    coh_group_student_release(&s);
    coh_columns_release(&columns);
    coh_free(line);
    return rc;
}

int
coh_grouping_refuse(const struct coh_grouping *g,
                    const struct coh_group_answer *a, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    const char *more = "";
    int rc = -1;

    if (a->outcome == COH_GROUP_UNDECIDED)
        return coh_fail(err, COH_INPUT,
                        "undecided within the effort: neither a grouping nor "
                        "a proof that there is none; try a larger --effort");
    if (a->irreducible && a->n_conflict > 1)
        more = a->n_conflict == 2
                   ? "; without either demand it could be done"
                   : "; without any one of these demands it could be done";
    if (coh_group_conflict_words(&g->p, a, g->label, &t, err) == 0)
        rc = coh_fail(err, COH_INPUT, "impossible, proved: %s%s",
                      coh_text_get(&t), more);
    coh_text_release(&t);
    return rc;
}

int
coh_grouping_limits(const struct coh_group_answer *a,
                    const struct coh_group_reasons *r, struct coh_notes *notes,
                    struct coh_error *err)
{
    int scored = r->random_mean > 0 || a->value > 0;

    if (!a->proved &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                      "the best found within the effort; --report tells its "
                      "gap to a proven bound"))
        return -1;
    if (scored && r->p->k > 1 && !(r->random_mean > a->value) &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                      "no better than random groups of these sizes: "
                      "next_best_cost is blank"))
        return -1;
    if (r->sem > 0 && !(r->reliability > 0))
        return coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                             "the SEM is not below the standard deviation of "
                             "the scores: fit is blank");
    return 0;
}
