/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From rows to tests: sittings, items, what they belong to. */
#include "flow/items.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "flow/items-fill.h"

int
coh_items_same_sitting(const struct coh_items_row *a,
                       const struct coh_items_row *b)
{
    return a->assessment == b->assessment && a->form == b->form &&
           a->student == b->student && a->date == b->date &&
           a->attempt == b->attempt;
}

struct coh_items_where
coh_items_where_of(const struct coh_items *t, const struct coh_items_test *test,
                   const struct coh_items_item *item)
{
    return (struct coh_items_where){
        coh_items_text(t, test->assessment), coh_items_text(t, test->form),
        coh_items_text(t, item->name), test->joined};
}

struct coh_item_scores
coh_items_scores(const struct coh_items_test *test)
{
    return (struct coh_item_scores){test->score, test->full, test->rows,
                                    test->items};
}

/* ---- order ---- */

static int
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Q2 comes before Q10: runs of digits by their length, then by themselves. */
static int
compare_natural(struct coh_span a, struct coh_span b)
{
    size_t i = 0, k = 0, run_a, run_b;

    while (i < a.length && k < b.length) {
        if (!is_digit(a.bytes[i]) || !is_digit(b.bytes[k])) {
            if (a.bytes[i] != b.bytes[k])
                return (unsigned char)a.bytes[i] < (unsigned char)b.bytes[k]
                           ? -1
                           : 1;
            i++, k++;
            continue;
        }
        while (i + 1 < a.length && a.bytes[i] == '0' &&
               is_digit(a.bytes[i + 1]))
            i++;
        while (k + 1 < b.length && b.bytes[k] == '0' &&
               is_digit(b.bytes[k + 1]))
            k++;
        for (run_a = i; run_a < a.length && is_digit(a.bytes[run_a]); run_a++)
            ;
        for (run_b = k; run_b < b.length && is_digit(b.bytes[run_b]); run_b++)
            ;
        if (run_a - i != run_b - k)
            return run_a - i < run_b - k ? -1 : 1;
        for (; i < run_a; i++, k++)
            if (a.bytes[i] != b.bytes[k])
                return a.bytes[i] < b.bytes[k] ? -1 : 1;
    }
    if (i < a.length || k < b.length)
        return i < a.length ? 1 : -1;
    return coh_span_compare(a, b);
}

struct ranked {
    struct coh_span text;
    uint32_t word;
};

static int
by_text(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    int c = compare_natural(x->text, y->text);

    return c ? c : (x->word > y->word) - (x->word < y->word);
}

/* rank[word]: the word's place among all in natural order. */
static uint32_t *
rank_words(const struct coh_items *t, struct coh_error *err)
{
    struct ranked *r = coh_alloc_array(t->words.n, sizeof(*r), err);
    uint32_t *rank = coh_alloc_array(t->words.n, sizeof(*rank), err);
    size_t i;

    for (i = 0; r && rank && i < t->words.n; i++)
        r[i] = (struct ranked){coh_items_text(t, (uint32_t)i), (uint32_t)i};
    if (!r || !rank) {
        coh_free(r);
        coh_free(rank);
        return NULL;
    }
    qsort(r, t->words.n, sizeof(*r), by_text);
    for (i = 0; i < t->words.n; i++)
        rank[r[i].word] = (uint32_t)i;
    coh_free(r);
    return rank;
}

/* What a row is sorted by. */
struct place {
    uint32_t key[7];
    size_t row;
};

static int
by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    size_t i;

    for (i = 0; i < 7; i++)
        if (x->key[i] != y->key[i])
            return x->key[i] < y->key[i] ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* The rows that take part, test by test and sitting by sitting; `n` of them.
 * Rows whose form could not be told are left out. */
static size_t *
sort_rows(const struct coh_items *t, const uint32_t *rank, size_t *n,
          struct coh_error *err)
{
    struct place *p = coh_alloc_array(t->rows, sizeof(*p), err);
    size_t *order = coh_alloc_array(t->rows, sizeof(*order), err), i;

