/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goals: read, matched to lines, and which way is better. */
#include <stdlib.h>

#include "flow/growth-internal.h"
#include "table/table.h"

/* The sheet of goals, by column. */
enum { STUDENT, MEASURE, GOAL, BY, COLUMNS };

/* A student of the rows. */
struct student {
    struct coh_span id, bare; /* bare: digits without leading zeros, or "" */
};

struct sheet {
    struct coh_table table;
    size_t at[COLUMNS];      /* header.n: not there */
    struct coh_keys ids;     /* of the rows' students */
    struct student *student; /* the same, sorted by bare */
    struct coh_keys key;     /* student and measure of each goal, "" for all */
};

static int
by_bare(const void *a, const void *b)
{
    return coh_span_compare(((const struct student *)a)->bare,
                            ((const struct student *)b)->bare);
}

/* ---- the sheet ---- */

static int
find_columns(struct sheet *s, const struct coh_run *run, struct coh_error *err)
{
    static const char *const name[] = {"student_id", "measure", "goal", "by"};
    const struct coh_header *h = &s->table.header;
    int k;

    for (k = 0; k < COLUMNS; k++)
        s->at[k] = coh_header_seek(h, coh_span_of(name[k]));
    if (s->at[STUDENT] == h->n)
        s->at[STUDENT] = coh_header_seek(h, coh_span_of(run->student));
    for (k = STUDENT; k <= GOAL; k += GOAL)
        if (s->at[k] == h->n)
            return coh_fail(err, COH_INPUT,
                            "--goals: there is no column '%s': goals are "
                            "student_id,measure,goal,by",
                            name[k]);
    return 0;
}

static int
read_sheet(struct sheet *s, struct coh_run *run, const char *path,
           struct coh_error *err)
{
    struct coh_reader *reader = coh_run_reader(run, path, err);

    if (!reader)
        return -1;
    if (coh_table_read(&s->table, reader, &run->notes, err)) {
        coh_reader_free(reader);
        return -1;
    }
    return coh_run_reader_done(run, reader, err) || find_columns(s, run, err)
               ? -1
               : 0;
}

/* The ids of all lines, each once, sorted by what is left without zeros. */
static int
list_students(struct sheet *s, const struct coh_growth *g,
              struct coh_error *err)
{
    size_t at, number;

    s->student = coh_alloc_array(g->lines.n, sizeof(*s->student), err);
    if (!s->student)
        return -1;
    for (at = 0; at < g->lines.n; at++) {
        const struct coh_span *cell = coh_keys_cells(&g->lines, at);

        if (coh_keys_index(&s->ids, cell, &number, err))
            return -1;
        s->student[number] =
            (struct student){*cell, coh_span_without_zeros(*cell)};
    }
    qsort(s->student, s->ids.n, sizeof(*s->student), by_bare);
    return 0;
}

/* ---- a row of it ---- */

static int
row_note(struct coh_run *run, enum coh_note_level level, struct coh_span cell,
         const char *what, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    return coh_notes_add(&run->notes, level,
                         coh_quote(cell.bytes, cell.length, quoted), err,
                         "--goals: %s", what);
}

/* The student meant by `id`: as it stands, else but for leading zeros, when
 * that fits one alone. *found stays empty when it is nobody here. */
static int
find_student(const struct sheet *s, struct coh_run *run, struct coh_span id,
             struct coh_span *found, struct coh_error *err)
{
    struct student wanted = {id, coh_span_without_zeros(id)};
    size_t i = coh_keys_find(&s->ids, &id), several = 0;
    size_t low = 0, high = s->ids.n;

    *found = i < s->ids.n ? id : coh_span_of("");
    if (i < s->ids.n)
        return 0;
    if (!wanted.bare.length)
        return row_note(run, COH_NOTE_LOOK, id, "not among the rows", err);
    while (low < high) {
        i = low + (high - low) / 2;
        if (by_bare(&s->student[i], &wanted) < 0)
            low = i + 1;
        else
            high = i;
    }
    for (i = low; i < s->ids.n && !by_bare(&s->student[i], &wanted); i++)
        several++;
    if (several == 1) {
        *found = s->student[low].id;
        return row_note(run, COH_NOTE_FACT, id,
                        "an id was recognised without leading zeros", err);
    }
    return row_note(run, COH_NOTE_LOOK, id,
                    several ? "an id fits several of the rows but for leading "
                              "zeros, and was left out"
                            : "not among the rows",
                    err);
}

