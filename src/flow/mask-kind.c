/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/mask-kind.h"

#include "flow/mask-identity.h"
#include "flow/mask.h"

/* ---- the kinds ---- */

#define FIGURE(name, decimals)                \
    {                                         \
        name, COH_MASK_FIGURE, decimals, NULL \
    }
#define NEVER(name)                   \
    {                                 \
        name, COH_MASK_NEVER, 0, NULL \
    }
#define ROLE(name, role)               \
    {                                  \
        name, COH_MASK_##role, 0, NULL \
    }
#define RULES_END                     \
    {                                 \
        NULL, COH_MASK_LABEL, 0, NULL \
    }

/* clang-format off */
static const struct coh_mask_rule summary_rules[] = {
    ROLE("n", COUNT), ROLE("variable", LABEL),
    FIGURE("mean", 1), FIGURE("sd", 1), FIGURE("se", 1),
    FIGURE("ci_low", 1), FIGURE("ci_high", 1),
    FIGURE("q1", 1), FIGURE("median", 1), FIGURE("q3", 1),
    FIGURE("median_low", 1), FIGURE("median_high", 1),
    FIGURE("iqr", 1), FIGURE("mad", 1),
    ROLE("at_or_above", REACHED),
    {"rate", COH_MASK_RATE, 0, "rate_band"},
    ROLE("rate_low", REPLACED), ROLE("rate_high", REPLACED),
    /* Values of single students, or sums that give them back. */
    NEVER("missing"), NEVER("min"), NEVER("max"), NEVER("sum"),
    NEVER("variance"), NEVER("skewness"), NEVER("kurtosis"), NEVER("lag1"),
    /* Drawn towards the mean of all groups, the hidden ones too. */
    NEVER("pooled_mean"), NEVER("pooled_low"), NEVER("pooled_high"),
    NEVER("reliability"), NEVER("note"),
    RULES_END,
};

static const struct coh_mask_rule level_rules[] = {
    ROLE("level", BY), ROLE("n", COUNT), ROLE("of", COUNT_OF),
    {"share", COH_MASK_SHARE, 2, NULL}, {"share_low", COH_MASK_SHARE, 2, NULL},
    {"share_high", COH_MASK_SHARE, 2, NULL}, NEVER("missing"),
    RULES_END,
};

static const struct coh_mask_rule compare_rules[] = {
    ROLE("variable", LABEL), ROLE("by", APART), ROLE("group", BY),
    ROLE("reference", APART), ROLE("n", COUNT),
    ROLE("n_reference", COUNT_REFERENCE), FIGURE("mean", 1),
    {"mean_reference", COH_MASK_FIGURE_REFERENCE, 1, NULL},
    {"difference", COH_MASK_FIGURE_BOTH, 1, NULL},
    {"ci_low", COH_MASK_FIGURE_BOTH, 1, NULL},
    {"ci_high", COH_MASK_FIGURE_BOTH, 1, NULL},
    {"effect", COH_MASK_FIGURE_BOTH, 2, NULL},
    {"effect_low", COH_MASK_FIGURE_BOTH, 2, NULL},
    {"effect_high", COH_MASK_FIGURE_BOTH, 2, NULL},
    {"p", COH_MASK_FIGURE_BOTH, 2, NULL},
    {"p_adjusted", COH_MASK_FIGURE_BOTH, 2, NULL},
    ROLE("note", VERDICT), NEVER("missing"), NEVER("missing_reference"),
    RULES_END,
};

/* Gaps, ratios and the exact p give both counts back. */
static const struct coh_mask_rule rates_rules[] = {
    ROLE("variable", LABEL), ROLE("by", APART), ROLE("group", BY),
    ROLE("reference", APART), ROLE("n", COUNT),
    ROLE("n_reference", COUNT_REFERENCE), ROLE("at_or_above", REACHED),
    ROLE("at_or_above_reference", REACHED_REFERENCE),
    {"rate", COH_MASK_RATE, 0, "rate_band"},
    {"rate_reference", COH_MASK_RATE_REFERENCE, 0, "rate_band_reference"},
    ROLE("note", VERDICT), NEVER("missing"), NEVER("missing_reference"),
    NEVER("difference"), NEVER("ci_low"), NEVER("ci_high"),
    NEVER("relative_gap"), NEVER("favourable_ratio"), NEVER("favourable_low"),
    NEVER("favourable_high"), NEVER("adverse_ratio"), NEVER("adverse_low"),
    NEVER("adverse_high"), NEVER("learners_to_parity"), NEVER("p"),
    NEVER("p_adjusted"),
    RULES_END,
};

