/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/climb-breaks.h"

#include "base/memory.h"

#define RULE (INT64_C(1) << 32)

/* Takes the lowest bit out of a word that is not 0, and tells its place. */
static size_t
take(uint64_t *word)
{
    size_t place = (size_t)__builtin_ctzll(*word);

    *word &= *word - 1;
    return place;
}

void
coh_climb_breaks_release(struct coh_climb_breaks *b)
{
    coh_free(b->has);
    coh_free(b->lone);
    coh_free(b->swap);
    coh_free(b->move);
    coh_free(b->anybody);
    *b = (struct coh_climb_breaks)COH_CLIMB_BREAKS_INIT;
}

static int64_t
weigh(const struct coh_climb_breaks *b, size_t f, size_t count, size_t size)
{
    const struct coh_group_rules *r = b->s->r;
    int64_t n = (int64_t)count;

    if (r->feature[f].kind == COH_GROUP_EARLIER)
        return b->wanted * (n * (n - 1) / 2);
    return RULE * coh_group_feature_breaks(r, f, count, size);
}

/* What the size of a group decides, too: `now` is broken as it is. */
static struct coh_climb_sized_step
measure_sized(const struct coh_climb_breaks *b, size_t f, size_t count,
              size_t size, int64_t now)
{
    struct coh_climb_sized_step s = {{0, 0}, {0, 0}};

    /* Where all have the feature, nobody else can leave. */
    if (count < size)
        s.without.less = weigh(b, f, count, size - 1) - now;
    if (count > 0)
        s.with.less = weigh(b, f, count - 1, size - 1) - now - s.without.less;
    s.without.more = weigh(b, f, count, size + 1) - now;
    s.with.more = weigh(b, f, count + 1, size + 1) - now - s.without.more;
    return s;
}

/* Group g + 1 has another number of feature f, or another size. */
static void
measure(struct coh_climb_breaks *b, size_t g, size_t f)
{
    const struct coh_group_state *s = b->s;
    size_t at = g * s->r->n_features + f, size = s->size[g];
    size_t count = s->count[f * s->r->p->k + g];
    struct coh_climb_step *swap = &b->swap[at];
    struct coh_climb_sized_step *move = &b->move[at], new = {{0, 0}, {0, 0}};
    int64_t now = weigh(b, f, count, size);

    swap->less = count > 0 ? weigh(b, f, count - 1, size) - now : 0;
    swap->more = count < size ? weigh(b, f, count + 1, size) - now : 0;
    if (coh_group_is_sized(s->r, f))
        new = measure_sized(b, f, count, size, now);
    else
        new.with = (struct coh_climb_step){swap->less,
                                           weigh(b, f, count + 1, size) - now};
    b->anybody[g].less += new.without.less - move->without.less;
    b->anybody[g].more += new.without.more - move->without.more;
    *move = new;
}

static void
measure_group(struct coh_climb_breaks *b, size_t g)
{
    const struct coh_group_rules *r = b->s->r;
    size_t f, size = b->s->size[g];
    int64_t now = coh_group_size_breaks(r, g, size);

    for (f = 0; f < r->n_features; f++)
        b->move[g * r->n_features + f].without = (struct coh_climb_step){0, 0};
    b->anybody[g].more = RULE * (coh_group_size_breaks(r, g, size + 1) - now);
    b->anybody[g].less =
        size ? RULE * (coh_group_size_breaks(r, g, size - 1) - now) : 0;
    for (f = 0; f < r->n_features; f++)
        measure(b, g, f);
}