    *n = 0;
    for (i = 0; p && order && i < t->rows; i++) {
        const struct coh_items_row *r = &t->row[i];

        if (r->form == COH_ITEMS_NO_FORM)
            continue;
        /* Assessments and the columns of a gradebook keep their order. */
        p[(*n)++] = (struct place){{r->assessment, rank[r->form], r->student,
                                    rank[r->date], rank[r->attempt],
                                    t->wide ? r->item : rank[r->item],
                                    rank[r->measure]},
                                   i};
    }
    if (!p || !order) {
        coh_free(p);
        coh_free(order);
        return NULL;
    }
    if (*n)
        qsort(p, *n, sizeof(*p), by_place);
    for (i = 0; i < *n; i++)
        order[i] = p[i].row;
    coh_free(p);
    return order;
}

/* The same behind another look at the forms. */
static int
sort_again(struct coh_items *t, size_t **order, size_t *n,
           struct coh_error *err)
{
    uint32_t *rank = rank_words(t, err);

    coh_free(*order);
    *order = rank ? sort_rows(t, rank, n, err) : NULL;
    coh_free(rank);
    return *order ? 0 : -1;
}

/* ---- one question on several forms ---- */

/* What the maps know of an item of a form, before forms are joined. */
struct question {
    uint32_t word, key;
    double full;
};

struct questions {
    struct coh_keys keys; /* assessment, form, item as bytes */
    struct question *of;
    size_t capacity;
    /* By assessment: some item has no question, some item has one. */
    unsigned char *open, *some;
};

static int
ask_maps(struct coh_items *t, const struct coh_items_row *row,
         struct question *q, struct coh_error *err)
{
    struct coh_items_where where = {coh_items_text(t, row->assessment),
                                    coh_items_text(t, row->form),
                                    coh_items_text(t, row->item), 0};
    struct coh_span key = coh_items_map_find(&t->keys, &where, COH_ITEMS_KEY);
    struct coh_value full = coh_value_parse(
        coh_items_map_find(&t->keys, &where, COH_ITEMS_MAX_SCORE));

    if (!key.length)
        key = coh_items_map_find(&t->standards, &where, COH_ITEMS_KEY);
    q->full = full.number == COH_NUMBER_NOT ? NAN : coh_value_double(&full);
    if (coh_items_word(t, key, &q->key, err))
        return -1;
    return coh_items_word(
        t, coh_items_map_find(&t->standards, &where, COH_ITEMS_QUESTION),
        &q->word, err);
}

static int
find_question(struct coh_items *t, struct questions *q,
              const struct coh_items_row *row, struct question **found,
              struct coh_error *err)
{
    const uint32_t key[3] = {row->assessment, row->form, row->item};
    struct coh_span bytes = {(const char *)key, sizeof(key)};
    size_t at, had = q->keys.n;

    if (coh_keys_index(&q->keys, &bytes, &at, err) ||
        coh_reserve(&q->of, &q->capacity, q->keys.n, sizeof(*q->of), err))
        return -1;
    *found = &q->of[at];
    return q->keys.n > had ? ask_maps(t, row, *found, err) : 0;
}

static int
say_apart(struct coh_items *t, uint32_t assessment, struct coh_error *err)
{
    struct coh_span name = coh_items_text(t, assessment);
    char quoted[COH_QUOTE_SIZE];

    coh_quote(name.bytes, name.length, quoted);
    return coh_notes_add(&t->run->notes, COH_NOTE_FACT,
                         name.length ? quoted : NULL, err,
                         "%s: not every item has a question: forms stay apart",
                         t->standards.path);
}

