/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping.h"

#include <math.h>
#include <stdio.h>

#include "base/decimal.h"
#include "flow/grouping-internal.h"

/* ---- names ---- */

static int
name_themes(struct coh_grouping *g, const struct coh_keys *themes,
            struct coh_error *err)
{
    const char **name = coh_grouping_array(g, themes->n, sizeof(*name), err);
    size_t t;

    if (!name)
        return -1;
    for (t = 0; t < themes->n; t++) {
        name[t] = coh_grouping_text(g, coh_keys_cells(themes, t)[0], err);
        if (!name[t])
            return -1;
        if (g->method == COH_GROUP_SKILL &&
            coh_span_is(coh_span_of(name[t]), "extension"))
            return coh_fail(err, COH_INPUT,
                            "no standard can be called 'extension': so is the "
                            "group of those without a need");
    }
    g->e.theme = name;
    g->e.themes = themes->n;
    return 0;
}

/* A cell that this method does not take. */
static int
bad_cell(const struct coh_grouping *g, size_t row, size_t column,
         const char *what, struct coh_error *err)
{
    struct coh_span name = g->data->header.name[column];
    struct coh_span cell = coh_span_trim(coh_table_cell(g->data, row, column));
    char a[COH_QUOTE_SIZE], b[COH_QUOTE_SIZE];

    return coh_fail(err, COH_INPUT, "line %zu, column '%s': '%s' %s",
                    g->data->line[row], coh_quote(name.bytes, name.length, a),
                    coh_quote(cell.bytes, cell.length, b), what);
}

/* Two rows of the long form for one student and theme. */
static int
say_both(const struct coh_grouping *g, size_t i, struct coh_span theme,
         size_t first, size_t row, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    return coh_fail(err, COH_INPUT,
                    "student '%.60s' has '%s' on lines %zu and %zu: choose "
                    "with --where, or --last takes the later row",
                    g->id[i], coh_quote(theme.bytes, theme.length, quoted),
                    g->data->line[first], g->data->line[row]);
}

/* ---- skill ---- */

int
coh_grouping_skill_columns(struct coh_grouping *g, const char *list,
                           struct coh_error *err)
{
    const struct coh_header *h = &g->data->header;
    size_t standard = coh_header_seek(h, coh_span_of("standard"));
    size_t mastery = coh_header_seek(h, coh_span_of("p_mastery")), i;

    if (coh_columns_find(&g->value, list, h, err))
        return -1;
    if (standard < h->n && (g->value.n == 1 || (!list && mastery < h->n))) {
        g->rows_each = 1;
        coh_columns_release(&g->value);
        return coh_columns_find(&g->value, list ? list : "p_mastery", h, err);
    }
    if (list)
        return g->value.n ? 0
                          : coh_fail(err, COH_USAGE, "-v: there is no column");
    coh_columns_release(&g->value);
    g->value.at = coh_alloc_array(h->n, sizeof(*g->value.at), err);
    if (!g->value.at)
        return -1;
    for (i = 0; i < h->n; i++)
        if (i != g->student && coh_table_kind(g->data, i) == COH_COLUMN_NUMBER)
            g->value.at[g->value.n++] = i;
    if (g->value.n || !g->data->rows)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "skill reads the table of cohort items --mastery, or a "
                    "column a skill with numbers from 0 to 1");
}

/* P(mastery) of a cell: 1 read, 0 none, −1 failed. */
static int
read_share(const struct coh_grouping *g, size_t row, size_t column, double *p,
           struct coh_error *err)
{
    struct coh_span cell = coh_span_trim(coh_table_cell(g->data, row, column));
    struct coh_value v;

    if (!cell.length || coh_span_is(cell, "NA"))
        return 0;
    v = coh_value_parse(cell);
    *p = coh_value_double(&v);
    if (v.number == COH_NUMBER_NOT || !(*p >= 0 && *p <= 1))
        return bad_cell(g, row, column,
                        "is no number from 0 to 1; -v says which columns are "
                        "skills",
                        err);
    return 1;
}

static int
read_long_skills(struct coh_grouping *g, int last, double *mastery,
                 const struct coh_keys *themes, size_t standard,
                 struct coh_error *err)
{
    size_t *before =
        coh_grouping_array(g, g->p.n * themes->n, sizeof(*before), err);
    struct coh_span s;
    size_t r, at;
    double p;
    int got;

