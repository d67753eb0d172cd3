/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/deploy.h"

#include "flow/deploy-sheet.h"

static int
check(struct coh_run *run, const struct coh_deploy_ask *ask,
      struct coh_error *err)
{
    if (ask->stations || ask->blocks || ask->alternatives >= 0)
        return coh_fail(err, COH_USAGE,
                        "--stations, --blocks and --alternatives go with "
                        "--schedule");
    if (!ask->expertise)
        return coh_fail(err, COH_USAGE,
                        "--expertise FILE must be there: educator, skill, "
                        "level");
    if (ask->per_group < 1 || ask->per_group > 20)
        return coh_fail(err, COH_USAGE, "--per-group is 1 to 20");
    if (ask->level < 1 || ask->level > 1000)
        return coh_fail(err, COH_USAGE, "--level is 1 or more");
    if (ask->at_once == 0)
        return coh_fail(err, COH_USAGE, "--at-once is 1 or more");
    return coh_run_may_write(run, ask->report, err);
}

/* The program grows with both. */
static int
check_size(const struct coh_deploy_sheet *s, struct coh_error *err)
{
    if (s->groups.n <= 500 && s->educators.n <= 200 &&
        s->groups.n * s->educators.n <= 10000)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "%zu groups and %zu educators are more than a team has; is "
                    "'group' the right column?",
                    s->groups.n, s->educators.n);
}

static int
read_all(struct coh_deploy_sheet *s, struct coh_run *run, struct coh_error *err)
{
    if (coh_deploy_read_groups(s, run, err) ||
        coh_deploy_read_team(s, run, err) ||
        coh_deploy_read_needs(s, run, err) || check_size(s, err))
        return -1;
    if (s->ask->at_once > 0 && !s->blocks.n)
        return coh_fail(err, COH_USAGE,
                        "--at-once: the groups have no block, in --needs or "
                        "by --block");
    return coh_deploy_read_wishes(s, run, err) ||
                   coh_deploy_read_calls(s, run, err) ||
                   coh_run_may_write(run, s->ask->report, err)
               ? -1
               : 0;
}

/* What needs a look: groups without a lead, calls that are not met. */
static int
say_looks(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
          struct coh_run *run, struct coh_error *err)
{
    size_t g, i;

    for (g = 0; g < s->groups.n; g++)
        if (a->lead[g] == COH_DEPLOY_NOBODY &&
            coh_notes_add(&run->notes, COH_NOTE_LOOK, s->groups.at[g], err,
                          "groups without a lead"))
            return -1;
    for (i = 0; i < s->calls; i++)
        if (a->unmet[i] && coh_notes_add(&run->notes, COH_NOTE_LOOK,
                                         s->groups.at[s->call[i].group], err,
                                         "calls for support that are not met"))
            return -1;
    if (a->total[COH_DEPLOY_EMPTY] &&
        coh_notes_add(&run->notes, COH_NOTE_LOOK, NULL, err,
                      "seats beside a lead that nobody takes: %lld",
                      (long long)a->total[COH_DEPLOY_EMPTY]))
        return -1;
    return a->proved ? 0
                     : coh_notes_add(&run->notes, COH_NOTE_LOOK, NULL, err,
                                     "the best plan found, not proved");
}

static int
say_facts(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
          const struct coh_deploy_price *price, size_t prices,
          struct coh_run *run, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < s->skills.n; i++) {
        coh_text_clear(&t);
        if (coh_deploy_gap_words(s, i, &t, err) ||
            (t.length && coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                                       "%s", coh_text_get(&t))))
            goto out;
    }
    for (i = 0; i < prices; i++)
        if (price[i].costs && coh_notes_add(&run->notes, COH_NOTE_FACT, NULL,
                                            err, "%s", price[i].words))
            goto out;
    rc = coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                       "%zu group%s, %zu educator%s; the total gap is %lld%s",
                       s->groups.n, s->groups.n == 1 ? "" : "s", s->educators.n,
                       s->educators.n == 1 ? "" : "s",
                       (long long)a->total[COH_DEPLOY_GAP],
                       a->proved ? ", proved optimal" : "");
out:
    coh_text_release(&t);
    return rc;
}

static int
write_all(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
          const struct coh_deploy_price *price, size_t prices,
          struct coh_run *run, struct coh_error *err)
{
    struct coh_text page = COH_TEXT_INIT;
    struct coh_writer *w;
    int rc = -1;

    /* Both must be writable before either is written. */
    w = coh_run_writer(run, err);
    if (!w)
        goto out;
    if (s->ask->report && s->groups.n &&
        (coh_deploy_report(s, a, price, prices, &page, err) ||
         coh_file_write(s->ask->report, coh_text_span(&page), err)))
        goto out;
    if (!coh_deploy_write(s, a, w, err))
        rc = coh_run_finish(run, err);
out:
    coh_text_release(&page);
    return rc;
}

int
coh_deploy_run(struct coh_run *run, const struct coh_deploy_ask *ask,
               struct coh_error *err)
{
    struct coh_deploy_sheet s = COH_DEPLOY_SHEET_INIT;
    struct coh_deploy_answer a = COH_DEPLOY_ANSWER_INIT;
    struct coh_deploy_price *price = NULL;
    size_t prices = 0;
    int rc = -1;

    if (ask->schedule)
        return coh_deploy_schedule(run, ask, err);
    s.ask = ask;
    if (check(run, ask, err) || read_all(&s, run, err))
        goto out;
    if (s.groups.n) {
        if (coh_deploy_problem(&s, run, err) || coh_deploy_solve(&s.p, &a, err))
            goto out;
        if (!a.possible) {
            rc = coh_deploy_refuse(&s, &a, err);
            goto out;
        }
        if (coh_deploy_prices(&s, &a, &price, &prices, err) ||
            say_looks(&s, &a, run, err) ||
            say_facts(&s, &a, price, prices, run, err))
            goto out;
    }
    rc = write_all(&s, &a, price, prices, run, err);
out:
    coh_free(price);
    coh_deploy_answer_release(&a);
    coh_deploy_sheet_release(&s);
    return rc;
}
