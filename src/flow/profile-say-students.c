/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom the source speaks of, how often, and when. */
#include <stdio.h>
#include <string.h>

#include "flow/profile-findings.h"

static const struct coh_span none = {"", 0};

enum { NAMED = 10 };

/* ---- the join ---- */

struct join {
    size_t exact, zeros, address, several, nobody;
};

/* The first ids that found nobody: "03181, x12 …"; inside the team alone. */
static int
name_ids(struct coh_profile_findings *f, const struct coh_inspection *x,
         size_t place, size_t n, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i, named = 0;

    coh_text_clear(&f->text);
    for (i = 0; i < x->ids.n && !f->run->share; i++) {
        const struct coh_span id = *coh_keys_cells(&x->ids, i);

        if (x->student[i].place != place || named == NAMED)
            continue;
        if (coh_text_format(&f->text, err, "%s%s", named ? ", " : ": ",
                            coh_quote(id.bytes, id.length, quoted)))
            return -1;
        named++;
    }
    return named && n > named ? coh_text_add_string(&f->text, " …", err) : 0;
}

static int
say_ids(struct coh_profile_findings *f, const struct coh_inspection *x,
        const char *item, size_t place, size_t n, const char *advice,
        struct coh_error *err)
{
    if (!n)
        return 0;
    if (name_ids(f, x, place, n, err))
        return -1;
    if (coh_profile_findings_hide(f, n, x->ids.n))
        return coh_found(f, "students", item, x->header.name[x->id], advice,
                         err, "hidden to protect small groups");
    return coh_found(f, "students", item, x->header.name[x->id], advice, err,
                     "%zu%s", n, coh_text_get(&f->text));
}

static struct join
count_join(const struct coh_inspection *x)
{
    struct join j = {0, 0, 0, 0, 0};
    size_t i;

    for (i = 0; i < x->ids.n; i++) {
        const struct coh_inspection_student *s = &x->student[i];

        j.nobody += s->place == COH_INSPECTION_NOBODY;
        j.several += s->place == COH_INSPECTION_SEVERAL;
        j.exact += s->match == COH_MATCH_EXACT;
        j.zeros += s->match == COH_MATCH_ZEROS;
        j.address += s->match == COH_MATCH_ADDRESS;
    }
    return j;
}

int
coh_profile_findings_join(struct coh_profile_findings *f,
                          const struct coh_inspection *x, struct coh_error *err)
{
    const struct join j = count_join(x);

    if (x->id == x->header.n)
        return coh_found(f, "students", "join", none, NULL, err,
                         "no column of ids found (give --student, or set "
                         "join_key)");
    if (!f->team->roster.n)
        return coh_found(f, "students", "join", x->header.name[x->id], NULL,
                         err, "not looked at: the roster is empty");
    if (coh_found_share(f, "students", "ids on the roster",
                        x->header.name[x->id], NULL,
                        j.exact + j.zeros + j.address, x->ids.n, NULL, err) ||
        (j.zeros && coh_found_share(f, "students", "without leading zeros",
                                    x->header.name[x->id], NULL, j.zeros,
                                    x->ids.n, "ids are known only so", err)))
        return -1;
    if (x->without_id && coh_found_share(f, "students", "rows without an id",
                                         x->header.name[x->id],
                                         "say whose they are, or take them out",
                                         x->without_id, x->rows, NULL, err))
        return -1;
    return say_ids(f, x, "ids of nobody", COH_INSPECTION_NOBODY, j.nobody,
                   "put them on the roster, or correct them", err) ||
                   say_ids(f, x, "ids of several", COH_INSPECTION_SEVERAL,
                           j.several, "write the id in full", err)
               ? -1
               : 0;
}

/* ---- coverage ---- */

static int
name_absent(struct coh_profile_findings *f, const unsigned char *seen,
            struct coh_error *err)
{
    const struct coh_profile_team *t = f->team;
    size_t i, named = 0;

    coh_text_clear(&f->text);
    for (i = 0; i < t->roster.n && !f->run->share; i++) {
        if (!t->active[i] || seen[i] || named > NAMED)
            continue;
        if (named == NAMED
                ? coh_text_add_string(&f->text, " …", err)
                : coh_text_format(&f->text, err, "%s%s", named ? ", " : "",
                                  t->roster.student[i].student_id))
            return -1;
        named++;
    }
    return 0;
}

