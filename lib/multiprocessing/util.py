# SPDX-License-Identifier: MIT
"""The logger of this package, and what tests call between themselves."""

__all__ = ('get_logger', 'log_to_stderr')


def get_logger():
    """The logger."""
    import logging
    logger = logging.getLogger('multiprocessing')
    logger.propagate = False
    return logger


def log_to_stderr(level=None):
    """Show what is logged."""
    import logging
    logger = get_logger()
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter('[%(levelname)s/%(processName)s] %(message)s'))
    logger.addHandler(handler)
    if level:
        logger.setLevel(level)
    return logger


def _cleanup_tests():
    """Leaves no child that has ended unwaited for."""
    from .process import active_children
    active_children()
