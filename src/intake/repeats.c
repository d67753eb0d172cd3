/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "intake/emit.h"

/* Two records with the same key are the same thing twice. */
static int
hash_of(struct coh_intake_job *job, const struct coh_record *rec,
        uint64_t *hash, struct coh_error *err)
{
    struct coh_span s;
    size_t i;

    *hash = 1;
    if (job->layout->repeats != COH_REPEATS_DROP) {
        if (coh_plan_field_value(&job->plan.repeats_by, &job->row, &job->text,
                                 &s, err))
            return -1;
        *hash = s.length ? coh_hash64(*hash, s.bytes, s.length) : 0;
        return 0;
    }
    /* Each step stirs what it has: where a cell ends makes a difference. */
    for (i = 0; i < rec->n; i++)
        *hash = coh_hash64(*hash, rec->cell[i].bytes, rec->cell[i].length);
    return 0;
}

int
coh_intake_repeats_look(struct coh_intake_job *job,
                        const struct coh_record *rec, struct coh_error *err)
{
    uint64_t hash;
    size_t times;

    if (job->layout->repeats != COH_REPEATS_LAST)
        return 0;
    if (hash_of(job, rec, &hash, err))
        return -1;
    return hash ? coh_seen_add(&job->repeats_seen, hash, &times, err) : 0;
}

int
coh_intake_repeats(struct coh_intake_job *job, const struct coh_record *rec,
                   const char **why, struct coh_error *err)
{
    uint64_t hash;
    size_t times, all = 0;

    *why = NULL;
    if (job->layout->repeats == COH_REPEATS_KEEP)
        return 0;
    if (hash_of(job, rec, &hash, err))
        return -1;
    if (!hash) /* without a key it is no repeat of anything */
        return 0;
    if (coh_seen_add(&job->records_seen, hash, &times, err))
        return -1;
    if (job->layout->repeats == COH_REPEATS_DROP)
        *why = times ? "the same record again, counted once" : NULL;
    if (job->layout->repeats == COH_REPEATS_FIRST)
        *why = times ? "a record of the same again: by the layout's rule the "
                       "first one counts"
                     : NULL;
    if (job->layout->repeats != COH_REPEATS_LAST)
        return 0;
    /* The first reading counted them; each of this reading adds one more. */
    if (coh_seen_add(&job->repeats_seen, hash, &all, err))
        return -1;
    if (all - times > times + 1)
        *why = "a record that comes again: by the layout's rule the last one "
               "counts";
    return 0;
}
