/* SPDX-License-Identifier: MIT
 * Extension modules: a shared object next to this program, ones that must be refused, the host's own; in many VMs at once. */
#include "host.h"

#include <pthread.h>
#include <unistd.h>

static char folder[4000];

static kr_vm *start(uint32_t granted)
{
    kr_config config = {.size = sizeof config, .capabilities = granted};
    kr_vm *vm = kr_new(&config, NULL);
    kr_setattr(vm, kr_main(vm), "folder", kr_str(vm, folder, strlen(folder)));
    host_ok(vm, "import sys\nsys.path.insert(0, folder)\n"
                "def says(name):\n  try: __import__(name)\n  except Exception as e: return f'{type(e).__name__}: {e}'.replace(folder + '/', '')\n");
    return vm;
}

static void *use_it(void *count)
{
    for (int i = 0; i < *(int *)count; i++) {
        kr_vm *vm = start(KR_CAP_FILES | KR_CAP_EXTENSIONS);
        host_ok(vm, "from geometry import Vec, path_length\nv = Vec(1, 2) + Vec(y=2)\nassert repr(v) == 'Vec(1, 4)' and Vec(3, 4).norm == 5.0\n"
                    "assert path_length([(0, 0), (3, 4), [3, 5]]) == 6.0\n"
                    "try: path_length([(0, 'x')])\nexcept TypeError as e: assert str(e) == '[1]: expected float, not str', str(e)\nelse: assert 0");
        kr_free(vm);
    }
    return NULL;
}

static void test_refused(kr_vm *vm)
{
    host_ok(vm, "def is_(a, b): assert a == b, (a, b)\n"
                "is_(says('wrong_version'), \"ImportError: wrong_version.krait.so: it was built for version 2 of krait's interface, this krait has version 1\")\n"
                "is_(says('no_entry'), 'ImportError: no_entry.krait.so: this is no extension module: it does not define kr_ext_api_no_entry')\n"
                "assert says('undefined').startswith('ImportError: undefined.krait.so: undefined symbol: missing_everywhere'), says('undefined')\n"
                "is_(says('raises'), 'ValueError: no luck'); is_(says('raises'), 'ValueError: no luck')\n"
                "assert not {'raises', 'no_entry', 'undefined', 'wrong_version'} & set(sys.modules)");
}

static void test_importlib(kr_vm *vm)
{
    host_ok(vm, "import geometry, importlib.machinery, importlib.util\nis_(geometry.__file__, folder + '/geometry.krait.so')\n"
                "is_(importlib.machinery.EXTENSION_SUFFIXES, ['.krait.so']); is_(type(geometry.__spec__.loader).__name__, 'ExtensionFileLoader')\n"
                "s = importlib.util.find_spec('geometry')\nm = importlib.util.module_from_spec(s)\ns.loader.exec_module(m)\n"
                "assert m is not geometry and m.Vec is geometry.Vec\n");
}

static void test_not_granted(void)
{
    kr_vm *vm = start(KR_CAP_FILES);
    host_ok(vm, "assert says('geometry') == 'PermissionError: [Errno 1] the host has not granted KR_CAP_EXTENSIONS', says('geometry')\nassert 'geometry' not in sys.modules");
    kr_free(vm);
}

static bool own(kr_vm *vm, kr_value module)
{
    return kr_setattr(vm, module, "answer", kr_int(vm, 42));
}

static bool silent(kr_vm *vm, kr_value module)
{
    (void)vm, (void)module;
    return false;
}

static void test_own(kr_vm *vm)
{
    CHECK(kr_extension(vm, "own", own) && kr_extension(vm, "silent", silent), "registered");
    host_ok(vm, "assert 'own' not in sys.modules\nimport own\nis_(own.answer, 42)\nis_(says('silent'), 'ImportError: silent: its start failed without an exception')\n"
                "is_(says('silent.x'), 'ImportError: silent: its start failed without an exception')");
}

int main(void)
{
    ssize_t n = readlink("/proc/self/exe", folder, sizeof folder - 1);
    folder[n > 0 ? n : 0] = 0;
    *strrchr(folder, '/') = 0;
    kr_vm *vm = start(KR_CAP_FILES | KR_CAP_EXTENSIONS);
    test_refused(vm);
    test_importlib(vm);
    test_own(vm);
    kr_free(vm);
    test_not_granted();
    int count = 20;
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, use_it, &count);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    return host_status("extension");
}
