/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups that rotate through stations: reading, solving, saying. */
#include "flow/deploy-sheet.h"
#include "group/rotation.h"

enum { PLANS = 3 };

struct schedule {
    struct coh_deploy_sheet sheet;
    struct coh_rotation p;
    struct coh_rotation_answer plan[PLANS];
    struct coh_deploy_names order; /* of --blocks */
    unsigned char *there;
    struct coh_rotation_call *call;
    size_t plans;
};

/* What comes first, second; then unlike the plans before. */
static const enum coh_rotation_aim aims[PLANS][3] = {
    {COH_ROTATION_UNMET, COH_ROTATION_CHANGES, COH_ROTATION_SAME},
    {COH_ROTATION_CHANGES, COH_ROTATION_UNMET, COH_ROTATION_SAME},
    {COH_ROTATION_UNMET, COH_ROTATION_CHANGES, COH_ROTATION_SAME},
};

const char *
coh_deploy_chosen_for(size_t plan)
{
    static const char *const words[PLANS] = {
        "most calls for support met, then fewest changes of rooms",
        "fewest changes of rooms, then most calls for support met",
        "as good as alternative 1, but other places at other times",
    };

    return words[plan];
}

static int
check(struct coh_run *run, const struct coh_deploy_ask *ask,
      struct coh_error *err)
{
    if (!ask->stations || !ask->blocks)
        return coh_fail(err, COH_USAGE,
                        "--schedule goes with --stations FILE and --blocks "
                        "A,B,C");
    if (ask->alternatives == 0 || ask->alternatives > PLANS)
        return coh_fail(err, COH_USAGE, "--alternatives is 1 to %d", PLANS);
    if (ask->needs || ask->load || ask->prefer || ask->require || ask->forbid ||
        ask->block || ask->at_once >= 0 || ask->per_group != 1)
        return coh_fail(
            err, COH_USAGE,
            "--schedule goes with --stations, --blocks, "
            "--alternatives, --expertise, --availability, --extended, "
            "--support and --report only");
    return coh_run_may_write(run, ask->report, err);
}

/* ---- reading ---- */

static int
take_station(struct coh_deploy_sheet *s, const struct coh_table *t, size_t row,
             const size_t *at, struct coh_error *err)
{
    struct coh_span name = coh_deploy_cell(t, row, at[0]);
    struct coh_span who = coh_deploy_cell(t, row, at[1]);
    struct coh_span room = coh_deploy_cell(t, row, at[2]);
    size_t n = s->stations.n, station;

    if (!name.length)
        return coh_fail(err, COH_INPUT, "line %zu: no station", t->line[row]);
    if (coh_deploy_name(s, &s->stations, name, &station, err))
        return -1;
    if (station < n)
        return coh_fail(err, COH_INPUT, "line %zu: %s stands here twice",
                        t->line[row], s->stations.at[station]);
    if (coh_reserve(&s->teacher, &s->teacher_capacity, n + 1,
                    sizeof(*s->teacher), err) ||
        coh_reserve(&s->room, &s->room_capacity, n + 1, sizeof(*s->room), err))
        return -1;
    s->teacher[n] = COH_ROTATION_NONE;
    if (who.length && coh_deploy_educator(s, who, &s->teacher[n], err))
        return -1;
    /* Without a room, the station is one of its own. */
    return coh_deploy_name(s, &s->rooms, room.length ? room : name, &s->room[n],
                           err);
}

static int
read_stations(struct coh_deploy_sheet *s, struct coh_run *run,
              struct coh_error *err)
{
    static const char *const columns[] = {"station", "educator", "room"};
    struct coh_table t = COH_TABLE_INIT;
    size_t at[3], row;
    int rc = -1;

    if (coh_deploy_table(run, s->ask->stations, columns, 3, 1, &t, at, err))
        goto out;
    for (row = 0; row < t.rows; row++)
        if (take_station(s, &t, row, at, err)) {
            coh_error_context(err, "%s: ", s->ask->stations);
            goto out;
        }
    rc = 0;
    if (!s->stations.n)
        rc = coh_fail(err, COH_INPUT, "%s: there is no station",
                      s->ask->stations);
out:
    coh_table_release(&t);
    return rc;
}

static int
read_blocks(struct schedule *x, struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    size_t i, at;
    int rc = -1;

    if (coh_list_parse(&list, x->sheet.ask->blocks, err))
        goto out;
    for (i = 0; i < list.n; i++) {
        if (coh_deploy_name(&x->sheet, &x->order, list.item[i], &at, err))
            goto out;
        if (at < i) {
            coh_fail(err, COH_USAGE, "--blocks: '%.40s' stands there twice",
                     x->order.at[at]);
            goto out;
        }
    }
    rc = 0;
    if (x->sheet.stations.n > x->order.n)
        rc = coh_fail(err, COH_INPUT,
                      "%zu stations take %zu blocks, and there are %zu",
                      x->sheet.stations.n, x->sheet.stations.n, x->order.n);
out:
    coh_list_release(&list);
    return rc;
}

