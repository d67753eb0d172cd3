/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include "store/load-undo.h"
#include "store/select.h"

/*
 * Random loads and undos against a model that knows nothing of rows, versions
 * or SQL: per load an array of what the file had, and the rule that what
 * stands is the last touch of a load that was not undone. After each step the
 * store must say what the model says, and at the end of each sequence it must
 * say so as of each of its days.
 */

#define SEQUENCES 200
#define STEPS     14
#define KEYS      12 /* of each source: 6 students × 2 assessments */
#define SOURCES   2
#define LAYOUTS   2

static const char *const student[] = {"1", "2", "3", "?4", "?5", "?6"};
static const char *const assessment[] = {"Unit 1", "Unit 2"};
static const char *const source[] = {"canvas", "zipgrade"};
static const char *const layout[] = {"tidy", "wide"};

enum did { NOTHING, CONFIRMED, ADDED, CHANGED, RETURNED, GONE };

struct event {
    coh_date day;
    int undoes, undone_by; /* events, 0: none */
    int source, layout;
    enum did did[KEYS];
    int value[KEYS];
    int continued_by;
};

struct model {
    struct event event[STEPS + 1];
    int n; /* events, from 1 */
    coh_date collected[SOURCES];
    uint64_t state;
};

static int
draw(struct model *m, int below)
{
    m->state = m->state * 6364136223846793005u + 1442695040888963407u;
    return (int)((m->state >> 33) % (uint64_t)below);
}

static int
stands(const struct event *e, int now)
{
    return !e->undoes && (!e->undone_by || e->undone_by > now);
}

/* The last event up to `now` that touched the key, 0 if none. */
static int
last_touch(const struct model *m, int of, int key, int now, int but)
{
    int i;

    for (i = now; i > 0; i--)
        if (i != but && m->event[i].source == of && stands(&m->event[i], now) &&
            m->event[i].did[key])
            return i;
    return 0;
}

static int
has(const struct event *e, int key)
{
    return e->did[key] && e->did[key] != GONE;
}

/* A file: one of two sections or both, each result with chance 3 in 4, but the
 * first, whose value no other file has. */
static void
draw_file(struct model *m, struct event *e)
{
    int first = draw(m, 3) * KEYS / 2, k, last = first + KEYS / 2, before;

    if (first == KEYS)
        first = 0, last = KEYS;
    for (k = first; k < last; k++) {
        if (k > first && !draw(m, 4))
            continue;
        e->value[k] = k > first ? draw(m, 3) : 100 + m->n;
        before = last_touch(m, e->source, k, m->n - 1, 0);
        e->did[k] = !before                                    ? ADDED
                    : m->event[before].did[k] == GONE          ? RETURNED
                    : m->event[before].value[k] != e->value[k] ? CHANGED
                                                               : CONFIRMED;
    }
}

static void
find_gone(struct model *m, struct event *e, int aside)
{
    int p, k, had, shared;

    for (p = 1; p < m->n; p++) {
        struct event *earlier = &m->event[p];
        int by = earlier->continued_by;

        if (!stands(earlier, m->n) || earlier->source != e->source ||
            earlier->layout != e->layout || (by && stands(&m->event[by], m->n)))
            continue;
        for (had = shared = k = 0; k < KEYS; k++) {
            had += has(earlier, k);
            shared += has(earlier, k) && has(e, k);
        }
        if (!shared || 2 * shared < had || aside)
            continue;
        earlier->continued_by = m->n;
        for (k = 0; k < KEYS; k++)
            if (has(earlier, k) && !e->did[k] &&
                last_touch(m, e->source, k, m->n - 1, 0) == p) {
                e->did[k] = GONE;
                e->value[k] = earlier->value[k]; /* it keeps its value */
            }
    }
}

static size_t
count(const struct event *e, enum did did)
{
    size_t n = 0;
    int k;

    for (k = 0; k < KEYS; k++)
        n += e->did[k] == did;
    return n;
}

