/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/head-count.h"

int
coh_head_count_column(const struct coh_run *run, int there,
                      struct coh_error *err)
{
    if (!run->share || there)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "--share: there is no student column '%.40s': n would "
                    "count rows, and only a count of students can be protected",
                    run->student);
}

int
coh_head_count_single(const struct coh_rows *rows, struct coh_error *err)
{
    if (!rows->run->share || rows->student == rows->header.n)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "--share: single results do not leave the team: draw bars "
                    "from a summary instead");
}

int
coh_head_count_add(struct coh_head_count *h, size_t group,
                   struct coh_span student, struct coh_error *err)
{
    if (!student.length) {
        h->unnamed = 1;
        return 0;
    }
    if (!h->distinct && !(h->distinct = coh_distinct_new(err)))
        return -1;
    if (coh_reserve(&h->rows, &h->capacity, group + 1, sizeof(*h->rows), err))
        return -1;
    while (h->groups <= group)
        h->rows[h->groups++] = 0;
    h->rows[group]++;
    return coh_distinct_add(h->distinct, group, student, err);
}

int
coh_head_count_judge(struct coh_head_count *h, struct coh_error *err)
{
    size_t *students, i;
    int rc = -1;

    if (h->unnamed)
        return coh_fail(err, COH_INPUT,
                        "--share: rows without a student: n would count rows, "
                        "and only a count of students can be protected");
    if (!h->distinct)
        return 0;
    students = coh_alloc_array(h->groups, sizeof(*students), err);
    if (!students || coh_distinct_count(h->distinct, students, h->groups, err))
        goto out;
    for (i = 0; i < h->groups && students[i] == h->rows[i]; i++)
        ;
    rc = i == h->groups
             ? 0
             : coh_fail(err, COH_INPUT,
                        "--share: students repeat within a row of the table: n "
                        "would count scores, and only a count of students can "
                        "be protected; --per-student latest, mean or best "
                        "makes it one score of each");
out:
    coh_free(students);
    return rc;
}

void
coh_head_count_release(struct coh_head_count *h)
{
    coh_distinct_free(h->distinct);
    coh_free(h->rows);
    *h = (struct coh_head_count)COH_HEAD_COUNT_INIT;
}