/* Times name blocks; those of --blocks count. */
static int
is_there(const struct schedule *x, size_t e, size_t b)
{
    const struct coh_deploy_sheet *s = &x->sheet;
    size_t i, block;

    if (!s->educator[e].bound)
        return 1;
    block = coh_deploy_find(&s->blocks, coh_span_of(x->order.at[b]));
    for (i = 0; i < s->there.n; i++)
        if (s->there.at[i].a == e && s->there.at[i].b == block)
            return 1;
    return 0;
}

static int
make_problem(struct schedule *x, struct coh_error *err)
{
    struct coh_deploy_sheet *s = &x->sheet;
    const size_t n = s->educators.n, blocks = x->order.n;
    size_t e, b, i;

    x->there = coh_alloc_array(n * blocks, 1, err);
    x->call = coh_alloc_array(s->calls, sizeof(*x->call), err);
    if (!x->there || !x->call)
        return -1;
    for (e = 0; e < n; e++)
        for (b = 0; b < blocks; b++)
            x->there[e * blocks + b] = (unsigned char)is_there(x, e, b);
    for (i = 0; i < s->calls; i++)
        x->call[i] = (struct coh_rotation_call){
            s->call[i].group, s->call[i].station, s->call[i].who};
    x->p = (struct coh_rotation){
        s->groups.n, s->stations.n, blocks,   n,       s->rooms.n, 0,
        s->teacher,  s->room,       x->there, x->call, s->calls};
    if (s->groups.n * s->stations.n * blocks > 2000)
        return coh_fail(err, COH_INPUT,
                        "%zu groups, %zu stations and %zu blocks are too many "
                        "for one rotation",
                        s->groups.n, s->stations.n, blocks);
    return 0;
}

/* ---- solving ---- */

/* How many blocks an educator is there, of NONE all; stations of the same
 * educator, or in the same room. */
static size_t
count_blocks(const struct schedule *x, size_t e)
{
    size_t b, n = 0;

    for (b = 0; b < x->p.n_blocks; b++)
        n += e == COH_ROTATION_NONE || x->there[e * x->p.n_blocks + b];
    return n;
}

static size_t
count_same(const size_t *of, size_t n, size_t what)
{
    size_t i, same = 0;

    for (i = 0; i < n; i++)
        same += of[i] == what;
    return same;
}

/* Can so few places do? Stations of one educator, or of one room, run one after
 * the other, each as often as it takes for all groups. Not all that passes is
 * possible, but little is left to refute. */
static int
may_do(const struct schedule *x, size_t places)
{
    const struct coh_rotation *p = &x->p;
    const size_t times = (p->n_groups + places - 1) / places;
    size_t s, e;

    for (s = 0; s < p->n_stations; s++) {
        e = p->educator[s];
        if (count_same(p->room, p->n_stations, p->room[s]) * times >
            p->n_blocks)
            return 0;
        if (e != COH_ROTATION_NONE &&
            count_same(p->educator, p->n_stations, e) * times >
                count_blocks(x, e))
            return 0;
    }
    return 1;
}

/* So few groups at a station at a time as there is a rotation for. */
static int
find_places(struct schedule *x, struct coh_run *run, struct coh_error *err)
{
    const size_t n = x->p.n_groups;
    int possible = 0;

    for (x->p.places = (n + x->p.n_blocks - 1) / x->p.n_blocks;;
         x->p.places++) {
        if (x->p.places < n && !may_do(x, x->p.places))
            continue;
        if (coh_rotation_possible(&x->p, &possible, err))
            return -1;
        if (possible || x->p.places >= n)
            break;
    }
    if (!possible)
        return 0;
    return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                         "at most %zu group%s at a station at a time",
                         x->p.places, x->p.places == 1 ? "" : "s");
}

static int
refuse(const struct schedule *x, const struct coh_rotation_answer *a,
       struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    const struct coh_deploy_sheet *s = &x->sheet;
    const struct coh_rotation_demand *d = a->conflict;
    size_t i;
    int rc = -1;

    for (i = 0; i < a->n_conflict; i++) {
        if (d[i].kind == COH_ROTATION_AWAY &&
            coh_deploy_times_words(s, d[i].of, &t, err))
            goto out;
        if (d[i].kind == COH_ROTATION_TEACHES &&
            coh_text_format(&t, err, "%s is at one station at a time",
                            s->educators.at[d[i].of]))
            goto out;
        if (d[i].kind == COH_ROTATION_ROOM &&
            coh_text_format(&t, err, "%s has one station at a time",
                            s->rooms.at[d[i].of]))
            goto out;
        if (coh_text_add_string(&t, "; ", err))
            goto out;
    }
    coh_fail(err, COH_INPUT,
             "there is no rotation: %seach of %zu group%s meets %zu station%s "
             "in %zu block%s",
             coh_text_get(&t), s->groups.n, s->groups.n == 1 ? "" : "s",
             s->stations.n, s->stations.n == 1 ? "" : "s", x->order.n,
             x->order.n == 1 ? "" : "s");
out:
    coh_text_release(&t);
    return rc;
}

