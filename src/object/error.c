/* SPDX-License-Identifier: MIT
 * Raising from C, and what all exceptions have: arguments, cause, context, traceback, notes, native attributes. */
#include "object/type.h"

#include <errno.h>
#include <stdarg.h>

/* ---- raising ---------------------------------------------------------------------------------------------------------------- */

/* The exception being handled becomes the context of a new one, which leaves its old place in the chain. A chain that a program
 * made circular ends the search where a second pointer, at half the speed, is met. */
static void set_context(KrVm *vm, KrExc *e)
{
    KrValue handled = vm->exec->handled;
    if (handled == KR_EMPTY || handled == krvalue(e))
        return;
    KrExc *slow = kras_exc(handled);
    bool move = false;
    for (KrExc *at = slow; at->context != KR_EMPTY; at = kras_exc(at->context)) {
        if (at->context == krvalue(e)) {
            at->context = KR_EMPTY;
            break;
        }
        if (kras_exc(at->context) == slow)
            break;
        if (move)
            slow = kras_exc(slow->context);
        move = !move;
    }
    krstore(vm, e, &e->context, handled);
}

static KrValue set_pending(KrVm *vm, KrExc *e)
{
    set_context(vm, e);
    vm->exec->pending = krvalue(e);
    return KR_RAISED;
}

KrValue krraise_exc(KrVm *vm, KrValue exception)
{
    return exception == KR_RAISED ? KR_RAISED : set_pending(vm, kras_exc(exception));
}

KrValue krraise_memory(KrVm *vm)
{
    vm->exec->pending = vm->memory_error;
    return KR_RAISED;
}

static KrExc *new_exception(KrVm *vm, KrTypeNumber type, KrValue argument)
{
    KrExc *e = krobj_new(vm, &krtypes[type]);
    KrTuple *args = e ? krtuple_of(vm, 1, argument) : NULL;
    if (!args)
        return NULL;
    krstore(vm, e, &e->args, krvalue(args));
    if (type == KR_T_StopIteration || type == KR_T_SystemExit || krtypes[type].base == KR_TYPE_OF(ImportError) || type == KR_T_ImportError ||
        type == KR_T_SyntaxError)
        krstore(vm, e, &e->field[0], argument);
    return e;
}

KrValue krraise_value(KrVm *vm, KrTypeNumber type, KrValue argument)
{
    KrExc *e = new_exception(vm, type, argument);
    return e ? set_pending(vm, e) : KR_RAISED;
}

KrValue krraise(KrVm *vm, KrTypeNumber type, const char *format, ...)
{
    KrBuf b = krbuf_init(&vm->alloc);
    va_list args;
    va_start(args, format);
    bool ok = krbuf_format(vm, &b, format, args);
    va_end(args);
    KrStr *message = ok ? krstr_from_buf(vm, &b) : (krbuf_release(&b), NULL);
    return message ? krraise_value(vm, type, krvalue(message)) : KR_RAISED;
}

KrValue krraise_stop(KrVm *vm, KrValue value)
{
    KrExc *e = krobj_new(vm, KR_TYPE_OF(StopIteration));
    KrTuple *args = !e ? NULL : value == KR_NONE ? vm->empty_tuple : krtuple_of(vm, 1, value);
    if (!args)
        return KR_RAISED;
    krstore(vm, e, &e->args, krvalue(args));
    krstore(vm, e, &e->field[0], value);
    return set_pending(vm, e);
}

bool krpending_is(KrVm *vm, KrTypeNumber type)
{
    KrValue e = vm->exec->pending;
    return e != KR_EMPTY && krtype_issubtype(vm, krtype_of(vm, e), &krtypes[type]);
}

void krpending_clear(KrVm *vm)
{
    vm->exec->pending = KR_EMPTY;
    vm->exec->reraise = false;
}

KrValue krpending_take(KrVm *vm)
{
    KrValue e = vm->exec->pending;
    krpending_clear(vm);
    return e;
}

