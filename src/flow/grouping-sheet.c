/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping-sheet.h"

#include <math.h>
#include <stdlib.h>

#include "flow/grouping-internal.h"
#include "group/conflict.h"

struct line {
    size_t student, group, row;
    int missing;
    double first; /* measure; exact where there is only one */
};

static int
by_group(const void *a, const void *b)
{
    const struct line *x = a, *y = b;

    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->missing != y->missing)
        return x->missing - y->missing;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static void
fill_lines(const struct coh_grouping *g, const struct coh_group_answer *a,
           struct line *line)
{
    double x;
    size_t i;

    for (i = 0; i < g->p.n; i++) {
        line[i] = (struct line){i, a->group[i], g->row[i], 0, 0};
        if (g->method != COH_GROUP_SIMILAR)
            continue;
        x = g->e.raw[i * g->e.measures];
        line[i].missing = isnan(x);
        line[i].first = isnan(x) ? 0 : x;
    }
    qsort(line, g->p.n, sizeof(*line), by_group);
}

/* Columns that are passed through, each once: of the table, and of the data
 * those that the method read. */
struct passed {
    struct coh_columns table, data;
    int need;   /* skill: a column of its own */
    int number; /* groups are called 1, 2, … */
};

/* Is a column of the table one that the method reads? */
static int
is_value(const struct coh_grouping *g, size_t column)
{
    struct coh_span name = g->table->header.name[column];
    size_t i;

    if (g->table == g->data)
        return coh_columns_have(&g->value, column) &&
               g->method != COH_GROUP_SKILL;
    for (i = 0; i < g->value.n && g->method != COH_GROUP_SKILL; i++)
        if (coh_span_equal(name, g->data->header.name[g->value.at[i]]))
            return 1;
    return 0;
}

static int
is_number(const struct coh_grouping *g)
{
    size_t i;

    for (i = 0; i < g->p.k; i++)
        if (coh_grouping_whole(coh_span_of(g->e.group[i])) != (long)i + 1)
            return 0;
    return g->method == COH_GROUP_SIMILAR || g->method == COH_GROUP_MIXED;
}

static int
choose(const struct coh_grouping *g, const struct coh_columns *keep,
       struct passed *p, struct coh_error *err)
{
    struct coh_columns *c = &p->table;
    size_t i;

    c->at = coh_alloc_array(keep->n + 2, sizeof(*c->at), err);
    if (!c->at)
        return -1;
    c->at[c->n++] = g->student;
    if (g->name < g->table->header.n && g->name != g->student &&
        !is_value(g, g->name))
        c->at[c->n++] = g->name;
    for (i = 0; i < keep->n; i++)
        if (!is_value(g, keep->at[i]) && !coh_columns_have(c, keep->at[i]))
            c->at[c->n++] = keep->at[i];
    p->need = g->method == COH_GROUP_SKILL;
    p->number = is_number(g);
    if (!p->need)
        p->data = g->value;
    return 0;
}

static int
write_names(const struct coh_table *t, const struct coh_columns *columns,
            size_t text, struct coh_writer *w, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < columns->n; i++)
        if (coh_writer_column(w, t->header.name[columns->at[i]],
                              i < text ? COH_COLUMN_TEXT
                                       : coh_table_kind(t, columns->at[i]),
                              err))
            return -1;
    return 0;
}

static int
write_header(const struct coh_grouping *g, const struct passed *p,
             struct coh_writer *w, struct coh_error *err)
{
    const enum coh_column_kind group =
        p->number ? COH_COLUMN_NUMBER : COH_COLUMN_TEXT;
    const struct {
        const char *name;
        enum coh_column_kind kind;
    } own[] = {
        {"group", group},
        {"pin", COH_COLUMN_TEXT},
        {"reason", COH_COLUMN_TEXT},
        {"fit", COH_COLUMN_NUMBER},
        {"next_best", group},
        {"next_best_cost", COH_COLUMN_NUMBER},
        {"note", COH_COLUMN_TEXT},
    };
    size_t i;

    if (write_names(g->table, &p->table, 1, w, err) ||
        write_names(g->data, &p->data, 0, w, err))
        return -1;
    if (p->need &&
        coh_writer_column(w, coh_span_of("need"), COH_COLUMN_NUMBER, err))
        return -1;
    for (i = 0; i < sizeof(own) / sizeof(*own); i++)
        if (coh_writer_column(w, coh_span_of(own[i].name), own[i].kind, err))
            return -1;
    return g->with_previous ? coh_writer_column(w, coh_span_of("moved_from"),
                                                COH_COLUMN_TEXT, err)
                            : 0;
}