/* Is it in every cell one of the plans before it? */
static int
is_there_already(const struct schedule *x, size_t plan)
{
    const size_t cells = x->p.n_groups * x->p.n_blocks;
    size_t i, k;

    for (i = 0; i < plan; i++) {
        for (k = 0; k < cells; k++)
            if (x->plan[plan].at[k] != x->plan[i].at[k])
                break;
        if (k == cells)
            return 1;
    }
    return 0;
}

static int
say_plan(const struct schedule *x, size_t i, struct coh_run *run,
         struct coh_error *err)
{
    const struct coh_rotation_answer *a = &x->plan[i];
    const struct coh_deploy_sheet *s = &x->sheet;
    struct coh_text t = COH_TEXT_INIT;
    size_t c;
    int rc = -1;

    for (c = 0; c < s->calls; c++)
        if (a->unmet[c] &&
            coh_notes_add(&run->notes, COH_NOTE_LOOK,
                          s->call[c].student ? s->call[c].student
                                             : s->groups.at[s->call[c].group],
                          err,
                          "alternative %zu: calls for support that are not met",
                          i + 1))
            return -1;
    if (is_there_already(x, i) &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "alternative %zu is one that is there already: no other "
                      "as good was found",
                      i + 1))
        return -1;
    if (s->calls &&
        coh_text_format(&t, err, "%zu of %zu call%s met, ",
                        s->calls - (size_t)a->total[COH_ROTATION_UNMET],
                        s->calls, s->calls == 1 ? "" : "s"))
        goto out;
    rc = coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                       "alternative %zu, %s: %s%lld change%s of rooms%s", i + 1,
                       coh_deploy_chosen_for(i), coh_text_get(&t),
                       (long long)a->total[COH_ROTATION_CHANGES],
                       a->total[COH_ROTATION_CHANGES] == 1 ? "" : "s",
                       a->proved ? ", proved optimal"
                                 : "; the best found, not proved");
out:
    coh_text_release(&t);
    return rc;
}

static int
solve(struct schedule *x, struct coh_run *run, struct coh_error *err)
{
    const size_t *other[PLANS];
    size_t i;

    x->plans =
        x->sheet.ask->alternatives > 0 ? (size_t)x->sheet.ask->alternatives : 2;
    for (i = 0; i < x->plans; i++) {
        if (coh_rotation_solve(&x->p, aims[i], i ? 3 : 2, other, i, &x->plan[i],
                               err))
            return -1;
        if (!x->plan[i].possible)
            return refuse(x, &x->plan[i], err);
        other[i] = x->plan[i].at;
        if (say_plan(x, i, run, err))
            return -1;
    }
    return 0;
}

static int
write_all(struct schedule *x, struct coh_run *run, struct coh_error *err)
{
    const struct coh_deploy_timetables t = {x->plan, x->plans, x->order.at,
                                            x->order.n};
    struct coh_text page = COH_TEXT_INIT;
    struct coh_writer *w;
    int rc = -1;

    /* Both must be writable before either is written. */
    w = coh_run_writer(run, err);
    if (!w)
        goto out;
    if (x->sheet.ask->report && x->plans &&
        (coh_deploy_timetable_page(&x->sheet, &t, &page, err) ||
         coh_file_write(x->sheet.ask->report, coh_text_span(&page), err)))
        goto out;
    if (!coh_deploy_timetable_write(&x->sheet, &t, w, err))
        rc = coh_run_finish(run, err);
out:
    coh_text_release(&page);
    return rc;
}

int
coh_deploy_schedule(struct coh_run *run, const struct coh_deploy_ask *ask,
                    struct coh_error *err)
{
    struct schedule x = {.sheet = COH_DEPLOY_SHEET_INIT};
    size_t i;
    int rc = -1;

    x.sheet.ask = ask;
    if (check(run, ask, err) || coh_deploy_read_groups(&x.sheet, run, err) ||
        read_stations(&x.sheet, run, err) ||
        coh_deploy_read_team(&x.sheet, run, err) ||
        coh_deploy_read_calls(&x.sheet, run, err) ||
        coh_run_may_write(run, ask->report, err) || read_blocks(&x, err) ||
        make_problem(&x, err))
        goto out;
    if (x.sheet.groups.n && (find_places(&x, run, err) || solve(&x, run, err)))
        goto out;
    rc = write_all(&x, run, err);
out:
    for (i = 0; i < PLANS; i++)
        coh_rotation_answer_release(&x.plan[i]);
    coh_free(x.order.at);
    coh_free(x.there);
    coh_free(x.call);
    coh_deploy_sheet_release(&x.sheet);
    return rc;
}
