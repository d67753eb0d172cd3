/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/plotter.h"
#include "chart/caption.h"
#include "chart/kind.h"
#include "chart/svg.h"

enum { WIDTH = 720, TERMINAL_WIDTH = 80 };

int
coh_chart_script(const struct coh_chart *c, struct coh_text *script,
                 struct coh_error *err)
{
    const struct coh_chart_options *o = &c->options;
    int dumb = o->format == COH_CHART_DUMB;
    struct coh_page page = {
        .options = o,
        .out = script,
        .err = err,
        .dumb = dumb,
        .width = o->width > 0 ? (double)o->width
                 : dumb       ? TERMINAL_WIDTH
                              : WIDTH,
        .line = dumb ? 1 : 19,
    };

    return o->kind->draw(&page, c);
}

/* gnuplot's own words without blank lines, for the message. */
static int
fail_gnuplot(int status, const struct coh_text *talk, struct coh_error *err)
{
    struct coh_span s = coh_span_trim(coh_text_span(talk));
    char quoted[COH_QUOTE_SIZE];
    size_t i, start = 0;

    /* The last line says what is wrong. */
    for (i = 0; i < s.length; i++)
        if (s.bytes[i] == '\n' && i + 1 < s.length)
            start = i + 1;
    return coh_fail(err, COH_SYSTEM, "gnuplot failed with status %d: %s",
                    status,
                    coh_quote(s.bytes + start, s.length - start, quoted));
}

/* Without the page feed before it and blanks at line ends. */
static int
finish_terminal(struct coh_span raw, struct coh_text *out,
                struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < raw.length; i++) {
        if (raw.bytes[i] == '\n')
            while (t.length && t.bytes[t.length - 1] == ' ')
                t.bytes[--t.length] = '\0';
        if (raw.bytes[i] != '\f' && coh_text_add(&t, raw.bytes + i, 1, err))
            goto out;
    }
    rc = coh_text_add(out, coh_text_get(&t), t.length, err);
out:
    coh_text_release(&t);
    return rc;
}

static int
finish_svg(const struct coh_chart *c, struct coh_span raw, struct coh_text *out,
           struct coh_error *err)
{
    const struct coh_chart_options *o = &c->options;
    struct coh_caption w = COH_CAPTION_INIT;
    struct coh_text words = COH_TEXT_INIT, data = COH_TEXT_INIT;
    struct coh_svg_about about = {.id = o->id ? o->id : "chart"};
    int rc = -1;

    if (coh_caption_make(&w, c, err) || coh_chart_describe(c, &words, err) ||
        coh_chart_data(c, &data, err))
        goto out;
    about.title = o->title ? coh_span_of(o->title) : coh_text_span(&w.title);
    about.description = coh_text_span(&words);
    about.data = coh_text_span(&data);
    rc = coh_svg_finish(raw, &about, out, err);
out:
    coh_caption_release(&w);
    coh_text_release(&words);
    coh_text_release(&data);
    return rc;
}

/* The first group of a picture is empty, and has the pen that the chart before
 * put down: as if it had been the first. */
static int
take_new_pen(struct coh_text *said, struct coh_error *err)
{
    static const char first[] = "<g fill=\"none\" color=\"#FFFFFF\" stroke=\"";
    static const char pen[] = "currentColor";
    struct coh_text t = COH_TEXT_INIT;
    const char *at = strstr(coh_text_get(said), first), *end;
    int rc = -1;

    end = at ? strchr(at + sizeof(first) - 1, '"') : NULL;
    if (!end)
        return 0;
    at += sizeof(first) - 1;
    if (!coh_text_add(&t, said->bytes, (size_t)(at - said->bytes), err) &&
        !coh_text_add_string(&t, pen, err) &&
        !coh_text_add_string(&t, end, err)) {
        coh_text_release(said);
        *said = t;
        t = (struct coh_text)COH_TEXT_INIT;
        rc = 0;
    }
    coh_text_release(&t);
    return rc;
}

/* By the page's gnuplot, else by one of its own. */
static int
plot(const struct coh_chart *c, const struct coh_child *child,
     struct coh_text *said, struct coh_text *talk, int *status,
     struct coh_error *err)
{
    if (c->options.format == COH_CHART_SVG &&
        coh_plotter_draw(child->input, said))
        return take_new_pen(said, err);
    return coh_child_run(child, said, talk, status, err);
}

int
coh_chart_draw(const struct coh_chart *c, const struct coh_text *script,
               struct coh_text *picture, struct coh_error *err)
{
    char name[] = "gnuplot", settings[] = "-d", input[] = "-";
    char *argv[] = {name, settings, input, NULL};
    struct coh_child child = {.argv = argv, .input = coh_text_span(script)};
    struct coh_text said = COH_TEXT_INIT, talk = COH_TEXT_INIT;
    int status = 0, rc = -1;

    if (plot(c, &child, &said, &talk, &status, err)) {
        coh_error_context(err, "charts are drawn by gnuplot 5.4 or later "
                               "(package gnuplot-nox): ");
        goto out;
    }
    if (status || !said.length) {
        fail_gnuplot(status, &talk, err);
        goto out;
    }
    if (c->options.format == COH_CHART_SVG)
        rc = finish_svg(c, coh_text_span(&said), picture, err);
    else if (c->options.format == COH_CHART_DUMB)
        rc = finish_terminal(coh_text_span(&said), picture, err);
    else
        rc = coh_text_add(picture, said.bytes, said.length, err);
out:
    coh_text_release(&said);
    coh_text_release(&talk);
    return rc;
}
