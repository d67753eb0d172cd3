/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of items, and the table of tests. */
#include <math.h>
#include <stdio.h>

#include "flow/items.h"
#include "stat/reliability.h"

enum { VERDICT = 30 }; /* no verdict on an item with fewer answers */

static int
declare(struct coh_writer *w, const char *const *name, size_t texts,
        struct coh_error *err)
{
    size_t i;

    for (i = 0; name[i]; i++)
        if (coh_writer_column(w, coh_span_of(name[i]),
                              i < texts ? COH_COLUMN_TEXT : COH_COLUMN_NUMBER,
                              err))
            return -1;
    return 0;
}

/* Add a reason to what stands in the note. */
static int
add_reason(struct coh_text *note, const char *reason, struct coh_error *err)
{
    if (!reason)
        return 0;
    return coh_text_format(note, err, "%s%s", note->length ? "; " : "", reason);
}

/* ---- a row an item ---- */

/* How many items were judged, and how many seem to contradict the rest. */
struct judged {
    size_t items, against;
    int intervals;         /* any is printed */
    size_t without, blank; /* items with an alpha without them, and not */
};

static const char *
verdict(const struct coh_item *item, struct judged *j)
{
    if (isnan(item->point_biserial_ci.low))
        return NULL;
    j->items++;
    if (item->point_biserial_ci.high < 0) {
        j->against++;
        return "those who do well on the rest miss it: check the key";
    }
    if (item->point_biserial < 0)
        return "negative, but consistent with no link to the rest: "
               "check the key";
    if (item->point_biserial_ci.low <= 0)
        return "cannot tell whether those who do well on the rest get it "
               "more often";
    return NULL;
}

/* Points beyond the full score, or below none: a share above 1 has a reason. */
static int
add_outside(const struct coh_items_test *test, size_t at, struct coh_text *note,
            struct coh_error *err)
{
    size_t i, outside = 0;
    char reason[80];

    for (i = 0; i < test->rows; i++) {
        double x = test->score[i * test->items + at];

        outside += x < 0 || x > test->full[at];
    }
    if (!outside)
        return 0;
    snprintf(reason, sizeof(reason), "%zu score%s below 0 or above max_score",
             outside, outside == 1 ? "" : "s");
    return add_reason(note, reason, err);
}

static int
write_note(const struct coh_items_test *test, size_t at,
           const struct coh_item *item, struct judged *j, struct coh_text *note,
           struct coh_error *err)
{
    char few[64];

    coh_text_clear(note);
    if (add_outside(test, at, note, err) ||
        add_reason(note, item->difficulty_why, err))
        return -1;
    if (item->n && (add_reason(note, item->difficulty_interval_why, err) ||
                    add_reason(note, item->point_biserial_why, err) ||
                    add_reason(note, item->point_biserial_interval_why, err)))
        return -1;
    if (item->n < VERDICT) {
        snprintf(few, sizeof(few), "n = %zu: no verdict", item->n);
        return add_reason(note, few, err);
    }
    if (test->repeats)
        return add_reason(note, "students repeat: no interval, no verdict",
                          err);
    return add_reason(note, verdict(item, j), err) ||
                   (item->difficulty_ci.high < 0.5 &&
                    add_reason(note, "fewer than half of the points are earned",
                               err))
               ? -1
               : 0;
}

int
coh_items_put_standards(const struct coh_items *t, struct coh_writer *w,
                        const struct coh_items_item *item,
                        struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < item->standards; i++) {
        struct coh_span s = coh_items_text(t, t->standard[item->standard + i]);

        if ((i && coh_text_add_string(&text, ";", err)) ||
            coh_text_add(&text, s.bytes, s.length, err))
            goto out;
    }
    rc = coh_writer_text(w, coh_text_span(&text), err);
out:
    coh_text_release(&text);
    return rc;
}

static int
put_item(struct coh_items *t, const struct coh_items_test *test, size_t i,
         struct coh_item *item, struct coh_error *err)
{
    const struct coh_items_item *about = &t->item[test->item + i];
    struct coh_item_scores s = coh_items_scores(test);
    struct coh_writer *w = coh_run_writer(t->run, err);

    coh_item_analyse(&s, i, t->level, item);
    if (test->repeats)
        item->difficulty_ci = item->point_biserial_ci =
            (struct coh_interval){NAN, NAN};
    if (!w || coh_items_put_test(t, w, test, err) ||
        coh_writer_text(w, coh_items_text(t, about->name), err) ||
        coh_items_put_standards(t, w, about, err) ||
        coh_writer_count(w, item->n, err) ||
        coh_writer_count(w, item->missing, err))
        return -1;
    return coh_writer_doubles(
        w,
        (double[]){item->difficulty, item->difficulty_ci.low,
                   item->difficulty_ci.high, item->point_biserial,
                   item->point_biserial_ci.low, item->point_biserial_ci.high},
        6, err);
}

/* What deleting the item would do to alpha. */
static int
put_deleted(struct coh_items *t, const struct coh_items_test *test, size_t i,
            double alpha, struct judged *j, struct coh_error *err)
{
    struct coh_item_scores s = coh_items_scores(test);
    struct coh_writer *w = coh_run_writer(t->run, err);
    double without;

    if (!w || coh_reliability_without(&s, i, &without, err))
        return -1;
    if (isnan(without - alpha))
        j->blank++;
    else
        j->without++;
    return coh_writer_doubles(w, (double[]){without, without - alpha}, 2, err);
}

static int
put_items(struct coh_items *t, const struct coh_items_test *test,
          struct judged *j, struct coh_error *err)
{
    struct coh_item_scores s = coh_items_scores(test);
    struct coh_text text = COH_TEXT_INIT;
    struct coh_reliability r;
    struct coh_item item;
    size_t i;
    int rc = -1;