static const struct coh_mask_rule overall_rules[] = {
    ROLE("n", COUNT), FIGURE("groups", 0), FIGURE("df_between", 0),
    FIGURE("df_within", 0), FIGURE("f", 1), FIGURE("p", 2),
    FIGURE("eta_squared", 2), FIGURE("icc", 2), FIGURE("icc_low", 2),
    FIGURE("icc_high", 2), FIGURE("f_welch", 1), FIGURE("df_welch", 1),
    FIGURE("p_welch", 2), ROLE("variable", LABEL), ROLE("by", LABEL),
    RULES_END,
};

static const struct coh_mask_rule agree_rules[] = {
    ROLE("n", COUNT), FIGURE("r", 2), FIGURE("r_low", 2), FIGURE("r_high", 2),
    FIGURE("spearman", 2), FIGURE("spearman_low", 2),
    FIGURE("spearman_high", 2), FIGURE("kappa", 2), FIGURE("p", 2),
    FIGURE("p_spearman", 2), NEVER("missing_a"), NEVER("missing_b"),
    NEVER("same_level"), NEVER("levels_n"),
    RULES_END,
};

static const struct coh_mask_rule item_rules[] = {
    ROLE("n", COUNT), {"difficulty", COH_MASK_RATE, 0, "difficulty_band"},
    ROLE("difficulty_low", REPLACED), ROLE("difficulty_high", REPLACED),
    FIGURE("point_biserial", 2), FIGURE("point_biserial_low", 2),
    FIGURE("point_biserial_high", 2), NEVER("alpha_if_deleted"),
    NEVER("alpha_change"), NEVER("missing"), NEVER("note"),
    ROLE("item", APART), ROLE("form", APART), ROLE("standard", APART),
    ROLE("assessment", APART),
    RULES_END,
};

static const struct coh_mask_rule option_rules[] = {
    ROLE("form", APART), ROLE("item", APART), ROLE("standard", APART),
    ROLE("assessment", APART), ROLE("option", BY), ROLE("key", COPY), ROLE("n", COUNT),
    FIGURE("share", 2), FIGURE("mean_rest_score", 2), NEVER("note"),
    RULES_END,
};

static const struct coh_mask_rule test_rules[] = {
    ROLE("form", APART), ROLE("assessment", APART), NEVER("note"),
    FIGURE("items", 0), ROLE("n", COUNT), FIGURE("mean", 1), FIGURE("sd", 1),
    FIGURE("alpha", 2), FIGURE("alpha_low", 2), FIGURE("alpha_high", 2),
    FIGURE("sem", 1),
    RULES_END,
};

static const struct coh_mask_rule standard_rules[] = {
    ROLE("assessment", APART), ROLE("standard", APART), FIGURE("items", 0),
    ROLE("students", COUNT), FIGURE("mean_share", 2),
    FIGURE("mean_share_low", 2), FIGURE("mean_share_high", 2),
    NEVER("mastered"), NEVER("not_yet"), NEVER("too_close_to_call"),
    NEVER("no_label"), NEVER("note"),
    RULES_END,
};

/* A student may have several codes, and stand in several periods. */
static const struct coh_mask_rule code_rules[] = {
    ROLE("code", APART), ROLE("meaning", COPY), ROLE("group", COPY),
    ROLE("period", APART), FIGURE("notes", 0), ROLE("students", COUNT),
    NEVER("noted"), NEVER("in_group"),
    RULES_END,
};

#define SIGN(...) (const char *const[]){__VA_ARGS__, NULL}

