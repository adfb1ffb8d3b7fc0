# SPDX-License-Identifier: MIT
"""The compiler's symbol tables are not open to Python in krait."""

raise ImportError("krait has no module symtable: its compiler's scopes are not open to Python", name='symtable')
