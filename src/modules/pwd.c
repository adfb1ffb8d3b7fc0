/* SPDX-License-Identifier: MIT
 * The modules pwd and grp: users and groups. */
#include "modules/posix.h"

#include "modules/io.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>

/// module pwd
/// This module provides access to the Unix password database.

/// module grp
/// Access to the Unix group database.

enum { ROOM = 16384 };

static KrValue text(KrVm *vm, const char *s)
{
    return s ? krposix_name(vm, s, strlen(s), false) : KR_NONE;
}

static KrValue user_value(KrVm *vm, const struct passwd *p)
{
    KrValue v[7] = {text(vm, p->pw_name), text(vm, p->pw_passwd), krsmall(p->pw_uid), krsmall(p->pw_gid),
                    text(vm, p->pw_gecos), text(vm, p->pw_dir), text(vm, p->pw_shell)};
    for (int i = 0; i < 7; i++)
        KR_TRY(v[i]);
    return krrecord_new(vm, KR_T_struct_passwd, v, 7, 7);
}

static KrValue group_value(KrVm *vm, const struct group *g)
{
    KrList *members = krlist_new(vm, NULL, 0);
    for (char **m = g->gr_mem; members && *m; m++) {
        KrValue name = text(vm, *m);
        if (name == KR_RAISED || !krlist_append(vm, members, name))
            return KR_RAISED;
    }
    KrValue v[4] = {text(vm, g->gr_name), text(vm, g->gr_passwd), krsmall(g->gr_gid), krvalue_or_raised(members)};
    for (int i = 0; i < 4; i++)
        KR_TRY(v[i]);
    return krrecord_new(vm, KR_T_struct_group, v, 4, 4);
}

/* An id of any size; -1 is the highest. False with an exception pending, *known false when it fits no id. */
static bool id_argument(KrVm *vm, KrValue v, uint32_t *out, bool *known)
{
    int64_t i;
    KrValue index = krobj_index(vm, v);
    if (index == KR_RAISED)
        return false;
    *known = krint_to_i64(index, &i) && i >= -1 && i <= UINT32_MAX;
    *out = *known ? (uint32_t)i : 0;
    return true;
}

static const char *name_argument(KrVm *vm, KrValue v, const char *function)
{
    if (kris_str(vm, v))
        return krstr_cstr(vm, v);
    krraise(vm, KR_T_TypeError, "%s() argument must be str, not %T", function, v);
    return NULL;
}

/// needs ENVIRONMENT

/// pwd.getpwuid(uid, /)
/// Return the password database entry for the given numeric user ID.
KR_NATIVE(pwd_getpwuid)
{
    struct passwd entry, *found = NULL;
    char room[ROOM];
    uint32_t id;
    bool known;
    if (!id_argument(vm, a[0], &id, &known))
        return KR_RAISED;
    int error = known ? getpwuid_r(id, &entry, room, sizeof room, &found) : 0;
    if (error && !found && error != ENOENT)
        return krraise_errno(vm, error, KR_EMPTY);
    if (!known)
        return krraise(vm, KR_T_KeyError, "getpwuid(): uid not found");
    return found ? user_value(vm, found) : krraise(vm, KR_T_KeyError, "getpwuid(): uid not found: %S", a[0]);
}

/// pwd.getpwnam(name, /)
/// Return the password database entry for the given user name.
KR_NATIVE(pwd_getpwnam)
{
    struct passwd entry, *found = NULL;
    char room[ROOM];
    const char *name = name_argument(vm, a[0], "getpwnam");
    if (!name)
        return KR_RAISED;
    getpwnam_r(name, &entry, room, sizeof room, &found);
    return found ? user_value(vm, found) : krraise(vm, KR_T_KeyError, "getpwnam(): name not found: %R", a[0]);
}

/// pwd.getpwall()
/// Return a list of all available password database entries, in arbitrary order.
KR_NATIVE(pwd_getpwall)
{
    struct passwd entry, *found;
    char room[ROOM];
    KrList *l = krlist_new(vm, NULL, 0);
    setpwent();
    while (l && !getpwent_r(&entry, room, sizeof room, &found)) {
        KrValue v = user_value(vm, found);
        if (v == KR_RAISED || !krlist_append(vm, l, v))
            l = NULL;
    }
    endpwent();
    return krvalue_or_raised(l);
}

/// grp.getgrgid(id)
/// Return the group database entry for the given numeric group ID.
KR_NATIVE(grp_getgrgid)
{
    struct group entry, *found = NULL;
    char room[ROOM];
    uint32_t id;
    bool known;
    if (!id_argument(vm, a[0], &id, &known))
        return KR_RAISED;
    if (!known)
        return krraise(vm, KR_T_OverflowError, krobj_lt(vm, a[0], krsmall(0)) > 0 ? "gid is less than minimum" : "gid is greater than maximum");
    getgrgid_r(id, &entry, room, sizeof room, &found);
    return found ? group_value(vm, found) : krraise(vm, KR_T_KeyError, "getgrgid(): gid not found: %S", a[0]);
}

/// grp.getgrnam(name)
/// Return the group database entry for the given group name.
KR_NATIVE(grp_getgrnam)
{
    struct group entry, *found = NULL;
    char room[ROOM];
    const char *name = name_argument(vm, a[0], "getgrnam");
    if (!name)
        return KR_RAISED;
    getgrnam_r(name, &entry, room, sizeof room, &found);
    return found ? group_value(vm, found) : krraise(vm, KR_T_KeyError, "getgrnam(): name not found: %R", a[0]);
}

/// grp.getgrall()
/// Return a list of all available group entries, in arbitrary order.
KR_NATIVE(grp_getgrall)
{
    struct group entry, *found;
    char room[ROOM];
    KrList *l = krlist_new(vm, NULL, 0);
    setgrent();
    while (l && !getgrent_r(&entry, room, sizeof room, &found)) {
        KrValue v = group_value(vm, found);
        if (v == KR_RAISED || !krlist_append(vm, l, v))
            l = NULL;
    }
    endgrent();
    return krvalue_or_raised(l);
}