static const struct coh_mask_kind kinds[] = {
    {"rates", SIGN("by", "group", "reference", "rate_reference"), SIGN("mean"),
     "variable", 0, 1, 0, NULL, rates_rules},
    {"compare", SIGN("by", "group", "reference", "n_reference"),
     SIGN("rate_reference"), "variable", 0, 1, 0, NULL, compare_rules},
    {"overall", SIGN("by", "groups", "df_between"), SIGN("group"), "variable", 1, 0,
     0,
     "with a small group --overall gives its mean back, and does not say how "
     "small its groups are: share the table of 'cohort compare -b'",
     overall_rules},
    {"agree", SIGN("measure_a", "measure_b", "n"), SIGN("by"), NULL, 1, 0, 0,
     NULL, agree_rules},
    {"levels", SIGN("level", "of", "share"), SIGN("variable"), "level", 0, 0, 1,
     NULL, level_rules},
    {"options", SIGN("item", "option", "mean_rest_score"), SIGN("variable"),
     NULL, 0, 0, 0, NULL, option_rules},
    {"items", SIGN("item", "difficulty"), SIGN("option"), NULL, 1, 0, 0, NULL,
     item_rules},
    {"test", SIGN("items", "alpha"), SIGN("item"), NULL, 1, 0, 0, NULL,
     test_rules},
    {"standards", SIGN("standard", "students", "mean_share"), SIGN("item"),
     NULL, 1, 0, 0, NULL, standard_rules},
    {"reflect", SIGN("question", "agreement", "benchmark"), SIGN("variable"),
     NULL, 0, 0, 0,
     "a team's answers about itself are of too few people for a table that "
     "leaves the team: share in words what the team concluded", item_rules},
    {"codes", SIGN("code", "notes", "students"), SIGN("variable"), "notes", 0,
     0, 1, NULL, code_rules},
    {"summary", SIGN("variable", "n"), SIGN("by"), "variable", 0, 0, 1, NULL,
     summary_rules},
};

/* Any other table, with -b and a count. */
static const struct coh_mask_kind any_kind = {
    "table", SIGN("n"), SIGN("by"), NULL, 0, 0, 1, NULL, summary_rules,
};
/* clang-format on */

static int
has(const struct coh_header *header, const char *name)
{
    return coh_header_seek(header, coh_span_of(name)) < header->n;
}

static int
is_kind(const struct coh_mask_kind *kind, const struct coh_header *header)
{
    size_t i;

    for (i = 0; kind->sign[i]; i++)
        if (!has(header, kind->sign[i]))
            return 0;
    for (i = 0; kind->without[i]; i++)
        if (has(header, kind->without[i]))
            return 0;
    return 1;
}

static const struct coh_mask_rule *
find_rule(const struct coh_mask_kind *kind, struct coh_span name)
{
    const struct coh_mask_rule *r;

    for (r = kind->rule; r->name; r++)
        if (coh_span_is(name, r->name))
            return r;
    return NULL;
}

/* ---- who must not stand there ---- */

static int
refuse_identity(struct coh_span name, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    return coh_fail(err, COH_INPUT,
                    "column '%s' names students, and no table of students "
                    "leaves the team; count first ('cohort summary'), or see "
                    "--codes",
                    coh_quote(name.bytes, name.length, quoted));
}

static int
check_names(const struct coh_table *t, const struct coh_run *run,
            struct coh_error *err)
{
    size_t i;

    for (i = 0; i < t->header.n; i++)
        if (coh_mask_is_identity(t->header.name[i]) ||
            coh_span_is(t->header.name[i], run->student))
            return refuse_identity(t->header.name[i], err);
    return 0;
}

static int
check_cells(const struct coh_table *t, const struct coh_mask_plan *plan,
            struct coh_error *err)
{
    size_t i;

    for (i = 0; i < t->header.n; i++)
        if (plan->role[i] <= COH_MASK_BY && !plan->rule[i] &&
            coh_mask_reads_as_ids(t, i))
            return refuse_identity(t->header.name[i], err);
    return 0;
}

