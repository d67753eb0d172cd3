/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/summary-list.h"

#include <math.h>
#include <stdio.h>

/* ---- columns ---- */

static int
find_keep(struct coh_summary_list *list, struct coh_scores *in,
          const char *keep, struct coh_error *err)
{
    size_t name = coh_scores_column(in, "name"), i;
    struct coh_columns more = COH_COLUMNS_INIT;

    if (coh_rows_columns(&in->rows, keep, &more, err))
        return -1;
    list->keep.at = coh_alloc_array(more.n + 1, sizeof(*list->keep.at), err);
    list->named = name < in->rows.header.n;
    if (list->keep.at && list->named)
        list->keep.at[list->keep.n++] = name;
    for (i = 0; list->keep.at && i < more.n; i++)
        if (!coh_columns_have(&list->keep, more.at[i]))
            list->keep.at[list->keep.n++] = more.at[i];
    coh_columns_release(&more);
    return list->keep.at ? 0 : -1;
}

static int
find_places(struct coh_summary_list *list, struct coh_scores *in,
            const char *date, struct coh_summary_places *p,
            struct coh_error *err)
{
    list->sem_column = in->rows.header.n;
    if (in->rows.student == in->rows.header.n)
        return coh_fail(err, COH_INPUT,
                        "--list: there is no student column '%.40s': "
                        "--student names it",
                        in->rows.run->student);
    if (isnan(list->sem) && isnan(list->reliability)) {
        list->sem_column = coh_scores_column(in, "sem");
        if (list->sem_column == in->rows.header.n)
            return coh_fail(err, COH_INPUT,
                            "--list: how sure is a score? There is no column "
                            "'sem': give --sem or --reliability");
    }
    return coh_summary_table_places(&list->summary, in, date, p, err);
}

/* ---- rows in ---- */

/* The cut of this row: `X`, or X per cent of its full score. */
static struct coh_value
cut_of(const struct coh_summary *s, const struct coh_scores *in, size_t column)
{
    struct coh_value cut = {COH_NUMBER_EXACT, s->cut_at, 0}, full;
    struct coh_decimal product;

    if (!s->percent)
        return cut;
    full = coh_scores_number(in, column);
    cut.real = coh_decimal_double(s->cut_at) * coh_value_double(&full) / 100;
    cut.number =
        full.number == COH_NUMBER_NOT ? COH_NUMBER_NOT : COH_NUMBER_LONG;
    if (full.number != COH_NUMBER_EXACT ||
        coh_decimal_multiply(s->cut_at, full.decimal, &product) ||
        product.scale > 16)
        return cut;
    product.scale += 2;
    cut.number = COH_NUMBER_EXACT;
    cut.decimal = coh_decimal_reduce(product);
    return cut;
}

static double
sem_of(const struct coh_summary_list *list, const struct coh_scores *in)
{
    struct coh_value v = coh_scores_number(in, list->sem_column);
    double sem = coh_value_double(&v);

    return v.number != COH_NUMBER_NOT && sem > 0 ? sem : NAN;
}

/* Where the row goes: behind the last, or with --per-student latest over the
 * earlier one of its student and group; *old says that there was one. */
static int
find_row(struct coh_summary_list *list, const struct coh_scores *in,
         size_t group, size_t *at, int *old, struct coh_error *err)
{
    struct coh_span student = coh_scores_cell(in, in->rows.student);
    struct coh_span key[2] = {{(const char *)&group, sizeof(group)}, student};
    size_t variables = list->summary.variables, i, before = list->students.n;
    const char *copy;

    *at = list->rows / variables;
    *old = 0;
    if (list->summary.collapse) {
        list->students.width = 2;
        if (coh_keys_index(&list->students, key, at, err))
            return -1;
        *old = list->students.n == before;
    }
    if (*old)
        return 0;
    if (coh_reserve(&list->row, &list->row_capacity, list->rows + variables,
                    sizeof(*list->row), err) ||
        coh_reserve(&list->kept, &list->kept_capacity, (*at + 1) * list->keep.n,
                    sizeof(*list->kept), err))
        return -1;
    copy = coh_arena_text(&list->arena, student.bytes, student.length, err);
    if (!copy)
        return -1;
    for (i = 0; i < variables; i++)
        list->row[list->rows++] =
            (struct coh_summary_list_row){.at = group * variables + i,
                                          .date = COH_DATE_NONE,
                                          .sem = NAN,
                                          .student = {copy, student.length}};
    for (i = 0; i < list->keep.n; i++)
        list->kept[*at * list->keep.n + i] = coh_span_of(NULL);
    return 0;
}

