/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/levels.h"

#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "table/masked.h"

struct coh_chart_levels *
coh_chart_levels_of(const struct coh_chart *c)
{
    return c->own;
}

/* ---- columns ---- */

static size_t
seek(const struct coh_header *header, const char *name)
{
    return coh_header_seek(header, coh_span_of(name));
}

/* The levels of --order are the first names of the grid. */
static int
take_order(struct coh_chart_levels *l, const char *text, struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t i, at;
    int rc;

    if (!text)
        return 0;
    rc = coh_list_parse(&list, text, err);
    for (i = 0; !rc && i < list.n; i++) {
        struct coh_span name = coh_span_trim(list.item[i]);

        rc = coh_names_add(&l->grid.columns, name, &at, err);
        if (!rc && (!name.length || at != i))
            rc = coh_fail(err, COH_USAGE,
                          name.length ? "--order: level '%s' stands twice"
                                      : "--order: a level is blank%s",
                          coh_quote(name.bytes, name.length, quoted));
    }
    l->ordered = 1;
    coh_list_release(&list);
    return rc;
}

/* Without -b a table's groups are what stands before its levels. */
static int
find_by(struct coh_chart *c, const struct coh_header *header,
        struct coh_error *err)
{
    size_t i;

    if (c->options.by || !coh_chart_levels_of(c)->table)
        return coh_columns_find(&c->by, c->options.by, header, err);
    c->by.at = coh_alloc_array(c->value, sizeof(*c->by.at), err);
    if (!c->by.at)
        return -1;
    for (i = 0; i < c->value; i++)
        c->by.at[i] = i;
    c->by.n = c->value;
    return 0;
}

static void
find_table(struct coh_chart_levels *l, const struct coh_header *header)
{
    l->n = seek(header, "n");
    l->of = seek(header, "of");
    l->share = seek(header, "share");
    l->low = seek(header, "share_low");
    l->high = seek(header, "share_high");
    l->missing = seek(header, "missing");
    l->points = seek(header, "score");
    l->table = l->n < header->n && l->of < header->n;
}

int
coh_chart_levels_columns(struct coh_chart *c, const struct coh_header *header,
                         struct coh_error *err)
{
    const char *name = c->options.value ? c->options.value : "level";
    struct coh_chart_levels *l = coh_alloc_array(1, sizeof(*l), err);

    if (!l)
        return -1;
    c->own = l;
    l->grid = (struct coh_grid)COH_GRID_INIT;
    find_table(l, header);
    if (!c->options.value && seek(header, name) == header->n)
        return coh_fail(err, COH_INPUT,
                        "there is no column 'level': name the column of "
                        "levels with -v COL");
    if (coh_header_find(header, coh_span_of(name), &c->value, err))
        return -1;
    c->input = l->table ? COH_CHART_TABLE : COH_CHART_VALUES;
    c->student =
        c->options.student ? seek(header, c->options.student) : header->n;
    c->status = seek(header, "status");
    c->suppressed = seek(header, COH_MASKED_COLUMN);
    c->value_name.bytes =
        coh_arena_text(&c->arena, header->name[c->value].bytes,
                       header->name[c->value].length, err);
    c->value_name.length = header->name[c->value].length;
    if (!c->value_name.bytes || take_order(l, c->options.order, err) ||
        find_by(c, header, err))
        return -1;
    return coh_grid_names(&c->by, header, &c->by_name, &c->arena, err);
}

/* ---- rows ---- */

