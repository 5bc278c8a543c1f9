"""Who may publish: an import shows the public only what its user may show."""

from tracker.models import User

PUBLISH = "tracker.publish_observation"


def may_publish(user: User | None) -> bool:
    """Whether figures that `user` brings in are published at once.

    None is the command line, where whoever can start the program can publish. The rows of others are stored
    as `submitted`, wait for somebody who may, and change no verdict.
    """
    return user is None or (user.is_active and user.has_perm(PUBLISH))
