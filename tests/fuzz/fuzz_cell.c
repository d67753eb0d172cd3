/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells: whatever stands in one, a score is a decimal and nothing else is. */
#include <stdint.h>
#include <stdlib.h>

#include "intake/cell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise that does not hold stops the fuzzer. */
static void
must(int holds)
{
    if (!holds)
        abort();
}

static void
check_score(struct coh_span s)
{
    struct coh_cell cell;
    struct coh_decimal d;

    coh_cell_score(s, NULL, &cell);
    must((cell.status == COH_STATUS_SCORED) == (cell.score[0] != '\0'));
    must(!cell.score[0] ||
         coh_decimal_parse(coh_span_of(cell.score), &d) == COH_NUMBER_EXACT);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct coh_mark_evidence marks = {0, 0};
    struct coh_date_evidence dates = {0, 0, 0};
    char plain[COH_PLAIN_SIZE], term[64];
    struct coh_span s = {(const char *)data, size};
    coh_date day;
    int mark;

    check_score(s);
    coh_cell_mark_look(s, &marks);
    coh_date_order_look(s, &dates);
    for (mark = COH_MARK_UNKNOWN; mark <= COH_MARK_COMMA; mark++)
        check_score(coh_cell_plain(s, (enum coh_mark)mark, plain));
    must(coh_date_order_read(s, COH_ORDER_MDY, &day) || day != COH_DATE_NONE);
    must(coh_cell_term(s, term).length <= size + 1);
    (void)coh_cell_id_is_damaged(s);
    return 0;
}