static int
apply_questions(struct coh_items *t, struct questions *q, struct coh_error *err)
{
    size_t i, words = t->words.n;
    struct question *found;

    q->open = coh_alloc_array(words, sizeof(*q->open), err);
    q->some = coh_alloc_array(words, sizeof(*q->some), err);
    if (!q->open || !q->some)
        return -1;
    for (i = 0; i < t->rows; i++) {
        if (find_question(t, q, &t->row[i], &found, err))
            return -1;
        q->open[t->row[i].assessment] |= !found->word;
        q->some[t->row[i].assessment] |= found->word != 0;
    }
    for (i = 0; i < words; i++)
        if (q->open[i] && q->some[i] && say_apart(t, (uint32_t)i, err))
            return -1;
    for (i = 0; i < t->rows; i++) {
        struct coh_items_row *row = &t->row[i];

        if (q->open[row->assessment] || row->form == COH_ITEMS_NO_FORM)
            continue;
        if (find_question(t, q, row, &found, err))
            return -1;
        row->item = found->word;
        row->form = 0;
        row->joined = 1;
        row->key = row->key ? row->key : found->key;
        row->full = isnan(row->full) ? found->full : row->full;
    }
    return 0;
}

/* Where the map names the question of every item of an assessment, its forms
 * are one test. */
static int
join_forms(struct coh_items *t, struct coh_error *err)
{
    struct questions q = {.keys = {.width = 1}};
    int rc = 0;

    if (t->standards.path &&
        t->standards.at[COH_ITEMS_QUESTION] < t->standards.table.header.n)
        rc = apply_questions(t, &q, err);
    coh_keys_release(&q.keys);
    coh_free(q.of);
    coh_free(q.open);
    coh_free(q.some);
    return rc;
}

/* ---- tests ---- */

static int
same_test(const struct coh_items_row *a, const struct coh_items_row *b)
{
    return a->assessment == b->assessment && a->form == b->form;
}

static int
make_tests(struct coh_items *t, const size_t *order, size_t n,
           struct coh_error *err)
{
    size_t from, to;

    for (from = 0; from < n; from = to) {
        for (to = from + 1;
             to < n && same_test(&t->row[order[from]], &t->row[order[to]]);
             to++)
            ;
        if (coh_items_fill(t, order + from, to - from, err))
            return -1;
    }
    for (from = 1; from < t->tests; from++)
        if (t->test[from].assessment == t->test[from - 1].assessment)
            t->many_forms = 1;
        else
            t->many_assessments = 1;
    return 0;
}

int
coh_items_settle(struct coh_items *t, struct coh_error *err)
{
    size_t *order = NULL, n;
    int rc = -1;

    if (sort_again(t, &order, &n, err) ||
        (!t->has_form && (coh_items_tell_forms(t, order, err) ||
                          sort_again(t, &order, &n, err))) ||
        join_forms(t, err) || sort_again(t, &order, &n, err))
        goto out;
    rc = make_tests(t, order, n, err);
out:
    coh_free(order);
    return rc;
}

/* ---- columns that say which test ---- */

int
coh_items_put_names(const struct coh_items *t, struct coh_writer *w,
                    struct coh_error *err)
{
    if (t->many_assessments &&
        coh_writer_column(w, coh_span_of("assessment"), COH_COLUMN_TEXT, err))
        return -1;
    if (t->many_forms &&
        coh_writer_column(w, coh_span_of("form"), COH_COLUMN_TEXT, err))
        return -1;
    return 0;
}

int
coh_items_put_test(const struct coh_items *t, struct coh_writer *w,
                   const struct coh_items_test *test, struct coh_error *err)
{
    if (t->many_assessments &&
        coh_writer_text(w, coh_items_text(t, test->assessment), err))
        return -1;
    if (t->many_forms && coh_writer_text(w, coh_items_text(t, test->form), err))
        return -1;
    return 0;
}

void
coh_items_release(struct coh_items *t)
{
    size_t i;

    for (i = 0; i < t->tests; i++) {
        coh_free(t->test[i].student);
        coh_free(t->test[i].score);
        coh_free(t->test[i].full);
        coh_free(t->test[i].response);
        coh_free(t->test[i].there);
    }
    coh_free(t->test);
    coh_free(t->item);
    coh_free(t->standard);
    coh_free(t->row);
    coh_free(t->name);
    coh_keys_release(&t->words);
    coh_keys_release(&t->students);
    coh_items_map_release(&t->standards);
    coh_items_map_release(&t->keys);
    *t = (struct coh_items)COH_ITEMS_INIT;
}
