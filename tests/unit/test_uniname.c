/* SPDX-License-Identifier: MIT
 * Unit tests of base/uniname.c. */
#include "base/uniname.h"

#include <check.h>
#include <string.h>

static const struct {
    uint32_t c;
    const char *name;
} known[] = {
    {0x20, "SPACE"}, {0x41, "LATIN CAPITAL LETTER A"}, {0xE9, "LATIN SMALL LETTER E WITH ACUTE"}, {0xB0, "DEGREE SIGN"},
    {0x660, "ARABIC-INDIC DIGIT ZERO"}, {0x20AC, "EURO SIGN"}, {0x4E00, "CJK UNIFIED IDEOGRAPH-4E00"}, {0xAC00, "HANGUL SYLLABLE GA"},
    {0xD7A3, "HANGUL SYLLABLE HIH"}, {0xC544, "HANGUL SYLLABLE A"}, {0xF900, "CJK COMPATIBILITY IDEOGRAPH-F900"}, {0x1F600, "GRINNING FACE"},
    {0xFB01, "LATIN SMALL LIGATURE FI"}, {0x20000, "CJK UNIFIED IDEOGRAPH-20000"}, {0xE01EF, "VARIATION SELECTOR-256"},
};

START_TEST(known_names)
{
    char name[KR_UNINAME_MAX];
    ck_assert_uint_eq(kruniname_of(known[_i].c, name), strlen(known[_i].name));
    ck_assert_str_eq(name, known[_i].name);
    ck_assert_int_eq(kruniname_find(name, strlen(name)), (long)known[_i].c);
}
END_TEST

START_TEST(every_name_is_found)
{
    char name[KR_UNINAME_MAX];
    uint32_t named = 0;
    for (uint32_t c = 0; c < 0x20000; c += 1 + c % 5) {
        size_t n = kruniname_of(c, name);
        if (!n)
            continue;
        named++;
        ck_assert_msg(kruniname_find(name, n) == (long)c, "%s", name);
    }
    ck_assert_uint_gt(named, 20000);
}
END_TEST

START_TEST(no_such_name)
{
    static const char *const wrong[] = {"", "A", "LETTER A", "SPACE ", " SPACE", "CJK UNIFIED IDEOGRAPH-0041", "CJK UNIFIED IDEOGRAPH-4e0", "HANGUL SYLLABLE Q",
                                        "HANGUL SYLLABLE", "GRINNING", "CJK UNIFIED IDEOGRAPH-", "DEGREE  SIGN"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(kruniname_find(wrong[i], strlen(wrong[i])) == -1, "%s", wrong[i]);
    char name[KR_UNINAME_MAX];
    ck_assert_uint_eq(kruniname_of(0x378, name), 0);
    ck_assert_uint_eq(kruniname_of(0x10FFFF, name), 0);
    ck_assert_uint_eq(kruniname_of(0, name), 0);
}
END_TEST

START_TEST(case_and_aliases)
{
    ck_assert_int_eq(kruniname_find("degree Sign", 11), 0xB0);
    ck_assert_int_eq(kruniname_find("line feed", 9), 10);
    ck_assert_int_eq(kruniname_find("NBSP", 4), 0xA0);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("uniname");
    TCase *t = tcase_create("uniname");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, known_names, 0, (int)(sizeof known / sizeof *known));
    tcase_add_test(t, every_name_is_found);
    tcase_add_test(t, no_such_name);
    tcase_add_test(t, case_and_aliases);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
