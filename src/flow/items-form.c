/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which form of a test a sitting was of, where the file does not say: on two
 * forms items of one name have another standard or another key.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "flow/items.h"

enum { MOST_FORMS = 64 };

/* What an item is on a form. */
struct variant {
    uint64_t measures;     /* hash of its standards */
    uint32_t measure, key; /* one of them */
    int known;
};

struct sitting {
    size_t first, n, items; /* its rows in `order`, and how many items */
};

struct form {
    uint32_t assessment, label;
    size_t sittings;
    struct variant *of; /* by the item's word */
};

struct forms {
    struct coh_items *t;
    const size_t *order;
    struct sitting *sitting;
    size_t sittings;
    struct form form[MOST_FORMS];
    size_t n, words;
};

static const struct coh_items_row *
row_at(const struct forms *f, size_t place)
{
    return &f->t->row[f->order[place]];
}

/* The item that starts at *place, and the place behind it. Its rows differ in
 * their standards; the same standard again is another sitting's. */
static struct variant
next_item(const struct forms *f, size_t end, size_t *place)
{
    const struct coh_items_row *row = row_at(f, *place);
    struct variant v = {.known = 1, .measure = row->measure};
    uint32_t item = row->item, last = UINT32_MAX;

    for (; *place < end && (row = row_at(f, *place))->item == item;
         (*place)++) {
        if (row->measure && row->measure != last)
            v.measures =
                coh_hash64(v.measures + 1, &row->measure, sizeof(row->measure));
        last = row->measure;
        if (!v.measure)
            v.measure = row->measure;
        if (!v.key)
            v.key = row->key;
    }
    return v;
}

static int
cut_sittings(struct forms *f, struct coh_error *err)
{
    size_t i, place;

    f->sitting = coh_alloc_array(f->t->rows, sizeof(*f->sitting), err);
    if (!f->sitting)
        return -1;
    for (i = 0; i < f->t->rows; i++) {
        if (!i || !coh_items_same_sitting(row_at(f, i - 1), row_at(f, i)))
            f->sitting[f->sittings++].first = i;
        f->sitting[f->sittings - 1].n++;
    }
    for (i = 0; i < f->sittings; i++) {
        struct sitting *s = &f->sitting[i];

        for (place = s->first; place < s->first + s->n; s->items++)
            next_item(f, s->first + s->n, &place);
    }
    return 0;
}

/* 1: no item speaks against the form. */
static int
fits(const struct forms *f, const struct form *form, const struct sitting *s)
{
    size_t place = s->first;

    if (form->assessment != row_at(f, s->first)->assessment)
        return 0;
    while (place < s->first + s->n) {
        const struct variant *had = &form->of[row_at(f, place)->item];
        struct variant v = next_item(f, s->first + s->n, &place);

        if (had->known &&
            ((had->measure && v.measure && had->measures != v.measures) ||
             (had->key && v.key && had->key != v.key)))
            return 0;
    }
    return 1;
}

static void
join(const struct forms *f, struct form *form, const struct sitting *s)
{
    size_t place = s->first;

    while (place < s->first + s->n) {
        struct variant *had = &form->of[row_at(f, place)->item];
        struct variant v = next_item(f, s->first + s->n, &place);

        if (!had->key)
            had->key = v.key;
        if (v.measure) {
            had->measures = v.measures;
            had->measure = v.measure;
        }
        had->known = 1;
    }
    form->sittings++;
}

static int
new_form(struct forms *f, uint32_t assessment, struct coh_error *err)
{
    struct form *form = &f->form[f->n];

    if (f->n == MOST_FORMS)
        return coh_fail(err, COH_INPUT,
                        "items of one name stand for different questions, on "
                        "more than %d forms: give each question a name",
                        MOST_FORMS);
    form->of = coh_alloc_array(f->words, sizeof(*form->of), err);
    if (!form->of)
        return -1;
    form->assessment = assessment;
    f->n++;
    return 0;
}

