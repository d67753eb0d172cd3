/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/items-fill.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NO_SITTING ((size_t)-1)

enum { NOT_THERE, EXCUSED, BLANK };

/* A test while it is made. */
struct fill {
    struct coh_items *t;
    const size_t *order;
    size_t n;
    struct coh_items_test *test;
    uint32_t *item_of; /* by word: place in the test + 1 */
    size_t *sitting;   /* of each row */
    size_t sittings;
    struct coh_keys pairs; /* item and standard, as bytes */
};

static struct coh_items_row *
row_at(const struct fill *f, size_t i)
{
    return &f->t->row[f->order[i]];
}

static struct coh_items_item *
item_at(const struct fill *f, size_t i)
{
    return &f->t->item[f->test->item + i];
}

static size_t
place_of(const struct fill *f, const struct coh_items_row *row)
{
    return f->item_of[row->item] - 1;
}

/* ---- items ---- */

/* What the rows say of an item. */
static void
learn(struct coh_items_item *item, const struct coh_items_row *row)
{
    if (!item->key)
        item->key = row->key;
    else if (row->key && row->key != item->key)
        item->key_differs = 1;
    item->choice |= row->response != 0;
    if (isnan(item->full))
        item->full = row->full;
    else if (!isnan(row->full) && row->full != item->full)
        item->full_differs = 1;
}

static int
add_items(struct fill *f, struct coh_error *err)
{
    struct coh_items *t = f->t;
    size_t i;

    f->test->item = t->items;
    for (i = 0; i < f->n; i++) {
        struct coh_items_row *row = row_at(f, i);

        if (!f->item_of[row->item]) {
            if (coh_reserve(&t->item, &t->item_capacity, t->items + 1,
                            sizeof(*t->item), err))
                return -1;
            t->item[t->items++] =
                (struct coh_items_item){.name = row->item, .full = NAN};
            f->item_of[row->item] = (uint32_t)++f->test->items;
        }
        learn(item_at(f, place_of(f, row)), row);
    }
    return 0;
}

/* Points of nothing and one alone are out of 1. */
static int
is_out_of_one(const struct fill *f, int *scores)
{
    size_t i;

    for (i = 0; i < f->n; i++) {
        const struct coh_items_row *row = row_at(f, i);

        if (!isnan(row->full) ||
            !(isnan(row->score) || row->score == 0 || row->score == 1))
            return 0;
        *scores |= !isnan(row->score);
    }
    return 1;
}

static int
map_number(struct fill *f, const struct coh_items_map *map, size_t i,
           double *full, struct coh_error *err)
{
    struct coh_items_where where =
        coh_items_where_of(f->t, f->test, item_at(f, i));
    struct coh_span cell;
    struct coh_value v;
    char quoted[COH_QUOTE_SIZE];

    if (!map->path)
        return 0;
    cell = coh_items_map_find(map, &where, COH_ITEMS_MAX_SCORE);
    v = coh_value_parse(cell);
    if (cell.length &&
        (v.number == COH_NUMBER_NOT || coh_value_double(&v) <= 0))
        return coh_fail(err, COH_INPUT,
                        "%s: max_score '%s' is no number above 0", map->path,
                        coh_quote(cell.bytes, cell.length, quoted));
    if (cell.length)
        *full = coh_value_double(&v);
    return 0;
}

