"""Who may publish: an import shows the public only what its user may show alone."""

from tracker.authority import may_publish_alone as may_publish

__all__ = ["may_publish"]
