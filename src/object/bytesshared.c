/* SPDX-License-Identifier: MIT
 * The methods of bytes whose bodies bytearray shares. */
#include "object/byteslike.h"
#include "object/unichar.h"

/// bytes.capitalize(self, /)
/// Return a copy with only its first character capitalized (ASCII) and the rest lower-cased.
KR_NATIVE(bytes_capitalize)
{
    return krbyteslike_case(vm, a[0], KR_BYTES_CAPITALIZE);
}

/// bytes.center(self, width, fillchar=b' ', /)
/// Return a centered copy of length width.
KR_NATIVE(bytes_center)
{
    return krbyteslike_justify(vm, a, "center", '^');
}

/// bytes.count(self, sub, start=None, end=None, /)
/// Return the number of occurrences of sub in B[start:end] that do not overlap.
KR_NATIVE(bytes_count)
{
    return krbyteslike_count(vm, a);
}

/// bytes.decode(self, /, encoding='utf-8', errors='strict')
/// Decode the bytes using the codec registered for encoding.
KR_NATIVE(bytes_decode)
{
    return krbyteslike_decode(vm, a);
}

/// bytes.endswith(self, suffix, start=None, end=None, /)
/// Return True if B[start:end] ends with the suffix, or with one of a tuple of suffixes.
KR_NATIVE(bytes_endswith)
{
    return krbyteslike_affix(vm, a, true);
}

/// bytes.expandtabs(self, /, tabsize=8)
/// Return a copy where all tab characters are expanded using spaces.
KR_NATIVE(bytes_expandtabs)
{
    return krbyteslike_expandtabs(vm, a);
}

/// bytes.find(self, sub, start=None, end=None, /)
/// Return the lowest index in B where sub is found within B[start:end], -1 on failure.
KR_NATIVE(bytes_find)
{
    return krbyteslike_find(vm, a, false);
}

/// bytes.hex(self, /, sep=NULL, bytes_per_sep=1)
/// Return a string of two hexadecimal digits for each byte.
KR_NATIVE(bytes_hex)
{
    KrBytesView self = krbyteslike_view(vm, a[0]);
    return krbytes_hex(vm, self.p, self.n, a[1], a[2]);
}

/// bytes.index(self, sub, start=None, end=None, /)
/// Like find, but raise ValueError when sub is not found.
KR_NATIVE(bytes_index)
{
    return krbyteslike_index(vm, a, false);
}

/// bytes.isalnum(self, /)
/// Return True if all bytes are ASCII letters or digits and there is at least one.
KR_NATIVE(bytes_isalnum)
{
    return krbyteslike_all(vm, a[0], KR_ASCII_ALNUM);
}

/// bytes.isalpha(self, /)
/// Return True if all bytes are ASCII letters and there is at least one.
KR_NATIVE(bytes_isalpha)
{
    return krbyteslike_all(vm, a[0], KR_ASCII_ALPHA);
}

/// bytes.isascii(self, /)
/// Return True if all bytes are ASCII.
KR_NATIVE(bytes_isascii)
{
    return krbyteslike_isascii(vm, a[0]);
}

/// bytes.isdigit(self, /)
/// Return True if all bytes are ASCII digits and there is at least one.
KR_NATIVE(bytes_isdigit)
{
    return krbyteslike_all(vm, a[0], KR_ASCII_DIGIT);
}

/// bytes.islower(self, /)
/// Return True if there are ASCII letters and all of them are lowercase.
KR_NATIVE(bytes_islower)
{
    return krbyteslike_iscased(vm, a[0], false);
}

/// bytes.isspace(self, /)
/// Return True if all bytes are ASCII whitespace and there is at least one.
KR_NATIVE(bytes_isspace)
{
    return krbyteslike_all(vm, a[0], KR_ASCII_BLANK);
}

/// bytes.istitle(self, /)
/// Return True if words start with uppercase ASCII letters and go on with lowercase ones.
KR_NATIVE(bytes_istitle)
{
    return krbyteslike_istitle(vm, a[0]);
}

/// bytes.isupper(self, /)
/// Return True if there are ASCII letters and all of them are uppercase.
KR_NATIVE(bytes_isupper)
{
    return krbyteslike_iscased(vm, a[0], true);
}

/// bytes.join(self, iterable_of_bytes, /)
/// Concatenate any number of bytes objects.
KR_NATIVE(bytes_join)
{
    return krbyteslike_join(vm, a);
}

/// bytes.ljust(self, width, fillchar=b' ', /)
/// Return a left-justified copy of length width.
KR_NATIVE(bytes_ljust)
{
    return krbyteslike_justify(vm, a, "ljust", '<');
}

/// bytes.lower(self, /)
/// Return a copy with all ASCII letters converted to lowercase.
KR_NATIVE(bytes_lower)
{
    return krbyteslike_case(vm, a[0], KR_BYTES_LOWER);
}

/// bytes.lstrip(self, bytes=None, /)
/// Return a copy with leading bytes contained in the argument, or whitespace, removed.
KR_NATIVE(bytes_lstrip)
{
    return krbyteslike_strip(vm, a, KR_STRIP_LEFT);
}

/// bytes.partition(self, sep, /)
/// Partition the bytes into three parts using the given separator.
KR_NATIVE(bytes_partition)
{
    return krbyteslike_partition(vm, a, false);
}