/* Of each group of an attribute, how many active students have no record. */
static int
say_groups(struct coh_profile_findings *f, const unsigned char *seen, size_t a,
           struct coh_error *err)
{
    const struct coh_profile_team *t = f->team;
    char quoted[COH_QUOTE_SIZE];
    size_t l, i;

    coh_text_clear(&f->text);
    for (l = 0; l < t->levels[a].n; l++) {
        const struct coh_span level = *coh_keys_cells(&t->levels[a], l);
        size_t n = 0, absent = 0;

        for (i = 0; i < t->roster.n; i++)
            if (t->active[i] && t->level[a * t->roster.n + i] == l) {
                n++;
                absent += !seen[i];
            }
        if (n && coh_text_format(&f->text, err, "%s%s %zu of %zu",
                                 f->text.length ? ", " : "",
                                 coh_quote(level.bytes, level.length, quoted),
                                 absent, n))
            return -1;
    }
    return coh_found(f, "students", "no record, by group", t->attribute.item[a],
                     NULL, err, "%s", coh_text_get(&f->text));
}

int
coh_profile_findings_cover(struct coh_profile_findings *f,
                           const unsigned char *seen, struct coh_error *err)
{
    const struct coh_profile_team *t = f->team;
    size_t absent = 0, i;
    char *named;
    int rc;

    if (!t->actives)
        return 0;
    for (i = 0; i < t->roster.n; i++)
        absent += t->active[i] && !seen[i];
    if (name_absent(f, seen, err))
        return -1;
    named = coh_copy_text(coh_text_get(&f->text), f->text.length, err);
    if (!named)
        return -1;
    rc = coh_found_share(f, "students", "no record", none,
                         absent ? "find out why before reading the figures"
                                : NULL,
                         absent, t->actives, *named ? named : NULL, err);
    coh_free(named);
    for (i = 0; !rc && absent && !f->run->share && i < t->attribute.n; i++)
        if (t->levels[i].n > 1 && t->levels[i].n <= 12)
            rc = say_groups(f, seen, i, err);
    return rc;
}

/* ---- twice or more ---- */

static int
say_scale(struct coh_profile_findings *f, size_t at, struct coh_error *err)
{
    const struct coh_profile_scale *s = &f->team->scale[at];
    const struct coh_span *k = coh_keys_cells(&f->team->scale_keys, at);
    char a[COH_QUOTE_SIZE], m[COH_QUOTE_SIZE], c[COH_QUOTE_SIZE];
    char more[3 * COH_QUOTE_SIZE + 20];

    snprintf(more, sizeof(more), "%s, %s%s%s",
             coh_quote(k[0].bytes, k[0].length, a),
             coh_quote(k[1].bytes, k[1].length, m), k[2].length ? ", " : "",
             coh_quote(k[2].bytes, k[2].length, c));
    return coh_found_share(f, "growth", "twice or more", none, NULL, s->pairs,
                           s->students, more, err);
}

static int
is_overall(const struct coh_profile_team *t, size_t at)
{
    return coh_span_is(coh_keys_cells(&t->scale_keys, at)[1], "overall");
}

/* What the store has on two occasions: of whole assessments; of their parts
 * only where there is nothing else. */
static int
say_scales(struct coh_profile_findings *f, size_t *pairs, struct coh_error *err)
{
    const struct coh_profile_team *t = f->team;
    size_t i, said = 0;
    int overall = 0;

    for (i = 0; i < t->scale_keys.n; i++) {
        *pairs += t->scale[i].pairs;
        overall |= t->scale[i].pairs && is_overall(t, i);
    }
    for (i = 0; i < t->scale_keys.n; i++)
        if (t->scale[i].pairs && (!overall || is_overall(t, i)) &&
            said++ < NAMED && say_scale(f, i, err))
            return -1;
    if (said <= NAMED)
        return 0;
    return coh_found(f, "growth", "twice or more", none, NULL, err,
                     "and %zu more scales", said - NAMED);
}

/* Students of all files, and whether they have two different days in them. */
struct days {
    struct coh_keys ids;
    struct coh_inspection_student *student;
    size_t capacity;
};

