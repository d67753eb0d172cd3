/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping.h"

#include <stdio.h>
#include <stdlib.h>

void
coh_grouping_release(struct coh_grouping *g)
{
    coh_free(g->row);
    coh_free(g->id);
    coh_free(g->label);
    coh_free(g->score);
    coh_free(g->missing);
    coh_free(g->min);
    coh_free(g->max);
    coh_free(g->pin);
    coh_free(g->rule);
    coh_arena_release(&g->arena);
    *g = (struct coh_grouping)COH_GROUPING_INIT;
}

/* The column to group by when the user named none. */
static int
find_value(struct coh_grouping *g, struct coh_error *err)
{
    const struct coh_header *h = &g->table->header;
    size_t at = coh_header_seek(h, coh_span_of("score")), i, found = 0;

    for (i = 0; at == h->n && i < h->n; i++)
        if (i != g->student &&
            coh_table_kind(g->table, i) == COH_COLUMN_NUMBER) {
            g->value = i;
            found++;
        }
    if (at < h->n) {
        g->value = at;
        return 0;
    }
    if (found == 1)
        return 0;
    /* A header alone is no fault. */
    if (g->table->rows == 0) {
        g->value = h->n;
        return 0;
    }
    return coh_fail(err, COH_INPUT,
                    found ? "%zu columns hold numbers: say with -v which one "
                            "to group by"
                          : "no column holds numbers: say with -v which one "
                            "to group by",
                    found);
}

static int
find_columns(struct coh_grouping *g, const struct coh_grouping_choice *choice,
             struct coh_error *err)
{
    const struct coh_header *h = &g->table->header;
    struct coh_columns value = COH_COLUMNS_INIT;
    int rc = -1;

    if (coh_header_find(h, coh_span_of(choice->student), &g->student, err))
        return -1;
    if (!choice->value)
        return find_value(g, err);
    if (coh_columns_find(&value, choice->value, h, err))
        goto out;
    if (value.n != 1) {
        coh_fail(err, COH_USAGE, "-v: similar takes one measure, not %zu",
                 value.n);
        goto out;
    }
    g->value = value.at[0];
    rc = 0;
out:
    coh_columns_release(&value);
    return rc;
}

struct place {
    struct coh_span id;
    size_t row;
};

static int
by_id(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int d = coh_span_compare(x->id, y->id);

    return d ? d : x->row < y->row ? -1 : x->row > y->row;
}

/* The first column, of those that tell results apart, in which two rows
 * differ; else any but the value. */
static int
say_twice(const struct coh_grouping *g, const struct place *p,
          struct coh_error *err)
{
    static const char *const tells[] = {"measure", "assessment", "item",
                                        "scale",   "date",       "term",
                                        "attempt", NULL};
    const struct coh_table *t = g->table;
    size_t column = t->header.n, i;
    char id[COH_QUOTE_SIZE], name[COH_QUOTE_SIZE] = "";

    for (i = 0; tells[i]; i++) {
        column = coh_header_seek(&t->header, coh_span_of(tells[i]));
        if (column < t->header.n &&
            !coh_span_equal(coh_table_cell(t, p[0].row, column),
                            coh_table_cell(t, p[1].row, column)))
            break;
        column = t->header.n;
    }
    for (i = 0; column == t->header.n && i < t->header.n; i++)
        if (i != g->value && !coh_span_equal(coh_table_cell(t, p[0].row, i),
                                             coh_table_cell(t, p[1].row, i)))
            column = i;
    coh_quote(p->id.bytes, p->id.length, id);
    if (column == t->header.n)
        return coh_fail(err, COH_INPUT,
                        "student '%s' stands on lines %zu and %zu: a row a "
                        "student is needed",
                        id, t->line[p[0].row], t->line[p[1].row]);
    coh_quote(t->header.name[column].bytes, t->header.name[column].length,
              name);
    return coh_fail(err, COH_INPUT,
                    "student '%s' stands on lines %zu and %zu, told apart by "
                    "'%s': choose one with --where '%s=…'",
                    id, t->line[p[0].row], t->line[p[1].row], name, name);
}

/* Rows with an id become students; each id once. */
static int
read_ids(struct coh_grouping *g, struct coh_notes *notes, struct coh_error *err)
{
    const struct coh_table *t = g->table;
    struct place *place = coh_alloc_array(t->rows, sizeof(*place), err);
    struct coh_span id;
    char line[40];
    size_t i, n = 0;
    int rc = -1;

    if (!place)
        return -1;
    for (i = 0; i < t->rows; i++) {
        id = coh_span_trim(coh_table_cell(t, i, g->student));
        if (!id.length) {
            snprintf(line, sizeof(line), "line %zu", t->line[i]);
            if (coh_notes_add(notes, COH_NOTE_LOOK, line, err,
                              "rows without a student id, left out"))
                goto out;
            continue;
        }
        g->row[n] = i;
        g->id[n] = coh_arena_text(&g->arena, id.bytes, id.length, err);
        if (!g->id[n])
            goto out;
        place[n++] = (struct place){id, i};
    }
    g->p.n = n;
    qsort(place, n, sizeof(*place), by_id);
    for (i = 1; i < n; i++)
        if (coh_span_equal(place[i - 1].id, place[i].id)) {
            say_twice(g, &place[i - 1], err);
            goto out;
        }
    rc = 0;
out:
    coh_free(place);
    return rc;
}

