/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/profile-team.h"

#include <string.h>

#include "base/hash.h"
#include "flow/profile-cell.h"
#include "store/load.h"
#include "store/select.h"
#include "store/student_attribute.h"

/* ---- who is on the roster ---- */

static int
add_name_words(struct coh_profile_team *t, struct coh_span name,
               struct coh_error *err)
{
    struct coh_text key = COH_TEXT_INIT;
    struct coh_span rest;
    size_t at;
    int rc = -1;

    if (coh_fingerprint(name, &key, err))
        goto out;
    rest = coh_text_span(&key);
    while ((rest = coh_span_trim(rest)).length) {
        const char *end = memchr(rest.bytes, ' ', rest.length);
        struct coh_span word = {rest.bytes,
                                end ? (size_t)(end - rest.bytes) : rest.length};

        if (word.length > 2 && coh_keys_index(&t->name_words, &word, &at, err))
            goto out;
        rest.bytes += word.length;
        rest.length -= word.length;
    }
    rc = 0;
out:
    coh_text_release(&key);
    return rc;
}

static int
take_student(void *context, const struct coh_student_row *row,
             struct coh_error *err)
{
    struct coh_profile_team *t = context;
    size_t at, i, level;

    if (coh_roster_find(&t->roster, row->student_id, &at) != COH_MATCH_EXACT)
        return 0;
    t->active[at] = row->active != 0;
    t->actives += row->active != 0;
    for (i = 0; i < t->attribute.n; i++) {
        level = COH_PROFILE_NO_LEVEL;
        if (row->with[i].length &&
            coh_keys_index(&t->levels[i], &row->with[i], &level, err))
            return -1;
        t->level[i * t->roster.n + at] = level;
    }
    return add_name_words(t, row->name, err);
}

static int
read_students(struct coh_profile_team *t, struct coh_store *store,
              coh_date today, struct coh_error *err)
{
    struct coh_student_query query = {.day = today, .everyone = 1};
    size_t i;

    if (coh_student_roster(store, &t->roster, err) ||
        coh_student_attribute_names(store, &t->attribute, err))
        return -1;
    t->active = coh_alloc_array(t->roster.n, 1, err);
    t->known = coh_alloc_array(t->roster.n, 1, err);
    t->levels = coh_alloc_array(t->attribute.n, sizeof(*t->levels), err);
    if (!t->active || !t->known || !t->levels)
        return -1;
    t->level =
        coh_alloc_array(t->attribute.n * t->roster.n, sizeof(*t->level), err);
    if (!t->level)
        return -1;
    for (i = 0; i < t->attribute.n; i++)
        t->levels[i].width = 1;
    query.with = t->attribute.item;
    query.withs = t->attribute.n;
    return coh_student_list(store, &query, take_student, t, err);
}

/* ---- what was taken in of the source ---- */

/* Of one student in one scale. */
struct occasion {
    uint64_t first;
    int several;
};

struct results {
    struct coh_profile_team *team;
    struct coh_keys keys; /* student, and number of the scale as bytes */
    struct occasion *occasion;
    size_t capacity;
};

static uint64_t
occasion_of(const struct coh_result *r)
{
    const struct coh_span *c = r->cell;
    struct coh_span day = c[COH_RESULT_DATE];
    uint64_t hash;

    if (day.length)
        return coh_hash64(1, day.bytes, day.length);
    hash = coh_hash64(2, c[COH_RESULT_TERM].bytes, c[COH_RESULT_TERM].length);
    return coh_hash64(hash + 1, c[COH_RESULT_ATTEMPT].bytes,
                      c[COH_RESULT_ATTEMPT].length);
}

static int
take_occasion(struct results *to, const struct coh_result *r, size_t scale,
              struct coh_error *err)
{
    struct coh_profile_scale *s = &to->team->scale[scale];
    struct coh_span key[2] = {r->cell[COH_RESULT_STUDENT_ID],
                              {(const char *)&scale, sizeof(scale)}};
    const size_t before = to->keys.n;
    struct occasion *o;
    size_t at;

