/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/each.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

enum { MOST_WORKERS = 64 };

int
coh_each_name(struct coh_text *into, struct coh_span id, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < id.length; i++) {
        const unsigned char c = (unsigned char)id.bytes[i];
        const int fine = c && (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij"
                                      "klmnopqrstuvwxyz0123456789_",
                                      c) ||
                               (i && strchr("-.", c)));

        if (fine ? coh_text_add(into, id.bytes + i, 1, err)
                 : coh_text_format(into, err, "%%%02X", c))
            return -1;
    }
    return 0;
}

/* ---- in the process of one page ---- */

/* Blocks that ran in the parent are taken from it: nobody else in this process
 * needs them. */
static void
adopt(struct coh_weave *own, struct coh_weave *from)
{
    size_t i;

    for (i = 0; i < own->n && i < from->n; i++) {
        struct coh_block b = own->block[i];

        if (!from->block[i].ran)
            continue;
        own->block[i] = from->block[i];
        own->block[i].words = &own->words;
        from->block[i] = b;
    }
}

static int
make_page(const struct coh_each *each, struct coh_weave *from,
          const struct coh_whose *who, size_t at, struct coh_notes *notes,
          struct coh_error *err)
{
    const char *student = coh_text_get(&who->student[at]);
    struct coh_weave w = COH_WEAVE_INIT;
    struct coh_text only = COH_TEXT_INIT, page = COH_TEXT_INIT,
                    twin = COH_TEXT_INIT, path = COH_TEXT_INIT;
    const char *file[2] = {NULL, NULL};
    int rc = -1;

    w.notes = notes;
    w.student = student;
    w.students = 1;
    w.roster = &who->roster;
    if (coh_whose_list(who, at, at + 1, &only, err) ||
        each->prepare(each->context, &w, err))
        goto out;
    w.only = coh_text_get(&only);
    if (coh_weave_read(&w, each->path, each->team, err))
        goto out;
    adopt(&w, from);
    if (coh_text_format(&path, err, "%s/", each->folder) ||
        coh_each_name(&path, coh_text_span(&who->student[at]), err) ||
        coh_text_add_string(&path, ".html", err))
        goto out;
    file[0] = coh_text_get(&path);
    if (coh_weave_run(&w, err) || coh_weave_html(&w, &page, err) ||
        coh_naming_guard(&w, &page, &twin, file, err) ||
        coh_weave_tell(&w, err))
        goto out;
    rc = coh_file_write(file[0], coh_text_span(&page), err);
out:
    coh_weave_release(&w);
    coh_text_release(&only);
    coh_text_release(&page);
    coh_text_release(&twin);
    coh_text_release(&path);
    return rc;
}

/* ---- the parent ---- */

/* A page under way: what went wrong comes through `fd`, shorter than what a
 * pipe holds. */
struct worker {
    pid_t pid;
    int fd;
    size_t at;
};

struct workshop {
    const struct coh_each *each;
    struct coh_run *run;
    struct coh_weave *weave;
    const struct coh_whose *who;
    struct worker worker[MOST_WORKERS];
    size_t busy, done, made;
};

static void
work(const struct workshop *s, size_t at, int fd)
{
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_error err = COH_ERROR_INIT;
    const int rc = make_page(s->each, s->weave, s->who, at, &notes, &err);
    const int status = rc                       ? (int)err.code
                       : coh_notes_look(&notes) ? COH_LOOK
                                                : COH_OK;

    while (rc && write(fd, err.text, strlen(err.text)) < 0 && errno == EINTR)
        ;
    coh_notes_release(&notes);
    _exit(status);
}

static int
start(struct workshop *s, size_t at, struct coh_error *err)
{
    struct worker *one = &s->worker[s->busy];
    int pair[2];

    if (pipe(pair))
        return coh_fail_errno(err, "pipe");
    one->pid = fork();
    if (one->pid == 0)
        work(s, at, pair[1]);
    close(pair[1]);
    one->fd = pair[0];
    one->at = at;
    if (one->pid < 0) {
        close(pair[0]);
        return coh_fail_errno(err, "fork");
    }
    s->busy++;
    return 0;
}

