/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_KIT_H
#define COH_INTAKE_KIT_H

#include "intake/intake.h"

/*
 * All that taking in needs beside the file itself: the layouts, the user's
 * own one, the team's map of standards, and the options made of what the user
 * typed.
 *
 *     struct coh_intake_kit kit = COH_INTAKE_KIT_INIT;
 *     struct coh_intake_wish wish = {.layout = "tidy"};
 *     if (coh_intake_kit_open(&kit, &wish, notes, err)) …
 *     coh_intake_read(reader, &kit.options, …);
 *     coh_intake_kit_release(&kit);
 */

/* As typed; all may be NULL or 0. The texts must outlive the kit. */
struct coh_intake_wish {
    const char *layout;     /* NAME or FILE.ini */
    const char *source;     /* of all results */
    const char *standards;  /* path of the map of standards */
    const char *const *set; /* FIELD=VALUE */
    size_t sets;
    const char *const *column; /* FIELD=COLUMN */
    size_t columns;
    enum coh_date_order date_order;
    int match_names;
};

struct coh_intake_kit {
    struct coh_catalog catalog;
    struct coh_layout own;
    struct coh_standards standards;
    struct coh_intake_options options; /* without a roster */
};

#define COH_INTAKE_KIT_INIT                                  \
    {                                                        \
        .catalog = COH_CATALOG_INIT, .own = COH_LAYOUT_INIT, \
        .standards = COH_STANDARDS_INIT,                     \
    }

/* COH_USAGE for a layout or field that is none, COH_INPUT for a layout file
 * or a map that cannot be used. What it holds stays valid until released. */
int
coh_intake_kit_open(struct coh_intake_kit *kit,
                    const struct coh_intake_wish *wish, struct coh_notes *notes,
                    struct coh_error *err) COH_MUST_CHECK;

void coh_intake_kit_release(struct coh_intake_kit *kit);

#endif
