# SPDX-License-Identifier: MIT
"""Not part of this library, and an import says so."""

raise ImportError("urllib.request is not part of this library: it has no HTTP client", name='urllib.request')
