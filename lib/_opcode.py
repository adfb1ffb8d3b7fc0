# SPDX-License-Identifier: MIT
"""What CPython's tests ask about its instructions: krait has others, and does not specialise them."""

ENABLE_SPECIALIZATION = False


def _unknown(opcode):
    """Tell that CPython's instruction is not one of krait's: none is."""
    return False


is_valid = has_arg = has_const = has_name = has_jump = has_free = has_local = has_exc = _unknown


def stack_effect(opcode, oparg=None, /, *, jump=None):
    """Raise ValueError: krait's instructions have registers, no stack."""
    raise ValueError('invalid opcode or oparg')


def get_executor(*, code, offset):
    """Raise ValueError: there are no executors."""
    raise ValueError('no executor exists at address {}'.format(offset))


def get_specialization_stats():
    """Return None: no statistics are kept."""
    return None


def get_intrinsic1_descs():
    """Return the names of CPython's unary intrinsic functions: none."""
    return []


def get_intrinsic2_descs():
    """Return the names of CPython's binary intrinsic functions: none."""
    return []


def get_nb_ops():
    """Return the operators of CPython's BINARY_OP: none."""
    return []
