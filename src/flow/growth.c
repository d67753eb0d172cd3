/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/growth.h"

#include <stdio.h>
#include <stdlib.h>

/* Columns beside the score and the groups. */
struct places {
    size_t date, measure, scale, item;
};

int
coh_growth_want(struct coh_growth *g, const char *flags, struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t i;
    int flag, rc = coh_list_parse(&list, flags, err);

    for (i = 0; !rc && i < list.n; i++) {
        struct coh_span word = coh_span_trim(list.item[i]);

        for (flag = 0; flag < COH_TREND_FLAGS; flag++)
            if (coh_span_is(word,
                            coh_trend_flag_name((enum coh_trend_flag)flag)))
                break;
        if (flag == COH_TREND_FLAGS)
            rc = coh_fail(err, COH_USAGE,
                          "'%s' is none of falling, rising, cannot tell, not "
                          "enough data",
                          coh_quote(word.bytes, word.length, quoted));
        else
            g->wanted[flag] = g->choosy = 1;
    }
    coh_list_release(&list);
    return rc;
}

/* ---- rows in ---- */

static int
find_keep(struct coh_growth *g, struct coh_scores *in, const char *keep,
          struct coh_error *err)
{
    size_t name = coh_scores_column(in, "name"), i;
    struct coh_columns more = COH_COLUMNS_INIT;

    if (coh_rows_columns(&in->rows, keep, &more, err))
        return -1;
    g->keep.at = coh_alloc_array(more.n + 1, sizeof(*g->keep.at), err);
    g->named = name < in->rows.header.n;
    if (g->keep.at && g->named)
        g->keep.at[g->keep.n++] = name;
    for (i = 0; g->keep.at && i < more.n; i++)
        if (!coh_columns_have(&g->keep, more.at[i]))
            g->keep.at[g->keep.n++] = more.at[i];
    coh_columns_release(&more);
    return g->keep.at ? 0 : -1;
}

static int
find_places(struct coh_growth *g, struct coh_scores *in, const char *date,
            const char *keep, struct places *p, struct coh_error *err)
{
    size_t none = in->rows.header.n;

    p->date = coh_scores_column(in, date);
    p->measure = coh_scores_column(in, "measure");
    p->scale = coh_scores_column(in, "scale");
    p->item = coh_scores_column(in, "item");
    if (in->rows.student == none)
        return coh_fail(err, COH_INPUT,
                        "there is no student column '%.40s': --student names "
                        "it",
                        in->rows.run->student);
    if (p->date == none)
        return coh_fail(err, COH_INPUT,
                        "there is no date column '%.40s': --date names it",
                        date);
    if (in->value.n != 1)
        return coh_fail(err, COH_USAGE, "--value takes one column of scores");
    g->lines.width = 2 + in->by.n;
    g->scales.width = 1;
    return find_keep(g, in, keep, err);
}

static int
left_out(const struct coh_scores *in, enum coh_note_level level,
         const char *why, struct coh_error *err)
{
    char place[40];

    snprintf(place, sizeof(place), "line %zu", in->rec.line);
    return coh_notes_add(&in->rows.run->notes, level, place, err,
                         "%s: rows %s are left out", in->file, why);
}

/* The row's line, a new one if need be. */
static int
find_line(struct coh_growth *g, const struct coh_scores *in,
          const struct places *p, struct coh_span *key, size_t *at,
          struct coh_error *err)
{
    size_t i;

    key[0] = coh_scores_cell(in, in->rows.student);
    key[1] = p->measure < in->rec.n ? coh_scores_cell(in, p->measure)
                                    : coh_span_of("overall");
    for (i = 0; i < in->by.n; i++)
        key[2 + i] = in->group[i];
    if (coh_keys_index(&g->lines, key, at, err) ||
        coh_reserve(&g->line, &g->line_capacity, g->lines.n, sizeof(*g->line),
                    err) ||
        coh_reserve(&g->kept, &g->kept_capacity, g->lines.n * g->keep.n,
                    sizeof(*g->kept), err))
        return -1;
    for (; g->entries < g->lines.n; g->entries++) {
        g->line[g->entries] =
            (struct coh_growth_line){.kept_on = COH_DATE_NONE};
        for (i = 0; i < g->keep.n; i++)
            g->kept[g->entries * g->keep.n + i] = coh_span_of(NULL);
    }
    return 0;
}

