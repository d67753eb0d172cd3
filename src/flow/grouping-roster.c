/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping.h"

#include "flow/grouping-internal.h"

#define SEVERAL ((size_t)-2)

/* Rows of a table by the cell of one column. */
struct finder {
    struct coh_keys keys;
    size_t *row; /* of each key; SEVERAL */
};

/* How a cell is compared in the second place: small letters, and of digits
 * those behind leading zeros. */
static struct coh_span
fold(struct coh_span s, struct coh_text *t, struct coh_error *err)
{
    struct coh_span bare = coh_span_without_zeros(s);
    size_t i;
    char c;

    if (bare.length)
        return bare;
    coh_text_clear(t);
    for (i = 0; i < s.length; i++) {
        c = s.bytes[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (coh_text_add(t, &c, 1, err))
            return (struct coh_span){NULL, 0};
    }
    return coh_text_span(t);
}

static int
index_rows(struct finder *f, const struct coh_table *t, size_t column,
           int folded, struct coh_error *err)
{
    struct coh_text small = COH_TEXT_INIT;
    struct coh_span s;
    size_t r, key;
    int rc = -1;

    f->keys.width = 1;
    f->row = coh_alloc_array(t->rows, sizeof(*f->row), err);
    if (!f->row)
        return -1;
    for (r = 0; r < t->rows; r++) {
        s = coh_span_trim(coh_table_cell(t, r, column));
        if (!s.length)
            continue;
        if (folded && !(s = fold(s, &small, err)).bytes)
            goto out;
        key = coh_keys_find(&f->keys, &s);
        if (key < f->keys.n) {
            f->row[key] = SEVERAL;
            continue;
        }
        if (coh_keys_index(&f->keys, &s, &key, err))
            goto out;
        f->row[key] = r;
    }
    rc = 0;
out:
    coh_text_release(&small);
    return rc;
}

static size_t
seek(const struct finder *f, struct coh_span s)
{
    size_t key = coh_keys_find(&f->keys, &s);

    return key < f->keys.n ? f->row[key] : COH_GROUPING_NOBODY;
}

/* The roster while it is joined. */
struct roster {
    const struct coh_grouping_choice *choice;
    const struct coh_table *t;
    size_t id, match; /* columns of the roster */
    size_t key;       /* the data's column */
    size_t *student;  /* of each row; SIZE_MAX: left out */
    struct finder exact, folded, listed, listed_folded;
    struct coh_text small;
};

static void
release(struct roster *r)
{
    struct finder *f[] = {&r->exact, &r->folded, &r->listed, &r->listed_folded};
    size_t i;

    for (i = 0; i < 4; i++) {
        coh_keys_release(&f[i]->keys);
        coh_free(f[i]->row);
    }
    coh_free(r->student);
    coh_text_release(&r->small);
}

static int
find_columns(struct roster *r, struct coh_error *err)
{
    const struct coh_header *h = &r->t->header;
    const char *student = r->choice->student;

    /* With --match the data's key may be called anything. */
    if (r->choice->match && coh_header_seek(h, coh_span_of(student)) == h->n)
        student = "student_id";
    if (coh_header_find(h, coh_span_of(student), &r->id, err))
        return -1;
    r->match = r->id;
    if (!r->choice->match)
        return 0;
    return coh_header_find(h, coh_span_of(r->choice->match), &r->match, err);
}

/* The column of the data that holds most keys of the roster. */
static int
guess_key(struct coh_grouping *g, struct roster *r, struct coh_notes *notes,
          struct coh_error *err)
{
    const struct coh_table *t = g->data;
    size_t c, row, hits, most = 0, twice = 0;
    char quoted[COH_QUOTE_SIZE], match[COH_QUOTE_SIZE];
    struct coh_span s = r->t->header.name[r->match];

    coh_quote(s.bytes, s.length, match);
    for (c = 0; c < t->header.n; c++) {
        for (hits = 0, row = 0; row < t->rows; row++) {
            s = coh_span_trim(coh_table_cell(t, row, c));
            hits += seek(&r->exact, s) != COH_GROUPING_NOBODY;
        }
        twice = hits > most ? 0 : twice + (most && hits == most);
        if (hits > most) {
            most = hits;
            r->key = c;
        }
    }
    if ((!most && t->rows) || twice)
        return coh_fail(err, COH_INPUT,
                        "%s holds what the roster has in '%s': say with "
                        "--student which column does",
                        twice ? "more than one column" : "no column", match);
    if (!t->rows)
        return 0;
    s = t->header.name[r->key];
    return coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                         "column '%s' is matched with '%s' of the roster",
                         coh_quote(s.bytes, s.length, quoted), match);
}

