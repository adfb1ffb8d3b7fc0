/* SPDX-License-Identifier: MIT
 * The module sys: functions. Its constants are set by sys_values.c. */
#include "modules/sys.h"

#include "modules/io.h"

#include <errno.h>
#include <unistd.h>

/// module sys
/// This module provides access to some objects used or maintained by the
/// interpreter and to functions that interact strongly with the interpreter.

KR_MODULE_INIT(sys)
{
    return krsys_set_values(vm, module);
}

/* ---- exceptions ------------------------------------------------------------------------------------------------- */

/// sys.exc_info()
/// Return current exception information: (type, value, traceback).
KR_NATIVE(sys_exc_info)
{
    KrValue e = vm->exec->handled;
    if (e == KR_EMPTY)
        return krvalue_or_raised(krtuple_of(vm, 3, KR_NONE, KR_NONE, KR_NONE));
    KrValue tb = kras_exc(e)->traceback;
    return krvalue_or_raised(krtuple_of(vm, 3, krvalue(krtype_of(vm, e)), e, tb == KR_EMPTY ? KR_NONE : tb));
}

/// sys.exception()
/// Return the current exception.
KR_NATIVE(sys_exception)
{
    KrValue e = vm->exec->handled;
    return e == KR_EMPTY ? KR_NONE : e;
}

/// sys.exit(status=None, /)
/// Exit the interpreter by raising SystemExit(status).
KR_NATIVE(sys_exit)
{
    bool given = a[0] != KR_EMPTY && a[0] != KR_NONE;
    KrValue e = krcall(vm, krvalue(KR_TYPE_OF(SystemExit)), a, given);
    return krraise_exc(vm, e);
}

static bool write_to(KrVm *vm, KrValue file, const char *text, size_t n)
{
    KrValue s = krvalue_or_raised(krstr_new(vm, text, n));
    return s != KR_RAISED && krcall_method(vm, file, KR_NAME(write), &s, 1) != KR_RAISED;
}

