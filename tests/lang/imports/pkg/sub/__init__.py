print("running", __name__)
__all__ = ["deep", "listed"]
listed = "listed"
unlisted = "unlisted"