static const struct {
    int err;
    KrTypeNumber type;
} errno_types[] = {
    {EAGAIN, KR_T_BlockingIOError}, {EALREADY, KR_T_BlockingIOError}, {EINPROGRESS, KR_T_BlockingIOError},
    {EPIPE, KR_T_BrokenPipeError}, {ESHUTDOWN, KR_T_BrokenPipeError}, {ECHILD, KR_T_ChildProcessError},
    {ECONNABORTED, KR_T_ConnectionAbortedError}, {ECONNREFUSED, KR_T_ConnectionRefusedError}, {ECONNRESET, KR_T_ConnectionResetError},
    {EEXIST, KR_T_FileExistsError}, {ENOENT, KR_T_FileNotFoundError}, {EISDIR, KR_T_IsADirectoryError},
    {ENOTDIR, KR_T_NotADirectoryError}, {EINTR, KR_T_InterruptedError}, {EACCES, KR_T_PermissionError}, {EPERM, KR_T_PermissionError},
    {ESRCH, KR_T_ProcessLookupError}, {ETIMEDOUT, KR_T_TimeoutError},
};

KrTypeNumber krerror_type_of_errno(int err)
{
    for (uint32_t i = 0; i < KR_COUNT(errno_types); i++)
        if (errno_types[i].err == err)
            return errno_types[i].type;
    return KR_T_OSError;
}

KrValue krraise_errno(KrVm *vm, int err, KrValue filename)
{
    char room[128];
    KrStr *text = krstr_text(vm, strerror_r(err, room, sizeof room));
    KrExc *e = text ? krobj_new(vm, &krtypes[krerror_type_of_errno(err)]) : NULL;
    KrTuple *args = e ? krtuple_of(vm, 2, krsmall(err), krvalue(text)) : NULL;
    if (!args)
        return KR_RAISED;
    krstore(vm, e, &e->args, krvalue(args));
    krstore(vm, e, &e->field[0], krsmall(err));
    krstore(vm, e, &e->field[1], krvalue(text));
    krstore(vm, e, &e->field[2], filename);
    return set_pending(vm, e);
}

void krexc_add_note(KrVm *vm, const char *format, ...)
{
    KrValue e = krpending_take(vm);
    KrBuf b = krbuf_init(&vm->alloc);
    va_list args;
    va_start(args, format);
    bool ok = krbuf_format(vm, &b, format, args);
    va_end(args);
    KrStr *note = ok ? krstr_from_buf(vm, &b) : (krbuf_release(&b), NULL);
    KrValue text = krvalue(note);
    if (note)
        ok = krcall_method(vm, e, KR_NAME(add_note), &text, 1) != KR_RAISED;
    krpending_clear(vm);
    vm->exec->pending = e;
}

/* ---- native attributes -------------------------------------------------------------------------------------------------------- */

KrValue krexc_get_field(KrVm *vm, KrValue *a, uint32_t n, int field)
{
    (void)vm;
    (void)n;
    KrValue v = kras_exc(a[0])->field[field];
    return v == KR_EMPTY ? KR_NONE : v;
}

KrValue krexc_set_field(KrVm *vm, KrValue *a, uint32_t n, int field)
{
    (void)n;
    if (krtype_issubtype(vm, krtype_of(vm, a[0]), KR_TYPE_OF(BaseExceptionGroup)))
        return krraise(vm, KR_T_AttributeError, "readonly attribute");
    krstore(vm, kras_obj(a[0]), &kras_exc(a[0])->field[field], a[1]);
    return KR_NONE;
}

/* ---- BaseException --------------------------------------------------------------------------------------------------------------- */

/// BaseException.__new__(cls, *args, **kwargs)
/// Create and return a new object.
KR_NATIVE(BaseException___new__)
{
    KrExc *e = krobj_new(vm, kras_type(a[0]));
    KrTuple *args = e ? krtuple_new(vm, &a[2], n - 2) : NULL;
    if (!args)
        return KR_RAISED;
    krstore(vm, e, &e->args, krvalue(args));
    return krvalue(e);
}

static bool no_keywords(KrVm *vm, KrValue *a)
{
    if (a[1] == KR_EMPTY || !kras_dict(a[1])->live)
        return true;
    krraise(vm, KR_T_TypeError, "%T() takes no keyword arguments", a[0]);
    return false;
}

