/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why an educator is with a group, in words that can be said aloud. */
#include <string.h>

#include "flow/deploy-sheet.h"

static const char *
s_of(size_t n)
{
    return n == 1 ? "" : "s";
}

int
coh_deploy_groups_of(const struct coh_deploy_sheet *s,
                     const struct coh_deploy_answer *a, size_t educator,
                     int lead, size_t block, struct coh_text *t, size_t *n,
                     struct coh_error *err)
{
    const size_t k = s->groups.n;
    size_t g, left = 0;

    for (*n = g = 0; g < k; g++)
        *n += (block == COH_DEPLOY_NONE || s->block[g] == block) &&
              (lead ? a->lead[g] == educator : a->support[educator * k + g]);
    for (left = *n, g = 0; t && g < k; g++) {
        if ((block != COH_DEPLOY_NONE && s->block[g] != block) ||
            !(lead ? a->lead[g] == educator : a->support[educator * k + g]))
            continue;
        left--;
        if (coh_text_format(t, err, "%s%s", s->groups.at[g],
                            left > 1 ? ", "
                            : left   ? " and "
                                     : ""))
            return -1;
    }
    return 0;
}

/* "; leads 3 groups, supports 1", and how many of them with group g. */
static int
say_load(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
         size_t e, size_t g, struct coh_text *t, struct coh_error *err)
{
    size_t leads, supports, at_once = 0;

    if (s->group[g].block != COH_DEPLOY_NONE)
        at_once = coh_deploy_in_block(&s->p, a, e, s->block[g]);
    if (coh_deploy_groups_of(s, a, e, 1, COH_DEPLOY_NONE, NULL, &leads, err) ||
        coh_deploy_groups_of(s, a, e, 0, COH_DEPLOY_NONE, NULL, &supports, err))
        return -1;
    if (leads &&
        coh_text_format(t, err, "; leads %zu group%s", leads, s_of(leads)))
        return -1;
    if (supports && coh_text_format(t, err, "%s supports %zu%s",
                                    leads ? "," : ";", supports,
                                    leads           ? ""
                                    : supports == 1 ? " group"
                                                    : " groups"))
        return -1;
    if (at_once < 2)
        return 0;
    if (at_once == leads + supports)
        return coh_text_format(t, err, ", %s at the same time",
                               at_once == 2 ? "both" : "all");
    return coh_text_format(t, err, ", %zu of them at the same time", at_once);
}

/* Where somebody is at the time of a group: as lead, else as support. */
static int
say_busy(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
         size_t e, size_t g, struct coh_text *t, struct coh_error *err)
{
    size_t n;

    if (coh_text_add_string(t, "has ", err) ||
        coh_deploy_groups_of(s, a, e, 1, s->block[g], t, &n, err) ||
        (!n && coh_deploy_groups_of(s, a, e, 0, s->block[g], t, &n, err)))
        return -1;
    return coh_text_add_string(t, " at that time", err);
}

static int
say_full(const struct coh_deploy_answer *a, size_t e, struct coh_text *t,
         struct coh_error *err)
{
    if (!a->load[e])
        return coh_text_add_string(t, "is to have no group", err);
    return coh_text_format(t, err, "has %zu group%s, the most allowed",
                           a->load[e], s_of(a->load[e]));
}

/* Why somebody does not lead a group. */
static int
say_hinder(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
           size_t e, size_t g, struct coh_text *t, struct coh_error *err)
{
    switch (coh_deploy_hinders(&s->p, a, e, g)) {
    case COH_DEPLOY_LEADS_NOT:
        return coh_text_add_string(t, "supports, and does not lead", err);
    case COH_DEPLOY_FORBIDDEN:
        return coh_text_add_string(t, "is not to be in this group", err);
    case COH_DEPLOY_NOT_THERE:
        return coh_text_format(t, err, "is not there in %s",
                               s->blocks.at[s->group[g].block]);
    case COH_DEPLOY_BUSY:
        return say_busy(s, a, e, g, t, err);
    case COH_DEPLOY_FULL:
        return say_full(a, e, t, err);
    case COH_DEPLOY_HELPS:
        return coh_text_add_string(t, "supports here", err);
    case COH_DEPLOY_TAKEN:
        return coh_text_format(t, err, "makes room, since %s is required",
                               s->educators.at[a->lead[g]]);
    case COH_DEPLOY_OWED:
        return coh_text_format(t, err, "makes room, since %s has %zu at least",
                               s->educators.at[a->lead[g]], s->min[a->lead[g]]);
    case COH_DEPLOY_WORSE:
        break;
    }
    return coh_text_add_string(t, "would make the whole plan no better here",
                               err);
}

