/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of mastery: what each student's items say of each standard. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "flow/items.h"
#include "stat/mastery.h"

/* A student and a standard. */
struct cell {
    size_t items; /* answered */
    int there, repeated;
    double earned, possible; /* in points */
    double shares;           /* Σ of the items' shares of their full score */
};

struct mastery {
    struct coh_items *t;
    double cut;
    uint32_t *standard; /* words, in order */
    size_t standards;
    size_t *column;    /* by word: place in `standard` + 1 */
    struct cell *cell; /* students × standards */
};

static int
by_standard(const void *a, const void *b)
{
    const struct coh_span *x = a, *y = b;

    return coh_span_compare(*x, *y);
}

/* The standards of all items, in the order of their names. */
static int
list_standards(struct mastery *m, struct coh_error *err)
{
    struct coh_items *t = m->t;
    struct coh_span *name =
        coh_alloc_array(t->standards_held, sizeof(*name), err);
    size_t i;
    int rc = -1;

    m->column = coh_alloc_array(t->words.n, sizeof(*m->column), err);
    m->standard = coh_alloc_array(t->standards_held, sizeof(*m->standard), err);
    if (!name || !m->column || !m->standard)
        goto out;
    for (i = 0; i < t->standards_held; i++)
        if (!m->column[t->standard[i]]) {
            m->column[t->standard[i]] = 1;
            name[m->standards++] = coh_items_text(t, t->standard[i]);
        }
    if (m->standards)
        qsort(name, m->standards, sizeof(*name), by_standard);
    for (i = 0; i < m->standards; i++) {
        if (coh_items_word(t, name[i], &m->standard[i], err))
            goto out;
        m->column[m->standard[i]] = i + 1;
    }
    rc = 0;
out:
    coh_free(name);
    return rc;
}

static int
note_item(struct mastery *m, const struct coh_items_item *item,
          const char *what, struct coh_error *err)
{
    struct coh_span name = coh_items_text(m->t, item->name);
    char quoted[COH_QUOTE_SIZE];

    return coh_notes_add(&m->t->run->notes, COH_NOTE_FACT,
                         coh_quote(name.bytes, name.length, quoted), err, "%s",
                         what);
}

/* One item of one sitting. */
static int
add_answer(struct mastery *m, const struct coh_items_item *item,
           struct cell *cell, double x, struct coh_error *err)
{
    double share = x / item->full;

    cell->there = 1;
    if (isnan(x))
        return 0;
    cell->items++;
    cell->earned += x;
    cell->possible += item->full;
    cell->shares += fmin(fmax(share, 0), 1);
    if (share >= 0 && share <= 1)
        return 0;
    return note_item(m, item,
                     "scores below 0 or above max_score count as none or all "
                     "of it",
                     err);
}

static int
add_item(struct mastery *m, const struct coh_items_test *test, size_t i,
         struct coh_error *err)
{
    const struct coh_items_item *item = &m->t->item[test->item + i];
    size_t row, k;

    if (!item->standards)
        return note_item(m, item, "items without a standard are left out", err);
    if (isnan(item->full))
        return note_item(m, item, "items without a max_score are left out",
                         err);
    for (row = 0; row < test->rows; row++) {
        int again = (row && test->student[row] == test->student[row - 1]) ||
                    (row + 1 < test->rows &&
                     test->student[row] == test->student[row + 1]);

        for (k = 0; k < item->standards; k++) {
            size_t column = m->column[m->t->standard[item->standard + k]] - 1;
            struct cell *cell =
                &m->cell[test->student[row] * m->standards + column];

            cell->repeated |= again;
            if (add_answer(m, item, cell, test->score[row * test->items + i],
                           err))
                return -1;
        }
    }
    return 0;
}

static int
count(struct mastery *m, struct coh_error *err)
{
    size_t i, k, students = m->t->students.n;

    if (list_standards(m, err))
        return -1;
    if (m->standards && students > SIZE_MAX / m->standards)
        return coh_fail_memory(err);
    m->cell = coh_alloc_array(students * m->standards, sizeof(*m->cell), err);
    if (!m->cell)
        return -1;
    for (i = 0; i < m->t->tests; i++)
        for (k = 0; k < m->t->test[i].items; k++)
            if (add_item(m, &m->t->test[i], k, err))
                return -1;
    if (!m->standards && m->t->rows)
        return coh_fail(err, COH_INPUT, "no item has a standard: %s",
                        m->t->standards.path
                            ? "no line of --standards speaks of an item here; "
                              "are item, assessment and form named as in the "
                              "answers, and where these have no form, is there "
                              "a column key?"
                            : "--standards FILE says which (item,standard)");
    return 0;
}

/* Blank under so many items that a count says it all, and where the same
 * items stand twice. */
static double
probability(const struct mastery *m, const struct cell *cell)
{
    if (cell->repeated || cell->items < COH_MASTERY_ITEMS)
        return NAN;
    return coh_mastery_probability(cell->shares, (double)cell->items, m->cut);
}

/* ---- out ---- */