static bool keep_args(KrVm *vm, KrValue *a, uint32_t n)
{
    KrTuple *args = krtuple_new(vm, &a[2], n - 2);
    if (!args)
        return false;
    krstore(vm, kras_obj(a[0]), &kras_exc(a[0])->args, krvalue(args));
    return true;
}

/// BaseException.__init__(self, /, *args, **kwargs)
/// Initialize self.  See help(type(self)) for accurate signature.
KR_NATIVE(BaseException___init__)
{
    return no_keywords(vm, a) && keep_args(vm, a, n) ? KR_NONE : KR_RAISED;
}

/// BaseException.__str__(self, /)
/// Return str(self).
KR_NATIVE(BaseException___str__)
{
    KrTuple *args = kras_tuple(kras_exc(a[0])->args);
    if (args->n == 0)
        return krvalue(vm->empty_str);
    return krobj_str(vm, args->n == 1 ? args->at[0] : krvalue(args));
}

/// BaseException.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(BaseException___repr__)
{
    KrTuple *args = kras_tuple(kras_exc(a[0])->args);
    if (args->n == 1)
        return krvalue_or_raised(krstr_printf(vm, "%N(%R)", krtype_of(vm, a[0]), args->at[0]));
    return krvalue_or_raised(krstr_printf(vm, "%N%R", krtype_of(vm, a[0]), krvalue(args)));
}

/// BaseException.args = value
/// The arguments of the exception.
KR_NATIVE(BaseException_get_args)
{
    return kras_exc(a[0])->args;
}

KR_NATIVE(BaseException_set_args)
{
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "args may not be deleted");
    KrTuple *args = krobj_tuple(vm, a[1]);
    if (!args)
        return KR_RAISED;
    krstore(vm, kras_obj(a[0]), &kras_exc(a[0])->args, krvalue(args));
    return KR_NONE;
}

static KrValue set_link(KrVm *vm, KrValue *a, KrValue *slot, const char *what)
{
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "%s may not be deleted", what);
    if (a[1] != KR_NONE && !(krtype_of(vm, a[1])->flags & KR_TF_EXCEPTION))
        return krraise(vm, KR_T_TypeError, "exception %s must be None or derive from BaseException", what + 2);
    krstore(vm, kras_obj(a[0]), slot, a[1] == KR_NONE ? KR_EMPTY : a[1]);
    return KR_NONE;
}

/// BaseException.__cause__ = value
/// exception cause
KR_NATIVE(BaseException_get___cause__)
{
    KrValue v = kras_exc(a[0])->cause;
    return v == KR_EMPTY ? KR_NONE : v;
}

KR_NATIVE(BaseException_set___cause__)
{
    KrValue done = a[1] != KR_EMPTY && a[1] != KR_NONE && !(krtype_of(vm, a[1])->flags & KR_TF_EXCEPTION)
                       ? krraise(vm, KR_T_TypeError, "exception cause must be None or derive from BaseException")
                       : set_link(vm, a, &kras_exc(a[0])->cause, "__cause__");
    if (done == KR_NONE)
        kras_exc(a[0])->h.kind = 1;
    return done;
}

/// BaseException.__context__ = value
/// exception context
KR_NATIVE(BaseException_get___context__)
{
    KrValue v = kras_exc(a[0])->context;
    return v == KR_EMPTY ? KR_NONE : v;
}

KR_NATIVE(BaseException_set___context__)
{
    if (a[1] != KR_EMPTY && a[1] != KR_NONE && !(krtype_of(vm, a[1])->flags & KR_TF_EXCEPTION))
        return krraise(vm, KR_T_TypeError, "exception context must be None or derive from BaseException");
    return set_link(vm, a, &kras_exc(a[0])->context, "__context__");
}

/// BaseException.__suppress_context__ = value
/// Whether the context is left out of tracebacks.
KR_NATIVE(BaseException_get___suppress_context__)
{
    return krbool(kras_exc(a[0])->h.kind);
}

KR_NATIVE(BaseException_set___suppress_context__)
{
    if (a[1] == KR_EMPTY || !kris_bool(a[1]))
        return krraise(vm, KR_T_TypeError, "attribute value type must be bool");
    kras_exc(a[0])->h.kind = a[1] == KR_TRUE;
    return KR_NONE;
}

