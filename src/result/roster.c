/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/roster.h"

#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

/* One id of one student. The team's own student_id is one of them, with a
 * system of NULL. */
struct coh_roster_identifier {
    const char *system;
    struct coh_span text;
    size_t student;
};

static int
all_digits(struct coh_span s)
{
    size_t i;

    for (i = 0; i < s.length; i++)
        if (s.bytes[i] < '0' || s.bytes[i] > '9')
            return 0;
    return s.length > 0;
}

/* The last digit stays: 000 is the number 0, not nothing. */
static struct coh_span
without_zeros(struct coh_span s)
{
    while (s.length > 1 && *s.bytes == '0') {
        s.bytes++;
        s.length--;
    }
    return s;
}

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
    uint64_t h = 0;
    size_t i;

    if (all_digits(s))
        s = without_zeros(s);
    for (i = 0; i < s.length; i++) {
        unsigned char c = lower(s.bytes[i]);

        h = coh_hash64(h, &c, 1);
    }
    return h;
}

/* How well `held` answers to `asked`: EXACT, ZEROS or NONE. */
static enum coh_match
match(struct coh_span held, struct coh_span asked)
{
    if (coh_span_equal(held, asked))
        return COH_MATCH_EXACT;
    if (memchr(held.bytes, '@', held.length) && equal_caseless(held, asked))
        return COH_MATCH_EXACT;
    if (all_digits(held) && all_digits(asked) &&
        coh_span_equal(without_zeros(held), without_zeros(asked)))
        return COH_MATCH_ZEROS;
    return COH_MATCH_NONE;
}

static void
index_put(size_t *index, size_t size, uint64_t h, size_t at)
{
    size_t slot = (size_t)h & (size - 1);

    while (index[slot])
        slot = (slot + 1) & (size - 1);
    index[slot] = at + 1;
}

/* At most half full, so that a search always meets an empty slot. */
static int
index_grow(struct coh_roster *roster, struct coh_error *err)
{
    size_t size = roster->index_size ? 2 * roster->index_size : 64;
    size_t *index;
    size_t i;

    if (2 * (roster->identifiers + 1) <= roster->index_size)
        return 0;
    index = coh_alloc_array(size, sizeof(*index), err);
    if (!index)
        return -1;
    for (i = 0; i < roster->identifiers; i++)
        index_put(index, size, hash(roster->identifier[i].text), i);
    coh_free(roster->index);
    roster->index = index;
    roster->index_size = size;
    return 0;
}

static int
add_identifier(struct coh_roster *roster, size_t at, const char *system,
               struct coh_span text, struct coh_error *err)
{
    struct coh_roster_identifier *added;

    if (index_grow(roster, err) ||
        coh_reserve(&roster->identifier, &roster->identifier_capacity,
                    roster->identifiers + 1, sizeof(*roster->identifier), err))
        return -1;
    added = &roster->identifier[roster->identifiers];
    added->text.bytes =
        coh_arena_text(&roster->arena, text.bytes, text.length, err);
    if (!added->text.bytes)
        return -1;
    added->text.length = text.length;
    added->system = system;
    added->student = at;
    index_put(roster->index, roster->index_size, hash(text),
              roster->identifiers++);
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

        if (!held->system && coh_span_equal(held->text, student_id))
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
    if (coh_reserve(&roster->student, &roster->capacity, roster->n + 1,
                    sizeof(*roster->student), err))
        return -1;
    added = &roster->student[roster->n];
    added->active_from = active_from;
    added->active_to = active_to;
    added->name = coh_arena_text(&roster->arena, name.bytes, name.length, err);
    if (!added->name ||
        add_identifier(roster, roster->n, NULL, student_id, err))
        return -1;
    added->student_id = roster->identifier[roster->identifiers - 1].text.bytes;
    *at = roster->n++;
    return 0;
}

int
coh_roster_add_identifier(struct coh_roster *roster, size_t at,
                          struct coh_span system, struct coh_span identifier,
                          struct coh_error *err)
{
    const char *name;

    if (!identifier.length)
        return 0;
    name = coh_arena_text(&roster->arena, system.bytes, system.length, err);
    return name ? add_identifier(roster, at, name, identifier, err) : -1;
}

enum coh_match
coh_roster_find(const struct coh_roster *roster, struct coh_span identifier,
                size_t *at)
{
    enum coh_match best = COH_MATCH_NONE;
    int several = 0;
    size_t slot, i, who = 0;

    if (!roster->index_size || !identifier.length)
        return COH_MATCH_NONE;
    slot = (size_t)hash(identifier) & (roster->index_size - 1);
    while ((i = roster->index[slot])) {
        const struct coh_roster_identifier *held = &roster->identifier[i - 1];
        enum coh_match fit = match(held->text, identifier);

        slot = (slot + 1) & (roster->index_size - 1);
        if (fit == COH_MATCH_NONE ||
            (best == COH_MATCH_EXACT && fit == COH_MATCH_ZEROS))
            continue;
        if (fit != best)
            several = 0;
        else if (held->student != who)
            several = 1;
        best = fit;
        if (!several)
            who = held->student;
    }
    if (several)
        return COH_MATCH_AMBIGUOUS;
    if (best != COH_MATCH_NONE)
        *at = who;
    return best;
}

void
coh_roster_release(struct coh_roster *roster)
{
    coh_free(roster->student);
    coh_free(roster->identifier);
    coh_free(roster->index);
    coh_arena_release(&roster->arena);
    *roster = (struct coh_roster)COH_ROSTER_INIT;
}
