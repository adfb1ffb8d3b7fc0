/* SPDX-License-Identifier: MIT
 * The disassembler: one line an instruction, nested code objects behind. */
#include "vm/disasm.h"

#include "base/hash.h"
#include "vm/ops.h"

static const char *const op_names[256] = {
#define KR_OP(name, format, units, ...) [KR_OP_##name] = #name,
#include "opcodes.inc"
#undef KR_OP
};

const uint8_t krop_units[256] = {
#define KR_OP(name, format, units, ...) [KR_OP_##name] = units,
#include "opcodes.inc"
#undef KR_OP
};

/* A specialised form is named after the plain one: GETATTR_SLOT is one of GETATTR. */
uint32_t krop_plain(uint32_t op)
{
    const char *name = op_names[op], *rest = name ? strchr(name, '_') : NULL;
    for (uint32_t i = 0; rest && i < 256; i++)
        if (op_names[i] && !strncmp(op_names[i], name, (size_t)(rest - name)) && !op_names[i][rest - name])
            return i;
    return op;
}

uint64_t krop_layout(void)
{
    uint64_t hash = krhash_bytes(krop_units, sizeof krop_units);
    for (uint32_t i = 0; i < KR_OP_COUNT; i++)
        hash = hash * 31 + krhash_bytes(op_names[i], strlen(op_names[i]));
    return hash;
}

enum { ABC, ABx, AsBx, sJ };
static const uint8_t op_formats[256] = {
#define KR_OP(name, format, units, ...) [KR_OP_##name] = format,
#include "opcodes.inc"
#undef KR_OP
};

static bool put_const(KrVm *vm, KrBuf *b, const KrCode *code, uint32_t i)
{
    if (i >= code->consts->n)
        return true;
    KrValue text = krobj_repr(vm, code->consts->at[i]);
    if (text == KR_RAISED)
        return false;
    krbuf_text(b, "  ; ");
    krbuf_str(b, kras_str(text));
    return true;
}

static bool names_const(uint32_t op)
{
    switch (op) {
    case KR_OP_LOADK: case KR_OP_GLOBALGET: case KR_OP_GLOBALGET_DICT: case KR_OP_GLOBALGET_BUILTIN: case KR_OP_GLOBALSET: case KR_OP_GLOBALSET_DICT:
    case KR_OP_GLOBALDEL: case KR_OP_NAMEGET: case KR_OP_NAMESET: case KR_OP_NAMEDEL: return true;
    default: return false;
    }
}

static bool has_name_unit(uint32_t op)
{
    return (op >= KR_OP_GETATTR && op <= KR_OP_GETSUPER) || (op >= KR_OP_GETATTR_SLOT && op <= KR_OP_GETMETHOD_MODULE) || op == KR_OP_IMPORT ||
           op == KR_OP_IMPORTFROM || op == KR_OP_FUNCTION || op == KR_OP_CALLKW || op == KR_OP_CALLMKW;
}

static bool instruction(KrVm *vm, KrBuf *b, const KrCode *code, uint32_t at, uint32_t wide)
{
    const uint32_t *u = krcode_units(code) + at;
    uint32_t ins = *u, op = ins & 255;
    uint32_t a = (ins >> 8 & 255) | (wide & 0xFF00), rb = (ins >> 16 & 255) | (wide >> 8 & 0xFF00), rc = ins >> 24 | (wide >> 16 & 0xFF00);
    krbuf_printf(b, "%6u %-18s", at, op_names[op] ? op_names[op] : "?");
    switch (op_formats[op]) {
    case ABC: krbuf_printf(b, "%u %u %u", a, rb, rc); break;
    case ABx: krbuf_printf(b, "%u %u", a, ins >> 16 | (wide & 0xFFFF0000)); break;
    case AsBx: krbuf_printf(b, "%u %d", a, (int32_t)ins >> 16); break;
    default: krbuf_printf(b, "to %d", (int)at + 1 + ((int32_t)ins >> 8)); break;
    }
    if (names_const(op) && !put_const(vm, b, code, ins >> 16 | (wide & 0xFFFF0000)))
        return false;
    return !has_name_unit(op) || krop_units[op] < 2 || put_const(vm, b, code, u[1]);
}

bool krdisasm(KrVm *vm, KrCode *code, KrBuf *b)
{
    krbuf_text(b, "code ");
    krbuf_str(b, code->qualname);
    krbuf_printf(b, " line %u, %u registers, %u arguments\n", code->firstlineno, code->nregs, code->argcount);
    int line = -1;
    uint32_t wide = 0;
    for (uint32_t at = 0; at < code->nunits;) {
        uint32_t op = krcode_units(code)[at] & 255;
        KrPosition p = krcode_position(code, at);
        if (p.line != line)
            krbuf_printf(b, "%5d", line = p.line);
        else
            krbuf_text(b, "     ");
        if (!instruction(vm, b, code, at, wide))
            return false;
        krbuf_char(b, '\n');
        wide = op == KR_OP_WIDE ? krcode_units(code)[at] : 0;
        at += krop_units[op] ? krop_units[op] : 1;
    }
    const KrHandler *h = code->handlers ? (const KrHandler *)code->handlers->data : NULL;
    for (uint32_t i = 0; i < code->nhandlers; i++)
        krbuf_printf(b, "      handler %u..%u -> %u, register %u\n", h[i].start, h[i].end, h[i].target, h[i].reg);
    for (size_t i = 0; i < code->consts->n; i++) {
        if (!kris_exact(code->consts->at[i], KR_T_code))
            continue;
        krbuf_char(b, '\n');
        if (!krstack_check(vm, "") || !krdisasm(vm, (KrCode *)kras_obj(code->consts->at[i]), b))
            return false;
    }
    return true;
}
