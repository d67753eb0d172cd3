/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/profile-column.h"

#include <string.h>

#include "base/hash.h"

enum { LABEL_BYTES = 1 << 20, NAME_WORDS = 5, SCHOOL_AGE = 4, OLDEST = 20 };

/* ---- who is named ---- */

static int
is_name(const struct coh_portrait_ground *g, struct coh_span s)
{
    size_t at;

    return coh_roster_find_name(g->roster, s, &at) != COH_MATCH_NONE;
}

static struct coh_span
next_word(struct coh_span *rest)
{
    struct coh_span word;

    *rest = coh_span_trim(*rest);
    word = *rest;
    word.length = 0;
    while (word.length < rest->length && rest->bytes[word.length] != ' ')
        word.length++;
    rest->bytes += word.length;
    rest->length -= word.length;
    return word;
}

/* Names begin with a capital, or a letter that has no ASCII. */
static int
may_be_name(struct coh_span word)
{
    const unsigned char c = word.length ? (unsigned char)*word.bytes : 0;

    return (c >= 'A' && c <= 'Z') || c >= 0x80;
}

/* Two words of a longer text, side by side, that are a student's name. */
static int
mentions_name(const struct coh_portrait_ground *g, struct coh_span s)
{
    struct coh_span rest = s, last = next_word(&rest), word;

    for (; (word = next_word(&rest)).length; last = word) {
        struct coh_span pair = {last.bytes, (size_t)(word.bytes - last.bytes) +
                                                word.length};

        if (may_be_name(last) && may_be_name(word) && is_name(g, pair))
            return 1;
    }
    return 0;
}

static int
look_for_names(struct coh_portrait *p, const struct coh_portrait_ground *g,
               struct coh_span s, size_t n, struct coh_error *err)
{
    struct coh_span rest = s;
    size_t words = 0;

    if (!g->roster || !g->roster->n)
        return 0;
    while (words <= NAME_WORDS && next_word(&rest).length)
        words++;
    if (words == 1 && may_be_name(s)) {
        struct coh_span key;

        if (coh_fingerprint(s, &p->scratch, err))
            return -1;
        key = coh_text_span(&p->scratch);
        if (g->name_words &&
            coh_keys_find(g->name_words, &key) < g->name_words->n)
            p->name_parts += n;
    } else if (words > 1 && words <= NAME_WORDS && is_name(g, s)) {
        p->names += n;
    } else if (words > 2 && mentions_name(g, s)) {
        p->mentions += n;
    }
    return 0;
}

/* ---- what a cell counts for ---- */

static void
count_day(struct coh_portrait_days *d, const struct coh_portrait_ground *g,
          coh_date day, size_t n)
{
    const int age = g->today - day;

    if (!d->n || day < d->low)
        d->low = day;
    if (!d->n || day > d->high)
        d->high = day;
    d->n += n;
    d->future += day > g->today ? n : 0;
    d->before += g->from != COH_DATE_NONE && day < g->from ? n : 0;
    d->after += g->until != COH_DATE_NONE && day > g->until ? n : 0;
    d->school_age += age >= SCHOOL_AGE * 365 && age <= OLDEST * 366 ? n : 0;
}

static void
take_date(struct coh_portrait *p, const struct coh_portrait_ground *g,
          const struct coh_date_written *written, size_t n)
{
    struct coh_date_evidence one = {0};
    coh_date day;

    coh_date_order_look_written(written, &one);
    p->evidence.day_first += one.day_first * n;
    p->evidence.month_first += one.month_first * n;
    p->evidence.either += one.either * n;
    if (coh_date_order_tell_written(written, COH_ORDER_MDY, &day) ==
        COH_DATE_IS_DAY)
        count_day(&p->in[0], g, day, n);
    if (coh_date_order_tell_written(written, COH_ORDER_DMY, &day) ==
        COH_DATE_IS_DAY)
        count_day(&p->in[1], g, day, n);
}

static int
take_number(struct coh_portrait *p, const struct coh_value *v, size_t n,
            struct coh_error *err)
{
    if (v->number == COH_NUMBER_EXACT &&
        coh_decimal_reduce(v->decimal).scale == 0)
        p->whole += n;
    for (; n; n--)
        if (v->number == COH_NUMBER_EXACT
                ? coh_sample_add(&p->sample, v->decimal, err)
                : coh_sample_add_double(&p->sample, v->real, err))
            return -1;
    return 0;
}

static void
take_code(struct coh_portrait *p, struct coh_span s, size_t n)
{
    size_t i;

    for (i = 0; i < COH_PORTRAIT_CODES && p->code[i].n; i++)
        if (coh_span_is(s, p->code[i].text))
            break;
    if (i == COH_PORTRAIT_CODES || s.length >= sizeof(p->code[i].text) ||
        memchr(s.bytes, '\0', s.length)) {
        p->other_codes += n;
        return;
    }
    if (!p->code[i].n)
        memcpy(p->code[i].text, s.bytes, s.length);
    p->code[i].n += n;
}

static void
take_length(struct coh_portrait *p, struct coh_span text)
{
    const size_t length = coh_sight_length(text);

    if (!p->length_low || length < p->length_low)
        p->length_low = length;
    if (length > p->length_high)
        p->length_high = length;
}

static enum coh_portrait_stands
stands_for(const struct coh_sight *s)
{
    if (s->kind <= COH_SIGHT_CODE)
        return COH_PORTRAIT_NOTHING;
    return s->status >= 0 ? COH_PORTRAIT_STATUS : COH_PORTRAIT_VALUE;
}

/* How many different ones there are is known before it is known whether they
 * count as values. */
