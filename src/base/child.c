/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Pipes by what the child calls them; [0] is read from, [1] written to. */
struct pipes {
    int in[2], out[2], talk[2];
};

extern char **environ;

static void
close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void
close_pair(int pair[2])
{
    close_end(&pair[0]);
    close_end(&pair[1]);
}

static int
open_pair(int pair[2], struct coh_error *err)
{
    if (pipe(pair)) {
        pair[0] = pair[1] = -1;
        return coh_fail_errno(err, "pipe");
    }
    if (fcntl(pair[0], F_SETFD, FD_CLOEXEC) ||
        fcntl(pair[1], F_SETFD, FD_CLOEXEC))
        return coh_fail_errno(err, "pipe");
    return 0;
}

static int
take(int *fd, struct coh_text *into, struct coh_error *err)
{
    char buffer[16384];
    ssize_t n = read(*fd, buffer, sizeof(buffer));

    if (n < 0)
        return errno == EINTR || errno == EAGAIN
                   ? 0
                   : coh_fail_errno(err, "reading from a child");
    if (n == 0) {
        close_end(fd);
        return 0;
    }
    return coh_text_add(into, buffer, (size_t)n, err);
}

/* A child that stops reading early is not an error: its status tells. */
static void
give(int *fd, struct coh_span *rest)
{
    ssize_t n = write(*fd, rest->bytes, rest->length);

    if (n > 0) {
        rest->bytes += n;
        rest->length -= (size_t)n;
    }
    if (!rest->length || (n < 0 && errno != EINTR && errno != EAGAIN))
        close_end(fd);
}

static int
converse(struct pipes *p, struct coh_span rest, struct coh_text *said,
         struct coh_text *talk, struct coh_error *err)
{
    if (!rest.length)
        close_end(&p->in[1]);
    while (p->in[1] >= 0 || p->out[0] >= 0 || p->talk[0] >= 0) {
        struct pollfd f[3] = {
            {.fd = p->in[1], .events = POLLOUT},
            {.fd = p->out[0], .events = POLLIN},
            {.fd = p->talk[0], .events = POLLIN},
        };

        if (poll(f, 3, -1) < 0) {
            if (errno == EINTR)
                continue;
            return coh_fail_errno(err, "poll");
        }
        if (f[0].revents)
            give(&p->in[1], &rest);
        if (f[1].revents && take(&p->out[0], said, err))
            return -1;
        if (f[2].revents && take(&p->talk[0], talk, err))
            return -1;
    }
    return 0;
}

static int
wait_for(pid_t pid, int *status, struct coh_error *err)
{
    int raw;

    while (waitpid(pid, &raw, 0) < 0)
        if (errno != EINTR)
            return coh_fail_errno(err, "waiting for a child");
    *status = WIFSIGNALED(raw) ? 128 + WTERMSIG(raw) : WEXITSTATUS(raw);
    return 0;
}

/* A full pipe must not block while the child itself waits to be read. */
static int
open_pipes(struct pipes *p, int said, int talk, struct coh_error *err)
{
    if (open_pair(p->in, err) || (said && open_pair(p->out, err)) ||
        (talk && open_pair(p->talk, err)))
        return -1;
    if (fcntl(p->in[1], F_SETFL, O_NONBLOCK))
        return coh_fail_errno(err, "pipe");
    return 0;
}

static int
is_among(char *const *variables, const char *entry)
{
    const size_t n = strcspn(entry, "=") + 1;

    for (; variables && *variables; variables++)
        if (!strncmp(*variables, entry, n))
            return 1;
    return 0;
}

/* The environment with the child's variables in the place of its own; the
 * caller frees it. */
static char **
surroundings(char *const *variables, struct coh_error *err)
{
    size_t n = 1, k = 0;
    char *const *v, **all;

    for (v = environ; *v; v++)
        n++;
    for (v = variables; v && *v; v++)
        n++;
    all = coh_alloc_array(n, sizeof(*all), err);
    if (!all)
        return NULL;
    for (v = environ; *v; v++)
        if (!is_among(variables, *v))
            all[k++] = *v;
    for (v = variables; v && *v; v++)
        all[k++] = *v;
    return all;
}

/* Nothing of this process is copied for a moment, as fork would. */
static int
spawn(const struct coh_child *child, const struct pipes *p, pid_t *pid,
      char *const *all)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t usual;
    int e;

    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    if (posix_spawn_file_actions_init(&actions))
        return ENOMEM;
    if (posix_spawnattr_init(&attributes)) {
        posix_spawn_file_actions_destroy(&actions);
        return ENOMEM;
    }
    e = posix_spawnattr_setsigdefault(&attributes, &usual);
    e = e ? e : posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    e = e ? e : posix_spawn_file_actions_adddup2(&actions, p->in[0], 0);
    if (!e && p->out[1] >= 0)
        e = posix_spawn_file_actions_adddup2(&actions, p->out[1], 1);
    if (!e && p->talk[1] >= 0)
        e = posix_spawn_file_actions_adddup2(&actions, p->talk[1], 2);
    if (!e)
        e = posix_spawnp(pid, child->argv[0], &actions, &attributes,
                         child->argv, all);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return e;
}

