/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

enum { FILES = 8 };

static const int watched[] = {SIGINT, SIGTERM, SIGHUP};
static volatile sig_atomic_t deferred, pending;
static const char *volatile under_way[FILES];

static void
die_by(int number)
{
    struct sigaction by_default = {.sa_handler = SIG_DFL};

    sigaction(number, &by_default, NULL);
    raise(number);
}

/* Only what POSIX allows in a handler: unlink, sigaction, raise. The signal is
 * blocked here, and ends the program when the handler returns. */
static void
on_signal(int number)
{
    int before = errno, i;

    if (deferred && !pending) {
        pending = number;
        return;
    }
    for (i = 0; i < FILES; i++)
        if (under_way[i])
            unlink(under_way[i]);
    die_by(number);
    errno = before;
}

void
coh_interrupt_watch(void)
{
    struct sigaction action = {.sa_handler = on_signal}, before;
    struct sigaction ignored = {.sa_handler = SIG_IGN};
    size_t i;

    sigaction(SIGXFSZ, &ignored, NULL);
    for (i = 0; i < sizeof(watched) / sizeof(*watched); i++)
        if (!sigaction(watched[i], NULL, &before) &&
            before.sa_handler != SIG_IGN)
            sigaction(watched[i], &action, NULL);
}

void
coh_interrupt_defer(int on)
{
    deferred = on;
}

int
coh_interrupt_pending(void)
{
    return pending != 0;
}

int
coh_interrupt_check(struct coh_error *err)
{
    return pending ? coh_fail(err, COH_SYSTEM, "interrupted") : 0;
}

void
coh_interrupt_add(const char *path)
{
    int i;

    for (i = 0; i < FILES; i++)
        if (!under_way[i]) {
            under_way[i] = path;
            return;
        }
}

void
coh_interrupt_forget(const char *path)
{
    int i;

    for (i = 0; path && i < FILES; i++)
        if (under_way[i] == path)
            under_way[i] = NULL;
}

void
coh_interrupt_end(void)
{
    int number = pending;

    if (!number)
        return;
    pending = 0;
    die_by(number);
}
