/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/decimal.h"
#include "chart/cell.h"
#include "chart/kind.h"
#include "table/masked.h"

/* *x becomes the cell's number, NAN when it is missing. */
static int
read_number(struct coh_chart *c, const struct coh_chart_place *p, double *x,
            struct coh_error *err)
{
    *x = NAN;
    if (c->status < c->width && c->input == COH_CHART_VALUES &&
        !coh_span_is(coh_chart_cell(c, p->rec, c->status), "scored"))
        return coh_notes_add(p->notes, COH_NOTE_FACT, NULL, err,
                             "%s: status is not 'scored', counted as missing",
                             p->file);
    return coh_chart_cell_number(c, p, c->value, c->value_name.bytes, x, err);
}

/* Does the row hide its value? It is blank, then, and not missing. */
static int
is_hidden(const struct coh_chart *c, const struct coh_record *rec)
{
    return c->input == COH_CHART_TABLE &&
           coh_chart_cell_blank(coh_chart_cell(c, rec, c->value)) &&
           coh_masked_names(coh_chart_cell(c, rec, c->suppressed),
                            c->column_name);
}

static int
read_band(struct coh_chart *c, const struct coh_chart_place *p,
          struct coh_chart_row *row, struct coh_error *err)
{
    struct coh_span cell = coh_chart_cell(c, p->rec, c->value);
    struct coh_text text = COH_TEXT_INIT;
    int rc = -1;

    row->value = NAN;
    if (coh_chart_cell_blank(cell))
        return 0;
    if (coh_masked_band(cell, &row->low, &row->high))
        return coh_chart_cell_note(p, c->value_name.bytes, cell,
                                   "no band of a share, counted as missing",
                                   err);
    if (!coh_masked_band_text(&text, cell, err)) {
        row->band = coh_arena_text(&c->arena, text.bytes, text.length, err);
        rc = row->band ? 0 : -1;
    }
    coh_text_release(&text);
    return rc;
}

/* The value of the row, or its band; with what stands beside it. */
static int
read_value(struct coh_chart *c, const struct coh_chart_place *p,
           struct coh_chart_row *row, struct coh_error *err)
{
    row->hidden = is_hidden(c, p->rec);
    if (row->hidden)
        row->value = NAN;
    else if (c->bands ? read_band(c, p, row, err)
                      : read_number(c, p, &row->value, err))
        return -1;
    if (c->input != COH_CHART_TABLE)
        return 0;
    row->n = coh_chart_cell_beside(c, p->rec, c->count);
    if (c->bands)
        return 0;
    row->low = coh_chart_cell_beside(c, p->rec, c->low);
    row->high = coh_chart_cell_beside(c, p->rec, c->high);
    /* NAN is no share either. */
    if (!(coh_chart_cell_beside(c, p->rec, c->least) >= 0 &&
          coh_chart_cell_beside(c, p->rec, c->most) <= 1) &&
        isfinite(row->value))
        c->shares = 0;
    return 0;
}

int
coh_chart_by_text(const struct coh_chart *c, const struct coh_record *rec,
                  struct coh_text *t, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < c->by.n; i++) {
        struct coh_span s = coh_chart_cell(c, rec, c->by.at[i]);

        if (!s.length)
            s = coh_span_of("(blank)");
        if ((i && coh_text_add_string(t, " \xC2\xB7 ", err)) ||
            coh_text_add(t, s.bytes, s.length, err))
            return -1;
    }
    return 0;
}

/* The number of the row's group; a new one is made. Rows of a table are a
 * group for each variable too. */
static int
group_of(struct coh_chart *c, const struct coh_record *rec, size_t *at,
         struct coh_error *err)
{
    struct coh_span variable = coh_chart_cell(c, rec, c->variable);
    struct coh_text t = COH_TEXT_INIT;
    size_t ignored;
    int rc = -1;

    if (coh_chart_by_text(c, rec, &t, err))
        goto out;
    if (variable.length &&
        (coh_names_add(&c->variables, variable, &ignored, err) ||
         coh_text_add(&t, "\x1F", 1, err) ||
         coh_text_add(&t, variable.bytes, variable.length, err)))
        goto out;
    if (coh_names_add(&c->keys, coh_text_span(&t), at, err) ||
        coh_reserve(&c->group, &c->group_capacity, c->keys.n, sizeof(*c->group),
                    err))
        goto out;
    for (; c->groups < c->keys.n; c->groups++)
        c->group[c->groups] = (struct coh_chart_group){.n = 0};
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

/* Scale, assessment and measure as one number. */
static int
same_of(struct coh_chart *c, const struct coh_record *rec, size_t *at,
        struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < 3; i++) {
        struct coh_span s = coh_chart_cell(c, rec, c->same[i]);

        if (coh_text_add(&t, s.bytes, s.length, err) ||
            coh_text_add(&t, "\x1F", 1, err))
            goto out;
    }
    rc = coh_names_add(&c->sames, coh_text_span(&t), at, err);
out:
    coh_text_release(&t);
    return rc;
}

