/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levels in words and as a table. */
#include <math.h>

#include "chart/caption.h"
#include "chart/levels.h"

enum { DESCRIBED = 40 };

static const char *
word(const struct coh_chart *c, enum coh_chart_word which)
{
    return coh_chart_word(&c->options, which);
}

/* "3 groups", a comma before it where something stands. */
static int
add_count(struct coh_text *t, const struct coh_chart *c, size_t n,
          enum coh_chart_word which, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];

    coh_double_text((double)n, number);
    if (t->length && coh_text_add_string(t, ", ", err))
        return -1;
    return coh_chart_word_add(t, &c->options, which, COH_CHART_FILL(number),
                              err);
}

static int
is_repeated(const struct coh_chart_levels *l)
{
    size_t i;

    for (i = 0; i < l->groups; i++)
        if (l->group[i].repeats)
            return 1;
    return 0;
}

int
coh_chart_levels_caption(struct coh_caption *w, const struct coh_chart *c,
                         struct coh_error *err)
{
    const struct coh_chart_levels *l = coh_chart_levels_of(c);
    int heads = c->student < c->width && !is_repeated(l);
    enum coh_chart_word one =
        heads ? COH_CHART_WORD_STUDENT : COH_CHART_WORD_ROW;
    enum coh_chart_word many =
        heads ? COH_CHART_WORD_STUDENTS : COH_CHART_WORD_ROWS;

    if (c->by_name.length
            ? coh_chart_word_add(
                  &w->title, &c->options, COH_CHART_WORD_BY,
                  COH_CHART_FILL(c->value_name.bytes, c->by_name.bytes), err)
            : coh_text_add_string(&w->title, c->value_name.bytes, err))
        return -1;
    if (c->by_name.length &&
        add_count(&w->subtitle, c, l->groups,
                  l->groups == 1 ? COH_CHART_WORD_GROUP : COH_CHART_WORD_GROUPS,
                  err))
        return -1;
    if (!l->table &&
        add_count(&w->subtitle, c, c->rows, c->rows == 1 ? one : many, err))
        return -1;
    return c->missing ? add_count(&w->subtitle, c, c->missing,
                                  COH_CHART_WORD_MISSING, err)
                      : 0;
}

/* "n = 27, 2 missing" */
static int
describe_count(const struct coh_chart *c,
               const struct coh_chart_levels_group *g, struct coh_text *out,
               struct coh_error *err)
{
    char n[COH_NUMBER_SIZE], missing[COH_NUMBER_SIZE];

    coh_double_text(g->of, n);
    coh_double_text((double)g->missing, missing);
    if (coh_chart_word_add(
            out, &c->options, COH_CHART_WORD_N,
            COH_CHART_FILL(*n ? n : word(c, COH_CHART_WORD_HIDDEN)), err))
        return -1;
    if (!g->missing)
        return 0;
    return coh_text_add_string(out, ", ", err) ||
                   coh_chart_word_add(out, &c->options, COH_CHART_WORD_MISSING,
                                      COH_CHART_FILL(missing), err)
               ? -1
               : 0;
}

static int
describe_group(const struct coh_chart *c, size_t group, struct coh_text *out,
               struct coh_error *err)
{
    const struct coh_chart_levels *l = coh_chart_levels_of(c);
    struct coh_span name = l->grid.rows.name[group];
    size_t i;

    if (coh_text_format(out, err, " %.*s%s", (int)name.length, name.bytes,
                        name.length ? ": " : "") ||
        describe_count(c, &l->group[group], out, err))
        return -1;
    for (i = 0; i < l->levels; i++) {
        struct coh_span level = coh_chart_levels_name(l, i);

        if (coh_text_format(out, err, "%s%.*s: ", i ? ", " : "; ",
                            (int)level.length, level.bytes) ||
            coh_chart_levels_number(&c->options, l, group, i, out, err))
            return -1;
    }
    return coh_text_add_string(out, ".", err);
}

int
coh_chart_levels_describe(const struct coh_chart *c, struct coh_text *out,
                          struct coh_error *err)
{
    const struct coh_chart_levels *l = coh_chart_levels_of(c);
    char more[COH_NUMBER_SIZE];
    size_t i, hidden = 0;