/* Full scores and keys that the maps know, and what follows without. */
static int
ask_maps(struct fill *f, struct coh_error *err)
{
    struct coh_items *t = f->t;
    int scores = 0, ones = is_out_of_one(f, &scores), guessed = 0;
    size_t i;

    for (i = 0; i < f->test->items; i++) {
        struct coh_items_item *item = item_at(f, i);
        struct coh_items_where where = coh_items_where_of(t, f->test, item);
        double full = NAN;

        if (map_number(f, &t->standards, i, &full, err) ||
            map_number(f, &t->keys, i, &full, err))
            return -1;
        if (!isnan(full))
            item->full = full, item->full_differs = 0;
        if (!item->key && !f->test->joined &&
            coh_items_word(t,
                           coh_items_map_find(&t->keys, &where, COH_ITEMS_KEY),
                           &item->key, err))
            return -1;
        if (!item->key && !f->test->joined &&
            coh_items_word(
                t, coh_items_map_find(&t->standards, &where, COH_ITEMS_KEY),
                &item->key, err))
            return -1;
        if (isnan(item->full) && ones) {
            item->full = 1;
            guessed |= scores;
        }
        if (item->full_differs)
            item->full = NAN;
    }
    if (!guessed)
        return 0;
    return coh_notes_add(&t->run->notes, COH_NOTE_FACT, NULL, err,
                         "no max_score: points are 0 and 1 only, and are taken "
                         "as out of 1");
}

/* ---- standards ---- */

static int
add_standard(struct fill *f, size_t item, uint32_t standard,
             struct coh_error *err)
{
    const uint32_t pair[2] = {(uint32_t)item, standard};
    struct coh_span bytes = {(const char *)pair, sizeof(pair)};
    size_t at;

    return coh_keys_index(&f->pairs, &bytes, &at, err);
}

static int
find_standards(struct fill *f, struct coh_error *err)
{
    struct coh_items *t = f->t;
    size_t i, at;
    uint32_t word;

    for (i = 0; !t->standards.path && i < f->n; i++)
        if (row_at(f, i)->measure && add_standard(f, place_of(f, row_at(f, i)),
                                                  row_at(f, i)->measure, err))
            return -1;
    for (i = 0; t->standards.path && i < f->test->items; i++) {
        struct coh_items_where where =
            coh_items_where_of(t, f->test, item_at(f, i));

        for (at = 0; coh_items_map_next(&t->standards, &where, &at); at++)
            if (coh_items_word(
                    t,
                    coh_items_map_cell(&t->standards, at, COH_ITEMS_STANDARD),
                    &word, err) ||
                (word && add_standard(f, i, word, err)))
                return -1;
    }
    return 0;
}

/* Hand the pairs over, item by item. */
static int
keep_standards(struct fill *f, struct coh_error *err)
{
    struct coh_items *t = f->t;
    size_t i, k;

    if (coh_reserve(&t->standard, &t->standard_capacity,
                    t->standards_held + f->pairs.n, sizeof(*t->standard), err))
        return -1;
    for (i = 0; i < f->test->items; i++) {
        struct coh_items_item *item = item_at(f, i);

        item->standard = t->standards_held;
        for (k = 0; k < f->pairs.n; k++) {
            uint32_t pair[2];

            memcpy(pair, coh_keys_cells(&f->pairs, k)[0].bytes, sizeof(pair));
            if (pair[0] == i)
                t->standard[t->standards_held + item->standards++] = pair[1];
        }
        t->standards_held += item->standards;
    }
    return 0;
}

/* ---- sittings ---- */

/* Number the sittings of one block of rows, which have student, date and
 * attempt in common: the k-th row of an item and standard is of the k-th. */
static void
number_block(struct fill *f, size_t from, size_t to)
{
    size_t i, base = f->sittings, again = 0;

    for (i = from; i < to; i++) {
        const struct coh_items_row *row = row_at(f, i);

        again = i > from && row_at(f, i - 1)->item == row->item &&
                        row_at(f, i - 1)->measure == row->measure
                    ? again + 1
                    : 0;
        f->sitting[i] = base + again;
        if (f->sitting[i] >= f->sittings)
            f->sittings = f->sitting[i] + 1;
    }
}

