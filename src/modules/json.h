/* SPDX-License-Identifier: MIT
 * The classes of _json, and what its files share. Layer: modules. */
#ifndef KR_MODULES_JSON_H
#define KR_MODULES_JSON_H

#include "modules/modules.h"

/* Reads values as a decoder says. */
typedef struct KrJsonScanner {
    KrObj h;
    KrValue object_hook, object_pairs_hook; /* or None */
    KrValue parse_float, parse_int, parse_constant;
    bool strict;
} KrJsonScanner;

/* Writes values as an encoder says. */
typedef struct KrJsonEncoder {
    KrObj h;
    KrValue markers;        /* None: do not look out for cycles */
    KrValue fallback;       /* makes something that can be written of other objects */
    KrValue encoder;        /* a function from str to the text of a JSON string */
    KrValue indent;         /* str, or None: all on one line */
    KrValue key_separator, item_separator; /* str */
    enum { KR_JSON_ASCII, KR_JSON_UNICODE, KR_JSON_CALL } strings; /* which function `encoder` is */
    bool sort_keys, skip_keys, allow_nan;
} KrJsonEncoder;

/* Adds the string with its quotes. */
void krjson_quote(KrBuf *b, const KrStr *s, bool ascii);

#endif
