/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "flow/grouping-sheet.h"
#include "group/similar.h"

/* Squared mantissas in score units squared, with two decimals. */
static const char *
squares(const struct coh_grouping *g, double x, char out[COH_NUMBER_SIZE])
{
    return coh_double_fixed(x / pow(100, g->scale), 2, out);
}

/* Students by id, for whom want(i) holds. */
static int
say_ids(const struct coh_grouping *g, const unsigned char *want,
        struct coh_text *t, struct coh_error *err)
{
    const char *lead = "";
    size_t i;

    for (i = 0; i < g->p.n; i++)
        if (want[i]) {
            if (coh_text_format(t, err, "%s%s", lead, g->id[i]))
                return -1;
            lead = ", ";
        }
    return coh_text_add_string(t, "\n", err);
}

static int
say_groups(const struct coh_grouping *g, const struct coh_group_reasons *r,
           struct coh_text *t, struct coh_error *err)
{
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE], c[COH_NUMBER_SIZE];
    size_t i;

    if (coh_text_add_string(t,
                            "| group | students | without a score | lowest | "
                            "highest | mean |\n| ---: | ---: | ---: | ---: | "
                            "---: | ---: |\n",
                            err))
        return -1;
    for (i = 0; i < g->p.k; i++) {
        const struct coh_group_profile *x = &r->group[i];
        if (coh_text_format(
                t, err, "| %zu | %zu | %zu | %s | %s | %s |\n", i + 1, x->size,
                x->size - x->scored,
                x->scored ? coh_group_score_text(x->least, g->scale, a) : "",
                x->scored ? coh_group_score_text(x->most, g->scale, b) : "",
                x->scored ? coh_double_fixed(x->mean, g->scale + 1, c) : ""))
            return -1;
    }
    return 0;
}

static int
say_quality(const struct coh_grouping *g, const struct coh_group_answer *a,
            const struct coh_group_reasons *r, struct coh_text *t,
            struct coh_error *err)
{
    char x[COH_NUMBER_SIZE], y[COH_NUMBER_SIZE], z[COH_NUMBER_SIZE] = "0";
    double gap = r->random_mean - a->bound;

    if (coh_text_format(t, err,
                        "\n## Quality\n\nThe sum of squares within the groups "
                        "is %s; random groups of these sizes have %s on "
                        "average, other demands ignored.\n\n",
                        squares(g, a->value, x), squares(g, r->random_mean, y)))
        return -1;
    if (gap > 0)
        coh_double_fixed(100 * (a->placed - a->bound) / gap, 2, z);
    if (a->proved) {
        if (coh_text_format(t, err,
                            "Proved optimal: no grouping that keeps the "
                            "demands has a sum below %s.\n",
                            squares(g, a->placed, x)))
            return -1;
    } else if (coh_text_format(
                   t, err,
                   "The best found within the effort, not proved: the sum "
                   "before equal scores are kept together is %s, and no "
                   "grouping has one below %s; a gap of %s %%.\n",
                   squares(g, a->placed, x), squares(g, a->bound, y), z))
        return -1;
    return 0;
}

/* "groups 5 and 6 part students of the same score 12", of the equals of
 * student i, who is the first of them. */
static int
say_parted(const struct coh_grouping *g, const struct coh_group_answer *a,
           size_t i, struct coh_text *t, struct coh_error *err)
{
    unsigned char *holds = coh_alloc_array(g->p.k, 1, err);
    char score[COH_NUMBER_SIZE];
    size_t j, left = 0, n = 0;
    int rc = -1;

    if (!holds)
        return -1;
    for (j = i; j < g->p.n; j++)
        if (a->tied[j] && g->score[j] == g->score[i]) {
            left += !holds[a->group[j] - 1];
            holds[a->group[j] - 1] = 1;
            n++;
        }
    if (coh_text_add_string(t, "Groups", err))
        goto out;
    for (j = 0; j < g->p.k; j++)
        if (holds[j] && coh_text_format(t, err, " %zu%s", j + 1,
                                        --left > 1 ? ","
                                        : left     ? " and"
                                                   : ""))
            goto out;
    rc = coh_text_format(t, err,
                         " part %zu students of the same score %s: this test "
                         "cannot tell them apart.\n",
                         n, coh_group_score_text(g->score[i], g->scale, score));
out:
    coh_free(holds);
    return rc;
}

/* A sentence for each score whose students are in several groups. */
static int
say_borders(const struct coh_grouping *g, const struct coh_group_answer *a,
            struct coh_text *t, struct coh_error *err)
{
    size_t i, j;

    for (i = 0; i < g->p.n; i++) {
        if (!a->tied[i])
            continue;
        for (j = 0; j < i; j++)
            if (a->tied[j] && g->score[j] == g->score[i])
                break;
        if (j == i && say_parted(g, a, i, t, err))
            return -1;
    }
    return 0;
}

static int
say_ties(const struct coh_grouping *g, const struct coh_group_answer *a,
         struct coh_text *t, struct coh_error *err)
{
    char x[COH_NUMBER_SIZE];
    double rise = a->value - a->placed;

    if (coh_text_add_string(t, "\n## Equal scores\n\n", err))
        return -1;
    if (rise > 1e-9 * a->value &&
        coh_text_format(t, err,
                        "Keeping equal scores together, as far as sizes and "
                        "lists allow, adds %s to the sum.\n\n",
                        squares(g, rise, x)))
        return -1;
    if (!a->n_tied)
        return coh_text_add_string(t, "Nobody has an equal in another group.\n",
                                   err);
    if (coh_text_format(t, err,
                        "%zu students have an equal in another group, the "
                        "fewest possible: ",
                        a->n_tied))
        return -1;
    if (say_ids(g, a->tied, t, err) || coh_text_add_string(t, "\n", err))
        return -1;
    return say_borders(g, a, t, err);
}

