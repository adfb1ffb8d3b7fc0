# SPDX-License-Identifier: MIT
"""Check and format JSON: python -m json."""

from .tool import main

main()