    if (t->all && coh_reliability_of(&s, t->level, &r, err))
        return -1;
    for (i = 0; i < test->items; i++) {
        struct coh_writer *w = coh_run_writer(t->run, err);

        if (!w || put_item(t, test, i, &item, err) ||
            (t->all && put_deleted(t, test, i, r.alpha, j, err)) ||
            write_note(test, i, &item, j, &text, err) ||
            coh_writer_text(w, coh_text_span(&text), err) ||
            coh_writer_row(w, err))
            goto out;
        j->intervals |= isfinite(item.difficulty_ci.low) ||
                        isfinite(item.point_biserial_ci.low);
    }
    rc = 0;
out:
    coh_text_release(&text);
    return rc;
}

static int
item_header(struct coh_items *t, struct coh_error *err)
{
    static const char *const name[] = {"item",
                                       "standard",
                                       "n",
                                       "missing",
                                       "difficulty",
                                       "difficulty_low",
                                       "difficulty_high",
                                       "point_biserial",
                                       "point_biserial_low",
                                       "point_biserial_high",
                                       NULL};
    static const char *const more[] = {"alpha_if_deleted", "alpha_change",
                                       NULL};
    static const char *const last[] = {"note", NULL};
    struct coh_writer *w = coh_run_writer(t->run, err);

    return !w || coh_items_put_names(t, w, err) || declare(w, name, 2, err) ||
                   (t->all && declare(w, more, 0, err)) ||
                   declare(w, last, 1, err)
               ? -1
               : 0;
}

int
coh_items_write(struct coh_items *t, struct coh_error *err)
{
    struct judged j = {0};
    size_t i;

    if (item_header(t, err))
        return -1;
    for (i = 0; i < t->tests; i++)
        if (put_items(t, &t->test[i], &j, err))
            return -1;
    if (j.items &&
        coh_notes_add(&t->run->notes, COH_NOTE_FACT, NULL, err,
                      "%zu items were judged: were none linked to the rest, "
                      "chance alone would show about %.2g as missed by those "
                      "who do well on it; %zu %s so",
                      j.items, (double)j.items * (1 - t->level) / 2, j.against,
                      j.against == 1 ? "is" : "are"))
        return -1;
    if (j.blank &&
        coh_notes_add(&t->run->notes, COH_NOTE_FACT, NULL, err,
                      "%zu item%s without alpha_if_deleted: it takes three "
                      "items, and totals that differ",
                      j.blank, j.blank == 1 ? "" : "s"))
        return -1;
    if (j.without &&
        coh_notes_add(&t->run->notes, COH_NOTE_FACT, NULL, err,
                      "alpha_change lies within the interval of alpha (--test) "
                      "for most items: no reason by itself to drop one"))
        return -1;
    return j.intervals
               ? coh_run_intervals(t->run, COH_ABOUT_STUDENTS, t->level, err)
               : 0;
}

/* ---- a row a test ---- */

static int
write_test_note(const struct coh_items_test *test,
                const struct coh_reliability *r, struct coh_text *note,
                struct coh_error *err)
{
    char partly[80];

    coh_text_clear(note);
    if (add_reason(note, r->why, err))
        return -1;
    if (!isnan(r->alpha) && r->alpha < 0 &&
        add_reason(note, "negative: the items do not measure one thing", err))
        return -1;
    if (test->repeats && add_reason(note, "students repeat: no interval", err))
        return -1;
    if (!r->partly)
        return 0;
    snprintf(partly, sizeof(partly), "%zu of %zu left items out: not among n",
             r->partly, r->partly + r->n);
    return add_reason(note, partly, err);
}

static int
put_test_row(struct coh_items *t, const struct coh_items_test *test,
             int *intervals, struct coh_text *note, struct coh_error *err)
{
    struct coh_item_scores s = coh_items_scores(test);
    struct coh_writer *w = coh_run_writer(t->run, err);
    struct coh_reliability r;

    if (!w || coh_reliability_of(&s, t->level, &r, err) ||
        write_test_note(test, &r, note, err))
        return -1;
    if (test->repeats)
        r.ci.low = r.ci.high = NAN;
    *intervals |= isfinite(r.ci.low);
    if (coh_items_put_test(t, w, test, err) ||
        coh_writer_count(w, r.items, err) || coh_writer_count(w, r.n, err) ||
        coh_writer_doubles(
            w, (double[]){r.mean, r.sd, r.alpha, r.ci.low, r.ci.high, r.sem}, 6,
            err) ||
        coh_writer_text(w, coh_text_span(note), err))
        return -1;
    return coh_writer_row(w, err);
}

int
coh_items_write_tests(struct coh_items *t, struct coh_error *err)
{
    static const char *const name[] = {"items",      "n",     "mean",
                                       "sd",         "alpha", "alpha_low",
                                       "alpha_high", "sem",   NULL};
    static const char *const last[] = {"note", NULL};
    struct coh_writer *w = coh_run_writer(t->run, err);
    struct coh_text note = COH_TEXT_INIT;
    int intervals = 0, rc = -1;
    size_t i;

    if (!w || coh_items_put_names(t, w, err) || declare(w, name, 0, err) ||
        declare(w, last, 1, err))
        goto out;
    for (i = 0; i < t->tests; i++)
        if (put_test_row(t, &t->test[i], &intervals, &note, err))
            goto out;
    rc = intervals
             ? coh_run_intervals(t->run, COH_ABOUT_STUDENTS, t->level, err)
             : 0;
out:
    coh_text_release(&note);
    return rc;
}
