/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a deployment: who is where and why, loads, what nobody covers,
 * what wishes cost. */
#include "flow/deploy-sheet.h"

static const char *
s_of(size_t n)
{
    return n == 1 ? "" : "s";
}

int
coh_deploy_put_cell(const char *text, struct coh_text *t, struct coh_error *err)
{
    for (; *text; text++)
        if ((*text == '|' && coh_text_add_string(t, "\\", err)) ||
            coh_text_add(t, *text == '\n' ? " " : text, 1, err))
            return -1;
    return coh_text_add_string(t, " |", err);
}

/* In how many groups somebody is at the same time, at most. */
static size_t
most_at_once(const struct coh_deploy_sheet *s,
             const struct coh_deploy_answer *a)
{
    size_t e, g, n, most = 0;

    for (e = 0; e < s->educators.n; e++)
        for (g = 0; g < s->groups.n; g++) {
            n = s->group[g].block == COH_DEPLOY_NONE || a->lead[g] != e
                    ? 0
                    : coh_deploy_in_block(&s->p, a, e, s->block[g]);
            most = n > most ? n : most;
        }
    return most;
}

static int
say_sum(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
        struct coh_text *t, struct coh_error *err)
{
    const long long unled = a->total[COH_DEPLOY_UNLED];
    const long long unmet = a->total[COH_DEPLOY_UNMET];
    const size_t led = s->groups.n - (size_t)unled;
    const size_t once = most_at_once(s, a);

    if (coh_text_format(t, err,
                        "# Who teaches which group\n\n%zu of %zu group%s "
                        "ha%s a lead. The total gap between the level that is "
                        "needed and that of the lead is %lld: all levels by "
                        "which a lead is below what the group needs, added "
                        "up.\n",
                        led, s->groups.n, s_of(s->groups.n),
                        led == 1 ? "s" : "ve",
                        (long long)a->total[COH_DEPLOY_GAP]))
        return -1;
    if (s->calls &&
        coh_text_format(t, err, "%zu of %zu call%s for support %s met.\n",
                        s->calls - (size_t)unmet, s->calls, s_of(s->calls),
                        s->calls - (size_t)unmet == 1 ? "is" : "are"))
        return -1;
    if (once > 1 &&
        coh_text_format(t, err,
                        "**Somebody who leads is in %zu groups at the same "
                        "time:** fewer groups, or more blocks, would mend "
                        "that.\n",
                        once))
        return -1;
    return coh_text_add_string(
        t,
        a->proved ? "\nProved optimal: among all plans that keep the demands "
                    "none has more groups with a lead; among those none meets "
                    "more calls for support; then none has a lower total gap, "
                    "then higher levels, then choices met better, then more "
                    "even loads.\n"
                  : "\nThe best plan found, not proved.\n",
        err);
}

/* " Math 1 |": when a group meets. */
static int
say_block(const struct coh_deploy_sheet *s, size_t g, struct coh_text *t,
          struct coh_error *err)
{
    const size_t at = s->group[g].block;

    if (coh_text_add_string(t, " ", err))
        return -1;
    return coh_deploy_put_cell(at == COH_DEPLOY_NONE ? "" : s->blocks.at[at], t,
                               err);
}

static int
say_groups(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
           struct coh_text *t, struct coh_error *err)
{
    struct coh_text why = COH_TEXT_INIT;
    const int blocks = s->blocks.n > 0;
    size_t g, e, i;
    int rc = -1;

    if (coh_text_format(t, err,
                        "\n## Who is where, and why\n\n| group |%s students "
                        "| why |\n| --- |%s ---: | --- |\n",
                        blocks ? " block |" : "", blocks ? " --- |" : ""))
        goto out;
    for (g = 0; g < s->groups.n; g++) {
        coh_text_clear(&why);
        if (coh_deploy_reason_lead(s, a, g, &why, err))
            goto out;
        for (e = 0; e < s->educators.n; e++)
            if (a->support[e * s->groups.n + g] &&
                (coh_text_add_string(&why, ". Support: ", err) ||
                 coh_deploy_reason_support(s, a, e, g, &why, err)))
                goto out;
        for (i = 0; i < s->calls; i++)
            if (s->call[i].group == g && a->unmet[i] &&
                coh_deploy_first_call(s, i) &&
                (coh_text_add_string(&why, ". Support: ", err) ||
                 coh_deploy_reason_unmet(s, a, i, &why, err)))
                goto out;
        if (coh_text_add_string(t, "| ", err) ||
            coh_deploy_put_cell(s->groups.at[g], t, err) ||
            (blocks && say_block(s, g, t, err)) ||
            (s->has_students &&
             coh_text_format(t, err, " %zu", s->group[g].students)) ||
            coh_text_add_string(t, " | ", err) ||
            coh_deploy_put_cell(coh_text_get(&why), t, err) ||
            coh_text_add_string(t, "\n", err))
            goto out;
    }
    rc = 0;
out:
    coh_text_release(&why);
    return rc;
}

static int
say_load(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
         size_t e, struct coh_text *groups, struct coh_text *t,
         struct coh_error *err)
{
    size_t n;
    int lead;