/// BaseException.__traceback__ = value
/// Where the exception was raised.
KR_NATIVE(BaseException_get___traceback__)
{
    KrValue v = kras_exc(a[0])->traceback;
    return v == KR_EMPTY ? KR_NONE : v;
}

KR_NATIVE(BaseException_set___traceback__)
{
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "__traceback__ may not be deleted");
    if (a[1] != KR_NONE && !kris_exact(a[1], KR_T_traceback))
        return krraise(vm, KR_T_TypeError, "__traceback__ must be a traceback or None");
    krstore(vm, kras_obj(a[0]), &kras_exc(a[0])->traceback, a[1] == KR_NONE ? KR_EMPTY : a[1]);
    return KR_NONE;
}

/// BaseException.with_traceback(self, tb, /)
/// Set self.__traceback__ to tb and return self.
KR_NATIVE(BaseException_with_traceback)
{
    return krn_BaseException_set___traceback__(vm, a, 2) == KR_RAISED ? KR_RAISED : a[0];
}

/// BaseException.add_note(self, note, /)
/// Add a note to the exception
KR_NATIVE(BaseException_add_note)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "note must be a str, not '%T'", a[1]);
    KrValue notes = krobj_lookup(vm, a[0], KR_NAME(__notes__));
    KR_TRY(notes);
    if (notes == KR_EMPTY) {
        KrList *l = krlist_with_capacity(vm, 1);
        if (!l || !krobj_set_own(vm, kras_obj(a[0]), KR_NAME(__notes__), krvalue(l)))
            return KR_RAISED;
        notes = krvalue(l);
    }
    if (!kris_kind(vm, notes, KR_TF_LIST))
        return krraise(vm, KR_T_TypeError, "Cannot add note: __notes__ is not a list");
    return krlist_append(vm, kras_list(notes), a[1]) ? KR_NONE : KR_RAISED;
}

/// BaseException.__dict__ = value
/// The attributes that are not native ones.
KR_NATIVE(BaseException_get___dict__)
{
    return krvalue_or_raised(krobj_dict(vm, kras_obj(a[0])));
}

KR_NATIVE(BaseException_set___dict__)
{
    return krobj_replace_dict(vm, a[0], a[1]) ? KR_NONE : KR_RAISED;
}

/// BaseException.__reduce__(self, /)
/// Helper for pickle.
KR_NATIVE(BaseException___reduce__)
{
    KrDict *d = krobj_dict(vm, kras_obj(a[0]));
    KrValue type = krvalue(krtype_of(vm, a[0])), args = kras_exc(a[0])->args;
    if (!d)
        return KR_RAISED;
    return krvalue_or_raised(d->live ? krtuple_of(vm, 3, type, args, krvalue(d)) : krtuple_of(vm, 2, type, args));
}

/// BaseException.__setstate__(self, state, /)
/// Helper for pickle.
KR_NATIVE(BaseException___setstate__)
{
    if (a[1] == KR_NONE)
        return KR_NONE;
    if (!kris_kind(vm, a[1], KR_TF_DICT))
        return krraise(vm, KR_T_TypeError, "state is not a dictionary");
    KrValue key, value;
    for (uint32_t pos = 0; krdict_next(kras_dict(a[1]), &pos, &key, &value);) {
        const KrStr *name = kris_str(vm, key) ? krintern(vm, kras_str(key)) : NULL;
        if (!name || !krobj_setattr(vm, a[0], name, value))
            return KR_RAISED;
    }
    return KR_NONE;
}

/* ---- exceptions with attributes of their own ------------------------------------------------------------------------------------------ */

static void set_field(KrVm *vm, KrValue self, int field, KrValue v)
{
    krstore(vm, kras_obj(self), &kras_exc(self)->field[field], v);
}

/* Takes a keyword argument out of the dict; empty if it is not there. */
static KrValue take_keyword(KrVm *vm, KrDict *kwargs, const KrStr *name)
{
    KrValue v = kwargs ? krdict_get_name(vm, kwargs, name) : KR_EMPTY;
    if (v != KR_EMPTY)
        krdict_delete_name(vm, kwargs, name);
    return v;
}