/* The page failed: say whose and why, now. */
static void
tell_failed(struct workshop *s, const struct worker *one, int status)
{
    struct coh_error err = COH_ERROR_INIT;
    char text[sizeof(err.text)];
    ssize_t n = read(one->fd, text, sizeof(text) - 1);

    text[n > 0 ? n : 0] = '\0';
    coh_fail(&err,
             status >= COH_USAGE && status <= COH_SYSTEM ? (enum coh_code)status
                                                         : COH_SYSTEM,
             "%s", *text ? text : "its process died");
    coh_error_context(
        &err, "no page of %s: ", coh_text_get(&s->who->student[one->at]));
    coh_run_failed(s->run, &err);
}

static void
show_progress(const struct workshop *s)
{
    struct timespec now;

    if (!s->run->progress || clock_gettime(CLOCK_MONOTONIC, &now))
        return;
    if (!s->run->progress->started)
        s->run->progress->started =
            (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    coh_progress_tell(s->run->progress, s->each->folder, s->done, s->who->n,
                      s->done,
                      (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

static int
finish_one(struct workshop *s, struct coh_error *err)
{
    int raw, status, rc = 0;
    struct worker one;
    size_t i;
    pid_t pid;

    do
        pid = waitpid(-1, &raw, 0);
    while (pid < 0 && errno == EINTR);
    if (pid < 0)
        return coh_fail_errno(err, "waiting for a page");
    for (i = 0; i < s->busy && s->worker[i].pid != pid; i++)
        ;
    if (i == s->busy)
        return 0;
    one = s->worker[i];
    s->worker[i] = s->worker[--s->busy];
    s->done++;
    status = WIFEXITED(raw) ? WEXITSTATUS(raw) : COH_SYSTEM;
    if (status > COH_LOOK)
        tell_failed(s, &one, status);
    else
        s->made++;
    if (status == COH_LOOK)
        rc = coh_notes_add(&s->run->notes, COH_NOTE_LOOK,
                           coh_text_get(&s->who->student[one.at]), err,
                           "pages with something to look at");
    close(one.fd);
    show_progress(s);
    return rc;
}

/* All pages, so many at a time. */
static int
make_all(struct workshop *s, struct coh_error *err)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    const size_t most = cores < 1              ? 1
                        : cores > MOST_WORKERS ? MOST_WORKERS
                                               : (size_t)cores;
    size_t at = 0;
    int rc = 0;

    while (s->busy || (!rc && at < s->who->n)) {
        if (!rc && at < s->who->n && s->busy < most)
            rc = start(s, at++, err);
        else if (finish_one(s, rc ? NULL : err))
            rc = -1;
    }
    return rc;
}

static int
check_class(const struct coh_weave *w, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < w->n; i++)
        if (w->block[i].of_class && !w->block[i].ran)
            return coh_fail(err, COH_INPUT,
                            "%s: line %zu: block '%s': of=class is one figure "
                            "for all pages: it can name neither {{student}} "
                            "nor another block, nor have needs=",
                            w->path, w->block[i].line, w->block[i].id);
    return 0;
}

int
coh_each_write(const struct coh_each *each, struct coh_run *run,
               struct coh_weave *w, const struct coh_whose *who,
               struct coh_ledger_loan *loan, struct coh_error *err)
{
    struct workshop s = {.each = each, .run = run, .weave = w, .who = who};

    if (coh_weave_run_class(w, err) || check_class(w, err) ||
        coh_file_folder(each->folder, err) || coh_ledger_take(loan, err))
        return -1;
    if (make_all(&s, err))
        return -1;
    if (!s.made && coh_ledger_undo(loan, err))
        return -1;
    coh_run_say(run, "%zu of %zu pages in %s", s.made, who->n, each->folder);
    return 0;
}
