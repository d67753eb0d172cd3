/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

/* ---- attributes ---- */

static int
is_id(const char *s)
{
    return *s && s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvw"
                             "xyz0123456789_-")] == '\0';
}

static int
take_count(long *to, const char *name, const char *value, struct coh_error *err)
{
    size_t n = strlen(value);

    if (!n || n > 6 || value[strspn(value, "0123456789")])
        return coh_fail(err, COH_INPUT, "%s=%.40s is not a whole number", name,
                        value);
    *to = strtol(value, NULL, 10);
    return 0;
}

static int
take_shape(struct coh_block *b, const char *value, struct coh_error *err)
{
    static const char *const name[] = {"table", "list", "value"};
    int i;

    for (i = 0; i < 3; i++)
        if (!strcmp(value, name[i])) {
            b->shape = (enum coh_block_shape)i;
            return 0;
        }
    return coh_fail(err, COH_INPUT, "as=%.40s: it is table, list or value",
                    value);
}

static int
unknown_attribute(struct coh_span name, struct coh_error *err)
{
    static const char *const names[] = {
        "id",   "caption", "empty",   "as",    "line",   "head",
        "fold", "digits",  "missing", "needs", "percent"};
    enum { NAMES = sizeof(names) / sizeof(*names) };
    struct coh_span known[NAMES];
    const struct coh_span *near;
    char shown[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < NAMES; i++)
        known[i] = coh_span_of(names[i]);
    near = coh_nearest(known, NAMES, name);
    return coh_fail(err, COH_INPUT, "there is no attribute '%s'%s%s%s",
                    coh_quote(name.bytes, name.length, shown),
                    near ? "; the nearest is '" : "", near ? near->bytes : "",
                    near ? "'" : "");
}

static int
take_text(char **to, const char *value, struct coh_error *err)
{
    if (*to)
        return coh_fail(err, COH_INPUT, "an attribute stands twice");
    *to = coh_copy_text(value, strlen(value), err);
    return *to ? 0 : -1;
}

static int
take_attribute(struct coh_block *b, const char *word, struct coh_error *err)
{
    const char *value = strchr(word, '=');
    struct coh_span name = {word, value ? (size_t)(value - word) : 0};

    if (!value)
        return coh_fail(err, COH_INPUT, "'%.40s' is not ATTRIBUTE=VALUE", word);
    value++;
    if (coh_span_is(name, "id"))
        return is_id(value)
                   ? take_text(&b->id, value, err)
                   : coh_fail(err, COH_INPUT,
                              "id=%.40s: letters, digits, - and _", value);
    if (coh_span_is(name, "caption"))
        return take_text(&b->caption, value, err);
    if (coh_span_is(name, "empty"))
        return take_text(&b->empty, value, err);
    if (coh_span_is(name, "missing"))
        return take_text(&b->missing, value, err);
    if (coh_span_is(name, "needs"))
        return take_text(&b->needs, value, err);
    if (coh_span_is(name, "percent"))
        return take_text(&b->percent, value, err);
    if (coh_span_is(name, "line"))
        return take_text(&b->item, value, err);
    if (coh_span_is(name, "fold"))
        return take_text(&b->fold, value, err);
    if (coh_span_is(name, "as"))
        return take_shape(b, value, err);
    if (coh_span_is(name, "head"))
        return take_count(&b->head, "head", value, err);
    if (coh_span_is(name, "digits"))
        return take_count(&b->digits, "digits", value, err);
    return unknown_attribute(name, err);
}

int
coh_block_read(struct coh_block *b, const struct coh_piece *piece,
               size_t number, struct coh_error *err)
{
    struct coh_words words = COH_WORDS_INIT;
    struct coh_text name = COH_TEXT_INIT;
    struct coh_span rest;
    int rc = -1;
    size_t i;

    b->line = piece->line;
    b->source = piece->text;
    if (coh_words_split(&words, piece->info, NULL, &rest, err))
        goto out;
    if (rest.bytes) {
        coh_fail(err, COH_INPUT, "an attribute with '|' needs quotes");
        goto out;
    }
    for (i = 0; i < words.n; i++)
        if (take_attribute(b, words.at[i], err))
            goto out;
    if (!b->id) {
        if (coh_text_format(&name, err, "block-%zu", number) ||
            take_text(&b->id, name.bytes, err))
            goto out;
    }
    if ((b->shape == COH_SHAPE_LIST) != (b->item != NULL)) {
        coh_fail(err, COH_INPUT, "as=list and line=\"…\" go together");
        goto out;
    }
    if (b->needs && !b->missing) {
        coh_fail(err, COH_INPUT,
                 "needs= wants missing=\"…\": what to print without it");
        goto out;
    }
    rc = 0;
out:
    coh_text_release(&name);
    coh_words_release(&words);
    return rc;
}

/* ---- running ---- */

static int
looks_like_svg(struct coh_span s)
{
    s = coh_span_trim(s);
    return (s.length > 4 && !memcmp(s.bytes, "<svg", 4)) ||
           (s.length > 5 && !memcmp(s.bytes, "<?xml", 5));
}