/* Columns passed through come from the latest row. */
static int
keep_cells(struct coh_growth *g, const struct coh_scores *in, size_t at,
           coh_date day, struct coh_error *err)
{
    size_t i;

    if (day < g->line[at].kept_on)
        return 0;
    g->line[at].kept_on = day;
    for (i = 0; i < g->keep.n; i++) {
        struct coh_span now = coh_scores_cell(in, g->keep.at[i]);
        struct coh_span *kept = &g->kept[at * g->keep.n + i];

        if (coh_span_equal(now, *kept))
            continue;
        kept->length = now.length;
        kept->bytes = coh_arena_text(&g->arena, now.bytes, now.length, err);
        if (!kept->bytes)
            return -1;
    }
    return 0;
}

static int
note_scale(struct coh_growth *g, size_t at, struct coh_span scale,
           struct coh_error *err)
{
    size_t number;

    if (!scale.length)
        return 0;
    if (coh_keys_index(&g->scales, &scale, &number, err))
        return -1;
    if (!g->line[at].scale)
        g->line[at].scale = number + 1;
    else if (g->line[at].scale != number + 1)
        g->line[at].other_scale = number + 1;
    return 0;
}

static int
add_point(struct coh_growth *g, const struct coh_scores *in,
          const struct places *p, size_t at, coh_date day,
          struct coh_error *err)
{
    if (coh_reserve(&g->point, &g->point_capacity, g->points + 1,
                    sizeof(*g->point), err))
        return -1;
    g->point[g->points] = (struct coh_growth_point){
        .line = at, .order = g->points, .day = day, .score = in->score[0]};
    g->points++;
    return note_scale(g, at, coh_scores_cell(in, p->scale), err);
}

static int
add_row(struct coh_growth *g, const struct coh_scores *in,
        const struct places *p, struct coh_span *key, struct coh_error *err)
{
    struct coh_span date = coh_scores_cell(in, p->date);
    coh_date day;
    int dated = !coh_date_parse(date, &day);
    size_t at;

    if (coh_scores_cell(in, p->item).length)
        return left_out(in, COH_NOTE_FACT, "of single items", err);
    if (!coh_scores_cell(in, in->rows.student).length)
        return left_out(in, COH_NOTE_LOOK, "without a student", err);
    if (find_line(g, in, p, key, &at, err) ||
        keep_cells(g, in, at, dated ? day : COH_DATE_NONE, err))
        return -1;
    if (in->score[0].number == COH_NUMBER_NOT)
        return in->told ? 0
                        : left_out(in, COH_NOTE_FACT, "without a score", err);
    if (dated)
        return add_point(g, in, p, at, day, err);
    if (date.length)
        return left_out(in, COH_NOTE_LOOK,
                        "whose date is not written as 2026-03-06", err);
    return left_out(in, COH_NOTE_FACT, "without a date", err);
}

static int
by_line_and_day(const void *a, const void *b)
{
    const struct coh_growth_point *x = a, *y = b;

    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

int
coh_growth_read(struct coh_growth *g, struct coh_scores *in, const char *date,
                const char *keep, struct coh_error *err)
{
    struct places p;
    struct coh_span *key = NULL;
    int rc = -1;

    if (find_places(g, in, date, keep, &p, err))
        return -1;
    key = coh_alloc_array(g->lines.width, sizeof(*key), err);
    if (!key)
        return -1;
    while (!(rc = coh_scores_next(in, err)) && !in->rec.end)
        if ((rc = add_row(g, in, &p, key, err)))
            break;
    coh_free(key);
    if (!rc && g->points)
        qsort(g->point, g->points, sizeof(*g->point), by_line_and_day);
    return rc;
}

void
coh_growth_release(struct coh_growth *g)
{
    coh_columns_release(&g->keep);
    coh_keys_release(&g->lines);
    coh_keys_release(&g->scales);
    coh_free(g->line);
    coh_free(g->kept);
    coh_free(g->point);
    coh_arena_release(&g->arena);
    *g = (struct coh_growth)COH_GROWTH_INIT;
}
