/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/kit.h"

/* The one that is asked for. Columns that the user names are read by the
 * generic layout, unless another is asked for. */
static int
choose_layout(struct coh_intake_kit *kit, const struct coh_intake_wish *wish,
              struct coh_error *err)
{
    const char *name = wish->layout    ? wish->layout
                       : wish->columns ? "generic"
                                       : NULL;

    return name ? coh_catalog_choose(&kit->catalog, name, &kit->own,
                                     &kit->options.layout, err)
                : 0;
}

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
    for (i = 0; i < wish->columns; i++)
        if (coh_intake_column(o, wish->column[i], err))
            return -1;
    if (choose_layout(kit, wish, err))
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