/* The reader reads files: the output goes through one without a name. */
static int
read_table(struct coh_table *t, struct coh_span csv, struct coh_error *err)
{
    struct coh_reader_options options = {.delimiter = ','};
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_reader *reader = NULL;
    char path[32];
    int fd = -1, rc = -1;

    if (coh_file_temporary(&fd, err))
        goto out;
    while (csv.length) {
        ssize_t n = write(fd, csv.bytes, csv.length);

        if (n < 0) {
            coh_fail_errno(err, "a temporary file");
            goto out;
        }
        csv.bytes += n;
        csv.length -= (size_t)n;
    }
    snprintf(path, sizeof(path), "/dev/fd/%d", fd);
    if (lseek(fd, 0, SEEK_SET) ||
        !(reader = coh_reader_open(path, &options, err)) ||
        coh_table_read(t, reader, &notes, err))
        goto out;
    rc = notes.n ? coh_fail(err, COH_INPUT, "%s", notes.note[0].reason) : 0;
out:
    coh_reader_free(reader);
    coh_notes_release(&notes);
    if (fd >= 0)
        close(fd);
    return rc;
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
    if (read_table(&b->table, coh_text_span(said), err)) {
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
    fd = mkstemp(path->bytes); /* mode 0600 */
    if (fd < 0) {
        coh_fail_errno(err, path->bytes);
        coh_text_clear(path);
        return -1;
    }
    close(fd);
    return 0;
}

/* The stage to blame for an absent block: the first, if it gave no rows to
 * those behind it, else the one that could not use its input. */
static const struct coh_stage *
unusable(const struct coh_block *b)
{
    size_t i;

    if (b->pipeline.n > 1 && b->trail.n && b->trail.step[0].gave_none &&
        !strcmp(b->trail.step[0].tool, b->pipeline.stage[0].name))
        return &b->pipeline.stage[0];

    for (i = 0; i < b->pipeline.n; i++)
        if (b->pipeline.stage[i].ran &&
            b->pipeline.stage[i].status == COH_INPUT)
            return &b->pipeline.stage[i];
    return NULL;
}

static int
run_stages(struct coh_block *b, char *const *variables, struct coh_text *said,
           struct coh_error *err)
{
    if (!coh_pipeline_run(&b->pipeline, variables, said, err))
        return 0;
    if (!b->missing || !unusable(b))
        return -1;
    b->absent = b->stopped = 1;
    if (err)
        *err = (struct coh_error)COH_ERROR_INIT;
    return 0;
}

static int
run_with(struct coh_block *b, const char *evidence, coh_date today,
         struct coh_error *err)
{
    struct coh_text one = COH_TEXT_INIT, two = COH_TEXT_INIT;
    struct coh_text said = COH_TEXT_INIT, lines = COH_TEXT_INIT;
    char day[COH_DATE_SIZE];
    char woven[] = "COHORT_WOVEN=1";
    char *variables[4] = {NULL, NULL, woven, NULL};
    int rc = -1;

    if (coh_text_format(&one, err, "COHORT_EVIDENCE=%s", evidence) ||
        coh_text_format(&two, err, "COHORT_TODAY=%s",
                        coh_date_text(today, day)))
        goto out;
    variables[0] = one.bytes;
    variables[1] = two.bytes;
    if (run_stages(b, variables, &said, err) ||
        coh_file_read(evidence, &lines, err) ||
        coh_trail_read(&b->trail, coh_text_span(&lines), err))
        goto out;
    b->absent |= b->missing && unusable(b);
    rc = b->stopped ? 0 : take_output(b, &said, err);
out:
    coh_text_release(&one);
    coh_text_release(&two);
    coh_text_release(&said);
    coh_text_release(&lines);
    return rc;
}

int
coh_block_run(struct coh_block *b, const struct coh_block_surroundings *s,
              struct coh_error *err)
{
    struct coh_text evidence = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_pipeline_parse(&b->pipeline, b->source, s->expander, s->folder,
                            err) &&
        !make_evidence(&evidence, err))
        rc = run_with(b, evidence.bytes, s->today, err);
    if (evidence.length)
        unlink(evidence.bytes);
    coh_text_release(&evidence);
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

int
coh_block_is_empty(const struct coh_block *b)
{
    return b->absent || (!b->is_chart && b->table.rows == 0);
}

int
coh_block_speaks(const struct coh_block *b)
{
    return b->absent || (coh_block_is_empty(b) && b->empty);
}

int
coh_block_look(const struct coh_block *b)
{
    size_t i;

    for (i = 0; i < b->pipeline.n; i++)
        if (b->pipeline.stage[i].status == COH_LOOK)
            return 1;
    return b->absent && !b->skipped;
}

size_t
coh_block_rows(const struct coh_block *b)
{
    return b->head >= 0 && (size_t)b->head < b->table.rows ? (size_t)b->head
                                                           : b->table.rows;
}

void
coh_block_release(struct coh_block *b)
{
    coh_free(b->id);
    coh_free(b->caption);
    coh_free(b->empty);
    coh_free(b->missing);
    coh_free(b->item);
    coh_free(b->fold);
    coh_free(b->needs);
    coh_free(b->percent);
    coh_pipeline_release(&b->pipeline);
    coh_trail_release(&b->trail);
    coh_text_release(&b->svg);
    coh_table_release(&b->table);
    *b = (struct coh_block)COH_BLOCK_INIT;
}