static void
take_word(struct coh_portrait *p, struct coh_span cell)
{
    const uint64_t hash = coh_hash64(0, cell.bytes, cell.length);
    size_t i;

    for (i = 0; i < p->words; i++)
        if (p->word[i] == hash)
            return;
    if (p->words < COH_PORTRAIT_WORDS)
        p->word[p->words++] = hash;
}

/* `n` cells of this text. */
static int
judge(struct coh_portrait *p, const struct coh_portrait_ground *g,
      struct coh_span cell, size_t n, enum coh_portrait_stands *stands,
      struct coh_error *err)
{
    struct coh_sight s;

    coh_sight_take(cell, &s);
    *stands = stands_for(&s);
    p->kind[s.kind] += n;
    if (s.kind == COH_SIGHT_CODE)
        take_code(p, s.text, n);
    if (*stands == COH_PORTRAIT_NOTHING)
        return 0;
    take_length(p, s.text);
    p->edge += s.flags & COH_SIGHT_EDGE ? n : 0;
    if (s.kind == COH_SIGHT_NUMBER)
        return take_number(p, &s.value, n, err);
    if (s.status >= 0)
        take_word(p, cell);
    else if (!p->spilt)
        p->other_labels++;
    else if (coh_distinct_add(g->distinct, p->number, cell, err))
        return -1;
    p->email += s.flags & COH_SIGHT_EMAIL ? n : 0;
    p->phone += s.flags & COH_SIGHT_PHONE ? n : 0;
    p->ssn += s.flags & COH_SIGHT_SSN ? n : 0;
    if (s.kind == COH_SIGHT_DATE)
        take_date(p, g, &s.written, n);
    if (s.status >= 0)
        p->status[s.status] += n;
    return s.kind == COH_SIGHT_TEXT ? look_for_names(p, g, s.text, n, err) : 0;
}

/* ---- labels ---- */

static int
judge_labels(struct coh_portrait *p, const struct coh_portrait_ground *g,
             struct coh_error *err)
{
    enum coh_portrait_stands stands;
    size_t i;

    for (i = 0; i < p->labels; i++)
        if (judge(p, g,
                  (struct coh_span){p->label[i].bytes, p->label[i].length},
                  p->label[i].n, &stands, err))
            return -1;
    return 0;
}

static void
drop_labels(struct coh_portrait *p)
{
    coh_free(p->label);
    coh_free(p->slot);
    coh_arena_release(&p->arena);
    p->label = NULL;
    p->slot = NULL;
    p->labels = p->label_capacity = p->slots = 0;
    p->label_bytes = 0;
}

static int
grow_slots(struct coh_portrait *p, struct coh_error *err)
{
    const size_t slots = p->slots ? 2 * p->slots : 64;
    uint32_t *slot = coh_alloc_array(slots, sizeof(*slot), err);
    size_t i, at;

    if (!slot)
        return -1;
    for (i = 0; i < p->labels; i++) {
        at = (size_t)p->label[i].hash & (slots - 1);
        while (slot[at])
            at = (at + 1) & (slots - 1);
        slot[at] = (uint32_t)i + 1;
    }
    coh_free(p->slot);
    p->slot = slot;
    p->slots = slots;
    return 0;
}

static int
new_label(struct coh_portrait *p, size_t at, struct coh_span cell,
          uint64_t hash, struct coh_error *err)
{
    struct coh_portrait_label *l;
    struct coh_sight s;

    if (coh_reserve(&p->label, &p->label_capacity, p->labels + 1,
                    sizeof(*p->label), err))
        return -1;
    l = &p->label[p->labels];
    l->bytes = coh_arena_text(&p->arena, cell.bytes, cell.length, err);
    if (!l->bytes)
        return -1;
    l->length = cell.length;
    l->hash = hash;
    l->n = 1;
    coh_sight_take(cell, &s);
    l->stands = stands_for(&s);
    p->slot[at] = (uint32_t)++p->labels;
    p->label_bytes += cell.length;
    return 0;
}

int
coh_portrait_add(struct coh_portrait *p, const struct coh_portrait_ground *g,
                 struct coh_span cell, uint64_t hash,
                 enum coh_portrait_stands *stands, struct coh_error *err)
{
    size_t at;

    p->cells++;
    if (p->spilt)
        return judge(p, g, cell, 1, stands, err);
    if (2 * (p->labels + 1) > p->slots && grow_slots(p, err))
        return -1;
    for (at = (size_t)hash & (p->slots - 1); p->slot[at];
         at = (at + 1) & (p->slots - 1)) {
        struct coh_portrait_label *l = &p->label[p->slot[at] - 1];

        if (l->hash == hash && l->length == cell.length &&
            !memcmp(l->bytes, cell.bytes, cell.length)) {
            l->n++;
            *stands = l->stands;
            return 0;
        }
    }
    if (p->labels < g->most_labels &&
        p->label_bytes + cell.length <= LABEL_BYTES) {
        if (new_label(p, at, cell, hash, err))
            return -1;
        *stands = p->label[p->labels - 1].stands;
        return 0;
    }
    p->spilt = 1;
    if (judge_labels(p, g, err))
        return -1;
    drop_labels(p);
    return judge(p, g, cell, 1, stands, err);
}

/* ---- the end ---- */

int
coh_portrait_finish(struct coh_portrait *p, const struct coh_portrait_ground *g,
                    struct coh_error *err)
{
    if (!p->spilt && judge_labels(p, g, err))
        return -1;
    if (coh_sample_finish(&p->sample, err))
        return -1;
    coh_portrait_settle(p);
    return 0;
}

void
coh_portrait_release(struct coh_portrait *p)
{
    drop_labels(p);
    coh_sample_release(&p->sample);
    coh_text_release(&p->scratch);
    *p = (struct coh_portrait)COH_PORTRAIT_INIT;
}
