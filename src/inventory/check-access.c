/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "inventory/check-internal.h"
#include "inventory/words.h"

/* Is `mine` the role `theirs`, or a kind of it? A math teacher is a teacher:
 * the last words of `mine` are all of `theirs`. */
static int
is_role(struct coh_span mine, struct coh_span theirs)
{
    const size_t more = mine.length - theirs.length;

    if (mine.length < theirs.length || !theirs.length)
        return 0;
    if (more && mine.bytes[more - 1] != ' ')
        return 0;
    return coh_words_same((struct coh_span){mine.bytes + more, theirs.length},
                          theirs);
}

/* Has a role of `roles` access? */
static int
some_role(const char *roles, const char *access)
{
    struct coh_span rest = coh_span_of(roles), mine, theirs;

    while (coh_words_next(&rest, &mine)) {
        struct coh_span others = coh_span_of(access);

        while (coh_words_next(&others, &theirs))
            if (is_role(mine, theirs))
                return 1;
    }
    return 0;
}

/* The team's roles, as told, else as owners and reviewers in the entries. */
static int
team_can(const struct coh_check_on *on, const char *access)
{
    const struct coh_inventory *inv = on->inventory;
    size_t i;

    if (on->roles)
        return some_role(on->roles, access);
    for (i = 0; i < inv->n; i++) {
        const struct coh_entry *e = &inv->entry[i];

        if (some_role(coh_entry_get(e, COH_FIELD_OWNER_ROLE), access) ||
            some_role(coh_entry_get(e, COH_FIELD_REVIEWED_BY_ROLE), access))
            return 1;
    }
    return 0;
}

/* Somebody's role is known: told, or of an owner or reviewer. */
static int
knows_roles(const struct coh_check_on *on)
{
    const struct coh_inventory *inv = on->inventory;
    size_t i;

    if (on->roles)
        return 1;
    for (i = 0; i < inv->n; i++)
        if (inv->entry[i].value[COH_FIELD_OWNER_ROLE] ||
            inv->entry[i].value[COH_FIELD_REVIEWED_BY_ROLE])
            return 1;
    return 0;
}

/* Is it open to some roles alone? */
static int
asks_roles(const struct coh_entry *e)
{
    return *coh_entry_get(e, COH_FIELD_ACCESS_ROLES) &&
           !coh_check_is(e, COH_FIELD_ACCESS_LEVEL, "public");
}

static int
needs_steps(const struct coh_entry *e)
{
    return coh_check_is(e, COH_FIELD_ACCESS_METHOD, "login") ||
           coh_check_is(e, COH_FIELD_ACCESS_METHOD, "api") ||
           coh_check_is(e, COH_FIELD_ACCESS_METHOD, "request");
}

static int
report_closed(const struct coh_entry *e, const char *roles,
              const struct coh_check_report *report, struct coh_error *err)
{
    struct coh_span rest = coh_span_of(roles), role;
    struct coh_text t = COH_TEXT_INIT;
    const char *joint = "nobody on the team can open it, only ";
    int rc = 0;

    for (; !rc && coh_words_next(&rest, &role); joint = ", ")
        rc = coh_text_add_string(&t, joint, err) ||
                     coh_text_add(&t, role.bytes, role.length, err)
                 ? -1
                 : 0;
    if (!rc)
        rc = coh_text_add_string(&t,
                                 ": ask for access, or for a copy, and write "
                                 "down the way",
                                 err);
    if (!rc)
        rc = coh_check_tell(report, coh_finding_of(e, "access"), "closed",
                            COH_FINDING_LOOK, &t, err);
    coh_text_release(&t);
    return rc;
}

int
coh_check_access(const struct coh_check_on *on, const struct coh_entry *e,
                 const struct coh_check_report *report, struct coh_error *err)
{
    const struct coh_finding f = coh_finding_of(e, "access");
    const char *roles = coh_entry_get(e, COH_FIELD_ACCESS_ROLES);

    if (!coh_check_collected(e))
        return 0;
    if (coh_check_is(e, COH_FIELD_ACCESS_LEVEL, "unknown"))
        return coh_check_say(report, f, "unknown", COH_FINDING_LOOK,
                             "nobody knows who may see it: ask its owner, and "
                             "set access_level",
                             err);
    if (coh_check_is(e, COH_FIELD_ACCESS_LEVEL, "vendor-held"))
        return coh_check_say(report, f, "vendor", COH_FINDING_LOOK,
                             "only the vendor holds it: ask for an export, and "
                             "set access_level",
                             err);
    if (asks_roles(e) && knows_roles(on) && !team_can(on, roles))
        return report_closed(e, roles, report, err);
    if (needs_steps(e) && !e->value[COH_FIELD_ACCESS_STEPS])
        return coh_check_say(report, f, "no_steps", COH_FINDING_LOOK,
                             "it cannot just be opened, and how a new teammate "
                             "gets in is not written down: fill access_steps",
                             err);
    if (asks_roles(e) && !knows_roles(on))
        return 0;
    return coh_check_say(report, f, "ok", COH_FINDING_WELL,
                         "the team can open it", err);
}

int
coh_check_roles(const struct coh_check_on *on,
                const struct coh_check_report *report, struct coh_error *err)
{
    const struct coh_inventory *inv = on->inventory;
    size_t i, asking = 0;

    for (i = 0; i < inv->n; i++)
        asking +=
            coh_check_collected(&inv->entry[i]) && asks_roles(&inv->entry[i]);
    if (!asking || knows_roles(on))
        return 0;
    return coh_check_say(report, coh_finding_of(NULL, "access"), "no_roles",
                         COH_FINDING_FACT,
                         "the team's roles are not known, so nobody can say "
                         "who opens what: write roles = ROLE,ROLE into "
                         "team.ini, section [team]",
                         err);
}

int
coh_check_keys(const struct coh_check_on *on,
               const struct coh_check_report *report, struct coh_error *err)
{
    struct coh_check_group g = COH_CHECK_GROUP_INIT;
    const struct coh_inventory *inv = on->inventory;
    size_t i;

    for (i = 0; i < inv->n; i++) {
        const struct coh_entry *e = &inv->entry[i];

        if (coh_check_collected(e) && coh_check_of_students(e) &&
            e->value[COH_FIELD_JOIN_KEY] &&
            coh_words_none(coh_entry_get(e, COH_FIELD_JOIN_KEY)) &&
            coh_check_group_add(&g, e, err)) {
            coh_text_release(&g.ids);
            return -1;
        }
    }
    return coh_check_group_tell(
        &g, "keys", "no_key", COH_FINDING_FACT,
        "joined to students by no id: fit to be read beside other data, not to "
        "be crossed with them; add a column of student ids where that helps",
        report, err);
}
