/* SPDX-License-Identifier: MIT
 * The methods of bytearray whose bodies bytes shares. */
#include "object/byteslike.h"
#include "object/unichar.h"

/// bytearray.capitalize(self, /)
/// Return a copy with only its first character capitalized (ASCII) and the rest lower-cased.
KR_NATIVE(bytearray_capitalize)
{
    return krbyteslike_case(vm, a[0], KR_BYTES_CAPITALIZE);
}

/// bytearray.center(self, width, fillchar=b' ', /)
/// Return a centered copy of length width.
KR_NATIVE(bytearray_center)
{
    return krbyteslike_justify(vm, a, "center", '^');
}

/// bytearray.count(self, sub, start=None, end=None, /)
/// Return the number of occurrences of sub in B[start:end] that do not overlap.
KR_NATIVE(bytearray_count)
{
    return krbyteslike_count(vm, a);
}

/// bytearray.decode(self, /, encoding='utf-8', errors='strict')
/// Decode the bytes using the codec registered for encoding.
KR_NATIVE(bytearray_decode)
{
    return krbyteslike_decode(vm, a);
}

/// bytearray.endswith(self, suffix, start=None, end=None, /)
/// Return True if B[start:end] ends with the suffix, or with one of a tuple of suffixes.
KR_NATIVE(bytearray_endswith)
{
    return krbyteslike_affix(vm, a, true);
}

/// bytearray.expandtabs(self, /, tabsize=8)
/// Return a copy where all tab characters are expanded using spaces.
KR_NATIVE(bytearray_expandtabs)
{
    return krbyteslike_expandtabs(vm, a);
}

/// bytearray.find(self, sub, start=None, end=None, /)
/// Return the lowest index in B where sub is found within B[start:end], -1 on failure.
KR_NATIVE(bytearray_find)
{
    return krbyteslike_find(vm, a, false);
}

/// bytearray.hex(self, /, sep=NULL, bytes_per_sep=1)
/// Return a string of two hexadecimal digits for each byte.
KR_NATIVE(bytearray_hex)
{
    KrBytesView self = krbyteslike_view(vm, a[0]);
    return krbytes_hex(vm, self.p, self.n, a[1], a[2]);
}

/// bytearray.index(self, sub, start=None, end=None, /)
/// Like find, but raise ValueError when sub is not found.
KR_NATIVE(bytearray_index)
{
    return krbyteslike_index(vm, a, false);
}

/// bytearray.isalnum(self, /)
/// Return True if all bytes are ASCII letters or digits and there is at least one.
KR_NATIVE(bytearray_isalnum)
{
    return krbyteslike_all(vm, a[0], KR_ASCII_ALNUM);
}

/// bytearray.isalpha(self, /)
/// Return True if all bytes are ASCII letters and there is at least one.
KR_NATIVE(bytearray_isalpha)
{
    return krbyteslike_all(vm, a[0], KR_ASCII_ALPHA);
}

/// bytearray.isascii(self, /)
/// Return True if all bytes are ASCII.
KR_NATIVE(bytearray_isascii)
{
    return krbyteslike_isascii(vm, a[0]);
}

/// bytearray.isdigit(self, /)
/// Return True if all bytes are ASCII digits and there is at least one.
KR_NATIVE(bytearray_isdigit)
{
    return krbyteslike_all(vm, a[0], KR_ASCII_DIGIT);
}

/// bytearray.islower(self, /)
/// Return True if there are ASCII letters and all of them are lowercase.
KR_NATIVE(bytearray_islower)
{
    return krbyteslike_iscased(vm, a[0], false);
}

/// bytearray.isspace(self, /)
/// Return True if all bytes are ASCII whitespace and there is at least one.
KR_NATIVE(bytearray_isspace)
{
    return krbyteslike_all(vm, a[0], KR_ASCII_BLANK);
}

/// bytearray.istitle(self, /)
/// Return True if words start with uppercase ASCII letters and go on with lowercase ones.
KR_NATIVE(bytearray_istitle)
{
    return krbyteslike_istitle(vm, a[0]);
}

/// bytearray.isupper(self, /)
/// Return True if there are ASCII letters and all of them are uppercase.
KR_NATIVE(bytearray_isupper)
{
    return krbyteslike_iscased(vm, a[0], true);
}

/// bytearray.join(self, iterable_of_bytes, /)
/// Concatenate any number of bytes objects.
KR_NATIVE(bytearray_join)
{
    return krbyteslike_join(vm, a);
}

/// bytearray.ljust(self, width, fillchar=b' ', /)
/// Return a left-justified copy of length width.
KR_NATIVE(bytearray_ljust)
{
    return krbyteslike_justify(vm, a, "ljust", '<');
}

/// bytearray.lower(self, /)
/// Return a copy with all ASCII letters converted to lowercase.
KR_NATIVE(bytearray_lower)
{
    return krbyteslike_case(vm, a[0], KR_BYTES_LOWER);
}

/// bytearray.lstrip(self, bytes=None, /)
/// Return a copy with leading bytes contained in the argument, or whitespace, removed.
KR_NATIVE(bytearray_lstrip)
{
    return krbyteslike_strip(vm, a, KR_STRIP_LEFT);
}

/// bytearray.partition(self, sep, /)
/// Partition the bytes into three parts using the given separator.
KR_NATIVE(bytearray_partition)
{
    return krbyteslike_partition(vm, a, false);
}

