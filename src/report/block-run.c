/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block runs: its pipeline, its evidence, what came out, and what of it may
 * leave the team. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "report/block.h"
#include "report/share.h"

/* ---- what its stages wrote ---- */

static int
looks_like_svg(struct coh_span s)
{
    s = coh_span_trim(s);
    return (s.length > 4 && !memcmp(s.bytes, "<svg", 4)) ||
           (s.length > 5 && !memcmp(s.bytes, "<?xml", 5));
}

static int
take_output(struct coh_block *b, struct coh_text *said, struct coh_error *err)
{
    if (looks_like_svg(coh_text_span(said))) {
        b->is_chart = 1;
        b->svg = *said;
        *said = (struct coh_text)COH_TEXT_INIT;
        if (b->shape != COH_SHAPE_TABLE)
            return coh_fail(err, COH_INPUT,
                            "a chart is neither a list nor a value");
        return 0;
    }
    if (!coh_span_trim(coh_text_span(said)).length)
        return coh_fail(err, COH_INPUT, "its last stage wrote nothing");
    if (coh_block_table(&b->table, coh_text_span(said), err)) {
        coh_error_context(err, "what its last stage wrote is no table: ");
        return -1;
    }
    return 0;
}

/* A name for the file of evidence, which the stages open themselves. */
static int
make_evidence(struct coh_text *path, struct coh_error *err)
{
    const char *folder = getenv("TMPDIR");
    int fd;

    if (coh_text_format(path, err, "%s/cohort-XXXXXX",
                        folder && *folder ? folder : "/tmp"))
        return -1;
    /* Before it is there: a signal may come in between. */
    coh_interrupt_add(path->bytes);
    fd = mkstemp(path->bytes); /* mode 0600 */
    if (fd < 0) {
        coh_fail_errno(err, path->bytes);
        coh_interrupt_forget(path->bytes);
        coh_text_clear(path);
        return -1;
    }
    close(fd);
    return 0;
}

/* Did the stage say that it gave no row? `step` is its place in the trail. */
static int
gave_none(const struct coh_block *b, size_t stage, size_t step)
{
    return step < b->trail.n && b->trail.step[step].gave_none &&
           !strcmp(b->trail.step[step].tool, b->pipeline.stage[stage].name);
}

/* The stage to blame for an absent block: the first, if it gave no rows to
 * those behind it, the one before a picture if there is nothing to draw, else
 * the one that could not use its input. */
static const struct coh_stage *
unusable(const struct coh_block *b)
{
    const size_t n = b->pipeline.n;
    size_t i;

    if (n > 1 && gave_none(b, 0, 0))
        return &b->pipeline.stage[0];
    if (n > 1 && b->trail.n > 1 &&
        !strcmp(b->pipeline.stage[n - 1].name, "cohort-chart") &&
        gave_none(b, n - 2, b->trail.n - 2))
        return &b->pipeline.stage[n - 2];
    for (i = 0; i < b->pipeline.n; i++)
        if (b->pipeline.stage[i].ran &&
            b->pipeline.stage[i].status == COH_INPUT)
            return &b->pipeline.stage[i];
    return NULL;
}

/* ---- what leaves the team ---- */

/* A block on its way: where its evidence goes, and where its mask stands. */
struct passage {
    const struct coh_block_surroundings *around;
    const char *evidence;
    size_t mask;
};

/* The names of the files that a step read, without their folders. */
static int
add_files(const struct coh_trail_step *step, struct coh_text *into,
          struct coh_error *err)
{
    size_t i;

    for (i = 0; i < step->inputs; i++)
        if (coh_trail_is_file(&step->input[i]) &&
            coh_text_format(into, err, "%s%s", into->length ? "; " : "file=",
                            coh_base_name(step->input[i].name)))
            return -1;
    return 0;
}

/* The smallest group that all sources read so far let show; the files. */
static int
read_told(const char *evidence, long *min_n, struct coh_text *files,
          struct coh_error *err)
{
    struct coh_trail t = COH_TRAIL_INIT;
    struct coh_text lines = COH_TEXT_INIT;
    size_t i, k;
    int rc = -1;

