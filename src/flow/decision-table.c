/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/decision-table.h"

#include <stdio.h>
#include <string.h>

/* ---- which ---- */

int
coh_decision_choice_check(const struct coh_decision_choice *c,
                          struct coh_error *err)
{
    int k;

    for (k = 0; c->status && k < COH_STATUS_KINDS; k++)
        if (!strcmp(c->status, coh_decision_status_name[k]))
            return 0;
    return c->status ? coh_fail(err, COH_USAGE,
                                "--status: '%.40s' is none of open, due, "
                                "closed, withdrawn",
                                c->status)
                     : 0;
}

int
coh_decision_chosen(const struct coh_decision_choice *c,
                    const struct coh_decision *d, coh_date today)
{
    const enum coh_decision_status s = coh_decision_status(d, today);

    if (c->status && strcmp(c->status, coh_decision_status_name[s]))
        return 0;
    if (c->since != COH_DATE_NONE && d->decided < c->since)
        return 0;
    return c->until == COH_DATE_NONE ||
           ((s == COH_STATUS_OPEN || s == COH_STATUS_DUE) &&
            coh_decision_review(d) <= c->until);
}

/* ---- cells ---- */

static int
declare(struct coh_writer *w, const char *const *name, const char *numbers,
        struct coh_error *err)
{
    for (; *name; name++)
        if (coh_writer_column(w, coh_span_of(*name),
                              strstr(numbers, *name) ? COH_COLUMN_NUMBER
                                                     : COH_COLUMN_TEXT,
                              err))
            return -1;
    return 0;
}

static int
put_day(struct coh_writer *w, coh_date day, struct coh_error *err)
{
    char text[COH_DATE_SIZE];

    return coh_writer_string(w, coh_date_text(day, text), err);
}

/* A field as one cell; `flat`: in one line. */
static int
put_field(struct coh_decision_view *v, const struct coh_decision *d,
          const struct coh_decision_entry *entry, const char *field, int flat,
          struct coh_writer *w, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = coh_decision_view_field(v, d, entry, field, &t, err);

    for (i = 0; flat && i < t.length; i++)
        if (t.bytes[i] == '\n')
            t.bytes[i] = ' ';
    if (!rc)
        rc = coh_writer_text(w, coh_text_span(&t), err);
    coh_text_release(&t);
    return rc;
}

static const char *
status_of(const struct coh_decision *d, coh_date today)
{
    return coh_decision_status_name[coh_decision_status(d, today)];
}

/* ---- a row a decision ---- */

static int
put_row(struct coh_decision_view *v, const struct coh_decision *d,
        coh_date today, struct coh_writer *w, struct coh_error *err)
{
    if (coh_writer_count(w, (size_t)d->id, err) ||
        put_day(w, d->decided, err) ||
        put_field(v, d, d->now, "question", 1, w, err) ||
        put_field(v, d, d->now, "decision", 1, w, err) ||
        put_field(v, d, d->now, "owner_role", 1, w, err) ||
        put_field(v, d, d->now, "review_on", 1, w, err) ||
        coh_writer_string(w, status_of(d, today), err) ||
        put_field(v, d, d->outcome, "outcome", 1, w, err))
        return -1;
    return coh_writer_row(w, err);
}

int
coh_decision_list_write(struct coh_decision_view *v, struct coh_run *run,
                        const struct coh_decision_choice *c,
                        struct coh_error *err)
{
    static const char *const column[] = {"id",       "date",       "question",
                                         "decision", "owner_role", "review_on",
                                         "status",   "outcome",    NULL};
    struct coh_writer *w = coh_run_writer(run, err);
    struct coh_decision d;
    size_t at = 0;

    if (!w || declare(w, column, "id", err))
        return -1;
    while (coh_decisions_next(&v->all, &at, &d))
        if (coh_decision_chosen(c, &d, run->today) &&
            (put_row(v, &d, run->today, w, err) ||
             coh_decision_view_fact(run, &d, err)))
            return -1;
    return v->all.n && !coh_writer_rows(w)
               ? coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                               "no decision fits")
               : 0;
}

