/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/coverage.h"

#include <stdio.h>
#include <string.h>

#include "inventory/check-internal.h"
#include "inventory/grade.h"
#include "inventory/words.h"

enum { OTHER = 100, NONE };

/* Where a grade stands among others. */
static int
rank_of(struct coh_span s)
{
    const int n = coh_grade_read(s);

    return !s.length ? NONE : n == COH_NO_GRADE ? OTHER : n;
}

static int
comes_before(struct coh_span a, struct coh_span b)
{
    const int rank_a = rank_of(a), rank_b = rank_of(b);

    if (rank_a != rank_b)
        return rank_a < rank_b;
    return coh_span_compare(a, b) < 0;
}

/* By name, the empty one last. */
static int
subject_before(struct coh_span a, struct coh_span b)
{
    if (!a.length || !b.length)
        return a.length > b.length;
    return coh_span_compare(a, b) < 0;
}

/* Put `s` where it belongs, unless it is there. */
static int
insert(struct coh_span **list, size_t *n, size_t *capacity, struct coh_span s,
       int (*before)(struct coh_span a, struct coh_span b),
       struct coh_error *err)
{
    size_t i;

    for (i = 0; i < *n; i++)
        if (coh_words_same((*list)[i], s) || (!s.length && !(*list)[i].length))
            return 0;
    if (coh_reserve(list, capacity, *n + 1, sizeof(**list), err))
        return -1;
    for (i = (*n)++; i && before(s, (*list)[i - 1]); i--)
        (*list)[i] = (*list)[i - 1];
    (*list)[i] = s;
    return 0;
}

static int
add_grade(struct coh_coverage *c, struct coh_span s, struct coh_error *err)
{
    return insert(&c->grade, &c->grades, &c->grade_capacity, s, comes_before,
                  err);
}

static int
add_range(struct coh_coverage *c, int from, int to, struct coh_error *err)
{
    char name[8];

    for (; from <= to; from++) {
        struct coh_span s = {name, 0};

        if (from)
            snprintf(name, sizeof(name), "%d", from);
        else
            snprintf(name, sizeof(name), "K");
        s.length = strlen(name);
        s.bytes = coh_arena_text(&c->arena, name, s.length, err);
        if (!s.bytes || add_grade(c, s, err))
            return -1;
    }
    return 0;
}

static int
counts(const struct coh_entry *e)
{
    return coh_check_collected(e) &&
           !coh_check_is(e, COH_FIELD_TIER, "research");
}

static int
take_entry(struct coh_coverage *c, const struct coh_entry *e,
           struct coh_error *err)
{
    struct coh_span rest = coh_span_of(coh_entry_get(e, COH_FIELD_SUBJECT));
    struct coh_span item;
    int n, from, to;

    for (n = 0; coh_words_next(&rest, &item); n++)
        if (insert(&c->subject, &c->subjects, &c->subject_capacity, item,
                   subject_before, err))
            return -1;
    if (!n && insert(&c->subject, &c->subjects, &c->subject_capacity,
                     coh_span_of(""), subject_before, err))
        return -1;
    rest = coh_span_of(coh_entry_get(e, COH_FIELD_GRADES));
    for (n = 0; coh_words_next(&rest, &item); n++)
        if (coh_grade_range(item, &from, &to) ? add_range(c, from, to, err)
                                              : add_grade(c, item, err))
            return -1;
    return n ? 0 : add_grade(c, coh_span_of(""), err);
}

int
coh_coverage_fill(struct coh_coverage *c, const struct coh_inventory *inv,
                  struct coh_error *err)
{
    size_t i;

    c->inventory = inv;
    for (i = 0; i < inv->n; i++)
        if (counts(&inv->entry[i]) && inv->entry[i].value[COH_FIELD_PURPOSE] &&
            take_entry(c, &inv->entry[i], err))
            return -1;
    return 0;
}

