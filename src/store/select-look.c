/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/select-look.h"

#include <string.h>

#include "store/select-internal.h"
#include "store/sql.h"

/* The columns of the first statement. */
enum {
    WHO,
    ASSESSMENT,
    MEASURE,
    ITEM,
    DATE,
    SCALE,
    ATTEMPT,
    GONE,
    ID,
    SCORE,
    SOURCE
};

/* A key of sittings. */
enum { OF_GONE = 5, SITTING_WIDTH = 6, TIE_WIDTH = 8 };

static const struct coh_span BLANK = {"", 0};

static struct coh_span
mark(int yes)
{
    return coh_span_of(yes ? "1" : "");
}

/* What is gone and not asked for must not hide the latest that stands. The
 * items of a sitting belong together, whatever they measure. */
static void
sitting_key(const struct coh_select *q, const struct coh_select_place *p,
            struct coh_span key[SITTING_WIDTH])
{
    const int item = p->item.length > 0;

    key[0] = p->who;
    key[1] = p->assessment;
    key[2] = p->scale;
    key[3] = mark(item);
    key[4] = item ? BLANK : p->measure;
    key[OF_GONE] = mark(p->gone && !q->gone);
}

static void
tie_key(const struct coh_select *q, const struct coh_select_place *p,
        struct coh_span key[TIE_WIDTH])
{
    key[0] = p->who;
    key[1] = p->assessment;
    key[2] = p->scale;
    key[3] = p->measure;
    key[4] = p->item;
    key[5] = p->date;
    key[6] = (struct coh_span){(const char *)&p->attempt, sizeof(p->attempt)};
    key[7] = mark(p->gone && !q->gone);
}

int
coh_select_place_compare(const struct coh_select_place *a,
                         const struct coh_select_place *b)
{
    int c = coh_span_compare(a->date, b->date);

    c = c ? c : coh_span_compare(a->assessment, b->assessment);
    c = c ? c : coh_span_compare(a->measure, b->measure);
    c = c ? c : coh_span_compare(a->who, b->who);
    return c ? c : (a->id > b->id) - (a->id < b->id);
}

/* ---- the first look ---- */

static int
keep_text(struct coh_look *look, struct coh_span *s, struct coh_error *err)
{
    s->bytes = coh_arena_text(&look->arena, s->bytes, s->length, err);
    return s->bytes ? 0 : -1;
}

static int
count_item(struct coh_look *look, struct coh_sitting *at,
           const struct coh_select_place *p, struct coh_error *err)
{
    if (at->items++ && coh_select_place_compare(&at->first, p) <= 0)
        return 0;
    at->first = *p;
    return keep_text(look, &at->first.who, err) ||
                   keep_text(look, &at->first.assessment, err) ||
                   keep_text(look, &at->first.measure, err) ||
                   keep_text(look, &at->first.date, err)
               ? -1
               : 0;
}

/* Its place among the sittings, with room for a new one. */
static int
find_sitting(struct coh_selection *s, const struct coh_select_place *p,
             struct coh_sitting **at, struct coh_error *err)
{
    struct coh_look *look = &s->look;
    struct coh_span key[SITTING_WIDTH];
    size_t i, before = look->sitting.n;

    sitting_key(s->query, p, key);
    if (coh_keys_index(&look->sitting, key, &i, err) ||
        coh_reserve(&look->at, &look->capacity, i + 1, sizeof(*look->at), err))
        return -1;
    *at = &look->at[i];
    if (i == before)
        **at = (struct coh_sitting){.attempt = INT64_MIN};
    return 0;
}

static int
count_tie(struct coh_selection *s, const struct coh_select_place *p,
          struct coh_error *err)
{
    struct coh_look *look = &s->look;
    struct coh_span key[TIE_WIDTH];
    size_t i, before = look->tie.n;

    tie_key(s->query, p, key);
    if (coh_keys_index(&look->tie, key, &i, err) ||
        coh_reserve(&look->tied, &look->tied_capacity, i + 1,
                    sizeof(*look->tied), err))
        return -1;
    look->tied[i] = (i == before ? 0 : look->tied[i]) + 1;
    return 0;
}

static int
look_at(struct coh_selection *s, struct coh_select_place *p,
        struct coh_error *err)
{
    const struct coh_select *q = s->query;
    struct coh_sitting *at;
    int later;

