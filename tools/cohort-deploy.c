/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-deploy: who teaches which group, and why. One row a group and
 * educator, from the team's expertise, times and wishes.
 *
 * Memory: holds the names and a program of a few numbers an educator and group.
 */
#include "flow/deploy.h"

static int
run_deploy(struct coh_run *run, void *context, struct coh_error *err)
{
    return coh_deploy_run(run, context, err);
}

int
main(int argc, char **argv)
{
    struct coh_deploy_ask a = COH_DEPLOY_ASK_INIT;
    const struct coh_option options[] = {
        COH_STRING(0, "expertise", "FILE", &a.expertise,
                   "educator,skill,level: who knows what (must be there)"),
        COH_STRING(0, "needs", "FILE", &a.needs,
                   "group,skill[,level][,block] (a group's name is its skill)"),
        COH_COUNT(0, "level", "N", &a.level,
                  "level a group needs where --needs does not say (3)"),
        COH_STRING(0, "availability", "FILE", &a.availability,
                   "educator,block: when somebody is there (always)"),
        COH_STRING(0, "extended", "FILE", &a.extended,
                   "educator,role[,block][,lead]: who supports"),
        COH_STRING(0, "support", "FILE", &a.support,
                   "student_id or group, educator or role: who needs whom"),
        COH_STRING(0, "block", "NAME", &a.block,
                   "only its groups, or the block of all of them"),
        COH_STRING(0, "load", "FILE", &a.load,
                   "educator,min,max: how many groups (evenly)"),
        COH_COUNT(0, "at-once", "N", &a.at_once,
                  "groups of an educator in one block (the fewest)"),
        COH_COUNT(0, "per-group", "N", &a.per_group,
                  "educators of a group: a lead and N-1 supports (1)"),
        COH_STRING(0, "require", "FILE", &a.require,
                   "educator,group: must be there"),
        COH_STRING(0, "forbid", "FILE", &a.forbid,
                   "educator,group: must not be there"),
        COH_STRING(0, "prefer", "FILE", &a.prefer,
                   "educator,group[,rank]: wishes; group may be a skill"),
        COH_FLAG(0, "schedule", &a.schedule,
                 "a rotation: each group at each station once"),
        COH_STRING(0, "stations", "FILE", &a.stations,
                   "of --schedule: station[,educator][,room]"),
        COH_STRING(0, "blocks", "A,B,C", &a.blocks,
                   "of --schedule: the blocks, one after the other"),
        COH_COUNT(0, "alternatives", "N", &a.alternatives,
                  "of --schedule: how many, 1 to 3 (2)"),
        COH_STRING(0, "report", "FILE", &a.report,
                   "a page: why, loads, gaps, what wishes cost"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-deploy",
        "[FILE…]",
        "Say which educator is with which group, and why",
        COH_STEP_GROUP,
        COH_TAKES_ROWS | COH_TAKES_OUTPUT,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_deploy, &a);
}
