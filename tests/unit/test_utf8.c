/* SPDX-License-Identifier: MIT
 * Tests of base/utf8, base/codec and base/find. */
#include "base/codec.h"
#include "base/find.h"
#include "base/utf8.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>

static uint64_t seed = 1;

static uint32_t next_random(void)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33);
}

typedef struct BadCase {
    const char *text;
    size_t n, valid, error_end;
    const char *reason;
} BadCase;

#define START "invalid start byte"
#define CONT "invalid continuation byte"
#define END "unexpected end of data"

/* What CPython reports for each. */
static const BadCase bad_cases[] = {
    {"a\x80", 2, 1, 2, START},
    {"\xC0\x80", 2, 0, 1, START},
    {"\xC1\xBF", 2, 0, 1, START},
    {"\xF5\x80\x80\x80", 4, 0, 1, START},
    {"\xFF", 1, 0, 1, START},
    {"\xC3", 1, 0, 1, END},
    {"ab\xC3z", 4, 2, 3, CONT},
    {"\xE0\x9F\xBF", 3, 0, 1, CONT},
    {"\xE2\x82", 2, 0, 2, END},
    {"\xE2\x82z", 3, 0, 2, CONT},
    {"\xE2z", 2, 0, 1, CONT},
    {"\xED\xA0\x80", 3, 0, 1, CONT},
    {"\xED\xA0", 2, 0, 1, CONT},
    {"\xF0\x8F\xBF\xBF", 4, 0, 1, CONT},
    {"\xF0\x9F\x98", 3, 0, 3, END},
    {"\xF0\x9F\x98z", 4, 0, 3, CONT},
    {"\xF0\x9Fz", 3, 0, 2, CONT},
    {"\xF4\x90\x80\x80", 4, 0, 1, CONT},
    {"01234567890123456789012345678901234567\xE9", 39, 38, 39, END},
};

START_TEST(check_reports_the_first_error)
{
    const BadCase *c = &bad_cases[_i];
    KrUtf8Scan scan;
    ck_assert(!krutf8_check(c->text, c->n, false, &scan));
    ck_assert_uint_eq(scan.valid, c->valid);
    ck_assert_uint_eq(scan.error_end, c->error_end);
    ck_assert_str_eq(scan.reason, c->reason);
    bool half_surrogate = c->n == 2 && memcmp(c->text, "\xED\xA0", 2) == 0;
    ck_assert_int_eq(scan.truncated, c->reason[0] == 'u' || half_surrogate);
}
END_TEST