static int
set_form(struct forms *f, const struct sitting *s, uint32_t form,
         struct coh_error *err)
{
    size_t i;
    const struct coh_items_row *row = row_at(f, s->first);
    struct coh_span id = coh_keys_cells(&f->t->students, row->student)[0];
    char quoted[COH_QUOTE_SIZE];

    for (i = s->first; i < s->first + s->n; i++)
        f->t->row[f->order[i]].form = form;
    if (form != COH_ITEMS_NO_FORM)
        return 0;
    return coh_notes_add(&f->t->run->notes, COH_NOTE_LOOK,
                         coh_quote(id.bytes, id.length, quoted), err,
                         "too few items to tell which form it was: left out");
}

static int
place_sitting(struct forms *f, const struct sitting *s, struct coh_error *err)
{
    size_t i, hits = 0, hit = 0;

    for (i = 0; i < f->n; i++)
        if (fits(f, &f->form[i], s)) {
            hits++;
            hit = i;
        }
    if (hits > 1)
        return set_form(f, s, COH_ITEMS_NO_FORM, err);
    if (!hits) {
        hit = f->n;
        if (new_form(f, row_at(f, s->first)->assessment, err))
            return -1;
    }
    join(f, &f->form[hit], s);
    return set_form(f, s, (uint32_t)hit, err);
}

