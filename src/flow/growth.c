/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/growth.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Columns beside the score and the groups. */
struct places {
    size_t date, measure, scale, assessment, item, sem, occasion;
};

static int
want(struct coh_growth *g, const char *flags, struct coh_error *err)
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

/* Numbers that were not given are NAN, and fit. */
static int
check_numbers(const struct coh_growth_settings *s, struct coh_error *err)
{
    if (!(s->level > 0 && s->level < 1))
        return coh_fail(err, COH_USAGE, "--ci is above 0 and below 1 (0.95)");
    if (s->sem <= 0)
        return coh_fail(err, COH_USAGE, "--sem is above 0");
    if (s->reliability < 0 || s->reliability >= 1)
        return coh_fail(err, COH_USAGE,
                        "--reliability is 0 or more and below 1");
    return 0;
}

int
coh_growth_check(struct coh_growth *g, struct coh_error *err)
{
    const struct coh_growth_settings *s = &g->set;
    coh_date day;

    if (check_numbers(s, err))
        return -1;
    if (s->goal && s->goals)
        return coh_fail(err, COH_USAGE,
                        "--goal is for all and --goals for each: not both");
    if (s->goal &&
        coh_value_parse(coh_span_of(s->goal)).number == COH_NUMBER_NOT)
        return coh_fail(err, COH_USAGE, "--goal: '%.40s' is no number",
                        s->goal);
    if (s->by_date && !s->goal)
        return coh_fail(err, COH_USAGE, "--by-date is the day of --goal");
    if (s->by_date && coh_date_parse(coh_span_of(s->by_date), &day))
        return coh_fail(err, COH_USAGE,
                        "--by-date: '%.40s' is not written as 2026-03-06",
                        s->by_date);
    if (!s->school_weeks != !s->calendar)
        return coh_fail(err, COH_USAGE,
                        "--school-weeks and --calendar FILE go together");
    if (s->flags && want(g, s->flags, err)) {
        coh_error_context(err, "--flag: ");
        return -1;
    }
    return 0;
}

/* ---- rows in ---- */

static int
find_keep(struct coh_growth *g, struct coh_scores *in, struct coh_error *err)
{
    size_t name = coh_scores_column(in, "name"), i;
    struct coh_columns more = COH_COLUMNS_INIT;

    if (coh_rows_columns(&in->rows, g->set.keep, &more, err))
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
find_places(struct coh_growth *g, struct coh_scores *in, struct places *p,
            struct coh_error *err)
{
    size_t none = in->rows.header.n;
    const char *occasions = g->set.occasions;

    p->date = coh_scores_column(in, g->set.date);
    p->measure = coh_scores_column(in, "measure");
    p->scale = coh_scores_column(in, "scale");
    p->assessment = g->set.forms ? none : coh_scores_column(in, "assessment");
    p->item = coh_scores_column(in, "item");
    p->sem = coh_scores_column(in, "sem");
    p->occasion = coh_scores_column(in, occasions ? occasions : "term");
    if (in->rows.student == none)
        return coh_fail(err, COH_INPUT,
                        "there is no student column '%.40s': --student names "
                        "it",
                        in->rows.run->student);
    if (p->date == none)
        return coh_fail(err, COH_INPUT,
                        "there is no date column '%.40s': --date names it",
                        g->set.date);
    if (occasions && p->occasion == none)
        return coh_fail(err, COH_INPUT,
                        "--occasions: there is no column '%.40s'", occasions);
    if (in->value.n != 1)
        return coh_fail(err, COH_USAGE, "--value takes one column of scores");
    g->lines.width = 2 + in->by.n;
    g->scales.width = g->assessments.width = g->occasions.width = 1;
    return find_keep(g, in, err);
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

/* What all scores of a line should have alike, and what breaks that. */
static int
note_kind(struct coh_keys *kinds, struct coh_span kind, size_t *first,
          size_t *other, struct coh_error *err)
{
    size_t number;

    if (!kind.length)
        return 0;
    if (coh_keys_index(kinds, &kind, &number, err))
        return -1;
    if (!*first)
        *first = number + 1;
    else if (*first != number + 1)
        *other = number + 1;
    return 0;
}

static int
add_point(struct coh_growth *g, const struct coh_scores *in,
          const struct places *p, size_t at, coh_date day,
          struct coh_error *err)
{
    struct coh_growth_line *l = &g->line[at];
    struct coh_span occasion = coh_scores_cell(in, p->occasion);
    struct coh_value sem = coh_scores_number(in, p->sem);
    size_t number = 0;

    if (coh_reserve(&g->point, &g->point_capacity, g->points + 1,
                    sizeof(*g->point), err))
        return -1;
    if (occasion.length) {
        if (coh_keys_index(&g->occasions, &occasion, &number, err))
            return -1;
        number++;
    }
    g->point[g->points] = (struct coh_growth_point){
        .line = at,
        .order = g->points,
        .day = day,
        .occasion = number,
        .sem = fmax(coh_value_double(&sem), 0),
        .score = in->score[0],
    };
    g->points++;
    if (note_kind(&g->scales, coh_scores_cell(in, p->scale), &l->scale,
                  &l->other_scale, err))
        return -1;
    return note_kind(&g->assessments, coh_scores_cell(in, p->assessment),
                     &l->assessment, &l->other_assessment, err);
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
coh_growth_read(struct coh_growth *g, struct coh_scores *in,
                struct coh_error *err)
{
    struct places p;
    struct coh_span *key = NULL;
    int rc = -1;

    if (find_places(g, in, &p, err))
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
    coh_keys_release(&g->assessments);
    coh_keys_release(&g->occasions);
    coh_keys_release(&g->frames);
    coh_keys_release(&g->groups);
    coh_free(g->frame);
    coh_free(g->group);
    coh_free(g->by_group);
    coh_free(g->goal);
    coh_calendar_release(&g->calendar);
    coh_free(g->line);
    coh_free(g->kept);
    coh_free(g->point);
    coh_arena_release(&g->arena);
    *g = (struct coh_growth)COH_GROWTH_INIT;
}