/* The data's column of keys: the one that --student names, or, with --match,
 * the one that fits. */
static int
find_key(struct coh_grouping *g, struct roster *r, struct coh_notes *notes,
         struct coh_error *err)
{
    const struct coh_header *h = &g->data->header;

    r->key = coh_header_seek(h, coh_span_of(r->choice->student));
    if (r->key < h->n)
        return 0;
    r->key = 0;
    if (r->choice->match)
        return guess_key(g, r, notes, err);
    return coh_header_find(h, coh_span_of(r->choice->student), &r->key, err);
}

/* Is the day within the two columns, where these are there? */
static int
active(const struct roster *r, size_t row)
{
    const struct coh_header *h = &r->t->header;
    size_t from = coh_header_seek(h, coh_span_of("active_from"));
    size_t to = coh_header_seek(h, coh_span_of("active_to"));
    coh_date day;

    if (from < h->n &&
        !coh_date_parse(coh_span_trim(coh_table_cell(r->t, row, from)), &day) &&
        day > r->choice->today)
        return 0;
    return !(
        to < h->n &&
        !coh_date_parse(coh_span_trim(coh_table_cell(r->t, row, to)), &day) &&
        day < r->choice->today);
}

/* Is the student among those of --students? */
static int
wanted(struct roster *r, struct coh_span id, int *want, struct coh_error *err)
{
    struct coh_span s;

    *want = 1;
    if (!r->choice->students.table)
        return 0;
    *want = seek(&r->listed, id) != COH_GROUPING_NOBODY;
    if (*want)
        return 0;
    s = fold(id, &r->small, err);
    if (!s.bytes)
        return -1;
    *want = seek(&r->listed_folded, s) < SEVERAL;
    return 0;
}

static int
add_row(struct coh_grouping *g, struct roster *r, size_t row,
        struct coh_notes *notes, struct coh_error *err)
{
    struct coh_span id = coh_span_trim(coh_table_cell(r->t, row, r->id));
    char quoted[COH_QUOTE_SIZE], place[COH_GROUPING_PLACE];
    int want;

    r->student[row] = COH_GROUPING_NOBODY;
    if (!id.length)
        return coh_notes_add(notes, COH_NOTE_LOOK,
                             coh_grouping_place(r->t->line[row], place), err,
                             "rows without a student id, left out");
    coh_quote(id.bytes, id.length, quoted);
    if (coh_keys_find(&g->ids, &id) < g->ids.n)
        return coh_fail(err, COH_INPUT, "line %zu: student '%s' stands twice",
                        r->t->line[row], quoted);
    if (wanted(r, id, &want, err))
        return -1;
    if (!want)
        return 0;
    if (!active(r, row))
        return coh_notes_add(notes, COH_NOTE_FACT, quoted, err,
                             "students who are not active today, left out");
    r->student[row] = g->p.n;
    return coh_grouping_add_student(g, id, g->p.n, err);
}

/* The students of the roster. */
static int
read_roster(struct coh_grouping *g, struct roster *r, struct coh_notes *notes,
            struct coh_error *err)
{
    const struct coh_table *listed = r->choice->students.table;
    size_t row, c;

    if (find_columns(r, err) || index_rows(&r->exact, r->t, r->match, 0, err) ||
        index_rows(&r->folded, r->t, r->match, 1, err))
        return -1;
    if (listed &&
        (coh_header_find(&listed->header, r->t->header.name[r->id], &c, err) ||
         index_rows(&r->listed, listed, c, 0, err) ||
         index_rows(&r->listed_folded, listed, c, 1, err)))
        return -1;
    for (row = 0; row < r->t->rows; row++)
        if (add_row(g, r, row, notes, err))
            return -1;
    return 0;
}

