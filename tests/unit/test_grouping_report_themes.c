/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "group/theme.h"
#include "grouping_page.h"

/* ---- skill ---- */

static const char *const skills[] = {"5.NF.A.1", "5.NF.A.2"};
static const char *const skill_groups[] = {"5.NF.A.1", "5.NF.A.2", "extension"};
static const size_t about[] = {0, 1, 2};
static const double mastery[N * 2] = {.1,  .9, .2, .3, .35, .2,  .4,  .95, .1,
                                      .15, .9, .8, .7, .6,  NAN, NAN, .3,  .45};

/* What a student goes without, as group/theme.h says. */
static double
plain_unmet(const struct made *m, const size_t *group)
{
    double sum = 0, most, own;
    size_t i, s;

    (void)m;
    for (i = 0; i < N; i++) {
        if (isnan(mastery[2 * i]))
            continue;
        most = 0;
        for (s = 0; s < 2; s++)
            most = fmax(most, 1 - mastery[2 * i + s]);
        s = about[group[i] - 1];
        own = s < 2 ? 1 - mastery[2 * i + s] : 0;
        if (most >= .5)
            sum += most - own;
        else
            sum += s < 2 ? 1 - own : 0;
    }
    return sum;
}

static void
make_skill(struct made *m)
{
    size_t i;

    begin(m, COH_GROUP_SKILL);
    m->g.e.themes = 2;
    m->g.e.theme = skills;
    m->g.e.theme_of = about;
    m->g.e.group = skill_groups;
    m->g.e.mastery = mastery;
    m->g.e.need = .5;
    for (i = 0; i < N; i++)
        m->missing[i] = isnan(mastery[2 * i]) != 0;
    m->g.n_missing = 1;
    add_rule(m, COH_GROUP_APART, "A1", part_two, 2, NULL);
    add_rule(m, COH_GROUP_FORBID, "", keep_two, 1, about + 1);
    assert_int_equal(
        coh_group_theme_needs(&m->g.aim, &m->g.p, mastery, 2, about, .5, NULL),
        0);
    finish(m, NULL, NULL);
}

static void
a_skill_page_says_what_all_groupings_say(void **state)
{
    struct made m;
    double random, best, sum = 0, n = 0, all = 0, cells = 0;
    double with, least_without;
    size_t i, s, g;
    char text[64];

    (void)state;
    make_skill(&m);
    best = least(&m, plain_unmet, 0, &random);
    says(m.page.bytes, "Here **", best);
    says(m.page.bytes, "random groups have ", random);
    for (i = 0; i < ALL; i++)
        for (g = 0; g < N; g++) {
            s = about[every[i][g] - 1];
            if (s < 2 && !isnan(mastery[2 * g + s])) {
                all += 1 - mastery[2 * g + s];
                cells++;
            }
        }
    for (i = 0; i < N; i++) {
        s = about[m.a.group[i] - 1];
        if (s < 2 && !isnan(mastery[2 * i + s])) {
            sum += 1 - mastery[2 * i + s];
            n++;
        }
    }
    says(m.page.bytes, "of the group yet: ", 100 * sum / n);
    says(m.page.bytes, "in random groups, ", 100 * all / cells);
    with = best;
    least_without = least(&m, plain_unmet, 1, &random);
    cell(m.page.bytes, "## What each rule costs", "apart: 1 set, 2 students", 1,
         text);
    if (with - least_without > 1e-9)
        says(text, "", with - least_without);
    else
        assert_string_equal(text, "nothing (proved)");
    holds(m.page.bytes, "**No mastery known (1).**");
    end(&m);
}

static void
who_is_not_where_the_need_is_greatest_is_named(void **state)
{
    struct made m;
    char line[400] = "";
    const char *at;
    size_t i, s, n = 0;

    (void)state;
    make_skill(&m);
    at = strstr(m.page.bytes, "Not at the skill needed most (");
    if (at)
        snprintf(line, sizeof(line), "%.*s", (int)strcspn(at, "\n"), at);
    for (i = 0; i < N; i++) {
        double first = 1 - mastery[2 * i], second = 1 - mastery[2 * i + 1];
        double most = fmax(first, second), own;

        s = about[m.a.group[i] - 1];
        own = s == 0 ? first : s == 1 ? second : -1;
        if (isnan(first) || most < .5 || own >= most) {
            assert_null(strstr(line, labels[i]));
            continue;
        }
        assert_non_null(strstr(line, labels[i]));
        n++;
    }
    if (n)
        says(line, "Not at the skill needed most (", (double)n);
    end(&m);
}

