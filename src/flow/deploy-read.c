/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The groups, the team and what the groups need. */
#include <stdio.h>

#include "flow/deploy-sheet.h"

/* ---- groups ---- */

static int
add_group(struct coh_deploy_sheet *s, struct coh_span name, size_t *at,
          struct coh_error *err)
{
    size_t n = s->groups.n;

    if (coh_deploy_name(s, &s->groups, name, at, err))
        return -1;
    if (*at < n)
        return 0;
    if (coh_reserve(&s->group, &s->group_capacity, n + 1, sizeof(*s->group),
                    err))
        return -1;
    s->group[n] = (struct coh_deploy_group){.skill = COH_DEPLOY_NONE,
                                            .block = COH_DEPLOY_NONE};
    return 0;
}

/* "Brown, Yusuf (02275)", or the id where there is no name. */
static int
put_label(struct coh_deploy_sheet *s, struct coh_span name, size_t at,
          struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (coh_reserve(&s->label, &s->label_capacity, at + 1, sizeof(*s->label),
                    err))
        return -1;
    s->label[at] = s->students.at[at];
    if (!name.length)
        return 0;
    if (coh_text_add(&t, name.bytes, name.length, err) ||
        coh_text_format(&t, err, " (%s)", s->students.at[at]))
        goto out;
    s->label[at] = coh_arena_text(&s->arena, t.bytes, t.length, err);
    rc = s->label[at] ? 0 : -1;
out:
    coh_text_release(&t);
    return rc;
}

static int
add_student(struct coh_deploy_sheet *s, struct coh_span id,
            struct coh_span name, size_t group, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t at, n = s->students.n;

    s->group[group].students++;
    if (coh_deploy_name(s, &s->students, id, &at, err))
        return -1;
    if (at < n && s->group_of[at] == group)
        return coh_fail(err, COH_INPUT, "'%s' is twice in the same group",
                        coh_quote(id.bytes, id.length, quoted));
    if (at < n)
        return coh_fail(err, COH_INPUT, "'%s' is in two groups, %s and %s",
                        coh_quote(id.bytes, id.length, quoted),
                        s->groups.at[s->group_of[at]], s->groups.at[group]);
    if (coh_reserve(&s->group_of, &s->group_of_capacity, n + 1,
                    sizeof(*s->group_of), err))
        return -1;
    s->group_of[n] = group;
    return put_label(s, name, n, err);
}

static int
take_row(struct coh_deploy_sheet *s, struct coh_run *run,
         const struct coh_rows *rows, const struct coh_record *rec,
         size_t column, size_t called, struct coh_error *err)
{
    struct coh_span name = coh_span_trim(rec->cell[column]), id;
    struct coh_span label = {0};
    char line[COH_DEPLOY_LINE];
    size_t at;

    snprintf(line, sizeof(line), "line %zu", rec->line);
    if (!name.length)
        return coh_notes_add(&run->notes, COH_NOTE_LOOK, line, err,
                             "rows without a group, left out");
    if (add_group(s, name, &at, err))
        return -1;
    if (rows->student >= rows->header.n)
        return 0;
    id = coh_span_trim(rec->cell[rows->student]);
    if (!id.length)
        return coh_notes_add(&run->notes, COH_NOTE_LOOK, line, err,
                             "rows without a student id: only the group "
                             "counts");
    if (called < rows->header.n)
        label = coh_span_trim(rec->cell[called]);
    if (add_student(s, id, label, at, err)) {
        coh_error_context(err, "%s: line %zu: ", coh_rows_name(rows),
                          rec->line);
        return -1;
    }
    return 0;
}

int
coh_deploy_read_groups(struct coh_deploy_sheet *s, struct coh_run *run,
                       struct coh_error *err)
{
    struct coh_rows rows = COH_ROWS_INIT;
    struct coh_columns group = COH_COLUMNS_INIT;
    struct coh_record rec;
    size_t name;
    int rc = -1;

    if (coh_rows_open(&rows, run, err) ||
        coh_rows_columns(&rows, "group", &group, err))
        goto out;
    s->has_students = rows.student < rows.header.n;
    name = coh_header_seek(&rows.header, coh_span_of("name"));
    for (;;) {
        if (coh_rows_next(&rows, &rec, err))
            goto out;
        if (rec.end)
            break;
        if (take_row(s, run, &rows, &rec, group.at[0], name, err))
            goto out;
    }
    rc = 0;
out:
    coh_columns_release(&group);
    coh_rows_release(&rows);
    return rc;
}

/* ---- the team ---- */

static int
set_level(struct coh_deploy_sheet *s, size_t educator, size_t skill, int level,
          struct coh_error *err)
{
    size_t i;

    for (i = 0; i < s->level.n; i++)
        if (s->level.at[i].a == educator && s->level.at[i].b == skill) {
            if (s->level_of[i] == level)
                return 0;
            return coh_fail(err, COH_INPUT,
                            "%s has two levels in %s, %d and %d",
                            s->educators.at[educator], s->skills.at[skill],
                            s->level_of[i], level);
        }
    if (coh_reserve(&s->level_of, &s->level_capacity, s->level.n + 1,
                    sizeof(*s->level_of), err) ||
        coh_deploy_put(&s->level, educator, skill, err))
        return -1;
    s->level_of[s->level.n - 1] = level;
    return 0;
}

