# SPDX-License-Identifier: MIT
"""Not part of this library, and an import says so."""

raise ImportError("ssl is not part of this library: it has no TLS", name='ssl')
