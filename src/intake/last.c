/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/last.h"

#include <string.h>

static int
is_again(const struct coh_last_text *last, struct coh_span text)
{
    return last->known &&
           coh_span_equal((struct coh_span){last->bytes, last->length}, text);
}

static void
keep(struct coh_last_text *last, struct coh_span text)
{
    last->known = text.length && text.length <= sizeof(last->bytes);
    if (!last->known)
        return;
    memcpy(last->bytes, text.bytes, text.length);
    last->length = text.length;
}

struct coh_date_written
coh_last_date(struct coh_last *last, struct coh_span text,
              enum coh_date_form form)
{
    if (last->form != form || !is_again(&last->date, text)) {
        last->written = coh_date_written_read(text, form);
        last->form = form;
        keep(&last->date, text);
    }
    return last->written;
}

struct coh_span
coh_last_term(struct coh_last *last, struct coh_span text)
{
    struct coh_span term;

    if (!is_again(&last->term, text)) {
        term = coh_cell_term(text, last->plain);
        last->is_plain = term.bytes == last->plain;
        keep(&last->term, text);
    }
    return last->is_plain ? coh_span_of(last->plain) : text;
}