/* Where a field of the sheet comes from. */
static const struct {
    const char *field;
    int of_outcome;
} kept[] = {
    {"question", 0},       {"concerns", 0},       {"evidence", 0},
    {"result_sha256", 0},  {"alternatives", 0},   {"rationale", 0},
    {"decision", 0},       {"confidence", 0},     {"confidence_reason", 0},
    {"owner_role", 0},     {"measure_source", 0}, {"measure_what", 0},
    {"expected", 0},       {"measure_by", 0},     {"review_on", 0},
    {"reason", 0},         {"actual", 1},         {"outcome", 1},
    {"outcome_reason", 1}, {"learned", 1},        {"next", 1},
    {"next_step", 1},
};
enum { KEPT = sizeof(kept) / sizeof(*kept) };

static int
put_sheet_row(struct coh_decision_view *v, const struct coh_decision *d,
              coh_date today, struct coh_writer *w, struct coh_error *err)
{
    size_t k;

    if (coh_writer_count(w, (size_t)d->id, err) ||
        put_day(w, d->decided, err) ||
        coh_writer_string(w, status_of(d, today), err) ||
        coh_writer_count(w, d->versions, err))
        return -1;
    for (k = 0; k < KEPT; k++)
        if (put_field(v, d, kept[k].of_outcome ? d->outcome : d->now,
                      kept[k].field, 0, w, err))
            return -1;
    if (put_day(w, d->outcome ? d->outcome->day : COH_DATE_NONE, err))
        return -1;
    return coh_writer_row(w, err);
}

int
coh_decision_sheet_write(struct coh_decision_view *v, struct coh_run *run,
                         struct coh_error *err)
{
    static const char *const first[] = {"id", "date", "status", "versions",
                                        NULL};
    static const char *const last[] = {"closed_on", NULL};
    struct coh_writer *w = coh_run_writer(run, err);
    const char *one[2] = {NULL, NULL};
    struct coh_decision d;
    size_t at = 0, k;

    if (!w || declare(w, first, "id versions", err))
        return -1;
    for (k = 0; k < KEPT; k++) {
        one[0] = kept[k].field;
        if (declare(w, one, "", err))
            return -1;
    }
    if (declare(w, last, "", err))
        return -1;
    while (coh_decisions_next(&v->all, &at, &d))
        if (put_sheet_row(v, &d, run->today, w, err) ||
            coh_decision_view_fact(run, &d, err))
            return -1;
    return 0;
}

/* ---- due ---- */

static int
note_due(struct coh_run *run, const struct coh_decision *d,
         struct coh_error *err)
{
    char place[40];

    if (coh_decision_review(d) > run->today)
        return 0;
    snprintf(place, sizeof(place), "decision %lld", (long long)d->id);
    return coh_notes_add(&run->notes, COH_NOTE_LOOK, place, err,
                         "due for review: see what came of it, and cohort "
                         "decide close ID");
}

static int
put_due_row(struct coh_decision_view *v, const struct coh_decision *d,
            coh_date today, struct coh_writer *w, struct coh_error *err)
{
    static const char *const field[] = {"owner_role", "measure_source",
                                        "measure_what", "expected",
                                        "measure_by"};
    const int days = coh_calendar_school_days(&v->shelf.calendar,
                                              coh_decision_review(d), today);
    size_t k;

    if (coh_writer_count(w, (size_t)d->id, err) ||
        put_field(v, d, d->now, "question", 1, w, err) ||
        put_field(v, d, d->now, "review_on", 1, w, err) ||
        coh_writer_count(w, (size_t)days, err))
        return -1;
    for (k = 0; k < sizeof(field) / sizeof(*field); k++)
        if (put_field(v, d, d->now, field[k], 1, w, err))
            return -1;
    return coh_writer_row(w, err);
}

int
coh_decision_due_write(struct coh_decision_view *v, struct coh_run *run,
                       const struct coh_decision_choice *c,
                       struct coh_error *err)
{
    static const char *const column[] = {
        "id",     "question", "review_on", "days", "owner_role",
        "source", "what",     "expected",  "by",   NULL};
    struct coh_writer *w = coh_run_writer(run, err);
    struct coh_decision d;
    size_t at = 0;

