/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/ahead.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/plotter.h"

enum { MOST = 16 };

/* A block on its way: its next stage, and what that one reads. */
struct runner {
    struct coh_pipeline pipeline;
    size_t at;
    const struct coh_memo_entry *input; /* NULL for the first stage */
    int going;                          /* its next stage is to be run */
};

/* A stage that runs now. */
struct job {
    struct coh_child_running child;
    struct coh_memo_key key;
    int evidence; /* a file without a name */
    int used;
};

struct ahead {
    struct runner *runner;
    size_t n;
    struct job job[MOST];
    size_t jobs; /* at a time */
    const struct coh_block_surroundings *around;
    struct coh_plotter plotter;
};

static size_t
processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > MOST ? MOST : (size_t)n;
}

/* A command that is not known yet, or is wrong, waits for its turn. */
static void
prepare(struct ahead *a, const struct coh_block *block)
{
    size_t i;

    for (i = 0; i < a->n; i++)
        a->runner[i].going =
            !coh_pipeline_parse(&a->runner[i].pipeline, block[i].source,
                                a->around->expander, a->around->folder, NULL) &&
            a->runner[i].pipeline.n > 0;
}

/* Past the stages whose results are there; the key of the next. */
static void
advance(struct ahead *a, struct runner *r, char *const *variables,
        struct coh_memo_key *key)
{
    const struct coh_memo_entry *e;

    while (r->going) {
        const struct coh_stage *stage = &r->pipeline.stage[r->at];

        e = coh_memo_find(a->around->memo, stage->program,
                          coh_stage_arguments(stage), variables,
                          r->input ? r->input->sha256 : "", key);
        if (!e)
            return;
        r->input = e;
        r->going = e->status <= COH_LOOK && ++r->at < r->pipeline.n;
    }
}

static int
is_running(const struct ahead *a, const struct coh_memo_key *key)
{
    size_t i;

    for (i = 0; i < a->jobs; i++)
        if (a->job[i].used && !strcmp(a->job[i].key.run, key->run))
            return 1;
    return 0;
}

static struct job *
free_job(struct ahead *a)
{
    size_t i;

    for (i = 0; i < a->jobs; i++)
        if (!a->job[i].used)
            return &a->job[i];
    return NULL;
}

static int
begin(struct ahead *a, struct job *job, const struct runner *r,
      const struct coh_memo_key *key, struct coh_error *err)
{
    struct coh_block_environment e = COH_BLOCK_ENVIRONMENT_INIT;
    const struct coh_stage *stage = &r->pipeline.stage[r->at];
    char **argv = coh_stage_arguments(stage), *before = argv[0];
    struct coh_child child = {.argv = argv};
    const int draws = !strcmp(stage->name, "cohort-chart");
    char path[32];
    int rc = -1;

    if (r->input)
        child.input = coh_text_span(&r->input->said);
    if (coh_file_temporary(&job->evidence, err))
        return -1;
    job->used = 1;
    job->key = *key;
    snprintf(path, sizeof(path), "/dev/fd/%d", job->evidence);
    if (fcntl(job->evidence, F_SETFD, 0) ||
        coh_block_environment(&e, a->around, path, err))
        goto out;
    child.variables = e.variables;
    argv[0] = stage->program;
    if (draws) {
        coh_plotter_begin(&a->plotter);
        coh_plotter_lend(&a->plotter, 1);
    }
    rc = coh_child_begin(&job->child, &child, err);
    if (draws)
        coh_plotter_lend(&a->plotter, 0);
    argv[0] = before;
    if (fcntl(job->evidence, F_SETFD, FD_CLOEXEC))
        rc = -1;
out:
    coh_block_environment_release(&e);
    return rc;
}

static void
end_job(struct job *job)
{
    if (!job->used)
        return;
    coh_child_release(&job->child);
    if (job->evidence >= 0)
        close(job->evidence);
    *job = (struct job){.evidence = -1};
}

/* What was written into a file without a name. */
static int
read_evidence(int fd, struct coh_text *into, struct coh_error *err)
{
    char buffer[8192];
    ssize_t n;

    if (lseek(fd, 0, SEEK_SET))
        return coh_fail_errno(err, "evidence");
    while ((n = read(fd, buffer, sizeof(buffer))) > 0)
        if (coh_text_add(into, buffer, (size_t)n, err))
            return -1;
    return n < 0 ? coh_fail_errno(err, "evidence") : 0;
}

static int
keep(struct ahead *a, struct job *job, struct coh_error *err)
{
    struct coh_memo_entry *e = coh_memo_add(a->around->memo, &job->key, err);
    int rc = -1;

    if (e) {
        a->around->memo->started++;
        e->said = job->child.said;
        e->talk = job->child.talk;
        e->status = job->child.status;
        job->child.said = job->child.talk = (struct coh_text)COH_TEXT_INIT;
        coh_sha256_of(coh_text_get(&e->said), e->said.length, e->sha256);
        rc = read_evidence(job->evidence, &e->evidence, err);
    }
    end_job(job);
    return rc;
}

/* Start what can be started. */
static int
fill(struct ahead *a, char *const *variables, struct coh_error *err)
{
    struct coh_memo_key key;
    struct job *job;
    size_t i;

    for (i = 0; i < a->n; i++) {
        struct runner *r = &a->runner[i];

        advance(a, r, variables, &key);
        if (!r->going || is_running(a, &key))
            continue;
        if (!(job = free_job(a)))
            return 0;
        if (begin(a, job, r, &key, err))
            return -1;
    }
    return 0;
}

static int
work(struct ahead *a, char *const *variables, struct coh_error *err)
{
    struct coh_child_running *running[MOST];
    struct job *of[MOST];
    size_t i, n, ended;

    for (;;) {
        if (fill(a, variables, err))
            return -1;
        for (i = n = 0; i < a->jobs; i++)
            if (a->job[i].used) {
                of[n] = &a->job[i];
                running[n++] = &a->job[i].child;
            }
        if (!n)
            return 0;
        if (coh_child_next(running, n, &ended, err) || keep(a, of[ended], err))
            return -1;
    }
}

int
coh_ahead_run(const struct coh_block *block, size_t n,
              const struct coh_block_surroundings *around,
              struct coh_error *err)
{
    struct coh_block_environment e = COH_BLOCK_ENVIRONMENT_INIT;
    struct ahead a = {.n = n,
                      .jobs = processors(),
                      .around = around,
                      .plotter = COH_PLOTTER_INIT};
    int rc = -1;
    size_t i;

    if (around->share || !around->memo)
        return 0;
    for (i = 0; i < MOST; i++)
        a.job[i] = (struct job){.evidence = -1};
    a.runner = coh_alloc_array(n, sizeof(*a.runner), err);
    if (!a.runner || coh_block_environment(&e, around, "", err))
        goto out;
    prepare(&a, block);
    rc = work(&a, e.variables, err);
out:
    for (i = 0; i < MOST; i++)
        end_job(&a.job[i]);
    coh_plotter_end(&a.plotter);
    for (i = 0; a.runner && i < n; i++)
        coh_pipeline_release(&a.runner[i].pipeline);
    coh_free(a.runner);
    coh_block_environment_release(&e);
    return rc;
}
