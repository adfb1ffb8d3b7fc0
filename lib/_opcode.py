# SPDX-License-Identifier: MIT
"""What CPython's tests ask about its instructions: krait has others, and does not specialise them."""

ENABLE_SPECIALIZATION = False
