/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/write.h"

static int
is_number(enum coh_result_column column)
{
    return column == COH_RESULT_SCORE || column == COH_RESULT_MAX_SCORE ||
           column == COH_RESULT_SEM;
}

int
coh_result_write_columns(struct coh_writer *w, struct coh_error *err)
{
    int i;

    for (i = 0; i < COH_RESULT_COLUMNS; i++) {
        enum coh_result_column c = (enum coh_result_column)i;

        if (coh_writer_column(
                w, coh_span_of(coh_result_column_name(c)),
                is_number(c) ? COH_COLUMN_NUMBER : COH_COLUMN_TEXT, err))
            return -1;
    }
    return 0;
}

int
coh_result_write(struct coh_writer *w, const struct coh_result *r,
                 struct coh_error *err)
{
    int i;

    for (i = 0; i < COH_RESULT_COLUMNS; i++)
        if (coh_writer_text(w, r->cell[i], err))
            return -1;
    return 0;
}