int
coh_chart_student(struct coh_chart *c, const struct coh_record *rec, size_t *at,
                  struct coh_error *err)
{
    struct coh_span label = coh_chart_cell(c, rec, c->label);
    size_t before = c->students.n;
    const char *copy;

    if (coh_names_add(&c->students, coh_chart_cell(c, rec, c->student), at,
                      err) ||
        coh_reserve(&c->student_label, &c->student_capacity, c->students.n,
                    sizeof(label), err))
        return -1;
    if (c->students.n == before)
        return 0;
    if (!label.length)
        label = c->students.name[*at];
    copy = coh_arena_text(&c->arena, label.bytes, label.length, err);
    if (!copy)
        return -1;
    c->student_label[*at] = (struct coh_span){copy, label.length};
    return 0;
}

/* The day of a line's point; *missing when there is none. */
static int
day_of(struct coh_chart *c, const struct coh_chart_place *p, coh_date *day,
       int *missing, struct coh_error *err)
{
    struct coh_span cell = coh_chart_cell(c, p->rec, c->date);
    const char *name = c->options.date ? c->options.date : "date";

    *day = COH_DATE_NONE;
    *missing = 0;
    if (c->date == c->width || coh_date_parse(cell, day) == 0)
        return 0;
    *missing = 1;
    if (coh_chart_cell_blank(cell))
        return coh_notes_add(p->notes, COH_NOTE_FACT, NULL, err,
                             "%s: column '%s': blank or NA, counted as missing",
                             p->file, name);
    return coh_chart_cell_note(
        p, name, cell, "not a date as 2026-03-06, counted as missing", err);
}

int
coh_chart_add(struct coh_chart *c, const char *file,
              const struct coh_record *rec, struct coh_notes *notes,
              struct coh_error *err)
{
    struct coh_chart_place p = {file, rec, notes};

    return c->options.kind->add ? c->options.kind->add(c, &p, err)
                                : coh_chart_add_row(c, &p, err);
}

int
coh_chart_add_row(struct coh_chart *c, const struct coh_chart_place *p,
                  struct coh_error *err)
{
    struct coh_chart_row row = {.value = 1, .low = NAN, .high = NAN, .n = NAN};
    int dateless = 0;

    if (group_of(c, p->rec, &row.group, err) ||
        same_of(c, p->rec, &row.same, err) ||
        coh_chart_student(c, p->rec, &row.student, err))
        return -1;
    if (c->input != COH_CHART_COUNTS && read_value(c, p, &row, err))
        return -1;
    if (isfinite(row.value) && day_of(c, p, &row.day, &dateless, err))
        return -1;
    if ((!isfinite(row.value) && !row.hidden && !row.band) || dateless) {
        c->missing++;
        if (c->input != COH_CHART_TABLE) {
            c->group[row.group].missing++;
            return 0;
        }
    }
    if (coh_reserve(&c->row, &c->row_capacity, c->rows + 1, sizeof(row), err))
        return -1;
    c->row[c->rows++] = row;
    c->group[row.group].n++;
    return 0;
}

/* ---- all rows are there ---- */

static int
by_student(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return (x > y) - (x < y);
}

/* How many different students a group has. */
static int
count_students(const struct coh_chart *c, const struct coh_chart_group *g,
               size_t *students, struct coh_error *err)
{
    size_t *id = coh_alloc_array(g->n, sizeof(*id), err), i;

    if (!id)
        return -1;
    for (i = 0; i < g->n; i++)
        id[i] = c->row[g->first + i].student;
    qsort(id, g->n, sizeof(*id), by_student);
    *students = g->n > 0;
    for (i = 1; i < g->n; i++)
        *students += id[i] != id[i - 1];
    coh_free(id);
    return 0;
}

static int
note_repeats(const struct coh_chart_group *g, size_t students, const char *file,
             struct coh_notes *notes, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_text_format(&t, err, "%s%s%zu rows of %zu students",
                         coh_quote(g->label.bytes, g->label.length, quoted),
                         g->label.length ? ": " : "", g->n, students))
        rc = coh_notes_add(notes, COH_NOTE_LOOK, t.bytes, err,
                           "%s: rows are not students", file);
    coh_text_release(&t);
    return rc;
}

/* A bar shows one row of a table. */
static int
note_double(const struct coh_chart_group *g, const char *file,
            struct coh_notes *notes, struct coh_error *err)
{
    if (g->n < 2)
        return 0;
    return coh_notes_add(notes, COH_NOTE_LOOK, g->label.bytes, err,
                         "%s: a table with several rows of one group: the "
                         "first is drawn",
                         file);
}