    if (!before)
        return -1;
    for (r = 0; r < g->data->rows; r++) {
        if (g->who[r] == COH_GROUPING_NOBODY)
            continue;
        s = coh_span_trim(coh_table_cell(g->data, r, standard));
        if (!s.length)
            continue;
        at = g->who[r] * themes->n + coh_keys_find(themes, &s);
        if (before[at] && !last)
            return say_both(g, g->who[r], s, before[at] - 1, r, err);
        before[at] = r + 1;
        got = read_share(g, r, g->value.at[0], &p, err);
        if (got < 0)
            return -1;
        mastery[at] = got ? p : NAN;
    }
    return 0;
}

static int
read_wide_skills(struct coh_grouping *g, double *mastery, struct coh_error *err)
{
    size_t i, t;

    for (i = 0; i < g->p.n; i++)
        for (t = 0; t < g->value.n && g->data_row[i] != COH_GROUPING_NOBODY;
             t++)
            if (read_share(g, g->data_row[i], g->value.at[t],
                           &mastery[i * g->value.n + t], err) < 0)
                return -1;
    return 0;
}

/* The standards, as they first stand. */
static int
find_standards(struct coh_grouping *g, struct coh_keys *themes, size_t standard,
               struct coh_notes *notes, struct coh_error *err)
{
    char place[COH_GROUPING_PLACE];
    struct coh_span s;
    size_t r, at;

    for (r = 0; g->rows_each && r < g->data->rows; r++) {
        if (g->who[r] == COH_GROUPING_NOBODY)
            continue;
        s = coh_span_trim(coh_table_cell(g->data, r, standard));
        if (s.length
                ? coh_keys_index(themes, &s, &at, err)
                : coh_notes_add(notes, COH_NOTE_LOOK,
                                coh_grouping_place(g->data->line[r], place),
                                err, "rows without a standard, left out"))
            return -1;
    }
    for (r = 0; !g->rows_each && r < g->value.n; r++) {
        s = g->data->header.name[g->value.at[r]];
        if (coh_keys_find(themes, &s) < themes->n)
            return coh_fail(err, COH_USAGE, "-v: a column stands twice");
        if (coh_keys_index(themes, &s, &at, err))
            return -1;
    }
    return name_themes(g, themes, err);
}

int
coh_grouping_skills(struct coh_grouping *g,
                    const struct coh_grouping_choice *choice,
                    struct coh_notes *notes, struct coh_error *err)
{
    size_t standard =
        coh_header_seek(&g->data->header, coh_span_of("standard"));
    struct coh_keys themes = {.width = 1};
    double *mastery;
    size_t i, t;
    int rc = -1;

    if (find_standards(g, &themes, standard, notes, err))
        goto out;
    mastery = coh_grouping_array(g, g->p.n * themes.n, sizeof(*mastery), err);
    if (!mastery)
        goto out;
    for (i = 0; i < g->p.n * themes.n; i++)
        mastery[i] = NAN;
    if (g->rows_each
            ? read_long_skills(g, choice->last, mastery, &themes, standard, err)
            : read_wide_skills(g, mastery, err))
        goto out;
    for (i = 0; i < g->p.n; i++)
        for (g->missing[i] = 1, t = 0; t < themes.n; t++)
            if (!isnan(mastery[i * themes.n + t]))
                g->missing[i] = 0;
    g->e.mastery = mastery;
    g->e.need = choice->need;
    rc = 0;
out:
    coh_keys_release(&themes);
    return rc;
}

/* ---- interest ---- */

int
coh_grouping_wish_columns(struct coh_grouping *g, const char *list,
                          struct coh_error *err)
{
    const struct coh_header *h = &g->data->header;

    if (list) {
        if (coh_columns_find(&g->value, list, h, err))
            return -1;
        return g->value.n ? 0
                          : coh_fail(err, COH_USAGE, "-v: there is no column");
    }
    if (coh_header_seek(h, coh_span_of("choice")) == h->n ||
        coh_header_seek(h, coh_span_of("rank")) == h->n)
        return coh_fail(err, COH_INPUT,
                        "say with -v which columns hold the wishes, the first "
                        "wish first (-v 'First choice,Second choice'); or give "
                        "a table of 'choice' and 'rank'");
    g->rows_each = 1;
    return 0;
}

/* One wish of a student; the better rank of two holds. */
struct wishes {
    struct coh_keys themes;
    unsigned *rank; /* n × room */
    size_t room;
    size_t *row; /* the row + 1 it came from */
};