/// bytearray.removeprefix(self, prefix, /)
/// Return a copy with the given prefix removed if present.
KR_NATIVE(bytearray_removeprefix)
{
    return krbyteslike_remove(vm, a, false);
}

/// bytearray.removesuffix(self, suffix, /)
/// Return a copy with the given suffix removed if present.
KR_NATIVE(bytearray_removesuffix)
{
    return krbyteslike_remove(vm, a, true);
}

/// bytearray.replace(self, old, new, count=-1, /)
/// Return a copy with all occurrences of old replaced by new, or just the first count ones.
KR_NATIVE(bytearray_replace)
{
    return krbyteslike_replace(vm, a);
}

/// bytearray.rfind(self, sub, start=None, end=None, /)
/// Return the highest index in B where sub is found within B[start:end], -1 on failure.
KR_NATIVE(bytearray_rfind)
{
    return krbyteslike_find(vm, a, true);
}

/// bytearray.rindex(self, sub, start=None, end=None, /)
/// Like rfind, but raise ValueError when sub is not found.
KR_NATIVE(bytearray_rindex)
{
    return krbyteslike_index(vm, a, true);
}

/// bytearray.rjust(self, width, fillchar=b' ', /)
/// Return a right-justified copy of length width.
KR_NATIVE(bytearray_rjust)
{
    return krbyteslike_justify(vm, a, "rjust", '>');
}

/// bytearray.rpartition(self, sep, /)
/// Partition the bytes into three parts using the given separator, searched from the end.
KR_NATIVE(bytearray_rpartition)
{
    return krbyteslike_partition(vm, a, true);
}

/// bytearray.rsplit(self, /, sep=None, maxsplit=-1)
/// Return a list of the sections in the bytes, splitting from the end.
KR_NATIVE(bytearray_rsplit)
{
    return krbyteslike_split(vm, a, true);
}

/// bytearray.rstrip(self, bytes=None, /)
/// Return a copy with trailing bytes contained in the argument, or whitespace, removed.
KR_NATIVE(bytearray_rstrip)
{
    return krbyteslike_strip(vm, a, KR_STRIP_RIGHT);
}

/// bytearray.split(self, /, sep=None, maxsplit=-1)
/// Return a list of the sections in the bytes, using sep as the delimiter.
KR_NATIVE(bytearray_split)
{
    return krbyteslike_split(vm, a, false);
}

/// bytearray.splitlines(self, /, keepends=False)
/// Return a list of the lines in the bytes, breaking at line boundaries.
KR_NATIVE(bytearray_splitlines)
{
    return krbyteslike_splitlines(vm, a);
}

/// bytearray.startswith(self, prefix, start=None, end=None, /)
/// Return True if B[start:end] starts with the prefix, or with one of a tuple of prefixes.
KR_NATIVE(bytearray_startswith)
{
    return krbyteslike_affix(vm, a, false);
}

/// bytearray.strip(self, bytes=None, /)
/// Return a copy with leading and trailing bytes contained in the argument, or whitespace, removed.
KR_NATIVE(bytearray_strip)
{
    return krbyteslike_strip(vm, a, KR_STRIP_LEFT | KR_STRIP_RIGHT);
}

/// bytearray.swapcase(self, /)
/// Return a copy with uppercase ASCII letters converted to lowercase and vice versa.
KR_NATIVE(bytearray_swapcase)
{
    return krbyteslike_case(vm, a[0], KR_BYTES_SWAP);
}

/// bytearray.title(self, /)
/// Return a titlecased copy (ASCII).
KR_NATIVE(bytearray_title)
{
    return krbyteslike_case(vm, a[0], KR_BYTES_TITLE);
}

/// bytearray.translate(self, table, /, delete=b'')
/// Return a copy with each byte mapped by the table, those in delete left out.
KR_NATIVE(bytearray_translate)
{
    return krbyteslike_translate(vm, a);
}

/// bytearray.upper(self, /)
/// Return a copy with all ASCII letters converted to uppercase.
KR_NATIVE(bytearray_upper)
{
    return krbyteslike_case(vm, a[0], KR_BYTES_UPPER);
}

/// bytearray.zfill(self, width, /)
/// Pad a numeric string with zeros on the left, behind its sign.
KR_NATIVE(bytearray_zfill)
{
    return krbyteslike_zfill(vm, a);
}

/// bytearray.__contains__(self, key, /)
/// Return bool(key in self).
KR_NATIVE(bytearray___contains__)
{
    return krbyteslike_contains(vm, a);
}

/// bytearray.__mul__(self, value, /)
/// Return self*value.
KR_NATIVE(bytearray___mul__)
{
    return krbyteslike_repeat(vm, a);
}

/// bytearray.__rmul__(self, value, /)
/// Return value*self.
KR_NATIVE(bytearray___rmul__)
{
    return krbyteslike_repeat(vm, a);
}

/// bytearray.__mod__(self, value, /)
/// Return self%value.
KR_NATIVE(bytearray___mod__)
{
    return krbyteslike_percent(vm, a[0], a[1]);
}

/// bytearray.__rmod__(self, value, /)
/// Return value%self.
KR_NATIVE(bytearray___rmod__)
{
    return krbytearray_check(vm, a[1]) ? krbyteslike_percent(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// @staticmethod bytearray.maketrans(frm, to, /)
/// Return a translation table usable for the bytes or bytearray translate method.
KR_NATIVE(bytearray_maketrans)
{
    return krbytes_maketrans(vm, a[0], a[1]);
}
