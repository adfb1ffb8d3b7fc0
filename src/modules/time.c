/* SPDX-License-Identifier: MIT
 * The module time. */
#include "modules/state.h"

#include "base/clock.h"
#include "object/record.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

/// module time
/// This module provides various functions to manipulate time values.

/* ---- zones ------------------------------------------------------------------------------------------------------ */

static int64_t offset_of_month(int month, char *name, size_t room, time_t year_start)
{
    time_t t = year_start + (time_t)month * 31 * 86400;
    struct tm tm;
    localtime_r(&t, &tm);
    snprintf(name, room, "%s", tm.tm_zone ? tm.tm_zone : "");
    return -tm.tm_gmtoff;
}

static bool set_zone(KrVm *vm, KrValue module)
{
    char january[64], july[64];
    time_t now = time(NULL), year = now - now % (365 * 86400 + 21600);
    tzset();
    int64_t west1 = offset_of_month(0, january, sizeof january, year), west2 = offset_of_month(6, july, sizeof july, year);
    bool north = west1 >= west2;
    KrStr *standard = krstr_text(vm, north ? january : july), *summer = standard ? krstr_text(vm, north ? july : january) : NULL;
    KrTuple *names = summer ? krtuple_of(vm, 2, krvalue(standard), krvalue(summer)) : NULL;
    return names && krmodule_set(vm, module, "tzname", krvalue(names)) && krmodule_set_int(vm, module, "timezone", north ? west1 : west2) &&
           krmodule_set_int(vm, module, "altzone", north ? west2 : west1) && krmodule_set_int(vm, module, "daylight", west1 != west2);
}