    if (!w || declare(w, column, "id days", err))
        return -1;
    while (coh_decisions_next(&v->all, &at, &d))
        if (coh_decision_chosen(c, &d, run->today) &&
            (put_due_row(v, &d, run->today, w, err) || note_due(run, &d, err) ||
             coh_decision_view_fact(run, &d, err)))
            return -1;
    return v->all.n && !coh_writer_rows(w)
               ? coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                               "no decision is due for review")
               : 0;
}

/* ---- one decision ---- */

static int
put_pair(struct coh_writer *w, const char *field, const char *value,
         struct coh_error *err)
{
    if (coh_writer_string(w, field, err) || coh_writer_string(w, value, err))
        return -1;
    return coh_writer_row(w, err);
}

/* The values of one field, or, for NULL, of fields that this version does not
 * know. */
static int
put_pairs_of(struct coh_decision_view *v, const struct coh_decision *d,
             const struct coh_decision_entry *entry, const char *field,
             struct coh_writer *w, struct coh_error *err)
{
    const char *shown;
    size_t i, k;

    for (i = 0; i < entry->n; i++) {
        const struct coh_decision_value *value = &entry->value[i];

        for (k = 0; k < KEPT && strcmp(value->field, kept[k].field); k++)
            ;
        if (field ? strcmp(value->field, field) : k < KEPT)
            continue;
        if (coh_decision_view_text(v, d, value->text, &shown, err) ||
            put_pair(w, value->field, shown, err))
            return -1;
    }
    return 0;
}

static int
put_pairs(struct coh_decision_view *v, const struct coh_decision *d,
          const struct coh_decision_entry *entry, struct coh_writer *w,
          struct coh_error *err)
{
    size_t k;

    for (k = 0; k < KEPT; k++)
        if (put_pairs_of(v, d, entry, kept[k].field, w, err))
            return -1;
    return put_pairs_of(v, d, entry, NULL, w, err);
}

int
coh_decision_show_write(struct coh_decision_view *v, struct coh_run *run,
                        const struct coh_decision *d, struct coh_error *err)
{
    static const char *const column[] = {"field", "value", NULL};
    struct coh_writer *w = coh_run_writer(run, err);
    char id[24], day[COH_DATE_SIZE];

    snprintf(id, sizeof(id), "%lld", (long long)d->id);
    if (!w || declare(w, column, "", err) || put_pair(w, "id", id, err) ||
        put_pair(w, "date", coh_date_text(d->decided, day), err) ||
        put_pair(w, "status", status_of(d, run->today), err) ||
        (d->versions > 1 &&
         put_pair(w, "amended_on", coh_date_text(d->now->day, day), err)) ||
        put_pairs(v, d, d->now, w, err))
        return -1;
    if (!d->outcome)
        return 0;
    return put_pair(w, "closed_on", coh_date_text(d->outcome->day, day), err) ||
                   put_pairs(v, d, d->outcome, w, err)
               ? -1
               : 0;
}

int
coh_decision_history_write(struct coh_decision_view *v, struct coh_run *run,
                           const struct coh_decision *d, struct coh_error *err)
{
    static const char *const column[] = {"entry", "day",   "kind",
                                         "field", "value", NULL};
    struct coh_writer *w = coh_run_writer(run, err);
    const char *shown;
    size_t i, k;

    if (!w || declare(w, column, "entry", err))
        return -1;
    for (i = 0; i < v->all.n; i++) {
        const struct coh_decision_entry *e = &v->all.entry[i];

        for (k = 0; e->id == d->id && k < e->n; k++)
            if (coh_decision_view_text(v, d, e->value[k].text, &shown, err) ||
                coh_writer_count(w, (size_t)e->entry, err) ||
                put_day(w, e->day, err) ||
                coh_writer_string(w, coh_decision_kind_name(e->kind), err) ||
                coh_writer_string(w, e->value[k].field, err) ||
                coh_writer_string(w, shown, err) || coh_writer_row(w, err))
                return -1;
    }
    return 0;
}