    for (i = 0; i < l->grid.cells; i++)
        hidden += l->grid.cell[i].hidden != 0;
    for (i = 0; i < l->groups && i < DESCRIBED; i++)
        if (describe_group(c, i, out, err))
            return -1;
    coh_double_text((double)(l->groups - i), more);
    if (i < l->groups &&
        (coh_text_add_string(out, " ", err) ||
         coh_chart_word_add(out, &c->options, COH_CHART_WORD_MORE_GROUPS,
                            COH_CHART_FILL(more), err)))
        return -1;
    if (!hidden)
        return 0;
    return coh_text_format(out, err, " %s: %s.", word(c, COH_CHART_WORD_HIDDEN),
                           word(c, COH_CHART_WORD_HIDDEN_WHY));
}

/* A share as the table of a picture has it: 0.407. */
static int
add_share(struct coh_chart_sheet *sheet, double x, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];

    return coh_chart_sheet_string(
        sheet, isfinite(x) ? coh_double_fixed(x, 3, number) : "", err);
}

static int
add_row(const struct coh_chart *c, struct coh_chart_sheet *sheet, size_t group,
        size_t place, struct coh_error *err)
{
    const struct coh_chart_levels *l = coh_chart_levels_of(c);
    const struct coh_grid_cell *cell = coh_chart_levels_cell(l, group, place);
    struct coh_span name = l->grid.rows.name[group];
    double n = !cell ? 0 : l->table ? cell->count : (double)cell->n;
    const char *hidden =
        cell && cell->hidden ? word(c, COH_CHART_WORD_HIDDEN) : NULL;

    if (!name.length)
        name = coh_span_of(word(c, COH_CHART_WORD_ALL));
    if (coh_chart_sheet_text(sheet, name, err) ||
        coh_chart_sheet_text(sheet, coh_chart_levels_name(l, place), err) ||
        (hidden ? coh_chart_sheet_string(sheet, hidden, err)
                : coh_chart_sheet_number(sheet, n, err)) ||
        coh_chart_sheet_number(sheet, l->group[group].of, err) ||
        (hidden
             ? coh_chart_sheet_string(sheet, hidden, err)
             : add_share(sheet, coh_chart_levels_share(l, group, place), err)))
        return -1;
    if (l->table ? add_share(sheet, cell ? cell->low : NAN, err) ||
                       add_share(sheet, cell ? cell->high : NAN, err)
                 : coh_chart_sheet_number(sheet,
                                          (double)l->group[group].missing, err))
        return -1;
    return coh_chart_sheet_end(sheet, err);
}

static int
add_head(const struct coh_chart *c, struct coh_chart_sheet *sheet,
         struct coh_error *err)
{
    int table = coh_chart_levels_of(c)->table;
    struct coh_span by = c->by_name;

    if (!by.length)
        by = coh_span_of(word(c, COH_CHART_WORD_GROUP_NAME));
    if (coh_chart_sheet_text(sheet, by, err) ||
        coh_chart_sheet_text(sheet, c->value_name, err) ||
        coh_chart_sheet_string(sheet, word(c, COH_CHART_WORD_NAME_N), err) ||
        coh_chart_sheet_string(sheet, word(c, COH_CHART_WORD_NAME_OF), err) ||
        coh_chart_sheet_string(sheet, word(c, COH_CHART_WORD_NAME_SHARE),
                               err) ||
        coh_chart_sheet_string(sheet,
                               word(c, table ? COH_CHART_WORD_NAME_LOW
                                             : COH_CHART_WORD_NAME_MISSING),
                               err) ||
        (table &&
         coh_chart_sheet_string(sheet, word(c, COH_CHART_WORD_NAME_HIGH), err)))
        return -1;
    return coh_chart_sheet_end(sheet, err);
}

int
coh_chart_levels_sheet(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                       struct coh_error *err)
{
    const struct coh_chart_levels *l = coh_chart_levels_of(c);
    size_t most = COH_CHART_SHEET_ROWS - 2, i, k;
    struct coh_text t = COH_TEXT_INIT;
    char more[COH_NUMBER_SIZE];
    int rc = -1;

    if (add_head(c, sheet, err))
        goto out;
    for (i = 0; i < l->groups && (i + 1) * l->levels <= most; i++)
        for (k = 0; k < l->levels; k++)
            if (add_row(c, sheet, i, k, err))
                goto out;
    coh_double_text((double)(l->groups - i), more);
    if (i < l->groups &&
        (coh_chart_word_add(&t, &c->options, COH_CHART_WORD_MORE,
                            COH_CHART_FILL(more), err) ||
         coh_chart_sheet_text(sheet, coh_text_span(&t), err) ||
         coh_chart_sheet_end(sheet, err)))
        goto out;
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}
