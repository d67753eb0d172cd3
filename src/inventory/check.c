/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "inventory/check-internal.h"
#include "table/columns.h"

/* Worst first: findings are shown in this order. */
const struct coh_check coh_checks[] = {
    {"overdue", "is it to be collected by now, or soon", coh_check_overdue, 0},
    {"calendar", "does the calendar reach today", 0, coh_check_calendar},
    {"inbox", "does a file wait to be taken in", 0, coh_check_inbox},
    {"complete", "are all needed fields filled", coh_check_complete, 0},
    {"words", "does every value fit its field", coh_check_words, 0},
    {"access", "can somebody on the team open it", coh_check_access,
     coh_check_roles},
    {"use", "is it used", coh_check_use, coh_check_use_whole},
    {"twice", "do two sources serve one purpose", 0, coh_check_twice},
    {"agreement", "do two coders agree", coh_check_agreement, 0},
    {"research", "was it appraised", coh_check_research, 0},
    {"reviewed", "was the entry read over this year", coh_check_reviewed, 0},
    {"retention", "is it kept too long", coh_check_retention, 0},
    {"measures", "are there all kinds of measures", 0, coh_check_measures},
    {"keys", "can it be joined to students", 0, coh_check_keys},
    {"coverage", "which subject lacks a purpose", 0, coh_check_coverage},
    {"minutes", "what does it cost a student", 0, coh_check_minutes},
    {NULL, NULL, NULL, NULL},
};

const struct coh_check *
coh_check_find(struct coh_span name)
{
    const struct coh_check *c;

    for (c = coh_checks; c->name; c++)
        if (coh_span_is(name, c->name))
            return c;
    return NULL;
}

size_t
coh_check_order(const char *name)
{
    size_t i;

    for (i = 0; coh_checks[i].name; i++)
        if (!strcmp(coh_checks[i].name, name))
            return i;
    return i;
}

enum { MOST = 32 };

static int
fail_unknown(struct coh_span name, struct coh_error *err)
{
    struct coh_span known[MOST];
    const struct coh_span *nearest;
    char quoted[COH_QUOTE_SIZE];
    struct coh_text all = COH_TEXT_INIT;
    size_t n;
    int rc = -1;

    for (n = 0; n < MOST && coh_checks[n].name; n++) {
        known[n] = coh_span_of(coh_checks[n].name);
        if (coh_text_format(&all, err, "%s%s", n ? ", " : "",
                            coh_checks[n].name))
            goto out;
    }
    nearest = coh_nearest(known, n, name);
    coh_quote(name.bytes, name.length, quoted);
    rc = nearest
             ? coh_fail(err, COH_USAGE,
                        "there is no check '%s'; the nearest is '%s'", quoted,
                        nearest->bytes)
             : coh_fail(err, COH_USAGE, "there is no check '%s'; there are %s",
                        quoted, coh_text_get(&all));
out:
    coh_text_release(&all);
    return rc;
}

/* Take the next name off the front, split by ','. */
static int
next_name(struct coh_span *rest, struct coh_span *name)
{
    while (rest->length) {
        const char *comma = memchr(rest->bytes, ',', rest->length);
        size_t n = comma ? (size_t)(comma - rest->bytes) : rest->length;

        *name = coh_span_trim((struct coh_span){rest->bytes, n});
        n += comma != NULL;
        rest->bytes += n;
        rest->length -= n;
        if (name->length)
            return 1;
    }
    return 0;
}

static int
is_chosen(const struct coh_check *c, const char *names)
{
    struct coh_span rest = coh_span_of(names), name;

    if (!names)
        return 1;
    while (next_name(&rest, &name))
        if (coh_span_is(name, c->name))
            return 1;
    return 0;
}

int
coh_check_run(const struct coh_check_on *on, const char *names,
              const struct coh_check_report *report, struct coh_error *err)
{
    struct coh_span rest = coh_span_of(names), name;
    const struct coh_check *c;
    size_t i;

    while (next_name(&rest, &name))
        if (!coh_check_find(name))
            return fail_unknown(name, err);
    for (c = coh_checks; c->name; c++) {
        if (!is_chosen(c, names))
            continue;
        for (i = 0; c->each && i < on->inventory->n; i++)
            if (c->each(on, &on->inventory->entry[i], report, err))
                return -1;
        if (c->whole && on->inventory->n && c->whole(on, report, err))
            return -1;
    }
    return 0;
}
