/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pipeline.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/program.h"

static int
no_tool(const char *word, struct coh_error *err)
{
    char shown[COH_QUOTE_SIZE];

    return coh_fail(err, COH_INPUT,
                    "'%s' is no Cohort tool: a stage is 'cohort NAME …', and "
                    "nothing else can run",
                    coh_quote(word, strlen(word), shown));
}

/* The tool's program, and where its arguments start. */
static int
find_program(struct coh_stage *stage, const char *folder, struct coh_error *err)
{
    char path[COH_PROGRAM_SIZE];
    char **word = stage->words.at;
    size_t n = stage->words.n;
    const char *name;
    char *rest;
    int used;

    if (!n)
        return coh_fail(err, COH_INPUT, "a stage is empty");
    if (!strcmp(word[0], "cohort")) {
        used = coh_program_find(folder, word + 1, n - 1 > 4 ? 4 : (int)(n - 1),
                                path);
        if (!used)
            return no_tool(n > 1 ? word[1] : word[0], err);
        stage->first = (size_t)used + 1;
    } else {
        rest = word[0] + strlen("cohort-");
        if (strncmp(word[0], "cohort-", strlen("cohort-")) ||
            coh_program_find(folder, &rest, 1, path) != 1)
            return no_tool(word[0], err);
        stage->first = 1;
    }
    name = strrchr(path, '/');
    name = name ? name + 1 : path;
    if (!strcmp(name, "cohort-weave"))
        return coh_fail(err, COH_INPUT, "a page cannot weave a page");
    stage->program = coh_copy_text(path, strlen(path), err);
    stage->name = coh_copy_text(name, strlen(name), err);
    return stage->program && stage->name ? 0 : -1;
}

int
coh_pipeline_parse(struct coh_pipeline *p, struct coh_span text,
                   const struct coh_expander *x, const char *folder,
                   struct coh_error *err)
{
    while (text.bytes) {
        struct coh_stage *stage;

        if (coh_reserve(&p->stage, &p->capacity, p->n + 1, sizeof(*stage), err))
            return -1;
        stage = &p->stage[p->n++];
        *stage = (struct coh_stage){.words = COH_WORDS_INIT};
        if (coh_words_split(&stage->words, text, x, &text, err) ||
            find_program(stage, folder, err)) {
            coh_error_context(err, "stage %zu: ", p->n);
            return -1;
        }
    }
    return 0;
}

int
coh_pipeline_insert(struct coh_pipeline *p, size_t at,
                    struct coh_pipeline *from, struct coh_error *err)
{
    size_t i;

    if (coh_reserve(&p->stage, &p->capacity, p->n + 1, sizeof(*p->stage), err))
        return -1;
    for (i = p->n; i > at; i--)
        p->stage[i] = p->stage[i - 1];
    p->stage[at] = from->stage[0];
    p->n++;
    from->n = 0;
    return 0;
}

struct coh_span
coh_stage_words(const struct coh_stage *stage)
{
    struct coh_span s = coh_span_trim(coh_text_span(&stage->talk));
    size_t i = s.length, n = strlen(stage->name);

    while (i > 0 && s.bytes[i - 1] != '\n')
        i--;
    s.bytes += i;
    s.length -= i;
    if (s.length > n + 2 && !memcmp(s.bytes, stage->name, n) &&
        s.bytes[n] == ':') {
        s.bytes += n + 2;
        s.length -= n + 2;
    }
    return s;
}

static int
stopped(const struct coh_stage *stage, size_t at, struct coh_error *err)
{
    struct coh_span why = coh_stage_words(stage);

    return coh_fail(
        err, stage->status == 2 || stage->status == 3 ? COH_INPUT : COH_SYSTEM,
        "stage %zu, %s, ended with %d: %.*s", at + 1, stage->name,
        stage->status, why.length > 400 ? 400 : (int)why.length,
        why.length ? why.bytes : "it said nothing");
}

char **
coh_stage_arguments(const struct coh_stage *stage)
{
    return stage->words.at + stage->first - 1;
}

static int
start_stage(struct coh_stage *stage, char *const *variables,
            struct coh_span fed, struct coh_text *said, struct coh_error *err)
{
    char **argv = coh_stage_arguments(stage);
    struct coh_child child = {
        .argv = argv, .variables = variables, .input = fed};
    char *before = argv[0];
    int rc;

    argv[0] = stage->program;
    rc = coh_child_run(&child, said, &stage->talk, &stage->status, err);
    argv[0] = before;
    stage->ran = !rc;
    return rc;
}

/* ---- what ran before ---- */

