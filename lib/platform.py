# SPDX-License-Identifier: MIT
"""What the machine, the system and the interpreter are called."""

from collections import namedtuple
import os
import sys


uname_result = namedtuple('uname_result', 'system node release version machine processor', defaults=('',))

_uname_cache = None
_platform_cache = {}
_os_release_cache = None
_sys_version_cache = {}


def uname():
    """Return the names of system, node, release, version, machine and processor."""
    global _uname_cache
    if _uname_cache is None:
        found = ['' if part == 'unknown' else part for part in os.uname()]
        _uname_cache = uname_result(*found)
    return _uname_cache


def system():
    """Return the system's name, as 'Linux'."""
    return uname().system


def node():
    """Return the computer's name in the network."""
    return uname().node


def release():
    """Return the system's release."""
    return uname().release


def version():
    """Return the system's version."""
    return uname().version


def machine():
    """Return the machine's kind, as 'x86_64'."""
    return uname().machine


def processor():
    """Return the processor's name, empty if it is not known."""
    return ''


def architecture(executable=sys.executable, bits='', linkage=''):
    """Return a program's width in bits and its format."""
    width = bits
    try:
        with open(executable or sys.executable, 'rb') as file:
            head = file.read(5)
    except OSError:
        head = b''
    if head[:4] == b'\x7fELF' and not linkage:
        linkage = 'ELF'
    if not width:
        width = '32bit' if head[4:5] == b'\1' else '64bit' if head[4:5] == b'\2' or sys.maxsize >> 32 else '32bit'
    return width, linkage


def libc_ver(executable=None, lib='', version='', chunksize=16384):
    """Return the C library's name and version."""
    if not executable:
        try:
            name, _, number = os.confstr('CS_GNU_LIBC_VERSION').partition(' ')
            if number:
                return name, number
        except (AttributeError, ValueError, OSError):
            pass
        executable = sys.executable
        if not executable:
            return lib, version
    return _libc_of(executable, lib, version)


def _libc_of(path, lib, version):
    import re

    def number(text):
        return [int(part) for part in text.split('.')] if text else []

    with open(os.path.realpath(path), 'rb') as file:
        data = file.read()
    marks = rb'(__libc_init)|(GLIBC_([0-9.]+))|(libc(_\w+)?\.so(?:\.(\d[0-9.]*))?)|(musl-([0-9.]+))'
    for found in re.finditer(marks, data, re.ASCII):
        start, glibc, glibc_number, so, threads, so_number, musl, musl_number = (
            part and part.decode('latin-1') for part in found.groups())
        if start and not lib:
            lib = 'libc'
        elif glibc:
            if lib != 'glibc':
                lib, version = 'glibc', glibc_number
            elif number(glibc_number) > number(version):
                version = glibc_number
        elif so and lib not in ('glibc', 'musl'):
            lib = 'libc'
            if so_number and number(so_number) > number(version):
                version = so_number
            if threads and version[-len(threads):] != threads:
                version += threads
        elif musl:
            lib = 'musl'
            if not version or number(musl_number) > number(version):
                version = musl_number
    return lib, version


def _plain(*parts):
    """Join parts with hyphens; nothing is left that would not do in a file's name."""
    import re
    text = '-'.join(part.strip() for part in parts if part)
    text = text.replace(' ', '_')
    text = re.sub(r'[/\\:;"()]', '-', text).replace('unknown', '')
    return re.sub('--+', '-', text).rstrip('-')


def platform(aliased=False, terse=False):
    """Return one text for the whole platform."""
    key = bool(aliased), bool(terse)
    if key not in _platform_cache:
        name = uname()
        if terse:
            found = _plain(name.system, name.release, 'with', ''.join(libc_ver(sys.executable)))
        else:
            found = _plain(name.system, name.release, name.machine, name.processor, 'with', ''.join(libc_ver()))
        _platform_cache[key] = found
    return _platform_cache[key]


def system_alias(system, release, version):
    """Return names under which systems are better known."""
    if system == 'SunOS' and release >= '5':
        major, _, rest = release.partition('.')
        return 'Solaris', f'{int(major) - 3}.{rest}' if rest else str(int(major) - 3), version
    if system in ('win32', 'win16'):
        return 'Windows', release, version
    return system, release, version


# ---- the interpreter ----------------------------------------------------------------------------------------------------

def _sys_version():
    """Return version, build number, build date and compiler, from sys.version."""
    import re
    text = sys.version
    if text not in _sys_version_cache:
        found = re.match(r'([\w.+]+)\s*(?:\((.*?)\))?\s*\[?([^\]]*)', text)
        if not found:
            raise ValueError(f'failed to parse CPython sys.version: {text!r}')
        number, build, compiler = found.groups('')
        build, _, date = build.removeprefix(', ').partition(', ')
        _sys_version_cache[text] = number, build, date, compiler
    return _sys_version_cache[text]


def python_implementation():
    """Return the interpreter's name."""
    return sys.implementation.name


def python_version():
    """Return the language's version, as '3.14.0'."""
    return '%d.%d.%d' % sys.version_info[:3]


def python_version_tuple():
    """Return the language's version as three str."""
    return tuple(python_version().split('.'))


def python_branch():
    """Return the branch that was built, empty if it is not known."""
    return getattr(sys, '_git', ('', '', ''))[1]


def python_revision():
    """Return the revision that was built, empty if it is not known."""
    return getattr(sys, '_git', ('', '', ''))[2]


def python_build():
    """Return the build's number and date."""
    return _sys_version()[1:3]


def python_compiler():
    """Return the compiler's name."""
    return _sys_version()[3]


# ---- other systems' questions -----------------------------------------------------------------------------------------

def freedesktop_os_release():
    """Return what /etc/os-release says, as a dict."""
    global _os_release_cache
    if _os_release_cache is None:
        last = None
        for path in '/etc/os-release', '/usr/lib/os-release':
            try:
                with open(path, encoding='utf-8') as lines:
                    _os_release_cache = _parse_os_release(lines)
                break
            except OSError as e:
                last = e
        else:
            raise OSError(last.errno, "Unable to read files /etc/os-release, /usr/lib/os-release")
    return _os_release_cache.copy()


def _parse_os_release(lines):
    import re
    info = {'NAME': 'Linux', 'ID': 'linux', 'PRETTY_NAME': 'Linux'}
    for line in lines:
        found = re.match(r'([a-zA-Z0-9_]+)=("|\')?(.*?)(?(2)\2)\s*$', line)
        if found:
            info[found[1]] = re.sub(r'\\([\\$"\'`])', r'\1', found[3])
    return info


def java_ver(release='', vendor='', vminfo=('', '', ''), osinfo=('', '', '')):
    """Return what is given: this is not Jython."""
    return release, vendor, vminfo, osinfo


def win32_ver(release='', version='', csd='', ptype=''):
    """Return what is given: this is not Windows."""
    return release, version, csd, ptype


def win32_edition():
    """Return None: this is not Windows."""


def win32_is_iot():
    """Return False: this is not Windows."""
    return False


def mac_ver(release='', versioninfo=('', '', ''), machine=''):
    """Return what is given: this is not macOS."""
    return release, versioninfo, machine


if __name__ == '__main__':
    terse = 'terse' in sys.argv or '--terse' in sys.argv
    aliased = 'nonaliased' not in sys.argv and '--nonaliased' not in sys.argv
    print(platform(aliased, terse))
    sys.exit(0)
