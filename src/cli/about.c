/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "cli/tool.h"

int
coh_run_intervals(struct coh_run *run, enum coh_about about, double level,
                  struct coh_error *err)
{
    static const char *const speaks[] = {
        [COH_ABOUT_STUDENTS] = "speak of students like these (chance in who "
                               "was tested), not of measurement error",
        [COH_ABOUT_MEASUREMENT] = "speak of measurement error (chance in each "
                                  "score), not of other students",
    };
    char percent[24], reason[160];
    size_t i;

    /* Four digits, unless they would make it 100. */
    snprintf(percent, sizeof(percent), level > 0.9999 ? "%.12g" : "%.4g",
             100 * level);
    snprintf(reason, sizeof(reason), "intervals (%s %%) %s", percent,
             speaks[about]);
    for (i = 0; i < run->notes.n; i++)
        if (!strcmp(run->notes.note[i].reason, reason))
            return 0;
    return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err, "%s", reason);
}
