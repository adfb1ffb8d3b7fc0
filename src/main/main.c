/* SPDX-License-Identifier: MIT
 * The command krait. */
#include "krait.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    kr_error err = {.size = sizeof err};
    kr_vm *vm = kr_new(NULL, &err);
    if (!vm)
        return fputs(err.text, stderr), 1;
    const char *text = argc > 2 && !strcmp(argv[1], "-c") ? argv[2] : NULL, *file = "<string>";
    char *data = NULL;
    size_t n = text ? strlen(text) : 0;
    if (!text && argc > 1) {
        FILE *f = fopen(file = argv[1], "r");
        if (!f)
            return 2;
        data = malloc(1 << 24);
        n = fread(data, 1, 1 << 24, f);
        fclose(f);
        text = data;
    }
    kr_value code = kr_compile(vm, text ? text : "", n, file, KR_EXEC);
    int status = 0;
    if (kr_failed(code) || kr_failed(kr_run(vm, code, kr_main(vm)))) {
        kr_catch(vm, &err);
        kr_report(vm, err.exception);
        status = 1;
    }
    kr_finish(vm);
    kr_free(vm);
    free(data);
    return status;
}
