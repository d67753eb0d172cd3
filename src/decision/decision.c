/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision/decision.h"

#include <string.h>

static const char *const kind_name[COH_DECISION_KINDS] = {"decided", "amended",
                                                          "closed", "redacted"};
const char *const coh_decision_status_name[] = {"open", "due", "closed",
                                                "withdrawn", NULL};

const char *
coh_decision_kind_name(enum coh_decision_kind kind)
{
    return kind_name[kind];
}

struct coh_decision_entry *
coh_decisions_add(struct coh_decisions *all, struct coh_error *err)
{
    struct coh_decision_entry *e;

    if (coh_reserve(&all->entry, &all->capacity, all->n + 1,
                    sizeof(*all->entry), err))
        return NULL;
    e = &all->entry[all->n++];
    *e = (struct coh_decision_entry){.kind = COH_DECISION_MADE};
    return e;
}

int
coh_decision_add(struct coh_decisions *all, struct coh_decision_entry *entry,
                 const char *field, struct coh_span text, struct coh_error *err)
{
    struct coh_decision_value *v;

    text = coh_span_trim(text);
    if (!text.length)
        return 0;
    if (coh_reserve(&entry->value, &entry->capacity, entry->n + 1,
                    sizeof(*entry->value), err))
        return -1;
    v = &entry->value[entry->n];
    v->field = coh_arena_text(&all->arena, field, strlen(field), err);
    v->text = v->field
                  ? coh_arena_text(&all->arena, text.bytes, text.length, err)
                  : NULL;
    if (!v->text)
        return -1;
    entry->n++;
    return 0;
}

const char *
coh_decision_get(const struct coh_decision_entry *entry, const char *field)
{
    size_t i;

    for (i = 0; entry && i < entry->n; i++)
        if (!strcmp(entry->value[i].field, field))
            return entry->value[i].text;
    return "";
}

int
coh_decisions_next(const struct coh_decisions *all, size_t *at,
                   struct coh_decision *d)
{
    const struct coh_decision_entry *e;

    if (*at >= all->n)
        return 0;
    e = &all->entry[*at];
    *d = (struct coh_decision){.id = e->id, .decided = e->day, .now = e};
    for (; *at < all->n && all->entry[*at].id == d->id; ++*at) {
        e = &all->entry[*at];
        if (e->kind == COH_DECISION_CLOSED) {
            d->outcome = e;
        } else if (e->kind != COH_DECISION_REDACTED) {
            d->now = e;
            d->versions++;
        }
    }
    return 1;
}

int
coh_decisions_find(const struct coh_decisions *all, int64_t id,
                   struct coh_decision *d)
{
    size_t at = 0;

    while (coh_decisions_next(all, &at, d))
        if (d->id == id)
            return 1;
    return 0;
}

int
coh_decisions_fail_unknown(const struct coh_decisions *all, int64_t id,
                           struct coh_error *err)
{
    if (!all->n)
        return coh_fail(err, COH_INPUT,
                        "no decision %lld: there is none yet; cohort decide "
                        "new prints a form",
                        (long long)id);
    return coh_fail(err, COH_INPUT,
                    "no decision %lld: they are numbered %lld to %lld (cohort "
                    "decide list)",
                    (long long)id, (long long)all->entry[0].id,
                    (long long)all->entry[all->n - 1].id);
}

coh_date
coh_decision_review(const struct coh_decision *d)
{
    coh_date day;

    return coh_date_parse(coh_span_of(coh_decision_get(d->now, "review_on")),
                          &day)
               ? COH_DATE_NONE
               : day;
}

enum coh_decision_status
coh_decision_status(const struct coh_decision *d, coh_date today)
{
    if (d->outcome)
        return strcmp(coh_decision_get(d->outcome, "outcome"), "withdrawn")
                   ? COH_STATUS_CLOSED
                   : COH_STATUS_WITHDRAWN;
    return coh_decision_review(d) <= today ? COH_STATUS_DUE : COH_STATUS_OPEN;
}

void
coh_decisions_release(struct coh_decisions *all)
{
    size_t i;

    for (i = 0; i < all->n; i++)
        coh_free(all->entry[i].value);
    coh_free(all->entry);
    coh_arena_release(&all->arena);
    *all = (struct coh_decisions)COH_DECISIONS_INIT;
}
