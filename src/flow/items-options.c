/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of options: who chose what, and how they did on the rest. */
#include <math.h>
#include <string.h>

#include "flow/items.h"

enum { VERDICT = 30 };

/* One option of the item at hand. */
struct option {
    uint32_t word;
    size_t n;
    size_t rests;         /* choosers with a rest score */
    double mean, squares; /* of their rest scores, and about the mean */
};

struct options {
    struct coh_items *t;
    const struct coh_items_test *test;
    struct option *at;
    size_t n, capacity;
    size_t *place; /* by word: place in `at` + 1 */
    size_t places;
    int said[2]; /* of what mean_rest_score is: points, a share */
};

/* An option that stands by itself, as A: not two bubbles, not a text. */
static int
is_letter(struct coh_span s)
{
    return s.length == 1;
}

/* a and A are one option. */
static int
is_same_letter(const struct options *o, uint32_t a, uint32_t b)
{
    struct coh_span x = coh_items_text(o->t, a), y = coh_items_text(o->t, b);

    return is_letter(x) && is_letter(y) && coh_span_is_caseless(x, y.bytes);
}

static int
find_option(struct options *o, uint32_t word, struct option **at,
            struct coh_error *err)
{
    size_t i;

    for (i = 0; !o->place[word] && i < o->n; i++)
        if (is_same_letter(o, o->at[i].word, word))
            o->place[word] = i + 1;
    /* The capital is the one that is shown. */
    if (o->place[word] && is_letter(coh_items_text(o->t, word)) &&
        coh_span_compare(coh_items_text(o->t, word),
                         coh_items_text(o->t, o->at[o->place[word] - 1].word)) <
            0)
        o->at[o->place[word] - 1].word = word;
    if (!o->place[word]) {
        if (coh_reserve(&o->at, &o->capacity, o->n + 1, sizeof(*o->at), err))
            return -1;
        o->at[o->n] = (struct option){.word = word};
        o->place[word] = ++o->n;
    }
    *at = &o->at[o->place[word] - 1];
    return 0;
}

static void
clear(struct options *o)
{
    o->n = 0;
    memset(o->place, 0, o->places * sizeof(*o->place));
}

/* Options of the whole test: an item may offer those that nobody chose. */
static int
offer_all(struct options *o, struct coh_error *err)
{
    const struct coh_items_test *test = o->test;
    size_t i, cells = test->rows * test->items;
    struct option *option;

    for (i = 0; i < cells; i++)
        if (test->response[i] &&
            is_letter(coh_items_text(o->t, test->response[i])) &&
            find_option(o, test->response[i], &option, err))
            return -1;
    return 0;
}

static int
count_options(struct options *o, size_t item, struct coh_error *err)
{
    const struct coh_items_test *test = o->test;
    struct coh_item_scores s = coh_items_scores(test);
    uint32_t key = o->t->item[test->item + item].key;
    struct option *option;
    size_t row;

    if ((key && find_option(o, key, &option, err)) ||
        ((!key || is_letter(coh_items_text(o->t, key))) && offer_all(o, err)))
        return -1;
    for (row = 0; row < test->rows; row++) {
        uint32_t chosen = test->response[row * test->items + item];
        double rest, step;

        if (!chosen)
            continue;
        if (find_option(o, chosen, &option, err))
            return -1;
        option->n++;
        rest = coh_item_rest(&s, row, item);
        if (isnan(rest))
            continue;
        step = rest - option->mean;
        option->mean += step / (double)++option->rests;
        option->squares += step * (rest - option->mean);
    }
    return 0;
}

static double
mean_rest(const struct option *option)
{
    return option->rests ? option->mean : NAN;
}

/* Does Welch's interval of the difference of two means leave 0 out? */
static int
is_apart(const struct option *a, const struct option *b, double level)
{
    double va, vb, df, t;

    if (a->rests < 2 || b->rests < 2)
        return 0;
    va = a->squares / (double)(a->rests - 1) / (double)a->rests;
    vb = b->squares / (double)(b->rests - 1) / (double)b->rests;
    df = (va + vb) * (va + vb) /
         (va * va / (double)(a->rests - 1) + vb * vb / (double)(b->rests - 1));
    if (coh_interval_student(df, level, &t, NULL))
        return 0;
    return fabs(a->mean - b->mean) > t * sqrt(va + vb);
}

static const char *
judge(const struct options *o, const struct option *option,
      const struct option *key, size_t n)
{
    if (!option->n)
        return option == key ? "nobody chose the key: check it"
                             : "nobody chose it, if it was offered";
    if (!key || option == key)
        return key ? "" : "no key";
    if (!(mean_rest(option) > mean_rest(key)))
        return "";
    if (o->test->repeats)
        return "those who chose it did better on the rest than those who "
               "chose the key; "
               "students repeat: no verdict";
    if (n < VERDICT)
        return "those who chose it did better on the rest than those who "
               "chose the key; "
               "under 30 answers: no verdict";
    if (!is_apart(option, key, o->t->level))
        return "those who chose it did better on the rest than those who "
               "chose the key, but that cannot be told from chance";
    return "those who chose it did better on the rest than those who chose "
           "the key: check the key";
}

