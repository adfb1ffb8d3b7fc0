/* SPDX-License-Identifier: MIT
 * An extension module: a class in C and a function. `import geometry` finds it as geometry.krait.so on sys.path:
 *
 *     cc -shared -fPIC -o geometry.krait.so geometry.c $(pkg-config --cflags krait)
 *     KRAITPATH=. krait -c 'import geometry; print(geometry.Vec(3, 4).norm)' */
#include "krait.h"

#include <math.h>
#include <stdio.h>

typedef struct Vec {
    double x, y;
} Vec;

static const kr_classdef vec_def;

static kr_value vec_init(kr_vm *vm, const kr_value *args, size_t n, void *self)
{
    Vec *v = self;
    (void)n;
    return kr_as_float(vm, args[1], &v->x) && kr_as_float(vm, args[2], &v->y) ? kr_none() : KR_ERROR;
}

static kr_value vec_add(kr_vm *vm, const kr_value *args, size_t n, void *self)
{
    void *sum;
    const Vec *a = self, *b = kr_unwrap(vm, args[1], &vec_def);
    (void)n;
    if (!b) {
        kr_catch(vm, NULL); /* the other operand may know what to do */
        return kr_not_implemented();
    }
    kr_value result = kr_object(vm, kr_class(vm, &vec_def, kr_none()), &sum);
    if (!kr_failed(result))
        *(Vec *)sum = (Vec){a->x + b->x, a->y + b->y};
    return result;
}

static kr_value vec_repr(kr_vm *vm, const kr_value *args, size_t n, void *self)
{
    const Vec *v = self;
    char text[64];
    (void)args, (void)n;
    return kr_str(vm, text, (size_t)snprintf(text, sizeof text, "Vec(%g, %g)", v->x, v->y));
}

static kr_value vec_norm(kr_vm *vm, const kr_value *args, size_t n, void *self)
{
    const Vec *v = self;
    (void)vm, (void)args, (void)n;
    return kr_float(sqrt(v->x * v->x + v->y * v->y));
}

/* The length of the way from point to point, [(x, y), ...]. */
static kr_value path_length(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    double x, y, last_x = 0, last_y = 0, sum = 0;
    kr_value points = kr_iter(vm, args[0]), point;
    int more = kr_failed(points) ? -1 : 1;
    (void)n, (void)user;
    for (size_t i = 0; more > 0 && (more = kr_next(vm, points, &point)) > 0; i++) {
        if (!kr_parse(vm, point, "(dd)", &x, &y))
            return KR_ERROR;
        sum += i ? sqrt((x - last_x) * (x - last_x) + (y - last_y) * (y - last_y)) : 0;
        last_x = x;
        last_y = y;
    }
    return more < 0 ? KR_ERROR : kr_float(sum);
}

static const kr_method vec_methods[] = {
    {"__init__(self, x: float = 0.0, y: float = 0.0)", vec_init, KR_METHOD, NULL},
    {"__add__(self, other, /)", vec_add, KR_METHOD, NULL},
    {"__repr__(self, /)", vec_repr, KR_METHOD, NULL},
    {0},
};
static const kr_property vec_properties[] = {{"norm", vec_norm, NULL, "The length."}, {0}};
static const kr_classdef vec_def = {
    .name = "geometry.Vec", .doc = "A vector of the plane.", .size = sizeof(Vec), .methods = vec_methods, .properties = vec_properties};

KR_EXTENSION(geometry)
{
    return kr_setattr(vm, module, "Vec", kr_class(vm, &vec_def, kr_none())) &&
           kr_define(vm, module, "path_length(points, /)", path_length, NULL);
}