    if (coh_text_add_string(t, "| ", err) ||
        coh_deploy_put_cell(s->educators.at[e], t, err) ||
        coh_text_format(t, err, " %zu |", a->load[e]))
        return -1;
    for (lead = 1; lead >= 0; lead--) {
        coh_text_clear(groups);
        if (coh_deploy_groups_of(s, a, e, lead, COH_DEPLOY_NONE, groups, &n,
                                 err) ||
            coh_text_add_string(t, " ", err) ||
            coh_deploy_put_cell(coh_text_get(groups), t, err))
            return -1;
    }
    return coh_text_add_string(t, "\n", err);
}

static int
say_loads(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
          struct coh_text *t, struct coh_error *err)
{
    struct coh_text groups = COH_TEXT_INIT;
    size_t e;
    int rc = coh_text_add_string(t,
                                 "\n## Loads\n\n| educator | groups | leads | "
                                 "supports |\n| --- | ---: | --- | --- |\n",
                                 err);

    for (e = 0; !rc && e < s->educators.n; e++)
        rc = say_load(s, a, e, &groups, t, err);
    coh_text_release(&groups);
    return rc;
}

/* Everybody who has any of it, the highest level first. */
static int
say_levels(const struct coh_deploy_sheet *s, size_t skill, struct coh_text *t,
           struct coh_error *err)
{
    const char *mark = "";
    size_t e;
    int level, most = 0;

    for (e = 0; e < s->educators.n; e++)
        if (coh_deploy_level(s, e, skill) > most)
            most = coh_deploy_level(s, e, skill);
    for (level = most; level > 0; level--)
        for (e = 0; e < s->educators.n; e++) {
            if (coh_deploy_level(s, e, skill) != level)
                continue;
            if (coh_text_format(t, err, "%s%s %d", mark, s->educators.at[e],
                                level))
                return -1;
            mark = ", ";
        }
    return mark[0] ? 0 : coh_text_add_string(t, "nobody", err);
}

static int
say_skills(const struct coh_deploy_sheet *s, struct coh_text *t,
           struct coh_error *err)
{
    size_t k, g, n;

    if (coh_text_add_string(t,
                            "\n## Who covers what\n\n| skill | groups | level "
                            "needed | who has it |\n| --- | ---: | ---: | --- "
                            "|\n",
                            err))
        return -1;
    for (k = 0; k < s->skills.n; k++) {
        for (n = g = 0; g < s->groups.n; g++)
            n += s->group[g].skill == k;
        if (coh_text_add_string(t, "| ", err) ||
            coh_deploy_put_cell(s->skills.at[k], t, err) ||
            coh_text_format(t, err, " %zu | ", n) ||
            (n && coh_text_format(t, err, "%d", coh_deploy_needed(s, k))) ||
            coh_text_add_string(t, " | ", err) || say_levels(s, k, t, err) ||
            coh_text_add_string(t, " |\n", err))
            return -1;
    }
    return 0;
}

static int
say_gaps(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
         struct coh_text *t, struct coh_error *err)
{
    struct coh_text words = COH_TEXT_INIT;
    size_t k, g, n = 0;
    int rc = -1, gap;

    if (coh_text_add_string(t, "\n## Gaps\n\n", err))
        goto out;
    for (k = 0; k < s->skills.n; k++) {
        coh_text_clear(&words);
        if (coh_deploy_gap_words(s, k, &words, err))
            goto out;
        if (words.length && ++n &&
            coh_text_format(t, err, "- %s\n", coh_text_get(&words)))
            goto out;
    }
    for (g = 0; g < s->groups.n; g++) {
        gap = a->lead[g] == COH_DEPLOY_NOBODY
                  ? 0
                  : s->need[g] - s->levels[a->lead[g] * s->groups.n + g];
        if (gap > 0 && ++n &&
            coh_text_format(t, err,
                            "- %s leads %s with %d below the %d it "
                            "needs in %s\n",
                            s->educators.at[a->lead[g]], s->groups.at[g], gap,
                            s->need[g], s->skills.at[s->group[g].skill]))
            goto out;
    }
    rc = n ? 0 : coh_text_add_string(t, "None.\n", err);
out:
    coh_text_release(&words);
    return rc;
}

static int
say_prices(const struct coh_deploy_price *price, size_t n, struct coh_text *t,
           struct coh_error *err)
{
    size_t i;

    if (n && coh_text_add_string(t, "\n## What each hard wish costs\n\n", err))
        return -1;
    for (i = 0; i < n; i++)
        if (coh_text_format(t, err, "- %s\n", price[i].words))
            return -1;
    return 0;
}

int
coh_deploy_report(const struct coh_deploy_sheet *s,
                  const struct coh_deploy_answer *a,
                  const struct coh_deploy_price *price, size_t prices,
                  struct coh_text *t, struct coh_error *err)
{
    return say_sum(s, a, t, err) || say_groups(s, a, t, err) ||
                   say_loads(s, a, t, err) || say_skills(s, t, err) ||
                   say_gaps(s, a, t, err) || say_prices(price, prices, t, err)
               ? -1
               : 0;
}