/* ---- the lead ---- */

/* "as high as A and B", or that nobody is. */
static int
say_equals(const struct coh_deploy_sheet *s, size_t e, size_t g,
           struct coh_text *t, struct coh_error *err)
{
    const size_t k = s->groups.n;
    const int level = s->levels[e * k + g];
    size_t i, n = 0, left;

    for (i = 0; i < s->educators.n; i++)
        n += i != e && s->levels[i * k + g] == level;
    if (level == 0)
        return coh_text_add_string(t, ", and nobody has more", err);
    if (coh_text_add_string(t, ", the highest of the team", err))
        return -1;
    for (left = n, i = 0; i < s->educators.n; i++) {
        if (i == e || s->levels[i * k + g] != level)
            continue;
        left--;
        if (coh_text_format(t, err, "%s%s%s", left + 1 == n ? " with " : "",
                            s->educators.at[i],
                            left > 1 ? ", "
                            : left   ? " and "
                                     : ""))
            return -1;
    }
    return 0;
}

/* "; Dana Okafor (level 4) has 4 groups, the most allowed", of each who has a
 * higher level, the highest first. */
static int
say_better(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
           size_t e, size_t g, int most, struct coh_text *t,
           struct coh_error *err)
{
    const size_t k = s->groups.n;
    size_t i;
    int level;

    for (level = most; level > s->levels[e * k + g]; level--)
        for (i = 0; i < s->educators.n; i++) {
            if (s->levels[i * k + g] != level)
                continue;
            if (coh_text_format(t, err, "; %s (level %d) ", s->educators.at[i],
                                level) ||
                say_hinder(s, a, i, g, t, err))
                return -1;
        }
    return 0;
}

static int
is_required(const struct coh_deploy_sheet *s, size_t e, size_t g)
{
    size_t i;

    for (i = 0; i < s->p.n_rules; i++)
        if (s->rule[i].kind == COH_DEPLOY_REQUIRE && s->rule[i].educator == e &&
            s->rule[i].group == g)
            return 1;
    return 0;
}

/* What was asked for: required, or preferred at a rank. */
static int
say_asked(const struct coh_deploy_sheet *s, size_t e, size_t g,
          struct coh_text *t, struct coh_error *err)
{
    const int rank = s->rank[e * s->groups.n + g];

    if (is_required(s, e, g) && coh_text_add_string(t, "; required here", err))
        return -1;
    return rank ? coh_text_format(t, err, "; choice %d", rank) : 0;
}

/* Nobody leads it: of each who may, why not. */
static int
say_nobody(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
           size_t g, struct coh_text *t, struct coh_error *err)
{
    const char *mark = "nobody: ";
    size_t e;

    for (e = 0; e < s->educators.n; e++) {
        if (!s->leads[e])
            continue;
        if (coh_text_format(t, err, "%s%s ", mark, s->educators.at[e]) ||
            say_hinder(s, a, e, g, t, err))
            return -1;
        mark = "; ";
    }
    return mark[0] == 'n'
               ? coh_text_add_string(t, "nobody: everyone only supports", err)
               : 0;
}

int
coh_deploy_reason_lead(const struct coh_deploy_sheet *s,
                       const struct coh_deploy_answer *a, size_t g,
                       struct coh_text *t, struct coh_error *err)
{
    const size_t e = a->lead[g], k = s->groups.n;
    size_t i;
    int level, most = 0;

    if (e == COH_DEPLOY_NOBODY)
        return say_nobody(s, a, g, t, err);
    for (i = 0; i < s->educators.n; i++)
        if (s->levels[i * k + g] > most)
            most = s->levels[i * k + g];
    level = s->levels[e * k + g];
    if (s->group[g].skill == COH_DEPLOY_NONE) {
        if (coh_text_format(t, err, "%s: no level is asked for",
                            s->educators.at[e]))
            return -1;
    } else if (coh_text_format(t, err, "%s: level %d in %s", s->educators.at[e],
                               level, s->skills.at[s->group[g].skill]) ||
               (level == most && say_equals(s, e, g, t, err)) ||
               (level < s->need[g] &&
                coh_text_format(t, err, "; %d below the %d it needs",
                                s->need[g] - level, s->need[g])) ||
               say_better(s, a, e, g, most, t, err)) {
        return -1;
    }
    return say_asked(s, e, g, t, err) || say_load(s, a, e, g, t, err) ? -1 : 0;
}

