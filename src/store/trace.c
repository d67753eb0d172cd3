/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/trace.h"

#include <inttypes.h>

#include "base/memory.h"

static int
keep(struct coh_trace *trace, struct coh_span from, struct coh_span *to,
     struct coh_error *err)
{
    to->bytes = coh_arena_text(&trace->arena, from.bytes, from.length, err);
    to->length = from.length;
    return to->bytes ? 0 : -1;
}

static int
add_load(struct coh_trace *trace, int64_t load, struct coh_error *err)
{
    size_t i;

    for (i = trace->loads; i > 0; i--)
        if (trace->load[i - 1] == load)
            return 0;
    if (coh_reserve(&trace->load, &trace->load_capacity, trace->loads + 1,
                    sizeof(*trace->load), err))
        return -1;
    trace->load[trace->loads++] = load;
    return 0;
}

static int
find_source(struct coh_trace *trace, struct coh_span name,
            struct coh_trace_source **found, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < trace->sources; i++)
        if (coh_span_equal(trace->source[i].source, name)) {
            *found = &trace->source[i];
            return 0;
        }
    if (coh_reserve(&trace->source, &trace->source_capacity, trace->sources + 1,
                    sizeof(*trace->source), err))
        return -1;
    *found = &trace->source[trace->sources];
    (*found)->newest = coh_span_of("");
    if (keep(trace, name, &(*found)->source, err))
        return -1;
    trace->sources++;
    return 0;
}

int
coh_trace_add(struct coh_trace *trace, const struct coh_select_row *row,
              struct coh_error *err)
{
    struct coh_span date = row->result.cell[COH_RESULT_DATE];
    struct coh_trace_source *source;

    if (add_load(trace, row->load, err) ||
        find_source(trace, row->result.cell[COH_RESULT_SOURCE], &source, err))
        return -1;
    if (coh_span_compare(date, source->newest) > 0)
        return keep(trace, date, &source->newest, err);
    return 0;
}

/* Who is told, for the callback of coh_select_load. */
struct teller {
    int (*fact)(void *context, const char *key, const char *value,
                struct coh_error *err);
    void *context;
};

static int
tell_load(void *context, const struct coh_select_load *load,
          struct coh_error *err)
{
    const struct teller *t = context;
    struct coh_text text = COH_TEXT_INIT;
    int rc = -1;

    if (coh_text_format(&text, err, "%" PRId64, load->load) ||
        t->fact(t->context, "loads", coh_text_get(&text), err))
        goto out;
    coh_text_clear(&text);
    if (coh_text_add(&text, load->file.bytes, load->file.length, err) ||
        coh_text_add_string(&text, " ", err) ||
        coh_text_add(&text, load->sha256.bytes, load->sha256.length, err))
        goto out;
    rc = t->fact(t->context, "files", coh_text_get(&text), err);
out:
    coh_text_release(&text);
    return rc;
}

int
coh_trace_facts(const struct coh_trace *trace, struct coh_store *store,
                int (*fact)(void *context, const char *key, const char *value,
                            struct coh_error *err),
                void *context, struct coh_error *err)
{
    struct teller t = {fact, context};
    size_t i;

    for (i = 0; i < trace->sources; i++)
        if (fact(context, "sources", trace->source[i].source.bytes, err) ||
            fact(context, "newest", trace->source[i].newest.bytes, err))
            return -1;
    for (i = 0; i < trace->loads; i++)
        if (coh_select_load(store, trace->load[i], tell_load, &t, err))
            return -1;
    return 0;
}

void
coh_trace_release(struct coh_trace *trace)
{
    coh_free(trace->load);
    coh_free(trace->source);
    coh_arena_release(&trace->arena);
    *trace = (struct coh_trace)COH_TRACE_INIT;
}