/* What the sum is without one list: solved again. */
static int
say_price(const struct coh_grouping *g, const struct coh_group_answer *a,
          const struct coh_group_reasons *r, const struct coh_group_problem *p,
          struct coh_text *t, struct coh_error *err)
{
    struct coh_group_answer b = COH_GROUP_ANSWER_INIT;
    char x[COH_NUMBER_SIZE], y[COH_NUMBER_SIZE];
    double rise, scale = r->random_mean - a->value;
    int rc = -1;

    if (coh_group_similar(p, &b, err))
        goto out;
    rise = a->placed - b.placed;
    if (b.outcome != COH_GROUP_FEASIBLE)
        rc = coh_text_add_string(t, "the price was not found.\n", err);
    else if (!(rise > 1e-9 * a->placed) || !(scale > 0))
        rc = coh_text_add_string(t, "no measurable price.\n", err);
    else
        rc = coh_text_format(
            t, err,
            "without this list the sum would be %s: it costs %s %% of what "
            "grouping gains%s.\n",
            squares(g, b.placed, x), coh_double_fixed(100 * rise / scale, 2, y),
            a->proved && b.proved ? "" : " (not proved)");
out:
    coh_group_answer_release(&b);
    return rc;
}

/* The same problem without the rules of one kind. */
static int
say_rules(const struct coh_grouping *g, const struct coh_group_answer *a,
          const struct coh_group_reasons *r, enum coh_group_rule_kind kind,
          const char *what, struct coh_text *t, struct coh_error *err)
{
    struct coh_group_problem p = g->p;
    size_t members, n = coh_grouping_rules(g, kind, &members), i;
    struct coh_group_rule *rule;
    int rc = -1;

    if (!n)
        return 0;
    rule = coh_alloc_array(p.n_rules, sizeof(*rule), err);
    if (!rule)
        return -1;
    p.rule = rule;
    for (p.n_rules = i = 0; i < g->p.n_rules; i++)
        if (g->p.rule[i].kind != kind)
            rule[p.n_rules++] = g->p.rule[i];
    if (kind == COH_GROUP_PIN
            ? coh_text_format(t, err, "- pinned: %zu student%s; ", members,
                              members == 1 ? "" : "s")
            : coh_text_format(t, err, "- %s: %zu set%s, %zu student%s; ", what,
                              n, n == 1 ? "" : "s", members,
                              members == 1 ? "" : "s"))
        goto out;
    rc = say_price(g, a, r, &p, t, err);
out:
    coh_free(rule);
    return rc;
}

static int
say_demands(const struct coh_grouping *g, const struct coh_group_answer *a,
            const struct coh_group_reasons *r, struct coh_text *t,
            struct coh_error *err)
{
    if (!g->p.n_rules)
        return 0;
    if (coh_text_add_string(t, "\n## Demands\n\nAll are kept.\n\n", err) ||
        say_rules(g, a, r, COH_GROUP_TOGETHER, "together", t, err) ||
        say_rules(g, a, r, COH_GROUP_APART, "apart", t, err))
        return -1;
    return say_rules(g, a, r, COH_GROUP_PIN, "pinned", t, err);
}

/* Who is near an edge; `near` has room for all. */
static int
find_near(const struct coh_grouping *g, const struct coh_group_reasons *r,
          unsigned char *near, size_t *n, struct coh_error *err)
{
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;
    size_t i;
    int rc = -1;

    *n = 0;
    for (i = 0; i < g->p.n; i++) {
        if (coh_group_reasons_student(r, i, &s, err))
            goto out;
        near[i] = (unsigned char)s.near_edge;
        *n += near[i];
    }
    rc = 0;
out:
    coh_group_student_release(&s);
    return rc;
}

static int
say_look_at(const struct coh_grouping *g, const struct coh_group_reasons *r,
            struct coh_text *t, struct coh_error *err)
{
    unsigned char *near = coh_alloc_array(g->p.n, 1, err);
    size_t n;
    int rc = -1;

    if (!near || find_near(g, r, near, &n, err))
        goto out;
    if ((g->n_missing || n) && coh_text_add_string(t, "\n## Look at\n\n", err))
        goto out;
    if (g->n_missing &&
        (coh_text_format(
             t, err,
             "- without a score, placed by size only (%zu): ", g->n_missing) ||
         say_ids(g, g->missing, t, err)))
        goto out;
    if (n && (coh_text_format(t, err,
                              "- within 1 SEM of another group (%zu): ", n) ||
              say_ids(g, near, t, err)))
        goto out;
    rc = 0;
out:
    coh_free(near);
    return rc;
}

int
coh_grouping_report(const struct coh_grouping *g,
                    const struct coh_group_answer *a,
                    const struct coh_group_reasons *r, struct coh_text *t,
                    struct coh_error *err)
{
    struct coh_span value = g->table->header.name[g->value];

    if (coh_text_format(t, err,
                        "# Groups of similar students\n\n%zu students in %zu "
                        "group%s by '%.*s', numbered from the lowest scores; "
                        "seed %llu.\n\n",
                        g->p.n, g->p.k, g->p.k == 1 ? "" : "s",
                        (int)(value.length < 80 ? value.length : 80),
                        value.bytes, (unsigned long long)g->p.seed) ||
        say_groups(g, r, t, err) || say_quality(g, a, r, t, err) ||
        say_ties(g, a, t, err) || say_demands(g, a, r, t, err))
        return -1;
    return say_look_at(g, r, t, err);
}
