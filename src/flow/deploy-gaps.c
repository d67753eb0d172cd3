/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nobody covers, and what each hard wish costs. */
#include "flow/deploy-sheet.h"

int
coh_deploy_needed(const struct coh_deploy_sheet *s, size_t skill)
{
    size_t g;
    int need = 0;

    for (g = 0; g < s->groups.n; g++)
        if (s->group[g].skill == skill && s->need[g] > need)
            need = s->need[g];
    return need;
}

/* The highest level among those who lead, or among those who do not. */
static int
highest(const struct coh_deploy_sheet *s, size_t skill, int lead)
{
    size_t e;
    int level, most = 0;

    for (e = 0; e < s->educators.n; e++) {
        level = coh_deploy_level(s, e, skill);
        if (!s->leads[e] == !lead && level > most)
            most = level;
    }
    return most;
}

/* "Sam and Priya (2)". */
static int
say_who(const struct coh_deploy_sheet *s, size_t skill, int lead, int level,
        struct coh_text *t, struct coh_error *err)
{
    size_t e, n = 0;

    for (e = 0; e < s->educators.n; e++)
        n += !s->leads[e] == !lead && coh_deploy_level(s, e, skill) == level;
    for (e = 0; e < s->educators.n; e++) {
        if (!s->leads[e] != !lead || coh_deploy_level(s, e, skill) != level)
            continue;
        n--;
        if (coh_text_format(t, err, "%s%s", s->educators.at[e],
                            n > 1 ? ", "
                            : n   ? " and "
                                  : ""))
            return -1;
    }
    return coh_text_format(t, err, " (%d)", level);
}

int
coh_deploy_gap_words(const struct coh_deploy_sheet *s, size_t skill,
                     struct coh_text *t, struct coh_error *err)
{
    const int need = coh_deploy_needed(s, skill);
    const int most = highest(s, skill, 1), helper = highest(s, skill, 0);

    if (most >= need)
        return 0;
    if (coh_text_format(t, err, "nobody who leads is at level %d in %s; ", need,
                        s->skills.at[skill]))
        return -1;
    if (most == 0 ? coh_text_add_string(t, "none of them has any of it", err)
                  : (coh_text_add_string(t, "nearest: ", err) ||
                     say_who(s, skill, 1, most, t, err)))
        return -1;
    if (helper <= most)
        return 0;
    return coh_text_add_string(t, "; of those who support: ", err) ||
                   say_who(s, skill, 0, helper, t, err)
               ? -1
               : 0;
}

/* ---- prices ---- */

/* The first aim that is better without a wish, and by how much. */
static int
say_gain(enum coh_deploy_aim aim, long long by, struct coh_text *t,
         struct coh_error *err)
{
    const char *s = by == 1 ? "" : "s";

    switch (aim) {
    case COH_DEPLOY_UNLED:
        return coh_text_format(t, err, "%lld more group%s would have a lead",
                               by, s);
    case COH_DEPLOY_UNMET:
        return coh_text_format(
            t, err, "%lld more call%s for support would be met", by, s);
    case COH_DEPLOY_EMPTY:
        return coh_text_format(
            t, err, "%lld more seat%s beside a lead would be taken", by, s);
    case COH_DEPLOY_HELP:
        return coh_text_format(t, err, "%lld support%s fewer would do", by, s);
    case COH_DEPLOY_GAP:
        return coh_text_format(t, err, "the total gap would be %lld lower", by);
    case COH_DEPLOY_LEVEL:
        return coh_text_format(
            t, err, "the levels of the leads would be %lld higher in sum", by);
    case COH_DEPLOY_SUPPORT:
        return coh_text_format(
            t, err, "the levels of the supports would be %lld higher in sum",
            by);
    default:
        break;
    }
    return coh_text_format(
        t, err, "choices would be met better, by %lld step%s of rank", by, s);
}

static int
price(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
      const struct coh_deploy_demand *d, struct coh_arena *arena,
      struct coh_deploy_price *out, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int64_t total[COH_DEPLOY_AIMS];
    size_t aim;
    int possible, rc = -1;

    if (coh_deploy_totals(&s->p, d, COH_DEPLOY_EVEN, &possible, total, err) ||
        coh_text_add_string(&t, "without '", err) ||
        coh_deploy_demand_words(s, d, &t, err) ||
        coh_text_add_string(&t, "' ", err))
        goto out;
    for (aim = 0; aim < COH_DEPLOY_EVEN; aim++)
        if (total[aim] != a->total[aim])
            break;
    out->costs = aim < COH_DEPLOY_EVEN;
    if (out->costs
            ? say_gain(aim, (long long)(a->total[aim] - total[aim]), &t, err)
            : coh_text_add_string(&t, "nothing would be better", err))
        goto out;
    out->words = coh_arena_text(arena, t.bytes, t.length, err);
    rc = out->words ? 0 : -1;
out:
    coh_text_release(&t);
    return rc;
}

/* Are there groups at times when somebody is away? */
static int
is_away(const struct coh_deploy_sheet *s, size_t e)
{
    size_t g;

    for (g = 0; g < s->groups.n; g++)
        if (!s->present[e * s->groups.n + g])
            return 1;
    return 0;
}

/* Rules, the loads that a list says, and times. */
static size_t
list_wishes(const struct coh_deploy_sheet *s, struct coh_deploy_demand *d)
{
    size_t i, n = 0;

    for (i = 0; i < s->p.n_rules; i++)
        d[n++] = s->rule[i];
    for (i = 0; i < s->educators.n; i++) {
        if (s->educator[i].min)
            d[n++] = (struct coh_deploy_demand){COH_DEPLOY_MIN, i, 0};
        if (s->educator[i].max != COH_DEPLOY_ANY)
            d[n++] = (struct coh_deploy_demand){COH_DEPLOY_MAX, i, 0};
        if (is_away(s, i))
            d[n++] = (struct coh_deploy_demand){COH_DEPLOY_AWAY, i, 0};
    }
    return n;
}

int
coh_deploy_prices(struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
                  struct coh_deploy_price **prices, size_t *n,
                  struct coh_error *err)
{
    const size_t most = s->p.n_rules + 3 * s->educators.n;
    struct coh_deploy_demand *d = coh_alloc_array(most, sizeof(*d), err);
    size_t i;
    int rc = -1;

    *n = 0;
    *prices = coh_alloc_array(most, sizeof(**prices), err);
    if (!d || !*prices)
        goto out;
    *n = list_wishes(s, d);
    for (i = 0; i < *n; i++)
        if (price(s, a, &d[i], &s->arena, &(*prices)[i], err))
            goto out;
    rc = 0;
out:
    coh_free(d);
    return rc;
}
