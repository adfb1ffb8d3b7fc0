/* SPDX-License-Identifier: MIT
 * The command line of krait. */
#include "command.h"

#include <stdio.h>
#include <string.h>

void options_help(void)
{
    puts("usage: krait [option] ... [-c code | -m module | file | -] [argument] ...\n"
         "Run a program written in Python.\n"
         "\n"
         "  file            run a file, or the __main__.py of a folder\n"
         "  -c code         run code; it ends the list of options\n"
         "  -m module       run a module as a program; it ends the list of options\n"
         "  -               read the program from standard input\n"
         "  --dis file      print the instructions that a file is compiled to\n"
         "  -i              show the prompt after running the program\n"
         "  -I              isolate: no environment variables, no folder of the program in sys.path\n"
         "  -E              ignore environment variables\n"
         "  -P              do not put the program's folder in sys.path\n"
         "  -O, -OO         leave out assert statements, set __debug__ to False\n"
         "  -q              no version at the prompt\n"
         "  -u              do not buffer standard output\n"
         "  -W option       control warnings, as warnings.filterwarnings; may be repeated\n"
         "  -x              skip the first line of the program\n"
         "  -X option       set an implementation's own option, such as dev\n"
         "  -V, --version   print the version and exit\n"
         "  -h, --help      print this and exit\n"
         "  -B -b -d -s -S -v  are accepted, and do nothing\n"
         "\n"
         "Without a program, it is read from standard input; a terminal gets a prompt.\n"
         "\n"
         "KRAITPATH         folders, separated by colons, in which modules are looked for\n"
         "KRAITWARNINGS     as -W, separated by commas");
}

static bool wrong(const char *message, const char *what)
{
    fprintf(stderr, "krait: %s%s\nTry `krait -h' for more information.\n", message, what);
    return false;
}

/* The argument of option -c: the rest of this word, or the next one. */
static const char *argument(char **word, int *i, int argc, char **argv)
{
    const char *rest = *word + 1;
    *word = NULL;
    return *rest ? rest : *i + 1 < argc ? argv[++*i] : NULL;
}

static bool program(Options *o, int action, const char *what, int i, int argc, char **argv)
{
    o->action = action;
    o->what = what;
    o->args = argv + i + 1;
    o->nargs = argc - i - 1;
    return true;
}

/* One letter of a word of options; *done tells that the list of options is over. */
static bool letter(Options *o, char **word, int *i, int argc, char **argv, bool *done)
{
    const char *text;
    switch (**word) {
    case 'c':
    case 'm':
        *done = true;
        int action = **word == 'c' ? RUN_CODE : RUN_MODULE;
        text = argument(word, i, argc, argv);
        return text ? program(o, action, text, *i, argc, argv) : wrong("argument expected for the option -", action == RUN_CODE ? "c" : "m");
    case 'W':
    case 'X':;
        bool warning = **word == 'W';
        text = argument(word, i, argc, argv);
        if (!text)
            return wrong("argument expected for the option -", warning ? "W" : "X");
        if (!warning && !strcmp(text, "dev"))
            o->dev_mode = true;
        if (warning && o->nwarnings < 32)
            o->warnings[o->nwarnings++] = text;
        if (!warning && o->nxoptions < 32)
            o->xoptions[o->nxoptions++] = text;
        return true;
    case 'V': o->action = SHOW_VERSION; break;
    case 'h':
    case '?': o->action = SHOW_HELP; break;
    case 'O': o->optimize++; break;
    case 'i': o->inspect = true; break;
    case 'I': o->isolated = o->ignore_environment = o->safe_path = true; break;
    case 'E': o->ignore_environment = true; break;
    case 'P': o->safe_path = true; break;
    case 'q': o->quiet = true; break;
    case 'u': o->unbuffered = true; break;
    case 'x': o->skip_first_line = true; break;
    case 'B': o->dont_write = true; break;
    case 'b': case 'd': case 's': case 'S': case 'v': case 'R': break;
    default: {
        char name[2] = {**word, 0};
        return wrong("unknown option -", name);
    }
    }
    ++*word;
    return true;
}

static bool long_option(Options *o, int *i, int argc, char **argv)
{
    const char *name = argv[*i];
    if (!strcmp(name, "--version"))
        o->action = SHOW_VERSION;
    else if (!strcmp(name, "--help"))
        o->action = SHOW_HELP;
    else if (!strcmp(name, "--check-hash-based-pycs") && *i + 1 < argc)
        ++*i;
    else if (!strcmp(name, "--dis") && *i + 1 < argc)
        return program(o, RUN_DIS, argv[*i + 1], *i + 1, argc, argv);
    else if (!strcmp(name, "--dis"))
        return wrong("argument expected for the option ", name);
    else
        return wrong("unknown option ", name);
    return true;
}

bool options_parse(Options *o, int argc, char **argv)
{
    *o = (Options){.action = RUN_STDIN, .args = argv + argc, .all = argv, .nall = argc};
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-')
            return o->action >= SHOW_VERSION || program(o, RUN_FILE, argv[i], i, argc, argv);
        if (!argv[i][1])
            return o->action >= SHOW_VERSION || program(o, RUN_STDIN, "-", i, argc, argv);
        if (argv[i][1] == '-') {
            if (!long_option(o, &i, argc, argv))
                return false;
            if (o->action == RUN_DIS)
                return true;
            continue;
        }
        bool done = false;
        for (char *word = argv[i] + 1; word && *word;)
            if (!letter(o, &word, &i, argc, argv, &done))
                return false;
        if (done)
            return true;
    }
    return true;
}