static bool no_more_keywords(KrVm *vm, KrDict *kwargs, KrValue self)
{
    if (!kwargs || !kwargs->live)
        return true;
    KrValue key = KR_EMPTY, value;
    uint32_t pos = 0;
    krdict_next(kwargs, &pos, &key, &value);
    krraise(vm, KR_T_TypeError, "%T() got an unexpected keyword argument '%S'", self, key);
    return false;
}

/// StopIteration.__init__(self, /, *args, **kwargs)
/// Initialize self.
KR_NATIVE(StopIteration___init__)
{
    if (!no_keywords(vm, a) || !keep_args(vm, a, n))
        return KR_RAISED;
    set_field(vm, a[0], 0, n > 2 ? a[2] : KR_NONE);
    return KR_NONE;
}

/// SystemExit.__init__(self, /, *args, **kwargs)
/// Initialize self.
KR_NATIVE(SystemExit___init__)
{
    if (!no_keywords(vm, a) || !keep_args(vm, a, n))
        return KR_RAISED;
    set_field(vm, a[0], 0, n == 3 ? a[2] : n > 3 ? kras_exc(a[0])->args : KR_NONE);
    return KR_NONE;
}

/// KeyError.__str__(self, /)
/// Return str(self).
KR_NATIVE(KeyError___str__)
{
    KrTuple *args = kras_tuple(kras_exc(a[0])->args);
    return args->n == 1 ? krobj_repr(vm, args->at[0]) : krn_BaseException___str__(vm, a, 1);
}

/// AttributeError.__init__(self, /, *args, **kwargs)
/// Initialize self.
KR_NATIVE(AttributeError___init__)
{
    KrDict *kwargs = a[1] == KR_EMPTY ? NULL : kras_dict(a[1]);
    set_field(vm, a[0], 0, take_keyword(vm, kwargs, KR_NAME(name)));
    set_field(vm, a[0], 1, take_keyword(vm, kwargs, KR_NAME(obj)));
    return no_more_keywords(vm, kwargs, a[0]) && keep_args(vm, a, n) ? KR_NONE : KR_RAISED;
}

/// NameError.__init__(self, /, *args, **kwargs)
/// Initialize self.
KR_NATIVE(NameError___init__)
{
    KrDict *kwargs = a[1] == KR_EMPTY ? NULL : kras_dict(a[1]);
    set_field(vm, a[0], 0, take_keyword(vm, kwargs, KR_NAME(name)));
    return no_more_keywords(vm, kwargs, a[0]) && keep_args(vm, a, n) ? KR_NONE : KR_RAISED;
}

/// ImportError.__init__(self, /, *args, **kwargs)
/// Initialize self.
KR_NATIVE(ImportError___init__)
{
    KrDict *kwargs = a[1] == KR_EMPTY ? NULL : kras_dict(a[1]);
    set_field(vm, a[0], 1, take_keyword(vm, kwargs, KR_NAME(name)));
    set_field(vm, a[0], 2, take_keyword(vm, kwargs, KR_NAME(path)));
    set_field(vm, a[0], 3, take_keyword(vm, kwargs, KR_NAME(name_from)));
    if (!no_more_keywords(vm, kwargs, a[0]) || !keep_args(vm, a, n))
        return KR_RAISED;
    set_field(vm, a[0], 0, n == 3 ? a[2] : KR_NONE);
    return KR_NONE;
}

/// ImportError.__str__(self, /)
/// Return str(self).
KR_NATIVE(ImportError___str__)
{
    KrValue msg = kras_exc(a[0])->field[0];
    return kris_exact(msg, KR_T_str) ? msg : krn_BaseException___str__(vm, a, 1);
}