int
coh_coverage_has(const struct coh_coverage *c, const struct coh_entry *e,
                 const char *purpose, size_t subject, size_t grade)
{
    const struct coh_span s = c->subject[subject];
    const char *subjects = coh_entry_get(e, COH_FIELD_SUBJECT);

    if (!counts(e) || !coh_words_have(coh_entry_get(e, COH_FIELD_PURPOSE),
                                      coh_span_of(purpose)))
        return 0;
    if (s.length ? !coh_words_have(subjects, s) : *subjects != '\0')
        return 0;
    return grade == c->grades ||
           coh_grades_have(coh_entry_get(e, COH_FIELD_GRADES), c->grade[grade]);
}

size_t
coh_coverage_count(const struct coh_coverage *c, const char *purpose,
                   size_t subject, size_t grade)
{
    size_t i, n = 0;

    for (i = 0; i < c->inventory->n; i++)
        n += (size_t)coh_coverage_has(c, &c->inventory->entry[i], purpose,
                                      subject, grade);
    return n;
}

static int
write_cell(const struct coh_coverage *c, const char *purpose, size_t subject,
           size_t grade, struct coh_writer *w, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = 0;

    for (i = 0; !rc && i < c->inventory->n; i++) {
        const struct coh_entry *e = &c->inventory->entry[i];

        if (coh_coverage_has(c, e, purpose, subject, grade))
            rc = coh_text_format(&t, err, "%s%s", t.length ? "; " : "",
                                 coh_entry_get(e, COH_FIELD_SOURCE_ID));
    }
    if (!rc)
        rc = coh_writer_text(w, coh_text_span(&t), err);
    coh_text_release(&t);
    return rc;
}

static int
write_row(const struct coh_coverage *c, const char *purpose, size_t subject,
          struct coh_writer *w, struct coh_error *err)
{
    const size_t n = coh_coverage_count(c, purpose, subject, c->grades);
    const struct coh_span s = c->subject[subject];
    size_t grade;

    if (!s.length && !n)
        return 0;
    if (coh_writer_text(w, s.length ? s : coh_span_of("(none)"), err) ||
        coh_writer_string(w, purpose, err) || coh_writer_count(w, n, err))
        return -1;
    for (grade = 0; grade < c->grades; grade++)
        if (write_cell(c, purpose, subject, grade, w, err))
            return -1;
    return coh_writer_row(w, err);
}

static int
add_columns(const struct coh_coverage *c, struct coh_writer *w,
            struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    if (coh_writer_column(w, coh_span_of("subject"), COH_COLUMN_TEXT, err) ||
        coh_writer_column(w, coh_span_of("purpose"), COH_COLUMN_TEXT, err) ||
        coh_writer_column(w, coh_span_of("sources"), COH_COLUMN_NUMBER, err))
        goto out;
    for (i = 0; i < c->grades; i++) {
        coh_text_clear(&t);
        if (coh_text_add_string(&t, c->grade[i].length ? "grade " : "no grade",
                                err) ||
            coh_text_add(&t, c->grade[i].bytes, c->grade[i].length, err) ||
            coh_writer_column(w, coh_text_span(&t), COH_COLUMN_TEXT, err))
            goto out;
    }
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

int
coh_coverage_write(const struct coh_coverage *c, struct coh_writer *w,
                   struct coh_error *err)
{
    const char *const *purpose;
    size_t subject;

    if (add_columns(c, w, err))
        return -1;
    for (subject = 0; subject < c->subjects; subject++)
        for (purpose = coh_vocabulary_purpose.word; *purpose; purpose++)
            if (write_row(c, *purpose, subject, w, err))
                return -1;
    return 0;
}

void
coh_coverage_release(struct coh_coverage *c)
{
    coh_free(c->subject);
    coh_free(c->grade);
    coh_arena_release(&c->arena);
    *c = (struct coh_coverage)COH_COVERAGE_INIT;
}
