/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/roster.h"

#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "result/name.h"

static unsigned char
lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static int
equal_caseless(struct coh_span a, struct coh_span b)
{
    size_t i;

    if (a.length != b.length)
        return 0;
    for (i = 0; i < a.length; i++)
        if (lower(a.bytes[i]) != lower(b.bytes[i]))
            return 0;
    return 1;
}

/* All ids that could be taken for each other share this hash: it passes over
 * case and, in numbers, leading zeros. */
static uint64_t
hash(struct coh_span s)
{
    struct coh_span bare = coh_span_without_zeros(s);
    uint64_t h = 0;
    size_t i;

    if (bare.length)
        s = bare;
    for (i = 0; i < s.length; i++) {
        unsigned char c = lower(s.bytes[i]);

        h = coh_hash64(h, &c, 1);
    }
    return h;
}

/* How well an id answers to the one asked for; the best way decides. */
enum fit { NO_FIT, BY_ADDRESS, BY_ZEROS, BY_ALIAS, BY_ID };

static enum fit
fit_of(const struct coh_roster_identifier *held, struct coh_span asked)
{
    struct coh_span text = held->text, bare = coh_span_without_zeros(asked);

    if (held->kind == COH_ROSTER_LOCAL_PART)
        return equal_caseless(text, asked) ? BY_ADDRESS : NO_FIT;
    if (coh_span_equal(text, asked) ||
        (memchr(text.bytes, '@', text.length) && equal_caseless(text, asked)))
        return held->kind == COH_ROSTER_OF_ALIAS ? BY_ALIAS : BY_ID;
    if (bare.length && coh_span_equal(coh_span_without_zeros(text), bare))
        return BY_ZEROS;
    return NO_FIT;
}

int
coh_match_found(enum coh_match match)
{
    return match == COH_MATCH_EXACT || match == COH_MATCH_ZEROS ||
           match == COH_MATCH_ADDRESS;
}

const char *
coh_match_words(enum coh_match match)
{
    if (match == COH_MATCH_ZEROS)
        return "without leading zeros";
    return match == COH_MATCH_ADDRESS ? "by an e-mail address up to the @" : "";
}

static void
index_put(size_t *index, size_t size, uint64_t h, size_t at)
{
    size_t slot = (size_t)h & (size - 1);

    while (index[slot])
        slot = (slot + 1) & (size - 1);
    index[slot] = at + 1;
}

/* A table of twice the size, or the first; the caller fills it again. */
static int
make_index(size_t **index, size_t *size, struct coh_error *err)
{
    size_t larger = *size ? 2 * *size : 64;
    size_t *made = coh_alloc_array(larger, sizeof(*made), err);

    if (!made)
        return -1;
    coh_free(*index);
    *index = made;
    *size = larger;
    return 0;
}

/* At most half full, so that a search always meets an empty slot. */
static int
index_grow(struct coh_roster *roster, struct coh_error *err)
{
    size_t i;

    if (2 * (roster->identifiers + 1) <= roster->index_size)
        return 0;
    if (make_index(&roster->index, &roster->index_size, err))
        return -1;
    for (i = 0; i < roster->identifiers; i++)
        index_put(roster->index, roster->index_size,
                  hash(roster->identifier[i].text), i);
    return 0;
}

/* `text` stays where it is. */
static int
put_identifier(struct coh_roster *roster, size_t at, enum coh_roster_kind kind,
               struct coh_span text, struct coh_error *err)
{
    struct coh_roster_identifier *added;

    if (index_grow(roster, err) ||
        coh_reserve(&roster->identifier, &roster->identifier_capacity,
                    roster->identifiers + 1, sizeof(*roster->identifier), err))
        return -1;
    added = &roster->identifier[roster->identifiers];
    added->kind = kind;
    added->text = text;
    added->letters = coh_roster_letters(text);
    added->student = at;
    index_put(roster->index, roster->index_size, hash(text),
              roster->identifiers++);
    return 0;
}

static int
add_identifier(struct coh_roster *roster, size_t at, enum coh_roster_kind kind,
               struct coh_span text, struct coh_error *err)
{
    struct coh_span held = {
        coh_arena_text(&roster->arena, text.bytes, text.length, err),
        text.length};
    const char *sign;

    if (!held.bytes || put_identifier(roster, at, kind, held, err))
        return -1;
    sign = memchr(held.bytes, '@', held.length);
    if (!sign || sign == held.bytes)
        return 0;
    held.length = (size_t)(sign - held.bytes);
    return put_identifier(roster, at, COH_ROSTER_LOCAL_PART, held, err);
}

/* Where the students of a key hang, or the free slot that it would take. */
static size_t *
name_slot(const struct coh_roster *roster, uint64_t key)
{
    size_t slot = (size_t)key & (roster->by_name_size - 1);

    while (roster->by_name[slot] &&
           roster->student[roster->by_name[slot] - 1].name_key != key)
        slot = (slot + 1) & (roster->by_name_size - 1);
    return &roster->by_name[slot];
}

static void
put_name(struct coh_roster *roster, size_t at)
{
    struct coh_roster_student *s = &roster->student[at];
    struct coh_name name;
    size_t *slot;

    s->name_next = 0;
    if (!coh_name_fold(coh_span_of(s->name), &name))
        return;
    s->name_key = coh_name_key(&name);
    slot = name_slot(roster, s->name_key);
    s->name_next = *slot;
    *slot = at + 1;
}