/* OSError(errno, strerror[, filename[, winerror[, filename2]]]) chooses the subclass by errno. */
/// OSError.__new__(cls, *args, **kwargs)
/// Create and return a new object.
KR_NATIVE(OSError___new__)
{
    KrType *type = kras_type(a[0]);
    int64_t err;
    if (type == KR_TYPE_OF(OSError) && n >= 4 && kris_int(a[2]) && krint_to_i64(a[2], &err))
        type = (KrType *)&krtypes[krerror_type_of_errno((int)err)];
    KrExc *e = krobj_new(vm, type);
    KrTuple *args = e ? krtuple_new(vm, &a[2], n - 2) : NULL;
    if (!args)
        return KR_RAISED;
    krstore(vm, e, &e->args, krvalue(args));
    if (n < 4 || n > 7)
        return krvalue(e);
    krstore(vm, e, &e->field[0], a[2]);
    krstore(vm, e, &e->field[1], a[3]);
    if (n >= 5 && a[4] != KR_NONE) {
        krstore(vm, e, &e->field[2], a[4]);
        if (n == 7)
            krstore(vm, e, &e->field[3], a[6]);
        KrTuple *two = krtuple_new(vm, &a[2], 2);
        if (!two)
            return KR_RAISED;
        krstore(vm, e, &e->args, krvalue(two));
    }
    return krvalue(e);
}

/// OSError.__init__(self, /, *args, **kwargs)
/// Initialize self.
KR_NATIVE(OSError___init__)
{
    return no_keywords(vm, a) ? KR_NONE : KR_RAISED;
}

/// OSError.__str__(self, /)
/// Return str(self).
KR_NATIVE(OSError___str__)
{
    KrExc *e = kras_exc(a[0]);
    KrValue number = e->field[0] == KR_EMPTY ? KR_NONE : e->field[0], text = e->field[1] == KR_EMPTY ? KR_NONE : e->field[1];
    if (e->field[2] != KR_EMPTY && e->field[3] != KR_EMPTY)
        return krvalue_or_raised(krstr_printf(vm, "[Errno %S] %S: %R -> %R", number, text, e->field[2], e->field[3]));
    if (e->field[2] != KR_EMPTY)
        return krvalue_or_raised(krstr_printf(vm, "[Errno %S] %S: %R", number, text, e->field[2]));
    if (e->field[0] == KR_EMPTY || e->field[1] == KR_EMPTY)
        return krn_BaseException___str__(vm, a, 1);
    return krvalue_or_raised(krstr_printf(vm, "[Errno %S] %S", number, text));
}

/// SyntaxError.__init__(self, /, *args, **kwargs)
/// Initialize self.
KR_NATIVE(SyntaxError___init__)
{
    if (!no_keywords(vm, a) || !keep_args(vm, a, n))
        return KR_RAISED;
    if (n > 2)
        set_field(vm, a[0], 0, a[2]);
    if (n != 4)
        return KR_NONE;
    KrTuple *info = krobj_tuple(vm, a[3]);
    if (!info)
        return KR_RAISED;
    if (info->n < 4 || info->n > 6 || info->n == 5)
        return krraise(vm, KR_T_TypeError, info->n == 5 ? "end_offset must be provided when end_lineno is provided"
                                                       : "function takes exactly 4 or 6 arguments (%zu given)", info->n);
    static const uint8_t order[] = {1, 2, 3, 4, 5, 6};
    for (size_t i = 0; i < info->n; i++)
        set_field(vm, a[0], order[i], info->at[i]);
    return KR_NONE;
}

/// SyntaxError.__str__(self, /)
/// Return str(self).
KR_NATIVE(SyntaxError___str__)
{
    KrExc *e = kras_exc(a[0]);
    KrValue msg = e->field[0] == KR_EMPTY ? KR_NONE : e->field[0];
    bool has_file = e->field[1] != KR_EMPTY && kris_str(vm, e->field[1]), has_line = e->field[2] != KR_EMPTY && kris_int(e->field[2]);
    if (!has_file && !has_line)
        return krobj_str(vm, msg);
    KrStr *file = NULL;
    if (has_file) {
        KrStr *whole = kras_str(e->field[1]);
        const char *p = krstr_data(whole), *slash = memrchr(p, '/', whole->size);
        file = slash ? krstr_new(vm, slash + 1, whole->size - (size_t)(slash + 1 - p)) : whole;
        if (!file)
            return KR_RAISED;
    }
    if (has_file && has_line)
        return krvalue_or_raised(krstr_printf(vm, "%S (%U, line %S)", msg, file, e->field[2]));
    if (has_file)
        return krvalue_or_raised(krstr_printf(vm, "%S (%U)", msg, file));
    return krvalue_or_raised(krstr_printf(vm, "%S (line %S)", msg, e->field[2]));
}