static int
take_level(struct coh_deploy_sheet *s, struct coh_run *run,
           const struct coh_table *t, size_t row, const size_t *at,
           struct coh_error *err)
{
    struct coh_span name = coh_deploy_cell(t, row, at[0]);
    struct coh_span skill = coh_deploy_cell(t, row, at[1]);
    struct coh_span text = coh_deploy_cell(t, row, at[2]);
    long level = text.length ? coh_deploy_whole(text) : 0;
    char line[COH_DEPLOY_LINE], quoted[COH_QUOTE_SIZE];
    size_t who, what;

    coh_deploy_line(t, row, line);
    if (!name.length || !skill.length)
        return coh_notes_add(&run->notes, COH_NOTE_LOOK, line, err,
                             "--expertise: rows without an educator or a "
                             "skill, left out");
    if (level < 0 || level > 1000)
        return coh_fail(err, COH_INPUT,
                        "%s: '%s' is no level: a whole number, 0 or blank for "
                        "none",
                        line, coh_quote(text.bytes, text.length, quoted));
    if (coh_deploy_educator(s, name, &who, err) ||
        coh_deploy_name(s, &s->skills, skill, &what, err))
        return -1;
    s->educator[who].known = 1;
    if (set_level(s, who, what, (int)level, err)) {
        coh_error_context(err, "%s: ", line);
        return -1;
    }
    return 0;
}

/* One row an educator and block; a blank block is all of them. */
static int
take_time(struct coh_deploy_sheet *s, size_t educator, struct coh_span block,
          struct coh_error *err)
{
    size_t at;

    if (!block.length)
        return 0;
    s->educator[educator].bound = 1;
    return coh_deploy_name(s, &s->blocks, block, &at, err) ||
                   coh_deploy_put(&s->there, educator, at, err)
               ? -1
               : 0;
}

static int
take_member(struct coh_deploy_sheet *s, const struct coh_table *t, size_t row,
            const size_t *at, struct coh_error *err)
{
    struct coh_span name = coh_deploy_cell(t, row, at[0]);
    struct coh_span role = coh_deploy_cell(t, row, at[1]);
    struct coh_span lead = coh_deploy_cell(t, row, at[3]);
    struct coh_deploy_educator *e;
    size_t who;

    if (!name.length)
        return coh_fail(err, COH_INPUT, "line %zu: no educator", t->line[row]);
    if (lead.length && !coh_span_is_caseless(lead, "yes") &&
        !coh_span_is_caseless(lead, "no"))
        return coh_fail(err, COH_INPUT, "line %zu: lead is yes, no or blank",
                        t->line[row]);
    if (coh_deploy_educator(s, name, &who, err))
        return -1;
    e = &s->educator[who];
    if (!e->role) {
        e->leads = 0;
        e->role = coh_arena_text(&s->arena, role.bytes, role.length, err);
        if (!e->role)
            return -1;
    }
    e->leads |= coh_span_is_caseless(lead, "yes");
    return take_time(s, who, coh_deploy_cell(t, row, at[2]), err);
}

static int
take_availability(struct coh_deploy_sheet *s, struct coh_run *run,
                  const struct coh_table *t, size_t row, const size_t *at,
                  struct coh_error *err)
{
    size_t who;

    if (coh_deploy_known(s, run, coh_deploy_cell(t, row, at[0]), &who, err))
        return -1;
    return who == COH_DEPLOY_NONE
               ? 0
               : take_time(s, who, coh_deploy_cell(t, row, at[1]), err);
}

enum file { EXPERTISE, EXTENDED, AVAILABILITY };

static int
read_file(struct coh_deploy_sheet *s, struct coh_run *run, const char *path,
          enum file file, struct coh_error *err)
{
    static const char *const columns[][4] = {
        {"educator", "skill", "level"},
        {"educator", "role", "block", "lead"},
        {"educator", "block"},
    };
    static const size_t n[] = {3, 4, 2}, must[] = {3, 2, 2};
    struct coh_table t = COH_TABLE_INIT;
    size_t at[4], row;
    int rc = -1;

    if (!path)
        return 0;
    if (coh_deploy_table(run, path, columns[file], n[file], must[file], &t, at,
                         err))
        goto out;
    for (row = 0; row < t.rows; row++) {
        rc = file == EXPERTISE  ? take_level(s, run, &t, row, at, err)
             : file == EXTENDED ? take_member(s, &t, row, at, err)
                                : take_availability(s, run, &t, row, at, err);
        if (rc) {
            coh_error_context(err, "%s: ", path);
            goto out;
        }
    }
    rc = 0;
out:
    coh_table_release(&t);
    return rc;
}

int
coh_deploy_read_team(struct coh_deploy_sheet *s, struct coh_run *run,
                     struct coh_error *err)
{
    if (read_file(s, run, s->ask->expertise, EXPERTISE, err) ||
        read_file(s, run, s->ask->extended, EXTENDED, err) ||
        read_file(s, run, s->ask->availability, AVAILABILITY, err))
        return -1;
    if (!s->educators.n && s->ask->expertise)
        return coh_fail(err, COH_INPUT, "%s: there is no educator",
                        s->ask->expertise);
    return 0;
}