/* Four decimals of a chance or a percentage, unless --digits says how many:
 * more would be read as precision that no test has. Twelve at most, without
 * the digits that 1 − P makes up. NAN stays, −0 becomes 0. */
static double
figure(const struct coh_writer *w, double x)
{
    const double at = coh_writer_digits(w) < 0 ? 1e4 : 1e12;

    return round(x * at) / at + 0.0;
}

/* The greatest need; NAN when nothing is known. */
static double
need(const struct coh_grouping *g, size_t i)
{
    const double *p = &g->e.mastery[i * g->e.themes];
    double most = NAN;
    size_t t;

    for (t = 0; t < g->e.themes; t++)
        if (!isnan(p[t]))
            most = fmax(most, 1 - p[t]);
    return most;
}

static int
write_known(const struct coh_grouping *g, const struct passed *p, size_t i,
            struct coh_writer *w, struct coh_error *err)
{
    size_t c;

    for (c = 0; c < p->table.n; c++)
        if (coh_writer_text(
                w, coh_table_cell(g->table, g->row[i], p->table.at[c]), err))
            return -1;
    for (c = 0; c < p->data.n; c++)
        if (g->data_row[i] == COH_GROUPING_NOBODY
                ? coh_writer_blank(w, err)
                : coh_writer_text(
                      w, coh_table_cell(g->data, g->data_row[i], p->data.at[c]),
                      err))
            return -1;
    return p->need ? coh_writer_double(w, figure(w, need(g, i)), err) : 0;
}

/* The group of --previous, if it is another one. */
static const char *
moved_from(const struct coh_grouping *g, size_t i, size_t group)
{
    const char *before = g->e.previous ? g->e.previous[i] : NULL;

    return before && !coh_span_is(coh_span_of(before), g->e.group[group - 1])
               ? before
               : "";
}

static int
write_student(const struct coh_grouping *g, const struct coh_group_answer *a,
              const struct passed *p, size_t i,
              const struct coh_group_student *s, struct coh_writer *w,
              struct coh_error *err)
{
    if (write_known(g, p, i, w, err) ||
        coh_writer_string(w, g->e.group[a->group[i] - 1], err) ||
        coh_writer_string(w, g->pin[i] ? "yes" : "", err) ||
        coh_writer_text(w, coh_text_span(&s->reason), err) ||
        coh_writer_double(w, figure(w, s->fit), err))
        return -1;
    if (s->next_best ? coh_writer_string(w, g->e.group[s->next_best - 1], err)
                     : coh_writer_blank(w, err))
        return -1;
    if (coh_writer_double(w, figure(w, s->next_cost), err) ||
        coh_writer_text(w, coh_text_span(&s->note), err) ||
        (g->with_previous &&
         coh_writer_string(w, moved_from(g, i, a->group[i]), err)))
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
    struct passed p = {.need = 0};
    struct line *line = coh_alloc_array(g->p.n, sizeof(*line), err);
    size_t i;
    int rc = -1;

    if (!line || choose(g, keep, &p, err) || write_header(g, &p, w, err))
        goto out;
    fill_lines(g, a, line);
    for (i = 0; i < g->p.n; i++)
        if (coh_group_reasons_student(r, line[i].student, &s, err) ||
            write_student(g, a, &p, line[i].student, &s, w, err))
            goto out;
    rc = 0;
out:
    coh_group_student_release(&s);
    coh_columns_release(&p.table);
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
    if (coh_group_conflict_words(&g->p, a, &g->e, &t, err) == 0)
        rc = coh_fail(err, COH_INPUT, "impossible, proved: %s%s",
                      coh_text_get(&t), more);
    coh_text_release(&t);
    return rc;
}

int
coh_grouping_limits(const struct coh_grouping *g,
                    const struct coh_group_answer *a,
                    const struct coh_group_reasons *r, struct coh_notes *notes,
                    struct coh_error *err)
{
    int any = r->random_mean != 0 || r->value != 0;

    if (!a->proved &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                      "the best found within the effort; --report tells its "
                      "gap to a proven bound"))
        return -1;
    if (g->p.seconds > 0 && !a->proved &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                      "--effort %llu finds the same again",
                      (unsigned long long)a->moves))
        return -1;
    if (any && r->p->k > 1 && !(r->random_mean > r->value) &&
        coh_notes_add(
            notes, COH_NOTE_FACT, NULL, err,
            "no better than random groups of these sizes%s",
            g->method == COH_GROUP_INTEREST ? "" : ": next_best_cost is blank"))
        return -1;
    if (r->sem > 0 && !(r->reliability > 0))
        return coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                             "the SEM is not below the standard deviation of "
                             "the scores: fit is blank");
    return 0;
}
