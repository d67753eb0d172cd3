/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "flow/grouping-ask.h"

const char *const coh_grouping_objectives[] = {"kplus", "variance", "diversity",
                                               NULL};
const char *const coh_grouping_companies[] = {"new", "old", NULL};

static const char *const methods[] = {"similar", "mixed", "skill", "interest"};

int
coh_grouping_ask_method(struct coh_grouping_ask *ask, const char *name,
                        struct coh_error *err)
{
    size_t i;

    for (i = 0; name && i < 4; i++)
        if (strcmp(name, methods[i]) == 0) {
            ask->choice.method = (enum coh_group_method)i;
            return 0;
        }
    if (!name)
        return coh_fail(err, COH_USAGE,
                        "say a METHOD first: similar, mixed, skill or "
                        "interest");
    return coh_fail(err, COH_USAGE,
                    "'%.40s' is no method: METHOD comes first, and FILE behind "
                    "it; there are: similar, mixed, skill, interest",
                    name);
}

/* An option that was given, and the methods it goes with (a bit each). */
struct belongs {
    const char *option, *with;
    int given;
    unsigned methods;
};

enum {
    SIMILAR = 1 << COH_GROUP_SIMILAR,
    MIXED = 1 << COH_GROUP_MIXED,
    SKILL = 1 << COH_GROUP_SKILL,
    INTEREST = 1 << COH_GROUP_INTEREST,
};

static int
check_methods(const struct coh_grouping_ask *ask, struct coh_error *err)
{
    const struct coh_grouping_choice *c = &ask->choice;
    const struct belongs all[] = {
        {"--weight", "similar and mixed", c->weight != NULL, SIMILAR | MIXED},
        {"--objective", "mixed", ask->objective >= 0, MIXED},
        {"--sem", "similar", !isnan(c->sem), SIMILAR},
        {"--reliability", "similar", !isnan(c->reliability), SIMILAR},
        {"--need", "skill", !isnan(c->need), SKILL},
        {"--rank-exponent", "interest", !isnan(c->rank_exponent), INTEREST},
    };
    size_t i;

    for (i = 0; i < sizeof(all) / sizeof(*all); i++)
        if (all[i].given && !(all[i].methods & 1U << c->method))
            return coh_fail(err, COH_USAGE, "%s goes with %s, not with %s",
                            all[i].option, all[i].with, methods[c->method]);
    return 0;
}

static int
check_numbers(const struct coh_grouping_ask *ask, struct coh_error *err)
{
    const struct coh_grouping_choice *c = &ask->choice;

    if (!isnan(c->sem) && !(c->sem > 0))
        return coh_fail(err, COH_USAGE, "--sem must be above 0");
    if (!isnan(c->reliability) && !(c->reliability > 0 && c->reliability < 1))
        return coh_fail(err, COH_USAGE,
                        "--reliability must be between 0 and 1");
    if (!isnan(c->sem) && !isnan(c->reliability))
        return coh_fail(err, COH_USAGE,
                        "--sem and --reliability: one is enough");
    if (!isnan(c->need) && !(c->need > 0 && c->need <= 1))
        return coh_fail(err, COH_USAGE,
                        "--need must be above 0 and at most 1: from this "
                        "1 − P(mastery) on a standard is needed");
    if (!isnan(c->rank_exponent) &&
        !(c->rank_exponent >= 0 && c->rank_exponent <= 8))
        return coh_fail(err, COH_USAGE, "--rank-exponent must be from 0 to 8");
    if (!isnan(ask->seconds) && !(ask->seconds > 0 && ask->seconds <= 86400))
        return coh_fail(err, COH_USAGE,
                        "--time must be above 0 and at most 86400 seconds");
    return 0;
}

static int
check_files(const struct coh_grouping_ask *ask, struct coh_error *err)
{
    if (ask->company >= 0 && !ask->file[COH_GROUPING_ASK_PREVIOUS].name)
        return coh_fail(err, COH_USAGE,
                        "--company %s: of which earlier grouping? Give it "
                        "with --previous FILE",
                        coh_grouping_companies[ask->company]);
    if (ask->choice.match && !ask->file[COH_GROUPING_ASK_ROSTER].name)
        return coh_fail(err, COH_USAGE,
                        "--match names a column of the roster: give it with "
                        "--roster FILE");
    return 0;
}

