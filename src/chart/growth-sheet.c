/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data table of lines: whoever is named in the picture has a row; all
 * others, who are but grey there, stand together in one. */
#include <math.h>

#include "chart/kind.h"
#include "stat/order.h"

/* A row for the head, and one for the others. */
enum { NAMED_MOST = COH_CHART_SHEET_ROWS - 2 };

/* A student's scores. */
struct course {
    size_t n;
    coh_date first_day, last_day;
    double first, last;
};

static void
take(struct course *s, const struct coh_chart_row *r)
{
    /* Of several scores of a day the line begins with the least and ends with
     * the greatest. */
    if (!s->n || r->day < s->first_day ||
        (r->day == s->first_day && r->value < s->first)) {
        s->first_day = r->day;
        s->first = r->value;
    }
    if (!s->n || r->day > s->last_day ||
        (r->day == s->last_day && r->value > s->last)) {
        s->last_day = r->day;
        s->last = r->value;
    }
    s->n++;
}

static struct course *
courses(const struct coh_chart *c, struct coh_error *err)
{
    struct course *s = coh_alloc_array(c->students.n + 1, sizeof(*s), err);
    size_t i;

    if (!s)
        return NULL;
    for (i = 0; i < c->students.n; i++)
        s[i] = (struct course){.n = 0};
    for (i = 0; i < c->rows; i++)
        take(&s[c->row[i].student], &c->row[i]);
    return s;
}

static int
add_row(struct coh_chart_sheet *sheet, struct coh_span who,
        const struct course *s, struct coh_error *err)
{
    char day[COH_DATE_SIZE];

    if (coh_chart_sheet_text(sheet, who, err) ||
        coh_chart_sheet_number(sheet, (double)s->n, err) ||
        coh_chart_sheet_string(sheet, coh_date_text(s->first_day, day), err) ||
        coh_chart_sheet_number(sheet, s->first, err) ||
        coh_chart_sheet_string(sheet, coh_date_text(s->last_day, day), err) ||
        coh_chart_sheet_number(sheet, s->last, err))
        return -1;
    return coh_chart_sheet_end(sheet, err);
}

/* The others as one: the first and the last day of all, and the medians of
 * their first and last scores. */
static int
add_others(const struct coh_chart *c, struct coh_chart_sheet *sheet,
           const struct course *s, const size_t *other, size_t n,
           struct coh_error *err)
{
    double *first = coh_alloc_array(n, sizeof(*first), err);
    double *last = coh_alloc_array(n, sizeof(*last), err);
    struct coh_text who = COH_TEXT_INIT, count = COH_TEXT_INIT;
    char number[COH_NUMBER_SIZE];
    struct course all = s[other[0]];
    size_t i;
    int rc = -1;

    if (!first || !last)
        goto out;
    all.n = 0;
    for (i = 0; i < n; i++) {
        const struct course *one = &s[other[i]];

        first[i] = one->first;
        last[i] = one->last;
        all.n += one->n;
        if (one->first_day < all.first_day)
            all.first_day = one->first_day;
        if (one->last_day > all.last_day)
            all.last_day = one->last_day;
    }
    coh_order_doubles(first, n);
    coh_order_doubles(last, n);
    all.first = coh_order_quantile(first, n, 0.5);
    all.last = coh_order_quantile(last, n, 0.5);
    coh_double_text((double)n, number);
    if (!coh_chart_word_add(&count, &c->options,
                            n == 1 ? COH_CHART_WORD_STUDENT
                                   : COH_CHART_WORD_STUDENTS,
                            COH_CHART_FILL(number), err) &&
        !coh_chart_word_add(&who, &c->options, COH_CHART_WORD_GREY_MEDIANS,
                            COH_CHART_FILL(coh_text_get(&count)), err))
        rc = add_row(sheet, coh_text_span(&who), &all, err);
out:
    coh_free(first);
    coh_free(last);
    coh_text_release(&who);
    coh_text_release(&count);
    return rc;
}

int
coh_chart_growth_sheet(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                       struct coh_error *err)
{
    static const enum coh_chart_word names[] = {
        COH_CHART_WORD_NAME_STUDENT,   COH_CHART_WORD_NAME_N,
        COH_CHART_WORD_NAME_FIRST_DAY, COH_CHART_WORD_NAME_FIRST,
        COH_CHART_WORD_NAME_LAST_DAY,  COH_CHART_WORD_NAME_LAST};
    size_t *other = coh_alloc_array(c->students.n + 1, sizeof(*other), err);
    struct course *s = courses(c, err);
    size_t named = 0, others = 0, i;
    int rc = -1;

    if (!other || !s)
        goto out;
    for (i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (coh_chart_sheet_word(c, sheet, names[i], err))
            goto out;
    if (coh_chart_sheet_end(sheet, err))
        goto out;
    for (i = 0; i < c->students.n; i++) {
        if (!s[i].n)
            continue;
        if (!coh_chart_highlighted(c, i) || named == NAMED_MOST) {
            other[others++] = i;
            continue;
        }
        named++;
        if (add_row(sheet, c->student_label[i], &s[i], err))
            goto out;
    }
    rc = others ? add_others(c, sheet, s, other, others, err) : 0;
out:
    coh_free(other);
    coh_free(s);
    return rc;
}