/* The values of a by-column stand on the page whatever is hidden beside. */
static int
check_values(const struct coh_table *t, const struct coh_mask_plan *plan,
             struct coh_error *err)
{
    unsigned char *same = coh_alloc_array(t->header.n, 1, err);
    char quoted[COH_QUOTE_SIZE];
    size_t i;
    int rc = -1;

    if (!same)
        return -1;
    for (i = 0; i < t->header.n; i++)
        same[i] = plan->rule[i] && plan->role[i] <= COH_MASK_APART;
    for (i = 0; i < t->header.n; i++) {
        const struct coh_span name = t->header.name[i];

        if (plan->role[i] != COH_MASK_BY &&
            (plan->role[i] != COH_MASK_LABEL || plan->rule[i]))
            continue;
        coh_quote(name.bytes, name.length, quoted);
        if (coh_mask_is_result(name)) {
            coh_fail(err, COH_INPUT,
                     "the values of column '%s' are single students' results, "
                     "and would stand there: count levels, or use --cut",
                     quoted);
            goto out;
        }
        if (coh_mask_is_one_each(t, i, plan->count, same)) {
            coh_fail(err, COH_INPUT,
                     "nearly each value of column '%s' is one student's, and "
                     "would tell who they are: leave it out",
                     quoted);
            goto out;
        }
    }
    rc = 0;
out:
    coh_free(same);
    return rc;
}

/* ---- roles ---- */

static int
is_blank_column(const struct coh_table *t, size_t column)
{
    size_t i;

    for (i = 0; i < t->rows; i++)
        if (coh_span_trim(coh_table_cell(t, i, column)).length)
            return 0;
    return 1;
}

/* The role of a column that -b and --count do not name. */
static int
choose_role(struct coh_mask_plan *plan, const struct coh_table *t, size_t at,
            size_t until, const struct coh_mask_ask *ask, struct coh_error *err)
{
    struct coh_span name = t->header.name[at];
    char quoted[COH_QUOTE_SIZE];

    plan->rule[at] = find_rule(plan->kind, name);
    if (at < until && until < t->header.n && !plan->rule[at])
        plan->role[at] =
            ask->by || plan->kind->rows_apart ? COH_MASK_LABEL : COH_MASK_BY;
    else if (plan->rule[at])
        plan->role[at] = plan->rule[at]->role;
    else if (coh_table_kind(t, at) == COH_COLUMN_TEXT || is_blank_column(t, at))
        plan->role[at] = COH_MASK_LABEL;
    else
        return coh_fail(err, COH_INPUT,
                        "column '%s' holds numbers of a kind that mask does "
                        "not know; leave it out ('cohort table -c'), or name "
                        "it with -b when it splits the students",
                        coh_quote(name.bytes, name.length, quoted));
    return 0;
}

static int
fill_roles(struct coh_mask_plan *plan, const struct coh_table *t,
           const struct coh_mask_ask *ask, struct coh_error *err)
{
    struct coh_columns by = COH_COLUMNS_INIT;
    size_t until =
        plan->kind->until
            ? coh_header_seek(&t->header, coh_span_of(plan->kind->until))
            : 0;
    size_t count = t->header.n, i;
    int rc = -1;

    if (coh_columns_find(&by, ask->by, &t->header, err) ||
        (ask->count &&
         coh_header_find(&t->header, coh_span_of(ask->count), &count, err)))
        goto out;
    for (i = 0; i < t->header.n; i++) {
        if (coh_columns_have(&by, i))
            plan->role[i] = COH_MASK_BY;
        else if (i == count)
            plan->role[i] = COH_MASK_COUNT;
        else if (choose_role(plan, t, i, until, ask, err))
            goto out;
        /* A column n beside --count is another count. */
        if (i != count && count < t->header.n &&
            plan->role[i] == COH_MASK_COUNT) {
            coh_fail(err, COH_INPUT,
                     "--count and column 'n' both count; leave one out "
                     "('cohort table -c')");
            goto out;
        }
    }
    rc = 0;
out:
    coh_columns_release(&by);
    return rc;
}