    *min_n = 0;
    if (coh_file_read(evidence, &lines, err) ||
        coh_trail_read(&t, coh_text_span(&lines), err))
        goto out;
    for (i = 0; i < t.n; i++) {
        if (add_files(&t.step[i], files, err))
            goto out;
        for (k = 0; k < t.step[i].facts; k++) {
            const struct coh_trail_fact *f = &t.step[i].fact[k];
            long n = strcmp(f->key, "min_n") ? 0 : strtol(f->value, NULL, 10);

            *min_n = n > *min_n ? n : *min_n;
        }
    }
    rc = 0;
out:
    coh_trail_release(&t);
    coh_text_release(&lines);
    return rc;
}

static int
before_stage(void *context, struct coh_pipeline *p, size_t stage,
             struct coh_error *err)
{
    const struct passage *way = context;
    struct coh_share_told told = {.judged = way->around->ledger != NULL};
    struct coh_text files = COH_TEXT_INIT;
    int rc = -1;

    if (stage != way->mask)
        return 0;
    if (!read_told(way->evidence, &told.min_n, &files, err)) {
        told.files = coh_text_span(&files);
        rc = coh_share_mask_words(p, stage, &told, err);
    }
    coh_text_release(&files);
    return rc;
}

/* The last look at what a shared block shows. */
static int
check_columns(const struct coh_block *b, struct coh_error *err)
{
    const struct coh_header *h = &b->table.header;
    char shown[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; !b->is_chart && i < h->n; i++)
        if (!coh_share_may_show(h->name[i]))
            return coh_fail(
                err, COH_INPUT,
                "cannot be shared: its column '%s' says who a "
                "student is: " COH_SHARE_ADVICE,
                coh_quote(h->name[i].bytes, h->name[i].length, shown));
    return 0;
}

/* Did the mask refuse, or a tool whose n counts no students? Then nothing is
 * missing: the page must be mended. */
static int
is_refused(const struct coh_block *b, const struct passage *way)
{
    size_t i;

    for (i = 0; way->around->share && i < b->pipeline.n; i++) {
        const struct coh_stage *stage = &b->pipeline.stage[i];
        struct coh_span words = coh_stage_words(stage);

        if (stage->ran && stage->status == COH_INPUT &&
            (i == way->mask ||
             (words.length > 7 && !memcmp(words.bytes, "--share", 7))))
            return 1;
    }
    return 0;
}

static int
advise(struct coh_error *err)
{
    char why[sizeof(err->text)];

    if (!err)
        return -1;
    snprintf(why, sizeof(why), "%s", err->text);
    return coh_fail(err, COH_INPUT, "cannot be shared: %s; " COH_SHARE_ADVICE,
                    why);
}

/* ---- a run ---- */

static int
run_stages(struct coh_block *b, const struct passage *way,
           char *const *variables, struct coh_text *said, struct coh_error *err)
{
    if (!coh_pipeline_run(&b->pipeline, variables, said, err))
        return 0;
    if (is_refused(b, way))
        return advise(err);
    if (!b->missing || !unusable(b))
        return -1;
    b->absent = b->stopped = 1;
    if (err)
        *err = (struct coh_error)COH_ERROR_INIT;
    return 0;
}

static int
run_with(struct coh_block *b, struct passage *way, char *const *variables,
         struct coh_error *err)
{
    struct coh_text said = COH_TEXT_INIT, lines = COH_TEXT_INIT;
    int rc = -1;

    if (way->around->share) {
        b->pipeline.before = before_stage;
        b->pipeline.context = way;
    }
    if (run_stages(b, way, variables, &said, err))
        goto out;
    if (coh_file_read(way->evidence, &lines, err) ||
        coh_trail_read(&b->trail, coh_text_span(&lines), err))
        goto out;
    coh_sha256_of(coh_text_get(&said), said.length, b->sha256);
    b->absent |= b->missing && unusable(b);
    rc = b->stopped ? 0 : take_output(b, &said, err);
    if (!rc && way->around->share)
        rc = check_columns(b, err);
out:
    coh_text_release(&said);
    coh_text_release(&lines);
    return rc;
}

