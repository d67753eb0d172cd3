/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page and what was kept of earlier weavings. */
#include "report/weave-internal.h"
#include "report/world.h"

int
coh_weave_recall(struct coh_weave *w, struct coh_error *err)
{
    char today[COH_DATE_SIZE];

    if (!w->store || w->share || w->memo.world)
        return 0;
    w->memo.world =
        coh_world_new(w->store, coh_date_text(w->parameters.today, today), err);
    return w->memo.world ? 0 : -1;
}
