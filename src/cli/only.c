/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/only.h"

#include <stdlib.h>
#include <string.h>

#include "table/only.h"

/* Tools that leave out whom the page is not of, and those that speak of sources
 * and never of students. */
static const char *const obeying[] = {
    "cohort-chart",           "cohort-compare",        "cohort-growth",
    "cohort-inventory-check", "cohort-inventory-list", "cohort-inventory-show",
    "cohort-items",           "cohort-notes",          "cohort-roster-list",
    "cohort-select",          "cohort-summary",        "cohort-table",
};

static int
obeys(const char *tool)
{
    size_t i;

    for (i = 0; i < sizeof(obeying) / sizeof(*obeying); i++)
        if (!strcmp(tool, obeying[i]))
            return 1;
    return 0;
}

int
coh_only_resolve(struct coh_run *run, struct coh_error *err)
{
    const char *list = getenv("COHORT_ONLY");

    if (!list || !*list)
        return 0;
    if (!obeys(run->tool->name))
        return coh_fail(err, COH_USAGE,
                        "it speaks of others too, and stands on no page of one "
                        "student: of=class, or leave the block out");
    run->only = coh_alloc_array(1, sizeof(*run->only), err);
    if (!run->only)
        return -1;
    *run->only = (struct coh_only)COH_ONLY_INIT;
    return coh_only_read(run->only, coh_span_of(list), err);
}

int
coh_only_may(const struct coh_run *run, struct coh_span id)
{
    return !run->only || coh_only_has(run->only, id);
}

int
coh_only_ask(const struct coh_run *run, struct coh_strings *asked,
             struct coh_error *err)
{
    char shown[COH_QUOTE_SIZE];
    size_t i;

    if (!run->only)
        return 0;
    for (i = 0; i < asked->n; i++)
        if (!coh_only_has(run->only, coh_span_of(asked->at[i])))
            return coh_fail(
                err, COH_INPUT, "the page is not of student '%s'",
                coh_quote(asked->at[i], strlen(asked->at[i]), shown));
    for (i = 0; !asked->n || i; i++) {
        if (i == run->only->exact.n)
            break;
        if (coh_strings_add(asked,
                            coh_keys_cells(&run->only->exact, i)[0].bytes, err))
            return -1;
    }
    return 0;
}

int
coh_only_refuse(const struct coh_run *run, const char *what,
                struct coh_error *err)
{
    return run->only ? coh_fail(err, COH_USAGE,
                                "%s counts everybody, and stands on no page of "
                                "one student",
                                what)
                     : 0;
}

int
coh_only_check(const struct coh_run *run, const char *path, int has_column,
               struct coh_error *err)
{
    if (!run->only || has_column || !path || !strcmp(path, "-"))
        return 0;
    return coh_fail(err, COH_INPUT,
                    "has no student column '%.40s', so that rows of others "
                    "cannot be told: --student COL says which it is",
                    run->student);
}

int
coh_only_for_family(const struct coh_run *run)
{
    const char *audience = getenv("COHORT_AUDIENCE");

    return run->only && audience && !strcmp(audience, "family");
}

void
coh_only_end(struct coh_run *run)
{
    if (run->only)
        coh_only_release(run->only);
    coh_free(run->only);
    run->only = NULL;
}