static int
copy(struct coh_text *into, const struct coh_text *from, struct coh_error *err)
{
    coh_text_clear(into);
    return coh_text_add(into, coh_text_get(from), from->length, err);
}

static int
recall(const struct coh_pipeline *p, struct coh_stage *stage,
       const struct coh_memo_entry *e, struct coh_text *said,
       struct coh_error *err)
{
    int fd = open(p->evidence, O_WRONLY | O_APPEND | O_CLOEXEC);
    ssize_t n = -1;

    if (fd >= 0) {
        n = write(fd, coh_text_get(&e->evidence), e->evidence.length);
        close(fd);
    }
    if (n < 0 || (size_t)n < e->evidence.length)
        return coh_fail_errno(err, p->evidence);
    stage->ran = 1;
    stage->status = e->status;
    return copy(said, &e->said, err) || copy(&stage->talk, &e->talk, err) ? -1
                                                                          : 0;
}

/* What the stage added to the file of evidence, from `before` on. */
static int
read_added(const char *path, size_t before, struct coh_text *into,
           struct coh_error *err)
{
    struct coh_text all = COH_TEXT_INIT;
    int rc = coh_file_read(path, &all, err);

    if (!rc && all.length > before)
        rc = coh_text_add(into, all.bytes + before, all.length - before, err);
    coh_text_release(&all);
    return rc;
}

static int
run_new(struct coh_pipeline *p, struct coh_stage *stage, char *const *variables,
        struct coh_span fed, const struct coh_memo_key *key,
        const char **sha256, struct coh_text *said, struct coh_error *err)
{
    struct stat before;
    struct coh_memo_entry *e;

    if (stat(p->evidence, &before))
        return coh_fail_errno(err, p->evidence);
    if (start_stage(stage, variables, fed, said, err) ||
        !(e = coh_memo_add(p->memo, key, err)))
        return -1;
    p->memo->started++;
    e->status = stage->status;
    *sha256 = coh_sha256_of(coh_text_get(said), said->length, e->sha256);
    return copy(&e->said, said, err) || copy(&e->talk, &stage->talk, err) ||
                   read_added(p->evidence, (size_t)before.st_size, &e->evidence,
                              err)
               ? -1
               : 0;
}

/* *sha256 is that of the input, and then that of the output. */
static int
run_stage(struct coh_pipeline *p, size_t at, char *const *variables,
          struct coh_span fed, const char **sha256, struct coh_text *said,
          struct coh_error *err)
{
    struct coh_stage *stage = &p->stage[at];
    const struct coh_memo_entry *e;
    struct coh_memo_key key;

    if (!p->memo)
        return start_stage(stage, variables, fed, said, err);
    e = coh_memo_find(p->memo, stage->program, coh_stage_arguments(stage),
                      variables, *sha256, &key);
    if (!e)
        return run_new(p, stage, variables, fed, &key, sha256, said, err);
    *sha256 = e->sha256;
    return recall(p, stage, e, said, err);
}

int
coh_pipeline_run(struct coh_pipeline *p, char *const *variables,
                 struct coh_text *said, struct coh_error *err)
{
    struct coh_text fed = COH_TEXT_INIT, swap;
    const char *sha256 = "";
    int rc = -1;
    size_t i;

    for (i = 0; i < p->n; i++) {
        swap = fed;
        fed = *said;
        *said = swap;
        coh_text_clear(said);
        if (p->before && p->before(p->context, p, i, err))
            goto out;
        if (run_stage(p, i, variables, coh_text_span(&fed), &sha256, said, err))
            goto out;
        if (p->stage[i].status > COH_LOOK) {
            stopped(&p->stage[i], i, err);
            goto out;
        }
    }
    rc = 0;
out:
    coh_text_release(&fed);
    return rc;
}

int
coh_pipeline_text(const struct coh_pipeline *p, struct coh_text *into,
                  struct coh_error *err)
{
    size_t i, k;

    for (i = 0; i < p->n; i++)
        for (k = 0; k < p->stage[i].words.n; k++)
            if (coh_text_add_string(into,
                                    k   ? " "
                                    : i ? " | "
                                        : "",
                                    err) ||
                coh_words_quote(into, p->stage[i].words.at[k], err))
                return -1;
    return 0;
}

void
coh_pipeline_release(struct coh_pipeline *p)
{
    size_t i;

    for (i = 0; i < p->n; i++) {
        coh_words_release(&p->stage[i].words);
        coh_free(p->stage[i].program);
        coh_free(p->stage[i].name);
        coh_text_release(&p->stage[i].talk);
    }
    coh_free(p->stage);
    *p = (struct coh_pipeline)COH_PIPELINE_INIT;
}