/// bytes.removeprefix(self, prefix, /)
/// Return a copy with the given prefix removed if present.
KR_NATIVE(bytes_removeprefix)
{
    return krbyteslike_remove(vm, a, false);
}

/// bytes.removesuffix(self, suffix, /)
/// Return a copy with the given suffix removed if present.
KR_NATIVE(bytes_removesuffix)
{
    return krbyteslike_remove(vm, a, true);
}

/// bytes.replace(self, old, new, count=-1, /)
/// Return a copy with all occurrences of old replaced by new, or just the first count ones.
KR_NATIVE(bytes_replace)
{
    return krbyteslike_replace(vm, a);
}

/// bytes.rfind(self, sub, start=None, end=None, /)
/// Return the highest index in B where sub is found within B[start:end], -1 on failure.
KR_NATIVE(bytes_rfind)
{
    return krbyteslike_find(vm, a, true);
}

/// bytes.rindex(self, sub, start=None, end=None, /)
/// Like rfind, but raise ValueError when sub is not found.
KR_NATIVE(bytes_rindex)
{
    return krbyteslike_index(vm, a, true);
}

/// bytes.rjust(self, width, fillchar=b' ', /)
/// Return a right-justified copy of length width.
KR_NATIVE(bytes_rjust)
{
    return krbyteslike_justify(vm, a, "rjust", '>');
}

/// bytes.rpartition(self, sep, /)
/// Partition the bytes into three parts using the given separator, searched from the end.
KR_NATIVE(bytes_rpartition)
{
    return krbyteslike_partition(vm, a, true);
}

/// bytes.rsplit(self, /, sep=None, maxsplit=-1)
/// Return a list of the sections in the bytes, splitting from the end.
KR_NATIVE(bytes_rsplit)
{
    return krbyteslike_split(vm, a, true);
}

/// bytes.rstrip(self, bytes=None, /)
/// Return a copy with trailing bytes contained in the argument, or whitespace, removed.
KR_NATIVE(bytes_rstrip)
{
    return krbyteslike_strip(vm, a, KR_STRIP_RIGHT);
}

/// bytes.split(self, /, sep=None, maxsplit=-1)
/// Return a list of the sections in the bytes, using sep as the delimiter.
KR_NATIVE(bytes_split)
{
    return krbyteslike_split(vm, a, false);
}

/// bytes.splitlines(self, /, keepends=False)
/// Return a list of the lines in the bytes, breaking at line boundaries.
KR_NATIVE(bytes_splitlines)
{
    return krbyteslike_splitlines(vm, a);
}

/// bytes.startswith(self, prefix, start=None, end=None, /)
/// Return True if B[start:end] starts with the prefix, or with one of a tuple of prefixes.
KR_NATIVE(bytes_startswith)
{
    return krbyteslike_affix(vm, a, false);
}

/// bytes.strip(self, bytes=None, /)
/// Return a copy with leading and trailing bytes contained in the argument, or whitespace, removed.
KR_NATIVE(bytes_strip)
{
    return krbyteslike_strip(vm, a, KR_STRIP_LEFT | KR_STRIP_RIGHT);
}

/// bytes.swapcase(self, /)
/// Return a copy with uppercase ASCII letters converted to lowercase and vice versa.
KR_NATIVE(bytes_swapcase)
{
    return krbyteslike_case(vm, a[0], KR_BYTES_SWAP);
}

/// bytes.title(self, /)
/// Return a titlecased copy (ASCII).
KR_NATIVE(bytes_title)
{
    return krbyteslike_case(vm, a[0], KR_BYTES_TITLE);
}

/// bytes.translate(self, table, /, delete=b'')
/// Return a copy with each byte mapped by the table, those in delete left out.
KR_NATIVE(bytes_translate)
{
    return krbyteslike_translate(vm, a);
}

/// bytes.upper(self, /)
/// Return a copy with all ASCII letters converted to uppercase.
KR_NATIVE(bytes_upper)
{
    return krbyteslike_case(vm, a[0], KR_BYTES_UPPER);
}

/// bytes.zfill(self, width, /)
/// Pad a numeric string with zeros on the left, behind its sign.
KR_NATIVE(bytes_zfill)
{
    return krbyteslike_zfill(vm, a);
}

/// bytes.__contains__(self, key, /)
/// Return bool(key in self).
KR_NATIVE(bytes___contains__)
{
    return krbyteslike_contains(vm, a);
}

/// bytes.__mul__(self, value, /)
/// Return self*value.
KR_NATIVE(bytes___mul__)
{
    return krbyteslike_repeat(vm, a);
}

/// bytes.__rmul__(self, value, /)
/// Return value*self.
KR_NATIVE(bytes___rmul__)
{
    return krbyteslike_repeat(vm, a);
}

/// bytes.__mod__(self, value, /)
/// Return self%value.
KR_NATIVE(bytes___mod__)
{
    return krbyteslike_percent(vm, a[0], a[1]);
}

/// bytes.__rmod__(self, value, /)
/// Return value%self.
KR_NATIVE(bytes___rmod__)
{
    return krbytes_check(vm, a[1]) ? krbyteslike_percent(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// @staticmethod bytes.maketrans(frm, to, /)
/// Return a translation table usable for the bytes or bytearray translate method.
KR_NATIVE(bytes_maketrans)
{
    return krbytes_maketrans(vm, a[0], a[1]);
}
