"""Tests that are Python programs: finding them, running them on krait, writing their expectations with CPython.

A test is NAME.py directly in tests/lang/AREA/, tests/asyncio/ or tests/lib/ (and below), or in examples/. Files that
begin with "_" and folders that hold an __init__.py are what tests import. A test of the command itself is a shell
script tests/command/NAME.sh that calls "$PYTHON"; it runs in an empty folder of its own. Beside NAME.py or NAME.sh:

    NAME.out     what stdout must be
    NAME.err     how stderr must end (absent: stderr is not looked at; empty: it must be empty)
    NAME.rc      the exit status (absent: 0)
    NAME.mask    regular expressions, one a line: what they match counts as equal, on stdout and stderr
    NAME.in      stdin (absent: empty)
    NAME.args    arguments, in shell notation
    NAME.oracle  which CPython knows the truth (absent: 3.13), or "none": .out was written by hand

An .out of examples/ stands in tests/examples/.
"""
import difflib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOTS = ["tests/lang", "tests/asyncio", "tests/lib", "tests/command", "examples"]
LIMIT = 30  # seconds of a release build


class Test:
    def __init__(self, path):
        self.path = os.path.join(TOP, path)
        self.folder = os.path.dirname(self.path)
        stem = os.path.splitext(path)[0]
        self.name = stem[len("tests/"):] if stem.startswith("tests/") else stem
        self.beside = os.path.join(TOP, "tests", self.name)

    def read(self, ending, default=None):
        try:
            with open(self.beside + ending, encoding="utf-8", errors="surrogateescape") as f:
                return f.read()
        except FileNotFoundError:
            return default

    def write(self, ending, text):
        os.makedirs(os.path.dirname(self.beside), exist_ok=True)
        with open(self.beside + ending, "w", encoding="utf-8", errors="surrogateescape") as f:
            f.write(text)

    def status(self):
        return int(self.read(".rc", "0"))

    def plain(self, text):
        """Text with the test's own folder and whatever the mask names taken out."""
        text = text.replace(self.folder + "/", "")
        for pattern in self.read(".mask", "").splitlines():
            text = re.sub(pattern, "<masked>", text, flags=re.M)
        return text


def find(filters=()):
    tests = []
    for root in ROOTS:
        for where, folders, files in os.walk(os.path.join(TOP, root)):
            if root == "examples" and "servers" in folders:
                folders.remove("servers")  # they run until they are told to end: tests/asyncio/example_servers runs them
            folders[:] = sorted(f for f in folders if not os.path.exists(os.path.join(where, f, "__init__.py"))
                                and not f.startswith(("_", ".")))
            for name in sorted(files):
                if name.endswith((".py", ".sh")) and not name.startswith("_"):
                    tests.append(Test(os.path.relpath(os.path.join(where, name), TOP)))
    return [t for t in tests if not filters or any(f in t.name for f in filters)]


def run(command, seconds, cwd, env, stdin=""):
    """(exit status, stdout, stderr); the status is "timeout" when it took too long, and minus the signal that ended it."""
    proc = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, start_new_session=True)
    try:
        out, err = proc.communicate(stdin.encode("utf-8", "surrogateescape"), timeout=seconds)
        status = proc.returncode
    except subprocess.TimeoutExpired:
        os.killpg(proc.pid, signal.SIGKILL)
        out, err = proc.communicate()
        status = "timeout"
    return status, out.decode("utf-8", "surrogateescape"), err.decode("utf-8", "surrogateescape")


