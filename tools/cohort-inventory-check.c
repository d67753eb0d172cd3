/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-check: what in the inventory needs something done, worst
 * first; or the matrix of coverage; or the minutes that testing takes.
 *
 * Memory: holds the inventory and the findings.
 */
#include <string.h>

#include "cli/team.h"
#include "cli/tool.h"
#include "flow/standing.h"
#include "inventory/check.h"
#include "inventory/coverage.h"
#include "inventory/finding-write.h"
#include "inventory/minutes.h"
#include "store/inventory.h"
#include "store/source-fact.h"

struct args {
    int overdue, all, coverage, minutes;
    long soon;
    const char *checks, *roles;
};

/* What days were counted where the calendar does not help. */
static int
note_calendar(struct coh_run *run, const struct args *a,
              const struct coh_calendar *c, struct coh_error *err)
{
    const coh_date ends = coh_calendar_ends(c);
    char day[COH_DATE_SIZE];

    if (!c->n)
        return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                             "there is no school calendar: calendar days "
                             "count");
    if (ends == COH_DATE_NONE)
        return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                             "the calendar has no school year: calendar days "
                             "count");
    if (a->overdue && ends < run->today)
        return coh_notes_add(&run->notes, COH_NOTE_LOOK, NULL, err,
                             "the school calendar ends on %s: nothing gets "
                             "later by the days since; take in the next "
                             "school year",
                             coh_date_text(ends, day));
    return 0;
}

static int
note_all(struct coh_run *run, const struct args *a,
         const struct coh_shelf *shelf, struct coh_error *err)
{
    size_t i;

    if (note_calendar(run, a, &shelf->calendar, err))
        return -1;
    for (i = 0; i < shelf->inventory.n; i++)
        if (coh_run_fact(
                run, "sources",
                coh_entry_get(&shelf->inventory.entry[i], COH_FIELD_SOURCE_ID),
                err))
            return -1;
    return shelf->inventory.n
               ? 0
               : coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                               "the inventory is empty: fill it with cohort "
                               "inventory import");
}

/* The roles of the team, from the option or team.ini, split by ';'. */
static int
find_roles(const struct args *a, char **roles, struct coh_error *err)
{
    char *at;

    *roles = NULL;
    if (a->roles)
        *roles = coh_copy_text(a->roles, strlen(a->roles), err);
    else if (coh_team_value("team", "roles", roles, err))
        return -1;
    for (at = *roles; at && *at; at++)
        if (*at == ',')
            *at = ';';
    return a->roles && !*roles ? -1 : 0;
}

static int
run_checks(struct coh_run *run, const struct args *a, struct coh_shelf *shelf,
           struct coh_error *err)
{
    struct coh_source_facts facts = COH_SOURCE_FACTS_INIT;
    struct coh_findings all = COH_FINDINGS_INIT;
    const struct coh_check_report report = {coh_findings_add, &all};
    struct coh_check_on on = {.inventory = &shelf->inventory,
                              .calendar = &shelf->calendar,
                              .today = run->today,
                              .share = run->share,
                              .soon = (int)a->soon};
    struct coh_writer *w;
    char *roles = NULL;
    int rc = -1;

    if (find_roles(a, &roles, err) ||
        coh_source_facts_read(&facts, &shelf->store, err))
        goto out;
    on.roles = roles;
    coh_source_facts_give(&facts, &on);
    if (coh_check_run(&on, a->overdue ? "overdue" : a->checks, &report, err))
        goto out;
    coh_findings_sort(&all, coh_check_order);
    w = coh_run_writer(run, err);
    if (w && !coh_findings_write(&all, a->overdue, a->all, &run->notes, w, err))
        rc = note_all(run, a, shelf, err);
out:
    coh_free(roles);
    coh_findings_release(&all);
    coh_source_facts_release(&facts);
    return rc;
}

/* The matrix or the minutes: tables of their own. */
static int
show_table(struct coh_run *run, const struct args *a,
           const struct coh_shelf *shelf, struct coh_error *err)
{
    struct coh_coverage c = COH_COVERAGE_INIT;
    struct coh_writer *w = coh_run_writer(run, err);
    int rc = -1;

    if (w && a->minutes)
        rc = coh_minutes_write(&shelf->inventory, &shelf->calendar, run->today,
                               w, err);
    else if (w && !coh_coverage_fill(&c, &shelf->inventory, err))
        rc = coh_coverage_write(&c, w, err);
    coh_coverage_release(&c);
    return rc;
}

static int
run_check(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_shelf shelf = COH_SHELF_INIT;
    int rc = -1;

    if (run->operands.n)
        return coh_fail(err, COH_USAGE,
                        "takes no FILE or ID, but '%.40s' was given",
                        run->operands.at[0]);
    if (a->overdue && a->all)
        return coh_fail(err, COH_USAGE,
                        "--overdue and --all exclude each other");
    if (a->overdue + (a->checks != NULL) + a->coverage + a->minutes > 1)
        return coh_fail(err, COH_USAGE,
                        "choose one of --overdue, --check, --coverage and "
                        "--minutes");
    if (a->soon > 366)
        return coh_fail(err, COH_USAGE, "--soon: at most 366 school days");
    if (coh_shelf_open(&shelf, run->db, COH_STORE_READ, err))
        goto out;
    rc = a->coverage || a->minutes ? show_table(run, a, &shelf, err)
                                   : run_checks(run, a, &shelf, err);
    if (!rc)
        rc = coh_run_finish_standing(run, &shelf.store, NULL, err);
out:
    coh_shelf_close(&shelf);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.soon = 5};
    const struct coh_option options[] = {
        COH_FLAG(0, "overdue", &a.overdue,
                 "only what is overdue or was never collected"),
        COH_STRING(0, "check", "NAME[,NAME]", &a.checks, "only these checks"),
        COH_FLAG(0, "all", &a.all, "also what is well"),
        COH_COUNT(0, "soon", "N", &a.soon, "due soon: in N school days (5)"),
        COH_STRING(0, "roles", "ROLE[,ROLE]", &a.roles,
                   "the roles on the team (team.ini, else the owners)"),
        COH_FLAG(0, "coverage", &a.coverage,
                 "sources by subject, purpose and grade"),
        COH_FLAG(0, "minutes", &a.minutes,
                 "minutes of testing a student a school year"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-inventory-check",
        "",
        "Say which data sources need something done, and what",
        COH_STEP_TAKE_IN,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_check, &a);
}