static int
put_option(const struct options *o, size_t item, const struct option *option,
           const struct option *key, size_t n, struct coh_error *err)
{
    const struct coh_items_item *about = &o->t->item[o->test->item + item];
    struct coh_writer *w = coh_run_writer(o->t->run, err);

    if (!w || coh_items_put_test(o->t, w, o->test, err) ||
        coh_writer_text(w, coh_items_text(o->t, about->name), err) ||
        coh_items_put_standards(o->t, w, about, err) ||
        coh_writer_text(w, coh_items_text(o->t, option->word), err) ||
        coh_writer_string(w, option == key ? "key" : "", err) ||
        coh_writer_count(w, option->n, err) ||
        coh_writer_double(w, n ? (double)option->n / (double)n : NAN, err) ||
        coh_writer_double(w, mean_rest(option), err) ||
        coh_writer_string(w, judge(o, option, key, n), err))
        return -1;
    return coh_writer_row(w, err);
}

/* Single letters before all else, then by bytes. */
static int
by_name(struct coh_span a, struct coh_span b)
{
    if (is_letter(a) != is_letter(b))
        return is_letter(a) ? -1 : 1;
    return coh_span_compare(a, b);
}

static void
sort_options(struct options *o)
{
    size_t i, k;

    for (i = 1; i < o->n; i++)
        for (k = i; k && by_name(coh_items_text(o->t, o->at[k].word),
                                 coh_items_text(o->t, o->at[k - 1].word)) < 0;
             k--) {
            struct option held = o->at[k];

            o->at[k] = o->at[k - 1];
            o->at[k - 1] = held;
        }
}

/* On forms with different keys A is not one option. */
static int
skip_item(const struct options *o, const struct coh_items_item *about,
          struct coh_error *err)
{
    struct coh_span name = coh_items_text(o->t, about->name);
    char quoted[COH_QUOTE_SIZE];

    return coh_notes_add(&o->t->run->notes, COH_NOTE_FACT,
                         coh_quote(name.bytes, name.length, quoted), err,
                         "questions whose key differs between the forms are "
                         "left out: their options are not the same");
}

static int
put_item(struct options *o, size_t item, struct coh_error *err)
{
    const struct coh_items_item *about = &o->t->item[o->test->item + item];
    const struct option *key = NULL;
    size_t i, n = 0;

    clear(o);
    if (!about->choice)
        return 0;
    if (about->key_differs)
        return skip_item(o, about, err);
    if (count_options(o, item, err))
        return -1;
    sort_options(o);
    for (i = 0; i < o->n; i++) {
        n += o->at[i].n;
        if (about->key && (o->at[i].word == about->key ||
                           is_same_letter(o, o->at[i].word, about->key)))
            key = &o->at[i];
    }
    for (i = 0; i < o->n; i++)
        if (put_option(o, item, &o->at[i], key, n, err))
            return -1;
    return 0;
}

static int
declare(struct coh_items *t, struct coh_error *err)
{
    static const char *const name[] = {
        "item", "standard", "option",          "key",
        "n",    "share",    "mean_rest_score", "note"};
    struct coh_writer *w = coh_run_writer(t->run, err);
    size_t i;

    if (!w || coh_items_put_names(t, w, err))
        return -1;
    for (i = 0; i < 8; i++)
        if (coh_writer_column(
                w, coh_span_of(name[i]),
                i < 4 || i == 7 ? COH_COLUMN_TEXT : COH_COLUMN_NUMBER, err))
            return -1;
    return 0;
}

static int
say_rest(struct options *o, struct coh_error *err)
{
    struct coh_item_scores s = coh_items_scores(o->test);
    int share = coh_item_rest_is_share(&s);

    if (o->said[share]++)
        return 0;
    return coh_notes_add(
        &o->t->run->notes, COH_NOTE_FACT, NULL, err, "%s",
        share ? "mean_rest_score is the share of the points "
                "that those who chose the option earned on the other "
                "items"
              : "mean_rest_score is in points an item: the full "
                "scores are not all known");
}

int
coh_items_write_options(struct coh_items *t, struct coh_error *err)
{
    struct options o = {.t = t, .places = t->words.n};
    size_t i, k;
    int rc = -1;

    if (t->rows && !t->has_response)
        return coh_fail(err, COH_INPUT,
                        "there are no answers: --options needs a column "
                        "'response', or a gradebook of answers and --key");
    o.place = coh_alloc_array(o.places, sizeof(*o.place), err);
    if (!o.place || declare(t, err))
        goto out;
    for (i = 0; i < t->tests; i++) {
        o.test = &t->test[i];
        for (k = 0; k < o.test->items; k++)
            if (put_item(&o, k, err))
                goto out;
        if (say_rest(&o, err))
            goto out;
    }
    rc = 0;
out:
    coh_free(o.at);
    coh_free(o.place);
    return rc;
}