/* The roster's row of a row of the data, said where it is not plain. */
static int
match_row(const struct coh_grouping *g, struct roster *r, size_t row,
          size_t *hit, struct coh_notes *notes, struct coh_error *err)
{
    struct coh_span s = coh_span_trim(coh_table_cell(g->data, row, r->key));
    char quoted[COH_QUOTE_SIZE], place[COH_GROUPING_PLACE];
    const char *name = r->choice->roster.name;

    coh_grouping_place(g->data->line[row], place);
    coh_quote(s.bytes, s.length, quoted);
    *hit = COH_GROUPING_NOBODY;
    if (!s.length)
        return coh_notes_add(notes, COH_NOTE_LOOK, place, err,
                             "rows without a student id, left out");
    *hit = seek(&r->exact, s);
    if (*hit == COH_GROUPING_NOBODY) {
        s = fold(s, &r->small, err);
        if (!s.bytes)
            return -1;
        *hit = seek(&r->folded, s);
        if (*hit < SEVERAL &&
            coh_notes_add(
                notes, COH_NOTE_FACT, place, err,
                "found in %s all the same: capital letters or leading "
                "zeros differ",
                name))
            return -1;
    }
    if (*hit < SEVERAL)
        return 0;
    if (*hit == SEVERAL) {
        *hit = COH_GROUPING_NOBODY;
        return coh_notes_add(notes, COH_NOTE_LOOK, quoted, err,
                             "rows that fit several students in %s, left out",
                             name);
    }
    return coh_notes_add(notes, COH_NOTE_LOOK, quoted, err,
                         "rows that fit nobody in %s, left out", name);
}

static int
match_rows(struct coh_grouping *g, struct roster *r, struct coh_notes *notes,
           struct coh_error *err)
{
    size_t row, hit, i;

    if (find_key(g, r, notes, err))
        return -1;
    for (row = 0; row < g->data->rows; row++) {
        if (match_row(g, r, row, &hit, notes, err))
            return -1;
        if (hit == COH_GROUPING_NOBODY ||
            r->student[hit] == COH_GROUPING_NOBODY)
            continue;
        if (coh_grouping_take_row(g, r->choice, row, r->student[hit], notes,
                                  err))
            return -1;
    }
    for (i = 0; i < g->p.n; i++)
        if (g->data_row[i] == COH_GROUPING_NOBODY &&
            coh_notes_add(notes, COH_NOTE_FACT, g->id[i], err,
                          "students of %s without a row, grouped without data",
                          r->choice->roster.name))
            return -1;
    return 0;
}

/* The roster's columns, and those of the data that it does not have. */
static int
join(struct coh_grouping *g, const struct roster *r, struct coh_error *err)
{
    const struct coh_header *h = &r->t->header, *d = &g->data->header;
    size_t n = h->n, c, row, *from;
    struct coh_span *cell;
    struct coh_record rec;

    cell = coh_grouping_array(g, h->n + d->n, sizeof(*cell), err);
    from = coh_grouping_array(g, h->n + d->n, sizeof(*from), err);
    if (!cell || !from)
        return -1;
    for (c = 0; c < h->n; c++)
        cell[c] = h->name[c];
    for (c = 0; c < d->n; c++)
        if (coh_header_seek(h, d->name[c]) == h->n) {
            from[n] = c;
            cell[n++] = d->name[c];
        }
    if (coh_header_copy(&g->joined.header, cell, n, err))
        return -1;
    for (row = 0; row < r->t->rows; row++) {
        size_t i = r->student[row];

        if (i == COH_GROUPING_NOBODY)
            continue;
        for (c = 0; c < n; c++)
            cell[c] = c < h->n ? coh_table_cell(r->t, row, c)
                      : g->data_row[i] == COH_GROUPING_NOBODY
                          ? coh_span_of("")
                          : coh_table_cell(g->data, g->data_row[i], from[c]);
        rec =
            (struct coh_record){.n = n, .cell = cell, .line = r->t->line[row]};
        if (coh_table_add(&g->joined, &rec, err))
            return -1;
    }
    g->table = &g->joined;
    g->student = r->id;
    return 0;
}

int
coh_grouping_roster(struct coh_grouping *g,
                    const struct coh_grouping_choice *choice,
                    struct coh_notes *notes, struct coh_error *err)
{
    struct roster r = {.choice = choice, .t = choice->roster.table};
    int rc = -1;

    g->table = NULL;
    r.student = coh_alloc_array(r.t->rows, sizeof(*r.student), err);
    if (!r.student || coh_grouping_room(g, r.t->rows, err))
        goto out;
    if (coh_notes_subject(notes, choice->roster.name, err) ||
        read_roster(g, &r, notes, err)) {
        coh_error_context(err, "%s: ", choice->roster.name);
        goto out;
    }
    if (coh_notes_subject(notes, choice->file, err) ||
        match_rows(g, &r, notes, err)) {
        coh_error_context(err, "%s: ", choice->file);
        goto out;
    }
    rc = join(g, &r, err);
out:
    release(&r);
    return rc;
}