int
coh_climb_breaks_init(struct coh_climb_breaks *b, struct coh_group_state *s,
                      int64_t wanted, struct coh_error *err)
{
    const struct coh_group_rules *r = s->r;
    size_t u, i, g, who, k = r->p->k, features = r->n_features;

    *b = (struct coh_climb_breaks)COH_CLIMB_BREAKS_INIT;
    b->s = s;
    b->wanted = wanted;
    b->words = features / 64 + 1;
    b->has = coh_alloc_array(r->n_units, b->words * sizeof(*b->has), err);
    b->lone = coh_alloc_array(r->n_units, 1, err);
    b->swap = coh_alloc_array(k, features * sizeof(*b->swap), err);
    b->move = coh_alloc_array(k, features * sizeof(*b->move), err);
    b->anybody = coh_alloc_array(k, sizeof(*b->anybody), err);
    if (!b->has || !b->lone || !b->swap || !b->move || !b->anybody) {
        coh_climb_breaks_release(b);
        return -1;
    }
    for (u = 0; u < r->n_units; u++) {
        who = r->unit_member[r->unit_start[u]];
        b->lone[u] = r->unit_start[u + 1] - r->unit_start[u] == 1;
        for (i = r->has_start[who]; i < r->has_start[who + 1]; i++)
            b->has[u * b->words + r->has[i] / 64] |= UINT64_C(1)
                                                     << r->has[i] % 64;
    }
    for (g = 0; g < k; g++)
        measure_group(b, g);
    return 0;
}

static int64_t
pack(const struct coh_climb_breaks *b, struct coh_group_change c)
{
    return RULE * c.broken + b->wanted * c.again;
}

int64_t
coh_climb_breaks_move(struct coh_climb_breaks *b, size_t u, size_t g)
{
    size_t features = b->s->r->n_features, from = b->s->group[u] - 1, w, i;
    const struct coh_climb_sized_step *left = b->move + from * features;
    const struct coh_climb_sized_step *reached = b->move + --g * features;
    int64_t sum = b->anybody[from].less + b->anybody[g].more;
    uint64_t word;

    if (!b->lone[u])
        return pack(b, coh_group_state_try_move(b->s, u, g + 1));
    for (w = 0; w < b->words; w++) {
        for (word = b->has[u * b->words + w]; word;) {
            i = w * 64 + take(&word);
            sum += left[i].with.less + reached[i].with.more;
        }
    }
    return sum;
}

int64_t
coh_climb_breaks_swap(struct coh_climb_breaks *b, size_t u, size_t v)
{
    size_t features = b->s->r->n_features, w, i;
    const struct coh_climb_step *here =
        b->swap + (b->s->group[u] - 1) * features;
    const struct coh_climb_step *there =
        b->swap + (b->s->group[v] - 1) * features;
    const uint64_t *x = b->has + u * b->words, *y = b->has + v * b->words;
    uint64_t word;
    int64_t sum = 0;

    if (!b->lone[u] || !b->lone[v])
        return pack(b, coh_group_state_try_swap(b->s, u, v));
    for (w = 0; w < b->words; w++) {
        for (word = x[w] & ~y[w]; word;) {
            i = w * 64 + take(&word);
            sum += here[i].less + there[i].more;
        }
        for (word = y[w] & ~x[w]; word;) {
            i = w * 64 + take(&word);
            sum += here[i].more + there[i].less;
        }
    }
    return sum;
}

void
coh_climb_breaks_make_move(struct coh_climb_breaks *b, size_t u, size_t g)
{
    size_t from = b->s->group[u];

    coh_group_state_put(b->s, u, g);
    measure_group(b, from - 1);
    measure_group(b, g - 1);
}

void
coh_climb_breaks_make_swap(struct coh_climb_breaks *b, size_t u, size_t v)
{
    const uint64_t *x = b->has + u * b->words, *y = b->has + v * b->words;
    size_t here = b->s->group[u] - 1, there = b->s->group[v] - 1, w, i;
    uint64_t word;

    coh_group_state_swap(b->s, u, v);
    if (!b->lone[u] || !b->lone[v]) {
        measure_group(b, here);
        measure_group(b, there);
        return;
    }
    for (w = 0; w < b->words; w++) {
        for (word = x[w] ^ y[w]; word;) {
            i = w * 64 + take(&word);
            measure(b, here, i);
            measure(b, there, i);
        }
    }
}
