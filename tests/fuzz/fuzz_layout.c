/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts come from anybody: parsing one, and binding it to a header. */
#include <stdint.h>

#include "layout/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct coh_span name[] = {{"Student", 7},  {"ID", 2},
                                     {"Quiz (1)", 8}, {"Points1", 7},
                                     {"Stu1", 4},     {"Date", 4}};
    static const struct coh_header header = {.name = name, .n = 6};
    struct coh_layout layout = COH_LAYOUT_INIT;
    struct coh_plan plan = COH_PLAN_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_headings names = COH_HEADINGS_INIT;
    const struct coh_template_scope scope = {.names = &names, .column = 6};

    if (!coh_layout_parse(&layout, "fuzz.ini",
                          (struct coh_span){(const char *)data, size}, &err) &&
        !coh_headings_make(&names, &header, &err) &&
        !coh_plan_make(&plan, &layout, &scope, &err) &&
        coh_layout_check_patterns(&layout, &err))
        err.code = COH_OK;
    coh_plan_release(&plan);
    coh_layout_release(&layout);
    coh_headings_release(&names);
    return 0;
}