/* ---- interest ---- */

static const char *const projects[] = {"Garden", "Podcast", "Bridge"};
static const size_t project_of[] = {0, 1, 2};
static const unsigned wish[N * 3] = {1, 2, 0, 1, 0, 2, 1, 0, 0, 1, 2, 0, 2, 1,
                                     0, 0, 0, 1, 0, 0, 0, 1, 3, 2, 1, 0, 0};
static const unsigned wishes[N] = {2, 2, 1, 2, 2, 1, 0, 3, 1};

/* Students without any of theirs, then squares of ranks; 4 is one more than
 * the longest list. */
static double
plain_points(const struct made *m, const size_t *group)
{
    double points = 0, none = 0;
    size_t i;
    unsigned rank;

    (void)m;
    for (i = 0; i < N; i++) {
        rank = wish[3 * i + group[i] - 1];
        if (!wishes[i])
            continue;
        none += !rank;
        points += rank ? rank * rank : 16;
    }
    return none * 1000 + points;
}

static void
make_interest(struct made *m)
{
    begin(m, COH_GROUP_INTEREST);
    m->g.e.themes = 3;
    m->g.e.theme = m->g.e.group = projects;
    m->g.e.theme_of = project_of;
    m->g.e.rank = wish;
    m->g.e.wishes = wishes;
    m->g.e.rank_exponent = 2;
    m->missing[6] = 1;
    m->g.n_missing = 1;
    add_rule(m, COH_GROUP_TOGETHER, "T1", keep_two, 2, NULL);
    add_rule(m, COH_GROUP_PIN, "", pin_one, 1, pinned_to);
    assert_int_equal(coh_group_theme_choices(&m->g.aim, &m->g.p, wish, 3,
                                             project_of, 2, NULL),
                     0);
    finish(m, NULL, NULL);
}

/* "2 more without any of their choices" or "3 rank points". */
static void
check_points_price(const struct made *m, const char *rule, unsigned leave)
{
    double random, with = least(m, plain_points, 0, &random);
    double without = least(m, plain_points, leave, &random);
    double none = floor(with / 1000) - floor(without / 1000);
    char text[64];

    cell(m->page.bytes, "## What each rule costs", rule, 1, text);
    if (none > 0) {
        says(text, "", none);
        assert_non_null(strstr(text, "more without any"));
    } else if (with > without) {
        says(text, "", with - without);
        assert_non_null(strstr(text, " rank points"));
    } else {
        assert_string_equal(text, "nothing (proved)");
    }
}

static void
an_interest_page_says_what_all_groupings_say(void **state)
{
    struct made m;
    double best, random, got[4] = {0}, expected[4] = {0}, points = 0;
    char text[64], lead[64];
    size_t i, j;
    unsigned rank;

    (void)state;
    make_interest(&m);
    best = least(&m, plain_points, 0, &random);
    says(m.page.bytes, "Here **", fmod(best, 1000));
    for (j = 0; j < ALL; j++) {
        for (i = 0; i < N; i++)
            if (wishes[i])
                expected[wish[3 * i + every[j][i] - 1]] += 1. / ALL;
        points += fmod(plain_points(&m, every[j]), 1000) / ALL;
    }
    says(m.page.bytes, "random groups have ", points);
    for (i = 0; i < N; i++)
        if (wishes[i])
            got[wish[3 * i + m.a.group[i] - 1]]++;
    for (rank = 1; rank <= 3; rank++) {
        snprintf(lead, sizeof(lead), "**Choice %u:** ", rank);
        says(m.page.bytes, lead, got[rank]);
        says(strstr(m.page.bytes, lead), "in random groups, ", expected[rank]);
    }
    says(m.page.bytes, "**None of their choices:** ", floor(best / 1000));
    for (i = 0; i < 3; i++)
        for (rank = 1; rank <= 4; rank++) {
            double n = 0;

            for (j = 0; j < N; j++)
                n += m.a.group[j] == i + 1 && wishes[j] &&
                     wish[3 * j + i] == rank % 4;
            cell(m.page.bytes, "## The groups", projects[i], 2 + rank, text);
            says(text, "", n);
        }
    check_points_price(&m, "together: 1 set, 2 students", 1);
    check_points_price(&m, "pins: 1 student", 2);
    end(&m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_skill_page_says_what_all_groupings_say),
        cmocka_unit_test(who_is_not_where_the_need_is_greatest_is_named),
        cmocka_unit_test(an_interest_page_says_what_all_groupings_say),
    };

    return cmocka_run_group_tests(tests, deal, NULL);
}