static int
grow_names(struct coh_roster *roster, struct coh_error *err)
{
    size_t i;

    if (2 * (roster->n + 1) <= roster->by_name_size)
        return 0;
    if (make_index(&roster->by_name, &roster->by_name_size, err))
        return -1;
    for (i = 0; i < roster->n; i++)
        put_name(roster, i);
    return 0;
}

static int
holds_student(const struct coh_roster *roster, struct coh_span student_id)
{
    size_t slot, i;

    if (!roster->index_size)
        return 0;
    slot = (size_t)hash(student_id) & (roster->index_size - 1);
    while ((i = roster->index[slot])) {
        const struct coh_roster_identifier *held = &roster->identifier[i - 1];

        if (held->kind == COH_ROSTER_OWN &&
            coh_span_equal(held->text, student_id))
            return 1;
        slot = (slot + 1) & (roster->index_size - 1);
    }
    return 0;
}

int
coh_roster_add(struct coh_roster *roster, struct coh_span student_id,
               struct coh_span name, coh_date active_from, coh_date active_to,
               size_t *at, struct coh_error *err)
{
    struct coh_roster_student *added;
    char quoted[COH_QUOTE_SIZE];

    if (!student_id.length)
        return coh_fail(err, COH_INPUT, "a student without a student_id");
    if (holds_student(roster, student_id))
        return coh_fail(err, COH_INPUT,
                        "student_id '%s' stands on the roster twice",
                        coh_quote(student_id.bytes, student_id.length, quoted));
    if (grow_names(roster, err) ||
        coh_reserve(&roster->student, &roster->capacity, roster->n + 1,
                    sizeof(*roster->student), err))
        return -1;
    added = &roster->student[roster->n];
    added->active_from = active_from;
    added->active_to = active_to;
    added->name = coh_arena_text(&roster->arena, name.bytes, name.length, err);
    if (!added->name)
        return -1;
    added->student_id = coh_arena_text(&roster->arena, student_id.bytes,
                                       student_id.length, err);
    if (!added->student_id ||
        add_identifier(roster, roster->n, COH_ROSTER_OWN, student_id, err))
        return -1;
    put_name(roster, roster->n);
    *at = roster->n++;
    return 0;
}

int
coh_roster_add_identifier(struct coh_roster *roster, size_t at,
                          struct coh_span system, struct coh_span identifier,
                          struct coh_error *err)
{
    enum coh_roster_kind kind = coh_span_is(system, COH_ROSTER_ALIAS)
                                    ? COH_ROSTER_OF_ALIAS
                                    : COH_ROSTER_OF_SYSTEM;

    return identifier.length ? add_identifier(roster, at, kind, identifier, err)
                             : 0;
}

/* The one student met so far in the best way, or that there are several. */
struct found {
    enum fit best;
    int several;
    size_t who;
};

static void
meet(struct found *f, enum fit fit, size_t who)
{
    if (fit == NO_FIT || fit < f->best)
        return;
    f->several = fit == f->best && (f->several || who != f->who);
    f->best = fit;
    if (!f->several)
        f->who = who;
}

enum coh_match
coh_roster_find(const struct coh_roster *roster, struct coh_span identifier,
                size_t *at)
{
    static const enum coh_match match[] = {COH_MATCH_NONE, COH_MATCH_ADDRESS,
                                           COH_MATCH_ZEROS, COH_MATCH_EXACT,
                                           COH_MATCH_EXACT};
    struct found f = {NO_FIT, 0, 0};
    size_t slot, i;

    if (!roster->index_size || !identifier.length)
        return COH_MATCH_NONE;
    slot = (size_t)hash(identifier) & (roster->index_size - 1);
    while ((i = roster->index[slot])) {
        const struct coh_roster_identifier *held = &roster->identifier[i - 1];

        slot = (slot + 1) & (roster->index_size - 1);
        meet(&f, fit_of(held, identifier), held->student);
    }
    if (f.several)
        return COH_MATCH_AMBIGUOUS;
    if (f.best != NO_FIT)
        *at = f.who;
    return match[f.best];
}

enum coh_match
coh_roster_find_name(const struct coh_roster *roster, struct coh_span name,
                     size_t *at)
{
    struct found f = {NO_FIT, 0, 0};
    struct coh_name asked, held;
    size_t i;

    if (!roster->by_name_size || !coh_name_fold(name, &asked))
        return COH_MATCH_NONE;
    i = *name_slot(roster, coh_name_key(&asked));
    for (; i && !f.several; i = roster->student[i - 1].name_next)
        if (coh_name_fold(coh_span_of(roster->student[i - 1].name), &held) &&
            coh_name_fits(&held, &asked))
            meet(&f, BY_ID, i - 1);
    if (f.several)
        return COH_MATCH_AMBIGUOUS;
    if (f.best == NO_FIT)
        return COH_MATCH_NONE;
    *at = f.who;
    return COH_MATCH_EXACT;
}

void
coh_roster_release(struct coh_roster *roster)
{
    coh_free(roster->student);
    coh_free(roster->identifier);
    coh_free(roster->index);
    coh_free(roster->by_name);
    coh_arena_release(&roster->arena);
    *roster = (struct coh_roster)COH_ROSTER_INIT;
}