static int
declare(struct mastery *m, const char *const *name, size_t texts,
        struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(m->t->run, err);
    size_t i;

    for (i = 0; w && name[i]; i++)
        if (coh_writer_column(w, coh_span_of(name[i]),
                              i < texts ? COH_COLUMN_TEXT : COH_COLUMN_NUMBER,
                              err))
            return -1;
    return w ? 0 : -1;
}

static int
put_student(struct mastery *m, size_t student, struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(m->t->run, err);

    if (!w ||
        coh_writer_text(w, coh_keys_cells(&m->t->students, student)[0], err))
        return -1;
    if (!m->t->name)
        return 0;
    return coh_writer_text(w, coh_items_text(m->t, m->t->name[student]), err);
}

/* Why a cell has no label, and what the table cannot say in a column. */
static int
note_cell(struct mastery *m, size_t student, size_t standard,
          const struct cell *cell, struct coh_error *err)
{
    struct coh_span id = coh_keys_cells(&m->t->students, student)[0];
    struct coh_span name = coh_items_text(m->t, m->standard[standard]);
    char a[COH_QUOTE_SIZE], b[COH_QUOTE_SIZE], place[2 * COH_QUOTE_SIZE + 2];

    if (!cell->there || (!cell->repeated && cell->items >= COH_MASTERY_ITEMS))
        return 0;
    snprintf(place, sizeof(place), "%s %s", coh_quote(id.bytes, id.length, a),
             coh_quote(name.bytes, name.length, b));
    return coh_notes_add(
        &m->t->run->notes, COH_NOTE_FACT, place, err,
        cell->repeated ? "the same items twice: no label"
                       : "under %d items answered: the count alone, no label",
        COH_MASTERY_ITEMS);
}

static int
put_share(struct mastery *m, const struct cell *cell, struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(m->t->run, err);
    struct coh_interval ci = {NAN, NAN};

    if (!isnan(probability(m, cell)) &&
        coh_mastery_interval(cell->shares, (double)cell->items, m->t->level,
                             &ci, err))
        return -1;
    return !w || coh_writer_double(w, ci.low, err) ||
                   coh_writer_double(w, ci.high, err)
               ? -1
               : 0;
}

static int
put_cell(struct mastery *m, size_t student, size_t standard,
         struct coh_error *err)
{
    const struct cell *cell = &m->cell[student * m->standards + standard];
    struct coh_writer *w = coh_run_writer(m->t->run, err);
    double p = probability(m, cell);

    if (!cell->there)
        return 0;
    if (!w || put_student(m, student, err) ||
        coh_writer_text(w, coh_items_text(m->t, m->standard[standard]), err) ||
        coh_writer_count(w, cell->items, err) ||
        coh_writer_double(w, cell->earned, err) ||
        coh_writer_double(w, cell->possible, err) ||
        coh_writer_double(w, p, err) ||
        (m->t->all && put_share(m, cell, err)) ||
        coh_writer_string(
            w, coh_mastery_name(coh_mastery_label(p, (double)cell->items)),
            err))
        return -1;
    return coh_writer_row(w, err);
}

/* Points of right and wrong need no decimals in a table. */
static void
whole_points(struct mastery *m)
{
    size_t i, column = 3 + (m->t->name != NULL);

    for (i = 0; i < m->t->students.n * m->standards; i++)
        if (m->cell[i].earned != floor(m->cell[i].earned) ||
            m->cell[i].possible != floor(m->cell[i].possible))
            return;
    coh_writer_decimals(m->t->run->writer, column, 0);
    coh_writer_decimals(m->t->run->writer, column + 1, 0);
}

static int
write_long(struct mastery *m, struct coh_error *err)
{
    static const char *const who[] = {"student_id", "name", NULL};
    static const char *const id[] = {"student_id", NULL};
    static const char *const standard[] = {"standard", NULL};
    static const char *const numbers[] = {"items", "earned", "possible",
                                          "p_mastery", NULL};
    static const char *const shares[] = {"share_low", "share_high", NULL};
    static const char *const label[] = {"mastery", NULL};
    size_t i, k;

    if (declare(m, m->t->name ? who : id, 2, err) ||
        declare(m, standard, 1, err) || declare(m, numbers, 0, err) ||
        (m->t->all && declare(m, shares, 0, err)) || declare(m, label, 1, err))
        return -1;
    whole_points(m);
    for (i = 0; i < m->t->students.n; i++)
        for (k = 0; k < m->standards; k++)
            if (put_cell(m, i, k, err))
                return -1;
    return m->t->all && m->t->tests
               ? coh_run_intervals(m->t->run, COH_ABOUT_MEASUREMENT,
                                   m->t->level, err)
               : 0;
}

static int
write_wide(struct mastery *m, struct coh_error *err)
{
    static const char *const who[] = {"student_id", "name", NULL};
    static const char *const id[] = {"student_id", NULL};
    struct coh_writer *w = coh_run_writer(m->t->run, err);
    size_t i, k;

    if (!w || declare(m, m->t->name ? who : id, 2, err))
        return -1;
    for (k = 0; k < m->standards; k++)
        if (coh_writer_column(w, coh_items_text(m->t, m->standard[k]),
                              COH_COLUMN_NUMBER, err))
            return -1;
    for (i = 0; i < m->t->students.n; i++) {
        if (put_student(m, i, err))
            return -1;
        for (k = 0; k < m->standards; k++)
            if (coh_writer_double(
                    w, probability(m, &m->cell[i * m->standards + k]), err))
                return -1;
        if (coh_writer_row(w, err))
            return -1;
    }
    return 0;
}