KR_MODULE_INIT(time)
{
    return set_zone(vm, module) && krmodule_set_int(vm, module, "CLOCK_REALTIME", CLOCK_REALTIME) &&
           krmodule_set_int(vm, module, "CLOCK_MONOTONIC", CLOCK_MONOTONIC) &&
           krmodule_set_int(vm, module, "CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW) &&
           krmodule_set_int(vm, module, "CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID) &&
           krmodule_set_int(vm, module, "CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID) &&
           krmodule_set_int(vm, module, "CLOCK_BOOTTIME", CLOCK_BOOTTIME) && krmodule_set_int(vm, module, "_STRUCT_TM_ITEMS", 11);
}

/// needs ENVIRONMENT

/// time.tzset()
/// Initialize, or reinitialize, the local timezone to the value stored in os.environ['TZ'].
KR_NATIVE(time_tzset)
{
    KrValue module = krmodule_import(vm, "time");
    return module != KR_RAISED && set_zone(vm, module) ? KR_NONE : KR_RAISED;
}

/* ---- clocks ------------------------------------------------------------------------------------------------------- */

/// needs nothing

/// time.time()
/// Return the current time in seconds since the Epoch.
KR_NATIVE(time_time)
{
    return krdouble(krclock_seconds(krclock_wall()));
}

/// time.time_ns()
/// Return the current time in nanoseconds since the Epoch.
KR_NATIVE(time_time_ns)
{
    return krint_from(vm, krclock_wall());
}

/// time.monotonic()
/// Monotonic clock, cannot go backward.
KR_NATIVE(time_monotonic)
{
    return krdouble(krclock_seconds(krclock_monotonic()));
}

/// time.monotonic_ns()
/// Monotonic clock, cannot go backward, as nanoseconds.
KR_NATIVE(time_monotonic_ns)
{
    return krint_from(vm, krclock_monotonic());
}

/// time.perf_counter()
/// Performance counter for benchmarking.
KR_NATIVE(time_perf_counter)
{
    return krdouble(krclock_seconds(krclock_monotonic()));
}

/// time.perf_counter_ns()
/// Performance counter for benchmarking as nanoseconds.
KR_NATIVE(time_perf_counter_ns)
{
    return krint_from(vm, krclock_monotonic());
}

/// time.process_time()
/// Process time for profiling: sum of the kernel and user-space CPU time.
KR_NATIVE(time_process_time)
{
    return krdouble(krclock_seconds(krclock_process()));
}

/// time.process_time_ns()
/// Process time for profiling as nanoseconds.
KR_NATIVE(time_process_time_ns)
{
    return krint_from(vm, krclock_process());
}

/// time.thread_time()
/// Thread time for profiling: sum of the kernel and user-space CPU time.
KR_NATIVE(time_thread_time)
{
    return krdouble(krclock_seconds(krclock_thread()));
}

/// time.thread_time_ns()
/// Thread time for profiling as nanoseconds.
KR_NATIVE(time_thread_time_ns)
{
    return krint_from(vm, krclock_thread());
}

static bool clock_ns(KrVm *vm, KrValue id, int (*get)(clockid_t, struct timespec *), int64_t *out)
{
    int64_t clock;
    struct timespec ts;
    if (!krobj_as_i64(vm, id, &clock, false))
        return false;
    if (get((clockid_t)clock, &ts))
        return krraise_errno(vm, errno, KR_EMPTY), false;
    *out = (int64_t)ts.tv_sec * KR_NS_PER_S + ts.tv_nsec;
    return true;
}

/// time.clock_gettime(clk_id, /)
/// Return the time of the specified clock clk_id as a float.
KR_NATIVE(time_clock_gettime)
{
    int64_t ns;
    return clock_ns(vm, a[0], clock_gettime, &ns) ? krdouble(krclock_seconds(ns)) : KR_RAISED;
}

/// time.clock_gettime_ns(clk_id, /)
/// Return the time of the specified clock clk_id as nanoseconds (int).
KR_NATIVE(time_clock_gettime_ns)
{
    int64_t ns;
    return clock_ns(vm, a[0], clock_gettime, &ns) ? krint_from(vm, ns) : KR_RAISED;
}

/// time.clock_getres(clk_id, /)
/// Return the resolution (precision) of the specified clock clk_id.
KR_NATIVE(time_clock_getres)
{
    int64_t ns;
    return clock_ns(vm, a[0], clock_getres, &ns) ? krdouble(krclock_seconds(ns)) : KR_RAISED;
}

/// time.get_clock_info(name, /)
/// Get information of the specified clock.
KR_NATIVE(time_get_clock_info)
{
    static const struct {
        const char *name, *implementation;
        bool monotonic, adjustable;
    } clocks[] = {{"time", "clock_gettime(CLOCK_REALTIME)", false, true}, {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", true, false},
                  {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", true, false},
                  {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false},
                  {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false}};
    if (!kris_str(vm, a[0]))
        return krraise(vm, KR_T_TypeError, "get_clock_info() argument 1 must be str, not %T", a[0]);
    for (uint32_t i = 0; i < KR_COUNT(clocks); i++) {
        if (!krstr_is(kras_str(a[0]), clocks[i].name))
            continue;
        KrNamespace *info = krobj_new(vm, KR_TYPE_OF(SimpleNamespace));
        KrDict *d = info ? krdict_new(vm) : NULL;
        KrStr *text = d ? krstr_text(vm, clocks[i].implementation) : NULL;
        if (!text || !krdict_set_name(vm, d, KR_NAME(implementation), krvalue(text)) ||
            !krdict_set_name(vm, d, KR_NAME(monotonic), krbool(clocks[i].monotonic)) ||
            !krdict_set_name(vm, d, KR_NAME(adjustable), krbool(clocks[i].adjustable)) ||
            !krdict_set_name(vm, d, KR_NAME(resolution), krdouble(1e-9)))
            return KR_RAISED;
        krstore(vm, info, &info->dict, krvalue(d));
        return krvalue(info);
    }
    return krraise(vm, KR_T_ValueError, "unknown clock");
}

/* ---- sleep ----------------------------------------------------------------------------------------------------------- */

/* Waits in parts, so that a request from another thread, which interrupts no system call, is seen soon. */
static bool sleep_until(KrVm *vm, int64_t deadline)
{
    enum { PART = 50000000 };
    for (;;) {
        if (!krpoll(vm))
            return false;
        int64_t left = deadline - krclock_monotonic();
        if (left <= 0)
            return true;
        if (left > PART)
            left = PART;
        left = krvm_wait_part(vm, left);
        struct timespec ts = {.tv_nsec = left};
        krvm_leave(vm);
        clock_nanosleep(CLOCK_MONOTONIC, 0, &ts, NULL);
        krvm_enter(vm);
    }
}

/// time.sleep(object, /)
/// Delay execution for a given number of seconds.
KR_NATIVE(time_sleep)
{
    double seconds;
    if (!krint_check(vm, a[0]) && !krfloat_check(vm, a[0])) {
        KrValue i = krdunder(vm, krtype_of(vm, a[0]), KR_D_float) != KR_EMPTY ? KR_EMPTY : krobj_index(vm, a[0]);
        KR_TRY(i);
    }
    if (!krobj_as_double(vm, a[0], &seconds))
        return KR_RAISED;
    if (seconds != seconds)
        return krraise(vm, KR_T_ValueError, "Invalid value NaN (not a number)");
    if (seconds < 0)
        return krraise(vm, KR_T_ValueError, "sleep length must be non-negative");
    if (seconds > 9e9)
        return krraise(vm, KR_T_OverflowError, "timestamp too large to convert to C PyTime_t");
    return sleep_until(vm, krclock_monotonic() + (int64_t)ceil(seconds * 1e9)) ? KR_NONE : KR_RAISED;
}

/* ---- calendar ---------------------------------------------------------------------------------------------------------- */

static KrValue from_tm(KrVm *vm, const struct tm *tm)
{
    KrValue zone = krvalue_or_raised(krstr_text(vm, tm->tm_zone ? tm->tm_zone : ""));
    KrValue v[11] = {krsmall(tm->tm_year + (int64_t)1900), krsmall(tm->tm_mon + 1), krsmall(tm->tm_mday), krsmall(tm->tm_hour),
                     krsmall(tm->tm_min), krsmall(tm->tm_sec), krsmall((tm->tm_wday + 6) % 7), krsmall(tm->tm_yday + 1),
                     krsmall(tm->tm_isdst), zone, krsmall(tm->tm_gmtoff)};
    return krrecord_new(vm, KR_T_struct_time, v, 9, 11);
}

static bool timestamp(KrVm *vm, KrValue v, time_t *out)
{
    if (v == KR_EMPTY || v == KR_NONE) {
        *out = time(NULL);
        return true;
    }
    if (krfloat_check(vm, v)) {
        double d = floor(krfloat_value(v));
        if (d != d)
            return krraise(vm, KR_T_ValueError, "Invalid value NaN (not a number)"), false;
        if (d < -9.2e18 || d > 9.2e18)
            return krraise(vm, KR_T_OverflowError, "timestamp out of range for platform time_t"), false;
        *out = (time_t)d;
        return true;
    }
    int64_t i;
    if (!krobj_as_i64(vm, v, &i, false))
        return false;
    *out = (time_t)i;
    return true;
}

/// time.gmtime(seconds=None, /)
/// Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a. GMT).
KR_NATIVE(time_gmtime)
{
    time_t t;
    struct tm tm;
    if (!timestamp(vm, a[0], &t))
        return KR_RAISED;
    if (!gmtime_r(&t, &tm))
        return krraise_errno(vm, errno, KR_EMPTY);
    tm.tm_zone = "UTC";
    return from_tm(vm, &tm);
}

/// time.localtime(seconds=None, /)
/// Convert seconds since the Epoch to a time tuple expressing local time.
KR_NATIVE(time_localtime)
{
    time_t t;
    struct tm tm;
    if (!timestamp(vm, a[0], &t))
        return KR_RAISED;
    return localtime_r(&t, &tm) ? from_tm(vm, &tm) : krraise_errno(vm, errno, KR_EMPTY);
}

static bool to_tm(KrVm *vm, KrValue v, const char *function, struct tm *tm)
{
    int64_t part[9];
    if (!kris_ptr(v) || !kris_kind(vm, v, KR_TF_TUPLE))
        return krraise(vm, KR_T_TypeError, "Tuple or struct_time argument required"), false;
    KrTuple *t = kras_tuple(v);
    if (t->n != 9)
        return krraise(vm, KR_T_TypeError, "%s(): illegal time tuple argument", function), false;
    for (int i = 0; i < 9; i++) {
        if (!krobj_as_i64(vm, t->at[i], &part[i], false))
            return false;
        if (part[i] < INT_MIN || part[i] > INT_MAX)
            return krraise(vm, KR_T_OverflowError, "signed integer is %s than %simum", part[i] < 0 ? "less" : "greater", part[i] < 0 ? "min" : "max"), false;
    }
    *tm = (struct tm){.tm_year = (int)(part[0] - 1900), .tm_mon = (int)part[1] - 1, .tm_mday = (int)part[2], .tm_hour = (int)part[3],
                      .tm_min = (int)part[4], .tm_sec = (int)part[5], .tm_wday = (int)(part[6] + 1) % 7, .tm_yday = (int)part[7] - 1,
                      .tm_isdst = (int)part[8]};
    if (krtype_of(vm, v) == KR_TYPE_OF(struct_time)) {
        KrValue offset = krrecord_field(vm, &v, 1, 10), zone = krrecord_field(vm, &v, 1, 9);
        tm->tm_gmtoff = kris_int(offset) ? (long)kras_int(offset) : 0;
        tm->tm_zone = kris_exact(zone, KR_T_str) ? krstr_data(kras_str(zone)) : NULL;
    }
    return true;
}

/* 0 is taken for the first month and day, as time tuples of old have it. */
static bool check_tm(KrVm *vm, struct tm *tm)
{
    if (tm->tm_mon == -1)
        tm->tm_mon = 0;
    if (tm->tm_mday == 0)
        tm->tm_mday = 1;
    if (tm->tm_yday == -1)
        tm->tm_yday = 0;
    const char *wrong = tm->tm_mon < 0 || tm->tm_mon > 11 ? "month out of range" : tm->tm_mday < 0 || tm->tm_mday > 31 ? "day of month out of range" :
                        tm->tm_hour < 0 || tm->tm_hour > 23 ? "hour out of range" : tm->tm_min < 0 || tm->tm_min > 59 ? "minute out of range" :
                        tm->tm_sec < 0 || tm->tm_sec > 61 ? "seconds out of range" : tm->tm_wday < 0 ? "day of week out of range" :
                        tm->tm_yday < 0 || tm->tm_yday > 365 ? "day of year out of range" : NULL;
    if (wrong)
        krraise(vm, KR_T_ValueError, "%s", wrong);
    return !wrong;
}

static bool tm_argument(KrVm *vm, KrValue v, const char *function, struct tm *tm)
{
    time_t now = time(NULL);
    if (v == KR_EMPTY || v == KR_NONE)
        return localtime_r(&now, tm) != NULL;
    return to_tm(vm, v, function, tm) && check_tm(vm, tm);
}

static KrValue text_of_tm(KrVm *vm, const struct tm *tm)
{
    static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[64];
    snprintf(text, sizeof text, "%s %s %2d %02d:%02d:%02d %lld", days[tm->tm_wday], months[tm->tm_mon], tm->tm_mday, tm->tm_hour, tm->tm_min,
             tm->tm_sec, tm->tm_year + 1900LL);
    return krvalue_or_raised(krstr_text(vm, text));
}

/// time.asctime(t=None, /)
/// Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.
KR_NATIVE(time_asctime)
{
    struct tm tm;
    return tm_argument(vm, a[0], "asctime", &tm) ? text_of_tm(vm, &tm) : KR_RAISED;
}

/// time.ctime(seconds=None, /)
/// Convert a time in seconds since the Epoch to a string in local time.
KR_NATIVE(time_ctime)
{
    time_t t;
    struct tm tm;
    if (!timestamp(vm, a[0], &t))
        return KR_RAISED;
    return localtime_r(&t, &tm) ? text_of_tm(vm, &tm) : krraise_errno(vm, errno, KR_EMPTY);
}

/// time.mktime(t, /)
/// Convert a time tuple in local time to seconds since the Epoch.
KR_NATIVE(time_mktime)
{
    struct tm tm;
    if (!to_tm(vm, a[0], "mktime", &tm))
        return KR_RAISED;
    tm.tm_wday = -1; /* stays so if it fails: -1 is a time, too */
    time_t t = mktime(&tm);
    if (t == (time_t)-1 && tm.tm_wday == -1)
        return krraise(vm, KR_T_OverflowError, "mktime argument out of range");
    return krdouble((double)t);
}

/// time.strftime(format, t=None, /)
/// Convert a time tuple to a string according to a format specification.
KR_NATIVE(time_strftime)
{
    struct tm tm;
    if (!kris_str(vm, a[0]))
        return krraise(vm, KR_T_TypeError, "strftime() argument 1 must be str, not %T", a[0]);
    if (!tm_argument(vm, a[1], "strftime", &tm))
        return KR_RAISED;
    KrBuf out = krbuf_init(&vm->alloc);
    const char *p = krstr_data(kras_str(a[0])), *end = p + kras_str(a[0])->size;
    while (p < end) {
        const char *stop = memchr(p, '%', (size_t)(end - p));
        krbuf_add(&out, p, stop ? (size_t)(stop - p) : (size_t)(end - p));
        if (!stop)
            break;
        /* One directive at a time: flags and width, then its letter. */
        char directive[16], text[256];
        size_t n_chars = 1;
        while (stop + n_chars < end && n_chars < sizeof directive - 2 && strchr("_-0^#123456789EO", stop[n_chars]))
            n_chars++;
        if (stop + n_chars < end)
            n_chars++;
        memcpy(directive, stop, n_chars);
        directive[n_chars] = '\0';
        size_t written = n_chars == 1 ? 0 : strftime(text, sizeof text, directive, &tm);
        if (n_chars == 1)
            krbuf_char(&out, '%');
        krbuf_add(&out, text, written);
        p = stop + n_chars;
    }
    return krvalue_or_raised(krstr_from_buf(vm, &out));
}

/// time.strptime(string, format='%a %b %d %H:%M:%S %Y', /)
/// Parse a string to a time tuple according to a format specification.
KR_NATIVE(time_strptime)
{
    KrValue module = krmodule_import(vm, "_strptime");
    KR_TRY(module);
    return krcall_method(vm, module, KR_NAME(_strptime_time), a, a[1] == KR_EMPTY ? 1 : 2);
}