static double
or_else(double x, double instead)
{
    return isnan(x) ? instead : x;
}

int
coh_grouping_ask_check(struct coh_grouping_ask *ask, struct coh_error *err)
{
    struct coh_grouping_choice *c = &ask->choice;

    if (check_methods(ask, err) || check_numbers(ask, err) ||
        check_files(ask, err))
        return -1;
    c->objective = ask->objective < 0
                       ? COH_GROUPING_KPLUS
                       : (enum coh_grouping_objective)ask->objective;
    c->need = or_else(c->need, 0.5);
    c->rank_exponent = or_else(c->rank_exponent, 2);
    c->sem = or_else(c->sem, 0);
    c->reliability = or_else(c->reliability, 0);
    ask->seconds = or_else(ask->seconds, 0);
    return 0;
}

static int
read_lists(const struct coh_grouping_ask *ask, struct coh_grouping *g,
           struct coh_notes *notes, struct coh_error *err)
{
    static const struct {
        enum coh_grouping_ask_file file;
        enum coh_grouping_list kind;
    } lists[] = {
        {COH_GROUPING_ASK_TOGETHER, COH_GROUPING_TOGETHER},
        {COH_GROUPING_ASK_APART, COH_GROUPING_APART},
        {COH_GROUPING_ASK_PIN, COH_GROUPING_PIN},
        {COH_GROUPING_ASK_REQUIRE, COH_GROUPING_REQUIRE},
        {COH_GROUPING_ASK_FORBID, COH_GROUPING_FORBID},
    };
    const struct coh_grouping_file *f;
    size_t i;

    for (i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
        f = &ask->file[lists[i].file];
        if (f->table && coh_grouping_list(g, lists[i].kind, f, notes, err))
            return -1;
    }
    f = &ask->file[COH_GROUPING_ASK_PREVIOUS];
    return f->table ? coh_grouping_previous(g, f, notes, err) : 0;
}

int
coh_grouping_ask_read(struct coh_grouping_ask *ask, const struct coh_table *t,
                      struct coh_grouping *g, struct coh_notes *notes,
                      struct coh_error *err)
{
    ask->choice.roster = ask->file[COH_GROUPING_ASK_ROSTER];
    ask->choice.students = ask->file[COH_GROUPING_ASK_STUDENTS];
    ask->sizes.capacity = ask->file[COH_GROUPING_ASK_CAPACITY];
    ask->sizes.check = ask->file[COH_GROUPING_ASK_CHECK];
    g->p.effort = (uint64_t)ask->effort;
    g->p.seconds = ask->seconds;
    g->p.company = (enum coh_group_company)(ask->company + 1);
    if (coh_grouping_students(g, t, &ask->choice, notes, err) ||
        coh_grouping_groups(g, &ask->sizes, err) ||
        coh_grouping_kinds(g, &ask->kinds, err))
        return -1;
    return read_lists(ask, g, notes, err);
}

/* A word as a shell takes it. */
static int
add_word(struct coh_text *t, const char *word, struct coh_error *err)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-_./,=:@%+";
    const char *end;

    if (*word && !word[strspn(word, plain)])
        return coh_text_format(t, err, " %s", word);
    if (coh_text_add_string(t, " '", err))
        return -1;
    for (; (end = strchr(word, '\'')) != NULL; word = end + 1)
        if (coh_text_add(t, word, (size_t)(end - word), err) ||
            coh_text_add_string(t, "'\\''", err))
            return -1;
    return coh_text_format(t, err, "%s'", word);
}

int
coh_grouping_ask_again(int argc, char *const *argv, uint64_t moves,
                       struct coh_text *t, struct coh_error *err)
{
    int i;

    if (coh_text_add_string(t, "cohort group", err))
        return -1;
    for (i = 1; i < argc; i++) {
        if (moves && strcmp(argv[i], "--time") == 0 && i + 1 < argc) {
            i++;
            continue;
        }
        if (moves && strncmp(argv[i], "--time=", 7) == 0)
            continue;
        if (add_word(t, argv[i], err))
            return -1;
    }
    return moves ? coh_text_format(t, err, " --effort %llu",
                                   (unsigned long long)moves)
                 : 0;
}