/* How others are told of a student: by name, with the id behind it. */
static int
make_labels(struct coh_grouping *g, struct coh_error *err)
{
    size_t name = coh_header_seek(&g->table->header, coh_span_of("name")), i;
    char quoted[COH_QUOTE_SIZE], label[2 * COH_QUOTE_SIZE];
    struct coh_span s, id;

    for (i = 0; i < g->p.n; i++) {
        g->label[i] = g->id[i];
        if (name == g->table->header.n || name == g->student)
            continue;
        s = coh_span_trim(coh_table_cell(g->table, g->row[i], name));
        if (!s.length)
            continue;
        id = coh_span_of(g->id[i]);
        snprintf(label, sizeof(label), "%s (%.150s)",
                 coh_quote(s.bytes, s.length, quoted), id.bytes);
        s = coh_span_of(label);
        g->label[i] = coh_arena_text(&g->arena, s.bytes, s.length, err);
        if (!g->label[i])
            return -1;
    }
    return 0;
}

/* A cell as a decimal: 1 read, 0 no score, −1 failed. */
static int
read_score(struct coh_grouping *g, size_t i, struct coh_decimal *d,
           struct coh_notes *notes, struct coh_error *err)
{
    const struct coh_table *t = g->table;
    size_t status = coh_header_seek(&t->header, coh_span_of("status"));
    struct coh_span cell =
        coh_span_trim(coh_table_cell(t, g->row[i], g->value));
    char quoted[COH_QUOTE_SIZE], place[COH_QUOTE_SIZE + 40];
    struct coh_span s;

    /* Of results only: elsewhere a status may be anything. */
    if (status < t->header.n &&
        coh_header_seek(&t->header, coh_span_of("score")) < t->header.n) {
        s = coh_span_trim(coh_table_cell(t, g->row[i], status));
        if (s.length && !coh_span_is(s, "scored"))
            return 0;
    }
    if (!cell.length || coh_span_is(cell, "NA"))
        return 0;
    coh_quote(cell.bytes, cell.length, quoted);
    switch (coh_decimal_parse(cell, d)) {
    case COH_NUMBER_EXACT:
        *d = coh_decimal_reduce(*d);
        return 1;
    case COH_NUMBER_LONG:
        return coh_fail(err, COH_INPUT,
                        "line %zu: '%s' has more than 18 digits",
                        t->line[g->row[i]], quoted);
    case COH_NUMBER_NOT:
        break;
    }
    snprintf(place, sizeof(place), "line %zu: '%s'", t->line[g->row[i]],
             quoted);
    coh_quote(t->header.name[g->value].bytes, t->header.name[g->value].length,
              quoted);
    return coh_notes_add(notes, COH_NOTE_LOOK, place, err,
                         "column '%s': not a number, taken as no score",
                         quoted);
}

/* All scores as mantissas at the largest scale among them. */
static int
read_scores(struct coh_grouping *g, struct coh_notes *notes,
            struct coh_error *err)
{
    struct coh_decimal *d = coh_alloc_array(g->p.n, sizeof(*d), err);
    size_t i;
    int rc = -1, got;

    if (!d)
        return -1;
    for (i = 0; i < g->p.n; i++) {
        got = read_score(g, i, &d[i], notes, err);
        if (got < 0)
            goto out;
        g->missing[i] = !got;
        g->n_missing += !got;
        if (got && d[i].scale > g->scale)
            g->scale = d[i].scale;
    }
    for (i = 0; i < g->p.n; i++) {
        if (g->missing[i])
            continue;
        for (; d[i].scale < g->scale; d[i].scale++) {
            if (d[i].mantissa > INT64_C(99999999999999999) ||
                d[i].mantissa < -INT64_C(99999999999999999)) {
                coh_fail(err, COH_INPUT,
                         "line %zu: the scores take more than 18 digits at "
                         "%d decimals",
                         g->table->line[g->row[i]], g->scale);
                goto out;
            }
            d[i].mantissa *= 10;
        }
        g->score[i] = d[i].mantissa;
    }
    rc = 0;
out:
    coh_free(d);
    return rc;
}

int
coh_grouping_students(struct coh_grouping *g, const struct coh_table *t,
                      const struct coh_grouping_choice *choice,
                      struct coh_notes *notes, struct coh_error *err)
{
    g->table = t;
    g->row = coh_alloc_array(t->rows, sizeof(*g->row), err);
    g->id = coh_alloc_array(t->rows, sizeof(*g->id), err);
    g->label = coh_alloc_array(t->rows, sizeof(*g->label), err);
    g->score = coh_alloc_array(t->rows, sizeof(*g->score), err);
    g->missing = coh_alloc_array(t->rows, 1, err);
    g->pin = coh_alloc_array(t->rows, sizeof(*g->pin), err);
    if (!g->row || !g->id || !g->label || !g->score || !g->missing || !g->pin)
        return -1;
    if (find_columns(g, choice, err) ||
        coh_notes_subject(notes, choice->file, err) ||
        read_ids(g, notes, err) || make_labels(g, err) ||
        read_scores(g, notes, err) || coh_notes_subject(notes, NULL, err)) {
        coh_error_context(err, "%s: ", choice->file);
        return -1;
    }
    g->p.score = g->score;
    g->p.missing = g->missing;
    return 0;
}
