# SPDX-License-Identifier: MIT
"""Addresses of the web: urllib.parse. Opening them needs TLS and HTTP, which this library does not have."""
