/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/profile-file.h"

#include <stdio.h>
#include <string.h>

#include "base/seen.h"

enum { PLACES = 65536, ALL_LABELS = 1 << 20, FEWEST_LABELS = 64 };

/* A reading under way. */
struct reading {
    struct coh_inspection *f;
    const struct coh_inspection_wish *wish;
    struct coh_portrait_ground ground;
    struct coh_seen seen;
    enum coh_portrait_stands *stands; /* of the row's cells */
    size_t next_line;                 /* where the next record should be */
};

/* ---- students ---- */

static int
new_student(struct reading *r, size_t at, struct coh_span id,
            struct coh_error *err)
{
    struct coh_inspection *f = r->f;
    struct coh_inspection_student *s;

    if (coh_reserve(&f->student, &f->student_capacity, at + 1,
                    sizeof(*f->student), err) ||
        coh_reserve(&f->has, &f->has_capacity, (at + 1) * f->stride, 1, err))
        return -1;
    memset(f->has + at * f->stride, 0, f->stride);
    s = &f->student[at];
    *s = (struct coh_inspection_student){.place = COH_INSPECTION_NOBODY};
    if (!r->wish->roster)
        return 0;
    s->match = coh_roster_find(r->wish->roster, id, &s->place);
    if (s->match == COH_MATCH_AMBIGUOUS)
        s->place = COH_INSPECTION_SEVERAL;
    else if (!coh_match_found(s->match))
        s->place = COH_INSPECTION_NOBODY;
    return 0;
}

static void
take_day(struct coh_inspection_student *s, struct coh_span day)
{
    uint64_t hash;

    if (!day.length)
        return;
    hash = coh_hash64(0, day.bytes, day.length) | 1;
    if (!s->days)
        s->days = 1;
    else if (hash != s->day)
        s->days = 2;
    s->day = hash;
}

static int
take_student(struct reading *r, const struct coh_record *rec,
             struct coh_error *err)
{
    struct coh_inspection *f = r->f;
    struct coh_span id;
    const size_t before = f->ids.n;
    unsigned char *has;
    size_t at, i;

    if (f->id == f->header.n)
        return 0;
    id = coh_span_trim(rec->cell[f->id]);
    if (!id.length) {
        f->without_id++;
        return 0;
    }
    if (coh_keys_index(&f->ids, &id, &at, err) ||
        (at == before && new_student(r, at, id, err)))
        return -1;
    f->student[at].rows++;
    if (f->date < f->header.n)
        take_day(&f->student[at], coh_span_trim(rec->cell[f->date]));
    has = f->has + at * f->stride;
    for (i = 0; i < f->header.n; i++)
        has[i / 4] |= (unsigned char)(r->stands[i] << i % 4 * 2);
    return 0;
}

int
coh_inspection_has(const struct coh_inspection *f, size_t at, size_t column)
{
    const int bits = f->has[at * f->stride + column / 4] >> column % 4 * 2 & 3;

    return (bits & COH_PORTRAIT_VALUE) ||
           (bits & COH_PORTRAIT_STATUS && !f->column[column].statuses);
}

/* ---- rows ---- */

static int
is_blank(const struct coh_record *rec)
{
    size_t i;

    for (i = 0; i < rec->n; i++)
        if (coh_span_trim(rec->cell[i]).length)
            return 0;
    return 1;
}

/* Count the row as one of its group; hashed again, so that any of its bits
 * can tell. */
static int
count_row(struct reading *r, size_t group, uint64_t hash, struct coh_error *err)
{
    struct coh_span bytes = {(const char *)&hash, sizeof(hash)};

    return coh_distinct_add(r->f->distinct, group, bytes, err);
}

static int
take_repeats(struct reading *r, const struct coh_record *rec, uint64_t hash,
             struct coh_error *err)
{
    struct coh_inspection *f = r->f;
    uint64_t key = 0;
    size_t times = 0, i;

    if (count_row(r, f->header.n, hash, err))
        return -1;
    if (f->rows < PLACES && coh_seen_add(&r->seen, hash, &times, err))
        return -1;
    if (times && f->twices < 3)
        f->twice[f->twices++] = rec->line;
    if (!f->key.n || (!f->key_given && f->id < f->header.n &&
                      !coh_span_trim(rec->cell[f->id]).length))
        return 0;
    f->keyed++;
    for (i = 0; i < f->key.n; i++) {
        struct coh_span s = coh_span_trim(rec->cell[f->key.at[i]]);

        key = coh_hash64(key + s.length + 1, s.bytes, s.length);
    }
    return count_row(r, f->header.n + 1, key, err);
}

/* A score that is blank, in a row that says why. */
static void
take_status(struct coh_inspection *f, const struct coh_record *rec)
{
    int status;

    if (f->status == f->header.n || f->score == f->header.n ||
        coh_span_trim(rec->cell[f->score]).length)
        return;
    status = coh_status_find(coh_span_trim(rec->cell[f->status]));
    if (status > COH_STATUS_SCORED)
        f->column[f->score].by_status[status]++;
}

