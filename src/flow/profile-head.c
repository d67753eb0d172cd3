/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first records of a file: where the header is, and what the columns of
 * students and days are. */
#include <string.h>

#include "flow/profile-file.h"

enum { FIRST = 100 };

/* ---- the header ---- */

static size_t
filled(const struct coh_record *r)
{
    size_t i, n = 0;

    for (i = 0; i < r->n; i++)
        n += coh_span_trim(r->cell[i]).length != 0;
    return n;
}

/* The width that most records have; of several the greatest. */
static size_t
usual_width(const struct coh_head *head)
{
    size_t best = 0, most = 0, i, k;

    for (i = 0; i < head->n; i++) {
        size_t same = 0;

        for (k = 0; k < head->n && !head->record[i].aside; k++)
            same += !head->record[k].aside &&
                    head->record[k].n == head->record[i].n;
        if (same > most || (same == most && head->record[i].n > best)) {
            most = same;
            best = head->record[i].n;
        }
    }
    return best;
}

static size_t
find_header(const struct coh_head *head)
{
    const size_t width = usual_width(head);
    size_t i;

    for (i = 0; width > 1 && i < head->n; i++)
        if (!head->record[i].aside && head->record[i].n == width &&
            filled(&head->record[i]) > 1)
            return i;
    return 0;
}

/* ---- what columns are ---- */

/* Of the first values of a column, how many there are and how many are what
 * is looked for. */
struct tested {
    size_t n, hits;
};

static int
is_date(const struct coh_inspection_wish *wish, struct coh_span cell)
{
    struct coh_sight s;

    (void)wish;
    coh_sight_take(cell, &s);
    return s.kind == COH_SIGHT_DATE;
}

static int
is_student(const struct coh_inspection_wish *wish, struct coh_span cell)
{
    size_t at;

    return coh_match_found(
        coh_roster_find(wish->roster, coh_span_trim(cell), &at));
}

static struct tested
test_column(const struct coh_head *head, size_t above, size_t column,
            int (*is)(const struct coh_inspection_wish *, struct coh_span),
            const struct coh_inspection_wish *wish)
{
    struct tested t = {0, 0};
    size_t i;

    for (i = above + 1; i < head->n; i++) {
        const struct coh_record *r = &head->record[i];

        if (r->aside || column >= r->n ||
            !coh_span_trim(r->cell[column]).length)
            continue;
        t.n++;
        t.hits += is(wish, r->cell[column]) != 0;
    }
    return t;
}

static int
says_date(struct coh_span name)
{
    size_t i;

    for (i = 0; i + 4 <= name.length; i++)
        if (coh_span_is_caseless((struct coh_span){name.bytes + i, 4}, "date"))
            return 1;
    return 0;
}

static size_t
seek_caseless(const struct coh_header *h, const char *name)
{
    size_t i;

    for (i = 0; i < h->n && *name; i++)
        if (coh_span_is_caseless(h->name[i], name))
            return i;
    return h->n;
}

static void
find_date(struct coh_inspection *f, const struct coh_head *head)
{
    struct tested t;
    size_t i;

    f->date = f->header.n;
    for (i = 0; i < f->header.n; i++) {
        t = test_column(head, f->above, i, is_date, NULL);
        if (!t.n || 2 * t.hits < t.n)
            continue;
        if (f->date == f->header.n)
            f->date = i;
        if (says_date(f->header.name[i])) {
            f->date = i;
            return;
        }
    }
}

static int
find_id(struct coh_inspection *f, const struct coh_head *head,
        const struct coh_inspection_wish *wish, struct coh_error *err)
{
    struct tested t;
    size_t i;

    if (wish->student)
        return coh_header_find(&f->header, coh_span_of(wish->student), &f->id,
                               err);
    f->id = seek_caseless(&f->header, wish->join_key);
    for (i = 0; f->id == f->header.n && i < f->header.n; i++) {
        if (!wish->roster || !wish->roster->n)
            break;
        t = test_column(head, f->above, i, is_student, wish);
        if (t.hits >= 2 && 2 * t.hits >= t.n)
            f->id = i;
    }
    return 0;
}

/* ---- the key ---- */

static void
add_key(struct coh_columns *key, size_t at)
{
    if (!coh_columns_have(key, at))
        key->at[key->n++] = at;
}

/* What makes a tidy result one, as far as it is there; else id and date. */
static int
usual_key(struct coh_inspection *f, struct coh_error *err)
{
    static const char *const tidy[] = {"student_id", "assessment", "measure",
                                       "item",       "date",       "term",
                                       "attempt",    "scale",      "source"};
    size_t i, at;

    f->key.at = coh_alloc_array(sizeof(tidy) / sizeof(*tidy) + 2,
                                sizeof(*f->key.at), err);
    if (!f->key.at)
        return -1;
    f->key.n = 0;
    if (f->id == f->header.n)
        return 0;
    add_key(&f->key, f->id);
    if (f->date < f->header.n)
        add_key(&f->key, f->date);
    if (seek_caseless(&f->header, "assessment") == f->header.n)
        return 0;
    for (i = 0; i < sizeof(tidy) / sizeof(*tidy); i++)
        if ((at = seek_caseless(&f->header, tidy[i])) < f->header.n)
            add_key(&f->key, at);
    return 0;
}

int
coh_inspection_begin(struct coh_inspection *f, struct coh_reader *reader,
                     const struct coh_inspection_wish *wish,
                     struct coh_record *header, struct coh_error *err)
{
    struct coh_head head = COH_HEAD_INIT;
    int rc = -1;

    coh_reader_count_ends(reader);
    if (coh_head_read(&head, reader, FIRST, err))
        goto out;
    f->above = find_header(&head);
    if (coh_reader_start(reader, f->above, header, err) ||
        coh_header_copy(&f->header, header->cell, header->n, err))
        goto out;
    find_date(f, &head);
    f->status = seek_caseless(&f->header, "status");
    f->score = seek_caseless(&f->header, "score");
    f->key_given = wish->key != NULL;
    rc = find_id(f, &head, wish, err);
    if (!rc)
        rc = wish->key ? coh_columns_find(&f->key, wish->key, &f->header, err)
                       : usual_key(f, err);
    if (rc)
        coh_error_context(err, "%s: ", coh_reader_name(reader));
out:
    coh_head_release(&head);
    return rc;
}