/* ---- the environment of the stages ---- */

static int
set_variable(struct coh_block_environment *e, const char *name,
             const char *value, struct coh_error *err)
{
    size_t n = 0;

    while (e->variables[n])
        n++;
    if (coh_text_format(&e->text[n], err, "%s=%s", name, value ? value : ""))
        return -1;
    e->variables[n] = e->text[n].bytes;
    return 0;
}

int
coh_block_environment(struct coh_block_environment *e,
                      const struct coh_block_surroundings *s,
                      const char *evidence, struct coh_error *err)
{
    const struct coh_lexicon *words =
        s->words && s->words->path ? s->words : NULL;
    char day[COH_DATE_SIZE];

    return set_variable(e, "COHORT_EVIDENCE", evidence, err) ||
                   set_variable(e, "COHORT_TODAY", coh_date_text(s->today, day),
                                err) ||
                   set_variable(e, "COHORT_WOVEN", "1", err) ||
                   set_variable(e, "COHORT_SHARE", s->share ? "1" : "", err) ||
                   set_variable(e, "COHORT_LEDGER", s->share ? s->ledger : "",
                                err) ||
                   set_variable(e, "COHORT_ONLY", s->only, err) ||
                   set_variable(e, "COHORT_AUDIENCE", s->family ? "family" : "",
                                err) ||
                   set_variable(e, "COHORT_WORDS", words ? words->path : "",
                                err) ||
                   set_variable(e, "COHORT_LANGUAGE",
                                words ? words->language : "", err)
               ? -1
               : 0;
}

void
coh_block_environment_release(struct coh_block_environment *e)
{
    size_t i;

    for (i = 0; i < sizeof(e->text) / sizeof(*e->text); i++)
        coh_text_release(&e->text[i]);
}

static int
run_in(struct coh_block *b, struct passage *way, struct coh_error *err)
{
    struct coh_block_environment e = COH_BLOCK_ENVIRONMENT_INIT;
    int rc = coh_block_environment(&e, way->around, way->evidence, err);

    b->pipeline.memo = way->around->share ? NULL : way->around->memo;
    b->pipeline.evidence = way->evidence;
    if (!rc)
        rc = run_with(b, way, e.variables, err);
    b->pipeline.memo = NULL;
    b->pipeline.evidence = NULL;
    coh_block_environment_release(&e);
    return rc;
}

int
coh_block_run(struct coh_block *b, const struct coh_block_surroundings *s,
              struct coh_error *err)
{
    struct coh_text evidence = COH_TEXT_INIT;
    struct passage way = {.around = s};
    int rc = -1;

    b->masked = s->share;
    if (coh_pipeline_parse(&b->pipeline, b->source, s->expander, s->folder,
                           err) ||
        (s->share &&
         coh_share_rewrite(&b->pipeline, s->folder, &way.mask, err)))
        return -1;
    if (!make_evidence(&evidence, err)) {
        way.evidence = evidence.bytes;
        rc = run_in(b, &way, err);
    }
    if (evidence.length) {
        unlink(evidence.bytes);
        coh_interrupt_forget(evidence.bytes);
    }
    coh_text_release(&evidence);
    b->pipeline.before = NULL;
    b->ran = !rc;
    return rc;
}

struct coh_span
coh_block_why(const struct coh_block *b)
{
    const struct coh_stage *stage = unusable(b);
    struct coh_span why = coh_span_of("");

    if (stage)
        why = coh_stage_words(stage);
    /* Told to be quiet, it still wrote what it found into the evidence. */
    if (stage && !why.length && b->trail.n && b->trail.step[0].notes)
        why = coh_span_of(b->trail.step[0].note[0].reason);
    return why;
}
