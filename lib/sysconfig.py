# SPDX-License-Identifier: MIT
"""Where things are installed, and what is known of how the interpreter was built."""

import os
import sys

__all__ = ['get_config_h_filename', 'get_config_var', 'get_config_vars', 'get_makefile_filename', 'get_path',
           'get_path_names', 'get_paths', 'get_platform', 'get_python_version', 'get_scheme_names',
           'get_default_scheme', 'get_preferred_scheme', 'parse_config_h', 'is_python_build']

_VERSION = '%d.%d' % sys.version_info[:2]
_SCHEMES = {
    'posix_prefix': {
        'stdlib': '{installed_base}/lib/krait{py_version_short}',
        'platstdlib': '{platbase}/lib/krait{py_version_short}',
        'purelib': '{base}/lib/krait{py_version_short}/site-packages',
        'platlib': '{platbase}/lib/krait{py_version_short}/site-packages',
        'include': '{installed_base}/include',
        'platinclude': '{installed_platbase}/include',
        'scripts': '{base}/bin',
        'data': '{base}',
    },
    'posix_user': {
        'stdlib': '{userbase}/lib/krait{py_version_short}',
        'platstdlib': '{userbase}/lib/krait{py_version_short}',
        'purelib': '{userbase}/lib/krait{py_version_short}/site-packages',
        'platlib': '{userbase}/lib/krait{py_version_short}/site-packages',
        'include': '{userbase}/include',
        'scripts': '{userbase}/bin',
        'data': '{userbase}',
    },
}
_config = {}


def get_python_version():
    """Return the version of the language as 'X.Y'."""
    return _VERSION


def get_platform():
    """Return the name of the system and the machine, as in 'linux-x86_64'."""
    name = os.uname()
    return f'{name.sysname.lower()}-{name.machine}'


def get_default_scheme():
    """Return the name of the scheme that the others default to."""
    return 'posix_prefix'


def get_preferred_scheme(key):
    """Return the name of the scheme for 'prefix', 'home' or 'user'."""
    if key not in ('prefix', 'home', 'user'):
        raise ValueError(f'unknown key {key!r}')
    return 'posix_user' if key == 'user' else 'posix_prefix'


def get_scheme_names():
    """Return the names of the schemes, sorted."""
    return tuple(sorted(_SCHEMES))


def get_path_names():
    """Return the names of the paths of a scheme."""
    return tuple(_SCHEMES['posix_prefix'])


def get_config_vars(*args):
    """Return the dictionary of all variables, or a list of the values of those named."""
    if not _config:
        _config.update(
            prefix=sys.prefix, exec_prefix=sys.exec_prefix, base=sys.prefix, platbase=sys.exec_prefix,
            installed_base=sys.base_prefix, installed_platbase=sys.base_exec_prefix,
            py_version=sys.version.split()[0], py_version_short=_VERSION,
            py_version_nodot=_VERSION.replace('.', ''), VERSION=_VERSION, abiflags=sys.abiflags,
            userbase=os.path.join(os.path.expanduser('~'), '.local'), platlibdir=sys.platlibdir,
            implementation='Krait', implementation_lower='krait', EXE='', EXT_SUFFIX='.so', SOABI='',
            Py_DEBUG=0, Py_GIL_DISABLED=0, WITH_DOC_STRINGS=1, HAVE_FORK=1,
            SIZEOF_VOID_P=8, SIZEOF_LONG=8, SIZEOF_SIZE_T=8, SIZEOF_TIME_T=8)
    if args:
        return [_config.get(name) for name in args]
    return _config


def get_config_var(name):
    """Return the value of a variable, or None."""
    return get_config_vars().get(name)


def get_paths(scheme=get_default_scheme(), vars=None, expand=True):
    """Return a dictionary of the paths of a scheme."""
    try:
        paths = dict(_SCHEMES[scheme])
    except KeyError:
        raise KeyError(scheme) from None
    if not expand:
        return paths
    values = dict(get_config_vars(), **(vars or {}))
    return {name: os.path.normpath(path.format_map(values)) for name, path in paths.items()}


def get_path(name, scheme=get_default_scheme(), vars=None, expand=True):
    """Return one path of a scheme."""
    return get_paths(scheme, vars, expand)[name]


def is_python_build(check_home=None):
    """Tell whether the interpreter runs from where it was built: not known, so no."""
    return False


def get_config_h_filename():
    """Return the path of the header of the configuration; there is none."""
    raise NotImplementedError('krait is built without a configuration header')


def get_makefile_filename():
    """Return the path of the makefile; there is none."""
    raise NotImplementedError('krait is built without a makefile')


def parse_config_h(fp, vars=None):
    """Return the macros that a header of #define lines sets, as a dictionary."""
    found = {} if vars is None else vars
    for line in fp:
        words = line.split(None, 2)
        if len(words) == 3 and words[0] == '#define':
            value = words[2].strip()
            try:
                found[words[1]] = int(value, 0)
            except ValueError:
                found[words[1]] = value
        elif len(words) >= 3 and words[:2] == ['/*', '#undef']:
            found[words[2].split()[0]] = 0
    return found
