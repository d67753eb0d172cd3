/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/embedded.h"

#include <string.h>

static const struct coh_embedded *
seek(const struct coh_embedded *e, const char *folder)
{
    for (; e->name; e++)
        if (!strncmp(e->name, folder, strlen(folder)))
            return e;
    return NULL;
}

const struct coh_embedded *
coh_embedded_first(const char *folder)
{
    return seek(coh_embedded_table, folder);
}

const struct coh_embedded *
coh_embedded_next(const struct coh_embedded *e, const char *folder)
{
    return seek(e + 1, folder);
}

const struct coh_embedded *
coh_embedded_find(const char *name)
{
    const struct coh_embedded *e;

    for (e = coh_embedded_table; e->name; e++)
        if (!strcmp(e->name, name))
            return e;
    return NULL;
}
