# SPDX-License-Identifier: MIT
"""Not part of this library, and an import says so."""

raise ImportError("multiprocessing is not part of this library: use subprocess, or asyncio for concurrency", name='multiprocessing')
