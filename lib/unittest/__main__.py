# SPDX-License-Identifier: MIT
"""python -m unittest"""

import os.path
import sys

if sys.argv[0].endswith('__main__.py'):
    # What --help shows as the name of the program.
    sys.argv[0] = os.path.basename(sys.executable or 'python') + ' -m unittest'

__unittest = True

from .main import main

main(module=None)
