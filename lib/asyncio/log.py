# SPDX-License-Identifier: MIT
"""asyncio's logger."""

import logging

logger = logging.getLogger('asyncio')