static int
take_wish(struct coh_grouping *g, struct wishes *w, size_t i, size_t row,
          size_t column, unsigned rank, int last, struct coh_notes *notes,
          struct coh_error *err)
{
    struct coh_span s = coh_span_trim(coh_table_cell(g->data, row, column));
    char place[COH_GROUPING_PLACE];
    size_t at = 0;

    if (!s.length)
        return 0;
    at = i * w->room + coh_keys_find(&w->themes, &s);
    if (w->row[at] == row + 1)
        return coh_notes_add(notes, COH_NOTE_FACT,
                             coh_grouping_place(g->data->line[row], place), err,
                             "a wish that stands twice counts once, where it "
                             "is higher");
    if (w->row[at] && !last)
        return say_both(g, i, s, w->row[at] - 1, row, err);
    w->row[at] = row + 1;
    w->rank[at] = rank;
    return 0;
}

static int
find_choices(struct coh_grouping *g, struct coh_keys *themes,
             const struct coh_columns *columns, struct coh_error *err)
{
    struct coh_span s;
    size_t r, c, at;

    for (r = 0; r < g->data->rows; r++)
        for (c = 0; c < columns->n; c++) {
            s = coh_span_trim(coh_table_cell(g->data, r, columns->at[c]));
            if (s.length && g->who[r] != COH_GROUPING_NOBODY &&
                coh_keys_index(themes, &s, &at, err))
                return -1;
        }
    return name_themes(g, themes, err);
}

static int
read_long_wishes(struct coh_grouping *g, struct wishes *w, size_t choice,
                 int last, struct coh_notes *notes, struct coh_error *err)
{
    size_t column = coh_header_seek(&g->data->header, coh_span_of("rank")), r;
    struct coh_span s;
    long rank;

    for (r = 0; r < g->data->rows; r++) {
        s = coh_span_trim(coh_table_cell(g->data, r, choice));
        if (g->who[r] == COH_GROUPING_NOBODY || !s.length)
            continue;
        rank = coh_grouping_whole(
            coh_span_trim(coh_table_cell(g->data, r, column)));
        if (rank < 1 || rank > 1000)
            return bad_cell(g, r, column, "is no rank: a whole number from 1",
                            err);
        if (take_wish(g, w, g->who[r], r, choice, (unsigned)rank, last, notes,
                      err))
            return -1;
    }
    return 0;
}

static int
read_wide_wishes(struct coh_grouping *g, struct wishes *w,
                 struct coh_notes *notes, struct coh_error *err)
{
    size_t i, c;

    for (i = 0; i < g->p.n; i++)
        for (c = 0; c < g->value.n && g->data_row[i] != COH_GROUPING_NOBODY;
             c++)
            if (take_wish(g, w, i, g->data_row[i], g->value.at[c],
                          (unsigned)c + 1, 0, notes, err))
                return -1;
    return 0;
}

/* How many wishes each student has. */
static int
count_wishes(struct coh_grouping *g, const struct wishes *w,
             struct coh_error *err)
{
    unsigned *count = coh_grouping_array(g, g->p.n, sizeof(*count), err);
    size_t i, t;

    if (!count)
        return -1;
    for (i = 0; i < g->p.n; i++) {
        for (t = 0; t < w->room; t++)
            count[i] += w->rank[i * w->room + t] > 0;
        g->missing[i] = count[i] == 0;
    }
    g->e.rank = w->rank;
    g->e.wishes = count;
    return 0;
}

int
coh_grouping_wishes(struct coh_grouping *g,
                    const struct coh_grouping_choice *choice,
                    struct coh_notes *notes, struct coh_error *err)
{
    size_t column = coh_header_seek(&g->data->header, coh_span_of("choice"));
    const struct coh_columns only = {&column, 1};
    struct wishes w = {.themes = {.width = 1}};
    int rc = -1;

    if (find_choices(g, &w.themes, g->rows_each ? &only : &g->value, err))
        goto out;
    w.room = w.themes.n;
    w.rank = coh_grouping_array(g, g->p.n * w.room, sizeof(*w.rank), err);
    w.row = coh_grouping_array(g, g->p.n * w.room, sizeof(*w.row), err);
    if (!w.rank || !w.row)
        goto out;
    if (g->rows_each ? read_long_wishes(g, &w, column, choice->last, notes, err)
                     : read_wide_wishes(g, &w, notes, err))
        goto out;
    g->e.rank_exponent = choice->rank_exponent;
    rc = count_wishes(g, &w, err);
out:
    coh_keys_release(&w.themes);
    return rc;
}
