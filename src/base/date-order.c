/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date-order.h"

#include <stdio.h>

/* A pair as a day in one order; -1 when that is none. */
static int
day_of_pair(const struct coh_date_written *w, enum coh_date_order order,
            coh_date *date)
{
    struct coh_date_parts p = {w->year, w->first, w->second};

    if (order == COH_ORDER_DMY) {
        p.month = w->second;
        p.day = w->first;
    }
    return coh_date_from(p, date);
}

void
coh_date_order_look_written(const struct coh_date_written *w,
                            struct coh_date_evidence *e)
{
    int day_first, month_first;
    coh_date date;

    if (w->kind != COH_WRITTEN_PAIR)
        return;
    day_first = !day_of_pair(w, COH_ORDER_DMY, &date);
    month_first = !day_of_pair(w, COH_ORDER_MDY, &date);
    if (day_first && month_first) {
        e->either += w->first != w->second;
        e->points += w->points && w->first != w->second;
    } else if (day_first) {
        e->day_first++;
    } else {
        e->month_first++;
        e->months_in_points += w->points != 0;
    }
}

void
coh_date_order_look_form(struct coh_span s, enum coh_date_form form,
                         struct coh_date_evidence *e)
{
    struct coh_date_written w = coh_date_written_read(s, form);

    coh_date_order_look_written(&w, e);
}

void
coh_date_order_look(struct coh_span s, struct coh_date_evidence *e)
{
    coh_date_order_look_form(s, COH_FORM_AUTO, e);
}

int
coh_date_order_by_points(const struct coh_date_evidence *e)
{
    return e->points && e->points == e->either && !e->day_first &&
           !e->month_first;
}

int
coh_date_order_say(const struct coh_date_evidence *e, enum coh_date_order order,
                   const char *place, struct coh_notes *notes,
                   struct coh_error *err)
{
    if (!e->either || order == COH_ORDER_UNKNOWN)
        return 0;
    return coh_notes_add(notes, COH_NOTE_FACT, place, err,
                         "read %s first%s: %zu date%s as %s",
                         order == COH_ORDER_DMY ? "day" : "month",
                         coh_date_order_by_points(e) ? ", for their points"
                                                     : ", as the others show",
                         e->either, e->either == 1 ? "" : "s",
                         e->points == e->either ? "3.4.2026" : "3/4/2026");
}

/* Points put the day first nearly everywhere: beside dates that can only be
 * month first they are of another hand. */
static int
decide_points(const struct coh_date_evidence *e, struct coh_error *err)
{
    if (!e->points || !e->month_first || e->months_in_points)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "%zu date%s as 3.4.2026 put%s the day first, and %zu can "
                    "only be month first: write them as 2026-08-24",
                    e->points, e->points == 1 ? "" : "s",
                    e->points == 1 ? "s" : "", e->month_first);
}

int
coh_date_order_decide(const struct coh_date_evidence *e,
                      enum coh_date_order *order, struct coh_error *err)
{
    *order = COH_ORDER_UNKNOWN;
    if (e->day_first && e->month_first)
        return coh_fail(err, COH_INPUT,
                        "of the dates, %zu can only be day first and %zu only "
                        "month first: write them as 2026-08-24",
                        e->day_first, e->month_first);
    if (decide_points(e, err))
        return -1;
    if (coh_date_order_by_points(e))
        *order = COH_ORDER_DMY;
    else if (e->day_first || e->month_first)
        *order = e->day_first ? COH_ORDER_DMY : COH_ORDER_MDY;
    else if (e->either)
        return coh_fail(err, COH_INPUT,
                        "%zu date%s as 3/4/2026 do%s not tell day from month: "
                        "write them as 2026-08-24",
                        e->either, e->either == 1 ? "" : "s",
                        e->either == 1 ? "es" : "");
    return 0;
}

/* Without an order, a pair is a day when only one reading is. */
static enum coh_date_outcome
tell_pair(const struct coh_date_written *w, enum coh_date_order order,
          coh_date *date)
{
    coh_date day;

    if (order == COH_ORDER_UNKNOWN && w->first != w->second &&
        !day_of_pair(w, COH_ORDER_MDY, &day) &&
        !day_of_pair(w, COH_ORDER_DMY, &day))
        return COH_DATE_IS_EITHER;
    if (day_of_pair(w, order, &day) &&
        (order != COH_ORDER_UNKNOWN || day_of_pair(w, COH_ORDER_DMY, &day)))
        return COH_DATE_IS_NOT;
    *date = day;
    return COH_DATE_IS_DAY;
}

enum coh_date_outcome
coh_date_order_tell_written(const struct coh_date_written *w,
                            enum coh_date_order order, coh_date *date)
{
    *date = COH_DATE_NONE;
    switch (w->kind) {
    case COH_WRITTEN_DAY:
        return coh_date_from(
                   (struct coh_date_parts){w->year, w->first, w->second}, date)
                   ? COH_DATE_IS_NOT
                   : COH_DATE_IS_DAY;
    case COH_WRITTEN_PAIR:
        return tell_pair(w, order, date);
    case COH_WRITTEN_PERIOD:
        return COH_DATE_IS_PERIOD;
    case COH_WRITTEN_BLANK:
        return COH_DATE_IS_BLANK;
    case COH_WRITTEN_NOT:
        break;
    }
    return COH_DATE_IS_NOT;
}

enum coh_date_outcome
coh_date_order_tell(struct coh_span s, enum coh_date_order order,
                    enum coh_date_form form, coh_date *date)
{
    struct coh_date_written w = coh_date_written_read(s, form);

    return coh_date_order_tell_written(&w, order, date);
}

int
coh_date_order_read(struct coh_span s, enum coh_date_order order,
                    coh_date *date)
{
    return coh_date_order_tell(s, order, COH_FORM_AUTO, date) == COH_DATE_IS_DAY
               ? 0
               : -1;
}

int
coh_date_form_find(struct coh_span name)
{
    static const char *const form[] = {
        [COH_FORM_AUTO] = "auto",         [COH_FORM_YYYYMMDD] = "yyyymmdd",
        [COH_FORM_MMDDYYYY] = "mmddyyyy", [COH_FORM_DDMMYYYY] = "ddmmyyyy",
        [COH_FORM_YYMMDD] = "yymmdd",     [COH_FORM_EPOCH] = "epoch",
        [COH_FORM_MMDDYY] = "mmddyy",     [COH_FORM_MMYYYY] = "mmyyyy",
        [COH_FORM_MMYY] = "mmyy",         [COH_FORM_YYYYMM] = "yyyymm",
    };
    int i;

    for (i = 0; i < COH_FORMS; i++)
        if (coh_span_is_caseless(name, form[i]))
            return i;
    return -1;
}

struct coh_span
coh_date_period(struct coh_span text, enum coh_date_form form, char out[16])
{
    struct coh_date_written w = coh_date_written_read(text, form);

    if (w.kind != COH_WRITTEN_PERIOD || !w.year || !w.first)
        return text;
    snprintf(out, 16, "%04d-%02d", w.year, w.first);
    return coh_span_of(out);
}