/* Where the columns with a role of their own are. */
static void
fill_places(struct coh_mask_plan *plan, size_t n)
{
    size_t i;

    plan->count = plan->reference = plan->of = plan->reached = n;
    plan->reached_reference = plan->rate = plan->rate_reference = n;
    plan->by.n = 0;
    for (i = 0; i < n; i++)
        switch (plan->role[i]) {
        case COH_MASK_BY:
            plan->by.at[plan->by.n++] = i;
            break;
        case COH_MASK_COUNT:
            plan->count = i;
            break;
        case COH_MASK_COUNT_REFERENCE:
            plan->reference = i;
            break;
        case COH_MASK_COUNT_OF:
            plan->of = i;
            break;
        case COH_MASK_REACHED:
            plan->reached = i;
            break;
        case COH_MASK_REACHED_REFERENCE:
            plan->reached_reference = i;
            break;
        case COH_MASK_RATE:
            plan->rate = i;
            break;
        case COH_MASK_RATE_REFERENCE:
            plan->rate_reference = i;
            break;
        default:
            break;
        }
}

/* compare --paired writes the same columns: the same students twice, so that
 * `group` is a time and splits nobody. */
static void
see_pairs(struct coh_mask_plan *plan, const struct coh_table *t)
{
    size_t reference = coh_header_seek(&t->header, coh_span_of("reference"));
    size_t group = coh_header_seek(&t->header, coh_span_of("group"));
    size_t i;

    if (!plan->kind->everyone_else || plan->rate_reference < t->header.n)
        return;
    for (i = 0; i < t->rows; i++)
        if (coh_span_is(coh_table_cell(t, i, reference), "everyone else") ||
            !coh_span_equal(coh_table_cell(t, i, plan->count),
                            coh_table_cell(t, i, plan->reference)))
            return;
    plan->pairs = t->rows > 0;
    if (plan->pairs)
        plan->role[group] = COH_MASK_LABEL;
    fill_places(plan, t->header.n);
}

/* The kind of a table, by its header. */
static const struct coh_mask_kind *
kind_of(const struct coh_table *t)
{
    size_t i;

    for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (is_kind(&kinds[i], &t->header))
            return &kinds[i];
    return &any_kind;
}

int
coh_mask_plan_find(struct coh_mask_plan *plan, const struct coh_table *t,
                   const struct coh_run *run, const struct coh_mask_ask *ask,
                   struct coh_error *err)
{
    size_t n = t->header.n;

    if (has(&t->header, "suppressed"))
        return coh_fail(err, COH_INPUT,
                        "a column 'suppressed': this table was masked before; "
                        "mask the one that it came from");
    plan->kind = kind_of(t);
    if (run->share && plan->kind != &any_kind && (ask->by || ask->count))
        return coh_fail(err, COH_USAGE,
                        "a shared table is split by all that it was counted "
                        "by: leave -b and --count out, or count by less");
    if (ask->count)
        plan->kind = &any_kind;
    plan->role = coh_alloc_array(n, sizeof(*plan->role), err);
    plan->rule = coh_alloc_array(n, sizeof(*plan->rule), err);
    plan->by.at = coh_alloc_array(n, sizeof(*plan->by.at), err);
    if (!plan->role || !plan->rule || !plan->by.at || check_names(t, run, err))
        return -1;
    if (plan->kind->refused)
        return coh_fail(err, COH_INPUT, "%s", plan->kind->refused);
    if (plan->kind == &any_kind && !ask->by)
        return coh_fail(err, COH_INPUT,
                        "mask does not know this table: name the columns that "
                        "split the students with -b, and the number of "
                        "students with --count");
    if (fill_roles(plan, t, ask, err) || check_cells(t, plan, err))
        return -1;
    fill_places(plan, n);
    if (plan->count == n)
        return coh_fail(err, COH_INPUT,
                        "no column counts the students: add one ('n'), or name "
                        "it with --count");
    see_pairs(plan, t);
    return check_values(t, plan, err);
}

void
coh_mask_plan_release(struct coh_mask_plan *plan)
{
    coh_free(plan->role);
    coh_free(plan->rule);
    coh_columns_release(&plan->by);
    *plan = (struct coh_mask_plan)COH_MASK_PLAN_INIT;
}