def script_environment(base):
    env = {k: v for k, v in base.items() if not k.startswith(("PYTHON", "KRAIT")) or k == "KRAIT_TEST_TOP"}
    env.update(LC_ALL="C.UTF-8", TZ="UTC", COLUMNS="80", PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", NO_COLOR="1")
    return env


def run_script(test, program, seconds, env):
    arguments = shlex.split(test.read(".args", ""))
    stdin = test.read(".in", "")
    if test.path.endswith(".py"):
        return run([program, os.path.basename(test.path), *arguments], seconds, test.folder, script_environment(env), stdin)
    with tempfile.TemporaryDirectory() as folder:
        env = dict(script_environment(env), PYTHON=program)
        status, out, err = run(["sh", test.path, *arguments], seconds, folder, env, stdin)
        return status, *(text.replace(folder + "/", "").replace(program, "krait") for text in (out, err))


def shown(text):
    """Text as it can be printed: surrogates of undecodable bytes escaped."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def difference(expected, actual):
    lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected", "actual", lineterm="", n=1)
    return shown("\n".join(lines))


def ends_with(text, tail):
    return text.endswith(tail) if tail else text == ""


def check(test, krait, slow, env):
    """None, or what went wrong."""
    expected = test.read(".out")
    if expected is None:
        return "it has no %s.out: see --bless" % test.name
    status, out, err = run_script(test, krait, LIMIT * slow, env)
    problems = []
    if status != test.status():
        problems.append("exit status %s, not %d" % (status, test.status()))
        problems.append(shown("\n".join(err.rstrip().split("\n")[-12:])))
    out, expected = test.plain(out), test.plain(expected)
    if out != expected:
        problems.append(difference(expected, out))
        if status == test.status() and err:
            problems.append(shown("stderr: " + "\n".join(err.rstrip().split("\n")[-6:])))
    tail = test.read(".err")
    if tail is not None and not ends_with(test.plain(err).rstrip(), test.plain(tail).strip()):
        problems.append("stderr ends otherwise:\n" + difference(test.plain(tail).strip(), test.plain(err).rstrip()))
    return "\n".join(problems) or None


# ---- the oracle -----------------------------------------------------------------------------------------------------


def oracle(version):
    """A command that starts this CPython, or None. KRAIT_ORACLE (KRAIT_ORACLE_39 for 3.9) names one."""
    candidates = [os.environ.get("KRAIT_ORACLE" + ("" if version == "3.13" else "_" + version.replace(".", ""))),
                  shutil.which("python" + version)]
    versions = os.path.expanduser("~/.pyenv/versions")
    if os.path.isdir(versions):
        candidates += [os.path.join(versions, v, "bin", "python" + version) for v in sorted(os.listdir(versions), reverse=True)
                       if v.startswith(version + ".")]
    for path in candidates:
        if path and os.path.exists(path):
            probe = subprocess.run([path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            if probe.stdout.strip() == version:
                return path
    return None


def bless_one(test, program):
    """Writes what CPython says; returns a complaint or None."""
    status, out, err = run_script(test, program, 120, os.environ)
    if status == "timeout" or (isinstance(status, int) and status < 0):
        return "%s: CPython ended with %s" % (test.name, status)
    if status != test.status():
        return "%s: exit status %s, not %d; the end of stderr:\n%s" % (test.name, status, test.status(), err[-400:])
    test.write(".out", test.plain(out))
    tail = test.read(".err")
    if tail is not None:
        lines = err.replace(test.folder + "/", "").rstrip().split("\n")
        kept = len(tail.strip().split("\n")) if tail.strip() else len(lines)
        test.write(".err", "\n".join(lines[-kept:]) + "\n")
    return None


def bless(filters):
    found, complaints, written = {}, [], 0
    for test in find(filters):
        version = test.read(".oracle", "3.13").strip()
        if version == "none":
            continue
        if version not in found:
            found[version] = oracle(version)
        if not found[version]:
            complaints.append("%s: CPython %s is not here; KRAIT_ORACLE names it" % (test.name, version))
            continue
        problem = bless_one(test, found[version])
        if problem:
            complaints.append(problem)
        else:
            written += 1
    for line in complaints:
        print(line)
    print("%d expectations written, %d not" % (written, len(complaints)))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit("scripts/run_tests.py runs the tests")