/* What makes a group's n something else than children with one score each. */
static int
judge_group(struct coh_chart *c, struct coh_chart_group *g, const char *file,
            struct coh_notes *notes, struct coh_error *err)
{
    size_t students = g->n, i;

    if (c->student < c->width && count_students(c, g, &students, err))
        return -1;
    if (c->student < c->width && students < g->n) {
        g->repeats = 1;
        if (note_repeats(g, students, file, notes, err))
            return -1;
    }
    for (i = 1; i < g->n; i++)
        if (c->row[g->first + i].same != c->row[g->first].same) {
            g->repeats = 1;
            return coh_notes_add(notes, COH_NOTE_LOOK, g->label.bytes, err,
                                 "%s: a group mixes scales, assessments or "
                                 "measures: choose one with --where",
                                 file);
        }
    return 0;
}

/* The key without its variable, unless there are several. */
static int
label_group(struct coh_chart *c, size_t at, struct coh_error *err)
{
    struct coh_span key = c->keys.name[at];
    struct coh_text t = COH_TEXT_INIT;
    const char *copy;
    size_t i;
    int rc = -1;

    for (i = 0; i < key.length; i++) {
        if (key.bytes[i] != '\x1F') {
            if (coh_text_add(&t, key.bytes + i, 1, err))
                goto out;
        } else if (i > 0 && c->variables.n < 2) {
            break;
        } else if (i > 0 && coh_text_add_string(&t, " \xC2\xB7 ", err)) {
            goto out;
        }
    }
    copy = coh_arena_text(&c->arena, coh_text_get(&t), t.length, err);
    if (!copy)
        goto out;
    c->group[at].label = (struct coh_span){copy, t.length};
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

/* A counting sort: rows of a group together, each group in input order. */
static int
order_rows(struct coh_chart *c, struct coh_error *err)
{
    struct coh_chart_row *row =
        coh_alloc_array(c->rows ? c->rows : 1, sizeof(*row), err);
    size_t i, at = 0;

    if (!row)
        return -1;
    for (i = 0; i < c->groups; i++) {
        c->group[i].first = at;
        at += c->group[i].n;
        c->group[i].n = 0;
    }
    for (i = 0; i < c->rows; i++) {
        struct coh_chart_group *g = &c->group[c->row[i].group];

        row[g->first + g->n++] = c->row[i];
    }
    coh_free(c->row);
    c->row = row;
    c->row_capacity = c->rows ? c->rows : 1;
    return 0;
}

/* Means of items that score 0 to 1, as their least and greatest show, are
 * shares; so are means of values that all are 0 or 1. */
static int
are_shares(const struct coh_chart *c)
{
    size_t i;

    if (!(c->options.kind->takes & COH_CHART_TAKES_TABLE) || !c->rows)
        return 0;
    if (c->input == COH_CHART_TABLE)
        return c->shares;
    for (i = 0; i < c->rows; i++)
        if (c->row[i].value < 0 || c->row[i].value > 1)
            return 0;
    return c->input == COH_CHART_VALUES && c->whole;
}

int
coh_chart_note_nothing(const char *file, struct coh_notes *notes,
                       struct coh_error *err)
{
    return coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                         "%s: nothing to draw: the chart says so", file);
}

int
coh_chart_finish(struct coh_chart *c, const char *file, struct coh_notes *notes,
                 struct coh_error *err)
{
    return c->options.kind->finish
               ? c->options.kind->finish(c, file, notes, err)
               : coh_chart_finish_rows(c, file, notes, err);
}

int
coh_chart_finish_rows(struct coh_chart *c, const char *file,
                      struct coh_notes *notes, struct coh_error *err)
{
    int lines = (c->options.kind->takes & COH_CHART_NEEDS_DATE) != 0;
    size_t i;

    if (order_rows(c, err))
        return -1;
    for (i = 0; i < c->groups; i++)
        if (label_group(c, i, err) ||
            (c->input == COH_CHART_TABLE &&
             note_double(&c->group[i], file, notes, err)) ||
            (c->input == COH_CHART_VALUES && !lines &&
             judge_group(c, &c->group[i], file, notes, err)))
            return -1;
    if (lines && coh_chart_choose(c, file, notes, err))
        return -1;
    c->percent = c->percent || are_shares(c);
    return c->rows ? 0 : coh_chart_note_nothing(file, notes, err);
}

void
coh_chart_release(struct coh_chart *c)
{
    if (c->options.kind && c->options.kind->release)
        c->options.kind->release(c);
    coh_columns_release(&c->by);
    coh_free(c->row);
    coh_free(c->group);
    coh_free(c->student_label);
    coh_free(c->chosen);
    coh_names_release(&c->keys);
    coh_names_release(&c->students);
    coh_names_release(&c->sames);
    coh_names_release(&c->variables);
    coh_arena_release(&c->arena);
    *c = (struct coh_chart)COH_CHART_INIT;
}