START_TEST(check_tells_what_it_saw)
{
    KrUtf8Scan scan;
    ck_assert(krutf8_check("plain", 5, false, &scan));
    ck_assert(scan.ascii && !scan.surrogates && scan.nchars == 5);
    ck_assert(krutf8_check("z\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 10, false, &scan));
    ck_assert(!scan.ascii && !scan.surrogates && scan.nchars == 4);
    ck_assert(krutf8_check("\xED\xA0\xBD\xED\xB8\x80", 6, true, &scan));
    ck_assert(!scan.ascii && scan.surrogates && scan.nchars == 2);
    ck_assert(krutf8_check("", 0, false, &scan));
    ck_assert(scan.ascii && scan.nchars == 0);
}
END_TEST

START_TEST(every_code_point_survives)
{
    for (uint32_t c = 0; c <= KR_MAX_CODE_POINT; c++) {
        char text[4];
        unsigned n = krutf8_encode(c, text);
        KrUtf8Scan scan;
        const char *p = text;
        if (n != krutf8_size(c) || n != krutf8_lead_size((unsigned char)text[0]) ||
            krutf8_next(&p) != c || p != text + n || krutf8_prev(&p) != c || p != text ||
            !krutf8_check(text, n, true, &scan) || scan.surrogates != krutf8_is_surrogate(c) ||
            krutf8_check(text, n, false, &scan) == krutf8_is_surrogate(c))
            ck_abort_msg("code point %x", c);
    }
}
END_TEST

START_TEST(index_agrees_with_stepping)
{
    char text[4096];
    for (int round = 0; round < 60; round++) {
        size_t n = 0, chars = 0, starts[1025];
        unsigned width = 7 + 14 * (unsigned)(round % 2);
        for (; chars < 1000; chars++) {
            starts[chars] = n;
            uint32_t c = next_random() & ((1u << (1 + next_random() % width)) - 1);
            n += krutf8_encode(c > KR_MAX_CODE_POINT ? 'x' : c, text + n);
        }
        ck_assert_uint_eq(krutf8_count(text, n), chars);
        for (size_t i = 0; i < chars; i++)
            ck_assert_uint_eq(krutf8_offset(text, n, i), starts[i]);
        ck_assert_uint_eq(krutf8_offset(text, n, chars), n);
        ck_assert_uint_eq(krutf8_offset(text, n, chars + 99), n);
    }
}
END_TEST

/* ---- codecs ---- */

typedef struct CodecCase {
    KrEncoding encoding;
    const char *in;
    size_t n, at, error_end;
    const char *reason;
} CodecCase;

static const CodecCase decode_errors[] = {
    {KR_ENC_ASCII, "ab\x80", 3, 2, 3, "ordinal not in range(128)"},
    {KR_ENC_UTF8, "ab\x80", 3, 2, 3, START},
    {KR_ENC_UTF16LE, "\x00\xD8", 2, 0, 2, END},
    {KR_ENC_UTF16LE, "\x00\xD8\x00", 3, 0, 3, END},
    {KR_ENC_UTF16LE, "\x00\xD8z\x00", 4, 0, 2, "illegal UTF-16 surrogate"},
    {KR_ENC_UTF16LE, "z\x00\x00\xDCz\x00", 6, 2, 4, "illegal encoding"},
    {KR_ENC_UTF16BE, "\x00z\xDC\x00\x00z", 6, 2, 4, "illegal encoding"},
    {KR_ENC_UTF16LE, "\x00\xD8\x00\xDC\x01", 5, 4, 5, "truncated data"},
    {KR_ENC_UTF32LE, "\x00\xD8\x00\x00", 4, 0, 4,
     "code point in surrogate code point range(0xd800, 0xe000)"},
    {KR_ENC_UTF32BE, "\x00\x11\x00\x00", 4, 0, 4, "code point not in range(0x110000)"},
    {KR_ENC_UTF32LE, "z\x00\x00\x00z", 5, 4, 5, "truncated data"},
};

START_TEST(decoding_stops_at_errors)
{
    const CodecCase *d = &decode_errors[_i];
    KrAlloc alloc;
    kralloc_init(&alloc);
    KrBuf out = krbuf_init(&alloc);
    KrCodec c = {.in = d->in, .n = d->n, .out = &out};
    ck_assert_int_eq(krcodec_decode(&c, d->encoding), KR_CODEC_ERROR);
    ck_assert_uint_eq(c.at, d->at);
    ck_assert_uint_eq(c.error_end, d->error_end);
    ck_assert_str_eq(c.reason, d->reason);
    krbuf_release(&out);
}
END_TEST

START_TEST(encoding_stops_at_errors)
{
    /* a, e acute, DC80, D800, A with macron, z */
    static const char text[] = "a\xC3\xA9\xED\xB2\x80\xED\xA0\x80\xC4\x80z";
    static const struct {
        KrEncoding encoding;
        size_t start, chars, bytes;
    } cases[] = {{KR_ENC_ASCII, 1, 4, 10}, {KR_ENC_LATIN1, 2, 3, 8}, {KR_ENC_UTF8, 2, 2, 6},
                 {KR_ENC_UTF16LE, 2, 1, 3}, {KR_ENC_UTF32BE, 2, 1, 3}};
    KrAlloc alloc;
    kralloc_init(&alloc);
    for (size_t i = 0; i < KR_COUNT(cases); i++) {
        KrBuf out = krbuf_init(&alloc);
        KrCodec c = {.in = text, .n = sizeof text - 1, .out = &out};
        ck_assert_int_eq(krcodec_encode(&c, cases[i].encoding), KR_CODEC_ERROR);
        ck_assert_uint_eq(c.nchars, cases[i].start);
        ck_assert_uint_eq(c.error_chars, cases[i].chars);
        ck_assert_uint_eq(c.error_end - c.at, cases[i].bytes);
        krbuf_release(&out);
    }
    ck_assert_uint_eq(alloc.used, 0);
}
END_TEST

START_TEST(encodings_round_trip)
{
    KrAlloc alloc;
    kralloc_init(&alloc);
    static const KrEncoding encodings[] = {KR_ENC_UTF8,    KR_ENC_UTF16LE, KR_ENC_UTF16BE,
                                           KR_ENC_UTF32LE, KR_ENC_UTF32BE, KR_ENC_LATIN1,
                                           KR_ENC_ASCII};
    for (size_t e = 0; e < KR_COUNT(encodings); e++) {
        uint32_t limit = e == 6 ? 0x80 : e == 5 ? 0x100 : 0x110000;
        KrBuf text = krbuf_init(&alloc), bytes = krbuf_init(&alloc), back = krbuf_init(&alloc);
        uint32_t previous = 0;
        for (int i = 0; i < 20000; i++) {
            uint32_t code = (next_random() % limit) >> next_random() % 18;
            /* A high surrogate before a low one would come back joined from UTF-16. */
            if (krutf8_is_surrogate(code) && (previous & ~0x3FFu) == 0xD800)
                code = 'x';
            previous = code;
            char one[4];
            krbuf_add(&text, one, krutf8_encode(code, one));
        }
        KrCodec out = {.in = text.data, .n = text.len, .out = &bytes, .surrogates = true};
        ck_assert_int_eq(krcodec_encode(&out, encodings[e]), KR_CODEC_DONE);
        ck_assert_uint_eq(out.nchars, 20000);
        KrCodec in = {.in = bytes.data, .n = bytes.len, .out = &back, .surrogates = true};
        ck_assert_int_eq(krcodec_decode(&in, encodings[e]), KR_CODEC_DONE);
        ck_assert_uint_eq(in.nchars, 20000);
        ck_assert_int_eq(in.non_ascii, e != 6);
        ck_assert_uint_eq(back.len, text.len);
        ck_assert_mem_eq(back.data, text.data, text.len);
        krbuf_release(&text);
        krbuf_release(&bytes);
        krbuf_release(&back);
    }
    ck_assert_uint_eq(alloc.used, 0);
}
END_TEST

START_TEST(partial_input_waits)
{
    KrAlloc alloc;
    kralloc_init(&alloc);
    KrBuf out = krbuf_init(&alloc);
    KrCodec c = {.in = "a\xE2\x82", .n = 3, .out = &out, .partial = true};
    ck_assert_int_eq(krcodec_decode(&c, KR_ENC_UTF8), KR_CODEC_DONE);
    ck_assert_uint_eq(c.at, 1);
    c = (KrCodec){.in = "a\0\x3D\xD8\x00", .n = 5, .out = &out, .partial = true};
    ck_assert_int_eq(krcodec_decode(&c, KR_ENC_UTF16LE), KR_CODEC_DONE);
    ck_assert_uint_eq(c.at, 2);
    c = (KrCodec){.in = "a\0\0\0z", .n = 5, .out = &out, .partial = true};
    ck_assert_int_eq(krcodec_decode(&c, KR_ENC_UTF32LE), KR_CODEC_DONE);
    ck_assert_uint_eq(c.at, 4);
    krbuf_release(&out);
    alloc.limit = 0;
    c = (KrCodec){.in = "abc", .n = 3, .out = &out};
    ck_assert_int_eq(krcodec_decode(&c, KR_ENC_LATIN1), -ENOMEM);
}
END_TEST

/* ---- search ---- */

static size_t naive_find(const char *h, size_t n, const char *x, size_t m)
{
    for (size_t i = 0; i + m <= n; i++)
        if (memcmp(h + i, x, m) == 0)
            return i;
    return KR_NOT_FOUND;
}

static size_t naive_rfind(const char *h, size_t n, const char *x, size_t m)
{
    for (size_t i = n + 1; i-- > m;)
        if (memcmp(h + i - m, x, m) == 0)
            return i - m;
    return KR_NOT_FOUND;
}

static size_t naive_count(const char *h, size_t n, const char *x, size_t m)
{
    size_t count = 0;
    for (size_t i = 0; i + m <= n;) {
        bool hit = memcmp(h + i, x, m) == 0;
        count += hit;
        i += hit ? m : 1;
    }
    return count;
}

START_TEST(search_agrees_with_the_naive_one)
{
    /* Small alphabets give near misses and periods; long texts reach all three stages. */
    for (int round = 0; round < 4000; round++) {
        size_t n = next_random() % (round % 8 ? 80 : 4000),
               m = 1 + next_random() % (round % 3 ? 12 : 40);
        uint32_t letters = 1 + next_random() % 3;
        /* Heap blocks of the exact size: a sanitizer sees overruns. */
        char *h = malloc(n + 1), x[40];
        for (size_t i = 0; i < n; i++)
            h[i] = (char)('a' + next_random() % letters);
        for (size_t i = 0; i < m; i++)
            x[i] = (char)('a' + next_random() % letters);
        h = realloc(h, n ? n : 1);
        ck_assert_uint_eq(krbytes_find(h, n, x, m), naive_find(h, n, x, m));
        ck_assert_uint_eq(krbytes_rfind(h, n, x, m), naive_rfind(h, n, x, m));
        ck_assert_uint_eq(krbytes_count(h, n, x, m, SIZE_MAX), naive_count(h, n, x, m));
        free(h);
    }
    ck_assert_uint_eq(krbytes_find("abc", 3, "", 0), 0);
    ck_assert_uint_eq(krbytes_rfind("abc", 3, "", 0), 3);
    ck_assert_uint_eq(krbytes_count("aaaaa", 5, "a", 1, 3), 3);
    ck_assert_uint_eq(krbytes_count("aaaaa", 5, "aa", 2, 1), 1);
}
END_TEST

START_TEST(search_is_linear)
{
    /* Quadratic search would take 10^11 steps and run into check's timeout. */
    size_t n = 1 << 20, m = 1 << 17;
    char *h = malloc(n), *x = malloc(m);
    memset(h, 'a', n);
    memset(x, 'a', m);
    x[m / 2] = 'b';
    ck_assert_uint_eq(krbytes_find(h, n, x, m), KR_NOT_FOUND);
    ck_assert_uint_eq(krbytes_rfind(h, n, x, m), KR_NOT_FOUND);
    ck_assert_uint_eq(krbytes_count(h, n, x, m, SIZE_MAX), 0);
    memcpy(h + 12345, x, m);
    ck_assert_uint_eq(krbytes_find(h, n, x, m), 12345);
    ck_assert_uint_eq(krbytes_rfind(h, n, x, m), 12345);
    free(h);
    free(x);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("utf8");
    TCase *tc = tcase_create("utf8");
    tcase_set_timeout(tc, 30);
    suite_add_tcase(suite, tc);
    tcase_add_loop_test(tc, check_reports_the_first_error, 0, KR_COUNT(bad_cases));
    tcase_add_test(tc, check_tells_what_it_saw);
    tcase_add_test(tc, every_code_point_survives);
    tcase_add_test(tc, index_agrees_with_stepping);
    tcase_add_loop_test(tc, decoding_stops_at_errors, 0, KR_COUNT(decode_errors));
    tcase_add_test(tc, encoding_stops_at_errors);
    tcase_add_test(tc, encodings_round_trip);
    tcase_add_test(tc, partial_input_waits);
    tcase_add_test(tc, search_agrees_with_the_naive_one);
    tcase_add_test(tc, search_is_linear);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