    if (coh_keys_index(&to->keys, key, &at, err) ||
        coh_reserve(&to->occasion, &to->capacity, at + 1, sizeof(*to->occasion),
                    err))
        return -1;
    o = &to->occasion[at];
    if (at == before) {
        *o = (struct occasion){occasion_of(r), 0};
        s->students++;
    } else if (!o->several && o->first != occasion_of(r)) {
        o->several = 1;
        s->pairs++;
    }
    return 0;
}

static void
take_known(struct coh_profile_team *t, const struct coh_select_row *row)
{
    coh_date day;
    size_t at;

    t->results++;
    t->unknown_results += !row->on_roster;
    if (!coh_date_parse(row->result.cell[COH_RESULT_DATE], &day) &&
        day > t->newest_result)
        t->newest_result = day;
    if (row->on_roster &&
        coh_roster_find(&t->roster, row->result.cell[COH_RESULT_STUDENT_ID],
                        &at) == COH_MATCH_EXACT)
        t->known[at] = 1;
}

static int
take_result(void *context, const struct coh_select_row *row,
            struct coh_error *err)
{
    struct results *to = context;
    struct coh_profile_team *t = to->team;
    const struct coh_span *c = row->result.cell;
    const struct coh_span key[3] = {c[COH_RESULT_ASSESSMENT],
                                    c[COH_RESULT_MEASURE], c[COH_RESULT_SCALE]};
    const size_t before = t->scale_keys.n;
    size_t scale;

    take_known(t, row);
    if (!c[COH_RESULT_SCORE].length)
        return 0;
    if (coh_keys_index(&t->scale_keys, key, &scale, err) ||
        coh_reserve(&t->scale, &t->scale_capacity, scale + 1, sizeof(*t->scale),
                    err))
        return -1;
    if (scale == before)
        t->scale[scale] = (struct coh_profile_scale){0, 0};
    return take_occasion(to, &row->result, scale, err);
}

struct loads {
    struct coh_profile_team *team;
    struct coh_span source_id;
};

static int
take_load(void *context, const struct coh_load_row *load, struct coh_error *err)
{
    struct loads *to = context;
    coh_date day;

    (void)err;
    if (!coh_span_equal(load->source_id, to->source_id) || load->undone_by ||
        load->undoes)
        return 0;
    to->team->loads++;
    if (!coh_date_parse(load->day, &day) && day > to->team->newest_load)
        to->team->newest_load = day;
    return 0;
}

static int
read_results(struct coh_profile_team *t, struct coh_store *store,
             const char *source_id, coh_date today, struct coh_error *err)
{
    struct coh_select query = COH_SELECT_INIT;
    struct results to = {.team = t, .keys = COH_PROFILE_KEYS(2)};
    struct loads loads = {t, coh_span_of(source_id)};
    int rc;

    query.source = coh_span_of(source_id);
    query.measure = coh_span_of("all");
    query.scale = coh_span_of("all");
    query.day = today;
    query.everyone = 1;
    rc = coh_load_list(store, take_load, &loads, err) ||
         coh_select_run(store, &query, take_result, &to, NULL, err);
    coh_keys_release(&to.keys);
    coh_free(to.occasion);
    return rc ? -1 : 0;
}

int
coh_profile_team_read(struct coh_profile_team *t, struct coh_store *store,
                      const char *source_id, coh_date today,
                      struct coh_error *err)
{
    return read_students(t, store, today, err) ||
                   read_results(t, store, source_id, today, err)
               ? -1
               : 0;
}

void
coh_profile_team_release(struct coh_profile_team *t)
{
    size_t i;

    for (i = 0; t->levels && i < t->attribute.n; i++)
        coh_keys_release(&t->levels[i]);
    coh_free(t->levels);
    coh_free(t->level);
    coh_free(t->active);
    coh_free(t->known);
    coh_roster_release(&t->roster);
    coh_keys_release(&t->name_words);
    coh_keys_release(&t->scale_keys);
    coh_list_release(&t->attribute);
    coh_free(t->scale);
    *t = (struct coh_profile_team)COH_PROFILE_TEAM_INIT;
}
