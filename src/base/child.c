/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Pipes by what the child calls them; [0] is read from, [1] written to. */
struct pipes {
    int in[2], out[2], talk[2], failed[2];
};

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

/* Why a child could not start; goes through a pipe to the parent. */
struct failure {
    int why;
    int folder; /* it was the folder, not the program */
};

/* In the child: never returns. */
static void
become(const struct coh_child *child, struct pipes *p)
{
    struct failure failure = {.folder = 0};
    char *const *v;

    if (dup2(p->in[0], STDIN_FILENO) < 0 ||
        (p->out[1] >= 0 && dup2(p->out[1], STDOUT_FILENO) < 0) ||
        (p->talk[1] >= 0 && dup2(p->talk[1], STDERR_FILENO) < 0))
        goto failed;
    if (child->folder && chdir(child->folder)) {
        failure.folder = 1;
        goto failed;
    }
    signal(SIGPIPE, SIG_DFL);
    for (v = child->variables; v && *v; v++)
        if (putenv(*v))
            goto failed;
    execvp(child->argv[0], child->argv);
failed:
    failure.why = errno;
    while (write(p->failed[1], &failure, sizeof(failure)) < 0 && errno == EINTR)
        ;
    _exit(127);
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
    if (open_pair(p->failed, err) || open_pair(p->in, err) ||
        (said && open_pair(p->out, err)) || (talk && open_pair(p->talk, err)))
        return -1;
    if (fcntl(p->in[1], F_SETFL, O_NONBLOCK))
        return coh_fail_errno(err, "pipe");
    return 0;
}

static int
start(const struct coh_child *child, struct pipes *p, pid_t *pid,
      struct coh_error *err)
{
    struct failure failure;
    ssize_t n;

    *pid = fork();
    if (*pid < 0)
        return coh_fail_errno(err, "fork");
    if (*pid == 0)
        become(child, p);
    close_end(&p->in[0]);
    close_end(&p->out[1]);
    close_end(&p->talk[1]);
    close_end(&p->failed[1]);
    do
        n = read(p->failed[0], &failure, sizeof(failure));
    while (n < 0 && errno == EINTR);
    if (n <= 0)
        return 0;
    waitpid(*pid, NULL, 0);
    errno = failure.why;
    if (failure.folder)
        return coh_fail_errno(err, child->folder);
    if (failure.why == ENOENT)
        return coh_fail(err, COH_SYSTEM, "the program '%s' is not installed",
                        child->argv[0]);
    return coh_fail_errno(err, child->argv[0]);
}

int
coh_child_run(const struct coh_child *child, struct coh_text *said,
              struct coh_text *talk, int *status, struct coh_error *err)
{
    struct pipes p = {{-1, -1}, {-1, -1}, {-1, -1}, {-1, -1}};
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
    close_pair(p.failed);
    sigaction(SIGPIPE, &before, NULL);
    return rc;
}