static KrValue unicode_init(KrVm *vm, KrValue *a, uint32_t n, uint32_t wanted, uint32_t first)
{
    if (!no_keywords(vm, a))
        return KR_RAISED;
    if (n - 2 != wanted)
        return krraise(vm, KR_T_TypeError, "function takes exactly %u arguments (%u given)", wanted, n - 2);
    if (!keep_args(vm, a, n))
        return KR_RAISED;
    for (uint32_t i = 0; i < wanted; i++)
        set_field(vm, a[0], (int)(first + i), a[2 + i]);
    return KR_NONE;
}

/// UnicodeDecodeError.__init__(self, /, *args, **kwargs)
/// Initialize self.
KR_NATIVE(UnicodeDecodeError___init__)
{
    return unicode_init(vm, a, n, 5, 0);
}

/// UnicodeEncodeError.__init__(self, /, *args, **kwargs)
/// Initialize self.
KR_NATIVE(UnicodeEncodeError___init__)
{
    return unicode_init(vm, a, n, 5, 0);
}

/// UnicodeTranslateError.__init__(self, /, *args, **kwargs)
/// Initialize self.
KR_NATIVE(UnicodeTranslateError___init__)
{
    return unicode_init(vm, a, n, 4, 1);
}

static bool range_of(KrVm *vm, KrExc *e, int64_t *start, int64_t *end)
{
    return krobj_as_i64(vm, e->field[2], start, true) && krobj_as_i64(vm, e->field[3], end, true);
}

/// UnicodeDecodeError.__str__(self, /)
/// Return str(self).
KR_NATIVE(UnicodeDecodeError___str__)
{
    KrExc *e = kras_exc(a[0]);
    int64_t start, end;
    if (e->field[1] == KR_EMPTY)
        return krvalue(vm->empty_str);
    if (!range_of(vm, e, &start, &end))
        return KR_RAISED;
    const uint8_t *data;
    size_t size;
    if (!krbuffer_get(vm, e->field[1], &data, &size))
        return KR_RAISED;
    if (start >= 0 && start < (int64_t)size && end == start + 1)
        return krvalue_or_raised(krstr_printf(vm, "'%S' codec can't decode byte 0x%02x in position %lld: %S", e->field[0], data[start],
                                              (long long)start, e->field[4]));
    return krvalue_or_raised(krstr_printf(vm, "'%S' codec can't decode bytes in position %lld-%lld: %S", e->field[0], (long long)start,
                                          (long long)end - 1, e->field[4]));
}

static KrValue encode_text(KrVm *vm, KrExc *e, const char *verb, bool named)
{
    int64_t start, end;
    if (e->field[1] == KR_EMPTY)
        return krvalue(vm->empty_str);
    if (!range_of(vm, e, &start, &end))
        return KR_RAISED;
    KrStr *name = named ? krstr_printf(vm, "'%S' codec ", e->field[0]) : vm->empty_str;
    KrStr *object = kris_str(vm, e->field[1]) ? kras_str(e->field[1]) : vm->empty_str;
    if (!name)
        return KR_RAISED;
    if (start >= 0 && start < (int64_t)object->len && end == start + 1) {
        uint32_t c = krstr_at(object, (size_t)start);
        const char *form = c < 0x100 ? "%U%s character '\\x%02x' in position %lld: %S"
                           : c < 0x10000 ? "%U%s character '\\u%04x' in position %lld: %S"
                                         : "%U%s character '\\U%08x' in position %lld: %S";
        return krvalue_or_raised(krstr_printf(vm, form, name, verb, c, (long long)start, e->field[4]));
    }
    return krvalue_or_raised(krstr_printf(vm, "%U%s characters in position %lld-%lld: %S", name, verb, (long long)start, (long long)end - 1, e->field[4]));
}

/// UnicodeEncodeError.__str__(self, /)
/// Return str(self).
KR_NATIVE(UnicodeEncodeError___str__)
{
    return encode_text(vm, kras_exc(a[0]), "can't encode", true);
}

/// UnicodeTranslateError.__str__(self, /)
/// Return str(self).
KR_NATIVE(UnicodeTranslateError___str__)
{
    return encode_text(vm, kras_exc(a[0]), "can't translate", false);
}