/* The number of the row's group; a new one is made. */
static int
group_of(struct coh_chart *c, const struct coh_record *rec, size_t *at,
         struct coh_error *err)
{
    struct coh_chart_levels *l = coh_chart_levels_of(c);
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (coh_grid_label(c, rec, 0, c->by.n, &t, err) ||
        coh_names_add(&l->grid.rows, coh_text_span(&t), at, err) ||
        coh_reserve(&l->group, &l->capacity, l->grid.rows.n, sizeof(*l->group),
                    err))
        goto out;
    for (; l->groups < l->grid.rows.n; l->groups++)
        l->group[l->groups] =
            (struct coh_chart_levels_group){.of = l->table ? NAN : 0};
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

static int
add_missing(struct coh_chart *c, const struct coh_chart_place *p, size_t group,
            const char *why, struct coh_error *err)
{
    c->missing++;
    coh_chart_levels_of(c)->group[group].missing++;
    return coh_notes_add(p->notes, COH_NOTE_FACT, NULL, err,
                         "%s: %s, counted as missing", p->file, why);
}

/* The score beside a level, by which levels are put in order. */
static int
add_points(const struct coh_chart *c, const struct coh_record *rec,
           size_t level, struct coh_error *err)
{
    struct coh_chart_levels *l = coh_chart_levels_of(c);
    struct coh_value v;

    if (coh_reserve(&l->score, &l->score_capacity, level + 1, sizeof(*l->score),
                    err))
        return -1;
    for (; l->scores <= level; l->scores++)
        l->score[l->scores] = (struct coh_sample)COH_SAMPLE_INIT;
    if (l->points == c->width || l->points == c->value)
        return 0;
    v = coh_value_parse(coh_chart_cell(c, rec, l->points));
    if (v.number == COH_NUMBER_NOT)
        return 0;
    if (v.number == COH_NUMBER_EXACT)
        return coh_sample_add(&l->score[level], v.decimal, err);
    return coh_sample_add_double(&l->score[level], v.real, err);
}

/* A result counts one. */
static int
add_result(struct coh_chart *c, const struct coh_chart_place *p, size_t group,
           struct coh_span level, struct coh_error *err)
{
    struct coh_chart_levels *l = coh_chart_levels_of(c);
    struct coh_span student = coh_chart_cell(c, p->rec, c->student);
    struct coh_grid_cell *cell;
    int fresh = 1;

    if (coh_grid_take(&l->grid, l->grid.rows.name[group], level, &cell, err))
        return -1;
    cell->n++;
    if (add_points(c, p->rec, cell->column, err) ||
        (student.length &&
         coh_grid_head(&l->grid, group, student, &fresh, err)))
        return -1;
    l->group[group].of++;
    l->group[group].repeats += !fresh;
    c->rows++;
    return 0;
}

/* A row of a table is a cell. */
static int
add_table(struct coh_chart *c, const struct coh_chart_place *p, size_t group,
          struct coh_span level, struct coh_error *err)
{
    struct coh_chart_levels *l = coh_chart_levels_of(c);
    struct coh_span hidden = coh_chart_cell(c, p->rec, c->suppressed);
    struct coh_chart_levels_group *g = &l->group[group];
    double missing = coh_chart_cell_beside(c, p->rec, l->missing);
    struct coh_grid_cell *cell;

    if (coh_grid_take(&l->grid, l->grid.rows.name[group], level, &cell, err))
        return -1;
    c->rows++;
    if (cell->n++)
        return coh_notes_add(p->notes, COH_NOTE_LOOK, NULL, err,
                             "%s: a table with several rows of one group and "
                             "level: the first is drawn",
                             p->file);
    cell->count = coh_chart_cell_beside(c, p->rec, l->n);
    cell->value = coh_chart_cell_beside(c, p->rec, l->share);
    cell->low = coh_chart_cell_beside(c, p->rec, l->low);
    cell->high = coh_chart_cell_beside(c, p->rec, l->high);
    cell->hidden =
        !isfinite(cell->count) && coh_masked_names(hidden, coh_span_of("n"));
    if (!isfinite(g->of))
        g->of = coh_chart_cell_beside(c, p->rec, l->of);
    if (isfinite(missing) && missing > 0 && missing < 1e15)
        g->missing = (size_t)missing;
    return 0;
}

/* A level of the row, unless it is in no order. */
static int
check_level(const struct coh_chart *c, const struct coh_chart_place *p,
            struct coh_span level, struct coh_error *err)
{
    const struct coh_chart_levels *l = coh_chart_levels_of(c);
    char quoted[COH_QUOTE_SIZE];