    if (q->latest && count_tie(s, p, err))
        return -1;
    if (find_sitting(s, p, &at, err))
        return -1;
    later = q->latest ? coh_span_compare(p->date, at->date) : 0;
    later = later ? later
            : q->latest
                ? (p->attempt > at->attempt) - (p->attempt < at->attempt)
                : 0;
    if (later < 0)
        return 0;
    if (later > 0) {
        at->items = 0;
        at->date = p->date;
        at->attempt = p->attempt;
        at->score = coh_sql_text(s->stmt, SCORE);
        at->source = coh_sql_text(s->stmt, SOURCE);
        if (keep_text(&s->look, &at->date, err) ||
            keep_text(&s->look, &at->score, err) ||
            keep_text(&s->look, &at->source, err))
            return -1;
    }
    if (q->items || !p->item.length ||
        !coh_select_is_asked(q, p->measure, p->scale))
        return 0;
    return count_item(&s->look, at, p, err);
}

/* Of item rows that nobody asked for, and of what is gone among them, how many
 * there are and where the first one would stand. */
static void
sum_items(struct coh_selection *s)
{
    struct coh_look *look = &s->look;
    size_t i;

    for (i = 0; i < look->sitting.n; i++) {
        const struct coh_sitting *at = &look->at[i];
        int gone = coh_keys_cells(&look->sitting, i)[OF_GONE].length > 0;
        struct coh_unseen *u = &look->unseen[gone];

        if (!at->items)
            continue;
        if (!u->n || coh_select_place_compare(&at->first, &u->first) < 0)
            u->first = at->first;
        u->n += at->items;
    }
}

static int
look_through(struct coh_selection *s, struct coh_error *err)
{
    int more;

    while ((more = coh_sql_step(s->store, s->stmt, err)) == 1) {
        struct coh_select_place p = {
            .who = coh_sql_text(s->stmt, WHO),
            .assessment = coh_sql_text(s->stmt, ASSESSMENT),
            .measure = coh_sql_text(s->stmt, MEASURE),
            .item = coh_sql_text(s->stmt, ITEM),
            .date = coh_sql_text(s->stmt, DATE),
            .scale = coh_sql_text(s->stmt, SCALE),
            .attempt = coh_sql_integer(s->stmt, ATTEMPT),
            .gone = coh_sql_integer(s->stmt, GONE) != 0,
            .id = coh_sql_integer(s->stmt, ID),
        };

        if (look_at(s, &p, err))
            return -1;
    }
    return more;
}

int
coh_select_look(struct coh_selection *s, struct coh_error *err)
{
    const struct coh_select *q = s->query;
    int rc = -1;

    s->look.sitting.width = SITTING_WIDTH;
    s->look.tie.width = TIE_WIDTH;
    if (!q->latest && q->items)
        return 0;
    coh_text_clear(&s->sql);
    if (coh_text_add_string(
            &s->sql,
            "SELECT coalesce(r.student_id, r.written_id), r.assessment,"
            " r.measure, item, date, scale, CAST(attempt AS INTEGER), ",
            err) ||
        coh_select_add_gone(&s->sql, s->event, err) ||
        coh_text_add_string(&s->sql,
                            ", coalesce(r.history_of, r.id), score, source"
                            " FROM result r WHERE ",
                            err) ||
        coh_select_add_standing(&s->sql, s->event, err) ||
        (!q->latest && coh_text_add_string(&s->sql, " AND item <> ''", err)) ||
        coh_select_add_filters(s, err) ||
        coh_sql_prepare(s->store, coh_text_get(&s->sql), &s->stmt, err) ||
        coh_select_bind_filters(s, err) || look_through(s, err))
        goto out;
    sum_items(s);
    rc = 0;
out:
    coh_sql_finish(&s->stmt);
    coh_text_clear(&s->sql);
    return rc;
}

/* ---- what it told ---- */

const struct coh_sitting *
coh_look_latest(const struct coh_selection *s, const struct coh_select_place *p)
{
    struct coh_span key[SITTING_WIDTH];
    size_t i;

    sitting_key(s->query, p, key);
    i = coh_keys_find(&s->look.sitting, key);
    return i < s->look.sitting.n ? &s->look.at[i] : NULL;
}

size_t
coh_look_ties(const struct coh_selection *s, const struct coh_select_place *p)
{
    struct coh_span key[TIE_WIDTH];
    size_t i;

    tie_key(s->query, p, key);
    i = coh_keys_find(&s->look.tie, key);
    return i < s->look.tie.n ? s->look.tied[i] : 0;
}

void
coh_look_release(struct coh_look *look)
{
    coh_keys_release(&look->sitting);
    coh_keys_release(&look->tie);
    coh_free(look->at);
    coh_free(look->tied);
    coh_arena_release(&look->arena);
    *look = (struct coh_look)COH_LOOK_INIT;
}
