/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/caption.h"

#include <math.h>

#include "chart/axis.h"
#include "chart/kind.h"

/* "3 scores", a comma before it where something stands. */
static int
count_words(struct coh_text *t, const struct coh_chart *c, size_t n,
            enum coh_chart_word one, enum coh_chart_word many,
            struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];

    if (t->length && coh_text_add_string(t, ", ", err))
        return -1;
    coh_double_text((double)n, number);
    return coh_chart_word_add(t, &c->options, n == 1 ? one : many,
                              COH_CHART_FILL(number), err);
}

/* *t becomes `word`, filled with what it is and `second`. */
static int
wrap(struct coh_text *t, const struct coh_chart *c, enum coh_chart_word word,
     const char *second, struct coh_error *err)
{
    struct coh_text whole = COH_TEXT_INIT;
    int rc = coh_chart_word_add(&whole, &c->options, word,
                                COH_CHART_FILL(coh_text_get(t), second), err);

    if (!rc) {
        coh_text_clear(t);
        rc = coh_text_add(t, coh_text_get(&whole), whole.length, err);
    }
    coh_text_release(&whole);
    return rc;
}

static int
make_title(struct coh_caption *w, const struct coh_chart *c,
           struct coh_error *err)
{
    struct coh_text *t = &w->title;
    const char *value =
        c->value_name.length
            ? c->value_name.bytes
            : coh_chart_word(&c->options, COH_CHART_WORD_ROWS_NAME);

    if (coh_text_add_string(t, value, err) ||
        (c->input == COH_CHART_COUNTS &&
         wrap(t, c, COH_CHART_WORD_NUMBER, NULL, err)) ||
        (c->options.kind->takes & COH_CHART_NEEDS_DATE &&
         wrap(t, c, COH_CHART_WORD_OVER_TIME, NULL, err)) ||
        (c->variables.n == 1 &&
         wrap(t, c, COH_CHART_WORD_OF, c->variables.name[0].bytes, err)))
        return -1;
    return c->by_name.length
               ? wrap(t, c, COH_CHART_WORD_BY, c->by_name.bytes, err)
               : 0;
}

/* The days of all rows: "9 Sep 2025 to 2 Mar 2026". */
static int
add_days(struct coh_text *t, const struct coh_chart *c, struct coh_error *err)
{
    coh_date first = c->row[0].day, last = first;
    char a[COH_AXIS_DATE_SIZE], b[COH_AXIS_DATE_SIZE];
    const char *month[12];
    size_t i;

    for (i = 1; i < c->rows; i++) {
        first = c->row[i].day < first ? c->row[i].day : first;
        last = c->row[i].day > last ? c->row[i].day : last;
    }
    coh_chart_word_months(&c->options, month);
    coh_axis_day(first, month, a);
    coh_axis_day(last, month, b);
    return coh_text_add_string(t, ", ", err) ||
                   coh_chart_word_add(t, &c->options, COH_CHART_WORD_DAYS,
                                      COH_CHART_FILL(a, b), err)
               ? -1
               : 0;
}

/* How many lines have points, and how many of them are in colour. */
static int
count_lines(const struct coh_chart *c, size_t *lines, size_t *coloured,
            struct coh_error *err)
{
    char *seen = coh_alloc_array(c->students.n + 1, 1, err);
    size_t i;

    *lines = *coloured = 0;
    if (!seen)
        return -1;
    for (i = 0; i < c->rows; i++) {
        size_t student = c->row[i].student;

        *lines += !seen[student];
        *coloured += !seen[student] && coh_chart_highlighted(c, student);
        seen[student] = 1;
    }
    coh_free(seen);
    return 0;
}

/* "112 students (3 in colour)" */
static int
add_lines(struct coh_text *t, const struct coh_chart *c, struct coh_error *err)
{
    size_t lines, coloured;
    char number[COH_NUMBER_SIZE];

    if (count_lines(c, &lines, &coloured, err) ||
        count_words(t, c, lines, COH_CHART_WORD_STUDENT,
                    COH_CHART_WORD_STUDENTS, err))
        return -1;
    if (coloured == lines || !lines)
        return 0;
    coh_double_text((double)coloured, number);
    return coh_text_add(t, " ", 1, err) ||
                   coh_chart_word_add(t, &c->options, COH_CHART_WORD_IN_COLOUR,
                                      COH_CHART_FILL(number), err)
               ? -1
               : 0;
}

static int
make_subtitle(struct coh_caption *w, const struct coh_chart *c,
              struct coh_error *err)
{
    int lines = (c->options.kind->takes & COH_CHART_NEEDS_DATE) != 0;
    int table = c->input == COH_CHART_TABLE;
    int counts = c->input == COH_CHART_COUNTS;
    enum coh_chart_word without =
        table ? COH_CHART_WORD_NO_VALUE_COUNT : COH_CHART_WORD_MISSING;
    struct coh_text *t = &w->subtitle;

    if (lines && add_lines(t, c, err))
        return -1;
    /* Rows of any table need not be groups of students. */
    if (table && c->options.kind->add
            ? count_words(t, c, c->groups, COH_CHART_WORD_ROW,
                          COH_CHART_WORD_ROWS, err)
        : table  ? count_words(t, c, c->groups, COH_CHART_WORD_GROUP,
                               COH_CHART_WORD_GROUPS, err)
        : counts ? count_words(t, c, c->rows, COH_CHART_WORD_ROW,
                               COH_CHART_WORD_ROWS, err)
                 : count_words(t, c, c->rows, COH_CHART_WORD_SCORE,
                               COH_CHART_WORD_SCORES, err))
        return -1;
    if (c->missing && count_words(t, c, c->missing, without, without, err))
        return -1;
    return c->rows && lines ? add_days(t, c, err) : 0;
}

int
coh_caption_make(struct coh_caption *w, const struct coh_chart *c,
                 struct coh_error *err)
{
    if (c->options.kind->caption)
        return c->options.kind->caption(w, c, err);
    return make_title(w, c, err) || make_subtitle(w, c, err) ? -1 : 0;
}

void
coh_caption_release(struct coh_caption *w)
{
    coh_text_release(&w->title);
    coh_text_release(&w->subtitle);
}

int
coh_caption_count(struct coh_text *t, const struct coh_chart *c, double n,
                  size_t missing, struct coh_error *err)
{
    int terminal = c->options.format == COH_CHART_DUMB;
    char number[COH_NUMBER_SIZE];

    if (!isfinite(n))
        return 0;
    coh_double_fixed(n, 0, number);
    if (coh_chart_word_add(t, &c->options,
                           terminal ? COH_CHART_WORD_N_TERMINAL
                                    : COH_CHART_WORD_N,
                           COH_CHART_FILL(number), err))
        return -1;
    if (!missing || terminal)
        return 0;
    return count_words(t, c, missing, COH_CHART_WORD_MISSING,
                       COH_CHART_WORD_MISSING, err);
}