static int
start(const struct coh_child *child, struct pipes *p, pid_t *pid,
      struct coh_error *err)
{
    char **all = surroundings(child->variables, err);
    int e;

    if (!all)
        return -1;
    e = spawn(child, p, pid, all);
    coh_free(all);
    close_end(&p->in[0]);
    close_end(&p->out[1]);
    close_end(&p->talk[1]);
    if (!e)
        return 0;
    if (e == ENOENT)
        return coh_fail(err, COH_SYSTEM, "the program '%s' is not installed",
                        child->argv[0]);
    errno = e;
    return coh_fail_errno(err, child->argv[0]);
}

int
coh_child_run(const struct coh_child *child, struct coh_text *said,
              struct coh_text *talk, int *status, struct coh_error *err)
{
    struct pipes p = {{-1, -1}, {-1, -1}, {-1, -1}};
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    pid_t pid;
    int rc = -1, dead;

    sigaction(SIGPIPE, &ignore, &before);
    if (open_pipes(&p, said != NULL, talk != NULL, err) ||
        start(child, &p, &pid, err))
        goto out;
    rc = converse(&p, child->input, said, talk, err);
    if (rc) {
        kill(pid, SIGKILL);
        if (wait_for(pid, &dead, NULL))
            goto out;
    } else {
        rc = wait_for(pid, status, err);
    }
out:
    close_pair(p.in);
    close_pair(p.out);
    close_pair(p.talk);
    sigaction(SIGPIPE, &before, NULL);
    return rc;
}

/* ---- several ---- */

int
coh_child_begin(struct coh_child_running *r, const struct coh_child *child,
                struct coh_error *err)
{
    struct pipes p = {{-1, -1}, {-1, -1}, {-1, -1}};
    pid_t pid;
    int rc = -1;

    *r = (struct coh_child_running)COH_CHILD_RUNNING_INIT;
    if (open_pipes(&p, 1, 1, err) || start(child, &p, &pid, err))
        goto out;
    r->pid = pid;
    r->in = p.in[1];
    r->out = p.out[0];
    r->talking = p.talk[0];
    p.in[1] = p.out[0] = p.talk[0] = -1;
    r->rest = child->input;
    if (!r->rest.length && !child->open)
        close_end(&r->in);
    rc = 0;
out:
    close_pair(p.in);
    close_pair(p.out);
    close_pair(p.talk);
    return rc;
}

enum { FDS = 3, MOST = 64 };

/* What a child has to say; 1 when it has said all. */
static int
serve(struct coh_child_running *r, const struct pollfd f[FDS],
      struct coh_error *err)
{
    if (f[0].revents)
        give(&r->in, &r->rest);
    if (f[1].revents && take(&r->out, &r->said, err))
        return -1;
    if (f[2].revents && take(&r->talking, &r->talk, err))
        return -1;
    return r->out < 0 && r->talking < 0;
}

static int
end_child(struct coh_child_running *r, struct coh_error *err)
{
    int rc = wait_for((pid_t)r->pid, &r->status, err);

    close_end(&r->in);
    r->pid = 0;
    return rc;
}

static int
poll_all(struct coh_child_running *const *all, size_t n, size_t *ended,
         struct coh_error *err)
{
    struct pollfd f[FDS * MOST];
    size_t i;
    int said;

    for (i = 0; i < n; i++) {
        f[FDS * i] = (struct pollfd){.fd = all[i]->in, .events = POLLOUT};
        f[FDS * i + 1] = (struct pollfd){.fd = all[i]->out, .events = POLLIN};
        f[FDS * i + 2] =
            (struct pollfd){.fd = all[i]->talking, .events = POLLIN};
    }
    if (poll(f, FDS * n, -1) < 0)
        return errno == EINTR ? 0 : coh_fail_errno(err, "poll");
    for (i = 0; i < n; i++) {
        said = serve(all[i], f + FDS * i, err);
        if (said < 0)
            return -1;
        if (said) {
            *ended = i;
            return end_child(all[i], err) ? -1 : 1;
        }
    }
    return 0;
}

int
coh_child_next(struct coh_child_running *const *all, size_t n, size_t *ended,
               struct coh_error *err)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    int rc = 0;

    if (n > MOST)
        return coh_fail(err, COH_SYSTEM, "too many programs at a time");
    sigaction(SIGPIPE, &ignore, &before);
    while (!rc)
        rc = poll_all(all, n, ended, err);
    sigaction(SIGPIPE, &before, NULL);
    return rc < 0 ? -1 : 0;
}

void
coh_child_release(struct coh_child_running *r)
{
    int dead;

    close_end(&r->in);
    close_end(&r->out);
    close_end(&r->talking);
    if (r->pid > 0) {
        kill((pid_t)r->pid, SIGKILL);
        dead = wait_for((pid_t)r->pid, &r->status, NULL);
        (void)dead;
    }
    coh_text_release(&r->said);
    coh_text_release(&r->talk);
    *r = (struct coh_child_running)COH_CHILD_RUNNING_INIT;
}