static int
take_row(struct reading *r, const struct coh_record *rec, struct coh_error *err)
{
    struct coh_inspection *f = r->f;
    uint64_t row = 0;
    size_t i;

    if (is_blank(rec)) {
        f->blank_rows++;
        return 0;
    }
    for (i = 0; i < f->header.n; i++) {
        const uint64_t hash =
            coh_hash64(0, rec->cell[i].bytes, rec->cell[i].length);

        row = (row ^ hash) * UINT64_C(0x9E3779B97F4A7C15);
        row ^= row >> 29;
        if (coh_portrait_add(&f->column[i], &r->ground, rec->cell[i], hash,
                             &r->stands[i], err))
            return -1;
    }
    take_status(f, rec);
    if (take_repeats(r, rec, row, err) || take_student(r, rec, err))
        return -1;
    f->rows++;
    return 0;
}

static void
take_aside(struct coh_inspection *f, const struct coh_record *rec)
{
    f->aside++;
    if (f->aside_places < 3)
        snprintf(f->aside_place[f->aside_places++], sizeof(*f->aside_place),
                 "line %zu: %.80s", rec->line, rec->reason);
}

static int
read_rows(struct reading *r, struct coh_reader *reader, struct coh_error *err)
{
    struct coh_record rec;
    int rc;

    while (!(rc = coh_reader_next(reader, &rec, err)) && !rec.end) {
        if (rec.line > r->next_line)
            r->f->blank_lines += rec.line - r->next_line;
        r->next_line = rec.line + rec.lines;
        if (rec.aside)
            take_aside(r->f, &rec);
        else if (take_row(r, &rec, err))
            return -1;
    }
    return rc;
}

/* ---- begin and end ---- */

static int
make_columns(struct reading *r, const struct coh_record *header,
             struct coh_error *err)
{
    struct coh_inspection *f = r->f;
    const size_t n = f->header.n;
    size_t i;

    f->column = coh_alloc_array(n, sizeof(*f->column), err);
    f->distinct = coh_distinct_new(err);
    r->stands = coh_alloc_array(n, sizeof(*r->stands), err);
    if (!f->column || !f->distinct || !r->stands)
        return -1;
    for (i = 0; i < n; i++) {
        f->column[i] = (struct coh_portrait)COH_PORTRAIT_INIT;
        f->column[i].number = i;
        f->column[i].name = f->header.name[i];
        f->column[i].is_id = i == f->id;
    }
    f->stride = (n + 3) / 4;
    r->next_line = header->line + header->lines;
    r->ground = (struct coh_portrait_ground){.today = r->wish->today,
                                             .from = r->wish->from,
                                             .until = r->wish->until,
                                             .roster = r->wish->roster,
                                             .name_words = r->wish->name_words,
                                             .distinct = f->distinct,
                                             .most_labels = ALL_LABELS / n};
    if (r->ground.most_labels > COH_PORTRAIT_LABELS)
        r->ground.most_labels = COH_PORTRAIT_LABELS;
    if (r->ground.most_labels < FEWEST_LABELS)
        r->ground.most_labels = FEWEST_LABELS;
    return 0;
}

static int
finish_columns(struct reading *r, struct coh_error *err)
{
    struct coh_inspection *f = r->f;
    const size_t n = f->header.n;
    size_t *count = coh_alloc_array(n + 2, sizeof(*count), err);
    size_t i;
    int rc = -1;

    if (!count || coh_distinct_count(f->distinct, count, n + 2, err))
        goto out;
    for (i = 0; i < n; i++) {
        f->column[i].other_labels += count[i];
        if (coh_portrait_finish(&f->column[i], &r->ground, err))
            goto out;
    }
    f->distinct_rows = count[n];
    f->distinct_keys = count[n + 1];
    rc = 0;
out:
    coh_free(count);
    return rc;
}

int
coh_inspection_read(struct coh_inspection *f, struct coh_reader *reader,
                    const struct coh_inspection_wish *wish,
                    struct coh_error *err)
{
    struct reading r = {.f = f, .wish = wish, .seen = COH_SEEN_INIT};
    struct coh_record header;
    int rc = -1;

    if (coh_inspection_begin(f, reader, wish, &header, err) ||
        make_columns(&r, &header, err) || read_rows(&r, reader, err) ||
        finish_columns(&r, err))
        goto out;
    f->counts = *coh_reader_counts(reader);
    f->form = *coh_reader_form(reader);
    f->delimiter = coh_reader_delimiter(reader);
    f->bytes = coh_reader_bytes(reader);
    memcpy(f->sha256, coh_reader_sha256(reader), sizeof(f->sha256));
    rc = 0;
out:
    coh_seen_release(&r.seen);
    coh_free(r.stands);
    return rc;
}

void
coh_inspection_release(struct coh_inspection *f)
{
    size_t i;

    for (i = 0; f->column && i < f->header.n; i++)
        coh_portrait_release(&f->column[i]);
    coh_free(f->column);
    coh_header_release(&f->header);
    coh_columns_release(&f->key);
    coh_keys_release(&f->ids);
    coh_free(f->student);
    coh_free(f->has);
    coh_distinct_free(f->distinct);
    *f = (struct coh_inspection)COH_INSPECTION_INIT;
}