static struct coh_span
cell_of(const struct sheet *s, size_t row, int k)
{
    if (s->at[k] >= s->table.header.n)
        return coh_span_of("");
    return coh_span_trim(coh_table_cell(&s->table, row, s->at[k]));
}

static int
take_row(struct coh_growth *g, struct sheet *s, struct coh_run *run, size_t row,
         struct coh_error *err)
{
    struct coh_growth_goal goal = {.by = COH_DATE_NONE};
    struct coh_span key[2], cell = cell_of(s, row, GOAL);
    struct coh_span by = cell_of(s, row, BY);
    size_t number;

    if (!cell.length)
        return 0;
    goal.target = coh_value_parse(cell);
    if (goal.target.number == COH_NUMBER_NOT)
        return row_note(run, COH_NOTE_LOOK, cell,
                        "a goal that is no number was left out", err);
    if (by.length && coh_date_parse(by, &goal.by))
        return row_note(run, COH_NOTE_LOOK, by,
                        "a goal whose day is not written as 2026-03-06 was "
                        "left out",
                        err);
    if (find_student(s, run, cell_of(s, row, STUDENT), &key[0], err))
        return -1;
    if (!key[0].length)
        return 0;
    key[1] = cell_of(s, row, MEASURE);
    if (coh_keys_index(&s->key, key, &number, err))
        return -1;
    if (number < g->goals)
        return row_note(run, COH_NOTE_LOOK, key[0],
                        "a second goal for the same measure was left out", err);
    if (coh_reserve(&g->goal, &g->goal_capacity, number + 1, sizeof(*g->goal),
                    err))
        return -1;
    g->goal[g->goals++] = goal;
    return 0;
}

/* Each line's goal: that of its measure, else the student's for all. */
static int
give_out(struct coh_growth *g, const struct sheet *s, struct coh_run *run,
         struct coh_error *err)
{
    unsigned char *used = coh_alloc_array(g->goals, 1, err);
    size_t at, i;
    int rc = used ? 0 : -1;

    for (i = 0; used && i < g->goals; i++)
        used[i] = 0;
    for (at = 0; used && at < g->lines.n; at++) {
        const struct coh_span *cell = coh_keys_cells(&g->lines, at);
        struct coh_span every[2] = {cell[0], coh_span_of("")};

        i = coh_keys_find(&s->key, cell);
        if (i == s->key.n)
            i = coh_keys_find(&s->key, every);
        if (i == s->key.n)
            continue;
        g->line[at].goal = i + 1;
        used[i] = 1;
    }
    for (i = 0; !rc && i < g->goals; i++)
        if (!used[i])
            rc = row_note(run, COH_NOTE_LOOK, coh_keys_cells(&s->key, i)[1],
                          "a student has a goal but no scores of its measure",
                          err);
    coh_free(used);
    return rc;
}

static int
read_goals(struct coh_growth *g, struct coh_run *run, struct coh_error *err)
{
    struct sheet s = {
        .table = COH_TABLE_INIT, .ids = {.width = 1}, .key = {.width = 2}};
    size_t row;
    int rc = read_sheet(&s, run, g->set.goals, err) || list_students(&s, g, err)
                 ? -1
                 : 0;

    for (row = 0; !rc && row < s.table.rows; row++)
        rc = take_row(g, &s, run, row, err);
    if (!rc)
        rc = give_out(g, &s, run, err);
    coh_keys_release(&s.key);
    coh_keys_release(&s.ids);
    coh_free(s.student);
    coh_table_release(&s.table);
    return rc;
}