/* Passed through are the cells of the last row that had a score. */
static int
keep_cells(struct coh_summary_list *list, const struct coh_scores *in,
           size_t at, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < list->keep.n; i++) {
        struct coh_span now = coh_scores_cell(in, list->keep.at[i]);
        struct coh_span *kept = &list->kept[at * list->keep.n + i];

        if (coh_span_equal(now, *kept))
            continue;
        kept->length = now.length;
        kept->bytes = coh_arena_text(&list->arena, now.bytes, now.length, err);
        if (!kept->bytes)
            return -1;
    }
    return 0;
}

/* A score of which nothing can be said. */
static int
note_row(const struct coh_summary_list *list, const struct coh_scores *in,
         const struct coh_summary_list_row *row, struct coh_error *err)
{
    const char *without = NULL;
    char place[40];

    if (row->score.number == COH_NUMBER_NOT)
        return 0;
    if (row->cut.number == COH_NUMBER_NOT)
        without = "max_score: no cut";
    else if (list->sem_column < in->rows.header.n && isnan(row->sem))
        without = "SEM, of which nothing is estimated: --sem or "
                  "--reliability gives them one";
    if (!without)
        return 0;
    snprintf(place, sizeof(place), "line %zu", in->rec.line);
    return coh_notes_add(&in->rows.run->notes, COH_NOTE_LOOK, place, err,
                         "%s: scores without %s", in->file, without);
}

static int
take_row(struct coh_summary_list *list, const struct coh_scores *in,
         const struct coh_summary_places *p, struct coh_error *err)
{
    size_t variables = list->summary.variables, at, i;
    size_t group = coh_keys_find(&list->summary.groups, in->group);
    struct coh_summary_list_row *row;
    coh_date day;
    int old, fresh = 0;

    if (coh_date_parse(coh_scores_cell(in, p->date), &day))
        day = COH_DATE_NONE;
    if (find_row(list, in, group, &at, &old, err))
        return -1;
    for (i = 0; i < variables; i++) {
        row = &list->row[at * variables + i];
        if (old && (in->score[i].number == COH_NUMBER_NOT ||
                    (row->score.number != COH_NUMBER_NOT && day < row->date)))
            continue;
        row->score = in->score[i];
        row->cut = cut_of(&list->summary, in, p->full);
        row->sem = sem_of(list, in);
        row->date = day;
        fresh = 1;
        if (note_row(list, in, row, err))
            return -1;
    }
    return fresh ? keep_cells(list, in, at, err) : 0;
}

static int
add_row(struct coh_summary_list *list, struct coh_scores *in,
        const struct coh_summary_places *p, struct coh_error *err)
{
    char place[40];
    int added;

    if (!coh_scores_cell(in, in->rows.student).length) {
        snprintf(place, sizeof(place), "line %zu", in->rec.line);
        return coh_notes_add(&in->rows.run->notes, COH_NOTE_LOOK, place, err,
                             "%s: --list leaves out rows without a student",
                             in->file);
    }
    if (coh_summary_table_add(&list->summary, in, p, in->score, &added, err))
        return -1;
    return added ? take_row(list, in, p, err) : 0;
}

int
coh_summary_list_read(struct coh_summary_list *list, struct coh_scores *in,
                      const char *date, const char *keep, struct coh_error *err)
{
    struct coh_summary_places p;

    if (find_places(list, in, date, &p, err) || find_keep(list, in, keep, err))
        return -1;
    for (;;) {
        if (coh_scores_next(in, err))
            return -1;
        if (in->rec.end)
            return coh_summary_finish(&list->summary, err);
        if (add_row(list, in, &p, err))
            return -1;
    }
}

void
coh_summary_list_release(struct coh_summary_list *list)
{
    coh_columns_release(&list->keep);
    coh_keys_release(&list->students);
    coh_free(list->row);
    coh_free(list->kept);
    coh_arena_release(&list->arena);
    coh_summary_release(&list->summary);
    *list = (struct coh_summary_list)COH_SUMMARY_LIST_INIT;
}
