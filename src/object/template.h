/* SPDX-License-Identifier: MIT
 * Reading the templates of str.format: for the method and for string.Formatter. Layer: object. */
#ifndef KR_OBJECT_TEMPLATE_H
#define KR_OBJECT_TEMPLATE_H

#include "object/format.h"

typedef struct KrTemplateReader {
    const char *p, *end;
} KrTemplateReader;

/* Literal text and the field behind it, if there is one: {name!conversion:spec}. */
typedef struct KrTemplateField {
    const char *literal, *name, *spec;
    size_t nliteral, nname, nspec;
    uint32_t conversion; /* 0 if none */
    bool has_field;
    bool nested;         /* the spec holds fields itself */
} KrTemplateField;

/* 1: the next part is in *out; 0 at the end; -1: ValueError. */
int krtemplate_next(KrVm *vm, KrTemplateReader *r, KrTemplateField *out) KR_MUST_USE;

/* The parts of a field's name: "0.attribute[key]". text, n, and index, which is -1 if the text is no number. */
typedef struct KrFieldName {
    const char *text;
    size_t n;
    int64_t index;
    bool is_attribute;
    const char *p, *end;
} KrFieldName;

bool krfieldname_first(KrVm *vm, KrFieldName *f, const char *name, size_t n) KR_MUST_USE;
int krfieldname_next(KrVm *vm, KrFieldName *f) KR_MUST_USE; /* as krtemplate_next */

#endif
