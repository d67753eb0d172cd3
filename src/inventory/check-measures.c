/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/check-internal.h"
#include "inventory/words.h"

/*
 * Bernhardt's four kinds of measures, in the order of the vocabulary: what
 * they tell lies in their crossings, of which there are six of two kinds. Two
 * kinds can be crossed when each has a source whose records are of single
 * students and carry an id.
 */

enum { KINDS = 4 };

struct kinds {
    size_t collected[KINDS], crossable[KINDS], planned[KINDS];
};

static int
can_be_crossed(const struct coh_entry *e)
{
    const int single = coh_check_is(e, COH_FIELD_GRANULARITY, "student") ||
                       coh_check_is(e, COH_FIELD_GRANULARITY, "item");

    return single && coh_check_of_students(e) &&
           !coh_words_none(coh_entry_get(e, COH_FIELD_JOIN_KEY));
}

static struct kinds
count_kinds(const struct coh_inventory *inv)
{
    struct kinds kinds = {{0}, {0}, {0}};
    size_t i;
    int k;

    for (i = 0; i < inv->n; i++) {
        const struct coh_entry *e = &inv->entry[i];

        if (coh_check_is(e, COH_FIELD_STATUS, "retired") ||
            coh_check_is(e, COH_FIELD_TIER, "research"))
            continue;
        for (k = 0; k < KINDS; k++) {
            if (!coh_check_is(e, COH_FIELD_MEASURE_CATEGORY,
                              coh_vocabulary_measure_category.word[k]))
                continue;
            kinds.collected[k] += (size_t)coh_check_collected(e);
            kinds.planned[k] += (size_t)!coh_check_collected(e);
            kinds.crossable[k] +=
                (size_t)(coh_check_collected(e) && can_be_crossed(e));
        }
    }
    return kinds;
}

/* The kinds of which `n` is 0, joined by ", ". */
static int
add_lacking(const size_t n[KINDS], struct coh_text *t, struct coh_error *err)
{
    const char *joint = "";
    int k;

    for (k = 0; k < KINDS; k++)
        if (!n[k]) {
            if (coh_text_format(t, err, "%s%s", joint,
                                coh_vocabulary_measure_category.word[k]))
                return -1;
            joint = ", ";
        }
    return 0;
}

static int
report_missing(const struct kinds *kinds, const struct coh_check_report *report,
               struct coh_text *t, struct coh_error *err)
{
    enum coh_finding_level level = COH_FINDING_FACT;
    int k;

    for (k = 0; k < KINDS; k++)
        if (!kinds->collected[k] && !kinds->planned[k])
            level = COH_FINDING_LOOK;
    if (coh_text_add_string(t,
                            "nothing is collected of these kinds of "
                            "measures: ",
                            err) ||
        add_lacking(kinds->collected, t, err) ||
        coh_text_add_string(t,
                            ": add a source, or an entry with status no-tool "
                            "or tool-exists-not-collected",
                            err))
        return -1;
    return coh_check_tell(report, coh_finding_of(NULL, "measures"), "missing",
                          level, t, err);
}

static int
report_pairs(const struct kinds *kinds, size_t keyed,
             const struct coh_check_report *report, struct coh_text *t,
             struct coh_error *err)
{
    const size_t pairs = keyed * (keyed - (keyed > 0)) / 2;

    if (coh_text_format(t, err,
                        "%zu of 6 pairs of the four kinds of measures can be "
                        "crossed student by student; not with ",
                        pairs) ||
        add_lacking(kinds->crossable, t, err) ||
        coh_text_add_string(t,
                            ": no source there has records of single students "
                            "with an id (join_key)",
                            err))
        return -1;
    return coh_check_tell(report, coh_finding_of(NULL, "measures"), "pairs",
                          COH_FINDING_FACT, t, err);
}

int
coh_check_measures(const struct coh_check_on *on,
                   const struct coh_check_report *report, struct coh_error *err)
{
    const struct kinds kinds = count_kinds(on->inventory);
    struct coh_text t = COH_TEXT_INIT;
    size_t covered = 0, keyed = 0;
    int k, rc = -1;

    for (k = 0; k < KINDS; k++) {
        covered += kinds.collected[k] > 0;
        keyed += kinds.crossable[k] > 0;
    }
    if (covered < KINDS && report_missing(&kinds, report, &t, err))
        goto out;
    if (!covered)
        rc = 0; /* without any measure there is nothing to say of pairs */
    else if (keyed < KINDS)
        rc = report_pairs(&kinds, keyed, report, &t, err);
    else
        rc = coh_check_say(report, coh_finding_of(NULL, "measures"), "ok",
                           COH_FINDING_WELL,
                           "all four kinds of measures are there, and all six "
                           "pairs can be crossed student by student",
                           err);
out:
    coh_text_release(&t);
    return rc;
}
