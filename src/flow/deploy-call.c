/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is asked to support whom. */
#include "flow/deploy-sheet.h"

/* Mark the educator of this name, else all with this role. */
static int
mark(const struct coh_deploy_sheet *s, struct coh_span whom, unsigned char *who)
{
    size_t e = coh_deploy_find(&s->educators, whom);
    int found = e < s->educators.n;

    if (found) {
        who[e] = 1;
        return 1;
    }
    for (e = 0; e < s->educators.n; e++)
        if (s->educator[e].role &&
            coh_span_is_caseless(whom, s->educator[e].role))
            who[e] = (unsigned char)(found = 1);
    return found;
}

/* The student of an id, as typed or but for zeros at its start; students.n
 * when nobody, or several, could be meant. */
static size_t
find_student(const struct coh_deploy_sheet *s, struct coh_span id)
{
    struct coh_span bare = coh_span_without_zeros(id);
    size_t i, at = coh_deploy_find(&s->students, id), found = 0;

    if (at < s->students.n || !bare.length)
        return at;
    for (i = 0; i < s->students.n; i++)
        if (coh_span_equal(
                bare, coh_span_without_zeros(coh_span_of(s->students.at[i])))) {
            at = i;
            found++;
        }
    return found == 1 ? at : s->students.n;
}

static int
find_group(struct coh_deploy_sheet *s, struct coh_run *run,
           struct coh_span student, struct coh_span group,
           struct coh_deploy_call *call, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t at;

    call->group = COH_DEPLOY_NONE;
    if (student.length) {
        at = find_student(s, student);
        if (at == s->students.n)
            return coh_notes_add(
                &run->notes, COH_NOTE_LOOK,
                coh_quote(student.bytes, student.length, quoted), err,
                "--support: students who are not among those in the groups, "
                "passed over");
        call->student = s->label[at];
        call->group = s->group_of[at];
        return 0;
    }
    at = coh_deploy_find(&s->groups, group);
    if (at == s->groups.n)
        return coh_notes_add(&run->notes, COH_NOTE_LOOK,
                             coh_quote(group.bytes, group.length, quoted), err,
                             "--support: groups that are not among those to "
                             "deploy, passed over");
    call->group = at;
    return 0;
}

static int
take_call(struct coh_deploy_sheet *s, struct coh_run *run,
          const struct coh_table *t, size_t row, const size_t *at,
          struct coh_error *err)
{
    struct coh_span whom = coh_deploy_cell(t, row, at[2]);
    struct coh_span station = coh_deploy_cell(t, row, at[4]);
    struct coh_deploy_call call = {.station = COH_DEPLOY_NONE};
    char quoted[COH_QUOTE_SIZE];

    if (!whom.length)
        whom = coh_deploy_cell(t, row, at[3]);
    if (find_group(s, run, coh_deploy_cell(t, row, at[0]),
                   coh_deploy_cell(t, row, at[1]), &call, err))
        return -1;
    if (call.group == COH_DEPLOY_NONE)
        return 0;
    if (station.length && s->ask->schedule) {
        call.station = coh_deploy_find(&s->stations, station);
        if (call.station == s->stations.n)
            return coh_notes_add(
                &run->notes, COH_NOTE_LOOK,
                coh_quote(station.bytes, station.length, quoted), err,
                "--support: stations that are not in --stations, passed over");
    }
    call.whom = coh_arena_text(&s->arena, whom.bytes, whom.length, err);
    call.who = coh_arena_alloc(&s->arena, s->educators.n, err);
    if (!call.whom || !call.who)
        return -1;
    for (size_t e = 0; e < s->educators.n; e++)
        call.who[e] = 0;
    if (!mark(s, whom, call.who))
        return coh_notes_add(&run->notes, COH_NOTE_LOOK,
                             coh_quote(whom.bytes, whom.length, quoted), err,
                             "--support: neither an educator nor a role of "
                             "--extended, passed over");
    if (coh_reserve(&s->call, &s->call_capacity, s->calls + 1, sizeof(*s->call),
                    err))
        return -1;
    s->call[s->calls++] = call;
    return 0;
}

static int
check_columns(const struct coh_table *t, const size_t *at,
              struct coh_error *err)
{
    const size_t n = t->header.n;

    if ((at[0] == n && at[1] == n) || (at[2] == n && at[3] == n))
        return coh_fail(err, COH_INPUT,
                        "columns must be there: student_id or group, and "
                        "educator or role");
    return 0;
}

int
coh_deploy_read_calls(struct coh_deploy_sheet *s, struct coh_run *run,
                      struct coh_error *err)
{
    const char *const columns[] = {run->student, "group", "educator", "role",
                                   "station"};
    struct coh_table t = COH_TABLE_INIT;
    size_t at[5], row;
    int rc = -1;

    if (!s->ask->support)
        return 0;
    if (coh_deploy_table(run, s->ask->support, columns, 5, 0, &t, at, err))
        goto out;
    if (check_columns(&t, at, err)) {
        coh_error_context(err, "%s: ", s->ask->support);
        goto out;
    }
    for (row = 0; row < t.rows; row++)
        if (take_call(s, run, &t, row, at, err))
            goto out;
    rc = 0;
out:
    coh_table_release(&t);
    return rc;
}
