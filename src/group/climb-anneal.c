/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/climb-anneal.h"

#include <time.h>

/* Cooling begins where a change in 50 is taken, and ends where it is one in
 * 500; both from at least so many tries. */
#define HOT   50
#define COLD  500
#define TRIES 2000

/* No loss that is looked at is larger. */
#define MOST (INT64_C(1) << 58)

int64_t
coh_climb_limit(const struct coh_climb_heat *h, uint32_t draw)
{
    int64_t limit;

    /* A draw is below 2^20. */
    if (h->temperature < INT64_C(1) << 43)
        limit = h->temperature * draw >> 24;
    else
        limit = (h->temperature >> 10) * draw >> 14;
    return limit < MOST >> h->coarse ? limit << h->coarse : MOST;
}

/* The expected order statistics of as many exponential variates as there are
 * draws (Savage scores): E_i = Σ_{m=i..N} 1/m. */
static void
fill_draws(struct coh_climb_heat *h)
{
    uint64_t sum = 0;
    uint32_t keep;
    size_t i, j;

    for (i = COH_CLIMB_DRAWS; i > 0; i--) {
        sum += (UINT64_C(1) << 40) / i;
        h->draw[i - 1] = (uint32_t)(sum >> 24);
    }
    for (i = COH_CLIMB_DRAWS - 1; i > 0; i--) {
        j = (size_t)coh_random_below(&h->random, i + 1);
        keep = h->draw[i];
        h->draw[i] = h->draw[j];
        h->draw[j] = keep;
    }
}

/* Seconds of this process: what others do on the machine does not count. */
static double
now(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Where cooling begins and ends. */
struct range {
    int64_t melting, hot, cold;
    uint64_t looked; /* within it */
    double seconds;
};

static void
set_price(const struct coh_climb_walk *w, const struct coh_climb_heat *h,
          int64_t temperature)
{
    int64_t loss = (temperature / 256 + 1) << h->coarse;

    if (w->price)
        w->price(w->self, loss < MOST ? loss : MOST);
}

/* A first, quick cooling. */
static struct range
first_cooling(const struct coh_climb_walk *w, struct coh_climb_heat *h)
{
    struct range r = {0};
    uint64_t looked = h->looked;
    double start = now();
    int64_t t = w->typical(w->self, h);

    for (h->coarse = 0; t >> h->coarse >= INT64_C(1) << 44;)
        h->coarse++;
    t = ((t >> h->coarse) + 1) * 256;
    r.melting = r.hot = r.cold = t;
    set_price(w, h, t);
    for (; t > 1 && h->looked < h->end; t -= t / 6 + 1) {
        h->temperature = r.cold = t;
        h->tried = h->taken = 0;
        while (h->tried < TRIES && h->looked < h->end)
            w->pass(w->self, h);
        if (h->taken * HOT > h->tried) {
            r.hot = t;
            looked = h->looked;
            start = now();
        }
        if (h->taken * COLD < h->tried)
            break;
    }
    r.looked = h->looked - looked;
    r.seconds = now() - start;
    return r;
}

/* One cooling until `end` is spent: from hot to cold, slower and slower. What
 * was cold is molten first, lest all coolings end in one valley. */
static void
cool(const struct coh_climb_walk *w, struct coh_climb_heat *h, struct range r,
     uint64_t end)
{
    uint64_t begin = h->looked, left;

    end = end < h->end ? end : h->end;
    h->temperature = r.melting;
    w->pass(w->self, h);
    while (h->looked < end) {
        /* What is left of the way, of 2^15; its square is the temperature. */
        left = ((end - h->looked) << 15) / (end - begin) & ~UINT64_C(127);
        left = left * left >> 15;
        h->temperature =
            r.cold + (r.hot - r.cold) / (1 << 15) * (int64_t)left +
            (r.hot - r.cold) % (1 << 15) * (int64_t)left / (1 << 15);
        w->pass(w->self, h);
    }
}

/* Down to where no change is better. */
static void
descend(const struct coh_climb_walk *w, struct coh_climb_heat *h)
{
    h->temperature = 0;
    do {
        h->taken = 0;
        w->pass(w->self, h);
    } while (h->taken && h->looked < h->end);
}

/* No one price is right for all rules: each is given a cooling, and the one
 * that has found the best is kept. */
static void
choose_price(const struct coh_climb_walk *w, struct coh_climb_heat *h,
             struct range r)
{
    int64_t price[] = {r.hot, r.melting, r.melting / 8};
    uint64_t share = (h->end - h->looked) / 8, bests;
    size_t i, best = 0;

    for (i = 0; i < sizeof(price) / sizeof(*price); i++) {
        bests = h->bests;
        set_price(w, h, price[i]);
        cool(w, h, r, h->looked + (share < w->enough ? share : w->enough));
        descend(w, h);
        best = h->bests > bests ? i : best;
    }
    set_price(w, h, price[best]);
}

/* One cooling after the other, until h->end. */
static void
cool_again(const struct coh_climb_walk *w, struct coh_climb_heat *h,
           struct range r)
{
    uint64_t i;

    if (w->price && h->looked < h->end)
        choose_price(w, h, r);
    if (h->looked >= h->end)
        return;
    for (i = (h->end - h->looked) / w->enough + 1; i > 0; i--) {
        if (h->looked >= h->end)
            break;
        cool(w, h, r, h->looked + (h->end - h->looked) / i);
        descend(w, h);
    }
}

void
coh_climb_anneal(const struct coh_climb_walk *w, uint64_t seed, uint64_t effort,
                 double seconds, uint64_t *moves)
{
    struct coh_climb_heat h = {.random = {.state = seed}};
    double begin = now(), left;
    struct range r;
    uint64_t last;

    fill_draws(&h);
    if (!effort)
        effort = COH_GROUP_EFFORT;
    h.end = seconds > 0 ? UINT64_MAX : effort / 4;
    r = first_cooling(w, &h);
    if (seconds > 0) {
        left = (seconds - (now() - begin)) * 0.95;
        /* So much that the first cooling is a quarter at the most. */
        effort = 4 * h.looked;
        if (left > 0 && r.seconds > 0 &&
            (double)r.looked / r.seconds * left > 3 * (double)h.looked)
            effort = h.looked + (uint64_t)((double)r.looked / r.seconds * left);
    }
    *moves = effort;
    /* What the last descent may need is kept back. */
    last = effort / 8 < 10 * w->all ? effort / 8 : 10 * w->all;
    h.end = effort - last;
    cool_again(w, &h, r);
    w->back(w->self);
    h.end = effort;
    descend(w, &h);
}

void
coh_climb_descend(const struct coh_climb_walk *w, uint64_t seed)
{
    struct coh_climb_heat h = {.random = {.state = seed}, .end = UINT64_MAX};

    descend(w, &h);
}