/* Keep one sitting of the student whose rows these are; `base` is the first. */
static void
choose_sitting(struct fill *f, size_t from, size_t to, size_t base)
{
    size_t i, kept = base;

    if (f->t->which == COH_ITEMS_ALL_SITTINGS)
        return;
    if (f->t->which == COH_ITEMS_LATEST)
        kept = f->sittings - 1;
    for (i = from; i < to; i++)
        f->sitting[i] = f->sitting[i] == kept ? base : NO_SITTING;
    f->sittings = base + 1;
}

static void
number_sittings(struct fill *f)
{
    size_t from, to, student = 0, base = 0;

    for (from = 0; from < f->n; from = to) {
        for (to = from + 1; to < f->n && coh_items_same_sitting(row_at(f, from),
                                                                row_at(f, to));
             to++)
            ;
        number_block(f, from, to);
        if (to < f->n && row_at(f, to)->student == row_at(f, from)->student)
            continue;
        choose_sitting(f, student, to, base);
        f->test->repeats += f->sittings - base - 1;
        student = to;
        base = f->sittings;
    }
}

/* ---- points ---- */

static int
make_matrix(struct fill *f, struct coh_error *err)
{
    struct coh_items_test *test = f->test;
    size_t cells, i;

    test->rows = f->sittings;
    if (test->items > SIZE_MAX / sizeof(double) / test->rows)
        return coh_fail_memory(err);
    cells = test->rows * test->items;
    test->student = coh_alloc_array(test->rows, sizeof(*test->student), err);
    test->full = coh_alloc_array(test->items, sizeof(*test->full), err);
    test->score = coh_alloc_array(cells, sizeof(*test->score), err);
    test->response = coh_alloc_array(cells, sizeof(*test->response), err);
    test->there = coh_alloc_array(cells, sizeof(*test->there), err);
    if (!test->student || !test->full || !test->score || !test->response ||
        !test->there)
        return -1;
    for (i = 0; i < cells; i++)
        test->score[i] = NAN;
    for (i = 0; i < test->items; i++)
        test->full[i] = item_at(f, i)->full;
    return 0;
}

/* The points of a row; NAN when it was not answered. A score of 0 without a
 * chosen option, on an item of options, is a blank. */
static double
points(const struct fill *f, const struct coh_items_row *row)
{
    const struct coh_items_item *item = item_at(f, place_of(f, row));
    uint32_t key = row->key ? row->key : item->key;
    double full = isnan(item->full) ? 1 : item->full;

    if (!isnan(row->score))
        return item->choice && !row->response && row->score == 0 ? NAN
                                                                 : row->score;
    if (!row->response || !key)
        return NAN;
    return coh_span_is_caseless(coh_items_text(f->t, row->response),
                                coh_items_text(f->t, key).bytes)
               ? full
               : 0;
}

static int
note_item(struct fill *f, const struct coh_items_row *row,
          enum coh_note_level level, const char *what, struct coh_error *err)
{
    struct coh_span name = coh_items_text(f->t, row->item);
    char quoted[COH_QUOTE_SIZE], place[COH_QUOTE_SIZE + 40];

    snprintf(place, sizeof(place), "line %zu: %s", row->line,
             coh_quote(name.bytes, name.length, quoted));
    return coh_notes_add(&f->t->run->notes, level, place, err, "%s", what);
}

static int
put_row(struct fill *f, size_t i, struct coh_error *err)
{
    const struct coh_items_row *row = row_at(f, i);
    struct coh_items_test *test = f->test;
    size_t at = f->sitting[i] * test->items + place_of(f, row);
    double x = points(f, row);

    test->student[f->sitting[i]] = row->student;
    if (test->there[at] && !isnan(x) && !isnan(test->score[at]) &&
        x != test->score[at])
        return note_item(f, row, COH_NOTE_LOOK,
                         "an item has two scores in one sitting: the first is "
                         "taken",
                         err);
    test->there[at] = row->unexcused ? BLANK : EXCUSED;
    if (row->response)
        test->response[at] = row->response;
    if (isnan(test->score[at]))
        test->score[at] = x;
    if (isnan(x) && row->response && !row->key &&
        !item_at(f, place_of(f, row))->key)
        return note_item(f, row, COH_NOTE_LOOK,
                         "an answer has neither a score nor a key: left out",
                         err);
    return 0;
}