static void
take_file(struct coh_store *store, const struct model *m, const struct event *e,
          int aside, struct coh_load_outcome *outcome)
{
    struct coh_load load = COH_LOAD_INIT;
    struct coh_load_file file = file_of(source[e->source]);
    struct coh_load_account account = {.set_aside = (size_t)aside};
    char score[12];
    int k;

    file.layout = coh_span_of(layout[e->layout]);
    file.today = e->day;
    assert_int_equal(coh_load_begin(&load, store, &file, NULL), 0);
    for (k = 0; k < KEYS; k++) {
        const char *who = student[k % 6];
        struct coh_result r;

        if (!has(e, k))
            continue;
        snprintf(score, sizeof(score), "%d", e->value[k]);
        r = scored(who, assessment[k / 6], "", "", score);
        assert_int_equal(coh_load_add(&load, 2, &r,
                                      coh_span_of(*who == '?' ? "" : who),
                                      NULL),
                         0);
        account.used++;
    }
    if (aside)
        assert_int_equal(
            coh_load_set_aside(&load, 99, coh_span_of("torn"), NULL), 0);
    account.records = account.used + account.set_aside;
    assert_int_equal(coh_load_end(&load, &account, outcome, NULL), 0);
    assert_int_equal(outcome->load, m->n);
}

static void
step_load(struct coh_store *store, struct model *m)
{
    struct event *e = &m->event[++m->n];
    struct coh_load_outcome o;
    int aside = !draw(m, 6);

    e->day = m->event[m->n - 1].day + draw(m, 4) - (draw(m, 8) ? 0 : 3);
    e->source = draw(m, SOURCES);
    e->layout = !draw(m, 4);
    draw_file(m, e);
    find_gone(m, e, aside);
    take_file(store, m, e, aside, &o);
    assert_int_equal(o.added, count(e, ADDED));
    assert_int_equal(o.changed, count(e, CHANGED));
    assert_int_equal(o.back, count(e, RETURNED));
    assert_int_equal(o.unchanged, count(e, CONFIRMED));
    assert_int_equal(o.gone, count(e, GONE));
    if (e->day > m->collected[e->source])
        m->collected[e->source] = e->day;
    assert_int_equal(o.last_collected, m->collected[e->source]);
}

/* What an undo should count, from the touches alone. How many of the results
 * with an earlier touch were restored follows from whether their value or
 * their being gone differs; the same value may count, too, if it stood as
 * another load's in between. */
static void
expect_counts(const struct model *m, int undone, struct coh_load_undone *u)
{
    const struct event *e = &m->event[undone];
    size_t taken = 0, stay = 0, lifted = 0, differ = 0, confirmed = 0;
    int k;

    for (k = 0; k < KEYS; k++) {
        int last =
            e->did[k] ? last_touch(m, e->source, k, m->n - 1, undone) : 0;
        const struct event *to = &m->event[last];

        if (!e->did[k])
            continue;
        if (last > undone)
            stay += e->did[k] != CONFIRMED;
        else if (!last)
            taken++;
        else if (e->did[k] == GONE && to->did[k] != GONE)
            lifted++;
        else if (to->did[k] == GONE || to->value[k] != e->value[k])
            differ++;
        else
            confirmed++;
    }
    assert_int_equal(u->taken_back, taken);
    assert_int_equal(u->stay, stay);
    assert_int_equal(u->lifted, lifted);
    assert_in_range(u->restored, differ, differ + confirmed);
}

static void
step_undo(struct coh_store *store, struct model *m)
{
    struct coh_load_undone u;
    int undone = 1 + draw(m, m->n), i;
    struct event *e = &m->event[undone], *undo;
    coh_date today = m->event[m->n].day + draw(m, 2);

    if (!stands(e, m->n)) {
        assert_int_equal(coh_load_undo(store, undone, today, 0, &u, NULL), -1);
        return;
    }
    undo = &m->event[++m->n];
    undo->day = today;
    undo->undoes = undone;
    undo->source = e->source;
    e->undone_by = m->n;
    if (m->collected[e->source] == e->day)
        for (m->collected[e->source] = COH_DATE_NONE, i = 1; i < m->n; i++)
            if (m->event[i].source == e->source && stands(&m->event[i], m->n) &&
                m->event[i].day > m->collected[e->source])
                m->collected[e->source] = m->event[i].day;
    assert_int_equal(coh_load_undo(store, undone, today, 0, &u, NULL), 0);
    assert_int_equal(u.undo, m->n);
    assert_int_equal(u.last_collected, m->collected[e->source]);
    expect_counts(m, undone, &u);
}