    if (!l->ordered ||
        coh_names_seek(&l->grid.columns, level) < l->grid.columns.n)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "%s: line %zu: level '%s' is not in --order", p->file,
                    p->rec->line, coh_quote(level.bytes, level.length, quoted));
}

int
coh_chart_levels_add(struct coh_chart *c, const struct coh_chart_place *p,
                     struct coh_error *err)
{
    struct coh_span level = coh_chart_cell(c, p->rec, c->value);
    int table = coh_chart_levels_of(c)->table;
    size_t group;

    if (group_of(c, p->rec, &group, err))
        return -1;
    if (!table && c->status < c->width &&
        !coh_span_is(coh_chart_cell(c, p->rec, c->status), "scored"))
        return add_missing(c, p, group, "status is not 'scored'", err);
    if (coh_chart_cell_blank(level))
        return add_missing(c, p, group, "a level is blank or NA", err);
    if (check_level(c, p, level, err))
        return -1;
    return table ? add_table(c, p, group, level, err)
                 : add_result(c, p, group, level, err);
}

/* ---- what came out ---- */

const struct coh_grid_cell *
coh_chart_levels_cell(const struct coh_chart_levels *l, size_t group,
                      size_t place)
{
    return coh_grid_seek(&l->grid, group, l->place[place]);
}

struct coh_span
coh_chart_levels_name(const struct coh_chart_levels *l, size_t place)
{
    return l->grid.columns.name[l->place[place]];
}

double
coh_chart_levels_part(const struct coh_chart_levels *l, size_t place)
{
    return l->levels < 2 ? 0.5 : (double)place / (double)(l->levels - 1);
}

double
coh_chart_levels_share(const struct coh_chart_levels *l, size_t group,
                       size_t place)
{
    const struct coh_grid_cell *cell = coh_chart_levels_cell(l, group, place);
    double of = l->group[group].of;

    if (!cell)
        return of > 0 ? 0 : NAN;
    if (cell->hidden)
        return NAN;
    if (!l->table)
        return of > 0 ? (double)cell->n / of : NAN;
    if (isfinite(cell->count) && of > 0)
        return cell->count / of;
    return cell->value;
}

static int
add_percent(struct coh_text *t, double share, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];

    if (share > 0 && share < 0.005)
        return coh_text_add_string(t, "<1\xC2\xA0%", err);
    if (share < 1 && share > 0.995)
        return coh_text_add_string(t, ">99\xC2\xA0%", err);
    return coh_text_format(t, err, "%s\xC2\xA0%%",
                           coh_double_fixed(share * 100, 0, number));
}

int
coh_chart_levels_number(const struct coh_chart_options *o,
                        const struct coh_chart_levels *l, size_t group,
                        size_t place, struct coh_text *t, struct coh_error *err)
{
    const struct coh_grid_cell *cell = coh_chart_levels_cell(l, group, place);
    double share = coh_chart_levels_share(l, group, place);
    double n = !cell ? 0 : l->table ? cell->count : (double)cell->n;

    if (cell && cell->hidden)
        return coh_text_add_string(t, coh_chart_word(o, COH_CHART_WORD_HIDDEN),
                                   err);
    if (isfinite(n) && coh_text_format(t, err, "%.0f", n))
        return -1;
    if (!isfinite(share))
        return 0;
    if (!isfinite(n))
        return add_percent(t, share, err);
    if (coh_text_add_string(t, "\xC2\xA0(", err) || add_percent(t, share, err))
        return -1;
    return coh_text_add_string(t, ")", err);
}

void
coh_chart_levels_release(struct coh_chart *c)
{
    struct coh_chart_levels *l = coh_chart_levels_of(c);
    size_t i;

    if (!l)
        return;
    for (i = 0; i < l->scores; i++)
        coh_sample_release(&l->score[i]);
    coh_free(l->score);
    coh_free(l->group);
    coh_grid_release(&l->grid);
    coh_free(l);
    c->own = NULL;
}