/* Blanks of who sat the test, unless somebody excused them, earn nothing. */
static void
blanks_are_wrong(struct coh_items_test *test)
{
    size_t row, i;

    for (row = 0; row < test->rows; row++) {
        double *x = &test->score[row * test->items];

        for (i = 0; i < test->items && isnan(x[i]); i++)
            ;
        if (i == test->items)
            continue;
        for (i = 0; i < test->items; i++)
            if (isnan(x[i]) && test->there[row * test->items + i] != EXCUSED)
                x[i] = 0;
    }
}

static int
note_repeats(const struct fill *f, struct coh_error *err)
{
    size_t students = 0, i;
    char place[120], quoted[COH_QUOTE_SIZE];
    struct coh_span name = coh_items_text(f->t, f->test->assessment);

    if (!f->test->repeats)
        return 0;
    for (i = 0; i < f->test->rows; i++)
        students += !i || f->test->student[i] != f->test->student[i - 1];
    snprintf(place, sizeof(place), "%.60s%s%zu sittings of %zu students",
             coh_quote(name.bytes, name.length, quoted),
             name.length ? ": " : "", f->test->rows, students);
    if (f->t->run->share)
        return coh_fail(err, COH_INPUT,
                        "--share: students sat a test again: n would count "
                        "sittings, and only a count of students can be "
                        "protected; --per-student takes one sitting of each");
    return coh_notes_add(&f->t->run->notes, COH_NOTE_LOOK, place, err,
                         "students sat a test again: n counts sittings, no "
                         "interval; --per-student takes one sitting of each");
}

static int
note_full(struct fill *f, struct coh_error *err)
{
    size_t i;
    char quoted[COH_QUOTE_SIZE];

    for (i = 0; i < f->test->items; i++) {
        struct coh_span name = coh_items_text(f->t, item_at(f, i)->name);

        if (item_at(f, i)->full_differs &&
            coh_notes_add(&f->t->run->notes, COH_NOTE_LOOK,
                          coh_quote(name.bytes, name.length, quoted), err,
                          "max_score differs within an item: no difficulty"))
            return -1;
    }
    return 0;
}

static int
fill(struct fill *f, struct coh_error *err)
{
    struct coh_items *t = f->t;
    size_t i;

    f->sitting = coh_alloc_array(f->n, sizeof(*f->sitting), err);
    f->item_of = coh_alloc_array(t->words.n, sizeof(*f->item_of), err);
    if (!f->sitting || !f->item_of || add_items(f, err) || ask_maps(f, err) ||
        find_standards(f, err) || keep_standards(f, err))
        return -1;
    number_sittings(f);
    if (make_matrix(f, err))
        return -1;
    for (i = 0; i < f->n; i++)
        if (f->sitting[i] != NO_SITTING && put_row(f, i, err))
            return -1;
    if (t->blank_wrong)
        blanks_are_wrong(f->test);
    return note_repeats(f, err) || note_full(f, err) ? -1 : 0;
}

int
coh_items_fill(struct coh_items *t, const size_t *order, size_t n,
               struct coh_error *err)
{
    struct fill f = {.t = t, .order = order, .n = n, .pairs = {.width = 1}};
    int rc;

    if (coh_reserve(&t->test, &t->test_capacity, t->tests + 1, sizeof(*t->test),
                    err))
        return -1;
    f.test = &t->test[t->tests++];
    *f.test = (struct coh_items_test){.assessment = t->row[order[0]].assessment,
                                      .form = t->row[order[0]].form,
                                      .joined = t->row[order[0]].joined};
    rc = fill(&f, err);
    coh_keys_release(&f.pairs);
    coh_free(f.sitting);
    coh_free(f.item_of);
    return rc;
}