/* What a selection found of each result. */
struct found {
    int n[SOURCES][KEYS], value[SOURCES][KEYS], gone[SOURCES][KEYS];
};

static int
find(const char *const *word, int n, struct coh_span cell)
{
    int i;

    for (i = 0; i < n; i++)
        if (coh_span_is(cell, word[i]))
            return i;
    return -1;
}

static int
keep(void *context, const struct coh_select_row *row, struct coh_error *err)
{
    const struct coh_span *cell = row->result.cell;
    struct found *f = context;
    int s = find(source, SOURCES, cell[COH_RESULT_SOURCE]);
    int k = find(student, 6, cell[COH_RESULT_STUDENT_ID]) +
            6 * find(assessment, 2, cell[COH_RESULT_ASSESSMENT]);
    char score[12];

    (void)err;
    snprintf(score, sizeof(score), "%.*s", (int)cell[COH_RESULT_SCORE].length,
             cell[COH_RESULT_SCORE].bytes);
    f->n[s][k]++;
    f->value[s][k] = (int)strtol(score, NULL, 10);
    f->gone[s][k] = row->gone_on.length > 0;
    return 0;
}

/* The store, as of that day (COH_DATE_NONE: now), says what stood at `now`. */
static void
expect_state(struct coh_store *store, const struct model *m, coh_date as_of,
             int now)
{
    struct coh_select q = COH_SELECT_INIT;
    struct found f = {.n = {{0}}};
    int s, k;

    q.everyone = q.gone = 1;
    q.as_of = as_of;
    assert_int_equal(coh_select_run(store, &q, keep, &f, NULL, NULL), 0);
    for (s = 0; s < SOURCES; s++)
        for (k = 0; k < KEYS; k++) {
            int last = last_touch(m, s, k, now, 0);
            const struct event *e = &m->event[last];

            assert_int_equal(f.n[s][k], last > 0);
            if (!last)
                continue;
            assert_int_equal(f.gone[s][k], e->did[k] == GONE);
            assert_int_equal(f.value[s][k], e->value[k]);
        }
}

/* Loads count in their order: the first of a later day hides all behind it. */
static void
expect_each_day(struct coh_store *store, const struct model *m)
{
    coh_date d, last = COH_DATE_NONE;
    int now;

    for (now = 1; now <= m->n; now++)
        if (m->event[now].day > last)
            last = m->event[now].day;
    for (d = m->event[0].day - 4; d <= last; d++) {
        for (now = 0; now < m->n && m->event[now + 1].day <= d; now++)
            ;
        expect_state(store, m, d, now);
    }
}

static void
run_sequence(struct place *p, uint64_t seed)
{
    static const char *const team[] = {"1", "2", "3"};
    struct coh_store store = COH_STORE_INIT;
    struct model m = {.n = 0, .state = seed};
    int s;

    open_new(p, &store);
    assert_int_equal(
        coh_sql_run(&store, "PRAGMA synchronous = OFF", NULL, 0, NULL), 0);
    enrol(&store, team, 3);
    m.event[0].day = day("2026-09-07");
    for (s = 0; s < SOURCES; s++)
        m.collected[s] = COH_DATE_NONE;
    while (m.n < STEPS) {
        if (m.n && !draw(&m, 3))
            step_undo(&store, &m);
        else
            step_load(&store, &m);
        expect_state(&store, &m, COH_DATE_NONE, m.n);
    }
    expect_each_day(&store, &m);
    coh_store_close(&store);
    assert_int_equal(unlink(p->path), 0);
}

static void
loads_and_undos_give_what_a_simple_model_says(void **state)
{
    uint64_t seed;

    for (seed = 1; seed <= SEQUENCES; seed++)
        run_sequence(*state, seed);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(loads_and_undos_give_what_a_simple_model_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