static int
one_for_all(struct coh_growth *g, struct coh_error *err)
{
    struct coh_growth_goal goal = {
        .target = coh_value_parse(coh_span_of(g->set.goal)),
        .by = COH_DATE_NONE,
    };
    size_t at;

    if (coh_reserve(&g->goal, &g->goal_capacity, 1, sizeof(goal), err))
        return -1;
    if (g->set.by_date && coh_date_parse(coh_span_of(g->set.by_date), &goal.by))
        return coh_fail(err, COH_USAGE, "--by-date");
    g->goal[g->goals++] = goal;
    for (at = 0; at < g->lines.n; at++)
        g->line[at].goal = 1;
    return 0;
}

/* ---- which way is better ---- */

/* On these scales more is better, however low a goal lies: nobody is to read
 * fewer words. Points and shares may count anything, calls without a hand. */
static int
is_only_risen(struct coh_span scale)
{
    static const char *const risen[] = {
        "wcpm", "accuracy", "rit", "scaled", "lexile",     "quantile",
        "nce",  "ge",       "irl", "theta",  "percentile",
    };
    size_t i;

    for (i = 0; i < sizeof(risen) / sizeof(*risen); i++)
        if (coh_span_is_caseless(scale, risen[i]))
            return 1;
    return 0;
}

/* Unless it is said: a measure is risen to or fallen to as a whole: a reader
 * who began above a goal of 90 words has it, and does not have to fall to it.
 */
static int
is_fallen_to(const struct coh_growth_frame *f, struct coh_span scale)
{
    if (is_only_risen(scale))
        return 0;
    return f->above + f->below ? f->below > f->above
                               : coh_span_is_caseless(scale, "errors");
}

static int
find_direction(struct coh_growth *g, struct coh_notes *notes,
               struct coh_error *err)
{
    char measure[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < g->frames.n; i++) {
        const struct coh_span *cell = coh_keys_cells(&g->frames, i);
        struct coh_growth_frame *f = &g->frame[i];

        f->down =
            g->set.direction == COH_GROWTH_DOWN ||
            (g->set.direction == COH_GROWTH_UNSAID && is_fallen_to(f, cell[1]));
        if (f->down && g->set.direction == COH_GROWTH_UNSAID && f->below &&
            !coh_span_is_caseless(cell[1], "errors") &&
            coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                          "%s: goals lie below where most began: read as "
                          "goals to fall to; --direction up or down decides",
                          coh_quote(cell[0].bytes, cell[0].length, measure)))
            return -1;
    }
    return 0;
}

static int
count_sides(struct coh_growth *g, struct coh_error *err)
{
    struct coh_trend_point *p = coh_alloc_array(g->points, sizeof(*p), err);
    size_t at, i;
    double start, target;

    if (!p)
        return -1;
    for (i = 0; i < g->points; i++)
        p[i] = (struct coh_trend_point){g->point[i].day,
                                        coh_value_double(&g->point[i].score)};
    for (at = 0; at < g->lines.n; at++) {
        const struct coh_growth_line *l = &g->line[at];
        struct coh_growth_frame *f;

        if (!l->goal || !l->n || l->group == COH_GROWTH_NONE)
            continue;
        f = &g->frame[g->group[l->group].frame];
        start = coh_goal_start(&p[l->start], l->n);
        target = coh_value_double(&g->goal[l->goal - 1].target);
        f->above += target > start;
        f->below += target < start;
    }
    coh_free(p);
    return 0;
}

int
coh_growth_is_down(const struct coh_growth *g, const struct coh_growth_line *l)
{
    return l->group != COH_GROWTH_NONE &&
           g->frame[g->group[l->group].frame].down;
}

int
coh_growth_goals(struct coh_growth *g, const struct coh_scores *in,
                 struct coh_error *err)
{
    struct coh_run *run = in->rows.run;

    if (g->set.calendar && coh_growth_read_calendar(g, run, err))
        return -1;
    if (g->set.goals && read_goals(g, run, err))
        return -1;
    if (g->set.goal && one_for_all(g, err))
        return -1;
    return (g->goals && count_sides(g, err)) ||
                   find_direction(g, &run->notes, err)
               ? -1
               : 0;
}