static void write_raw(KrVm *vm, const char *text, size_t n)
{
    if (vm->host_calls.write) {
        if (!krfile_host_write(vm, 2, text, n))
            krpending_clear(vm);
        return;
    }
    while (n) {
        ssize_t done = write(2, text, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return;
        text += done;
        n -= (size_t)done;
    }
}

void krsys_stderr(KrVm *vm, const char *text, size_t n)
{
    KrValue file = vm->sys ? krobj_lookup(vm, vm->sys, KR_NAME(stderr)) : KR_EMPTY;
    if (file == KR_NONE)
        return;
    if (file == KR_EMPTY || file == KR_RAISED || !write_to(vm, file, text, n) ||
        krcall_method(vm, file, KR_NAME(flush), NULL, 0) == KR_RAISED) {
        krpending_clear(vm);
        write_raw(vm, text, n);
    }
}

static void print_exception(KrVm *vm, KrValue e)
{
    KrBuf b = krbuf_init(&vm->alloc);
    if (krerror_format(vm, &b, e) && !b.failed)
        krsys_stderr(vm, b.data, b.len);
    else
        krsys_stderr(vm, "MemoryError\n", 12);
    krpending_clear(vm);
    krbuf_release(&b);
}

/// sys.excepthook(exctype, value, traceback, /)
/// Handle an exception by displaying it with a traceback on sys.stderr.
KR_NATIVE(sys_excepthook)
{
    if (!kris_kind(vm, a[1], KR_TF_EXCEPTION))
        return krraise(vm, KR_T_TypeError, "print_exception(): Exception expected for value, %T found", a[1]);
    if (kris_exact(a[2], KR_T_traceback) && kras_exc(a[1])->traceback == KR_EMPTY)
        krstore(vm, kras_obj(a[1]), &kras_exc(a[1])->traceback, a[2]);
    print_exception(vm, a[1]);
    return KR_NONE;
}

static bool is_native(KrValue fn, KrNative native)
{
    if (kris_exact(fn, KR_T_builtin_function_or_method)) {
        const KrMember *m = (const KrMember *)kras_obj(fn);
        return m->h.flags & KR_F_CONST && m->fn == native;
    }
    return false;
}

void krsys_report(KrVm *vm, KrValue e)
{
    KrValue hook = vm->sys ? krobj_lookup(vm, vm->sys, KR_NAME(excepthook)) : KR_EMPTY;
    krpending_clear(vm);
    if (hook == KR_EMPTY || hook == KR_RAISED || is_native(hook, krn_sys_excepthook)) {
        print_exception(vm, e);
        return;
    }
    KrValue tb = kras_exc(e)->traceback;
    KrValue args[3] = {krvalue(krtype_of(vm, e)), e, tb == KR_EMPTY ? KR_NONE : tb};
    if (krcall(vm, hook, args, 3) != KR_RAISED)
        return;
    KrValue second = krpending_take(vm);
    krsys_stderr(vm, "Error in sys.excepthook:\n", 25);
    print_exception(vm, second);
    krsys_stderr(vm, "\nOriginal exception was:\n", 25);
    print_exception(vm, e);
}

/* ---- reports of what nobody can catch -------------------------------------------------------------------------------- */

static void print_unraisable(KrVm *vm, KrValue e, KrValue message, KrValue object)
{
    KrBuf b = krbuf_init(&vm->alloc);
    if (kris_str(vm, message)) {
        krbuf_str(&b, kras_str(message));
        if (object != KR_NONE)
            krbuf_text(&b, ": ");
    } else if (object != KR_NONE) {
        krbuf_text(&b, "Exception ignored in: ");
    }
    if (object != KR_NONE) {
        KrValue text = krobj_repr(vm, object);
        krpending_clear(vm);
        if (text == KR_RAISED)
            krbuf_text(&b, "<object repr() failed>");
        else
            krbuf_str(&b, kras_str(text));
    }
    if (b.len)
        krbuf_char(&b, '\n');
    if (krerror_format(vm, &b, e) && !b.failed)
        krsys_stderr(vm, b.data, b.len);
    krpending_clear(vm);
    krbuf_release(&b);
}

/// sys._unraisable(exception, message, object, /)
/// Report an exception that nobody can catch: through sys.unraisablehook if a program has set one.
KR_NATIVE(sys__unraisable)
{
    KrValue hook = krobj_lookup(vm, vm->sys, KR_NAME(unraisablehook));
    if (hook == KR_RAISED || hook == KR_EMPTY || is_native(hook, krn_sys_unraisablehook)) {
        krpending_clear(vm);
        print_unraisable(vm, a[0], a[1], a[2]);
        return KR_NONE;
    }
    KrNamespace *info = krobj_new(vm, KR_TYPE_OF(SimpleNamespace));
    KrDict *d = info ? krdict_new(vm) : NULL;
    KrValue tb = kras_exc(a[0])->traceback;
    if (!d || !krdict_set_name(vm, d, KR_NAME(exc_type), krvalue(krtype_of(vm, a[0]))) ||
        !krdict_set_name(vm, d, KR_NAME(exc_value), a[0]) ||
        !krdict_set_name(vm, d, KR_NAME(exc_traceback), tb == KR_EMPTY ? KR_NONE : tb) ||
        !krdict_set_name(vm, d, KR_NAME(err_msg), a[1]) || !krdict_set_name(vm, d, KR_NAME(object), a[2]))
        return KR_RAISED;
    krstore(vm, info, &info->dict, krvalue(d));
    KrValue arg = krvalue(info);
    return krcall(vm, hook, &arg, 1) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/// sys.unraisablehook(unraisable, /)
/// Handle an unraisable exception.
KR_NATIVE(sys_unraisablehook)
{
    KrValue e = krobj_getattr(vm, a[0], KR_NAME(exc_value));
    KrValue message = e == KR_RAISED ? e : krobj_getattr(vm, a[0], KR_NAME(err_msg));
    KrValue object = message == KR_RAISED ? message : krobj_getattr(vm, a[0], KR_NAME(object));
    KR_TRY(object);
    if (kris_ptr(e) && kris_kind(vm, e, KR_TF_EXCEPTION))
        print_unraisable(vm, e, message, object);
    return KR_NONE;
}

/* Where a warning about something dropped is reported: the line that runs now. */
static bool warning_place(KrVm *vm, KrBuf *b)
{
    KrFrame *f = krvm_python_frame(vm);
    if (!f) {
        krbuf_text(b, "sys:1");
        return true;
    }
    krbuf_str(b, f->func->code->filename);
    krbuf_printf(b, ":%d", krframe_line(f));
    return true;
}

static KrValue warn_by_module(KrVm *vm, KrValue module, KrStr *text, KrValue source)
{
    KrValue warn = krobj_getattr(vm, module, KR_NAME(warn));
    KR_TRY(warn);
    KrValue args[4] = {krvalue(text), krvalue(KR_TYPE_OF(RuntimeWarning)), krsmall(1), source};
    return krcall(vm, warn, args, 4);
}

/// sys._never_awaited(coroutine, /)
/// Warn of a coroutine that is dropped without having been awaited.
KR_NATIVE(sys__never_awaited)
{
    KrValue name = krobj_getattr(vm, a[0], KR_NAME(__qualname__));
    KR_TRY(name);
    KrStr *text = krstr_printf(vm, "coroutine '%S' was never awaited", name);
    if (!text)
        return KR_RAISED;
    KrValue options = krobj_lookup(vm, vm->sys, KR_NAME(warnoptions));
    KrValue module = krdict_get_name(vm, vm->modules, KR_NAME(warnings));
    if (module == KR_EMPTY && kris_exact(options, KR_T_list) && kras_list(options)->n)
        module = krmodule_import(vm, "warnings");
    KR_TRY(module);
    if (module != KR_EMPTY && module != KR_NONE)
        return warn_by_module(vm, module, text, a[0]);
    KrBuf b = krbuf_init(&vm->alloc);
    if (warning_place(vm, &b)) {
        krbuf_text(&b, ": RuntimeWarning: ");
        krbuf_str(&b, text);
        krbuf_char(&b, '\n');
        KrFrame *f = krvm_python_frame(vm);
        if (f)
            krerror_source_line(vm, &b, f->func->code->filename, krframe_line(f), 2);
        krbuf_text(&b, "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n");
    }
    if (!b.failed)
        krsys_stderr(vm, b.data, b.len);
    krbuf_release(&b);
    return KR_NONE;
}

/// sys._syntax_warning(message, filename, lineno, /)
/// Report a SyntaxWarning of the compiler.
KR_NATIVE(sys__syntax_warning)
{
    KrValue options = krobj_lookup(vm, vm->sys, KR_NAME(warnoptions));
    KrValue module = krdict_get_name(vm, vm->modules, KR_NAME(warnings));
    if (module == KR_EMPTY && kris_exact(options, KR_T_list) && kras_list(options)->n)
        module = krmodule_import(vm, "warnings");
    KR_TRY(module);
    if (module != KR_EMPTY && module != KR_NONE) {
        KrValue args[4] = {a[0], krvalue(KR_TYPE_OF(SyntaxWarning)), a[1], a[2]};
        return krcall_method(vm, module, KR_NAME(warn_explicit), args, 4);
    }
    int64_t line = 0;
    KrStr *text = krstr_printf(vm, "%S:%S: SyntaxWarning: %S\n", a[1], a[2], a[0]);
    if (!text || !krobj_as_i64(vm, a[2], &line, true))
        return KR_RAISED;
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_str(&b, text);
    if (kris_str(vm, a[1]))
        krerror_source_line(vm, &b, kras_str(a[1]), (int)line, 2);
    if (!b.failed)
        krsys_stderr(vm, b.data, b.len);
    krbuf_release(&b);
    return KR_NONE;
}

/* ---- hooks of the prompt ------------------------------------------------------------------------------------------------ */

/// sys.displayhook(object, /)
/// Print an object to sys.stdout and also save it in builtins._
KR_NATIVE(sys_displayhook)
{
    if (a[0] == KR_NONE)
        return KR_NONE;
    if (!krdict_set_name(vm, vm->builtins, KR_NAME(_), KR_NONE))
        return KR_RAISED;
    KrValue file = krobj_lookup(vm, vm->sys, KR_NAME(stdout));
    if (file == KR_EMPTY)
        return krraise(vm, KR_T_RuntimeError, "lost sys.stdout");
    KrValue text = krobj_repr(vm, a[0]);
    KrValue line = text == KR_RAISED ? text : krvalue_or_raised(krstr_printf(vm, "%S\n", text));
    if (line == KR_RAISED || file == KR_RAISED || krcall_method(vm, file, KR_NAME(write), &line, 1) == KR_RAISED)
        return KR_RAISED;
    return krdict_set_name(vm, vm->builtins, KR_NAME(_), a[0]) ? KR_NONE : KR_RAISED;
}

/// sys.breakpointhook(*args, **kwargs)
/// This hook function is called by built-in breakpoint().
KR_NATIVE(sys_breakpointhook)
{
    KrValue module = krmodule_import(vm, "_breakpoint"), hook = module == KR_RAISED ? module : krobj_getattr(vm, module, KR_NAME(hook));
    KrTuple *args = hook == KR_RAISED ? NULL : krtuple_new(vm, &a[1], n - 1);
    return args ? krcall_ex(vm, hook, args, a[0] == KR_EMPTY ? NULL : kras_dict(a[0])) : KR_RAISED;
}

/* ---- the interpreter ------------------------------------------------------------------------------------------------------ */

/// sys.getrecursionlimit()
/// Return the current value of the recursion limit.
KR_NATIVE(sys_getrecursionlimit)
{
    return krsmall(vm->exec->depth_limit);
}

/// sys.setrecursionlimit(limit, /)
/// Set the maximum depth of the Python interpreter stack to n.
KR_NATIVE(sys_setrecursionlimit)
{
    int64_t limit;
    if (!krobj_as_i64(vm, a[0], &limit, false))
        return KR_RAISED;
    if (limit < 1)
        return krraise(vm, KR_T_ValueError, "recursion limit must be greater or equal than 1");
    uint32_t depth = vm->exec->frame ? (uint32_t)vm->exec->frame->depth : 0;
    if (limit <= depth)
        return krraise(vm, KR_T_RecursionError, "cannot set the recursion limit to %lld at the recursion depth %u: the limit is too low",
                       (long long)limit, depth);
    /* A frame's depth has 24 bits. */
    vm->exec->depth_limit = limit < 1 << 24 ? (uint32_t)limit : (1u << 24) - 1;
    return KR_NONE;
}

/// sys._getframe(depth=0, /)
/// Return a frame object from the call stack.
KR_NATIVE(sys__getframe)
{
    int64_t depth = 0;
    if (a[0] != KR_EMPTY && !krobj_as_i64(vm, a[0], &depth, false))
        return KR_RAISED;
    KrFrame *f = vm->exec->frame;
    for (;; f = krframe_back(f)) {
        while (f && (f->flags & KR_FR_NATIVE))
            f = krframe_back(f);
        if (!f || depth-- <= 0)
            break;
    }
    return f ? krframe_object(vm, f) : krraise(vm, KR_T_ValueError, "call stack is not deep enough");
}

/// sys._getframemodulename(depth=0)
/// Return the name of the module for a calling frame.
KR_NATIVE(sys__getframemodulename)
{
    KrValue depth = a[0];
    KrValue f = krn_sys__getframe(vm, &depth, 1);
    if (f == KR_RAISED) {
        krpending_clear(vm);
        return KR_NONE;
    }
    KrValue name = krdict_get_name(vm, ((KrFrameObject *)kras_obj(f))->func->globals, KR_NAME(__name__));
    return name == KR_EMPTY ? KR_NONE : name;
}

/// sys.intern(string, /)
/// ``Intern'' the given string.
KR_NATIVE(sys_intern)
{
    if (!kris_str(vm, a[0]))
        return krraise(vm, KR_T_TypeError, "intern() argument must be str, not %T", a[0]);
    if (!kris_exact(a[0], KR_T_str))
        return krraise(vm, KR_T_TypeError, "can't intern %T", a[0]);
    return krvalue_or_raised(krintern(vm, kras_str(a[0])));
}

/// sys.getsizeof(object, default=None, /)
/// Return the size of object in bytes.
KR_NATIVE(sys_getsizeof)
{
    KrValue hook = krcall_dunder(vm, KR_D_sizeof, a[0], NULL, 0);
    if (hook != KR_EMPTY)
        return hook;
    if (!kris_ptr(a[0]))
        return krsmall(8);
    KrObj *o = kras_obj(a[0]);
    if (o->flags & KR_F_CONST)
        return krsmall(krtype_of(vm, a[0])->size);
    size_t size = krheap_cell_size(&vm->heap, o);
    KrValues *items = kris_exact(a[0], KR_T_list) ? kras_list(a[0])->items : kris_kind(vm, a[0], KR_TF_DICT | KR_TF_SET) ? kras_dict(a[0])->entries : NULL;
    return krsmall((int64_t)(size + (items ? krheap_cell_size(&vm->heap, items) : 0)));
}

/// sys.getdefaultencoding()
/// Return the current default encoding used by the Unicode implementation.
KR_NATIVE(sys_getdefaultencoding)
{
    return krvalue_or_raised(krstr_text(vm, "utf-8"));
}

/// sys.getfilesystemencoding()
/// Return the encoding used to convert Unicode filenames to OS filenames.
KR_NATIVE(sys_getfilesystemencoding)
{
    return krvalue_or_raised(krstr_text(vm, "utf-8"));
}

/// sys.getfilesystemencodeerrors()
/// Return the error mode used for Unicode to OS filename conversion.
KR_NATIVE(sys_getfilesystemencodeerrors)
{
    return krvalue_or_raised(krstr_text(vm, "surrogateescape"));
}

/// sys.getswitchinterval()
/// Return the current thread switch interval; see sys.setswitchinterval().
KR_NATIVE(sys_getswitchinterval)
{
    return krdouble(0.005);
}

/// sys.setswitchinterval(interval, /)
/// Set the ideal thread switching delay inside the interpreter.
KR_NATIVE(sys_setswitchinterval)
{
    double seconds;
    if (!krobj_as_double(vm, a[0], &seconds))
        return KR_RAISED;
    return seconds > 0 ? KR_NONE : krraise(vm, KR_T_ValueError, "switch interval must be strictly positive");
}

/// sys.is_finalizing()
/// Return True if Python is exiting.
KR_NATIVE(sys_is_finalizing)
{
    return KR_FALSE;
}

/// sys.getallocatedblocks()
/// Return the number of memory blocks currently allocated.
KR_NATIVE(sys_getallocatedblocks)
{
    return krsmall((int64_t)(vm->heap.live_bytes / KR_GRANULE));
}

/// sys._is_gil_enabled()
/// Return True if the GIL is currently enabled and False if it is disabled.
KR_NATIVE(sys__is_gil_enabled)
{
    return KR_TRUE;
}

/// sys._clear_type_cache()
/// Clear the internal type lookup cache.
KR_NATIVE(sys__clear_type_cache)
{
    krtype_forget_lookups(vm);
    return KR_NONE;
}

/// sys.get_int_max_str_digits()
/// Return the maximum string digits limit for non-binary int<->str conversions.
KR_NATIVE(sys_get_int_max_str_digits)
{
    return krobj_getattr(vm, vm->sys, KR_NAME(_int_max_str_digits));
}

/// sys.set_int_max_str_digits(maxdigits)
/// Set the maximum string digits limit for non-binary int<->str conversions.
KR_NATIVE(sys_set_int_max_str_digits)
{
    int64_t digits;
    if (!krobj_as_i64(vm, a[0], &digits, false))
        return KR_RAISED;
    if (digits && digits < 640)
        return krraise(vm, KR_T_ValueError, "maxdigits must be 0 or larger than 640");
    return krobj_setattr(vm, vm->sys, KR_NAME(_int_max_str_digits), krsmall(digits)) ? KR_NONE : KR_RAISED;
}

/* ---- tracing, auditing, hooks -------------------------------------------------------------------------------------------------- */

/// sys.audit(event, /, *args)
/// Passes the event to any hooks that are attached.
KR_NATIVE(sys_audit)
{
    return KR_NONE;
}

/// sys.addaudithook(hook)
/// Adds a new audit hook callback.
KR_NATIVE(sys_addaudithook)
{
    return krraise(vm, KR_T_RuntimeError, "audit hooks are not supported yet");
}

/// sys.gettrace()
/// Return the global debug tracing function set with sys.settrace.
KR_NATIVE(sys_gettrace)
{
    return KR_NONE;
}

/// sys.settrace(function, /)
/// Set the global debug tracing function.
KR_NATIVE(sys_settrace)
{
    return a[0] == KR_NONE ? KR_NONE : krraise(vm, KR_T_RuntimeError, "sys.settrace() is not supported yet");
}

/// sys.getprofile()
/// Return the profiling function set with sys.setprofile.
KR_NATIVE(sys_getprofile)
{
    return KR_NONE;
}

/// sys.setprofile(function, /)
/// Set the profiling function.
KR_NATIVE(sys_setprofile)
{
    return a[0] == KR_NONE ? KR_NONE : krraise(vm, KR_T_RuntimeError, "sys.setprofile() is not supported yet");
}

/// sys.get_coroutine_origin_tracking_depth()
/// Check status of origin tracking for coroutine objects in this thread.
KR_NATIVE(sys_get_coroutine_origin_tracking_depth)
{
    return krsmall(0);
}

/// sys.set_coroutine_origin_tracking_depth(depth)
/// Enable or disable origin tracking for coroutine objects in this thread.
KR_NATIVE(sys_set_coroutine_origin_tracking_depth)
{
    int64_t depth;
    if (!krobj_as_i64(vm, a[0], &depth, false))
        return KR_RAISED;
    return depth < 0 ? krraise(vm, KR_T_ValueError, "depth must be >= 0") : KR_NONE;
}

static bool set_asyncgen_hook(KrVm *vm, KrValue v, const char *name, KrValue *slot)
{
    if (v == KR_EMPTY)
        return true;
    if (v != KR_NONE && krdunder(vm, krtype_of(vm, v), KR_D_call) == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "callable %s expected, got %T", name, v);
        return false;
    }
    *slot = v;
    return true;
}

/// sys.set_asyncgen_hooks(firstiter=None, finalizer=None)
/// Set a finalizer for async generators objects.
KR_NATIVE(sys_set_asyncgen_hooks)
{
    KrTuple *old = vm->asyncgen_hooks ? kras_tuple(vm->asyncgen_hooks) : NULL;
    KrValue hooks[2] = {old ? old->at[0] : KR_NONE, old ? old->at[1] : KR_NONE};
    if (!set_asyncgen_hook(vm, a[0], "firstiter", &hooks[0]) || !set_asyncgen_hook(vm, a[1], "finalizer", &hooks[1]))
        return KR_RAISED;
    KrTuple *t = krtuple_new(vm, hooks, 2);
    if (!t)
        return KR_RAISED;
    vm->asyncgen_hooks = krvalue(t);
    return KR_NONE;
}

/// sys.get_asyncgen_hooks()
/// Return the installed asynchronous generators hooks.
KR_NATIVE(sys_get_asyncgen_hooks)
{
    KrTuple *t = vm->asyncgen_hooks ? kras_tuple(vm->asyncgen_hooks) : NULL;
    KrValue hooks[2] = {t ? t->at[0] : KR_NONE, t ? t->at[1] : KR_NONE};
    return krrecord_new(vm, KR_T_sys_asyncgen_hooks, hooks, 2, 2);
}
