"""Stops keeping an upload as soon as it is larger than any file that would be read.

Without it Django would write whatever is sent to the disk before anybody looked at its size.
"""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class Quota(FileUploadHandler):
    """Counts what arrives in all files of a request, and keeps no more of it once there is too much.

    The request then has no file, and carries `upload_too_large`. What is still on its way is read and
    dropped, so that the answer reaches the browser.
    """

    received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand the chunk on to whoever keeps it. Raises StopUpload."""
        self.received += len(raw_data)
        if self.received > settings.IMPORT_MAX_MB * 1024 * 1024:
            self.request.upload_too_large = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Somebody else keeps it."""
        return
