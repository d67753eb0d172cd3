/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "flow/grouping-report-internal.h"

int
coh_grouping_say(struct coh_grouping_page *page, struct coh_error *err,
                 const char *format, ...)
{
    char text[1024];
    va_list list;
    int n;

    va_start(list, format);
    n = vsnprintf(text, sizeof(text), format, list);
    va_end(list);
    if (n < 0 || (size_t)n >= sizeof(text))
        return coh_fail(err, COH_SYSTEM, "a sentence of the page is too long");
    return coh_text_add_string(page->t, text, err);
}

int
coh_grouping_say_text(struct coh_grouping_page *page, const char *text,
                      struct coh_error *err)
{
    return coh_escape_markdown(page->t, coh_span_of(text), err);
}

int
coh_grouping_say_student(struct coh_grouping_page *page, size_t student,
                         struct coh_error *err)
{
    return coh_grouping_say_text(page, page->g->label[student], err);
}

/* "1" to "K" are numbers only. */
static int
is_number(const char *name)
{
    const char *c;

    for (c = name; *c >= '0' && *c <= '9'; c++)
        ;
    return !*c;
}

int
coh_grouping_say_group(struct coh_grouping_page *page, size_t group,
                       struct coh_error *err)
{
    const char *name = page->g->e.group[group - 1];

    if (is_number(name) && coh_text_add_string(page->t, "group ", err))
        return -1;
    return coh_grouping_say_text(page, name, err);
}

int
coh_grouping_say_students(struct coh_grouping_page *page,
                          const unsigned char *want, struct coh_error *err)
{
    const char *lead = "";
    size_t i, n = 0;

    for (i = 0; i < page->g->p.n; i++) {
        if (!want[i] || n++ >= COH_GROUPING_LIST_MOST)
            continue;
        if (coh_text_add_string(page->t, lead, err) ||
            coh_grouping_say_student(page, i, err))
            return -1;
        lead = "; ";
    }
    if (n > COH_GROUPING_LIST_MOST)
        return coh_grouping_say(page, err, " and %zu more (see the sheet).\n",
                                n - COH_GROUPING_LIST_MOST);
    return coh_text_add_string(page->t, ".\n", err);
}

int
coh_grouping_say_names(struct coh_grouping_page *page, const char *const *name,
                       size_t n, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++)
        if ((i &&
             coh_text_add_string(page->t, i + 1 == n ? " and " : ", ", err)) ||
            coh_grouping_say_text(page, name[i], err))
            return -1;
    return 0;
}

static const char *
digits(double x, int most, char out[COH_NUMBER_SIZE])
{
    int d = most - 1;
    char *end;

    if (isfinite(x) && x != 0)
        d -= (int)floor(log10(fabs(x)));
    d = x == 0 || d < 0 ? 0 : d > 8 ? 8 : d;
    coh_double_fixed(x, d, out);
    for (end = out + strlen(out); d && end[-1] == '0'; d--)
        *--end = '\0';
    if (end > out && end[-1] == '.')
        end[-1] = '\0';
    return out;
}

const char *
coh_grouping_figure(double x, char out[COH_NUMBER_SIZE])
{
    return digits(x, 4, out);
}

const char *
coh_grouping_percent(double x, char out[COH_NUMBER_SIZE])
{
    return fabs(x) < 1 ? digits(x, 2, out) : coh_double_fixed(x, 1, out);
}

const char *
coh_grouping_plural(size_t n)
{
    return n == 1 ? "" : "s";
}

size_t
coh_grouping_size(const struct coh_grouping_page *page, size_t at)
{
    return page->r->size[at - 1];
}

int
coh_grouping_table_row(const struct coh_grouping_page *page, size_t at)
{
    size_t half = COH_GROUPING_TABLE_MOST / 2, i, place = 0, all = 0;

    /* Slots that stay closed are no groups. */
    if (!coh_grouping_size(page, at))
        return 0;
    for (i = 1; i <= page->g->p.k; i++)
        if (coh_grouping_size(page, i)) {
            place += i <= at;
            all++;
        }
    if (all <= COH_GROUPING_TABLE_MOST || place <= half || place > all - half)
        return 1;
    return place == half + 1 ? -1 : 0;
}