static int
note_cells(struct mastery *m, struct coh_error *err)
{
    size_t i, k;

    if (m->t->many_assessments &&
        coh_notes_add(&m->t->run->notes, COH_NOTE_FACT, NULL, err,
                      "items of several assessments count together"))
        return -1;
    for (i = 0; i < m->t->students.n; i++)
        for (k = 0; k < m->standards; k++)
            if (note_cell(m, i, k, &m->cell[i * m->standards + k], err))
                return -1;
    return 0;
}

/* ---- a row a standard ---- */

/* How the class stands. */
struct class
{
    size_t items, students, label[4];
    double mean, squares; /* of the students' shares, and about the mean */
    int repeated;
};

static size_t
count_items(const struct mastery *m, size_t standard)
{
    const struct coh_items *t = m->t;
    size_t i, k, n = 0;

    for (i = 0; i < t->items; i++)
        for (k = 0; k < t->item[i].standards; k++)
            n += !isnan(t->item[i].full) &&
                 t->standard[t->item[i].standard + k] == m->standard[standard];
    return n;
}

static struct class count_class(const struct mastery *m, size_t standard)
{
    struct class c = {.items = count_items(m, standard)};
    size_t i;
    double share, step;

    for (i = 0; i < m->t->students.n; i++) {
        const struct cell *cell = &m->cell[i * m->standards + standard];

        if (!cell->items)
            continue;
        share = cell->shares / (double)cell->items;
        step = share - c.mean;
        c.mean += step / (double)++c.students;
        c.squares += step * (share - c.mean);
        c.repeated |= cell->repeated;
        c.label[coh_mastery_label(probability(m, cell), (double)cell->items)]++;
    }
    return c;
}

static int
put_class(struct mastery *m, size_t standard, struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(m->t->run, err);
    struct class c = count_class(m, standard);
    struct coh_error why = COH_ERROR_INIT;
    struct coh_interval ci = {NAN, NAN};
    double n = (double)c.students;
    int spread = c.students > 1 && sqrt(c.squares / n) > 1e-12;

    if (!w || (coh_interval_mean(c.students ? c.mean : NAN,
                                 spread ? sqrt(c.squares / (n - 1)) : 0, n,
                                 m->t->level, &ci, &why) &&
               why.code == COH_SYSTEM))
        return -1;
    if (c.repeated) {
        ci.low = ci.high = NAN;
        coh_fail(&why, COH_INPUT, "students repeat: no interval");
    }
    if (coh_writer_text(w, coh_items_text(m->t, m->standard[standard]), err) ||
        coh_writer_count(w, c.items, err) ||
        coh_writer_count(w, c.students, err) ||
        coh_writer_double(w, c.students ? c.mean : NAN, err) ||
        coh_writer_double(w, isnan(ci.low) ? NAN : fmax(ci.low, 0), err) ||
        coh_writer_double(w, isnan(ci.high) ? NAN : fmin(ci.high, 1), err) ||
        coh_writer_count(w, c.label[COH_MASTERY_MASTERED], err) ||
        coh_writer_count(w, c.label[COH_MASTERY_NOT_YET], err) ||
        coh_writer_count(w, c.label[COH_MASTERY_TOO_CLOSE], err) ||
        coh_writer_count(w, c.label[COH_MASTERY_NONE], err) ||
        coh_writer_string(w, why.text, err))
        return -1;
    return coh_writer_row(w, err);
}

static int
write_by_standard(struct mastery *m, struct coh_error *err)
{
    static const char *const standard[] = {"standard", NULL};
    static const char *const numbers[] = {
        "items",           "students", "mean_share", "mean_share_low",
        "mean_share_high", "mastered", "not_yet",    "too_close_to_call",
        "no_label",        NULL};
    static const char *const note[] = {"note", NULL};
    size_t k;

    if (declare(m, standard, 1, err) || declare(m, numbers, 0, err) ||
        declare(m, note, 1, err))
        return -1;
    for (k = 0; k < m->standards; k++)
        if (put_class(m, k, err))
            return -1;
    return m->standards ? coh_run_intervals(m->t->run, COH_ABOUT_STUDENTS,
                                            m->t->level, err)
                        : 0;
}

int
coh_items_write_mastery(struct coh_items *t, double cut,
                        enum coh_items_shape shape, struct coh_error *err)
{
    struct mastery m = {.t = t, .cut = cut};
    int rc = -1;

    if (!count(&m, err) && !note_cells(&m, err))
        rc = shape == COH_ITEMS_WIDE   ? write_wide(&m, err)
             : shape == COH_ITEMS_LONG ? write_long(&m, err)
                                       : write_by_standard(&m, err);
    coh_free(m.standard);
    coh_free(m.column);
    coh_free(m.cell);
    return rc;
}
