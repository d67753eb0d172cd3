/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads, preferences, and who is required in a group or kept out of it. */
#include "flow/deploy-sheet.h"

static int
limit(const struct coh_table *t, size_t row, size_t column, size_t otherwise,
      size_t *out, struct coh_error *err)
{
    struct coh_span text = coh_deploy_cell(t, row, column);
    long n = coh_deploy_whole(text);
    char quoted[COH_QUOTE_SIZE];

    *out = n < 0 ? otherwise : (size_t)n;
    if (n >= 0 || !text.length)
        return 0;
    return coh_fail(err, COH_INPUT, "line %zu: '%s' is no number of groups",
                    t->line[row], coh_quote(text.bytes, text.length, quoted));
}

static int
take_load(struct coh_deploy_sheet *s, struct coh_run *run,
          const struct coh_table *t, size_t row, const size_t *at,
          struct coh_error *err)
{
    struct coh_deploy_educator *e;
    size_t who;

    if (coh_deploy_known(s, run, coh_deploy_cell(t, row, at[0]), &who, err))
        return -1;
    if (who == COH_DEPLOY_NONE)
        return 0;
    e = &s->educator[who];
    if (e->load_said)
        return coh_fail(err, COH_INPUT, "line %zu: %s stands here twice",
                        t->line[row], s->educators.at[who]);
    e->load_said = 1;
    return limit(t, row, at[1], 0, &e->min, err) ||
                   limit(t, row, at[2], COH_DEPLOY_ANY, &e->max, err)
               ? -1
               : 0;
}

static int
unknown_group(struct coh_run *run, struct coh_span name, const char *option,
              struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    return coh_notes_add(&run->notes, COH_NOTE_LOOK,
                         coh_quote(name.bytes, name.length, quoted), err,
                         "%s: groups that are not among those to deploy, "
                         "passed over",
                         option);
}

static int
take_rule(struct coh_deploy_sheet *s, struct coh_run *run,
          const struct coh_table *t, size_t row, const size_t *at,
          enum coh_deploy_kind kind, struct coh_error *err)
{
    struct coh_span name = coh_deploy_cell(t, row, at[1]);
    struct coh_deploy_demand d = {kind, 0, coh_deploy_find(&s->groups, name)};
    size_t i;

    if (coh_deploy_known(s, run, coh_deploy_cell(t, row, at[0]), &d.educator,
                         err))
        return -1;
    if (d.educator == COH_DEPLOY_NONE)
        return 0;
    if (d.group == s->groups.n)
        return unknown_group(
            run, name, kind == COH_DEPLOY_REQUIRE ? "--require" : "--forbid",
            err);
    for (i = 0; i < s->p.n_rules; i++)
        if (s->rule[i].kind == kind && s->rule[i].educator == d.educator &&
            s->rule[i].group == d.group)
            return 0;
    if (coh_reserve(&s->rule, &s->rule_capacity, s->p.n_rules + 1,
                    sizeof(*s->rule), err))
        return -1;
    s->rule[s->p.n_rules++] = d;
    return 0;
}

/* A wish for a group, or for all groups of a skill; the best rank counts. */
static int
take_rank(struct coh_deploy_sheet *s, struct coh_run *run,
          const struct coh_table *t, size_t row, const size_t *at,
          struct coh_error *err)
{
    struct coh_span name = coh_deploy_cell(t, row, at[1]);
    struct coh_span text = coh_deploy_cell(t, row, at[2]);
    long rank = text.length ? coh_deploy_whole(text) : 1;
    size_t who, g, of = coh_deploy_find(&s->groups, name);
    size_t skill = coh_deploy_find(&s->skills, name);
    int *place, found = of < s->groups.n;

    if (rank < 1 || rank > 1000)
        return coh_fail(err, COH_INPUT,
                        "line %zu: a rank is a whole number, 1 for the first "
                        "choice",
                        t->line[row]);
    if (coh_deploy_known(s, run, coh_deploy_cell(t, row, at[0]), &who, err))
        return -1;
    if (who == COH_DEPLOY_NONE)
        return 0;
    for (g = 0; g < s->groups.n; g++) {
        if (of < s->groups.n
                ? g != of
                : skill == s->skills.n || s->group[g].skill != skill)
            continue;
        found = 1;
        place = &s->rank[who * s->groups.n + g];
        if (!*place || rank < *place)
            *place = (int)rank;
    }
    return found || skill < s->skills.n
               ? 0
               : unknown_group(run, name, "--prefer", err);
}

enum file { LOAD, PREFER, REQUIRE, FORBID };

static int
read_file(struct coh_deploy_sheet *s, struct coh_run *run, const char *path,
          enum file file, struct coh_error *err)
{
    static const char *const columns[][3] = {
        {"educator", "min", "max"},
        {"educator", "group", "rank"},
        {"educator", "group"},
        {"educator", "group"},
    };
    static const size_t n[] = {3, 3, 2, 2}, must[] = {1, 2, 2, 2};
    struct coh_table t = COH_TABLE_INIT;
    size_t at[3], row;
    int rc = -1;

    if (!path)
        return 0;
    if (coh_deploy_table(run, path, columns[file], n[file], must[file], &t, at,
                         err))
        goto out;
    for (row = 0; row < t.rows; row++) {
        rc = file == LOAD     ? take_load(s, run, &t, row, at, err)
             : file == PREFER ? take_rank(s, run, &t, row, at, err)
                              : take_rule(s, run, &t, row, at,
                                          file == REQUIRE ? COH_DEPLOY_REQUIRE
                                                          : COH_DEPLOY_FORBID,
                                          err);
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
coh_deploy_read_wishes(struct coh_deploy_sheet *s, struct coh_run *run,
                       struct coh_error *err)
{
    s->rank =
        coh_alloc_array(s->educators.n * s->groups.n, sizeof(*s->rank), err);
    if (!s->rank || read_file(s, run, s->ask->load, LOAD, err) ||
        read_file(s, run, s->ask->prefer, PREFER, err) ||
        read_file(s, run, s->ask->require, REQUIRE, err) ||
        read_file(s, run, s->ask->forbid, FORBID, err))
        return -1;
    return 0;
}