static int
take_days(struct days *d, const struct coh_inspection *x, struct coh_error *err)
{
    struct coh_inspection_student *to;
    size_t i, at, before;

    for (i = 0; i < x->ids.n; i++) {
        const struct coh_inspection_student *s = &x->student[i];

        before = d->ids.n;
        if (!s->days)
            continue;
        if (coh_keys_index(&d->ids, coh_keys_cells(&x->ids, i), &at, err) ||
            coh_reserve(&d->student, &d->capacity, at + 1, sizeof(*d->student),
                        err))
            return -1;
        to = &d->student[at];
        if (at == before)
            *to = *s;
        else if (s->days > 1 || s->day != to->day)
            to->days = 2;
    }
    return 0;
}

/* *dated: students that have a day at all. */
static int
say_days(struct coh_profile_findings *f, const struct coh_inspection *x,
         size_t files, size_t *dated, size_t *pairs, struct coh_error *err)
{
    struct days d = {.ids = COH_PROFILE_KEYS(1)};
    size_t i, n = 0;
    int rc = 0;

    for (i = 0; !rc && i < files; i++)
        rc = take_days(&d, &x[i], err);
    for (i = 0; !rc && i < d.ids.n; i++)
        n += d.student[i].days > 1;
    if (!rc && d.ids.n)
        rc = coh_found_share(f, "growth", "two days or more", none, NULL, n,
                             d.ids.n, NULL, err);
    *dated += d.ids.n;
    *pairs += n;
    coh_keys_release(&d.ids);
    coh_free(d.student);
    return rc;
}

int
coh_profile_findings_growth(struct coh_profile_findings *f,
                            const struct coh_inspection *x, size_t files,
                            struct coh_error *err)
{
    const int claimed =
        !strcmp(coh_entry_get(f->entry, COH_FIELD_GROWTH_CAPABLE), "yes");
    size_t pairs = 0, dated = f->team->scale_keys.n;

    if (say_days(f, x, files, &dated, &pairs, err) ||
        say_scales(f, &pairs, err))
        return -1;
    if (!dated)
        return coh_found(f, "growth", "occasions", none, NULL, err,
                         "not known: no column of dates, nothing in the store");
    if (claimed && !pairs)
        return coh_found(f, "growth", "no retest", none,
                         "set growth_capable to no, or collect it again", err,
                         "the entry says it shows growth, but nobody has two "
                         "occasions");
    return 0;
}

/* ---- how fresh ---- */

int
coh_profile_findings_fresh(struct coh_profile_findings *f,
                           const struct coh_calendar *calendar, coh_date newest,
                           struct coh_error *err)
{
    const struct coh_due due = coh_due_find(f->entry, calendar, f->run->today);
    const int late = due.state == COH_DUE_OVERDUE ||
                     due.state == COH_DUE_NEVER || due.state == COH_DUE_FUTURE;
    const coh_date last = coh_entry_date(f->entry, COH_FIELD_LAST_COLLECTED);
    char a[COH_DATE_SIZE], b[COH_DATE_SIZE];
    const char *advice;

    if (newest != COH_DATE_NONE &&
        coh_found(f, "fresh", "newest day", none, NULL, err,
                  "%s, %d days %s today", coh_date_text(newest, a),
                  newest > f->run->today ? newest - f->run->today
                                         : f->run->today - newest,
                  newest > f->run->today ? "after" : "before"))
        return -1;
    if (newest != COH_DATE_NONE && last != COH_DATE_NONE && newest > last &&
        newest <= f->run->today &&
        coh_found(f, "fresh", "newer than recorded", none,
                  "take the files in (cohort ingest)", err,
                  "the files go to %s, last_collected says %s",
                  coh_date_text(newest, a), coh_date_text(last, b)))
        return -1;
    coh_text_clear(&f->text);
    if (coh_due_text(f->entry, &due, &f->text, err))
        return -1;
    /* What it says to do stands in a column of its own. */
    advice = strstr(coh_text_get(&f->text), "): ");
    if (coh_found(
            f, "fresh", "due", none,
            late ? advice ? advice + 3 : "collect it, or retire it" : NULL, err,
            "%.*s", advice ? (int)(advice + 1 - coh_text_get(&f->text)) : 500,
            coh_text_get(&f->text)))
        return -1;
    if (!f->team->loads)
        return coh_found(f, "fresh", "in the store", none, NULL, err,
                         "no file of this source was taken in yet");
    return coh_found(f, "fresh", "in the store", none, NULL, err,
                     "%zu results of %zu load%s, the last on %s",
                     f->team->results, f->team->loads,
                     f->team->loads == 1 ? "" : "s",
                     coh_date_text(f->team->newest_load, a));
}