/* ---- supports ---- */

/* "supports S014 and S027 as special educator". */
static int
say_for(const struct coh_deploy_sheet *s, size_t e, size_t g,
        struct coh_text *t, struct coh_error *err)
{
    const char *mark = ": for ";
    size_t i;

    for (i = 0; i < s->calls; i++) {
        if (s->call[i].group != g || !s->call[i].who[e])
            continue;
        if (coh_text_format(t, err, "%s%s", mark,
                            s->call[i].student ? s->call[i].student
                                               : "the whole group"))
            return -1;
        mark = " and ";
    }
    return 0;
}

int
coh_deploy_reason_support(const struct coh_deploy_sheet *s,
                          const struct coh_deploy_answer *a, size_t e, size_t g,
                          struct coh_text *t, struct coh_error *err)
{
    const size_t k = s->groups.n;
    const char *role = s->educator[e].role;

    /* Some teams write the role into the name. */
    if (coh_text_add_string(t, s->educators.at[e], err) ||
        (role && !strstr(s->educators.at[e], role) &&
         coh_text_format(t, err, ", %s", role)) ||
        say_for(s, e, g, t, err))
        return -1;
    if (a->lead[g] != COH_DEPLOY_NOBODY &&
        coh_text_format(t, err, "; with %s", s->educators.at[a->lead[g]]))
        return -1;
    if (s->group[g].skill != COH_DEPLOY_NONE && s->educator[e].known &&
        coh_text_format(t, err, "; level %d in %s", s->levels[e * k + g],
                        s->skills.at[s->group[g].skill]))
        return -1;
    return say_asked(s, e, g, t, err) || say_load(s, a, e, g, t, err) ? -1 : 0;
}

/* Why somebody who is called for is not in a group. */
static int
say_missing(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
            size_t e, size_t g, struct coh_text *t, struct coh_error *err)
{
    switch (coh_deploy_hinders(&s->p, a, e, g)) {
    case COH_DEPLOY_FORBIDDEN:
    case COH_DEPLOY_NOT_THERE:
    case COH_DEPLOY_BUSY:
    case COH_DEPLOY_FULL:
        return say_hinder(s, a, e, g, t, err);
    default:
        break;
    }
    if (!s->present[e * s->groups.n + g])
        return coh_text_format(t, err, "is not there in %s",
                               s->blocks.at[s->group[g].block]);
    if (coh_deploy_in_block(&s->p, a, e, s->block[g]) >= s->at_once[e])
        return say_busy(s, a, e, g, t, err);
    if (a->load[e] >= s->max[e])
        return say_full(a, e, t, err);
    return coh_text_add_string(t, "is needed elsewhere", err);
}

/* Of all calls of a group for the same educator or role. */
static int
same_call(const struct coh_deploy_sheet *s, size_t a, size_t b)
{
    return s->call[a].group == s->call[b].group &&
           !strcmp(s->call[a].whom, s->call[b].whom);
}

int
coh_deploy_first_call(const struct coh_deploy_sheet *s, size_t call)
{
    size_t i;

    for (i = 0; i < call; i++)
        if (same_call(s, i, call))
            return 0;
    return 1;
}

static int
say_callers(const struct coh_deploy_sheet *s, size_t call, struct coh_text *t,
            struct coh_error *err)
{
    const char *mark = "";
    size_t i;

    for (i = call; i < s->calls; i++) {
        if (!same_call(s, i, call))
            continue;
        if (coh_text_format(t, err, "%s%s", mark,
                            s->call[i].student ? s->call[i].student
                                               : "the group"))
            return -1;
        mark = " and ";
    }
    return 0;
}

int
coh_deploy_reason_unmet(const struct coh_deploy_sheet *s,
                        const struct coh_deploy_answer *a, size_t call,
                        struct coh_text *t, struct coh_error *err)
{
    const struct coh_deploy_call *c = &s->call[call];
    size_t e;

    if (coh_text_format(t, err, "%s is missing for ", c->whom) ||
        say_callers(s, call, t, err))
        return -1;
    for (e = 0; e < s->educators.n; e++) {
        if (!c->who[e])
            continue;
        if (coh_text_format(t, err, "; %s ", s->educators.at[e]) ||
            say_missing(s, a, e, c->group, t, err))
            return -1;
    }
    return 0;
}
