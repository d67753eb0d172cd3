/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader that passes over the records of other students. */
#include "table/reader-internal.h"

/* Two columns at most: both must fit. */
void
coh_reader_find_only(struct coh_reader *r, const struct coh_record *header)
{
    size_t i;

    for (i = 0; r->only && i < header->n; i++) {
        struct coh_span name = coh_span_trim(header->cell[i]);

        if (r->only_columns < 2 && (coh_span_is_caseless(name, r->student) ||
                                    coh_span_is_caseless(name, "student_id")))
            r->only_at[r->only_columns++] = i;
    }
}

/* A record of somebody else? One that is set aside is nobody's. */
int
coh_reader_is_others(const struct coh_reader *r, const struct coh_record *rec)
{
    size_t i;

    for (i = 0; !rec->end && !rec->aside && i < r->only_columns; i++)
        if (!coh_only_has(r->only, rec->cell[r->only_at[i]]))
            return 1;
    return 0;
}

void
coh_reader_set_only(struct coh_reader *r, const struct coh_only *only,
                    const char *student)
{
    r->only = only;
    r->student = student;
}

int
coh_reader_tells_students(const struct coh_reader *r)
{
    return r->only_columns > 0;
}