/* Those with the most items first: they say what the forms are. */
static int
by_items(const void *a, const void *b)
{
    const struct sitting *x = a, *y = b;

    if (x->items != y->items)
        return x->items > y->items ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

/* ---- names ---- */

/* What the map's row says of an item: 1 agrees, 0 nothing, -1 no. */
static int
agrees(const struct forms *f, const struct coh_items_map *map,
       const struct coh_items_where *where, const struct variant *v)
{
    struct coh_span key = coh_items_map_find(map, where, COH_ITEMS_KEY);
    struct coh_span measure = coh_items_text(f->t, v->measure), standard;
    size_t at, said = 0, same = 0;

    if (key.length && v->key) {
        if (!coh_span_equal(key, coh_items_text(f->t, v->key)))
            return -1;
        said = same = 1;
    }
    for (at = 0; v->measure && coh_items_map_next(map, where, &at); at++) {
        standard = coh_items_map_cell(map, at, COH_ITEMS_STANDARD);
        said += standard.length > 0;
        same += standard.length > 0 && coh_span_equal(standard, measure);
    }
    return !said ? 0 : same ? 1 : -1;
}

/* Does the map's form say of each item what the data say? */
static int
is_named(const struct forms *f, const struct form *form,
         const struct coh_items_map *map, struct coh_span name)
{
    struct coh_items_where where = {coh_items_text(f->t, form->assessment),
                                    name, coh_span_of(""), 0};
    int said, any = 0;
    size_t i;

    for (i = 0; i < f->words; i++) {
        if (!form->of[i].known)
            continue;
        where.item = coh_items_text(f->t, (uint32_t)i);
        said = agrees(f, map, &where, &form->of[i]);
        if (said < 0)
            return 0;
        any |= said;
    }
    return any;
}

/* The one name of the map that fits, or none. */
static struct coh_span
find_name(const struct forms *f, const struct form *form,
          const struct coh_items_map *map)
{
    struct coh_span hit = coh_span_of(""), name;
    size_t i;

    if (!map->path)
        return hit;
    for (i = 0; i < map->table.rows; i++) {
        name = coh_items_map_cell(map, i, COH_ITEMS_FORM);
        if (!name.length || coh_span_equal(name, hit) ||
            !coh_items_map_of(map, i, coh_items_text(f->t, form->assessment)) ||
            !is_named(f, form, map, name))
            continue;
        if (hit.length)
            return coh_span_of("");
        hit = name;
    }
    return hit;
}

static size_t
forms_of(const struct forms *f, uint32_t assessment)
{
    size_t i, n = 0;

    for (i = 0; i < f->n; i++)
        n += f->form[i].assessment == assessment;
    return n;
}

static int
say_forms(const struct forms *f, uint32_t assessment, struct coh_error *err)
{
    struct coh_span name = coh_items_text(f->t, assessment);
    struct coh_text sittings = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t i;
    int rc = -1;

    for (i = 0; i < f->n; i++) {
        struct coh_span label = coh_items_text(f->t, f->form[i].label);
        char form[COH_QUOTE_SIZE];

        if (f->form[i].assessment == assessment &&
            coh_text_format(&sittings, err, "%s%s: %zu",
                            sittings.length ? ", " : "",
                            coh_quote(label.bytes, label.length, form),
                            f->form[i].sittings))
            goto out;
    }
    rc = coh_notes_add(&f->t->run->notes, COH_NOTE_FACT, NULL, err,
                       "%s%sitems of one name differ in standard or key: "
                       "forms are told apart by them (%s)",
                       coh_quote(name.bytes, name.length, quoted),
                       name.length ? ": " : "", coh_text_get(&sittings));
out:
    coh_text_release(&sittings);
    return rc;
}

static int
label_forms(struct forms *f, struct coh_error *err)
{
    struct coh_span name;
    size_t i;

    for (i = 0; i < f->n; i++) {
        name = find_name(f, &f->form[i], &f->t->standards);
        if (!name.length)
            name = find_name(f, &f->form[i], &f->t->keys);
        if (coh_items_word(f->t, name, &f->form[i].label, err))
            return -1;
    }
    return 0;
}

/* Does each form of the assessment have a name that no other has? */
static int
is_labelled(const struct forms *f, uint32_t assessment)
{
    size_t i, k;

    for (i = 0; i < f->n; i++)
        for (k = 0; k < f->n; k++)
            if (f->form[i].assessment == assessment &&
                f->form[k].assessment == assessment &&
                (!f->form[i].label ||
                 (i != k && f->form[i].label == f->form[k].label)))
                return 0;
    return 1;
}

static int
number_forms(struct forms *f, uint32_t assessment, struct coh_error *err)
{
    size_t i, number = 0;
    char text[24];

    for (i = 0; i < f->n; i++) {
        if (f->form[i].assessment != assessment)
            continue;
        snprintf(text, sizeof(text), "%zu", ++number);
        if (coh_items_word(f->t, coh_span_of(text), &f->form[i].label, err))
            return -1;
    }
    return 0;
}

/* A name for each form; a single form needs one only where a map knows it. */
static int
name_forms(struct forms *f, struct coh_error *err)
{
    size_t i, k;

    if (label_forms(f, err))
        return -1;
    for (i = 0; i < f->n; i++) {
        uint32_t assessment = f->form[i].assessment;

        for (k = 0; k < i; k++)
            if (f->form[k].assessment == assessment)
                break;
        if (k < i || forms_of(f, assessment) < 2)
            continue;
        if ((!is_labelled(f, assessment) && number_forms(f, assessment, err)) ||
            say_forms(f, assessment, err))
            return -1;
    }
    return 0;
}

int
coh_items_tell_forms(struct coh_items *t, const size_t *order,
                     struct coh_error *err)
{
    struct forms *f = coh_alloc_array(1, sizeof(*f), err);
    size_t i;
    int rc = -1;

    if (!f)
        return -1;
    f->t = t;
    f->order = order;
    f->words = t->words.n;
    if (cut_sittings(f, err))
        goto out;
    if (f->sittings)
        qsort(f->sitting, f->sittings, sizeof(*f->sitting), by_items);
    for (i = 0; i < f->sittings; i++)
        if (place_sitting(f, &f->sitting[i], err))
            goto out;
    if (name_forms(f, err))
        goto out;
    for (i = 0; i < t->rows; i++)
        if (t->row[i].form != COH_ITEMS_NO_FORM)
            t->row[i].form = f->form[t->row[i].form].label;
    rc = 0;
out:
    for (i = 0; i < f->n; i++)
        coh_free(f->form[i].of);
    coh_free(f->sitting);
    coh_free(f);
    return rc;
}
