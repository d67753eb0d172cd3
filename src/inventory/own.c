/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "inventory/entry.h"

/*
 * What a team's sheet holds beside the fields: kept with the entry as it is,
 * so that the sheet comes out again as it went in.
 */

/* Where the name stands, or would stand. */
static size_t
place_of(const struct coh_entry *e, struct coh_span name)
{
    size_t i;

    for (i = 0; i < e->owns; i++)
        if (coh_span_compare(coh_span_of(e->own[i].name), name) >= 0)
            break;
    return i;
}

static int
stands_at(const struct coh_entry *e, size_t at, struct coh_span name)
{
    return at < e->owns && coh_span_is(name, e->own[at].name);
}

const char *
coh_entry_own_get(const struct coh_entry *e, struct coh_span name)
{
    size_t at = place_of(e, name);

    return stands_at(e, at, name) ? e->own[at].value : "";
}

static void
take_out(struct coh_entry *e, size_t at)
{
    coh_free(e->own[at].name);
    coh_free(e->own[at].value);
    e->owns--;
    memmove(e->own + at, e->own + at + 1, (e->owns - at) * sizeof(*e->own));
}

static int
put_in(struct coh_entry *e, size_t at, struct coh_span name, char *value,
       struct coh_error *err)
{
    char *copy;

    if (coh_reserve(&e->own, &e->own_capacity, e->owns + 1, sizeof(*e->own),
                    err) ||
        !(copy = coh_copy_text(name.bytes, name.length, err)))
        return -1;
    memmove(e->own + at + 1, e->own + at, (e->owns - at) * sizeof(*e->own));
    e->own[at] = (struct coh_own){copy, value};
    e->owns++;
    return 0;
}

/* Neither may hold what would end it early or be no text. */
static int
is_text(struct coh_span s)
{
    return !memchr(s.bytes, '\0', s.length) &&
           coh_utf8_valid(s.bytes, s.length) == s.length;
}

int
coh_entry_own_set(struct coh_entry *e, struct coh_span name,
                  struct coh_span value, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE], *copy;
    size_t at;

    name = coh_span_trim(name);
    value = coh_span_trim(value);
    coh_quote(name.bytes, name.length, quoted);
    if (!name.length)
        return coh_fail(err, COH_INPUT, "a column of your own needs a name");
    if (!is_text(name) || (value.length && !is_text(value)))
        return coh_fail(err, COH_INPUT,
                        "%s: holds a zero byte, or bytes that are not UTF-8",
                        quoted);
    at = place_of(e, name);
    if (!value.length) {
        if (stands_at(e, at, name))
            take_out(e, at);
        return 0;
    }
    copy = coh_copy_text(value.bytes, value.length, err);
    if (!copy)
        return -1;
    if (stands_at(e, at, name)) {
        coh_free(e->own[at].value);
        e->own[at].value = copy;
        return 0;
    }
    if (put_in(e, at, name, copy, err)) {
        coh_free(copy);
        return -1;
    }
    return 0;
}

int
coh_entry_copy(struct coh_entry *copy, const struct coh_entry *e,
               struct coh_error *err)
{
    size_t i;

    for (i = 0; i < COH_FIELDS; i++)
        if (e->value[i] && !(copy->value[i] = coh_copy_text(
                                 e->value[i], strlen(e->value[i]), err)))
            return -1;
    for (i = 0; i < e->owns; i++)
        if (coh_entry_own_set(copy, coh_span_of(e->own[i].name),
                              coh_span_of(e->own[i].value), err))
            return -1;
    return 0;
}

/* Put a name in its place, if it is not there yet. */
static void
insert(struct coh_span *names, size_t *n, struct coh_span name)
{
    size_t at = *n;

    while (at && coh_span_compare(names[at - 1], name) >= 0)
        at--;
    if (at < *n && coh_span_equal(names[at], name))
        return;
    memmove(names + at + 1, names + at, (*n - at) * sizeof(*names));
    names[at] = name;
    ++*n;
}

int
coh_inventory_own(const struct coh_inventory *inv, struct coh_span **names,
                  size_t *n, struct coh_error *err)
{
    size_t i, k, most = 0;

    for (i = 0; i < inv->n; i++)
        most += inv->entry[i].owns;
    *n = 0;
    *names = coh_alloc_array(most + 1, sizeof(**names), err);
    if (!*names)
        return -1;
    for (i = 0; i < inv->n; i++)
        for (k = 0; k < inv->entry[i].owns; k++)
            insert(*names, n, coh_span_of(inv->entry[i].own[k].name));
    return 0;
}
