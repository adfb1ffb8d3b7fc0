/* SPDX-License-Identifier: MIT
 * exit and quit: callables that say how to leave. */
#include "modules/modules.h"

#include "object/func.h"

static KrValue name_of(KrValue *a)
{
    return ((KrWrapped *)kras_obj(a[0]))->value;
}

KrValue krquitter_new(KrVm *vm, const char *name)
{
    KrStr *s = krstr_text(vm, name);
    KrWrapped *q = s ? krobj_new(vm, KR_TYPE_OF(Quitter)) : NULL;
    if (q)
        krstore(vm, q, &q->value, krvalue(s));
    return krvalue_or_raised(q);
}

/// Quitter.name
/// The name that it goes by.
KR_NATIVE(Quitter_get_name)
{
    return name_of(a);
}

/// Quitter.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(Quitter___repr__)
{
    return krvalue_or_raised(krstr_printf(vm, "Use %S() or Ctrl-D (i.e. EOF) to exit", name_of(a)));
}

/// Quitter.__call__(self, /, code=None)
/// Raise SystemExit.
KR_NATIVE(Quitter___call__)
{
    KrValue code = a[1] == KR_EMPTY ? KR_NONE : a[1], e = krcall(vm, krvalue(KR_TYPE_OF(SystemExit)), &code, 1);
    return e == KR_RAISED ? e : krraise_exc(vm, e);
}
