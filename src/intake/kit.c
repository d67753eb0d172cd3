/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/kit.h"

int
coh_intake_kit_open(struct coh_intake_kit *kit,
                    const struct coh_intake_wish *wish, struct coh_notes *notes,
                    struct coh_error *err)
{
    struct coh_intake_options *o = &kit->options;
    size_t i;

    if (coh_catalog_open(&kit->catalog, err))
        return -1;
    o->catalog = &kit->catalog;
    o->date_order = wish->date_order;
    o->match_names = wish->match_names;
    o->source = coh_span_of(wish->source);
    for (i = 0; i < wish->sets; i++)
        if (coh_intake_set(o, wish->set[i], err))
            return -1;
    if (wish->layout && coh_catalog_choose(&kit->catalog, wish->layout,
                                           &kit->own, &o->layout, err))
        return -1;
    if (!wish->standards)
        return 0;
    o->standards = &kit->standards;
    return coh_standards_read(&kit->standards, wish->standards, notes, err);
}

void
coh_intake_kit_release(struct coh_intake_kit *kit)
{
    coh_standards_release(&kit->standards);
    coh_layout_release(&kit->own);
    coh_catalog_release(&kit->catalog);
    *kit = (struct coh_intake_kit)COH_INTAKE_KIT_INIT;
}
